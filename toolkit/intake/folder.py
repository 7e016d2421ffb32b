"""A folder -> its files as Sources: what there is, with its content, its time and whether it is worth a look."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from toolkit.intake.parts import EARLIER, MARKER, OURS, visible
from toolkit.limits import Limits
from toolkit.model import Source

EMPTY_HASH = hashlib.sha256(b"").hexdigest()
_SYSTEM_NAMES = {"thumbs.db", "desktop.ini", ".ds_store"}


def files_of(inbox: Path, output: Path | None, known: Mapping[Path, str], limits: Limits) -> Iterator[Source]:
    """Every file of an inbox, mails and archives unopened.

    Args:
        output: the folder that this run will write; neither read nor listed.
        known: files that have another purpose (roster, decisions) with what they are, in Chinese.
    """
    for path, relative, ignored in _walk(inbox, output):
        yield _plain(path, relative, ignored or known.get(path.resolve()), limits)


def is_output_folder(folder: Path) -> bool:
    """Whether the folder was written by this program (it has a run.json of ours)."""
    try:
        with (folder / MARKER).open("rb") as stream:
            return OURS in stream.read(400)
    except OSError:
        return False


def _walk(inbox: Path, output: Path | None) -> Iterator[tuple[Path, str, str | None]]:
    """(path, path relative to the inbox, why it is ignored or None) for every file."""
    if not inbox.is_dir():
        yield inbox, _shown(inbox.name), None
        return
    skipped = output.resolve() if output is not None else None
    root = inbox.resolve()
    closed: list[OSError] = []
    for folder, names, files in os.walk(inbox, onerror=closed.append):
        here = Path(folder)
        names[:] = sorted(
            name for name in names if (here / name).resolve() != skipped and not _is_staging(name, skipped)
        )
        reason = EARLIER if _inside_output(here, inbox) else None
        linked = [name for name in names if (here / name).is_symlink()]  # the walk does not enter these
        for name in sorted([*files, *linked]):
            path = here / name
            relative = _shown(path.relative_to(inbox).as_posix())
            yield path, relative, reason or system_file(name) or _leads_elsewhere(path, root)
    for error in closed:
        # A folder that may not be read: what is in it nobody knows, but that it is there.
        folder_path = Path(error.filename)
        yield folder_path, _shown(folder_path.relative_to(inbox).as_posix()), None


def _leads_elsewhere(path: Path, root: Path) -> str | None:
    """Why a link is not followed: it leads out of the inbox, or to a folder (whose files are found in their place)."""
    if not path.is_symlink():
        return None
    try:
        there = path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return "这是打不开的链接"
    if not there.is_relative_to(root):
        return "这是指向收件文件夹以外的链接，没有打开"
    return "这是指向文件夹的链接，里面的文件已在原处读取" if there.is_dir() else None


def _is_staging(name: str, output: Path | None) -> bool:
    """The folders that an unfinished run left beside its output."""
    return output is not None and name.startswith(f".{output.name}.")


def _inside_output(folder: Path, inbox: Path) -> bool:
    while folder != inbox:
        if is_output_folder(folder):
            return True
        folder = folder.parent
    return False


def _shown(relative: str) -> str:
    """A path that can be written down: Linux admits names in bytes of GBK, as unpacking on it often leaves them."""
    try:
        relative.encode("utf-8")
    except UnicodeEncodeError:
        # Name by name: a folder that somebody made here has a proper one.
        names = (
            name if _is_text(name) else os.fsencode(name).decode("gb18030", "replace")
            for name in relative.split("/")
        )
        relative = "/".join(names)
    return visible(relative)


def _is_text(name: str) -> bool:
    return not any("\udc80" <= letter <= "\udcff" for letter in name)


def system_file(name: str) -> str | None:
    lower = name.lower()
    if lower.startswith(("~$", ".~lock")):
        return "这是文件打开时的临时文件，请先在 Excel 或 WPS 里关闭原文件"
    if lower in _SYSTEM_NAMES or lower.startswith("._"):
        return "这是系统自己生成的文件"
    return None


def _plain(path: Path, relative: str, ignored: str | None, limits: Limits) -> Source:
    bundle = relative.rpartition("/")[0]
    saved = None
    try:
        status = path.stat()
        saved = _time(status.st_mtime)
        if (ignored is not None and path.is_symlink()) or not stat.S_ISREG(status.st_mode):
            # Links that lead elsewhere; pipes and devices, which would never end.
            problem = None if ignored else "unreadable"
            return Source(relative, None, EMPTY_HASH, b"", problem, saved, bundle=bundle, ignored=ignored)
        if status.st_size > limits.file_bytes and ignored is None:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Source(relative, None, digest, b"", "too_large", saved, bundle=bundle)
        data = path.read_bytes()
    except OSError:
        problem = None if ignored else "unreadable"
        return Source(relative, None, EMPTY_HASH, b"", problem, saved, bundle=bundle, ignored=ignored)
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        relative, None, digest, b"" if ignored else data, None, saved, bundle=bundle, ignored=ignored
    )


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):  # a disk may say the year 60000
        return None

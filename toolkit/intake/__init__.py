"""Path -> Sources: every file of the inbox, and every part of the mails and archives in it, exactly once.

Nothing is written and nothing is followed out of the inbox. What cannot be opened becomes a Source with a problem.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from toolkit.intake.parts import Envelope, Part, Skipped
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Source

__all__ = ["MARKER", "collect", "is_output_folder", "system_file"]

MARKER = "run.json"  # a folder that holds one of ours is an earlier output
_OURS = b'"schema": "run/'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_HASH = hashlib.sha256(b"").hexdigest()

_SYSTEM_NAMES = {"thumbs.db", "desktop.ini", ".ds_store"}
_Opener = Callable[[Envelope, Limits], "list[Part]"]


def collect(
    inbox: Path, output: Path | None = None, known: Mapping[Path, str] | None = None, limits: Limits = DEFAULT
) -> list[Source]:
    """All sources of an inbox (a folder or a single file), ordered by path and member.

    Args:
        output: the folder that this run will write; neither read nor listed.
        known: files that have another purpose (roster, decisions) with what they are, in Chinese.
    """
    sources: list[Source] = []
    for path, relative, ignored in _walk(inbox, output):
        reason = ignored or (known or {}).get(path.resolve())
        if reason is not None:
            sources.append(_plain(path, relative, ignored=reason, limits=limits))
        else:
            sources.extend(_expand(_plain(path, relative, None, limits), limits))
    return sorted(sources, key=lambda source: (source.path, source.member or ""))


def is_output_folder(folder: Path) -> bool:
    """Whether the folder was written by this program (it has a run.json of ours)."""
    try:
        with (folder / MARKER).open("rb") as stream:
            return _OURS in stream.read(400)
    except OSError:
        return False


def _walk(inbox: Path, output: Path | None) -> Iterator[tuple[Path, str, str | None]]:
    """(path, path relative to the inbox, why it is ignored or None) for every file."""
    if inbox.is_file():
        yield inbox, _shown(inbox.name), None
        return
    skipped = output.resolve() if output is not None else None
    for folder, names, files in os.walk(inbox):
        here = Path(folder)
        names[:] = sorted(
            name for name in names if (here / name).resolve() != skipped and not _is_staging(name, skipped)
        )
        reason = "这是以前一次汇总的输出文件夹" if _inside_output(here, inbox) else None
        for name in sorted(files):
            path = here / name
            relative = _shown(path.relative_to(inbox).as_posix())
            yield path, relative, reason or system_file(name)


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
        return os.fsencode(relative).decode("gb18030", "replace")
    return relative


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
        saved = datetime.fromtimestamp(status.st_mtime, UTC)
        if status.st_size > limits.file_bytes and ignored is None:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Source(relative, None, digest, b"", "too_large", saved, bundle=bundle)
        data = path.read_bytes()
    except OSError:
        return Source(relative, None, EMPTY_HASH, b"", "unreadable", saved, bundle=bundle, ignored=ignored)
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        relative, None, digest, b"" if ignored else data, None, saved, bundle=bundle, ignored=ignored
    )


def _opener(source: Source) -> _Opener | None:
    """What opens a mail or archive; loaded only where there is one."""
    lower = source.name.lower()
    if not source.data:
        return None  # an empty file is told as such, whatever it is called
    if lower.endswith(".eml"):
        from toolkit.intake.mail import open_mail

        return open_mail
    if lower.endswith(".msg") and source.data.startswith(_OLE):
        from toolkit.intake.outlook import open_msg

        return open_msg
    if lower.endswith(".zip"):
        from toolkit.intake.archive import open_archive

        return open_archive
    return None


def _expand(source: Source, limits: Limits, depth: int = 0) -> Iterable[Source]:
    """A source itself, or the parts of the mail or archive that it is."""
    opener = _opener(source) if source.problem is None and source.ignored is None else None
    if opener is None:
        return [source]
    if depth >= limits.nesting:
        return [replace(source, data=b"", problem="nesting")]
    envelope = Envelope(source.name, source.data, source.saved, source.mailed, source.sender)
    try:
        parts = opener(envelope, limits)
    except Skipped as skipped:
        known = replace(source, sender=skipped.sender or source.sender, saved=skipped.saved or source.saved)
        return [replace(known, data=b"", problem=skipped.problem, ignored=skipped.reason)]
    found: list[Source] = []
    key = f"{source.path}!/{source.member}" if source.member else source.path
    for part, name in zip(parts, _unique([part.name for part in parts]), strict=True):
        member = f"{source.member}!/{name}" if source.member else name
        child = Source(
            source.path,
            member,
            hashlib.sha256(part.data).hexdigest(),
            part.data,
            part.problem,
            part.saved,
            part.mailed,
            part.sender,
            key,
            part.ignored or system_file(name.rsplit("/", 1)[-1]),
        )
        found.extend(_expand(child, limits, depth + 1))
    return found


def _unique(names: list[str]) -> list[str]:
    """The names of a mail's parts, a second one of the same name numbered: 表.xlsx, 表(2).xlsx."""
    counts: dict[str, int] = {}
    unique = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        if counts[name] > 1:
            stem, dot, ending = name.rpartition(".")
            name = f"{stem}({counts[name]}){dot}{ending}" if dot else f"{name}({counts[name]})"
        unique.append(name)
    return unique

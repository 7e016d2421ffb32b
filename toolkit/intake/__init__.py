"""Path -> Sources: every file of the inbox, and every part of the mails and archives in it, exactly once.

Nothing is written and nothing is followed out of the inbox. What cannot be opened becomes a Source with a problem.
Mails and archives are opened here, in the process of the run itself: whatever one of them holds, it costs that mail
or archive and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from toolkit.intake.parts import EARLIER, MARKER, OURS, Envelope, Part, Skipped, visible
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Source

__all__ = ["MARKER", "collect", "is_output_folder", "system_file"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_HASH = hashlib.sha256(b"").hexdigest()

_MSG = "__properties_version1.0".encode("utf-16-le")  # a stream that every .msg has
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf")  # the reader says of these what they are

# Files whose very name says that they are not the thing itself.
_NOT_ITSELF = (
    ("volume", re.compile(r"\.z\d\d$|\.(?:zip|7z|rar)\.\d{3}$|\.part\d+\.rar$|\.r\d\d$")),
    ("unfinished", re.compile(r"\.(?:crdownload|download|downloading|part|partial|opdownload|td|xltd)$")),
    ("shortcut", re.compile(r"\.lnk$")),
)

_SYSTEM_NAMES = {"thumbs.db", "desktop.ini", ".ds_store"}
# Most files are no mails, and need not be looked at further: a mail begins with a header's name and a colon.
_MAIL_START = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
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


def _opener(source: Source) -> _Opener | None:
    """What opens a mail or archive, by its name and then its content; loaded only where there is one."""
    lower, data = source.name.lower(), source.data
    if not data:
        return None  # an empty file is told as such, whatever it is called
    if lower.endswith((".eml", ".msg", ".mht", ".mhtml")):
        if data.startswith(_OLE):
            from toolkit.intake.outlook import open_msg

            return open_msg
        from toolkit.intake.mail import open_mail, open_mbox

        return open_mbox if data.startswith(b"From ") else open_mail
    if data.startswith(b"From ") and b"\nSubject:" in data[:65536]:
        from toolkit.intake.mail import open_mbox

        return open_mbox
    if data.startswith(_OLE) and _MSG in data:
        from toolkit.intake.outlook import open_msg

        return open_msg
    if lower.endswith(".zip") and not data.startswith(_OTHER_ARCHIVES):
        from toolkit.intake.archive import is_document, open_archive

        return None if is_document(data) else open_archive
    if data.startswith(b"PK"):
        from toolkit.intake.archive import is_archive, open_archive

        return open_archive if is_archive(data) else None
    if _MAIL_START.match(data):
        from toolkit.intake.mail import is_mail, open_mail

        return open_mail if is_mail(data) else None
    return None


@dataclass(slots=True)
class _Room:
    """What is still allowed of one file of the inbox, so that archives inside archives do not multiply.

    Attributes:
        size: bytes of parts.
        members: how many parts.
    """

    size: int
    members: int


def _expand(source: Source, limits: Limits, room: _Room | None = None, depth: int = 0) -> Iterable[Source]:
    """A source itself, or the parts of the mail or archive that it is."""
    if source.problem is not None or source.ignored is not None:
        return [source]
    named = next((kind for kind, ending in _NOT_ITSELF if ending.search(source.name.lower())), None)
    if named is not None:
        return [replace(source, data=b"", problem=named)]
    opener = _opener(source)
    if opener is None:
        return [source]
    if depth >= limits.nesting:
        return [replace(source, data=b"", problem="nesting")]
    room = room or _Room(limits.unpacked_bytes, limits.members)
    try:
        parts = _open(opener, source, replace(limits, unpacked_bytes=room.size, members=room.members))
    except Skipped as skipped:
        known = replace(
            source,
            sender=visible(skipped.sender) or source.sender,
            saved=skipped.saved or source.saved,
            subject=visible(skipped.subject) or source.subject,
        )
        return [replace(known, data=b"", problem=skipped.problem, ignored=skipped.reason)]
    room.size = max(0, room.size - sum(len(part.data) for part in parts))
    room.members = max(0, room.members - len(parts))
    found: list[Source] = []
    key = f"{source.path}!/{source.member}" if source.member else source.path
    for part, name in zip(parts, _unique([visible(part.name) or "未命名" for part in parts]), strict=True):
        member = f"{source.member}!/{name}" if source.member else name
        child = Source(
            source.path,
            member,
            hashlib.sha256(part.data).hexdigest(),
            part.data,
            part.problem,
            part.saved,
            part.mailed,
            visible(part.sender),
            key,
            part.ignored or system_file(name.rsplit("/", 1)[-1]),
            visible(part.subject) or source.subject,
        )
        found.extend(_expand(child, limits, room, depth + 1))
    return found


def _open(opener: _Opener, source: Source, limits: Limits) -> list[Part]:
    """The parts of a mail or archive.

    Raises:
        Skipped: it gives none, or opening it failed in a way that nobody thought of.
    """
    envelope = Envelope(source.name, source.data, source.saved, source.mailed, source.sender)
    try:
        return opener(envelope, limits)
    except Skipped:
        raise
    except MemoryError as error:
        raise Skipped("memory") from error
    except RecursionError as error:
        raise Skipped("nesting") from error
    except Exception as error:  # the standard library's readers raise whatever they meet
        raise Skipped("crashed") from error


def _unique(names: list[str]) -> list[str]:
    """The names of a mail's parts, a second one of the same name numbered: 表.xlsx, 表(2).xlsx."""
    taken, unique = set(names), list[str]()
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for name in names:
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        number, new = counts.get(name, 1), name
        while new in seen or (new != name and new in taken):
            number += 1
            new = f"{stem}({number}){dot}{ending}"
        counts[name] = number
        seen.add(new)
        unique.append(new)
    return unique

"""A mail or archive -> the Sources in it, at every depth; what cannot be opened becomes a Source with a problem."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from toolkit.intake.folder import system_file
from toolkit.intake.parts import Envelope, Part, Skipped, visible
from toolkit.limits import Limits
from toolkit.model import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MSG = "__properties_version1.0".encode("utf-16-le")  # a stream that every .msg has
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf")  # the reader says of these what they are

# Files whose very name says that they are not the thing itself.
_NOT_ITSELF = (
    ("volume", re.compile(r"\.z\d\d$|\.(?:zip|7z|rar)\.\d{3}$|\.part\d+\.rar$|\.r\d\d$")),
    ("unfinished", re.compile(r"\.(?:crdownload|download|downloading|part|partial|opdownload|td|xltd)$")),
    ("shortcut", re.compile(r"\.lnk$")),
)

# Most files are no mails, and need not be looked at further: a mail begins with a header's name and a colon.
_MAIL_START = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_EMLX = re.compile(rb"[0-9]{2,9}[ ]*\r?\n[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")  # as Apple Mail keeps them
_Opener = Callable[[Envelope, Limits], "list[Part]"]


def is_container(source: Source, limits: Limits) -> bool:
    """Whether the file is a mail or an archive, or its name says what it is not: something for ``expand``."""
    if source.problem is not None or source.ignored is not None:
        return False
    return _not_itself(source.name) is not None or _opener(source, limits) is not None


@dataclass(slots=True)
class _Room:
    """What is still allowed of one file of the inbox, so that archives inside archives do not multiply.

    Attributes:
        size: bytes of parts.
        members: how many parts.
    """

    size: int
    members: int


def expand(source: Source, limits: Limits, room: _Room | None = None, depth: int = 0) -> list[Source]:
    """A source itself, or the parts of the mail or archive that it is."""
    if source.problem is not None or source.ignored is not None:
        return [source]
    named = _not_itself(source.name)
    if named is not None:
        return [replace(source, data=b"", problem=named)]
    opener = _opener(source, limits)
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
        found.extend(expand(child, limits, room, depth + 1))
    return found


def _not_itself(name: str) -> str | None:
    return next((kind for kind, ending in _NOT_ITSELF if ending.search(name.lower())), None)


def _opener(source: Source, limits: Limits) -> _Opener | None:
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
    if _EMLX.match(data):
        from toolkit.intake.mail import is_mail, open_emlx

        return open_emlx if is_mail(data.partition(b"\n")[2]) else None
    if data.startswith(b"From ") and b"\nSubject:" in data[:65536]:
        from toolkit.intake.mail import open_mbox

        return open_mbox
    if data.startswith(_OLE) and _MSG in data:
        from toolkit.intake.outlook import open_msg

        return open_msg
    if lower.endswith(".zip") and not data.startswith(_OTHER_ARCHIVES):
        from toolkit.intake.archive import is_document, open_archive

        return None if is_document(data, limits) else open_archive
    if data.startswith(b"PK"):
        from toolkit.intake.archive import is_archive, open_archive

        return open_archive if is_archive(data, limits) else None
    if _MAIL_START.match(data):
        from toolkit.intake.mail import is_mail, open_mail

        return open_mail if is_mail(data) else None
    return None


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

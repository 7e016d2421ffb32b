"""Mails saved by Outlook as .msg: their attachments, with date and sender.

The layout is Microsoft's [MS-OXMSG]: an OLE file with a stream for each property, named by its tag and type.
"""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from toolkit.intake.body import body_of
from toolkit.intake.mail import LINK, NOTHING, has_link
from toolkit.intake.parts import Envelope, Part, Skipped
from toolkit.limits import Limits

_SUBJECT, _SENDER_NAME, _SENDER_MAIL, _SENDER_SMTP = "0037", "0C1A", "0C1F", "5D01"
_LONG_NAME, _SHORT_NAME, _DATA, _CONTENT_ID = "3707", "3704", "3701", "3712"
_BODY, _HTML = "1000", "1013"
_SUBMITTED, _DELIVERED, _CODE_PAGE, _INTERNET_PAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_PAGES = {
    936: "gb18030",
    54936: "gb18030",
    20936: "gb18030",
    950: "big5",
    65001: "utf-8",
    1252: "cp1252",
    20127: "ascii",
}


def open_msg(envelope: Envelope, limits: Limits) -> list[Part]:
    """The attachments of an Outlook mail, those of mails inside it too (named 邮件!/附件).

    Raises:
        Skipped: damaged, without attachments but perhaps a link to one, or with too many.
    """
    import olefile

    parts: list[Part] = []
    # Streams may overlap in the file, so that a small one can hold any number of large attachments.
    left = limits.unpacked_bytes
    try:
        with olefile.OleFileIO(io.BytesIO(envelope.data)) as ole:
            message = _Message(ole, ())
            for part in message.parts(envelope, limits):
                if len(parts) >= limits.members:
                    raise Skipped("members")
                left -= len(part.data)
                parts.append(part if left >= 0 else replace(part, data=b"", problem="too_large"))
            parts.extend(message.pasted(envelope))
            alone = not any(part.ignored is None for part in parts)
            if has_link(message.body, parts):
                if alone:
                    raise Skipped("link", sender=message.sender, saved=message.time, subject=message.subject)
                saved = message.time or envelope.saved
                parts.append(Part(LINK, b"", saved, saved is not None, message.sender, "link"))
            parts = [replace(part, subject=part.subject or message.subject) for part in parts]
    except (
        OSError,
        struct.error,
        ValueError,
        LookupError,
        TypeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise Skipped("damaged_mail") from error
    if not parts:
        raise Skipped(reason=NOTHING)
    return parts


class _Message:
    """A message in an OLE file; ``path`` is empty for the outermost."""

    def __init__(self, ole: Any, path: tuple[str, ...]) -> None:
        self._ole, self._path = ole, path
        self._numbers = self._fixed((), 32 if not path else 24)
        page = self._numbers.get(_INTERNET_PAGE) or self._numbers.get(_CODE_PAGE) or 936
        # What Outlook calls Western or ASCII is often GBK in a Chinese office: those bytes are tried first.
        self._encoding = _PAGES.get(page & 0xFFFF, "gb18030")

    def parts(self, envelope: Envelope, limits: Limits, depth: int = 0) -> Iterator[Part]:
        """The attachments in the message's order."""
        saved = self.time or envelope.saved
        sender = self.sender or envelope.sender
        for attachment in self._attachments():
            name = self._text(_LONG_NAME, attachment) or self._text(_SHORT_NAME, attachment) or "附件"
            name = re.split(r"[\\/]", name)[-1].strip() or "附件"
            inner = (*self._path, attachment, f"__substg1.0_{_DATA}000D")
            if self._ole.exists("/".join((*inner, "__properties_version1.0"))):
                if depth >= limits.nesting:
                    yield Part(name, b"", saved, saved is not None, sender, "nesting")
                    continue
                for part in _Message(self._ole, inner).listed(envelope, limits, depth + 1):
                    yield replace(part, name=f"{name}!/{part.name}" if part.name else name)
                continue
            stream = f"__substg1.0_{_DATA}0102"
            problem = "too_large" if self._size(stream, attachment) > limits.file_bytes else None
            data = b"" if problem else self._stream(stream, attachment)
            ignored = None
            if self._text(_CONTENT_ID, attachment) and re.search(r"(?i)\.(?:png|jpe?g|gif|bmp)$", name):
                ignored = "这是邮件正文里的图片"
            if name.lower() == "winmail.dat":
                problem, data = "winmail", b""
            yield Part(name, data, saved, saved is not None, sender, problem, ignored)

    def listed(self, envelope: Envelope, limits: Limits, depth: int) -> Iterator[Part]:
        """The attachments of a mail inside a mail; where it has none, the mail itself, without a name."""
        parts = [*self.parts(envelope, limits, depth), *self.pasted(envelope)]
        yield from (replace(part, subject=part.subject or self.subject) for part in parts)
        saved, sender = self.time or envelope.saved, self.sender or envelope.sender
        alone = not any(part.ignored is None for part in parts)
        if has_link(self.body, parts):
            yield Part("" if alone else LINK, b"", saved, saved is not None, sender, "link")
        elif not parts:
            yield Part("", b"", saved, saved is not None, sender, ignored=NOTHING)

    def pasted(self, envelope: Envelope) -> Iterator[Part]:
        """The report that the message's own text is, if it is one."""
        saved, sender = self.time or envelope.saved, self.sender or envelope.sender
        pasted = body_of([self._page], [self._text(_BODY)]).pasted
        if pasted is not None:
            yield Part(*pasted, saved, saved is not None, sender)

    @property
    def subject(self) -> str:
        return self._text(_SUBJECT)

    @property
    def sender(self) -> str:
        """Display name and address."""
        address = self._text(_SENDER_SMTP) or self._text(_SENDER_MAIL)
        return " ".join(filter(None, (self._text(_SENDER_NAME), address)))

    @property
    def body(self) -> str:
        """The message's own text, plain and as a page."""
        return self._text(_BODY) + self._page

    @property
    def _page(self) -> str:
        page = self._stream(f"__substg1.0_{_HTML}0102")
        for encoding in ("utf-8", self._encoding):
            try:
                return page.decode(encoding)
            except UnicodeDecodeError:
                continue
        return page.decode("gb18030", "replace")

    def _attachments(self) -> list[str]:
        depth = len(self._path)
        found = {
            entry[depth]
            for entry in self._ole.listdir(streams=True, storages=False)
            if tuple(entry[:depth]) == self._path
            and len(entry) > depth
            and entry[depth].startswith("__attach_version1.0_")
        }
        return sorted(found)

    def _stream(self, name: str, *below: str) -> bytes:
        path = "/".join((*self._path, *below, name))
        return self._ole.openstream(path).read() if self._ole.exists(path) else b""

    def _size(self, name: str, *below: str) -> int:
        path = "/".join((*self._path, *below, name))
        return int(self._ole.get_size(path)) if self._ole.exists(path) else 0

    def _text(self, tag: str, *below: str) -> str:
        """A property as text: Unicode, or bytes of the mail's code page."""
        wide = self._stream(f"__substg1.0_{tag}001F", *below)
        if wide:
            return wide.decode("utf-16-le", "replace").strip("\0 ")
        narrow = self._stream(f"__substg1.0_{tag}001E", *below).strip(b"\0 ")
        for encoding in (self._encoding, "utf-8", "gb18030"):
            try:
                return narrow.decode(encoding)
            except UnicodeDecodeError:
                continue
        return narrow.decode("gb18030", "replace")

    def _fixed(self, below: tuple[str, ...], header: int) -> dict[int, int]:
        """Properties of fixed size: tag -> value as a whole number."""
        data = self._stream("__properties_version1.0", *below)
        return {
            struct.unpack_from("<H", data, at + 2)[0]: struct.unpack_from("<q", data, at + 8)[0]
            for at in range(header, len(data) - 15, 16)
        }

    @property
    def time(self) -> datetime | None:
        """When it was sent, else delivered."""
        ticks = self._numbers.get(_SUBMITTED) or self._numbers.get(_DELIVERED)
        try:
            return (_EPOCH + timedelta(microseconds=ticks // 10)).replace(microsecond=0) if ticks else None
        except OverflowError:
            return None

"""Mails saved as .eml: their attachments, with the mail's date and sender."""

import email
import email.policy
import email.utils
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message

from toolkit.intake.parts import Envelope, Part, Skipped
from toolkit.limits import Limits


def open_mail(envelope: Envelope, limits: Limits) -> list[Part]:
    """The attachments of a mail; a mail inside it becomes a part of its own.

    Raises:
        Skipped: there is no attachment, or there are too many.
    """
    # compat32 keeps headers as they came: names in raw GBK bytes are still there to be decoded.
    message = email.message_from_bytes(envelope.data, policy=email.policy.compat32)
    saved, sender = _date(message) or envelope.saved, _text(message.get("From", "")) or envelope.sender
    parts: list[Part] = []
    for part in _attachments(message):
        if len(parts) >= limits.members:
            raise Skipped("members")
        parts.append(_part(part, saved, sender, limits))
    if not parts:
        raise Skipped(reason="邮件里没有附件")
    return parts


def _attachments(message: Message) -> Iterator[Message]:
    """Parts that are attachments: named ones, and whole mails; the text and its pictures' containers are not."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_type() == "message/rfc822" and part is not message:
            yield part
        elif part.is_multipart():
            stack.extend(reversed([p for p in part.get_payload() if isinstance(p, Message)]))
        elif _file_name(part) or part.get_content_disposition() == "attachment":
            yield part


def _part(part: Message, saved: datetime | None, sender: str, limits: Limits) -> Part:
    name = _file_name(part)
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        data = (
            inner[0].as_bytes()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message)
            else b""
        )
        name = name or "转发的邮件"
        if not name.lower().endswith(".eml"):
            name += ".eml"
    else:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
    inline = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    ignored = "这是邮件正文里的图片" if part.get_content_maintype() == "image" and inline else None
    if len(data) > limits.file_bytes:
        return Part(name or "附件", b"", saved, True, sender, "too_large", ignored)
    return Part(
        name.replace("\\", "/").lstrip("/") or "附件", data, saved, saved is not None, sender, None, ignored
    )


def _file_name(part: Message) -> str:
    raw = part.get_filename()
    return "" if raw is None else _text(raw).rsplit("/", 1)[-1].strip()


def _text(raw: object) -> str:
    """A header as text: RFC 2047 words, and bytes that were never encoded at all."""
    pieces: list[tuple[bytes, str]] = []
    try:
        for content, charset in decode_header(
            str(raw) if not isinstance(raw, bytes) else raw.decode("ascii", "surrogateescape")
        ):
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
            # A character may be cut between two words of one charset: join before decoding.
            if pieces and charset and pieces[-1][1] == charset:
                pieces[-1] = (pieces[-1][0] + data, charset)
            else:
                pieces.append((data, charset or ""))
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return str(raw)
    return "".join(_decode(data, charset) for data, charset in pieces).replace("\r", "").replace("\n", "")


def _decode(data: bytes, charset: str) -> str:
    # GB18030 reads everything that GBK and GB2312 can hold.
    wanted = "gb18030" if charset.lower() in ("gbk", "gb2312", "gb18030", "x-gbk") else charset
    for encoding in (wanted, "utf-8", "gb18030"):
        if encoding and not encoding.startswith("unknown"):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("utf-8", "replace")


def _date(message: Message) -> datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)

"""Mails saved as .eml: their attachments, with the mail's date and sender."""

import binascii
import email
import email.errors
import email.utils
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email._policybase import Compat32
from email.header import decode_header
from email.message import Message
from typing import Any

from toolkit.intake.body import body_of
from toolkit.intake.parts import Envelope, Part, Skipped
from toolkit.limits import Limits

FORWARDED = "转发的邮件.eml"
NOTHING = "邮件里没有附件"
QUOTED = "邮件里没有附件；引用或转发的内容里像有一份报告，确是要报的请单独存成文件放进收件文件夹"
LINK = "超大附件（只有链接）"

_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
# The endings of attachments that came without a name.
_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
}
_MBOX = re.compile(rb"(?m)^From [^\r\n]*\d{4}\r?$")
_LOOKED_AT = 16_384
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]")
_OWN_HEADERS = re.compile(
    rb"(?im)^(From|To|Subject|Date|MIME-Version|Message-ID|Received|Return-Path|Content-Type|X-Mailer):"
)

# Where QQ, 163 and others keep attachments that are too large to be sent; the links in the mail expire.
_LINKS = re.compile(
    r"ftnExs_download|/ftn/download|mail\.qq\.com/cgi-bin/ftn|large-attachment-download|cloud-?[aA]ttachment(?:-download)?|"
    r"从.{1,12}发来的(?:超大|云|网盘)?附件"
)
# The words alone may be a request not to send such; with a link or what stands beside one they are an attachment.
_WORDS = re.compile(r"超大附件|云附件|文件中转站|网盘附件")
_NEAR_A_LINK = re.compile(r"https?://|进入下载|点击下载|下载页面|立即下载|过期时间|有效期|到期|剩余\d+天")
_HOLDS_A_RETURN = re.compile(r"\.(?:xlsx?|xlsm|xlsb|et|ods|csv|zip|rar|7z|eml|msg)$")
# Where people put a workbook instead of attaching it. A signature may hold such an address too: it counts only where
# nothing is attached.
_DRIVES = re.compile(
    r"pan\.baidu\.com/s|weiyun\.com/|(?:aliyundrive|alipan)\.com/s|cloud\.189\.cn/|(?:yun|caiyun)\.139\.com/|jianguoyun\.com/p|"
    r"kdocs\.cn/l|docs\.qq\.com/(?:sheet|doc|form|s/)|123pan\.com/s|quark\.cn/s|drive\.weixin\.qq\.com|drive\.wps\.cn|alidocs\.dingtalk\.com|space\.dingtalk\.com|share\.feishu|"
    r"feishu\.cn/(?:file|docx|sheets)|wenshushu\.cn|lanzou"
)
_IGNORED_TYPES = {
    "application/pkcs7-signature": "这是邮件的数字签名",
    "application/x-pkcs7-signature": "这是邮件的数字签名",
    "application/pgp-signature": "这是邮件的数字签名",
    "text/calendar": "这是日程邀请",
    "text/x-vcard": "这是名片",
    "text/vcard": "这是名片",
}


_WESTERN = re.compile(r"(?i)(?:iso-?8859-(?:1|15)|latin-?1|windows-125[02]|cp125[02]|us-ascii)$")
# Splitting a header takes the standard library time in the square of its length.
_LONGEST_HEADER = 16_384
# Lines that may begin a part; a mail of millions of empty parts would take minutes to split.
_PART_LINE = b"\n--"
_LINES_A_PART = 20
_MOST_LINES = 100_000_000
_MOST_LINES_AT_ALL = 1_200_000
_MOST_HEADERS = 200_000
_LONGEST_TEXT = 4_000_000  # bytes of a mail's own text in which links are looked for
_HEADER_LINE = re.compile(rb"(?m)^[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")


class _Raw(Compat32):
    """Headers as they came: names in raw GBK bytes, which are no valid headers, are still there to be decoded."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return value


def open_mail(envelope: Envelope, limits: Limits) -> list[Part]:
    """The attachments of a mail; a mail inside it becomes a part of its own.

    Raises:
        Skipped: there is no attachment, only a link to one, or there are too many.
    """
    _refuse_hostile(envelope.data, limits)
    message = email.message_from_bytes(envelope.data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=_Raw())
    if not any(name in message for name in ("From", "Date", "Subject", "Content-Type")):
        raise Skipped("damaged_mail")
    saved = _date(message) or envelope.saved
    sender = text_of(message.get("From", "")) or envelope.sender
    subject = text_of(message.get("Subject", ""))
    if message.get_content_type() == "message/partial":
        raise Skipped("partial", sender=sender, saved=saved, subject=subject)
    parts: list[Part] = []
    for part in _attachments(message):
        if len(parts) >= limits.members:
            raise Skipped("members")
        parts.append(_part(part, saved, sender, limits))
    for name, data in _uuencoded(message):
        if len(parts) >= limits.members:
            raise Skipped("members")
        parts.append(Part(text_of(name), data, saved, saved is not None, sender))
    pages, texts = _body(message, "html"), _body(message, "")
    body = body_of(pages, texts)
    if not parts and envelope.name.lower().endswith((".mht", ".mhtml")):
        parts.extend(_page(pages, envelope))
    elif body.pasted is not None:
        parts.append(Part(*body.pasted, saved, saved is not None, sender))
    parts = [replace(part, subject=subject) for part in parts]
    alone = not any(part.ignored is None for part in parts)
    if has_link("\n".join([*texts, *pages]), parts):
        # So that its agency does not merely look missing: said of the mail itself, or beside what else came with it.
        if alone:
            raise Skipped("link", sender=sender, saved=saved, subject=subject)
        parts.append(Part(LINK, b"", saved, saved is not None, sender, "link", subject=subject))
    if not parts:
        raise Skipped(reason=QUOTED if body.quotes else NOTHING)
    return parts


def _refuse_hostile(data: bytes, limits: Limits) -> None:
    """Refuse what would take the library minutes or gigabytes to take apart; no mail of people comes near it.

    Raises:
        Skipped: too many parts, too deep, or nothing but headers.
    """
    if data.count(_PART_LINE) > _LINES_A_PART * limits.members:
        raise Skipped("members")
    lines = data.count(b"\n")
    # The library holds every line as an object; 64 MB of encoded attachments have fewer.
    if lines > _MOST_LINES_AT_ALL:
        raise Skipped("too_large")
    # Every line is looked at once for each multipart around it.
    if lines * (1 + data.count(b"boundary=")) > _MOST_LINES:
        raise Skipped("nesting")
    if len(data) > _MOST_HEADERS and sum(1 for _ in _HEADER_LINE.finditer(data)) > _MOST_HEADERS:
        raise Skipped("damaged_mail")


def is_mail(data: bytes) -> bool:
    """Whether a file without a mail's ending is one: it begins with several of a mail's own headers."""
    if not _HEADER.match(data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")):
        return False
    head = re.split(rb"\r?\n\r?\n", data[:_LOOKED_AT].lstrip(), maxsplit=1)[0]
    return len({name.lower() for name in _OWN_HEADERS.findall(head)}) >= 3


def _page(pages: Sequence[str], envelope: Envelope) -> Iterator[Part]:
    """The page that a browser saved as .mht: its first text in HTML."""
    name = re.sub(r"(?i)\.mht(?:ml)?$", ".html", re.split(r"[\\/]", envelope.name)[-1])
    for text in pages[:1]:
        data = b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
        yield Part(name, data, envelope.saved, envelope.mailed, envelope.sender)


def has_link(text: str, parts: Sequence[Part]) -> bool:
    """Whether a mail's text holds a link to an attachment that was too large to be sent.

    A link to a net drive or an online document is one where no workbook is attached; one in a signature is none.
    """
    alone = not any(part.ignored is None for part in parts)
    if _LINKS.search(text) or (_WORDS.search(text) and (alone or _NEAR_A_LINK.search(text))):
        return True
    book = any(part.ignored is None and _HOLDS_A_RETURN.search(part.name.lower()) for part in parts)
    return not book and _DRIVES.search(text) is not None


def _own(message: Message) -> Iterator[Message]:
    """The mail's own parts in their order; a mail inside it is one of them, and what that holds is not."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.is_multipart() and (part is message or part.get_content_type() != "message/rfc822"):
            stack.extend(reversed([p for p in part.get_payload() if isinstance(p, Message)]))
        else:
            yield part


def _attachments(message: Message) -> Iterator[Message]:
    """Parts that are attachments: named ones, and whole mails; the text and its pictures' containers are not."""
    for part in _own(message):
        if (
            part.get_content_type() == "message/rfc822"
            or _file_name(part)
            or part.get_content_disposition() == "attachment"
            or part.get_content_maintype() not in ("text", "multipart", "message")
        ):
            yield part  # some programs send a workbook without a name, or as the whole of the mail


def _part(part: Message, saved: datetime | None, sender: str, limits: Limits) -> Part:
    name, problem = _file_name(part), None
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        whole = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
        if whole is not None and _is_encoded(part):
            whole = _unwrapped(whole, part)
        name = name or (text_of(whole.get("Subject", "")) if whole is not None else "") or FORWARDED
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
        try:
            data = whole.as_bytes() if whole is not None else b""
        except (ValueError, LookupError, TypeError):  # a mail so broken that it cannot be written again
            problem, data = "damaged_mail", b""
    else:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if _is_encoded(part) and _is_base64(part):
            data = _without_footer(part, data)
    ignored = _IGNORED_TYPES.get(part.get_content_type())
    inline = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    if part.get_content_maintype() == "image" and inline and not data.startswith(_BOOKS):
        ignored = "这是邮件正文里的图片"
    elif name.lower().endswith(".p7m") or part.get_content_type() in _SEALED:
        problem, data = "smime", b""
    elif name.lower() == "winmail.dat" or part.get_content_type() == "application/ms-tnef":
        problem, data = "winmail", b""
    elif len(data) > limits.file_bytes:
        problem, data = "too_large", b""
    # Names of forwarded mails are subjects: slashes in them are no folders.
    return Part(
        re.sub(r"[\\/]", "_", name) or f"附件{_ENDINGS.get(part.get_content_type(), '')}",
        data,
        saved,
        saved is not None,
        sender,
        problem,
        ignored,
    )


def _is_base64(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"


def _without_footer(part: Message, data: bytes) -> bytes:
    """The content without what a scanner or a list wrote behind the code, whose letters would be taken for more of it.

    A stray sign among the code is no footer: more code stands behind it, and decoding passes over the sign.
    """
    try:
        raw = part.get_payload()
    except (ValueError, LookupError):
        return data
    if (
        not isinstance(raw, str)
        or not (match := _CODE_END.search(raw))
        or _CODE_LINE.search(raw, match.end())
    ):
        return data
    code = re.sub(r"\s", "", raw[: match.start()])
    if not code:
        return data
    try:
        return binascii.a2b_base64(code[: len(code) - len(code) % 4] if "=" not in code[-2:] else code)
    except (ValueError, binascii.Error):
        return data


def _is_encoded(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() in ("base64", "quoted-printable")


def _unwrapped(whole: Message, part: Message) -> Message:
    """A forwarded mail that was sent encoded, against the rules: what was parsed is still the code."""
    raw = whole.as_bytes().strip()
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    try:
        data = binascii.a2b_base64(raw) if encoding == "base64" else quopri.decodestring(raw)
    except (ValueError, binascii.Error):
        return whole
    return email.message_from_bytes(data, policy=_Raw()) if is_mail(data) else whole


# The first line that is no code any more: it holds a sign that base64 has not.
_CODE_END = re.compile(r"(?m)^[^\n]*[^A-Za-z0-9+/=\s][^\n]*$")
_CODE_LINE = re.compile(r"(?m)^[A-Za-z0-9+/]{40,}={0,2}\s*$")
_UUENCODED = re.compile(r"(?m)^begin [0-7]{3,4} (?P<name>[^\r\n]+)\r?\n(?P<lines>(?:[ -`]*\r?\n)*?)end\s*$")


def _uuencoded(message: Message) -> Iterator[tuple[str, bytes]]:
    """Attachments that old programs write into the mail's text."""
    for part in _own(message):
        payload = part.get_payload(decode=True) if part.get_content_maintype() == "text" else None
        if not isinstance(payload, bytes) or b"begin " not in payload or _file_name(part):
            continue
        text = _decode(payload, _charset(part))
        for match in _UUENCODED.finditer(text):
            pieces = []
            try:
                for line in match["lines"].splitlines():
                    pieces.append(binascii.a2b_uu(line.encode("ascii", "replace")))
            except (ValueError, binascii.Error):
                continue
            yield match["name"].strip(), b"".join(pieces)


def open_emlx(envelope: Envelope, limits: Limits) -> list[Part]:
    """The attachments of a mail that Apple Mail keeps: its length on a line, the mail, then a list of properties.

    Raises:
        Skipped: as for ``open_mail``.
    """
    length, _, rest = envelope.data.partition(b"\n")
    return open_mail(replace(envelope, data=rest[: int(length)]), limits)


def open_mbox(envelope: Envelope, limits: Limits) -> list[Part]:
    """The mails of a mailbox that was saved as one file.

    Raises:
        Skipped: there are too many.
    """
    starts = [match.start() for match in _MBOX.finditer(envelope.data)]
    if len(starts) > limits.members:
        raise Skipped("members")
    mails = [envelope.data[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    return [
        Part(f"第{number}封.eml", mail.partition(b"\n")[2], envelope.saved, False, envelope.sender)
        for number, mail in enumerate(mails, start=1)
    ]


def _body(message: Message, kind: str) -> list[str]:
    """The mail's own texts: the pages (kind ``html``), or all that are none (kind empty)."""
    pieces = []
    for part in _own(message):
        if part.get_content_maintype() == "text" and not _file_name(part):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and (part.get_content_subtype() == "html") == (kind == "html"):
                pieces.append(_decode(payload[:_LONGEST_TEXT], _charset(part)))
    return pieces


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, TypeError):
        return ""


def _file_name(part: Message) -> str:
    """The attachment's name, by RFC 2231 or as a header's text; a charset that does not exist costs no mail."""
    name = ""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            given = [value for key, value in part.get_params([], header) if key.lower() == parameter]
            # Beside filename* stands a plain name for programs of old: attachment.xlsx.
            raw = next((value for value in given if isinstance(value, tuple)), given[0] if given else None)
            if isinstance(raw, tuple):
                name = _decode(raw[2].encode("latin-1", "surrogateescape"), raw[0] or "")
            elif isinstance(raw, str):
                name = text_of(raw)
        except (
            ValueError,
            TypeError,
            LookupError,
        ):  # filename*9999…9=, or pieces that cannot be put in order
            continue
        if name:
            break
    return re.split(r"[\\/]", re.sub(r"[\r\n\t\0]+", " ", name))[-1].strip()


def text_of(raw: str) -> str:
    """A header as text: RFC 2047 words, and bytes that were never encoded at all; always on one line."""
    pieces: list[str] = []
    try:
        # Neighbouring words of one charset come joined: a character that was cut between them is whole again.
        for content, charset in decode_header(raw):
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
            pieces.append(_decode(data, charset or ""))
    except (ValueError, LookupError, email.errors.HeaderParseError):
        pieces = [_decode(raw.encode("utf-8", "surrogateescape"), "")]
    return re.sub(r"[\r\n\t\0]+", " ", "".join(pieces)).strip()


def _decode(data: bytes, charset: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    # GB18030 reads everything that GBK and GB2312 can hold.
    wanted = "gb18030" if charset.lower() in ("gbk", "gb2312", "gb18030", "x-gbk", "cp936") else charset
    # What programs call Western they have often not looked at: those charsets read every byte as some letter.
    western = _WESTERN.match(charset) is not None
    for encoding in ("utf-8", "gb18030", wanted) if western else (wanted, "utf-8", "gb18030"):
        if encoding and not encoding.startswith("unknown"):
            try:
                return data.decode(encoding)
            except (ValueError, LookupError):
                continue
    return data.decode("utf-8", "replace")


def _date(message: Message) -> datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(str(message.get("Date", "")))
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

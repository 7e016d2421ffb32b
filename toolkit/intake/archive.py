"""Zip archives. Members are read, never written; their names are only shown."""

import io
import zipfile
from dataclasses import replace

from toolkit.intake.parts import EARLIER, MARKER, OURS, Envelope, Part, Skipped
from toolkit.limits import Limits
from toolkit.unpacking import BROKEN, Overfull, read_within

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"  # the mark of each member in the archive's directory
_DOCUMENTS = {
    "[content_types].xml",
    "mimetype",
    "ofd.xml",
    "index/document.iwa",
}  # what workbooks and Word files have at their top


def is_document(data: bytes, limits: Limits) -> bool:
    """Whether a zip is a workbook or a Word file itself, whatever it is called."""
    return any(name.lower() in _DOCUMENTS for name in _names(data, limits))


def is_archive(data: bytes, limits: Limits) -> bool:
    """Whether it is a whole zip and no document, whatever it is called; one that holds far too much is one too."""
    names = _names(data, limits)
    return _is_overfull(data, limits) or (
        bool(names) and not any(name.lower() in _DOCUMENTS for name in names)
    )


def _names(data: bytes, limits: Limits) -> list[str]:
    if _is_overfull(data, limits):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except BROKEN:
        return []


def _is_overfull(data: bytes, limits: Limits) -> bool:
    # The directory is loaded whole: a million entries would take minutes. Archives inside, unpacked, count too.
    return data.count(_ENTRY) > 100 * limits.members


def open_archive(envelope: Envelope, limits: Limits) -> list[Part]:
    """The members of a zip, in its own order.

    Raises:
        Skipped: the archive is damaged, empty or has too many members.
    """
    if _is_overfull(envelope.data, limits):
        raise Skipped("members")
    try:
        archive = zipfile.ZipFile(io.BytesIO(envelope.data))
    except BROKEN as error:
        raise Skipped("damaged_archive") from error
    with archive:
        members = [info for info in archive.infolist() if not _is_folder(info)]
        if not members:
            raise Skipped(reason="压缩包是空的")
        if len(members) > limits.members:
            raise Skipped("members")
        left = limits.unpacked_bytes
        parts = []
        for info in members:
            packed = min(info.compress_size, len(envelope.data))
            data, problem = _read(archive, info, packed, min(left, limits.file_bytes), limits)
            left -= len(data)
            parts.append(Part(_name(info), data, envelope.saved, envelope.mailed, envelope.sender, problem))
        return _without_outputs(parts)


def _without_outputs(parts: list[Part]) -> list[Part]:
    """The parts with those of an earlier output, packed as the folder that it is, marked as no returns."""
    folders = [
        part.name[: -len(MARKER)]
        for part in parts
        if f"/{part.name}".endswith(f"/{MARKER}") and OURS in part.data[:400]
    ]
    return [
        replace(part, ignored=EARLIER) if any(part.name.startswith(folder) for folder in folders) else part
        for part in parts
    ]


def _is_folder(info: zipfile.ZipInfo) -> bool:
    # Some Windows programs write folders with a backslash at the end.
    return info.is_dir() or (info.filename.endswith("\\") and not info.file_size)


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: int, most: int, limits: Limits
) -> tuple[bytes, str | None]:
    if info.flag_bits & _ENCRYPTED:
        return b"", "encrypted"
    try:
        with archive.open(info) as stream:
            return read_within(stream, packed, most, limits), None
    except Overfull:
        return b"", "too_large"
    except BROKEN:
        return b"", "damaged"


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag Chinese Windows writes GBK, which zipfile shows as cp437."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    # !/ joins the levels of a member, and stands in no name.
    return name.replace("\\", "/").lstrip("/").replace("!/", "！/")

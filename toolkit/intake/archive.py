"""Zip archives. Members are read, never written; their names are only shown."""

import io
import zipfile
import zlib

from toolkit.intake.parts import Envelope, Part, Skipped
from toolkit.limits import Limits

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def open_archive(envelope: Envelope, limits: Limits) -> list[Part]:
    """The members of a zip, in its own order.

    Raises:
        Skipped: the archive is damaged, empty or has too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(envelope.data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Skipped("damaged_archive") from error
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        if not members:
            raise Skipped(reason="压缩包是空的")
        if len(members) > limits.members:
            raise Skipped("members")
        left = limits.unpacked_bytes
        parts = []
        for info in members:
            data, problem = _read(archive, info, min(left, limits.file_bytes))
            left -= len(data)
            parts.append(Part(_name(info), data, envelope.saved, envelope.mailed, envelope.sender, problem))
        return parts


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowed: int) -> tuple[bytes, str | None]:
    if info.flag_bits & _ENCRYPTED:
        return b"", "encrypted"
    try:
        with archive.open(info) as stream:
            # Declared sizes may lie, so reading itself is bounded.
            data = stream.read(allowed + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        return b"", "damaged"
    return (b"", "too_large") if len(data) > allowed else (data, None)


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
    return name.replace("\\", "/").lstrip("/")

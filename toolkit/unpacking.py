"""Parts of archives, unpacked no further than the limits allow."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import IO

from toolkit.limits import Limits

# What zipfile raises for archives that are damaged, or packed in a way that it does not know.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Overfull(Exception):
    """Something unpacks to more than is allowed.

    Attributes:
        by_ratio: whether the compression is what no honest file has, rather than the size too large.
    """

    def __init__(self, by_ratio: bool) -> None:
        super().__init__(by_ratio)
        self.by_ratio = by_ratio


def read_within(stream: IO[bytes], packed: int, most: int, limits: Limits) -> bytes:
    """Unpack one part of an archive, and stop where it grows beyond ``most`` bytes or beyond the ratio.

    What the archive declares of the part's size is not looked at: it may lie.

    Args:
        packed: the bytes that the part takes in the archive.

    Raises:
        Overfull: it is larger than that.
    """
    by_ratio = max(limits.ratio_from_bytes, limits.ratio * packed)
    allowed = min(most, by_ratio)
    data = stream.read(allowed + 1)
    if len(data) > allowed:
        raise Overfull(by_ratio=by_ratio < most)
    return data

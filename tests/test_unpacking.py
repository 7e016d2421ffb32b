"""Unpacking no further than the limits allow."""

import io
import zipfile

import pytest

from toolkit import limits
from toolkit.limits import Limits
from toolkit.unpacking import Overfull, read_within


class TestReadingWithin:
    """A small bound in place of 16 MB, so that the tests are quick."""

    LIMITS = Limits(ratio=200, ratio_from_bytes=100_000)

    def read(self, content: bytes, most: int = 10**9, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            archive.writestr("a", content)
        with zipfile.ZipFile(buffer) as archive, archive.open("a") as stream:
            return read_within(stream, archive.getinfo("a").compress_size, most, self.LIMITS)

    @pytest.mark.parametrize("size", [0, 1, 99_999, 100_000])
    def test_what_is_small_may_be_packed_as_well_as_it_likes(self, size: int) -> None:
        assert self.read(b"\0" * size) == b"\0" * size

    @pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_what_is_larger_may_not(self, method: int) -> None:
        with pytest.raises(Overfull) as caught:
            self.read(b"\0" * 200_000, method=method)
        assert caught.value.by_ratio

    def test_rows_of_blank_cells_are_packed_far_less(self) -> None:
        rows = b"".join(
            b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (r, r) for r in range(50_000)
        )
        assert len(rows) > 20 * self.LIMITS.ratio_from_bytes
        assert self.read(rows) == rows

    def test_beyond_the_size_it_is_no_matter_of_the_ratio(self) -> None:
        with pytest.raises(Overfull) as caught:
            self.read(b"0123456789" * 100, most=999)
        assert not caught.value.by_ratio

    def test_no_more_is_unpacked_than_is_allowed(self) -> None:
        class Stream(io.BytesIO):
            asked = 0

            def read(self, size: int | None = -1) -> bytes:
                self.asked = size or 0
                return super().read(size)

        stream = Stream(b"\0" * 10**6)
        with pytest.raises(Overfull):
            read_within(stream, 1000, 10**9, self.LIMITS)
        assert stream.asked == 200_001

    def test_exactly_as_much_as_is_allowed(self) -> None:
        assert read_within(io.BytesIO(b"1" * 500), 10**6, 500, limits.DEFAULT) == b"1" * 500

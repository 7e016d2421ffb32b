"""The bounds: their one place, the file beside the inbox that changes them, and reading within them."""

import io
import re
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from toolkit import limits
from toolkit.limits import DEFAULT, FILE_NAME, KEYS, Limits, LimitsError, Overfull, load, read_within


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / FILE_NAME
    path.write_bytes(text.encode(encoding))
    return path


def test_without_the_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == DEFAULT


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "# 还没有改动\n\n")
    assert load(tmp_path) == DEFAULT


def test_every_limit_has_a_key_and_every_default_lies_in_its_range() -> None:
    assert {key.field for key in KEYS.values()} == {field.name for field in fields(Limits)}
    for name, key in KEYS.items():
        assert key.least <= getattr(DEFAULT, key.field) / key.unit <= key.most, name


def test_every_key_is_read_in_its_unit(tmp_path: Path) -> None:
    write(tmp_path, "".join(f"{name} = {key.least}\n" for name, key in KEYS.items()))
    found = load(tmp_path)
    for name, key in KEYS.items():
        assert getattr(found, key.field) == key.least * key.unit, name


@pytest.mark.parametrize(
    "line",
    [
        "单个文件兆字节 = 128",
        '"单个文件兆字节" = 128',
        "  单个文件兆字节=128  # 有单位寄扫描件",
        "单个文件兆字节　＝　１２８",
        "# 说明\r\n单个文件兆字节 = 128\r\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_is_read_as_people_write_it(tmp_path: Path, line: str, encoding: str) -> None:
    write(tmp_path, line, encoding)
    assert load(tmp_path) == Limits(file_bytes=128 * 2**20)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("单个文件 = 64", "“单个文件”不是限额的名称；可以写的有：单个文件兆字节、"),
        ("单个文件兆字节 = 0", "“单个文件兆字节”的值应当是 1 到 1024 的整数，现在写的是 0。"),
        ("单个文件兆字节 = 1025", "现在写的是 1025"),
        ("单个文件兆字节 = -1", "现在写的是 -1"),
        ("单个文件兆字节 = 1.5", "现在写的是 1.5"),
        ("单个文件兆字节 = true", "的整数"),
        ('单个文件兆字节 = "六十四"', "现在写的是 六十四"),
        (f'单个文件兆字节 = "{"长" * 99}"', f"现在写的是 {'长' * 20}……"),
        ("[限额]\n单个文件兆字节 = 64", "第 1 行写法不对"),
        ("嵌套层数 = 3\n单个文件兆字节 : 64", "第 2 行写法不对"),
        ("嵌套层数 = 3\n嵌套层数 = 4", "写法不对或重复"),
        ("压缩倍数 = 10", "50 到 2000"),
        ("读取秒数 = inf", "1 到 3600"),
    ],
)
def test_what_cannot_be_meant_is_said_in_plain_words(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(LimitsError, match=re.escape(message)) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(bytes(range(128, 256)))
    with pytest.raises(LimitsError):
        load(tmp_path)


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(LimitsError, match="打不开"):
        load(tmp_path)


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


def test_the_page_for_people_says_the_same() -> None:
    page = (Path(__file__).parents[1] / "docs" / "收件承诺.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (\S+) \| (\d+) \| (\d+)–(\d+) \|", page)
    told = {name: tuple(map(int, numbers)) for name, *numbers in rows}
    assert told == {
        name: (getattr(DEFAULT, key.field) // key.unit, key.least, key.most) for name, key in KEYS.items()
    }

"""The bounds: their one place, the file beside the inbox that changes them, and reading within them."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from toolkit.limits import DEFAULT, FILE_NAME, KEYS, Limits, LimitsError, load


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


def test_the_page_for_people_says_the_same() -> None:
    page = (Path(__file__).parents[1] / "docs" / "收件承诺.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (\S+) \| (\d+) \| (\d+)–(\d+) \|", page)
    told = {name: tuple(map(int, numbers)) for name, *numbers in rows}
    assert told == {
        name: (getattr(DEFAULT, key.field) // key.unit, key.least, key.most) for name, key in KEYS.items()
    }

"""The bounds on what is read, in one place. Beyond them a file is rejected with a plain reason (F01).

A return is a few dozen kB; the bounds leave room for scanned pictures and stamps, and keep a hostile or broken
file from taking the machine. An office that must change one writes a 限额.toml beside the inbox (see ``load``).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

FILE_NAME = "限额.toml"
_MB = 2**20


class LimitsError(ValueError):
    """限额.toml cannot be used; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run.

    Attributes:
        file_bytes: size of one file, attachment or archive member.
        unpacked_bytes: size of all parts of one workbook after unpacking, and of all that one mail or archive of
            the inbox holds, at every depth.
        ratio: how many times its packed size a part may unpack to, once it is larger than ``ratio_from_bytes``.
        ratio_from_bytes: parts that unpack to no more than this may be packed as well as they like: sheets with
            many blank rows are.
        cells: rows times columns of one sheet's used range.
        sheets: sheets of one workbook that are looked at.
        text_chars: characters of one narrative section that are kept.
        nesting: mails within mails and archives within archives.
        members: parts of one mail or archive of the inbox, at every depth.
        seconds: time to read one file.
        memory_bytes: memory of the process that reads a file.
    """

    file_bytes: int = 64 * _MB
    unpacked_bytes: int = 256 * _MB
    ratio: int = 200
    ratio_from_bytes: int = 16 * _MB
    cells: int = 2_000_000
    sheets: int = 256
    text_chars: int = 200_000
    nesting: int = 5
    members: int = 2000
    seconds: float = 60.0
    memory_bytes: int = 2**30


DEFAULT = Limits()


# ---------------------------------------------------------------- 限额.toml


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of 限额.toml: the field that it sets, the size of its unit, and the range in which a value makes sense."""

    field: str
    unit: int
    least: int
    most: int


# The least values let every honest return through; the most are what one machine can bear.
KEYS: dict[str, _Key] = {
    "单个文件兆字节": _Key("file_bytes", _MB, 1, 1024),
    "解压后兆字节": _Key("unpacked_bytes", _MB, 16, 4096),
    "压缩倍数": _Key("ratio", 1, 50, 2000),
    "压缩倍数起算兆字节": _Key("ratio_from_bytes", _MB, 1, 1024),
    "一张工作表格数": _Key("cells", 1, 10_000, 20_000_000),
    "一个工作簿工作表数": _Key("sheets", 1, 8, 10_000),
    "一部分文字字数": _Key("text_chars", 1, 10_000, 10_000_000),
    "嵌套层数": _Key("nesting", 1, 1, 20),
    "邮件或压缩包文件数": _Key("members", 1, 1, 100_000),
    "读取秒数": _Key("seconds", 1, 1, 3600),
    "读取内存兆字节": _Key("memory_bytes", _MB, 256, 65536),
}


def load(folder: Path) -> Limits:
    """The limits of a run whose inbox lies in ``folder``: the defaults, changed by the 限额.toml there, if any.

    The file holds a line for each limit that is changed, such as ``单个文件兆字节 = 128``; KEYS has the names.

    Raises:
        LimitsError: it cannot be read, or holds an unknown key or a value out of range.
    """
    path = folder / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return DEFAULT
    except OSError as error:
        raise LimitsError(f"{path} 打不开；请检查权限，或删去它以使用默认的限额。") from error
    return replace(DEFAULT, **dict(_value(path, key, value) for key, value in _lines(path, data).items()))


def near(path: Path) -> Limits:
    """The limits for a file or folder outside a run: by the 限额.toml beside it, else beside the folder it lies in.

    Raises:
        LimitsError: it cannot be used.
    """
    beside = path.resolve().parent
    return load(beside if (beside / FILE_NAME).is_file() else beside.parent)


def _lines(path: Path, data: bytes) -> dict[str, object]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")  # what Notepad calls ANSI
    # Full-width digits and signs come from Chinese keyboards; TOML wants quotes around names that are not ASCII.
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?m)^([ \t]*)([^\s\"'=#\[\]]+)([ \t]*=)", r'\1"\2"\3', text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "有一行"
        raise LimitsError(
            f"{path} {where}写法不对或重复；每行写一个限额，例如：单个文件兆字节 = 64。"
        ) from error


def _value(path: Path, key: str, value: object) -> tuple[str, int]:
    known = KEYS.get(key)
    if known is None:
        raise LimitsError(f"{path} 里的“{key}”不是限额的名称；可以写的有：{'、'.join(KEYS)}。")
    if isinstance(value, bool) or not isinstance(value, int) or not known.least <= value <= known.most:
        raise LimitsError(
            f"{path} 里“{key}”的值应当是 {known.least} 到 {known.most} 的整数，现在写的是 {_shown(value)}。"
        )
    return known.field, value * known.unit


def _shown(value: object) -> str:
    """A value as it can stand in a message: on one line, and not a page of it."""
    text = " ".join(str(value).split())
    return text if len(text) <= 20 else f"{text[:20]}……"

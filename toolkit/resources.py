"""Where the files lie that the office may edit: Word templates, wording, the workbook to send out."""

import re
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = "workbook_templates"


class ResourceError(ValueError):
    """A template or wording file that the office edited cannot be used; the message says what to mend, in Chinese."""


@cache
def templates_dir() -> Path:
    """The folder of templates: inside the package when it was installed from a wheel, else beside it (a clone).

    Raises:
        ResourceError: neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / FOLDER, package.parent / FOLDER):
        if folder.is_dir():
            return folder
    raise ResourceError(f"找不到模板文件夹 {FOLDER}，程序安装不完整，请重新安装")


# Signs that Chinese input puts in the place of those that the format wants.
_FULL_WIDTH = re.compile(r"^\s*[^#\"=\[\]]*＝|=\s*[“”‘’＂]|[”＂]\s*$|^\s*【|[，]\s*\"")


def read_toml(file: Path, problem: type[ResourceError]) -> dict[str, Any]:
    """A wording file's content.

    Raises:
        problem: it cannot be read; the message says where and what to mend.
    """
    import tomllib

    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        name = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "GBK"
        raise problem(f"{file.name} 的编码像是 {name}：请用记事本“另存为”，编码选 UTF-8") from error
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        number = int(found[1]) if found else 0
        lines = text.splitlines()
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        where = f"第 {number} 行" if number else ""
        if "overwrite" in str(error) or "twice" in str(error) or "declare" in str(error):
            why = "同一个名称（或同一节）写了两遍，请删去一处"
        elif _FULL_WIDTH.search(line):
            why = "等号、引号、逗号和方括号要用半角的"
        else:
            why = "请检查引号和方括号是否成对，改乱了请恢复原来的文件"
        raise problem(f"{file.name} {where}读不出来：{why}") from error

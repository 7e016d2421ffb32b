"""Where the files lie that the office may edit: Word templates, wording, the workbook to send out."""

from functools import cache
from pathlib import Path

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

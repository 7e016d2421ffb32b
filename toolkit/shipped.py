"""Write the shipped copies of what the program itself makes into ``workbook_templates/`` (``make docs`` does it)."""

from pathlib import Path

from toolkit.form import form_ids, load
from toolkit.resources import templates_dir
from toolkit.template import BLANK_NAME, build_template


def blank_workbook() -> bytes:
    """The blank workbook of the newest form, without year and agency."""
    return build_template(load(form_ids()[-1]))


def write_shipped(folder: Path) -> None:
    """Write or renew the blank workbook in the folder of templates."""
    (folder / BLANK_NAME).write_bytes(blank_workbook())


if __name__ == "__main__":
    write_shipped(templates_dir())

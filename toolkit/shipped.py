"""Write what the project ships of the program's own making: the blank workbook and the rule catalogue (``make docs``)."""

from pathlib import Path

from toolkit.catalogue_page import PAGE_NAME, catalogue_page
from toolkit.form import form_ids, load
from toolkit.resources import templates_dir
from toolkit.template import BLANK_NAME, build_template


def blank_workbook() -> bytes:
    """The blank workbook of the newest form, without year and agency."""
    return build_template(load(form_ids()[-1]))


def write_shipped(templates: Path, docs: Path | None = None) -> None:
    """Write or renew the blank workbook in the folder of templates and, where there is one, the page in ``docs``."""
    (templates / BLANK_NAME).write_bytes(blank_workbook())
    if docs is not None and docs.is_dir():
        (docs / PAGE_NAME).write_text(catalogue_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    # In a clone the documentation lies beside the templates; an installed package has none.
    write_shipped(templates_dir(), templates_dir().parent / "docs")

"""The texts of an earlier run: the sections of its 各单位草稿/*.html, by the agency's name.

The pages are the program's own (a heading of level two for each section), so that they are read for their texts
alone, and in a twentieth of the time that a page of anybody's takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.form import Form
from toolkit.text import fold, squeeze

_TITLE = re.compile(r"^(?P<name>.+?)(?:20\d\d)年?(?:度)?政府信息公开工作年度报告(?:（本级）)?$")
_GAP = re.compile(r"^【[^】]*】$")


def read_pages(folder: Path, form: Form) -> Mapping[str, Mapping[str, str]]:
    """Sections by id of every page in a folder; pages that are not the program's own are left out. Raises nothing."""
    if not folder.is_dir():
        return {}
    from lxml import html
    from lxml.etree import LxmlError

    texts = {}
    for path in sorted(folder.glob("*.html")):
        try:
            page = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        except (OSError, LxmlError, ValueError):
            continue
        head = page.find(".//h1")
        title = (
            _TITLE.match(squeeze("".join(str(part) for part in head.itertext())))
            if head is not None
            else None
        )
        if title:
            texts[title["name"]] = _sections(page, form, title["name"])
    return texts


def _sections(page: Any, form: Form, name: str) -> dict[str, str]:
    """The paragraphs under each section's heading; tables, gaps and the signature are no text of the section."""
    ids = {fold(section.heading.text): section.id for section in form.narrative}
    lines: dict[str, list[str]] = {}
    current = None
    for element in page.iter("h2", "h3", "p"):
        text = squeeze(element.text_content())
        if element.tag == "h2":
            current = ids.get(fold(text))
        elif current and text and text != name and not _GAP.match(text):
            lines.setdefault(current, []).append(text)
    return {section: "\n".join(body) for section, body in lines.items()}

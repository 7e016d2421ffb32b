"""Turns of phrase and lookups that the rules about texts share."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.model import OPENING, Case, Number
from toolkit.narrative.figures import accepted, main_figure
from toolkit.narrative.read import Reading, read_narrative
from toolkit.reading.value import normal
from toolkit.rules.words import number

_WIDE = re.compile(r"(?:政府|管委会|管理委员会|[区县市旗州])$")  # not 政府办公室, 教育局
SECTIONS = {OPENING: "引言", "s1": "第一部分", "s5": "第五部分", "s6": "第六部分"}


def reading_of(case: Case) -> Reading | None:
    """The case's text as read; None where it has none, or is no agency's report (汇总调整, a 汇总表)."""
    if case.match.agency.is_adjustment or case.ret.summary or not case.ret.texts:
        return None
    agency = case.match.agency
    wide = agency.is_district or _WIDE.search(agency.name) is not None
    return read_narrative(case.ret.texts, case.settings.year, wide)


def told(case: Case, subject: str) -> tuple[Decimal, ...]:
    """The values that the tables give a subject; empty where they give none, or nobody has filled the table in."""
    index = main_figure(case.form, subject, case.ret.values)
    if index is None:
        return ()
    table = case.form.figures[index].table.id
    if case.settings.blank == "ask" and case.untouched(table) and table not in case.ret.ticked:
        return ()  # F02 says so
    return accepted(case.form, case.ret.values, subject)


def place(case: Case, index: int) -> str:
    """Where a figure stands: 表三“…”（D5）."""
    origin = case.ret.origins[index]
    cell = f"（{origin.cell}）" if origin.cell else ""
    return f"{case.form.figures[index].title}{cell}"


def shown(value: Decimal | Number) -> str:
    return number(normal(Decimal(value)))

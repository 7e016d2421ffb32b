"""What the examples of the rules are made of: a clean report on a sheet, changed in some cells, and read again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.factory import FORM
from tests.painting import Rows, report_rows, source, workbook
from toolkit.assign import assign
from toolkit.district import consolidate
from toolkit.intake import collect
from toolkit.judging import judge_all
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Agency, Case, Finding, Return, Roster, Settings, Unread, column_name
from toolkit.reading import read_source
from toolkit.rules import judge
from toolkit.rules.clean import clean_case

CLEAN = clean_case()
SHEET = "年报"
ADJUSTMENT = Agency("900", "汇总调整", "汇总调整")

Cells = Mapping[str, Any]


def values_with(cells: Cells) -> list[Any]:
    """The clean report's figures in the form's order, some cells changed."""
    values: list[Any] = list(CLEAN.ret.values)
    for code, content in cells.items():
        values[FORM.index[code]] = content
    return values


def rows_with(cells: Cells, agency: str = "甲区财政局", year: int = 2023) -> Rows:
    """The clean report as rows of one sheet, some cells changed."""
    return report_rows(values_with(cells), agency, year, CLEAN.ret.sections)[0]


def book(cells: Cells, agency: str = "甲区财政局", year: int = 2023) -> bytes:
    """The clean report as a workbook, some cells changed."""
    rows, merges = report_rows(values_with(cells), agency, year, CLEAN.ret.sections)
    return workbook({SHEET: (rows, merges)})


def read(data: bytes, name: str = "甲区财政局.xlsx") -> Return:
    """The return that a file holds."""
    result = read_source(source(data, name), FORM)
    assert isinstance(result, Return), result
    return result


def case_with(cells: Cells, **settings: Any) -> Case:
    """A case as it is read from a workbook that holds the clean report with some cells changed."""
    return replace(CLEAN, ret=read(book(cells)), settings=replace(CLEAN.settings, **settings))


@cache
def _addresses() -> Mapping[str, str]:
    marks = [("mark", i) for i in range(len(FORM.figures))]
    rows, _ = report_rows(marks, sections=CLEAN.ret.sections)
    return {
        FORM.codes[cell[1]]: f"{column_name(c)}{r + 1}"
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if isinstance(cell, tuple)
    }


def address(code: str) -> str:
    """The cell in which a figure was written, told without reading."""
    return _addresses()[code]


def found(case: Case, rule: str) -> list[Finding]:
    return [finding for finding in judge(case) if finding.rule == rule]


def brief(findings: Sequence[Finding]) -> list[tuple[str | None, Any, Any]]:
    """(figure, expected, actual) of each."""
    return [(finding.figure, finding.expected, finding.actual) for finding in findings]


def check_words(finding: Finding, *words: str) -> None:
    """A message is whole sentences without traces of the program, and says these words."""
    assert finding.message.endswith("。"), finding.message
    for trace in ("None", "（）", "。。", "；。", "，，", "““", "\n", "Decimal"):
        assert trace not in finding.message, finding.message
    for word in words:
        assert word in finding.message, (word, finding.message)


def judge_folder(
    folder: Path,
    files: Mapping[str, bytes],
    names: Sequence[str | Agency] = (),
    year: int = 2023,
    limits: Limits = DEFAULT,
) -> dict[tuple[str, str | None], list[Finding]]:
    """What is found in each file of an inbox, by path and member, with a roster of these agencies."""
    inbox = folder / "收件"
    inbox.mkdir(exist_ok=True)
    for name, data in files.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    results = [read_source(item, FORM, limits) for item in collect(inbox, limits=limits)]
    agencies = tuple(
        item if isinstance(item, Agency) else Agency(f"{number:03}", item)
        for number, item in enumerate(names, start=1)
    )
    roster = Roster(agencies, "名单.csv") if agencies else Roster()
    settings = Settings(year)
    assignment = assign(
        [item for item in results if isinstance(item, Return)],
        [item for item in results if isinstance(item, Unread)],
        roster,
    )
    verdicts = judge_all(assignment, FORM, settings, {})
    district = consolidate(
        FORM, "甲区", "0", settings, roster, verdicts.judged, verdicts.copies, verdicts.rejects
    )
    told: dict[tuple[str, str | None], list[Finding]] = {
        (file.path, file.member): [] for file in district.files
    }
    for finding in district.findings:
        told[finding.path, finding.member].append(finding)
    return told

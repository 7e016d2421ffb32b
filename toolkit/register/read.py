"""核实登记 -> decisions: rows of people, read for what they surely say; the others are named with their line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from toolkit.figure_names import figure_of
from toolkit.form import Form
from toolkit.model import Agency, Decision, Number, Roster
from toolkit.names import match_names
from toolkit.oswords import why
from toolkit.reading.value import read_value
from toolkit.register import columns as c
from toolkit.tables import ListError, rows_of
from toolkit.text import squeeze

_YES = {"是", "√", "✓", "☑", "y", "yes", "true", "1"}
_CODE = re.compile(r"[FDVAHPN]\d\d", re.IGNORECASE)
# Reports of a year are collected from the end of that year on; what was settled before is about another.
_CAMPAIGN_MONTH = 11


class RegisterError(ValueError):
    """The register cannot be used; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the register as far as it can be told what it is about; ``verdict`` as written."""

    line: int
    agency: str
    rule: str
    figure: int | None
    verdict: str
    original: str
    table: str
    lapsed: bool
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What a register holds.

    Attributes:
        path: the file.
        decisions: the rows with a verdict that can be applied.
        entries: all rows, those without a verdict too.
        problems: rows that cannot be applied, as Chinese sentences without a full stop.
    """

    path: Path
    decisions: tuple[Decision, ...] = ()
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


class _RowProblem(ValueError):
    """A row cannot be applied; the message says why."""


def read_register(
    path: Path,
    form: Form,
    roster: Roster,
    agencies: Sequence[Agency],
    year: int,
    data: bytes | None = None,
) -> Register:
    """Read a register (xlsx or csv); ``agencies`` are those of this run, ``year`` the year reported on.

    ``data`` is the file's content where it was read already.

    Raises:
        RegisterError: it cannot be opened, or lacks the columns 单位 and 结论.
    """
    try:
        # Rows that were moved to a sheet of their own (已办), or to a copy, still hold.
        content = path.read_bytes() if data is None else data
        rows = rows_of(content, path, c.COLUMNS, c.REQUIRED, c.SYNONYMS, every=True)
    except OSError as error:
        raise RegisterError(f"打不开 {path}：{why(error)}") from error
    except ListError as error:
        raise RegisterError(str(error)) from error
    entries, decisions, problems = [], [], []
    for row in rows:
        entry = _entry(row, form, roster, agencies, year)
        entries.append(entry)
        if not entry.verdict:
            continue
        try:
            decisions.append(_decision(row, entry, form, rows[0]["页"]))
        except _RowProblem as problem:
            where = f"“{entry.sheet}”" if entry.sheet not in ("", rows[0]["页"]) else ""
            problems.append(f"{where}第 {entry.line} 行{problem}")
    return Register(path, tuple(decisions), tuple(entries), tuple(problems))


def _entry(row: dict[str, str], form: Form, roster: Roster, agencies: Sequence[Agency], year: int) -> Entry:
    code = _CODE.search(row[c.RULE])
    return Entry(
        line=int(row["行"]),
        agency=_agency(row[c.AGENCY], roster, agencies),
        rule=code[0].upper() if code else "",
        figure=figure_of(form, row[c.FIGURE]) if row[c.FIGURE] else None,
        verdict=re.sub(r"\s", "", row[c.VERDICT]),
        original=row[c.ORIGINAL],
        table=row[c.TABLE],
        lapsed=_of_another_year(row, year) and row[c.KEEP].strip().lower() not in _YES,
        sheet=row["页"],
    )


def _agency(text: str, roster: Roster, agencies: Sequence[Agency]) -> str:
    """The name, in this run, of the agency that a row names; empty where it cannot be told."""
    name = squeeze(text)
    if not name:
        return ""
    if any(agency.name == name for agency in agencies):
        return name
    if re.fullmatch(r"[A-Za-z]*\d+(?:\.0)?", name):
        # A code: a spreadsheet takes the noughts off 004.
        code = name.removesuffix(".0").lstrip("0")
        coded = {agency.name for agency in agencies if agency.code.lstrip("0") == code}
        if len(coded) == 1:
            return coded.pop()
    found = match_names(roster if roster.agencies else Roster(tuple(agencies)), [name])
    return found.name if found else ""


def _decision(row: dict[str, str], entry: Entry, form: Form, home: str) -> Decision:
    """The row as a decision; ``home`` is the first sheet's name, which its line need not name.

    Raises:
        _RowProblem: it cannot be told what it settles, or it settles what it cannot.
    """
    if not entry.agency:
        raise _RowProblem(f"的单位“{row[c.AGENCY]}”对不上名单和收到的报表，没有采用")
    if row[c.FIGURE] and entry.figure is None:
        raise _RowProblem(f"的指标“{row[c.FIGURE]}”不是一个确定的数，没有采用；请写代码或“表名＋行名＋列名”")
    if entry.verdict not in (c.VERIFIED, c.CORRECTED):
        raise _RowProblem(
            f"的结论“{entry.verdict}”不是“{c.VERIFIED}”或“{c.CORRECTED}”，没有采用；请从下拉框里选"
        )
    verified = entry.verdict == c.VERIFIED
    if verified and row[c.VALUE]:
        raise _RowProblem(
            f"的结论是“{c.VERIFIED}”，又填了更正值，没有采用；要改数请把结论改为“{c.CORRECTED}”"
        )
    if verified and not entry.rule:
        raise _RowProblem("没有写核实的是哪条规则，没有采用")
    return Decision(
        line=str(entry.line) if entry.sheet == home else f"{entry.line}（“{entry.sheet}”）",
        agency=entry.agency,
        rule=entry.rule,
        figure=entry.figure,
        figure_code=form.codes[entry.figure] if entry.figure is not None else None,
        verdict="verified" if verified else "corrected",
        original=entry.original,
        table=entry.table,
        version=row[c.VERSION],
        value=None if verified else _value(row, entry, form),
        note=squeeze(row[c.NOTE]),
        officer=squeeze(row[c.OFFICER]),
        day=squeeze(row[c.DAY]),
        lapsed=entry.lapsed,
    )


def _value(row: dict[str, str], entry: Entry, form: Form) -> Number:
    if entry.figure is None:
        raise _RowProblem("是更正，没有写更正的是哪个指标，没有采用")
    figure = form.figures[entry.figure]
    reading = read_value(row[c.VALUE] or None, figure.block.type)
    if reading.value is None or reading.state not in ("number", "zero"):
        wanted = "金额（万元）" if figure.block.type == "amount" else "整数"
        shown = f"“{row[c.VALUE]}”不是数字" if row[c.VALUE] else "没有填"
        raise _RowProblem(f"的更正值{shown}，没有采用；请填{wanted}")
    return reading.value


def _of_another_year(row: dict[str, str], year: int) -> bool:
    written = re.fullmatch(r"\s*(\d{4})\s*(?:年度?)?\s*", row[c.YEAR])
    if written:
        return int(written[1]) != year
    made = _month(row[c.DAY])
    return made is not None and made < (year, _CAMPAIGN_MONTH)


def _month(text: str) -> tuple[int, int] | None:
    """Year and month of a date as people write it, or as a spreadsheet stores it (days since 1899-12-30)."""
    written = re.search(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-/.年]\s*(\d{1,2})(?!\d)|([01]\d)[0-3]\d(?!\d))", text)
    if written:
        return int(written[1]), int(written[2] or written[3])
    serial = re.fullmatch(r"\s*([3-6]\d{4})(?:\.\d+)?\s*", text)
    if serial:
        day = date(1899, 12, 30) + timedelta(days=int(serial[1]))
        return day.year, day.month
    return None

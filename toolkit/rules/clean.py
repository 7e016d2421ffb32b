"""A clean return, and ways to spoil it: what the rules' examples are made of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from toolkit.assign import Superseded
from toolkit.decisions import Stale
from toolkit.form import Form, load
from toolkit.model import (
    Agency,
    Case,
    Decision,
    LastYear,
    Match,
    Number,
    Oddity,
    OddityKind,
    Origin,
    Raw,
    Return,
    Settings,
    Unread,
)
from toolkit.reading.figures import Figures, complete_totals
from toolkit.reading.value import read_value

YEAR = 2023
_BASE: Mapping[str, int] = {
    "t2/normative_documents/issued": 1,
    "t2/normative_documents/in_force": 6,
    "t2/licensing/decisions": 35,
    "t3/new/natural_person": 3,
    "t3/new/business": 1,
    "t3/carried_in/natural_person": 1,
    "t3/granted/natural_person": 2,
    "t3/partial/business": 1,
    "t3/unable_not_held/natural_person": 1,
    "t3/carried_out/natural_person": 1,
    "t4/review/upheld": 1,
}


_SECTIONS = {
    "s1": (
        "2023年，我局认真落实《中华人民共和国政府信息公开条例》。\n"
        "（一）主动公开。公开信息12条，制发行政规范性文件1件，现行有效6件，作出行政许可35件。\n"
        "（二）依申请公开。新收政府信息公开申请4件，上年结转1件，全年办结4件，结转下年1件；因政府信息公开被申请行政复议1件。\n"
        "（三）政府信息管理。落实发布审核制度，清理过期信息3条。\n"
        "（四）政府信息公开平台建设。维护区政府网站专栏。\n"
        "（五）监督保障。开展培训1次，纳入年度考核。"
    ),
    "s5": "存在的问题：一是更新不够及时。下一步，一是明确更新时限。",
    "s6": "2023年度未收取信息处理费。",
}


@cache
def clean_case(form_id: str = "2021") -> Case:
    """A case on which every rule is silent: few applications, everything adds up, all sections written."""
    form = load(form_id)
    values: list[Number] = [_BASE.get(figure.code, 0) for figure in form.figures]
    for identity in form.totals:
        values[identity.left[0]] = sum(values[i] for i in identity.right)
    ret = Return(
        path="甲区财政局.xlsx",
        member=None,
        sha256="0" * 64,
        name="甲区财政局.xlsx",
        form=form.id,
        values=tuple(values),
        states=tuple("zero" if value == 0 else "number" for value in values),
        raws=tuple(str(value) for value in values),
        origins=tuple(Origin(figure.table.name, f"A{figure.index + 1}") for figure in form.figures),
        years=(YEAR,),
        sections=_SECTIONS,
        tables=frozenset(table.id for table in form.tables),
    )
    return Case(form, ret, Match(Agency("001", "甲区财政局")), Settings(year=YEAR))


def with_cells(cells: Mapping[str, Raw]) -> Callable[[Case], Case]:
    """The case with other cell contents, by figure code."""

    def spoil(case: Case) -> Case:
        ret = case.ret
        figures = Figures(
            list(ret.values), list(ret.states), list(ret.raws), list(ret.origins), unusual=set(ret.unusual)
        )
        for code, raw in cells.items():
            i = case.form.index[code]
            reading = read_value(raw, case.form.figures[i].block.type)
            figures.values[i], figures.states[i], figures.raws[i] = reading.value, reading.state, reading.raw
            if reading.unusual:
                figures.unusual.add(i)
        complete_totals(case.form, figures)
        return with_return(
            values=tuple(figures.values),
            states=tuple(figures.states),
            raws=tuple(figures.raws),
            unusual=frozenset(figures.unusual),
        )(case)

    return spoil


def with_return(**changes: Any) -> Callable[[Case], Case]:
    """The case with other attributes of its return."""
    return lambda case: replace(case, ret=replace(case.ret, **changes))


def with_sections(changes: Mapping[str, str]) -> Callable[[Case], Case]:
    """The case with other narrative sections; an empty text takes the section away."""

    def spoil(case: Case) -> Case:
        sections = {**case.ret.sections, **changes}
        return with_return(sections={key: text for key, text in sections.items() if text})(case)

    return spoil


def with_text(section: str, old: str | None, new: str) -> Callable[[Case], Case]:
    """The case with other words in a section; None puts ``new`` in place of the whole.

    Raises:
        ValueError: the words to be replaced do not stand there.
    """

    def spoil(case: Case) -> Case:
        text = case.ret.sections[section]
        if old is not None and old not in text:
            raise ValueError(f"{old} does not stand in {section}")
        sections = {**case.ret.sections, section: new if old is None else text.replace(old, new)}
        return with_return(sections=sections)(case)

    return spoil


def with_figures_and_text(
    tables: Mapping[str, int], section: str, old: str, new: str
) -> Callable[[Case], Case]:
    """The case with all figures of tables set to one value, and other words in a section."""

    def spoil(case: Case) -> Case:
        cells = {f.code: value for table, value in tables.items() for f in case.form.by_table[table]}
        return with_text(section, old, new)(with_cells(cells)(case))

    return spoil


def with_blank_table(table: str) -> Callable[[Case], Case]:
    """The case with all cells of a table empty, totals included."""
    return lambda case: with_cells({figure.code: None for figure in case.form.by_table[table]})(case)


def without_table(table: str) -> Callable[[Case], Case]:
    """The case in whose workbook a table was not found."""

    def spoil(case: Case) -> Case:
        gone = {figure.index for figure in case.form.by_table[table]}
        states = tuple("absent" if i in gone else state for i, state in enumerate(case.ret.states))
        values = tuple(None if i in gone else value for i, value in enumerate(case.ret.values))
        return with_return(states=states, values=values, tables=case.ret.tables - {table})(case)

    return spoil


def with_oddity(
    kind: OddityKind, table: str, label: str, figures: tuple[str, ...] = ()
) -> Callable[[Case], Case]:
    """The case in which reading met something irregular."""

    def spoil(case: Case) -> Case:
        oddity = Oddity(
            kind, table, case.form.table(table).name, "B7", label, tuple(case.form.index[c] for c in figures)
        )
        return with_return(oddities=(oddity,))(case)

    return spoil


def with_doubt(doubt: str) -> Callable[[Case], Case]:
    """The case whose sender is not certain."""
    return lambda case: replace(case, match=replace(case.match, doubt=doubt))


def with_last_year(changes: Mapping[str, int] | None) -> Callable[[Case], Case]:
    """The case of which last year is known: such that everything follows from it but for the changes.

    With None last year's figures are this year's own.
    """

    def spoil(case: Case) -> Case:
        values = list(case.ret.values)
        if changes is not None:
            for column in case.form.table("t3").blocks[0].columns:
                carried_in = case.ret.values[case.form.index[f"t3/carried_in/{column.code}"]]
                values[case.form.index[f"t3/carried_out/{column.code}"]] = carried_in
            values[case.form.index["t2/normative_documents/in_force"]] = 5
            values[case.form.index["t2/licensing/decisions"]] = 30
            values[case.form.index["t3/new/natural_person"]] = 2
            values[case.form.index["t4/review/upheld"]] = 0
            for code, value in changes.items():
                values[case.form.index[code]] = value
        return replace(case, last_year=LastYear(YEAR - 1, tuple(values), {}, (case.match.agency.name,)))

    return spoil


def with_companion(cells: Mapping[str, Raw]) -> Callable[[Case], Case]:
    """The case with a Word report beside the workbook that has other cell contents."""

    def spoil(case: Case) -> Case:
        other = replace(
            with_cells(cells)(case).ret, path="甲区财政局.docx", name="甲区财政局.docx", kind="paper"
        )
        return replace(case, companions=(other,))

    return spoil


def stale(rule: str, code: str, original: str, now: str) -> Stale:
    """A confirmed warning about a figure that held something else then."""
    case = clean_case()
    index = case.form.index[code]
    return Stale(
        Decision("3", case.match.agency.name, rule, index, code, "verified", original), "changed", now
    )


def clean_unread() -> Unread:
    """A file that is no return and is no trouble either: a covering letter."""
    return Unread("来函说明.xlsx", None, "0" * 64, "来函说明.xlsx", None)


def clean_pair(form: Form) -> Superseded:
    """Two returns of one agency, neither of them marked as superseded: no rule of copies fires on it."""
    ret = clean_case(form.id).ret
    return Superseded(ret, ret, "none")  # type: ignore[arg-type]

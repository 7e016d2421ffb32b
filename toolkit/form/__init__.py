"""The official form as data: sections, tables, rows, columns, identities, and a code for every figure.

Source of the 2021 form: 国办公开办函〔2021〕30号. One file of this folder is one form; everything else in the
program (template, reader, arithmetic, summary, Word tables) derives from the objects made here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

FIRST_YEAR = 2021  # earlier years have another form (国办公开办函〔2019〕60号)

_FOLDER = Path(__file__).parent

ValueType = Literal["count", "amount"]


class FormError(LookupError):
    """No form is known for the year; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label, with the other ways in which people write it."""

    text: str
    variants: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.text, *self.variants)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six parts of the report.

    Attributes:
        id: s1, t2, t3, t4, s5 or s6.
        kind: narrative or table.
        heading: the official heading with its number.
        known_by: a pattern by which a heading with the right number is known, however else it is worded.
        aspects: what section one must speak of (国办公开办函〔2021〕30号, 五个方面); empty elsewhere.
    """

    id: str
    kind: Literal["narrative", "table"]
    heading: Label
    aspects: tuple[Label, ...] = ()
    known_by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a block.

    Attributes:
        code: its part of the figure codes.
        label: the official label.
        path: labels of the groups that it stands in, outermost first.
        stage: where a row stands in the life of a case; empty for columns.
    """

    code: str
    label: Label
    path: tuple[Label, ...] = ()
    stage: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Rows and columns under one head. Tables three and four have one block, table two has four.

    Attributes:
        heading: title line over the block, or None.
        corner: text of the top left cell, or None.
        across: the rows are laid side by side as groups of columns (table four).
        unit: 件 or 万元.
        type: count (whole numbers) or amount (exact decimals).
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    unit: str
    type: ValueType
    heading: str | None = None
    corner: str | None = None
    across: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One of the three official tables; ``section`` is the part of the report that it fills."""

    id: str
    name: str
    section: Section
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FigureSpec:
    """One of the figures of a return.

    Attributes:
        index: position in the form's order; values, states, raws and cells of a Return use it.
        code: ``table/row/column``.
        is_total: computed by the form itself from other figures, so not to be added to them.
    """

    index: int
    code: str
    table: Table
    block: Block
    row: Line
    column: Line
    is_total: bool

    @property
    def stage(self) -> str:
        return self.row.stage

    @property
    def group_label(self) -> str:
        """The nearest group of the row: （三）不予公开, 行政诉讼, 第二十条第（一）项; empty where there is none."""
        if self.row.path:
            return self.row.path[-1].text
        return self.block.heading or ""

    @property
    def title(self) -> str:
        """What a message calls the figure: 表三“1.属于国家秘密”“自然人”."""
        row = (
            f"{self.row.path[-1].text}·{self.row.label.text}"
            if self.block.across and self.row.path
            else self.row.label.text
        )
        row = row.replace("“", "‘").replace("”", "’")  # 危及“三安全一稳定” has quotation marks of its own
        return f"{self.table.name}“{row}”“{self.column.label.text}”"


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that the form demands: the figures of ``left`` add up to those of ``right``.

    Attributes:
        id: the pattern it comes from: row_total, results_total, balance or group_total.
        table: id of the table.
        key: the row, or for patterns along rows the column, that it stands for.
        left, right: indices of figures. A total has a single figure on the left.
    """

    id: str
    table: str
    key: str
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def is_total(self) -> bool:
        return len(self.left) == 1


@dataclass(frozen=True, eq=False)
class Form:
    """A whole form. Figures stand in the form's order: table, row, column.

    A form is loaded once and compared by identity: hashing all of it for every cache would cost 10 ms.
    """

    id: str
    issued_by: str
    first_year: int
    last_year: int | None
    title_pattern: str
    title_endings: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    figures: tuple[FigureSpec, ...]
    identities: tuple[Identity, ...]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Figure code -> position."""
        return {figure.code: figure.index for figure in self.figures}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(figure.code for figure in self.figures)

    @cached_property
    def types(self) -> tuple[ValueType, ...]:
        """What each figure must be: count or amount."""
        return tuple(figure.block.type for figure in self.figures)

    @cached_property
    def by_table(self) -> Mapping[str, tuple[FigureSpec, ...]]:
        return {table.id: tuple(f for f in self.figures if f.table.id == table.id) for table in self.tables}

    @cached_property
    def base(self) -> tuple[FigureSpec, ...]:
        """The figures that are not totals."""
        return tuple(figure for figure in self.figures if not figure.is_total)

    @cached_property
    def total_indices(self) -> frozenset[int]:
        return frozenset(figure.index for figure in self.figures if figure.is_total)

    @cached_property
    def totals(self) -> tuple[Identity, ...]:
        """The identities that compute a total, so ordered that each one's parts are complete before it is used.

        A figure that is the total of two patterns (the corner of table three) appears once, by the first pattern
        whose parts are themselves totals computed before.
        """
        chosen: dict[int, Identity] = {}
        for identity in self.identities:
            if identity.is_total:
                known = chosen.get(identity.left[0])
                if known is None:
                    chosen[identity.left[0]] = identity
        ordered: list[Identity] = []
        waiting = dict(chosen)
        while waiting:
            ready = [
                i for i, identity in waiting.items() if not any(part in waiting for part in identity.right)
            ]
            if not ready:
                raise FormError(f"表式 {self.id} 的合计相互引用，无法计算")
            ordered.extend(waiting.pop(i) for i in ready)
        return tuple(ordered)

    @property
    def narrative(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.kind == "narrative")

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def identities_of(self, pattern: str) -> tuple[Identity, ...]:
        return tuple(identity for identity in self.identities if identity.id == pattern)

    def title(self, agency: str, year: int) -> str:
        """The official title of an agency's report."""
        return self.title_pattern.format(agency=agency, year=year)


def for_year(year: int) -> Form:
    """The form in force for reports on ``year``.

    Raises:
        FormError: the year had another form, with the reason in Chinese.
    """
    for name in form_ids():
        form = load(name)
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return form
    raise FormError(
        f"{year} 年度的报告不用现行表式：现行格式（国办公开办函〔2021〕30号）自 2021 年度起使用，"
        f"2019、2020 年度用的是试行格式（国办公开办函〔2019〕60号），表格不同，不能汇总到一起。"
        f"请用 --year 指定 {FIRST_YEAR} 或以后的年度。"
    )


@cache
def form_ids() -> tuple[str, ...]:
    """Ids of all forms in this folder, oldest first."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def load(form_id: str) -> Form:
    """Read one form file. The result is shared and must not be changed."""
    return _build(json.loads((_FOLDER / f"{form_id}.json").read_text(encoding="utf-8")))


def _label(data: Mapping[str, Any]) -> Label:
    return Label(data["label"], tuple(data.get("variants", ())))


def _line(data: Mapping[str, Any], groups: Mapping[str, Label], stage: str) -> Line:
    path = tuple(groups[key] for key in data.get("path", ()))
    return Line(data["code"], _label(data), path, data.get("stage", stage))


def _block(data: Mapping[str, Any]) -> Block:
    groups = {key: _label(value) for key, value in data.get("groups", {}).items()}
    return Block(
        rows=tuple(_line(row, groups, data.get("stage", "")) for row in data["rows"]),
        columns=tuple(_line(column, groups, "") for column in data["columns"]),
        unit=data["unit"],
        type=data["type"],
        heading=data.get("heading"),
        corner=data.get("corner"),
        across=data.get("across", False),
    )


def _build(data: Mapping[str, Any]) -> Form:
    sections = tuple(
        Section(
            item["id"],
            item["kind"],
            Label(item["heading"], tuple(item.get("variants", ()))),
            tuple(_label(aspect) for aspect in item.get("aspects", ())),
            item.get("known_by", ""),
        )
        for item in data["sections"]
    )
    by_id = {section.id: section for section in sections}
    tables = tuple(
        Table(item["id"], item["name"], by_id[item["id"]], tuple(_block(block) for block in item["blocks"]))
        for item in data["tables"]
    )
    places = [
        (table, block, row, column)
        for table in tables
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    ]
    index = {f"{t.id}/{r.code}/{c.code}": i for i, (t, _, r, c) in enumerate(places)}
    identities = tuple(
        identity for pattern in data["identities"] for identity in _expand(pattern, tables, index)
    )
    totals = {identity.left[0] for identity in identities if identity.is_total}
    figures = tuple(
        FigureSpec(i, f"{t.id}/{r.code}/{c.code}", t, b, r, c, i in totals)
        for i, (t, b, r, c) in enumerate(places)
    )
    first, last = data["years"]
    return Form(
        id=data["id"],
        issued_by=data["issued_by"],
        first_year=first,
        last_year=last,
        title_pattern=data["title"],
        title_endings=tuple(data["title_endings"]),
        sections=sections,
        tables=tables,
        figures=figures,
        identities=identities,
    )


def _expand(
    pattern: Mapping[str, Any], tables: tuple[Table, ...], index: Mapping[str, int]
) -> list[Identity]:
    """One identity for every row (sums across columns) or every column (sums across rows) of the table."""
    table = next(table for table in tables if table.id == pattern["table"])
    expanded = []
    for block in table.blocks:
        across_columns = pattern["across"] == "columns"
        for line in block.rows if across_columns else block.columns:
            left, right = (
                tuple(
                    index[
                        f"{table.id}/{line.code}/{code}"
                        if across_columns
                        else f"{table.id}/{code}/{line.code}"
                    ]
                    for code in pattern[side]
                )
                for side in ("left", "right")
            )
            expanded.append(Identity(pattern["id"], table.id, line.code, left, right))
    return expanded

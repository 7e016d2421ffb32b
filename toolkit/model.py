"""What flows through the program: Source, Document, Return, Case, Finding, Judged, Agency, District.

All are frozen. A stage reads what stands before it and makes the next; nothing is edited in place. Figures are
parallel sequences in the form's order (20 million single objects would not fit into memory for a large run).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit.form import FigureSpec, Form

if TYPE_CHECKING:
    from pandas import DataFrame

State = Literal["number", "zero", "blank", "na", "text", "error", "absent"]
"""What a cell turned out to hold (see the contract's seven states)."""

Severity = Literal["error", "warning", "notice"]
FileStatus = Literal["accepted", "returned", "superseded", "rejected", "ignored"]
AgencyStatus = Literal["accepted", "returned", "missing"]

Number = int | Decimal
"""Counts are int, amounts are Decimal; never a float."""


META_SHEET = "_meta"
"""The very hidden sheet of the program's own workbooks: keys and values that say what the workbook is."""

SUMMARY_KIND = "summary"
"""What it says of its kind in a district's 汇总表.xlsx."""

OPENING = "opening"
"""Stands for the opening where texts go by the ids of their sections."""

SOURCE_MARK = 12
"""Characters of a file's hash by which a summary says that the file is in it."""

ADJUSTMENT = "汇总调整"
"""The 类别 of the office's own corrections of double counting."""

UNNAMED_DISTRICT = "全区"
"""What a district is called that neither --name nor the roster names: no name one level up."""


# ---------------------------------------------------------------- intake


@dataclass(frozen=True, slots=True)
class Source:
    """One file, attachment or archive member, with its content.

    Attributes:
        path: relative to the inbox, forward slashes.
        member: name inside a mail or archive, levels joined by ``!/``; None for a plain file.
        sha256: of the content, hexadecimal; of an empty text where nothing could be read.
        data: the content; empty where ``problem`` is set.
        problem: a key of intake's problems (damaged, too_large, ...) or None.
        saved: when it was sent (mail) or last written (file system), UTC; None if unknown.
        mailed: whether ``saved`` is a mail's date, which counts before the time inside the workbook.
        sender: display name and address of the mail it came in; empty otherwise.
        bundle: key of the mail, archive or folder it came in: files of one bundle may be one return.
        ignored: why this is no return at all (lock file, system file), in Chinese; None otherwise.
        subject: of the mail it came in; empty otherwise.
    """

    path: str
    member: str | None
    sha256: str
    data: bytes
    problem: str | None = None
    saved: datetime | None = None
    mailed: bool = False
    sender: str = ""
    bundle: str = ""
    ignored: str | None = None
    subject: str = ""

    @property
    def name(self) -> str:
        """The file's own name, without folders and archives."""
        return (self.member or self.path).rsplit("!/", 1)[-1].rsplit("/", 1)[-1]


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class CellError:
    """A spreadsheet error such as #REF!."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A formula without a stored result; ``formula`` begins with =."""

    formula: str


Raw = str | int | float | bool | date | datetime | time | timedelta | CellError | Uncomputed | None
"""What a cell holds as the container gives it; None is an empty cell."""


@dataclass(frozen=True)
class Grid:
    """A sheet, a table of a document, or a run of its paragraphs, as rows of raw cells that begin at A1.

    Attributes:
        name: sheet name, or 表格N; for paragraphs the empty string.
        rows: rows of cells; rows may differ in length.
        hidden: whether a reader of the workbook does not see it.
        merges: merged areas as (top, left, bottom, right), zero-based and inclusive.
        formulas: the formulas of cells whose result is in ``rows``, by (row, column).
        line_offset: for text, the number of the first line; cells are then addressed as 第N行.
        homes: for rows that were pasted as text, the row and the cell's column that each row of the grid came from
            (None where its cells stand where they stand); empty where nothing was pasted.
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    line_offset: int | None = None
    homes: tuple[tuple[int, int | None], ...] = ()

    @cached_property
    def texts(self) -> list[tuple[int, int, str]]:
        """(row, column, text) of the cells that hold text, in reading order."""
        return [
            (r, c, cell)
            for r, row in enumerate(self.rows)
            for c, cell in enumerate(row)
            if isinstance(cell, str)
        ]

    def at(self, row: int, column: int) -> Raw:
        """The cell's content; None outside the rows that are there."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def address(self, row: int, column: int) -> str:
        """A1 address, or 第N行 in text."""
        if row < len(self.homes):
            row, home = self.homes[row]
            column = column if home is None else home
        if self.line_offset is not None:
            return f"第{self.line_offset + row}行"
        return f"{column_name(column)}{row + 1}"


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """Spreadsheet name of a zero-based column: 0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True)
class Document:
    """The content of one file, whatever its container.

    Attributes:
        kind: book (sheets; a section of text ends with its sheet) or paper (text that flows over its tables).
        grids: in reading order.
        saved: when the document says that it was last saved, UTC; None if it does not say.
    """

    kind: Literal["book", "paper"]
    grids: tuple[Grid, ...]
    saved: datetime | None = None


class Claim(NamedTuple):
    """An agency's name or code as something in or around the file gives it.

    Attributes:
        by: cover, title, meta, file or sender, in falling order of weight.
        text: as written.
    """

    by: Literal["cover", "title", "meta", "file", "sender"]
    text: str


class Origin(NamedTuple):
    """The cell that a figure was read from; sheet and cell are empty where none was found."""

    sheet: str
    cell: str


OddityKind = Literal[
    "shifted", "extra", "hidden_copy", "empty_copy", "older_copy", "typing", "lost", "doubtful"
]


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something irregular that reading met and coped with, or could not place. Rules decide what it means.

    Attributes:
        kind: shifted (a row read against its header), extra (row or column beside the official ones), hidden_copy,
            empty_copy, older_copy, typing (label with a typing error), lost (no place found), doubtful (more than one place, or
            a row that may be read in two ways).
        table: id of the table.
        sheet, cell: where.
        label: what stands there, or what is missed.
        figures: indices of the figures concerned.
    """

    kind: OddityKind
    table: str
    sheet: str
    cell: str
    label: str
    figures: tuple[int, ...] = ()


class Explanation(NamedTuple):
    """What an agency wrote to a warning in the sheet 情况说明.

    Attributes:
        about: the rule, figure or table that it speaks of, as written.
        text: the explanation.
        at: its cell.
    """

    about: str
    text: str
    at: Origin


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that the office settled by phone.

    Attributes:
        before: the value read; None where the cell held no number.
        value: what stands in its place.
        note: who put it there and why, in Chinese.
        why, who, day: the same apart, as written: 说明, 经办人, 日期.
    """

    before: Number | None
    value: Number
    note: str
    why: str = ""
    who: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """One report as it was read.

    Attributes:
        path, member, sha256, name: of its source.
        form: id of the form it was read by.
        values: in the form's order; None where the state has no value.
        states, raws, origins: likewise; raws are what the cells held, as text.
        claims: who it says it comes from, heaviest first.
        years: the years it names as reported on, heaviest first.
        sections: text of the narrative sections by id; a section without text is absent.
        headings: ids of the sections of which a heading was found.
        bare: numbers (from 0) of the aspects of section one whose heading stands there with nothing under it.
        opening: what stands between the title and the first heading; empty where nothing does.
        tables: ids of the tables that were found.
        ticked: tables beside which 本表全部为零 is ticked, with the tick's place.
        unusual: indices of figures written unusually.
        computed: indices of totals that the program computed because the workbook held no result.
        live: indices of totals whose cells hold a formula with its result.
        oddities: what was irregular.
        saved: the time that decides which return is the latest, UTC.
        bundle: what it came together with.
        kind: book (a workbook) or paper (a Word file, a page or text).
        explanations: what the agency itself says of warnings.
        awaited: of a summary that is provisional, the agencies that are not in it; None elsewhere.
        doubtful: the agencies that are in it with errors.
        incomplete: the districts that are in it with summaries that were provisional themselves.
        summary: whether it is a district's 汇总表 rather than an agency's return.
        corrections: by index, what the office put in a figure's place; ``raws`` go on saying what the cell held.
        members: of a summary, the agencies that are in it; sources: marks of their files (see SOURCE_MARK).
        beside: sentences under the headings of the tables, by the section's id; of papers only.
        followed: totals that moved with a corrected part, by index: why, in Chinese.
        trial: where a table two of the 2019 trial form begins that stands in the official one's place; None where there is none.
    """

    path: str
    member: str | None
    sha256: str
    name: str
    form: str
    values: tuple[Number | None, ...]
    states: tuple[State, ...]
    raws: tuple[str, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...] = ()
    years: tuple[int, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    ticked: Mapping[str, Origin] = field(default_factory=dict)
    unusual: frozenset[int] = frozenset()
    computed: frozenset[int] = frozenset()
    live: frozenset[int] = frozenset()
    oddities: tuple[Oddity, ...] = ()
    saved: datetime | None = None
    bundle: str = ""
    kind: Literal["book", "paper"] = "book"
    corrections: Mapping[int, Correction] = field(default_factory=dict)
    summary: bool = False
    explanations: tuple[Explanation, ...] = ()
    awaited: str | None = None
    doubtful: str = ""
    incomplete: str = ""
    trial: Origin | None = None
    opening: str = ""
    bare: frozenset[int] = frozenset()
    headings: frozenset[str] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict)
    followed: Mapping[int, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def texts(self) -> Mapping[str, str]:
        """All that it says in words: the sections by id, and the opening as OPENING before them."""
        return {OPENING: self.opening, **self.sections} if self.opening else self.sections

    def content(self, figure: int) -> str:
        """What a cell held, for what rests on it: of a formula without a stored result the value that was computed."""
        value = self.values[figure]
        return str(value) if figure in self.computed and value is not None else self.raws[figure]

    @property
    def year(self) -> int | None:
        return self.years[0] if self.years else None

    @property
    def partial(self) -> bool:
        """Whether it is a district's summary that lacks agencies."""
        return self.awaited is not None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no return.

    Attributes:
        problem: a key of the rules' reasons (damaged, encrypted, ...), or None where it is simply no return.
        note: what is added to the reason: the size, the sender, the other program's message.
        claims: what the file's name and the sender say of who it comes from.
    """

    path: str
    member: str | None
    sha256: str
    name: str
    problem: str | None
    note: str = ""
    claims: tuple[Claim, ...] = ()
    bundle: str = ""


# ---------------------------------------------------------------- context and judgement


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as the roster has it, or as its return names it where there is no roster.

    Attributes:
        code: 单位编码; the name where the roster gives none.
        name: 单位名称.
        kind: 类别, free text; 本级 and 汇总调整 have a meaning.
        summed: 纳入汇总.
        listed: whether it is on the roster (True for all where there is no roster).
        short_names, former_names: 简称 and 曾用名.
    """

    code: str
    name: str
    kind: str = ""
    summed: bool = True
    listed: bool = True
    short_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    contact: str = ""
    email: str = ""

    @property
    def is_adjustment(self) -> bool:
        """汇总调整: the office's own correction of double counting; may be negative, is never drafted or missing."""
        return self.kind == ADJUSTMENT

    @property
    def is_district(self) -> bool:
        """本级: the district government with its own office."""
        return self.kind == "本级"


@dataclass(frozen=True, slots=True)
class Roster:
    """The agencies that owe a report, in the roster's order; ``path`` is the file, None where there is none."""

    agencies: tuple[Agency, ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Who a return comes from.

    Attributes:
        agency: the agency.
        doubt: why the match is not certain, in Chinese; empty where it is.
        written: the name as it was written, where it is only like the agency's; empty otherwise.
    """

    agency: Agency
    doubt: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who runs the program asked for, and nothing else.

    Attributes:
        year: the year reported on.
        level: 县, 市, 省 or 国.
        blank: ask or zero: whether empty cells are asked about.
        include_returned: whether returns with errors are summed too.
        templates: the folder with the office's own Word templates and wording; None for those that are shipped.
    """

    year: int
    level: str = "县"
    blank: Literal["ask", "zero"] = "ask"
    include_returned: bool = False
    templates: str | None = None


@dataclass(frozen=True, slots=True)
class LastYear:
    """What an agency reported for the year before.

    Attributes:
        year: that year; None where the data do not say it.
        values: its figures in the form's order, those of bodies that were merged into it added up; None where a part
            has no value.
        sections: its narrative sections by id; empty where only figures are known.
        names: the names that it reported under.
        included: whether the district of last year summed it, as far as that is known.
        partial: whether it was a district's summary that lacked agencies: it is compared with nothing.
    """

    year: int | None
    values: tuple[Number | None, ...]
    sections: Mapping[str, str]
    names: tuple[str, ...]
    included: bool = True
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office settled about one figure or one warning: a row of 核实登记.

    Attributes:
        line: its row in the file.
        agency: the agency's name in this run.
        rule: the rule's code; empty where a correction names none.
        figure, figure_code: index and code of the figure; None where the row names none.
        verdict: verified (a warning was confirmed) or corrected (a figure has a new value).
        original: what the decision rests on: the cell's content or the quoted words; empty: it holds always.
        table: what the tables held beside the words of ``original``; empty where the row does not say it.
        version: of the files that it was made about; empty in a row that a person wrote.
        value: the new value of a correction.
        note, officer, day: 说明, 经办人, 日期 as written.
        lapsed: made for another year, and not to be kept (沿用).
    """

    line: str
    agency: str
    rule: str
    figure: int | None
    figure_code: str | None
    verdict: Literal["verified", "corrected"]
    original: str = ""
    table: str = ""
    version: str = ""
    value: Number | None = None
    note: str = ""
    officer: str = ""
    day: str = ""
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """A narrative section that is nearly the same as another (see toolkit.likeness).

    Attributes:
        section: its id.
        other: the agency whose text it is like: another one, or for ``before`` itself.
        before: the other text is the agency's own of last year.
        share: how much of the section's own wording stands in the other text, up to 1, to three places.
        passage: the longest shared passage as it stands in the section: whole sentences of one paragraph where there
            are such, at most 120 characters; ends with … where more is shared.
    """

    section: str
    other: str
    before: bool
    share: float
    passage: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule about one return may see.

    Attributes:
        companions: documents that came together with the return and are one with it.
        last_year: what the agency reported for the year before; None where nothing is known.
        alike: its sections that are nearly the same as another agency's, or as its own of last year.
    """

    form: Form
    ret: Return
    match: Match
    settings: Settings
    companions: tuple[Return, ...] = ()
    last_year: LastYear | None = None
    alike: tuple[Alike, ...] = ()

    def figures(self, table: str | None = None) -> tuple[FigureSpec, ...]:
        return self.form.figures if table is None else self.form.by_table[table]

    def untouched(self, table: str) -> bool:
        """Whether the table was found and all its base cells are blank."""
        states = [self.ret.states[f.index] for f in self.form.by_table[table] if not f.is_total]
        found = [state for state in states if state != "absent"]
        return table in self.ret.tables and bool(found) and all(state == "blank" for state in found)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, as it stands in run.json.

    Attributes:
        held: what the finding rests on: the cell's content, or the words quoted.
        table: what the tables hold beside these words (neither is in run.json; see Decision).
    """

    rule: str
    severity: Severity
    agency: str | None
    path: str
    member: str | None
    sheet: str | None
    cell: str | None
    figure: str | None
    message: str
    expected: Number | str | None = None
    actual: Number | str | None = None
    explanation: str | None = None
    decision: str | None = None
    held: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A return with its sender, the documents that are one with it, and everything that was found in it.

    Attributes:
        last_year: what the agency reported for the year before; None where nothing is known.
        version: a mark of the content of its files.
    """

    ret: Return
    match: Match
    findings: tuple[Finding, ...]
    companions: tuple[Return, ...] = ()
    last_year: LastYear | None = None
    version: str = ""

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


# ---------------------------------------------------------------- the district


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One line of the account of all files."""

    path: str
    member: str | None
    sha256: str
    status: FileStatus
    agency: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class AgencyResult:
    """What became of one agency.

    Attributes:
        judged: the return that counts; None where nothing readable came.
        included: whether its figures are in the totals.
    """

    agency: Agency
    status: AgencyStatus
    included: bool
    judged: Judged | None
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Replaced:
    """A return that does not count, because the agency sent a later one.

    Attributes:
        agency: its name.
        path, member: the file that does not count.
        by: path and member of the one that does.
        changes: figures that differ: index, what the cell held, what it holds in the later return.
    """

    agency: str
    path: str
    member: str | None
    by: tuple[str, str | None]
    changes: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class YearBefore:
    """What is known of the year before.

    Attributes:
        year: None where the data do not say it.
        agencies: by the name of this year's agency, those that sent nothing this year included.
        gone: bodies that match none of this year's agencies and were summed.
        whole: last year's totals of the district; None where only some agencies' reports are known.
        missing: this year's agencies that are known to have sent nothing last year.
        provisional: whether those totals lacked agencies.
    """

    year: int | None
    agencies: Mapping[str, LastYear] = field(default_factory=dict)
    gone: tuple[LastYear, ...] = ()
    whole: tuple[Number | None, ...] | None = None
    missing: frozenset[str] = frozenset()
    provisional: bool = False


@dataclass(frozen=True)
class District:
    """The whole run: what every output is written from.

    Attributes:
        totals: the district's figures in the form's order; totals of the form computed from the summed parts.
        agencies: in the roster's order, then those that are not on it by name.
        findings: of all files and agencies, in a fixed order.
        used: what the run found and used besides the inbox (roster, ...), as sentences.
        before: what is known of the year before; None where nothing is.
        replaced: returns that do not count because a later one came.
        has_roster: whether it is known who owes a report.
        made: when the run was made; None where that is of no account (outputs then name no time).
    """

    form: Form
    name: str
    version: str
    settings: Settings
    files: tuple[FileRecord, ...]
    agencies: tuple[AgencyResult, ...]
    findings: tuple[Finding, ...]
    totals: tuple[Number, ...]
    used: tuple[str, ...] = ()
    before: YearBefore | None = None
    replaced: tuple[Replaced, ...] = ()
    has_roster: bool = True
    made: datetime | None = None

    @property
    def year(self) -> int:
        return self.settings.year

    @cached_property
    def read(self) -> tuple[AgencyResult, ...]:
        """The agencies of which a return was read."""
        return tuple(result for result in self.agencies if result.judged is not None)

    @cached_property
    def included(self) -> tuple[AgencyResult, ...]:
        return tuple(result for result in self.agencies if result.included)

    @cached_property
    def awaited(self) -> tuple[AgencyResult, ...]:
        """Agencies that are to be summed and are missing or returned: the summary is provisional without them."""
        return tuple(
            result
            for result in self.agencies
            if result.agency.summed and result.agency.listed and result.status in ("missing", "returned")
        )

    @property
    def provisional(self) -> bool:
        return bool(self.awaited)

    @cached_property
    def incomplete(self) -> tuple[AgencyResult, ...]:
        """Districts that are in with a summary that was itself provisional: the totals lack what they lack."""
        return tuple(
            result
            for result in self.included
            if result.judged is not None and result.judged.ret.awaited is not None
        )

    def to_frame(self) -> "DataFrame":
        """The figures as a pandas frame: a row a figure of each agency read, columns as in facts.csv.

        ``value`` is a float (NaN where the cell gave none), ``included`` and ``is_total`` are booleans.
        """
        from toolkit.facts import frame  # brings pandas with it, and stands after the model in the flow

        return frame(self)

"""The figures that text is composed from, and whether they can be put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.compose.paragraph import Paragraph
from toolkit.compose.phrases import Phrases
from toolkit.counted import silent_tables
from toolkit.district import total_of
from toolkit.form import Form, Identity
from toolkit.model import AgencyResult, District, Judged, Number, Return, State

# With these a return's figures are of another year, or of another form: a sentence with the year in it would be false.
_OTHER_YEAR = frozenset({"F06", "F08"})
FEES_DOUBTED = "P05"


@dataclass(frozen=True)
class Figures:
    """Figures in the form's order.

    Attributes:
        states: empty where all are numbers.
        blank_is_zero: whether the district agreed that an empty cell is 0.
        last: last year's figures; empty where nothing is known of it. A figure that is not known is None.
        foreign: the figures are of another year or form than the report.
        own: the agencies' sum without 汇总调整, which last year's is to be compared with; empty where they are the same.
        fees_doubted: table two says that there were no fees, and the agency's text that some were taken in (P05).
    """

    form: Form
    values: Sequence[Number | None]
    states: Sequence[State] = ()
    blank_is_zero: bool = False
    last: Sequence[Number | None] = ()
    foreign: bool = False
    fees_doubted: bool = False
    own: Sequence[Number] = ()

    @classmethod
    def of_return(
        cls, ret: Return, form: Form, blank_is_zero: bool = False, last: Sequence[Number | None] = ()
    ) -> "Figures":
        return cls(form, ret.values, ret.states, blank_is_zero, last)

    @classmethod
    def of_agency(cls, district: District, result: AgencyResult) -> "Figures":
        """An agency's figures with last year's beside them.

        Raises:
            ValueError: nothing was read of the agency.
        """
        if result.judged is None:
            raise ValueError(f"{result.agency.name}没有可用的报表")
        judged, blank_is_zero = result.judged, district.settings.blank == "zero"
        last = _year_before(judged, district.year)
        rules = {finding.rule for finding in judged.findings}
        return cls(
            district.form,
            judged.ret.values,
            judged.ret.states,
            blank_is_zero,
            last,
            foreign=bool(rules & _OTHER_YEAR),
            fees_doubted=FEES_DOUBTED in rules,
        )

    @classmethod
    def of_district(cls, district: District) -> "Figures":
        """The totals; while no agency is in they are no figures, and nothing may be said of them.

        Last year's are the sums over the same agencies, so that like is compared with like; unknown while one of them
        has no data for last year.
        """
        if not district.included:
            n = len(district.form.figures)
            states: list[State] = ["absent"] * n
            return cls(district.form, (None,) * n, states)
        doubted = any(
            finding.rule == FEES_DOUBTED
            for result in district.included
            if result.judged is not None
            for finding in result.judged.findings
        )
        return cls(
            district.form,
            district.totals,
            last=_last_totals(district),
            fees_doubted=doubted,
            own=_without_adjustments(district),
        )

    def of_table(self, table: str) -> tuple[int, ...]:
        """The indices of a table's figures."""
        return tuple(f.index for f in self.form.by_table[table])

    def state(self, index: int) -> State:
        return self.states[index] if self.states else "number"

    @cached_property
    def _silent(self) -> frozenset[str]:
        return silent_tables(self.form, self.states, self.blank_is_zero) if self.states else frozenset()

    def untouched(self, table: str) -> bool:
        """Whether the table was left blank and that says nothing (F02), rather than zero."""
        return table in self._silent

    def asks(self, index: int) -> bool:
        """Whether an empty cell or a / is counted as 0 without the agency having said so."""
        return not self.blank_is_zero and self.state(index) in ("blank", "na")

    def usable(self, index: int) -> bool:
        value = self.values[index]
        if value is None or value < 0:
            return False
        return self.form.figures[index].block.type == "amount" or value == int(value)

    def value(self, index: int) -> Number:
        """The value of a usable figure."""
        value = self.values[index]
        if value is None:
            raise ValueError(f"{self.form.codes[index]} has no value")
        return value

    def before(self, indices: Iterable[int]) -> Number | None:
        """Last year's figure, or sum of figures; None where it is not known, or is no possible one."""
        values = [self.last[i] if self.last else None for i in indices]
        known = [value for value in values if value is not None and value >= 0]
        return sum(known, 0) if known and len(known) == len(values) else None

    def compared(self, indices: Iterable[int]) -> Number:
        """What is compared with last year's sum of figures: like with like, without corrections of double counting."""
        return sum((self.own[i] for i in indices), 0) if self.own else self.sum(indices)

    def sum(self, indices: Iterable[int]) -> Number:
        return sum((self.value(i) for i in indices), 0)

    def holds(self, identity: Identity) -> bool:
        return self.sum(identity.left) == self.sum(identity.right)

    def said(self, indices: Iterable[int]) -> bool:
        """Whether any of the cells was filled in, be it with 0 or 无."""
        return self.blank_is_zero or any(self.state(i) != "blank" for i in indices)

    def trouble(self, table: str) -> str | None:
        """Why a table cannot be put into words, as a name in [troubles]; None where it can."""
        specs = self.form.by_table[table]
        if self.foreign:
            return "foreign"
        if all(self.state(f.index) == "absent" for f in specs):
            return "missing"
        if self.untouched(table):
            return "untouched"
        if not all(self.usable(f.index) for f in specs):
            return "unreadable"
        if not all(self.holds(i) for i in self.form.identities if i.table == table):
            return "unbalanced"
        return None

    def complaint(self, kind: str, table: str, phrases: Phrases) -> Paragraph:
        """The gap that stands where a table cannot be put into words."""
        return phrases.gap(phrases.fill(f"troubles.{kind}", table=self.form.table(table).name))


def _year_before(judged: Judged | None, year: int) -> tuple[Number | None, ...]:
    """The agency's figures for the year before, empty where none are known.

    Data that do not name their year are taken to be of it.
    """
    last = judged.last_year if judged else None
    if judged is None or last is None or last.year not in (None, year - 1):
        return ()
    # A summary that lacks agencies, this year or last, is no measure of growth.
    return () if last.partial or judged.ret.partial else last.values


def without_last_year(district: District) -> list[AgencyResult]:
    """The agencies that are in and of which nothing is known for the year before; corrections do not count."""
    return [
        result
        for result in district.included
        if not result.agency.is_adjustment and not _year_before(result.judged, district.year)
    ]


def _last_totals(district: District) -> tuple[Number | None, ...]:
    if without_last_year(district):
        return ()
    own = [result for result in district.included if not result.agency.is_adjustment]
    parts = [values for result in own if (values := _year_before(result.judged, district.year))]
    totals: list[Number | None] = list(total_of(district.form, parts))
    for i, unknown in enumerate(_unknown(district)):
        if unknown or any(values[i] is None for values in parts):
            totals[i] = None
    return tuple(totals)


def _unknown(district: District) -> list[bool]:
    """The figures that an agency which is in left open this year: a sum without it is not compared with one with it."""
    unknown = [False] * len(district.form.figures)
    for result in district.included:
        if result.judged is None or result.agency.is_adjustment:
            continue
        figures, values = Figures.of_agency(district, result), result.judged.ret.values
        untouched = {table.id for table in district.form.tables if figures.untouched(table.id)}
        for figure in district.form.figures:
            if values[figure.index] is None or figure.table.id in untouched:
                unknown[figure.index] = True
    return unknown


def _without_adjustments(district: District) -> tuple[Number, ...]:
    """The agencies' own sum; empty where no correction is in."""
    if not any(result.agency.is_adjustment for result in district.included):
        return ()
    returns = (r.judged.ret.values for r in district.included if r.judged and not r.agency.is_adjustment)
    return total_of(district.form, returns)

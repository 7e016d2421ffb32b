"""What a return's figures are worth beside others: a table that was left blank says nothing, totals follow from their parts.

The figures as they were handed in stand in facts.csv, 台账 and 明细; comparisons, ranks and last year's base are made of
these, so that a total that is wrong, or a formula's 0 under blank cells, is never taken for a fact.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from toolkit.form import Form, load
from toolkit.model import Number, Return, State

Values = tuple[Number | None, ...]


def counted(form: Form, values: Sequence[Number | None], silent: Collection[str] = ()) -> Values:
    """The figures in the form's order, the form's totals as the sums of their parts: unknown where one of these is.

    A total of which no part is known at all stays as it was stated.

    Args:
        silent: ids of the tables that say nothing (see ``silent_tables``).
    """
    known = list(without(form, values, silent))
    for identity in form.totals:
        parts = [known[i] for i in identity.right]
        if any(part is not None for part in parts):
            known[identity.left[0]] = added(parts)
    return tuple(known)


def added(parts: Iterable[Number | None]) -> Number | None:
    """The sum of figures; unknown where one of them is."""
    whole: Number = 0
    for part in parts:
        if part is None:
            return None
        whole += part
    return plain(whole)


def plain(value: Number) -> Number:
    """A whole number as such, whatever it was added up from."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def without(form: Form, values: Sequence[Number | None], silent: Collection[str]) -> Values:
    """The figures, those of the tables that say nothing unknown."""
    known = list(values)
    for table in silent:
        for figure in form.by_table[table]:
            known[figure.index] = None
    return tuple(known)


def silent_tables(form: Form, states: Sequence[State], blank_is_zero: bool = False) -> frozenset[str]:
    """The tables that were left untouched (F02).

    Where the district agreed that empty cells are noughts, only a return that is empty throughout says nothing.
    """
    blank = frozenset(table.id for table in form.tables if _is_blank(form, table.id, states))
    return frozenset() if blank_is_zero and len(blank) < len(form.tables) else blank


def is_untouched(ret: Return) -> bool:
    """Whether nothing at all was filled in: no cell but what formulas give, no text, no tick. A nought is an answer."""
    form = load(ret.form)
    found = {ret.states[figure.index] for figure in form.base}
    return not (ret.sections or ret.ticked) and found <= {"blank", "absent"} and "blank" in found


def _is_blank(form: Form, table: str, states: Sequence[State]) -> bool:
    found = [s for f in form.by_table[table] if not f.is_total and (s := states[f.index]) != "absent"]
    return bool(found) and all(state == "blank" for state in found)

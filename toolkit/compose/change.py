"""Change against last year in cases and per cent; on a base of zero there is no percentage."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import say
from toolkit.compose.phrases import Phrases
from toolkit.model import Number

_FINEST = 6  # places after the point beyond which nobody reads on
_TIMES_FROM = 1000  # per cent from which a growth is told in times: 为上年的12.5倍


def percent(part: Number, whole: Number) -> str:
    """``part`` of ``whole`` in per cent with one place after the point, rounded half up; empty for nothing, or of nothing.

    All percentages of a draft are written alike, so 50 is 50.0. A part that is not all is never 100.0, one that is
    something never 0.0: it gets the places that this takes.
    """
    if not whole or not part:
        return ""
    exact = Decimal(part) * 100 / Decimal(whole)
    for places in range(1, _FINEST + 1):
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if rounded and (rounded != 100 or part == whole):
            return f"{rounded:f}"
    return ""


class Change(NamedTuple):
    """What became of a quantity; ``words`` is empty where it stayed the same."""

    label: str
    words: str


def change(label: str, indices: Iterable[int], figures: Figures, phrases: Phrases) -> Change | None:
    """``label`` with what became more or less (行政许可决定增加3件、增长12%); None where nothing can or need be said."""
    indices = tuple(indices)
    before = figures.before(indices)
    if before is None or any(figures.asks(i) or not figures.usable(i) for i in indices):
        return None
    now = figures.compared(indices)
    unit = figures.form.figures[indices[0]].block.unit
    if now == before:
        return Change(label, "") if now else None
    way = "more" if now > before else "less"
    difference: Number = now - before if now > before else before - now
    share = percent(difference, before) if before and now else ""
    # To or from nothing there is no rate worth naming, and of one or two cases it would be silly.
    if not share or before < phrases.number("change.percent_from"):
        return Change(label, phrases.fill(f"change.{way}", label=label, n=say(difference), unit=unit))
    if way == "more" and difference * 100 >= before * _TIMES_FROM:
        times = (Decimal(now) / Decimal(before)).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
        return Change(
            label,
            phrases.fill("change.more_times", label=label, n=say(difference), unit=unit, times=say(times)),
        )
    words = phrases.fill(f"change.{way}_percent", label=label, n=say(difference), unit=unit, percent=share)
    return Change(label, words)


def compared(changes: Iterable[Change | None], phrases: Phrases) -> str:
    """The sentence that holds the changes, what stayed the same together at its end; empty where there are none."""
    known = [change for change in changes if change is not None]
    said = [change.words for change in known if change.words]
    same = phrases.joined(change.label for change in known if not change.words)
    if same:
        said.append(phrases.fill("change.same", labels=same))
    return phrases.fill("change.sentence", parts=phrases.joined(said, "clause")) if said else ""

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
    """What became of a quantity; ``words`` have a mark in the label's place, and are empty where it stayed the same."""

    label: str
    words: str


_LABEL = "\0"


def change(label: str, indices: Iterable[int], figures: Figures, phrases: Phrases) -> Change | None:
    """What became more or less (增加3件、增长12.0%); None where nothing can or need be said."""
    indices = tuple(indices)
    before = figures.before(indices)
    if before is None or any(figures.asks(i) or not figures.usable(i) for i in indices):
        return None
    now = figures.compared(indices)
    block = figures.form.figures[indices[0]].block
    if now == before:
        return Change(label, "") if now else None
    way = "more" if now > before else "less"
    difference: Number = now - before if now > before else before - now
    share = percent(difference, before) if before and now else ""
    slots = {"label": _LABEL, "n": say(difference), "unit": block.unit}
    # To or from nothing there is no rate worth naming, and of one or two cases it would be silly.
    few = block.type == "count" and before < phrases.number("change.percent_from")
    if not share or few:
        return Change(label, phrases.fill(f"change.{way}", **slots))
    if way == "more" and difference * 100 >= before * _TIMES_FROM:
        times = (Decimal(now) / Decimal(before)).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
        return Change(label, phrases.fill("change.more_times", times=say(times), **slots))
    return Change(label, phrases.fill(f"change.{way}_percent", percent=share, **slots))


def compared(changes: Iterable[Change | None], phrases: Phrases) -> str:
    """The sentence that holds the changes, those that are alike together, what stayed the same at its end."""
    alike: dict[str, list[str]] = {}
    for known in changes:
        if known is not None:
            alike.setdefault(known.words, []).append(known.label)
    same = phrases.joined(alike.pop("", []))
    said = [
        words.replace(
            _LABEL, phrases.fill("change.each", labels=phrases.joined(labels)) if labels[1:] else labels[0]
        )
        for words, labels in alike.items()
    ]
    if not said:
        return phrases.fill("change.all_same", labels=same) if same else ""
    if same:
        said.append(phrases.fill("change.same", labels=same))
    return phrases.fill("change.sentence", parts=phrases.joined(said, "clause"))

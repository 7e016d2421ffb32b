"""Figures as words in a sentence: what is not zero, the parts of a group together."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import say
from toolkit.compose.phrases import Phrases
from toolkit.form import FigureSpec, Form, Label
from toolkit.model import Number
from toolkit.text import strip_numbering


@dataclass(frozen=True, slots=True)
class Counted:
    """A number under a plain label, with the numbers that it is made of where it stands for a group."""

    label: str
    count: Number
    parts: tuple["Counted", ...] = ()


def counted(
    indices: Iterable[int],
    figures: Figures,
    path: Callable[[FigureSpec], tuple[Label, ...]],
    label: Callable[[FigureSpec], Label],
) -> tuple[Counted, ...]:
    """The figures that are not zero, those of one group together."""
    grouped: dict[str, list[Counted]] = {}
    alone: set[str] = set()
    for i in indices:
        spec, value = figures.form.figures[i], figures.value(i)
        own, groups = plain(label(spec).text), path(spec)
        key = plain(groups[-1].text) if groups else own
        if not groups:
            alone.add(key)
        if value:
            grouped.setdefault(key, []).append(Counted(own, value))
    return tuple(
        Counted(key, sum((part.count for part in parts), 0), () if key in alone else tuple(parts))
        for key, parts in grouped.items()
    )


def listed(one: str, frame: str, parts: Sequence[Counted], phrases: Phrases) -> str:
    """（甲1件、乙2件）, or （甲） where there is only one; empty where there is none."""
    if not parts:
        return ""
    if len(parts) == 1:
        return phrases.fill(f"{one}_only", label=parts[0].label, all=together(parts[0].count))
    return phrases.fill(
        frame, parts=phrases.joined(phrases.fill(one, label=part.label, n=say(part.count)) for part in parts)
    )


def together(count: Number) -> str:
    """均, where what is said holds of several cases."""
    return "均" if count > 1 else ""


def plain(label: str) -> str:
    """A label as a word in a sentence: without its number and what is explained in brackets or after a comma."""
    return re.split("[（(、，]", strip_numbering(label), maxsplit=1)[0]


def parts_of(pattern: str, total: int, form: Form) -> tuple[int, ...]:
    """The figures that add up to a total by one of the form's identities."""
    return next(i.right for i in form.identities_of(pattern) if i.left == (total,))

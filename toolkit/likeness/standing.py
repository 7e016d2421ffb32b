"""What everyone must say: the legal opening, the form's words, statements of figures and of none, composed sentences.

None of it is an agency's own wording. Whole clauses are told by what stands in them (``standing.toml``), longer
phrases inside a clause by their shingles.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.form import Label, form_ids, load
from toolkit.likeness.folding import fold_words
from toolkit.resources import ResourceError, templates_dir

_PHRASES = "句式.toml"
_SLOT = re.compile(r"\{[^{}]*\}")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("toolkit.likeness") / "standing.toml").read_text(encoding="utf-8"))


def standing(clauses: Iterable[str]) -> set[str]:
    """Those of the folded clauses that everyone must write."""
    rules = _data()["clauses"]
    left = set(clauses)
    found = left & _headings()
    for longest in sorted({rule["longest"] for rule in rules}):
        pattern = _pattern([rule for rule in rules if rule["longest"] >= longest])
        fitting = {clause for clause in left if len(clause) <= longest}
        found.update(filter(pattern.search, fitting))
        left -= fitting
    return found


def _pattern(rules: Sequence[Mapping[str, Any]]) -> re.Pattern[str]:
    # Alternatives that all begin with a letter let the search skip to their first characters; the start of a clause
    # is therefore asked for behind the first one.
    kinds = []
    for rule in rules:
        then = "|".join(map(re.escape, rule.get("then", ())))
        rest = rf".{{0,{rule.get('within', 0)}}}(?:{then})" if then else ""
        for first in rule["first"]:
            start = rf"(?<=^{re.escape(first[0])})" if rule.get("at_start") else ""
            kinds.append(f"{re.escape(first[0])}{start}{re.escape(first[1:])}{rest}")
    return re.compile("|".join(kinds))


@cache
def _headings() -> frozenset[str]:
    """Clauses that are nothing but the heading of a section or an aspect."""
    labels = {
        fold_words(spelling).lstrip("0")
        for form in map(load, form_ids())
        for section in form.sections
        for label in (section.heading, *section.aspects)
        for spelling in label.spellings
    }
    ends = (
        "",
        "情况",
        "方面",
        "工作",
        "信息",
        "工作情况",
        "信息情况",
        "工作方面",
        "方面情况",
        "信息工作情况",
    )
    return frozenset(f"{begin}{label}{end}" for begin in ("", "0", "第0") for label in labels for end in ends)


def passages() -> tuple[str, ...]:
    """The phrases that are nobody's own wording wherever they stand, as they are written."""
    fixed = [text for group in _data()["passages"].values() for text in group]
    labels = [spelling for label in _labels() for spelling in label.spellings]
    return tuple(dict.fromkeys([*fixed, *labels, *_composed()]))


def _labels() -> Iterator[Label]:
    for form in map(load, form_ids()):
        for section in form.sections:
            yield from (section.heading, *section.aspects)
        for figure in form.figures:
            yield from (figure.row.label, figure.column.label, *figure.row.path, *figure.column.path)


def _composed() -> list[str]:
    """The fixed parts of the sentences that the program composes, and of its hints for gaps.

    A wording file that cannot be read has no sentences; composing says what is wrong with it.
    """
    try:
        data = tomllib.loads((templates_dir() / _PHRASES).read_text(encoding="utf-8-sig"))
    except (OSError, ResourceError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    return [part for leaf in _leaves(data) for part in _SLOT.split(leaf)]


def _leaves(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)

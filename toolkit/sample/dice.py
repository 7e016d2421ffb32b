"""Chance that gives the same every time, and patterns of text in which chance fills the gaps."""

import random
import re
from collections.abc import Mapping, Sequence

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_RANGE = re.compile(r"\{(\d+)-(\d+)\}")


def dice(*keys: object) -> random.Random:
    """A generator of its own for each thing that is made up: one thing more or less does not change the others."""
    return random.Random("/".join(map(str, keys)))


def expand(pattern: str, rng: random.Random, words: Mapping[str, object]) -> str:
    """The text of a pattern: [甲|乙] is one of the two, {3-9} a number between them, {name} a word."""
    chosen = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), pattern)
    counted = _RANGE.sub(lambda match: str(rng.randint(int(match[1]), int(match[2]))), chosen)
    return counted.format_map(words)


def pick(patterns: Sequence[str], rng: random.Random, words: Mapping[str, object]) -> str:
    """One of the patterns, expanded."""
    return expand(rng.choice(patterns), rng, words)

"""A report's text read once for all rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.narrative.flat import Flat, flatten
from toolkit.narrative.nones import NoneStatement, none_statements
from toolkit.narrative.statements import Statement, statements


@dataclass(frozen=True, slots=True)
class Reading:
    """The sections of a report, flattened, with what they state."""

    flats: tuple[Flat, ...]
    statements: tuple[Statement, ...]
    nones: tuple[NoneStatement, ...]

    def flat(self, section: str) -> Flat | None:
        return next((flat for flat in self.flats if flat.section == section), None)

    def stated(self, section: str) -> list[Statement]:
        return [item for item in self.statements if item.section == section]


def read_narrative(sections: Mapping[str, str], year: int, wide: bool = True) -> Reading:
    """What the text of a report says; ``year`` is the year reported on, ``wide`` whether 全区 is the reporter's own."""
    return _read(tuple(sorted(sections.items())), year, wide)


@lru_cache(maxsize=4)
def _read(sections: tuple[tuple[str, str], ...], year: int, wide: bool) -> Reading:
    flats = tuple(flatten(section, text) for section, text in sections)
    return Reading(
        flats,
        tuple(item for flat in flats for item in statements(flat, year, wide)),
        tuple(item for flat in flats for item in none_statements(flat, year)),
    )

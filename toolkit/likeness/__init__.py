"""Narrative texts that are nearly the same (内容雷同): as another agency's, or as the agency's own last year's.

A known way: the text is folded, names and numbers are blanked, and what is left is compared as runs of ``SHINGLE``
characters (shingling: Broder, On the resemblance and containment of documents, 1997). What the law, the form and the
figures put into everyone's mouth is left out before (``standing``); what is left is the agency's own wording.

The verdict on two texts depends on these two alone, but for wording that most of the district shares (``COMMON``) and,
above some 140 agencies, for texts put together from passages that many have (``compare``, ``candidates``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model import Alike

__all__ = ["ALIKE", "SHORTEST", "Alike", "Text", "find_alike"]

ALIKE = 0.75
"""The share of its own wording from which a section is alike.

Measured (tests/likeness/test_measured.py): copied with other names, numbers, order or punctuation 0.98 to 1.00; with a
sentence added, a few words exchanged or the sentences about figures rewritten 0.81 to 0.89; half copied 0.53; two on one
theme 0.12 at most. Of 128 texts written independently no two share ``SHORTEST`` characters; of 25,000 made-up agencies,
5,000 to a district, whose sentences come from the same banks, the nearest that do share 0.65.
"""

SHORTEST = 80
"""Folded characters that must be shared: two or three sentences may agree by chance.

Without this bound some in a hundred made-up agencies would be alike in section five, and most in section six.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """An agency's narrative sections of one year.

    Attributes:
        owner: the agency's name in this run.
        names: what is blanked out: its own names, short and former ones, and the district's.
        sections: text by section id.
    """

    owner: str
    names: tuple[str, ...]
    sections: Mapping[str, str]


def find_alike(now: Sequence[Text], before: Sequence[Text]) -> Mapping[str, tuple[Alike, ...]]:
    """Find the sections of ``now`` that are alike; by owner, only owners of whom something was found.

    For each section at most the one nearest other agency, then the agency's own last year. The order of the texts
    does not matter. An agency's texts are never compared with another's of last year.

    Args:
        now: one text for each agency.
        before: last year's, matched by ``owner``; agencies without one are not missed.
    """
    from toolkit.likeness.compare import compare  # numpy takes 0.1 s to import

    sections = sorted({section for text in now for section in text.sections})
    found: dict[str, list[Alike]] = {}
    for section in sections:
        for owner, alike in compare(section, now, before):
            found.setdefault(owner, []).append(alike)
    return {owner: tuple(found[owner]) for owner in sorted(found)}

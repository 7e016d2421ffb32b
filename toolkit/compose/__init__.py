"""Composed text: figures -> paragraphs, in the words of ``workbook_templates/句式.toml``.

A sentence states figures, their sums, last year's, shares and changes that follow from them, and the year, nothing
else; what the figures do not say becomes a gap for a person to fill. Figures that cannot be trusted (no number,
negative, an identity that does not hold, a table left untouched, another year's) are not put into words: the gap
says why.

``outline`` puts the sections together from ``disclosure``, ``applications`` and ``reviews``; ``whole``, ``outstanding``,
``themes`` and ``charges`` say what only the district's draft does; ``doubts`` makes remarks of findings.
"""

from toolkit.compose.figures import Figures
from toolkit.compose.outline import COMPOSERS, narrative
from toolkit.compose.paragraph import Paragraph, Remark, Voice, own_text, say
from toolkit.compose.phrases import PHRASES_FILE, PhraseError, Phrases, load_phrases

__all__ = [
    "COMPOSERS",
    "PHRASES_FILE",
    "Figures",
    "Paragraph",
    "PhraseError",
    "Phrases",
    "Remark",
    "Voice",
    "load_phrases",
    "narrative",
    "own_text",
    "say",
]

"""What only the district's draft says: who reports, who stands out, problems by theme, fees, change against last year."""

from collections.abc import Sequence

from toolkit.compose.charges import charges
from toolkit.compose.figures import without_last_year
from toolkit.compose.outline import aspect_with
from toolkit.compose.outstanding import outstanding_applications, outstanding_decisions
from toolkit.compose.paragraph import Paragraph
from toolkit.compose.phrases import Phrases
from toolkit.compose.scope import reporting
from toolkit.compose.themes import Themes, problems_and_measures
from toolkit.model import District


def whole(district: District, phrases: Phrases, themes: Themes) -> dict[str, Sequence[Paragraph]]:
    """Paragraphs for ``narrative``'s ``more``: by section, and by the aspect of section one that they close."""
    if not district.included:
        return {}
    first, problems, other = (section for section in district.form.narrative)
    more: dict[str, Sequence[Paragraph]] = {
        first.id: [*reporting(district, phrases), *(phrases.gap(hint) for hint in phrases.hints(first))],
        problems.id: problems_and_measures(district, problems.id, phrases, themes),
        other.id: charges(district, other.id, phrases),
    }
    closing = {
        "disclosure": outstanding_decisions(district, phrases),
        "applications": [*outstanding_applications(district, phrases), *_no_comparison(district, phrases)],
    }
    for figures, paragraphs in closing.items():
        more[aspect_with(figures, district.form, phrases)] = paragraphs
    return more


def _no_comparison(district: District, phrases: Phrases) -> list[Paragraph]:
    """A gap where the change against last year cannot be said, because data of some or all agencies are not there."""
    unknown = [result.agency.name for result in without_last_year(district)]
    if not unknown:
        return []
    known = sum(not r.agency.is_adjustment for r in district.included) - len(unknown)
    if not known:
        return [phrases.gap(phrases.get("change.unknown"))]
    names = phrases.joined(unknown)
    return [phrases.gap(phrases.fill("change.partly_unknown", n=len(unknown), names=names))]

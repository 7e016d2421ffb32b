"""What the district's draft says of the agencies: how many report, are in, are not, and why."""

import re
from collections import Counter
from collections.abc import Iterable

from toolkit.compose.paragraph import Paragraph
from toolkit.compose.phrases import Phrases
from toolkit.model import AgencyResult, District

_AREA = re.compile("[区县市旗省]")
_DEFAULT_AREA = "区"


def area_of(name: str) -> str:
    """What the district is called for short: 区 for 甲区, 县 for 乙县人民政府."""
    found = _AREA.findall(name)
    return found[-1] if found else _DEFAULT_AREA


def notes(district: District, phrases: Phrases) -> list[Paragraph]:
    """What stands at the top while the summary is provisional; nothing once all are in."""
    if not district.provisional:
        return []
    awaited = district.awaited
    parts = [
        phrases.fill(f"notes.{pattern}", n=len(group), names=_names(group, phrases))
        for pattern, group in (
            ("missing", [r for r in awaited if r.status == "missing"]),
            ("returned_out", [r for r in awaited if r.status == "returned" and not r.included]),
            ("returned_in", [r for r in awaited if r.status == "returned" and r.included]),
        )
        if group
    ]
    text = phrases.fill("notes.provisional", due=len(due(district)), parts=phrases.joined(parts, "clause"))
    return [Paragraph("gap", text)]


def coverage(district: District, phrases: Phrases) -> str:
    """How many agencies the figures are the sum of, and that double counting was corrected where it was."""
    area = area_of(district.name)
    agencies = [r for r in district.included if not r.agency.is_adjustment]
    own = [r for r in agencies if r.agency.is_district]
    pattern = "notes.coverage_own" if own and len(agencies) > 1 else "notes.coverage"
    text = phrases.fill(pattern, area=area, n=len(agencies), own=_names(own, phrases))
    adjustments = [r for r in district.included if r.agency.is_adjustment]
    if adjustments:
        text += phrases.fill("notes.adjusted", names=_names(adjustments, phrases))
    return text


def reporting(district: District, phrases: Phrases) -> Paragraph:
    """How many agencies owe a report and how many have sent it; by kind where the roster says kinds."""
    owed = due(district)
    sent = [r for r in owed if r.status != "missing"]
    area = area_of(district.name)
    kinds = Counter(r.agency.kind for r in owed)
    by_kind = ""
    if len(kinds) > 1 and "" not in kinds:
        parts = (phrases.fill("scope.kind", kind=kind, n=n) for kind, n in kinds.items())
        by_kind = phrases.fill("scope.kinds", parts=phrases.joined(parts))
    pattern = "scope.all_sent" if len(sent) == len(owed) else "scope.some_sent"
    slots = {"year": district.year, "area": area, "due": len(owed), "kinds": by_kind, "n": len(sent)}
    return Paragraph("text", phrases.fill(pattern, **slots))


def scope(district: District, phrases: Phrases) -> list[Paragraph]:
    """Every agency, by what became of it."""
    agencies = [r for r in district.agencies if not r.agency.is_adjustment]
    outside = [r for r in agencies if not r.included]
    groups = (
        ("included", [r for r in agencies if r.included]),
        ("missing", [r for r in outside if r.status == "missing"]),
        ("returned", [r for r in outside if r.status == "returned" and r.agency.listed]),
        ("left_out", [r for r in outside if r.status == "accepted" and r.agency.listed]),
        ("unlisted", [r for r in outside if r.status != "missing" and not r.agency.listed]),
        ("adjustments", [r for r in district.included if r.agency.is_adjustment]),
    )
    paragraphs = []
    for name, group in groups:
        if group:
            paragraphs.append(Paragraph("subheading", "", phrases.fill(f"scope.{name}", n=len(group))))
            paragraphs.append(Paragraph("text", _names(group, phrases)))
    return paragraphs


def due(district: District) -> list[AgencyResult]:
    """The agencies that are to be summed, whether they are in or not."""
    return [
        r for r in district.agencies if r.agency.summed and r.agency.listed and not r.agency.is_adjustment
    ]


def _names(results: Iterable[AgencyResult], phrases: Phrases) -> str:
    return phrases.joined(result.agency.name for result in results)

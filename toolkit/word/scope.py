"""What the district's draft says of the agencies: how many are in, which are not, and why."""

import re
from collections.abc import Iterable

from toolkit.compose import Paragraph, Phrases
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
    text = phrases.fill("notes.provisional", due=len(_due(district)), parts=phrases.joined(parts, "clause"))
    return [Paragraph("gap", text)]


def coverage(district: District, phrases: Phrases) -> str:
    """How many agencies the figures are the sum of, and that double counting was corrected where it was."""
    area = area_of(district.name)
    text = phrases.fill(
        "notes.coverage", area=area, n=sum(not r.agency.is_adjustment for r in district.included)
    )
    adjustments = [r for r in district.included if r.agency.is_adjustment]
    if adjustments:
        text += phrases.fill("notes.adjusted", names=_names(adjustments, phrases))
    return text


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


def _due(district: District) -> list[AgencyResult]:
    """The agencies that are to be summed, whether they are in or not."""
    return [
        r for r in district.agencies if r.agency.summed and r.agency.listed and not r.agency.is_adjustment
    ]


def _names(results: Iterable[AgencyResult], phrases: Phrases) -> str:
    return phrases.joined(result.agency.name for result in results)

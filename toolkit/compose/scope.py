"""What the district's draft says of the agencies: how many report, are in, are not, and why."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.compose.paragraph import Paragraph
from toolkit.compose.phrases import Phrases
from toolkit.model import AgencyResult, District

_AREA = re.compile("[区县市旗省州盟]")
_DEFAULT_AREA = "区"


def area_of(name: str) -> str:
    """What the district is called for short: 区 for 甲区, 县 for 乙县人民政府."""
    found = _AREA.findall(name)
    return found[-1] if found else _DEFAULT_AREA


_GOVERNED = re.compile(r"[区县市旗州盟省]$")
_ZONE = re.compile(r"(?:开发|高新|产业|园|示范|保税|合作|试验|度假|风景|名胜|管理|新)区$")


_OFFICE = re.compile(r"(?:人民政府(?:办公[室厅])?|管理委员会|管委会)$")
# 甲区 for 甲区人民政府: the figures are those of its agencies too. 乙镇人民政府 is an agency.
_GOVERNMENT = re.compile(r"(?<=[区县市旗])人民政府$")
_NEW_DISTRICTS = ("浦东新区", "滨海新区")  # districts with a government of their own in spite of the name


def publisher(name: str) -> str:
    """Who publishes a district's report: a region does so by its government, a development zone by its 管理委员会."""
    if _ZONE.search(name) and not name.endswith(_NEW_DISTRICTS):
        return f"{name}管理委员会"
    return f"{name}人民政府" if _GOVERNED.search(name) else name


def body_of(district: District, phrases: Phrases) -> str:
    """What the reporting bodies are called: 地区 where all of them are governments of regions, else 单位."""
    owed = due(district)
    areas = bool(owed) and all(_is_region(r.agency.name) and not r.agency.is_district for r in owed)
    return str(phrases.get("words.body_areas" if areas else "words.body"))


def called(result: AgencyResult, phrases: Phrases) -> str:
    """How a body is called in a sentence: the district's own not like the report's author, a region without its government."""
    agency = result.agency
    if agency.is_district:
        return phrases.fill("outstanding.own", name=agency.name)
    return _GOVERNMENT.sub("", agency.name)


def is_only_figures(result: AgencyResult) -> bool:
    """Whether a region sent its 汇总表, which has no text."""
    return result.judged is not None and result.judged.ret.summary and not result.judged.ret.sections


def _is_region(name: str) -> bool:
    """Whether a body governs a region that has agencies of its own: 甲区, 乙县人民政府, 丙经济开发区管理委员会."""
    place = _OFFICE.sub("", name)
    return bool(_GOVERNED.search(place)) and not name.endswith(("小区", "社区", "街区"))


def notes(district: District, phrases: Phrases) -> list[Paragraph]:
    """What stands at the top for the office: that the summary is provisional, that double counting was corrected."""
    return [*_provisional(district, phrases), *_incomplete(district, phrases), *_adjusted(district, phrases)]


def _incomplete(district: District, phrases: Phrases) -> list[Paragraph]:
    """Districts that are in with a provisional summary: the totals lack what theirs lack."""
    if not district.incomplete:
        return []
    names = _names(district.incomplete, phrases)
    return [Paragraph("gap", phrases.fill("notes.incomplete", n=len(district.incomplete), names=names))]


def _adjusted(district: District, phrases: Phrases) -> list[Paragraph]:
    adjustments = [r for r in district.included if r.agency.is_adjustment]
    if not adjustments:
        return []
    return [Paragraph("gap", phrases.fill("notes.adjusted", names=_names(adjustments, phrases)))]


def _provisional(district: District, phrases: Phrases) -> list[Paragraph]:
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
    pattern = "notes.provisional" if district.has_roster else "notes.provisional_unlisted"
    text = phrases.fill(pattern, due=len(due(district)), parts=phrases.joined(parts, "clause"))
    return [Paragraph("gap", text)]


def coverage(district: District, phrases: Phrases) -> str:
    """How many agencies the figures are the sum of."""
    area = area_of(district.name)
    agencies = [r for r in district.included if not r.agency.is_adjustment]
    own = [r for r in agencies if r.agency.is_district]
    pattern = "notes.coverage_own" if own and len(agencies) > 1 else "notes.coverage"
    return phrases.fill(pattern, area=area, n=len(agencies), own=_names(own, phrases))


def reporting(district: District, phrases: Phrases) -> list[Paragraph]:
    """How many agencies owe a report and how many have sent it; by kind where the roster says kinds.

    Without a roster nobody knows who owes one: how many came is said, and the rest is a gap.
    """
    owed = due(district)
    if not district.has_roster:
        text = phrases.fill("scope.received", year=district.year, n=len(owed))
        hint = phrases.fill("scope.received_hint", area=area_of(district.name))
        return [Paragraph("text", text), phrases.gap(hint)]
    sent = [r for r in owed if r.status != "missing"]
    area = area_of(district.name)
    kinds = Counter(r.agency.kind for r in owed)
    by_kind = ""
    if len(kinds) > 1 and "" not in kinds:
        parts = (phrases.fill("scope.kind", kind=kind, n=n) for kind, n in kinds.items())
        by_kind = phrases.fill("scope.kinds", parts=phrases.joined(parts))
    pattern = "scope.all_sent" if len(sent) == len(owed) else "scope.some_sent"
    slots = {"year": district.year, "area": area, "due": len(owed), "kinds": by_kind, "n": len(sent)}
    return [Paragraph("text", phrases.fill(pattern, **slots))]


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
            paragraphs += _by_kind(group, phrases)
    return paragraphs


def _by_kind(group: Sequence[AgencyResult], phrases: Phrases) -> list[Paragraph]:
    """The agencies of a group, those of a kind together where the roster says kinds."""
    kinds: dict[str, list[AgencyResult]] = {}
    for result in group:
        kinds.setdefault(result.agency.kind, []).append(result)
    if len(kinds) < 2:
        return [Paragraph("text", _names(group, phrases))]
    return [
        Paragraph(
            "text",
            phrases.fill(
                "scope.kind_names",
                kind=kind or phrases.get("scope.no_kind"),
                n=len(members),
                names=_names(members, phrases),
            ),
        )
        for kind, members in kinds.items()
    ]


def due(district: District) -> list[AgencyResult]:
    """The agencies that are to be summed, whether they are in or not."""
    return [
        r for r in district.agencies if r.agency.summed and r.agency.listed and not r.agency.is_adjustment
    ]


def _names(results: Iterable[AgencyResult], phrases: Phrases) -> str:
    return phrases.joined(result.agency.name for result in results)

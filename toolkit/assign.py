"""Returns + roster -> who sent each, and which of several counts."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from toolkit.aside import set_aside
from toolkit.model import Agency, Match, Return, Roster, Unread
from toolkit.names import Finder, clean, name_of, names_a_body, names_something, stranger

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WITH_ASPECTS = "s1"  # the section that ``Return.bare`` is about


@dataclass(frozen=True, slots=True)
class Superseded:
    """A return that does not count.

    Attributes:
        old, new: it, and what supersedes it: the return that counts, or the later copy of the same bytes.
        kind: later (the other is newer) or same (both are the same to the byte).
    """

    old: Return
    new: Return
    kind: Literal["later", "same"]


@dataclass(frozen=True, slots=True)
class Assigned:
    """One agency's returns: the one that counts, and those that it supersedes.

    Attributes:
        current: the return that counts, with the sections that it lacked from its companions.
        companions: documents that came together with it (a Word report beside its workbook); one return with it.
    """

    match: Match
    current: Return
    superseded: tuple[Superseded, ...] = ()
    companions: tuple[Return, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignedUnread:
    """A file that gave no return, with the agency that it seems to come from, and what it lies beside."""

    unread: Unread
    agency: Agency | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """All files of a run: agencies in the roster's order, others by name after them."""

    returns: tuple[Assigned, ...]
    unread: tuple[AssignedUnread, ...]


def assign(returns: Sequence[Return], unread: Sequence[Unread], roster: Roster) -> Assignment:
    """Find each file's agency and, for each agency, the return that counts. Pure."""
    finder = Finder(roster)
    finder.learn(ret.claims for ret in returns)
    matched = _with_neighbours([(ret, _match(finder, ret)) for ret in returns], roster)
    matched = [(ret, _apart(ret, match)) for ret, match in matched]
    matched, aside = set_aside(matched)
    groups: dict[str, list[tuple[Return, Match]]] = defaultdict(list)
    for ret, match in matched:
        groups[match.agency.name].append((ret, match))
    for name in list(groups):
        # A name that is only like an agency's never stands in the way of the agency's own return.
        if any(not match.written for _, match in groups[name]):
            for ret, match in [item for item in groups[name] if item[1].written]:
                groups[name].remove((ret, match))
                groups[match.written].append((ret, stranger(match.written)))
    order = {agency.name: number for number, agency in enumerate(roster.agencies)}
    names = sorted(groups, key=lambda name: (order.get(name, len(order)), name))
    assigned = tuple(_latest(groups[name]) for name in names)
    known = {match.agency.name: match.agency for _, match in matched}
    return Assignment(
        assigned,
        (
            *(
                AssignedUnread(item, finder.guess(item.claims) or _by_file_name(item, known))
                for item in unread
            ),
            *(AssignedUnread(_no_return(ret, why), match.agency) for (ret, match), why in aside),
        ),
    )


def _no_return(ret: Return, why: str) -> Unread:
    return Unread(ret.path, ret.member, ret.sha256, ret.name, None, why, ret.claims, ret.bundle)


def _match(finder: Finder, ret: Return) -> Match:
    """Whom a return comes from; a district's summary that goes by its region's name is its government's."""
    match = finder.find(ret.claims)
    if match.agency.listed or not ret.summary:
        return match
    claims = [
        c._replace(text=f"{c.text}人民政府") if re.search(r"[区县市旗州]$", c.text) else c for c in ret.claims
    ]
    whole = finder.find(claims)
    return whole if whole.agency.listed else match


def _with_neighbours(matched: list[tuple[Return, Match]], roster: Roster) -> list[tuple[Return, Match]]:
    """Give a document that names nobody to the one agency whose workbook came together with it."""
    owners: dict[str, dict[str, Match]] = defaultdict(dict)
    for ret, match in matched:
        if ret.kind == "book" and ret.tables:
            owners[ret.bundle][match.agency.name] = match

    def owner(ret: Return, match: Match) -> Match:
        # Its own name counts too where it is surely an agency's: 教育局.docx beside 财政局.xlsx is 教育局's.
        named = any(claim.by in ("cover", "title", "meta") for claim in ret.claims) or any(
            claim.by == "file"
            and (names_a_body(claim.text) or (bool(roster.agencies) and match.agency.listed))
            for claim in ret.claims
        )
        beside = list(owners[ret.bundle].values())
        return beside[0] if ret.kind == "paper" and not named and len(beside) == 1 else match

    return [(ret, owner(ret, match)) for ret, match in matched]


def _apart(ret: Return, match: Match) -> Match:
    """Files that name nobody (年报.xlsx, 表.xlsx) are not of one agency: each stands for itself, by its place."""
    if match.agency.listed and match.agency.code != match.agency.name:
        return match
    by = {claim.by for claim in ret.claims}
    texts = [claim.text for claim in ret.claims if claim.by == "file"]
    if by & {"cover", "title", "meta"} or not texts or names_something(texts[0]):
        return match
    if match.agency.name not in (texts[0], clean(texts[0])):
        return match  # known by the sender
    place = f"{ret.path}!/{ret.member}" if ret.member else ret.path
    agency = replace(match.agency, code=f"未署名（{place}）", name=f"未署名（{place}）")
    return replace(match, agency=agency)


def _by_file_name(item: Unread, known: Mapping[str, Agency]) -> Agency | None:
    """Without a roster: the agency of this run whose whole name is the file's."""
    return next(
        (known[name] for c in item.claims if c.by == "file" and (name := clean(c.text)) in known), None
    )


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What counts as one return: a workbook or a document, and the documents that came together with it."""

    main: Return
    match: Match
    companions: tuple[Return, ...] = ()
    copies: tuple[Return, ...] = ()  # of companions, the same to the byte

    @property
    def order(self) -> tuple[bool, datetime, str, str]:
        """A document without tables never displaces a return with tables; else the latest counts."""
        ret = self.main
        return bool(ret.tables), ret.saved or _EPOCH, ret.path, ret.member or ""


def _latest(group: list[tuple[Return, Match]]) -> Assigned:
    parcels = sorted(_parcels(group), key=lambda parcel: parcel.order)
    current = parcels[-1]
    later = [(parcel.main, *parcel.companions, *parcel.copies) for parcel in parcels]
    superseded: list[Superseded] = []
    for i, earlier in enumerate(later[:-1]):
        following = [ret for rets in later[i + 1 :] for ret in rets]
        for ret in earlier:
            twin = next((other for other in following if other.sha256 == ret.sha256), None)
            superseded.append(
                Superseded(ret, current.main, "later") if twin is None else Superseded(ret, twin, "same")
            )
    twins = {ret.sha256: ret for ret in current.companions}
    superseded.extend(Superseded(ret, twins[ret.sha256], "same") for ret in current.copies)
    match = _of_merged_bodies(current, [parcel.main for parcel in parcels[:-1]])
    return Assigned(match, _with_sections(current), tuple(superseded), current.companions)


def _of_merged_bodies(current: _Parcel, earlier: Sequence[Return]) -> Match:
    """The match; doubted where bodies that were merged into one agency have sent a return each: only one counts."""
    match, own = current.match, _former_name(current.main, current.match.agency)
    others = {name for ret in earlier if (name := _former_name(ret, match.agency))} - {own}
    if not own or not others or match.doubt:
        return match
    names = "”“".join(sorted(others))
    doubt = (
        f"“{own}”和“{names}”都已并入“{match.agency.name}”，又各报了一份，只计了“{own}”的；应当合成一份报送"
    )
    return replace(match, doubt=doubt)


def _former_name(ret: Return, agency: Agency) -> str:
    """The 曾用名 by which a return goes; empty where it goes by another name."""
    said = name_of([claim for claim in ret.claims if claim.by in ("cover", "title")])
    return said if said in agency.former_names else ""


def _parcels(group: list[tuple[Return, Match]]) -> list[_Parcel]:
    """Put the documents of a mail, archive or folder to the last workbook in it; else each file is a return."""
    bundles: dict[str, list[tuple[Return, Match]]] = defaultdict(list)
    for ret, match in group:
        bundles[ret.bundle].append((ret, match))
    parcels: list[_Parcel] = []
    for items in bundles.values():
        items.sort(key=lambda item: (item[0].saved or _EPOCH, item[0].path, item[0].member or ""))
        books = [(ret, match) for ret, match in items if ret.kind == "book" and ret.tables]
        papers = [(ret, match) for ret, match in items if (ret, match) not in books]
        if books:
            parcels.extend(_Parcel(ret, match) for ret, match in books[:-1])
            last, match = books[-1]
            kept = {ret.sha256: ret for ret, _ in papers}
            copies = tuple(ret for ret, _ in papers if kept[ret.sha256] is not ret)
            parcels.append(_Parcel(last, match, tuple(kept.values()), copies))
        else:
            parcels.extend(_Parcel(ret, match) for ret, match in papers)
    return parcels


def _with_sections(parcel: _Parcel) -> Return:
    """The return with the narrative sections that its workbook lacks, from the documents beside it."""
    sections, opening, bare = dict(parcel.main.sections), parcel.main.opening, parcel.main.bare
    for companion in parcel.companions:
        opening = opening or companion.opening
        if _WITH_ASPECTS not in sections:
            bare = companion.bare
        for section, text in companion.sections.items():
            sections.setdefault(section, text)
    if sections == dict(parcel.main.sections) and opening == parcel.main.opening:
        return parcel.main
    return replace(parcel.main, sections=sections, opening=opening, bare=bare)

"""Returns + roster -> who sent each, and which of several counts."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from toolkit.model import Agency, Claim, Match, Return, Roster, Unread

_VISIBLE = ("cover", "title")
_DROPPED = re.compile(r"[\s（）()\[\]【】《》“”\"'·,，、。_—-]+")
_REGION = re.compile(r"^.{1,12}(?:省|市|区|县|旗|州|盟|镇|乡|新区|开发区)$")
# What a file's name says besides the agency.
_NOISE = re.compile(
    r"(?:19|20)\d\d\s*(?:年(?!报))?度?|政府信息公开(?:工作)?|政务公开|信息公开|年度报告|年报|报告|填报表|报表|汇总表|模板|表格|附件|"
    r"终稿|最终版?|定稿|修改版?|修改后|已改|重报|上报|报送|副本|\(\d+\)|（\d+）|[vV]\d+|\d+|[._—\-+&()（）\[\]【】\s]"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    finder = _Finder(roster)
    groups: dict[str, list[tuple[Return, Match]]] = defaultdict(list)
    for ret in returns:
        match = finder.find(ret.claims)
        groups[match.agency.name].append((ret, match))
    order = {agency.name: number for number, agency in enumerate(roster.agencies)}
    names = sorted(groups, key=lambda name: (order.get(name, len(order)), name))
    return Assignment(
        tuple(_latest(groups[name]) for name in names),
        tuple(AssignedUnread(item, finder.guess(item.claims)) for item in unread),
    )


def match_names(roster: Roster, names: Iterable[str]) -> Agency | None:
    """The agency of the roster that one of the names stands for, without any doubt; else None."""
    finder = _Finder(roster)
    for name in names:
        match = finder.find([Claim("cover", name)])
        if match.agency.listed and not match.doubt:
            return match.agency
    return None


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What counts as one return: a workbook or a document, and the documents that came together with it."""

    main: Return
    match: Match
    companions: tuple[Return, ...] = ()

    @property
    def order(self) -> tuple[bool, datetime, str, str]:
        """A document without tables never displaces a return with tables; else the latest counts."""
        ret = self.main
        return bool(ret.tables), ret.saved or _EPOCH, ret.path, ret.member or ""


def _latest(group: list[tuple[Return, Match]]) -> Assigned:
    parcels = sorted(_parcels(group), key=lambda parcel: parcel.order)
    current = parcels[-1]
    later = [(parcel.main, *parcel.companions) for parcel in parcels]
    superseded: list[Superseded] = []
    for i, earlier in enumerate(later[:-1]):
        following = [ret for rets in later[i + 1 :] for ret in rets]
        for ret in earlier:
            twin = next((other for other in following if other.sha256 == ret.sha256), None)
            superseded.append(
                Superseded(ret, current.main, "later") if twin is None else Superseded(ret, twin, "same")
            )
    return Assigned(current.match, _with_sections(current), tuple(superseded), current.companions)


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
            parcels.append(_Parcel(last, match, tuple(ret for ret, _ in papers)))
        else:
            parcels.extend(_Parcel(ret, match) for ret, match in papers)
    return parcels


def _with_sections(parcel: _Parcel) -> Return:
    """The return with the narrative sections that its workbook lacks, from the documents beside it."""
    sections = dict(parcel.main.sections)
    for companion in parcel.companions:
        for section, text in companion.sections.items():
            sections.setdefault(section, text)
    if sections == dict(parcel.main.sections):
        return parcel.main
    return replace(parcel.main, sections=sections)


def _key(name: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name))


class _Finder:
    """Agencies by code, full name, 简称 and 曾用名, with or without the region in front."""

    def __init__(self, roster: Roster) -> None:
        self.agencies = roster.agencies
        self.listed = bool(roster.agencies)
        self.exact: dict[str, list[Agency]] = defaultdict(list)
        for agency in roster.agencies:
            for name in (agency.name, agency.code, *agency.short_names, *agency.former_names):
                if agency not in self.exact[_key(name)]:
                    self.exact[_key(name)].append(agency)

    def find(self, claims: Sequence[Claim]) -> Match:
        """Whom a return comes from: what a reader sees of it, then the hidden sheet, the file's name, the sender."""
        groups = [
            [claim for claim in claims if claim.by in _VISIBLE],
            [claim for claim in claims if claim.by == "meta"],
            [claim for claim in claims if claim.by == "file"],
            [claim for claim in claims if claim.by == "sender"],
        ]
        visible, meta, file, sender = groups
        if not self.listed:
            return self._without_roster(visible, meta, file)
        for group in groups:
            match = self._first(group)
            if match is not None:
                return self._doubt(match, visible, meta, file)
            # A name that can be read in the workbook and is not on the roster is not overruled by a file's name.
            if group is visible and (name := _name_of(visible)):
                return Match(Agency(name, name, listed=False), f"名单里没有“{name}”")
            if group is meta and (name := _name_of(meta)):
                return Match(Agency(name, name, listed=False), f"名单里没有“{name}”")
        name = _clean(file[0].text) if file else (sender[0].text if sender else "（未署名）")
        return Match(
            Agency(name, name, listed=False),
            f"表内没有写单位名称，文件名“{file[0].text if file else name}”也对不上名单",
        )

    def guess(self, claims: Sequence[Claim]) -> Agency | None:
        """The agency of a file that could not be read; None where nothing tells."""
        for claim in claims:
            match = self._resolve(claim)
            if match is not None:
                return match.agency
        return None

    def _without_roster(self, visible: list[Claim], meta: list[Claim], file: list[Claim]) -> Match:
        for group in (visible, meta):
            name = _name_of(group)
            if name:
                doubt = ""
                other = _name_of(meta) if group is visible else ""
                if other and _key(other) != _key(name):
                    doubt = f"表内写的是“{name}”，模板是发给“{other}”的"
                elif conflict := _conflict(visible):
                    doubt = conflict
                return Match(Agency(name, name), doubt)
        name = _clean(file[0].text) if file else "（未署名）"
        return Match(Agency(name, name), f"表内没有写单位名称，按文件名认作“{name}”")

    def _first(self, claims: Iterable[Claim]) -> Match | None:
        return next((match for claim in claims if (match := self._resolve(claim)) is not None), None)

    def _resolve(self, claim: Claim) -> Match | None:
        key = _key(claim.text)
        if not key:
            return None
        found = self.exact.get(key, [])
        if len(found) == 1:
            return Match(found[0])
        near = self._by_region(key)
        if len(near) == 1:
            return Match(near[0])
        if claim.by in ("file", "sender"):
            return self._contained(key)
        loose = self._by_letters(key)
        if len(loose) == 1:
            return Match(loose[0], f"表内写的是“{claim.text}”，与名单里的“{loose[0].name}”不完全相同")
        return None

    def _exactly(self, name: str) -> Agency | None:
        """The one agency of that very name, with or without the region in front."""
        found = self.exact.get(_key(name), []) or self._by_region(_key(name))
        return found[0] if len(found) == 1 else None

    def _by_region(self, key: str) -> list[Agency]:
        """甲区财政局 for 财政局 and the other way round: all that differs is a region in front."""
        found: list[Agency] = []
        for known, agencies in self.exact.items():
            long, short = (key, known) if len(key) > len(known) else (known, key)
            if len(short) >= 3 and long.endswith(short) and _REGION.match(long[: -len(short)]):
                found.extend(agency for agency in agencies if agency not in found)
        return found

    def _contained(self, key: str) -> Match | None:
        """The longest known name that stands in a file's name; None where two are as long."""
        hits = [
            (len(known), agency)
            for known, agencies in self.exact.items()
            if len(known) >= 2 and known in key
            for agency in agencies
        ]
        if not hits:
            cleaned = _key(_clean(key))
            hits = [(1, agency) for agency in self._by_region(cleaned)] if len(cleaned) >= 3 else []
        if not hits:
            return None
        longest = max(length for length, _ in hits)
        best = list({agency.name: agency for length, agency in hits if length == longest}.values())
        return Match(best[0]) if len(best) == 1 else None

    def _by_letters(self, key: str) -> list[Agency]:
        """Names from which at most three characters were left out (发展改革局 for 发展和改革局)."""
        found: list[Agency] = []
        for known, agencies in self.exact.items():
            long, short = (key, known) if len(key) > len(known) else (known, key)
            if len(short) >= 5 and 0 < len(long) - len(short) <= 3 and _is_subsequence(short, long):
                found.extend(agency for agency in agencies if agency not in found)
        return found

    def _doubt(self, match: Match, visible: list[Claim], meta: list[Claim], file: list[Claim]) -> Match:
        if match.doubt:
            return match
        agency = match.agency
        others = [
            m.agency for claim in meta if (m := self._resolve(claim)) is not None and m.agency != agency
        ]
        unknown = [claim.text for claim in meta if self._resolve(claim) is None]
        if visible and (others or (unknown and len(unknown) == len(meta))):
            name = others[0].name if others else unknown[0]
            return Match(agency, f"表内写的是“{agency.name}”，模板是发给“{name}”的，可能是转用了别的单位的表")
        for claim in visible:
            other = self._resolve(claim)
            if other is None and _is_code(claim.text):
                continue  # a code that the roster does not have is no other agency's name
            if other is None or other.agency != agency:
                return Match(agency, f"认作“{agency.name}”，但表内另有一处写的是“{claim.text}”")
        for claim in file:
            owner = self._exactly(_clean(claim.text))
            if visible and owner is not None and owner != agency:
                doubt = f"表内写的是“{agency.name}”，文件名却是“{owner.name}”的，可能是转用了别的单位的表"
                return Match(agency, doubt)
        if not visible and not meta:
            return Match(agency, f"表内没有写单位名称，按文件名或发件人认作“{agency.name}”")
        return match


def _conflict(visible: list[Claim]) -> str:
    names = list(dict.fromkeys(_key(claim.text) for claim in visible if not _is_code(claim.text)))
    if len(names) < 2:
        return ""
    texts = [next(c.text for c in visible if _key(c.text) == name) for name in names[:2]]
    return f"表内两处单位名称不同：“{texts[0]}”和“{texts[1]}”"


def _name_of(claims: Iterable[Claim]) -> str:
    return next((" ".join(claim.text.split()) for claim in claims if not _is_code(claim.text)), "")


def _is_code(text: str) -> bool:
    return re.fullmatch(r"[\w.\-/]*", text, re.ASCII) is not None


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _clean(stem: str) -> str:
    """A file's name without what is no agency's name; the stem itself where nothing is left."""
    cleaned = _NOISE.sub("", stem)
    return cleaned if len(re.findall(r"[\u4e00-\u9fff]", cleaned)) >= 2 else (stem.strip() or "（未署名）")

"""Whose a file is: claims of names and codes against the roster, and how certain the answer is."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.model import Agency, Claim, Match, Roster

_VISIBLE = ("cover", "title")
_DROPPED = re.compile(r"[\s（）()\[\]【】《》“”\"'·,，、。_—-]+")
_REGION = re.compile(r"^.{1,16}?(?:省|市|区|县|旗|州|盟)")
# What a file's name says besides the agency.
_NOISE = re.compile(
    r"(?:19|20)\d\d\s*(?:年(?!报))?度?|政府信息公开(?:工作)?|政务公开|信息公开|年度报告|年报|报告|填报表|报表|汇总表|模板|表格|附件|"
    r"工作簿|新建|工作表|统计表|最新|[我本](?:单位|局|委|镇|乡|街道|办)|空表|表[一二三四]|Microsoft|Excel|Word|文档|"
    r"终稿|最终版?|定稿|修改版?|修改后|已改|重报|上报|报送|副本|\(\d+\)|（\d+）|[vV]\d+|\d+|[._—\-+&()（）\[\]【】\s]"
)
# The innermost region of 丙市甲区.
_REGION_TAIL = re.compile(r"[^省市区县旗州盟]{1,8}[省市区县旗州盟]$|.{1,3}$")
_REGION_ENDS = "区县市旗州"
_LONGEST_REGION = 8  # characters of a district's name before its last one: 鄂温克族自治
_JOINING = re.compile(r"[、，,;；/\\|\s]+|和|与|及|暨")
# What a region's, a town's or a street's own body is called besides its name.
_OFFICE = re.compile(r"(?<=[区县市旗州镇乡])(?:人民政府|政府)$|(?<=街道)(?:办事处|办)$")
_SHORTEST_CODE = 3  # characters of a code that may be told from other digits in a file's name


class Finder:
    """Agencies by code, full name, 简称 and 曾用名, with or without the region in front."""

    def __init__(self, roster: Roster) -> None:
        self._listed = bool(roster.agencies)
        self._names: dict[str, list[Agency]] = defaultdict(list)
        self._offices: dict[str, list[Agency]] = defaultdict(list)
        self._codes: dict[str, list[Agency]] = defaultdict(list)
        self._home: str | None = None
        owners: dict[str, list[Agency]] = defaultdict(list)
        for agency in roster.agencies:
            for address in re.findall(r"[\w.+-]+@[\w.-]+", agency.email, re.ASCII):
                owners[address.lower()].append(agency)
        self._emails = {address: known[0] for address, known in owners.items() if len(known) == 1}
        regions: Counter[str] = Counter()
        for agency in roster.agencies:
            for name in (agency.name, *agency.short_names, *agency.former_names):
                for names, key in ((self._names, _key(name)), (self._offices, _OFFICE.sub("", _key(name)))):
                    if agency not in names[key]:
                        names[key].append(agency)
            if agency.code != agency.name:
                self._codes[_key(agency.code)].append(agency)
            region = _REGION.match(_key(agency.name))
            if region:
                regions[region[0]] += 1
        # What a third of the names begin with is the district; 城市管理局 begins with no region.
        self._regions = [region for region, n in regions.items() if 3 * n >= len(roster.agencies)]

    def learn(self, many: Iterable[Sequence[Claim]]) -> None:
        """Which district's roster it is, where its names do not say: what most returns write in front of them.

        Without that 乙区民政局 would be taken for the 民政局 of 甲区.
        """
        if self._regions:
            return
        said: Counter[str] = Counter()
        for claims in many:
            seen = {
                region
                for claim in claims
                if claim.by in _VISIBLE and (region := self._region_before(_key(claim.text)))
            }
            said.update(seen)
        if said:
            region, n = said.most_common(1)[0]
            self._home = region if len(said) == 1 or (n > 1 and 2 * n > sum(said.values())) else ""

    def _region_before(self, key: str) -> str:
        """甲区 of 甲区民政局, where the roster has 民政局 or 区民政局; empty where nothing stands before the name."""
        for known in self._names:
            if key != known and key.endswith(known):
                before = key[: len(key) - len(known)]
                region = before + known[0] if known[0] in _REGION_ENDS else before
                if re.fullmatch(r".{1,16}(?:省|市|区|县|旗|州|盟)", region):
                    return _REGION_TAIL.search(region)[0]  # type: ignore[index]
        return ""

    def find(self, claims: Sequence[Claim]) -> Match:
        """Whom a return comes from: what a reader sees of it, then the hidden sheet, the file's name, the sender."""
        visible = [claim for claim in claims if claim.by in _VISIBLE]
        meta, file, sender = (
            [claim for claim in claims if claim.by == by] for by in ("meta", "file", "sender")
        )
        if not self._listed:
            return _without_roster(visible, meta, file)
        for group in (visible, meta, file, sender):
            match = self._first(_speaking(group))
            if match is not None:
                return self._doubted(match, visible, meta, file)
            # A name that can be read in the workbook and is not on the roster is not overruled by a file's name, nor
            # by a code that was left in the workbook when it was passed on.
            if group is visible or group is meta:
                name = name_of(group)
                if name:
                    return self._stranger(name, group)
        name = clean(file[0].text) if file else (sender[0].text if sender else "（未署名）")
        written = file[0].text if file else name
        return Match(Agency(name, name, listed=False), f"表内没有写单位名称，文件名“{written}”也对不上名单")

    def _stranger(self, name: str, group: Sequence[Claim]) -> Match:
        """An agency that is not on the roster, though its code may be."""
        match = stranger(name)
        coded = self._first([claim for claim in group if _is_code(claim.text)])
        if coded is None:
            return match
        return replace(match, doubt=f"{match.doubt}，但单位编码是“{coded.agency.name}”的")

    def guess(self, claims: Sequence[Claim]) -> Agency | None:
        """The agency of a file that could not be read; None where nothing tells."""
        match = self._first(claims)
        return match.agency if match else None

    def _first(self, claims: Iterable[Claim]) -> Match | None:
        return next((match for claim in claims if (match := self._resolve(claim)) is not None), None)

    def _resolve(self, claim: Claim) -> Match | None:
        key = _key(claim.text)
        if not key or self._names_several(claim.text):
            return None
        if claim.by == "sender":
            return self._of_sender(claim.text)
        in_name = claim.by == "file"
        found = (
            self._names.get(key, [])
            or ([] if in_name else self._codes.get(key, []))
            or self._by_region(key)
            or ([] if in_name else self._by_office(key))
        )
        if found:
            return self._of_this_district(found, claim, key) if len(found) == 1 else None
        if in_name:
            return self._contained(key)
        near = self._by_letters(key)
        if len(near) == 1:
            doubt = f"表内写的是“{claim.text}”，与名单里的“{near[0].name}”不完全相同"
            return Match(near[0], doubt, written=claim.text)
        return None

    def _names_several(self, text: str) -> bool:
        """甲区财政局、甲区教育局: a name that is several agencies' is nobody's alone."""
        pieces = [piece for piece in _JOINING.split(text) if len(_key(piece)) >= 2]
        if len(pieces) < 2:
            return False
        known = {agency.name for piece in pieces[:20] if (agency := self._exactly(piece)) is not None}
        return len(known) > 1

    def _of_this_district(self, found: list[Agency], claim: Claim, key: str) -> Match | None:
        """The agency, unless the name says another district's; with a doubt where that cannot be told."""
        region = "" if self._regions or key in self._names else self._region_before(key)
        if not region or self._home is None or region == self._home:
            return Match(found[0])
        if self._home:
            return None
        doubt = f"收到的报表写着几个地区的单位，不能断定“{claim.text}”是不是名单里的“{found[0].name}”"
        return Match(found[0], doubt, written=claim.text)

    def _of_sender(self, text: str) -> Match | None:
        """财政局 <a@x.cn>: by the address where the roster has it, else by the name before it."""
        address = re.search(r"[\w.+-]+@[\w.-]+", text, re.ASCII)
        agency = self._emails.get(address[0].lower()) if address else None
        if agency is not None:
            return Match(agency)
        key = _key(re.sub(r"<[^>]*>|[\w.+-]+@[\w.-]+", "", text, flags=re.ASCII))
        if not key:
            return None
        found = self._names.get(key, []) or self._by_region(key)
        return Match(found[0]) if len(found) == 1 else self._contained(key)

    def _exactly(self, name: str) -> Agency | None:
        """The one agency of that very name, with or without the region in front."""
        found = self._names.get(_key(name), []) or self._by_region(_key(name))
        return found[0] if len(found) == 1 else None

    def _by_region(self, key: str) -> list[Agency]:
        """甲区财政局 for 财政局 and the other way round: all that differs is the district's own region in front."""
        found: list[Agency] = []
        for known, agencies in self._names.items():
            # A roster that writes 区民政局 means its own district: 民政局, and 甲区民政局.
            bare = known[1:] if known[0] in _REGION_ENDS and len(known) >= 4 else ""
            if bare and (key == bare or (key.endswith(known) and len(key) - len(known) <= _LONGEST_REGION)):
                found.extend(agency for agency in agencies if agency not in found)
                continue
            long, short = (key, known) if len(key) > len(known) else (known, key)
            region = long[: -len(short)] if len(short) >= 2 and long.endswith(short) else ""
            if region and (
                self._is_own_region(region, short, long is known) or self._is_abridged(long, short)
            ):
                found.extend(agency for agency in agencies if agency not in found)
        return found

    def _by_office(self, key: str) -> list[Agency]:
        """甲区 for 甲区人民政府, 白鹭镇政府 for 甲区白鹭镇人民政府, 东街道 for 东街道办事处."""
        bare = _OFFICE.sub("", key)
        # 甲区 alone may be anybody's title; 甲区政府 is its government.
        if bare == key and not re.search(r"(?:[镇乡]|街道)$", key):
            return []
        found = list(self._offices.get(bare, []))
        for known, agencies in self._offices.items() if not found and len(bare) >= 3 else ():
            if not re.search(r"(?:镇|乡|街道)$", known):
                continue  # a region's own name stands in front of others'
            long, short = (bare, known) if len(bare) > len(known) else (known, bare)
            region = long[: -len(short)] if long.endswith(short) else ""
            if region and self._is_own_region(region, short, long is known):
                found.extend(agency for agency in agencies if agency not in found)
        return found

    def _is_abridged(self, long: str, short: str) -> bool:
        """Whether the short name has only the last character of the district's (区民政局 of 甲区民政局)."""
        return any(long.startswith(own) and short == own[-1] + long[len(own) :] for own in self._regions)

    def _is_own_region(self, region: str, name: str, of_roster: bool) -> bool:
        """Whether words in front of a name are the district's: 甲区, or 乙市 before 甲区财政局; 丙区 is another's."""
        if len(name) < 3:
            return (
                region in self._regions
            )  # 编办 is hardly a name: nothing but the district may stand before it
        if not re.fullmatch(r".{1,16}(?:省|市|区|县|旗|州|盟)", region):
            return False
        if any(len(known) >= 3 and known in region for known in self._names):
            return False  # 甲区财政局甲区教育局
        if of_roster or not self._regions or any(name.startswith(own) for own in self._regions):
            return True
        return any(region.endswith(own) for own in self._regions)

    def _contained(self, key: str) -> Match | None:
        """The longest known name, or a code, that stands in a file's name; None where two are as long."""
        hits = [
            (len(known), agency)
            for known, agencies in self._names.items()
            if len(known) >= 2 and known in key
            for agency in agencies
        ]
        hits += [
            (1, agency)
            for code, agencies in self._codes.items()
            if len(code) >= _SHORTEST_CODE
            and re.search(rf"(?<![0-9A-Za-z]){re.escape(code)}(?![0-9A-Za-z])", key)
            for agency in agencies
        ]
        if not hits:
            cleaned = _key(clean(key))
            hits = [(1, agency) for agency in self._by_region(cleaned)] if len(cleaned) >= 2 else []
        if not hits:
            return None
        longest = max(length for length, _ in hits)
        best = list({agency.name: agency for length, agency in hits if length == longest}.values())
        return Match(best[0]) if len(best) == 1 else None

    def _by_letters(self, key: str) -> list[Agency]:
        """Names from which at most three characters were left out (发展改革局 for 发展和改革局)."""
        found: list[Agency] = []
        for known, agencies in self._names.items():
            long, short = (key, known) if len(key) > len(known) else (known, key)
            if len(short) >= 5 and 0 < len(long) - len(short) <= 3 and _is_subsequence(short, long):
                found.extend(agency for agency in agencies if agency not in found)
        return found

    def _doubted(self, match: Match, visible: list[Claim], meta: list[Claim], file: list[Claim]) -> Match:
        """The match with what speaks against it."""
        if match.doubt:
            return match
        agency = match.agency
        resolved = [self._resolve(claim) for claim in _speaking(meta)]
        others = [m.agency.name for m in resolved if m is not None and m.agency != agency]
        if meta and not any(resolved):
            others = [name_of(meta) or meta[0].text]
        if visible and others:
            doubt = f"表内写的是“{agency.name}”，模板是发给“{others[0]}”的，可能是转用了别的单位的表"
            return Match(agency, doubt)
        for claim in _speaking(visible):
            other = self._resolve(claim)
            if other is None and _is_code(claim.text):
                continue  # a code that the roster does not have is no other agency's name
            if other is None or other.agency != agency:
                return Match(agency, f"认作“{agency.name}”，但表内另有一处写的是“{claim.text}”")
        owners = [owner for claim in file if (owner := self._exactly(clean(claim.text))) is not None]
        if visible and owners and owners[0] != agency:
            doubt = f"表内写的是“{agency.name}”，文件名却是“{owners[0].name}”的，可能是转用了别的单位的表"
            return Match(agency, doubt)
        if not visible and not meta:
            return Match(agency, f"表内没有写单位名称，按文件名或发件人认作“{agency.name}”")
        return match


def match_names(roster: Roster, names: Iterable[str]) -> Agency | None:
    """The agency of the roster that one of the names stands for, without any doubt; else None."""
    finder = Finder(roster)
    for name in names:
        match = finder.find([Claim("cover", name)])
        if match.agency.listed and not match.doubt:
            return match.agency
    return None


def stranger(name: str) -> Match:
    """An agency that is not on the roster."""
    return Match(Agency(name, name, listed=False), f"名单里没有“{name}”")


def _speaking(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that count: a name says who it is, and a code beside it nothing more."""
    names = [claim for claim in claims if not _is_code(claim.text)]
    return names or list(claims)


def name_of(claims: Iterable[Claim]) -> str:
    """The first of the claims that is a name and no code."""
    return next((" ".join(claim.text.split()) for claim in claims if not _is_code(claim.text)), "")


def clean(stem: str) -> str:
    """A file's name without what is no agency's name; the stem itself where nothing is left."""
    cleaned = _NOISE.sub("", stem)
    return cleaned if len(re.findall(r"[\u4e00-\u9fff]", cleaned)) >= 2 else (stem.strip() or "（未署名）")


_BODY = re.compile(
    r"(?:局|委|委员会|办|办公室|街道|办事处|镇|乡|政府|管委会|中心|法院|检察院|支队|大队|总队|公司|学校|医院|党校|集团|"
    r"馆|残联|妇联|工商联|科协|文联|总工会|红十字会|供销社|联社|分局|总站|管理站|管理处|管理所|研究院)$"
)


def names_something(stem: str) -> bool:
    """Whether a file's name says more than what every return is called: 年报, 报表, 附件1."""
    return len(re.findall(r"[\u4e00-\u9fff]", _NOISE.sub("", stem))) >= 2


def names_a_body(stem: str) -> bool:
    """Whether a file's name is surely an agency's: 教育局2023年报告."""
    name = _NOISE.sub("", stem).strip()
    return names_something(stem) and len(name) >= 3 and _BODY.search(name) is not None


def _without_roster(visible: list[Claim], meta: list[Claim], file: list[Claim]) -> Match:
    for group in (visible, meta):
        name = name_of(group)
        if name:
            other = name_of(meta) if group is visible else ""
            doubt = _conflict(visible)
            if other and _key(other) != _key(name):
                doubt = f"表内写的是“{name}”，模板是发给“{other}”的"
            return Match(Agency(name, name), doubt)
    name = clean(file[0].text) if file else "（未署名）"
    return Match(Agency(name, name), f"表内没有写单位名称，按文件名认作“{name}”")


def _key(name: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name))


def _conflict(visible: list[Claim]) -> str:
    names = list(dict.fromkeys(_key(claim.text) for claim in visible if not _is_code(claim.text)))
    if len(names) < 2:
        return ""
    texts = [next(c.text for c in visible if _key(c.text) == name) for name in names[:2]]
    return f"表内两处单位名称不同：“{texts[0]}”和“{texts[1]}”"


def _is_code(text: str) -> bool:
    return re.fullmatch(r"[\w.\-/]*", text, re.ASCII) is not None


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)

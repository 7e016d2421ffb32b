"""Who there is in a made-up district: the district itself, bureaus, streets, townships and what belongs to them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.model import Agency
from toolkit.sample.data import kinds
from toolkit.sample.dice import dice

MOST = 5000
_DIGITS = "零一二三四五六七八九"
# Of what is not the district itself: so many townships and streets, the rest bureaus.
_TOWNS, _STREETS = 0.15, 0.2
# What a bureau calls itself, by the end of its name.
_WE = (
    ("局", ("我局", "本局")),
    ("办公室", ("我办", "本办")),
    ("中心", ("本中心",)),
    ("大队", ("大队", "本大队")),
    ("会", ("本会",)),
)


@dataclass(frozen=True, slots=True)
class Member:
    """An agency of the made-up district.

    Attributes:
        profile: how large its figures are; a key of kinds.toml.
        we: what it calls itself.
        topics: what it mostly publishes.
    """

    agency: Agency
    profile: str
    we: str
    topics: tuple[str, ...]


def make_members(count: int, seed: int) -> tuple[str, tuple[Member, ...]]:
    """The district's name and its agencies in the roster's order, the district itself first. No two are alike."""
    data = kinds()
    rng = dice(seed, "names")
    district = rng.choice(data["districts"])
    rest = count - 1
    streets = _pairs(data["street_first"], data["street_second"], rng)
    towns = _pairs(data["town_first"], data["town_second"], rng)
    n_towns, n_streets = min(round(rest * _TOWNS), len(towns)), min(round(rest * _STREETS), len(streets))
    n_bureaus = min(rest - n_towns - n_streets, len(data["bureau"]))
    left = rest - n_towns - n_streets - n_bureaus
    more_streets = min(left, len(streets) - n_streets)
    more_towns = min(left - more_streets, len(towns) - n_towns)
    n_streets, n_towns = n_streets + more_streets, n_towns + more_towns
    drafts = [_draft(district, data["district"], data["district"]["short"])]
    drafts += [_draft(district, bureau | {"kind": "工作部门"}, bureau["short"]) for bureau in data["bureau"]]
    drafts = drafts[: 1 + n_bureaus]
    drafts += [
        _draft(district, data["street"] | {"name": f"{name}街道办事处"}, [f"{name}街道"])
        for name in streets[:n_streets]
    ]
    drafts += [
        _draft(district, data["town"] | {"name": f"{name}镇人民政府"}, [f"{name}镇", f"{name}镇政府"])
        for name in towns[:n_towns]
    ]
    places = [f"{name}街道" for name in streets] + [f"{name}镇" for name in towns]
    branches = _branches(data["branch"], places)
    while len(drafts) < count:
        branch = next(branches)
        drafts.append(_draft(district, branch, [branch["name"]]))
    width = max(3, len(str(count)))
    return district, tuple(
        _member(draft, f"{number:0{width}}", dice(seed, "member", number))
        for number, draft in enumerate(drafts, start=1)
    )


def chinese(number: int) -> str:
    """1 to 99 in Chinese: 十二, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones else ""
    )


def _pairs(first: Sequence[str], second: Sequence[str], rng: random.Random) -> list[str]:
    """Place names of two characters each, in an order that looks unplanned."""
    names = [a + b for a in first for b in second]
    rng.shuffle(names)
    return names


def _branches(branch: Sequence[Mapping[str, Any]], places: Sequence[str]) -> Iterator[dict[str, Any]]:
    """第一社区服务中心 of every street and township, then the next kind, then 第二 and so on."""
    for number in range(1, 100):
        for kind in branch:
            for place in places:
                name = f"{place}第{chinese(number)}{kind['name']}"
                yield {**kind, "name": name, "kind": "事业单位", "profile": "small"}


def _draft(district: str, data: Mapping[str, Any], short: Sequence[str]) -> dict[str, Any]:
    return {**data, "name": f"{district}{data['name']}", "short": list(short)}


def _member(draft: Mapping[str, Any], code: str, rng: random.Random) -> Member:
    data = kinds()
    name: str = draft["name"]
    we = draft.get("we") or next(words for ending, words in _WE if name.endswith(ending))
    agency = Agency(
        code=code,
        name=name,
        kind=draft["kind"],
        short_names=tuple(draft["short"]),
        contact=rng.choice(data["surnames"]) + rng.choice(data["given"]),
        email=f"xxgk{code}@example.com",
    )
    return Member(agency, draft["profile"], rng.choice(we), tuple(draft["topics"]))

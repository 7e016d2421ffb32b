"""Returns that do not count as returns once all of them are known: blank templates, and this district's own summary. Pure."""

from collections import defaultdict
from collections.abc import Sequence

from toolkit.counted import is_untouched
from toolkit.model import SOURCE_MARK, Match, Return

Matched = tuple[Return, Match]

BLANK = "这是没有填写的空白填报表，同一单位另有填好的报表"


def set_aside(matched: Sequence[Matched]) -> tuple[list[Matched], list[tuple[Matched, str]]]:
    """The returns that count as such; and the others, each with why it does not, in Chinese."""
    kept: list[Matched] = []
    aside: list[tuple[Matched, str]] = []
    blank = _blank_beside_filled(matched)
    for number, item in enumerate(matched):
        if number in blank:
            aside.append((item, BLANK))
        elif (why := _own_summary(item, matched)) is not None:
            aside.append((item, why))
        else:
            kept.append(item)
    return kept, aside


def _blank_beside_filled(matched: Sequence[Matched]) -> set[int]:
    """Templates that came back as they were sent (with a bounced mail, with a reply) are no later returns."""
    by_agency: dict[str, list[int]] = defaultdict(list)
    for number, (_, match) in enumerate(matched):
        by_agency[match.agency.name].append(number)
    blank: set[int] = set()
    for numbers in by_agency.values():
        untouched = {number for number in numbers if is_untouched(matched[number][0])}
        if len(untouched) < len(numbers):
            blank |= untouched
    return blank


def _own_summary(item: Matched, matched: Sequence[Matched]) -> str | None:
    """A 汇总表.xlsx that adds up what lies here itself: with it everything would count twice.

    Told by the files that went into it; for one whose agencies have all sent others since, by their names where it
    goes by the name of the district's own office.
    """
    ret, match = item
    if not ret.summary or not ret.members:
        return None
    # Returns of agencies that are not counted here double nothing.
    others = [(o, m) for o, m in matched if o is not ret and not o.summary and m.agency.listed]
    again = {other.sha256[:SOURCE_MARK] for other, _ in others} & set(ret.sources)
    named = {m.agency.name for _, m in others} & set(ret.members)
    if 2 * len(again) >= len(ret.members) or (
        match.agency.is_district and 2 * len(named) >= len(ret.members)
    ):
        n = max(len(again), len(named))
        lost = [name for name in ret.members if name not in named]
        without = (
            f"；{'、'.join(lost[:6])}{'等' if len(lost) > 6 else ''}没有另外的报表，没有计入" if lost else ""
        )
        return f"这是本地区自己的汇总表，里面的 {n} 个单位这次都另有报表，再计就重复了{without}"
    return None

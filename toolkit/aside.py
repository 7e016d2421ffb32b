"""Returns that do not count as returns once all of them are known: blank templates, and this district's own summary. Pure."""

from collections import defaultdict
from collections.abc import Sequence

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
        untouched = {number for number in numbers if matched[number][0].untouched}
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
    others = [other for other, _ in matched if other is not ret and not other.summary]
    again = {other.sha256[:SOURCE_MARK] for other in others} & set(ret.sources)
    named = {m.agency.name for other, m in matched if other is not ret and not other.summary} & set(
        ret.members
    )
    if 2 * len(again) >= len(ret.members) or (
        match.agency.is_district and 2 * len(named) >= len(ret.members)
    ):
        n = max(len(again), len(named))
        return f"这是本地区自己的汇总表，里面的 {n} 个单位这次都另有报表，再计就重复了"
    return None

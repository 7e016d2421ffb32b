"""N10, N11: whether the numbers in the text follow from one another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.model import Case
from toolkit.narrative.figures import accepted
from toolkit.narrative.flat import Flat
from toolkit.narrative.lists import Division, divisions, wholes_and_parts
from toolkit.narrative.shares import Share, is_change, is_share, shares, whole_numbers_before
from toolkit.narrative.statements import Statement
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import with_text
from toolkit.rules.texts import SECTIONS, reading_of, shown

_OUTCOMES = ("granted", "partial", "granted+partial", "refused", "unable", "declined", "other")
_ALL_OUTCOMES = ({"granted", "partial", "refused", "unable", "declined", "other"}, {"granted+partial", "refused", "unable", "declined", "other"})  # fmt: skip


@rule(
    "N10",
    "warning",
    "分项之和与总数对不上",
    why="写“包括”“分别为”的，各项相加应当等于总数；写“其中”的，各项相加不会超过总数。",
    remedy="核对总数和各项，改正错的那个；各项有交叉的，请写明。",
    example=Example(
        "收到 4 件，其中网上 3 件、信函 2 件",
        with_text("s1", "新收政府信息公开申请4件", "新收政府信息公开申请4件，其中网上提交3件、信函提交2件"),
    ),
    counter=Example(
        "“其中”只列了一部分",
        with_text("s1", "新收政府信息公开申请4件", "新收政府信息公开申请4件，其中网上提交1件、信函提交2件"),
    ),
    since="0.2.0",
)
def parts_of_a_whole(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    if reading is None:
        return
    for flat in reading.flats:
        covered: list[tuple[int, int]] = []
        for item in wholes_and_parts(flat):
            covered.append((item.start, item.end))
            if item.broken:
                yield _unequal(flat.section, item.quote, item.parts, item.total, item.whole)
        stated = reading.stated(flat.section)
        for division in divisions(flat):
            wholes = _wholes_before(stated, division)
            if wholes and division.total not in wholes and division.total != sum(wholes[:1], Decimal(0)):
                yield _unequal(flat.section, division.quote, division.parts, division.total, wholes[0])
        for quote, parts, total, whole, start in _outcome_lists(flat, stated):
            if not any(begin <= start <= end for begin, end in covered):
                yield _unequal(flat.section, quote, parts, total, whole)


def _wholes_before(stated: Sequence[Statement], division: Division) -> list[Decimal]:
    """What was said of all applications shortly before they are divided: any of these may be the whole."""
    before = [item for item in stated if item.start < division.start]
    if not before:
        return []
    here = [item for item in before if item.paragraph == before[-1].paragraph]
    if not any(item.subject == "new" for item in here):
        return []
    new = [item.value for item in here if item.subject == "new"]
    carried = [item.value for item in here if item.subject == "carried_in"]
    others = [item.value for item in here if item.subject in ("sum", "handled", "answered")]
    return [*new, *others, *(a + b for a in new for b in carried)]


def _unequal(section: str, quote: str, parts: Sequence[Decimal], total: Decimal, whole: Decimal) -> Hit:
    added = "＋".join(shown(part) for part in parts) if len(parts) <= 8 else "各项"
    relation = "超过总数" if total > whole else "不等于总数"
    return Hit(
        f"{SECTIONS[section]}写“{quote}”，{added}＝{shown(total)}，{relation} {shown(whole)}；请核对改正。",
        held=quote,
        expected=int(whole) if whole == int(whole) else whole,
        actual=int(total) if total == int(total) else total,
    )


def _outcome_lists(
    flat: Flat, stated: Sequence[Statement]
) -> Iterator[tuple[str, list[Decimal], Decimal, Decimal, int]]:
    """Outcomes that a paragraph lists one by one, against the number that it says were answered."""
    for paragraph in sorted({item.paragraph for item in stated}):
        here = [item for item in stated if item.paragraph == paragraph]
        answered = [item for item in here if item.subject == "answered"] or _all_answered(flat, here)
        outcomes = [item for item in here if item.subject in _OUTCOMES]
        if {"granted", "partial"} <= {item.subject for item in outcomes}:
            outcomes = [
                item for item in outcomes if item.subject != "granted+partial"
            ]  # told together once more
        subjects = {item.subject for item in outcomes}
        if len(answered) != 1 or len(outcomes) < 2 or len(subjects) != len(outcomes):
            continue
        if "granted+partial" in subjects and subjects & {"granted", "partial"}:
            continue
        whole, total = answered[0].value, sum((item.value for item in outcomes), Decimal(0))
        if total > whole or (total != whole and any(every <= subjects for every in _ALL_OUTCOMES)):
            begin = min(answered[0].start, outcomes[0].start)
            quote = flat.quote(begin, max(answered[0].end, outcomes[-1].end), 160)
            yield quote, [item.value for item in outcomes], total, whole, outcomes[0].start


_ANSWERED_ALL = re.compile(r"(?:均|都|全部|已)[^，。；]{0,12}(?:办结|答复|办理完毕)")


def _all_answered(flat: Flat, here: Sequence[Statement]) -> list[Statement]:
    """新收 15 件，均已办结: what was received is what was answered, where nothing was carried in or out."""
    if any(item.subject in ("carried_in", "carried_out", "sum", "handled") for item in here):
        return []
    new = [item for item in here if item.subject == "new"]
    behind = re.split(r"。", flat.text[new[0].end :], maxsplit=1)[0] if len(new) == 1 else ""
    return new if re.search(_ANSWERED_ALL, behind) else []


@rule(
    "N11",
    "warning",
    "百分比或增减幅度算不出来",
    why="占比应当等于部分除以总数（办结、答复、新收或新收加结转），同比应当由上年的件数算得出来。",
    remedy="按写出的数重新计算；分母不常见的，请在文字里写明。",
    example=Example(
        "办结 4 件，予以公开 2 件，写占 30%",
        with_text("s1", "办结4件", "办结4件，其中予以公开2件，占30%"),
    ),
    counter=Example("2 件占办结 4 件的 50%", with_text("s1", "办结4件", "办结4件，其中予以公开2件，占50%")),
    since="0.2.0",
)
def percentage(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    for flat in reading.flats if reading else ():
        for item in shares(flat, reading.stated(flat.section) if reading else []):
            reason = _change(case, item) if item.kind in ("up", "down") else _share(case, item)
            if reason:
                yield Hit(
                    f"{SECTIONS[flat.section]}写“{item.quote}”，{reason}；请重新计算，或写明分母。",
                    held=item.quote,
                    actual=f"{item.percent}%",
                )


def _share(case: Case, item: Share) -> str:
    """Why a share follows from nothing; empty where it does, or where its base is not named."""
    of_tables = item.subject not in ("", "in_time", "answered") or item.kind == "rate"
    if item.subject.startswith(("review", "litigation")) or item.subject in (
        "licensing",
        "penalties",
        "coercion",
    ):
        return ""
    bases: list[Decimal] = list(item.wholes)
    parts = [item.part] if item.part is not None else list(accepted(case.form, case.ret.values, item.subject))
    in_rate = item.kind == "rate"
    if in_rate and item.subject not in ("answered", "in_time"):
        return ""
    if (item.subject and of_tables) or item.channel or (item.part is not None and item.cases):
        for subject in ("new", "sum", "answered", "carried_in"):
            bases += accepted(case.form, case.ret.values, subject)[:1]
        bases += [item.part] if in_rate and item.part is not None else []
    if not parts or not any(base > 0 for base in bases):
        return ""
    if not item.subject and item.part is not None and not _whole_is_named(item):
        return ""
    if any(is_share(part, base, item.percent, item.step) for part in parts for base in bases):
        return ""
    part = shown(parts[0])
    tried = list(dict.fromkeys(shown(base) for base in bases if base >= parts[0] and base > 0))[:4]
    return f"{part} 除以{'、'.join(tried) or '文中任何一个数'}都得不出 {item.percent}%"


def _whole_is_named(item: Share) -> bool:
    """Whether a share of something else than applications has its whole in the text: then one must fit."""
    return bool(item.wholes) and ("合计" in item.quote or item.channel)


def _change(case: Case, item: Share) -> str:
    """Why a change follows from nothing; empty where it does."""
    percent = item.percent if item.kind == "up" else -item.percent
    if item.part is None:
        return _change_of_figure(case, item, percent)
    if item.base is not None:
        if is_change(item.part, item.base, percent, item.step):
            return ""
        if item.base == 0:
            return "上年是 0，算不出百分比"
        exact = (item.part - item.base) * 100 / item.base
        return f"由 {shown(item.base)} 到 {shown(item.part)} 是{'增长' if exact >= 0 else '下降'} {abs(exact):.2f}%"
    before = _last_years(case, item)
    if item.difference is not None:
        if before and item.part - item.difference not in before:
            return f"上年报告是 {shown(before[0])}，相差 {shown(abs(item.part - before[0]))}"
        return _by_difference(item.part, item.difference, percent, item)
    if before:
        if any(is_change(item.part, value, percent, item.step) for value in before):
            return ""
        if before[0] == 0:
            return "上年报告是 0，算不出百分比"
        exact = (item.part - before[0]) * 100 / before[0]
        return f"上年报告是 {shown(before[0])}，应为{'增长' if exact >= 0 else '下降'} {abs(exact):.2f}%"
    if whole_numbers_before(item.part, percent, item.step):
        return ""
    return f"由 {shown(item.part)} 倒推不出上年的整数"


def _change_of_figure(case: Case, item: Share, percent: Decimal) -> str:
    """Why a change of a figure that the text gives no number for follows from nothing."""
    now = accepted(case.form, case.ret.values, item.subject)
    before = _last_years(case, item)
    if not now or not any(now):
        return ""
    reasons = []
    for i, value in enumerate(now):
        if item.difference is not None:
            reasons.append(_by_difference(value, item.difference, percent, item))
        elif before:
            said = replace(item, part=value, base=before[i] if i < len(before) else before[0])
            reasons.append(_change(case, said))
        else:
            reasons.append(
                ""
                if whole_numbers_before(value, percent, item.step)
                else f"由 {shown(value)} 倒推不出上年的整数"
            )
    return reasons[0] if all(reasons) else ""


def _by_difference(now: Decimal, difference: Decimal, percent: Decimal, item: Share) -> str:
    """Why a percentage does not belong to the number by which something changed."""
    base = now - difference
    if base <= 0:
        return ""  # the number is of something else
    if is_change(now, base, percent, item.step):
        return ""
    exact = difference * 100 / base
    return f"{shown(now)} 比 {shown(base)} {'多' if difference > 0 else '少'} {shown(abs(difference))}，是{'增长' if exact >= 0 else '下降'} {abs(exact):.2f}%"


def _last_years(case: Case, item: Share) -> tuple[Decimal, ...]:
    if case.last_year is None or not item.subject:
        return ()
    return accepted(case.form, case.last_year.values, item.subject)

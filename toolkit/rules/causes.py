"""What the findings of one table say of their likely cause, in words. Proposes, never corrects."""

import re

from toolkit.form import Identity
from toolkit.likely import Cause, Change, Slip, likely_cause
from toolkit.model import Case
from toolkit.rules.words import areas_of, number, quoted

_SLIPS: dict[Slip, str] = {
    "transposed": "两位数字颠倒",
    "dropped": "漏了一位数字",
    "doubled": "一位数字打了两次",
    "zero": "末尾多了一个 0",
}
_SINGLE = ("impossible", "total", "transposed", "doubled", "dropped", "omitted", "figure")
_LONGEST_LABEL = 20


def cause_of(case: Case, identity: Identity) -> str:
    """The sentence on the likely cause that ends the finding on a broken identity; empty where there is none.

    The first finding of the table tells the cause whole and how many relations it breaks, the others refer to it.
    """
    open_totals = frozenset(
        f.index
        for f in case.form.by_table[identity.table]
        if f.is_total and (case.ret.states[f.index] in ("blank", "na") or f.index in case.ret.computed)
    )
    cause = likely_cause(case.form.id, identity.table, case.ret.values, open_totals)
    if cause is None:
        return ""
    if identity != cause.broken[0]:
        return f"与上一条同一原因：{_brief(case, cause)}。"
    count = len(cause.broken)
    reach = f"（本表 {count} 处对不上都由它引起）" if count > 1 else ""
    change = "去掉重复计的" if cause.kind == "partial_twice" else "改后"
    if cause.follows and cause.kind != "partial_twice":
        change += "（有关合计随之改）"
    return f"可能的原因{reach}：{_whole(case, cause)}；{change}本表全部关系都成立。"


def _whole(case: Case, cause: Cause) -> str:
    first, *others = cause.changes
    if cause.kind in _SINGLE:
        return _single(case, cause, first)
    if cause.kind == "moved":
        source, target = (first, others[0]) if first.stated else (others[0], first)
        return f"{_named(case, source)}填的 {number(source.stated)} 可能应填在相邻的{_named(case, target)}"
    if cause.kind == "swapped":
        one, other = (f"{_named(case, c)}填的 {number(c.stated)}" for c in cause.changes)
        return f"{one} 与{other} 可能互换了位置"
    if cause.kind == "partial_twice":
        total = sum(change.stated for change in cause.changes)
        return (
            f"部分公开的 {number(total)} 件（{_areas(case, cause, 'stated')}）可能又计入了“（三）不予公开”等项，"
            "部分公开的只计这一情形，不计其他情形"
        )
    what = "整体错开了一格" if cause.kind == "shifted" else "整行或整列填错了位置"
    return f"{_areas(case, cause, 'stated')} 的数可能{what}，应在相邻的 {_areas(case, cause, 'likely')}"


def _single(case: Case, cause: Cause, change: Change) -> str:
    told = f"{_named(case, change)}填的 {number(change.stated)} "
    if cause.kind == "impossible":
        told += f"不是件数，可能应为 {number(change.likely)}"
    elif cause.slip is not None:
        told += f"可能是 {number(change.likely)}，{_SLIPS[cause.slip]}"
    elif cause.part is not None:
        part = Change(cause.part, change.likely - change.stated, 0)
        told += f"可能漏加了{_named(case, part)}的 {number(part.stated)} 件，应为 {number(change.likely)}"
    else:
        told += f"可能应为 {number(change.likely)}"
    return told + ("，只有这个合计不对" if cause.kind == "total" else "")


def _brief(case: Case, cause: Cause) -> str:
    cells = [case.ret.origins[change.figure].cell for change in cause.changes]
    first = cause.changes[0]
    if cause.kind == "partial_twice":
        return "部分公开的可能重复计了"
    if cause.kind == "swapped":
        return f"{cells[0]} 与 {cells[1]} 可能互换了位置"
    if cause.kind in ("moved", "shifted", "line"):
        return f"{_areas(case, cause, 'stated')} 的数可能应在 {_areas(case, cause, 'likely')}"
    return f"{cells[0]} 填的 {number(first.stated)} 可能是 {number(first.likely)}"


def _areas(case: Case, cause: Cause, side: str) -> str:
    return areas_of(case.ret, [c.figure for c in cause.changes if getattr(c, side)])


def _named(case: Case, change: Change) -> str:
    """自然人列“（一）予以公开”（D8）; in table four 行政复议“结果纠正”（B10）."""
    figure = case.form.figures[change.figure]
    cell = case.ret.origins[change.figure].cell
    if figure.block.across:
        return f"{quoted(figure.row.label.text)}的“{figure.column.label.text}”（{cell}）"
    return f"“{figure.column.label.text}”列{quoted(short_label(figure.row.label.text))}（{cell}）"


def short_label(label: str) -> str:
    """A label without its explanation in brackets, and cut where it is a whole sentence."""
    label = re.sub(r"(?<=.)（[^（）]{6,}）$", "", label)
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"

"""What the office settled by phone, applied: corrected figures before the rules run, confirmed warnings after. Pure.

A decision holds only while what it rests on still stands (原值): a resubmission that changes it makes it stale.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from toolkit.form import Form
from toolkit.model import Correction, Decision, Finding, Number, Return, State


class Stale(NamedTuple):
    """A decision that does not apply, and why.

    Attributes:
        why: changed (what it rests on is another now), lapsed (made for another year and not to be kept).
        now: what stands there now; empty where nothing does.
    """

    decision: Decision
    why: Literal["changed", "lapsed"]
    now: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The findings with the office's decisions, and what became of the decisions.

    Attributes:
        stale: decisions that do not apply any more.
        used: lines of the register that took effect.
    """

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...]
    used: frozenset[int]


Held = frozenset[tuple[str, str]]
"""What the warnings of a return rest on before anything is corrected, by rule."""


def correct(form: Form, ret: Return, decisions: Iterable[Decision], held: Held = frozenset()) -> Return:
    """The return with the corrected figures in their places; totals that rest on them are computed anew.

    A correction that was written into the row of a warning rests on what the warning does (``held``).
    """
    corrections = {
        decision.figure: Correction(
            ret.values[decision.figure],
            decision.value,
            _note(decision, ret),
            decision.note,
            decision.officer,
            decision.day,
        )
        for decision in decisions
        if decision.figure is not None and decision.value is not None and _corrects(decision, ret, held)
    }
    if not corrections:
        return ret
    values, states = list(ret.values), list(ret.states)
    for i, correction in corrections.items():
        values[i], states[i] = correction.value, _state(correction.value)
    for identity in form.totals:
        total = identity.left[0]
        open_total = states[total] in ("blank", "na") or total in ret.computed
        if open_total and total not in corrections:
            values[total] = _sum([values[i] for i in identity.right])
            if total in ret.computed:
                states[total] = _state(values[total])
    return replace(
        ret,
        values=tuple(values),
        states=tuple(states),
        unusual=ret.unusual - corrections.keys(),
        computed=ret.computed - corrections.keys(),
        corrections=corrections,
    )


def rests_on_a_warning(decision: Decision, ret: Return) -> bool:
    """Whether a correction rests on something else than its cell's content and the words of the text."""
    return decision.verdict == "corrected" and not _original_stands(decision, ret)


def settle(
    ret: Return, findings: Sequence[Finding], decisions: Sequence[Decision], held: Held = frozenset()
) -> Settled:
    """Put the decisions to the warnings that they settle, and tell those that no longer apply."""
    verdicts: dict[int, str] = {}
    stale: list[Stale] = []
    used: set[int] = set()
    for decision in decisions:
        if decision.verdict == "corrected":
            if _corrects(decision, ret, held):
                used.add(decision.line)
            else:
                stale.extend(_stale_correction(decision, ret))
            continue
        hits = [i for i, finding in enumerate(findings) if _concerns(decision, finding)]
        holding = [i for i in hits if holds(decision, ret, findings[i])]
        if decision.lapsed:
            stale.extend([Stale(decision, "lapsed")] if holding else [])
        elif holding:
            used.add(decision.line)
            verdicts.update(dict.fromkeys(holding, _verified(decision)))
        elif decision.original and not _text_stands(decision, ret) and not _figure_stands(decision, ret):
            stale.append(Stale(decision, "changed", _now(decision, ret, [findings[i] for i in hits])))
    settled = tuple(
        replace(finding, decision=verdicts[i]) if i in verdicts else finding
        for i, finding in enumerate(findings)
    )
    return Settled(settled, tuple(stale), frozenset(used) | {item.decision.line for item in stale})


def holds(decision: Decision, ret: Return, finding: Finding) -> bool:
    """Whether what the decision rests on is still what the finding rests on."""
    if not decision.original or same(decision.original, finding.held):
        return True
    return _about_text(decision) and _text_stands(decision, ret) and not finding.held


def same(one: str, other: str) -> bool:
    """Whether two contents of a cell are the same: width and white space do not matter, nor how a number is written."""
    left, right = _flat(one), _flat(other)
    if left == right:
        return True
    try:
        return Decimal(left.replace(",", "")) == Decimal(right.replace(",", ""))
    except InvalidOperation:
        return False


def _corrects(decision: Decision, ret: Return, held: Held) -> bool:
    return (
        decision.verdict == "corrected"
        and not decision.lapsed
        and (
            _original_stands(decision, ret)
            or any(rule == decision.rule and same(decision.original, basis) for rule, basis in held)
        )
    )


def _original_stands(decision: Decision, ret: Return) -> bool:
    return (
        not decision.original
        or (decision.figure is not None and same(decision.original, ret.raws[decision.figure]))
        or (decision.verdict == "corrected" and _text_stands(decision, ret))
    )


def _stale_correction(decision: Decision, ret: Return) -> list[Stale]:
    if decision.figure is None:
        return []
    if decision.lapsed:
        # A correction of another year is worth a word only where the very same content is back.
        return [Stale(decision, "lapsed")] if decision.original and _original_stands(decision, ret) else []
    return [Stale(decision, "changed", ret.raws[decision.figure])]


def _concerns(decision: Decision, finding: Finding) -> bool:
    return (
        finding.severity == "warning"
        and decision.rule in (finding.rule, "")
        and (decision.figure is None or decision.figure_code == finding.figure)
    )


def _about_text(decision: Decision) -> bool:
    return decision.rule.startswith("N")


def _text_stands(decision: Decision, ret: Return) -> bool:
    words = _flat(decision.original)
    return _about_text(decision) and any(words in _flat(text) for text in ret.sections.values())


def _figure_stands(decision: Decision, ret: Return) -> bool:
    return decision.figure is not None and not _about_text(decision) and _original_stands(decision, ret)


def _now(decision: Decision, ret: Return, hits: Sequence[Finding]) -> str:
    if hits:
        return hits[0].held
    return ret.raws[decision.figure] if decision.figure is not None and not _about_text(decision) else ""


def _verified(decision: Decision) -> str:
    return "已核实" + (f"：{decision.note}" if decision.note else "") + _signed(decision)


def _note(decision: Decision, ret: Return) -> str:
    before = ret.raws[decision.figure] if decision.figure is not None else ""
    reason = f"：{decision.note}" if decision.note else ""
    return f"更正（原填“{before}”）{reason}{_signed(decision)}"


def _signed(decision: Decision) -> str:
    parts = [part for part in (decision.officer, decision.day) if part]
    return f"（{'，'.join(parts)}）" if parts else ""


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _state(value: Number | None) -> State:
    return "blank" if value is None else "zero" if value == 0 else "number"


def _sum(parts: Sequence[Number | None]) -> Number | None:
    if any(part is None for part in parts):
        return None
    total = sum((Decimal(part) for part in parts if part is not None), Decimal(0))
    return int(total) if total == total.to_integral_value() else total

"""What the office settled by phone, applied: corrected figures before the rules run, confirmed warnings after. Pure.

A decision holds only while what it rests on still stands: the content of a cell, the words quoted, what the tables held
beside them. All of this is judged on the return as it was sent, before anything is corrected.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from toolkit.counted import added
from toolkit.form import Form
from toolkit.model import Correction, Decision, Finding, Number, Return, State


class Sent(NamedTuple):
    """A return as it was sent, with what was found in it.

    Attributes:
        version: of its files' content (see ``version_of``).
    """

    ret: Return
    findings: tuple[Finding, ...]
    version: str


class Stale(NamedTuple):
    """A decision that does not apply, and why.

    Attributes:
        why: changed (what it rests on is another now), lapsed (made for another year and not to be kept).
        now: what stands there now; empty where nothing does.
        was: what stood there when it was made.
    """

    decision: Decision
    why: Literal["changed", "lapsed"]
    now: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A return with the office's corrections.

    Attributes:
        applied: lines of the register whose value stands in a figure's place.
        contested: lines that would put different values into one figure; none of them is applied.
    """

    ret: Return
    applied: frozenset[str] = frozenset()
    contested: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """The findings with the office's decisions.

    Attributes:
        stale: decisions that do not apply any more.
        applied: lines of the register that confirmed a warning.
    """

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...] = ()
    applied: frozenset[str] = frozenset()


def version_of(files: Iterable[Return]) -> str:
    """A short mark of the content of a return's files: the same mark, the same files."""
    joined = "".join(sorted(file.sha256 for file in files))
    return hashlib.blake2s(joined.encode(), digest_size=4).hexdigest()


def correct(form: Form, sent: Sent, decisions: Iterable[Decision]) -> Corrected:
    """The return with the corrected figures in their places; totals that rest on them are computed anew."""
    by_figure: dict[int, list[Decision]] = {}
    for decision in decisions:
        applicable = decision.verdict == "corrected" and decision.value is not None and not decision.lapsed
        if applicable and decision.figure is not None and _stands(decision, sent):
            by_figure.setdefault(decision.figure, []).append(decision)
    agreed = {i: group for i, group in by_figure.items() if len({d.value for d in group}) == 1}
    contested = tuple(tuple(d.line for d in group) for i, group in by_figure.items() if i not in agreed)
    if not agreed:
        return Corrected(sent.ret, contested=contested)
    corrections = {i: _correction(group[-1], sent.ret, i) for i, group in agreed.items()}
    applied = frozenset(decision.line for group in agreed.values() for decision in group)
    return Corrected(_with_values(form, sent.ret, corrections), applied, contested)


def settle(
    sent: Sent, findings: Sequence[Finding], decisions: Iterable[Decision], corrected: Corrected
) -> Settled:
    """Put the decisions to the warnings that they settle, and tell those that no longer apply.

    Args:
        findings: of the return as it was corrected.
    """
    verdicts: dict[tuple[object, ...], str] = {}
    stale: list[Stale] = []
    lines: dict[tuple[object, ...], set[str]] = {}
    done = corrected.applied | {line for group in corrected.contested for line in group}
    for decision in decisions:
        if decision.verdict == "corrected":
            if decision.line not in done:
                stale.extend(_stale_correction(decision, sent))
            continue
        holding = [f for f in sent.findings if _concerns(decision, f) and _rests_on(decision, f, sent.ret)]
        if decision.lapsed:
            stale.extend([Stale(decision, "lapsed")] if holding else [])
        elif holding:
            for finding in holding:
                verdicts[_identity(finding)] = _verified(decision)
                lines.setdefault(_identity(finding), set()).add(decision.line)
        elif _changed(decision, sent):
            stale.append(_changed_now(decision, sent))
    # A finding that a correction changed is another one: nobody has confirmed it.
    kept = [_identity(finding) for finding in findings]
    settled = tuple(
        replace(finding, decision=verdicts[key]) if key in verdicts else finding
        for key, finding in zip(kept, findings, strict=True)
    )
    applied = frozenset(line for key in kept for line in lines.get(key, ()))
    return Settled(settled, tuple(stale), applied)


def same(one: str, other: str) -> bool:
    """Whether two contents of a cell are the same: width and white space do not matter, nor how a number is written."""
    left, right = _flat(one), _flat(other)
    if left == right:
        return True
    try:
        return Decimal(left.replace(",", "")) == Decimal(right.replace(",", ""))
    except InvalidOperation:
        return False


# ---------------------------------------------------------------- what a decision rests on


def _stands(decision: Decision, sent: Sent) -> bool:
    """Whether what a correction rests on is as it was: a cell's content, the basis of a warning, or quoted words."""
    if not decision.original or _cell_stands(decision, sent.ret):
        return True
    of_warning = any(
        decision.rule == finding.rule
        and finding.figure in (None, decision.figure_code)
        and _is_basis(decision, finding)
        for finding in sent.findings
    )
    return of_warning or _words_stand(decision, sent.ret)


def _rests_on(decision: Decision, finding: Finding, ret: Return) -> bool:
    """Whether a confirmed warning is still the one that was confirmed."""
    return (
        not decision.original
        or _is_basis(decision, finding)
        or _cell_stands(decision, ret)
        or (not decision.table and _is_words(decision) and _within(decision.original, finding.held))
    )


def _is_basis(decision: Decision, finding: Finding) -> bool:
    """Whether 原值, and what the tables held where the row says it, are what the finding rests on."""
    return same(decision.original, finding.held) and (
        not decision.table or same(decision.table, finding.table)
    )


def _cell_stands(decision: Decision, ret: Return) -> bool:
    """Whether 原值 is the content of the figure's cell."""
    return (
        decision.figure is not None
        and not decision.table
        and (
            same(decision.original, ret.content(decision.figure))
            or (decision.figure not in ret.computed and same(decision.original, ret.raws[decision.figure]))
        )
    )


def _words_stand(decision: Decision, ret: Return) -> bool:
    """Whether words that a person quoted by hand still stand in the text."""
    return (
        not decision.table
        and _is_words(decision)
        and any(_within(decision.original, text) for text in ret.texts.values())
    )


def _is_words(decision: Decision) -> bool:
    """Whether 原值 is a quotation; a bare number is a cell's content."""
    return decision.rule.startswith("N") and re.search(r"[\u4e00-\u9fff]", decision.original) is not None


def _within(words: str, text: str) -> bool:
    """Whether words stand in a text, and not as part of a longer number."""
    flat = re.escape(_flat(words).rstrip("…"))
    return re.search(rf"(?<![\d.]){flat}(?![\d.]\d*)", _flat(text)) is not None


def _changed(decision: Decision, sent: Sent) -> bool:
    """Whether what a decision rests on has changed, so far as that can be told.

    A warning may also be gone because the run was asked otherwise (--level, --blank, no data of last year): that is no
    change of what was settled.
    """
    same_files = bool(decision.version) and decision.version == sent.version
    if not decision.original or same_files:
        return False
    if _words_stand(decision, sent.ret) or _cell_stands(decision, sent.ret):
        return False
    # Of a row that a person wrote the file that it was about is not known.
    about = any(_concerns(decision, finding) for finding in sent.findings)
    return bool(decision.version) or about or _is_words(decision) or decision.figure is not None


def _stale_correction(decision: Decision, sent: Sent) -> list[Stale]:
    if decision.figure is None:
        return []
    if decision.lapsed:
        # A correction of another year is worth a word only where the very same content is back.
        return [Stale(decision, "lapsed")] if decision.original and _stands(decision, sent) else []
    return [_changed_now(decision, sent)]


def _concerns(decision: Decision, finding: Finding) -> bool:
    return (
        finding.severity == "warning"
        and decision.rule == finding.rule
        and (decision.figure is None or decision.figure_code == finding.figure)
    )


def _identity(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.figure, finding.sheet, finding.cell, finding.held, finding.table)


def _changed_now(decision: Decision, sent: Sent) -> Stale:
    """The decision with what stands in the place of what it rests on."""
    finding = next((f for f in sent.findings if _concerns(decision, f)), None)
    if finding is not None and decision.table and same(decision.original, finding.held):
        return Stale(decision, "changed", finding.table, decision.table)
    if finding is not None:
        return Stale(decision, "changed", finding.held, decision.original)
    if decision.figure is not None:
        now = sent.ret.content(decision.figure)
        was = decision.table or ("" if _is_words(decision) else decision.original)
        if was and not same(was, now):
            return Stale(decision, "changed", now, was)
    return Stale(decision, "changed", "", decision.original)


# ---------------------------------------------------------------- corrections


def _correction(decision: Decision, ret: Return, index: int) -> Correction:
    assert decision.value is not None  # correct() asks only for decisions that have one
    reason = f"：{decision.note}" if decision.note else ""
    note = f"更正（原填“{ret.raws[index]}”）{reason}{_signed(decision)}"
    return Correction(ret.values[index], decision.value, note, decision.note, decision.officer, decision.day)


def _with_values(form: Form, ret: Return, corrections: Mapping[int, Correction]) -> Return:
    values, states = list(ret.values), list(ret.states)
    for i, correction in corrections.items():
        values[i], states[i] = correction.value, _state(correction.value)
    moved, followed = _reached(form), dict[int, str]()
    for identity in form.totals:
        total = identity.left[0]
        # A total that is a formula, and a right one, would have followed had the agency itself corrected the part.
        right = total in ret.live and ret.values[total] == added(ret.values[i] for i in identity.right)
        follows = total in ret.computed or (right and not corrections.keys().isdisjoint(moved[total]))
        if (follows or states[total] in ("blank", "na")) and total not in corrections:
            values[total] = added(values[i] for i in identity.right)
            if follows:
                states[total] = _state(values[total])
                if values[total] != ret.values[total]:
                    followed[total] = f"分项更正后按公式重新算出（原为 {ret.values[total]}）"
    return replace(
        ret,
        values=tuple(values),
        states=tuple(states),
        unusual=ret.unusual - corrections.keys(),
        computed=ret.computed - corrections.keys(),
        corrections=dict(corrections),
        followed=followed,
    )


def _reached(form: Form) -> Mapping[int, frozenset[int]]:
    """Total -> all figures that it rests on, through other totals too."""
    reached: dict[int, frozenset[int]] = {}
    for identity in form.totals:
        parts = set(identity.right)
        for part in identity.right:
            parts |= reached.get(part, frozenset())
        reached[identity.left[0]] = frozenset(parts)
    return reached


def _verified(decision: Decision) -> str:
    return "已核实" + (f"：{decision.note}" if decision.note else "") + _signed(decision)


def _signed(decision: Decision) -> str:
    parts = [part for part in (decision.officer, decision.day) if part]
    return f"（{'，'.join(parts)}）" if parts else ""


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _state(value: Number | None) -> State:
    return "blank" if value is None else "zero" if value == 0 else "number"

"""What the tables say of each subject of a statement: the values that a text may rightly give it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from toolkit.form import Form
from toolkit.model import Number

_COLUMNS = {
    "natural_person": ("natural_person",),
    "business": ("business",),
    "research": ("research",),
    "public_welfare": ("public_welfare",),
    "legal_service": ("legal_service",),
    "organisations": ("business", "research", "public_welfare", "legal_service", "other_org"),
}
_GROUPS = {"refused": "refused_", "unable": "unable_", "declined": "declined_", "other": "other_"}
_LITIGATION = {"litigation_direct": ("litigation_direct",), "litigation_after": ("litigation_after_review",)}


@cache
def parts_of(form: Form, subject: str) -> tuple[tuple[str, ...], ...]:
    """Figure codes whose sum a subject may mean; the first is what it means most likely. Empty: unknown subject."""
    t3 = {figure.row.code for figure in form.by_table["t3"]}
    new, carried_in, total = "t3/new/total", "t3/carried_in/total", "t3/total/total"
    if subject == "new":
        return (new,), (new, carried_in)
    if subject == "new_only":
        return ((new,),)
    if subject in ("handled", "sum"):
        return (new, carried_in), (new,), (total,)
    if subject == "answered":
        return ((total,),)
    if subject in t3:  # carried_in, granted, a single reason: a row's own code
        return ((f"t3/{subject}/total",),)
    if subject == "granted+partial":
        return (("t3/granted/total", "t3/partial/total"),)
    if subject in _GROUPS:
        rows = sorted(row for row in t3 if row.startswith(_GROUPS[subject]))
        return (tuple(f"t3/{row}/total" for row in rows),)
    if subject in _COLUMNS:
        return (
            _row("new", subject),
            (*_row("new", subject), *_row("carried_in", subject)),
            _row("total", subject),
        )
    if subject in ("issued", "repealed", "in_force"):
        return ((f"t2/normative_documents/{subject}",),)
    if subject in ("licensing", "penalties", "coercion"):
        return ((f"t2/{subject}/decisions",),)
    if subject == "fees":
        return (("t2/fees/amount",),)
    kind, _, result = subject.partition("/")
    column = result or "total"
    if kind == "review":
        return ((f"t4/review/{column}",),)
    if kind == "litigation":
        direct, after = f"t4/litigation_direct/{column}", f"t4/litigation_after_review/{column}"
        return (direct, after), (direct,), (after,)
    if kind in _LITIGATION:
        return tuple((f"t4/{row}/{column}",) for row in _LITIGATION[kind])
    return ()


def accepted(form: Form, values: Sequence[Number | None], subject: str) -> tuple[Decimal, ...]:
    """The values that a text may give to a subject, the likeliest first; empty where a figure has no value."""
    sums = []
    for codes in parts_of(form, subject):
        parts = [values[form.index[code]] for code in codes if code in form.index]
        if len(parts) != len(codes) or any(part is None for part in parts):
            return ()
        sums.append(sum((Decimal(part) for part in parts if part is not None), Decimal(0)))
    # 收到 N 件 and 行政诉讼 N 件 may each be told in two ways; the parts of lawsuits are only for their results.
    if subject == "litigation":
        return tuple(sums[:1])
    return tuple(sums)


def main_figure(form: Form, subject: str, values: Sequence[Number | None]) -> int | None:
    """The figure that a finding about a subject names: the only one, or the first that is not zero."""
    ways = parts_of(form, subject)
    if not ways:
        return None
    codes = [code for code in ways[0] if code in form.index]
    filled = [code for code in codes if values[form.index[code]]]
    return form.index[(filled or codes)[0]] if codes else None


def _row(row: str, applicant: str) -> tuple[str, ...]:
    return tuple(f"t3/{row}/{column}" for column in _COLUMNS[applicant])

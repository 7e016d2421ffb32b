"""The figures of a made-up agency: each application one by one, so that every identity of the form holds."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from toolkit.form import Form
from toolkit.model import Number
from toolkit.sample.data import kinds

_MANY = ((0, 0), (1, 5), (6, 40), (100, 400))  # applications: none, few, some, many
_APPLICANTS = {
    "natural_person": 800,
    "business": 115,
    "research": 8,
    "public_welfare": 7,
    "legal_service": 40,
    "other_org": 30,
}
_OUTCOMES = {
    "granted": 450,
    "partial": 95,
    "refused_state_secret": 2,
    "refused_law": 6,
    "refused_security_stability": 2,
    "refused_third_party": 25,
    "refused_internal": 16,
    "refused_process": 22,
    "refused_enforcement_file": 24,
    "refused_admin_query": 18,
    "unable_not_held": 160,
    "unable_must_create": 36,
    "unable_unclear": 8,
    "declined_petition": 48,
    "declined_duplicate": 18,
    "declined_publication": 2,
    "declined_excessive": 2,
    "declined_reconfirm": 4,
    "other_not_corrected": 14,
    "other_other": 20,
}
_ENDINGS = {"upheld": 6, "corrected": 1, "other": 2, "pending": 2}
_OPEN = 0.05  # share of the year's applications that are not answered on 31 December
_FEE_UNPAID = 2  # applications at most that end with an unpaid processing fee


@dataclass(frozen=True, slots=True)
class Charges:
    """Processing fees (信息处理费) of the year, in 元: what section six has to tell."""

    notices: int
    amount: int
    received: int


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """What is true of an agency: all figures by code, totals too, and its processing fees, if it charged any."""

    values: Mapping[str, Number]
    charges: Charges | None = None

    def count(self, *codes: str) -> int:
        """The sum of figures that count cases."""
        return int(sum(self.values[code] for code in codes))


def make_figures(form: Form, profile: str, rng: random.Random) -> AgencyFigures:
    """Figures that are plausible for the kind of agency; 规章 is nil, a district makes none."""
    data: Mapping[str, Any] = kinds()["profile"][profile]
    base: Counter[str] = Counter()
    low, high = rng.choices(_MANY, data["applications"])[0]
    received = rng.randint(low, high)
    carried = sum(rng.random() < _OPEN for _ in range(received))
    if rng.random() < 0.02 or (received and rng.random() < 0.1):
        carried += 1
    for _ in range(received):
        _apply(base, "new", rng)
    for _ in range(carried):
        _apply(base, "carried_in", rng)
    charges, paid = _charge(base, received, rng)
    _disputes(base, received, rng)
    _documents(base, data["documents"], rng)
    for row in ("licensing", "penalties", "coercion"):
        base[f"t2/{row}/decisions"] = _amount(data.get(row), rng)
    values: dict[str, Number] = dict(base)
    values["t2/fees/amount"] = _fees(data.get("fees"), rng) + paid
    return AgencyFigures(complete(form, values), charges)


def complete(form: Form, base: Mapping[str, Number]) -> dict[str, Number]:
    """All figures by code, the form's totals computed; what is not given is 0."""
    values: list[Number] = [0 if figure.is_total else base.get(figure.code, 0) for figure in form.figures]
    for identity in form.totals:
        values[identity.left[0]] = sum((values[i] for i in identity.right), 0)
    return {code: _plain(value) for code, value in zip(form.codes, values, strict=True)}


def _plain(value: Number) -> Number:
    return int(value) if value == int(value) else value


def _apply(base: Counter[str], stage: str, rng: random.Random) -> None:
    """One application: who made it and what became of it."""
    applicant = _draw(_APPLICANTS, rng)
    base[f"t3/{stage}/{applicant}"] += 1
    outcome = "carried_out" if stage == "new" and rng.random() < _OPEN else _draw(_OUTCOMES, rng)
    base[f"t3/{outcome}/{applicant}"] += 1


def _draw(weights: Mapping[str, int], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _charge(base: Counter[str], received: int, rng: random.Random) -> tuple[Charges | None, Decimal]:
    """Processing fees, which few charge: what is told of them, and what was paid in 万元."""
    if received < 6 or rng.random() > 0.12:
        return None, Decimal(0)
    unpaid = rng.randint(0, min(_FEE_UNPAID, base["t3/granted/natural_person"]))
    base["t3/granted/natural_person"] -= unpaid
    base["t3/other_fee_unpaid/natural_person"] += unpaid
    settled = rng.randint(1, 4)
    fees = [rng.choice((10, 40, 80, 100, 200, 300)) for _ in range(settled + unpaid)]
    received_yuan = sum(fees[:settled])
    return Charges(len(fees), sum(fees), received_yuan), Decimal(received_yuan) / 10000


def _disputes(base: Counter[str], received: int, rng: random.Random) -> None:
    """Reviews and lawsuits: only where somebody applied, and far fewer than applications."""
    for row, chance in (("review", 0.03), ("litigation_direct", 0.008), ("litigation_after_review", 0.01)):
        for _ in range(received):
            if rng.random() < chance:
                base[f"t4/{row}/{_draw(_ENDINGS, rng)}"] += 1


def _documents(base: Counter[str], chance: float, rng: random.Random) -> None:
    """行政规范性文件: what is in force is last year's with the new ones and without the repealed."""
    if rng.random() >= chance:
        return
    before = rng.randint(0, 12)
    issued = rng.choice((0, 0, 1, 1, 2, 3))
    repealed = min(rng.choice((0, 0, 0, 1, 2)), before)
    base["t2/normative_documents/issued"] = issued
    base["t2/normative_documents/repealed"] = repealed
    base["t2/normative_documents/in_force"] = before + issued - repealed


def _amount(span: Sequence[float] | None, rng: random.Random) -> int:
    """A count between two bounds, small ones more often; 0 where chance says that there is none."""
    if span is None or rng.random() >= span[0]:
        return 0
    return round(span[1] + (span[2] - span[1]) * rng.random() ** 2)


def _fees(span: Sequence[float] | None, rng: random.Random) -> Decimal:
    if span is None or rng.random() >= span[0]:
        return Decimal(0)
    places = rng.choice((1, 2, 2, 4))
    amount = Decimal(span[1] + (span[2] - span[1]) * rng.random() ** 2)
    return amount.quantize(Decimal(10) ** -places)

"""Nothing is invented: every number of a draft's composed text is a figure, last year's, or follows from them."""

import random
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import FORM, complete, make_district, make_return, random_base
from tests.test_compose import allowed
from toolkit.compose import Figures, Voice, load_phrases, narrative, say
from toolkit.compose.themes import load_themes
from toolkit.compose.whole import whole
from toolkit.model import Agency, AgencyResult, Case, District, Judged, LastYear, Match, Number, Settings
from toolkit.narrative.flat import flatten
from toolkit.narrative.statements import statements
from toolkit.rules import judge

PHRASES = load_phrases()
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Comparisons are made of these: documents, new applications, decisions, fees, reviews, lawsuits.
COMPARED = (
    *(
        (f"t2/{kind}/{what}",)
        for kind in ("regulations", "normative_documents")
        for what in ("issued", "in_force")
    ),
    ("t3/new/total",),
    ("t2/licensing/decisions",),
    ("t2/penalties/decisions",),
    ("t2/coercion/decisions",),
    ("t2/fees/amount",),
    ("t4/review/total",),
    ("t4/litigation_direct/total", "t4/litigation_after_review/total"),
)


def round_half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(10) ** -places, rounding=ROUND_HALF_UP)


def changes(now: Sequence[Number], before: Sequence[Number]) -> set[str]:
    """Differences to last year, and their percentages where last year's figure is not zero."""
    found = set()
    for codes in COMPARED:
        one, other = (sum((v[FORM.index[code]] for code in codes), 0) for v in (now, before))
        found.add(say(abs(Decimal(one) - Decimal(other))))
        if other:
            found |= shares(abs(Decimal(one) - Decimal(other)), other)
            found.add(
                say(Decimal(round_half_up(Decimal(one) / Decimal(other), 1)).normalize())
            )  # 为上年的12.5倍
    return found


def shares(part: Number, whole: Number) -> set[str]:
    """A percentage as it is written: one place after the point, more where it would be 0.0, or 100.0 and is not all."""
    exact = Decimal(part) * 100 / Decimal(whole)
    for places in range(1, 7):
        rounded = round_half_up(exact, places)
        if not part or (rounded != 0 and (rounded != 100 or part == whole)):
            return {str(rounded)}
    return set()


def numbers(texts: Iterable[str]) -> set[str]:
    return {number for text in texts for number in NUMBER.findall(text)}


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 2, 9, 400)), known=st.booleans())
def test_an_agencys_numbers(seed: int, most: int, known: bool) -> None:
    rng = random.Random(seed)
    ret = make_return(random_base(rng, most), sections={})
    before = complete(random_base(rng, most)) if known else ()
    figures = Figures.of_return(ret, FORM, last=before)
    sections = narrative(figures, Voice(2023, "本机关"), PHRASES)
    texts = [p.text for section in sections.values() for p in section if p.kind == "text"]
    follows = allowed(tuple(v or 0 for v in ret.values)) | (
        changes(figures.values, before) if known else set()
    )  # type: ignore[arg-type]
    assert numbers(texts) <= follows
    assert known or not any("%" in text for text in texts)


def with_last_year(district: District, rng: random.Random, most: int) -> District:
    from dataclasses import replace

    results: list[AgencyResult] = []
    for result in district.agencies:
        judged = result.judged
        if judged is not None:
            last = LastYear(2022, complete(random_base(rng, most)), {}, (result.agency.name,))
            judged = Judged(judged.ret, judged.match, judged.findings, (), last)
        results.append(replace(result, judged=judged))
    return replace(district, agencies=tuple(results))


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 3, 60)), n=st.integers(1, 9), known=st.booleans())
def test_the_districts_numbers(seed: int, most: int, n: int, known: bool) -> None:
    """Its totals, shares of the cases that were settled, agencies' own figures and their share, and counts of agencies."""
    rng = random.Random(seed)
    district = make_district(
        {f"甲区第{'甲乙丙丁戊己庚辛壬'[i]}局": random_base(rng, most if i else 9 * most) for i in range(n)}
    )
    if known:
        district = with_last_year(district, rng, most)
    figures = Figures.of_district(district)
    more = whole(district, PHRASES, load_themes())
    sections = narrative(figures, Voice(2023, "全区", "区", district=True), PHRASES, more=more)
    texts = [p.text for p in sections["s1"] if p.kind == "text"]

    returns = [r.judged.ret.values for r in district.included if r.judged]
    totals = district.totals
    follows = allowed(tuple(totals)) | {str(i) for i in range(n + 1)} | {"2023"}
    if known:
        before = [
            sum(
                (
                    r.judged.last_year.values[i] or 0
                    for r in district.included
                    if r.judged and r.judged.last_year
                ),
                0,
            )
            for i in range(200)
        ]  # type: ignore[attr-defined]
        follows |= changes(totals, before)
    settled = totals[FORM.index["t3/total/total"]]
    if settled:
        for v in map(Decimal, allowed(tuple(totals))):
            follows |= shares(v, settled) if v <= settled else set()
    for codes in (
        *COMPARED,
        ("t3/carried_out/total",),
    ):
        own = [sum((values[FORM.index[c]] or 0 for c in codes), 0) for values in returns]
        total = sum(own)
        follows |= {say(v) for v in own}
        # The share of the agencies that are named: of those with most cases.
        ranked = sorted(own, reverse=True)
        for k in range(1, n + 1):
            follows |= shares(sum(ranked[:k]), total) if total else set()
    assert numbers(texts) <= follows


@settings(deadline=None, max_examples=80)
@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 2, 9, 400)), known=st.booleans())
def test_each_number_stands_beside_its_own_label(seed: int, most: int, known: bool) -> None:
    """The composed text, given back as the agency's own, is what the rules about texts find nothing in."""
    rng = random.Random(seed)
    base = random_base(rng, most)
    before = complete(random_base(rng, most)) if known else ()
    figures = Figures.of_return(make_return(base, sections={}), FORM, last=before)
    sections = {
        section: "\n".join(p.lead + p.text for p in paragraphs if p.kind != "gap")
        for section, paragraphs in narrative(figures, Voice(2023, "本机关"), PHRASES).items()
    }
    ret = make_return(base, sections=sections)
    last = LastYear(2022, before, {}, ("甲区财政局",)) if known else None
    case = Case(FORM, ret, Match(Agency("1", "甲区财政局")), Settings(2023), last_year=last)
    found = [
        f for f in judge(case) if f.rule in ("N01", "N02", "N03", "N04", "N06", "N09", "N10", "N11", "N14")
    ]
    assert found == []
    told = statements(flatten("s1", sections["s1"]), 2023)
    new = ret.values[FORM.index["t3/new/total"]]
    assert not new or new in [item.value for item in told if item.subject == "new"]

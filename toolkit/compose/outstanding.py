"""The agencies that stand out: to whom most of something came, and to how many nothing did.

An agency stands out that has at least ``least`` cases and at least ``times`` the mean of all agencies that are in
(both in 句式.toml, [outstanding]); of more than ``most`` the first. Agencies with as many cases as the last one named
are named too. Where none does, nothing is said.
"""

from collections.abc import Iterable, Sequence

from toolkit.compose.applications import ends_of
from toolkit.compose.change import percent
from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import Paragraph, say
from toolkit.compose.phrases import Phrases
from toolkit.compose.reviews import groups_of
from toolkit.compose.scope import called
from toolkit.model import District, Number


def outstanding_applications(district: District, phrases: Phrases) -> list[Paragraph]:
    """Who received most applications, who carries most of them over, who has most reviews and lawsuits."""
    form, totals = district.form, Figures.of_district(district)
    if totals.trouble("t3") is not None:
        return []
    new, _, _, carried_out = ends_of(form)
    clauses = [
        _most("applications", [new], district, phrases),
        _none([new], district, phrases),
        _most("carried_out", [carried_out], district, phrases),
    ]
    if totals.trouble("t4") is None:
        # A case may be a review first and a lawsuit after: the two are not added up.
        for name, kind in zip(("reviews", "lawsuits"), groups_of(form), strict=True):
            clauses.append(_most(name, [i.left[0] for i in kind], district, phrases))
    return _sentence(clauses, phrases)


def outstanding_decisions(district: District, phrases: Phrases) -> list[Paragraph]:
    """Who made most of the decisions of each kind that table two counts."""
    verbs = phrases.get("disclosure.verbs")
    specs = [
        f for f in district.form.by_table["t2"] if f.block.type == "count" and f.column.code not in verbs
    ]
    if Figures.of_district(district).trouble("t2") is not None:
        return []
    clauses = [_most("decisions", [f.index], district, phrases, label=f.row.label.text) for f in specs]
    return _sentence(clauses, phrases)


def _sentence(clauses: Iterable[str], phrases: Phrases) -> list[Paragraph]:
    said = [clause for clause in clauses if clause]
    if not said:
        return []
    return [Paragraph("text", phrases.fill("outstanding.sentence", parts=phrases.joined(said, "clause")))]


def _counts(indices: Sequence[int], district: District, phrases: Phrases) -> list[tuple[str, Number]]:
    """Each agency that is in, with its cases."""
    return [
        (
            called(r, phrases),
            sum((r.judged.ret.values[i] or 0 for i in indices), 0),
        )
        for r in district.included
        if r.judged is not None and not r.agency.is_adjustment
    ]


def _most(name: str, indices: Sequence[int], district: District, phrases: Phrases, **slots: object) -> str:
    counts = _counts(indices, district, phrases)
    # The agencies' own sum: 汇总调整 makes the district's another one, of which theirs are no shares.
    total = sum((n for _, n in counts), 0)
    least, times, most = (phrases.number(f"outstanding.{key}") for key in ("least", "times", "most"))
    if total <= 0 or len(counts) < 2:
        return ""
    high = [(who, n) for who, n in counts if n >= least and n * len(counts) >= times * total]
    high.sort(key=lambda item: -item[1])
    if len(high) > most:
        high = [item for item in high if item[1] >= high[most - 1][1]]
    if not high:
        return ""
    if max(n for _, n in high) > sum((district.totals[i] for i in indices), 0):
        return ""  # corrected for double counting the district has fewer than this agency by itself
    what = phrases.fill(f"outstanding_what.{name}", **slots)
    named = phrases.joined(phrases.fill("outstanding.agency", name=who, n=say(n)) for who, n in high)
    part = sum((n for _, n in high), 0)
    if part == total:
        return phrases.fill(f"outstanding_all.{name}", what=what, agencies=named)
    pattern = "several" if len(high) > 1 else "one"
    share = ""
    if total == sum((district.totals[i] for i in indices), 0):
        share = phrases.fill(f"outstanding.share_{pattern}", percent=percent(part, total))
    return phrases.fill(f"outstanding.{pattern}", what=what, agencies=named, share=share)


def _none(indices: Iterable[int], district: District, phrases: Phrases) -> str:
    indices = tuple(indices)
    if any(
        r.judged.ret.states[i] not in ("number", "zero")
        for r in district.included
        if r.judged is not None and not r.agency.is_adjustment
        for i in indices
    ):
        return ""  # who left it open has not said that there was none
    counts = _counts(indices, district, phrases)
    none = sum(n == 0 for _, n in counts)
    return phrases.fill("outstanding.none", n=none) if 0 < none < len(counts) else ""

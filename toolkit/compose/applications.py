"""Table three in words: what came in, how it was settled, what is carried out."""

from collections.abc import Iterator

from toolkit.compose.change import change, compared, percent
from toolkit.compose.counted import Counted, counted, listed, parts_of, together
from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import Paragraph, Voice, say
from toolkit.compose.phrases import Phrases
from toolkit.form import Form

_TABLE = "t3"


def ends_of(form: Form) -> tuple[int, int, int, int]:
    """The grand totals of table three: new, carried in, settled, carried out."""
    balance = next(i for i in form.identities_of("balance") if form.figures[i.left[0]].is_total)
    (new, carried_in), (settled, carried_out) = balance.left, balance.right
    return new, carried_in, settled, carried_out


def applications(figures: Figures, voice: Voice, phrases: Phrases) -> Iterator[Paragraph]:
    """The walk of the cases through the year, then the change against last year."""
    form = figures.form
    new, carried_in, settled, carried_out = ends_of(form)
    trouble = figures.trouble(_TABLE)
    if trouble is None and not figures.value(new) and not figures.value(carried_in):
        cells = parts_of("row_total", new, form) + parts_of("row_total", carried_in, form)
        # The totals of the template are formulas: their 0 is nobody's word.
        trouble = None if figures.said(cells) else "blank"
    if trouble is not None:
        yield figures.complaint(trouble, _TABLE, phrases)
        return
    slots: dict[str, object] = {"year": voice.year, "who": voice.who}
    about = figures.of_table(_TABLE)
    n_new, n_carried_in = figures.value(new), figures.value(carried_in)
    compare = compared([change(phrases.get("applications.new_label"), [new], figures, phrases)], phrases)
    if not n_new and not n_carried_in:
        yield Paragraph("text", phrases.fill("applications.none", **slots) + compare, figures=about)
        return
    applicants = counted(
        parts_of("row_total", new, form), figures, lambda f: f.column.path[1:], lambda f: f.column.label
    )
    slots |= {
        "new": say(n_new),
        "carried_in": say(n_carried_in),
        "coming": say(n_new + n_carried_in),
        "applicants": listed("applications.applicant", "applications.applicants", applicants, phrases),
    }
    came = "new_and_carried_in" if n_new and n_carried_in else "new" if n_new else "carried_in"
    text = phrases.fill(f"applications.{came}", **slots)
    if figures.value(settled):
        text += _settled(settled, carried_out, figures, phrases)
        if voice.district:
            text += _shares(settled, figures, phrases)
    else:
        text += phrases.fill(
            "applications.unsettled",
            n=say(figures.value(carried_out)),
            all=together(figures.value(carried_out)),
        )
    yield Paragraph("text", text + compare, figures=about)


def _outcomes(settled: int, figures: Figures) -> tuple[Counted, ...]:
    results = parts_of("results_total", settled, figures.form)
    return counted(results, figures, lambda f: f.row.path[1:], lambda f: f.row.label)


def _settled(settled: int, carried_out: int, figures: Figures, phrases: Phrases) -> str:
    outcomes = _outcomes(settled, figures)
    if figures.value(carried_out):
        rest = phrases.fill("applications.carried_out", n=say(figures.value(carried_out)))
    else:
        rest = phrases.fill("applications.carried_out_none")
    n = say(figures.value(settled))
    pattern = "applications.outcome_only" if len(outcomes) == 1 else "applications.outcome"
    said = [
        phrases.fill(
            pattern,
            label=outcome.label,
            n=say(outcome.count),
            reasons=listed("applications.reason", "applications.reasons", _reasons(outcome), phrases),
        )
        for outcome in outcomes
    ]
    if len(said) == 1:
        every = together(figures.value(settled))
        return phrases.fill("applications.settled_one_way", n=n, outcome=said[0], rest=rest, all=every)
    return phrases.fill("applications.settled", n=n, outcomes=phrases.joined(said), rest=rest)


def _shares(settled: int, figures: Figures, phrases: Phrases) -> str:
    """Each outcome's share of the cases that were settled; nothing where there is only one."""
    outcomes = _outcomes(settled, figures)
    if len(outcomes) < 2:
        return ""
    whole = figures.value(settled)
    shares = (
        phrases.fill("applications.share", label=outcome.label, percent=share)
        for outcome in outcomes
        if (share := percent(outcome.count, whole))
    )
    return phrases.fill("applications.shares", parts=phrases.joined(shares))


def _reasons(outcome: Counted) -> tuple[Counted, ...]:
    """What the outcome is made of; 其他处理（其他） would say nothing."""
    only = outcome.parts[0] if len(outcome.parts) == 1 else None
    return () if only is not None and only.label in outcome.label else outcome.parts

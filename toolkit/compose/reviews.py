"""Table four in words: administrative reviews, and lawsuits told apart by the way they came."""

from collections.abc import Iterator

from toolkit.compose.change import change, compared
from toolkit.compose.counted import counted, listed, plain, together
from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import Paragraph, Voice, say
from toolkit.compose.phrases import Phrases
from toolkit.form import Form, Identity

_TABLE = "t4"


def groups_of(form: Form) -> tuple[tuple[Identity, ...], tuple[Identity, ...]]:
    """The sums of table four: of reviews, and of lawsuits (whose rows stand in a group)."""
    groups = form.identities_of("group_total")
    in_group = [bool(form.figures[i.left[0]].row.path) for i in groups]
    return (
        tuple(i for i, inside in zip(groups, in_group, strict=True) if not inside),
        tuple(i for i, inside in zip(groups, in_group, strict=True) if inside),
    )


def reviews(figures: Figures, voice: Voice, phrases: Phrases) -> Iterator[Paragraph]:
    """What there was of either, with its outcomes; that there was none is said outright."""
    trouble = figures.trouble(_TABLE)
    all_reviews, all_lawsuits = groups_of(figures.form)
    if trouble is None and not any(figures.sum(i.left) for i in (*all_reviews, *all_lawsuits)):
        everything = [f.index for f in figures.form.by_table[_TABLE] if not f.is_total]
        trouble = None if figures.said(everything) else "blank"
    if trouble is not None:
        yield figures.complaint(trouble, _TABLE, phrases)
        return
    slots: dict[str, object] = {"year": voice.year, "who": voice.who}
    review = [i for i in all_reviews if figures.sum(i.left)]
    lawsuits = [i for i in all_lawsuits if figures.sum(i.left)]
    compare = compared(
        (
            change(phrases.get(f"reviews.{name}"), [i.left[0] for i in kind], figures, phrases)
            for name, kind in (("review_label", all_reviews), ("litigation_label", all_lawsuits))
        ),
        phrases,
    )
    if not review and not lawsuits:
        text = phrases.fill("reviews.none", **slots) + compare
        yield Paragraph("text", text, figures=figures.of_table(_TABLE))
        return
    slots["review"] = (
        phrases.joined(_kind("reviews.review", i, figures, phrases) for i in review)
        if review
        else phrases.fill("reviews.review_none")
    )
    slots["litigation"] = _lawsuits(lawsuits, figures, phrases)
    text = phrases.fill("reviews.sentence", **slots) + compare
    yield Paragraph("text", text, figures=figures.of_table(_TABLE))


def _lawsuits(lawsuits: list[Identity], figures: Figures, phrases: Phrases) -> str:
    if not lawsuits:
        return phrases.fill("reviews.litigation_none")
    total = sum((figures.sum(i.left) for i in lawsuits), 0)
    if len(lawsuits) == 1:
        only = _kind("reviews.kind_only", lawsuits[0], figures, phrases)
        return phrases.fill("reviews.litigation_one_kind", n=say(total), kind=only, all=together(total))
    kinds = phrases.joined(_kind("reviews.kind", i, figures, phrases) for i in lawsuits)
    return phrases.fill("reviews.litigation", n=say(total), kinds=kinds)


def _kind(pattern: str, identity: Identity, figures: Figures, phrases: Phrases) -> str:
    results = counted(identity.right, figures, lambda f: (), lambda f: f.column.label)
    some = [figures.form.figures[i].column.code for i in identity.right if figures.value(i)]
    if len(some) == 1 and results[0].count > 1:
        said = phrases.fill("reviews.result_all", label=phrases.get(f"reviews_all.{some[0]}"))
    else:
        said = listed("reviews.result", "reviews.results", results, phrases)
    return phrases.fill(
        pattern,
        label=plain(figures.form.figures[identity.left[0]].row.label.text),
        n=say(figures.sum(identity.left)),
        results=said,
    )

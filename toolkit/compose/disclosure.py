"""Table two in words: documents issued, decisions made, fees collected."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.compose.change import change, compared
from toolkit.compose.counted import plain
from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import Paragraph, Voice, say
from toolkit.compose.phrases import Phrases
from toolkit.form import FigureSpec

_TABLE = "t2"
_COMPARED = ("issued", "in_force")  # what of documents is worth comparing with last year


def disclosure(figures: Figures, voice: Voice, phrases: Phrases) -> Iterator[Paragraph]:
    """What there is, with its number; what there is none of is said once, together, and without a nought."""
    trouble = figures.trouble(_TABLE)
    if trouble in ("missing", "untouched", "foreign"):
        yield figures.complaint(trouble, _TABLE, phrases)
        return
    verbs: Mapping[str, str] = phrases.get("disclosure.verbs")
    specs = figures.form.by_table[_TABLE]
    documents = [f for f in specs if f.block.type == "count" and f.column.code in verbs]
    decisions = [f for f in specs if f.block.type == "count" and f.column.code not in verbs]
    amounts = [f for f in specs if f.block.type == "amount"]
    clauses = [
        *_documents(documents, verbs, figures, phrases),
        *_decisions(decisions, figures, phrases),
        *_fees(amounts, figures, phrases),
    ]
    if clauses:
        parts = phrases.joined(clauses, "clause")
        text = phrases.fill("disclosure.sentence", year=voice.year, who=voice.who, parts=parts)
        changes = [
            changed
            for f in documents
            if f.column.code in _COMPARED
            and (changed := change(_changed(f, verbs, phrases), [f.index], figures, phrases))
            and changed.words
        ]
        named = [(_decided(f, phrases), f) for f in decisions]
        # A nought that is doubted is no decrease.
        named += [
            (plain(f.row.label.text), f)
            for f in amounts
            if not (figures.fees_doubted and _are_none([f], figures))
        ]
        text += compared(
            [*changes, *(change(name, [f.index], figures, phrases) for name, f in named)], phrases
        )
        yield Paragraph("text", text, figures=figures.of_table(_TABLE))
    for f in amounts:
        if figures.fees_doubted and _are_none([f], figures):
            yield phrases.gap(phrases.fill("disclosure.fee_doubted", label=plain(f.row.label.text)))
    usual = [f for f in documents if f.row.code == documents[-1].row.code]
    asked = dict.fromkeys(
        plain(f.row.label.text) for f in (*usual, *decisions, *amounts) if figures.asks(f.index)
    )
    if asked:
        # Counted as 0 in the sums, but nobody has said that it is none.
        table = figures.form.table(_TABLE).name
        yield phrases.gap(phrases.fill("disclosure.asked", labels=phrases.joined(asked), table=table))
    if trouble is not None:
        yield figures.complaint(trouble, _TABLE, phrases)


def _documents(
    specs: Sequence[FigureSpec], verbs: Mapping[str, str], figures: Figures, phrases: Phrases
) -> Iterator[str]:
    """One clause for each kind of document of which there is something; one for none of the office's usual kind."""
    kinds: dict[str, list[FigureSpec]] = {}
    for f in specs:
        kinds.setdefault(f.row.code, []).append(f)
    for code, kind in kinds.items():
        some = [f for f in kind if figures.usable(f.index) and figures.value(f.index)]
        label = plain(kind[0].row.label.text)
        rest = [f for f in kind if f not in some]
        if [f.column.code for f in some] == ["in_force"] and _are_none(rest, figures):
            n = say(figures.value(some[0].index))
            yield phrases.fill("disclosure.document_kept", label=label, n=n)
            continue
        said: list[str] = []
        for f in some:
            pattern = "disclosure.document_again" if said else "disclosure.document"
            slots = {"verb": verbs[f.column.code], "label": label}
            said.append(phrases.fill(pattern, n=say(figures.value(f.index)), **slots))
        if said:
            documents = phrases.joined(said)
            in_force = [f for f in kind if f.column.code == "in_force"]
            if all(f not in some for f in in_force) and _are_none(in_force, figures):
                documents = phrases.fill("disclosure.document_gone", documents=documents, label=label)
            yield documents
        elif code == list(kinds)[-1] and _are_none(kind, figures):
            # The last kind is the one that any agency may make; nobody misses 规章.
            yield phrases.fill("disclosure.document_none", label=label)


def _decisions(specs: Sequence[FigureSpec], figures: Figures, phrases: Phrases) -> Iterator[str]:
    some = [f for f in specs if figures.usable(f.index) and figures.value(f.index)]
    none = [f for f in specs if _are_none([f], figures)]
    if some:
        said = (
            phrases.fill("disclosure.decision", label=plain(f.row.label.text), n=say(figures.value(f.index)))
            for f in some
        )
        yield phrases.fill("disclosure.decisions", parts=phrases.joined(said))
    # Of several kinds the one that there was last year, and is none of now, is missed.
    missed = (
        [f for f in none if figures.before([f.index])] if some else none if len(none) == len(specs) else []
    )
    if missed:
        names = phrases.joined(plain(f.row.label.text) for f in missed)
        yield phrases.fill("disclosure.decisions_none", labels=names)


def _fees(specs: Sequence[FigureSpec], figures: Figures, phrases: Phrases) -> Iterator[str]:
    for f in specs:
        slots = {"label": plain(f.row.label.text), "unit": f.block.unit}
        if figures.usable(f.index) and figures.value(f.index):
            yield phrases.fill("disclosure.fee", n=say(figures.value(f.index)), **slots)
        elif _are_none([f], figures) and not figures.fees_doubted:
            yield phrases.fill("disclosure.fee_none", **slots)


def _are_none(specs: Sequence[FigureSpec], figures: Figures) -> bool:
    """Whether all are zero, and somebody said so."""
    return all(
        figures.usable(f.index) and not figures.value(f.index) and not figures.asks(f.index) for f in specs
    )


def _changed(spec: FigureSpec, verbs: Mapping[str, str], phrases: Phrases) -> str:
    label = plain(spec.row.label.text)
    return phrases.fill("disclosure.document_changed", verb=verbs[spec.column.code], label=label)


def _decided(spec: FigureSpec, phrases: Phrases) -> str:
    return phrases.fill("disclosure.decision_label", label=plain(spec.row.label.text))

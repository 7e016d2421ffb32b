"""Source -> Return: one file's bytes to the figures, the text and the sender that it holds.

Reading reports what is there and never judges it: rules do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.counted import is_untouched
from toolkit.form import Form, form_ids, load
from toolkit.limits import DEFAULT, Limits
from toolkit.model import (
    META_SHEET,
    SUMMARY_KIND,
    Claim,
    Document,
    Grid,
    Oddity,
    Return,
    Source,
    Unread,
)
from toolkit.reading.anchor import Found, find_tables
from toolkit.reading.containers import open_document
from toolkit.reading.contents import contents_lines
from toolkit.reading.copied import restore_heads
from toolkit.reading.explanations import is_explanations, read_explanations
from toolkit.reading.figures import read_figures
from toolkit.reading.identity import identify, meta_of, pieces_of, without_stand_in
from toolkit.reading.labels import mark_grid
from toolkit.reading.narrative import count_headings, covered_rows, read_sections
from toolkit.reading.opening import read_opening
from toolkit.reading.pasted import spread
from toolkit.reading.problems import ReadError
from toolkit.reading.ticks import find_ticks
from toolkit.reading.trial import find_trial

__all__ = ["read_document", "read_source", "unread"]


def read_source(source: Source, form: Form, limits: Limits = DEFAULT) -> Return | Unread:
    """Read one file by a form. Never raises for what the file holds."""
    problem, note = source.problem, ""
    if source.ignored is None and problem is None:
        try:
            document = open_document(source.data, limits)
            return read_document(source, document, form, limits)
        except ReadError as error:
            problem, note = error.problem, error.note
        except MemoryError:
            raise  # the process that reads is out of memory: its keeper says so
        except Exception as error:  # any fault of ours names the file and does not stop the run
            problem, note = "crashed", f"错误类型 {type(error).__name__}"
    return unread(source, problem, note or (source.ignored or ""), form)


def unread(source: Source, problem: str | None, note: str, form: Form | None = None) -> Unread:
    """A file that gave no return, with what its name and sender say of it."""
    identity = identify(
        form or load(form_ids()[-1]), Document("book", ()), source.name, (source.sender, source.subject)
    )
    if problem is not None and source.sender and not note:
        subject = f"，主题“{source.subject}”" if source.subject else ""
        note = f"发件人 {source.sender}{subject}"
    return _unread(source, problem, note, identity.claims)


def read_document(source: Source, document: Document, form: Form, limits: Limits) -> Return | Unread:
    """Find tables, figures, text and sender in an opened document; Unread where it is no report at all."""
    explanations, meta = read_explanations(document), meta_of(document)
    document = replace(
        document, grids=tuple(restore_heads(form, spread(grid)) for grid in _own_grids(form, document))
    )
    sheets = [mark_grid(form, number, grid) for number, grid in enumerate(document.grids)]
    found = find_tables(form, document, sheets)
    taken = {place[0] for table in found for place in table.places.values()}
    identity = identify(form, document, source.name, (source.sender, source.subject), taken)
    if meta.get("kind") == SUMMARY_KIND:
        identity = without_stand_in(identity)
    if not found and not (identity.has_title or identity.has_meta or count_headings(form, document) >= 2):
        return _no_return(source, "里面没有年度报告的表格，也没有报告的标题", identity.claims)
    ticked = find_ticks(form, document, found)
    figures = read_figures(form, document, found, frozenset(ticked))
    names = {claim.text for claim in identity.claims if claim.by in ("cover", "title")}
    contents = contents_lines(form, document, covered_rows(found))
    texts = read_sections(form, document, found, limits.text_chars, names, contents)
    found_return = Return(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        name=source.name,
        form=form.id,
        values=tuple(figures.values),
        states=tuple(figures.states),
        raws=tuple(figures.raws),
        origins=tuple(figures.origins),
        claims=identity.claims,
        years=identity.years,
        sections=texts.sections,
        tables=frozenset(table.table for table in found),
        ticked=ticked,
        unusual=frozenset(figures.unusual),
        computed=frozenset(figures.computed),
        live=frozenset(figures.formulas).difference(figures.computed) & form.total_indices,
        oddities=_oddities(found),
        saved=source.saved if source.mailed else (document.saved or source.saved),
        bundle=source.bundle,
        kind=document.kind,
        trial=find_trial(form, document, found),
        beside=texts.beside,
        bare=texts.bare,
        headings=texts.headings,
        opening=read_opening(form, document, found, limits.text_chars, contents),
        explanations=explanations,
        summary=meta.get("kind") == SUMMARY_KIND,
        awaited=pieces_of(meta, "awaited") if meta.get("provisional") == "1" else None,
        doubtful=pieces_of(meta, "doubtful"),
        incomplete=pieces_of(meta, "incomplete"),
        members=_listed(meta, "included"),
        sources=_listed(meta, "sources"),
    )
    # A template as it was sent out: nothing typed in, and no agency named.
    named = any(claim.by in ("cover", "title", "meta") for claim in identity.claims)
    if identity.has_meta and not named and is_untouched(found_return):
        return _no_return(source, "这是没有填写的空白填报表", identity.claims)
    return found_return


def _listed(meta: Mapping[str, str], key: str) -> tuple[str, ...]:
    return tuple(filter(None, pieces_of(meta, key).split("、")))


def _own_grids(form: Form, document: Document) -> tuple[Grid, ...]:
    """The grids to read: of a district's 汇总表.xlsx the official tables, not the lists that they add up."""
    if meta_of(document).get("kind") != SUMMARY_KIND:
        return tuple(grid for grid in document.grids if not is_explanations(grid))
    wanted = {META_SHEET, *(table.name for table in form.tables)}
    return tuple(grid for grid in document.grids if grid.name in wanted)


_BOOK_ENDING = re.compile(r"\.(?:xlsx|xlsm|xlsb|xls|et|ods|docx)$")
_BOOK_STARTS = (b"PK", b"\xd0\xcf\x11\xe0")


def _no_return(source: Source, note: str, claims: tuple[Claim, ...]) -> Unread:
    # A workbook by its name and none by its content is no letter: a page of the webmail that was saved instead of it.
    false = _BOOK_ENDING.search(source.name.lower()) and not source.data.startswith(_BOOK_STARTS)
    return _unread(source, "unsupported" if false else None, "" if false else note, claims)


def _unread(source: Source, problem: str | None, note: str, claims: tuple[Claim, ...]) -> Unread:
    return Unread(
        source.path,
        source.member,
        source.sha256,
        source.name,
        problem,
        note,
        claims,
        source.bundle,
    )


def _oddities(found: Sequence[Found]) -> tuple[Oddity, ...]:
    return tuple(oddity for table in found for oddity in table.oddities)

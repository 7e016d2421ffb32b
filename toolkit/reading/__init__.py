"""Source -> Return: one file's bytes to the figures, the text and the sender that it holds.

Reading reports what is there and never judges it: rules do.
"""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.form import Form
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Document, Number, Oddity, Origin, Return, Source, State, Unread
from toolkit.reading.anchor import Found, find_tables
from toolkit.reading.containers import open_document
from toolkit.reading.identity import identify
from toolkit.reading.labels import mark_grid
from toolkit.reading.narrative import count_headings, read_sections
from toolkit.reading.problems import ReadError
from toolkit.reading.ticks import find_ticks
from toolkit.reading.value import Reading, normal, read_value

__all__ = ["read_source"]

_NOTHING = Origin("", "")


def read_source(source: Source, form: Form, limits: Limits = DEFAULT) -> Return | Unread:
    """Read one file by a form. Never raises for what the file holds."""
    identity_of_name = identify(form, Document("book", ()), source.name, source.sender)
    problem, note = source.problem, ""
    if source.ignored is None and problem is None:
        try:
            document = open_document(source.data, limits)
            return read_document(source, document, form, limits)
        except ReadError as error:
            problem, note = error.problem, error.note
        except Exception as error:  # any fault of ours names the file and does not stop the run
            problem, note = "crashed", f"{type(error).__name__}: {error}"
        except BaseException as error:  # a panic of the Rust reader is no Exception
            if type(error).__name__ != "PanicException":
                raise
            problem, note = "crashed", str(error)
    return Unread(
        source.path,
        source.member,
        source.sha256,
        source.name,
        problem,
        note or (source.ignored or ""),
        identity_of_name.claims,
        source.bundle,
    )


def read_document(source: Source, document: Document, form: Form, limits: Limits) -> Return | Unread:
    """Find tables, figures, text and sender in an opened document; Unread where it is no report at all."""
    sheets = [mark_grid(form, number, grid) for number, grid in enumerate(document.grids)]
    found = find_tables(form, document, sheets)
    identity = identify(form, document, source.name, source.sender)
    if not found and not (identity.has_title or identity.has_meta or count_headings(form, document) >= 2):
        return Unread(
            source.path,
            source.member,
            source.sha256,
            source.name,
            None,
            "里面没有年度报告的表格，也没有报告的标题",
            identity.claims,
            source.bundle,
        )
    ticked = find_ticks(form, document, found)
    figures = _Figures(form, document, found, frozenset(ticked))
    return Return(
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
        sections=read_sections(form, document, found, limits.text_chars),
        tables=frozenset(table.table for table in found),
        ticked=ticked,
        unusual=frozenset(figures.unusual),
        computed=frozenset(figures.computed),
        oddities=_oddities(found),
        saved=source.saved if source.mailed else (document.saved or source.saved),
        bundle=source.bundle,
    )


def _oddities(found: Sequence[Found]) -> tuple[Oddity, ...]:
    return tuple(oddity for table in found for oddity in table.oddities)


class _Figures:
    """The parallel sequences of a return, built once."""

    def __init__(
        self, form: Form, document: Document, found: Sequence[Found], ticked: frozenset[str]
    ) -> None:
        self.values: list[Number | None] = [None] * len(form.figures)
        self.states: list[State] = ["absent"] * len(form.figures)
        self.raws = [""] * len(form.figures)
        self.origins = [_NOTHING] * len(form.figures)
        self.unusual: set[int] = set()
        self.computed: set[int] = set()
        self._formulas: dict[int, str] = {}
        for table in found:
            for index, (grid, row, column) in table.places.items():
                self._put(form, document, index, grid, row, column, table.table in ticked)
        self._complete(form)

    def _put(
        self, form: Form, document: Document, index: int, number: int, row: int, column: int, ticked: bool
    ) -> None:
        grid = document.grids[number]
        reading: Reading = read_value(grid.at(row, column), form.figures[index].block.type)
        state = "zero" if ticked and reading.state == "blank" else reading.state
        self.values[index], self.states[index], self.raws[index] = reading.value, state, reading.raw
        self.origins[index] = Origin(grid.name, grid.address(row, column))
        if reading.unusual:
            self.unusual.add(index)
        formula = grid.formulas.get((row, column))
        if reading.raw.startswith("=") and reading.state == "text":
            formula = reading.raw
        if formula is not None:
            self._formulas[index] = formula

    def _complete(self, form: Form) -> None:
        """Compute totals that the workbook left open: formulas without a result, blank and 无 totals."""
        for identity in form.totals:
            total = identity.left[0]
            state = self.states[total]
            if state in ("absent", "error"):
                continue
            formula = self._formulas.get(total)
            parts = [self.values[i] for i in identity.right]
            known = None if any(value is None for value in parts) else _add(parts)
            if state in ("blank", "na"):
                # Nothing in the table at all: the blank total stands for nothing too.
                self.values[total] = known
            elif formula is not None and (
                self.raws[total] == formula or (state == "zero" and known not in (0, None))
            ):
                self.raws[total] = formula
                self.values[total] = known
                self.states[total] = "text" if known is None else "zero" if known == 0 else "number"
                if known is not None:
                    self.computed.add(total)


def _add(values: Sequence[Number | None]) -> Number:
    total = sum((Decimal(value) for value in values if value is not None), Decimal(0))
    return normal(total)

"""A table made once and filled many times: cut at its figures, for Word and for the web alike."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.form import Form

Frame = tuple[tuple[str, ...], tuple[int, ...]]
"""Pieces of markup, and the index of the figure that stands between each two."""


class Frames:
    """The frames of each table. Not ``cache``: the hash of a Form walks through all of it and takes 10 ms."""

    def __init__(self, make: Callable[[Form, str], Frame]) -> None:
        self._make = make
        self._made: dict[tuple[str, str], tuple[Form, Frame]] = {}

    def of(self, form: Form, table_id: str) -> Frame:
        known = self._made.get((form.id, table_id))
        if known is None or known[0] is not form:
            known = self._made[form.id, table_id] = (form, self._make(form, table_id))
        return known[1]


def fill(frame: Frame, cells: Callable[[int], str]) -> str:
    """The table with what ``cells`` gives for each figure."""
    pieces, slots = frame
    shown: list[str] = [pieces[0]]
    for piece, index in zip(pieces[1:], slots, strict=True):
        shown.append(cells(index))
        shown.append(piece)
    return "".join(shown)

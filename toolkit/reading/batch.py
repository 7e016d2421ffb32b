"""Many sources -> Returns, each read in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from toolkit.form import load
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Return, Source, Unread
from toolkit.reading import read_source, unread
from toolkit.workers import Lost, work_all


def read_all(
    sources: Sequence[Source], form_id: str, jobs: int | None = None, limits: Limits = DEFAULT
) -> list[Return | Unread]:
    """Read every source, each within the time and memory that the limits allow; results in the sources' order."""
    waiting = [source for source in sources if _needs_reading(source)]
    results = iter(work_all(partial(_read, form_id=form_id, limits=limits), waiting, limits, jobs))
    return [
        _outcome(source, next(results)) if _needs_reading(source) else _read(source, form_id, limits)
        for source in sources
    ]


def _needs_reading(source: Source) -> bool:
    return source.problem is None and source.ignored is None


def _read(source: Source, form_id: str, limits: Limits) -> Return | Unread:
    return read_source(source, load(form_id), limits)


def _outcome(source: Source, result: Return | Unread | Lost) -> Return | Unread:
    return unread(source, result.problem, "") if isinstance(result, Lost) else result

"""Last year's data, of any kind that an office has: a run's output, facts.csv, or the returns and reports themselves."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from toolkit.assign import assign
from toolkit.counted import counted, silent_tables
from toolkit.form import Form
from toolkit.intake import MARKER, collect, is_output_folder
from toolkit.limits import DEFAULT, Limits
from toolkit.model import ADJUSTMENT, Agency, LastYear, Number, Return, Roster, State, YearBefore
from toolkit.names import match_names
from toolkit.pages import read_pages
from toolkit.reading.batch import read_all
from toolkit.reading.value import normal

FACTS = "facts.csv"
DRAFTS = "各单位草稿"  # beside it: the reports as pages, which hold the texts


class PreviousError(ValueError):
    """Last year's data cannot be used; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Previous:
    """Last year's figures by the name of this year's agency; ``unmatched`` are names that match none of them.

    ``gone`` holds the figures of those unmatched ones that were summed last year; ``whole`` and ``missing`` as in
    ``YearBefore``.
    """

    path: str
    year: int | None
    agencies: Mapping[str, LastYear] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    gone: tuple[LastYear, ...] = ()
    whole: tuple[Number | None, ...] | None = None
    missing: frozenset[str] = frozenset()
    provisional: bool = False

    @property
    def before(self) -> YearBefore:
        """What the outputs are told of the year before."""
        return YearBefore(self.year, self.agencies, self.gone, self.whole, self.missing, self.provisional)


@dataclass(frozen=True, slots=True)
class _Record:
    names: tuple[str, ...]
    year: int | None
    values: tuple[Number | None, ...]
    sections: Mapping[str, str]
    included: bool = True
    adjustment: bool = False
    partial: bool = False


def load_previous(
    path: Path, form: Form, roster: Roster, agencies: Sequence[Agency], limits: Limits = DEFAULT
) -> Previous:
    """Read last year's data and match it to this year's agencies (by code, name, 简称 and 曾用名).

    Raises:
        PreviousError: nothing in it can be read.
    """
    facts = path / FACTS if path.is_dir() and is_output_folder(path) else path
    of_a_run = facts.name.lower().endswith(".csv")
    if facts.name.lower().endswith(".csv"):
        records = _from_facts(facts, form, read_pages(facts.parent / DRAFTS, form))
    else:
        records = _from_returns(path, form, limits)
    if not records:
        raise PreviousError(f"{path} 里没有可以读取的上年数据")
    known = roster if roster.agencies else Roster(tuple(agencies))
    groups: dict[str, list[_Record]] = defaultdict(list)
    unmatched: list[_Record] = []
    # A code tells an agency that was renamed, but only among data of this very district: elsewhere 001 is another.
    named = sum(match_names(known, record.names[:1]) is not None for record in records)
    by_code = 2 * named >= len(records)
    for record in records:
        agency = match_names(known, record.names if by_code else record.names[:1])
        if agency is None:
            unmatched.append(record)
        else:
            groups[agency.name].append(record)
    years = Counter(record.year for record in records if record.year is not None)
    return Previous(
        str(path),
        years.most_common(1)[0][0] if years else None,
        {name: _merged(group) for name, group in groups.items()},
        tuple(sorted(record.names[0] for record in unmatched)),
        tuple(
            _merged([record])
            for record in sorted(unmatched, key=lambda r: r.names)
            if record.included and not record.adjustment
        ),
        # As in the run: a cell without a number adds nothing to the district's total.
        _whole(form, [record.values for record in records if record.included]) if of_a_run else None,
        frozenset(
            agency.name for name in _absent(facts) if (agency := match_names(known, [name])) is not None
        )
        if of_a_run
        else frozenset(),
        (of_a_run and (bool(_run_of(facts).get("provisional")) or bool(_told(facts, "F11"))))
        or any(record.partial for record in records),
    )


def _whole(form: Form, included: Sequence[Sequence[Number | None]]) -> tuple[Number | None, ...]:
    """Last year's totals; unknown where nobody was counted."""
    return _added([[v or 0 for v in values] for values in included]) or (None,) * len(form.figures)


def _absent(facts: Path) -> list[str]:
    """The agencies that sent nothing last year, by the run.json beside the figures; none where there is none."""
    return [name for name, agency in _agencies(facts).items() if agency.get("status") == "missing"]


def _run_of(facts: Path) -> Mapping[str, Any]:
    """The run.json beside the figures; nothing where there is none."""
    try:
        run = json.loads((facts.parent / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return run if isinstance(run, dict) else {}


def _agencies(facts: Path) -> Mapping[str, Mapping[str, Any]]:
    """The agencies of the run.json beside the figures, by name."""
    try:
        return {str(agency["name"]): agency for agency in _run_of(facts).get("agencies", [])}
    except (KeyError, TypeError, AttributeError):
        return {}


def _told(facts: Path, *rules: str) -> set[str]:
    """Agencies of which one of the rules had something to say last year."""
    try:
        findings = _run_of(facts).get("findings", [])
        return {str(item["agency"]) for item in findings if item["rule"] in rules}
    except (KeyError, TypeError):
        return set()


def _added(many: Sequence[Sequence[Number | None]]) -> tuple[Number | None, ...]:
    """Figure by figure; None where a part has no value."""
    return tuple(
        None
        if any(part is None for part in parts)
        else normal(sum((Decimal(p) for p in parts if p is not None), Decimal(0)))
        for parts in zip(*many, strict=True)
    )


def _merged(records: Sequence[_Record]) -> LastYear:
    values = _added([record.values for record in records])
    # Merged bodies have no text in common; the text of one alone is the agency's own.
    sections = records[0].sections if len(records) == 1 else {}
    names = tuple(record.names[0] for record in records)
    included, partial = all(r.included for r in records), any(r.partial for r in records)
    return LastYear(records[0].year, values, sections, names, included, partial)


def _from_returns(path: Path, form: Form, limits: Limits) -> list[_Record]:
    results = read_all(collect(path, limits=limits), form.id, limits=limits)
    returns = [result for result in results if isinstance(result, Return) and result.tables]
    return [
        _Record(
            (item.match.agency.name,),
            item.current.year,
            counted(form, item.current.values, silent_tables(form, item.current.states)),
            item.current.sections,
            partial=item.current.partial,
        )
        for item in assign(returns, [], Roster()).returns
    ]


def _from_facts(path: Path, form: Form, texts: Mapping[str, Mapping[str, str]]) -> list[_Record]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PreviousError(f"{path} 打不开或不是 {FACTS}") from error
    # A return of another year or form: what it holds is not last year's.
    known, foreign, partial = _agencies(path), _told(path, "F06", "F08"), _told(path, "F11")
    states: dict[tuple[str, str], list[State]] = {}
    values: dict[tuple[str, str], list[Number | None]] = {}
    years: dict[tuple[str, str], int | None] = {}
    included: dict[tuple[str, str], bool] = {}
    for row in rows:
        try:
            key = (row["agency_name"], row["agency_code"])
            index = form.index.get(f"{row['table']}/{row['row']}/{row['column']}")
            value = normal(Decimal(row["value"])) if row["value"] else None
            year = int(row["year"])
        except (KeyError, InvalidOperation, ValueError, TypeError) as error:
            raise PreviousError(f"{path} 不是本程序写出的 {FACTS}，缺少列或数字不对") from error
        if index is not None:
            values.setdefault(key, [None] * len(form.figures))[index] = value
            states.setdefault(key, ["absent"] * len(form.figures))[index] = _state(row.get("state"))
            years[key] = year
            included[key] = row.get("included") != "0"
    return [
        _Record(
            key,
            years[key],
            counted(form, figures, silent_tables(form, states[key])),
            texts.get(key[0], {}),
            included[key],
            known.get(key[0], {}).get("kind") == ADJUSTMENT,
            key[0] in partial,
        )
        for key, figures in values.items()
        if key[0] not in foreign
    ]


def _state(text: str | None) -> State:
    """As far as it matters whether a table was left blank; facts.csv of an early version has no states."""
    return "blank" if text == "blank" else "number"

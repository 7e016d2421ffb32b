"""An output folder -> what was accepted: figures from facts.csv and run.json, texts from the drafts' pages."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.filenames import agency_stems
from toolkit.form import Form, load
from toolkit.intake import MARKER, is_output_folder
from toolkit.model import Agency, Number, Roster
from toolkit.names import Finder
from toolkit.outputs.drafts import AGENCY_FOLDER, DISTRICT_FILE
from toolkit.previous import FACTS
from toolkit.reading.value import normal


class AgainstError(ValueError):
    """The folder cannot be compared with; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was accepted under one name.

    Attributes:
        draft: the page of its text; the district's own as a Word file.
        free: whether people write the text (the district's): only what is wrong in it is a difference.
    """

    name: str
    status: str
    values: Sequence[Number | None]
    draft: Path
    free: bool = False


@dataclass(frozen=True)
class Accepted:
    """An output folder: the year, the agencies' accepted reports by name, and the district's own."""

    form: Form
    year: int
    reports: Mapping[str, Report]
    district: Report
    finder: Finder


def load_accepted(folder: Path) -> Accepted:
    """What a run accepted.

    Raises:
        AgainstError: it is no output folder of this program, or incomplete.
    """
    import simplejson

    if not is_output_folder(folder):
        raise AgainstError(f"{folder} 不是汇总的输出文件夹（里面没有本程序写的 {MARKER}）")
    try:
        run: dict[str, Any] = simplejson.loads(
            (folder / MARKER).read_text(encoding="utf-8"), use_decimal=True
        )
        form = load(run["form"])
        values = _facts(folder / FACTS, form)
        totals = [normal(Decimal(str(run["totals"][code]))) for code in form.codes]
        agencies = run["agencies"]
        names = [(str(a["code"]), str(a["name"])) for a in agencies]
        reports = {
            name: Report(name, a["status"], values.get(name, ()), folder / AGENCY_FOLDER / f"{stem}.html")
            for (_, name), a, stem in zip(names, agencies, agency_stems(names), strict=True)
        }
        roster = Roster(tuple(Agency(code, name) for code, name in names))
        district = Report(str(run["name"]), "accepted", totals, folder / DISTRICT_FILE, free=True)
        return Accepted(form, int(run["year"]), reports, district, Finder(roster))
    except (OSError, ValueError, KeyError, TypeError, LookupError, ArithmeticError) as error:
        raise AgainstError(
            f"{folder} 里的 {MARKER} 或 {FACTS} 读不出来，请重新汇总一次（{error}）"
        ) from error


def _facts(path: Path, form: Form) -> dict[str, list[Number | None]]:
    values: dict[str, list[Number | None]] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            index = form.index[f"{row['table']}/{row['row']}/{row['column']}"]
            value = normal(Decimal(row["value"])) if row["value"] else None
            values.setdefault(row["agency_name"], [None] * len(form.figures))[index] = value
    return values

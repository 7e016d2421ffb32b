"""run.json, the whole run for machines, and facts.csv, a row a figure. Byte-identical for the same inputs."""

import csv
import re
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit import facts
from toolkit.model import AgencyResult, District, Finding, Number
from toolkit.outputs import output

SCHEMA = "run/1"

# A spreadsheet takes such a beginning for a formula when it opens the csv; numbers and a lone dash are harmless.
_FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?!\d+(?:\.\d+)?$|$))")


@output
def write_run(district: District, folder: Path) -> None:
    import simplejson

    text = simplejson.dumps(run_record(district), ensure_ascii=False, indent=1, use_decimal=True)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8", newline="\n")


@output
def write_facts(district: District, folder: Path) -> None:
    with (folder / "facts.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(facts.HEADER)
        writer.writerows([_cell(value) for value in row] for row in facts.rows(district))


def run_record(district: District) -> dict[str, Any]:
    """The run as run.json has it (schema run/1)."""
    return {
        "schema": SCHEMA,
        "form": district.form.id,
        "year": district.year,
        "name": district.name,
        "version": district.version,
        "provisional": district.provisional,
        "files": [asdict(record) for record in district.files],
        "agencies": [_agency(result) for result in district.agencies],
        "findings": [finding_record(finding) for finding in district.findings],
        "corrections": [record for result in district.read for record in _corrections(district, result)],
        "totals": dict(zip(district.form.codes, district.totals, strict=True)),
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as run.json and ``toolkit check --json`` have it."""
    record = asdict(finding)
    del record["held"], record["table"]
    return record


def _corrections(district: District, result: AgencyResult) -> Iterator[dict[str, Any]]:
    """The figures of an agency that the office put another value to: a finding that it mended can carry none of this."""
    ret = result.judged.ret if result.judged else None
    for index, correction in sorted(ret.corrections.items()) if ret else ():
        yield {
            "agency": result.agency.name,
            "figure": district.form.codes[index],
            "before": correction.before,
            "value": correction.value,
            "note": correction.note,
        }


def _agency(result: AgencyResult) -> dict[str, Any]:
    ret = result.judged.ret if result.judged else None
    return {
        "code": result.agency.code,
        "name": result.agency.name,
        "kind": result.agency.kind,
        "status": result.status,
        "included": result.included,
        "path": ret.path if ret else None,
        "member": ret.member if ret else None,
        "errors": result.errors,
        "warnings": result.warnings,
    }


def _cell(value: int | str | Number | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text

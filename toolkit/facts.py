"""The figures of a run as tidy rows: one row a figure of each agency read. Written to facts.csv, loaded as a frame."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.model import District, Number

if TYPE_CHECKING:
    from pandas import DataFrame

HEADER = (
    "year", "agency_code", "agency_name", "agency_kind", "agency_status", "included", "table", "row", "row_label",
    "group_label", "column", "column_label", "stage", "unit", "is_total", "value", "raw", "state", "correction", "path",
    "member", "sheet", "cell",
)  # fmt: skip


def rows(district: District) -> Iterator[tuple[int | str | Number | None, ...]]:
    """200 rows for each agency read, agencies in the run's order, figures in the form's; columns as in HEADER."""
    fixed = [
        (
            figure.table.id, figure.row.code, figure.row.label.text, figure.group_label, figure.column.code,
            figure.column.label.text, figure.stage, figure.block.unit, int(figure.is_total),
        )
        for figure in district.form.figures
    ]  # fmt: skip
    for result in district.read:
        if result.judged is None:
            continue
        agency, ret = result.agency, result.judged.ret
        head = (district.year, agency.code, agency.name, agency.kind, result.status, int(result.included))
        for i, labels in enumerate(fixed):
            yield (
                *head, *labels, ret.values[i], ret.raws[i], ret.states[i],
                ret.corrections[i].note if i in ret.corrections else ret.followed.get(i, ""), ret.path, ret.member or "",
                ret.origins[i].sheet, ret.origins[i].cell,
            )  # fmt: skip


def frame(district: District) -> "DataFrame":
    """The rows as a frame; see ``District.to_frame``."""
    import pandas as pd  # here, because it takes longer to load than a small run

    table = pd.DataFrame(rows(district), columns=list(HEADER))
    table["value"] = pd.to_numeric(table["value"].astype("object"), errors="coerce").astype("float64")
    for name in ("included", "is_total"):
        table[name] = table[name].astype(bool)
    return table

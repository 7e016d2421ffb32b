"""Table two of the trial form (国办公开办函〔2019〕60号), which was in use for 2019 and 2020, told by labels of its own."""

from collections.abc import Sequence

from toolkit.form import Form
from toolkit.model import Document, Origin
from toolkit.reading.anchor import Found
from toolkit.text import fold

_COLUMNS = frozenset(
    map(fold, ("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "上年项目数量", "本年增/减", "本年增减"))
)  # fmt: skip
_OTHERS = frozenset(map(fold, ("其他对外管理服务事项", "政府集中采购", "采购项目数量", "采购总金额")))
_TABLE = "t2"
_ENOUGH = 2  # different labels; a single one may be left over in a table that was brought up to date


def find_trial(form: Form, document: Document, found: Sequence[Found]) -> Origin | None:
    """The first label of a trial form's table two that stands where the report's own table two ought to.

    None where table two was found whole, or its first rows on another sheet: an old table beside it is no report.
    Labels of rows alone (政府集中采购 kept under a new table) make no trial form, a column's title must be among them.
    """
    places = next((table.places for table in found if table.table == _TABLE), {})
    figures = form.by_table[_TABLE]
    if len(places) == len(figures):
        return None
    first_block = {f.index for f in figures if f.block is figures[0].block}
    taken = {place[0] for i, place in places.items() if i in first_block}
    for number, grid in enumerate(document.grids):
        if grid.hidden or taken - {number}:
            continue
        labels = {
            label: (row, column)
            for row, column, text in reversed(grid.texts)
            if (label := fold(text)) in _COLUMNS or label in _OTHERS
        }
        if len(labels) >= _ENOUGH and not _COLUMNS.isdisjoint(labels):
            return Origin(grid.name, grid.address(*min(labels.values())))
    return None

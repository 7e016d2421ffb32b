"""The XML of a native PivotTable over an Excel table (ECMA-376 part 1, 18.10). Pure.

The cache holds no records (``saveData="0"``): whoever opens the workbook reads the table anew (``refreshOnLoad``).
The items of the fields that are laid out are listed, so that one can be selected in a filter, rows and columns stand
in the form's and the roster's order, and programs that do not refresh find the layout that the cells show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from toolkit.model import column_name

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LONG = 255  # characters; items above are to be declared


@dataclass(frozen=True, slots=True)
class PivotField:
    """A column of the source.

    Attributes:
        name: its head.
        axis: where it is laid out; None where it is not.
        items: its different texts in the order of the layout, empty where it is not laid out; an empty text is an
            empty cell.
        selected: of a filter, the item that is chosen; None for all.
        numeric: whether it holds numbers.
    """

    name: str
    axis: Literal["row", "column", "page"] | None = None
    items: tuple[str, ...] = ()
    selected: int | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Pivot:
    """A PivotTable with one row field, one column field, filters, and the sum of one field.

    Attributes:
        source: name of the Excel table.
        fields: all columns of the source, in order.
        data: the head of the field that is summed.
        caption: what the sum is called.
        top, left: zero-based place of the layout's first cell; the filters stand above, one row free between.
        rows, columns: indices of the row and column fields' items that have data.
        pages: heads of the filters, top to bottom.
    """

    source: str
    fields: tuple[PivotField, ...]
    data: str
    caption: str
    top: int
    left: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    pages: tuple[str, ...]

    def index(self, axis: str) -> int:
        return next(i for i, field in enumerate(self.fields) if field.axis == axis)

    @property
    def area(self) -> str:
        """The layout's cells: two rows of heads, the rows, a row of sums; a column of names, the columns, one of sums."""
        bottom, right = self.top + len(self.rows) + 2, self.left + len(self.columns) + 1
        return f"{column_name(self.left)}{self.top + 1}:{column_name(right)}{bottom + 1}"


def cache_definition(pivot: Pivot) -> str:
    """The part that says where the data are and which texts its fields hold."""
    root = _root("pivotCacheDefinition")
    _set(root, saveData=0, refreshOnLoad=1, createdVersion=6, refreshedVersion=6, minRefreshableVersion=3)
    source = _add(root, "cacheSource", type="worksheet")
    _add(source, "worksheetSource", name=pivot.source)
    fields = _add(root, "cacheFields", count=len(pivot.fields))
    for field in pivot.fields:
        cache_field = _add(fields, "cacheField", name=field.name, numFmtId=0)
        if field.numeric:
            _add(cache_field, "sharedItems", containsSemiMixedTypes=0, containsString=0, containsNumber=1)
            continue
        shared = _add(cache_field, "sharedItems")
        if "" in field.items:
            _set(shared, containsBlank=1)
        if field.items == ("",):
            _set(shared, containsNonDate=0, containsString=0)
        if field.items:
            _set(shared, count=len(field.items))
        if any(len(item) > _LONG for item in field.items):
            _set(shared, longText=1)
        for item in field.items:
            if item:
                _add(shared, "s", v=item)
            else:
                _add(shared, "m")
    return _text(root)


def pivot_table(pivot: Pivot, cache_id: int) -> str:
    """The part that says how the data are laid out, in tabular form with sums at both ends."""
    root = _root("pivotTableDefinition")
    places = {field.name: i for i, field in enumerate(pivot.fields)}
    pages = [(places[name], pivot.fields[places[name]]) for name in pivot.pages]
    data = places[pivot.data]
    _set(root, name="透视表", cacheId=cache_id, dataCaption="数值", grandTotalCaption="合计")
    _set(root, updatedVersion=6, minRefreshableVersion=3, createdVersion=6, useAutoFormatting=0)
    _set(root, itemPrintTitles=1, indent=0, compact=0, compactData=0, applyWidthHeightFormats=0)
    location = _add(root, "location", ref=pivot.area, firstHeaderRow=1, firstDataRow=2, firstDataCol=1)
    _set(location, rowPageCount=len(pages), colPageCount=1)
    fields = _add(root, "pivotFields", count=len(pivot.fields))
    for i, field in enumerate(pivot.fields):
        _pivot_field(fields, field, is_data=i == data)
    _line(root, "row", pivot.index("row"), pivot.rows)
    _line(root, "col", pivot.index("column"), pivot.columns)
    page_fields = _add(root, "pageFields", count=len(pages))
    for i, field in pages:
        page = _add(page_fields, "pageField", fld=i)
        if field.selected is not None:
            _set(page, item=field.selected)
        _set(page, hier=-1)
    data_fields = _add(root, "dataFields", count=1)
    _add(data_fields, "dataField", name=pivot.caption, fld=data, baseField=0, baseItem=0)
    style = _add(root, "pivotTableStyleInfo", name="PivotStyleLight15", showRowHeaders=1, showColHeaders=1)
    _set(style, showRowStripes=0, showColStripes=0, showLastColumn=1)
    return _text(root)


def _pivot_field(parent: "etree._Element", field: PivotField, is_data: bool) -> None:
    element = _add(parent, "pivotField")
    if field.axis is not None:
        _set(element, axis={"row": "axisRow", "column": "axisCol", "page": "axisPage"}[field.axis])
    if is_data:
        _set(element, dataField=1)
    _set(element, compact=0, outline=0, showAll=0)
    if field.axis is not None:
        items = _add(element, "items", count=len(field.items) + 1)
        for i in range(len(field.items)):
            _add(items, "item", x=i)
        _add(items, "item", t="default")


def _line(parent: "etree._Element", name: str, field: int, shown: Sequence[int]) -> None:
    """The field of an axis, and the items that stand there, with the sum at the end."""
    _add(_add(parent, f"{name}Fields", count=1), "field", x=field)
    items = _add(parent, f"{name}Items", count=len(shown) + 1)
    for i in shown:
        x = _add(_add(items, "i"), "x")
        if i:  # 0 is the default
            _set(x, v=i)
    _add(_add(items, "i", t="grand"), "x")


def _root(name: str) -> "etree._Element":
    return etree.Element(f"{{{_MAIN}}}{name}", nsmap={None: _MAIN})  # type: ignore[dict-item]


def _add(parent: "etree._Element", tag: str, /, **attributes: str | int) -> "etree._Element":
    element = etree.SubElement(parent, f"{{{_MAIN}}}{tag}")
    _set(element, **attributes)
    return element


def _set(element: "etree._Element", /, **attributes: str | int) -> None:
    for name, value in attributes.items():
        element.set(name, str(value))


def _text(root: "etree._Element") -> str:
    body = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{body}'

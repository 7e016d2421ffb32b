"""An XlsxWriter workbook that can hold native PivotTables: XlsxWriter itself writes none.

A PivotTable is four things in the package (ECMA-376 part 1, 12.3.11 and 12.3.12): the cache definition, the table's
own part, the relations of workbook, sheet and table to them, and an entry in workbook.xml; two content types declare
the parts. They are written in the same pass as the rest. What is used of XlsxWriter's inside stands here and in
``stream`` alone.
"""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.packager import Packager
from xlsxwriter.relationships import Relationships
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_CACHE, _TABLE = "pivotCache/pivotCacheDefinition{}.xml", "pivotTables/pivotTable{}.xml"


@dataclass(frozen=True, slots=True)
class _Pivot:
    cache: str
    table: str


class PivotWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """XlsxWriter's workbook with PivotTables beside the sheets' cells."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.pivots: list[_Pivot] = []

    def add_pivot(self, sheet: Worksheet, cache: str, table: str) -> None:
        """Put a PivotTable on a sheet: the XML of its cache definition and of its own part.

        ``table`` must name the cache by its number, counted from 1 in the order of the calls.
        """
        self.pivots.append(_Pivot(cache, table))
        # The last of the lists that make a sheet's relations: the numbers of the others stay as they are.
        sheet.external_comment_links.append(("/pivotTable", "../" + _TABLE.format(len(self.pivots))))

    def _get_packager(self) -> Packager:
        return _PivotPackager()

    def _write_calc_pr(self) -> None:
        """Called by XlsxWriter; the list of caches comes right after this element."""
        super()._write_calc_pr()
        if not self.pivots:
            return
        first = len(_rels_of(self).relationships) + 1 - len(self.pivots)
        self._xml_start_tag("pivotCaches")
        for number in range(len(self.pivots)):
            attributes = [("cacheId", number + 1), ("r:id", f"rId{first + number}")]
            self._xml_empty_tag("pivotCache", attributes)
        self._xml_end_tag("pivotCaches")


class _PivotPackager(Packager):  # type: ignore[misc]
    def _create_package(self) -> Any:
        super()._create_package()
        for number, pivot in enumerate(self.workbook.pivots, start=1):
            self._put("xl/" + _CACHE.format(number), pivot.cache)
            self._put("xl/" + _TABLE.format(number), pivot.table)
            rels = Relationships()
            rels._add_document_relationship("/pivotCacheDefinition", "../" + _CACHE.format(number))
            rels._set_xml_writer(self._filename(f"xl/pivotTables/_rels/pivotTable{number}.xml.rels"))
            rels._assemble_xml_file()
        return self.filenames

    def _put(self, name: str, text: str) -> None:
        with open(self._filename(name), "w", encoding="utf-8", newline="") as stream:
            stream.write(text)

    def _write_workbook_rels_file(self) -> None:
        rels = _rels_of(self.workbook)
        rels._set_xml_writer(self._filename("xl/_rels/workbook.xml.rels"))
        rels._assemble_xml_file()

    def _write_content_types_file(self) -> None:
        super()._write_content_types_file()
        if self.workbook.pivots:
            self._declare_pivots(self.filenames[-1][0])

    def _declare_pivots(self, path: str) -> None:
        """Add the parts' types to what XlsxWriter wrote of its own."""
        entries = ""
        for number in range(1, len(self.workbook.pivots) + 1):
            for part, kind in ((_CACHE, "pivotCacheDefinition"), (_TABLE, "pivotTable")):
                entries += f'<Override PartName="/xl/{part.format(number)}" ContentType="{_TYPE}{kind}+xml"/>'
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text.replace("</Types>", entries + "</Types>"))


def _rels_of(workbook: PivotWorkbook) -> Relationships:
    """The workbook's relations; the sheets' are the first, the caches' the last."""
    rels = Relationships()
    for number in range(1, len(workbook.worksheets()) + 1):
        rels._add_document_relationship("/worksheet", f"worksheets/sheet{number}.xml")
    rels._add_document_relationship("/theme", "theme/theme1.xml")
    rels._add_document_relationship("/styles", "styles.xml")
    if workbook.str_table.count:
        rels._add_document_relationship("/sharedStrings", "sharedStrings.xml")
    for number in range(1, len(workbook.pivots) + 1):
        rels._add_document_relationship("/pivotCacheDefinition", _CACHE.format(number))
    return rels

"""One sheet inside an xlsx, edited in its own XML: cells are set, everything else stays as people left it.

Openpyxl would lose stored results of formulas, drawings and what it does not know; here only the touched cells of
the sheet's part are written anew (ECMA-376 part 1, 18.3), and all other parts are copied as they are.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from toolkit.model import column_name

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# What may stand before <dataValidations> in a sheet, in the schema's order.
_BEFORE_VALIDATIONS = {
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting",
}  # fmt: skip


class SheetXml:
    """A sheet of a workbook, open for editing; rows and columns are zero-based."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises KeyError, zipfile.BadZipFile or lxml's error where the workbook is not as it must be."""
        from lxml import etree

        self._etree = etree
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._part = self._find(name)
        self._root = self._parse(self._part)
        self._ns = "{" + etree.QName(self._root).namespace + "}"
        self._data = self._root.find(f"{self._ns}sheetData")
        self._rows: dict[int, Any] = {
            int(row.get("r")) - 1: row for row in self._data if row.get("r") is not None
        }

    def commented_rows(self) -> set[int]:
        """Rows with a cell to which somebody put a comment."""
        rows: set[int] = set()
        for part in self._related("comments"):
            for comment in self._parse(part).iter("{*}comment"):
                match = re.match(r"[A-Z]+(\d+)", comment.get("ref") or "")
                if match:
                    rows.add(int(match[1]) - 1)
        return rows

    def merged_rows(self) -> set[int]:
        """Rows in which a cell is merged with one of another row."""
        rows: set[int] = set()
        for area in self._root.iter(f"{self._ns}mergeCell"):
            first, _, last = (area.get("ref") or "").partition(":")
            top, bottom = (re.search(r"\d+", corner) for corner in (first, last))
            if top and bottom and int(bottom[0]) > int(top[0]):
                rows.update(range(int(top[0]) - 1, int(bottom[0])))
        return rows

    def filled_rows(self) -> set[int]:
        """Rows in which a cell has a colour behind it: the program gives its rows none."""
        try:
            styles = self._parse(next(iter(self._styles_part())))
        except (StopIteration, KeyError):
            return set()
        plain = {
            number
            for number, fill in enumerate(styles.iterfind(f"{self._ns}fills/{self._ns}fill"))
            if all(pattern.get("patternType") in (None, "none", "gray125") for pattern in fill)
            and fill.find(f"{self._ns}gradientFill") is None
        }
        coloured = {
            str(number)
            for number, style in enumerate(styles.iterfind(f"{self._ns}cellXfs/{self._ns}xf"))
            if int(style.get("fillId") or 0) not in plain
        }
        return {
            number for number, row in self._rows.items() if any(cell.get("s") in coloured for cell in row)
        }

    def formula_rows(self) -> set[int]:
        """Rows in which a cell holds a formula."""
        return {number for number, row in self._rows.items() if row.find(f".//{self._ns}f") is not None}

    def rows_of_another_look(self, rows: Sequence[int]) -> set[int]:
        """Of rows that were written alike, those whose cells look otherwise now: somebody coloured them.

        Where no look is that of most of them, all count as coloured: none is then taken away.
        """
        looks = {
            number: tuple((_column_of(cell.get("r") or "A1"), cell.get("s")) for cell in self._rows[number])
            for number in rows
            if number in self._rows
        }
        if not looks:
            return set()
        common, count = Counter(looks.values()).most_common(1)[0]
        if 2 * count <= len(looks):
            return set(looks)
        return {number for number, look in looks.items() if look != common}

    @property
    def last_row(self) -> int:
        """The last row that has a cell with content; -1 where there is none."""
        filled = [n for n, row in self._rows.items() if any(len(cell) for cell in row)]
        return max(filled, default=-1)

    def set_row(
        self, row: int, texts: dict[int, str], clear: set[int], like: int | None, height: float | None = None
    ) -> None:
        """Write texts by column and empty the columns of ``clear``; styles are the cells' own, else those of ``like``.

        ``height`` is in points; None leaves it to the program that opens the file.
        """
        element = self._row(row)
        for attribute in ("spans", "hidden", "ht", "customHeight"):
            element.attrib.pop(attribute, None)
        if height is not None:
            element.attrib.update({"ht": f"{height:g}", "customHeight": "1"})
        styles = self._styles(like)
        for column in sorted({*texts, *clear}):
            cell = self._cell(element, row, column, styles)
            for child in list(cell):
                cell.remove(child)
            cell.attrib.pop("t", None)
            if texts.get(column):
                cell.set("t", "inlineStr")
                holder = self._etree.SubElement(cell, f"{self._ns}is")
                text = self._etree.SubElement(holder, f"{self._ns}t")
                text.text = _ILLEGAL.sub("", texts[column])
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self._widen(row, max([*texts, *clear], default=0))

    def offer(self, column: int, first: int, last: int, choices: tuple[str, ...]) -> None:
        """A drop-down of choices in a column, unless it has one already."""
        name = column_name(column)
        holder = self._root.find(f"{self._ns}dataValidations")
        if holder is None:
            holder = self._etree.Element(f"{self._ns}dataValidations")
            place = max(
                i
                for i, child in enumerate(self._root)
                if self._etree.QName(child).localname in _BEFORE_VALIDATIONS
            )
            self._root.insert(place + 1, holder)
        for validation in holder:
            if any(_covers(area, column) for area in (validation.get("sqref") or "").split()):
                return
        validation = self._etree.SubElement(holder, f"{self._ns}dataValidation")
        validation.attrib.update(
            {
                "type": "list",
                "allowBlank": "1",
                "showErrorMessage": "1",
                "sqref": f"{name}{first + 1}:{name}{last + 1}",
            }
        )
        self._etree.SubElement(validation, f"{self._ns}formula1").text = f'"{",".join(choices)}"'
        holder.set("count", str(len(holder)))

    def hide(self, column: int) -> None:
        """Hide a column that has no width of its own yet."""
        columns = self._root.find(f"{self._ns}cols")
        if columns is None:
            columns = self._etree.Element(f"{self._ns}cols")
            self._data.addprevious(columns)
        number = column + 1
        if any(int(col.get("min")) <= number <= int(col.get("max")) for col in columns):
            return
        new = self._etree.Element(
            f"{self._ns}col", min=str(number), max=str(number), width="9", hidden="1", customWidth="1"
        )
        after = [col for col in columns if int(col.get("min")) < number]
        columns.insert(len(after), new)

    def save(self) -> bytes:
        """The workbook with the sheet as it is now."""
        new = self._etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for item in self._zip.infolist():
                target.writestr(item, new if item.filename == self._part else self._zip.read(item))
        return out.getvalue()

    # ------------------------------------------------------------ parts

    def _find(self, name: str) -> str:
        book_part = next(
            self._target("", target)
            for kind, target, _ in self._relations("")
            if kind.endswith("/officeDocument")
        )
        targets = {key: target for _, target, key in self._relations(book_part)}
        for sheet in self._parse(book_part).iter("{*}sheet"):
            if sheet.get("name") == name:
                key = sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)
                return self._target(book_part, targets[key])
        raise KeyError(name)

    def _styles_part(self) -> Iterator[str]:
        book_part = next(
            self._target("", target)
            for kind, target, _ in self._relations("")
            if kind.endswith("/officeDocument")
        )
        for kind, target, _ in self._relations(book_part):
            if kind.endswith("/styles"):
                yield self._target(book_part, target)

    def _related(self, kind: str) -> Iterator[str]:
        for found, target, _ in self._relations(self._part):
            if found.endswith(f"/{kind}"):
                yield self._target(self._part, target)

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """(type, target, id) of a part's relations."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels".lstrip("/")
        if name not in self._zip.namelist():
            return []
        return [
            (item.get("Type") or "", item.get("Target") or "", item.get("Id") or "")
            for item in self._parse(name)
            if item.get("TargetMode") != "External"
        ]

    @staticmethod
    def _target(part: str, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")

    def _parse(self, part: str) -> Any:
        parser = self._etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return self._etree.fromstring(self._zip.read(part), parser)

    # ------------------------------------------------------------ cells

    def _row(self, row: int) -> Any:
        if row not in self._rows:
            element = self._etree.Element(f"{self._ns}row", r=str(row + 1))
            before = [number for number in self._rows if number < row]
            if before:
                self._rows[max(before)].addnext(element)
            else:
                self._data.insert(0, element)
            self._rows[row] = element
        return self._rows[row]

    def _cell(self, element: Any, row: int, column: int, style: Callable[[int], str | None]) -> Any:
        place = 0
        for cell in element:
            at = _column_of(cell.get("r") or "A1")
            if at == column:
                return cell
            if at < column:
                place += 1
        cell = self._etree.Element(f"{self._ns}c", r=f"{column_name(column)}{row + 1}")
        found = style(column)
        if found is not None:
            cell.set("s", found)
        element.insert(place, cell)
        return cell

    def _styles(self, like: int | None) -> Callable[[int], str | None]:
        row = self._rows.get(like) if like is not None else None
        known = (
            {_column_of(cell.get("r")): cell.get("s") for cell in row if cell.get("r")}
            if row is not None
            else {}
        )

        def style(column: int) -> str | None:
            own: str | None = known.get(column)
            if own is not None:
                return own
            columns = self._root.find(f"{self._ns}cols")
            for col in columns if columns is not None else ():
                if int(col.get("min")) <= column + 1 <= int(col.get("max")):
                    return col.get("style")  # type: ignore[no-any-return]
            return None

        return style

    def _widen(self, row: int, column: int) -> None:
        dimension = self._root.find(f"{self._ns}dimension")
        match = re.fullmatch(
            r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", dimension.get("ref", "") if dimension is not None else ""
        )
        if match is None:
            return
        right = max(_column_of(match[3] or match[1]), column)
        bottom = max(int(match[4] or match[2]), row + 1)
        dimension.set("ref", f"{match[1]}{match[2]}:{column_name(right)}{bottom}")


def _column_of(reference: str) -> int:
    number = 0
    for char in reference:
        if not char.isalpha():
            break
        number = number * 26 + ord(char.upper()) - 64
    return number - 1


def _covers(area: str, column: int) -> bool:
    first, _, last = area.replace("$", "").partition(":")
    return _column_of(first) <= column <= _column_of(last or first)

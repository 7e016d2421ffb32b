"""A zipped Office file (OOXML) as its parts, each read once through zipfile, which verifies the check sums.

The calamine reader ignores check sums and shows errors and unfinished formulas as empty cells; this second look
at the same bytes finds them. Namespaces of transitional and strict OOXML are treated alike.
"""

import io
import re
import zipfile
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from posixpath import dirname, join, normpath
from typing import Any

from toolkit.limits import Limits
from toolkit.model import column_name
from toolkit.reading.dates import date_formats
from toolkit.reading.problems import ReadError
from toolkit.unpacking import BROKEN, Overfull, read_within

# Cells with content; styled blanks close at once (<c r="A1" s="3"/>) and cost calamine nothing.
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]+)(\d+)"(?:[^>]*[^/>])?>')
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br=)[^>]*)?>")
_MERGE = re.compile(rb'mergeCell\b[^>]*?\bref="\$?([A-Za-z]+)\$?(\d+):\$?([A-Za-z]+)\$?(\d+)"')
_NO_STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'
)
_PLAIN_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"([^>]*)><f(?: aca="false"| aca="0")?>([^<]*)</f>(?:<v>([^<]*)</v>|<v ?/>)?</c>'
)
_SUSPECT = re.compile(rb'<(?:\w+:)?f[\s>/]|\bt="e"')


def unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """All parts by name, with forward slashes.

    Raises:
        ReadError: damaged, encrypted or over the limits.
    """
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                if info.flag_bits & 0x1:
                    raise ReadError("encrypted")
                with archive.open(info) as stream:
                    packed = min(info.compress_size, len(data))
                    content = read_within(stream, packed, limits.unpacked_bytes - total, limits)
                total += len(content)
                parts[info.filename.replace("\\", "/").lstrip("/")] = content
    except Overfull as error:
        note = (
            f"压缩到了原来的 {limits.ratio} 分之一以下，正常的文件不会这样"
            if error.by_ratio
            else f"解压后超过 {limits.unpacked_bytes // 2**20} MB"
        )
        raise ReadError("too_large", note) from error
    except BROKEN as error:
        raise ReadError("damaged", str(error)) from error
    return parts


@dataclass(frozen=True, slots=True)
class CellNotes:
    """What calamine does not tell of a sheet, by zero-based (row, column).

    Attributes:
        errors: error codes.
        unfinished: formulas without a stored result.
        formulas: formulas with one.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unfinished: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


NOTHING = CellNotes()


def has_addresses(sheet: bytes) -> bool:
    """Whether all cells say where they stand (they need not, and calamine misplaces those that do not)."""
    # Counting is far cheaper than matching every cell, and settles all but odd files.
    if sheet.count(b'<c r="') == sheet.count(b"<c ") + sheet.count(b"<c>"):
        return (b":c " not in sheet and b":c>" not in sheet) or _UNPLACED.search(sheet) is None
    return _UNPLACED.search(sheet) is None


def without_styles(parts: Mapping[str, bytes]) -> bytes:
    """The workbook with an empty stylesheet, for one whose own cannot be read: the figures do not need it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _NO_STYLES if name.lower() == "xl/styles.xml" else content)
    return buffer.getvalue()


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Sheet name -> the sheet's XML, for the worksheets of a workbook."""
    book_path = next((name for name in parts if re.fullmatch(r"(?i)xl/workbook\d*\.xml", name)), None)
    if book_path is None:
        return {}
    rels_path = join(dirname(book_path), "_rels", book_path.rsplit("/", 1)[-1] + ".rels")
    folded = {name.lower(): name for name in parts}
    targets: dict[str, str] = {}
    for rel in _parse(parts.get(folded.get(rels_path.lower(), ""), b"<x/>")).iter("{*}Relationship"):
        target = str(rel.get("Target", "")).replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(book_path), target))
        targets[str(rel.get("Id"))] = path
    found = {}
    for sheet in _parse(parts[book_path]).iter("{*}sheet"):
        rel_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        part = folded.get(targets.get(str(rel_id), "").lower())
        if part is not None:
            found[str(sheet.get("name"))] = parts[part]
    return found


def check_extent(sheet: bytes, limits: Limits) -> None:
    """Refuse a used range that calamine would allocate whole and die of.

    Raises:
        ReadError: too_large.
    """
    filled = _FILLED.findall(sheet)
    last_row = max((int(row[:9]) for row in {row for _, row in filled}), default=0)
    last_column = max((_column_number(column) for column in {column for column, _ in filled}), default=0)
    if last_row * last_column > limits.cells:
        raise ReadError("too_large", f"一张工作表的使用范围达到 {last_row} 行 × {last_column} 列")


def check_merges(sheet: bytes, limits: Limits) -> None:
    """Refuse merged areas that openpyxl, which makes a cell for each of their places, would never finish with.

    Raises:
        ReadError: too_large.
    """
    total = 0
    for left, top, right, bottom in _MERGE.findall(sheet):
        width = abs(_column_number(right) - _column_number(left)) + 1
        total += width * (abs(int(bottom[:9]) - int(top[:9])) + 1)
    if total > limits.cells:
        raise ReadError("too_large", "合并的格子太多")


def check_repeats(content: bytes, limits: Limits) -> None:
    """The same for OpenDocument, where a cell or row may say that it stands there a million times.

    Blank ones at the end, which LibreOffice writes into every sheet, cost nothing.

    Raises:
        ReadError: too_large.
    """
    if b"-repeated" not in content:
        return
    for table in _parse(content).iter("{*}table"):
        row = last_row = last_column = 0
        for line in table.iter("{*}table-row"):
            row += _times(line, "rows")
            column = filled = 0
            for cell in line.iter("{*}table-cell", "{*}covered-table-cell"):
                column += _times(cell, "columns")
                if len(cell) or any(str(name).endswith("}value-type") for name in cell.attrib):
                    filled = column
            if filled:
                last_row, last_column = row, max(last_column, filled)
        if last_row * last_column > limits.cells:
            raise ReadError("too_large", f"一张工作表的使用范围达到 {last_row} 行 × {last_column} 列")


def _times(node: Any, what: str) -> int:
    """How often a cell or row says that it stands there."""
    name = f"}}number-{what}-repeated"
    text = next((str(value) for key, value in node.attrib.items() if str(key).endswith(name)), "1")
    return int(text[:9]) if text.isdecimal() else 1


def cell_notes(sheet: bytes) -> CellNotes:
    """Errors and formulas of a sheet; cheap where it has none."""
    # Looking for the words first is many times faster than matching.
    if not any(word in sheet for word in (b"<f", b":f", b't="e"')) or not _SUSPECT.search(sheet):
        return NOTHING
    plain = _plain_formulas(sheet)
    if plain is not None:
        return plain
    notes = CellNotes()
    shared: dict[str, tuple[str, str]] = {}
    for reference, cell in _suspects(sheet):
        place = _place(reference)
        formula = cell.find("{*}f")
        value = cell.find("{*}v")
        stored = value is not None and (bool(value.text) or cell.get("t") in ("str", "inlineStr"))
        if formula is not None:
            text = _formula_text(formula, reference, shared)
            if not stored:
                notes.unfinished[place] = text
            elif cell.get("t") != "e":
                notes.formulas[place] = text
        if cell.get("t") == "e" and stored and value is not None:
            notes.errors[place] = str(value.text)
    return notes


def _plain_formulas(sheet: bytes) -> CellNotes | None:
    """The formulas of a sheet that is written the usual way, without parsing all of it; None for any other sheet."""
    found = _PLAIN_FORMULA.findall(sheet)
    if b't="e"' in sheet or b":f" in sheet or b"&" in b"".join(text for _, _, text, _ in found):
        return None
    if len(found) != sheet.count(b"<f>") + sheet.count(b"<f "):
        return None
    notes = CellNotes()
    for reference, kind, text, value in found:
        stored = bool(value) or b't="str"' in kind
        (notes.formulas if stored else notes.unfinished)[_place(reference.decode())] = f"={text.decode()}"
    return notes


def _suspects(sheet: bytes) -> Iterator[tuple[str, Any]]:
    """(address, cell) of the cells with a formula or an error, in the sheet's order."""
    root = _parse(sheet)
    if b't="e"' not in sheet and has_addresses(sheet):
        # The usual case: only the formulas are looked for.
        for formula in root.iter("{*}f"):
            cell = formula.getparent()
            yield str(cell.get("r")), cell
        return
    row = column = -1
    for node in root.iter("{*}row", "{*}c"):
        if node.tag.endswith("row"):
            row, column = int(node.get("r") or row + 2) - 1, -1
            continue
        reference = str(node.get("r") or f"{column_name(column + 1)}{row + 1}")
        row, column = _place(reference)
        yield reference, node


def number_formats(
    sheet: bytes, places: Container[tuple[int, int]], parts: Mapping[str, bytes]
) -> Mapping[tuple[int, int], str]:
    """The number formats of some cells; empty where the stylesheet cannot be read."""
    styles = next((content for name, content in parts.items() if name.lower() == "xl/styles.xml"), None)
    try:
        formats = date_formats(_parse(styles)) if styles else {}
        cells = [
            (_place(str(c.get("r"))), int(c.get("s") or 0)) for c in _parse(sheet).iter("{*}c") if c.get("r")
        ]
    except (ReadError, ValueError):
        return {}
    return {place: formats.get(style, "") for place, style in cells if place in places}


def saved_time(parts: Mapping[str, bytes]) -> datetime | None:
    """When the document says that it was last saved (docProps/core.xml), UTC."""
    core = parts.get("docProps/core.xml")
    if core is None:
        return None
    match = re.search(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", core)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match.group(1).decode()).replace(tzinfo=UTC)
    except ValueError:
        return None


def _formula_text(formula: Any, reference: str, shared: dict[str, tuple[str, str]]) -> str:
    text = formula.text or ""
    if formula.get("t") == "shared":
        key = str(formula.get("si"))
        if text:
            shared[key] = (text, reference)
        elif key in shared:
            from openpyxl.formula.translate import Translator, TranslatorError

            master, origin = shared[key]
            try:
                return str(Translator(f"={master}", origin=origin).translate_formula(reference))
            except TranslatorError:
                return f"={master}"
    return f"={text}"


def _parse(xml: bytes) -> Any:
    """An element tree; entities are not resolved and nothing is loaded from outside.

    Raises:
        ReadError: damaged.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged", str(error)) from error


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:9].upper():
        number = number * 26 + letter - 64
    return number


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not letters.isalpha() or not digits:
        raise ReadError("damaged", f"单元格地址 {reference!r} 无效")
    return int(digits) - 1, _column_number(letters.upper().encode("ascii", "replace")) - 1

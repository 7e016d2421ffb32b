"""Writes 名单.xlsx, inbox/ and 上年/ of the made-up district beside this file, from district.toml.

    python examples/make_examples.py

The same district.toml gives the same bytes: all times are fixed, those inside the workbooks too. Two workbooks are
saved by LibreOffice (soffice), as an agency without Excel would; where it is not installed, they are left as they are.
"""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from toolkit import form as forms
from toolkit.form import Form
from toolkit.formulas import figure_places
from toolkit.layout import TableLayout, layout_of
from toolkit.model import Agency, Number
from toolkit.reading.ticks import LABEL as TICK_LABEL
from toolkit.template import TABLE_TOP, build_template

HERE = Path(__file__).resolve().parent
ROSTER = "名单.xlsx"
INBOX = "inbox"
LAST_YEAR = "上年"
Cell = str | Number
Converter = Callable[[bytes], bytes]

_UNLIKE_LAST_YEAR = "003"
_UNPUBLISHED = ("009", "013")  # nothing of theirs was found when last year's reports were gathered
_ZIP_TIME = (2024, 1, 31, 0, 0, 0)
_BEIJING = timezone(timedelta(hours=8))
_OFFICE = "云溪区人民政府办公室"
_OFFICE_MAIL = "zwgk@yunxi.example.com"
_ROSTER_COLUMNS = ("单位编码", "单位名称", "简称", "曾用名", "类别", "纳入汇总", "联系人", "邮箱")


@dataclass(frozen=True)
class Entry:
    """An agency of district.toml: who it is, its true figures (those that are not zero) and what it writes."""

    agency: Agency
    figures: Mapping[str, Number]
    sections: Mapping[str, str]
    opening: str
    aspects: Sequence[str]


@dataclass(frozen=True)
class Sent:
    """A file as it comes in; the keys are explained in district.toml."""

    file: str
    agency: str
    saved: datetime
    layout: str = "template"
    results: str = "stored"
    attachment: str = ""
    written: Mapping[str, Cell] = field(default_factory=dict)
    ticked: Sequence[str] = ()
    untouched: Sequence[str] = ()
    truncated: bool = False

    @property
    def converted(self) -> bool:
        return self.results == "libreoffice"


@dataclass(frozen=True)
class Data:
    """district.toml."""

    year: int
    form: Form
    entries: Mapping[str, Entry]
    sent: Sequence[Sent]


# ---------------------------------------------------------------- data


def load_data(path: Path = HERE / "district.toml") -> Data:
    """Read district.toml; amounts are exact decimals."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    form = forms.for_year(raw["year"])
    entries = {item["code"]: _entry(form, item) for item in raw["agency"]}
    return Data(raw["year"], form, entries, [Sent(**item) for item in raw["return"]])


def _entry(form: Form, item: Mapping[str, Any]) -> Entry:
    agency = Agency(
        code=item["code"],
        name=item["name"],
        kind=item["kind"],
        summed=item.get("summed", True),
        short_names=tuple(item.get("short", ())),
        former_names=tuple(item.get("former", ())),
        contact=item["contact"],
        email=f"yunxi{item['code']}@example.com",
    )
    figures = {
        f"{table}/{row}/{column}": value
        for table, rows in item["figures"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    if unknown := set(figures) - {figure.code for figure in form.base}:
        raise ValueError(f"{agency.name}: no such figures: {', '.join(sorted(unknown))}")
    text = item["text"]
    labels = next(section.aspects for section in form.sections if section.aspects)
    aspects = [
        f"（{numeral}）{label.text}。{body}"
        for numeral, label, body in zip("一二三四五", labels, text["aspects"], strict=True)
    ]
    sections = {
        "s1": "\n".join([text["opening"], *aspects]),
        "s5": text["problems"].strip(),
        "s6": text["other"],
    }
    return Entry(agency, figures, sections, text["opening"], text["aspects"])


def complete(form: Form, base: Mapping[str, Cell]) -> dict[str, Cell]:
    """All figures, totals as a spreadsheet sums them: text counts as nothing."""
    values: dict[str, Cell] = {figure.code: base.get(figure.code, 0) for figure in form.figures}
    for identity in form.totals:
        parts = [values[form.codes[i]] for i in identity.right]
        total = sum((part for part in parts if not isinstance(part, str)), 0)
        values[form.codes[identity.left[0]]] = total
    return values


# ---------------------------------------------------------------- the template, filled


def _filled_template(data: Data, sent: Sent) -> bytes:
    """The project's own workbook as an agency fills it; results of formulas are stored where asked for."""
    form, entry = data.form, data.entries[sent.agency]
    empty = {*sent.ticked, *sent.untouched}
    book = openpyxl.load_workbook(io.BytesIO(build_template(form, data.year, entry.agency)))
    cover = book["封面"]
    local = sent.saved.astimezone(_BEIJING)
    _beside(cover, "填报人", entry.agency.contact)
    _beside(cover, "联系电话", f"0000-5550{entry.agency.code}")
    _beside(cover, "填报日期", f"{local.year}年{local.month}月{local.day}日")
    base = {**entry.figures, **sent.written}
    sums = complete(form, base)
    results: dict[str, dict[str, Number]] = {}
    for section in form.sections:
        sheet = book[section.heading.text]
        if section.aspects:
            _below(sheet, section.heading.text, entry.opening)
            for label, body in zip(section.aspects, entry.aspects, strict=True):
                _below(sheet, label.text, body)
        elif section.kind == "narrative":
            _below(sheet, section.heading.text, entry.sections[section.id])
        else:
            stored: dict[str, Number] = {}
            for index, (row, column) in figure_places(layout_of(form, section.id), TABLE_TOP).items():
                figure, cell = form.figures[index], sheet.cell(row + 1, column + 1)
                value = base.get(figure.code, 0)
                if figure.is_total and figure.code not in sent.written:
                    result = sums[figure.code]
                    stored[cell.coordinate] = 0 if isinstance(result, str) else result
                elif section.id not in empty and value != "":
                    cell.value = value
            if section.id in sent.ticked:
                _beside(sheet, TICK_LABEL, "√")
            results[sheet.title] = stored
    return pack(_saved(book), sent.saved, results if sent.results == "stored" else {})


def _beside(sheet: Worksheet, label: str, value: str) -> None:
    """Write into the first free cell to the right of a label, past the label's own merged area."""
    row, column = _find(sheet, label)
    while type(sheet.cell(row, column)).__name__ == "MergedCell" or sheet.cell(row, column).value is not None:
        column += 1
    sheet.cell(row, column).value = value


def _below(sheet: Worksheet, label: str, value: str) -> None:
    row, column = _find(sheet, label)
    sheet.cell(row + 1, column).value = value


def _find(sheet: Worksheet, label: str) -> tuple[int, int]:
    """The place of a label, with or without its （一）."""
    for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        for column, value in enumerate(cells, start=1):
            if re.sub(r"^（.）", "", str(value)) == label:
                return row, column
    raise LookupError(f"{sheet.title}: no {label}")


# ---------------------------------------------------------------- reports in sheets of their own


def _new_book(title: str) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    return book, book.create_sheet(title)


def _one_sheet(data: Data, sent: Sent) -> bytes:
    """A whole report on one sheet: title, texts, and the official tables with their merged cells."""
    form, entry = data.form, data.entries[sent.agency]
    values = complete(form, {**entry.figures, **sent.written})
    book, sheet = _new_book("年度报告")
    sheet.append([f"{entry.agency.name}{data.year}年政府信息公开工作年度报告"])
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    for section in form.sections:
        sheet.append([])
        sheet.append([section.heading.text])
        sheet.cell(sheet.max_row, 1).font = Font(name="黑体", size=12)
        if section.kind == "narrative":
            for line in entry.sections[section.id].splitlines():
                sheet.append([line])
        else:
            _paint(sheet, layout_of(form, section.id), values)
    for column in range(1, 16):
        sheet.column_dimensions[get_column_letter(column)].width = 40 if column == 3 else 13
    return pack(_saved(book), sent.saved)


def _paint(sheet: Worksheet, layout: TableLayout, values: Mapping[str, Cell]) -> None:
    thin = Side(style="thin")
    top = sheet.max_row + 1
    for place in layout.cells:
        row, column = top + place.row, place.column + 1
        last_row, last_column = row + place.height - 1, column + place.width - 1
        cell = sheet.cell(row, column)
        cell.value = place.text if place.figure is None else values[place.figure.code]
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        if len(place.text) > 20 and place.height == 1:
            sheet.row_dimensions[row].height = 30
        for r in range(row, last_row + 1):
            for c in range(column, last_column + 1):
                sheet.cell(r, c).border = Border(thin, thin, thin, thin)
        if place.height > 1 or place.width > 1:
            sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)


def _pasted(data: Data, sent: Sent) -> bytes:
    """A report copied out of a web page or a PDF: no merged cells, and rows of table three slipped sideways."""
    form, entry = data.form, data.entries[sent.agency]
    values = complete(form, {**entry.figures, **sent.written})
    book, sheet = _new_book("Sheet1")
    sheet.append([f"{entry.agency.name} {data.year} 年政府信息公开工作年度报告"])
    for section in form.sections:
        sheet.append([])
        sheet.append([section.heading.text])
        if section.kind == "narrative":
            # This agency says 监督管理 where the notice says 监督保障, as some do.
            for line in entry.sections[section.id].splitlines():
                sheet.append([_half_width(line).replace(") 监督保障", ") 监督管理")])
        else:
            rows = _slipped if section.id == "t3" else _flat
            for cells in rows(form, section.id, values):
                sheet.append(cells)
    return pack(_saved(book), sent.saved)


def _half_width(text: str) -> str:
    return re.sub(r"^（(.)）", r"(\1) ", text)


def _flat(form: Form, table: str, values: Mapping[str, Cell]) -> Iterator[list[Cell | None]]:
    """The rows of a table, each merged area as its first cell and empty ones; 结果维持 was broken over two lines."""
    layout = layout_of(form, table)
    rows: list[list[Cell | None]] = [[None] * layout.n_columns for _ in range(layout.n_rows)]
    for place in layout.cells:
        text = re.sub(r"^(结果|其他|尚未)(?=..$)", r"\1 ", place.text)
        rows[place.row][place.column] = text if place.figure is None else values[place.figure.code]
    yield from rows


def _slipped(form: Form, table: str, values: Mapping[str, Cell]) -> Iterator[list[Cell | None]]:
    """Table three as it comes out of a published page: sub-items one column to the right, （七） one to the left."""
    block = form.table(table).blocks[0]
    heads = [column.label.text for column in block.columns]
    applicants, organizations = block.columns[1].path
    yield [block.corner, None, applicants.text, None, None, None, None, None, heads[-1]]
    yield [None, None, heads[0], organizations.text]
    yield [None, None, None, *heads[1:-1]]
    seen: set[str] = set()
    for row in block.rows:
        figures = [values[f"{table}/{row.code}/{column.code}"] for column in block.columns]
        label = _half_width(row.label.text)
        groups = [None if group.text in seen else _half_width(group.text) for group in row.path]
        seen.update(group.text for group in row.path)
        if row.code == "other_other":
            yield [label, None, *figures]
        elif row.code == "total":
            yield [label, *figures]
        else:
            yield [*groups, label, *([None] if not groups else []), *figures]


# ---------------------------------------------------------------- roster, mail, packages


# ---------------------------------------------------------------- last year


def last_year(form: Form, entry: Entry) -> dict[str, Number]:
    """Base figures of the year before from which this year's follow, a little smaller; at 教育局 in_force does not."""
    now = {figure.code: entry.figures.get(figure.code, 0) for figure in form.base}
    before: dict[str, Number] = {}
    for identity in form.identities_of("balance"):
        column = identity.key
        if f"t3/new/{column}" not in now:
            continue
        carried = now[f"t3/carried_in/{column}"]
        more = 1 if column == "natural_person" else 0
        new = max(now[f"t3/new/{column}"] + more, carried)
        before |= {
            f"t3/carried_out/{column}": carried,
            f"t3/new/{column}": new,
            f"t3/granted/{column}": new - carried,
        }
    for kind in ("regulations", "normative_documents"):
        issued, repealed, valid = (now[f"t2/{kind}/{code}"] for code in ("issued", "repealed", "in_force"))
        before[f"t2/{kind}/in_force"] = valid - issued + repealed
    if entry.agency.code == _UNLIKE_LAST_YEAR:
        before["t2/normative_documents/in_force"] += 2
    for code in ("t2/licensing/decisions", "t2/penalties/decisions", "t2/coercion/decisions"):
        before[code] = int(now[code] * Decimal("0.9"))
    before["t2/fees/amount"] = (Decimal(now["t2/fees/amount"]) * Decimal("0.9")).quantize(Decimal("0.0001"))
    return before


def _page(form: Form, entry: Entry, year: int) -> bytes:
    """Last year's report as its agency published it: a web page, under the name that it had then."""
    values = complete(form, last_year(form, entry))
    name = entry.agency.former_names[0] if entry.agency.former_names else entry.agency.name
    title = form.title(name, year)
    parts = [f"<h1>{title}</h1>"]
    for section in form.sections:
        parts.append(f"<h2>{section.heading.text}</h2>")
        if section.kind == "narrative":
            parts.append("<p>（略）</p>")
            continue
        layout = layout_of(form, section.id)
        parts.append('<table border="1">')
        for row in range(layout.n_rows):
            cells = [
                f"<td{_span('rowspan', c.height)}{_span('colspan', c.width)}>"
                f"{html.escape(c.text) if c.figure is None else values[c.figure.code]}</td>"
                for c in layout.cells
                if c.row == row
            ]
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    body = "\n".join(parts)
    return f"<!doctype html>\n<html>{head}<body>\n{body}\n</body></html>\n".encode()


def _span(name: str, cells: int) -> str:
    return f' {name}="{cells}"' if cells > 1 else ""


def _roster(data: Data) -> bytes:
    book, sheet = _new_book("名单")
    sheet.append(_ROSTER_COLUMNS)
    for agency in (entry.agency for entry in data.entries.values()):
        sheet.append(
            [
                agency.code,
                agency.name,
                "；".join(agency.short_names),
                "；".join(agency.former_names),
                agency.kind,
                "是" if agency.summed else "否",
                agency.contact,
                agency.email,
            ]
        )
    for column, width in enumerate((10, 32, 30, 40, 12, 10, 10, 26), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(1, column).fill = PatternFill("solid", fgColor="EEF2F7")
    sheet.freeze_panes = "A2"
    return pack(_saved(book), datetime(2024, 1, 2, 1, 0, tzinfo=UTC))


def _mail(data: Data, sent: Sent, workbook: bytes) -> bytes:
    """A mail as a Chinese mail client writes it: GB18030, the attachment's name in RFC 2047 words."""
    agency = data.entries[sent.agency].agency
    date = (sent.saved + timedelta(minutes=25)).astimezone(_BEIJING)
    body = (
        f"{_OFFICE}：\r\n\r\n    {agency.name}{data.year}年政府信息公开工作年度报告的填报表见附件，请查收。\r\n\r\n"
        f"{agency.contact}\r\n{agency.name}\r\n"
    )
    name = _words(sent.attachment, "\r\n\t")
    lines = [
        f"Date: {format_datetime(date)}",
        f"From: {_words(agency.name)} <{agency.email}>",
        f"To: {_words(_OFFICE)} <{_OFFICE_MAIL}>",
        f"Subject: {_words(f'报送{data.year}年政府信息公开年报')}",
        f"Message-ID: <{data.year}.{agency.code}@yunxi.example.com>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed;\r\n\tboundary="----=_Part_0001"',
        "",
        "------=_Part_0001",
        'Content-Type: text/plain; charset="GB18030"',
        "Content-Transfer-Encoding: base64",
        "",
        _base64(body.encode("gb18030")),
        "------=_Part_0001",
        f'Content-Type: application/octet-stream;\r\n\tname="{name}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment;\r\n\tfilename="{name}"',
        "",
        _base64(workbook),
        "------=_Part_0001--",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def _words(text: str, between: str = "\r\n ") -> str:
    """Text as RFC 2047 encoded words, each short enough for a header line."""
    pieces = [text[i : i + 12] for i in range(0, len(text), 12)]
    return between.join(
        f"=?gb18030?B?{base64.b64encode(p.encode('gb18030')).decode('ascii')}?=" for p in pieces
    )


def _base64(data: bytes) -> str:
    text = base64.b64encode(data).decode("ascii")
    return "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pack(
    data: bytes,
    saved: datetime,
    results: Mapping[str, Mapping[str, Number]] | None = None,
    change: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """The workbook with fixed times.

    Args:
        results: what is stored beside its formulas, by sheet name and address.
        change: applied to each sheet's XML.
    """
    stamp = saved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        sheets = _sheet_names(old) if results else {}
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(created|modified)[^>]*>)[^<]*", lambda m: m[1] + stamp, content
                )
            elif results and name in sheets:
                content = _store(content, results.get(sheets[name], {}))
            elif change is not None and name.startswith("xl/worksheets/"):
                content = change(content)
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return buffer.getvalue()


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part -> sheet name; openpyxl numbers the parts in the order of the sheets."""
    names = re.findall(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    return {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(names, start=1)}


def _store(sheet: bytes, results: Mapping[str, Number]) -> bytes:
    for address, value in results.items():
        pattern = rf'(<c r="{address}"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)'.encode()
        sheet, n = re.subn(pattern, rb"\g<1><v>%s</v>" % str(value).encode(), sheet)
        if n != 1:
            raise LookupError(f"{address}: no formula without a result")
    return sheet


def _in_order(sheet: bytes) -> bytes:
    """LibreOffice writes a sheet's validations in another order every time."""
    rule = rb"<dataValidation .*?</dataValidation>"
    rules = iter(sorted(re.findall(rule, sheet, re.DOTALL)))
    return re.sub(rule, lambda _: next(rules), sheet, flags=re.DOTALL)


# ---------------------------------------------------------------- everything


_LAYOUTS: Mapping[str, Callable[[Data, Sent], bytes]] = {
    "template": _filled_template,
    "sheet": _one_sheet,
    "pasted": _pasted,
}


def build(data: Data, sent: Sent, convert: Converter | None = None) -> bytes:
    """One file of the inbox. Without a converter, a LibreOffice file is the same workbook without stored results."""
    content = _LAYOUTS[sent.layout](data, sent)
    if sent.converted and convert is not None:
        content = pack(convert(content), sent.saved, change=_in_order)
    if sent.truncated:
        content = content[: len(content) * 3 // 5]
    return _mail(data, sent, content) if sent.attachment else content


def write_examples(folder: Path, data: Data, convert: Converter | None = None) -> list[str]:
    """Write roster and inbox; without a converter the files of LibreOffice that are there stay (their names are told)."""
    inbox = folder / INBOX
    kept = []
    for sent in data.sent:
        path = inbox / sent.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if sent.converted and convert is None and path.exists():
            kept.append(sent.file)
        else:
            path.write_bytes(build(data, sent, convert))
    (folder / ROSTER).write_bytes(_roster(data))
    (folder / LAST_YEAR).mkdir(exist_ok=True)
    for entry in data.entries.values():
        if entry.agency.code in _UNPUBLISHED:
            continue
        path = folder / LAST_YEAR / f"{entry.agency.code}.html"
        path.write_bytes(_page(data.form, entry, data.year - 1))
    return kept


@cache
def libreoffice() -> Converter | None:
    """Opens a workbook in LibreOffice and saves it; None where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None

    def convert(data: bytes) -> bytes:
        with tempfile.TemporaryDirectory(prefix="lo-examples-") as name:
            folder = Path(name)
            (folder / "in.xlsx").write_bytes(data)
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [
                program,
                profile,
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                str(folder / "out"),
            ]
            subprocess.run([*command, str(folder / "in.xlsx")], check=True, capture_output=True, timeout=180)
            return (folder / "out" / "in.xlsx").read_bytes()

    return convert


def main() -> None:
    kept = write_examples(HERE, load_data(), libreoffice())
    if kept:
        sys.exit(f"LibreOffice is not installed; left as they were: {', '.join(kept)}")


if __name__ == "__main__":
    main()

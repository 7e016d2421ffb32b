"""One return in every container: the same 200 figures, the same narrative, true origins."""

import html as escaping
import io
import random
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from tests.factory import FORM, complete, random_base
from tests.painting import fill_template, report_rows, source, workbook
from toolkit.layout import layout_of
from toolkit.model import Agency, Return, Unread
from toolkit.reading import read_source
from toolkit.template import build_template

BASE = random_base(random.Random(77), most=40)
VALUES = complete(BASE)
NAME = "甲区财政局"
TITLE = FORM.title(NAME, 2023)
SECTIONS = {
    "s1": "2023年，我局公开信息12条。\n（一）主动公开。通过网站公开信息12条。\n（二）依申请公开。按期答复。",
    "s5": "一是更新不够及时。\n下一步，一是明确时限。",
    "s6": "2023年度未收取信息处理费。",
}


def as_template() -> bytes:
    return fill_template(build_template(FORM, 2023, Agency("007", NAME)), BASE, SECTIONS)


def as_plain() -> bytes:
    return workbook({"报告": report_rows(VALUES, NAME, 2023, SECTIONS)})


def as_word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for section in FORM.sections:
        document.add_paragraph(section.heading.text)
        if section.kind == "narrative":
            for line in SECTIONS[section.id].splitlines():
                document.add_paragraph(line)
            continue
        layout = layout_of(FORM, section.id)
        table = document.add_table(layout.n_rows, layout.n_columns)
        for cell in layout.cells:
            place = table.cell(cell.row, cell.column)
            if cell.height > 1 or cell.width > 1:
                place = place.merge(table.cell(cell.row + cell.height - 1, cell.column + cell.width - 1))
            place.text = cell.text if cell.figure is None else str(VALUES[cell.figure.index])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_page(encoding: str = "utf-8") -> bytes:
    parts = [f"<h1>{TITLE}</h1>"]
    for section in FORM.sections:
        parts.append(f"<h2>{section.heading.text}</h2>")
        if section.kind == "narrative":
            parts.extend(f"<p>{escaping.escape(line)}</p>" for line in SECTIONS[section.id].splitlines())
            continue
        layout = layout_of(FORM, section.id)
        rows: list[str] = []
        for r in range(layout.n_rows):
            cells = [
                f'<td rowspan="{c.height}" colspan="{c.width}">'
                f"{escaping.escape(c.text) if c.figure is None else VALUES[c.figure.index]}</td>"
                for c in layout.cells
                if c.row == r
            ]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        parts.append(f"<table>{''.join(rows)}</table>")
    page = f'<html><head><meta charset="{encoding}"><script>var 总计=9;</script></head><body>{"".join(parts)}</body></html>'
    return page.encode(encoding)


def as_text(separator: str = "\t", encoding: str = "utf-8") -> bytes:
    rows, _ = report_rows(VALUES, NAME, 2023, SECTIONS)
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join(lines).encode(encoding)


def converted(data: bytes, ending: str, folder: Path) -> bytes:
    """The workbook saved in another format by LibreOffice."""
    (folder / "表.xlsx").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", ending,
         "--outdir", str(folder / "out"), str(folder / "表.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "out" / f"表.{ending}").read_bytes()


def read(data: bytes, name: str) -> Return:
    result = read_source(source(data, name), FORM)
    assert isinstance(result, Return), result
    return result


CONTAINERS: dict[str, Callable[[], bytes]] = {
    "模板.xlsx": as_template,
    "粘贴.xlsx": as_plain,
    "粘贴.xls": as_plain,
    "报告.docx": as_word,
    "网页.html": as_page,
    "网页gbk.html": lambda: as_page("gb2312"),
    "网页.xls": as_page,
    "文本.txt": as_text,
    "文本gbk.txt": lambda: as_text(encoding="gb18030"),
    "文本utf16.txt": lambda: as_text(encoding="utf-16"),
    "竖线.txt": lambda: as_text(separator=" | "),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_the_same_return_in_every_container(name):
    ret = read(CONTAINERS[name](), name)
    assert ret.values == VALUES
    assert ret.sections == SECTIONS
    assert (ret.claims[0].text, ret.year) == (NAME, 2023)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xls", "ods"])
@pytest.mark.parametrize("make", [as_template, as_plain], ids=["template", "plain"])
def test_the_same_return_saved_by_libreoffice(ending, make, tmp_path):
    ret = read(converted(make(), ending, tmp_path), f"表.{ending}")
    assert ret.values == VALUES
    assert ret.sections == SECTIONS


class TestOrigins:
    def test_in_word_and_pages_the_sheet_is_the_tables_number(self):
        for name in ("报告.docx", "网页.html"):
            ret = read(CONTAINERS[name](), name)
            first = {t: ret.origins[FORM.by_table[t][0].index] for t in ("t2", "t3", "t4")}
            assert first == {"t2": ("表格1", "B3"), "t3": ("表格2", "D4"), "t4": ("表格3", "A4")}, name

    def test_in_text_the_cell_is_the_line(self):
        data = as_text()
        ret = read(data, "文本.txt")
        lines = data.decode().splitlines()
        for i, origin in enumerate(ret.origins):
            number = int(origin.cell.removeprefix("第").removesuffix("行"))
            assert str(VALUES[i]) in lines[number - 1].split("\t")


class TestWord:
    def test_tabs_in_paragraphs_make_a_table(self):
        document = docx.Document()
        for line in as_text().decode().splitlines():
            document.add_paragraph(line)
        buffer = io.BytesIO()
        document.save(buffer)
        assert read(buffer.getvalue(), "a.docx").values == VALUES

    def test_a_covering_letter_is_no_return(self):
        document = docx.Document()
        document.add_paragraph("区政务公开办：现将我局年度报告报上，请审阅。")
        buffer = io.BytesIO()
        document.save(buffer)
        result = read_source(source(buffer.getvalue(), "函.docx"), FORM)
        assert isinstance(result, Unread)
        assert result.problem is None

    def test_a_report_without_tables_is_a_return(self):
        document = docx.Document()
        document.add_paragraph(TITLE)
        document.add_paragraph("一、总体情况")
        document.add_paragraph("公开信息12条。")
        buffer = io.BytesIO()
        document.save(buffer)
        ret = read(buffer.getvalue(), "a.docx")
        assert ret.tables == frozenset()
        assert ret.sections == {"s1": "公开信息12条。"}


class TestPages:
    def test_a_layout_table_around_the_report_is_no_table(self):
        inner = as_page().decode().partition("<body>")[2].partition("</body>")[0]
        page = f"<html><body><table><tr><td>导航</td></tr><tr><td>{inner}</td></tr></table></body></html>"
        ret = read(page.encode(), "a.html")
        assert ret.values == VALUES
        assert ret.sections == SECTIONS

    @pytest.mark.parametrize("span", ["0", "-1", "x", "99999999"])
    def test_absurd_spans_do_no_harm(self, span):
        page = f'<html><body><table><tr><td rowspan="{span}" colspan="{span}">规章</td><td>1</td></tr></table></body></html>'
        assert isinstance(read_source(source(page.encode(), "a.html"), FORM), Unread)


def test_amounts_keep_their_decimals_everywhere():
    fee = FORM.index["t2/fees/amount"]
    assert isinstance(VALUES[fee], Decimal)
    for name, make in CONTAINERS.items():
        assert read(make(), name).values[fee] == VALUES[fee], name

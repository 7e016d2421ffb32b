"""Whole documents through the reader: pasted reports, templates, slips, hidden copies, formulas."""

import io
import random
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import FORM, complete, random_base
from tests.painting import fill, fill_template, quick_workbook, report_rows, source, table_rows, workbook
from toolkit.formulas import figure_places
from toolkit.layout import layout_of
from toolkit.limits import Limits
from toolkit.model import Agency, Return, Source, Unread, column_name
from toolkit.reading import package, read_source
from toolkit.template import TABLE_TOP, build_template

REAL = Path(__file__).parents[3] / "shared" / "official" / "北关区政务服务和大数据管理局2023年度报告.txt"
NUMBERS = list(range(1, 201))
TEXTS = {
    "s1": "一年来公开信息12条。\n（一）主动公开。公开12条。",
    "s5": "一是不够及时。",
    "s6": "未收取信息处理费。",
}


def read(data: bytes, **more) -> Return:
    result = read_source(source(data, **more), FORM)
    assert isinstance(result, Return), result
    return result


def wrong(ret: Return, values=NUMBERS):
    return {FORM.codes[i]: (ret.values[i], v) for i, v in enumerate(values) if ret.values[i] != v}


@pytest.fixture(scope="module")
def pasted() -> str:
    if not REAL.exists():
        pytest.skip("the real report is not beside the project")
    return REAL.read_text(encoding="utf-8")


def paste(text: str, numbers=None) -> bytes:
    """The text as it lands in a sheet: tabs to cells, noughts as they are or replaced in reading order."""
    numbers = iter(numbers) if numbers is not None else None
    rows = []
    for line in text.split("\n"):
        cells = [cell if cell != "" else None for cell in line.split("\t")]
        rows.append(
            [(next(numbers) if numbers else 0) if cell and cell.strip() == "0" else cell for cell in cells]
        )
    return quick_workbook(rows)


class TestTheRealReport:
    def test_it_is_two_hundred_zeros_of_the_right_agency_and_year(self, pasted):
        ret = read(paste(pasted))
        assert set(ret.states) == {"zero"}
        assert ret.claims[0].text == "北关区政务服务和大数据管理局"
        assert ret.year == 2023
        assert ret.sections["s1"].startswith("2023 年，我局坚持")
        assert "(五) 监督管理" in ret.sections["s1"]
        assert ret.sections["s5"].endswith("不断提高公开的主动性，确保政务公开工作水平持续提高。")
        assert ret.sections["s6"] == "本年度，本机关未收取信息公开处理费。"

    def test_two_hundred_numbers_land_on_their_own_codes(self, pasted):
        ret = read(paste(pasted, NUMBERS))
        assert not wrong(ret)
        slipped = {o.label for o in ret.oddities if o.kind == "shifted"}
        assert len(slipped) == 19
        assert "(七) 总计" in slipped
        assert "1.属于国家秘密" in slipped

    @given(st.lists(st.integers(0, 10**6), min_size=200, max_size=200))
    @settings(max_examples=40, deadline=None)
    def test_any_numbers_do(self, pasted, numbers):
        assert not wrong(read(paste(pasted, numbers)), numbers)

    def test_blanks_in_a_slipped_row_are_told_by_its_neighbours(self, pasted):
        lines = pasted.split("\n")
        row = next(i for i, line in enumerate(lines) if "4.保护第三方" in line)
        cells = lines[row].split("\t")
        cells[3] = ""
        lines[row] = "\t".join(cells)
        numbers = [n for n in NUMBERS if FORM.codes[n - 1] != "t3/refused_third_party/natural_person"]
        ret = read(paste("\n".join(lines), numbers))
        blank = FORM.index["t3/refused_third_party/natural_person"]
        assert ret.states[blank] == "blank"
        assert not {k: v for k, v in wrong(ret).items() if k != FORM.codes[blank]}

    def test_text_as_noughts_does_no_harm(self, pasted):
        ret = read(quick_workbook([[c or None for c in line.split("\t")] for line in pasted.split("\n")]))
        assert set(ret.states) == {"zero"}
        assert not ret.unusual


class TestPlainWorkbooks:
    @given(st.lists(st.integers(0, 10**9), min_size=200, max_size=200), st.randoms(use_true_random=False))
    @settings(max_examples=60, deadline=None)
    def test_any_figures_are_read_right(self, numbers, rng):
        values = [
            Decimal(n) / 10000 if FORM.figures[i].block.type == "amount" else n for i, n in enumerate(numbers)
        ]
        rows, _ = report_rows(values, sections=TEXTS)
        left, above = rng.randrange(4), rng.randrange(5)
        ret = read(quick_workbook([[]] * above + [[None] * left + row for row in rows]))
        assert not wrong(ret, values)
        assert not ret.oddities
        assert ret.sections["s5"] == "一是不够及时。"

    def test_with_merges_on_one_sheet(self):
        ret = read(workbook({"报告": report_rows(NUMBERS, sections=TEXTS)}))
        assert not wrong(ret)
        assert not ret.oddities
        assert (ret.claims[0].text, ret.year) == ("甲区财政局", 2023)
        assert ret.sections == TEXTS

    def test_each_table_on_a_sheet_of_its_own_in_another_order(self):
        ret = read(workbook({t: table_rows(t, NUMBERS) for t in ("t4", "t2", "t3")}))
        assert not wrong(ret)

    def test_origins_are_true(self):
        rows, merges = report_rows(NUMBERS)
        ret = read(workbook({"报告": (rows, merges)}))
        for i, origin in enumerate(ret.origins):
            column = 0
            for letter in origin.cell.rstrip("0123456789"):
                column = column * 26 + ord(letter) - 64
            row = int(origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            assert origin.sheet == "报告"
            assert rows[row - 1][column - 1] == NUMBERS[i]

    def test_tables_side_by_side(self):
        rows: list[list] = []
        for table in ("t2", "t3", "t4"):
            block, _ = table_rows(table, NUMBERS)
            left = max((len(row) for row in rows), default=0)
            left += 1 if left else 0
            while len(rows) < len(block):
                rows.append([])
            for r, row in enumerate(block):
                rows[r] = rows[r] + [None] * (left - len(rows[r])) + row
        assert not wrong(read(quick_workbook(rows)))

    def test_an_older_copy_on_a_hidden_sheet_loses(self):
        old = [n + 1000 for n in NUMBERS]
        ret = read(workbook({"旧": report_rows(old), "新": report_rows(NUMBERS)}, hidden=["旧"]))
        assert not wrong(ret)
        assert {o.kind for o in ret.oddities} == {"hidden_copy"}

    def test_an_empty_second_copy_is_left_aside(self):
        rows, _ = report_rows(NUMBERS)
        empty, _ = report_rows([None] * 200)
        ret = read(quick_workbook(rows + [[], []] + empty))
        assert not wrong(ret)
        assert {o.kind for o in ret.oddities} == {"empty_copy"}

    def test_two_copies_that_differ_are_no_guess(self):
        rows, _ = report_rows(NUMBERS)
        other, _ = report_rows([*NUMBERS[:-1], 999])
        ret = read(quick_workbook(rows + [[]] + other))
        assert ret.states[199] == "absent"
        assert [o.figures for o in ret.oddities if o.kind == "doubtful"] == [(199,)]
        assert not {k: v for k, v in wrong(ret).items() if k != FORM.codes[199]}

    def test_a_missing_row_is_named_and_nothing_moves(self):
        rows, _ = table_rows("t3", NUMBERS)
        gone = next(i for i, row in enumerate(rows) if "2.重复申请" in row)
        ret = read(quick_workbook(rows[:gone] + rows[gone + 1 :]))
        lost = [o for o in ret.oddities if o.kind == "lost"]
        assert [o.label for o in lost] == ["2.重复申请"]
        assert {FORM.figures[i].row.code for i in lost[0].figures} == {"declined_duplicate"}
        values = {FORM.codes[i]: v for i, v in enumerate(ret.values) if FORM.figures[i].table.id == "t3"}
        assert all(v == NUMBERS[FORM.index[c]] for c, v in values.items() if "declined_duplicate" not in c)

    def test_inserted_rows_and_columns_do_no_harm(self):
        rows, _ = table_rows("t3", NUMBERS)
        at = next(i for i, row in enumerate(rows) if "（四）无法提供" in row)
        rows.insert(at, [None, "小计", None, 900, 901, 902, 903, 904, 905, 906])
        rows = [row[:5] + [None] + row[5:] for row in rows]
        rows[2][5] = "备注"
        rows[4][5] = "核对过"
        ret = read(quick_workbook(rows))
        assert not {k: v for k, v in wrong(ret).items() if k.startswith("t3")}
        assert "小计" in [o.label for o in ret.oddities]

    def test_a_column_of_line_numbers_is_no_slip(self):
        rows, _ = table_rows("t3", NUMBERS)
        rows = [row[:3] + [i if i > 2 else None] + row[3:] for i, row in enumerate(rows)]
        rows[5][4] = None  # a blank beside the line number looks like a slipped row
        ret = read(quick_workbook(rows))
        i = FORM.index["t3/granted/natural_person"]
        assert ret.states[i] == "blank"
        assert not {k: v for k, v in wrong(ret).items() if k.startswith("t3") and k != FORM.codes[i]}

    def test_a_head_split_over_two_rows(self):
        rows, _ = table_rows("t3", NUMBERS)
        rows.insert(3, [None] * 10)
        for c, cell in enumerate(rows[2]):
            if isinstance(cell, str) and len(cell) > 3:
                rows[2][c], rows[3][c] = cell[:2], cell[2:]
        assert not {k: v for k, v in wrong(read(quick_workbook(rows))).items() if k.startswith("t3")}

    def test_table_four_with_its_groups_as_rows(self):
        heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        rows = [["", *heads]]
        for number, group in enumerate(["行政复议", "未经复议直接起诉", "复议后起诉"]):
            rows.append([group, *NUMBERS[185 + 5 * number : 190 + 5 * number]])
        ret = read(quick_workbook([["甲区财政局2023年政府信息公开工作年度报告"], *rows]))
        assert not {k: v for k, v in wrong(ret).items() if k.startswith("t4")}

    def test_a_typing_error_in_a_long_label(self):
        rows, _ = table_rows("t3", NUMBERS)
        rows = [
            ["1.本机关不撑握相关政府信息" if c == "1.本机关不掌握相关政府信息" else c for c in row]
            for row in rows
        ]
        ret = read(quick_workbook(rows))
        assert not {k: v for k, v in wrong(ret).items() if k.startswith("t3")}
        assert [o.kind for o in ret.oddities] == ["typing"]


class TestTemplates:
    def test_base_figures_text_and_agency(self):
        base = random_base(random.Random(5))
        data = fill_template(build_template(FORM, 2023, Agency("007", "甲区财政局")), base, TEXTS)
        ret = read(data)
        assert not wrong(ret, complete(base))
        assert ret.sections == TEXTS
        assert [c for c in ret.claims if c.by == "cover"][0].text == "甲区财政局"
        assert ret.year == 2023
        # openpyxl stores no results: the totals were computed.
        assert ret.computed == {f.index for f in FORM.figures if f.is_total}

    def test_totals_with_a_stored_nought_beside_figures(self):
        """A program fills the cells and keeps the noughts that XlsxWriter stored for the formulas."""
        template = build_template(FORM, 2023, Agency("007", "甲区财政局"))
        names = {f"xl/worksheets/sheet{n}.xml": s.id for n, s in enumerate(FORM.sections, start=2)}
        wanted = {
            name: {
                f"{column_name(place[1])}{place[0] + 1}"
                for i, place in figure_places(layout_of(FORM, table), TABLE_TOP).items()
                if not FORM.figures[i].is_total
            }
            for name, table in names.items()
            if table.startswith("t")
        }

        def put(name):
            return lambda m: (
                b'<c r="%b" s="%b"><v>2</v></c>' % (m[1], m[2]) if m[1].decode() in wanted[name] else m[0]
            )

        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                content = old.read(info)
                if info.filename in wanted:
                    content = re.sub(rb'<c r="(\w+)" s="(\d+)"/>', put(info.filename), content)
                new.writestr(info, content)
        ret = read(out.getvalue())
        assert not wrong(ret, complete({f.code: 2 for f in FORM.base}))
        assert ret.computed == {f.index for f in FORM.figures if f.is_total}

    def test_a_tick_makes_blanks_noughts(self):
        def write(book):
            book["四、政府信息公开行政复议、行政诉讼情况"]["D3"] = "√"

        ret = read(fill(build_template(FORM, 2023, Agency("007", "甲区财政局")), write))
        assert set(ret.ticked) == {"t4"}
        assert ret.ticked["t4"].cell == "D3"
        assert {ret.states[f.index] for f in FORM.by_table["t4"]} == {"zero"}
        assert "blank" in {ret.states[f.index] for f in FORM.by_table["t2"]}

    def test_an_aspect_whose_cell_is_empty_is_bare(self):
        """A word in another cell (公报, 申请) does not stand for it."""

        def write(book):
            sheet = book["一、总体情况"]
            row = next(c.row for c in sheet["A"] if c.value == "（一）主动公开")
            sheet.cell(row + 1, 1).value = "公开统计公报1篇，收到申请35件，办结35件。"

        ret = read(fill(build_template(FORM, 2023, Agency("007", "甲区财政局")), write))
        assert ret.sections["s1"] == "（一）主动公开\n公开统计公报1篇，收到申请35件，办结35件。"
        assert ret.bare == {1, 2, 3, 4}

    def test_aspects_that_are_all_told_in_one_cell_are_not_bare(self):
        def write(book):
            sheet = book["一、总体情况"]
            row = next(c.row for c in sheet["A"] if c.value == "（一）主动公开")
            sheet.cell(
                row + 1, 1
            ).value = "公开12条。\n（二）依申请公开\n收到1件。\n（三）政府信息管理情况。逐条审查。"

        ret = read(fill(build_template(FORM, 2023, Agency("007", "甲区财政局")), write))
        assert ret.bare == {3, 4}

    def test_an_unfilled_template_of_an_agency_is_a_return_without_text(self):
        assert read(build_template(FORM, 2023, Agency("007", "甲区财政局"))).sections == {}

    def test_the_blank_template_itself_is_no_return(self):
        result = read_source(source(build_template(FORM, 2023, None)), FORM)
        assert isinstance(result, Unread)
        assert (result.problem, result.note) == (None, "这是没有填写的空白填报表")


class TestFormulas:
    def test_a_formula_elsewhere_without_a_result_is_no_number(self):
        rows, _ = report_rows(NUMBERS)
        rows = [["=1+1" if cell == 1 else cell for cell in row] for row in rows]
        ret = read(workbook({"报告": rows}))
        assert (ret.states[0], ret.values[0], ret.raws[0]) == ("text", None, "=1+1")

    def test_a_total_is_computed_from_the_parts(self):
        i = FORM.index["t4/review/total"]
        rows, _ = report_rows([f"=SUM(A{n}:B{n})" if n == i + 1 else n for n in NUMBERS])
        ret = read(workbook({"报告": rows}))
        assert ret.values[i] == sum(NUMBERS[i - 4 : i])
        assert ret.computed == {i}

    def test_an_error_value(self):
        rows, _ = report_rows([*NUMBERS[:-1], "#REF!"])
        ret = read(workbook({"报告": rows}))
        assert (ret.states[199], ret.values[199], ret.raws[199]) == ("error", None, "#REF!")

    def test_a_blank_total_is_the_sum_of_its_parts(self):
        i = FORM.index["t3/new/total"]
        values = [*NUMBERS]
        values[i] = None
        ret = read(quick_workbook(report_rows(values)[0]))
        assert (ret.states[i], ret.values[i]) == ("blank", sum(NUMBERS[i - 6 : i]))

    def test_a_blank_total_with_a_part_that_is_no_number_has_no_value(self):
        i = FORM.index["t3/new/total"]
        values = [*NUMBERS]
        values[i], values[i - 1] = None, "约3"
        ret = read(quick_workbook(report_rows(values)[0]))
        assert (ret.states[i], ret.values[i]) == ("blank", None)


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", "empty"),
            (b"\0" * 100, "empty"),
            (b"PK\x03\x04 broken", "damaged"),
            (b"%PDF-1.7", "pdf"),
            (b"\x89PNG\r\n", "picture"),
            (b"Rar!\x1a\x07", "archive"),
            (b"\x1f\x8b\x08\x00 gzip", "archive"),
            (b"a" * 257 + b"ustar\x00" + b"1" * 300, "archive"),
            (bytes(range(256)), "unsupported"),
        ],
    )
    def test_it_says_why(self, data, problem):
        result = read_source(source(data), FORM)
        assert isinstance(result, Unread)
        assert result.problem == problem

    @pytest.mark.parametrize("name", ["财政局.xlsx", "民政局.xls", "水务局.et", "水利局.docx"])
    @pytest.mark.parametrize(
        "data", ["<html><body>会话已超时，请重新登录</body></html>".encode(), b'{"code": 401}', b"abc"]
    )
    def test_a_workbook_by_its_name_alone_is_told(self, name, data):
        result = read_source(Source(name, None, "0" * 64, data), FORM)
        assert isinstance(result, Unread)
        assert result.problem == "unsupported"

    def test_a_letter_as_text_is_none(self):
        result = read_source(Source("报送函.txt", None, "0" * 64, "现报送年报，请查收。".encode()), FORM)
        assert isinstance(result, Unread)
        assert result.problem is None

    def test_a_truncated_workbook_is_damaged(self):
        data = workbook({"报告": report_rows(NUMBERS)})
        result = read_source(source(data[: len(data) // 2]), FORM)
        assert isinstance(result, Unread)
        assert result.problem == "damaged"

    def test_a_changed_byte_is_noticed(self):
        data = bytearray(workbook({"报告": report_rows(NUMBERS)}))
        at = data.find(b"xl/worksheets/sheet1.xml") + 300
        data[at] ^= 0x10
        result = read_source(source(bytes(data)), FORM)
        assert isinstance(result, Unread)
        assert result.problem == "damaged"

    def test_a_far_cell_is_refused_before_it_takes_the_memory(self):
        data = workbook({"a": [[1]]})
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                content = old.read(info)
                if info.filename.endswith("sheet1.xml"):
                    content = content.replace(b'r="A1"', b'r="XFD1048576"')
                new.writestr(info, content)
        result = read_source(source(out.getvalue()), FORM)
        assert isinstance(result, Unread)
        assert result.problem == "too_large"

    def test_unpacking_is_bounded_while_reading(self):
        data = workbook({"a": [["x" * 30000]] * 50})
        result = read_source(source(data), FORM, Limits(unpacked_bytes=20_000))
        assert isinstance(result, Unread)
        assert result.problem == "too_large"

    def test_a_list_is_no_return(self):
        result = read_source(source(workbook({"a": [["单位名称", "联系人"], ["甲局", "张三"]]})), FORM)
        assert isinstance(result, Unread)
        assert result.problem is None


class TestFormulasAtAGlance:
    """Formulas of ordinary sheets are found without parsing them; what is found must be the same."""

    @pytest.mark.parametrize("results", [False, True])
    def test_it_finds_what_parsing_finds(self, results, monkeypatch):
        data = fill_template(build_template(FORM, 2023), {"t3/new/natural_person": 1}, TEXTS)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = archive.read("xl/worksheets/sheet4.xml")
        if results:
            xml = xml.replace(b"<v></v>", b"<v>7</v>")
        quick = package._plain_formulas(xml)
        monkeypatch.setattr(package, "_plain_formulas", lambda sheet: None)
        assert quick == package.cell_notes(xml)
        assert len(quick.formulas if results else quick.unfinished) == 31

    @pytest.mark.parametrize(
        "odd", [b'<f t="shared" si="0"/>', b"<f>A1&amp;B1</f>", b'<f t="array" ref="A1">A1</f>']
    )
    def test_what_is_out_of_the_ordinary_is_parsed(self, odd):
        xml = (
            b'<worksheet><sheetData><row r="1"><c r="A1">'
            + odd
            + b"<v>1</v></c></row></sheetData></worksheet>"
        )
        assert package._plain_formulas(xml) is None
        assert set(package.cell_notes(xml).formulas) == {(0, 0)}


def test_signs_that_nobody_sees_are_no_part_of_a_name():
    rows, _ = report_rows(complete({}), "\u202e甲区\u200b财政局\u202c")
    ret = read_source(source(quick_workbook(rows)), FORM)
    assert ret.claims[0].text == "甲区财政局"

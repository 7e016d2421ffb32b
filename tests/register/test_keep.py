"""核实登记.xlsx from run to run: open warnings come and go, and not a word, colour or comment of people is lost."""

import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.factory import FORM, complete
from tests.painting import quick_workbook, report_rows
from tests.test_run import TEXTS, roster
from toolkit.register import keep_register
from toolkit.register.new import HEAD_ROW, new_register
from toolkit.run import Request, run

BASE = {"t2/licensing/decisions": 35, "t3/new/natural_person": 2, "t3/granted/natural_person": 2}
FIRST = HEAD_ROW + 2  # the first row below the heads, as openpyxl counts


def put(
    inbox: Path, name: str, base: dict, agency: str | None = None, day: int = 10, texts: dict = TEXTS
) -> None:
    """A return in the inbox; a figure that is None is left blank."""
    inbox.mkdir(parents=True, exist_ok=True)
    values = list(complete({code: value or 0 for code, value in base.items()}))
    for code in (code for code, value in base.items() if value is None):
        values[FORM.index[code]] = None
    rows, _ = report_rows(values, agency or Path(name).stem, 2023, texts)
    (inbox / name).write_bytes(quick_workbook(rows, saved=datetime(2024, 1, day)))


def titles(sheet) -> dict[str, int]:
    for row in sheet.iter_rows(max_row=10):
        found = {cell.value: cell.column for cell in row if cell.value}
        if "结论" in found:
            return found
    raise AssertionError("no heads")


def rows_of(path: Path) -> list[dict]:
    sheet = openpyxl.load_workbook(path).active
    at = titles(sheet)
    rows = [
        {name: sheet.cell(r, column).value for name, column in at.items()}
        for r in range(FIRST, sheet.max_row + 1)
    ]
    return [row for row in rows if any(row.values())]


def fill(path: Path, which: int, **words: object) -> None:
    """Write into a row as the clerk does."""
    book = openpyxl.load_workbook(path)
    at = titles(book.active)
    for name, word in words.items():
        book.active.cell(FIRST + which, at[name], word)
    book.save(path)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An inbox of two agencies that left cells blank, and one without fault."""
    roster(tmp_path, ["甲区财政局", "甲区教育局", "甲区民政局"])
    for name in ("甲区财政局", "甲区教育局"):
        put(
            tmp_path / "inbox",
            f"{name}.xlsx",
            {**BASE, "t2/penalties/decisions": None, "t4/review/upheld": None},
        )
    put(tmp_path / "inbox", "甲区民政局.xlsx", BASE)
    return tmp_path


def done(desk: Path, **options: object):
    return run(Request(desk / "inbox", **options))


def decided(outcome, agency: str) -> list[str | None]:
    return [f.decision for f in outcome.district.findings if f.agency == agency and f.severity == "warning"]


class TestAClerksRounds:
    def test_the_first_run_lists_every_open_warning_with_a_drop_down(self, desk):
        outcome = done(desk)
        rows = rows_of(desk / "核实登记.xlsx")
        assert outcome.register.waiting == outcome.register.added == len(rows) == 4
        assert {row["单位"] for row in rows} == {"甲区财政局", "甲区教育局"}
        assert all(row["规则"] == "V04" and row["结论"] is None and row["原值"] for row in rows)
        assert sum(r.warnings for r in outcome.district.agencies) == 4
        validations = openpyxl.load_workbook(desk / "核实登记.xlsx").active.data_validations.dataValidation
        assert '"已核实,更正"' in [v.formula1 for v in validations]

    def test_nothing_to_ask_makes_no_file(self, desk):
        for path in (desk / "inbox").glob("*[财教]*"):
            path.unlink()
        assert done(desk).register.waiting == 0
        assert not (desk / "核实登记.xlsx").exists()

    def test_a_verdict_settles_its_warning_and_stays_as_it_was_written(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        fill(path, 0, 结论="已核实", 说明="确无处罚", 经办人="王芳", 日期="2024-01-20")
        outcome = done(desk)
        assert decided(outcome, "甲区财政局") == ["已核实：确无处罚（王芳，2024-01-20）", None]
        assert outcome.register.waiting == 3
        rows = rows_of(path)
        assert len(rows) == 4
        assert rows[0]["说明"] == "确无处罚"
        again = path.read_bytes()
        done(desk)
        assert path.read_bytes() == again

    def test_a_resubmission_makes_it_stale_and_asks_anew(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        fill(path, 0, 结论="已核实", 经办人="王芳")
        put(
            desk / "inbox",
            "甲区财政局.xlsx",
            {**BASE, "t2/penalties/decisions": None, "t2/licensing/decisions": None},
            day=12,
        )
        outcome = done(desk)
        codes = [f.rule for f in outcome.district.findings if f.agency == "甲区财政局"]
        assert codes.count("D01") == 1
        assert decided(outcome, "甲区财政局") == [None]
        rows = [row for row in rows_of(path) if row["单位"] == "甲区财政局"]
        assert [row["结论"] for row in rows] == ["已核实", None]

    def test_a_correction_is_summed_and_shown(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        fill(
            path,
            0,
            指标="t2/penalties/decisions",
            规则="V04",
            结论="更正",
            更正值="12",
            经办人="王芳",
            说明="漏填",
        )
        outcome = done(desk)
        record = outcome.district.totals[outcome.district.form.index["t2/penalties/decisions"]]
        assert record == 12
        facts = (desk / "输出" / "facts.csv").read_text(encoding="utf-8-sig")
        line = next(line for line in facts.splitlines() if "甲区财政局" in line and ",penalties," in line)
        assert ",12,,number,更正（原填“”）：漏填（王芳）," in line

    def test_settled_rows_that_nobody_wrote_in_go_and_begun_ones_stay(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        fill(path, 1, 说明="打过电话，没人接")
        put(desk / "inbox", "甲区教育局.xlsx", BASE, day=12)
        outcome = done(desk)
        rows = rows_of(path)
        assert [row["单位"] for row in rows] == ["甲区财政局", "甲区财政局"]
        assert [row["说明"] for row in rows] == [None, "打过电话，没人接"]
        assert outcome.register.waiting == 2

    def test_a_figure_sent_anew_beside_the_same_words_is_asked_about_anew(self, desk):
        """A decision in the row of a text's warning rests on the cell too."""
        texts = {**TEXTS, "s1": TEXTS["s1"].replace("及时公开各类信息", "作出行政许可151件")}

        def send(licences: int, day: int) -> None:
            put(
                desk / "inbox",
                "甲区民政局.xlsx",
                {**BASE, "t2/licensing/decisions": licences},
                day=day,
                texts=texts,
            )

        def licences(outcome) -> tuple:
            i = FORM.index["t2/licensing/decisions"]
            ret = next(r.judged.ret for r in outcome.district.read if r.agency.name == "甲区民政局")
            return ret.values[i], ret.raws[i]

        send(15, 10)
        done(desk)
        path = desk / "核实登记.xlsx"
        which = next(i for i, row in enumerate(rows_of(path)) if row["规则"] == "N01")
        assert rows_of(path)[which]["表内数"] == "15"
        fill(path, which, 结论="更正", 更正值="151", 经办人="王芳")
        assert licences(done(desk)) == (151, "15")
        send(160, 12)
        outcome = done(desk)
        assert licences(outcome) == (160, "160")
        told = [f for f in outcome.district.findings if f.rule == "D01"]
        assert [(f.expected, f.actual) for f in told] == [("15", "160")]
        assert any("采用 0 条结论" in line for line in outcome.district.used)
        assert [row["表内数"] for row in rows_of(path) if row["规则"] == "N01"] == ["15", "160"]

    def test_what_was_asked_otherwise_is_no_change(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        fill(path, 0, 结论="已核实")
        outcome = done(desk, blank="zero")
        assert not [f for f in outcome.district.findings if f.rule == "D01"]

    def test_corrections_that_contradict_each_other_are_told(self, desk):
        book = openpyxl.Workbook()
        book.active.append(["单位", "指标", "结论", "原值", "更正值"])
        book.active.append(["甲区财政局", "行政许可", "更正", "35", "36"])
        book.active.append(["甲区财政局", "行政许可", "更正", None, "37"])
        book.save(desk / "核实登记.xlsx")
        outcome = done(desk)
        assert any("第 2、3 行对同一个数给出不同的更正值" in line for line in outcome.district.used)
        assert outcome.district.totals[FORM.index["t2/licensing/decisions"]] == 35 * 3

    def test_a_row_keeps_its_place_and_its_colour_while_its_warning_is_open(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        book = openpyxl.load_workbook(path)
        for column in range(1, 14):
            book.active.cell(FIRST + 2, column).fill = PatternFill("solid", fgColor="FFFF00")
        book.save(path)
        before = rows_of(path)
        put(desk / "inbox", "甲区财政局.xlsx", BASE, day=12)
        put(desk / "inbox", "甲区民政局.xlsx", {**BASE, "t2/penalties/decisions": None}, day=12)
        done(desk)
        sheet = openpyxl.load_workbook(path).active
        coloured = [
            r for r in range(FIRST, sheet.max_row + 1) if sheet.cell(r, 1).fill.fgColor.rgb.endswith("FFFF00")
        ]
        assert coloured == [FIRST + 2]
        after = {row["单位"]: row for row in rows_of(path)}
        assert sheet.cell(FIRST + 2, 1).value == before[2]["单位"]
        assert set(after) == {"甲区教育局", "甲区民政局"}

    def test_errors_cannot_be_confirmed_away(self, desk):
        put(desk / "inbox", "甲区民政局.xlsx", {**BASE, "t3/granted/natural_person": 1}, day=12)
        book = openpyxl.Workbook()
        book.active.append(["单位", "规则", "结论"])
        book.active.append(["甲区民政局", "A03", "已核实"])
        book.save(desk / "核实登记.xlsx")
        outcome = done(desk)
        assert (
            next(r for r in outcome.district.agencies if r.agency.name == "甲区民政局").status == "returned"
        )
        assert any("第 2 行核实的是错误" in line for line in outcome.district.used)

    def test_a_named_file_is_only_read(self, desk):
        path = desk / "别处.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["单位", "规则", "结论"])
        book.active.append(["甲区财政局", "V04", "已核实"])
        book.save(path)
        before = path.read_bytes()
        outcome = done(desk, decisions=path)
        assert decided(outcome, "甲区财政局") == ["已核实", "已核实"]
        assert outcome.register is None
        assert path.read_bytes() == before
        assert not (desk / "核实登记.xlsx").exists()


class TestWhatPeopleDoToTheFile:
    def people(self, path: Path) -> bytes:
        """The register after a clerk's morning: colours, a comment, a column and a sheet of her own, rows sorted."""
        book = openpyxl.load_workbook(path)
        sheet = book.active
        sheet.cell(FIRST, 15, "下午再打 8123456")
        sheet.cell(FIRST + 1, 1).fill = PatternFill("solid", fgColor="FFFF00")
        sheet.cell(FIRST + 1, 1).comment = Comment("王局长接的电话", "李强")
        sheet.cell(FIRST + 2, 8, '="核实"&"过"')
        sheet.column_dimensions["D"].width = 33
        other = book.create_sheet("电话本")
        other["A1"] = "财政局 王芳 8123456"
        other["B2"] = "=1+1"
        book.save(path)
        return path.read_bytes()

    def test_all_of_it_stays(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        self.people(path)
        for name in ("甲区财政局", "甲区教育局"):
            put(desk / "inbox", f"{name}.xlsx", BASE, day=12)
        put(desk / "inbox", "甲区民政局.xlsx", {**BASE, "t2/penalties/decisions": None}, day=12)
        outcome = done(desk)
        assert not outcome.register.message
        book = openpyxl.load_workbook(path)
        sheet = book["核实登记"]
        assert sheet.cell(FIRST, 15).value == "下午再打 8123456"
        assert sheet.cell(FIRST + 1, 1).comment.text == "王局长接的电话"
        assert sheet.cell(FIRST + 1, 1).fill.fgColor.rgb.endswith("FFFF00")
        assert sheet.cell(FIRST + 2, 8).value == '="核实"&"过"'
        assert sheet.column_dimensions["D"].width == 33
        assert [book["电话本"]["A1"].value, book["电话本"]["B2"].value] == ["财政局 王芳 8123456", "=1+1"]
        # Three rows of people remain, one of ours went, one came.
        assert [row["单位"] for row in rows_of(path)] == [
            "甲区财政局",
            "甲区财政局",
            "甲区教育局",
            "甲区民政局",
        ]

    def test_a_drawing_and_unknown_parts_stay(self, desk):
        done(desk)
        path = desk / "核实登记.xlsx"
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("customXml/item1.xml", "<a/>")
        put(desk / "inbox", "甲区民政局.xlsx", {**BASE, "t2/penalties/decisions": None}, day=12)
        assert done(desk).register.added == 1
        with zipfile.ZipFile(path) as archive:
            assert archive.read("customXml/item1.xml") == b"<a/>"
            assert archive.testzip() is None

    def test_a_list_of_their_own_gets_the_rows_below_and_the_columns_that_it_lacks(self, desk):
        path = desk / "核实登记.xlsx"
        book = openpyxl.Workbook()
        book.active.title = "一月"
        book.active.append(["单位", "备注", "结论", "规则"])
        book.active.append(["甲区财政局", "老王说没有", "已核实", "V04"])
        book.active.append(["甲区教育局", "再问", None, None])
        book.save(path)
        outcome = done(desk)
        assert decided(outcome, "甲区财政局") == ["已核实", "已核实"]
        sheet = openpyxl.load_workbook(path).active
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert values[0][:4] == ["单位", "备注", "结论", "规则"]
        assert set(values[0][4:]) >= {"指标", "问题", "原值", "更正值", "说明", "经办人", "日期", "沿用"}
        assert values[1][:4] == ["甲区财政局", "老王说没有", "已核实", "V04"]
        assert values[2][:4] == ["甲区教育局", "再问", None, None]
        assert [row[0] for row in values[3:]] == ["甲区教育局", "甲区教育局"]
        assert outcome.register.waiting == 2
        assert done(desk).register.added == 0

    @pytest.mark.parametrize("lock", ["~$核实登记.xlsx", ".~lock.核实登记.xlsx#", ".~核实登记.xlsx"])
    def test_while_it_is_open_elsewhere_it_is_left_alone(self, desk, lock):
        done(desk)
        path = desk / "核实登记.xlsx"
        before = path.read_bytes()
        (desk / lock).write_bytes(b"")
        put(desk / "inbox", "甲区教育局.xlsx", BASE, day=12)
        outcome = done(desk)
        assert "正在被打开" in outcome.register.message
        assert path.read_bytes() == before

    def test_words_that_look_like_formulas_or_markup_come_out_as_text(self, desk):
        name = '甲区<b>&"=1+1"</b>局'
        (desk / "名单.csv").unlink()
        put(desk / "inbox", "x.xlsx", {**BASE, "t2/penalties/decisions": None}, agency=f"={name}")
        done(desk)
        names = {row["单位"] for row in rows_of(desk / "核实登记.xlsx")}
        assert f"={name}" in names
        cells = [c for row in openpyxl.load_workbook(desk / "核实登记.xlsx").active.iter_rows() for c in row]
        assert all(cell.data_type != "f" for cell in cells)

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    def test_libreoffice_saves_it_and_the_run_goes_on(self, desk, tmp_path):
        done(desk)
        path = desk / "核实登记.xlsx"
        fill(path, 0, 结论="已核实", 说明="确无", 经办人="王芳")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "xlsx",
             "--outdir", str(tmp_path / "again"), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        shutil.copy(tmp_path / "again" / path.name, path)
        put(desk / "inbox", "甲区教育局.xlsx", BASE, day=12)
        outcome = done(desk)
        assert not outcome.register.message
        assert decided(outcome, "甲区财政局")[0] == "已核实：确无（王芳）"
        assert [row["单位"] for row in rows_of(path)] == ["甲区财政局", "甲区财政局"]


@pytest.mark.parametrize("harm", [b"", b"PK\x03\x04 not a workbook"])
def test_a_file_that_cannot_be_read_stops_the_run_and_is_not_touched(desk, harm):
    from toolkit.run import RunError

    path = desk / "核实登记.xlsx"
    path.write_bytes(harm)
    with pytest.raises(RunError, match="核实登记不能用"):
        done(desk)
    assert path.read_bytes() == harm


def test_a_new_register_has_no_row_of_its_own(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(new_register())
    assert rows_of(tmp_path / "a.xlsx") == []


def test_what_a_dead_run_left_is_cleared(tmp_path):
    left = tmp_path / ".核实登记.xlsx.new-999999"
    left.write_bytes(b"half")
    keep_register(tmp_path / "核实登记.xlsx", [], lambda data: None, lambda entry, line: True)
    assert not left.exists()


def test_a_csv_beside_the_inbox_and_a_register_inside_it_are_told_to_be_unused(desk):
    (desk / "核实登记.csv").write_text("单位,规则,结论\n甲区财政局,V04,已核实\n", encoding="utf-8")
    (desk / "inbox" / "核实登记.xlsx").write_bytes(new_register())
    outcome = done(desk)
    assert any("核实登记.csv 没有采用" in line for line in outcome.district.used)
    record = next(file for file in outcome.district.files if file.path == "核实登记.xlsx")
    assert (record.status, "旁边" in record.reason) == ("ignored", True)
    assert decided(outcome, "甲区财政局") == [None, None]


def test_a_verdict_that_was_merged_over_rows_holds_for_each_of_them_and_for_no_other(desk):
    done(desk)
    path = desk / "核实登记.xlsx"
    fill(path, 0, 结论="已核实", 经办人="王芳")
    book = openpyxl.load_workbook(path)
    column = titles(book.active)["结论"]
    book.active.merge_cells(start_row=FIRST, end_row=FIRST + 2, start_column=column, end_column=column)
    book.save(path)
    put(desk / "inbox", "甲区民政局.xlsx", {**BASE, "t2/coercion/decisions": None})
    for _ in range(3):
        outcome = done(desk)
        settled = [f for f in outcome.district.findings if f.decision]
        assert sorted(f.agency for f in settled) == ["甲区教育局", "甲区财政局", "甲区财政局"]
        assert decided(outcome, "甲区民政局") == [None]
        assert {row["单位"] for row in rows_of(path)} == {"甲区财政局", "甲区教育局", "甲区民政局"}


def test_rows_that_were_moved_to_a_sheet_of_their_own_still_hold(desk):
    done(desk)
    path = desk / "核实登记.xlsx"
    fill(path, 0, 结论="已核实", 经办人="王芳")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    kept = book.create_sheet("已办")
    kept.append([cell.value for cell in sheet[HEAD_ROW + 1]])
    kept.append([cell.value for cell in sheet[FIRST]])
    sheet.delete_rows(FIRST)
    book.save(path)
    outcome = done(desk)
    assert [f.agency for f in outcome.district.findings if f.decision] == ["甲区财政局"]
    assert outcome.register.waiting == 3


def test_a_copy_of_the_sheet_in_front_does_not_switch_the_verdicts_off(desk):
    done(desk)
    path = desk / "核实登记.xlsx"
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.active).title = "备份"
    book.move_sheet("备份", -1)
    book.save(path)
    fill_sheet = openpyxl.load_workbook(path)
    own = fill_sheet["核实登记"]
    own.cell(FIRST, titles(own)["结论"], "已核实")
    fill_sheet.save(path)
    outcome = done(desk)
    assert len([f for f in outcome.district.findings if f.decision]) == 1


def test_most_rows_coloured(desk):
    done(desk)
    path = desk / "核实登记.xlsx"
    book = openpyxl.load_workbook(path)
    for row in range(FIRST, FIRST + 3):
        book.active.cell(row, 2).fill = PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    (desk / "inbox" / "甲区财政局.xlsx").unlink()
    put(desk / "inbox", "甲区民政局.xlsx", {**BASE, "t2/coercion/decisions": None})
    done(desk)
    sheet = openpyxl.load_workbook(path).active
    yellow = [
        sheet.cell(r, 1).value
        for r in range(FIRST, sheet.max_row + 1)
        if sheet.cell(r, 2).fill.patternType == "solid"
    ]
    assert "甲区民政局" not in yellow


def test_rows_that_stand_empty_between_others_are_filled_again(desk):
    done(desk)
    path = desk / "核实登记.xlsx"
    fill(path, 3, 结论="已核实", 经办人="王芳")  # keeps the last row where it is
    original = (desk / "inbox" / "甲区财政局.xlsx").read_bytes()
    for _ in range(4):
        put(desk / "inbox", "甲区财政局.xlsx", BASE)
        done(desk)
        (desk / "inbox" / "甲区财政局.xlsx").write_bytes(original)
        done(desk)
    sheet = openpyxl.load_workbook(path).active
    filled = [r for r in range(FIRST, sheet.max_row + 1) if sheet.cell(r, 1).value]
    assert filled == list(range(FIRST, FIRST + 4))

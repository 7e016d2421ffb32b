"""F and D: files as they come in, read, assigned and judged: at least eight examples that are wrong and eight that are right, for each rule."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.factory import FORM, complete
from tests.ole import compound_file
from tests.painting import Rows, table_rows, workbook
from tests.reading.test_trial import OLD, renamed
from tests.rules.examples import (
    CLEAN,
    SHEET,
    address,
    book,
    brief,
    case_with,
    check_words,
    found,
    judge_folder,
    read,
    rows_with,
    values_with,
)
from tests.stress.writing import mail
from toolkit.decisions import Sent, correct, settle
from toolkit.layout import layout_of
from toolkit.limits import Limits
from toolkit.model import Agency, Decision, Finding, Return
from toolkit.rules import judge, judge_stale
from toolkit.sample.dice import dice
from toolkit.sample.figures import make_figures
from toolkit.sample.names import make_members
from toolkit.sample.narratives import write_texts
from toolkit.template import Content, build_template

NAME = "甲区财政局"
NEIGHBOURS = ("甲区财政局", "甲区民政局", "甲区发展和改革局", "甲区教育局")
LICENCES = "t2/licensing/decisions"
NEW = "t3/new/natural_person"


def judged(ret: Return, **settings: object) -> tuple[Finding, ...]:
    return judge(replace(CLEAN, ret=ret, settings=replace(CLEAN.settings, **settings)))


def of(findings, rule):
    return [finding for finding in findings if finding.rule == rule]


def sheet(rows: Rows) -> Return:
    return read(workbook({SHEET: rows}))


def at(rows: Rows, text: str) -> int:
    """The row whose first text is this one."""
    return next(i for i, row in enumerate(rows) if text in [c for c in row if isinstance(c, str)])


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def word(
    cells: dict | None = None, tables: tuple[str, ...] = ("t2", "t3", "t4"), agency: str = NAME
) -> bytes:
    """The clean report as a Word file."""
    values = values_with(cells or {})
    document = docx.Document()
    document.add_paragraph(f"{agency}2023年政府信息公开工作年度报告")
    for section in FORM.sections:
        document.add_paragraph(section.heading.text)
        if section.kind == "narrative":
            for line in CLEAN.ret.sections[section.id].splitlines():
                document.add_paragraph(line)
        elif section.id in tables:
            layout = layout_of(FORM, section.id)
            table = document.add_table(layout.n_rows, layout.n_columns)
            for cell in layout.cells:
                content = cell.text if cell.figure is None else values[cell.figure.index]
                table.cell(cell.row, cell.column).text = "" if content is None else str(content)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def letter() -> bytes:
    document = docx.Document()
    document.add_paragraph("区政务公开办：现将我局年度报告报上，请查收。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# ---------------------------------------------------------------- F01


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        pytest.param("财政局.xlsx", lambda: b"", "空的", id="empty"),
        pytest.param("财政局.xlsx", lambda: book({})[:4000], "损坏", id="cut-off"),
        pytest.param("财政局.xlsx", lambda: compound_file({("EncryptedPackage",): b"1" * 5000, ("EncryptionInfo",): b"1" * 200}), "密码", id="password"),
        pytest.param("财政局.pdf", lambda: b"%PDF-1.4 x", "PDF", id="pdf"),
        pytest.param("财政局.xlsx", lambda: b"%PDF-1.4 x", "PDF", id="pdf-that-is-called-a-workbook"),
        pytest.param("财政局.jpg", lambda: b"\xff\xd8\xff x", "图片", id="picture"),
        pytest.param("财政局.doc", lambda: compound_file({("WordDocument",): b"1" * 5000}), "旧格式", id="old-word"),
        pytest.param("财政局.rtf", lambda: b"{\\rtf1 x}", "旧格式", id="rtf"),
        pytest.param("财政局.rar", lambda: b"Rar!\x1a\x07\x01\x00 x", "压缩包打不开", id="rar"),
        pytest.param("财政局.7z", lambda: b"7z\xbc\xaf\x27\x1c x", "压缩包打不开", id="seven-zip"),
        pytest.param("财政局.zip", lambda: zipped(a__xlsx=book({}))[:3000], "损坏", id="broken-archive"),
        pytest.param("财政局.eml", lambda: mail(("winmail.dat", b"1")), "winmail.dat", id="winmail"),
        pytest.param("财政局.eml", lambda: mail(body="从QQ邮箱发来的超大附件 年报.zip (进入下载页面)"), "链接", id="a-link"),
        pytest.param("财政局.exe", lambda: b"MZ\x90\x00\x03\xff\xfe\x81\x81", "不是电子表格", id="a-program"),
    ],
)  # fmt: skip
def test_f01_fires(tmp_path, name, make, words):
    told = judge_folder(tmp_path, {name: make()}, NEIGHBOURS)
    (finding,) = [f for findings in told.values() for f in findings]
    assert (finding.rule, finding.severity, finding.cell, finding.figure) == ("F01", "error", None, None)
    check_words(finding, words, "请")


def test_f01_fires_on_what_is_over_the_limits(tmp_path):
    told = judge_folder(tmp_path, {"财政局.xlsx": book({})}, NEIGHBOURS, limits=Limits(file_bytes=1000))
    (finding,) = told["财政局.xlsx", None]
    assert finding.rule == "F01"
    check_words(finding, "大小", "重新发送")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"财政局.xlsx": lambda: book({})}, id="a-workbook"),
        pytest.param({"财政局.xlsm": lambda: book({})}, id="with-another-ending"),
        pytest.param({"财政局.docx": word}, id="a-word-report"),
        pytest.param({"财政局.zip": lambda: zipped(a__xlsx=book({}))}, id="in-an-archive"),
        pytest.param({"财政局.eml": lambda: mail(("a.xlsx", book({})))}, id="in-a-mail"),
        pytest.param({"来函.docx": letter}, id="a-covering-letter"),
        pytest.param({"~$财政局.xlsx": lambda: b"x"}, id="a-lock-file"),
        pytest.param({"Thumbs.db": lambda: b"x"}, id="a-system-file"),
        pytest.param({"财政局/年报.xlsx": lambda: book({}), "财政局/盖章.pdf": lambda: b"%PDF-1.4 x"}, id="a-scan-beside-the-workbook"),
        pytest.param({"财政局.eml": lambda: mail(("年报.xlsx", book({})), ("盖章.jpg", b"\xff\xd8\xff x"))}, id="a-picture-beside-the-workbook"),
    ],
)  # fmt: skip
def test_f01_is_silent(tmp_path, files):
    told = judge_folder(tmp_path, {name: make() for name, make in files.items()}, NEIGHBOURS)
    assert told
    assert [f for findings in told.values() for f in of(findings, "F01")] == []


# ---------------------------------------------------------------- F02


def without(*tables: str) -> Rows:
    """The clean report without these tables, headings and all."""
    rows = rows_with({})
    for table in tables:
        top = at(rows, FORM.table(table).section.heading.text)
        del rows[top : top + 1 + layout_of(FORM, table).n_rows]
    return rows


def emptied(table: str, content: object = None) -> dict:
    return {f.code: content for f in FORM.by_table[table]}


@pytest.mark.parametrize(
    ("make", "names"),
    [
        pytest.param(lambda: sheet(without("t2")), ["表二"], id="no-table-two"),
        pytest.param(lambda: sheet(without("t3")), ["表三"], id="no-table-three"),
        pytest.param(lambda: sheet(without("t4")), ["表四"], id="no-table-four"),
        pytest.param(lambda: sheet(without("t2", "t4")), ["表二", "表四"], id="only-table-three"),
        pytest.param(lambda: read(book(emptied("t2"))), ["表二"], id="table-two-blank"),
        pytest.param(lambda: read(book(emptied("t3"))), ["表三"], id="table-three-blank"),
        pytest.param(lambda: read(book(emptied("t4"))), ["表四"], id="table-four-blank"),
        pytest.param(lambda: read(book(emptied("t4", " "))), ["表四"], id="white-space"),
        pytest.param(lambda: read(book({**emptied("t4"), "t4/review/total": 0})), ["表四"], id="only-a-total"),
        pytest.param(lambda: read(word(tables=()), "甲区财政局.docx"), ["表二", "表三", "表四"], id="a-report-without-tables"),
        pytest.param(lambda: read(word(tables=("t2", "t3")), "甲区财政局.docx"), ["表四"], id="a-word-report-without-table-four"),
    ],
)  # fmt: skip
def test_f02_fires(make, names):
    findings = of(judged(make()), "F02")
    assert [
        next(name for name in ("表二", "表三", "表四") if name in f.message[:8]) for f in findings
    ] == names
    for finding in findings:
        assert finding.severity == "error"
        check_words(finding, "请")


def test_f02_fires_with_blank_zero_only_where_all_three_are_blank():
    cells = {**emptied("t2"), **emptied("t3")}
    assert of(judged(read(book(cells)), blank="zero"), "F02") == []
    told = of(judged(read(book({**cells, **emptied("t4")})), blank="zero"), "F02")
    assert [f.message[:2] for f in told] == ["表二", "表三", "表四"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="all-there"),
        pytest.param(emptied("t4", 0), id="noughts"),
        pytest.param(emptied("t4", "无"), id="none-in-every-cell"),
        pytest.param(emptied("t4", "/"), id="slashes"),
        pytest.param({**emptied("t4"), "t4/review/upheld": 0}, id="one-nought"),
        pytest.param({**emptied("t2"), LICENCES: 35}, id="one-figure"),
        pytest.param({**emptied("t2"), LICENCES: "约35"}, id="one-that-is-no-number"),
        pytest.param(emptied("t4", "#REF!"), id="errors"),
    ],
)
def test_f02_is_silent(cells):
    assert found(case_with(cells), "F02") == []


# ---------------------------------------------------------------- F03


def changed(change: Callable[[Rows], object]) -> Return:
    rows = rows_with({})
    change(rows)
    return sheet(rows)


def drop(text: str) -> Callable[[Rows], object]:
    return lambda rows: rows.pop(at(rows, text))


def rename(old: str, new: str) -> Callable[[Rows], object]:
    def change(rows: Rows) -> None:
        row = rows[at(rows, old)]
        row[row.index(old)] = new

    return change


def insert(before: str, row: list) -> Callable[[Rows], object]:
    return lambda rows: rows.insert(at(rows, before), row)


@pytest.mark.parametrize(
    ("change", "figure", "words"),
    [
        pytest.param(drop("2.重复申请"), "t3/declined_duplicate/natural_person", ("“2.重复申请”", "涉及 7 个数"), id="a-row-of-table-three"),
        pytest.param(drop("四、结转下年度继续办理"), "t3/carried_out/natural_person", ("结转下年度继续办理",), id="the-last-row"),
        pytest.param(drop("（七）总计"), "t3/total/natural_person", ("（七）总计",), id="the-row-of-totals"),
        pytest.param(drop("（一）予以公开"), "t3/granted/natural_person", ("（一）予以公开",), id="granted"),
        pytest.param(drop("3.危及“三安全一稳定”"), "t3/refused_security_stability/natural_person", ("危及‘三安全一稳定’",), id="quotation-marks-in-a-label"),
        pytest.param(drop("行政规范性文件"), "t2/normative_documents/issued", ("行政规范性文件", "涉及 3 个数"), id="a-row-of-table-two"),
        pytest.param(drop("行政处罚"), "t2/penalties/decisions", ("行政处罚", "涉及 1 个数"), id="penalties"),
        pytest.param(rename("2.重复申请", "2.重复申清"), "t3/declined_duplicate/natural_person", ("“2.重复申请”",), id="a-typing-error-in-a-short-label"),
        pytest.param(rename("2.重复申请", "9.其他情况"), "t3/declined_duplicate/natural_person", ("“2.重复申请”",), id="another-label"),
        pytest.param(rename("行政强制", "执法检查"), "t2/coercion/decisions", ("行政强制",), id="another-label-in-table-two"),
    ],
)  # fmt: skip
def test_f03_fires_where_a_line_is_missing(change, figure, words):
    findings = of(judged(changed(change)), "F03")
    finding = next(f for f in findings if f.figure == figure)
    assert (finding.severity, finding.sheet) == ("error", SHEET)
    check_words(finding, *words, "没有找到", "请按官方表样补上")


@pytest.mark.parametrize("label", ["2.重复申请", "（一）予以公开", "四、结转下年度继续办理"])
def test_f03_fires_where_two_rows_claim_to_be_one(label):
    def twice(rows: Rows) -> None:
        where = at(rows, label)
        copy = list(rows[where])
        copy[3] = 9
        rows.insert(where, copy)

    findings = of(judged(changed(twice)), "F03")
    assert findings
    check_words(findings[0], "不能确定", "请按官方表样整理")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda rows: None, id="official"),
        pytest.param(rename("3.补正后申请内容仍不明确", "3.补正后申请内容仍不明却"), id="a-typing-error"),
        pytest.param(rename("2.重复申请", "重复申请"), id="without-its-number"),
        pytest.param(rename("（一）予以公开", "(一) 予以公开"), id="other-brackets"),
        pytest.param(rename("行政规范性文件", "规范性文件"), id="the-old-name"),
        pytest.param(rename("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'), id="other-quotation-marks"),
        pytest.param(insert("2.重复申请", [None, "小计", None, 1, 0, 0, 0, 0, 0, 1]), id="a-row-more"),
        pytest.param(insert("2.重复申请", []), id="a-blank-row"),
        pytest.param(insert("2.重复申请", ["注：以上数据已核实。"]), id="a-note"),
        pytest.param(lambda rows: [row.insert(0, None) for row in rows], id="moved-by-a-column"),
    ],
)
def test_f03_is_silent(change):
    ret = changed(change)
    assert of(judged(ret), "F03") == []
    assert ret.values == CLEAN.ret.values


# ---------------------------------------------------------------- F04, F07


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param({LICENCES: 53}, {}, ("行政许可", "由 53 改为 35"), id="a-figure-mended"),
        pytest.param({LICENCES: None}, {}, ("由 空白 改为 35",), id="a-blank-filled"),
        pytest.param({LICENCES: "约35"}, {}, ("由 约35 改为 35",), id="words-mended"),
        pytest.param({}, {LICENCES: None}, ("由 35 改为 空白",), id="a-figure-taken-out"),
        pytest.param({NEW: 4, "t3/new/total": 5}, {}, ("由 4 改为 3", "由 5 改为 4"), id="two-figures"),
        pytest.param({LICENCES: "无"}, {LICENCES: 0}, ("由 无 改为 0",), id="none-as-a-nought"),
        pytest.param({LICENCES: "35件"}, {}, ("数字没有变化",), id="written-otherwise"),
        pytest.param({"t3/new/total": "=SUM(D1:I1)"}, {"t3/new/total": 5}, ("由 4 改为 5",), id="a-formula-without-result"),
    ],
)  # fmt: skip
def test_f04_tells_what_changed(tmp_path, old, new, words):
    files = {"先后/1.xlsx": book(old), "先后/2.xlsx": book(new)}
    for data in files.values():
        assert read(data).tables
    told = judge_folder(tmp_path, dated(files), NEIGHBOURS)
    (finding,) = told["先后/1.xlsx", None]
    assert (finding.rule, finding.severity) == ("F04", "notice")
    check_words(finding, "“先后/2.xlsx”", "以后来的为准", *words)
    assert of(told["先后/2.xlsx", None], "F04") == []


def dated(files: dict[str, bytes]) -> dict[str, bytes]:
    """The workbooks, saved at the same second, so that the path decides."""

    def at_once(data: bytes) -> bytes:
        import openpyxl

        loaded = openpyxl.load_workbook(io.BytesIO(data))
        loaded.properties.modified = loaded.properties.created = openpyxl.utils.datetime.from_excel(45300)
        buffer = io.BytesIO()
        loaded.save(buffer)
        return buffer.getvalue()

    return {name: at_once(data) for name, data in files.items()}


def test_f04_cuts_a_long_list(tmp_path):
    cells = {f.code: 7 for table in ("t2", "t4") for f in FORM.by_table[table]}
    told = judge_folder(tmp_path, dated({"1.xlsx": book(cells), "2.xlsx": book({})}), NEIGHBOURS)
    (finding,) = of(told["1.xlsx", None], "F04")
    check_words(finding, "等 25 处")
    assert finding.message.count("由 7 改为") == 10


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"1.xlsx": (NAME, {})}, id="one"),
        pytest.param({"1.xlsx": (NAME, {}), "2.xlsx": ("甲区民政局", {})}, id="two-agencies"),
        pytest.param(
            {"1.xlsx": (NAME, {}), "2.xlsx": ("甲区民政局", {LICENCES: 1}), "3.xlsx": ("甲区教育局", {})},
            id="three-agencies",
        ),
        pytest.param({"a/1.xlsx": (NAME, {}), "b/1.xlsx": ("甲区民政局", {})}, id="in-two-folders"),
        pytest.param({"1.xlsx": (NAME, {}), "2.xlsx": ("甲区税务局", {})}, id="one-not-listed"),
        pytest.param({"1.xlsx": ("甲区民政局", {}), "2.xlsx": ("甲区发展和改革局", {})}, id="other-two"),
        pytest.param(
            {"财政局.xlsx": (NAME, {}), "财政局（民政）.xlsx": ("甲区民政局", {})}, id="names-alike"
        ),
        pytest.param({"1.xlsx": ("乙区财政局", {}), "2.xlsx": (NAME, {})}, id="another-district-s"),
    ],
)
def test_f04_and_f07_are_silent_on_returns_of_several_agencies(tmp_path, files):
    told = judge_folder(
        tmp_path, {n: book(cells, agency) for n, (agency, cells) in files.items()}, NEIGHBOURS
    )
    rules = {f.rule for findings in told.values() for f in findings}
    assert not {"F04", "F07"} & rules


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("1.xlsx", "2.xlsx"), id="twice"),
        pytest.param(("1.xlsx", "2.xlsx", "3.xlsx"), id="three-times"),
        pytest.param(("a/财政局.xlsx", "b/财政局.xlsx"), id="in-two-folders"),
        pytest.param(("财政局.xlsx", "财政局 - 副本.xlsx"), id="a-copy"),
        pytest.param(("财政局.xlsx", "财政局(1).xlsx"), id="downloaded-twice"),
        pytest.param(("财政局.xlsx", "财政局最终版.xlsx"), id="final"),
        pytest.param(("a/b/c.xlsx", "d.xlsx"), id="deep"),
        pytest.param(("1.xlsx", "1.xlsm"), id="with-another-ending"),
    ],
)
def test_f07_fires_on_the_same_bytes(tmp_path, names):
    data = book({})
    told = judge_folder(tmp_path, dict.fromkeys(names, data), NEIGHBOURS)
    findings = [f for findings in told.values() for f in findings if f.rule in ("F04", "F07")]
    assert [f.rule for f in findings] == ["F07"] * (len(names) - 1)
    for finding in findings:
        assert finding.severity == "notice"
        check_words(finding, "内容完全相同，只计一次")


@pytest.mark.parametrize("code", [LICENCES, NEW, "t4/review/upheld", "t2/fees/amount"])
def test_f07_is_silent_where_one_figure_differs(tmp_path, code):
    told = judge_folder(tmp_path, dated({"1.xlsx": book({}), "2.xlsx": book({code: 9})}), NEIGHBOURS)
    assert [f.rule for f in told["1.xlsx", None]] == ["F04"]
    assert of(told["2.xlsx", None], "F07") == []


# ---------------------------------------------------------------- F05


@pytest.mark.parametrize(
    ("file", "written", "names", "words"),
    [
        pytest.param("1.xlsx", "丙区财政局", NEIGHBOURS, ("名单里没有“丙区财政局”", "没有计入汇总"), id="another-district"),
        pytest.param("1.xlsx", "甲区税务局", NEIGHBOURS, ("名单里没有“甲区税务局”",), id="not-listed"),
        pytest.param("1.xlsx", "甲区发展改革局", NEIGHBOURS, ("“甲区发展改革局”", "“甲区发展和改革局”"), id="a-character-left-out"),
        pytest.param("民政局.xlsx", NAME, NEIGHBOURS, ("文件名却是“甲区民政局”",), id="another-s-file-name"),
        pytest.param("财政局年报.xlsx", "", NEIGHBOURS, ("表内没有写单位名称", "甲区财政局"), id="only-the-file-s-name"),
        pytest.param("年报.xlsx", "", NEIGHBOURS, ("表内没有写单位名称", "没有计入汇总"), id="nobody-named"),
        pytest.param("财政局.xlsx", "", (), ("表内没有写单位名称",), id="without-a-roster"),
        pytest.param("1.xlsx", "财政所", NEIGHBOURS, ("名单里没有“财政所”",), id="a-branch"),
    ],
)  # fmt: skip
def test_f05_fires(tmp_path, file, written, names, words):
    told = judge_folder(tmp_path, {file: book({}, written)}, names)
    (finding,) = of(told[file, None], "F05")
    assert (finding.severity, finding.figure) == ("warning", None)
    check_words(finding, *words, "请")


def test_f05_fires_on_a_workbook_that_was_passed_on(tmp_path):
    data = build_template(
        FORM, 2023, Agency("002", "甲区民政局"), Content(cover={"单位名称": NAME}, cells=base_cells())
    )
    told = judge_folder(tmp_path, {"1.xlsx": data}, NEIGHBOURS)
    (finding,) = of(told["1.xlsx", None], "F05")
    check_words(finding, "“甲区财政局”", "“甲区民政局”", "转用")


def base_cells() -> dict:
    return {f.code: CLEAN.ret.values[f.index] for f in FORM.base}


@pytest.mark.parametrize(
    ("file", "written", "names"),
    [
        pytest.param("1.xlsx", NAME, NEIGHBOURS, id="as-listed"),
        pytest.param("1.xlsx", "财政局", NEIGHBOURS, id="without-the-district"),
        pytest.param("1.xlsx", "区财政局", NEIGHBOURS, id="the-district-abridged"),
        pytest.param("1.xlsx", "乙市甲区财政局", NEIGHBOURS, id="with-the-city"),
        pytest.param("财政局年报（终稿）.xlsx", NAME, NEIGHBOURS, id="a-file-name-that-fits"),
        pytest.param("1.xlsx", "甲区 财政局", NEIGHBOURS, id="white-space"),
        pytest.param("1.xlsx", "金融办", (Agency("001", NAME, short_names=("金融办",)),), id="a-short-name"),
        pytest.param("1.xlsx", "甲区地税局", (Agency("001", NAME, former_names=("甲区地税局",)),), id="a-former-name"),
        pytest.param("1.xlsx", "甲区税务局", (), id="without-a-roster"),
    ],
)  # fmt: skip
def test_f05_is_silent(tmp_path, file, written, names):
    told = judge_folder(tmp_path, {file: book({}, written)}, names)
    assert of(told[file, None], "F05") == []


# ---------------------------------------------------------------- F06


def titled(title: str, file: str = "甲区财政局.xlsx", cover: dict | None = None) -> Return:
    rows = rows_with({})
    rows[0] = [title]
    front = [[label, value] for label, value in (cover or {}).items()]
    return read(workbook({"封面": front, SHEET: rows} if cover else {SHEET: rows}), file)


@pytest.mark.parametrize(
    ("make", "year"),
    [
        pytest.param(lambda: titled("甲区财政局2022年政府信息公开工作年度报告"), 2022, id="last-year"),
        pytest.param(lambda: titled("甲区财政局2024年政府信息公开工作年度报告"), 2024, id="next-year"),
        pytest.param(lambda: titled("甲区财政局2021年度政府信息公开工作年度报告"), 2021, id="the-year-before"),
        pytest.param(lambda: titled("甲区财政局二〇二二年政府信息公开工作年度报告"), 2022, id="in-chinese"),
        pytest.param(lambda: titled("2022年甲区财政局政府信息公开工作年度报告"), 2022, id="the-year-first"),
        pytest.param(lambda: titled("甲区财政局2022年政府信息公开年度报告"), 2022, id="a-shorter-title"),
        pytest.param(lambda: titled("", cover={"单位名称": NAME, "年度": 2022}), 2022, id="the-cover"),
        pytest.param(lambda: titled("甲区财政局2023年政府信息公开工作年度报告", cover={"年度": "2022年"}), 2022, id="the-cover-weighs-more"),
        pytest.param(lambda: titled("", "甲区财政局2022年政府信息公开工作年度报告.xlsx"), 2022, id="the-file-s-name"),
    ],
)  # fmt: skip
def test_f06_fires(make, year):
    (finding,) = of(judged(make()), "F06")
    assert (finding.severity, finding.expected, finding.actual) == ("error", 2023, year)
    check_words(finding, f"{year} 年度", "2023 年度", "重新报送")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: titled("甲区财政局2023年政府信息公开工作年度报告"), id="right"),
        pytest.param(lambda: titled("甲区财政局２０２３年政府信息公开工作年度报告"), id="full-width"),
        pytest.param(lambda: titled("甲区财政局二〇二三年政府信息公开工作年度报告"), id="in-chinese"),
        pytest.param(lambda: titled("甲区财政局政府信息公开工作年度报告"), id="no-year"),
        pytest.param(lambda: titled("", cover={"年度": 2023}), id="the-cover"),
        pytest.param(lambda: titled("甲区财政局2023年政府信息公开工作年度报告", "甲区财政局2022模板.xlsx"), id="an-old-file-name"),
        pytest.param(lambda: titled("", "甲区财政局20240115.xlsx"), id="a-day-in-the-file-s-name"),
        pytest.param(lambda: titled("", "甲区财政局2024.1.15.xlsx"), id="a-day-with-dots"),
        pytest.param(lambda: titled("", "甲区财政局2024年1月报送.xlsx"), id="a-month-in-the-file-s-name"),
        pytest.param(lambda: titled("", "甲区财政局2024-01-15.xlsx"), id="a-day-with-hyphens"),
    ],
)  # fmt: skip
def test_f06_is_silent(make):
    assert of(judged(make()), "F06") == []


# ---------------------------------------------------------------- F08


def with_table_two(table: Rows) -> Return:
    rows = rows_with({})
    top = at(rows, FORM.table("t2").section.heading.text)
    rows[top + 1 : top + 1 + layout_of(FORM, "t2").n_rows] = table
    return sheet(rows)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(OLD, id="as-it-was"),
        pytest.param([row for row in OLD if row[0] != "行政强制"], id="a-row-less"),
        pytest.param([row for row in OLD if "采购" not in str(row)], id="without-procurement"),
        pytest.param([[None, *row] for row in OLD], id="moved-by-a-column"),
        pytest.param([[], *OLD], id="a-blank-row-above"),
        pytest.param([[cell.replace("本年", " 本年 ") if isinstance(cell, str) else cell for cell in row] for row in OLD], id="white-space"),
        pytest.param([[None if isinstance(cell, int) else cell for cell in row] for row in OLD], id="blank"),
        pytest.param([["上年项目数量" if cell == "上一年项目数量" else cell for cell in row] for row in OLD], id="a-label-shortened"),
    ],
)  # fmt: skip
def test_f08_fires_and_is_alone_about_the_layout(table):
    findings = judged(with_table_two(table))
    (finding,) = of(findings, "F08")
    assert (finding.severity, finding.sheet) == ("error", SHEET)
    assert finding.cell
    check_words(finding, "2019 年试行格式", "新的填报表", "重新填写")
    assert not {"F02", "F03", "F09"} & {f.rule for f in findings}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda table: table, id="the-new-form"),
        pytest.param(renamed(("行政规范性文件", "规范性文件")), id="an-old-row"),
        pytest.param(renamed(("本年制发件数", "本年新制作数量")), id="one-old-column"),
        pytest.param(renamed(("本年制发件数", "本年制发数量")), id="a-column-shortened"),
        pytest.param(lambda table: [*table, ["政府集中采购", 6]], id="an-old-row-below"),
        pytest.param(
            lambda table: [*table, [], ["采购项目数量", 6, "采购总金额", 25]], id="procurement-below"
        ),
        pytest.param(lambda table: table[:-1], id="cut-off"),
        pytest.param(lambda table: [], id="no-table-two"),
    ],
)
def test_f08_is_silent(change):
    assert of(judged(with_table_two(change(table_rows("t2", values_with({}))[0]))), "F08") == []


# ---------------------------------------------------------------- F09


def shift(text: str, by: int) -> Callable[[Rows], object]:
    """Move a row's seven figures against their heads."""

    def change(rows: Rows) -> None:
        row = rows[at(rows, text)]
        row[3:10] = [*[None] * by, *row[3:10]]

    return change


def column_more(rows: Rows) -> None:
    top = at(rows, FORM.table("t3").section.heading.text)
    for number, row in enumerate(rows[top + 1 : top + 1 + layout_of(FORM, "t3").n_rows]):
        row.append("核对" if number == 0 else 1 if number > 3 else None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(shift("2.重复申请", 1), "数字与表头错开了", id="one-column-to-the-right"),
        pytest.param(shift("（一）予以公开", 1), "数字与表头错开了", id="granted"),
        pytest.param(shift("四、结转下年度继续办理", 1), "数字与表头错开了", id="the-last-row"),
        pytest.param(rename("3.补正后申请内容仍不明确", "3.补正后申请内容仍不明却"), "错字", id="a-typing-error"),
        pytest.param(rename("1.本机关不掌握相关政府信息", "1.本机关不掌握有关政府信息"), "错字", id="another-word"),
        pytest.param(insert("2.重复申请", [None, "小计", None, 1, 0, 0, 0, 0, 0, 1]), "没有计入", id="a-subtotal"),
        pytest.param(insert("（七）总计", [None, "其中：网上申请", None, 2, 0, 0, 0, 0, 0, 2]), "没有计入", id="of-these-online"),
    ],
)  # fmt: skip
def test_f09_fires_and_the_figures_are_right(change, words):
    ret = changed(change)
    (finding,) = of(judged(ret), "F09")
    assert (finding.severity, finding.sheet) == ("notice", SHEET)
    check_words(finding, "表三：", words, f"{finding.cell}", "请抽查")
    assert ret.values == CLEAN.ret.values


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
def test_f09_fires_on_a_copy_on_a_hidden_sheet(table):
    old = table_rows(table, [9] * len(FORM.figures))[0]
    ret = read(workbook({SHEET: rows_with({}), "旧": old}, hidden=("旧",)))
    (finding,) = of(judged(ret), "F09")
    assert finding.sheet == "旧"
    check_words(finding, "隐藏的工作表", "以看得见的为准")
    assert ret.values == CLEAN.ret.values


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda rows: None, id="official"),
        pytest.param(insert("2.重复申请", []), id="a-blank-row"),
        pytest.param(insert("2.重复申请", ["注：以上数据已核实。"]), id="a-note"),
        pytest.param(rename("2.重复申请", "2、重复申请"), id="another-number"),
        pytest.param(rename("（一）予以公开", "(一)予以公开"), id="other-brackets"),
        pytest.param(rename("2.重复申请", "重复申请"), id="without-its-number"),
        pytest.param(rename("行政规范性文件", "规范性文件"), id="the-old-name"),
        pytest.param(lambda rows: [row.insert(0, None) for row in rows], id="all-moved"),
        pytest.param(lambda rows: rows.insert(0, ["附件1"]), id="a-line-above"),
    ],
)
def test_f09_is_silent(change):
    assert of(judged(changed(change)), "F09") == []


# ---------------------------------------------------------------- F10


@pytest.mark.parametrize(
    ("cells", "theirs", "expected"),
    [
        pytest.param({}, {LICENCES: 53}, [(LICENCES, 35, 53)], id="transposed"),
        pytest.param({}, {LICENCES: "53件"}, [(LICENCES, 35, 53)], id="with-a-unit"),
        pytest.param({}, {LICENCES: 0}, [(LICENCES, 35, 0)], id="nought"),
        pytest.param({}, {LICENCES: None}, [(LICENCES, 35, 0)], id="blank"),
        pytest.param({}, {LICENCES: "无"}, [(LICENCES, 35, 0)], id="none"),
        pytest.param({LICENCES: 0}, {LICENCES: 35}, [(LICENCES, 0, 35)], id="only-in-word"),
        pytest.param({}, {NEW: 4, "t3/new/total": 5}, [(NEW, 3, 4), ("t3/new/total", 4, 5)], id="two-figures"),
        pytest.param({}, {"t4/review/upheld": 0, "t4/review/other": 1}, [("t4/review/upheld", 1, 0), ("t4/review/other", 0, 1)], id="another-outcome"),
        pytest.param({"t2/fees/amount": 18.87}, {"t2/fees/amount": 18.8}, None, id="money"),
    ],
)  # fmt: skip
def test_f10_fires(tmp_path, cells, theirs, expected):
    told = judge_folder(tmp_path, {"a/年报.xlsx": book(cells), "a/年报.docx": word(theirs)}, NEIGHBOURS)
    findings = of(told["a/年报.xlsx", None], "F10")
    if expected is None:
        assert [str(v) for f in findings for v in (f.figure, f.expected, f.actual)] == ["t2/fees/amount", "18.87", "18.8"]  # fmt: skip
    else:
        assert brief(findings) == expected
    for finding in findings:
        assert (finding.severity, finding.sheet, finding.cell) == ("warning", SHEET, address(finding.figure))
        check_words(finding, "“年报.docx”", "改成一致")


def test_f10_says_once_that_a_table_is_blank_in_the_word_report(tmp_path):
    told = judge_folder(tmp_path, {"a/年报.xlsx": book({}), "a/年报.docx": word(emptied("t3"))}, NEIGHBOURS)
    (finding,) = of(told["a/年报.xlsx", None], "F10")
    check_words(finding, "“年报.docx”", "表三没有填写")


@pytest.mark.parametrize(
    ("cells", "theirs", "tables"),
    [
        pytest.param({}, {}, ("t2", "t3", "t4"), id="the-same"),
        pytest.param({}, {LICENCES: "３５件"}, ("t2", "t3", "t4"), id="written-otherwise"),
        pytest.param({LICENCES: "三十五"}, {}, ("t2", "t3", "t4"), id="in-chinese"),
        pytest.param({LICENCES: None}, {LICENCES: 0}, ("t2", "t3", "t4"), id="blank-and-nought"),
        pytest.param({LICENCES: "/"}, {LICENCES: None}, ("t2", "t3", "t4"), id="slash-and-blank"),
        pytest.param({}, {}, (), id="no-tables-in-word"),
        pytest.param({}, {}, ("t3",), id="one-table-in-word"),
        pytest.param({LICENCES: "约35"}, {}, ("t2", "t3", "t4"), id="words-are-v01"),
        pytest.param({}, {LICENCES: "若干"}, ("t2", "t3", "t4"), id="words-in-word"),
        pytest.param({"t2/fees/amount": 18.871}, {"t2/fees/amount": "188710元"}, ("t2", "t3", "t4"), id="yuan-and-wan"),
    ],
)  # fmt: skip
def test_f10_is_silent(tmp_path, cells, theirs, tables):
    files = {"a/年报.xlsx": book(cells), "a/年报.docx": word(theirs, tables)}
    told = judge_folder(tmp_path, files, NEIGHBOURS)
    assert of(told["a/年报.xlsx", None], "F10") == []


# ---------------------------------------------------------------- F11


def summary(meta: dict[str, str]) -> Return:
    """A district's 汇总表.xlsx as far as reading looks at it: the three tables, and the hidden sheet."""
    values = values_with({})
    sheets: dict[str, object] = {
        table.name: [[table.section.heading.text], *table_rows(table.id, values)[0]] for table in FORM.tables
    }
    sheets["_meta"] = [[key, value] for key, value in meta.items()]
    return read(workbook(sheets, hidden=("_meta",)), "丙县汇总表.xlsx")  # type: ignore[arg-type]


META = {"kind": "summary", "year": "2023", "agency_name": "丙县"}


@pytest.mark.parametrize(
    ("awaited", "words"),
    [
        pytest.param("丙县教育局", "丙县教育局", id="one"),
        pytest.param("丙县教育局、丙县民政局", "丙县教育局、丙县民政局", id="two"),
        pytest.param("丙县人民政府办公室", "丙县人民政府办公室", id="the-office"),
        pytest.param("甲镇、乙镇、丙镇", "甲镇、乙镇、丙镇", id="towns"),
        pytest.param("、".join(f"丙县第{n}局" for n in range(8)), "丙县第7局", id="eight"),
        pytest.param("、".join(f"丙县第{n}局" for n in range(30)), "等 30 个单位", id="many"),
        pytest.param("", "有的单位", id="not-said"),
        pytest.param("丙县自然资源和规划局（丙县林业局）", "（丙县林业局）", id="brackets"),
    ],
)
def test_f11_fires(awaited, words):
    ret = summary({**META, "provisional": "1", "awaited": awaited})
    (finding,) = of(judged(ret), "F11")
    assert (finding.severity, finding.cell, finding.actual) == ("warning", None, awaited or None)
    check_words(finding, "阶段性", words, "补齐后重新报送")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: summary({**META, "provisional": "0", "awaited": ""}), id="complete"),
        pytest.param(lambda: summary(META), id="of-an-older-version"),
        pytest.param(lambda: summary({**META, "provisional": "", "awaited": ""}), id="blank"),
        pytest.param(lambda: summary({**META, "awaited": "丙县教育局"}), id="not-marked"),
        pytest.param(lambda: read(book({})), id="an-agency-s-return"),
        pytest.param(lambda: read(word(), "甲区财政局.docx"), id="a-word-report"),
        pytest.param(lambda: read(build_template(FORM, 2023, Agency("001", NAME), Content(cells=base_cells()))), id="the-template"),
        pytest.param(lambda: titled("甲区财政局2023年政府信息公开工作年度报告（阶段性汇总）"), id="words-in-a-title"),
    ],
)  # fmt: skip
def test_f11_is_silent(make):
    assert of(judged(make()), "F11") == []


# ---------------------------------------------------------------- D01


def verified(rule: str, code: str | None, original: str, **more: object) -> Decision:
    index = FORM.index[code] if code else None
    return Decision(5, NAME, rule, index, code, "verified", original, **more)  # type: ignore[arg-type]


def corrected(code: str, original: str, value: int, rule: str = "", **more: object) -> Decision:
    return Decision(6, NAME, rule, FORM.index[code], code, "corrected", original, value=value, **more)  # type: ignore[arg-type]


def stale(cells: dict, decision: Decision) -> list[Finding]:
    """D01 on the clean report with some cells changed, for a decision that was made before."""
    case = case_with(cells)
    sent = Sent(case.ret, judge(case), "")
    corrected = correct(FORM, sent, [decision])
    ret = corrected.ret
    settled = settle(sent, judge(replace(case, ret=ret)), [decision], corrected)
    return list(judge_stale(FORM, ret, settled.stale, NAME))


@pytest.mark.parametrize(
    ("cells", "decision", "now"),
    [
        pytest.param({}, verified("H03", LICENCES, "53"), "35", id="a-figure-mended"),
        pytest.param({LICENCES: 530}, verified("H03", LICENCES, "53"), "530", id="another-figure"),
        pytest.param({LICENCES: "35件"}, verified("H03", LICENCES, "53"), "35件", id="with-a-unit"),
        pytest.param({LICENCES: None}, verified("H03", LICENCES, "53"), None, id="blank-now"),
        pytest.param({}, corrected(LICENCES, "53", 30), "35", id="a-correction-of-another-figure"),
        pytest.param({NEW: "约3件"}, corrected(NEW, "约5件", 5), "约3件", id="other-words"),
        pytest.param({NEW: 3}, corrected(NEW, "约5件", 5), "3", id="words-replaced-by-a-number"),
        pytest.param({}, verified("H01", "t3/carried_in/natural_person", "4"), "1", id="carried-in"),
        pytest.param({"t2/penalties/decisions": None}, verified("V04", None, "表二 A99"), f"表二 {address('t2/penalties/decisions')}", id="other-blanks"),
        pytest.param({}, verified("N01", None, "全年收到申请12件"), None, id="words-that-are-gone"),
    ],
)  # fmt: skip
def test_d01_fires_where_what_was_settled_has_changed(cells, decision, now):
    (finding,) = stale(cells, decision)
    assert (finding.rule, finding.severity, finding.figure) == ("D01", "notice", decision.figure_code)
    assert (finding.expected, finding.actual) == (decision.original, now)
    if decision.figure_code:
        assert (finding.sheet, finding.cell) == (SHEET, address(decision.figure_code))
    check_words(finding, f"核实登记第 {decision.line} 行", f"当时是“{decision.original}”", "不再适用")


@pytest.mark.parametrize(
    ("cells", "decision"),
    [
        pytest.param({"t2/penalties/decisions": None}, verified("V04", None, "", lapsed=True), id="a-warning-of-this-year-again"),
        pytest.param({}, corrected(LICENCES, "35", 30, lapsed=True), id="the-same-content-again"),
    ],
)  # fmt: skip
def test_d01_fires_on_what_was_settled_for_another_year(cells, decision):
    (finding,) = stale(cells, decision)
    check_words(finding, "以前年度", "沿用", "重新核实")


@pytest.mark.parametrize(
    ("cells", "decision"),
    [
        pytest.param({}, verified("H03", LICENCES, "35"), id="the-same"),
        pytest.param({LICENCES: "３５"}, verified("H03", LICENCES, "35"), id="in-full-width"),
        pytest.param({LICENCES: "1,024"}, verified("H03", LICENCES, "1024"), id="thousands"),
        pytest.param({LICENCES: 35.0}, verified("H03", LICENCES, "35.0"), id="a-float"),
        pytest.param({}, verified("H03", LICENCES, ""), id="without-an-original-it-holds-always"),
        pytest.param({NEW: "约3件"}, corrected(NEW, "约3件", 3), id="a-correction-that-holds"),
        pytest.param({NEW: "约3件"}, corrected(NEW, "", 3), id="a-correction-without-an-original"),
        pytest.param({LICENCES: None}, corrected(LICENCES, "", 35), id="a-blank-corrected"),
        pytest.param({"t2/penalties/decisions": None}, verified("V04", None, f"表二 {address('t2/penalties/decisions')}"), id="the-same-blanks"),
        pytest.param({NEW: 99}, verified("H03", LICENCES, "35"), id="another-figure-changed"),
        pytest.param({}, verified("H03", LICENCES, "53", lapsed=True), id="lapsed-and-without-a-warning"),
        pytest.param({}, corrected(LICENCES, "53", 30, lapsed=True), id="a-lapsed-correction-of-other-content"),
    ],
)  # fmt: skip
def test_d01_is_silent(cells, decision):
    assert stale(cells, decision) == []


# ---------------------------------------------------------------- a clean return


@pytest.mark.parametrize("seed", range(4))
def test_a_clean_return_causes_no_finding_at_all(seed, tmp_path: Path):
    """The program's own template, filled by a random agency of a district with all its texts."""
    rng = random.Random(seed)
    member = rng.choice(make_members(30, seed)[1])
    figures = make_figures(FORM, member.profile, dice(seed, "figures", member.agency.code))
    texts = write_texts(FORM, member, figures, 2023, seed, set())
    cells = {f.code: figures.values[f.code] for f in FORM.base}
    assert complete(cells) == tuple(figures.values[code] for code in FORM.codes)
    data = build_template(FORM, 2023, member.agency, Content(cells=cells, texts=texts))
    told = judge_folder(tmp_path, {f"{member.agency.name}.xlsx": data}, (member.agency,))
    assert told == {(f"{member.agency.name}.xlsx", None): []}
    ret = read(data, f"{member.agency.name}.xlsx")
    assert set(ret.sections) == {s.id for s in FORM.sections if s.kind == "narrative"}
    assert ret.values == complete(cells)

"""核实登记 read: rows as clerks write them, and the ones that cannot be applied."""

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM
from toolkit.figure_names import figure_of
from toolkit.model import Agency, Roster
from toolkit.register import RegisterError, read_register

HEAD = ("单位", "规则", "指标", "结论", "原值", "更正值", "说明", "经办人", "日期", "沿用")
ROSTER = Roster((Agency("001", "甲区财政局", short_names=("财政局",)), Agency("002", "甲区教育局")))


def book(path: Path, *rows: tuple, head: tuple = HEAD, above: int = 0) -> Path:
    workbook = openpyxl.Workbook()
    for _ in range(above):
        workbook.active.append(["二〇二三年度核实情况"])
    workbook.active.append(head)
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def read(path: Path, year: int = 2023, roster: Roster = ROSTER, agencies: tuple = ()):
    return read_register(path, FORM, roster, agencies or roster.agencies, year)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "核实登记.xlsx"


def test_a_row_of_each_kind(path):
    register = read(
        book(
            path,
            ("甲区财政局", "V04", None, "已核实", None, None, "确无发生", "王芳", "2024-01-20", None),
            ("财政局", "V01", "t3/new/natural_person", "更正", "约5件", 5, "电话", "王芳", None, "是"),
            (
                "001",
                "h03",
                "表二“行政许可”“本年处理决定数量”",
                " 已核实 ",
                "35",
                None,
                None,
                None,
                None,
                None,
            ),
            (None, None, None, None, None, None, None, None, None, None),
            ("甲区教育局", "V04", None, None, None, None, None, None, None, None),
            above=2,
        )
    )
    assert not register.problems
    first, second, third = register.decisions
    assert (first.line, first.agency, first.rule, first.figure, first.verdict) == (
        "4",
        "甲区财政局",
        "V04",
        None,
        "verified",
    )
    assert (first.note, first.officer, first.day) == ("确无发生", "王芳", "2024-01-20")
    assert (second.agency, second.figure_code, second.verdict, second.original, second.value) == (
        "甲区财政局", "t3/new/natural_person", "corrected", "约5件", 5,
    )  # fmt: skip
    assert (third.agency, third.rule, third.figure_code) == ("甲区财政局", "H03", "t2/licensing/decisions")
    assert [entry.line for entry in register.entries] == [4, 5, 6, 8]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("乙区财政局", "V04", None, "已核实"), "单位“乙区财政局”对不上"),
        ((None, "V04", None, "已核实"), "单位“”对不上"),
        (("甲区财政局", "V04", "自然人", "已核实"), "指标“自然人”不是一个确定的数"),
        (("甲区财政局", "V04", None, "同意"), "结论“同意”不是"),
        (("甲区财政局", None, "t3/new/total", "已核实"), "没有写核实的是哪条规则"),
        (("甲区财政局", "V01", None, "更正", None, 5), "没有写更正的是哪个指标"),
        (("甲区财政局", "V01", "t3/new/total", "更正", None, "五件左右"), "“五件左右”不是数字"),
        (("甲区财政局", "V01", "t2/fees/amount", "更正"), "更正值没有填，没有采用；请填金额（万元）"),
        (("甲区财政局", "V04", "t3/new/total", "已核实", None, 5), "又填了更正值"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_applied_is_named_with_its_line(path, row, words):
    register = read(book(path, row))
    assert not register.decisions
    assert len(register.problems) == 1
    assert register.problems[0].startswith("第 2 行")
    assert words in register.problems[0]


@pytest.mark.parametrize(
    ("day", "keep", "written", "lapsed"),
    [
        ("2024-01-20", None, None, False),
        ("2023年1月20日", None, None, True),
        ("2023年1月20日", "是", None, False),
        ("2023.12.3", None, None, False),
        ("2026/11/25", None, None, False),
        (None, None, None, False),
        (None, None, "2022", True),
        (None, None, 2022, True),
        (None, "√", "2022年度", False),
        ("2024-01-20", None, "2023", False),
        ("周三下午", None, None, False),
        ("20230120", None, None, True),
        ("20240120", None, None, False),
        ("44946", None, None, True),
        (45311, None, None, False),
        ("2023-01-20 09:30:00", None, None, True),
    ],
)
def test_what_was_settled_for_another_year_holds_only_if_it_is_to_be_kept(path, day, keep, written, lapsed):
    row = ("甲区财政局", "V04", None, "已核实", None, None, None, None, day, keep, written)
    (decision,) = read(book(path, row, head=(*HEAD, "年度"))).decisions
    assert decision.lapsed is lapsed


def test_a_csv_in_gbk_and_other_column_titles(tmp_path):
    path = tmp_path / "登记.csv"
    with path.open("w", encoding="gbk", newline="") as stream:
        csv.writer(stream).writerows(
            [("单位名称", "规则代码", "结论", "核实人"), ("甲区财政局", "V04（空白）", "已核实", "李强")]
        )
    (decision,) = read(path).decisions
    assert (decision.rule, decision.officer) == ("V04", "李强")


def test_agencies_that_only_this_run_knows(path):
    book(path, ("县文旅局", "V04", None, "已核实"))
    assert read(path, roster=Roster(), agencies=(Agency("县文旅局", "县文旅局"),)).decisions
    stranger = Agency("县文旅局", "县文旅局", listed=False)
    assert read(path, agencies=(*ROSTER.agencies, stranger)).decisions


def test_a_file_that_is_no_register_says_what_is_missing(path):
    with pytest.raises(RegisterError, match=r"单位.*结论"):
        read(book(path, head=("名称", "备注")))
    path.write_bytes(b"PK not really")
    with pytest.raises(RegisterError, match="打不开"):
        read(path)


@pytest.mark.parametrize("figure", FORM.figures, ids=lambda f: f.code)
def test_every_figure_is_found_by_its_code_and_by_its_title(figure):
    assert figure_of(FORM, f" {figure.code}") == figure.index
    assert figure_of(FORM, figure.title) == figure.index


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("行政许可", "t2/licensing/decisions"),
        ("行政事业性收费", "t2/fees/amount"),
        ("一、本年新收政府信息公开申请数量 自然人", "t3/new/natural_person"),
        ("本年新收政府信息公开申请数量", "t3/new/total"),
        ("表三 自然人 上年结转政府信息公开申请数量", "t3/carried_in/natural_person"),
        ("行政规范性文件现行有效件数", "t2/normative_documents/in_force"),
        ("行政复议 结果维持", "t4/review/upheld"),
        ("本年新收 总计", "t3/new/total"),
        ("无法提供/本机关不掌握", "t3/unable_not_held/total"),
        ("部分公开 商业企业", "t3/partial/business"),
        ("表三 结转下年度 合计", "t3/carried_out/total"),
        ("规范性文件 制发", "t2/normative_documents/issued"),
        ("其他", None),
        ("其他 总计", None),
        ("维持 总计", None),
        ("现行有效件数", None),
    ],
)
def test_figures_by_the_words_that_people_use(text, code):
    assert figure_of(FORM, text) == (None if code is None else FORM.index[code])


@pytest.mark.parametrize("figure", FORM.figures, ids=lambda figure: figure.code)
def test_a_row_and_a_column_with_a_space_between_are_never_another_figure(figure):
    texts = (figure.row.label.text, figure.column.label.text)
    for text in (" ".join(texts), " ".join(reversed(texts)), " ".join((figure.table.name, *texts))):
        assert figure_of(FORM, text) in (figure.index, None)


@pytest.mark.parametrize("written", ["002", "2", 2, "002 ", 2.0])
def test_an_agency_by_its_code_with_or_without_noughts(path, written):
    (decision,) = read(book(path, (written, "V04", None, "已核实"))).decisions
    assert decision.agency == "甲区教育局"


def test_an_agency_that_was_merged_over_its_rows(path):
    book(
        path,
        ("甲区财政局", "V04", None, "已核实"),
        (None, "P01", None, "已核实"),
        ("甲区教育局", "V04", None, "已核实"),
    )
    workbook = openpyxl.load_workbook(path)
    workbook.active.merge_cells("A2:A3")
    workbook.save(path)
    assert [(d.agency, d.rule) for d in read(path).decisions] == [
        ("甲区财政局", "V04"),
        ("甲区财政局", "P01"),
        ("甲区教育局", "V04"),
    ]


def test_rows_on_a_sheet_that_was_hidden_still_hold(path):
    book(path, ("甲区财政局", "V04", None, None))
    workbook = openpyxl.load_workbook(path)
    done = workbook.create_sheet("已办", 0)
    done.append(HEAD)
    done.append(("甲区教育局", "V04", None, "已核实"))
    done.sheet_state = "hidden"
    lists = workbook.create_sheet("下拉")
    lists.append(("已核实", "更正"))
    lists.sheet_state = "hidden"
    workbook.active = 1
    workbook.save(path)
    register = read(path)
    assert [(d.agency, d.line) for d in register.decisions] == [("甲区教育局", "2（“已办”）")]
    assert [entry.sheet for entry in register.entries] == ["Sheet", "已办"]

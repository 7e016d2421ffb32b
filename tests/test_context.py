import openpyxl
import pytest

from toolkit.context import load_roster, look_around
from toolkit.tables import ListError


def roster(tmp_path, text, name="名单.csv", encoding="utf-8-sig"):
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return path


def test_all_columns(tmp_path):
    path = roster(
        tmp_path,
        "单位编码,单位名称,简称,曾用名,类别,纳入汇总,联系人,邮箱\n"
        "001,甲区财政局,财政；财局,甲区财税局,工作部门,是,张三,cz@example.com\n"
        ",甲区税务局,,,垂直管理,否,,\n",
    )
    one, other = load_roster(path).agencies
    assert (one.code, one.name, one.short_names, one.former_names) == (
        "001",
        "甲区财政局",
        ("财政", "财局"),
        ("甲区财税局",),
    )
    assert (one.kind, one.summed, one.contact, one.email) == ("工作部门", True, "张三", "cz@example.com")
    assert (other.code, other.summed) == ("甲区税务局", False)


def test_only_the_name_is_needed_and_the_head_may_stand_lower(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["2023年度报送单位名单"],
        [],
        ["序号", "单位 名称"],
        [1, "甲区财政局"],
        [2, "甲区民政局"],
        [],
    ):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    assert [a.name for a in load_roster(tmp_path / "名单.xlsx").agencies] == ["甲区财政局", "甲区民政局"]


def test_codes_that_excel_made_numbers(tmp_path):
    book = openpyxl.Workbook()
    for row in (["单位编码", "单位名称"], [101, "甲"]):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    assert load_roster(tmp_path / "名单.xlsx").agencies[0].code == "101"


def test_gbk(tmp_path):
    assert (
        load_roster(roster(tmp_path, "单位名称\n甲区财政局\n", encoding="gbk")).agencies[0].name
        == "甲区财政局"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("名称\n甲\n", "单位名称"),
        ("单位名称\n\n", "没有单位"),
        ("单位名称\n甲\n乙\n甲\n", "第 2 行和第 4 行"),
        ("单位编码,单位名称\n1,甲\n1,乙\n", "单位编码都是“1”"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, message):
    with pytest.raises(ListError, match=message):
        load_roster(roster(tmp_path, text))


def test_a_broken_workbook(tmp_path):
    (tmp_path / "名单.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(ListError, match="打不开"):
        load_roster(tmp_path / "名单.xlsx")


def test_what_lies_beside_the_inbox(tmp_path):
    (tmp_path / "inbox").mkdir()
    assert look_around(tmp_path / "inbox").roster is None
    roster(tmp_path, "单位名称\n甲\n")
    found = look_around(tmp_path / "inbox")
    assert found.roster == tmp_path / "名单.csv"
    assert found.output == tmp_path / "输出"

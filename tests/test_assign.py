from datetime import UTC, datetime

import pytest

from tests.factory import make_return
from toolkit.assign import assign
from toolkit.model import Agency, Claim, Roster, Unread
from toolkit.names import Finder

ROSTER = Roster(
    (
        Agency("001", "甲区财政局", short_names=("财政",)),
        Agency("002", "甲区民政局"),
        Agency("003", "甲区民族宗教局", former_names=("甲区民族宗教事务局",)),
        Agency("004", "甲区发展和改革局", short_names=("发改局",), former_names=("甲区物价局",)),
        Agency("005", "东街道办事处"),
    ),
    "名单.xlsx",
)


def ret(*claims, at=1, path="a.xlsx", sha="0" * 64, values=None):
    from dataclasses import replace

    made = make_return(values or {})
    return replace(
        made, claims=tuple(Claim(by, text) for by, text in claims), saved=datetime(2024, 1, at, tzinfo=UTC), path=path,
        sha256=sha,
    )  # fmt: skip


def match(*claims, roster=ROSTER):
    return assign([ret(*claims)], [], roster).returns[0].match


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("甲区财政局", "甲区财政局"),
        ("甲区 财政局", "甲区财政局"),
        ("财政局", "甲区财政局"),
        ("乙市甲区财政局", "甲区财政局"),
        ("财政", "甲区财政局"),
        ("001", "甲区财政局"),
        ("甲区民政局", "甲区民政局"),
        ("民族宗教局", "甲区民族宗教局"),
        ("甲区民族宗教事务局", "甲区民族宗教局"),
        ("甲区物价局", "甲区发展和改革局"),
        ("甲区东街道办事处", "东街道办事处"),
    ],
)
def test_a_name_that_is_certain(written, name):
    found = match(("cover", written), ("file", "x"))
    assert (found.agency.name, found.doubt) == (name, "")


@pytest.mark.parametrize("written", ["乙区财政局", "乙区民政局", "丙县发改局"])
def test_another_districts_agency_is_not_ours(written):
    found = match(("title", written), ("file", "x"))
    assert (found.agency.name, found.agency.listed) == (written, False)


@pytest.mark.parametrize("stem", ["2023年报表", "1", "报表 12", "003a"])
def test_digits_in_a_files_name_are_no_code(stem):
    roster = Roster((Agency("02", "甲区第二局"), Agency("1", "甲区教育局"), Agency("003", "甲区民政局")))
    assert not match(("file", stem), roster=roster).agency.listed
    assert match(("cover", "甲区教育局"), ("file", "02"), roster=roster).doubt == ""


@pytest.mark.parametrize(
    ("written", "name"), [("甲区发展改革局", "甲区发展和改革局"), ("甲区民宗局", "甲区民族宗教局")]
)
def test_a_name_with_words_left_out_is_doubtful(written, name):
    found = match(("title", written))
    assert found.agency.name == name
    assert written in found.doubt


@pytest.mark.parametrize("written", ["甲区民生局", "甲区水利局"])
def test_an_agency_that_is_not_on_the_roster_is_no_other(written):
    found = match(("cover", written), ("file", "甲区财政局"))
    assert (found.agency.name, found.agency.listed) == (written, False)
    assert "名单里没有" in found.doubt


def test_what_a_reader_sees_wins_over_the_hidden_sheet():
    found = match(("cover", "甲区民政局"), ("meta", "001"), ("meta", "甲区财政局"))
    assert found.agency.name == "甲区民政局"
    assert "转用" in found.doubt


@pytest.mark.parametrize(
    ("stem", "doubtful"),
    [("002_甲区民政局", True), ("民政局2023年报", True), ("甲区财政局", False), ("年报 民政局转来", False)],
)
def test_a_file_named_for_another_agency_is_told(stem, doubtful):
    found = match(("cover", "甲区财政局"), ("meta", "001"), ("file", stem))
    assert found.agency.name == "甲区财政局"
    assert ("甲区民政局" in found.doubt) == doubtful


def test_the_hidden_sheet_wins_over_the_files_name():
    found = match(("meta", "001"), ("meta", "甲区财政局"), ("file", "民政局"))
    assert (found.agency.name, found.doubt) == ("甲区财政局", "")


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("甲区财政局2023年报（终稿）", "甲区财政局"),
        ("附件2：财政局报表", "甲区财政局"),
        ("发改局", "甲区发展和改革局"),
        ("003 年报", "甲区民族宗教局"),
    ],
)
def test_a_files_name_serves_where_the_workbook_is_silent_but_is_told(stem, name):
    found = match(("file", stem))
    assert found.agency.name == name
    assert "文件名" in found.doubt


def test_two_names_in_one_workbook_are_doubtful():
    found = match(("cover", "甲区财政局"), ("title", "甲区民政局"))
    assert found.agency.name == "甲区财政局"
    assert "甲区民政局" in found.doubt


def test_without_a_roster_agencies_are_those_that_files_name():
    found = match(("title", "乙县水利局"), ("file", "x"), roster=Roster())
    assert (found.agency.name, found.agency.code, found.agency.listed, found.doubt) == (
        "乙县水利局",
        "乙县水利局",
        True,
        "",
    )
    assert match(("file", "乙县水利局2023年度报告"), roster=Roster()).agency.name == "乙县水利局"


def test_a_name_that_is_only_like_an_agencys_never_displaces_its_own_return():
    own = ret(("title", "甲区发展和改革局"), at=1, path="a.xlsx", sha="1")
    other = ret(("title", "甲区发展改革局"), at=9, path="b.xlsx", sha="2")
    found = {item.match.agency.name: item for item in assign([own, other], [], ROSTER).returns}
    assert found["甲区发展和改革局"].current is own
    assert not found["甲区发展改革局"].match.agency.listed


class TestWhichCounts:
    def test_the_latest(self):
        early, late = (
            ret(("cover", "财政局"), at=3, path="b.xlsx", sha="1"),
            ret(("cover", "财政局"), at=9, path="a.xlsx", sha="2"),
        )
        for order in ([early, late], [late, early]):
            item = assign(order, [], ROSTER).returns[0]
            assert item.current is late
            assert [(s.old, s.kind) for s in item.superseded] == [(early, "later")]

    def test_at_equal_times_the_greater_path(self):
        one, other = (
            ret(("cover", "财政局"), path="a.xlsx", sha="1"),
            ret(("cover", "财政局"), path="b.xlsx", sha="2"),
        )
        assert assign([other, one], [], ROSTER).returns[0].current is other

    def test_a_byte_identical_copy_is_told_as_such(self):
        one, same = (
            ret(("cover", "财政局"), at=1, path="a.xlsx"),
            ret(("cover", "财政局"), at=2, path="b.xlsx"),
        )
        assert [s.kind for s in assign([one, same], [], ROSTER).returns[0].superseded] == ["same"]

    def test_agencies_come_in_the_rosters_order_and_strangers_after_them(self):
        returns = [ret(("cover", n), path=f"{n}.xlsx") for n in ("甲区水利局", "甲区民政局", "甲区财政局")]
        names = [item.match.agency.name for item in assign(returns, [], ROSTER).returns]
        assert names == ["甲区财政局", "甲区民政局", "甲区水利局"]


class TestWhatCameTogether:
    @staticmethod
    def paper(**more):
        from dataclasses import replace

        made = ret(("title", "甲区财政局"), at=9, path=more.pop("path", "报告.docx"), sha="9")
        return replace(made, kind="paper", **more)

    def test_a_word_report_beside_its_workbook_is_one_return(self):
        from dataclasses import replace

        book = replace(ret(("cover", "财政局"), at=1, path="表.xlsx"), sections={"s1": "表里写的"})
        word = self.paper(sections={"s1": "报告里写的", "s5": "问题"})
        (item,) = assign([book, word], [], ROSTER).returns
        assert item.current.path == "表.xlsx"
        assert item.current.sections == {"s1": "表里写的", "s5": "问题"}
        assert item.companions == (word,)
        assert item.superseded == ()

    def test_in_another_mail_it_is_a_return_of_its_own(self):
        book = ret(("cover", "财政局"), at=1, path="表.xlsx")
        word = self.paper(bundle="a.eml")
        (item,) = assign([book, word], [], ROSTER).returns
        assert item.current.path == "报告.docx"
        assert [s.old.path for s in item.superseded] == ["表.xlsx"]

    def test_a_document_without_tables_never_displaces_a_return_with_tables(self):
        book = ret(("cover", "财政局"), at=1, path="表.xlsx")
        letter = self.paper(bundle="a.eml", tables=frozenset())
        (item,) = assign([book, letter], [], ROSTER).returns
        assert item.current.path == "表.xlsx"
        assert [s.old.path for s in item.superseded] == ["报告.docx"]

    def test_the_last_workbook_of_a_folder_takes_the_documents(self):
        first = ret(("cover", "财政局"), at=1, path="一.xlsx", sha="1")
        last = ret(("cover", "财政局"), at=2, path="二.xlsx", sha="2")
        (item,) = assign([first, last, self.paper()], [], ROSTER).returns
        assert item.current.path == "二.xlsx"
        assert [c.path for c in item.companions] == ["报告.docx"]
        assert [s.old.path for s in item.superseded] == ["一.xlsx"]

    def test_a_report_that_names_nobody_belongs_to_the_only_workbook_beside_it(self):
        from dataclasses import replace

        book = replace(ret(("cover", "财政局"), path="a/表.xlsx"), bundle="a")
        word = ret(("file", "报告"), path="a/报告.docx", sha="9")
        word = replace(word, bundle="a", kind="paper", tables=frozenset(), sections=book.sections)
        (item,) = assign([book, word], [], ROSTER).returns
        assert item.companions == (word,)
        assert item.match.doubt == ""

    def test_the_same_document_twice_is_one(self):
        book = ret(("cover", "财政局"), at=1, path="表.xlsx")
        (item,) = assign([book, self.paper(path="一.docx"), self.paper(path="二.docx")], [], ROSTER).returns
        assert [c.path for c in item.companions] == ["二.docx"]
        assert [(s.old.path, s.kind) for s in item.superseded] == [("一.docx", "same")]


def test_a_file_that_cannot_be_read_is_known_by_its_name_if_by_anything():
    def unread(stem):
        return Unread(f"{stem}.xlsx", None, "", f"{stem}.xlsx", "damaged", "", (Claim("file", stem),))

    found = assign([], [unread("民政局年报"), unread("新建表")], ROSTER).unread
    assert [item.agency.name if item.agency else None for item in found] == ["甲区民政局", None]


@pytest.mark.parametrize(
    ("by", "text", "name"),
    [
        ("cover", "区民政局", "临江区民政局"),
        ("title", "区民族宗教局", "临江区民族宗教局"),
        ("file", "编办", "临江区编办"),
        ("file", "妇联2023年报", "临江区妇联"),
        ("cover", "残联", "临江区残联"),
        ("cover", "临山区残联", None),
        ("cover", "市民政局", None),
    ],
)
def test_short_names_of_the_district_s_own_bodies(by, text, name):
    names = ["民政局", "民族宗教局", "编办", "妇联", "残联"]
    roster = Roster(tuple(Agency(str(i), f"临江区{n}") for i, n in enumerate(names)))
    found = Finder(roster).find([Claim(by, text)]).agency
    assert (found.name, found.listed) == (name, True) if name else not found.listed


MAILS = Roster(
    (
        Agency("001", "岚桥区财政局", email="cz@lq.gov.cn；caizheng@163.com"),
        Agency("002", "岚桥区教育局"),
    ),
    "名单.xlsx",
)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("财政局 <a@163.com>", "岚桥区财政局"),
        ("张三 <CZ@lq.gov.cn>", "岚桥区财政局"),
        ("caizheng@163.com", "岚桥区财政局"),
        ("岚桥区教育局办公室 <b@163.com>", "岚桥区教育局"),
        ("岚桥区教育局2023年报", "岚桥区教育局"),
        ("张三 <x@qq.com>", None),
    ],
)
def test_who_sent_a_file_that_cannot_be_read(sender, name):
    unread = Unread("a.eml", None, "0", "a.eml", "link", claims=(Claim("file", "a"), Claim("sender", sender)))
    found = assign([], [unread], MAILS).unread[0].agency
    assert (found.name if found else None) == name


SHORT = Roster(
    (Agency("1", "区民政局"), Agency("2", "区民族宗教局"), Agency("3", "区财政局")),
    "名单.xlsx",
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("民政局", "区民政局"),
        ("岚桥区民政局", "区民政局"),
        ("区民政局", "区民政局"),
        ("民族宗教局", "区民族宗教局"),
        ("岚桥区民族宗教局", "区民族宗教局"),
        ("岚桥区财政局", "区财政局"),
    ],
)
def test_a_roster_that_writes_the_district_short(written, name):
    found = match(("cover", written), ("file", "x"), roster=SHORT)
    assert (found.agency.name, found.doubt) == (name, "")


class TestFilesWithoutAName:
    def test_they_do_not_supersede_one_another(self):
        returns = [
            ret(("file", "年报"), path=f"{folder}/年报.xlsx", sha=folder[0] * 64)
            for folder in ("财政局", "教育局")
        ]
        for roster in (Roster(), ROSTER):
            assigned = assign(returns, [], roster).returns
            assert [item.superseded for item in assigned] == [(), ()]
            assert len({item.match.agency.name for item in assigned}) == 2

    def test_a_document_of_another_agency_beside_a_workbook_stays_its_own(self):
        from dataclasses import replace

        book = ret(("cover", "甲区财政局"), ("file", "甲区财政局"), path="甲区财政局.xlsx")
        paper = replace(
            ret(("file", "甲区民政局"), path="甲区民政局.docx", sha="1" * 64),
            kind="paper",
            tables=frozenset(),
        )
        plain = replace(paper, claims=(Claim("file", "年度报告"),), path="年度报告.docx")
        names = [item.match.agency.name for item in assign([book, paper], [], ROSTER).returns]
        assert names == ["甲区财政局", "甲区民政局"]
        (both,) = assign([book, plain], [], ROSTER).returns
        assert [companion.path for companion in both.companions] == ["年度报告.docx"]


class TestAnotherDistrictsFile:
    """A roster without the district's name in front of the agencies'."""

    def names(self, roster: Roster, *written: str) -> list[tuple[str, bool, str]]:
        returns = [ret(("cover", name), path=f"{i}.xlsx", sha=f"{i:064}") for i, name in enumerate(written)]
        return [
            (item.match.agency.name, item.match.agency.listed, item.match.doubt)
            for item in assign(returns, [], roster).returns
        ]

    @pytest.mark.parametrize("names", [("区民政局", "区财政局"), ("民政局", "财政局")])
    def test_it_is_not_ours_where_most_are_of_one_district(self, names):
        roster = Roster(tuple(Agency(str(i), name) for i, name in enumerate(names)), "名单.xlsx")
        found = self.names(roster, "甲区民政局", "甲区财政局", "乙区民政局")
        assert [(name, listed) for name, listed, _ in found] == [
            (names[0], True),
            (names[1], True),
            ("乙区民政局", False),
        ]
        assert [bool(doubt) for *_, doubt in found] == [False, False, True]

    def test_it_is_doubtful_where_nothing_tells_which_is_ours(self):
        found = self.names(SHORT, "甲区民政局", "乙区财政局")
        assert all(doubt for *_, doubt in found)
        assert {name for name, *_ in found} == {"区民政局", "区财政局"}


class TestCodes:
    def test_a_name_that_is_not_on_the_roster_is_not_overruled_by_a_code_left_beside_it(self):
        found = match(("cover", "甲区退役军人事务局"), ("cover", "002"), ("meta", "002"), ("file", "x"))
        assert (found.agency.name, found.agency.listed) == ("甲区退役军人事务局", False)
        assert "单位编码是“甲区民政局”的" in found.doubt

    def test_a_code_alone_tells(self):
        assert match(("cover", "002"), ("file", "x")).agency.name == "甲区民政局"

    def test_another_code_beside_the_right_name_is_no_doubt(self):
        """The roster was numbered anew since the workbooks went out."""
        found = match(
            ("cover", "甲区财政局"), ("cover", "002"), ("meta", "002"), ("meta", "甲区财政局"), ("file", "x")
        )
        assert (found.agency.name, found.doubt) == ("甲区财政局", "")


@pytest.mark.parametrize(
    "written",
    [
        "甲区财政局、甲区民政局",
        "甲区财政局 甲区民政局",
        "财政局和民政局",
        "甲区财政局甲区民政局",
        "财政、发改局",
    ],
)
def test_a_name_of_several_agencies_is_nobodys(written):
    found = match(("cover", written), ("file", "x"))
    assert (found.agency.name, found.agency.listed) == (written, False)
    assert found.doubt


def test_agencies_whose_own_names_join_things():
    assert match(("cover", "甲区发展和改革局"), ("file", "x")).agency.code == "004"


def test_bodies_that_were_merged_and_each_sent_a_return_are_told():
    roster = Roster((Agency("005", "甲区自然资源局", former_names=("甲区国土局", "甲区规划局")),))
    old, new = ret(("cover", "甲区国土局"), at=1), ret(("cover", "甲区规划局"), at=2, path="b.xlsx")
    (item,) = assign([old, new], [], roster).returns
    assert item.current.path == "b.xlsx"
    assert "“甲区规划局”和“甲区国土局”都已并入“甲区自然资源局”" in item.match.doubt
    renamed = ret(("cover", "甲区自然资源局"), at=3, path="c.xlsx")
    (item,) = assign([old, renamed], [], roster).returns
    assert item.match.doubt == ""


OFFICES = Roster(
    (
        Agency("1", "甲区人民政府"),
        Agency("2", "甲区白鹭镇人民政府"),
        Agency("3", "甲区东街道办事处"),
        Agency("4", "南山乡"),
        Agency("5", "甲区城区"),
        Agency("6", "甲区人民政府办公室"),
        Agency("7", "甲区政务服务局"),
    )
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("甲区政府", "甲区人民政府"),
        ("白鹭镇", "甲区白鹭镇人民政府"),
        ("白鹭镇政府", "甲区白鹭镇人民政府"),
        ("甲区白鹭镇", "甲区白鹭镇人民政府"),
        ("东街道", "甲区东街道办事处"),
        ("甲区东街道办", "甲区东街道办事处"),
        ("甲区南山乡人民政府", "南山乡"),
        ("甲区人民政府办公室", "甲区人民政府办公室"),
    ],
)
def test_what_a_region_or_a_town_calls_its_own_body(written, name):
    found = match(("cover", written), ("file", "x"), roster=OFFICES)
    assert (found.agency.name, found.doubt) == (name, "")


@pytest.mark.parametrize(
    "written", ["甲区", "乙区", "乙区人民政府", "乙区白鹭镇政府", "鹭镇", "西街道", "甲区白鹭镇卫生院"]
)
def test_and_what_is_anothers(written):
    assert not match(("cover", written), ("file", "x"), roster=OFFICES).agency.listed


def test_a_citys_roster_may_have_its_districts_without_their_governments():
    roster = Roster((Agency("1", "葭川区"), Agency("2", "岚桥区"), Agency("3", "某市财政局")))
    assert match(("cover", "岚桥区人民政府"), ("file", "x"), roster=roster).agency.name == "岚桥区"

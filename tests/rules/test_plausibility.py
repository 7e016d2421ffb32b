"""P01 to P05, each on cases that must be asked about and on ones that must not."""

from dataclasses import replace

import pytest

from tests.factory import FORM
from toolkit.model import Agency, Case, CellError, LastYear, Match, Origin
from toolkit.rules import judge
from toolkit.rules.clean import clean_case, with_cells, with_return, with_sections, without_table

CLEAN = clean_case()
ADJUSTMENT = Match(Agency("900", "汇总调整", "汇总调整"))
NO_APPLICATIONS = {f.code: 0 for f in FORM.by_table["t3"]}
R, N, FEE = "t2/regulations", "t2/normative_documents", "t2/fees/amount"


def found(case: Case, code: str):
    return [f for f in judge(case) if f.rule == code]


def level(name: str) -> Case:
    return replace(CLEAN, settings=replace(CLEAN.settings, level=name))


def blank_is_zero(case: Case) -> Case:
    return replace(case, settings=replace(case.settings, blank="zero"))


def last(case: Case, **cells) -> Case:
    """The case with last year's figures: nothing but what is given, by code with __ for /."""
    values = [0] * len(FORM.figures)
    for code, value in cells.items():
        values[FORM.index[code.replace("__", "/")]] = value
    return replace(case, last_year=LastYear(2022, tuple(values), {}, ("甲区财政局",)))


class TestRegulations:
    @pytest.mark.parametrize(
        "cells",
        [
            {f"{R}/issued": 1}, {f"{R}/repealed": 2}, {f"{R}/in_force": 3}, {f"{R}/issued": 1, f"{R}/in_force": 1},
            {f"{R}/issued": "１"}, {f"{R}/in_force": "三"}, {f"{R}/in_force": "12件"}, {f"{R}/issued": None, f"{R}/in_force": 1},
            {f"{R}/issued": "无", f"{R}/repealed": 1},
        ],
    )  # fmt: skip
    def test_a_county_makes_none(self, cells):
        (finding,) = found(with_cells(cells)(CLEAN), "P01")
        assert finding.severity == "warning"
        assert finding.figure.startswith("t2/regulations/")
        assert finding.expected == 0

    @pytest.mark.parametrize("name", ["市", "省", "国"])
    def test_other_levels_may(self, name):
        assert not found(with_cells({f"{R}/issued": 1, f"{R}/in_force": 3})(level(name)), "P01")

    @pytest.mark.parametrize(
        "cells",
        [{}, {f"{R}/issued": 0}, {f"{R}/issued": None}, {f"{R}/in_force": "无"}, {f"{R}/in_force": "/"},
         {f"{R}/in_force": "若干"}, {f"{R}/in_force": CellError("#REF!")}, {f"{N}/issued": 3, f"{N}/in_force": 9}],
    )  # fmt: skip
    def test_noughts_and_what_is_no_number_are_silent(self, cells):
        assert not found(with_cells(cells)(CLEAN), "P01")

    def test_it_names_each_figure_and_its_cell(self):
        (finding,) = found(with_cells({f"{R}/issued": 2, f"{R}/in_force": 5})(CLEAN), "P01")
        assert "本年制发件数填 2（A1）" in finding.message
        assert "现行有效件数填 5（A3）" in finding.message


class TestFeeInYuan:
    @pytest.mark.parametrize(
        "amount",
        [2277820, 10000, 316441, "251,000", "25000", 99999999, "１２０００"],
    )
    def test_large_whole_numbers(self, amount):
        (finding,) = found(with_cells({FEE: amount})(CLEAN), "P02")
        assert finding.expected * 10000 == finding.actual

    @pytest.mark.parametrize(
        "amount", [9999, 9999.99, 18.871, 5125.11, 0, None, "无", 227.782, 12345.67, "2277820元", "约3"]
    )
    def test_other_amounts(self, amount):
        assert not found(with_cells({FEE: amount})(CLEAN), "P02")

    @pytest.mark.parametrize(
        ("amount", "sections"),
        [
            (2400, {"s6": "收取信息处理费2400元。"}),
            (2400, {"s6": "2023年度共收取信息处理费2,400元。"}),
            (251.5, {"s1": "行政事业性收费251.5元。"}),
            (6400, {"s1": "全年行政事业性收费６４００元。"}),
            (8000, {"s1": "行政事业性收费八千元。"}),
        ],
    )
    def test_the_text_says_so(self, amount, sections):
        (finding,) = found(with_sections(sections)(with_cells({FEE: amount})(CLEAN)), "P02")
        assert "正文写的是" in finding.message

    @pytest.mark.parametrize(
        ("amount", "sections"),
        [
            (2400, {"s1": "行政事业性收费2400万元。"}),
            (0.24, {"s6": "收取信息处理费2400元。"}),
            (100, {"s6": "收费标准为每件100元。"}),
            (64.2, {"s1": "罚款64.2元。"}),
        ],
    )
    def test_the_text_says_otherwise(self, amount, sections):
        assert not found(with_sections(sections)(with_cells({FEE: amount})(CLEAN)), "P02")

    @pytest.mark.parametrize(
        ("amount", "old", "fires"),
        [(5200, 0.5, True), (3000, 1, True), (300, 0.02, True), (30000, 1, True), (500, 45, False), (2999, 1, False), (40, 0, False)],
    )  # fmt: skip
    def test_ten_thousand_times_last_years(self, amount, old, fires):
        case = last(with_cells({FEE: amount})(CLEAN), t2__fees__amount=old)
        assert bool(found(case, "P02")) == fires


class TestLessThanIssued:
    @pytest.mark.parametrize(
        ("row", "issued", "repealed", "valid"),
        [(N, 9, 0, 6), (N, 3, 0, 2), (N, 1, 0, 0), (N, 10, 4, 5), (N, 100, 1, 98), (N, "５", 0, 4), (N, "12件", 2, 9), (R, 2, 0, 1), (R, 3, 1, 0)],
    )  # fmt: skip
    def test_last_year_would_be_negative(self, row, issued, repealed, valid):
        case = with_cells({f"{row}/issued": issued, f"{row}/repealed": repealed, f"{row}/in_force": valid})(
            CLEAN
        )
        (finding,) = found(case, "P03")
        assert finding.figure == f"{row}/in_force"
        assert finding.actual == valid < finding.expected

    @pytest.mark.parametrize(
        ("row", "issued", "repealed", "valid"),
        [
            (N, 9, 0, 9), (N, 9, 3, 6), (N, 0, 0, 0), (N, 0, 5, 0), (N, 2, 5, 0), (N, 3, 0, 20), (R, 0, 0, 0), (N, 9, 0, None),
            (N, 9, 0, "无"), (N, 9, 0, "若干"), (N, "见附件", 0, 1), (N, 9, None, 6), (N, 9, 0, CellError("#N/A")),
        ],
    )  # fmt: skip
    def test_what_fits_or_is_no_number_is_silent(self, row, issued, repealed, valid):
        cells = {f"{row}/issued": issued, f"{row}/repealed": repealed, f"{row}/in_force": valid}
        assert not found(with_cells(cells)(CLEAN), "P03")

    def test_where_empty_means_zero_it_is_a_number(self):
        case = with_cells({f"{N}/issued": 9, f"{N}/repealed": None, f"{N}/in_force": None})(CLEAN)
        assert found(blank_is_zero(case), "P03")

    def test_a_correction_of_the_office_may_be_anything(self):
        case = replace(with_cells({f"{N}/issued": 0, f"{N}/in_force": -3})(CLEAN), match=ADJUSTMENT)
        assert not found(case, "P03")


class TestDisputesWithoutApplications:
    @pytest.mark.parametrize(
        "cells",
        [
            {}, {"t4/review/upheld": 4, "t4/review/total": 4}, {"t4/review/pending": 2, "t4/review/upheld": 0, "t4/review/total": 2},
            {"t4/litigation_direct/upheld": 1, "t4/litigation_direct/total": 1}, {"t4/litigation_after_review/other": 1, "t4/litigation_after_review/total": 1},
            {"t4/review/total": None}, {"t4/review/total": "见附件"}, {"t3/new/natural_person": None}, {"t3/new/total": None},
        ],
    )  # fmt: skip
    def test_no_application_this_year_and_last_unknown(self, cells):
        (finding,) = found(with_cells({**NO_APPLICATIONS, **cells})(CLEAN), "P04")
        assert finding.figure.startswith("t4/")
        assert "上年有没有收到申请，程序不知道" in finding.message

    def test_none_last_year_either(self):
        (finding,) = found(last(with_cells(NO_APPLICATIONS)(CLEAN), t3__granted__total=0), "P04")
        assert "上年也没有收到过申请" in finding.message

    def test_last_year_without_a_value_is_unknown(self):
        case = last(with_cells(NO_APPLICATIONS)(CLEAN))
        case = replace(case, last_year=replace(case.last_year, values=(None,) * len(FORM.figures)))
        (finding,) = found(case, "P04")
        assert "程序不知道" in finding.message

    @pytest.mark.parametrize(
        "case",
        [
            CLEAN,
            with_cells({**NO_APPLICATIONS, "t4/review/upheld": 0, "t4/review/total": 0})(CLEAN),
            with_cells({**NO_APPLICATIONS, "t3/new/business": 1})(CLEAN),
            with_cells({**NO_APPLICATIONS, "t3/new/total": 1})(CLEAN),
            with_cells({**NO_APPLICATIONS, "t3/carried_in/natural_person": 2, "t3/carried_in/total": 2})(
                CLEAN
            ),
            with_cells({**NO_APPLICATIONS, "t3/new/natural_person": "若干"})(CLEAN),
            with_cells(dict.fromkeys(NO_APPLICATIONS))(CLEAN),
            # A total typed over zeros is A04's business.
            with_cells({**NO_APPLICATIONS, "t4/review/upheld": 0, "t4/review/total": 3})(CLEAN),
            without_table("t3")(CLEAN),
            without_table("t4")(with_cells(NO_APPLICATIONS)(CLEAN)),
            last(with_cells(NO_APPLICATIONS)(CLEAN), t3__new__natural_person=3, t3__new__total=3),
            last(with_cells(NO_APPLICATIONS)(CLEAN), t3__carried_in__total=1),
            replace(with_cells(NO_APPLICATIONS)(CLEAN), match=ADJUSTMENT),
        ],
    )
    def test_nothing_to_ask(self, case):
        assert not found(case, "P04")

    def test_blanks_beside_a_tick_are_noughts(self):
        case = with_cells(dict.fromkeys(NO_APPLICATIONS))(CLEAN)
        assert found(with_return(ticked={"t3": Origin("表三", "B3")})(case), "P04")


class TestProcessingFee:
    @pytest.mark.parametrize(
        ("amount", "text"),
        [
            (0, "共收取信息处理费2400元。"), (0.2, "收取信息处理费2,400元。"), (None, "收取信息处理费２４００元。"), ("无", "收取信息处理费0.24万元。"),
            (0.1, "收取信息处理费二千四百元。"), (0.03, "发出收费通知3件，总金额600元，实际收取400元。"), (0, "共计收取信息处理费1200元"),
            (1, "收取信息处理费1.2万元。"), (0.0001, "本年度信息处理费10元。"),
        ],
    )  # fmt: skip
    def test_more_than_table_two(self, amount, text):
        (finding,) = found(with_sections({"s6": text})(with_cells({FEE: amount})(CLEAN)), "P05")
        assert (finding.figure, finding.severity) == (FEE, "warning")
        assert finding.expected > finding.actual

    @pytest.mark.parametrize(
        ("amount", "text"),
        [
            (0.24, "收取信息处理费2400元。"), (12.5, "收取信息处理费2400元。"), (12.5, "未收取信息处理费。"), (0, "未收取信息处理费。"), (0, "实际收取0元信息处理费。"),
            (0, "发出收费通知3件，总金额600元。"), (0, "发出收费通知3件，总金额600元，均未收取。"), (0, "2022年收取信息处理费500元，本年度没有收取。"),
            (0.04, "发出收费通知3件，总金额600元，实际收取400元。"), (0, "信息处理费收费标准为100元/件。"), (0, ""), ("若干", "收取信息处理费2400元。"),
        ],
    )  # fmt: skip
    def test_what_fits_or_is_not_sure(self, amount, text):
        assert not found(with_sections({"s6": text})(with_cells({FEE: amount})(CLEAN)), "P05")

    def test_section_six_alone_counts(self):
        assert not found(with_sections({"s1": "收取信息处理费2400元。"})(CLEAN), "P05")

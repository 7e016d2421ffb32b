from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.factory import FORM, complete, make_district, make_return
from toolkit.compose import Figures, Paragraph, Voice, load_phrases, narrative
from toolkit.compose.charges import charges
from toolkit.compose.outstanding import outstanding_applications, outstanding_decisions
from toolkit.compose.scope import body_of, called, coverage, publisher, reporting
from toolkit.compose.themes import Theme, load_themes, problems_and_measures
from toolkit.compose.whole import whole
from toolkit.model import District, Judged, LastYear, Number
from toolkit.word.draft import district_report

PHRASES, THEMES = load_phrases(), load_themes()


def received(n: int) -> dict[str, Number]:
    return {"t3/new/natural_person": n, "t3/granted/natural_person": n}


def telling(texts: Mapping[str, str], section: str = "s5", **options: object) -> District:
    """A district whose agencies wrote these texts in a section."""
    district = make_district({name: {} for name in texts}, **options)  # type: ignore[arg-type]
    results = []
    for result in district.agencies:
        judged = result.judged
        if judged is not None:
            ret = make_return({}, result.agency.name, sections={section: texts[result.agency.name]})
            judged = Judged(ret, judged.match, judged.findings)
        results.append(replace(result, judged=judged))
    return replace(district, agencies=tuple(results))


def texts(paragraphs: list[Paragraph]) -> str:
    return "".join(p.text for p in paragraphs if p.kind == "text")


# ---------------------------------------------------------------- who reports


def test_how_many_report() -> None:
    district = make_district({"甲区财政局": {}, "甲区城关街道办事处": {}}, missing=("甲区教育局",))
    (paragraph,) = reporting(district, PHRASES)
    assert paragraph.text == (
        "2023年度全区应当报送政府信息公开工作年度报告的单位3个（工作部门2个、街道办事处1个），已报送2个。"
    )
    (paragraph,) = reporting(make_district({"甲区财政局": {}}), PHRASES)
    assert paragraph.text.endswith("单位1个，均已报送。")


def test_without_a_roster_nobody_is_said_to_owe_a_report() -> None:
    district = replace(make_district({"甲区财政局": {}, "甲区教育局": {}}), has_roster=False)
    text, gap = reporting(district, PHRASES)
    assert text.text == "共收到2个单位2023年度的政府信息公开工作年度报告。"
    assert (gap.kind, "应当报送" in gap.text) == ("gap", True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("甲区", "甲区人民政府"),
        ("乙县", "乙县人民政府"),
        ("丙市人民政府", "丙市人民政府"),
        ("丁经济开发区", "丁经济开发区管理委员会"),
        ("戊新区", "戊新区管理委员会"),
        ("己区教育局", "己区教育局"),
    ],
)
def test_who_publishes(name: str, said: str) -> None:
    assert publisher(name) == said


def test_the_districts_own_office_is_named_as_one_of_them() -> None:
    district = make_district({"甲区人民政府": {}, "甲区财政局": {}}, name="甲区人民政府")
    first, second = district.agencies
    own = replace(district, agencies=(replace(first, agency=replace(first.agency, kind="本级")), second))
    assert coverage(own, PHRASES) == "本报告汇总了全区2个单位（含甲区人民政府本级）的数据。"
    assert coverage(district, PHRASES) == "本报告汇总了全区2个单位的数据。"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("甲区人民政府", "乙县", "丙经济开发区管委会"), "地区"),
        (("甲区人民政府", "某市教育局"), "单位"),
        (("某市人民政府", "甲区人民政府"), "单位"),
        (("某市城关街道办事处", "某市河东镇人民政府"), "单位"),
        (("某区幸福社区",), "单位"),
    ],
)
def test_what_the_reporting_bodies_are_called(names: tuple[str, ...], said: str) -> None:
    district = make_district({name: {} for name in names}, name="某市")
    agencies = [
        replace(r, agency=replace(r.agency, kind="本级")) if r.agency.name == "某市人民政府" else r
        for r in district.agencies
    ]
    assert body_of(replace(district, agencies=tuple(agencies)), PHRASES) == said


def test_a_region_is_named_without_its_government() -> None:
    named = ("甲区人民政府", "乙镇人民政府", "丙局")
    results = make_district({name: {} for name in named}).agencies
    assert [called(r, PHRASES) for r in results] == ["甲区", "乙镇人民政府", "丙局"]


def test_a_citys_draft_calls_its_districts_what_they_are() -> None:
    names = ("甲区人民政府", "乙县人民政府")
    report = district_report(make_district({name: received(3) for name in names}, name="某市"))
    said = [p.text for section in report.sections.values() for p in section]
    said += [p.lead + p.text for p in (*report.notes, *report.more["scope"])]  # type: ignore[misc]
    said.append(str(report.more["coverage"]))
    assert "本报告汇总了全市2个地区的数据。" in said
    assert not any("单位" in text for text in said)


# ---------------------------------------------------------------- shares and who stands out


def test_outcomes_have_shares() -> None:
    base: dict[str, Number] = {
        "t3/new/natural_person": 8,
        "t3/granted/natural_person": 4,
        "t3/partial/natural_person": 1,
        "t3/refused_internal/natural_person": 3,
    }
    district = make_district({"甲区财政局": base})
    section = narrative(Figures.of_district(district), Voice(2023, "全区", "区", True), PHRASES)["s1"]
    assert "按办结件数计，予以公开占50.0%、部分公开占12.5%、不予公开占37.5%。" in texts(section)
    agency = narrative(Figures.of_district(district), Voice(2023, "本机关"), PHRASES)["s1"]
    assert "占" not in texts(agency)


def test_agencies_that_stand_out() -> None:
    district = make_district(
        {"甲区住建局": received(30), "甲区水务局": received(4), "甲区司法局": {}, "甲区教育局": received(2)}
    )
    (paragraph,) = outstanding_applications(district, PHRASES)
    assert paragraph.text == "从各单位看，新收申请最多的是甲区住建局（30件），占83.3%；1个单位未收到新申请。"


def test_equal_agencies_are_all_named_or_none() -> None:
    names = [f"甲区{c}局" for c in "甲乙丙丁戊己庚"]
    district = make_district(
        {**{name: received(9) for name in names}, **{f"甲区{i}办": {} for i in range(20)}}
    )
    (paragraph,) = outstanding_applications(district, PHRASES)
    assert all(name in paragraph.text for name in names)
    assert paragraph.text.startswith("从各单位看，新收申请均由甲区甲局（9件）")
    assert "%" not in paragraph.text


def test_where_all_have_about_the_same_nobody_stands_out() -> None:
    assert (
        outstanding_applications(make_district({f"甲区{i}局": received(5) for i in range(4)}), PHRASES) == []
    )


def test_decisions_that_one_agency_alone_made() -> None:
    district = make_district({"甲区城管局": {"t2/coercion/decisions": 9}, "甲区司法局": {}})
    (paragraph,) = outstanding_decisions(district, PHRASES)
    assert paragraph.text == "从各单位看，行政强制决定均由甲区城管局（9件）作出。"


def test_totals_that_cannot_be_trusted_name_nobody() -> None:
    district = make_district({"甲区住建局": received(30), "甲区司法局": {}})
    i = FORM.index["t3/new/total"]
    broken = replace(district, totals=(*district.totals[:i], -1, *district.totals[i + 1 :]))
    assert outstanding_applications(broken, PHRASES) == []


# ---------------------------------------------------------------- last year


def known(district: District, *names: str, year: int = 2022) -> District:
    results = []
    for result in district.agencies:
        judged = result.judged
        if judged is not None and result.agency.name in names:
            last = LastYear(year, complete(received(10)), {}, (result.agency.name,))
            judged = replace(judged, last_year=last)
        results.append(replace(result, judged=judged))
    return replace(district, agencies=tuple(results))


def section_one(district: District) -> list[Paragraph]:
    more = whole(district, PHRASES, THEMES)
    voice = Voice(2023, "全区", "区", True)
    return narrative(Figures.of_district(district), voice, PHRASES, more=more)["s1"]


def test_the_district_is_compared_with_the_same_agencies() -> None:
    district = make_district({"甲区住建局": received(30), "甲区司法局": {}}, missing=("甲区教育局",))
    section = section_one(known(district, "甲区住建局", "甲区司法局"))
    assert "与上年相比，新收申请增加10件、增长50.0%。" in texts(section)
    assert not any("与上年" in p.text for p in section if p.kind == "gap")


@pytest.mark.parametrize(
    ("names", "gap"),
    [((), "没有可比的上年数据"), (("甲区住建局",), "有1个单位没有可比的上年数据：甲区司法局")],
)
def test_a_comparison_that_would_be_false_is_a_gap(names: tuple[str, ...], gap: str) -> None:
    district = make_district({"甲区住建局": received(30), "甲区司法局": {}})
    section = section_one(known(district, *names))
    assert "与上年相比" not in texts(section)
    assert gap in "".join(p.text for p in section if p.kind == "gap")


# ---------------------------------------------------------------- themes

ONE = "存在的问题：一是政策解读照搬原文；二是信息更新滞后。\n下一步，一是多用图解；二是明确时限。"
TWO = "一是解读形式单一；二是怪事。\n一是图文并茂地解读；二是别的做法很多。"


def test_items_are_told_apart() -> None:
    assert THEMES.items(ONE) == [
        ("problem", "政策解读照搬原文"),
        ("problem", "信息更新滞后"),
        ("measure", "多用图解"),
        ("measure", "明确时限"),
    ]
    assert [kind for kind, _ in THEMES.items(TWO)] == ["problem", "measure", "measure"]
    assert THEMES.items("政务公开工作有了新的进展。但也有不足。") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("一是更新不及时。下一步将明确时限。二是平台建设有待加强。三是解读不够。", ["problem", "measure", "problem", "problem"]),
        ("上年问题已全部整改。本年度主要问题：依申请公开答复不够规范。", ["problem"]),
        ("问题1：解读单一。改进措施：多用图解。问题2：更新不及时。改进措施：明确时限。", ["problem", "measure", "problem", "measure"]),
        ("存在问题\n更新不及时\n改进措施\n明确时限", ["problem", "measure"]),
        ("我局不存在突出问题。", []),
        ("2024年，我委将：一是加强培训；二是优化栏目。", ["measure", "measure"]),
        ("我县公开工作起步较晚，与先进地区相比差距较大。", ["problem"]),
        ("存在的主要问题：更新滞后；改进情况：逐月检查更新。", ["problem", "measure"]),
        ("我镇高度重视政务公开工作，加强组织领导。存在问题是个别栏目更新不及时。", ["problem"]),
        ("网站、公众号运行平稳，未发生泄密事件。", []),
        ("主动接受社会监督，收到意见建议3条，均已办理。", []),
        ("网站信息更新及时，人员培训到位，但也存在一定问题。", []),
        ("我局不存在解读形式单一、更新不及时等问题。", []),
        ("去年存在的平台建设不足问题，今年已经解决。", []),
        ("未发现明显问题。", []),
        ("主要问题：无。", []),
        ("存在问题：说理不足。改进：加强释法说理。", ["problem", "measure"]),
        ("（一）问题：更新较慢，不及时。（二）改进：建立台账，按周更新", ["problem", "measure"]),
        ("存在问题：①更新不及时；②图解较少。改进：①按月更新；②多发图解。", ["problem", "problem", "measure", "measure"]),
        ("一是更新不及时；二是培训较少。原因：一是人手紧张；二是经费不足。", ["problem", "problem"]),
        ("1.解读形式单一，改进：制作图解。2.业务不熟练，今后将加强培训。", ["problem", "measure", "problem", "measure"]),
    ],
)  # fmt: skip
def test_what_is_a_problem_and_what_a_measure(text: str, kinds: list[str]) -> None:
    assert sorted(kind for kind, _ in THEMES.items(text)) == sorted(kinds)


def test_themes_count_agencies_not_mentions() -> None:
    district = telling({"甲区财政局": ONE + "三是解读仍然不够通俗。", "甲区民政局": TWO, "甲区司法局": ""})
    paragraphs = problems_and_measures(district, "s5", PHRASES, THEMES)
    problems = paragraphs[0]
    assert problems.text.startswith(
        "据2个单位的报告，存在的主要问题：一是政策解读形式单一、不够通俗（2个单位）；二是信息公开、更新不够及时（1个单位）"
    )
    assert any("有1个单位没有写存在的问题和改进情况：甲区司法局" in p.text for p in paragraphs)
    remark = problems.remarks[0]
    assert remark.on in problems.text
    assert "甲区财政局：“政策解读照搬原文”" in remark.text
    assert "甲区民政局：“解读形式单一”" in remark.text


def test_the_same_texts_give_the_same_groups_in_any_order() -> None:
    district = telling({f"甲区{i}局": (ONE, TWO)[i % 2] for i in range(6)})
    turned = replace(district, agencies=district.agencies[::-1])
    one, other = (
        [p.text for p in problems_and_measures(d, "s5", PHRASES, THEMES)] for d in (district, turned)
    )
    assert one == other


def test_texts_without_a_known_word_are_counted_as_others() -> None:
    district = telling({"甲区财政局": "一是甲甲甲甲；二是乙乙乙乙。"})
    (first, *_) = problems_and_measures(district, "s5", PHRASES, THEMES)
    assert first.kind == "gap"
    assert "1个单位提出的其他问题" in first.text
    assert "甲区财政局：“甲甲甲甲”" in first.remarks[0].text


def test_who_names_no_problem_is_told() -> None:
    district = telling({"甲区财政局": ONE, "甲区司法局": "本年度未发现突出问题。"})
    paragraphs = problems_and_measures(district, "s5", PHRASES, THEMES)
    assert paragraphs[0].text.startswith("据1个单位的报告")
    (told,) = (p.text for p in paragraphs if "甲区司法局" in p.text)
    assert told.startswith("【待补充：有1个单位的第五部分没有写出具体问题")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "存在问题：政务新媒体监管不到位；基层公开队伍不稳定。改进措施：清理僵尸账号；举办培训班3期。",
            [("problem", "政务新媒体监管不到位"), ("problem", "基层公开队伍不稳定"),
             ("measure", "清理僵尸账号"), ("measure", "举办培训班3期")],
        ),
        ("主要问题：解读力度不够；人员少，一人多岗。", [("problem", "解读力度不够"), ("problem", "人员少，一人多岗")]),
        # The list ends with its sentence: what follows must name a fault or act by itself.
        ("存在问题：更新慢。全年工作平稳。", [("problem", "更新慢")]),
        ("存在问题：无。", []),
        ("还存在一些不足，将在今后工作中加以改进。", []),
        (
            "仍存在公开内容不够及时的问题，我局将明确公开时限，安排专人更新。",
            [("problem", "存在公开内容不够及时的问题"), ("measure", "我局将明确公开时限，安排专人更新")],
        ),
        ("公开内容与群众需求还有差距，便民类信息偏少。", [("problem", "公开内容与群众需求还有差距"), ("problem", "便民类信息偏少")]),
        (
            "取得了一定成效，但还存在一些问题和不足，主要体现在公开内容不够及时，覆盖面不够广，有待进一步改进。",
            [("problem", "公开内容不够及时"), ("problem", "覆盖面不够广")],
        ),
        ("与公众期盼还存在一些差距，如认识不够深，力量薄弱等。", [("problem", "认识不够深"), ("problem", "力量薄弱等")]),
        ("制度健全，但仍存在解读单一的问题。", [("problem", "存在解读单一的问题")]),
        # A number goes on with what its numbering began with, be there 改进： between.
        (
            "1.道路信息发布滞后。改进：提前发布。\n2.留言回复慢。改进：专人值守。",
            [("problem", "道路信息发布滞后"), ("measure", "提前发布"), ("problem", "留言回复慢"), ("measure", "专人值守")],
        ),
        (
            "一是重视不够。整改措施：约谈3个部门。二是栏目不更新。整改措施：清理栏目12个。",
            [("problem", "重视不够"), ("measure", "约谈3个部门"), ("problem", "栏目不更新"), ("measure", "清理栏目12个")],
        ),
        (
            "主要问题：一、链条不完整。二、报送拖延。三、质量不高。改进措施：一、建立清单。二、明确时限。",
            [("problem", "链条不完整"), ("problem", "报送拖延"), ("problem", "质量不高"),
             ("measure", "建立清单"), ("measure", "明确时限")],
        ),
        ("问题1：数据不互通。措施1：开发接口。问题2：缺乏培训。措施2：每季培训。",
         [("problem", "数据不互通"), ("measure", "开发接口"), ("problem", "缺乏培训"), ("measure", "每季培训")]),
        ("存在问题：渠道不够多元。改进举措：一是拓宽渠道。二是注重实效。",
         [("problem", "渠道不够多元"), ("measure", "拓宽渠道"), ("measure", "注重实效")]),
        ("（一）存在的主要问题：公开不够细化。\n（二）改进措施：细化公开表。",
         [("problem", "公开不够细化"), ("measure", "细化公开表")]),
        ("1.指标解释不够。已附指标解释。\n2.渠道单一。已开通公众号。",
         [("problem", "指标解释不够"), ("measure", "已附指标解释"), ("problem", "渠道单一"), ("measure", "已开通公众号")]),
        ("政策宣传不到位，老年人不了解。", [("problem", "政策宣传不到位"), ("problem", "老年人不了解")]),
        ("针对上年度“文书不规范”的问题，今年统一了文书样式。", [("measure", "针对上年度“文书不规范”的问题，今年统一了文书样式")]),
    ],
)  # fmt: skip
def test_how_a_text_is_cut_into_items(text: str, items: list[tuple[str, str]]) -> None:
    assert THEMES.items(text) == items


def test_without_any_text_there_is_only_the_gap() -> None:
    district = telling({"甲区财政局": " "})
    assert problems_and_measures(district, "s5", PHRASES, THEMES) == []
    section = narrative(
        Figures.of_district(district),
        Voice(2023, "全区", "区", True),
        PHRASES,
        more=whole(district, PHRASES, THEMES),
    )
    assert all(p.kind == "gap" for p in section["s5"])


# ---------------------------------------------------------------- fees


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("保密审查环节偏多，发布耗时较长", None),
        ("信息审核把关不严", "审核管理"),
        ("把公开设为办结条件，同步留痕", None),
        ("网站栏目更新不及时", "时效"),
    ],
)
def test_an_item_with_the_opposite_of_a_theme_is_not_of_it(item: str, name: str | None) -> None:
    theme = THEMES.of(item)
    assert (theme.name if theme else None) == name


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("部门之间公开标准不统一", "均衡"),
        ("惠企政策碎片化，企业查找不便", "平台"),
        ("典型案例公开偏少", "内容"),
        ("推行疑难件会商，全年会商41件", "机制"),
        # A word that says more comes first: 申请 before 工作日内.
        ("收到申请后2个工作日内与申请人沟通", "依申请公开"),
        ("召开现场会2次", None),
        # Of equals the longer word.
        ("公众参与渠道不多", "互动回应"),
        ("机构改革后人员未及时补充", "人员"),
        ("隐私保护意识不强，公示名单未隐去身份证号", "审核管理"),
        ("网站栏目更新慢", "时效"),
        ("信息公开内容不够及时", "时效"),
    ],
)
def test_vague_words_count_where_no_better_one_is_there(item: str, name: str | None) -> None:
    theme = THEMES.of(item)
    assert (theme.name if theme else None) == name


def test_a_word_within_another_counts_once() -> None:
    theme = Theme("甲", "乙", "丙", ("日内", "工作日内", "提前"))
    assert theme.hits("5个工作日内公布", theme.words) == (1, 4)
    assert theme.hits("提前并在日内公布", theme.words) == (2, 4)


def test_fees_that_were_charged() -> None:
    district = telling(
        {
            "甲区资源局": "2023年发出收费通知2件、金额620元，实际收取信息处理费600元。",
            "甲区民政局": "本年度未收取信息处理费。",
            "甲区司法局": "无其他事项。",
        },
        "s6",
    )
    paragraphs = charges(district, "s6", PHRASES)
    assert paragraphs[0].text == (
        "2023年，据各单位报告，甲区资源局收取信息处理费600元。另有1个单位报告未收取信息处理费。"
    )
    assert paragraphs[0].remarks
    assert "有1个单位没有写明" in paragraphs[1].text
    assert "甲区司法局" in paragraphs[1].text


@pytest.mark.parametrize(
    "text",
    [
        "全年发出收费通知1件，总金额500元，实际收取0元。",
        "未收取任何费用。",
        "没有收费，也没有其他事项。",
        "无收费情况。",
        "本年度未收取依申请公开费用。",
        "信息处理费收入为零。",
    ],
)
def test_nothing_was_taken_in(text: str) -> None:
    district = telling({"甲区资源局": text}, "s6")
    assert charges(district, "s6", PHRASES)[0].text == "2023年，1个单位报告未收取信息处理费。"


def test_the_districts_own_fees_are_not_the_districts() -> None:
    district = telling({"甲区人民政府": "实际收取信息处理费200元。"}, "s6", name="甲区人民政府")
    (own,) = district.agencies
    district = replace(district, agencies=(replace(own, agency=replace(own.agency, kind="本级")),))
    assert (
        charges(district, "s6", PHRASES)[0].text
        == "2023年，据各单位报告，甲区人民政府本级收取信息处理费200元。"
    )


def test_no_fees_anywhere() -> None:
    district = telling({"甲区民政局": "未收取信息处理费。", "甲区司法局": "没有收取信息处理费。"}, "s6")
    assert charges(district, "s6", PHRASES)[0].text == "2023年，2个单位报告未收取信息处理费。"


def test_nobody_says_anything_of_fees() -> None:
    assert charges(telling({"甲区民政局": "无其他事项。"}, "s6"), "s6", PHRASES) == []


@pytest.mark.parametrize(
    "text",
    [
        "拟收取信息处理费800元，申请人撤回后未实际收取。",
        "应收信息处理费800元，经减免后未收取。",
        "按规定应收取信息处理费100元，全部减免。",
        "对1名申请人决定收取信息处理费120元，至年底仍未到账。",
        "收取信息处理费100元，已于12月全额退还申请人。",
        "收取信息处理费100余元。",
        "收取信息处理费100元，退还50元。",
        "收取信息处理费约100元。",
        "2022年收取信息处理费100元。",
        "除1件外，未收取信息处理费。",
    ],
)
def test_fees_that_were_not_surely_taken_in_and_kept_are_a_gap(text: str) -> None:
    told = {"甲区资源局": text, "甲区民政局": "未收取信息处理费。"}
    first, second, *_ = charges(telling(told, "s6"), "s6", PHRASES)
    assert first.text == "2023年，1个单位报告未收取信息处理费。"
    assert (second.kind, "甲区资源局" in second.text) == ("gap", True)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("2023年收取信息处理费300元，足额缴入国库，未发生减免情况。", 300),
        ("共收取信息处理费240元，无逾期未缴情况。", 240),
        ("信息处理费共计60元，应收尽收。", 60),
    ],
)
def test_fees_of_which_nothing_was_taken_back(text: str, yuan: int) -> None:
    (first, *_) = charges(telling({"甲区资源局": text}, "s6"), "s6", PHRASES)
    assert f"甲区资源局收取信息处理费{yuan}元" in first.text


@pytest.mark.parametrize(
    "text",
    [
        "关于信息处理费：我局2023年未收取。",
        "依照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）有关规定，未收取信息处理费。",
        "2023年未发出信息处理费收费通知，收取总金额为0元。",
        "没有发出收费通知，没有收取费用。",
        "上年收取500元，本年未收取信息处理费。",
        "信息处理费收取情况：无。",
        "信息处理费：0元。",
        "2022年收取信息处理费100元。2023年未收取信息处理费。",
    ],
)
def test_fees_that_were_plainly_not_charged(text: str) -> None:
    (first, *others) = charges(telling({"甲区资源局": text}, "s6"), "s6", PHRASES)
    assert first.text == "2023年，1个单位报告未收取信息处理费。"
    assert not [p for p in others if "甲区资源局" in p.text]


@pytest.mark.parametrize(
    "text", ["无。", "略", "【待补充：存在的主要问题，逐条写明】", "（一）无。", "没有。"]
)
def test_an_agency_whose_section_five_says_nothing_is_told_to_have_written_nothing(text: str) -> None:
    district = telling({"甲区财政局": ONE, "甲区司法局": text})
    paragraphs = problems_and_measures(district, "s5", PHRASES, THEMES)
    assert paragraphs[0].text.startswith("据1个单位的报告")
    assert any("有1个单位没有写存在的问题和改进情况：甲区司法局" in p.text for p in paragraphs)


def test_nobody_stands_out_with_more_than_the_corrected_district_has() -> None:
    """Two agencies told of the same case; the office took one off."""
    base = {f"甲区第{i}局": {"t4/review/upheld": n} for i, n in enumerate((3, 0, 0))}
    district = make_district(base)
    assert "3件" in "".join(p.text for p in outstanding_applications(district, PHRASES))
    corrected = replace(district, totals=complete({"t4/review/upheld": 2}))
    assert "3件" not in "".join(p.text for p in outstanding_applications(corrected, PHRASES))

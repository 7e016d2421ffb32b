"""N01 to N14 on sentences as people write them: those that a rule must catch, and those that it must let pass.

The agency of these examples (BUSY) has something in nearly every row; IDLE has nothing at all. What an example says
of the figures follows from the tables below.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.factory import complete
from toolkit.model import Agency, Alike, Case, Finding, LastYear, Match, Number
from toolkit.rules import judge
from toolkit.rules.clean import clean_case, with_return

# 新收 12（自然人 9、企业 2、法律服务机构 1），上年结转 3，办结 14，结转下年 1；复议 4，诉讼 3（直接起诉 1、复议后起诉 2）。
CELLS = {
    "t2/normative_documents/issued": 3,
    "t2/normative_documents/repealed": 2,
    "t2/normative_documents/in_force": 21,
    "t2/licensing/decisions": 1286,
    "t2/penalties/decisions": 47,
    "t2/coercion/decisions": 5,
    "t2/fees/amount": Decimal("36.5"),
    "t3/new/natural_person": 9,
    "t3/new/business": 2,
    "t3/new/legal_service": 1,
    "t3/carried_in/natural_person": 2,
    "t3/carried_in/business": 1,
    "t3/granted/natural_person": 5,
    "t3/granted/business": 1,
    "t3/partial/natural_person": 2,
    "t3/refused_third_party/business": 1,
    "t3/unable_not_held/natural_person": 2,
    "t3/unable_not_held/legal_service": 1,
    "t3/declined_petition/natural_person": 1,
    "t3/other_other/business": 1,
    "t3/carried_out/natural_person": 1,
    "t4/review/upheld": 2,
    "t4/review/corrected": 1,
    "t4/review/pending": 1,
    "t4/litigation_direct/upheld": 1,
    "t4/litigation_after_review/corrected": 1,
    "t4/litigation_after_review/pending": 1,
}
LAST_YEAR = {
    "t2/licensing/decisions": 1000,
    "t2/penalties/decisions": 50,
    "t3/new/natural_person": 15,
    "t3/carried_in/natural_person": 1,
    "t3/granted/natural_person": 10,
    "t3/unable_not_held/natural_person": 3,
    "t3/carried_out/natural_person": 2,
    "t3/carried_out/business": 1,
}
ASPECTS = {
    "主动公开": "及时公开各类信息。",
    "依申请公开": "依法办理政府信息公开申请。",
    "政府信息管理": "落实发布审核制度，清理过期信息。",
    "政府信息公开平台建设": "维护区政府网站专栏。",
    "监督保障": "公开工作纳入年度考核。",
}
SHORT = {
    "disclosure": "主动公开",
    "applications": "依申请公开",
    "management": "政府信息管理",
    "platform": "政府信息公开平台建设",
    "supervision": "监督保障",
}
OPENING = "2023年，我局认真落实《中华人民共和国政府信息公开条例》。"
PROBLEMS = "主要问题是更新不够及时；今后将明确更新时限。"
OTHER = "2023年度未收取信息处理费。"

PLAIN = {"s1": "", "s5": PROBLEMS, "s6": OTHER}


def _values(cells: Mapping[str, Number]) -> Case:
    values = complete(cells)
    return with_return(
        values=values,
        states=tuple("zero" if value == 0 else "number" for value in values),
        raws=tuple(str(value) for value in values),
    )(clean_case())


BUSY, IDLE = _values(CELLS), _values({})
NAMED = replace(
    BUSY,
    match=Match(
        Agency("007", "云岫区住房和城乡建设局", short_names=("区住建局",), former_names=("云岫区房产管理局",))
    ),
)
STREET = replace(BUSY, match=Match(Agency("021", "云岫区白鹭街道办事处")))
KNOWN = replace(BUSY, last_year=LastYear(2022, _values(LAST_YEAR).ret.values, {}, ("甲区财政局",)))


def written(case: Case, place: str, words: str) -> Case:
    """The case with these words in one aspect of section one, in its opening, or as a whole section."""
    aspects = {name: words if SHORT.get(place) == name else plain for name, plain in ASPECTS.items()}
    body = "\n".join(
        f"（{n}）{name}。{text}" for n, (name, text) in zip("一二三四五", aspects.items(), strict=True)
    )
    sections = {**PLAIN, "s1": f"{words if place == 'opening' else OPENING}\n{body}"}
    if place in ("s1", "s5", "s6"):
        sections[place] = words
    return with_return(sections={key: text for key, text in sections.items() if text})(case)


def findings(case: Case, rule: str = "N") -> list[Finding]:
    return [finding for finding in judge(case) if finding.rule.startswith(rule)]


def fires(rule: str, case: Case, held: str) -> Finding:
    """The one finding of a rule, which quotes the faulty words.

    Raises:
        AssertionError: it does not fire, fires twice or quotes something else.
    """
    found = findings(case, rule)
    assert len(found) == 1, [item.message for item in found]
    assert found[0].severity == "warning"
    assert held in found[0].held
    assert found[0].message.endswith("。")
    return found[0]


def silent(case: Case) -> None:
    assert [finding.message for finding in findings(case)] == []


def test_the_examples_begin_with_nothing_to_find():
    for case in (BUSY, IDLE, NAMED, STREET, KNOWN):
        silent(written(case, "", ""))


NEW, IN, OUT, DONE = "t3/new/total", "t3/carried_in/total", "t3/carried_out/total", "t3/total/total"


class TestNumberInText:
    @pytest.mark.parametrize(
        ("place", "words", "held", "figure", "expected", "actual"),
        [
            pytest.param("applications", "2023年，我局共收到政府信息公开申请18件，均按期答复。", "收到政府信息公开申请18件", NEW, 12, 18, id="received"),
            pytest.param("applications", "全年新收信息公开申请１３件。", "新收信息公开申请１３件", NEW, 12, 13, id="full-width"),
            pytest.param("applications", "本年度受理政府信息公开申请二十宗。", "受理政府信息公开申请二十宗", NEW, 12, 20, id="chinese-digits"),
            pytest.param("applications", "共接收公民、法人或者其他组织提交的信息公开申请一百零三份，全部在法定期限内答复。", "信息公开申请一百零三份", NEW, 12, 103, id="long-subject"),
            pytest.param("applications", "新收政府信息公开申请12件，上年结转4件。", "上年结转4件", IN, 3, 4, id="carried-in"),
            pytest.param("applications", "新收申请12件，另有2022年度结转的申请5宗。", "2022年度结转的申请5宗", IN, 3, 5, id="carried-in-by-year"),
            pytest.param("applications", "政府信息公开申请全部依法处理，结转下年度继续办理2件。", "结转下年度继续办理2件", OUT, 1, 2, id="carried-out"),
            pytest.param("applications", "收到信息公开申请12件，其中3件结转至2024年继续办理。", "3件结转至2024年", OUT, 1, 3, id="carried-out-behind"),
            pytest.param("applications", "政府信息公开申请答复情况：予以公开7件，部分公开2件。", "予以公开7件", "t3/granted/total", 6, 7, id="granted"),
            pytest.param("applications", "对收到的政府信息公开申请，决定不予公开３件。", "不予公开３件", "t3/refused_third_party/total", 1, 3, id="refused"),
            pytest.param("applications", "信息公开申请中，无法提供的四件，均已说明理由。", "无法提供的四件", "t3/unable_not_held/total", 3, 4, id="unable"),
            pytest.param("applications", "共收到信息公开申请12件。申请人中，自然人8人次、企业2家。其中自然人8件。", "自然人8件", "t3/new/natural_person", 9, 8, id="natural-persons"),
            pytest.param("applications", "2023年办结政府信息公开申请15件。", "办结政府信息公开申请15件", DONE, 14, 15, id="answered"),
            pytest.param("applications", "因政府信息公开被申请行政复议5件。", "行政复议5件", "t4/review/total", 4, 5, id="reviews"),
            pytest.param("applications", "全年因信息公开引发行政诉讼4起。", "行政诉讼4起", "t4/litigation_direct/total", 3, 4, id="lawsuits"),
            pytest.param("applications", "被申请行政复议4件，其中结果维持3件。", "结果维持3件", "t4/review/upheld", 2, 3, id="result-of-reviews"),
            pytest.param("disclosure", "全年作出行政许可决定1,268件。", "行政许可决定1,268件", "t2/licensing/decisions", 1286, 1268, id="digits-exchanged"),
            pytest.param("disclosure", "作出行政处罚四十八件、行政强制5件。", "行政处罚四十八件", "t2/penalties/decisions", 47, 48, id="penalties"),
            pytest.param("disclosure", "制发行政规范性文件4件，废止2件，现行有效21件。", "制发行政规范性文件4件", "t2/normative_documents/issued", 3, 4, id="documents-issued"),
            pytest.param("disclosure", "截至年底，现行有效的行政规范性文件共20件。", "现行有效的行政规范性文件共20件", "t2/normative_documents/in_force", 21, 20, id="documents-in-force"),
            pytest.param("disclosure", "收取行政事业性收费365万元。", "行政事业性收费365万元", "t2/fees/amount", 36.5, 365, id="fees"),
            pytest.param("disclosure", "全年行政事业性收费收入36,500元。", "行政事业性收费收入36,500元", "t2/fees/amount", 36.5, 3.65, id="fees-in-yuan"),
            pytest.param("s5", "我局收到的16件政府信息公开申请中，个别答复说理不够充分，今后将加强审核。", "收到的16件政府信息公开申请", NEW, 15, 16, id="section-five"),
            pytest.param("applications", "全年收到的政府信息公开申请数量为１８件。", "政府信息公开申请数量为１８件", NEW, 12, 18, id="count-is"),
            pytest.param("applications", "共接到申请人递交的政府信息公开申请18份。", "政府信息公开申请18份", NEW, 12, 18, id="handed-in"),
            pytest.param("applications", "收到群众依申请公开事项十八件。", "依申请公开事项十八件", NEW, 12, 18, id="matters"),
            pytest.param("applications", "政府信息公开申请受理18件、办结14件。", "政府信息公开申请受理18件", NEW, 12, 18, id="verb-behind"),
            pytest.param("applications", "去年结转的5件申请与本年新收的12件申请均为政府信息公开申请。", "去年结转的5件", IN, 3, 5, id="last-year-in-front"),
            pytest.param("applications", "全部政府信息公开申请中，4件因本机关不掌握相关信息而无法提供。", "4件因本机关不掌握相关信息而无法提供", "t3/unable_not_held/total", 3, 4, id="reason-between"),
            pytest.param("applications", "政府信息公开行政诉讼3件，其中未经复议直接起诉2件。", "未经复议直接起诉2件", "t4/litigation_direct/total", 1, 2, id="direct-lawsuits"),
            pytest.param("applications", "因政府信息公开被提起行政诉讼3件，其中复议后起诉3件。", "复议后起诉3件", "t4/litigation_after_review/total", 2, 3, id="lawsuits-after-review"),
            pytest.param("disclosure", "行政许可处理决定数量为1,386件。", "行政许可处理决定数量为1,386件", "t2/licensing/decisions", 1286, 1386, id="words-of-the-table"),
            pytest.param("disclosure", "实施行政强制措施15起。", "行政强制措施15起", "t2/coercion/decisions", 5, 15, id="coercion"),
            pytest.param("disclosure", "行政规范性文件废止3件，现行有效21件。", "废止3件", "t2/normative_documents/repealed", 2, 3, id="documents-repealed"),
            pytest.param("s5", "全年12件政府信息公开申请中有5件无法提供，群众满意度不高，今后将改进。", "5件无法提供", "t3/unable_not_held/total", 3, 5, id="of-the-applications"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held, figure, expected, actual):
        finding = fires("N01", written(BUSY, place, words), held)
        assert (finding.figure, float(finding.expected), float(finding.actual)) == (figure, expected, actual)

    @pytest.mark.parametrize(
        ("words", "held"),
        [
            ("新收政府信息公开申请2件。", "申请2件"),
            ("因信息公开被申请行政复议一件。", "行政复议一件"),
            ("办结信息公开申请１件。", "申请１件"),
            ("本年收到公民提出的政府信息公开申请三份。", "申请三份"),
        ],
        ids=["new", "review", "answered", "received"],
    )
    def test_a_number_where_the_tables_have_none(self, words, held):
        finding = fires("N01", written(IDLE, "applications", words), held)
        assert finding.expected == 0

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            pytest.param("applications", "2023年，我局新收政府信息公开申请12件，上年结转3件，全年办结14件，结转下年度继续办理1件。", id="right"),
            pytest.param("applications", "共收到政府信息公开申请15件（含上年结转3件），已答复14件。", id="received-with-carried-in"),
            pytest.param("applications", "收到信息公开申请十二宗，其中自然人9宗，商业企业2宗，法律服务机构1宗。", id="chinese-digits"),
            pytest.param("applications", "全年受理政府信息公开申请１２件，予以公开６件，部分公开２件，不予公开１件，无法提供３件，不予处理１件，其他处理１件。", id="full-width-digits"),
            pytest.param("applications", "12件申请由公民、法人提出，网上提交的有10件，信函提交的有2件。", id="channels"),
            pytest.param("applications", "收到低保申请86件、公租房申请41件，均不属于政府信息公开申请。", id="applications-for-something-else"),
            pytest.param("applications", "公文中标注为依申请公开的57件，主动公开的120件，不予公开的33件。", id="documents-by-openness"),
            pytest.param("applications", "新收政府信息公开申请12件，上年为15件。", id="last-years-number"),
            pytest.param("applications", "新收政府信息公开申请12件，其中上半年7件、下半年5件。", id="half-years"),
            pytest.param("applications", "新收政府信息公开申请12件，其中涉及征收补偿的5件、涉及工程规划的4件。", id="by-theme"),
            pytest.param("applications", "因信息公开被申请行政复议4件（维持2件、纠正1件、尚未审结1件），被提起行政诉讼3件。", id="proceedings"),
            pytest.param("disclosure", "全年办理人大代表建议12件、政协提案19件，办结热线工单97件，答复网民留言206条。", id="other-answers"),
            pytest.param("disclosure", "在网站公示行政处罚信息39条、行政许可信息1100条。", id="published-entries"),
            pytest.param("disclosure", "制定行政规范性文件3件，废止2件，现行有效的21件；起草规范性文件解读5篇，清理规范性文件30件。", id="documents"),
            pytest.param("disclosure", "全年共作出行政许可1286件，行政处罚47件，行政强制5件，行政事业性收费36.5万元。", id="decisions"),
            pytest.param("disclosure", "行政事业性收费365,000元，罚没收入64.20万元。", id="yuan"),
            pytest.param("disclosure", "行政事业性收费约37万元。", id="rough-amount"),
            pytest.param("disclosure", "行政事业性收费37万元。", id="rounded-amount"),
            pytest.param("disclosure", "近三年累计作出行政处罚150余件。", id="three-years"),
            pytest.param("management", "对128份公文逐件审查，其中18份转为主动公开。", id="documents-reviewed"),
            pytest.param("s5", "收到的15件政府信息公开申请中，有2件答复文书不规范。", id="section-five"),
            pytest.param("s6", "未收取信息处理费。走访企业46家，收到意见建议23条。", id="section-six"),
            pytest.param("applications", "收到公民、法人或者其他组织提出的申请12件。", id="long-subject"),
            pytest.param("applications", "受理并答复政府信息公开申请12件。", id="received-and-answered"),
            pytest.param("applications", "共收到申请12件，经与申请人沟通，主动撤回1件，其他均已按期答复。", id="withdrawn"),
            pytest.param("applications", "协助区政府办理政府信息公开申请6件，协助其他单位答复政府信息公开申请5件。", id="helping-others"),
            pytest.param("applications", "参与办理区政府受理的政府信息公开申请7件，指导街道办理政府信息公开申请8件。", id="others-applications"),
            pytest.param("applications", "补正后受理的政府信息公开申请2件，延期答复政府信息公开申请2件。", id="some-of-them"),
            pytest.param("applications", "局机关收到8件，下属质监站收到4件政府信息公开申请。", id="by-body"),
            pytest.param("applications", "自2008年以来累计收到政府信息公开申请186件。", id="since-2008"),
            pytest.param("applications", "同一申请人提出政府信息公开申请4件，单月最多收到5件。", id="one-applicant"),
            pytest.param("applications", "二〇二二年收到政府信息公开申请十五件，二〇二三年收到十二件。", id="years-in-chinese-digits"),
            pytest.param("applications", "作为行政复议机关，受理信息公开类行政复议9件，维持5件。", id="as-the-reviewing-body"),
            pytest.param("applications", "行政复议4件，其中上年结转1件、本年新增3件，办结3件。", id="reviews-carried-in"),
            pytest.param("applications", "全年行政应诉案件21件，其中信息公开类行政诉讼3件。", id="all-lawsuits"),
            pytest.param("disclosure", "现有行政许可事项32项，取消行政许可事项3项。", id="kinds-of-licences"),
            pytest.param("disclosure", "其中工程类行政许可320件、物业类行政许可45件。", id="licences-by-kind"),
            pytest.param("disclosure", "以区政府名义印发规范性文件1件，转发上级规范性文件8件，参与起草规范性文件2件。", id="others-documents"),
            pytest.param("disclosure", "行政处罚罚款金额64.20万元，减免行政事业性收费12万元。", id="other-amounts"),
        ],
    )  # fmt: skip
    def test_silent(self, place, words):
        silent(written(BUSY, place, words))


class TestNoneInText:
    @pytest.mark.parametrize(
        ("place", "words", "held", "figure", "expected"),
        [
            pytest.param("applications", "2023年，我局未收到政府信息公开申请。", "未收到政府信息公开申请", NEW, 12, id="not-received"),
            pytest.param("applications", "全年没有收到公民、法人和其他组织提出的信息公开申请。", "没有收到公民、法人和其他组织提出的信息公开申请", NEW, 12, id="long-subject"),
            pytest.param("applications", "新收政府信息公开申请０件。", "申请０件", NEW, 12, id="full-width-nought"),
            pytest.param("applications", "本年度收到政府信息公开申请零件。", "申请零件", NEW, 12, id="chinese-nought"),
            pytest.param("applications", "新收政府信息公开申请12件，无上年结转。", "无上年结转", IN, 3, id="carried-in"),
            pytest.param("applications", "全部办理完毕，没有结转下年度继续办理的申请。", "没有结转下年度", OUT, 1, id="carried-out"),
            pytest.param("applications", "未发生因政府信息公开引起的行政复议。", "行政复议", "t4/review/total", 4, id="no-review"),
            pytest.param("applications", "依申请公开工作中没有发生行政诉讼案件。", "没有发生行政诉讼", "t4/litigation_direct/total", 3, id="no-lawsuit"),
            pytest.param("disclosure", "全年未制发行政规范性文件。", "未制发行政规范性文件", "t2/normative_documents/issued", 3, id="no-document"),
            pytest.param("disclosure", "本年度没有废止行政规范性文件。", "没有废止行政规范性文件", "t2/normative_documents/repealed", 2, id="no-repeal"),
            pytest.param("disclosure", "我局无行政许可事项。", "无行政许可事项", "t2/licensing/decisions", 1286, id="no-licence"),
            pytest.param("disclosure", "未作出行政处罚决定。", "未作出行政处罚决定", "t2/penalties/decisions", 47, id="no-penalty"),
            pytest.param("disclosure", "没有实施行政强制措施。", "没有实施行政强制措施", "t2/coercion/decisions", 5, id="no-coercion"),
            pytest.param("disclosure", "无行政事业性收费。", "无行政事业性收费", "t2/fees/amount", 36.5, id="no-fees"),
            pytest.param("applications", "予以公开0件，部分公开2件，均为政府信息公开申请。", "予以公开0件", "t3/granted/total", 6, id="nought-granted"),
            pytest.param("s5", "我局2023年未收到政府信息公开申请，经验不足，今后将加强学习。", "未收到政府信息公开申请", NEW, 12, id="section-five"),
            pytest.param("applications", "2023年，我局没有收到过任何政府信息公开申请。", "没有收到过任何政府信息公开申请", NEW, 12, id="any"),
            pytest.param("applications", "未接到公民、法人及其他组织要求公开政府信息的申请。", "未接到公民、法人及其他组织要求公开政府信息的申请", NEW, 12, id="asked-for"),
            pytest.param("applications", "政府信息公开申请数量为0。", "申请数量为0", NEW, 12, id="number-is-nought"),
            pytest.param("applications", "收到政府信息公开申请12件，上年度无结转。", "上年度无结转", IN, 3, id="carried-in-behind"),
            pytest.param("applications", "政府信息公开行政复议0件。", "行政复议0件", "t4/review/total", 4, id="nought-reviews"),
            pytest.param("applications", "政府信息公开行政诉讼案件零起。", "行政诉讼案件零起", "t4/litigation_direct/total", 3, id="nought-lawsuits"),
            pytest.param("applications", "未因政府信息公开被提起行政诉讼。", "未因政府信息公开被提起行政诉讼", "t4/litigation_direct/total", 3, id="not-sued"),
            pytest.param("disclosure", "本年度未新出台行政规范性文件。", "未新出台行政规范性文件", "t2/normative_documents/issued", 3, id="no-new-document"),
            pytest.param("disclosure", "我局不涉及行政许可。", "不涉及行政许可", "t2/licensing/decisions", 1286, id="not-concerned"),
            pytest.param("disclosure", "行政事业性收费０元。", "行政事业性收费０元", "t2/fees/amount", 36.5, id="nought-fees"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held, figure, expected):
        finding = fires("N02", written(BUSY, place, words), held)
        assert (finding.figure, float(finding.expected), finding.actual) == (figure, expected, 0)
        assert findings(written(BUSY, place, words), "N01") == []

    def test_reviews_and_lawsuits_are_two(self):
        case = written(BUSY, "applications", "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。")
        assert {f.figure for f in findings(case, "N02")} == {"t4/review/total", "t4/litigation_direct/total"}

    @pytest.mark.parametrize(
        "words",
        [
            "2023年未收到政府信息公开申请，无上年结转。",
            "全年没有收到公民、法人或者其他组织提出的信息公开申请，没有结转下年度继续办理的申请。",
            "新收政府信息公开申请0件，办结0件，结转下年0件。",
            "本年度未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
            "未制发行政规范性文件，无行政许可、行政处罚、行政强制事项，无行政事业性收费。",
        ],
        ids=["none", "long", "noughts", "proceedings", "table-two"],
    )  # fmt: skip
    def test_silent_where_there_is_none(self, words):
        silent(written(IDLE, "applications", words))

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            pytest.param("applications", "未收到当面提交的政府信息公开申请。", id="one-channel"),
            pytest.param("applications", "没有收到涉及商业秘密的信息公开申请。", id="one-theme"),
            pytest.param("applications", "2022年未收到政府信息公开申请，2023年收到12件。", id="last-year"),
            pytest.param("applications", "上半年未收到政府信息公开申请，下半年收到12件。", id="half-a-year"),
            pytest.param("applications", "未发生因答复超期引起的行政复议。", id="no-review-for-delay"),
            pytest.param("applications", "没有行政复议被纠正后仍不履行的情况。", id="no-disobedience"),
            pytest.param("disclosure", "无行政许可违规收费现象。", id="no-abuse"),
            pytest.param("disclosure", "没有未经审查的行政规范性文件。", id="no-unreviewed-document"),
            pytest.param("disclosure", "收到群众来信8件，没有收到投诉。", id="no-complaint"),
            pytest.param("supervision", "未发生因政府信息公开工作被追究责任的情况。", id="nobody-blamed"),
            pytest.param("s6", "2023年度未发出收费通知，未收取信息处理费。", id="processing-fee"),
            pytest.param("s5", "部分街道未收到政府信息公开申请，缺少实际办理经验，需要加强指导。", id="other-bodies"),
            pytest.param("applications", "未发生行政复议、行政诉讼被纠错或败诉的情况。", id="none-lost"),
            pytest.param("applications", "自9月起未再收到政府信息公开申请。", id="from-september"),
            pytest.param("applications", "没有逾期未办结的政府信息公开申请。", id="none-late"),
            pytest.param("applications", "无不予公开不当被行政复议撤销的情形。", id="none-revoked"),
            pytest.param("applications", "各街道均未收到政府信息公开申请，4个科室没有收到过信息公开申请。", id="bodies-within"),
            pytest.param("disclosure", "没有行政许可超时办理，无违法实施行政强制、行政处罚的情形。", id="no-misuse"),
            pytest.param("disclosure", "除3件外，未再制发行政规范性文件。", id="no-further-document"),
        ],
    )  # fmt: skip
    def test_silent(self, place, words):
        silent(written(BUSY, place, words))


class TestWrongYear:
    @pytest.mark.parametrize(
        ("place", "words", "held", "expected", "actual"),
        [
            pytest.param("opening", "2022年，我局认真贯彻落实条例，推进政务公开。", "2022年", "2023年", "2022", id="opening"),
            pytest.param("opening", "2022年度，全区各项工作稳步推进，公开水平提升。", "2022年度", "2023年", "2022", id="whole-district"),
            pytest.param("opening", "２０２２年，我局扎实推进政府信息公开工作。", "２０２２年", "2023年", "2022", id="full-width"),
            pytest.param("opening", "2021年以来，我局持续加强公开工作。本报告数据统计期限自2023年1月1日至2023年12月31日。", "2021年", "2023年", "2021", id="two-years-ago"),
            pytest.param("opening", "现将云岫区住建局2022年政府信息公开工作年度报告公布如下。", "2022年政府信息公开工作年度报告", "2023年", "2022", id="title"),
            pytest.param("opening", "本报告中所列数据的统计期限自2022年1月1日起至2022年12月31日止。", "2022年1月1日", "2023年1月1日至2023年12月31日", None, id="period"),
            pytest.param("opening", "本报告所列数据统计期限为2023年1月1日至2023年11月30日。", "2023年1月1日", "2023年1月1日至2023年12月31日", None, id="short-period"),
            pytest.param("opening", "数据统计时间从2022年12月1日到2023年11月30日，依法编制本报告。", "2022年12月1日", "2023年1月1日至2023年12月31日", None, id="shifted-period"),
            pytest.param("opening", "我局认真落实条例。截至2022年12月31日，各项任务全部完成。", "截至2022年12月31日", "2023年1月1日至2023年12月31日", None, id="until"),
            pytest.param("disclosure", "信息更新及时。2022年，本机关共发布各类信息120条。", "2022年", "2023年", "2022", id="within"),
            pytest.param("applications", "2024年，我局收到的政府信息公开申请均已答复。", "2024年", "2023年", "2024", id="next-year"),
            pytest.param("opening", "二〇二二年，我局认真落实条例。", "二〇二二年", "2023年", "2022", id="chinese-digits"),
            pytest.param("opening", "统计时限从二〇二二年一月一日起至二〇二二年十二月三十一日止。", "二〇二二年一月一日", "2023年1月1日至2023年12月31日", None, id="period-in-chinese-digits"),
            pytest.param("opening", "所列数据统计期限为2023年1月1日至2022年12月31日。", "2022年12月31日", "2023年1月1日至2023年12月31日", None, id="one-year-forgotten"),
            pytest.param("opening", "2022年我局按照区政府部署，认真落实条例。", "2022年我局", "2023年", "2022", id="no-comma"),
            pytest.param("opening", "本报告是2022年度政府信息公开工作年度报告，由本机关编制。", "2022年度政府信息公开工作年度报告", "2023年", "2022", id="this-report-is"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held, expected, actual):
        finding = fires("N03", written(BUSY, place, words), held)
        assert finding.expected == expected
        assert finding.actual == actual or actual is None

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            pytest.param("opening", "2023年，我局认真贯彻落实条例。", id="right"),
            pytest.param("opening", "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。", id="right-period"),
            pytest.param("opening", "现将2023年政府信息公开工作年度报告公布如下。", id="right-title"),
            pytest.param("opening", "根据《2022年政务公开工作要点》和2021年印发的格式编制。", id="names-of-documents"),
            pytest.param("disclosure", "公开2022年度部门决算和2024年部门预算。", id="budgets"),
            pytest.param("disclosure", "2022年印发的三项制度继续执行，《“十四五”规划（2021—2025年）》全文公开。", id="plans"),
            pytest.param("applications", "新收政府信息公开申请12件，2022年结转3件，1件结转2024年办理。", id="carried"),
            pytest.param("applications", "2022年收到申请15件，2023年收到12件，有所下降。", id="comparison"),
            pytest.param("supervision", "2022年度考核中指出的问题已全部整改。", id="last-years-faults"),
            pytest.param("supervision", "2022年曾被评为全区先进单位，今年继续保持。", id="award"),
            pytest.param("s5", "2024年，我局将从更新、解读两方面改进。", id="next-year"),
            pytest.param("s5", "更新不够及时。2024年拟建立更新台账，2024年6月30日前完成。", id="deadline"),
            pytest.param("s6", "2023年1月1日至2023年6月30日开展专项检查，未收取信息处理费。", id="some-other-period"),
            pytest.param("applications", "2022年收到政府信息公开申请16件；2023年收到12件。", id="comparison-with-a-semicolon"),
            pytest.param("disclosure", "2024年新年贺词、2024年区政府工作报告全文公布。", id="next-years-documents"),
            pytest.param("opening", "2018年《条例》修订以来，我局认真落实。", id="since-the-law"),
            pytest.param("s5", "2022年我局提出的改进措施全部落实。更新不够及时的问题仍在。", id="measures-of-last-year"),
            pytest.param("supervision", "2022年12月，我局印发考核办法，2023年起施行。", id="issued-then"),
        ],
    )  # fmt: skip
    def test_silent(self, place, words):
        silent(written(BUSY, place, words))


class TestOtherAgency:
    @pytest.mark.parametrize(
        ("case", "place", "words", "held", "actual"),
        [
            pytest.param(NAMED, "opening", "临江区住房和城乡建设局认真贯彻落实条例。", "临江区住房和城乡建设局", "临江区住房和城乡建设局", id="other-district"),
            pytest.param(NAMED, "opening", "2023年，临江县住房和城乡建设局深入推进政务公开。", "临江县住房和城乡建设局", "临江县住房和城乡建设局", id="after-the-year"),
            pytest.param(NAMED, "disclosure", "更新及时。临江区住房和城乡建设局主动公开信息268条。", "临江区住房和城乡建设局", "临江区住房和城乡建设局", id="disclosed"),
            pytest.param(NAMED, "applications", "云岫区水务局共收到政府信息公开申请若干。", "云岫区水务局", "云岫区水务局", id="sister-bureau-received"),
            pytest.param(NAMED, "supervision", "云岫区教育局成立政务公开工作领导小组，由局长任组长。", "云岫区教育局", "云岫区教育局", id="sister-bureau-group"),
            pytest.param(NAMED, "opening", "认真落实条例。如有疑问，请与临江区住房和城乡建设局办公室联系。", "临江区住房和城乡建设局", "临江区住房和城乡建设局", id="contact"),
            pytest.param(STREET, "supervision", "青石街道办事处高度重视政府信息公开工作。", "青石街道办事处", "青石街道办事处", id="street"),
            pytest.param(NAMED, "s5", "更新不够及时。临江区住房和城乡建设局将改进，临江区住房和城乡建设局加强培训。", "临江区住房和城乡建设局", "临江区住房和城乡建设局", id="section-five"),
            pytest.param(NAMED, "opening", "临江区住建局认真贯彻落实条例。", "临江区住建局", "临江区住建局", id="short-name"),
            pytest.param(STREET, "opening", "临江区青石街道办事处认真贯彻条例。", "临江区青石街道办事处", "临江区青石街道办事处", id="street-elsewhere"),
        ],
    )  # fmt: skip
    def test_fires(self, case, place, words, held, actual):
        finding = fires("N04", written(case, place, words), held)
        assert finding.actual == actual
        assert finding.expected == case.match.agency.name

    @pytest.mark.parametrize(
        ("case", "place", "words"),
        [
            pytest.param(NAMED, "opening", "云岫区住房和城乡建设局认真贯彻落实条例。", id="own-name"),
            pytest.param(NAMED, "opening", "2023年，区住建局认真贯彻落实条例。", id="short-name"),
            pytest.param(NAMED, "opening", "云岫区房产管理局认真做好公开工作，机构改革后由我局承担。", id="former-name"),
            pytest.param(NAMED, "opening", "在云岫区人民政府的领导下，我局认真贯彻落实条例。", id="superior"),
            pytest.param(NAMED, "supervision", "云岫区司法局对我局答复进行了抽查。", id="checked-by-another"),
            pytest.param(NAMED, "supervision", "与云岫区档案馆联合开展培训。", id="joint-training"),
            pytest.param(NAMED, "platform", "云岫区数据局统一维护网站，我局负责栏目内容。", id="who-runs-the-site"),
            pytest.param(NAMED, "applications", "云岫区人民政府收到涉及我局的行政复议申请，均已答复。", id="reviewing-body"),
            pytest.param(STREET, "opening", "白鹭街道办事处高度重视政府信息公开工作。", id="own-name-without-the-district"),
            pytest.param(NAMED, "s5", "学习借鉴临江区住房和城乡建设局的做法，改进解读形式。", id="model"),
            pytest.param(NAMED, "supervision", "江城市住房和城乡建设局加强业务指导，我局落实到位。", id="bureau-of-the-city"),
            pytest.param(NAMED, "opening", "江城市云岫区住房和城乡建设局认真贯彻落实条例。", id="name-with-the-city"),
            pytest.param(STREET, "opening", "云岫区人民政府白鹭街道办事处认真落实条例。", id="full-name-of-the-office"),
            pytest.param(STREET, "supervision", "云岫区人民政府坚持每季度通报。", id="district-government"),
        ],
    )  # fmt: skip
    def test_silent(self, case, place, words):
        silent(written(case, place, words))


def overview(**changes: str | None) -> str:
    """Section one under its five headings; None takes an aspect away, words replace its text."""
    aspects = {
        name: changes.get(short, plain)
        for (short, name), plain in zip(SHORT.items(), ASPECTS.values(), strict=True)
    }
    kept = {name: text for name, text in aspects.items() if text is not None}
    return f"{OPENING}\n" + "\n".join(
        f"（{n}）{name}。{text}" for n, (name, text) in zip("一二三四五", kept.items(), strict=False)
    )


class TestMissingText:
    @pytest.mark.parametrize(
        ("sections", "held"),
        [
            pytest.param({"s5": ""}, "第五部分", id="no-section-five"),
            pytest.param({"s6": "无"}, "第六部分", id="nothing-but-a-word"),
            pytest.param({"s1": "　\n "}, "第一部分", id="white-space"),
            pytest.param({"s5": "略。", "s6": ""}, "第五部分、第六部分", id="two"),
            pytest.param({"s1": overview(platform=None)}, "政府信息公开平台建设", id="no-platform"),
            pytest.param({"s1": overview(supervision=None)}, "监督保障", id="no-supervision"),
            pytest.param({"s1": overview(applications=None)}, "依申请公开", id="no-applications"),
            pytest.param({"s1": overview(management=None)}, "政府信息管理", id="no-management"),
            pytest.param({"s1": "2023年，我局公开信息120条，收到申请12件，均已答复。"}, "政府信息管理、政府信息公开平台建设、监督保障", id="one-sentence"),
            pytest.param({"s1": "2023年，我局认真做好工作，取得了较好成效，得到了群众好评。"}, "主动公开、依申请公开", id="nothing-said"),
        ],
    )  # fmt: skip
    def test_fires(self, sections, held):
        full = {"s1": overview(), "s5": PROBLEMS, "s6": OTHER, **sections}
        finding = fires("N05", with_return(sections={k: v for k, v in full.items() if v})(BUSY), held)
        assert finding.held.startswith(held)

    @pytest.mark.parametrize(
        "s1",
        [
            pytest.param(overview(), id="five-headings"),
            pytest.param(overview().replace("监督保障", "监督管理"), id="supervision-called-otherwise"),
            pytest.param(overview().replace("监督保障", "保障监督情况"), id="supervision-the-other-way-round"),
            pytest.param(overview().replace("政府信息公开平台建设", "公开载体建设"), id="platform-called-otherwise"),
            pytest.param(overview().replace("政府信息管理", "政府信息资源规范管理"), id="management-called-otherwise"),
            pytest.param(overview().replace("（一）", "1.").replace("（二）", "2.").replace("（三）", "3.").replace("（四）", "4.").replace("（五）", "5."), id="arabic-numbers"),
            pytest.param(overview().replace("（一）", "一是").replace("（二）", "二是").replace("（三）", "三是").replace("（四）", "四是").replace("（五）", "五是"), id="yi-shi"),
            pytest.param("2023年，我局主动公开信息120条；依法办理申请12件；所有稿件经三级审核后发布；门户网站专栏全年运行正常；将公开工作纳入科室考核。", id="no-headings"),
            pytest.param("2023年，我局在网站发布信息，认真办理群众申请，发布前进行保密审查，举办培训班。", id="one-sentence"),
        ],
    )  # fmt: skip
    def test_silent(self, s1):
        silent(with_return(sections={"s1": s1, "s5": PROBLEMS, "s6": OTHER})(BUSY))


class TestNumberOfPoints:
    @pytest.mark.parametrize(
        ("words", "held", "announced", "listed"),
        [
            pytest.param("主要存在三个方面的问题：一是更新不够及时；二是解读形式单一。今后将改进。", "三个方面的问题", 3, 2, id="two-of-three"),
            pytest.param("存在以下两个问题：一是更新慢；二是解读少；三是培训不足。", "两个问题", 2, 3, id="three-of-two"),
            pytest.param("仍存在4个方面不足：1.更新慢；2.解读少；3.培训少。", "4个方面不足", 4, 3, id="arabic"),
            pytest.param("我局工作还有３点不足：（一）更新慢。（二）解读少。", "３点不足", 3, 2, id="full-width"),
            pytest.param("下一步将采取四项措施：一是抓更新，二是抓解读，三是抓培训。", "四项措施", 4, 3, id="measures"),
            pytest.param("主要问题有以下三点：\n1．更新不及时。\n2．解读形式单一。\n下一步我局将改进。", "三点", 3, 2, id="lines"),
            pytest.param("主要有三个方面的短板：首先，更新慢；其次，解读少。", "三个方面的短板", 3, 2, id="firstly"),
            pytest.param("下一步，重点从三个方面改进：第一，明确时限；第二，丰富形式。", "三个方面改进", 3, 2, id="di-yi"),
            pytest.param("存在五方面问题：（1）更新慢；（2）解读少；（3）培训少；（4）人员少。", "五方面问题", 5, 4, id="brackets"),
            pytest.param("主要表现在三个方面。一是更新慢。二是解读少。", "三个方面", 3, 2, id="full-stop"),
            pytest.param("存在三方面的问题：\n一、更新慢。\n二、解读少。", "三方面的问题", 3, 2, id="dun-marks"),
            pytest.param("存在三个问题，具体为：①更新慢；②解读少。", "三个问题", 3, 2, id="circled"),
            pytest.param("有三个方面不足：\n（一）更新慢。栏目有空白。\n（二）解读少。\n二、改进情况\n（一）抓更新。", "三个方面不足", 3, 2, id="next-heading"),
        ],
    )  # fmt: skip
    def test_fires(self, words, held, announced, listed):
        finding = fires("N06", written(BUSY, "s5", words), held)
        assert (finding.expected, finding.actual) == (announced, listed)

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("主要存在三个方面的问题：一是更新不够及时；二是解读形式单一；三是培训不足。", id="three"),
            pytest.param("存在两点不足：1.更新慢；2.解读少。针对以上两点不足，采取两项措施：1.明确时限；2.丰富形式。", id="two-lists"),
            pytest.param("存在以下３个问题：（一）更新慢。（二）解读少。（三）培训少。", id="brackets"),
            pytest.param("存在一些问题：一是更新慢；二是解读少；三是人员少。", id="no-number"),
            pytest.param("第三个方面的问题尤其突出：一是更新慢；二是解读少。", id="ordinal"),
            pytest.param("公开了征地、规划、登记三个方面的信息，更新不够及时，今后将改进。", id="no-list"),
            pytest.param("上年度查摆的三个问题已全部整改。今年的问题是：一是更新慢；二是解读少。", id="solved-ones"),
            pytest.param("有三个科室更新不及时，两个栏目空白，今后将加强督促。", id="counts-of-something-else"),
            pytest.param("主要从两个方面改进：第一，明确时限；第二，丰富形式。", id="di-yi"),
            pytest.param("存在三个方面的问题：首先，更新慢；其次，解读少；最后，培训不足。", id="firstly-lastly"),
            pytest.param("存在两个方面的问题：一是更新慢；二是解读少。针对上述两个问题：一是抓更新；二是抓解读；三是抓培训。", id="measures-against-two-problems"),
            pytest.param("主要有两个方面：一是政策解读不够，其中一是图解少、二是视频少；二是培训少。", id="list-within-a-point"),
            pytest.param("存在三个问题：一是更新慢，主要是：1.人少；2.事多；二是解读少；三是培训少。", id="other-marks-within"),
            pytest.param("存在两个问题：1、更新不及时，2022年1、2月漏更；2、解读少。", id="months"),
            pytest.param("主要问题有三个：更新慢、解读少、培训少。措施有：一是抓更新；二是抓解读。", id="named-without-marks"),
        ],
    )  # fmt: skip
    def test_silent(self, words):
        silent(written(BUSY, "s5", words))


class TestProcessingFee:
    @pytest.mark.parametrize(
        "words",
        [
            "本年度没有其他需要报告的事项。",
            "无其他需要报告的事项。",
            "2023年，我局认真落实政务公开工作要点，开展公众开放日活动2场。",
            "除上述情况外，无需要说明的其他事项。",
            "收到建议提案12件，已全部答复并在网站公开。",
            "行政事业性收费36.5万元，已全额上缴国库。",
            "按照年度工作要点，完成重点领域公开任务５项。",
            "没有需要报告的重大事项，也没有被追究责任的情况。",
        ],
        ids=["none", "none-short", "key-tasks", "besides", "motions", "other-fees", "full-width", "no-blame"],
    )  # fmt: skip
    def test_fires(self, words):
        fires("N07", written(BUSY, "s6", words), words)

    @pytest.mark.parametrize(
        "words",
        [
            "2023年度未收取信息处理费。",
            "本年度发出收费通知2件，总金额40元，实际收取信息公开处理费40元。",
            "依申请公开收费情况：无。没有其他需要报告的事项。",
            "未收取任何费用，没有其他需要报告的事项。",
            "我局未向申请人收取费用，无其他事项。",
            "政府信息公开信息处理费收取情况：本年度收取0元。",
            "（一）信息处理费\n没有发出通知，没有收取。\n（二）其他\n无。",
            "无发出收费通知、无收取。",
            "未产生信息公开申请收费。",
        ],
        ids=["none", "some", "heading", "any-fee", "no-fee", "nought", "lines", "no-notice", "application-fee"],
    )  # fmt: skip
    def test_silent(self, words):
        silent(written(BUSY, "s6", words))


class TestNearlyTheSame:
    @pytest.mark.parametrize(
        ("section", "other", "before", "share", "passage"),
        [
            ("s5", "乙区财政局", False, 1.0, "一是更新不够及时，二是解读形式单一。"),
            ("s5", "甲区水务局", False, 0.75, "个别科室报送信息不积极。"),
            ("s1", "甲区青石镇人民政府", False, 0.913, "所有稿件先由经办科室核对事实和数字。"),
            ("s6", "甲区教育局", False, 0.88, "开展“走进工地看质量”公开日活动…"),
            ("s5", "甲区财政局", True, 1.0, "下一步，把办事指南纳入每月巡查。"),
            ("s1", "甲区财政局", True, 0.8, "把网站专栏按“查政策、办事情、看工程”重新归类。"),
            ("s6", "甲区财政局", True, 0.999, "邀请居民、媒体和施工人员家属实地查看。"),
            ("s1", "甲区民政局", False, 0.754, "主要负责人每半年听取一次公开工作汇报。"),
        ],
        ids=["all", "bound", "town", "section-six", "last-year", "last-year-s1", "last-year-s6", "thousandths"],
    )  # fmt: skip
    def test_fires(self, section, other, before, share, passage):
        case = replace(written(BUSY, "", ""), alike=(Alike(section, other, before, share, passage),))
        finding = fires("N08", case, passage)
        assert finding.actual == other
        assert ("本单位上年的报告" in finding.message) == before
        assert ("“" + other + "”" in finding.message) != before
        assert f"{share:.0%}" in finding.message

    def test_each_likeness_is_a_finding(self):
        two = (Alike("s1", "甲区水务局", False, 0.9, "甲"), Alike("s1", "甲区财政局", True, 0.8, "乙"))
        assert [f.held for f in findings(replace(written(BUSY, "", ""), alike=two))] == ["甲", "乙"]

    def test_silent_without_likeness(self):
        silent(written(BUSY, "", ""))


class TestLeftOver:
    @pytest.mark.parametrize(
        ("place", "words", "held"),
        [
            pytest.param("disclosure", "全年公开信息××条。", "××", id="crosses"),
            pytest.param("disclosure", "全年公开信息XX条，发布公众号文章80篇。", "XX", id="letters"),
            pytest.param("disclosure", "公开信息ＸＸ条。", "ＸＸ", id="full-width-letters"),
            pytest.param("applications", "收到申请X件，均已答复。", "X件", id="one-letter"),
            pytest.param("opening", "×年，我局认真落实条例。", "×年", id="year"),
            pytest.param("opening", "【单位名称】认真落实条例。", "【单位名称】", id="name"),
            pytest.param("platform", "维护网站（此处填写栏目名称）专栏。", "此处填写", id="instruction"),
            pytest.param("s5", "主要问题：待补充。改进情况：明确更新时限。", "待补充", id="to-be-added"),
            pytest.param("s6", "未收取信息处理费。（宋体加粗，三号）", "宋体加粗", id="font"),
            pytest.param("opening", "我局认真落实条例。该部分以表格形式报告。", "以表格形式报告", id="words-of-the-form"),
            pytest.param("supervision", "含《条例》第五十条第四项内容。考核优秀。", "含《条例》第五十条第四项", id="article-fifty"),
            pytest.param("disclosure", "公开信息____条。", "____", id="underscores"),
            pytest.param("s5", "主要问题是***。今后改进。", "***", id="asterisks"),
            pytest.param("disclosure", "公开信息（    ）条。", "（    ）条", id="empty-brackets"),
            pytest.param("opening", "2023年，某某局认真落实条例。", "某某局", id="mou-mou"),
            pytest.param("s6", "未收取信息处理费。（没有的填“无”）", "填“无”", id="hint"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held):
        fires("N09", written(BUSY, place, words), held)

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            pytest.param("platform", "更新【财政预决算】【重点领域】两个栏目。", id="columns-in-brackets"),
            pytest.param("platform", "依托“XXGK”平台发布信息。", id="letters-of-a-name"),
            pytest.param("platform", "开设“信息公开+”专区，尺寸为3×4米的公开栏12块。", id="times"),
            pytest.param("disclosure", "公开X射线装置许可信息，发布PDF和XML格式文件。", id="x-rays"),
            pytest.param("disclosure", "对网站宋体、楷体等字体的版权进行自查。", id="fonts-in-use"),
            pytest.param("management", "申请表请填写完整的提示已更新到网站。", id="words-of-a-form"),
            pytest.param("applications", "指导申请人填写申请表，内容不明确的一次性告知补正。", id="filling-in"),
            pytest.param("s5", "数据待进一步核实的问题仍然存在，今后将改进。", id="to-be-checked"),
            pytest.param("opening", "按照国办公开办函〔2021〕30号编制，我局认真落实条例。", id="number-of-a-notice"),
        ],
    )  # fmt: skip
    def test_silent(self, place, words):
        silent(written(BUSY, place, words))


class TestPartsOfAWhole:
    @pytest.mark.parametrize(
        ("place", "words", "held", "whole", "total"),
        [
            pytest.param("disclosure", "全年公开信息120条，包括政策文件40条、工作动态60条、公示公告30条。", "公开信息120条", 120, 130, id="including"),
            pytest.param("disclosure", "开展活动5场，分别为开放日2场、座谈会2场。", "开展活动5场", 5, 4, id="namely"),
            pytest.param("applications", "新收政府信息公开申请12件，其中自然人9件、商业企业2件、法律服务机构2件。", "新收政府信息公开申请12件", 12, 13, id="of-which"),
            pytest.param("applications", "收到申请12件（网络10件、信函3件）。", "收到申请12件", 12, 13, id="brackets"),
            pytest.param("disclosure", "发布信息三百条，其中网站二百条、公众号一百二十条。", "发布信息三百条", 300, 320, id="chinese-digits"),
            pytest.param("disclosure", "公开信息１２０条，其中图解５０条、视频８０条。", "公开信息１２０条", 120, 130, id="full-width"),
            pytest.param("platform", "办理留言206条，其中咨询150条，投诉70条。", "办理留言206条", 206, 220, id="commas"),
            pytest.param("supervision", "开展培训6次，具体为集中培训3次、线上培训2次。", "开展培训6次", 6, 5, id="in-detail"),
            pytest.param("disclosure", "全年收费36.5万元，其中诉讼档案费20万元、登记费18.5万元。", "收费36.5万元", 36.5, 38.5, id="amounts"),
            pytest.param("management", "清理文件45份，包括继续有效30份、失效10份、修改4份。", "清理文件45份", 45, 44, id="documents"),
            pytest.param("s6", "未收取信息处理费。办理建议提案31件，其中建议12件、提案20件。", "办理建议提案31件", 31, 32, id="section-six"),
            pytest.param("disclosure", "全年发布信息300条，其中，网站210条，公众号100条。", "发布信息300条", 300, 310, id="comma-after"),
            pytest.param("applications", "收到申请12件。其中网上提交10件，邮寄提交3件。", "收到申请12件", 12, 13, id="next-sentence"),
            pytest.param("supervision", "培训6场（线上3场、线下4场）。", "培训6场", 6, 7, id="online"),
            pytest.param("disclosure", "共发布120条信息，分为图解50条、视频60条、文字20条。", "120条", 120, 130, id="divided-into"),
            pytest.param("disclosure", "主动公开信息１２０条＝网站８０条＋公众号５０条。", "公开信息１２０条", 120, 130, id="equals"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held, whole, total):
        finding = fires("N10", written(BUSY, place, words), held)
        assert (float(finding.expected), float(finding.actual)) == (whole, total)

    def test_outcomes_against_what_was_answered(self):
        words = "共办结政府信息公开申请14件。予以公开6件，部分公开2件，不予公开1件，无法提供3件，不予处理1件，其他处理2件。"
        finding = fires("N10", written(BUSY, "applications", words), "予以公开6件")
        assert (finding.expected, finding.actual) == (14, 15)

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            pytest.param("disclosure", "全年公开信息120条，包括政策文件40条、工作动态60条、公示公告20条。", id="including"),
            pytest.param("applications", "新收政府信息公开申请12件，其中自然人9件、商业企业2件、法律服务机构1件。", id="of-which"),
            pytest.param("applications", "新收政府信息公开申请12件（自然人9件、法人或其他组织3件；网络10件、信函2件）。", id="two-dimensions"),
            pytest.param("applications", "收到申请12件，其中通过网络提交8件。", id="one-part"),
            pytest.param("disclosure", "公开信息120条，其中图解20条、视频8条。", id="some-parts"),
            pytest.param("disclosure", "公开信息120余条，其中图解50余条、视频80余条。", id="rough"),
            pytest.param("disclosure", "公开信息120条，比上年增加30条，其中图解增加20条、视频增加15条。", id="changes"),
            pytest.param("disclosure", "发布信息300条，包括网站200条、公众号90条等。", id="and-so-on"),
            pytest.param("disclosure", "发布信息300条，阅读量1.2万次，其中微信8000次、微博4000次。", id="parts-of-another-whole"),
            pytest.param("applications", "办结14件：予以公开6件，部分公开2件，不予公开1件，无法提供3件，不予处理1件，其他处理1件，均为政府信息公开申请。", id="outcomes"),
            pytest.param("platform", "两个公众号发布文章300篇，分别为180篇、120篇。", id="namely"),
            pytest.param("supervision", "开展培训３次，其中线上２次、线下１次；检查4次。", id="full-width"),
            pytest.param("disclosure", "组织活动5场、培训6次，参加350人次，其中群众代表80人次、企业代表40人次。", id="people"),
            pytest.param("disclosure", "公开信息120条，其中网站120条、公众号同步转发80条。", id="published-twice"),
            pytest.param("applications", "收到申请12件，其中网上提交8件，当面提交4件，涉及征收的6件。", id="channels-and-themes"),
            pytest.param("disclosure", "收到建议12件、提案19件，其中主办10件、会办21件。", id="two-wholes"),
            pytest.param("disclosure", "网站发布120条，其中图解20条；公众号发布300条，其中原创250条，转发50条。", id="two-lists"),
            pytest.param("supervision", "培训6次480人次，其中线上2次300人次，线下4次180人次。", id="two-units"),
            pytest.param("disclosure", "发布信息1.2万条，其中网站8000条、公众号4000条。", id="ten-thousands"),
        ],
    )  # fmt: skip
    def test_silent(self, place, words):
        silent(written(BUSY, place, words))


class TestPercentage:
    @pytest.mark.parametrize(
        ("case", "place", "words", "held", "actual"),
        [
            pytest.param(BUSY, "applications", "办结政府信息公开申请14件，其中予以公开6件，占30%。", "占30%", "30%", id="share"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，其中自然人9件，占比85.7%。", "占比85.7%", "85.7%", id="applicants"),
            pytest.param(BUSY, "applications", "新收信息公开申请12件，自然人占55%。", "自然人占55%", "55%", id="subject-only"),
            pytest.param(BUSY, "applications", "收到政府信息公开申请１２件，其中商业企业２件，占２５％。", "占２５％", "25%", id="full-width"),
            pytest.param(BUSY, "applications", "办结信息公开申请14件，无法提供3件，占办结总数的百分之三十。", "百分之三十", "30%", id="hundredths"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，比上年的15件下降25%。", "下降25%", "25%", id="named-base"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，较上年（15件）减少3.5%。", "减少3.5%", "3.5%", id="base-in-brackets"),
            pytest.param(KNOWN, "applications", "新收政府信息公开申请12件，同比下降30%。", "下降30%", "30%", id="last-years-report"),
            pytest.param(KNOWN, "disclosure", "作出行政许可1286件，同比增长18.6%。", "同比增长18.6%", "18.6%", id="licences"),
            pytest.param(KNOWN, "disclosure", "作出行政处罚47件，同比增长6%。", "增长6%", "6%", id="wrong-direction"),
            pytest.param(BUSY, "disclosure", "制发文件12件，同比增长17%。", "增长17%", "17%", id="no-whole-number"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请由去年的15件降至12件，同比下降15%。", "下降15%", "15%", id="from-to"),
            pytest.param(BUSY, "applications", "办结信息公开申请14件，其中予以公开6件（占比40.9%）。", "占比40.9%", "40.9%", id="in-brackets"),
            pytest.param(BUSY, "applications", "收到政府信息公开申请12件，比2022年的16件减少4件，降幅33.3%。", "降幅33.3%", "33.3%", id="drop"),
            pytest.param(BUSY, "disclosure", "全年公开信息120条，较上年的100条增长25%。", "增长25%", "25%", id="entries"),
            pytest.param(KNOWN, "applications", "新收政府信息公开申请12件，较2022年增长20%。", "增长20%", "20%", id="grew-by"),
        ],
    )  # fmt: skip
    def test_fires(self, case, place, words, held, actual):
        assert fires("N11", written(case, place, words), held).actual == actual

    @pytest.mark.parametrize(
        ("case", "place", "words"),
        [
            pytest.param(BUSY, "applications", "办结政府信息公开申请14件，其中予以公开6件，占42.9%。", id="share"),
            pytest.param(BUSY, "applications", "办结政府信息公开申请14件，其中予以公开6件，占42.86%，无法提供3件，占21.4%。", id="two-shares"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，其中自然人9件，占75%。", id="applicants"),
            pytest.param(BUSY, "applications", "新收信息公开申请12件，自然人占比75.0%，法人或其他组织占比25.0%。", id="subject-only"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，比上年的15件下降20%。", id="named-base"),
            pytest.param(KNOWN, "applications", "新收政府信息公开申请12件，同比下降20%。", id="last-years-report"),
            pytest.param(KNOWN, "disclosure", "作出行政许可1286件，同比增长28.6%。", id="licences"),
            pytest.param(BUSY, "disclosure", "公开信息1280条，同比增长28%，经费38.6万元，下降3.5%。", id="other-numbers"),
            pytest.param(BUSY, "platform", "网站可用率99.9%，群众满意度达98%，更新率100%。", id="rates-of-other-things"),
            pytest.param(BUSY, "applications", "办结政府信息公开申请14件，按期答复率100%。", id="answered-in-time"),
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，降幅约20%。", id="rough"),
            pytest.param(BUSY, "disclosure", "答复建议提案31件，其中主办12件，占38.7%。", id="motions"),
            pytest.param(BUSY, "s5", "群众对解读形式的满意度提高5个百分点，图解占比不到30%。", id="points"),
            pytest.param(KNOWN, "applications", "新收政府信息公开申请12件，较上年下降20.0％。", id="full-width"),
            pytest.param(BUSY, "applications", "收到政府信息公开申请12件，比2022年的16件减少4件，降幅25%。", id="drop"),
            pytest.param(BUSY, "disclosure", "全年公开信息120条，较上年的100条增长20%，阅读量5.6万次，增长35%。", id="next-number"),
            pytest.param(BUSY, "disclosure", "全年公开信息120条，较上年的100条增长20%，视频30条，增长50%。", id="next-number-of-the-same-unit"),
            pytest.param(BUSY, "applications", "网上申请10件，占新收政府信息公开申请总数的83.3%。", id="channel"),
            pytest.param(BUSY, "supervision", "考核分值占5%，测评32个部门，优秀率40%。", id="weight"),
        ],
    )  # fmt: skip
    def test_silent(self, case, place, words):
        silent(written(case, place, words))


class TestNotice:
    @pytest.mark.parametrize(
        ("place", "words", "held"),
        [
            pytest.param("opening", "我局根据国办公开办函〔2019〕60号要求编制本报告。", "国办公开办函〔2019〕60号", id="number-only"),
            pytest.param("opening", "依据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制，我局认真落实条例。", "国办公开办函〔2019〕60号", id="superseded"),
            pytest.param("opening", "按照《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2019〕60号）编制。", "国办公开办函〔2019〕60号", id="name-of-the-new-one"),
            pytest.param("opening", "按照《国务院办公厅关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）要求编制。", "国办公开办函〔2021〕30号", id="name-of-the-old-one"),
            pytest.param("opening", "本报告依照国办公开办函[2019]60号编制。", "国办公开办函[2019]60号", id="square-brackets"),
            pytest.param("opening", "按国办公开办函（2019）60号规定编制本报告。", "国办公开办函（2019）60号", id="round-brackets"),
            pytest.param("opening", "根据国办公开办函〔２０１９〕６０号精神编制。", "国办公开办函〔２０１９〕６０号", id="full-width"),
            pytest.param("s6", "未收取信息处理费。本报告按照国办公开办函〔2019〕60号格式编制。", "国办公开办函〔2019〕60号", id="section-six"),
            pytest.param("opening", "根据国办公开办〔2019〕60号要求编制。", "国办公开办〔2019〕60号", id="letter-left-out"),
            pytest.param("opening", "根据《政府信息公开工作年度报告格式（试行）》编制本报告。", "年度报告格式（试行）", id="trial-form-by-name"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held):
        fires("N12", written(BUSY, place, words), held)

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            pytest.param("opening", "根据《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。", id="right"),
            pytest.param("opening", "按照《国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知》（国办公开办函〔2021〕30号）要求编制。", id="nested-marks"),
            pytest.param("opening", "按照国办公开办函〔2021〕30号编制本报告。", id="number-only"),
            pytest.param("opening", "国办公开办函〔2019〕60号已停止执行，本报告按国办公开办函〔2021〕30号编制。", id="no-longer-in-force"),
            pytest.param("opening", "根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。", id="regulations"),
            pytest.param("management", "落实国办公开办函〔2016〕206号关于信息发布的要求。", id="another-notice"),
            pytest.param("supervision", "按《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）执行。", id="fee-notice"),
            pytest.param("opening", "2019、2020年度曾按国办公开办函〔2019〕60号编制，2023年按新格式编制。", id="history"),
            pytest.param("opening", "根据《甲区政府信息公开工作年度报告编制办法》（甲政办发〔2022〕60号）编制。", id="local-notice"),
            pytest.param("opening", "根据《甲区人民政府办公室关于做好2023年政府信息公开工作年度报告有关事项的通知》编制。", id="district-notice"),
        ],
    )  # fmt: skip
    def test_silent(self, place, words):
        silent(written(BUSY, place, words))


class TestRateOfNothing:
    @pytest.mark.parametrize(
        ("place", "words", "held"),
        [
            pytest.param("applications", "2023年未收到政府信息公开申请，申请答复率100%。", "申请答复率100%", id="answered"),
            pytest.param("applications", "依申请公开办结率达100％。", "办结率达100％", id="full-width"),
            pytest.param("applications", "政府信息公开申请按期答复率为百分之百。", "按期答复率为百分之百", id="hundredths"),
            pytest.param("applications", "信息公开申请均在法定期限内办理，100%按时答复。", "100%按时答复", id="in-front"),
            pytest.param("applications", "全年受理的政府信息公开申请，办理率100.00%。", "办理率100.00%", id="decimals"),
            pytest.param("applications", "政府信息公开申请及时率、答复率均为１００％。", "答复率均为１００％", id="two-rates"),
            pytest.param("s5", "依申请公开答复率虽达到100%，但文书质量有待提高，今后将加强审核。", "答复率虽达到100%", id="section-five"),
            pytest.param("supervision", "加强督促，确保依申请公开按时答复率100%。", "按时答复率100%", id="supervision"),
            pytest.param("applications", "依申请公开答复率100%，满意率100%。", "答复率100%", id="two-claims"),
            pytest.param("applications", "申请件办结率达到百分百。", "办结率达到百分百", id="bai-fen-bai"),
        ],
    )  # fmt: skip
    def test_fires(self, place, words, held):
        finding = fires("N13", written(IDLE, place, words), held)
        assert finding.figure == NEW

    @pytest.mark.parametrize(
        ("case", "place", "words"),
        [
            pytest.param(BUSY, "applications", "新收政府信息公开申请12件，按期答复率100%。", id="some-applications"),
            pytest.param(BUSY, "applications", "政府信息公开申请办结率百分之百。", id="no-number"),
            pytest.param(IDLE, "applications", "未收到政府信息公开申请。", id="none"),
            pytest.param(IDLE, "disclosure", "人大代表建议、政协提案办结率100%。", id="motions"),
            pytest.param(IDLE, "platform", "网民留言答复率100%，12345热线按时办结率100%。", id="hotline"),
            pytest.param(IDLE, "platform", "领导信箱来信回复率100%。", id="letters"),
            pytest.param(IDLE, "disclosure", "政务服务事项网上可办率100%，办件办结率100%。", id="services"),
            pytest.param(IDLE, "supervision", "问题整改办结率100%。", id="faults-mended"),
            pytest.param(IDLE, "applications", "未收到政府信息公开申请。另外，群众信访件答复率100%。", id="petitions"),
            pytest.param(IDLE, "applications", "依申请公开渠道畅通率100%。", id="channels"),
        ],
    )  # fmt: skip
    def test_silent(self, case, place, words):
        silent(written(case, place, words))


class TestTwoValues:
    @pytest.mark.parametrize(
        ("sections", "held"),
        [
            pytest.param({"applications": "新收政府信息公开申请12件。", "s5": "收到的16件政府信息公开申请中，部分答复较晚，今后将改进。"}, "16件", id="body-of-applications"),
            pytest.param({"applications": "新收政府信息公开申请12件，全年共受理政府信息公开申请20件。"}, "申请20件", id="one-paragraph"),
            pytest.param({"disclosure": "作出行政处罚47件。", "supervision": "全年共作出行政处罚决定74件，考核优秀。"}, "74件", id="digits-exchanged"),
            pytest.param({"applications": "上年结转3件，新收信息公开申请12件。", "supervision": "年内督办上年结转的政府信息公开申请五件。"}, "五件", id="carried-in"),
            pytest.param({"disclosure": "制发行政规范性文件3件。", "management": "全年共制发行政规范性文件４件，均经合法性审核。"}, "４件", id="documents"),
            pytest.param({"disclosure": "通过区政府门户网站公开信息120条。", "platform": "通过区政府门户网站公开信息210条。"}, "210条", id="no-figure"),
            pytest.param({"platform": "区政府门户网站专栏发布政策解读8篇。", "s5": "区政府门户网站专栏发布政策解读仅18篇，偏少。区政府门户网站专栏发布政策解读18篇。"}, "18篇", id="section-five"),
            pytest.param({"disclosure": "“云岫发布”公众号全年推送信息三百条。", "platform": "“云岫发布”公众号共推送信息320条。"}, "320条", id="chinese-digits"),
            pytest.param({"disclosure": "行政事业性收费36.5万元。", "s6": "未收取信息处理费。全年行政事业性收费合计35.6万元。"}, "35.6万元", id="amounts"),
        ],
    )  # fmt: skip
    def test_fires(self, sections, held):
        fires("N14", with_several(BUSY, sections), held)

    @pytest.mark.parametrize(
        "sections",
        [
            pytest.param({"applications": "新收政府信息公开申请12件。", "s5": "新收的12件政府信息公开申请中，部分答复较晚，今后将改进。"}, id="same"),
            pytest.param({"applications": "新收政府信息公开申请12件，上年结转3件。", "s5": "收到的15件政府信息公开申请中，部分答复较晚，今后将改进。"}, id="whole-body"),
            pytest.param({"applications": "新收政府信息公开申请12件，共收到政府信息公开申请15件。"}, id="two-meanings"),
            pytest.param({"disclosure": "作出行政处罚47件。", "supervision": "抽查行政处罚案卷20件。"}, id="some-of-them"),
            pytest.param({"disclosure": "制发行政规范性文件3件。", "management": "对规范性文件开展清理，废止2件，现行有效21件。"}, id="documents"),
            pytest.param({"disclosure": "通过区政府门户网站公开信息120条。", "platform": "通过区政府门户网站公开信息一百二十条。"}, id="other-digits"),
            pytest.param({"disclosure": "通过区政府门户网站公开信息120条，较上年增加20条。", "platform": "通过微信公众号公开信息80条。"}, id="other-channel"),
            pytest.param({"disclosure": "行政事业性收费36.5万元。", "s6": "未收取信息处理费。行政事业性收费365000元均已上缴。"}, id="other-unit"),
            pytest.param({"supervision": "开展业务培训2次，召开工作会议3次。", "s5": "业务培训偏少，今后每年开展业务培训4次。"}, id="plans"),
            pytest.param({"disclosure": "第一季度公开信息30条。", "platform": "第二季度公开信息42条。"}, id="quarters"),
        ],
    )  # fmt: skip
    def test_silent(self, sections):
        silent(with_several(BUSY, sections))


def with_several(case: Case, texts: Mapping[str, str]) -> Case:
    """The case with words in several aspects of section one and in other sections."""
    s1 = overview(**{short: words for short, words in texts.items() if short in SHORT})
    others = {section: words for section, words in texts.items() if section not in SHORT}
    return with_return(sections={**PLAIN, "s1": s1, **others})(case)


@pytest.mark.parametrize(
    ("case", "place", "words"),
    [
        (BUSY, "applications", "办结政府信息公开申请14件，平均用时9天。办结市民热线工单97件。"),
        (BUSY, "applications", "为申请人答复咨询政府信息公开申请流程问题23次。"),
        (BUSY, "applications", "新收政府信息公开申请12件。信访渠道新收5件，热线新收30件。"),
        (BUSY, "applications", "政府信息公开申请：本年新收12件，上年结转3件；12345工单新收30件。"),
        (BUSY, "applications", "依申请公开情况：新收12件，其中3月新收4件。"),
        (BUSY, "applications", "涉企政府信息公开申请数量为0，其余均为个人申请。"),
        (BUSY, "applications", "通过邮箱提交的政府信息公开申请为0。"),
        (BUSY, "applications", "逾期答复的政府信息公开申请数量为0。"),
        (BUSY, "applications", "超期办理政府信息公开申请数为零，因信息公开引起的败诉行政诉讼为零。"),
        (BUSY, "applications", "重大行政复议纠错案件为0。"),
        (BUSY, "applications", "行政复议纠错数量为0，以上均为信息公开类。"),
        (BUSY, "disclosure", "无行政许可、行政处罚投诉。"),
        (BUSY, "disclosure", "不涉及行政许可的事项一并公开。"),
        (BUSY, "disclosure", "对不涉及行政许可、行政处罚的信息实行清单管理。"),
        (BUSY, "disclosure", "没有无依据的行政事业性收费。"),
        (BUSY, "disclosure", "部分科室无行政许可事项。"),
        (BUSY, "disclosure", "下属事业单位无行政处罚、行政强制职能。"),
        (BUSY, "disclosure", "信息公开目录分为6类，包括机构概况2类、政策文件3类、其他1类。"),
        (BUSY, "disclosure", "栏目48个，分为一级栏目8个、二级栏目40个。"),
        (BUSY, "disclosure", "公开信息120条，分为两批发布，第一批80条、第二批40条。"),
        (BUSY, "platform", "将35个栏目调整为28个，分别为新增3个、合并10个。"),
        (BUSY, "disclosure", "制发文件95份（主动公开60份、依申请公开20份、不公开15份）。"),
        (BUSY, "disclosure", "公开信息120条（较上年增加30条、增长33.3%）。"),
        (BUSY, "supervision", "培训2次（6月、11月各1次）。"),
        (BUSY, "supervision", "召开会议3次，专题研究2次，印发通报4期，整改问题12个，其中立行立改9个，限期整改3个。"),
        (BUSY, "s5", "存在以下问题：\n一、更新慢。\n二、解读少。\n改进措施：\n一、抓更新。\n二、抓解读。"),
        (BUSY, "s5", "一、存在的主要问题\n存在两个方面的问题：\n（一）更新慢。\n（二）解读少。\n二、改进情况\n采取三项措施：1.抓更新。2.抓解读。3.抓培训。"),
        (BUSY, "s5", "主要有三个方面的不足，一是更新慢，二是解读少，三是培训少。今后，一是抓更新，二是抓解读。"),
        (BUSY, "s5", "存在两个问题：一是更新慢，二是解读少，下一步，一是抓更新，二是抓解读，三是抓培训。"),
        (BUSY, "s5", "主要存在三方面问题：一是思想认识不足；二是机制不健全，一方面是人手紧，另一方面是经费少；三是培训少。"),
        (BUSY, "s5", "重点做好三项工作：一是强化学习，组织两次培训；二是强化更新；三是强化监督。"),
        (BUSY, "s5", "上年报告中的两个问题：一是更新慢，已整改；二是解读少，已整改。今年新发现的问题：一是培训少。"),
        (BUSY, "opening", "2023年，甲区财政局在区委、区政府的坚强领导下，认真落实条例。"),
        (BUSY, "opening", "2023年，在甲区人民政府办公室指导下，我局认真落实条例。"),
        (BUSY, "opening", "甲区人民政府认真落实条例，我局作为组成部门积极配合。"),
        (BUSY, "supervision", "甲区纪委监委坚持抓督查。甲区人大常委会听取了公开工作汇报。"),
        (BUSY, "s6", "2023年，我局未收取信息处理费。2024年政务公开要点另行公布。"),
        (BUSY, "s6", "我局2022年、2023年均未收取信息处理费。"),
        (BUSY, "disclosure", "截至2022年12月31日累计公开信息3000条，2023年新增120条。"),
        (BUSY, "disclosure", "2022年度部门决算于2023年8月公开。"),
        (BUSY, "supervision", "2022年度政务公开考核结果公布后，我局对照整改。"),
        (BUSY, "s5", "2022年存在的解读形式单一问题，本年度已得到解决。更新仍不够及时。"),
        (BUSY, "applications", "2022年12月收到、2023年1月答复的申请3件，均为上年结转。"),
        (BUSY, "applications", "新收政府信息公开申请12件，较2022年减少3件。"),
        (BUSY, "applications", "新收政府信息公开申请12件，上年15件，同比下降20%，办结率100%。"),
        (BUSY, "applications", "办结率为93.3%，其中予以公开6件，占办结14件的42.9%，均为政府信息公开申请。"),
        (BUSY, "applications", "新收政府信息公开申请12件，自然人占四成以上，法人占25%。"),
        (BUSY, "applications", "收到政府信息公开申请12件，同比减少20%；答复14件，同比持平。"),
        (BUSY, "disclosure", "作出行政处罚47件，同比下降6%，罚没金额64.2万元，同比增长12%。"),
        (BUSY, "disclosure", "全年公开信息1280条，增长28%，其中图解56条，较上年40条增长40%。"),
        (IDLE, "applications", "2023年未收到政府信息公开申请，2022年收到1件。"),
        (IDLE, "applications", "2023年未收到申请，不存在答复率问题。"),
        (IDLE, "applications", "本年度受理政府信息公开申请0件，上年结转0件，予以公开0件，结转下年度0件。行政复议0件，行政诉讼0件。"),
        (IDLE, "disclosure", "无规章、行政规范性文件制发和废止，现行有效0件；行政许可0件，行政处罚0件，行政强制0件，行政事业性收费0万元。"),
        (IDLE, "disclosure", "协助区政府起草行政规范性文件2件，配合作出行政处罚3件。"),
        (IDLE, "disclosure", "公示双公示信息：行政许可0条、行政处罚0条。"),
        (IDLE, "disclosure", "公开行政处罚典型案例3件。"),
        (IDLE, "applications", "通过电话接受信息公开申请咨询5次，现场引导查阅3件。"),
        (IDLE, "applications", "收到不属于政府信息公开申请的信件2件，已告知其他途径。"),
        (IDLE, "applications", "将2件名为政府信息公开申请、实为信访的事项转信访科。"),
    ],
)  # fmt: skip
def test_what_only_looks_like_something(case, place, words):
    silent(written(case, place, words))


@pytest.mark.parametrize(
    "words",
    ["，共1件", "（1件", "其中1件，占1%。", "收到申请1件。", "1件。", "三个问题：一是。", "2022年，我局", "甲区乙局认真", "无", "（", "《"],
)  # fmt: skip
def test_a_very_long_text_is_judged_in_seconds(words):
    case = written(BUSY, "applications", (words * 20_000)[:20_000])
    start = time.process_time()
    judge(case)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("own", "short"),
    [
        ("云溪区卫生健康局", "区卫健局"),
        ("云溪区市场监督管理局", "区市场监管局"),
        ("云溪区住房和城乡建设局", "区住建局"),
        ("云溪区人力资源和社会保障局", "区人社局"),
        ("云溪区城市管理局", "区城管局"),
        ("云溪区自然资源和规划局", "区资规局"),
        ("云溪区退役军人事务局", "区退役军人局"),
        ("云溪区卫生健康局", "云溪区卫健局"),
    ],
)
@pytest.mark.parametrize(
    "verb", ["坚持依法公开", "高度重视信息公开", "认真落实条例", "严格落实审查制度", "主动公开信息12条"]
)
def test_an_agencys_short_name_for_itself(own, short, verb):
    text = f"2023年，{short}{verb}。\n" + overview()
    ret = replace(BUSY.ret, sections={"s1": text, "s5": PROBLEMS, "s6": OTHER})
    case = replace(BUSY, match=Match(Agency("1", own)), ret=ret)
    assert [f.message for f in judge(case) if f.rule == "N04"] == []

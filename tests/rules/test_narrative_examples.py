"""The rules about texts on sentences as clerks write them: at least eight that are wrong and eight that are right, for each rule."""

from dataclasses import replace

import pytest

from tests.factory import FORM
from toolkit.model import Agency, Case, LastYear
from toolkit.rules import judge
from toolkit.rules.clean import clean_case, with_cells, with_return

CLEAN = clean_case()
TEXTS = CLEAN.ret.sections
APPLICATIONS = "（二）依申请公开。"

# The clean case: 4 new (3 natural persons, 1 business), 1 carried in; 2 granted, 1 partial, 1 not held; 1 carried out;
# one review, upheld; 35 licences; one normative document issued, six in force.


def with_sections(case: Case = CLEAN, **sections: str) -> Case:
    return with_return(sections={**TEXTS, **sections})(case)


def in_applications(sentence: str, case: Case = CLEAN) -> Case:
    """The case with a sentence in place of what section one says of applications."""
    lines = TEXTS["s1"].splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(APPLICATIONS))
    lines[at] = APPLICATIONS + sentence
    return with_sections(case, s1="\n".join(lines))


def opening(sentence: str, case: Case = CLEAN) -> Case:
    """The case with another first paragraph of section one."""
    return with_sections(case, s1="\n".join([sentence, *TEXTS["s1"].splitlines()[1:]]))


def codes(case: Case) -> list[str]:
    return [finding.rule for finding in judge(case) if finding.rule.startswith("N")]


RIGHT = """
全年共收到政府信息公开申请4件，其中网上申请3件，当面申请1件，除1件结转外已全部按时办结。
2023年共受理依申请公开5件（含上年结转1件），办结4件，按时办结率100%。
收到依申请公开事项4件，其中自然人3件、企业1件。
收到政府信息公开申请四件，结转上年的一件，合计五件；答复四件，结转2024年一件。
政府信息公开类行政复议1件，结果维持；行政诉讼0件。
因政府信息公开引发行政复议1件（维持1件），未引发行政诉讼。
本年度新制定规范性文件1件，废止0件，现行有效6件。
全年办理人大代表建议5件、政协提案3件，答复率100%；收到政府信息公开申请4件。
我局全年答复政府信息公开申请4件，其中予以公开2件，占50%；部分公开1件，占25%；无法提供1件，占25%。
新收申请4件，比上年减少2件，下降33.3%；上年结转1件。
截至2023年12月31日，我局网站公开信息312条，较2022年底增加45条。
2022年度部门决算于2023年8月公开，2024年部门预算于次年1月公开。
公示行政许可信息120条、行政处罚信息36条，实际办理行政许可35件。
全年受理12345热线工单1204件，办结1204件，办结率100%；受理信访件12件，办结12件。
依申请公开方面，全年办理4件，其中3件来自个人，1件来自企业，涉及征地补偿2件、其他2件。
收到申请4件。其中：予以公开2件，部分公开1件，无法提供1件；另有上年结转1件转入下年继续办理。
全年政府信息公开申请量为4件，较上一年度的6件减少33.33%。
本年度政府信息公开申请共4宗，办结4宗（含上年结转1宗），未办结1宗结转至2024年。
申请人提起行政复议1宗，复议机关维持；没有提起诉讼的情形。
全市共收到行政复议申请230件，其中涉及我局政府信息公开1件。
审结行政复议案件56件，维持率92%。
我局牵头制定政策文件12份，以政府名义出台规范性文件3件，本局制发行政规范性文件1件。
受理社会救助申请230件，批准198件，占86.1%；新收政府信息公开申请4件。
全年发布信息1204条，其中政务动态560条，通知公告320条，政策文件124条，其他200条。
全年发布信息1204条，较上年增长20.4%；公众号推送文章312篇，阅读量12.5万次，同比上升8%。
自然人申请3件，占75%；法人或其他组织申请1件，占25%。
对2022年以来制发的文件进行清理，宣布失效2件，修改1件。
突出三个重点：一是财政信息；二是民生信息；三是监管信息。做到两个规范：一是规范登记；二是规范答复。
政府信息公开申请4件已全部登记，其中1件因补正延期答复。
第一季度收到申请1件，第二季度收到申请2件，第四季度收到申请1件，全年合计4件。
全年共处理政府信息公开申请5件，已答复4件，正在办理1件。
其中1件不属于本机关职责，告知申请人向区自然资源局提出。
政府信息公开申请４件，３件由公民提出，１件由企业提出，件件有登记。
""".strip().splitlines()


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_right_sentence_is_let_be(sentence):
    assert codes(in_applications(sentence)) == []


WRONG = {
    "N01": [
        "收到政府信息公开申请7件，上年结转1件。",
        "新收申请4宗，结转上年2宗。",
        "全年答复申请6件。",
        "收到政府信息公开申请4件，其中予以公开3件，部分公开1件。",
        "因政府信息公开引发行政复议3件。",
        "收到政府信息公开申请4件，申请人中自然人2件、企业2件。",
        "收到政府信息公开申请4件，结转2024年2件。",
        "收到政府信息公开申请４件，办结三件。",
        "收到申请4份，无法提供的2份。",
        "全年作出行政许可决定53件。",
        "全年现行有效行政规范性文件8件。收到政府信息公开申请4件。",
    ],
    "N02": [
        "2023年，我局未收到政府信息公开申请。",
        "本年收到政府信息公开申请4件，未发生行政复议、行政诉讼。",
        "收到政府信息公开申请4件，上年无结转。",
        "收到政府信息公开申请0件。",
        "收到政府信息公开申请4件，没有结转下年度办理的申请。",
        "没有因依申请公开引起的行政复议案件。",
        "全年没有接到公民、法人和其他组织提出的信息公开申请。",
        "年内未作出行政许可决定。收到政府信息公开申请4件。",
        "本年度没有制定规范性文件。收到政府信息公开申请4件。",
    ],
    "N10": [
        "收到政府信息公开申请4件，其中自然人3件、企业2件。",
        "收到政府信息公开申请4件（自然人4件、企业1件）。",
        "公开信息120条，其中动态80条，公告30条，文件20条。",
        "收到政府信息公开申请4件，办结4件，分别为予以公开2件、部分公开1件、无法提供2件。",
        "发布解读材料30篇，包括文字解读12篇、图文解读9篇、视频解读6篇。",
        "收到意见56条。其中采纳40条、部分采纳12条、未采纳9条。",
        "财政专项资金1,200万元，其中教育类600万元、卫生类400万元、其他类300万元。",
        "培训人员１００人，分别为机关２０人、基层７０人。",
    ],
    "N11": [
        "收到政府信息公开申请4件，同比增长50%，上年为3件。",
        "收到政府信息公开申请4件，比上年的5件下降25%。",
        "收到政府信息公开申请4件，同比增长17%。",
        "全年答复申请4件，其中予以公开2件，占30%。",
        "收到政府信息公开申请4件，部分公开的占37%。",
        "收到政府信息公开申请4件，较2022年的8件减少百分之四十。",
        "收到政府信息公开申请4件，自然人占66.7%。",
        "收到政府信息公开申请4件，办结4件，办结率96.4%。",
    ],
    "N13": [
        "全年没有收到政府信息公开申请，申请答复率100%。",
        "收到政府信息公开申请0件，按时办结率100%。",
        "未收到政府信息公开申请，依申请公开答复率达到100%。",
        "依申请公开工作规范有序，申请按期答复率100%。",
        "政府信息公开申请办结率、答复率均达到100%。",
        "本年度信息公开申请办理率百分之百。",
        "受理信息公开申请0件，100%按期答复。",
        "依申请公开事项答复率为100.0%，满意度较高。",
    ],
}  # fmt: skip
NOTHING = with_cells({f.code: 0 for table in ("t3", "t4") for f in FORM.by_table[table]})(CLEAN)


@pytest.mark.parametrize(("code", "sentence"), [(code, s) for code, items in WRONG.items() for s in items])
def test_a_wrong_sentence_is_found_and_quoted(code, sentence):
    case = in_applications(sentence, NOTHING if code == "N13" else CLEAN)
    found = [finding for finding in judge(case) if finding.rule == code]
    assert found
    for finding in found:
        assert finding.held.rstrip("…") in case.ret.sections["s1"]
        assert finding.held[:10] in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "全年没有收到政府信息公开申请。",
        "承办人大代表建议3件、政协提案2件，答复率100%。",
        "12345热线工单按期办结率100%。",
        "网民留言答复率达到100%。",
        "未收到政府信息公开申请，信访件办结率100%。",
        "未收到申请，政务服务事项网办率100%。",
        "依申请公开渠道畅通，受理点标识更新率100%。",
        "未收到政府信息公开申请；群众来信回复率100%。",
    ],
)
def test_full_rates_of_other_things_are_let_be(sentence):
    assert "N13" not in codes(in_applications(sentence, NOTHING))


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年，我局认真落实条例。",
        "2022年全年公开信息12条。",
        "2022年度，甲区财政局全面推进政务公开。",
        "本报告统计期限为2022年1月1日至2022年12月31日。",
        "统计期限自2023年1月1日起至11月30日止。",
        "数据统计期限为2023年3月1日至2023年12月31日。",
        "现将甲区财政局2022年政府信息公开工作年度报告公布如下。",
        "截至2022年12月31日，我局公开信息12条。",
    ],
)
def test_another_year_in_the_reporting_year_s_place(sentence):
    found = [finding for finding in judge(opening(sentence)) if finding.rule == "N03"]
    assert len(found) == 1
    assert found[0].held.rstrip("…") in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，我局认真落实条例。",
        "2022年度查摆的问题已经全部整改，2023年各项工作平稳。",
        "本报告统计期限为2023年1月1日至12月31日。",
        "统计期限自2023年1月1日起至2023年12月31日止。",
        "公开了2022年度部门决算和2024年部门预算。",
        "落实《甲区2021—2025年法治政府建设规划》和2023年政务公开要点。",
        "与2022年相比，公开信息增加12条。",
        "2024年，我局将继续细化公开目录。",
        "2022年结转的1件申请已于2023年1月答复。",
        "2022年，我局曾被评为政务公开先进单位，2023年继续保持。",
    ],
)
def test_other_years_in_their_own_place(sentence):
    assert "N03" not in codes(opening(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "乙区财政局认真落实条例。",
        "乙区财政局高度重视政府信息公开工作。",
        "2023年，乙区财政局坚持公开为常态。",
        "甲区教育局成立政务公开工作领导小组。",
        "甲区民政局共收到政府信息公开申请4件。",
        "甲区审计局主动公开信息12条。",
        "如有疑问，请与乙区财政局办公室联系。",
        "丙县财政局严格执行保密审查制度。",
    ],
)
def test_another_agency_speaks(sentence):
    assert "N04" in codes(opening(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "甲区财政局认真落实条例。",
        "在甲区人民政府领导下，我局推进公开工作。",
        "会同甲区司法局开展案例评析1次。",
        "甲区政务公开办公室通报我局1次，已整改。",
        "市财政局组织业务培训2次，我局派员参加。",
        "请与甲区财政局办公室联系，电话0000-1234567。",
        "甲区人民政府网站“财政资金”专栏由我局维护。",
        "配合甲区审计局公开审计整改结果3项。",
    ],
)
def test_other_agencies_are_spoken_of(sentence):
    assert "N04" not in codes(opening(sentence))


ASPECTS = {
    "主动公开": "（一）主动公开。",
    "依申请公开": "（二）依申请公开。",
    "政府信息管理": "（三）政府信息管理。",
    "政府信息公开平台建设": "（四）政府信息公开平台建设。",
    "监督保障": "（五）监督保障。",
}


@pytest.mark.parametrize("aspect", ASPECTS)
def test_an_aspect_that_is_left_out(aspect):
    kept = [line for line in TEXTS["s1"].splitlines() if not line.startswith(ASPECTS[aspect])]
    found = [finding for finding in judge(with_sections(s1="\n".join(kept))) if finding.rule == "N05"]
    assert len(found) == 1
    assert aspect in found[0].message


@pytest.mark.parametrize("section", ["s1", "s5", "s6"])
def test_a_section_that_is_empty_or_missing(section):
    for text in ("", "无。", "  \n "):
        assert codes(with_sections(**{section: text})).count("N05") == 1


@pytest.mark.parametrize(
    "text",
    [
        TEXTS["s1"],
        TEXTS["s1"].replace("监督保障", "保障监督"),
        TEXTS["s1"].replace("监督保障", "监督管理"),
        TEXTS["s1"].replace("政府信息公开平台建设", "公开载体建设"),
        TEXTS["s1"].replace("政府信息管理", "政府信息规范管理"),
        TEXTS["s1"].replace("依申请公开。", "申请办理。"),
        "\n".join(
            line.split("。", 1)[1] if line.startswith("（") else line for line in TEXTS["s1"].splitlines()
        ),
        "2023年，我局公开信息12条，办理申请4件，发布前逐条审查，维护网站专栏，开展培训1次并纳入考核。",
        TEXTS["s1"].replace("\n", ""),
    ],
)
def test_the_five_aspects_in_other_words(text):
    assert "N05" not in codes(with_sections(s1=text))


@pytest.mark.parametrize(
    ("text", "announced", "listed"),
    [
        ("主要存在三个方面的问题：一是更新不及时；二是解读少。今后将改进。", 3, 2),
        ("存在以下两点不足：（一）更新慢；（二）解读少；（三）人手少。今后将改进。", 2, 3),
        ("主要有以下3个问题：1.更新慢；2.解读少。今后将改进。", 3, 2),
        ("还存在四方面不足。一是更新慢；二是解读少；三是人手少。今后将改进。", 4, 3),
        ("我局将从以下三个方面改进：第一，抓更新；第二，抓解读。", 3, 2),
        ("重点采取以下两项措施：一是抓更新；二是抓解读；三是抓培训。", 2, 3),
        ("不足主要体现在三个方面：首先，更新慢；其次，解读少。今后将改进。", 3, 2),
        ("主要存在二个问题：一是更新慢；二是解读少；三是互动不够。今后将改进。", 2, 3),
    ],
)
def test_points_that_are_not_as_many_as_announced(text, announced, listed):
    found = [finding for finding in judge(with_sections(s5=text)) if finding.rule == "N06"]
    assert [(finding.expected, finding.actual) for finding in found] == [(announced, listed)]


@pytest.mark.parametrize(
    "text",
    [
        "主要存在三个方面的问题：一是更新慢；二是解读少；三是人手少。今后将改进。",
        "存在两点不足：（一）更新慢；（二）解读少。今后将改进。",
        "主要有以下3个问题：1.更新慢；2.解读少；3.人手少。",
        "征地、规划、登记三方面的信息公开不够及时。一是人手少；二是流程长。",
        "上年提出的三个问题均已整改。今年主要是更新慢。",
        "开展“三个一”活动：一次培训、一次检查、一次评议。",
        "问题：一是更新慢；二是解读少。改进：一是定期检查；二是增加图解；三是组织培训。",
        "将在两个方面下功夫，确保信息更新及时、解读通俗。",
    ],
)
def test_points_that_are_as_many_as_announced_or_not_announced(text):
    assert "N06" not in codes(with_sections(s5=text))


@pytest.mark.parametrize(
    "text",
    [
        "无其他需要报告的事项。",
        "本年度没有其他需要报告的事项。",
        "按照政务公开要点，12项任务全部完成。",
        "全年办理建议提案5件，已全部答复。",
        "我局承办的重点工作均按时完成，无其他事项。",
        "行政事业性收费目录清单已在网站公布。",
        "全年未发生应当报告的其他情况。",
        "垃圾处理相关信息已公开，无其他事项。",
    ],
)
def test_section_six_without_a_word_on_fees(text):
    assert "N07" in codes(with_sections(s6=text))


@pytest.mark.parametrize(
    "text",
    [
        "未收取信息处理费。",
        "2023年度没有发出收费通知，也没有收取信息公开处理费。",
        "本机关依申请公开信息处理费收取0元。",
        "发出信息处理费收费通知0件，总金额0元。",
        "本年度政府信息公开信息处理费收费情况：无。",
        "依据国办函〔2020〕109号，本年度未产生信息处理费。无其他需要报告的事项。",
        "我局全年没有向申请人收取信息处理费，其他事项无。",
        "信息处理费：无收取。",
    ],
)
def test_section_six_with_a_word_on_fees(text):
    assert codes(with_sections(s6=text)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，××局认真落实条例。",
        "2023年，XX局认真落实条例。",
        "全年公开信息×件。",
        "网办率达到【此处填写】。",
        "【请填写单位名称】认真落实条例。",
        "2023年，我局认真落实条例（宋体加粗）。",
        "该部分以表格形式报告。",
        "联系电话：______。",
        "（此处填写总体情况）2023年，我局认真落实条例。",
    ],
)
def test_what_a_template_left_behind(sentence):
    assert "N09" in codes(opening(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，我局认真落实条例。",
        "维护网站【财政预决算】【人事任免】栏目。",
        "《××》书名号内不留空。".replace("×", "甲"),
        "“XBRL”格式文件3份。",
        "会议室面积3×5米。",
        "采购XLX型查询机2台。",
        "网站适配宽屏显示，正文改用宋体显示。",
        "以图表形式解读政策3次。",
    ],
)
def test_brackets_letters_and_fonts_of_their_own(sentence):
    assert "N09" not in codes(opening(sentence))


OLD, NEW = "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"
FORMAT = (
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
)
MATTERS = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"


@pytest.mark.parametrize(
    "sentence",
    [
        f"根据{OLD}要求编制本报告。",
        f"按照{MATTERS}（{OLD}）要求，编制本报告。",
        f"按照{MATTERS}（{NEW}）要求，编制本报告。",
        f"依据{FORMAT}（{OLD}）编制。",
        f"根据《条例》和{OLD}规定，现报告如下。",
        f"本报告依照（{OLD}）格式编制。",
        f"按照关于政府信息公开工作年度报告有关事项的通知（{NEW}）要求编制。",
        "根据国办公开办函[2019]60号文件精神编制本报告。",
    ],
)
def test_a_notice_that_is_out_of_force_or_has_another_s_number(sentence):
    assert "N12" in codes(opening(f"{sentence}2023年，我局认真落实条例。"))


@pytest.mark.parametrize(
    "sentence",
    [
        f"根据{NEW}要求编制本报告。",
        f"按照{FORMAT}（{NEW}）要求，编制本报告。",
        f"{OLD}已经停止执行，本报告按{NEW}编制。",
        f"不再使用{OLD}的试行格式。",
        "依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）执行。",
        "按照国办公开办函〔2016〕201号解释，未计入复议机关案件。",
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。",
        "落实《甲区2023年政务公开工作要点》（甲政办〔2023〕12号）。",
    ],
)
def test_notices_that_are_cited_rightly(sentence):
    assert "N12" not in codes(opening(f"{sentence}2023年，我局认真落实条例。"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("新收政府信息公开申请4件，办结4件。", "全年办结6件政府信息公开申请，全年答复申请6件。"),
        ("收到政府信息公开申请4件。", "一是收到的9件政府信息公开申请中有的答复较晚。"),
        (
            "收到政府信息公开申请4件。区政府门户网站主动公开信息312条。",
            "全年区政府门户网站主动公开信息321条。",
        ),
        ("收到政府信息公开申请4件。“甲区财政”公众号推送文章86篇。", "“甲区财政”公众号推送文章68篇，图解少。"),
        (
            "收到政府信息公开申请4件，上年结转1件。",
            "办理的全部8件政府信息公开申请中有的答复较晚。",
        ),
        ("制发行政规范性文件1件，现行有效6件。", "现行有效行政规范性文件共9件，解读少。"),
        ("作出行政许可决定35件。", "全年作出行政许可决定共53件，公示偏慢。"),
        (
            "收到政府信息公开申请4件。组织全区政务公开业务培训3次。",
            "组织全区政务公开业务培训5次，效果有待提升。",
        ),
    ],
)
def test_one_quantity_with_two_values(first, second):
    case = in_applications(first)
    assert "N14" in codes(with_return(sections={**case.ret.sections, "s5": second})(case))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("新收政府信息公开申请4件。", "一是新收的4件政府信息公开申请中有的答复较晚。"),
        ("新收政府信息公开申请4件，上年结转1件，共5件。", "办理的全部5件政府信息公开申请中有的答复较晚。"),
        (
            "收到政府信息公开申请4件。网站公开信息312条，公众号公开信息86条。",
            "公众号公开信息偏少，图解只有6篇。",
        ),
        ("收到政府信息公开申请4件，比上年减少2件。", "上年收到政府信息公开申请6件，今年有所减少。"),
        ("收到政府信息公开申请4件。上半年培训2次，下半年培训1次。", "全年培训3次，次数偏少。"),
        ("收到政府信息公开申请4件，其中自然人3件、企业1件。", "对自然人提出的申请，解释说明不够。"),
        ("制发行政规范性文件1件，现行有效6件。", "6件现行有效的行政规范性文件中，2件没有解读。"),
        ("收到政府信息公开申请4件。第一批公开12项，第二批公开8项。", "两批公开的20项中有3项更新较慢。"),
    ],
)
def test_one_quantity_with_one_value(first, second):
    case = in_applications(first)
    assert codes(with_return(sections={**case.ret.sections, "s5": second})(case)) == []


def test_a_change_against_last_year_s_report():
    values = list(CLEAN.ret.values)
    values[FORM.index["t3/new/natural_person"]] = 4
    values[FORM.index["t3/new/total"]] = 5
    known = replace(CLEAN, last_year=LastYear(2022, tuple(values), {}, ("甲区财政局",)))
    assert "N11" not in codes(in_applications("收到政府信息公开申请4件，同比下降20%。", known))
    assert "N11" in codes(in_applications("收到政府信息公开申请4件，同比下降25%。", known))


def test_corrections_of_double_counting_have_no_text_to_judge():
    adjusted = replace(CLEAN, match=replace(CLEAN.match, agency=Agency("9", "汇总调整", kind="汇总调整")))
    assert codes(with_sections(adjusted, s1="", s5="", s6="")) == []
    assert codes(with_return(summary=True, sections={})(CLEAN)) == []

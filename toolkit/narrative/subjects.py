"""The words by which reports name what the tables count. Data: patterns for flat texts (see flat.py)."""

from __future__ import annotations

import re

TOPIC = re.compile(
    r"依申请公开(?!(?:类|的)?(?:文件|公文|信息\d|\d))|信息公开申请|公开申请|收到申请|受理申请|新收申请|申请公开"
)
"""What tells that a sentence or paragraph speaks of applications for information."""

TOPIC_ENDS = re.compile(
    r"主动公开|政府信息管理|信息管理|信息资源管理|平台|监督|保障|政策解读|回应关切|存在的?(?:主要)?问题|下一步|队伍|考核"
)
"""What tells that another aspect begins."""

NOT_APPLICATIONS = re.compile(
    r"建议|提案|热线|信箱|来信|来访|来电|留言|意见|咨询|补贴|补助|救助|低保|不动产|档案|公文|发文|标注|属性|修复|评审|认定|捐赠|"
    r"采购|预算|职称|住房|公租房|宅基地|清单|工单|网民|满意|公告|登记|查询资料|办件|许可|栏目|模板|规范性|转为|报告|纪要|档|回访|"
    r"沟通|解释|补正的|一次性告知|延期|三方|社会|座谈|审核|信访(?!举报|投诉|类|、|事项|答复)|行政机关收到|投诉(?!类|举报类)"
)

OF_DOCUMENTS = re.compile(
    r"发文|办文|公文|文件\d|份文件|公开属性|(?:依申请公开|主动公开)(?:类|的|件)?(?:为|有)?\d"
)
"""What tells that a sentence sorts documents, which are 不予公开 too."""

CHANNEL = re.compile(
    r"通过|网络|网上|线上|信函|邮寄|邮件|当面|现场|渠道|上半年|下半年|季度|\d月|以来|历年|累计|近[一二三两\d]+年|涉及|关于|集中|"
    r"转办|受理量|仅为|来自|本级|部门|乡镇|街道办|各单位|其余|之和|其他各"
)
"""Parts of the whole that no table has, or other spans of time."""

NOT_OWN = re.compile(r"协助|协同|配合|参与|指导|督促|帮助|代为|补正后|经补正")
"""What tells that others' applications are counted, or some of one's own."""

_WHO = r"(?:各类|公民|法人|其他组织|社会公众|群众|和|或|及|、|与|者|提出|提交|递交|申请人|的|有效|书面|本年度?|自然人)*"
ASKED = r"(?:政府信息公开|政府信息|信息公开|依申请公开(?:政府信息)?|公开政府信息|公开)"
_WHAT = rf"{ASKED}?"
NEW = (
    rf"(?:新收|新收到|收到|受理|接收|接到|新增|新受理)(?:了|到)?{_WHO}{_WHAT}(?:的)?(?:申请|事项|申请件|申请事项)?(?:数量|总数|总量)?"
    rf"|(?:政府信息公开|信息公开|依申请公开)申请(?:共|新)?(?:受理|收到|接收)"
    rf"|^(?:其中|本年度?|全年|当年|今年|共|20\d\d年度?)*新收到?$"
    rf"|^(?:全年|本年度?|共有?|(?:20)?\d\d年度?)*(?:政府信息公开|信息公开|依申请公开)申请(?:数量|量)?"
)

_SELF = (
    r"(?:(?:19|20)\d\d年度?|全年度?|本年度?|今年|年内|期间|一年来|共|共计|累计|总共|新|依法|我[局委镇办街乡县区市院会中][道心办委府]?|本[机单局委镇街乡][关位]?道?|"
    r"全[区县市镇乡街省][^，、；各]{0,4}|[^，、；各个另]{0,20}(?:局|委员会|办公室|人民政府|管委会|办事处|镇|街道|乡|厅))*"
)
SELF = re.compile(_SELF)
"""Who may stand before 收到: the report's own agency; one of its branches has no figure in the tables."""

HANDLED = r"办理的全部|新收的(?:全部)?|收到的(?:全部)?|答复的全部|受理的(?:全部)?"
"""Applications as a body that was mentioned before."""

OUTCOMES: tuple[tuple[str, str], ...] = (
    (
        "granted+partial",
        r"予以公开(?:和|及|与|、|或|或者)部分公开|公开(?:和|及|与|、|或|或者)部分公开|予以公开（含部分公开）",
    ),
    ("refused", r"不予公开|决定不予公开"),
    ("partial", r"(?:予以)?部分公开"),
    ("granted", r"予以公开|同意公开|已予公开"),
    ("unable", r"无法提供"),
    ("declined", r"不予处理"),
    ("other", r"其他处理|作其他处理"),
)

# The single lines of 不予公开, 无法提供, 不予处理 and 其他处理; the keys are the rows' codes.
REASONS: tuple[tuple[str, str], ...] = (
    ("refused_state_secret", r"国家秘密"),
    ("refused_law", r"(?:其他)?法律[、和]?(?:行政)?法规(?:规定)?(?:不予|禁止)公开"),
    ("refused_security_stability", r"三安全一稳定"),
    ("refused_third_party", r"第三方(?:的)?(?:合法)?权益"),
    ("refused_internal", r"(?:三类)?内部(?:事务|管理)(?:性)?信息"),
    ("refused_process", r"(?:四类)?过程性信息"),
    ("refused_enforcement_file", r"(?:行政)?执法案卷(?:信息)?"),
    ("refused_admin_query", r"行政查询(?:事项)?"),
    ("unable_not_held", r"(?:不|未)掌握(?:相关|该|所申请)?(?:的)?(?:政府)?(?:信息)?"),
    ("unable_must_create", r"(?:没有现成信息)?(?:、|，)?需要?另行制作"),
    ("unable_unclear", r"(?:补正后)?(?:申请)?内容(?:仍然?)?不明确"),
    (
        "declined_petition",
        r"(?:信访|举报|投诉)[、和及与]?(?:信访|举报|投诉)(?:[、和及与]?(?:信访|举报|投诉))?类?(?:申请)?",
    ),
    ("declined_duplicate", r"重复申请"),
    ("declined_publication", r"公开出版物"),
    ("declined_excessive", r"大量(?:、)?反复申请"),
    ("declined_reconfirm", r"确认或(?:者)?重新出具"),
    ("other_not_corrected", r"逾期(?:不|未)补正"),
    ("other_fee_unpaid", r"逾期[^，。；]{0,12}缴纳费用|逾期(?:不|未)缴费"),
)

_NEXT = r"下一?年度?|次年|明年|翌年"
_LAST = r"上一?年度?|去年|往年|上年末"


def CARRIED(year: int) -> tuple[tuple[str, str, str], ...]:
    """(subject, words before the number, words behind it)."""
    before, after = rf"{_LAST}|{year - 1}年度?", rf"{_NEXT}|{year + 1}年度?"
    return (
        (
            "carried_in",
            rf"(?:{before})(?:度)?(?:未办结|转来|结转|顺延|遗留|转入|结转过来)(?:来|下来|到本年|至本年|到{year}年|至{year}年|本年)?(?:的)?(?:办理)?"
            rf"(?:政府信息公开)?(?:申请)?|结转(?:自)?(?:{before})(?:度)?的?(?:政府信息公开)?(?:申请)?|^(?:含|包含|包括)?结转的",
            rf"(?:为|是|系)?(?:由)?(?:{before})(?:度)?结转",
        ),
        (
            "carried_out",
            rf"(?:结转|顺延|转入|转)(?:到|至|入)?(?:{after})(?:度)?(?:继续)?(?:办理|答复|处理)?(?:的)?(?:申请)?|(?<!年)(?<!年度)依法结转",
            rf"(?:[^，。；]{{0,10}}?)?(?:结转|顺延|转)(?:到|至|入)?(?:{after})|依法结转",
        ),
    )


APPLICANTS: tuple[tuple[str, str], ...] = (
    ("organisations", r"法人(?:或|和|及|、|或者|与)?(?:者)?其他组织"),
    ("natural_person", r"自然人|公民个人|公民"),
    ("business", r"商业企业|企业"),
    ("research", r"科研机构"),
    ("public_welfare", r"社会公益组织"),
    ("legal_service", r"法律服务机构"),
)

# Longest first: 复议后提起诉讼 names a review and is a lawsuit.
PROCEEDINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"行政复议|复议结果|复议案件"), "review"),
    (re.compile(r"行政诉讼"), "litigation"),
    (re.compile(r"(?:未经(?:行政)?复议)?直接(?:提起)?(?:行政)?(?:起诉|诉讼)"), "litigation_direct"),
    (
        re.compile(r"(?:先)?(?:经)?(?:行政)?复议后(?:又|再)?(?:被)?(?:提起)?(?:行政)?(?:起诉|诉讼)"),
        "litigation_after",
    ),
)

BOTH_PROCEEDINGS = r"行政复议(?:案件)?(?:和|、|及|与)行政诉讼(?:案件)?"

RESULTS: tuple[tuple[str, str], ...] = (
    ("upheld", r"(?:结果)?(?:均)?维持"),
    ("corrected", r"(?:结果)?纠正|(?:结果)?纠错"),
    ("other", r"其他结果"),
    ("pending", r"尚未审结|未审结|在审|未结|正在审理"),
)

DOCUMENTS: tuple[tuple[str, str], ...] = (
    ("issued", r"(?:制发|制定|出台|新制定|新制发|印发|新增)(?:了)?(?:行政)?规范性文件"),
    (
        "repealed",
        r"(?:废止|宣布失效|宣布废止|废止失效|宣布废止失效|废止和宣布失效)(?:了)?(?:行政)?(?:规范性文件)?",
    ),
    (
        "in_force",
        r"(?:现行|继续|保留|保持|现|截至年末|年末)*有效(?:的)?(?:行政)?(?:规范性文件)?(?:件数)?|保留",
    ),
)

ADVERBS = (
    r"(?:全年|本年度?|年内|共|共计|累计|依法|全区|全县|全市|全镇|我局|我委|我镇|我街道|本机关|本单位|本局|其中|各类|完成|(?:20)\d\d年度?|"
    r"作出|办理|办结|实施|准予|执行|做出|办理完成|各项|和|全[市区县镇省][\u4e00-\u9fff]{0,6}(?=作出|办理|实施|办结|准予))*"
)
DECISIONS: tuple[tuple[str, str], ...] = (
    ("licensing", rf"{ADVERBS}行政许可(?:处理)?(?:决定|事项|案件)?"),
    ("penalties", rf"{ADVERBS}行政处罚(?:处理)?(?:决定|案件)?"),
    ("coercion", rf"{ADVERBS}行政强制(?:处理)?(?:措施|决定|执行|案件)?"),
)
FEES = rf"{ADVERBS}(?:收取|征收)?(?:[^，。；]{{0,16}}费等)?行政事业性收费(?:收入|金额|总额|总金额)?"


def years_named(text: str) -> set[int]:
    """The years that stand in a stretch of text."""
    return {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年)", text)}

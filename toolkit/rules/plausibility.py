"""P: figures that may be right, and mostly are not. A person confirms."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.model import Case, LastYear, Number
from toolkit.reading.value import normal
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import with_cells, with_sections
from toolkit.rules.fees import amounts_in_yuan, processing_fees
from toolkit.rules.words import number

# P02: a whole number of 万元 from here on (a hundred million 元) is asked about.
LARGE_FEE = 10_000
# P02: so is one that is some ten thousand times last year's.
TIMES_LAST = (3_000, 30_000)

_FEE = "t2/fees/amount"
_YUAN = 10_000  # 元 in a 万元
_DOCUMENTS = ("regulations", "normative_documents")
_ARRIVING = ("t3/new", "t3/carried_in")


def _value(case: Case, code: str) -> Number | None:
    return case.ret.values[case.form.index[code]]


def _stated(case: Case, code: str) -> Number | None:
    """A figure that was written as a number; an empty cell is one only where the office said that empty means zero."""
    state = case.ret.states[case.form.index[code]]
    certain = state in ("number", "zero") or (state == "blank" and case.settings.blank == "zero")
    return _value(case, code) if certain else None


@rule(
    "P01",
    "warning",
    "县级单位填了规章",
    why="《立法法》：规章由国务院部门和省、设区的市的政府制定，县（市、区）及以下的机关不能制定；县级单位在这里填的多半是行政规范性文件。",
    remedy="是行政规范性文件的，改填到“行政规范性文件”一行，规章填 0；本级是设区的市的，运行时加 --level 市。",
    since="0.2.0",
    example=Example("规章制发 1 件、现行有效 1 件", with_cells({"t2/regulations/issued": 1, "t2/regulations/in_force": 1})),
    counter=Example("本地区是设区的市，规章有数", lambda case: replace(with_cells({"t2/regulations/issued": 1, "t2/regulations/in_force": 1})(case), settings=replace(case.settings, level="市"))),
)  # fmt: skip
def regulations(case: Case) -> Iterator[Hit]:
    if case.settings.level != "县" or case.match.agency.is_adjustment:
        return
    row = [f for f in case.form.by_table["t2"] if f.row.code == "regulations"]
    filled = [f for f in row if case.ret.values[f.index]]
    if filled:
        told = "、".join(
            f"{f.column.label.text}填 {number(case.ret.values[f.index])}（{case.ret.origins[f.index].cell}）"
            for f in filled
        )
        yield Hit(
            f"表二“规章”：{told}；县级单位不能制定规章，应为 0。请核对是不是行政规范性文件，是的改填到下一行。",
            filled[0].index,
            expected=0,
            actual=case.ret.values[filled[0].index],
            held="、".join(case.ret.raws[f.index] for f in row),
        )


@rule(
    "P02",
    "warning",
    "收费金额疑以元填报",
    why="表二行政事业性收费的单位是万元。下列情形像是填了元：正文以元写出同一个数；是上年的"
    f" {TIMES_LAST[0]} 至 {TIMES_LAST[1]} 倍；是 {LARGE_FEE} 以上的整数（一亿元以上）。",
    remedy="是元的，除以 10000 改填万元；确是万元的，请说明。",
    since="0.2.0",
    example=Example("收费 2277820 元，表二照填 2277820", with_cells({_FEE: 2277820})),
    counter=Example("收费 227.782 万元", with_cells({_FEE: 227.782})),
)
def fee_in_yuan(case: Case) -> Iterator[Hit]:
    fee, index = _value(case, _FEE), case.form.index[_FEE]
    if fee is None or fee <= 0:
        return
    reason = _same_in_text(case, fee) or _times_last_year(case.last_year, fee, index)
    if not reason and fee >= LARGE_FEE and fee == int(fee):
        reason = f"合 {number(normal(Decimal(fee) / _YUAN))} 亿元"
    if reason:
        likely = normal(Decimal(fee) / _YUAN)
        yield Hit(
            f"{case.form.figures[index].title}填的是 {number(fee)}，单位是万元，{reason}；"
            f"疑填的是元，如果是，应改填 {number(likely)}。请核对，确是万元的请说明。",
            index,
            expected=likely,
            actual=fee,
        )


def _same_in_text(case: Case, fee: Number) -> str:
    words = next(
        (c.words for text in case.ret.sections.values() for c in amounts_in_yuan(text) if c.yuan == fee), ""
    )
    return f"正文写的是“{words}”，是元" if words else ""


def _times_last_year(last: LastYear | None, fee: Number, index: int) -> str:
    old = last.values[index] if last else None
    if not old or not TIMES_LAST[0] * old <= fee <= TIMES_LAST[1] * old:
        return ""
    return f"上年是 {number(old)}，约为上年的一万倍"


@rule(
    "P03",
    "warning",
    "现行有效少于本年净增",
    why="现行有效＝上年现行有效＋本年制发－本年废止；现行有效比制发减废止还少，上年的数就成了负数。",
    remedy="核对三个数：现行有效应包括往年制发、年底仍有效的；文件当年到期失效的，请说明。",
    since="0.2.0",
    example=Example(
        "制发 9 件、废止 0 件，现行有效填 6 件", with_cells({"t2/normative_documents/issued": 9})
    ),
    counter=Example("制发 3 件、现行有效 6 件", with_cells({"t2/normative_documents/issued": 3})),
)
def less_than_issued(case: Case) -> Iterator[Hit]:
    if case.match.agency.is_adjustment:
        return
    for row in _DOCUMENTS:
        issued, repealed, valid = (
            _stated(case, f"t2/{row}/{code}") for code in ("issued", "repealed", "in_force")
        )
        if issued is None or repealed is None or valid is None or valid >= issued - repealed:
            continue
        figure = case.form.figures[case.form.index[f"t2/{row}/in_force"]]
        yield Hit(
            f"{figure.title}填的是 {number(valid)}，本年制发 {number(issued)} 件、废止 {number(repealed)} 件，"
            f"现行有效至少应为 {number(issued - repealed)} 件；请核对这三个数，确有到期失效的请说明。",
            figure.index,
            expected=issued - repealed,
            actual=valid,
            held="、".join(number(value) for value in (issued, repealed, valid)),
        )


@rule(
    "P04",
    "warning",
    "没有申请，却有复议或诉讼",
    why="国办公开办函〔2016〕201号：复议机关作共同被告的，只算原行为主体的，不算复议机关的；"
    "近两年没有收到申请的单位有复议、诉讼，常是把作为复议机关办理的案件计了进来。",
    remedy="核对案件是不是因本单位处理政府信息公开申请引起的；不是的不要填在表四，是的请说明。",
    since="0.2.0",
    example=Example(
        "表三全部为 0，表四行政复议 1 件",
        lambda case: with_cells({f.code: 0 for f in case.form.by_table["t3"]})(case),
    ),
    counter=Example("收到过申请，有行政复议 1 件", lambda case: case),
)
def disputes_without_applications(case: Case) -> Iterator[Hit]:
    arrived = _applications(case, case.ret.values)
    if case.match.agency.is_adjustment or arrived != 0 or _unknown_table(case):
        return
    before = _applications(case, case.last_year.values) if case.last_year else None
    if before:
        return
    filled = [(index, count) for index, count in _disputes(case) if count > 0]
    if filled:
        told = "、".join(
            f"{case.form.figures[i].row.label.text} {number(count)} 件（{case.ret.origins[i].cell}）"
            for i, count in filled
        )
        last = "上年有没有收到申请，程序不知道" if before is None else "上年也没有收到过申请"
        yield Hit(
            f"表四填了{told}，但表三本年新收和上年结转都是 0，{last}；"
            "请核对是不是把作为复议机关办理的案件计了进来，确因本单位的申请引起的请说明。",
            filled[0][0],
            expected=0,
            actual=filled[0][1],
            held="、".join(number(count) for _, count in _disputes(case)),
        )


def _disputes(case: Case) -> Iterator[tuple[int, Number]]:
    """(index of the total, cases) of each group of table four: by its parts, or by the total where one has no value."""
    for identity in case.form.identities_of("group_total"):
        parts = [value for i in identity.right if (value := case.ret.values[i]) is not None]
        whole = len(parts) == len(identity.right)
        yield identity.left[0], sum(parts) if whole else case.ret.values[identity.left[0]] or 0


def _unknown_table(case: Case) -> bool:
    """Whether table three says nothing: it is not there, or nobody filled it in."""
    return "t3" not in case.ret.tables or ("t3" not in case.ret.ticked and case.untouched("t3"))


def _applications(case: Case, values: Sequence[Number | None]) -> Number | None:
    """Applications that were new or carried in, by the totals or the columns, whichever says more; None: not known."""
    rows = [
        [values[f.index] for f in case.form.by_table["t3"] if f"t3/{f.row.code}" == row] for row in _ARRIVING
    ]
    known = [value for row in rows for value in row if value is not None]
    if any(value > 0 for value in known):
        return sum(value for value in known if value > 0)
    return 0 if known and all(value is not None for row in rows for value in row) else None


@rule(
    "P05",
    "warning",
    "信息处理费多于行政事业性收费",
    why="信息处理费是行政事业性收费的一种，收到的应包括在表二的收费金额里；反过来，表二有收费而没有信息处理费是正常的。",
    remedy="把收到的信息处理费计入表二（除以 10000 换算成万元），或改正第六部分的金额；由财政统一收取、不计在本单位的，请说明。",
    since="0.2.0",
    example=Example(
        "第六部分写收取信息处理费 2400 元，表二收费金额填 0",
        with_sections({"s6": "2023年度共收取信息处理费2400元。"}),
    ),
    counter=Example(
        "信息处理费 2400 元，收费金额 0.24 万元",
        lambda case: with_cells({_FEE: 0.24})(
            with_sections({"s6": "2023年度共收取信息处理费2400元。"})(case)
        ),
    ),
)
def processing_fee(case: Case) -> Iterator[Hit]:
    fee, index = _value(case, _FEE), case.form.index[_FEE]
    if fee is None or case.match.agency.is_adjustment:
        return
    charged = processing_fees(case.ret.sections.get("s6", ""), case.settings.year)
    largest = max(charged, key=lambda c: c.yuan, default=None)
    if largest is not None and largest.yuan > fee * _YUAN:
        least = normal(Decimal(largest.yuan) / _YUAN)
        yield Hit(
            f"第六部分写“{largest.words}”，合 {number(least)} 万元，{case.form.figures[index].title}"
            f"只有 {number(fee)} 万元；信息处理费应包括在内。请核对这两个数。",
            index,
            expected=least,
            actual=fee,
            held=largest.words,
        )

"""H: whether this year's figures follow from last year's. Without last year's data these rules have nothing to say."""

from collections.abc import Iterator

from toolkit.counted import silent_tables
from toolkit.model import Case, Number
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import with_last_year
from toolkit.rules.words import number, table_name

# H03: a figure is asked about when it changed by at least this much and to a multiple (or a fraction) of last year's.
JUMP_BY = 50
JUMP_TIMES = 5

# H04: one or two small figures are often the same by chance, and 现行有效 stays the same where nothing is issued.
COPY_FROM = 20
_STOCK = "in_force"


def _pairs(case: Case, now: str, before: str) -> Iterator[tuple[int, Number, Number]]:
    """(index of the figure now, its value, last year's value) for each column of a row, where both are known."""
    if case.last_year is None:
        return
    silent = _silent(case)
    for figure in case.form.figures:
        if f"{figure.table.id}/{figure.row.code}" != now or figure.table.id in silent:
            continue
        value = case.ret.values[figure.index]
        old = case.last_year.values[case.form.index[f"{before}/{figure.column.code}"]]
        if value is not None and old is not None:
            yield figure.index, value, old


def _silent(case: Case) -> frozenset[str]:
    """Tables that were not filled in: F02 says so, and their noughts are no figures."""
    return silent_tables(case.form, case.ret.states, case.settings.blank == "zero")


@rule(
    "H01",
    "warning",
    "上年结转与上年报告的结转下年不一致",
    why="上年 12 月 31 日仍在办理的申请，结转到本年第二项，两个数应当相同；各申请人列都应衔接。",
    remedy="核对上年报告的“结转下年度继续办理”；机构合并、划转等原因不一致的，请说明。",
    example=Example(
        "上年报告结转下年 2 件，今年上年结转填 1 件", with_last_year({"t3/carried_out/natural_person": 2})
    ),
    counter=Example("上年结转下年 1 件，今年上年结转填 1 件", with_last_year({})),
)
def carried_over(case: Case) -> Iterator[Hit]:
    unlike = [
        (i, value, old) for i, value, old in _pairs(case, "t3/carried_in", "t3/carried_out") if value != old
    ]
    columns = [item for item in unlike if not case.form.figures[item[0]].is_total]
    # The total only repeats what the applicants' columns say; it is told where they are all right.
    for index, value, old in columns or unlike:
        figure = case.form.figures[index]
        yield Hit(
            f"{figure.title}填的是 {number(value)}，上年报告的“结转下年度继续办理”是 {number(old)}，应当相同；"
            "请核对，确有原因的请说明。",
            index,
            expected=old,
            actual=value,
        )


@rule(
    "H02",
    "warning",
    "现行有效件数与上年接不上",
    why="现行有效＝上年现行有效＋本年制发－本年废止；修订、到期失效和机构划转会造成差异，所以只是提示。",
    remedy="核对三个数；确因到期失效、清理、划转等造成差异的，请说明。",
    example=Example(
        "上年现行有效 9 件，今年制发 1 件、废止 0 件，现行有效填 6 件",
        with_last_year({"t2/normative_documents/in_force": 9}),
    ),
    counter=Example("上年现行有效 5 件，今年制发 1 件、废止 0 件，现行有效填 6 件", with_last_year({})),
)
def in_force(case: Case) -> Iterator[Hit]:
    if case.last_year is None or "t2" in _silent(case):
        return
    for row in ("regulations", "normative_documents"):
        index = case.form.index[f"t2/{row}/in_force"]
        issued, repealed = (
            case.ret.values[case.form.index[f"t2/{row}/{code}"]] for code in ("issued", "repealed")
        )
        value, old = case.ret.values[index], case.last_year.values[index]
        if value is None or old is None or issued is None or repealed is None:
            continue
        expected = old + issued - repealed
        if value != expected:
            yield Hit(
                f"{case.form.figures[index].title}填的是 {number(value)}；上年 {number(old)}，加本年制发 {number(issued)}，"
                f"减本年废止 {number(repealed)}，应为 {number(expected)}；请核对，确有原因的请说明。",
                index,
                expected=expected,
                actual=value,
            )


@rule(
    "H03",
    "warning",
    "与上年相比变化异常",
    why=f"一个数比上年增减 {JUMP_BY} 以上，且达到上年的 {JUMP_TIMES} 倍或不足上年的 {JUMP_TIMES} 分之一，常是填错行列或单位。",
    remedy="核对；变化属实的，请说明原因。",
    example=Example("行政许可上年 3500 件，今年 35 件", with_last_year({"t2/licensing/decisions": 3500})),
    counter=Example("行政许可上年 30 件，今年 35 件", with_last_year({"t2/licensing/decisions": 30})),
)
def jump(case: Case) -> Iterator[Hit]:
    if case.last_year is None:
        return
    silent = _silent(case)
    for figure in (f for f in case.form.base if f.table.id not in silent):
        value, old = case.ret.values[figure.index], case.last_year.values[figure.index]
        if value is None or old is None or value < 0 or old < 0:
            continue
        low, high = sorted((value, old))
        if high - low >= JUMP_BY and high >= low * JUMP_TIMES:
            yield Hit(
                f"{figure.title}今年是 {number(value)}，上年是 {number(old)}，变化很大（增减 {JUMP_BY} 以上，且相差 {JUMP_TIMES} 倍以上）；"
                "请核对是否填错行列或单位，属实的请说明原因。",
                figure.index,
                expected=old,
                actual=value,
            )


@rule(
    "H04",
    "warning",
    "整张表与上年完全相同",
    why=f"整张表的数字与上年一个不差，多半是沿用了上年的表没有更新；只有一个不到 {COPY_FROM} 的数时可能是巧合，不提示。",
    remedy="核对是否已按本年度填写；确实相同的，请说明。",
    example=Example("表二的数字与上年完全相同", with_last_year(None)),
    counter=Example("行政许可与上年不同", with_last_year({})),
)
def same_table(case: Case) -> Iterator[Hit]:
    if case.last_year is None:
        return
    for table in case.form.tables:
        figures = case.form.by_table[table.id]
        now = {figure.index: case.ret.values[figure.index] for figure in figures}
        if any(case.last_year.values[i] != value for i, value in now.items()):
            continue
        filled = [figure for figure in figures if now[figure.index] and not figure.is_total]
        flows = [figure for figure in filled if figure.column.code != _STOCK]
        if len(filled) > 2 or len(flows) > 1 or any((now[f.index] or 0) >= COPY_FROM for f in flows):
            yield Hit(
                f"{table_name(case.form, table.id)}与上年报告的数字完全相同；"
                "请核对是否已按本年度填写，确实相同的请说明。",
                at=case.ret.origins[figures[0].index],
                held=f"{table.name}与上年完全相同",
            )

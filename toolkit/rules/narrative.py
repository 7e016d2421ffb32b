"""N01, N02, N13, N14: the text against the tables, and against itself."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from toolkit.model import Case
from toolkit.narrative.figures import main_figure
from toolkit.narrative.rates import full_rates
from toolkit.narrative.repeats import repeated
from toolkit.narrative.statements import Statement, by_subject
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import with_figures_and_text, with_text
from toolkit.rules.texts import SECTIONS, place, reading_of, shown, told

_SUM_OF_GROUP = {
    "refused": "（三）不予公开各项之和",
    "unable": "（四）无法提供各项之和",
    "declined": "（五）不予处理各项之和",
    "other": "（六）其他处理各项之和",
    "granted+partial": "（一）予以公开与（二）部分公开之和",
    "organisations": "五类法人或其他组织之和",
    "litigation": "两类行政诉讼之和",
    "sum": "本年新收与上年结转之和",
    "handled": "本年新收与上年结转之和",
}
# 收到 N 件 may be told in two ways; two values of such a subject contradict each other only if the tables refuse one.
_AMBIGUOUS = frozenset({"new", "sum", "handled"})


def _in_tables(case: Case, subject: str) -> str:
    """What the tables call a subject, with the cell."""
    index = main_figure(case.form, subject, case.ret.values)
    words = _SUM_OF_GROUP.get(subject.partition("/")[0])
    table = case.form.figures[index].table.name if index is not None else ""
    if words is not None:
        return f"{table}{words}"
    return place(case, index) if index is not None else ""


def _agrees(statement: Statement, values: tuple[Decimal, ...]) -> bool:
    if statement.subject != "fees":
        return statement.value in values
    # An amount may be rounded in the text: 9.81亿元 for 98120.76万元.
    scale = statement.value / Decimal(statement.quantity.value) if statement.quantity.value else Decimal(1)
    return any(abs(statement.value - value) <= statement.quantity.step * scale / 2 for value in values)


@rule(
    "N01",
    "warning",
    "文字里的数与表格不一致",
    why="《条例》第五十条要求报告如实；文字和表格同时对外公布，说的是同一个数就应当相同。“收到 N 件”可以指本年新收，也可以指新收加上年结转。",
    remedy="核对哪一个是对的，改正文字或表格；口径不同的，请在文字里写明口径。",
    example=Example(
        "表三新收 4 件，文字写新收申请 7 件",
        with_text("s1", "新收政府信息公开申请4件", "新收政府信息公开申请7件"),
    ),
    counter=Example(
        "“收到 5 件”说的是新收加上年结转",
        with_text("s1", "新收政府信息公开申请4件，上年结转1件", "收到政府信息公开申请5件，含上年结转1件"),
    ),
    since="0.2.0",
)
def number_in_text(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    agreed = _agreed(case, reading.statements) if reading else set()
    for item in reading.statements if reading else ():
        values = told(case, item.subject)
        # Where the text gives the tables' number once, another one may be of a part, unless it says 全年, 共, 全部.
        if item.subject in agreed and not item.whole:
            continue
        # A text that says none where there are some is N02's business.
        # A negative figure is V02's business.
        if not values or min(values) < 0 or _agrees(item, values) or (item.value == 0 and all(values)):
            continue
        unit = "万元" if item.subject == "fees" else ""
        yield Hit(
            f"{SECTIONS[item.section]}写“{item.quote}”，{_in_tables(case, item.subject)}是 {shown(values[0])}{unit}；"
            "请核对，改正文字或表格。",
            main_figure(case.form, item.subject, case.ret.values),
            expected=shown_number(values[0]),
            actual=shown_number(item.value),
            held=item.quote,
        )


def _agreed(case: Case, items: Iterable[Statement]) -> set[str]:
    """Subjects of which the text gives the tables' own number somewhere."""
    return {item.subject for item in items if _agrees(item, told(case, item.subject))}


def shown_number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value.normalize()


@rule(
    "N02",
    "warning",
    "文字说没有，表格里却有",
    why="“未收到”“没有发生”是对外的明确表述，与表格矛盾会被当作隐瞒或填错。",
    remedy="核对是文字沿用了上年的话，还是表格填错了行列，改正其中一处。",
    example=Example(
        "表三新收 4 件，文字写未收到申请",
        with_text("s1", "新收政府信息公开申请4件，上年结转1件", "未收到政府信息公开申请"),
    ),
    counter=Example(
        "没有行政诉讼，表四也没有", with_text("s1", "被申请行政复议1件", "被申请行政复议1件，没有行政诉讼")
    ),
    since="0.2.0",
)
def none_in_text(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    if reading is None:
        return
    said = [(item.subject, item.quote, item.section) for item in reading.nones]
    said += [(item.subject, item.quote, item.section) for item in reading.statements if item.value == 0]
    for subject, quote, section in dict.fromkeys(said):
        values = told(case, subject)
        if not values or not all(values):
            continue
        yield Hit(
            f"{SECTIONS[section]}写“{quote}”，{_in_tables(case, subject)}却是 {shown(values[0])}；请核对，改正文字或表格。",
            main_figure(case.form, subject, case.ret.values),
            expected=shown_number(values[0]),
            actual=0,
            held=quote,
        )


@rule(
    "N13",
    "warning",
    "没有申请，却写答复率 100%",
    why="没有收到申请也没有上年结转，就没有可以答复的，答复率无从算起。",
    remedy="删去这句话，改为“未收到政府信息公开申请”；确有申请的，核对表三。",
    example=Example(
        "表三全部为 0，文字写答复率 100%",
        with_figures_and_text(
            {"t3": 0}, "s1", "新收政府信息公开申请4件，上年结转1件", "未收到政府信息公开申请，申请答复率100%"
        ),
    ),
    counter=Example(
        "有申请、全部按期答复，写答复率 100%", with_text("s1", "全年办结4件", "全年办结4件，按期答复率100%")
    ),
    since="0.2.0",
)
def rate_of_nothing(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    coming = told(case, "sum")
    if reading is None or not coming or coming[0] != 0:
        return
    for flat in reading.flats:
        for quote, _ in full_rates(flat):
            yield Hit(
                f"{SECTIONS[flat.section]}写“{quote}”，但表三没有新收也没有上年结转的申请，谈不上答复率；请删去或核对表三。",
                case.form.index["t3/new/total"],
                held=quote,
            )


@rule(
    "N14",
    "warning",
    "同一个数前后不一致",
    why="同一份报告里同一个数只能有一个值；前后不同，读者无从判断哪个是真的。",
    remedy="核对后把两处改成一致。",
    example=Example(
        "第一部分写新收 4 件，第五部分写收到的 6 件申请",
        with_text("s5", "一是更新不够及时", "一是收到的6件政府信息公开申请中部分答复不够及时"),
    ),
    counter=Example(
        "两处说的是同一个数",
        with_text("s5", "一是更新不够及时", "一是新收的4件政府信息公开申请中有的答复较晚"),
    ),
    since="0.2.0",
)
def two_values(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    if reading is None:
        return
    seen: set[str] = set()
    for subject, items in by_subject([s for s in reading.statements if s.subject != "in_time"]).items():
        values = told(case, subject)
        first = items[0]
        for item in items[1:]:
            if item.value == first.value or (values and item.value in values and first.value in values):
                continue
            wrong, other = (first, item) if values and item.value in values else (item, first)
            if not wrong.whole and values and other.value in values:
                continue
            seen.add(wrong.quote)
            yield _contradiction(
                wrong.section, wrong.quote, other.quote, shown(wrong.value), shown(other.value)
            )
    for hit in _whole_body(reading.statements):
        if hit[1] not in seen:
            yield _contradiction(*hit)
    stated = {(item.section, item.quantity_place) for item in reading.statements}
    for repeat in repeated(list(reading.flats)):
        if repeat.second not in seen and (repeat.section, repeat.start) not in stated:
            one, two = repeat.values
            yield _contradiction(repeat.section, repeat.second, repeat.first, shown(two), shown(one))


def _whole_body(items: tuple[Statement, ...]) -> Iterator[tuple[str, str, str, str, str]]:
    """收到的 12 件申请 must be what the text said of 收到, 上年结转 or both."""
    stated = {
        s: [i for i in items if i.subject == s]
        for s in ("new", "new_only", "carried_in", "sum", "answered", "handled")
    }
    if not stated["new"]:
        return
    new = stated["new"][0]
    possible = {i.value for s in ("new", "sum", "answered") for i in stated[s]}
    possible |= {new.value + i.value for i in stated["carried_in"]}
    for item in stated["handled"]:
        if item.value not in possible:
            yield item.section, item.quote, new.quote, shown(item.value), shown(new.value)
    # 新收的 12 件申请 is what was received, with or without what was carried in.
    carried = [i.value for i in stated["carried_in"]]
    received = {new.value, *(new.value - value for value in carried)}
    for item in stated["new_only"]:
        if item.value not in received:
            yield item.section, item.quote, new.quote, shown(item.value), shown(new.value)


def _contradiction(section: str, quote: str, other: str, value: str, other_value: str) -> Hit:
    return Hit(
        f"{SECTIONS[section]}写“{quote}”（{value}），另一处写“{other}”（{other_value}），同一个数前后不一致；请核对后统一。",
        held=quote,
    )

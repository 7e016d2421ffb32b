"""V: whether each cell holds what it must: whole numbers, amounts in 万元, nothing negative."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from toolkit.model import Case, CellError, Origin
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import with_cells, with_return
from toolkit.rules.words import areas_of, number, shown

_FORM = "国办公开办函〔2021〕30号：表内填数字，收费金额单位为万元，其余为件数。"


@rule(
    "V01",
    "error",
    "不是数字",
    why=_FORM,
    remedy="改成数字；公式没有结果的，用 Excel 或 WPS 打开、保存一次再发。",
    example=Example("“自然人”一格填的是日期", with_cells({"t3/new/natural_person": date(2024, 3, 1)})),
    counter=Example("写成“３件”，读得出", with_cells({"t3/new/natural_person": "３件"})),
)
def not_a_number(case: Case) -> Iterator[Hit]:
    for figure in case.form.figures:
        if case.ret.states[figure.index] != "text":
            continue
        raw = case.ret.raws[figure.index]
        asked = "金额（万元）" if figure.block.type == "amount" else "整数"
        if raw.startswith("="):
            message = f"{figure.title}是公式{shown(raw)}，文件里没有它的结果；请用 Excel 或 WPS 打开、保存后重新发送，或直接填数字。"
        elif re.fullmatch(r"[-+]?\d{16,}(?:\.\d*)?", raw):
            message = f"{figure.title}填的数{shown(raw)}太大，不可能是{'金额' if asked != '整数' else '件数'}；请核对后改填{asked}。"
        else:
            message = f"{figure.title}填的是{shown(raw)}，不是数字；请改填{asked}，没有发生填 0。"
        yield Hit(message, figure.index, actual=raw)


@rule(
    "V02",
    "error",
    "负数",
    why="件数和金额都不会小于 0；只有“汇总调整”可以填负数。",
    remedy="核对后改正。",
    example=Example("收费金额填 -3", with_cells({"t2/fees/amount": -3})),
    counter=Example(
        "汇总调整填 -3",
        lambda case: replace(
            with_cells({"t2/fees/amount": -3})(case),
            match=replace(case.match, agency=replace(case.match.agency, kind="汇总调整")),
        ),
    ),
)
def negative(case: Case) -> Iterator[Hit]:
    if case.match.agency.is_adjustment:
        return
    for figure in case.form.figures:
        value = case.ret.values[figure.index]
        # A computed total is only as wrong as its parts.
        if value is not None and value < 0 and figure.index not in case.ret.computed:
            yield Hit(f"{figure.title}是负数 {number(value)}；请核对后改正。", figure.index, actual=value)


@rule(
    "V03",
    "error",
    "件数有小数",
    why=_FORM,
    remedy="改成整数；只有行政事业性收费（万元）可以有小数。",
    example=Example("“行政许可”填 35.5", with_cells({"t2/licensing/decisions": 35.5})),
    counter=Example("收费金额 18.871 万元", with_cells({"t2/fees/amount": 18.871})),
)
def fraction(case: Case) -> Iterator[Hit]:
    for figure in case.form.figures:
        value = case.ret.values[figure.index]
        if (
            figure.block.type == "count"
            and value is not None
            and value != int(value)
            and figure.index not in case.ret.computed
        ):
            yield Hit(
                f"{figure.title}是 {number(value)}，件数应为整数；请核对后改正。", figure.index, actual=value
            )


@rule(
    "V04",
    "warning",
    "空白或“无”，按 0 计",
    why="空白、“/”和“无”可能是零，也可能是漏填；统计按 0 计，但要有人确认。",
    remedy="确认是零的不用改；漏填的请单位补上。全区约定空白即零的，运行时加 --blank zero。",
    example=Example("“行政处罚”一格空着", with_cells({"t2/penalties/decisions": None})),
    counter=Example("填的是 0", with_cells({"t2/penalties/decisions": 0})),
)
def blank(case: Case) -> Iterator[Hit]:
    if case.settings.blank == "zero":
        return
    for table in case.form.tables:
        if case.untouched(table.id) or table.id in case.ret.ticked:
            continue  # F02 says so already; a tick says that all of it is nil
        figures = case.form.by_table[table.id]
        empty = [f.index for f in figures if case.ret.states[f.index] == "blank" and not f.is_total]
        marked = [f.index for f in figures if case.ret.states[f.index] == "na" and not f.is_total]
        # A total's blank is worth the sum of its parts; one that is an open formula is no blank at all.
        totals = [
            f.index
            for f in figures
            if f.is_total
            and case.ret.states[f.index] in ("blank", "na")
            and not case.ret.raws[f.index].startswith("=")
        ]
        parts = []
        if empty:
            parts.append(f"{len(empty)} 格空白，已按 0 计（{areas_of(case.ret, empty)}）")
        if marked:
            parts.append(f"{len(marked)} 格填“无”“/”或“-”，已按 0 计（{areas_of(case.ret, marked)}）")
        if totals:
            known = all(case.ret.values[i] is not None for i in totals)
            done = "已按各项相加" if known else "有的各项里有不是数字的，还不能相加"
            parts.append(f"{len(totals)} 个合计没有填，{done}（{areas_of(case.ret, totals)}）")
        if parts:
            first = min([*empty, *marked, *totals])
            yield Hit(
                f"{table.name}有 {'；有 '.join(parts)}。请确认不是漏填。",
                at=case.ret.origins[first],
                held=f"{table.name} {areas_of(case.ret, sorted([*empty, *marked, *totals]))}",
            )


@rule(
    "V05",
    "notice",
    "写法特殊，已读成数字",
    why="全角数字、千分位、带单位的数字可以读出，但写法不规范。",
    remedy="不需要退回；请抽查读出的数。",
    example=Example("“自然人”填的是“３件”", with_cells({"t3/new/natural_person": "３件"})),
    counter=Example("填的是数字 3", with_cells({"t3/new/natural_person": 3})),
)
def unusual(case: Case) -> Iterator[Hit]:
    for i in sorted(case.ret.unusual):
        figure = case.form.figures[i]
        unit = " 万元" if figure.block.type == "amount" else ""
        yield Hit(
            f"{figure.title}写的是{shown(case.ret.raws[i])}，已读作 {number(case.ret.values[i])}{unit}；请抽查。",
            i,
            actual=case.ret.raws[i],
        )


@rule(
    "V06",
    "error",
    "格里是错误值",
    why=_FORM,
    remedy="改正公式，或直接填数字。",
    example=Example("总计一格显示 #REF!", with_cells({"t3/new/total": CellError("#REF!")})),
    counter=Example("公式有结果", with_cells({"t3/new/total": 4})),
)
def spreadsheet_error(case: Case) -> Iterator[Hit]:
    for figure in case.form.figures:
        if case.ret.states[figure.index] == "error":
            raw = case.ret.raws[figure.index]
            yield Hit(f"{figure.title}显示错误值 {raw}；请改正公式，或直接填数字。", figure.index, actual=raw)


@rule(
    "V07",
    "notice",
    "合计由程序算出",
    why="工作簿保存时没有带公式的结果（不是用 Excel 或 WPS 保存的），合计按表样的公式算出。",
    remedy="不需要处理。",
    example=Example("总计一格是公式，文件里没有结果", with_return(computed=frozenset({16}))),
    counter=Example("总计是公式，有结果", with_return(computed=frozenset())),
)
def computed(case: Case) -> Iterator[Hit]:
    for table in case.form.tables:
        indices = [f.index for f in case.form.by_table[table.id] if f.index in case.ret.computed]
        if indices:
            yield Hit(
                f"{table.name}有 {len(indices)} 个合计的公式没有算出结果（文件没有用 Excel 或 WPS 保存过），"
                f"已由程序按各项相加算出（{areas_of(case.ret, indices)}）；不需要处理。",
                at=case.ret.origins[indices[0]],
            )


@rule(
    "V08",
    "error",
    "勾选了“本表全部为零”，表里却有数",
    why="零报告要明确；勾选与数字互相矛盾时不能确定以哪个为准。",
    remedy="有数的去掉勾选；确实全部为零的把数改成 0。",
    example=Example(
        "表二勾选了全部为零，行政许可却填了 35", with_return(ticked={"t2": Origin("表二", "B3")})
    ),
    counter=Example(
        "勾选了全部为零，表里都是 0 或空白",
        lambda case: with_return(ticked={"t4": Origin("表四", "B3")})(
            with_cells({f.code: 0 for f in case.form.by_table["t4"]})(case)
        ),
    ),
)
def tick_and_figures(case: Case) -> Iterator[Hit]:
    for table, at in case.ret.ticked.items():
        filled = [f.index for f in case.form.by_table[table] if case.ret.values[f.index] not in (0, None)]
        if filled:
            yield Hit(
                f"{case.form.table(table).name}勾选了“本表全部为零”，但 {areas_of(case.ret, filled)} 不是 0；有数的请去掉勾选，确实全部为零的请把这些数改成 0。",
                at=at,
            )

"""A: the sums that the form demands. Identities come from the form; these rules only say what a broken one means."""

from collections.abc import Iterator, Sequence

from toolkit.form import Identity
from toolkit.model import Case, Number
from toolkit.rules import Example, Hit, rule
from toolkit.rules.causes import cause_of
from toolkit.rules.clean import with_cells
from toolkit.rules.words import areas_of, difference, number, quoted

_FORM = "国办公开办函〔2021〕30号表样"
_SHOWN = 4  # parts of a sum that are shown; of more the first two


def _values(case: Case, indices: Sequence[int]) -> list[Number] | None:
    """The figures' values; None where one of them is no number: its own rule has said so already."""
    values = [case.ret.values[i] for i in indices]
    return (
        None if any(value is None for value in values) else [value for value in values if value is not None]
    )


def _broken_totals(case: Case, pattern: str) -> Iterator[tuple[Identity, Number, Number]]:
    """(identity, sum of the parts, what the total's cell says) for each total that is not the sum of its parts."""
    for identity in case.form.identities_of(pattern):
        total = identity.left[0]
        # A blank total claims nothing, and one that the program computed cannot be wrong.
        if case.ret.states[total] in ("blank", "na") or total in case.ret.computed:
            continue
        parts = _values(case, identity.right)
        stated = case.ret.values[total]
        if parts is not None and stated is not None and sum(parts) != stated:
            yield identity, sum(parts), stated


def _summed(case: Case, parts: Sequence[int], total: Number) -> str:
    """A sum as it is told: 3＋1＝4（D5:I5）, of many parts 3＋1＋…＝9（D5:I5）; parts that are 0 are left out."""
    values = [value for i in parts if (value := case.ret.values[i])]
    shown = [f"（{number(value)}）" if value < 0 else number(value) for value in values]
    if len(shown) > _SHOWN:
        shown[2:] = ["…"]
    area = areas_of(case.ret, parts)
    if area.count("、") >= _SHOWN:  # parts that are scattered over the sheet
        area = f"{area.partition('、')[0]} 等 {len(parts)} 格"
    area = f"（{area}）"
    return f"{'＋'.join(shown)}＝{number(total)}{area}" if len(shown) > 1 else f"是 {number(total)}{area}"


def _cell(case: Case, figure: int) -> str:
    return f"（{case.ret.origins[figure].cell}）"


@rule(
    "A01",
    "error",
    "表三：某行总计不等于六类申请人之和",
    why=f"{_FORM}：总计为自然人与五类法人或其他组织之和。",
    remedy="核对这一行的六个数和总计，改正错的那个。",
    example=Example("新收申请自然人 3 件、商业企业 1 件，总计填 5", with_cells({"t3/new/total": 5})),
    counter=Example("总计空着，按六项相加", with_cells({"t3/new/total": None})),
)
def row_totals(case: Case) -> Iterator[Hit]:
    for identity, expected, actual in _broken_totals(case, "row_total"):
        figure = case.form.figures[identity.left[0]]
        yield Hit(
            f"表三{quoted(figure.row.label.text)}一行：六类申请人相加{_summed(case, identity.right, expected)}，"
            f"总计{_cell(case, figure.index)}填的是 {number(actual)}，"
            f"相差 {difference(actual, expected)}；请核对改正。{cause_of(case, identity)}",
            figure.index,
            expected=expected,
            actual=actual,
        )


@rule(
    "A02",
    "error",
    "表三：某列（七）总计不等于（一）至（六）之和",
    why=f"{_FORM}：（七）总计为本年度各类办理结果之和。",
    remedy="核对这一列各项办理结果和（七）总计，改正错的那个；部分公开的只计一次。",
    example=Example(
        "“自然人”列办理结果合计 3 件，（七）总计填 4", with_cells({"t3/total/natural_person": 4})
    ),
    counter=Example("（七）总计空着，按各项相加", with_cells({"t3/total/natural_person": None})),
)
def results_totals(case: Case) -> Iterator[Hit]:
    for identity, expected, actual in _broken_totals(case, "results_total"):
        figure = case.form.figures[identity.left[0]]
        yield Hit(
            f"表三“{figure.column.label.text}”一列：（一）至（六）各项相加{_summed(case, identity.right, expected)}，"
            f"{quoted(figure.row.label.text)}{_cell(case, figure.index)}填的是 {number(actual)}，"
            f"相差 {difference(actual, expected)}；请核对改正。{cause_of(case, identity)}",
            figure.index,
            expected=expected,
            actual=actual,
        )


@rule(
    "A03",
    "error",
    "表三：第一项＋第二项不等于第三项＋第四项",
    why=f"{_FORM}左上角：第一项加第二项之和，等于第三项加第四项之和。",
    remedy="核对这一列的新收、上年结转、办理结果总计和结转下年，改正错的那个。",
    example=Example(
        "“自然人”列收到 4 件，办结和结转合计 5 件",
        with_cells({"t3/carried_out/natural_person": 2, "t3/carried_out/total": 2}),
    ),
    counter=Example("收到 4 件，办结 3 件，结转 1 件", lambda case: case),
)
def balance(case: Case) -> Iterator[Hit]:
    for identity in case.form.identities_of("balance"):
        coming, going = _values(case, identity.left), _values(case, identity.right)
        if coming is None or going is None or sum(coming) == sum(going):
            continue
        figures = [case.form.figures[i] for i in (*identity.left, *identity.right)]
        shown = [
            f"{quoted(f.row.label.text)}{number(case.ret.values[f.index])} 件{_cell(case, f.index)}"
            for f in figures
        ]
        yield Hit(
            f"表三“{figures[0].column.label.text}”一列：{shown[0]}，加{shown[1]}，等于 {number(sum(coming))} 件；"
            f"{shown[2]}，加{shown[3]}，等于 {number(sum(going))} 件。两边应当相等，请核对改正。{cause_of(case, identity)}",
            identity.right[0],
            expected=sum(coming),
            actual=sum(going),
        )


@rule(
    "A04",
    "error",
    "表四：总计不等于四项结果之和",
    why=f"{_FORM}：总计为结果维持、结果纠正、其他结果、尚未审结之和。",
    remedy="核对这一组的四个数和总计，改正错的那个。",
    example=Example("行政复议结果维持 1 件，总计填 2", with_cells({"t4/review/total": 2})),
    counter=Example("总计等于四项之和", with_cells({"t4/review/upheld": 2, "t4/review/total": 2})),
)
def group_totals(case: Case) -> Iterator[Hit]:
    for identity, expected, actual in _broken_totals(case, "group_total"):
        figure = case.form.figures[identity.left[0]]
        yield Hit(
            f"表四{quoted(figure.row.label.text)}：四项结果相加{_summed(case, identity.right, expected)}，"
            f"总计{_cell(case, figure.index)}填的是 {number(actual)}，"
            f"相差 {difference(actual, expected)}；请核对改正。{cause_of(case, identity)}",
            figure.index,
            expected=expected,
            actual=actual,
        )

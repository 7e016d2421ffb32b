"""Defects that are planted in made-up returns, each with the rule that must find it.

A planter spoils what an agency sends and says what it did; where the agency's figures leave no room for the
defect it gives None. Whatever else a rule may find in a spoilt return comes on top.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from toolkit.form import FigureSpec, Form
from toolkit.model import Agency, CellError, Number
from toolkit.rules import find_rule
from toolkit.sample.names import Member
from toolkit.sample.narratives import Texts
from toolkit.template import Content, Typed

_NOT_NUMBERS = ("见附件", "若干", "约二十", "待核", "暂无统计")
_NOTHING = ("无", "/", "-", None, None)
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_GROUPS = ("refused", "unable", "declined")  # groups of table three that have several rows
_SECOND = 0.25  # share of the spoilt returns that have two defects


@dataclass(frozen=True, slots=True)
class Defect:
    """What was planted: found by ``rule`` at ``agency``; ``figure`` is the code that the finding names, or None."""

    agency: str
    rule: str
    figure: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What one agency sends in.

    Attributes:
        values: all true figures by code.
        content: what the workbook holds.
        issued_to: the agency that the office had made the workbook for.
        plain: sent as a report on one sheet, without the template.
        dropped, slipped: rows of a plain report that are deleted, or stand beside their heads.
        cut: the file is truncated.
        twice: the same file comes a second time.
        former: what an earlier return of the agency held instead, by figure code; empty where there was none.
        former_age: how much earlier that was.
    """

    member: Member
    values: Mapping[str, Number]
    texts: Texts
    content: Content
    issued_to: Agency
    plain: bool = False
    dropped: str = ""
    slipped: tuple[str, ...] = ()
    cut: bool = False
    twice: bool = False
    former: Mapping[str, Typed] = field(default_factory=dict)
    former_age: timedelta = timedelta()
    defects: tuple[Defect, ...] = ()

    @property
    def saved(self) -> datetime:
        assert self.content.saved is not None
        return self.content.saved

    @property
    def goes_back(self) -> bool:
        """Whether one of its defects is an error, so that its figures are not summed."""
        return any(severity(defect.rule) == "error" for defect in self.defects)


class Planted(NamedTuple):
    """A spoilt sending, the figure that the finding names, and what was done, in Chinese."""

    sending: Sending
    figure: str | None
    note: str


@dataclass(frozen=True)
class Scene:
    """What a planter may look at.

    Attributes:
        agencies: all of the district; a workbook may be passed on among them.
        place: where to plant: a table in which nothing is planted yet, cover, copies or whole.
    """

    form: Form
    year: int
    rng: random.Random
    agencies: Sequence[Agency]
    place: str


Plant = Callable[[Sending, Scene], "Planted | None"]
_planters: dict[str, tuple[Plant, str]] = {}


def plants(rule: str, place: str) -> Callable[[Plant], Plant]:
    """Enter a planter. Its place is a table (or tables: ``t2 t4``), cover, copies, or whole (nothing else goes with it)."""

    def enter(plant: Plant) -> Plant:
        _planters[rule] = (plant, place)
        return plant

    return enter


def plantable() -> frozenset[str]:
    """Codes of the rules for which there is a defect."""
    return frozenset(_planters)


def severity(rule: str) -> str:
    found = find_rule(rule)
    if found is None:
        raise LookupError(f"no rule {rule}")
    return found.severity


def spoil(
    sendings: Sequence[Sending], form: Form, year: int, rate: float, rng: random.Random
) -> list[Sending]:
    """Plant defects in a share of the sendings; all kinds come up in turn, as far as they fit."""
    count = min(len(sendings), max(1, round(len(sendings) * rate))) if rate > 0 else 0
    chosen = sorted(rng.sample(range(len(sendings)), count))
    agencies = [sending.member.agency for sending in sendings]
    # The year must be told by the returns themselves: most of them must be readable and name it.
    left = {rule: (len(sendings) - 1) // 4 for rule in ("F01", "F06")}
    uses = Counter(dict.fromkeys(_planters, 0))
    spoilt = list(sendings)
    for number in chosen:
        taken: set[str] = set()
        for _ in range(2 if rng.random() < _SECOND else 1):
            for rule in sorted(_planters, key=lambda rule: (uses[rule], rng.random())):
                plant, place = _planters[rule]
                free = [part for part in place.split() if part not in taken]
                if not free or "whole" in taken or ("whole" in free and taken) or left.get(rule) == 0:
                    continue
                scene = Scene(form, year, rng, agencies, rng.choice(free))
                planted = plant(spoilt[number], scene)
                if planted is None:
                    continue
                uses[rule] += 1
                taken.add(scene.place)
                if rule in left:
                    left[rule] -= 1
                sending = planted.sending
                defect = Defect(sending.member.agency.name, rule, planted.figure, planted.note)
                spoilt[number] = replace(sending, defects=(*sending.defects, defect))
                break
    return spoilt


def earlier(sending: Sending, form: Form) -> Sending:
    """What the agency had sent before, where it sent twice."""
    before = _typed(sending, form, sending.former)
    return replace(before, content=replace(before.content, saved=sending.saved - sending.former_age))


# ---------------------------------------------------------------- helpers


def _typed(sending: Sending, form: Form, cells: Mapping[str, Typed | None]) -> Sending:
    """Other contents of cells; None empties one. A tick beside the table is taken away, its noughts are written."""
    content = sending.content
    tables = {code.partition("/")[0] for code in cells}
    typed: dict[str, Typed] = dict(content.cells)
    for table in tables & content.ticked:
        typed |= {f.code: sending.values[f.code] for f in form.by_table[table] if not f.is_total}
    for code, value in cells.items():
        if value is None:
            typed.pop(code, None)
        else:
            typed[code] = value
    return replace(sending, content=replace(content, cells=typed, ticked=content.ticked - tables))


def _base(scene: Scene, table: str) -> list[FigureSpec]:
    return [f for f in scene.form.by_table[table] if not f.is_total]


def _some(sending: Sending, scene: Scene, figures: Sequence[FigureSpec]) -> FigureSpec:
    """One of the figures, rather one that is not zero."""
    return scene.rng.choice([f for f in figures if sending.values[f.code]] or figures)


def _of(value: Number) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# ---------------------------------------------------------------- sums


def _wrong_total(sending: Sending, scene: Scene, totals: Sequence[FigureSpec]) -> Planted:
    """A total typed over its formula: off by a few, or with two digits transposed."""
    figure = _some(sending, scene, totals)
    true = int(sending.values[figure.code])
    swapped = int(str(true)[:-2] + str(true)[:-3:-1]) if true > 9 else true
    wrong = swapped if swapped != true and scene.rng.random() < 0.5 else true + scene.rng.choice((1, 2, 3))
    note = f"{figure.title}的公式被 {wrong} 盖住，应为 {true}"
    return Planted(_typed(sending, scene.form, {figure.code: wrong}), figure.code, note)


@plants("A01", "t3")
def _row_total(sending: Sending, scene: Scene) -> Planted:
    totals = [f for f in scene.form.by_table["t3"] if f.column.code == "total" and f.row.code != "total"]
    return _wrong_total(sending, scene, totals)


@plants("A02", "t3")
def _results_total(sending: Sending, scene: Scene) -> Planted:
    totals = [f for f in scene.form.by_table["t3"] if f.row.code == "total" and f.column.code != "total"]
    return _wrong_total(sending, scene, totals)


@plants("A03", "t3")
def _balance(sending: Sending, scene: Scene) -> Planted:
    rows = ("new", "carried_in", "carried_out")
    figure = _some(sending, scene, [f for f in _base(scene, "t3") if f.row.code in rows])
    true = int(sending.values[figure.code])
    wrong = true - 1 if true > 1 and scene.rng.random() < 0.5 else true + 1
    note = f"{figure.title}填 {wrong}，应为 {true}，收到的和办理的对不上"
    return Planted(_typed(sending, scene.form, {figure.code: wrong}), f"t3/total/{figure.column.code}", note)


@plants("A04", "t4")
def _group_total(sending: Sending, scene: Scene) -> Planted:
    return _wrong_total(sending, scene, [f for f in scene.form.by_table["t4"] if f.is_total])


# ---------------------------------------------------------------- cells


@plants("V01", "t2 t3 t4")
def _text(sending: Sending, scene: Scene) -> Planted:
    figure = scene.rng.choice(_base(scene, scene.place))
    text = scene.rng.choice(_NOT_NUMBERS)
    return Planted(_typed(sending, scene.form, {figure.code: text}), figure.code, f"{figure.title}填“{text}”")


@plants("V02", "t2 t3 t4")
def _negative(sending: Sending, scene: Scene) -> Planted:
    figure = scene.rng.choice(_base(scene, scene.place))
    wrong = -max(1, sending.values[figure.code])
    return Planted(
        _typed(sending, scene.form, {figure.code: wrong}), figure.code, f"{figure.title}填 {_of(wrong)}"
    )


@plants("V03", "t2 t3 t4")
def _fraction(sending: Sending, scene: Scene) -> Planted:
    figure = _some(sending, scene, [f for f in _base(scene, scene.place) if f.block.type == "count"])
    wrong = sending.values[figure.code] + Decimal(scene.rng.choice(("0.5", "0.2", "0.75")))
    return Planted(
        _typed(sending, scene.form, {figure.code: wrong}), figure.code, f"{figure.title}填 {_of(wrong)}"
    )


@plants("V04", "t2 t3 t4")
def _blank(sending: Sending, scene: Scene) -> Planted | None:
    noughts = [f for f in _base(scene, scene.place) if sending.values[f.code] == 0]
    if len(noughts) < 3:
        return None
    chosen = scene.rng.sample(noughts, scene.rng.randint(1, min(4, len(noughts) - 2)))
    cells = {figure.code: scene.rng.choice(_NOTHING) for figure in chosen}
    titles = "、".join(
        f"{figure.title}{'填“' + word + '”' if word else '空着'}"
        for figure, word in zip(chosen, cells.values(), strict=True)
    )
    return Planted(_typed(sending, scene.form, cells), None, f"实际为 0，{titles}")


@plants("V05", "t2")
def _unusual(sending: Sending, scene: Scene) -> Planted | None:
    # Table two has no totals: there text in place of a number does not upset a sum.
    figures = [f for f in _base(scene, "t2") if sending.values[f.code]]
    if not figures:
        return None
    figure = scene.rng.choice(figures)
    value = sending.values[figure.code]
    plain = _of(value)
    ways = [plain.translate(_FULL_WIDTH), f"{plain}{figure.block.unit}"]
    if value >= 1000:
        ways.append(f"{value:,}")
    text = scene.rng.choice(ways)
    return Planted(
        _typed(sending, scene.form, {figure.code: text}), figure.code, f"{figure.title}写作“{text}”"
    )


@plants("V06", "t2 t4")
def _error(sending: Sending, scene: Scene) -> Planted:
    table = scene.place
    figures = [f for f in scene.form.by_table[table] if f.is_total] or _base(scene, table)
    figure = scene.rng.choice(figures)
    code = scene.rng.choice(("#REF!", "#VALUE!", "#N/A"))
    return Planted(
        _typed(sending, scene.form, {figure.code: CellError(code)}), figure.code, f"{figure.title}显示 {code}"
    )


# ---------------------------------------------------------------- whole tables and files


@plants("F02", "t2 t3 t4")
def _untouched(sending: Sending, scene: Scene) -> Planted:
    table = scene.place
    emptied = _typed(sending, scene.form, {f.code: None for f in scene.form.by_table[table]})
    return Planted(emptied, None, f"{scene.form.table(table).name}没有填写，也没有勾选全部为零")


@plants("F03", "whole")
def _row_deleted(sending: Sending, scene: Scene) -> Planted | None:
    rows = [row.code for row in scene.form.table("t3").blocks[0].rows if row.code.startswith(_GROUPS)]
    # The first row of a group carries the group's name; without it more than a row would be gone.
    rows = [b for a, b in pairwise(rows) if a.partition("_")[0] == b.partition("_")[0]]
    rows = [row for row in rows if sending.values[f"t3/{row}/total"] == 0]
    if not rows:
        return None
    row = scene.rng.choice(rows)
    figure = next(f for f in scene.form.by_table["t3"] if f.row.code == row)
    note = f"没有用填报表，表三删去了全部为零的“{figure.row.label.text}”一行"
    return Planted(replace(sending, plain=True, dropped=row), figure.code, note)


@plants("F09", "whole")
def _slipped_rows(sending: Sending, scene: Scene) -> Planted:
    group = scene.rng.choice(_GROUPS)
    rows = tuple(row.code for row in scene.form.table("t3").blocks[0].rows if row.code.startswith(group))
    first = scene.rng.randrange(len(rows))
    rows = rows[first : first + scene.rng.randint(1, 3)]
    note = f"没有用填报表，表三有 {len(rows)} 行数字整体右移一格"
    return Planted(replace(sending, plain=True, slipped=rows), None, note)


@plants("F01", "whole")
def _cut(sending: Sending, scene: Scene) -> Planted:
    return Planted(replace(sending, cut=True), None, "文件没有传完，后一部分缺失")


# ---------------------------------------------------------------- cover and copies


@plants("F05", "cover")
def _passed_on(sending: Sending, scene: Scene) -> Planted | None:
    if len(scene.agencies) < 2:
        return None
    own = sending.member.agency
    other = scene.rng.choice(scene.agencies)
    while other is own:
        other = scene.rng.choice(scene.agencies)
    cover = {**sending.content.cover, "单位名称": own.name, "单位编码": own.code}
    spoilt = replace(sending, issued_to=other, content=replace(sending.content, cover=cover))
    return Planted(spoilt, None, f"用的是发给“{other.name}”的填报表，封面改成了本单位")


@plants("F06", "cover")
def _other_year(sending: Sending, scene: Scene) -> Planted:
    wrong = scene.year - 1
    cover = {**sending.content.cover, "年度": wrong}
    spoilt = replace(sending, content=replace(sending.content, cover=cover))
    return Planted(spoilt, None, f"封面的年度写成 {wrong}")


@plants("F07", "copies")
def _sent_twice(sending: Sending, scene: Scene) -> Planted:
    return Planted(replace(sending, twice=True), None, "同一个文件发了两遍")


@plants("F04", "copies")
def _sent_again(sending: Sending, scene: Scene) -> Planted:
    figure = _some(sending, scene, [f for f in _base(scene, "t2") if f.block.type == "count"])
    true = int(sending.values[figure.code])
    former = {figure.code: true + scene.rng.randint(1, 9)}
    age = timedelta(days=scene.rng.randint(1, 3), hours=2)
    return Planted(
        replace(sending, former=former, former_age=age), None, f"先后报送两次，后一次改正了{figure.title}"
    )

"""The main job, step by step: intake, read, assign, judge, consolidate, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from toolkit import form as forms
from toolkit.assign import Assignment, assign
from toolkit.context import REGISTER_NAME, load_roster, look_around
from toolkit.district import consolidate
from toolkit.form import Form, FormError
from toolkit.intake import collect
from toolkit.judging import judge_all
from toolkit.limits import Limits, LimitsError
from toolkit.limits import load as load_limits
from toolkit.model import UNNAMED_DISTRICT, District, Return, Roster, Settings, Source, Unread
from toolkit.previous import Previous, PreviousError, load_previous
from toolkit.publishing import Published, check_target, publish
from toolkit.reading.batch import read_all
from toolkit.register import (
    Kept,
    Register,
    RegisterError,
    covers,
    keep_register,
    open_warnings,
    read_register,
    words_on_register,
)
from toolkit.resources import ResourceError
from toolkit.tables import ListError
from toolkit.version import __version__


class RunError(Exception):
    """The run cannot be done as asked; the message says why and what to do, in Chinese.

    Attributes:
        status: exit status: 1 it could not be completed, 2 wrong usage.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """What the person asked for; None means: find it, or decide by what was read."""

    inbox: Path
    out: Path | None = None
    year: int | None = None
    name: str | None = None
    level: str = "县"
    roster: Path | None = None
    previous: Path | None = None
    decisions: Path | None = None
    blank: str = "ask"
    jobs: int | None = None
    include_returned: bool = False
    templates: Path | None = None


class Done(NamedTuple):
    """What a run made; ``register`` is None where 核实登记 was only read."""

    district: District
    published: Published
    register: Kept | None


def run(request: Request) -> Done:
    """Do the whole job, publish its outputs, and keep 核实登记 going.

    Raises:
        RunError: it cannot be done as asked.
        PublishError: the output folder is not ours, or cannot be written now.
    """
    from toolkit.outputs import write_all

    target = request.out or look_around(request.inbox).output
    check_target(target, request.inbox)
    district = make_district(request, target)
    try:
        published = publish(target, lambda folder: write_all(district, folder))
    except ResourceError as error:
        raise RunError(f"{error}；没有写入，原来的输出没有变。", 1) from error
    return Done(district, published, _keep_register(request, district))


def make_district(request: Request, target: Path | None = None) -> District:
    """Everything but the writing.

    Raises:
        RunError: no year can be told, the roster is unusable, or the year has another form.
    """
    if not request.inbox.exists():
        raise RunError(f"找不到 {request.inbox}；请检查收件文件夹的名字。")
    roster_path = request.roster or look_around(request.inbox).roster
    roster = _roster(roster_path)
    form = _form(request.year)
    known = {roster_path.resolve(): "这是单位名单"} if roster_path else {}
    misplaced = request.inbox / REGISTER_NAME
    known[misplaced.resolve()] = "核实登记应当放在收件文件夹旁边，放在里面的没有采用"
    if request.decisions is not None:
        known[request.decisions.resolve()] = "这是核实登记"
    limits = _limits(request.inbox)
    sources = collect(request.inbox, target, known, limits, request.jobs)
    if not sources and request.year is None:
        raise RunError(f"{request.inbox} 里没有文件；请先把收到的报表放进去。")
    returns, unread = _read(sources, form, request.jobs, limits)
    assignment = assign(returns, unread, roster)
    year = request.year or _year_of(assignment)
    form = _form(year)
    settings = Settings(
        year,
        request.level,
        "zero" if request.blank == "zero" else "ask",
        request.include_returned,
        _templates(request.templates, form, year),
    )
    previous = _previous(request, form, roster, assignment, limits)
    register = _register(request, form, roster, assignment, year)
    verdicts = judge_all(
        assignment,
        form,
        settings,
        previous.agencies if previous else {},
        register.decisions if register else (),
    )
    used = (
        f"单位名单：{roster_path}" if roster_path else "没有单位名单，按收到的报表列出单位，不检查缺报",
        _words_on(previous, year),
        *(words_on_register(register, verdicts.effects) if register else _unused_list(request)),
    )
    name = request.name or next((a.name for a in roster.agencies if a.is_district), UNNAMED_DISTRICT)
    return consolidate(
        form,
        name,
        __version__,
        settings,
        roster,
        verdicts.judged,
        verdicts.copies,
        verdicts.rejects,
        used,
        previous.before if previous else None,
        _now(),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _unused_list(request: Request) -> tuple[str, ...]:
    """A csv beside the inbox is not taken for the register: the run could not keep it going."""
    path = look_around(request.inbox).register.with_suffix(".csv")
    return (f"旁边的 {path} 没有采用；要用它请加 --decisions {path.name}",) if path.is_file() else ()


def _keep_register(request: Request, district: District) -> Kept | None:
    """A register that an option names is only read."""
    if request.decisions is not None:
        return None
    path = look_around(request.inbox).register
    agencies = [result.agency for result in district.read]

    def read(data: bytes) -> Register:
        return read_register(path, district.form, Roster(), agencies, district.year, data)

    return keep_register(path, open_warnings(district), read, covers)


def _register(
    request: Request, form: Form, roster: Roster, assignment: Assignment, year: int
) -> Register | None:
    path = request.decisions or look_around(request.inbox).register
    if request.decisions is None and not path.is_file():
        return None
    agencies = [item.match.agency for item in assignment.returns]
    try:
        return read_register(path, form, roster, agencies, year)
    except RegisterError as error:
        raise RunError(f"核实登记不能用：{error}。") from error


def _templates(folder: Path | None, form: Form, year: int) -> str | None:
    """The office's own Word templates, tried before any work is done."""
    if folder is None:
        return None
    from toolkit.word.trial import try_templates

    try:
        try_templates(str(folder), form, year)
    except ResourceError as error:
        raise RunError(f"模板不能用：{error}。") from error
    return str(folder)


def _limits(inbox: Path) -> Limits:
    try:
        return load_limits(inbox.resolve().parent)
    except LimitsError as error:
        raise RunError(str(error)) from error


def _previous(
    request: Request, form: Form, roster: Roster, assignment: Assignment, limits: Limits
) -> Previous | None:
    path = request.previous or look_around(request.inbox).previous
    if path is None:
        return None
    try:
        agencies = [item.match.agency for item in assignment.returns]
        return load_previous(path, form, roster, agencies, limits)
    except PreviousError as error:
        raise RunError(f"上年数据不能用：{error}。") from error


def _words_on(previous: Previous | None, year: int) -> str:
    """What the run says of last year's data, once."""
    if previous is None:
        return "没有上年数据，不核对与上年的衔接"
    words = f"上年数据：{previous.path}（对上 {len(previous.agencies)} 个单位）"
    if previous.year is not None and previous.year != year - 1:
        words += f"；注意其中写的是 {previous.year} 年度，不是 {year - 1} 年度"
    if previous.unmatched:
        words += (
            f"；另有 {len(previous.unmatched)} 个单位对不上今年的名单：{'、'.join(previous.unmatched[:6])}"
        )
    return words


def _roster(path: Path | None) -> Roster:
    if path is None:
        return Roster()
    try:
        return load_roster(path)
    except ListError as error:
        raise RunError(f"单位名单不能用：{error}。") from error


def _form(year: int | None) -> Form:
    try:
        return forms.load(forms.form_ids()[-1]) if year is None else forms.for_year(year)
    except FormError as error:
        raise RunError(str(error)) from error


def _read(
    sources: Sequence[Source], form: Form, jobs: int | None, limits: Limits
) -> tuple[list[Return], list[Unread]]:
    results = read_all(sources, form.id, jobs, limits)
    return [r for r in results if isinstance(r, Return)], [r for r in results if isinstance(r, Unread)]


def _year_of(assignment: Assignment) -> int:
    """The year that most returns name, one voice for each agency.

    Raises:
        RunError: none names one, or two are named as often.
    """
    years = [item.current.year for item in assignment.returns if item.current.year is not None]
    counts = Counter(years).most_common(2)
    if not counts:
        broken = [item.unread.path for item in assignment.unread if item.unread.problem is not None]
        files = (
            f"收到的文件里有 {len(broken)} 个读不出来（{'、'.join(broken[:6])}），其余"
            if broken
            else "收到的文件里"
        )
        raise RunError(f"{files}没有写明报告年度；请用 --year 指定，例如 --year 2023。")
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        one, other = sorted(year for year, _ in counts)
        raise RunError(
            f"写 {one} 年度和 {other} 年度的报表一样多，不能确定这次汇总哪一年；请用 --year 指定。"
        )
    return counts[0][0]

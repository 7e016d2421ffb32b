"""What was published against what was accepted: reports as they stand on a website, and an output folder.

The accepted figures are those of ``facts.csv`` (a district's totals those of ``run.json``), the accepted text is that of
the agency's draft (``各单位草稿/CODE_NAME.html``): its own words, and sentences composed from its figures. Where the draft
has a gap anything may have been written. White space, width of characters and quotation marks do not count, nor do the
signature and the date at the end.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.against.accepted import Accepted, AgainstError, Report, load_accepted
from toolkit.against.difference import Compared, Difference
from toolkit.against.figures import figure_differences
from toolkit.against.sentences import folded
from toolkit.against.words import share_of, word_differences
from toolkit.assign import AssignedUnread
from toolkit.form import Form
from toolkit.intake import collect
from toolkit.limits import LimitsError
from toolkit.limits import near as limits_near
from toolkit.model import Return, Source, Unread
from toolkit.reading.batch import read_all
from toolkit.rules import judge_unread

__all__ = ["Accepted", "AgainstError", "Compared", "Difference", "compare", "load_accepted"]

# Of the sentences of somebody else's report fewer were accepted under its title, and more of that somebody.
_FEW, _MOST = 0.25, 0.5
_NAMED = 3  # figures that a message names
_STATUS = {"returned": "退回修改", "missing": "未报送"}


def compare(paths: Sequence[Path], accepted: Accepted) -> list[Compared]:
    """Every published report among the files and folders, in their order, with what differs.

    Raises:
        AgainstError: the 限额.toml beside a file cannot be used.
    """
    return [
        _compare(source, published, accepted)
        for path in paths
        for source, published in _published(path, accepted.form)
    ]


def _published(path: Path, form: Form) -> list[tuple[Source, Return | Unread]]:
    try:
        limits = limits_near(path)
    except LimitsError as error:
        raise AgainstError(str(error).rstrip("。")) from error
    sources = [source for source in collect(path, limits=limits) if source.ignored is None]
    return list(zip(sources, read_all(sources, form.id, limits=limits), strict=True))


def _compare(source: Source, published: Return | Unread, accepted: Accepted) -> Compared:
    if isinstance(published, Unread):
        why = next(
            (finding.message for finding in judge_unread(accepted.form, AssignedUnread(published, None))), ""
        )
        # What F01 asks of an agency, to send a workbook, is not what is wanted here.
        why = why.partition("；")[0] or published.note or "打不开"
        return Compared(
            source.path,
            source.member,
            None,
            (
                Difference(
                    "unreadable",
                    f"读不出年度报告：{why}；请用公布的网页、Word 文件（.docx）或复制出来的文字核对。",
                ),
            ),
        )
    report = _whose(published, accepted)
    if report is None:
        named = next((c.text for c in published.claims if c.by in ("title", "cover")), None)
        words = (
            f"看不出这是哪个单位的报告（文件名“{source.name}”）；请在标题里写明单位。"
            if named is None
            else f"这份报告写的是“{named}”，输出文件夹里没有这个单位。"
        )
        return Compared(source.path, source.member, None, (Difference("unknown", words),))
    differences = tuple(_differences(published, report, accepted))
    return Compared(source.path, source.member, report.name, differences, not report.free)


def _whose(published: Return, accepted: Accepted) -> Report | None:
    """Whose report it is. 本级 and the district may have one name: then the one whose figures are nearer, else the district."""
    agency = accepted.finder.find(published.claims).agency
    found = accepted.reports.get(agency.name)
    named = folded(accepted.district.name) in {folded(c.text) for c in published.claims if c.by == "title"}
    if found is None or (named and found.name == accepted.district.name):
        own = found if found is not None and found.status == "accepted" else None
        if not named:
            return found
        if own is not None and _distance(published, own) < _distance(published, accepted.district):
            return own
        return accepted.district
    return found


def _distance(published: Return, report: Report) -> int:
    return sum(one != other for one, other in zip(published.values, report.values, strict=True))


def _differences(published: Return, report: Report, accepted: Accepted) -> Iterator[Difference]:
    if report.status != "accepted":
        status = _STATUS.get(report.status, report.status)
        yield Difference("not_accepted", f"{report.name}的报表没有被接收（{status}），无从比较。")
        return
    if published.year is not None and published.year != accepted.year:
        yield Difference(
            "year",
            f"公布的是 {published.year} 年度的报告，接收的是 {accepted.year} 年度的。",
            expected=accepted.year,
            actual=published.year,
        )
        return
    copies = _copies(published, accepted.form)
    if copies:
        yield copies
        return
    figures = list(figure_differences(published, report, accepted.form))
    words = list(word_differences(published, report, accepted))
    if figures or words:
        yield from _somebody_elses(published, report, accepted)
    yield from figures
    yield from words


def _copies(published: Return, form: Form) -> Difference | None:
    """That the file holds more than one report: a table twice with different figures, or all tables twice."""
    names = {table.id: table.name for table in form.tables}
    again = [
        o for o in published.oddities if o.label == names[o.table] and o.kind in ("doubtful", "empty_copy")
    ]
    figures = [form.figures[i].title for o in again for i in o.figures if o.kind == "doubtful"]
    if not figures and {o.table for o in again} != set(names):
        return None
    tables = "、".join(dict.fromkeys(o.label for o in again))
    more = f"等 {len(figures)} 个数" if len(figures) > _NAMED else ""
    unlike = f"，{'、'.join(figures[:_NAMED])}{more}不一样" if figures else ""
    return Difference(
        "table",
        f"文件里不止一张{tables}{unlike}，没有比较；一个文件里只放一份报告，请分开后再核对。",
    )


def _somebody_elses(published: Return, report: Report, accepted: Accepted) -> Iterator[Difference]:
    """That the page has one agency's title and what was accepted of another: the wrong file was put up.

    Where the figures differ, whoever's figures it has exactly is meant; where many have the same, none at all, whoever's
    text it has.
    """
    others = [
        other
        for other in accepted.reports.values()
        if other is not report and other.status == "accepted" and _distance(published, other) == 0
    ]
    same = "数字"
    if not _distance(published, report) or not any(published.values):
        same = "文字"
        if not others or share_of(published, report, accepted.form) >= _FEW:
            return
        others = [other for other in others if share_of(published, other, accepted.form) > _MOST]
    if len(others) == 1:
        yield Difference(
            "other",
            f"标题是“{report.name}”，{same}却和“{others[0].name}”报来的一样："
            "可能放错了文件，或标题没有改；请先核对这是谁的报告。",
            expected=report.name,
            actual=others[0].name,
        )

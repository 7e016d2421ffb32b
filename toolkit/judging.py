"""Assigned returns -> judged ones: decisions of the office put in, every rule run, decisions put to the findings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.assign import Assigned, Assignment
from toolkit.decisions import Held, correct, rests_on_a_warning, settle
from toolkit.district import JudgedCopy, JudgedUnread
from toolkit.explanations import explain
from toolkit.form import Form
from toolkit.likeness import Text, find_alike
from toolkit.model import Alike, Case, Decision, Judged, LastYear, Settings
from toolkit.rules import judge, judge_stale, judge_superseded, judge_unread


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that was judged.

    Attributes:
        used: lines of the register that took effect, or whose content was seen to have changed.
    """

    judged: tuple[Judged, ...]
    copies: tuple[JudgedCopy, ...]
    rejects: tuple[JudgedUnread, ...]
    used: frozenset[int]


def judge_all(
    assignment: Assignment,
    form: Form,
    settings: Settings,
    last_years: Mapping[str, LastYear],
    decisions: Sequence[Decision] = (),
) -> Verdicts:
    """Judge every file of a run; ``last_years`` by the agency's name. Pure."""
    of_agency: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        of_agency[decision.agency].append(decision)
    alike = _alike(assignment, last_years)
    judged, copies, used = [], [], set[int]()
    for item in assignment.returns:
        name = item.match.agency.name
        one, lines = _judge(
            item, form, settings, last_years.get(name), tuple(of_agency[name]), alike.get(name, ())
        )
        judged.append(one)
        used |= lines
        copies += [JudgedCopy(p, item.match.agency, judge_superseded(form, p, name)) for p in item.superseded]
    rejects = tuple(JudgedUnread(item, judge_unread(form, item)) for item in assignment.unread)
    return Verdicts(tuple(judged), tuple(copies), rejects, frozenset(used))


def _alike(assignment: Assignment, last_years: Mapping[str, LastYear]) -> Mapping[str, tuple[Alike, ...]]:
    """What is alike among the texts of this run and with last year's, by agency."""
    districts = [item.match.agency.name for item in assignment.returns if item.match.agency.is_district]
    now, before = [], []
    for item in assignment.returns:
        agency = item.match.agency
        if agency.is_adjustment or item.current.summary or not item.current.sections:
            continue
        names = (agency.name, *agency.short_names, *agency.former_names, *districts)
        now.append(Text(agency.name, names, item.current.sections))
        last = last_years.get(agency.name)
        if last is not None and last.sections:
            before.append(Text(agency.name, (*names, *last.names), last.sections))
    return find_alike(now, before) if len(now) > 1 or before else {}


def _judge(
    item: Assigned,
    form: Form,
    settings: Settings,
    last_year: LastYear | None,
    decisions: tuple[Decision, ...],
    alike: tuple[Alike, ...],
) -> tuple[Judged, frozenset[int]]:
    case = Case(form, item.current, item.match, settings, item.companions, last_year, alike)
    held: Held = frozenset()
    if any(rests_on_a_warning(decision, item.current) for decision in decisions):
        held = frozenset((finding.rule, finding.held) for finding in judge(case) if finding.held)
    ret = correct(form, item.current, decisions, held) if decisions else item.current
    findings = explain(form, judge(replace(case, ret=ret)), ret.explanations, ret.states)
    settled = settle(ret, findings, decisions, held)
    stale = judge_stale(form, ret, settled.stale, item.match.agency.name)
    judged = Judged(ret, item.match, (*settled.findings, *stale), item.companions, last_year)
    return judged, settled.used

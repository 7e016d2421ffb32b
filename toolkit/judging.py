"""Assigned returns -> judged ones: decisions of the office put in, every rule run, decisions put to the findings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.assign import Assigned, Assignment
from toolkit.decisions import Corrected, Sent, correct, settle, version_of
from toolkit.district import JudgedCopy, JudgedUnread
from toolkit.explanations import explain
from toolkit.form import Form
from toolkit.likeness import Text, find_alike
from toolkit.model import Alike, Case, Decision, Judged, LastYear, Settings
from toolkit.rules import judge, judge_stale, judge_superseded, judge_unread


@dataclass(frozen=True, slots=True)
class Effects:
    """What became of the lines of 核实登记.

    Attributes:
        applied: they took effect.
        told: something else is said of them: they no longer apply (D01), or contradict each other.
        contested: groups of lines that would put different values into one figure.
    """

    applied: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    contested: tuple[tuple[str, ...], ...] = ()

    def with_(self, other: "Effects") -> "Effects":
        return Effects(
            self.applied | other.applied, self.told | other.told, (*self.contested, *other.contested)
        )


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that was judged, and what became of the register's lines."""

    judged: tuple[Judged, ...]
    copies: tuple[JudgedCopy, ...]
    rejects: tuple[JudgedUnread, ...]
    effects: Effects


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
    judged, copies, total = [], [], Effects()
    for item in assignment.returns:
        name = item.match.agency.name
        one, effects = _judge(
            item, form, settings, last_years.get(name), tuple(of_agency[name]), alike.get(name, ())
        )
        judged.append(one)
        total = total.with_(effects)
        copies += [JudgedCopy(p, item.match.agency, judge_superseded(form, p, name)) for p in item.superseded]
    rejects = tuple(JudgedUnread(item, judge_unread(form, item)) for item in assignment.unread)
    return Verdicts(tuple(judged), tuple(copies), rejects, total)


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
) -> tuple[Judged, Effects]:
    # A district's summary that lacks agencies follows from nothing, and nothing follows from it.
    comparable = None if last_year is None or last_year.partial or item.current.partial else last_year
    case = Case(form, item.current, item.match, settings, item.companions, comparable, alike)
    version = version_of((item.current, *item.companions))
    sent = Sent(item.current, judge(case), version)
    corrected = correct(form, sent, decisions) if decisions else Corrected(sent.ret)
    ret = corrected.ret
    findings = sent.findings if ret is sent.ret else judge(replace(case, ret=ret))
    findings = explain(form, findings, ret.explanations, ret.states)
    settled = settle(sent, findings, decisions, corrected)
    stale = judge_stale(form, ret, settled.stale, item.match.agency.name)
    judged = Judged(ret, item.match, (*settled.findings, *stale), item.companions, last_year, version)
    told = {entry.decision.line for entry in settled.stale} | {
        i for group in corrected.contested for i in group
    }
    return judged, Effects(corrected.applied | settled.applied, frozenset(told), corrected.contested)

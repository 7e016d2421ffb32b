"""One rule explained for people, with its example run."""

from toolkit.assign import AssignedUnread
from toolkit.form import load
from toolkit.model import Finding
from toolkit.rules import Rule, judge, judge_stale, judge_superseded, judge_unread
from toolkit.rules.clean import clean_case, clean_pair, clean_unread


def run_example(rule: Rule) -> tuple[Finding, ...]:
    """What the rules find in the rule's example."""
    case = clean_case()
    if rule.scope == "return":
        return judge(rule.example.make(case))
    if rule.scope == "copy":
        pair = rule.example.make(clean_pair(load(case.form.id)))
        return judge_superseded(case.form, pair, case.match.agency.name)
    if rule.scope == "stale":
        return judge_stale(case.form, case.ret, [rule.example.make(None)], case.match.agency.name)
    return judge_unread(case.form, AssignedUnread(rule.example.make(clean_unread()), None))


def explain_rule(rule: Rule, severity: str) -> str:
    """The rule's page as plain text: what, why, example with the message that it gives, remedy."""
    finding = next(f for f in run_example(rule) if f.rule == rule.code)
    return "\n".join(
        (
            f"{rule.code}  {severity}  {rule.title}",
            "",
            f"依据  {rule.why}",
            f"例子  {rule.example.shows}",
            f"      → {finding.message}",
            f"怎样改  {rule.remedy}",
            f"自版本  {rule.since}",
        )
    )

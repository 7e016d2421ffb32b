"""One rule explained for people, with its example run."""

from toolkit.assign import AssignedUnread
from toolkit.form import load
from toolkit.model import Finding
from toolkit.rules import Example, Rule, judge, judge_stale, judge_superseded, judge_unread
from toolkit.rules.clean import clean_case, clean_pair, clean_unread


def run_example(rule: Rule, example: Example | None = None) -> tuple[Finding, ...]:
    """What the rules find in the rule's example, or in its counter-example."""
    example = example or rule.example
    case = clean_case()
    if rule.scope == "return":
        return judge(example.make(case))
    if rule.scope == "copy":
        pair = example.make(clean_pair(load(case.form.id)))
        return judge_superseded(case.form, pair, case.match.agency.name)
    if rule.scope == "stale":
        return judge_stale(
            case.form, case.ret, [item for item in [example.make(None)] if item], case.match.agency.name
        )
    return judge_unread(case.form, AssignedUnread(example.make(clean_unread()), None))


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
            f"不算  {rule.counter.shows}",
            f"怎样改  {rule.remedy}",
            f"自版本  {rule.since}",
        )
    )

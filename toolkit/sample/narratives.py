"""The narrative sections of a made-up agency: patterns from narratives.toml, figures as its tables have them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.form import Form
from toolkit.model import Number
from toolkit.sample.data import patterns
from toolkit.sample.dice import dice, expand, pick
from toolkit.sample.figures import AgencyFigures
from toolkit.sample.names import Member, chinese

_GROUPS = (
    ("予以公开", ("granted",)),
    ("部分公开", ("partial",)),
    ("不予公开", ("refused_",)),
    ("无法提供", ("unable_",)),
    ("不予处理", ("declined_",)),
    ("其他处理", ("other_",)),
)
_ENDINGS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
_ROUNDS = 200  # how often a text is written anew so that it is like no other

Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Composes one agency's sentences."""

    form: Form
    figures: AgencyFigures
    rng: random.Random
    words: Mapping[str, object]

    def say(self, name: str, **more: object) -> str:
        return pick(patterns()[name], self.rng, {**self.words, **more})

    def total(self, row: str) -> int:
        return self.figures.count(f"t3/{row}/total")

    def opening(self) -> str:
        return self.say("opening")

    def disclosure(self) -> str:
        total = self.rng.randint(30, 900)
        channel = self.say(
            "channel",
            total=total,
            part=total // self.rng.randint(3, 4),
            part2=total // self.rng.randint(5, 9),
        )
        facts = [self._documents(), self._decisions()]
        self.rng.shuffle(facts)
        return "".join([channel, self.say("topical"), *facts])

    def _documents(self) -> str:
        counts = {
            key: self.figures.count(f"t2/normative_documents/{key}")
            for key in ("issued", "repealed", "in_force")
        }
        if not any(counts.values()):
            return self.say("documents_none")
        parts = (
            [self.say("document_issued", n=counts["issued"])]
            if counts["issued"]
            else [self.say("document_not_issued")]
        )
        if counts["repealed"]:
            parts.append(self.say("document_repealed", n=counts["repealed"]))
        elif counts["issued"]:
            parts.append("没有废止")
        parts.append(
            self.say("document_in_force", n=counts["in_force"])
            if counts["in_force"]
            else "没有现行有效的行政规范性文件"
        )
        return self.say("documents_some", parts="，".join(parts))

    def _decisions(self) -> str:
        """Licences, penalties, coercion and fees: those that there are, then outright those that there are not."""
        names = {
            "licensing": "行政许可",
            "penalties": "行政处罚",
            "coercion": "行政强制",
            "fees": "行政事业性收费",
        }
        values: dict[str, Number] = {
            key: self.figures.values[f"t2/{key}/{'amount' if key == 'fees' else 'decisions'}"]
            for key in names
        }
        some = [self.say(f"decision_{key}", n=written(value)) for key, value in values.items() if value]
        if not some:
            return self.say("decisions_none")
        none = [names[key] for key, value in values.items() if not value]
        return self.say("decisions_some", parts="，".join(some + [f"没有{'、'.join(none)}"] * bool(none)))

    def requests(self) -> str:
        new, carried_in = self.total("new"), self.total("carried_in")
        if new + carried_in == 0:
            return self.say("requests_none") + self._disputes()
        if new == 0:
            first = self.say("received_none", n=carried_in)
        else:
            carried = self.say("carried_some", n=carried_in) if carried_in else self.say("carried_none")
            first = self.say("requests_received", new=new, who=self._applicants(new), carried=carried)
        return first + self._outcomes() + self._disputes()

    def _applicants(self, new: int) -> str:
        columns = [column for column in self.form.table("t3").blocks[0].columns if column.code != "total"]
        counts = [
            (
                "其他组织" if column.code == "other_org" else column.label.text,
                self.figures.count(f"t3/new/{column.code}"),
            )
            for column in columns
        ]
        some = [(label, count) for label, count in counts if count]
        if self.rng.random() < 0.3:
            return ""
        if len(some) == 1:
            return self.say("who_one", who=some[0][0]) if new > 1 else f"，申请人为{some[0][0]}"
        return self.say("who_many", parts="、".join(f"{label}{count}件" for label, count in some))

    def _outcomes(self) -> str:
        rows = [row.code for row in self.form.table("t3").blocks[0].rows]
        counts = [
            (label, sum(self.total(row) for row in rows if row.startswith(starts)))
            for label, starts in _GROUPS
        ]
        done, out = self.total("total"), self.total("carried_out")
        some = [(label, count) for label, count in counts if count]
        if not some:
            first = self.say("settled_none")
        elif len(some) == 1:
            first = self.say("settled_one", done=done, group=some[0][0])
        else:
            first = self.say(
                "settled", done=done, parts="、".join(f"{label}{count}件" for label, count in some)
            )
        return first + (self.say("forward_some", n=out) if out else self.say("forward_none"))

    def _disputes(self) -> str:
        reviews = self.figures.count("t4/review/total")
        groups = {
            "未经复议直接起诉": "litigation_direct",
            "复议后起诉": "litigation_after_review",
        }
        suits = {label: self.figures.count(f"t4/{row}/total") for label, row in groups.items()}
        if not reviews and not any(suits.values()):
            return self.say("disputes_none")
        review = (
            self.say("review_some", n=reviews, parts=self._endings("review"))
            if reviews
            else self.say("review_none")
        )
        if not any(suits.values()):
            return review + self.say("lawsuit_none")
        parts = [
            f"{label}{count}件（{self._endings(groups[label])}）" for label, count in suits.items() if count
        ]
        return review + self.say("lawsuit_some", n=sum(suits.values()), parts="、".join(parts))

    def _endings(self, row: str) -> str:
        counts = ((label, self.figures.count(f"t4/{row}/{code}")) for code, label in _ENDINGS.items())
        return "、".join(f"{label}{count}件" for label, count in counts if count)

    def two(self, first: str, second: str) -> str:
        return self.say(first) + self.say(second)

    def supervision(self) -> str:
        return self.say("supervision") + self.say("training") + self.say("accountability")

    def problems(self) -> str:
        """Problems as 一是…二是…, then the measures in the same order."""
        k = self.rng.choice((2, 2, 2, 3, 3))
        pairs = self.rng.sample(patterns()["pairs"], k)
        lists = []
        for side, lead in enumerate(("problems_lead", "measures_lead")):
            items = [expand(pair[side], self.rng, self.words) for pair in pairs]
            numbered = "；".join(f"{chinese(number)}是{item}" for number, item in enumerate(items, start=1))
            lists.append(f"{self.say(lead, k='两' if k == 2 else chinese(k))}{numbered}。")
        return "\n".join(lists)

    def other(self) -> str:
        charges = self.figures.charges
        fee = (
            self.say("fee_none")
            if charges is None
            else self.say("fee_some", k=charges.notices, amount=charges.amount, received=charges.received)
        )
        return fee + self.say("others")


def write_texts(
    form: Form, member: Member, figures: AgencyFigures, year: int, seed: int, taken: set[tuple[str, str]]
) -> Texts:
    """Texts by section, one for each of the section's boxes.

    Args:
        taken: (section, text) of all that was written before, names aside; what is written here is added.
    """

    def unlike(section: str, compose: Callable[[_Writer], list[str]]) -> list[str]:
        for attempt in range(_ROUNDS):
            rng = dice(seed, "text", member.agency.code, section, attempt)
            topics = rng.sample(member.topics, 2)
            words = {
                "year": year,
                "we": member.we,
                "name": member.agency.name,
                "topic": topics[0],
                "topic2": topics[1],
            }
            boxes = compose(_Writer(form, figures, rng, words))
            key = (section, "\n".join(boxes).replace(member.agency.name, "").replace(member.we, ""))
            if key not in taken:
                break
        taken.add(key)
        return boxes

    return {
        "s1": unlike(
            "s1",
            lambda w: [
                w.opening(),
                w.disclosure(),
                w.requests(),
                w.two("management", "management_more"),
                w.two("platform", "platform_more"),
                w.supervision(),
            ],
        ),
        "s5": unlike("s5", lambda w: [w.problems()]),
        "s6": unlike("s6", lambda w: [w.other()]),
    }


def written(value: Number) -> str:
    """A figure as a sentence has it, without an exponent."""
    return str(value) if isinstance(value, int) else f"{value.normalize():f}"

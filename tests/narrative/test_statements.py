"""Right sentences about random returns: whatever the wording, no rule about the numbers contradicts them."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factory import FORM, complete, make_return, random_base
from tests.narrative.test_quantities import STYLES
from toolkit.model import Agency, Case, LastYear, Match, Number, Settings
from toolkit.narrative.figures import accepted, main_figure
from toolkit.narrative.flat import flatten
from toolkit.narrative.nones import none_statements
from toolkit.narrative.statements import statements
from toolkit.rules import judge

CHECKED = ("N01", "N02", "N10", "N11", "N14")
OUTCOMES = {"予以公开": "granted", "部分公开": "partial", "不予公开": "refused_", "无法提供": "unable_", "不予处理": "declined_", "其他处理": "other_"}  # fmt: skip
APPLICANTS = {"自然人": "natural_person", "商业企业": "business", "科研机构": "research", "社会公益组织": "public_welfare", "法律服务机构": "legal_service", "其他": "other_org"}  # fmt: skip
RESULTS = {"维持": "upheld", "纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}


class Writer:
    """Writes right sentences about a return; each choice of words is drawn."""

    def __init__(self, values: tuple[Number, ...], before: tuple[Number, ...], draw: Callable) -> None:
        self.values, self.before, self.draw = values, before, draw
        self.style, self.unit = self.one(*sorted(STYLES)), self.one("件", "宗", "份", "件")

    def one(self, *ways: str) -> str:
        return self.draw(st.sampled_from(ways))

    def value(self, *codes: str, before: bool = False) -> int:
        return int(sum((self.before if before else self.values)[FORM.index[code]] for code in codes))

    def say(self, number: int) -> str:
        return f"{STYLES[self.style](number)}{self.unit}"

    def listed(self, items: dict[str, int]) -> str:
        kept = {name: number for name, number in items.items() if number} or items
        mark = self.one("、", "，")
        return mark.join(f"{name}{self.say(number)}" for name, number in kept.items())

    def percent(self, part: int, whole: int) -> str:
        return (
            f"{(Decimal(part) * 100 / whole).quantize(Decimal(self.one('1', '0.1', '0.01')), ROUND_HALF_UP)}%"
        )

    def applications(self) -> str:
        new, carried = self.value("t3/new/total"), self.value("t3/carried_in/total")
        said = []
        if new:
            verb = self.one("新收", "收到", "共收到", "受理", "共接收")
            what = self.one("政府信息公开申请", "信息公开申请", "公民、法人和其他组织提出的政府信息公开申请")
            said.append(
                f"{self.one('2023年，我局', '全年', '本年度', '2023年度我局共')}{verb}{what}{self.say(new)}"
            )
            kind = self.one("", "share", "applicants", "change")
            if kind == "share":
                people = self.value("t3/new/natural_person")
                said[-1] += f"，其中自然人{self.say(people)}，占{self.percent(people, new)}"
            elif kind == "applicants":
                parts = {name: self.value(f"t3/new/{code}") for name, code in APPLICANTS.items()}
                said[-1] += f"（{self.listed(parts)}）" if sum(map(bool, parts.values())) > 1 else ""
            elif kind == "change":
                said[-1] += self.change("t3/new/total", new)
        else:
            said.append(self.one("2023年未收到政府信息公开申请", "全年没有收到公民、法人或者其他组织提出的信息公开申请", "政府信息公开申请数量为0"))  # fmt: skip
        if carried:
            said.append(
                self.one("上年结转{}", "2022年结转{}", "上年度结转的申请{}").format(self.say(carried))
            )
        else:
            said.append(self.one("无上年结转", "没有上年度结转的申请"))
        return "，".join(said) + "。"

    def change(self, code: str, now: int) -> str:
        before = self.value(code, before=True)
        if not before or before == now:
            return ""
        verb = self.one("增长", "上升") if now > before else self.one("下降", "减少")
        named = self.one("，同比{}{}", "，比上年的{b}{}{}", "，较上年（{b}）{}{}")
        return named.format(verb, self.percent(abs(now - before), before), b=self.say(before))

    def answers(self) -> str:
        total, out = self.value("t3/total/total"), self.value("t3/carried_out/total")
        said = []
        if total:
            said.append(self.one("全年办结{}", "已答复{}", "办结政府信息公开申请{}", "答复政府信息公开申请{}").format(self.say(total)))  # fmt: skip
            outcomes = {name: self.outcome(code) for name, code in OUTCOMES.items()}
            if sum(map(bool, outcomes.values())) > 1:
                said[-1] += self.one("，其中{}", "，包括{}", "：{}", "。其中{}", "（{}）").format(
                    self.listed(outcomes)
                )
        if out:
            said.append(
                self.one("结转下年度继续办理{}", "{}结转2024年继续办理", "结转下年{}").format(self.say(out))
            )
        else:
            said.append(self.one("无结转下年度办理的申请", "没有结转下年度继续办理的申请"))
        return self.one("。", "；").join(said) + "。"

    def outcome(self, code: str) -> int:
        rows = {
            f.code
            for f in FORM.by_table["t3"]
            if f.code.endswith("/total") and f.code.startswith(f"t3/{code}")
        }
        return self.value(*rows)

    def proceedings(self) -> str:
        said = []
        for word, rows in (
            ("行政复议", ("review",)),
            ("行政诉讼", ("litigation_direct", "litigation_after_review")),
        ):
            number = self.value(*(f"t4/{row}/total" for row in rows))
            if not number:
                said.append(f"{self.one('未发生因政府信息公开引起的', '没有因政府信息公开引发的')}{word}")
                continue
            said.append(
                f"因政府信息公开{self.one('被申请', '引发') if word == '行政复议' else '被提起'}{word}{self.say(number)}"
            )
            results = {
                name: self.value(*(f"t4/{row}/{code}" for row in rows)) for name, code in RESULTS.items()
            }
            if sum(map(bool, results.values())) > 1 and self.one("", "results"):
                said[-1] += f"（{self.listed(results)}）"
        return self.one("，", "；", "。").join(said) + "。"

    def disclosure(self) -> str:
        normative = {name: self.value(f"t2/normative_documents/{code}") for name, code in (("制发行政规范性文件", "issued"), ("废止", "repealed"), ("现行有效", "in_force"))}  # fmt: skip
        decided = {name: self.value(f"t2/{code}/decisions") for name, code in (("行政许可", "licensing"), ("行政处罚", "penalties"), ("行政强制", "coercion"))}  # fmt: skip
        fees = self.values[FORM.index["t2/fees/amount"]]
        amount = self.one(f"{fees}万元", f"{int(fees * 10000)}元", f"{int(fees * 10000):,}元")
        said = [
            "，".join(f"{name}{self.say(number)}" for name, number in normative.items()),
            f"{self.one('作出', '全年作出', '共作出')}{self.listed(decided)}"
            if any(decided.values())
            else "无行政许可、行政处罚、行政强制事项",
            f"{self.one('', '收取', '全年')}行政事业性收费{amount}" if fees else "无行政事业性收费",
        ]
        return self.one("。", "；").join(said) + "。"

    def section_five(self) -> str:
        coming = self.value("t3/new/total", "t3/carried_in/total")
        if not coming:
            return "更新不够及时；今后将明确更新时限。"
        return f"{self.one('收到', '全年收到')}的{self.say(coming)}政府信息公开申请中，个别答复说理不够充分；今后将加强审核。"

    def sections(self) -> dict[str, str]:
        parts = {
            "主动公开": self.disclosure(),
            "依申请公开": self.applications() + self.answers() + self.proceedings(),
            "政府信息管理": "落实发布审核制度。",
            "政府信息公开平台建设": "维护区政府网站专栏。",
            "监督保障": "公开工作纳入年度考核。",
        }
        head = self.one("（{}）{}。", "（{}）{}情况\n", "（{}）{}：")
        body = "\n".join(
            head.format(n, name) + text for n, (name, text) in zip("一二三四五", parts.items(), strict=True)
        )
        return {
            "s1": f"2023年，我局认真落实条例。\n{body}",
            "s5": self.section_five(),
            "s6": "未收取信息处理费。",
        }


@st.composite
def written_cases(draw) -> Case:
    seed, most = draw(st.integers(0, 10**9)), draw(st.sampled_from([0, 1, 9, 60]))
    base = random_base(random.Random(seed), most)
    base["t2/fees/amount"] = Decimal(draw(st.integers(0, 10**7))) / 10000
    last = complete(random_base(random.Random(seed + 1), most))
    ret = make_return(base)
    sections = Writer(ret.values, last, draw).sections()
    known = draw(st.booleans())
    return Case(
        FORM,
        replace(ret, sections=sections),
        Match(Agency("001", "甲区财政局")),
        Settings(2023, level="市"),
        last_year=LastYear(2022, last, {}, ("甲区财政局",)) if known else None,
    )


def told(case: Case) -> list[tuple[str, str]]:
    return [(f.rule, f.message) for f in judge(case) if f.rule in CHECKED]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written_cases())
def test_a_right_text_is_never_contradicted(case):
    assert told(case) == [], case.ret.sections


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written_cases(), st.integers(1, 50))
def test_a_new_number_of_applications_in_the_table_is_noticed(case, more):
    values = list(case.ret.values)
    index = FORM.index["t3/new/total"]
    values[index] += values[FORM.index["t3/carried_in/total"]] + more
    changed = replace(case, ret=replace(case.ret, values=tuple(values)))
    assert {rule for rule, _ in told(changed)} & {"N01", "N02"}, case.ret.sections["s1"]


@settings(deadline=None)
@given(st.text(alphabet="收到受理新收政府信息公开申请件宗上年结转下办结其中予以不行政复议诉讼许可处罚未没有无制发0123456789一二十，。、；（）：\n", max_size=120))  # fmt: skip
def test_any_text_can_be_read(text):
    flat = flatten("s1", text)
    for item in (*statements(flat, 2023), *none_statements(flat, 2023)):
        assert item.quote.rstrip("…") in text
        assert main_figure(FORM, item.subject, complete({})) is not None or item.subject == "in_time"


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_every_subject_has_a_value(seed):
    values = complete(random_base(random.Random(seed)))
    for subject in ("new", "sum", "handled", "answered", "carried_in", "granted", "refused", "unable", "declined", "other", "organisations", "fees", "review", "litigation", "litigation/upheld"):  # fmt: skip
        found = accepted(FORM, values, subject)
        assert found
        assert values[main_figure(FORM, subject, values)] <= max(found)

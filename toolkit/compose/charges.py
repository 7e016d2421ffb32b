"""The district's section six: what the agencies' own section six says of 信息处理费 (国办函〔2020〕109号)."""

import re
from typing import NamedTuple

from toolkit.compose.paragraph import Paragraph, Remark, say
from toolkit.compose.phrases import Phrases
from toolkit.model import District, Number
from toolkit.rules.fees import processing_fees

_FEE = re.compile(r"处理费|收费通知|收费|费用")
_NONE = re.compile(r"未|没有|无|为零|为0|0元|不收")
_SENTENCE = re.compile(r"[。；;\n]")


class _Reported(NamedTuple):
    """Agencies by what they report: amounts taken in, in 元; nothing; not a word that can be told for certain."""

    taken: dict[str, Number]
    none: list[str]
    unclear: list[str]


def charges(district: District, section: str, phrases: Phrases) -> list[Paragraph]:
    """How much was charged, by whom; agencies whose text does not say so for certain are a gap."""
    reported = _reported(district, section)
    if not (reported.taken or reported.none):
        return []
    paragraphs = []
    n = len(reported.none)
    if reported.taken:
        remark = "\n".join(
            phrases.fill("charges.remark", name=name, n=say(yuan)) for name, yuan in reported.taken.items()
        )
        text = phrases.fill(
            "charges.taken" if len(reported.taken) > 1 else "charges.taken_one",
            name=next(iter(reported.taken)),
            year=district.year,
            n=len(reported.taken),
            yuan=say(sum(reported.taken.values(), 0)),
            agencies=phrases.joined(
                phrases.fill("charges.agency", name=name, n=say(yuan))
                for name, yuan in reported.taken.items()
            ),
        )
        text += phrases.fill("charges.others", n=n) if n else ""
        paragraphs.append(Paragraph("text", text, remarks=(Remark("", remark),)))
    else:
        paragraphs.append(Paragraph("text", phrases.fill("charges.none", year=district.year, n=n)))
    if reported.unclear:
        names = phrases.joined(reported.unclear)
        paragraphs.append(phrases.gap(phrases.fill("charges.unclear", n=len(reported.unclear), names=names)))
    return [*paragraphs, *(phrases.gap(hint) for hint in phrases.get("charges.hints"))]


def _reported(district: District, section: str) -> _Reported:
    taken: dict[str, Number] = {}
    none, unclear = [], []
    for result in district.included:
        if result.judged is None or result.agency.is_adjustment:
            continue
        name, text = result.agency.name, result.judged.ret.sections.get(section, "")
        yuan = sum((amount.yuan for amount in processing_fees(text, district.year)), 0)
        about = [s for s in _SENTENCE.split(text) if _FEE.search(s)]
        if yuan:
            taken[name] = yuan
        elif about and all(_NONE.search(sentence) for sentence in about):
            none.append(name)
        else:
            unclear.append(name)
    return _Reported(taken, none, unclear)

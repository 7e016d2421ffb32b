"""What the narrative says of money that was charged. Pure; cautious: what is not surely taken in is left out."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from toolkit.model import Number
from toolkit.numerals import NUMERAL, numeral

_AMOUNT = re.compile(
    rf"(?P<number>{NUMERAL})\s*(?P<more>[余多])?\s*(?P<scale>[万亿])?(?P<odd>[余多])?\s*元(?P<each>\s*[/／每])?"
)
_SENTENCE = re.compile(r"[。；;！？!?\n]")
_CLAUSE = re.compile(r"[：:、]|(?<!\d)[,，]|[,，](?!\d)")
_PROCESSING = re.compile(r"(?<![圾水物])处理费")  # not 垃圾处理费 or 污水处理费
_NOTICE = re.compile(r"通知|应收|应缴|应当?收取|拟收|核定|标准|每件|按件|按量")
_TAKEN = re.compile(
    r"实际收取|实际收费|实收|已?收取|已收|共收|共计收|征收|收到|收入|缴纳|缴入|上缴|入库|到账"
)
_NOT_TAKEN = re.compile(
    r"拟|应收|应缴|通知缴|决定收取|未|没有|无|免|减|退|不予|不再|尚|欠|放弃|逾期|预计|计划|预算"
)
_ROUGH = re.compile(r"约|近|不足|不到|左右|上下")
_YEAR = re.compile(r"上年|去年|上一年|往年|前年|同比|同期|(?P<year>20\d\d)\s*年")
_OTHER_FEES = re.compile(r"行政事业性收费|登记费|诉讼费|土地|罚款|罚没|采购|印刷|培训费|补助")
_NO_SUM = re.compile(r"每件|标准|罚款|罚没")
_YUAN = {"": 1, "万": 10_000, "亿": 100_000_000}


class Charged(NamedTuple):
    """An amount in the text: in 元, and the words that it stands in."""

    yuan: Number
    words: str


def processing_fees(text: str, year: int) -> tuple[Charged, ...]:
    """The amounts of 信息处理费 that the text says were taken in during the year.

    The total of the notices that were sent (发出收费通知3件，总金额600元) is not what was taken in; nor are amounts that were
    waived, refunded, not paid, a rate, of another year, or said to be about so much. 余 and 多 are a lower bound.
    """
    return tuple(amount for sentence in _SENTENCE.split(text) for amount in _taken_in(sentence, year))


def _taken_in(sentence: str, year: int) -> Iterator[Charged]:
    if not (_PROCESSING.search(sentence) or "收费通知" in sentence):
        return
    notices = "通知" in sentence
    mode, own_year = "", True  # what the clauses so far speak of, and whether they speak of the year
    for clause in _CLAUSE.split(sentence):
        begin = 0
        for match in _AMOUNT.finditer(clause):
            before, begin = clause[begin : match.start()], match.end()
            mode, own_year = _mode(before, mode, notices), _is_own(before, year, own_year)
            yuan = _yuan(match)
            doubtful = match["each"] or _NOT_TAKEN.search(clause) or _ROUGH.search(clause)
            taken = mode == "taken" and own_year and not _OTHER_FEES.search(clause)
            if yuan is not None and taken and not doubtful:
                yield Charged(yuan, clause.strip())
        mode, own_year = _mode(clause[begin:], mode, notices), _is_own(clause[begin:], year, own_year)


def _mode(words: str, before: str, notices: bool) -> str:
    """What an amount after these words is (notice, taken or not): what the last telling word says, else as before."""
    last = [("notice", m.end()) for m in _NOTICE.finditer(words)]
    taken = "not" if _NOT_TAKEN.search(words) else "taken"
    last += [(taken, m.end()) for m in _TAKEN.finditer(words)]
    if not notices:
        # 信息处理费1200元 without a word of notices is what was taken in.
        last += [(taken, m.end()) for m in re.finditer(r"处理费|收费", words)]
    return max(last, key=lambda item: item[1])[0] if last else before


def _is_own(words: str, year: int, before: bool) -> bool:
    """Whether what follows is of the year: what the last words about a year say, else as before."""
    named = [m["year"] is not None and int(m["year"]) == year for m in _YEAR.finditer(words)]
    return named[-1] if named else before


def amounts_in_yuan(text: str) -> tuple[Charged, ...]:
    """Amounts of fees that the text gives in 元, not 万元, with their words; rates and rough amounts are left out."""
    found = []
    for sentence in _SENTENCE.split(text):
        clauses = _CLAUSE.split(sentence)
        for position, clause in enumerate(clauses):
            around = "".join(clauses[max(0, position - 1) : position + 1])
            for match in _AMOUNT.finditer(clause):
                in_yuan = not match["scale"] and match["number"][-1] not in "万亿"
                rough = match["more"] or match["odd"] or match["each"] or _ROUGH.search(clause)
                yuan = _yuan(match)
                of_fees = re.search(r"收费|处理费|收取", around) and not _NO_SUM.search(around)
                if in_yuan and yuan is not None and of_fees and not rough:
                    found.append(Charged(yuan, clause.strip()))
    return tuple(found)


def _yuan(match: re.Match[str]) -> Number | None:
    value = numeral(match["number"])
    if value is None:
        return None
    yuan = Decimal(value) * _YUAN[match["scale"] or ""]
    return int(yuan) if yuan == yuan.to_integral_value() else yuan

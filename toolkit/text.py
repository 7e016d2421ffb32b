"""Comparing words that people typed: white space, width, brackets and numbering do not matter."""

import re
import unicodedata
from functools import lru_cache

# Longer texts are sentences, not labels; folding them would only cost time.
LABEL_LIMIT = 90

_NUMBERING = re.compile(
    r"""^\s*(?:
        [（(\[【〔]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）\]】〕]   # （一） (1) 【三】
      | 第[一二三四五六七八九十]{1,3}(?:部分|章)[、,，.．:：]?                # 第一部分
      | (?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．,，:：)）](?!\d)     # 一、 1. 3) but not 3.5
      | [①-⑳]
      | \d{1,2}(?=[^\d\s.．,，%年月日])                                       # 1属于国家秘密
    )\s*""",
    re.VERBOSE,
)
_DROPPED = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff\u00ad（）()\[\]【】〔〕{}<>《》〈〉「」『』“”‘’\"'`´、，,;；:：。·•.．*＊|｜_]+"
)
# 自然人（件）: the unit of all counts adds nothing to a label; an amount's unit does, and stays.
_COUNT_UNIT = re.compile(r"\s*[（(\[【]\s*(?:单位\s*[:：])?\s*[件条个宗次]\s*[)）\]】]\s*$")
_REPORTED_YEAR = re.compile(r"本年(?:度)?(?:19|20)\d\d(?:年度|年)?")


TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks without width of their own, some of which turn the letters behind them around."""

_RADICALS = re.compile("[\u2e80-\u2fdf]")
# Those that Unicode itself does not call the same.
_LETTERS = dict(
    zip(
        "⻓⻔⻢⻛⻜⻝⻋⻅⻆⻉⻚⻘⻥⻦⻰⻨⻬⻩⻄⻁⺟⺠⻣⻤⻮⻳",
        "长门马风飞食车见角贝页青鱼鸟龙麦齐黄西虎母民骨鬼齿龟",
        strict=True,
    )
)


def plain_signs(text: str) -> str:
    """The text with signs of the radicals, which some programs write for the letters, as the letters: ⼯作 is 工作."""
    return _RADICALS.sub(
        lambda match: _LETTERS.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text
    )


UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters, marks without width, and marks that turn the direction of reading: U+202E shows "表xcod.exe" for
"表exe.docx"."""


def squeeze(text: str) -> str:
    """The text on one line, runs of white space as one space."""
    return " ".join(text.split())


def strip_numbering(text: str) -> str:
    """The text without its leading number: 一、 （一） 1. ① 第一部分."""
    return _NUMBERING.sub("", text, count=1)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The form of a label that is compared: NFKC, no white space, brackets, quotes, punctuation or leading number.

    Returns an empty string for texts that are too long to be labels.
    """
    if len(text) > 4 * LABEL_LIMIT:
        return ""
    # Circled numbers must go before NFKC turns them into plain digits.
    core = _COUNT_UNIT.sub("", strip_numbering(text.strip()))
    core = _DROPPED.sub("", unicodedata.normalize("NFKC", core))
    core = _REPORTED_YEAR.sub("本年", core)
    return core if len(core) <= LABEL_LIMIT else ""

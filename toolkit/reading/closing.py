"""What stands behind a report and is none of it: signature and date, and what a web page prints below its text.

Only the end of the last section is looked at, and nothing that is a sentence is ever cut.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

_DATE = re.compile(
    r"[（(]?(?:20\d\d|二[〇○零0Oo][〇○零一二三四五六七八九十\d]{2})\s*年\s*.{1,3}?\s*月\s*.{1,3}?\s*日[)）]?|【?(?:成文日期|日期)】?"
)
_NAME_AND_DATE = re.compile(rf"(?P<name>[\u4e00-\u9fff（）()]{{4,30}}?)[\s　]+(?:{_DATE.pattern})")
_ENCLOSED = re.compile(r"附件\s*\d*\s*[:：]?.{0,60}")
_ISSUED = re.compile(
    r"[（(]?(?:此件|本件)(?:依申请|主动|不予|全文)?公开(?:发布)?[)）]?|[（(]?(?:盖章|公章|印章|单位公章)[)）]?"
)
_OF_A_PAGE = re.compile(
    r"(?:【?\[?(?:打印(?:本页|此页|文章|正文)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|列表)?|收藏(?:本页|此页)?|分享(?:到|至)?[:：]?.{0,8}|"
    r"字体[:：]?.{0,8}|纠错|我要纠错|复制链接|扫一扫.{0,20})】?\]?[\s|]*)+|"
    r"(?:上|下)一[篇条页][:：].*|(?:主办|承办|协办|技术支持|维护)(?:单位|部门)?[:：].*|版权所有.*|Copyright.*|.{0,12}ICP备.*|.{0,12}公网安备.*|"
    r"网站(?:标识码|地图|声明).*|(?:责任编辑|编辑|信息来源|来源|发布时间|发布日期|浏览次数|点击(?:数|率|次数)?|阅读次数)[:：].*|"
    r"相关(?:链接|阅读|文章|附件)[:：]?.*|(?:联系|关于)我们",
    re.IGNORECASE,
)
_LONGEST = 40  # characters of a line that is no sentence
_SENTENCE = re.compile(r"[。；！？]")
_MOST_SENTENCES = 2  # behind a signature; more of them, and the date was one in a list


def without_closing(lines: Sequence[str], names: Collection[str]) -> list[str]:
    """The last section's lines without signature, date and a page's lines; sentences behind them stay.

    Args:
        names: what the report's agency is called.
    """
    known = {_bare(name) for name in names}
    start = _signature(lines, known)
    kept, behind = list(lines), list[str]()
    if start is not None:
        behind = [line for line in lines[start:] if _is_sentence(line)]
        kept = list(lines[:start])
    while kept and not _is_sentence(kept[-1]) and _is_of_a_page(kept[-1]):
        kept.pop()
    return [*_without_enclosures(kept, start is not None), *behind]


def _signature(lines: Sequence[str], known: Collection[str]) -> int | None:
    """Where the signature begins: a date by itself, with the name above it; or the agency's own name at the end."""
    for at in range(len(lines) - 1, -1, -1):
        if sum(map(_is_sentence, lines[at + 1 :])) > _MOST_SENTENCES:
            return None
        line = lines[at].strip()
        together = _NAME_AND_DATE.fullmatch(line)
        if together and (_bare(together["name"]) in known or not any(map(_is_sentence, lines[at + 1 :]))):
            return at
        if _DATE.fullmatch(line):
            named = at > 0 and not _is_sentence(lines[at - 1]) and _is_name(lines[at - 1], known)
            if named or not any(map(_is_sentence, lines[at + 1 :])):
                return at - 1 if named else at
        elif _bare(line) in known and not any(map(_is_sentence, lines[at + 1 :])):
            return at
    return None


def signed_by(lines: Sequence[str]) -> str | None:
    """The name above the last line that is nothing but a date; None where there is no such line, or no name."""
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at].strip()
        together = _NAME_AND_DATE.fullmatch(line)
        if together and _is_name(together["name"], ()):
            return _bare(together["name"])
        if _DATE.fullmatch(line):
            name = lines[at - 1]
            return _bare(name) if not _is_sentence(name) and _is_name(name, ()) else None
    return None


def _is_name(line: str, known: Collection[str]) -> bool:
    return _bare(line) in known or (
        len(line.strip()) <= _LONGEST
        and not re.search(r"[，：,:]", line)
        and not re.match(r"\s*[\d（(一二三四五]", line)
    )


def _without_enclosures(lines: list[str], signed: bool) -> list[str]:
    """附件：1.…, and the lines below it that list more, above a signature."""
    for back in range(1, min(6, len(lines)) + 1) if signed else ():
        line = lines[-back].strip()
        if _is_sentence(line):
            break
        if _ENCLOSED.fullmatch(line):
            return lines[:-back]
    return lines


def _is_sentence(line: str) -> bool:
    return _SENTENCE.search(line) is not None or len(line.strip()) > 2 * _LONGEST


def _is_of_a_page(line: str) -> bool:
    text = line.strip()
    return any(pattern.fullmatch(text) is not None for pattern in (_ISSUED, _OF_A_PAGE))


def _bare(text: str) -> str:
    return re.sub(r"\s|[（(](?:盖章|公章|印章)[)）]", "", unicodedata.normalize("NFKC", text))

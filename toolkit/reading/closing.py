"""What stands behind a report and is none of it: signature and date, and what a web page prints below its text."""

import re
import unicodedata
from collections.abc import Collection, Sequence

_DATE = re.compile(
    r"[（(]?(?:20\d\d|二[〇○零0Oo][〇○零一二三四五六七八九十\d]{2})\s*年\s*.{1,3}?\s*月\s*.{1,3}?\s*日[)）]?"
)
_GAP_FOR_DATE = re.compile(r"【?(?:成文日期|日期)】?")
_ISSUED = re.compile(
    r"[（(]?(?:此件|本件)(?:依申请|主动|不予|全文)?公开(?:发布)?[)）]?|[（(]?(?:盖章|公章|印章|单位公章)[)）]?|附件\s*\d*\s*[:：].{0,60}|附件"
)
_OF_A_PAGE = re.compile(
    r"(?:【?\[?(?:打印(?:本页|此页|文章|正文)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|列表)?|收藏(?:本页|此页)?|分享(?:到|至)?.{0,12}|字体.{0,12}|纠错|"
    r"我要纠错|复制链接|扫一扫.{0,20})】?\]?[\s|]*)+|"
    r"(?:上|下)一[篇条页][:：]?.*|(?:主办|承办|协办|技术支持|维护)(?:单位|部门)?[:：].*|版权所有.*|Copyright.*|.{0,12}ICP备.*|.{0,12}公网安备.*|"
    r"网站(?:标识码|地图|声明).*|(?:责任编辑|编辑|作者|信息来源|来源|发布时间|发布日期|浏览次数|点击(?:数|率|次数)?|阅读次数)[:：].*|"
    r"相关(?:链接|阅读|文章|附件)[:：]?.*|联系我们.*|关于我们.*",
    re.IGNORECASE,
)
_LONGEST_NAME = 40


def without_closing(lines: Sequence[str], names: Collection[str]) -> list[str]:
    """The last section's lines without signature, date and a page's lines; sentences behind them stay.

    Args:
        names: what the report's agency is called.
    """
    known = {_bare(name) for name in names}
    start = next((i for i in range(len(lines)) if _begins_the_end(lines, i, known)), None)
    if start is None:
        return list(lines)
    return [*lines[:start], *(line for line in lines[start:] if not _is_end(line, known))]


def _begins_the_end(lines: Sequence[str], at: int, known: Collection[str]) -> bool:
    """A date by itself; an agency's name by itself or above a date; what only pages and issued papers say."""
    line = lines[at].strip()
    if _DATE.fullmatch(line) or _GAP_FOR_DATE.fullmatch(line) or _OF_A_PAGE.fullmatch(line):
        return True
    if _ISSUED.fullmatch(line):
        return at + 1 == len(lines) or any(_is_end(other, known) for other in lines[at + 1 : at + 4])
    follows = at + 1 < len(lines) and (
        _DATE.fullmatch(lines[at + 1].strip()) or _GAP_FOR_DATE.fullmatch(lines[at + 1].strip())
    )
    return _bare(line) in known or (
        bool(follows) and len(line) <= _LONGEST_NAME and not re.search(r"[，。；：]", line)
    )


def _is_end(line: str, known: Collection[str]) -> bool:
    text = line.strip()
    return (
        any(pattern.fullmatch(text) is not None for pattern in (_DATE, _GAP_FOR_DATE, _ISSUED, _OF_A_PAGE))
        or _bare(text) in known
        or (
            len(text) <= _LONGEST_NAME
            and re.search(r"(?:局|委员会|办公室|办事处|政府|中心|管委会|分局)$", text) is not None
        )
    )


def _bare(text: str) -> str:
    return re.sub(r"\s|[（(](?:盖章|公章|印章)[)）]", "", unicodedata.normalize("NFKC", text))

"""A mail's own text, where it is the report itself: some agencies paste it into the mail instead of attaching it."""

import re
from collections.abc import Sequence

# What a report is made of; a covering letter or a reminder names two of these at most, and is short.
_OF_A_REPORT = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "行政复议、行政诉讼情况",
    "存在的主要问题",
    "其他需要报告的事项",
    "本年新收政府信息公开申请",
    "上年结转政府信息公开申请",
    "现行有效件数",
)
_ENOUGH = 3
_SHORTEST = 200
_LONGEST = 4_000_000  # characters that are looked at
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&nbsp;|\s+")


def pasted_report(pages: Sequence[str], texts: Sequence[str]) -> tuple[str, bytes] | None:
    """A name and the content of the report that a mail's text is, or None.

    Of the page and the plain text that say the same the page is taken: tables keep their cells there.

    Args:
        pages: the mail's texts in HTML.
        texts: those without markup.
    """
    for name, candidates in (("邮件正文.html", pages), ("邮件正文.txt", texts)):
        for text in candidates:
            if _is_report(text):
                return name, b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
    return None


def _is_report(text: str) -> bool:
    bare = _MARKUP.sub("", text[:_LONGEST])
    return len(bare) >= _SHORTEST and sum(words in bare for words in _OF_A_REPORT) >= _ENOUGH

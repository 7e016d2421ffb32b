"""A mail's own text, where it is the report itself: some agencies paste it into the mail instead of attaching it.

What a mail quotes or passes on is not its sender's: a reply carries the office's notice, or another agency's report
that was sent round as a model.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from toolkit.form import form_ids, load
from toolkit.text import strip_numbering

_ENOUGH = 3
_TELLING = 8  # characters of a heading's other spellings that no letter has by chance
_HEAD_LINE = re.compile(
    r"(?im)^\s*(?:收件人|抄送|主题|发送时间|日期|附件|To|Cc|Subject|Date|Sent)\s*[:：].{0,80}$"
)
_PASSING_ON = re.compile(
    r"(?:转发?|请阅|请查收|请收|供参考|见下|如下|FYI|现转发)?[。.！!：:，,]?", re.IGNORECASE
)
_SHORTEST = 200
_LONGEST = 4_000_000  # characters that are looked at
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&nbsp;|\s+")

_GAP = (
    r"(?:\s|　|&nbsp;|&\#160;|<[^<>]{0,400}>|\*)*"  # between the words of a line, in a page and in plain text
)
_COLON = rf"{_GAP}[:：]"
# The head of the quoted mail: who sent it, and soon after it when, to whom or what about.
_WHO = re.compile(rf"(?:发件人|寄件者|寄件人|\bFrom){_COLON}", re.IGNORECASE)
_MORE = re.compile(
    rf"(?:发送时间|发送日期|发送于|日{_GAP}期|时间|Sent|Date|收件人|To|主{_GAP}题|\bSubject){_COLON}",
    re.IGNORECASE,
)
_WITHIN = 1500  # characters of the page's source
_HEADS = 100  # that are looked at
_LINE_OF_TEXT = re.compile(r"(?:^[ \t]*>[^\n]*\n){2}", re.MULTILINE)
# A quotation in some programs, an indent in others: what stands in it tells.
_BLOCK = re.compile(r"<blockquote\b", re.IGNORECASE)
_QUOTED = re.compile(
    # as programs mark it in a page
    r"<blockquote[^<>]{0,200}(?:isReplyContent|gmail_quote|type=.?cite|yahoo|reply)|"
    r"<(?:div|includetail)[^<>]{0,200}(?:divRplyFwdMsg|gmail_quote|isReplyContent|isForwardContent|"
    r"reply-?quote|OLK_SRC_BODY_SECTION|yahoo_quoted|moz-cite-prefix|ntes-mailmaster-quote|foxmail_quote)|<includetail|"
    # as they and people write it
    rf"-{{2,}}{_GAP}(?:原始邮件|原邮件|转发的?邮件|转发邮件信息|回复的?原?邮件|Original(?: Message)?|Forwarded message|Begin forwarded)|"
    rf"在{_GAP}20\d\d{_GAP}[-年/.]{_GAP}\d{{1,2}}{_GAP}[-月/.]{_GAP}\d{{1,2}}[^\n]{{1,160}}?写道{_COLON}|(?:On|At)\s[^\n<>]{{0,20}}20\d\d[^\n]{{0,200}}?wrote{_COLON}",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """What a mail's own text holds.

    Attributes:
        pasted: name and content of the report that it is, or None.
        quotes: whether a report stands in what it quotes or passes on.
    """

    pasted: tuple[str, bytes] | None
    quotes: bool


def body_of(pages: Sequence[str], texts: Sequence[str]) -> Body:
    """What the mail's text holds; of the page and the plain text that say the same the page, where tables keep their cells.

    Args:
        pages: the mail's texts in HTML.
        texts: those without markup.
    """
    quotes = False
    for name, candidates, marks in (
        ("邮件正文.html", pages, (_QUOTED,)),
        ("邮件正文.txt", texts, (_QUOTED, _LINE_OF_TEXT)),
    ):
        for text in candidates:
            own, quoted = _parted(text[:_LONGEST], marks)
            if _is_report(own):
                return Body((name, b"\xef\xbb\xbf" + own.encode("utf-8", "replace")), False)
            quotes |= _is_report(quoted)
    return Body(None, quotes)


def _parted(text: str, marks: Sequence[re.Pattern[str]]) -> tuple[str, str]:
    """The sender's own words, and all from the first quotation on."""
    first = _first_mark(text, marks)
    own, quoted = text[:first], text[first:]
    above, below = _parts_in(own), _parts_in(quoted)
    # A report that goes on behind the mark was not ended by it; and one that was passed on without a word is what the
    # mail is about.
    goes_on = bool(above) and bool(below) and not above & below
    passed_on = _passes_on(own) and not below.isdisjoint(_ROWS)
    if quoted and not goes_on and not passed_on:
        return own, quoted
    block = _BLOCK.search(text)
    if block is not None and not passed_on:
        own, quoted = text[: block.start()], text[block.start() :]
        if _parts_in(own) & _parts_in(quoted):
            return own, quoted  # the same report again, or the notice that asked for it
        if not _parts_in(own) and not _passes_on(own):
            return own, quoted
    return text, ""


def _passes_on(own: str) -> bool:
    """Whether the sender's own words say no more than 转; lines of a mail's head, typed above a report, say nothing."""
    if len(own) > _WITHIN * 4:
        return False
    lines = _HEAD_LINE.sub("", re.sub(r"<[^<>]*>", "\n", own))
    return _PASSING_ON.fullmatch(_MARKUP.sub("", lines)) is not None


_ROWS = ("t3/new", "t3/carried_in")  # rows of table three: no notice has them


@cache
def _parts() -> Mapping[str, tuple[str, ...]]:
    """The parts of the latest form that a report is known by, with their spellings: its sections, and two rows.

    A covering letter or a reminder names two of these at most, and is short.
    """
    form = load(form_ids()[-1])
    parts = {
        section.id: (
            strip_numbering(section.heading.text),
            *(text for text in section.heading.spellings if len(text) >= _TELLING),
        )
        for section in form.sections
    }
    rows = {f"{figure.table.id}/{figure.row.code}": figure.row.label.text for figure in form.figures}
    return parts | {code: (strip_numbering(rows[code]),) for code in _ROWS}


def _parts_in(text: str) -> frozenset[str]:
    """The parts of a report that a text names."""
    bare = _MARKUP.sub("", text)
    return frozenset(part for part, words in _parts().items() if any(word in bare for word in words))


def _first_mark(text: str, marks: Sequence[re.Pattern[str]]) -> int:
    begins = [found.start() for mark in marks if (found := mark.search(text))]
    for who in islice(_WHO.finditer(text), _HEADS):
        if _MORE.search(text, who.end(), who.end() + _WITHIN):
            begins.append(who.start())
            break
    return min(begins, default=len(text))


def _is_report(text: str) -> bool:
    return len(_MARKUP.sub("", text)) >= _SHORTEST and len(_parts_in(text)) >= _ENOUGH

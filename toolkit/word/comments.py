"""Real Word comments: what stands beside the text, so that deleting them leaves the clean text.

Words that a template puts into a run are marked by two control characters that no text of a user can hold (``clean``
takes them out); once the template is filled, ``place`` cuts the run there and sets the comment's anchors, so that
the run keeps whatever look the office gave it. What the program paints itself is given its anchors at once.
"""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from toolkit.compose import Remark
from toolkit.word.styles import NAMESPACE
from toolkit.word.xml import escape

COMMENTS = "word/comments.xml"

_START, _END, _STOP = "\x02", "\x03", "\x04"
_MARK = re.compile(f"([{_START}{_END}])(\\d+){_STOP}")
_RUN_END = "</w:r>"
_LOOK = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_EMPTY = re.compile(
    r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>', re.DOTALL
)
_PLACED = re.compile(r'<w:commentReference w:id="(\d+)"/>')

_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_SMALL = (
    '<w:rPr><w:rFonts w:hint="eastAsia"/><w:spacing w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
)


class Comments:
    """The comments of one draft, numbered from ``first`` on."""

    def __init__(self, author: str, first: int = 0) -> None:
        self._author = author
        self._first = first
        self._texts: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._texts)

    def _add(self, text: str) -> int:
        self._texts.append(text)
        return self._first + len(self._texts) - 1

    def around(self, texts: Sequence[str], runs: str) -> str:
        """Painted runs with one comment on them; as they are where nothing is to be said."""
        if not texts:
            return runs
        number = self._add("\n".join(texts))
        return _opening(number) + runs + _closing(number)

    def on(self, text: str, remarks: Iterable[Remark]) -> str:
        """Text for a template, with marks where its comments begin and end."""
        cuts: list[tuple[int, int, str]] = []
        for remark in remarks:
            begin = text.find(remark.on) if remark.on else 0
            begin, end = (begin, begin + len(remark.on)) if remark.on and begin >= 0 else (0, len(text))
            number = self._add(remark.text)
            # At one place what ends comes before what begins.
            cuts += [(begin, 1, f"{_START}{number}{_STOP}"), (end, 0, f"{_END}{number}{_STOP}")]
        if not cuts:
            return text
        pieces, last = [], 0
        for place, _, mark in sorted(cuts):
            pieces += [escape(text[last:place]), mark]
            last = place
        return Markup("".join([*pieces, escape(text[last:])]))

    def place(self, document: str) -> str:
        """The filled document with anchors in place of the marks."""
        seen: set[str] = set()

        def cut(run: str) -> str:
            look = _LOOK.search(run)
            again = f'<w:r>{look[0] if look else ""}<w:t xml:space="preserve">'

            def anchor(mark: re.Match[str]) -> str:
                if mark[0] in seen:  # a template may use a value twice, a comment has one place
                    return ""
                seen.add(mark[0])
                number = int(mark[2])
                return "</w:t></w:r>" + (_opening(number) if mark[1] == _START else _closing(number)) + again

            return _EMPTY.sub("", _MARK.sub(anchor, run))

        pieces, last = [], 0
        for mark in _MARK.finditer(document):
            if mark.start() < last:
                continue  # in a run that was cut already
            begin, end = _run_around(document, last, mark.start())
            if begin >= 0:
                pieces += [document[last:begin], cut(document[begin:end])]
                last = end
        return _MARK.sub("", "".join([*pieces, document[last:]]))

    def xml(self, document: str, before: str = "") -> bytes:
        """comments.xml with the comments that have a place in the document, after those of the template itself."""
        placed = {int(number) for number in _PLACED.findall(document)}
        own = "".join(
            self._comment(number, text)
            for number, text in enumerate(self._texts, start=self._first)
            if number in placed
        )
        if before:
            return before.replace("</w:comments>", own + "</w:comments>").encode("utf-8")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f"{head}<w:comments {NAMESPACE}>{own}</w:comments>".encode()

    def _comment(self, number: int, text: str) -> str:
        paragraphs = "".join(
            f'<w:p>{_PARAGRAPH}<w:r>{_SMALL}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for line in text.split("\n")
        )
        author = escape(self._author).replace('"', "&quot;")
        return f'<w:comment w:id="{number}" w:author="{author}" w:initials="{author[:1]}">{paragraphs}</w:comment>'


def _run_around(document: str, after: int, place: int) -> tuple[int, int]:
    """Where the run begins and ends that a place lies in; -1 where it lies in none."""
    begin = max(document.rfind("<w:r>", after, place), document.rfind("<w:r ", after, place))
    end = document.find(_RUN_END, place)
    if begin < 0 or end < 0 or document.find(_RUN_END, begin, place) >= 0:
        return -1, -1
    return begin, end + len(_RUN_END)


def _opening(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def _closing(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'

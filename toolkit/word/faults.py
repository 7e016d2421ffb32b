"""Where in a template a mistake stands, in words that somebody with the template open in Word can follow."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_PARAGRAPH = re.compile(r"(?=<w:p[ >])")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_SHOWN, _BEGINNING = 40, 10  # characters of a paragraph that a message quotes
_TAG = re.compile(r"\{[{%]|[｛％]")
_OF_OURS = re.compile(r"[\u4e00-\u9fff]{4}")
_WORDS = (
    (re.compile(r"'?([\w.]+)'? is undefined"), r"“\1”"),
    (re.compile(r"'.*' has no attribute '(\w+)'"), r"没有“\1”这一项"),
    (re.compile(r"Encountered unknown tag '(\w+)'.*", re.DOTALL), r"不认识“\1”"),
    (re.compile(r"Unexpected end of template.*looking for.*?'(\w+)'.*", re.DOTALL), r"缺少结束的“\1”"),
    (re.compile(r"unexpected '(.+)'"), r"多了或写错了“\1”"),
    (re.compile(r"expected token '(.+)', got '(.+)'"), r"这里应当是“\1”，写的是“\2”"),
    (re.compile(r"No filter named '(\w+)'.*"), r"没有“\1”这个过滤器"),
)


def plain(error: Exception) -> str:
    """What a template engine says, in Chinese where the saying is known."""
    text = str(error)
    if _OF_OURS.search(text):
        return text
    for pattern, words in _WORDS:
        if pattern.search(text):
            return pattern.search(text).expand(words)  # type: ignore[union-attr]
    return "算不出来，请检查这里的写法"


def place(
    environment: Any,
    patch: Callable[[str], str],
    xml: str,
    context: Mapping[str, object] | None = None,
) -> str:
    """第5段“……”: the paragraph whose tag fails when the template is compiled, or filled; empty where it cannot be told.

    The template is compiled once more with each paragraph on a line of its own, which is too slow for every draft.
    """
    paragraphs = _PARAGRAPH.split(xml.replace("\n", " "))
    try:
        environment.from_string(patch("\n".join(paragraphs))).render(context or {})
    except Exception as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        if line is not None and 1 < line <= len(paragraphs):
            return words_for(line - 1, paragraphs[line - 1])
    return ""


def paragraphs(xml: str) -> Iterator[tuple[int, str]]:
    """(number from 1, XML) of the paragraphs, those in tables and boxes counted too."""
    return ((number, paragraph) for number, paragraph in enumerate(_PARAGRAPH.split(xml)) if number)


def words_for(number: int, paragraph: str) -> str:
    """第5段“……”: a long paragraph by its beginning and from its first tag on."""
    text = text_of(paragraph).strip()
    if len(text) > _SHOWN:
        tag = _TAG.search(text)
        start = tag.start() if tag and tag.start() > _BEGINNING else 0
        begin = f"{text[:_BEGINNING]}……" if start else ""
        text = f"{begin}{text[start : start + _SHOWN]}{'……' if start + _SHOWN < len(text) else ''}"
    return f"第{number}段“{text}”"


def text_of(paragraph: str) -> str:
    """What a paragraph says, tags and words."""
    return "".join(_TEXT.findall(paragraph))


def _line_of(error: BaseException) -> int | None:
    """The line of the template that was being filled."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line

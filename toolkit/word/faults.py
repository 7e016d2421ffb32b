"""Where in a template a mistake stands, in words that somebody with the template open in Word can follow."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_PARAGRAPH = re.compile(r"(?=<w:p[ >])")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_TABLE = re.compile(r"\{\{(?!p)[^}]*?\b(table\d+)\b")
_SHOWN = 40
_FULL_WIDTH = re.compile(r"｛\s*｛|｝\s*｝|[｛{]\s*％|％\s*\}|｛%|%｝")
_BLOCK_TAG = re.compile(r"\{%[-+]?(?P<p>(?:p|tr|tc|r)(?=\s))?\s*(?P<word>\w+).*?%\}")
_PAIRED = {"for", "if", "with", "macro", "call", "filter", "raw", "block", "autoescape"}
_SINGLE = {
    "elif", "else", "set", "endset", "include", "import", "from", "extends", "do", "cellbg", "colspan", "hm", "vm",
}  # fmt: skip
_BLOCK_WORDS = _PAIRED | _SINGLE | {f"end{word}" for word in _PAIRED}
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


def ill_formed(xml: str) -> str:
    """A tag that no engine would place well: full-width braces, one that its paragraph does not close, a loop or condition
    without its end. Empty where there is none."""
    return _full_width(xml) or unbalanced(xml) or _unpaired(xml)


def _full_width(xml: str) -> str:
    for number, paragraph in enumerate(_PARAGRAPH.split(xml)):
        if number and _FULL_WIDTH.search(_text(paragraph)):
            return f"{words_for(number, paragraph)}：花括号和百分号要用半角的 {{{{ }}}}、{{% %}}"
    return ""


def _unpaired(xml: str) -> str:
    """A loop or condition that is never ended, or ended without being begun, at its own paragraph."""
    open_tags: list[tuple[str, int, str]] = []
    for number, paragraph in enumerate(_PARAGRAPH.split(xml)):
        text = _text(paragraph)
        for match in _BLOCK_TAG.finditer(text) if number else ():
            word = match["word"]
            if word not in _BLOCK_WORDS:
                return f"{words_for(number, paragraph)}里的 {{% %}} 写法有误：不认识“{word}”"
            if not match["p"] and word.removeprefix("end") in ("for", "if") and text.strip() == match[0]:
                return f"{words_for(number, paragraph)}：单独成段的要写成 {{%p {word} …… %}}，否则每段前后多出空段"
            if word in _PAIRED:
                open_tags.append((word, number, paragraph))
            elif word.startswith("end") and word != "endset":
                if not open_tags or open_tags[-1][0] != word.removeprefix("end"):
                    if not open_tags:
                        return f"{words_for(number, paragraph)}里的 {word} 写法有误：前面没有对应的 {word.removeprefix('end')}"
                    begun, place, begin = open_tags[-1]
                    return f"{words_for(place, begin)}里的 {begun} 写法有误：后面缺少结束的“end{begun}”"
                open_tags.pop()
    if open_tags:
        begun, place, begin = open_tags[-1]
        return f"{words_for(place, begin)}里的 {begun} 写法有误：后面缺少结束的“end{begun}”"
    return ""


def unbalanced(xml: str) -> str:
    """A tag that its own paragraph does not close, or not open: it would swallow all up to the next one. Empty where
    there is none."""
    for number, paragraph in enumerate(_PARAGRAPH.split(xml)):
        text = _text(paragraph)
        for begin, end in (("{{", "}}"), ("{%", "%}")):
            if number and text.count(begin) != text.count(end):
                return (
                    f"{words_for(number, paragraph)}里的 {begin} 和 {end} 写法有误：不成对，请补上缺少的一个"
                )
    return ""


def misplaced(xml: str) -> str:
    """A table's placeholder that is written like a word: it would break the document. Empty where there is none."""
    for number, paragraph in enumerate(_PARAGRAPH.split(xml)):
        found = _TABLE.search(_text(paragraph))
        if number and found:
            where = words_for(number, paragraph)
            return f"{where}：表格的空位要单独成段，写成 {{{{p {found[1]} }}}}"
    return ""


def lacking(xml: str, needed: Sequence[str]) -> str:
    """A placeholder that is not there, or a table's that shares its paragraph; empty where there is no such fault."""
    paragraphs = [_text(paragraph) for paragraph in _PARAGRAPH.split(xml)]
    everything = "\n".join(paragraphs)
    for name in needed:
        if not re.search(rf"\{{[{{%][^}}%]*(?<!heading\.)\b{re.escape(name)}\b", everything):
            written = f"{{{{p {name} }}}}" if name.startswith(("table", "title")) else name
            return f"里没有“{written}”，初稿会缺这一部分；请补上或恢复原来的模板"
    for number, text in enumerate(paragraphs):
        alone = re.search(r"\{\{p\s*[\w.]+\s*\}\}", text)
        if alone and text.strip() != alone[0]:
            return f"第{number}段“{text.strip()[:_SHOWN]}”：{alone[0]} 要单独成段，同一段里的其他文字会丢失"
    return ""


def words_for(number: int, paragraph: str) -> str:
    text = _text(paragraph).strip()
    return f"第{number}段“{text[:_SHOWN] + '……' if len(text) > _SHOWN else text}”"


def _text(paragraph: str) -> str:
    return "".join(_TEXT.findall(paragraph))


def _line_of(error: BaseException) -> int | None:
    """The line of the template that was being filled."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line

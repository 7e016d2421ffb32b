"""What is wrong with a template by its structure: tags that no engine would place well, and what would be lost or broken.

Each check gives the place and what to do, in Chinese, or an empty string.
"""

import re
from collections.abc import Sequence

from toolkit.word.faults import paragraphs, text_of, words_for
from toolkit.word.xml import MARKED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHOLE = re.compile(r"\{\{(?!p\s)[^}|]*?(?<![\w.])(table\d+|title)\s*(?:\||\}\})")
_P_TAG = re.compile(r"\{\{p\s[^}]*\}\}|\{%p\s[^%]*%\}")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_LOST = {"drawing": "图片或文本框", "pict": "图片或文本框", "object": "对象", "sectPr": "分节符"}
_FULL_WIDTH = re.compile(r"｛\s*｛|｝\s*｝|[｛{]\s*％|％\s*\}|｛%|%｝")
_BLOCK_TAG = re.compile(r"\{%[-+]?(?P<p>(?:p|tr|tc|r)(?=\s))?\s*(?P<word>\w+).*?%\}")
_PAIRED = {"for", "if", "with", "macro", "call", "filter", "raw", "block", "autoescape"}
_SINGLE = {
    "elif", "else", "set", "endset", "include", "import", "from", "extends", "do", "cellbg", "colspan", "hm", "vm",
}  # fmt: skip
_BLOCK_WORDS = _PAIRED | _SINGLE | {f"end{word}" for word in _PAIRED}


def ill_formed(xml: str) -> str:
    """A tag that no engine would place well: full-width braces, one that its paragraph does not close, a loop or condition
    without its end. Empty where there is none."""
    return _full_width(xml) or unbalanced(xml) or _unpaired(xml)


def _full_width(xml: str) -> str:
    for number, paragraph in paragraphs(xml):
        if _FULL_WIDTH.search(text_of(paragraph)):
            return f"{words_for(number, paragraph)}：花括号和百分号要用半角的 {{{{ }}}}、{{% %}}"
    return ""


def _unpaired(xml: str) -> str:
    """A loop or condition that is never ended, or ended without being begun, at its own paragraph."""
    open_tags: list[tuple[str, int, str]] = []
    for number, paragraph in paragraphs(xml):
        text = text_of(paragraph)
        for match in _BLOCK_TAG.finditer(text):
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
    for number, paragraph in paragraphs(xml):
        text = text_of(paragraph)
        for begin, end in (("{{", "}}"), ("{%", "%}")):
            if text.count(begin) != text.count(end):
                return (
                    f"{words_for(number, paragraph)}里的 {begin} 和 {end} 写法有误：不成对，请补上缺少的一个"
                )
    return ""


def misplaced(xml: str) -> str:
    """A placeholder of whole paragraphs that is written like a word, or shares its paragraph with what would be lost."""
    for number, paragraph in paragraphs(xml):
        found = _WHOLE.search(text_of(paragraph))
        if found:
            what = "标题" if found[1] == "title" else "表格"
            return f"{words_for(number, paragraph)}：{what}的空位要单独成段，写成 {{{{p {found[1]} }}}}"
    return _shared(xml)


def _shared(xml: str) -> str:
    """A tag that takes the place of its paragraph, beside words, pictures, boxes or a section break."""
    from lxml import etree

    body = etree.fromstring(xml.encode())
    for number, paragraph in enumerate(body.iter(f"{_W}p"), start=1):
        own = [t for t in paragraph.iter(f"{_W}t") if next(t.iterancestors(f"{_W}p")) is paragraph]
        text = "".join(t.text or "" for t in own)
        tag = _P_TAG.search(text)
        if tag is None:
            continue
        where = words_for(number, etree.tostring(paragraph, encoding="unicode"))
        if _TAGS.sub("", text).strip():
            return f"{where}：{tag[0]} 要单独成段，同一段里的其他文字会丢失"
        for name, what in _LOST.items():
            if next(paragraph.iter(f"{_W}{name}"), None) is not None:
                return f"{where}：{tag[0]} 要单独成段，同一段里的{what}会丢失；请把{what}移到别的段落"
    return ""


def lacking(xml: str, needed: Sequence[str]) -> str:
    """A placeholder that a report cannot do without and that is not there; empty where all are."""
    everything = "\n".join(text_of(paragraph) for _, paragraph in paragraphs(xml))
    for name in needed:
        if not re.search(rf"\{{[{{%][^}}%]*(?<!heading\.)\b{re.escape(name)}\b", everything):
            written = f"{{{{p {name} }}}}" if name.startswith(("table", "title")) else name
            return f"里没有“{written}”，初稿会缺这一部分；请补上或恢复原来的模板"
    return ""


def unsound(xml: str) -> str:
    """What makes a filled document one that Word repairs or refuses; empty where it is sound."""
    from lxml import etree

    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError:
        return "填好以后不是完整的文档：有的标签跨了表格、文本框或段落，请逐处检查"
    within = {f"{_W}r", f"{_W}t", f"{_W}p"}
    if any(parent.tag in within for p in root.iter(f"{_W}p") if (parent := p.getparent()) is not None):
        return "填好以后段落里套着段落：成段的内容要单独成段，写成 {{p …… }} 或 {%p …… %}"
    return ""


def unmarked(xml: str, gaps: Sequence[str]) -> str:
    """The first of the gaps that stands in the filled document and is not highlighted; empty where all are."""
    from lxml import etree

    for run in etree.fromstring(xml.encode()).iter(f"{_W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{_W}t"))
        found = next((gap for gap in gaps if gap and gap in text), "")
        if found and not MARKED.search(etree.tostring(run, encoding="unicode")):
            return found
    return ""

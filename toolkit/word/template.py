"""A Word template in docxtpl's syntax, compiled once and filled many times, as a document and as a web page.

docxtpl turns the template into a Jinja source once (its own rendering walks the whole document each time and takes
86 ms a draft); filling is then Jinja and zip alone. Values are escaped; only what the program itself has painted is
put in as XML.
"""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.resources import ResourceError, templates_dir
from toolkit.word import faults, structure, web
from toolkit.word.adopted import STYLES, accept_revisions, text_width, with_styles
from toolkit.word.comments import COMMENTS, Comments
from toolkit.word.package import DOCUMENT, add_parts, allow_comments, read_parts, write_parts
from toolkit.word.xml import clean

if TYPE_CHECKING:
    import jinja2

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EDGE = re.compile(r"word/(?:(?:header|footer)\d*|footnotes|endnotes)\.xml")
_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_ENDS_CELL = re.compile(r"(\{\{\s*table\d+\s*\}\})(?=\s*</w:tc>)")
_USUAL, _STRICT = b"wordprocessingml.document.main+xml", b"purl.oclc.org/ooxml"
_MARKS = re.compile("[\x02\x03]\\d+\x04")  # of comments
_HEAD = re.compile(r"^\ufeff?<\?xml[^>]*\?>\s*")
_TAG = re.compile(rb"\{[{%#]|" + "｛".encode())


class TemplateProblem(ResourceError):
    """A template that the office edited cannot be used; the message says what to mend and where, in Chinese."""


class WordTemplate:
    """A compiled template."""

    def __init__(self, path: Path) -> None:
        from docxtpl import DocxTemplate

        self.name = path.name
        data = b""
        try:
            data = path.read_bytes()
            word = DocxTemplate(io.BytesIO(data))
            word.init_docx()
            accept_revisions(word.docx.element)
            self._xml = word.xml_to_string(word.docx.element)
            parts = read_parts(data)
        except Exception as error:
            why = f"（{error.strerror}）" if isinstance(error, OSError) and error.strerror else ""
            raise TemplateProblem(f"Word 模板“{self.name}”打不开{why}：{_what_it_is(data)}") from error
        self._word = word
        self._environment = _environment()
        if STYLES in parts:
            parts[STYLES] = with_styles(parts[STYLES].decode("utf-8")).encode()
        self._sources = {DOCUMENT: self._xml}
        for name in [name for name in parts if _EDGE.fullmatch(name) and _TAG.search(parts[name])]:
            self._sources[name] = _HEAD.sub("", parts.pop(name).decode("utf-8"))
        self._templates = {name: self._compile(xml) for name, xml in self._sources.items()}
        parts.pop(DOCUMENT)
        self._parts = parts
        self._widths: dict[str, int] = {}
        self._static = write_parts(parts)

    def _patch(self, xml: str) -> str:
        """docxtpl's source of a part; a cell ends with a paragraph, also where a table stands in it."""
        return _ENDS_CELL.sub(r"\1<w:p/>", self._word.patch_xml(xml))

    def _compile(self, xml: str) -> "jinja2.Template":
        import jinja2

        try:
            fault = structure.ill_formed(xml) or structure.misplaced(xml)
            if fault:
                raise TemplateProblem(f"Word 模板“{self.name}”{self._part_of(xml)}{fault}")
            source = self._patch(xml)
            compiled: jinja2.Template = self._environment.from_string(source)
            return compiled
        except jinja2.TemplateError as error:
            raise self._problem("里的 {{ }} 或 {% %} 写法有误", error, xml) from error

    def _problem(
        self, what: str, error: Exception, xml: str, context: Mapping[str, object] | None = None
    ) -> TemplateProblem:
        place = faults.place(self._environment, self._patch, xml, context)
        return TemplateProblem(
            f"Word 模板“{self.name}”{self._part_of(xml)}{place}{what}：{faults.plain(error)}"
        )

    def _part_of(self, xml: str) -> str:
        part = next((name for name, source in self._sources.items() if source is xml), DOCUMENT)
        return next((words for sign, words in _PARTS.items() if sign in part), "")

    def check_complete(self, needed: Sequence[str]) -> None:
        """Whether every placeholder that a report cannot do without is there.

        Raises:
            TemplateProblem: one is not.
        """
        lacking = structure.lacking(self._xml, needed)
        if lacking:
            raise TemplateProblem(f"Word 模板“{self.name}”{lacking}")

    def check_filled(self, context: Mapping[str, object], gaps: Sequence[str]) -> None:
        """Whether the filled document is one that Word opens as it is, and shows what has to be filled.

        Raises:
            TemplateProblem: it is not, or a gap is not highlighted.
        """
        filled = _MARKS.sub("", self._fill(DOCUMENT, self._templates[DOCUMENT], context))
        fault = structure.unsound(filled)
        if fault:
            raise TemplateProblem(f"Word 模板“{self.name}”{fault}")
        gap = structure.unmarked(filled, gaps)
        if gap:
            raise TemplateProblem(
                f'Word 模板“{self.name}”没有把空缺“{gap}”标成黄色：请检查 {{%p if p.kind == "gap" %}} 这一支和它下面'
                "标黄的一行，或恢复原来的模板"
            )

    def width(self, placeholder: str) -> int:
        """Twips between the margins where a placeholder stands."""
        if placeholder not in self._widths:
            self._widths[placeholder] = text_width(self._xml, placeholder)
        return self._widths[placeholder]

    def comments(self, author: str) -> Comments:
        """An empty book of comments; the template's own come first."""
        taken = re.findall(r'<w:comment [^>]*w:id="(\d+)"', self._own_comments)
        return Comments(author, max(map(int, taken), default=-1) + 1)

    def render(self, context: Mapping[str, object], comments: Comments | None = None) -> bytes:
        """The filled document as the content of a .docx file."""
        filled = {name: self._fill(name, template, context) for name, template in self._templates.items()}
        parts = {name: (_DECLARATION + text).encode("utf-8") for name, text in filled.items()}
        if not comments:
            return add_parts(self._static, parts)
        document = comments.place(filled[DOCUMENT])
        parts[DOCUMENT] = (_DECLARATION + document).encode("utf-8")
        parts[COMMENTS] = comments.xml(document, self._own_comments)
        return add_parts(self._static_for_comments, parts)

    def page(self, context: Mapping[str, object]) -> str:
        """The same report as a fragment of a web page."""
        return web.tidy(self._fill("html", self._web, context))

    def _fill(self, name: str, template: "jinja2.Template", context: Mapping[str, object]) -> str:
        import jinja2

        try:
            return template.render(context)
        except jinja2.UndefinedError as error:
            raise self._problem(
                "用了程序没有的名称", error, self._sources.get(name, self._xml), context
            ) from error
        except (
            jinja2.TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
        ) as error:
            raise self._problem("填不进去", error, self._sources.get(name, self._xml), context) from error

    @cached_property
    def _web(self) -> "jinja2.Template":
        styles = self._parts.get(STYLES, b"").decode("utf-8", "replace")
        compiled: jinja2.Template = self._environment.from_string(
            web.page_source(self._patch(self._xml), styles)
        )
        return compiled

    @cached_property
    def _own_comments(self) -> str:
        return self._parts.get(COMMENTS, b"").decode("utf-8")

    @cached_property
    def _static_for_comments(self) -> bytes:
        parts = allow_comments(self._parts)
        parts.pop(COMMENTS, None)
        return write_parts(parts)


def _environment() -> Any:
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printed,
    )


def _printed(value: object) -> object:
    """What a tag prints. A list of paragraphs, or one of them, is nothing that can be printed."""
    import jinja2

    if type(value) is str:
        return clean(value)
    if isinstance(value, str | int | Decimal | jinja2.Undefined) or value is None:
        return value
    raise jinja2.TemplateRuntimeError(
        "这个名称是一组内容，不能直接写出来；成段的写成 {%p for p in …… %}，里面用 {{ p.text }}，标题写成 {{ heading.s1 }}"
    )


def _what_it_is(data: bytes) -> str:
    """What a file is that is called .docx and cannot be opened as one, and what to do."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "是旧格式的 Word 文件（.doc），或者设了打开密码；请在 Word 里去掉密码，另存为“Word 文档（.docx）”"
        )
    try:
        parts = read_parts(data)
    except Exception:  # whatever a damaged archive raises
        parts = {}
    usual = _USUAL in parts.get("[Content_Types].xml", b"") and _STRICT not in parts.get(DOCUMENT, b"")
    if any(name.startswith("word/") for name in parts) and not usual:
        return "是别的 Word 格式（模板 .dotx、带宏的 .docm 或“严格”格式）；请在 Word 里另存为“Word 文档（.docx）”"
    return "不是 Word 文件（.docx），或已损坏，请恢复原来的模板"


@cache
def load_template(name: str, folder: Path | None = None) -> WordTemplate:
    """The office's own template of this name where its folder holds one, else the shipped one."""
    own = folder / name if folder is not None else None
    return WordTemplate(own if own is not None and own.is_file() else templates_dir() / name)

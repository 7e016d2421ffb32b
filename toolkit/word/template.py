"""A Word template in docxtpl's syntax, compiled once and filled many times, as a document and as a web page.

docxtpl turns the template into a Jinja source once (its own rendering walks the whole document each time and takes
86 ms a draft); filling is then Jinja and zip alone. Values are escaped; only what the program itself has painted is
put in as XML.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.resources import ResourceError, templates_dir
from toolkit.word import faults, web
from toolkit.word.comments import COMMENTS, Comments
from toolkit.word.package import DOCUMENT, add_parts, allow_comments, read_parts, write_parts
from toolkit.word.xml import clean

if TYPE_CHECKING:
    import jinja2

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml")
_HEAD = re.compile(r"^\ufeff?<\?xml[^>]*\?>\s*")
_TAG = re.compile(rb"\{[{%#]")


class TemplateProblem(ResourceError):
    """A template that the office edited cannot be used; the message says what to mend and where, in Chinese."""


class WordTemplate:
    """A compiled template."""

    def __init__(self, path: Path) -> None:
        from docxtpl import DocxTemplate

        self.name = path.name
        try:
            word = DocxTemplate(str(path))
            word.init_docx()
            self._xml = word.xml_to_string(word.docx.element)
            parts = read_parts(path.read_bytes())
        except Exception as error:
            why = f"（{error.strerror}）" if isinstance(error, OSError) and error.strerror else ""
            raise TemplateProblem(
                f"Word 模板“{self.name}”打不开：不是 Word 文件（.docx），或已损坏{why}，请恢复原来的模板"
            ) from error
        self._patch = word.patch_xml
        self._environment = _environment()
        self._sources = {DOCUMENT: self._xml}
        for name in [name for name in parts if _EDGE.fullmatch(name) and _TAG.search(parts[name])]:
            self._sources[name] = _HEAD.sub("", parts.pop(name).decode("utf-8"))
        self._templates = {name: self._compile(xml) for name, xml in self._sources.items()}
        parts.pop(DOCUMENT)
        self._parts = parts
        self._static = write_parts(parts)

    def _compile(self, xml: str) -> "jinja2.Template":
        import jinja2

        try:
            fault = faults.ill_formed(xml) or faults.misplaced(xml)
            if fault:
                raise TemplateProblem(f"Word 模板“{self.name}”{fault}")
            source = self._patch(xml)
            compiled: jinja2.Template = self._environment.from_string(source)
            return compiled
        except jinja2.TemplateError as error:
            raise self._problem("里的 {{ }} 或 {% %} 写法有误", error, xml) from error

    def _problem(
        self, what: str, error: Exception, xml: str, context: Mapping[str, object] | None = None
    ) -> TemplateProblem:
        place = faults.place(self._environment, self._patch, xml, context)
        part = next((name for name, source in self._sources.items() if source is xml), DOCUMENT)
        where = "页眉" if "header" in part else "页脚" if "footer" in part else ""
        return TemplateProblem(f"Word 模板“{self.name}”{where}{place}{what}：{faults.plain(error)}")

    def check_complete(self, needed: Sequence[str]) -> None:
        """Whether every placeholder that a report cannot do without is there.

        Raises:
            TemplateProblem: one is not, or a table's stands in a paragraph with other words, which would be lost.
        """
        lacking = faults.lacking(self._xml, needed)
        if lacking:
            raise TemplateProblem(f"Word 模板“{self.name}”{lacking}")

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
        styles = self._parts.get("word/styles.xml", b"").decode("utf-8", "replace")
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
        finalize=lambda value: clean(value) if type(value) is str else value,
    )


@cache
def load_template(name: str, folder: Path | None = None) -> WordTemplate:
    """The office's own template of this name where its folder holds one, else the shipped one."""
    own = folder / name if folder is not None else None
    return WordTemplate(own if own is not None and own.is_file() else templates_dir() / name)

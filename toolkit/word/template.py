"""A Word template in docxtpl's syntax, compiled once and filled many times.

docxtpl turns the template into a Jinja source once (its own rendering walks the whole document each time and takes
86 ms a draft); filling is then Jinja and zip alone. Values are escaped; only what ``toolkit.word.tables`` has
painted is put in as XML.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from toolkit.resources import ResourceError, templates_dir
from toolkit.word.package import DOCUMENT, add_document, read_parts, write_parts
from toolkit.word.xml import clean

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class TemplateProblem(ResourceError):
    """A template that the office edited cannot be used; the message says what to mend, in Chinese."""


class WordTemplate:
    """A compiled template."""

    def __init__(self, path: Path) -> None:
        import jinja2
        from docxtpl import DocxTemplate

        self.name = path.name
        try:
            word = DocxTemplate(str(path))
            word.init_docx()
            source = word.patch_xml(word.xml_to_string(word.docx.element))
        except Exception as error:
            raise TemplateProblem(f"Word 模板“{self.name}”打不开（{error}），请恢复原来的模板") from error
        environment = jinja2.Environment(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=lambda value: clean(value) if type(value) is str else value,
        )
        try:
            self._template = environment.from_string(source)
        except jinja2.TemplateError as error:
            raise TemplateProblem(
                f"Word 模板“{self.name}”里的 {{{{ }}}} 或 {{% %}} 写法有误：{error}"
            ) from error
        parts = read_parts(path.read_bytes())
        parts.pop(DOCUMENT)
        self._static = write_parts(parts)

    def render(self, context: Mapping[str, object]) -> bytes:
        """The filled document as the content of a .docx file."""
        import jinja2

        try:
            document = self._template.render(context)
        except jinja2.UndefinedError as error:
            raise TemplateProblem(f"Word 模板“{self.name}”用了程序没有的名称：{error}") from error
        return add_document(self._static, (_DECLARATION + document).encode("utf-8"))


@cache
def load_template(name: str, folder: Path | None = None) -> WordTemplate:
    """The template of this name in the folder of templates."""
    return WordTemplate((folder or templates_dir()) / name)

"""The wording file ``句式.toml``: every pattern that a sentence of a draft is made from."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.compose.paragraph import Paragraph
from toolkit.form import Section
from toolkit.resources import ResourceError, templates_dir
from toolkit.text import strip_numbering

PHRASES_FILE = "句式.toml"


class PhraseError(ResourceError):
    """The wording file cannot be used as it stands; the message says what to mend, in Chinese."""


class Phrases:
    """The wording file: patterns by section and name."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def get(self, path: str) -> Any:
        """What stands at ``section.name``; section and name are parted by the first dot."""
        section, _, name = path.partition(".")
        try:
            return self._data[section][name]
        except KeyError:
            raise PhraseError(
                f"{PHRASES_FILE} 里缺少 [{section}] 的“{name}”，请补上或恢复原来的文件"
            ) from None

    def fill(self, path: str, **slots: object) -> str:
        """The pattern at ``path`` with its slots filled."""
        pattern = self.get(path)
        try:
            return str(pattern).format_map(slots)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise PhraseError(
                f"{PHRASES_FILE} 里“{path}”的写法有误（{error}）：可用的空位是 {'、'.join(slots)}"
            ) from None

    def number(self, path: str) -> int:
        """The whole number at ``path``."""
        value = self.get(path)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise PhraseError(f"{PHRASES_FILE} 里“{path}”应当是不带引号的整数，现在是 {value!r}")
        return value

    def aspect(self, name: str) -> Mapping[str, str]:
        """What the file says of one of the aspects of section one; nothing where it does not know it."""
        return self._data.get("aspects", {}).get(name, {})  # type: ignore[no-any-return]

    def hints(self, section: Section) -> list[str]:
        """What is to be written in a narrative section; for one that the file does not know, its heading."""
        known = self._data.get("hints", {}).get(section.id)
        if known is None:
            return [self.fill("hints.aspect", aspect=strip_numbering(section.heading.text))]
        return [known] if isinstance(known, str) else list(known)

    def joined(self, parts: Iterable[str], by: str = "list") -> str:
        return str(self.get(f"words.{by}")).join(parts)

    def gap(self, hint: str) -> Paragraph:
        return Paragraph("gap", self.fill("words.gap", hint=hint))


@cache
def load_phrases(path: Path | None = None) -> Phrases:
    """Read the wording file (the shipped one by default)."""
    file = path or templates_dir() / PHRASES_FILE
    try:
        return Phrases(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PhraseError(f"{file.name} 读不出来（{error}）：请检查引号是否成对、编码是否为 UTF-8") from error

"""The wording file ``句式.toml``: every pattern that a sentence of a draft is made from."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from toolkit.compose.paragraph import Paragraph
from toolkit.form import Section
from toolkit.resources import ResourceError, read_toml, templates_dir
from toolkit.text import strip_numbering

PHRASES_FILE = "句式.toml"


class PhraseError(ResourceError):
    """The wording file cannot be used as it stands; the message says what to mend, in Chinese."""


class Phrases:
    """The wording file: patterns by section and name.

    Attributes:
        body: what the reporting bodies are called in the district's draft, the slot ``{body}``.
    """

    def __init__(self, data: Mapping[str, Any], body: str = "") -> None:
        self._data = data
        self.body = body

    def calling(self, body: str) -> "Phrases":
        """The same patterns with a word for the reporting bodies."""
        return Phrases(self._data, body)

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
            return str(pattern).format_map({"body": self.body, **slots})
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            slot = f"“{error.args[0]}”" if isinstance(error, KeyError) else ""
            known = f"可用的空位是 {'、'.join(slots)}" if slots else "这里没有可用的空位"
            raise PhraseError(f"{PHRASES_FILE} 里“{path}”的写法有误{slot}：{known}") from None

    def number(self, path: str) -> int:
        """The whole number at ``path``."""
        value = self.get(path)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise PhraseError(f"{PHRASES_FILE} 里“{path}”应当是不带引号的整数（0 或以上），现在是 {value!r}")
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
    words = shipped = _read(templates_dir() / PHRASES_FILE)
    if path is not None:
        own = _read(path)
        _compare(own, shipped, ())
        words = _merged(shipped, own)
    return Phrases(words, words["words"]["body"])


def _read(file: Path) -> dict[str, Any]:
    return read_toml(file, PhraseError)


def _merged(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The shipped file with the office's own patterns in place of its."""
    return {
        name: _merged(shipped[name], own[name])
        if isinstance(shipped.get(name), Mapping) and isinstance(own.get(name), Mapping)
        else own.get(name, shipped.get(name))
        for name in (*shipped, *(name for name in own if name not in shipped))
    }


# Slots that a pattern may have besides those that the shipped one uses.
_MORE_SLOTS: Mapping[str, frozenset[str]] = {
    "reviews.sentence": frozenset({"year", "who"}),
    "scope.all_sent": frozenset({"n"}),
    **dict.fromkeys(
        (f"applications.{name}" for name in ("none", "new", "carried_in", "new_and_carried_in")),
        frozenset({"year", "who"}),
    ),
}


# Without its hint nobody would know that something is to be filled in.
_NEEDED_SLOTS: Mapping[str, frozenset[str]] = {"words.gap": frozenset({"hint"})}
_FREE = (("aspects",), ("hints",))
_ASPECT = ("figures", "hint", "district_hint")  # what may be said of an aspect; not all say all of it
_FULL_WIDTH = re.compile("[｛｝]")


def _compare(own: Mapping[str, Any], shipped: Mapping[str, Any], path: tuple[str, ...]) -> None:
    """Every pattern of an office's own file against the shipped one: of its kind, with no slot but its own.

    What it leaves out is the shipped one's: a file may hold nothing but what the office changed, and an old one goes on.

    Aspects and hints of sections may be added, for another form; any other name that is not known is one misspelt.

    A pattern that no sentence of this run needs is looked at as well: next year's run may need it.
    """
    known_names = _ASPECT if path[:1] == ("aspects",) and len(path) > 1 else shipped
    unknown = [".".join((*path, name)) for name in own if name not in known_names]
    if unknown and path not in _FREE:
        raise PhraseError(f"{PHRASES_FILE} 里的“{unknown[0]}”程序不认识：请核对名称，用不着的删去")
    for name, right in shipped.items():
        where = ".".join((*path, name))
        if name not in own:
            continue
        value = own[name]
        if isinstance(right, Mapping):
            if not isinstance(value, Mapping):
                raise PhraseError(f"{PHRASES_FILE} 里“{where}”应当是一节，请恢复原来的写法")
            _compare(value, right, (*path, name))
        elif type(value) is not type(right):
            kind = {str: "带引号的文字", int: "不带引号的整数", list: "方括号里的几段文字"}[type(right)]
            raise PhraseError(f"{PHRASES_FILE} 里“{where}”应当是{kind}，现在是 {value!r}")
        elif isinstance(value, int) and value < 0:
            raise PhraseError(f"{PHRASES_FILE} 里“{where}”应当是不带引号的整数（0 或以上），现在是 {value!r}")
        else:
            if _FULL_WIDTH.search(str(value)):
                raise PhraseError(f"{PHRASES_FILE} 里“{where}”的花括号要用半角的 {{ }}：{value!r}")
            lacks = _NEEDED_SLOTS.get(where, frozenset()) - _slots(value, where)
            if lacks:
                raise PhraseError(
                    f"{PHRASES_FILE} 里“{where}”少了空位“{'”“'.join(sorted(lacks))}”，不能没有它"
                )
            known = _slots(right, where) | _MORE_SLOTS.get(where, frozenset())
            wrong = _slots(value, where) - known
            if wrong:
                raise PhraseError(
                    f"{PHRASES_FILE} 里“{where}”用了程序没有的空位“{'”“'.join(sorted(wrong))}”；"
                    + (f"这里可用的空位是 {'、'.join(sorted(known))}" if known else "这里没有可用的空位")
                )


def _slots(value: Any, where: str) -> frozenset[str]:
    """The slots of a pattern, or of a list of them; a whole number has none."""
    texts = value if isinstance(value, list) else [value]
    try:
        return frozenset(
            slot for text in texts for _, slot, _, _ in Formatter().parse(str(text)) if slot is not None
        )
    except ValueError as error:
        raise PhraseError(f"{PHRASES_FILE} 里“{where}”的花括号不成对：{value!r}") from error

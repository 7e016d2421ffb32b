"""The patterns that made-up districts are composed of; they are data, beside this file."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def kinds() -> dict[str, Any]:
    """Names, kinds of agencies and how large their figures are (kinds.toml)."""
    return _load("kinds.toml")


@cache
def patterns() -> dict[str, Any]:
    """Sentences of the narrative sections (narratives.toml)."""
    return _load("narratives.toml")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))

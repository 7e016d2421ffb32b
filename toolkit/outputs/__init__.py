"""What a run writes: every module of this package that declares an ``@output`` is found and called by ``write_all``.

A new output is one file here. It writes below the folder it is given and reads nothing but the District; the
folder is a staging folder that ``publishing`` swaps into place when everything in it is complete.
"""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from toolkit.model import District

Writer = Callable[[District, Path], None]
W = TypeVar("W", bound=Writer)

_writers: dict[str, Writer] = {}


def output(writer: W) -> W:
    """Declare a function that writes one kind of output from the District into a folder."""
    _writers[f"{writer.__module__}.{writer.__qualname__}"] = writer
    return writer


def write_all(district: District, folder: Path) -> None:
    """Call every output of this package, in the order of their names, on an empty folder."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    for name in sorted(_writers):
        _writers[name](district, folder)

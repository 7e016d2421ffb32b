"""A .docx as a zip whose bytes depend on its content alone."""

import io
import zipfile

_OLDEST = (1980, 1, 1, 0, 0, 0)
DOCUMENT = "word/document.xml"


def entry(name: str) -> zipfile.ZipInfo:
    """A directory entry without time, system or rights."""
    info = zipfile.ZipInfo(name, _OLDEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


def read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def write_parts(parts: dict[str, bytes]) -> bytes:
    """All parts in the given order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(entry(name), content)
    return buffer.getvalue()


def add_document(static: bytes, document: bytes) -> bytes:
    """The package ``static`` with the document added; what is in it already is not compressed again."""
    buffer = io.BytesIO()
    buffer.write(static)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(entry(DOCUMENT), document)
    return buffer.getvalue()

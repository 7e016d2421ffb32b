"""A .docx as a zip whose bytes depend on its content alone."""

import io
import re
import zipfile
from collections.abc import Mapping

_OLDEST = (1980, 1, 1, 0, 0, 0)
DOCUMENT = "word/document.xml"

_TYPES, _RELS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def entry(name: str) -> zipfile.ZipInfo:
    """A directory entry without time, system or rights."""
    info = zipfile.ZipInfo(name, _OLDEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


def read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """All parts in the given order."""
    return add_parts(b"", parts)


def add_parts(static: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package ``static`` with more parts; what is in it already is not compressed again."""
    buffer = io.BytesIO()
    buffer.write(static)
    with zipfile.ZipFile(buffer, "a" if static else "w") as package:
        for name, content in parts.items():
            package.writestr(entry(name), content)
    return buffer.getvalue()


def allow_comments(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with a content type and a relation for word/comments.xml, where they have none yet."""
    changed = dict(parts)
    types, rels = parts[_TYPES].decode("utf-8"), parts[_RELS].decode("utf-8")
    if _COMMENTS_TYPE not in types:
        override = f'<Override PartName="/word/comments.xml" ContentType="{_COMMENTS_TYPE}"/>'
        changed[_TYPES] = types.replace("</Types>", override + "</Types>").encode()
    if _COMMENTS_REL not in rels:
        taken = set(re.findall(r'Id="([^"]*)"', rels))
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relation = f'<Relationship Id="rId{number}" Type="{_COMMENTS_REL}" Target="comments.xml"/>'
        changed[_RELS] = rels.replace("</Relationships>", relation + "</Relationships>").encode()
    return changed

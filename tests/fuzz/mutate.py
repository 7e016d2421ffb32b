"""Changes to good files that know what the files are made of: parts, cells, merged areas, spans, headers, charsets.

Each mutation takes a random source and the content, and gives the changed content. Those named in ``HARMLESS`` touch
nothing that a figure is read from: after them the figures must be right, or something must be said.
"""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import NamedTuple

Parts = dict[str, bytes]
OfParts = Callable[[random.Random, Parts], None]
OfBytes = Callable[[random.Random, bytes], bytes]

REFERENCES = (
    "A1", "A1:XFD1048576", "ZZZZ9", "", "A1:A0", "D4:A1", "A:A", "1:1", "XFD1048576", "a1:c3", "A0", "-1", "A1:B",
    "$A$1:$C$3", "R1C1", "A99999999999", "A1 C3",
)  # fmt: skip
NUMBERS = (
    "1e999", "-1e999", "NaN", "inf", "-0", "0x10", " 5 ", "9" * 400, "", "1,024", "1e-400", "٣", "１２", "1_000", "--1", "5.", ".",
    "1e5", "2147483648", "-2147483649",
)  # fmt: skip
CHARSETS = (
    "utf-8", "gbk", "gb18030", "big5", "utf-16", "utf-32", "utf-7", "idna", "punycode", "undefined", "hex", "rot13", "zlib",
    "unicode_escape", "raw_unicode_escape", "nosuch", "", "x" * 300, "euc-kr", "iso-2022-jp", "hz", "mbcs", "unknown-8bit", "\0",
)  # fmt: skip
SPANS = ("0", "-1", "x", "1000", "65535", "99999999999999999999", "²", "٣", " 3 ", "2.5", "")


class Changed(NamedTuple):
    """A changed file, and which mutations made it."""

    data: bytes
    by: tuple[str, ...]

    @property
    def harmless(self) -> bool:
        return all(name in HARMLESS for name in self.by)


def mutate(rng: random.Random, name: str, data: bytes) -> Changed:
    """One to three mutations of the kind that suits the file."""
    ending = name.rpartition(".")[2].lower()
    if ending in ("xlsx", "xlsm", "docx", "ods", "xlsb"):
        parts = unpack(data)
        chosen = rng.sample(PACKAGE[ending], rng.choice((1, 1, 2, 3)))
        for change in chosen:
            change(rng, parts)
        return Changed(pack(rng, parts), tuple(change.__name__ for change in chosen))
    chosen_ = rng.sample(PLAIN[ending], rng.choice((1, 1, 2)))
    for turn in chosen_:
        data = turn(rng, data)
    return Changed(data, tuple(turn.__name__ for turn in chosen_))


def unpack(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def pack(rng: random.Random, parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(
                name.removesuffix("\x00twice"),
                content,
                rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)),
            )
    return buffer.getvalue()


def _sheet(rng: random.Random, parts: Parts) -> str:
    names = [
        name for name in parts if re.search(r"(?i)sheets/sheet\d+\.xml|document\.xml|content\.xml", name)
    ]
    return rng.choice(names or list(parts))


def _one(
    rng: random.Random, pattern: bytes, replacement: Callable[[re.Match[bytes]], bytes], text: bytes
) -> bytes:
    """Replace one match, wherever it is."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + replacement(match) + text[match.end() :]


# ---------------------------------------------------------------- packages


def dimension(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    new = f'<dimension ref="{rng.choice(REFERENCES)}"/>'.encode()
    parts[name] = re.sub(rb"<dimension [^>]*/>", new, parts[name])


def merges(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    areas = "".join(f'<mergeCell ref="{rng.choice(REFERENCES)}"/>' for _ in range(rng.choice((1, 3, 500))))
    new = f'<mergeCells count="{rng.choice(NUMBERS)}">{areas}</mergeCells>'.encode()
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + new)


def real_merges(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    areas = []
    for _ in range(rng.randint(1, 6)):
        top, left = rng.randint(1, 80), rng.randint(0, 9)
        last = chr(65 + min(25, left + rng.randint(0, 3)))
        areas.append(f'<mergeCell ref="{chr(65 + left)}{top}:{last}{top + rng.randint(0, 3)}"/>')
    new = f"<mergeCells>{''.join(areas)}</mergeCells>".encode()
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + new)


def string_index(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    index = rng.choice(("999999", "-1", "x", "", "4294967296", "1.5")).encode()
    parts[name] = _one(
        rng, rb't="s"([^>]*)><v>\d+</v>', lambda m: b't="s"' + m[1] + b"><v>" + index + b"</v>", parts[name]
    )


def strings(rng: random.Random, parts: Parts) -> None:
    name = next((n for n in parts if "sharedStrings" in n), None)
    if name is None:
        return
    text = parts[name]
    parts[name] = rng.choice(
        (
            text[: rng.randrange(len(text))], b"", text.replace(b"<si><t>", b"<si><r><t>", 1),
            re.sub(rb'(unique)?[cC]ount="\d+"', b'count="99999999"', text), text.replace(b"</t>", b"&#1;</t>", 3),
            text.replace(b"<t>", b'<t xml:space="preserve"> ', 9),
        )
    )  # fmt: skip


def swap(rng: random.Random, parts: Parts) -> None:
    one, other = rng.choice(list(parts)), rng.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]


def drop(rng: random.Random, parts: Parts) -> None:
    parts.pop(rng.choice(list(parts)))


def twice(rng: random.Random, parts: Parts) -> None:
    name = rng.choice(list(parts))
    parts[name + "\x00twice"] = rng.choice((parts[name], b"", b"<x/>"))


def odd_names(rng: random.Random, parts: Parts) -> None:
    name = rng.choice(list(parts))
    new = rng.choice(
        (name.upper(), name.replace("/", "\\"), "/" + name, "./" + name, "../" + name, name + "/")
    )
    parts[new] = parts.pop(name)


def style(rng: random.Random, parts: Parts) -> None:
    name = next((n for n in parts if n.lower().endswith("styles.xml")), None)
    if name is not None:
        text = parts[name]
        new = (b"", b"<x/>", text[: len(text) // 2], text.replace(b"<xf ", b"<zz "), b"\xff\xfe" + text)
        parts[name] = rng.choice(new)


def number_format(rng: random.Random, parts: Parts) -> None:
    name = next((n for n in parts if n.lower().endswith("styles.xml")), None)
    if name is not None:
        new = str(rng.choice((14, 22, 27, 45, 49, 164, 99999, -1))).encode()
        parts[name] = re.sub(rb'numFmtId="\d+"', b'numFmtId="' + new + b'"', parts[name])


def properties(rng: random.Random, parts: Parts) -> None:
    for name in [n for n in parts if n.startswith("docProps/")]:
        parts[name] = rng.choice((b"", b"<x", parts[name].replace(b"20", b"99"), b"\0" * 99))


def more_parts(rng: random.Random, parts: Parts) -> None:
    parts[rng.choice(("xl/vbaProject.bin", "customXml/item1.xml", "xl/media/a.png", "_x.xml", "xl/x"))] = (
        rng.randbytes(99)
    )


def order_of_parts(rng: random.Random, parts: Parts) -> None:
    items = list(parts.items())
    rng.shuffle(items)
    parts.clear()
    parts.update(items)


def sheet_names(rng: random.Random, parts: Parts) -> None:
    name = "xl/workbook.xml"
    new = rng.choice(("", "x" * 400, "&#1;", "a/b\\c*?[]:", "_meta", "&lt;x&gt;", "表三", "\u202e")).encode()
    parts[name] = _one(rng, rb'(<sheet [^>]*?name=")[^"]*', lambda m: m[1] + new, parts.get(name, b""))


def sheet_states(rng: random.Random, parts: Parts) -> None:
    name = "xl/workbook.xml"
    new = f'<sheet state="{rng.choice(("hidden", "veryHidden", "visible", "x"))}" '.encode()
    parts[name] = _one(rng, rb"<sheet ", lambda m: new, parts.get(name, b""))


def defined_names(rng: random.Random, parts: Parts) -> None:
    name = "xl/workbook.xml"
    text = rng.choice(("#REF!", "Sheet1!$A$1", "[1]a!A1", "cmd|' /C calc'!A0", "", "x" * 5000))
    new = f'<definedNames><definedName name="_xlnm.Print_Area">{text}</definedName></definedNames>'.encode()
    parts[name] = parts.get(name, b"").replace(b"</sheets>", b"</sheets>" + new)


def relations(rng: random.Random, parts: Parts) -> None:
    name = rng.choice([n for n in parts if n.endswith(".rels")] or list(parts))
    target = rng.choice(("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "", ".", "#", "worksheets/sheet9.xml", "http://x/"))  # fmt: skip
    mode = rng.choice(("", ' TargetMode="External"'))
    parts[name] = _one(rng, rb'Target="[^"]*"', lambda m: f'Target="{target}"{mode}'.encode(), parts[name])


def addresses(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    kind = rng.choice((rb'(<c [^>]*?\br=")[^"]*', rb'(<row [^>]*?\br=")[^"]*'))
    new = rng.choice((*REFERENCES, "0", "1048577", "2", "3")).encode()
    for _ in range(rng.choice((1, 5))):
        parts[name] = _one(rng, kind, lambda m: m[1] + new, parts[name])


def no_addresses(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    parts[name] = re.sub(rb'(<c) r="[^"]*"', rb"\1", parts[name], count=rng.choice((0, 1, 9)))


def types(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    new = rng.choice(("s", "str", "inlineStr", "n", "b", "e", "d", "", "zz")).encode()
    for _ in range(rng.choice((1, 5))):
        parts[name] = _one(
            rng, rb'<c (r="[^"]*")[^>]*>', lambda m: b"<c " + m[1] + b' t="' + new + b'">', parts[name]
        )


def contents(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    new = rng.choice((*NUMBERS, "<v>", "2023-01-01", "#REF!", "TRUE")).encode()
    for _ in range(rng.choice((1, 5))):
        parts[name] = _one(rng, rb"<v>[^<]*</v>", lambda m: b"<v>" + new + b"</v>", parts[name])


def formulas(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    new = rng.choice(
        (
            '<f t="shared" si="7"/>', '<f t="shared" si="x" ref="A1:XFD1048576">A1</f>', '<f t="array" ref="A1:XFD1048576">1</f>',
            "<f/>", "<f>" + "(" * 3000 + "</f>", "<f>[1]x!A1</f>", "<f>A1&amp;A2</f>", '<f t="dataTable" r1="A1"/>', "<f> </f>",
            '<f t="shared" si="1" ref="A1">INDIRECT("A"&amp;1)</f><f t="shared" si="1"/>',
        )
    ).encode()  # fmt: skip
    value = rng.choice((b"", b"<v></v>", b"<v>7</v>", b"<v>x</v>"))
    for _ in range(rng.choice((1, 8))):
        parts[name] = _one(rng, rb"<v>[^<]*</v>", lambda m: new + value, parts[name])


def xml(rng: random.Random, parts: Parts) -> None:
    """The same XML written otherwise, or not quite XML any more."""
    name = rng.choice([n for n in parts if n.endswith((".xml", ".rels"))] or list(parts))
    text = parts[name]
    head, end, body = text.rpartition(b"?>")
    parts[name] = rng.choice(
        (
            b"\xef\xbb\xbf" + text, body, head + end + b"<!-- x -->" + body, head + end + b"<?x y?>" + body,
            head + end + b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>' + body,
            text.decode("utf-8", "replace").replace("UTF-8", "UTF-16").encode("utf-16"), text.replace(b"UTF-8", b"GBK"),
            text.replace(b"UTF-8", b"nosuch"), text + b"\0\0", text + text, text.replace(b"><", b">\r\n\t<"),
            text.replace(b">", b">" + b"<a>" * 3000, 1), text.replace(b'"', b"'"), text[:-9],
        )
    )  # fmt: skip


def unknown_elements(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    new = rng.choice(
        (
            b"<extLst><ext/></extLst>",
            b'<x:c xmlns:x="u" r="A1"/>',
            b"<sheetPr/>",
            b'<hyperlinks><hyperlink ref="A1"/></hyperlinks>',
        )
    )
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + new)


def rows(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    found = re.findall(rb"<row .*?</row>", parts[name], re.DOTALL)
    if len(found) > 2:
        one, other = rng.sample(found, 2)
        parts[name] = parts[name].replace(one, rng.choice((b"", other, one + one, one + other)), 1)


def flip(rng: random.Random, parts: Parts) -> None:
    name = rng.choice(list(parts))
    text = bytearray(parts[name])
    for _ in range(rng.randint(1, 4)):
        if text:
            text[rng.randrange(len(text))] = rng.randrange(256)
    parts[name] = bytes(text)


# Word and OpenDocument

_W = b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def word_spans(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    tag = rng.choice(("gridSpan", "gridBefore", "vMerge", "gridAfter"))
    span = f'<w:{tag} w:val="{rng.choice((*SPANS, "restart", "continue"))}"/>'.encode()
    for _ in range(rng.choice((1, 4, 40))):
        if tag == "gridBefore":
            parts[name] = _one(
                rng, rb"<w:tr>|<w:tr [^>]*>", lambda m: m[0] + b"<w:trPr>" + span + b"</w:trPr>", parts[name]
            )
        else:
            parts[name] = _one(rng, rb"<w:tc>(?:<w:tcPr>)?", lambda m: b"<w:tc><w:tcPr>" + span + (b"" if b"Pr" in m[0] else b"</w:tcPr>"), parts[name])  # fmt: skip


def word_nesting(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    depth = rng.choice((1, 3, 60, 2000))
    kind = rng.choice((b"tbl", b"sdt"))
    if kind == b"tbl":
        new = b"<w:tbl><w:tr><w:tc>" * depth + _W + b"</w:tc></w:tr></w:tbl>" * depth
    else:
        new = b"<w:sdt><w:sdtContent>" * depth + _W + b"</w:sdtContent></w:sdt>" * depth
    parts[name] = _one(rng, rb"</w:p>", lambda m: m[0] + new, parts[name])


def repeats(rng: random.Random, parts: Parts) -> None:
    name = _sheet(rng, parts)
    what = rng.choice(("columns", "rows"))
    attribute = f' table:number-{what}-repeated="{rng.choice((*SPANS, "1048576", "16384"))}"'.encode()
    tag = b"<table:table-cell" if what == "columns" else b"<table:table-row"
    parts[name] = _one(rng, tag + rb"(?=[ />])", lambda m: m[0] + attribute, parts[name])


# ---------------------------------------------------------------- pages and text


def page_spans(rng: random.Random, data: bytes) -> bytes:
    kind = rng.choice((b"rowspan", b"colspan"))
    for _ in range(rng.choice((1, 5, 300))):
        span = kind + b'="' + rng.choice(SPANS).encode() + b'"'
        data = _one(rng, rb"<t[dh](?=[ >])", lambda m, span=span: m[0] + b" " + span, data)
    return data


def page_nesting(rng: random.Random, data: bytes) -> bytes:
    depth = rng.choice((1, 5, 200, 3000))
    one = rng.choice((b"<table><tr><td>", b"<div>", b"<b>", b"<ul><li>", b"<p>", b"<td>"))
    return _one(
        rng, rb"<body[^>]*>|<table|</td>", lambda m: m[0] + b">" * (m[0] == b"<table") + one * depth, data
    )


def page_charset(rng: random.Random, data: bytes) -> bytes:
    new = f"charset={rng.choice(CHARSETS)}".encode()
    return (
        re.sub(rb'charset\s*=\s*["\']?[\w-]+', new, data, count=1)
        if b"charset" in data
        else b"<meta " + new + b">" + data
    )


def page_tags(rng: random.Random, data: bytes) -> bytes:
    tag = rng.choice(
        (
            b"</td>",
            b"</tr>",
            b"</table>",
            b"<tr>",
            b"<td>",
            b"</h2>",
            b"<head>",
            b"<!--",
            b"<script>",
            b"<svg>",
            b"<select>",
            b"<![CDATA[",
        )
    )
    return _one(rng, rb"<[^>]+>", lambda m: rng.choice((b"", tag, m[0] + tag)), data)


def encoding(rng: random.Random, data: bytes) -> bytes:
    for source in ("utf-8", "gb18030"):
        try:
            text = data.decode(source)
        except UnicodeDecodeError:
            continue
        target = rng.choice(
            (
                "utf-8",
                "utf-8-sig",
                "gb18030",
                "utf-16",
                "utf-16-le",
                "utf-16-be",
                "utf-32",
                "big5",
                "cp1252",
                "utf-7",
            )
        )
        return text.encode(target, "replace")
    return data


def junk(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    what = (b"\0", b"\xff\xfe", b"\x1a", b"\r", b"\x85", "\u2028".encode(), b"\xef\xbb\xbf", rng.randbytes(4), b"\t" * 50_000, b"|" * 50_000, b"\n" * 50_000, b"9" * 50_000, "数".encode() * 20_000, b"%PDF", b"PK")  # fmt: skip
    return data[:at] + rng.choice(what) + data[at:]


def cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def flips(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 30))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def lines(rng: random.Random, data: bytes) -> bytes:
    found = data.splitlines(keepends=True)
    for _ in range(rng.randint(1, 4)):
        if found:
            at = rng.randrange(len(found))
            found[at : at + 1] = rng.choice(
                ([], [found[at]] * 2, [found[rng.randrange(len(found))]], [found[at].strip()])
            )
    return b"".join(found)


# ---------------------------------------------------------------- mails and archives


def header(rng: random.Random, data: bytes) -> bytes:
    name = rng.choice(
        (
            "From",
            "Date",
            "Subject",
            "Content-Type",
            "Content-Disposition",
            "Content-Transfer-Encoding",
            "MIME-Version",
            "Content-ID",
        )
    )
    charset = rng.choice(CHARSETS)
    value = rng.choice(
        (
            f"=?{charset}?B?xOqxqA==?=", f"=?{charset}?Q?=C4=EA=00=ff?=", f"attachment; filename*={charset}''%C4%EA%00.xlsx",
            f"attachment; filename*0*={charset}''%C4; filename*1=.xlsx; filename*9=x", "attachment; filename*" + "9" * 5000 + "*=x''y",
            'attachment; filename="' + ";" * 20_000 + '"', "=?gbk?B?t8Y=?= " * 3000, f"text/plain; charset={charset}", "multipart/mixed",
            'multipart/mixed; boundary=""', f"multipart/mixed; boundary=\"{'b' * 9000}\"", "message/rfc822", "message/partial", "message/external-body",
            "message/delivery-status", "x-uuencode", "quoted-printable", "base64", "Mon, 99 Jan 2024 99:99:99 +9999", "Mon, 1 Jan 0001 00:00:00 +2359",
            "", "\0", "a" * 70_000, "inline", "attachment; filename=../../x.xlsx", "<a\r\n b>", "image/png", "application/ms-tnef",
        )
    )  # fmt: skip
    line = f"{name}: {value}\r\n".encode()
    if rng.random() < 0.5:
        return _one(rng, rb"(?im)^" + name.encode() + rb":.*\r?\n(?:[ \t].*\r?\n)*", lambda m: line, data)
    return _one(rng, rb"(?m)^(?=[A-Z][\w-]+: )", lambda m: line, data)


def boundary(rng: random.Random, data: bytes) -> bytes:
    found = re.findall(rb'boundary="?([^"\r\n;]+)', data)
    if not found:
        return data
    mark = b"--" + rng.choice(found)
    return _one(
        rng,
        re.escape(mark),
        lambda m: rng.choice(
            (b"", mark + b"--", mark[:-1], mark + b"\r\n\r\n" + mark, b"--x", (mark + b"\r\n\r\nx\r\n") * 300)
        ),
        data,
    )


def mail_nesting(rng: random.Random, data: bytes) -> bytes:
    depth = rng.choice((1, 4, 7, 300, 1200))
    if rng.random() < 0.5:
        return b"From: a@b\r\nContent-Type: message/rfc822\r\n\r\n" * depth + data
    heads = (b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (i, i) for i in range(depth))
    return b"From: a@b\r\n" + b"".join(heads) + data


def entries(rng: random.Random, data: bytes) -> bytes:
    """A number in an archive's directory that is not true."""
    signature, length = rng.choice(((b"PK\x01\x02", 46), (b"PK\x03\x04", 30), (b"PK\x05\x06", 22)))
    places = [m.start() for m in re.finditer(re.escape(signature), data)]
    if not places:
        return data
    at = rng.choice(places) + rng.randrange(4, length - 3)
    return data[:at] + rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", rng.randbytes(4))) + data[at + 4 :]


HARMLESS = frozenset(
    change.__name__
    for change in (
        dimension,
        style,
        properties,
        more_parts,
        order_of_parts,
        defined_names,
        unknown_elements,
        real_merges,
    )
)
_COMMON: list[OfParts] = [
    swap,
    drop,
    twice,
    odd_names,
    properties,
    more_parts,
    order_of_parts,
    relations,
    xml,
    flip,
]
_SHEETS: list[OfParts] = [
    dimension, merges, real_merges, string_index, strings, style, number_format, sheet_names, sheet_states, defined_names, addresses,
    no_addresses, types, contents, formulas, unknown_elements, rows,
]  # fmt: skip
PACKAGE: dict[str, list[OfParts]] = {
    "xlsx": [*_SHEETS, *_COMMON], "xlsm": [*_SHEETS, *_COMMON], "docx": [word_spans, word_nesting, style, *_COMMON],
    "ods": [repeats, repeats, style, *_COMMON], "xlsb": _COMMON,
}  # fmt: skip
PLAIN: dict[str, list[OfBytes]] = {
    "html": [page_spans, page_nesting, page_charset, page_tags, encoding, junk, cut, flips, lines],
    "txt": [encoding, junk, cut, flips, lines], "xls": [flips, cut], "et": [flips, cut],
    "eml": [header, header, boundary, mail_nesting, junk, cut, flips, lines], "msg": [flips, cut], "zip": [entries, flips, cut],
}  # fmt: skip

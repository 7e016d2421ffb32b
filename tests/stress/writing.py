"""Mails, archives and documents for the stress tests, made byte by byte where libraries would write them properly."""

import base64
import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from email.message import EmailMessage
from html import escape
from itertools import pairwise

import docx

from tests.factory import FORM
from tests.painting import report_rows, table_rows

Members = Iterable[tuple[str, bytes]]


def mail(
    *attachments: tuple[str, bytes],
    sender: str = "经办人 <a@example.com>",
    date: str = "Mon, 15 Jan 2024 09:30:00 +0800",
    subject: str = "年报",
    body: str = "请查收",
) -> bytes:
    """A mail as a proper program writes it."""
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = sender, date, subject
    message.set_content(body)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def raw_mail(disposition: bytes, data: bytes, headers: bytes = b"From: a@example.com") -> bytes:
    """A mail with one attachment whose Content-Disposition is given byte by byte."""
    return (
        headers + b"\r\nDate: Mon, 15 Jan 2024 09:30:00 +0800\r\nSubject: =?gb2312?B?xOqxqA==?=\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain; charset=gbk\r\n\r\n" + "请查收".encode("gbk") + b"\r\n"
        b"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n " + disposition
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data) + b"\r\n--b--\r\n"
    )  # fmt: skip


def encoded_words(name: str, charset: str, cuts: tuple[int, ...] = ()) -> bytes:
    """``filename="…"`` with RFC 2047 words, cut where asked: also in the middle of a character, as Foxmail does."""
    data = name.encode(charset)
    ends = [0, *cuts, len(data)]
    words = [f"=?{charset}?B?{base64.b64encode(data[a:b]).decode()}?=" for a, b in pairwise(ends)]
    return f'filename="{(chr(13) + chr(10) + " ").join(words)}"'.encode()


def archive(members: Members, encoding: str = "utf-8") -> bytes:
    """A zip whose names are bytes of that encoding; GBK ones without the UTF-8 flag, as Chinese Windows writes."""
    buffer = io.BytesIO()
    names: list[tuple[bytes, bytes]] = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for number, (name, data) in enumerate(members):
            if encoding == "utf-8":
                out.writestr(zipfile.ZipInfo(name, (2024, 1, 10, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
                continue
            wanted = name.encode(encoding)
            # A name of the same length in ASCII, replaced below: zipfile writes no other code page.
            stand_in = f"{number:02}".encode().ljust(len(wanted), b"~")
            names.append((stand_in, wanted))
            info = zipfile.ZipInfo(stand_in.decode(), (2024, 1, 10, 8, 0, 0))
            out.writestr(info, data, zipfile.ZIP_DEFLATED)
    made = buffer.getvalue()
    for stand_in, wanted in names:
        made = made.replace(stand_in, wanted)
    return made


def locked_archive(name: str, data: bytes) -> bytes:
    """A zip whose one member says that it is encrypted."""
    made = bytearray(archive([(name, data)]))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(signature) + at
        made[place : place + 2] = struct.pack("<H", struct.unpack_from("<H", made, place)[0] | 1)
    return bytes(made)


def with_parts(book: bytes, more: Mapping[str, bytes], change: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """A workbook with parts added, and words replaced in some."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            before, after = change.get(info.filename, (b"", b""))
            new.writestr(info.filename, old.read(info).replace(before, after) if before else old.read(info))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def with_macro(book: bytes) -> bytes:
    """The workbook as an .xlsm with a macro part."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return with_parts(
        book, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no real macro"}, {"[Content_Types].xml": (kind, macro)}
    )


def word(values: tuple, agency: str, sections: Mapping[str, str], tables: bool = True) -> bytes:
    """A Word report, or only its narrative."""
    document = docx.Document()
    document.add_paragraph(f"{agency}2023年政府信息公开工作年度报告")
    for section in FORM.sections:
        document.add_paragraph(section.heading.text)
        if section.kind == "narrative":
            for line in sections.get(section.id, "").splitlines():
                document.add_paragraph(line)
        elif tables:
            rows, merges = table_rows(section.id, values)
            table = document.add_table(len(rows), len(rows[0]))
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        table.rows[r].cells[c].text = str(cell)
            for top, left, bottom, right in merges:
                table.cell(top, left).merge(table.cell(bottom, right))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def letter() -> bytes:
    """A covering letter in Word."""
    document = docx.Document()
    document.add_paragraph("区政务公开办：现将我局年度报告报上，请审阅。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page(values: tuple, agency: str, sections: Mapping[str, str]) -> bytes:
    """A saved web page in GBK, with a script in it."""
    parts = [f"<h1>{escape(agency)}2023年政府信息公开工作年度报告</h1>"]
    for section in FORM.sections:
        parts.append(f"<h2>{section.heading.text}</h2>")
        if section.kind == "narrative":
            parts += [f"<p>{escape(line)}</p>" for line in sections.get(section.id, "").splitlines()]
        else:
            lines = [
                "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row)
                for row in table_rows(section.id, values)[0]
            ]
            parts.append("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    text = f'<html><head><meta charset="gb2312"><script>alert(1)</script></head><body>{"".join(parts)}</body></html>'
    return text.encode("gbk")


def text(values: tuple, agency: str, sections: Mapping[str, str], encoding: str = "gb18030") -> bytes:
    """A report as plain text, cells separated by tabs."""
    rows, _ = report_rows(values, agency, 2023, sections)
    lines = ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)

"""A report that is the mail's own text, and mails kept or cut up in other ways."""

import base64
import email
import email.policy
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.factory import FORM, complete, random_base
from tests.intake.test_intake import mail
from tests.ole import compound_file, outlook_mail
from tests.painting import report_rows
from toolkit.intake import collect
from toolkit.intake.body import body_of
from toolkit.reading.batch import read_all

VALUES = complete({"t3/new/natural_person": 7, "t3/done/granted/natural_person": 7})
SECTIONS = {section.id: "2023年，我局依法公开政府信息。" * 9 for section in FORM.narrative}


def as_page(values=VALUES) -> str:
    rows, merges = report_rows(values, sections=SECTIONS)
    covered = {
        (r, c): (top, left)
        for top, left, bottom, right in merges
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    pieces, inside = [], False
    for r, row in enumerate(rows):
        wide = len(row) > 1
        if wide != inside:
            pieces.append("<table>" if wide else "</table>")
            inside = wide
        if not wide:
            pieces.append(f"<p>{row[0] if row else ''}</p>")
            continue
        cells = []
        for c, value in enumerate(row):
            if (r, c) not in covered:
                height, width = spans.get((r, c), (1, 1))
                cells.append(
                    f'<td rowspan="{height}" colspan="{width}">{"" if value is None else value}</td>'
                )
        pieces.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(pieces) + ("</table>" if inside else "")


def with_body(*, page: str | None = None, text: str = "请查收", attached: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "甲区财政局 <cz@example.com>", "年报"
    message["Date"] = "Mon, 15 Jan 2024 09:30:00 +0800"
    message.set_content(text, charset="gb18030")
    if page is not None:
        message.add_alternative(page, subtype="html", charset="gb18030")
    if attached is not None:
        message.add_attachment(attached, maintype="application", subtype="octet-stream", filename="表.xlsx")
    return message.as_bytes()


def members(folder: Path) -> list[str | None]:
    return [source.member for source in collect(folder)]


class TestPasted:
    def test_a_page_with_tables_is_read_with_all_figures(self, tmp_path):
        (tmp_path / "a.eml").write_bytes(with_body(page=as_page(), text="（网页格式）"))
        (source,) = collect(tmp_path)
        (found,) = read_all([source], FORM.id)
        assert (source.member, source.sender) == ("邮件正文.html", "甲区财政局 <cz@example.com>")
        assert found.values == VALUES
        assert found.year == 2023

    def test_a_text_is_told_for_what_it_is(self, tmp_path):
        lines = "\n".join(str(cell) for row in report_rows(VALUES, sections=SECTIONS)[0] for cell in row[:1])
        (tmp_path / "a.eml").write_bytes(with_body(text=lines))
        (source,) = collect(tmp_path)
        assert source.member == "邮件正文.txt"
        assert read_all([source], FORM.id)[0].sections

    def test_beside_an_attachment_both_are_listed(self, tmp_path):
        (tmp_path / "a.eml").write_bytes(with_body(page=as_page(), attached=b"1"))
        assert members(tmp_path) == ["表.xlsx", "邮件正文.html"]

    @pytest.mark.parametrize(
        "text",
        [
            "区政府办：现将我局2023年政府信息公开工作年度报告报上，请审阅。" * 20,
            "请按总体情况、主动公开政府信息情况、存在的主要问题等六部分填写。",
        ],
    )
    def test_a_covering_letter_is_none(self, tmp_path, text):
        (tmp_path / "a.eml").write_bytes(with_body(page=f"<p>{text}</p>", text=text, attached=b"1"))
        assert members(tmp_path) == ["表.xlsx"]

    def test_in_a_forwarded_mail_it_is_listed_once(self, tmp_path):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "b@example.com", "转"
        outer.set_content("转")
        outer.add_attachment(email.message_from_bytes(with_body(page=as_page()), policy=email.policy.default))
        (tmp_path / "a.eml").write_bytes(outer.as_bytes())
        assert members(tmp_path) == ["年报.eml!/邮件正文.html"]

    def test_a_link_in_a_forwarded_mail_is_told_once(self, tmp_path):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "b@example.com", "转"
        outer.set_content("转")
        inner = with_body(text="从QQ邮箱发来的超大附件 年报.zip (进入下载页面)")
        outer.add_attachment(email.message_from_bytes(inner, policy=email.policy.default))
        (tmp_path / "a.eml").write_bytes(outer.as_bytes())
        assert [(s.member, s.problem) for s in collect(tmp_path)] == [("年报.eml", "link")]

    def test_in_an_outlook_mail(self, tmp_path):
        streams = outlook_mail({"表.xlsx": b"1"})
        streams[("__substg1.0_10130102",)] = as_page().encode("gb18030")
        (tmp_path / "a.msg").write_bytes(compound_file(streams))
        found = collect(tmp_path)
        assert [s.member for s in found] == ["表.xlsx", "邮件正文.html"]
        assert read_all(found[1:], FORM.id)[0].values == VALUES


HEAD = "<div><b>发件人:</b> 区政府办<br><b>发送时间:</b> 2024年1月5日<br><b>主题:</b> 通知</div>"
QUOTES = {
    "outlook": f'<div style="border-top:solid #E1E1E1 1.0pt">{HEAD}</div>%s',
    "outlook on a phone": '<hr><div id="divRplyFwdMsg"><b>From:</b> x<br><b>Subject:</b> y</div>%s',
    "english outlook": "<p><b>From:</b> office<br><b>Sent:</b> Friday<br><b>To:</b> x</p>%s",
    "foxmail": f'<blockquote style="margin-top:0px;margin-left:0.5em">{HEAD}%s</blockquote>',
    "netease": "<p>在 2024-01-05 09:00:00，&quot;区政府办&quot; &lt;a@163.com&gt; 写道：</p>%s",
    "netease block": '<blockquote id="isReplyContent">%s</blockquote>',
    "qq": "<div>------------------&nbsp;原始邮件&nbsp;------------------</div>%s",
    "gmail": '<div class="gmail_quote">On Fri, Jan 5, 2024 x wrote:<br>%s</div>',
    "passed on": "<p>---------- Forwarded message ---------</p>%s",
}


class TestQuoted:
    """What a mail quotes is not its sender's."""

    @pytest.mark.parametrize("style", QUOTES)
    def test_a_report_in_a_quotation_is_no_return(self, tmp_path, style):
        page = "<p>已报，请查收。</p>" + QUOTES[style] % as_page()
        (tmp_path / "a.eml").write_bytes(with_body(page=page, attached=b"1"))
        assert members(tmp_path) == ["表.xlsx"]
        (tmp_path / "a.eml").write_bytes(with_body(page=page))
        (source,) = collect(tmp_path)
        assert source.member is None
        assert "引用或转发的内容里像有一份报告" in source.ignored

    @pytest.mark.parametrize("style", QUOTES)
    def test_a_report_above_a_quotation_is_read_without_it(self, tmp_path, style):
        notice = "<p>一、总体情况</p><p>请写主动公开等五个方面，不超过800字。</p><p>六、其他需要报告的事项</p><p>写收费</p>"
        (tmp_path / "a.eml").write_bytes(with_body(page=as_page() + QUOTES[style] % notice))
        (found,) = read_all(collect(tmp_path), FORM.id)
        assert found.values == VALUES
        assert not any(
            words in str(found.sections) for words in ("800字", "写收费", "发件人", "写道", "原始邮件")
        )

    def test_in_plain_text(self, tmp_path):
        lines = "\n".join(str(cell) for row in report_rows(VALUES, sections=SECTIONS)[0] for cell in row[:1])
        for quotation in (
            "\n".join(f"> {line}" for line in lines.splitlines()),
            f"-----原始邮件-----\n发件人: 区政府办\n{lines}",
            f"发件人: 区政府办\n发送时间: 2024年1月5日\n主题: 通知\n\n{lines}",
        ):
            (tmp_path / "a.eml").write_bytes(with_body(text=f"已报，请查收。\n\n{quotation}", attached=b"1"))
            assert members(tmp_path) == ["表.xlsx"]

    @pytest.mark.parametrize(
        "wrap",
        [
            lambda page: page.replace("<p>六、", '<blockquote style="margin-top:5.0pt"><p>六、').replace(
                "</table>", "</table>"
            ),
            lambda page: f'<blockquote style="margin-left:21pt">{page}</blockquote>',
            lambda page: page.replace(
                "2023年，我局依法", '<blockquote style="margin-left:21pt">2023年，我局依法', 1
            ),
            lambda page: page.replace(
                "政府信息。", "政府信息。在2023年度的问卷中，有群众留言写道：很好。", 1
            ),
            lambda page: page.replace("政府信息。", "政府信息。邮件登记写明发件人：张某，收件人：我局。", 1),
            lambda page: page.replace("政府信息。", "政府信息。--原文链接见网站。", 1),
            lambda page: "<p>收件人：区政府办</p><p>发件人：甲区财政局</p><p>主题：年报</p>" + page,
            lambda page: '<div id="appendonsend"></div>' + page,
        ],
    )
    def test_a_report_that_only_looks_quoted_is_read_whole(self, tmp_path, wrap):
        page = wrap(as_page())
        assert page != as_page()
        (tmp_path / "a.eml").write_bytes(with_body(page=page))
        (found,) = read_all(collect(tmp_path), FORM.id)
        assert found.values == VALUES
        assert set(found.sections) == set(SECTIONS)

    def test_a_report_that_was_passed_on_without_a_word_is_read(self, tmp_path):
        for words in ("", "<p>转</p>", "<p>请查收。</p>"):
            page = words + QUOTES["outlook"] % as_page()
            (tmp_path / "a.eml").write_bytes(with_body(page=page))
            (found,) = read_all(collect(tmp_path), FORM.id)
            assert found.values == VALUES

    def test_an_indent_is_no_quotation(self, tmp_path):
        page = f'<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px;">{as_page()}</blockquote>'
        (tmp_path / "a.eml").write_bytes(with_body(page=page))
        assert members(tmp_path) == ["邮件正文.html"]

    @pytest.mark.parametrize(
        "text",
        [
            "发件人：" * 500_000,
            "From: " * 500_000,
            "在2024" * 500_000,
            "<div " * 500_000,
            "--" + " " * 3_000_000,
        ],
    )
    def test_a_text_made_to_take_long_does_not(self, tmp_path, text):
        started = time.monotonic()
        body_of([text], [text])
        assert time.monotonic() - started < 10


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "us-ascii", "utf-8", "x-unknown"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_a_charset_that_is_not_the_texts(tmp_path, charset, encoding):
    head = (
        b"From: =?utf-8?B?55Sy?= <a@b.cn>\nSubject: x\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n"
    )
    kind = f'Content-Type: text/html; charset="{charset}"\n\n'.encode()
    (tmp_path / "a.eml").write_bytes(head + kind + base64.encodebytes(as_page().encode(encoding)))
    (found,) = read_all(collect(tmp_path), FORM.id)
    assert found.values == VALUES


def test_the_subject_of_an_outlook_mail_is_known(tmp_path):
    inner = outlook_mail({"内.xlsx": b"2"})
    (tmp_path / "a.msg").write_bytes(compound_file(outlook_mail({"表.xlsx": b"1", "转发": inner})))
    assert {s.member: s.subject for s in collect(tmp_path)} == {"表.xlsx": "年报", "转发!/内.xlsx": "年报"}


class TestOtherKinds:
    @pytest.mark.parametrize("name", ["1234.emlx", "一封信"])
    def test_a_mail_as_apple_keeps_it(self, tmp_path, name):
        raw = mail(("表.xlsx", b"1"))
        properties = b"<?xml version='1.0'?><plist><dict><key>flags</key></dict></plist>"
        (tmp_path / name).write_bytes(b"%-10d\n" % len(raw) + raw + properties)
        (found,) = collect(tmp_path)
        assert (found.member, found.data, found.mailed) == ("表.xlsx", b"1", True)

    def test_a_number_above_a_text_makes_no_mail(self, tmp_path):
        (tmp_path / "年报.txt").write_bytes("12\nUnit: 甲区财政局\n".encode())
        assert members(tmp_path) == [None]

    def test_a_mail_that_was_sent_in_pieces_is_told(self, tmp_path):
        head = b"From: a@b.cn\nSubject: x\nMIME-Version: 1.0\n"
        kind = b'Content-Type: message/partial; id="1@b.cn"; number=1; total=3\n\nZZZZ'
        (tmp_path / "a.eml").write_bytes(head + kind)
        (found,) = collect(tmp_path)
        assert (found.member, found.problem, found.sender) == (None, "partial", "a@b.cn")


def test_random_figures_in_a_mails_page(tmp_path):
    import random

    for seed in range(5):
        values = complete(random_base(random.Random(seed)))
        (tmp_path / "a.eml").write_bytes(with_body(page=as_page(values)))
        (found,) = read_all(collect(tmp_path), FORM.id)
        assert found.values == values

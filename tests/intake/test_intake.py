import base64
import binascii
import errno
import hashlib
import io
import os
import sys
import time
import warnings
import zipfile
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.ole import compound_file, outlook_mail
from toolkit.intake import collect, is_output_folder
from toolkit.limits import Limits


def names(sources):
    return [(s.path, s.member) for s in sources]


def mail(
    *attachments: tuple[str, bytes],
    date: str = "Mon, 15 Jan 2024 09:30:00 +0800",
    sender="甲区财政局 <cz@example.com>",
) -> bytes:
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = sender, date, "年报"
    message.set_content("请查收")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def base64_of(text: str) -> bytes:
    """A text as a mail's body holds it."""
    message = EmailMessage()
    message.set_content(text)
    return message.as_bytes().partition(b"\n\n")[2]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_a_folder_with_subfolders_in_a_fixed_order(inbox):
    (inbox / "乙" / "丙").mkdir(parents=True)
    for name in ("b.xlsx", "乙/a.xlsx", "乙/丙/c.xlsx"):
        (inbox / name).write_bytes(b"x")
    found = collect(inbox)
    assert names(found) == [("b.xlsx", None), ("乙/a.xlsx", None), ("乙/丙/c.xlsx", None)]
    assert [s.bundle for s in found] == ["", "乙", "乙/丙"]
    assert all(s.data == b"x" and s.saved is not None and not s.mailed for s in found)


def test_a_single_file(inbox):
    (inbox / "a.xlsx").write_bytes(b"x")
    assert names(collect(inbox / "a.xlsx")) == [("a.xlsx", None)]


@pytest.mark.parametrize(
    "name", ["~$表.xlsx", ".~lock.表.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "._表.xlsx"]
)
def test_system_files_are_listed_and_ignored(inbox, name):
    (inbox / name).write_bytes(b"x")
    (found,) = collect(inbox)
    assert found.ignored
    assert found.data == b""


def test_the_own_output_is_not_listed_and_other_outputs_are_ignored(inbox):
    for folder in ("输出", "去年的"):
        (inbox / folder / "各单位草稿").mkdir(parents=True)
        (inbox / folder / "run.json").write_text('{\n "schema": "run/1"}', encoding="utf-8")
        (inbox / folder / "各单位草稿" / "a.docx").write_bytes(b"x")
    (inbox / ".输出.new-1-ab").mkdir()
    (inbox / ".输出.new-1-ab" / "a.xlsx").write_bytes(b"x")
    found = collect(inbox, inbox / "输出")
    assert names(found) == [("去年的/run.json", None), ("去年的/各单位草稿/a.docx", None)]
    assert all("输出文件夹" in s.ignored for s in found)
    assert is_output_folder(inbox / "输出")
    assert not is_output_folder(inbox)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux admits such names")
@pytest.mark.parametrize("folder", ["输出/", "", "a/输出/"])
def test_an_earlier_output_is_ignored_in_an_archive_too(inbox, folder):
    ours = b'{\n "schema": "run/1",\n "form": "2021"}'
    (inbox / "a.zip").write_bytes(
        archive(
            **{f"{folder}run.json": ours, f"{folder}各单位草稿/001.html": b"1", f"{folder}汇总表.xlsx": b"2"}
        )
    )
    assert all(source.ignored == "这是以前一次汇总的输出文件夹" for source in collect(inbox))
    (inbox / "a.zip").write_bytes(archive(**{"b/汇总表.xlsx": b"2", f"c/{folder}run.json": ours}))
    assert [(s.member, bool(s.ignored)) for s in collect(inbox)] == [
        ("b/汇总表.xlsx", False),
        (f"c/{folder}run.json", True),
    ]
    (inbox / "a.zip").write_bytes(archive(**{"汇总表.xlsx": b"2", "run.json": b'{"other": 1}'}))
    assert not any(source.ignored for source in collect(inbox))


def test_names_in_bytes_of_gbk_can_be_written_down(inbox):
    (Path(os.fsdecode(os.fsencode(str(inbox)) + b"/" + "财政局.xlsx".encode("gbk")))).write_bytes(b"x")
    (found,) = collect(inbox)
    assert (found.path, found.data) == ("财政局.xlsx", b"x")


def test_the_roster_is_known_for_what_it_is(inbox):
    (inbox / "名单.xlsx").write_bytes(b"x")
    (found,) = collect(inbox, known={(inbox / "名单.xlsx").resolve(): "这是单位名单"})
    assert found.ignored == "这是单位名单"


class TestMail:
    def test_attachments_with_the_mails_date_and_sender(self, inbox):
        (inbox / "来信.eml").write_bytes(mail(("甲区财政局.xlsx", b"1"), ("说明.docx", b"2")))
        found = collect(inbox)
        assert names(found) == [("来信.eml", "甲区财政局.xlsx"), ("来信.eml", "说明.docx")]
        assert found[0].saved == datetime(2024, 1, 15, 1, 30, tzinfo=UTC)
        assert found[0].mailed
        assert found[0].sender == "甲区财政局 <cz@example.com>"
        assert found[0].bundle == "来信.eml"
        assert [s.data for s in found] == [b"1", b"2"]

    @pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
    def test_encoded_names(self, inbox, charset):
        raw = mail(("placeholder.xlsx", b"1")).replace(
            b'filename="placeholder.xlsx"',
            b'filename="' + Header("甲区财政局年报.xlsx", charset, maxlinelen=900).encode().encode() + b'"',
        )
        (inbox / "a.eml").write_bytes(raw)
        assert names(collect(inbox)) == [("a.eml", "甲区财政局年报.xlsx")]

    def test_raw_gbk_bytes_in_the_name(self, inbox):
        raw = mail(("placeholder.xlsx", b"1")).replace(
            b"placeholder.xlsx", "甲区财政局年报.xlsx".encode("gbk")
        )
        (inbox / "a.eml").write_bytes(raw)
        assert names(collect(inbox)) == [("a.eml", "甲区财政局年报.xlsx")]

    def test_a_character_cut_between_two_encoded_words(self, inbox):
        import base64

        data = "甲区财政局年报.xlsx".encode("gbk")
        words = [f"=?GB2312?B?{base64.b64encode(piece).decode()}?=" for piece in (data[:7], data[7:])]
        raw = mail(("placeholder.xlsx", b"1")).replace(
            b'filename="placeholder.xlsx"', f'filename="{words[0]}\r\n {words[1]}"'.encode()
        )
        (inbox / "a.eml").write_bytes(raw)
        assert names(collect(inbox)) == [("a.eml", "甲区财政局年报.xlsx")]

    @pytest.mark.parametrize("charset", ["utf-8", "GBK", "gb18030"])
    def test_rfc_2231_names_in_pieces(self, inbox, charset):
        from urllib.parse import quote

        one, other = (quote(text.encode(charset)) for text in ("甲区财政局", "年报.xlsx"))
        raw = mail(("placeholder.xlsx", b"1")).replace(
            b'filename="placeholder.xlsx"', f"filename*0*={charset}''{one};\r\n filename*1*={other}".encode()
        )
        (inbox / "a.eml").write_bytes(raw)
        assert names(collect(inbox)) == [("a.eml", "甲区财政局年报.xlsx")]

    @pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "C:\\表\\passwd.xlsx"])
    def test_paths_in_names_are_only_names(self, inbox, name):
        (inbox / "a.eml").write_bytes(mail(("x.xlsx", b"1")).replace(b"x.xlsx", name.encode()))
        assert names(collect(inbox)) == [("a.eml", "passwd.xlsx")]

    def test_winmail_dat_is_told_with_what_to_do(self, inbox):
        (inbox / "a.eml").write_bytes(mail(("winmail.dat", b"1")))
        (found,) = collect(inbox)
        assert found.problem == "winmail"

    @pytest.mark.parametrize(
        "body",
        [
            "从QQ邮箱发来的超大附件 年报.zip (进入下载页面)",
            '<a href="https://wx.mail.qq.com/ftn/download?func=3&k=1">年报.xlsx</a>',
            '<a href="http://u.163.com/large-attachment-download/index.html?file=1">下载</a>',
            "年报见 https://pan.baidu.com/s/1abcd 提取码 1234",
            "在线表格：https://www.kdocs.cn/l/abc",
        ],
    )
    def test_a_link_in_place_of_an_attachment(self, inbox, body):
        raw = mail().replace(base64_of("请查收"), base64_of(body))
        (inbox / "a.eml").write_bytes(raw)
        (found,) = collect(inbox)
        assert (found.member, found.problem, found.sender) == (None, "link", "甲区财政局 <cz@example.com>")

    def test_a_net_drive_named_beside_an_attachment_is_no_missing_file(self, inbox):
        raw = mail(("a.xlsx", b"1")).replace(
            base64_of("请查收"), base64_of("云盘 https://pan.baidu.com/s/1abcd")
        )
        (inbox / "a.eml").write_bytes(raw)
        assert [found.problem for found in collect(inbox)] == [None]

    def test_a_link_beside_a_covering_letter_is_told_too(self, inbox):
        raw = mail(("报送函.docx", b"1")).replace(
            base64_of("请查收"), base64_of("从QQ邮箱发来的超大附件 年报.zip (进入下载页面)")
        )
        (inbox / "a.eml").write_bytes(raw)
        found = {source.member: source for source in collect(inbox)}
        assert set(found) == {"报送函.docx", "超大附件（只有链接）"}
        link = found["超大附件（只有链接）"]
        assert (link.problem, link.sender, link.bundle) == ("link", "甲区财政局 <cz@example.com>", "a.eml")

    @pytest.mark.parametrize("name", ["年报邮件", "年报.mail.txt", "年报.eml.bak", "邮件.doc"])
    def test_a_mail_by_any_other_name(self, inbox, name):
        (inbox / name).write_bytes(mail(("表.xlsx", b"1")))
        assert names(collect(inbox)) == [(name, "表.xlsx")]

    @pytest.mark.parametrize(
        "text",
        [
            "From: 甲区财政局\n\n收到申请3件",
            "单位: 甲区财政局\nDate: 2024年1月",
            "Subject: 年报\nTo: 区政府办\n\n附表见后",
        ],
    )
    def test_a_text_with_a_colon_is_no_mail(self, inbox, text):
        (inbox / "年报.txt").write_bytes(text.encode())
        assert names(collect(inbox)) == [("年报.txt", None)]

    def test_a_page_that_a_browser_saved_whole(self, inbox):
        page = EmailMessage()
        page["From"], page["Subject"] = "<Saved by Blink>", "年报"
        page.set_content("<h1>年报</h1>", subtype="html", charset="gbk")
        (inbox / "年报.mht").write_bytes(page.as_bytes())
        (found,) = collect(inbox)
        assert (found.member, found.data.decode("utf-8-sig").strip()) == ("年报.html", "<h1>年报</h1>")

    def test_signatures_and_pictures_in_the_text_are_ignored(self, inbox):
        message = EmailMessage()
        message["From"] = "a@example.com"
        message.set_content("x")
        message.add_attachment(b"1", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
        message.add_attachment(
            b"1", maintype="image", subtype="png", filename="logo.png", disposition="inline"
        )
        message.add_attachment(b"1", maintype="application", subtype="octet-stream", filename="表.xlsx")
        (inbox / "a.eml").write_bytes(message.as_bytes())
        assert {s.member: bool(s.ignored) for s in collect(inbox)} == {
            "smime.p7s": True,
            "logo.png": True,
            "表.xlsx": False,
        }

    def test_two_attachments_of_one_name(self, inbox):
        (inbox / "a.eml").write_bytes(mail(("表.xlsx", b"1"), ("表.xlsx", b"2")))
        assert names(collect(inbox)) == [("a.eml", "表(2).xlsx"), ("a.eml", "表.xlsx")]

    @pytest.mark.parametrize(("content", "problem"), [(b"", None), (b"\x00\x01rubbish", "damaged_mail")])
    def test_what_is_no_mail_is_listed_itself(self, inbox, content, problem):
        (inbox / "甲区财政局.eml").write_bytes(content)
        (found,) = collect(inbox)
        assert (found.member, found.problem, found.ignored) == (None, problem, None)

    def test_a_mail_without_attachments_is_listed_itself(self, inbox):
        (inbox / "a.eml").write_bytes(mail())
        (found,) = collect(inbox)
        assert (found.member, found.ignored) == (None, "邮件里没有附件")

    def test_a_forwarded_mail_in_a_mail(self, inbox):
        message = EmailMessage()
        message["From"], message["Date"] = "b@example.com", "Tue, 16 Jan 2024 09:30:00 +0800"
        message.set_content("转")
        import email
        import email.policy

        message.add_attachment(email.message_from_bytes(mail(("表.xlsx", b"1")), policy=email.policy.default))
        (inbox / "a.eml").write_bytes(message.as_bytes())
        (found,) = collect(inbox)
        assert found.member.endswith(".eml!/表.xlsx")
        assert found.data == b"1"
        assert found.saved == datetime(2024, 1, 15, 1, 30, tzinfo=UTC)


class TestArchives:
    def test_members_and_mails_inside(self, inbox):
        (inbox / "a.zip").write_bytes(archive(甲__表=b"0", b=b"1") + b"")
        (inbox / "b.zip").write_bytes(archive(**{"信.eml": mail(("表.xlsx", b"1"))}))
        assert names(collect(inbox)) == [("a.zip", "b"), ("a.zip", "甲/表"), ("b.zip", "信.eml!/表.xlsx")]

    def test_gbk_names_of_chinese_windows(self, inbox):
        raw = archive(**{"xxxx.xlsx": b"1"}).replace(b"xxxx.xlsx", "财政.xlsx".encode("gbk"))
        (inbox / "a.zip").write_bytes(raw)
        assert names(collect(inbox)) == [("a.zip", "财政.xlsx")]

    def test_a_damaged_archive_is_listed_itself(self, inbox):
        (inbox / "a.zip").write_bytes(b"PK\x03\x04 rubbish")
        (found,) = collect(inbox)
        assert (found.member, found.problem) == (None, "damaged_archive")

    def test_sizes_are_bounded_while_reading(self, inbox):
        (inbox / "a.zip").write_bytes(archive(big=b"0" * 5000, small=b"1"))
        found = collect(inbox, limits=Limits(file_bytes=4000))
        assert [(s.member, s.problem) for s in found] == [("big", "too_large"), ("small", None)]

    def test_nesting_is_bounded(self, inbox):
        data = archive(a=b"1")
        for _ in range(8):
            data = archive(**{"a.zip": data})
        (inbox / "a.zip").write_bytes(data)
        (found,) = collect(inbox)
        assert found.problem == "nesting"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("民政局.z01", "volume"),
        ("民政局.zip.001", "volume"),
        ("民政局.part2.rar", "volume"),
        ("年报.xlsx.crdownload", "unfinished"),
        ("年报.xls.part", "unfinished"),
        ("年报 - 快捷方式.lnk", "shortcut"),
        ("民政局.part.xlsx", None),
    ],
)
def test_a_file_whose_name_says_that_it_is_not_the_thing_itself(inbox, name, problem):
    (inbox / name).write_bytes(b"PK\x03\x04 a piece")
    (found,) = collect(inbox)
    assert (found.path, found.problem) == (name, problem)
    assert found.sha256 == hashlib.sha256(b"PK\x03\x04 a piece").hexdigest()


def test_a_large_file_is_not_loaded(inbox):
    (inbox / "a.xlsx").write_bytes(b"1" * 100)
    (found,) = collect(inbox, limits=Limits(file_bytes=99))
    assert (found.problem, found.data) == ("too_large", b"")
    assert len(found.sha256) == 64


class TestOutlook:
    def test_attachments_with_the_mails_date_and_sender(self, inbox):
        (inbox / "来信.msg").write_bytes(
            compound_file(outlook_mail({"甲区财政局.xlsx": b"1" * 9000, "说明.docx": b"2"}))
        )
        found = collect(inbox)
        assert names(found) == [("来信.msg", "甲区财政局.xlsx"), ("来信.msg", "说明.docx")]
        assert [s.data for s in found] == [b"1" * 9000, b"2"]
        assert found[0].saved == datetime(2024, 1, 15, 1, 30, tzinfo=UTC)
        assert found[0].mailed
        assert found[0].sender == "甲区财政局 cz@example.com"

    @pytest.mark.parametrize("page", [936, 65001])
    def test_names_in_a_code_page(self, inbox, page):
        (inbox / "a.msg").write_bytes(
            compound_file(outlook_mail({"甲区财政局年报.xlsx": b"1"}, code_page=page))
        )
        (found,) = collect(inbox)
        assert (found.member, found.sender) == ("甲区财政局年报.xlsx", "甲区财政局 cz@example.com")

    def test_a_mail_inside_a_mail(self, inbox):
        inner = outlook_mail({"表.xlsx": b"1"}, sent=datetime(2024, 1, 12, tzinfo=UTC))
        (inbox / "a.msg").write_bytes(compound_file(outlook_mail({"转发": inner, "其他.xlsx": b"2"})))
        found = collect(inbox)
        assert names(found) == [("a.msg", "其他.xlsx"), ("a.msg", "转发!/表.xlsx")]
        assert found[1].saved == datetime(2024, 1, 12, tzinfo=UTC)

    def test_without_attachments(self, inbox):
        (inbox / "a.msg").write_bytes(compound_file(outlook_mail({})))
        (found,) = collect(inbox)
        assert (found.member, found.ignored) == (None, "邮件里没有附件")

    @pytest.mark.parametrize("cut", [600, 1500, 3000])
    def test_a_broken_one_is_listed_itself(self, inbox, cut):
        data = compound_file(outlook_mail({"表.xlsx": b"1" * 9000}))
        (inbox / "a.msg").write_bytes(data[:cut])
        (found,) = collect(inbox)
        assert found.member is None
        assert found.problem == "damaged_mail" or found.ignored


def raw_mail(*headers: str, body: str | bytes = b"") -> bytes:
    text = body.encode() if isinstance(body, str) else body
    return (
        "\r\n".join(("From: =?utf-8?B?55Sy?= <a@b.cn>", "Subject: x", *headers)).encode() + b"\r\n\r\n" + text
    )


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TestAttachmentsThatAreSentOddly:
    def test_a_workbook_as_the_whole_mail_and_without_a_name(self, inbox):
        (inbox / "a.eml").write_bytes(
            raw_mail(
                f"Content-Type: {XLSX}",
                "Content-Transfer-Encoding: base64",
                body=base64.b64encode("表".encode()),
            )
        )
        (found,) = collect(inbox)
        assert (found.member, found.data) == ("附件.xlsx", "表".encode())

    def test_the_proper_name_counts_and_not_the_plain_one_beside_it(self, inbox):
        name = "filename=\"attachment.xlsx\"; filename*=utf-8''%E8%B4%A2%E6%94%BF%E5%B1%80.xlsx"
        for number, disposition in enumerate((name, "; ".join(reversed(name.split("; "))))):
            (inbox / f"{number}.eml").write_bytes(
                raw_mail(f"Content-Type: {XLSX}", f"Content-Disposition: attachment; {disposition}", body="1")
            )
        assert [source.member for source in collect(inbox)] == ["财政局.xlsx"] * 2

    def test_a_forwarded_mail_that_was_encoded(self, inbox):
        inner = mail(("表.xlsx", b"1"))
        part = (
            b"--B\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n"
            b"Content-Disposition: attachment\r\n\r\n" + base64.encodebytes(inner) + b"\r\n--B--\r\n"
        )
        (inbox / "a.eml").write_bytes(raw_mail("Content-Type: multipart/mixed; boundary=B", body=part))
        (found,) = collect(inbox)
        assert found.member is not None
        assert found.member.endswith(".eml!/表.xlsx")
        assert (found.problem, found.data) == (None, b"1")

    def test_uuencoded(self, inbox):
        data = bytes(range(200))
        lines = b"".join(binascii.b2a_uu(data[i : i + 45]) for i in range(0, 200, 45))
        body = "请查收\r\nbegin 644 cz.xls\r\n".encode() + lines + b"`\nend\r\n"
        (inbox / "a.eml").write_bytes(raw_mail("Content-Type: text/plain", body=body))
        (found,) = collect(inbox)
        assert (found.member, found.data) == ("cz.xls", data)

    @pytest.mark.parametrize("name", ["年报.mbox", "导出.eml", "导出"])
    def test_several_mails_in_one_file(self, inbox, name):
        mails = b"".join(
            b"From - Mon Jan 15 09:00:00 2024\n"
            + mail((f"{i}.xlsx", b"%d" % i)).replace(b"\r\n", b"\n")
            + b"\n"
            for i in range(3)
        )
        (inbox / name).write_bytes(mails)
        assert [(s.member, s.data) for s in collect(inbox)] == [
            (f"第{i + 1}封.eml!/{i}.xlsx", b"%d" % i) for i in range(3)
        ]

    def test_a_sealed_mail_is_told(self, inbox):
        (inbox / "a.eml").write_bytes(
            raw_mail(
                "Content-Type: application/pkcs7-mime; name=smime.p7m",
                "Content-Transfer-Encoding: base64",
                body="AAAA",
            )
        )
        (found,) = collect(inbox)
        assert (found.member, found.problem) == ("smime.p7m", "smime")

    def test_a_workbook_that_is_called_a_picture(self, inbox):
        (inbox / "a.eml").write_bytes(
            raw_mail(
                "Content-Type: image/png; name=a.xlsx",
                "Content-Disposition: inline; filename=a.xlsx",
                "Content-Transfer-Encoding: base64",
                body=base64.encodebytes(b"PK\x03\x04 book"),
            )
        )
        assert [(s.member, s.ignored) for s in collect(inbox)] == [("a.xlsx", None)]

    @pytest.mark.parametrize(
        ("body", "attached", "expected"),
        [
            ("今后请勿使用超大附件。", "甲.xlsx", [None]),
            ("https://pan.baidu.com/s/1abcd 提取码 1234", "报送函.docx", [None, "link"]),
            ("云附件 https://mail.example.com/x 有效期7天", "甲.xlsx", [None, "link"]),
            ("签名：https://pan.baidu.com/s/1abcd", "甲.xlsx", [None]),
        ],
    )
    def test_what_is_a_link_and_what_is_talk(self, inbox, body, attached, expected):
        (inbox / "a.eml").write_bytes(mail((attached, b"1")).replace(base64_of("请查收"), base64_of(body)))
        assert sorted((s.problem for s in collect(inbox)), key=str) == sorted(expected, key=str)


class TestNamesInArchives:
    def test_no_two_parts_have_one_name(self, inbox):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as pack, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name in ("表.xlsx", "表.xlsx", "表(2).xlsx", "a.zip!/b.xlsx"):
                pack.writestr(name, b"1")
            pack.writestr("a.zip", archive(**{"b.xlsx": b"2"}))
        (inbox / "x.zip").write_bytes(buffer.getvalue())
        members = [source.member for source in collect(inbox)]
        assert len(members) == len(set(members)) == 5

    @pytest.mark.parametrize("name", ["财政局", "财政局.xlsx", "财政局.zip.txt"])
    def test_a_zip_by_its_content(self, inbox, name):
        (inbox / name).write_bytes(archive(**{"甲.xlsx": b"1"}))
        assert names(collect(inbox)) == [(name, "甲.xlsx")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_may_not_be_read_is_told(inbox):
    (inbox / "密").mkdir()
    (inbox / "密").chmod(0)
    try:
        assert [(s.path, s.problem) for s in collect(inbox)] == [("密", "unreadable")]
    finally:
        (inbox / "密").chmod(0o700)


def test_a_folder_that_the_system_refuses_is_told(inbox, monkeypatch):
    (inbox / "密").mkdir()
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("密"):
            raise PermissionError(errno.EACCES, "denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert [(s.path, s.problem) for s in collect(inbox)] == [("密", "unreadable")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            b"".join(
                b"--B%d\r\nContent-Type: multipart/mixed; boundary=B%d\r\n\r\n" % (i, i + 1)
                for i in range(230)
            )
            + b"\r\n" * 1_000_000,
            "nesting",
        ),
        (b"X: y\r\n" * 300_000, "damaged_mail"),
        (b"\r\n" + b"\r\n" * 1_300_000, "too_large"),
    ],
    ids=["deep", "headers", "lines"],
)
def test_a_mail_that_would_take_minutes_or_gigabytes_is_refused_at_once(inbox, data, problem):
    (inbox / "a.eml").write_bytes(
        b"From: a@b.cn\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=B0\r\n" + data
    )
    began = time.perf_counter()
    (found,) = collect(inbox)
    assert found.problem == problem
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("line", ["-- ", "=" * 60, "_" * 60])
@pytest.mark.parametrize("size", [300, 301, 302])
def test_a_footer_behind_the_code_is_no_part_of_it(inbox, size, line):
    data = b"PK\x03\x04" + bytes(i % 251 for i in range(size))
    code = base64.encodebytes(data).decode() + f"\r\n{line}\r\nThis message was scanned by AV.\r\n"
    (inbox / "a.eml").write_bytes(
        raw_mail(f"Content-Type: {XLSX}; name=a.xlsx", "Content-Transfer-Encoding: base64", body=code)
    )
    (found,) = collect(inbox)
    assert (found.member, found.data) == ("a.xlsx", data)


@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("stray", ["!", "[…]".encode().decode("latin-1"), "> "])
def test_a_stray_sign_among_the_code_loses_nothing_behind_it(inbox, at, stray):
    data = b"PK\x03\x04" + bytes(i % 251 for i in range(300))
    lines = base64.encodebytes(data).decode().splitlines()
    code = "\r\n".join([*lines[:at], stray, *lines[at:]]) + "\r\n"
    (inbox / "a.eml").write_bytes(
        raw_mail(
            f"Content-Type: {XLSX}; name=a.xlsx",
            "Content-Transfer-Encoding: base64",
            body=code.encode("latin-1"),
        )
    )
    (found,) = collect(inbox)
    assert (found.member, found.data) == ("a.xlsx", data)


def test_uuencoded_parts_are_counted_like_all_others(inbox):
    body = "begin 644 a\r\n`\r\nend\r\n" * 20_000
    (inbox / "a.eml").write_bytes(raw_mail("Content-Type: text/plain", body=body))
    began = time.perf_counter()
    (found,) = collect(inbox)
    assert found.problem == "members"
    assert time.perf_counter() - began < 10


def test_a_large_uuencoded_attachment(inbox):
    data = bytes(i % 253 for i in range(3_500_000))
    lines = b"".join(binascii.b2a_uu(data[i : i + 45]) for i in range(0, len(data), 45))
    (inbox / "a.eml").write_bytes(
        raw_mail("Content-Type: text/plain", body=b"begin 644 cz.xls\n" + lines + b"`\nend\n")
    )
    (found,) = collect(inbox)
    assert (found.member, found.data) == ("cz.xls", data)

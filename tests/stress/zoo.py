"""One inbox with an animal of every kind: each item with what must become of each of its parts.

The district is that of the corpus (临江区), so that files of formats that nothing here can write come from there.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.factory import FORM, complete, random_base
from tests.ole import compound_file, outlook_mail
from tests.painting import quick_workbook, report_rows, workbook
from tests.stress import writing
from tests.stress.writing import archive, encoded_words, mail, raw_mail
from toolkit.model import Agency, Number
from toolkit.template import build_template

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
KNOWN = json.loads((CORPUS / "expected.json").read_text(encoding="utf-8"), parse_float=Decimal)
REGION = "临江区"
TEXTS = {"s1": "2023年，我局公开信息12条。", "s5": "一是更新不够及时。", "s6": "未收取信息处理费。"}

# What is planted in names and texts; none of it may come out as more than text.
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert(1)</script>"
LINK = '=HYPERLINK("http://evil.example/","点这里")'
CONTROL = "甲\x01乙\x1f丙"


@dataclass(frozen=True)
class Leaf:
    """What must become of one file, or of one part of a mail or archive.

    Attributes:
        rules: rules that must be found on it; no other *error* may be.
    """

    status: str
    agency: str | None = None
    rules: frozenset[str] = frozenset()
    member: str | None = None
    reason: str = ""


@dataclass
class Zoo:
    """The inbox while it is made.

    Attributes:
        files: path -> content.
        leaves: path -> what must become of its parts.
        figures: agency -> the figures of its return that counts.
        counted: agencies that are summed.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    leaves: dict[str, tuple[Leaf, ...]] = field(default_factory=dict)
    figures: dict[str, tuple[Number, ...]] = field(default_factory=dict)
    counted: list[str] = field(default_factory=list)
    roster: list[dict[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def put(self, path: str, data: bytes, *leaves: Leaf) -> None:
        assert path not in self.files, path
        self.files[path], self.leaves[path] = data, leaves

    def enlist(self, name: str, **columns: str) -> str:
        """Put an agency on the roster; its full name."""
        full = f"{REGION}{name}"
        self.roster.append({"单位编码": f"{len(self.roster) + 1:03}", "单位名称": full, **columns})
        return full

    def agency(self, name: str, **columns: str) -> str:
        """An agency on the roster whose return is expected to count."""
        full = self.enlist(name, **columns)
        self.figures[full] = figures_of(full)
        if columns.get("纳入汇总") != "否":
            self.counted.append(full)
        return full

    def absent(self, name: str) -> str:
        """An agency on the roster of which nothing that can be read comes."""
        full = self.enlist(name)
        self.missing.append(full)
        return full

    def totals(self) -> dict[str, Number]:
        """The base figures of the counted agencies, added up by hand, and the totals made of the sums."""
        base = {
            figure.code: sum((self.figures[name][figure.index] for name in self.counted), 0)
            for figure in FORM.base
        }
        return dict(zip(FORM.codes, complete(base), strict=True))


def figures_of(agency: str) -> tuple[Number, ...]:
    return complete(random_base(random.Random(agency)))


def book(agency: str, day: int = 10, year: int = 2023, written: str | None = None, **cells: object) -> bytes:
    """The agency's return as a workbook.

    Args:
        written: the name as it stands in the workbook, where it is not the agency's own.
        cells: other content for some figures, by code with ``_`` for ``/``.
    """
    values: list[object] = list(figures_of(agency))
    for code, content in cells.items():
        values[FORM.index[code.replace("__", "/")]] = content
    rows, _ = report_rows(values, agency if written is None else written, year, TEXTS)
    return quick_workbook(rows, saved=datetime(2024, 1, day))


def ok(agency: str, *rules: str, member: str | None = None) -> Leaf:
    return Leaf("accepted", agency, frozenset(rules), member)


def sent_back(agency: str, *rules: str, member: str | None = None) -> Leaf:
    return Leaf("returned", agency, frozenset(rules), member)


def refused(agency: str | None, reason: str, member: str | None = None) -> Leaf:
    return Leaf("rejected", agency, frozenset({"F01"}), member, reason)


def old(agency: str, *rules: str, member: str | None = None) -> Leaf:
    return Leaf("superseded", agency, frozenset(rules), member)


def no_return(reason: str = "", agency: str | None = None, member: str | None = None) -> Leaf:
    return Leaf("ignored", agency, frozenset(), member, reason)


def make_zoo(summary: bytes, output: Mapping[str, bytes]) -> Zoo:
    """The whole inbox.

    Args:
        summary: the 汇总表.xlsx of a smaller district, whose name is 临江区开发区管委会.
        output: the files of an earlier output folder.
    """
    zoo = Zoo()
    _plain_files(zoo)
    _mails(zoo)
    _outlook(zoo)
    _archives(zoo)
    _refused(zoo)
    _no_returns(zoo)
    _several(zoo)
    _whose(zoo)
    _planted(zoo)
    park = zoo.agency("开发区管委会")
    zoo.put("开发区汇总表.xlsx", summary, ok(park))
    for path, data in output.items():
        zoo.put(f"去年的输出/{path}", data, no_return("输出文件夹"))
    return zoo


# ---------------------------------------------------------------- files of every format


def _plain_files(zoo: Zoo) -> None:
    name = zoo.agency("财政局")
    zoo.put("临江区财政局.xlsx", book(name), ok(name))
    name = zoo.agency("东街道办事处")
    zoo.put("街道/东片/一月/东街道办事处.xlsx", book(name), ok(name))
    name = zoo.agency("文化局")
    zoo.put("文化局.docx", writing.word(zoo.figures[name], name, TEXTS), ok(name))
    name = zoo.agency("体育局")
    zoo.put("体育局.html", writing.page(zoo.figures[name], name, TEXTS), ok(name))
    name = zoo.agency("档案局")
    zoo.put("档案局.TXT", writing.text(zoo.figures[name], name, TEXTS), ok(name))
    name = zoo.agency("地震局")
    zoo.put("地震局（其实是文本）.xlsx", writing.text(zoo.figures[name], name, TEXTS, "utf-8"), ok(name))
    name = zoo.agency("粮食局")
    zoo.put("粮食局.xlsm", writing.with_macro(book(name)), ok(name))
    name = zoo.agency("畜牧局")
    zoo.put("畜牧局.zip", book(name), ok(name))  # a workbook that somebody called .zip
    for file in ("112老格式多页.xls", "115开放文档.ods", "114WPS表格.et", "116二进制工作簿.xlsb"):
        name = zoo.agency(KNOWN[file]["agency"].removeprefix(REGION))
        zoo.figures[name] = tuple(KNOWN[file]["figures"].get(code, 0) for code in FORM.codes)
        zoo.put(f"乡镇/{file}", (CORPUS / file).read_bytes(), ok(name))


# ---------------------------------------------------------------- mails


def _mails(zoo: Zoo) -> None:
    def one(agency: str, path: str, disposition: bytes, shown: str) -> None:
        name = zoo.agency(agency)
        zoo.put(path, raw_mail(disposition, book(name)), ok(name, member=shown))

    one("教育局", "邮件/2047.eml", encoded_words("教育局.xlsx", "utf-8"), "教育局.xlsx")
    one("科技局", "邮件/2047gb18030.eml", encoded_words("科技局㐂.xlsx", "gb18030"), "科技局㐂.xlsx")
    one("卫健局", "邮件/2047断字.eml", encoded_words("卫健局年报.xlsx", "gb2312", (3, 7)), "卫健局年报.xlsx")
    one("审计局", "邮件/2231.eml", b"filename*=GBK''%C9%F3%BC%C6%BE%D6.xlsx", "审计局.xlsx")
    one(
        "统计局", "邮件/2231分段.eml",
        b"filename*0*=utf-8''%E7%BB%9F%E8;\r\n filename*1*=%AE%A1%E5%B1%80;\r\n filename*2=.xlsx", "统计局.xlsx",
    )  # fmt: skip
    one("司法局", "邮件/裸字节.eml", b'filename="' + "司法局.xlsx".encode("gbk") + b'"', "司法局.xlsx")
    one("残联", "邮件/错字符集.eml", b"filename*=nosuch''%B2%D0%C1%AA.xlsx", "残联.xlsx")

    name = zoo.agency("商务局")
    signed = mail(("商务局.xlsx", book(name)), ("报送函.docx", writing.letter()), ("smime.p7s", b"1"))
    signed = signed.replace(
        b'application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="smime',
        b'application/pkcs7-signature\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="smime',
    )
    zoo.put(
        "邮件/签名和附函.eml", signed, ok(name, member="商务局.xlsx"), no_return(member="报送函.docx"),
        no_return("数字签名", member="smime.p7s"),
    )  # fmt: skip
    name = zoo.agency("信访局")
    inner = mail(("信访局.xlsx", book(name)), subject="信访局/年报")
    outer = raw_mail(b"filename=x.eml", b"").replace(
        b'application/octet-stream\r\nContent-Disposition: attachment;\r\n filename=x.eml\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n", b"message/rfc822\r\n\r\n" + inner,
    )  # fmt: skip
    zoo.put("邮件/转发.eml", outer, ok(name, member="信访局_年报.eml!/信访局.xlsx"))
    name = zoo.agency("林业局")
    zoo.put(
        "邮件/表和文字.eml",
        mail(
            ("林业局填报表.xlsx", quick_workbook(report_rows(figures_of(name), name, 2023)[0])),
            ("林业局年度报告.docx", writing.word((), name, TEXTS, tables=False)),
        ),
        ok(name, member="林业局填报表.xlsx"), ok(name, member="林业局年度报告.docx"),
    )  # fmt: skip
    name = zoo.absent("环保局")
    zoo.put(
        "邮件/winmail.eml", mail(("winmail.dat", b"1"), sender=f"{name} <h@example.com>"),
        refused(name, "winmail.dat", "winmail.dat"),
    )  # fmt: skip
    for agency, body in (
        ("物价局", "从QQ邮箱发来的超大附件\n年报.zip (2G, 2024年2月15日 23:00 到期)\n进入下载页面：https://mail.qq.com/cgi-bin/ftnExs_download?k=1"),
        ("旅游局", "附件下载 http://u.163.com/large-attachment-download/index.html?p=1&file=abc"),
    ):  # fmt: skip
        name = zoo.absent(agency)
        zoo.put(
            f"邮件/{agency}超大附件.eml",
            mail(sender=f"{name} <l@example.com>", body=body),
            refused(name, "超大附件"),
        )
    name = zoo.agency("气象局")
    zoo.put(
        "邮件/带头标.eml",
        b"\xef\xbb\xbf\r\n" + mail(("气象局.xlsx", book(name))),
        ok(name, member="气象局.xlsx"),
    )
    name = zoo.agency("地方志办")
    zoo.put("邮件/其实是eml.msg", mail(("地方志办.xlsx", book(name))), ok(name, member="地方志办.xlsx"))
    name = zoo.agency("机要局")
    zoo.put(
        "邮件/其实是msg.eml", compound_file(outlook_mail({"机要局.xlsx": book(name)})), ok(name, member="机要局.xlsx")
    )  # fmt: skip
    name = zoo.agency("台办")
    zoo.put("邮件/没有名字.eml", raw_mail(b"x=y", book(name)), ok(name, member="附件"))
    name = zoo.agency("乡村振兴局")
    picture = raw_mail(b'filename="logo.png"', b"\x89PNG x").replace(
        b"application/octet-stream\r\nContent-Disposition: attachment",
        b"image/png\r\nContent-Disposition: inline",
    )
    more = picture.partition(b"--b\r\nContent-Type: image")
    table = raw_mail(b'filename="table.xlsx"', book(name)).partition(b"--b\r\nContent-Type: application")
    zoo.put(
        "邮件/正文图片.eml", more[0] + more[1] + more[2].removesuffix(b"--b--\r\n") + table[1] + table[2],
        no_return("正文里的图片", member="logo.png"), ok(name, member="table.xlsx"),
    )  # fmt: skip
    name = zoo.absent("贸促会")
    inner = mail(sender=f"{name} <m@example.com>", body="从网易163邮箱发来的云附件\n年报.zip")
    zoo.put("邮件/转发的链接.zip", archive([("贸促会.eml", inner)]), refused(name, "超大附件", "贸促会.eml"))
    zoo.put("邮件/只有问候.eml", mail(), no_return("没有附件"))
    zoo.put("邮件/坏.eml", b"\x00\x01 no mail at all", refused(None, "邮件文件已损坏"))
    zoo.put(
        "邮件/深.eml", b"From: a@example.com\n" + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(1500)
        ), refused(None, "套得太深"),
    )  # fmt: skip


def _outlook(zoo: Zoo) -> None:
    name = zoo.agency("农业农村局")
    zoo.put(
        "邮件/中文代码页.msg", compound_file(outlook_mail({"农业农村局.xlsx": book(name)}, code_page=936)),
        ok(name, member="农业农村局.xlsx"),
    )  # fmt: skip
    name, other = zoo.agency("水务局"), zoo.agency("城管局")
    inner = outlook_mail({"水务局.xlsx": book(name)}, sent=datetime(2024, 1, 12, tzinfo=UTC))
    zoo.put(
        "邮件/转发.msg", compound_file(outlook_mail({"水务局来信": inner, "城管局.xlsx": book(other)})),
        ok(other, member="城管局.xlsx"), ok(name, member="水务局来信!/水务局.xlsx"),
    )  # fmt: skip
    name = zoo.absent("机关事务局")
    link = outlook_mail({}, sender=(name, "j@example.com"))
    link[("__substg1.0_1000001F",)] = "附件已存到云附件，请下载".encode("utf-16-le")
    zoo.put("邮件/云附件.msg", compound_file(link), refused(name, "云附件"))
    empty = outlook_mail({"空信": outlook_mail({})})
    zoo.put("邮件/空信.msg", compound_file(empty), no_return("没有附件", member="空信"))
    zoo.put("邮件/坏.msg", compound_file(empty)[:700], refused(None, "损坏"))


# ---------------------------------------------------------------- archives


def _archives(zoo: Zoo) -> None:
    name, other = zoo.agency("住建局"), zoo.agency("交通局")
    members = [("报送/住建局.xlsx", book(name)), ("报送/交通局.xlsx", book(other))]
    zoo.put(
        "打包/GBK名.zip", archive(members, "gbk"),
        ok(name, member="报送/住建局.xlsx"), ok(other, member="报送/交通局.xlsx"),
    )  # fmt: skip
    name = zoo.agency("招商局")
    within = archive([("里/招商局.xlsx", book(name))], "gbk")
    zoo.put(
        "打包/套.zip", archive([("外.zip", archive([("中.ZIP", within)]))]),
        ok(name, member="外.zip!/中.ZIP!/里/招商局.xlsx"),
    )  # fmt: skip
    name = zoo.agency("退役军人局")
    zoo.put(
        "打包/信里的包.eml", mail(("年报.zip", archive([("退役军人局.xlsx", book(name))]))),
        ok(name, member="年报.zip!/退役军人局.xlsx"),
    )  # fmt: skip
    name = zoo.agency("应急局")
    zoo.put(
        "打包/包里的信.zip", archive([("信.eml", mail(("应急局.xlsx", book(name)))), ("__MACOSX/._信.eml", b"1")]),
        ok(name, member="信.eml!/应急局.xlsx"), no_return("系统", member="__MACOSX/._信.eml"),
    )  # fmt: skip
    name = zoo.agency("医保局")
    zoo.put("打包/医保局.rar", archive([("医保局.xlsx", book(name))]), ok(name, member="医保局.xlsx"))
    agencies = [zoo.agency(agency) for agency in ("公安分局", "税务局办公点", "消防大队", "气象台")]
    names = ["../../../越界1.xlsx", "C:\\Windows\\越界2.xlsx", "/etc/越界3.xlsx", "a/../../越界4.xlsx"]
    shown = ["../../../越界1.xlsx", "C:/Windows/越界2.xlsx", "etc/越界3.xlsx", "a/../../越界4.xlsx"]
    zoo.put(
        "打包/越界.zip", archive([(n, book(a)) for n, a in zip(names, agencies, strict=True)]),
        *(ok(a, member=n) for n, a in zip(shown, agencies, strict=True)),
    )  # fmt: skip
    name, other = zoo.agency("图书馆"), zoo.agency("博物馆")
    zoo.put(
        "打包/重名.zip", archive([("00.xlsx", book(name)), ("11.xlsx", book(other))]).replace(b"11.xlsx", b"00.xlsx"),
        ok(name, member="00.xlsx"), ok(other, member="00(2).xlsx"),
    )  # fmt: skip
    zoo.put("打包/空.zip", archive([]), no_return("空的"))
    name = zoo.absent("供销社")
    zoo.put(
        "打包/加密.zip", writing.locked_archive("临江区供销社.xlsx", book(name)),
        refused(name, "密码", "临江区供销社.xlsx"),
    )  # fmt: skip
    zoo.put("打包/坏.zip", archive([("a.xlsx", book(name))])[:300], refused(None, "压缩包已损坏"))
    deep = archive([("a.xlsx", book(name))])
    for _ in range(6):
        deep = archive([("a.zip", deep)])
    zoo.put("打包/太深.zip", deep, refused(None, "套得太深", "!/".join(["a.zip"] * 5)))
    zoo.put(
        "打包/炸弹.zip", archive([("供销社.xlsx", b"\0" * 17_000_000)]), refused(name, "大小", "供销社.xlsx")
    )


# ---------------------------------------------------------------- what cannot be read


def _refused(zoo: Zoo) -> None:
    locked = compound_file({("EncryptedPackage",): b"1" * 5000, ("EncryptionInfo",): b"1" * 200})
    doc = compound_file({("WordDocument",): b"1" * 5000})
    heavy = writing.with_parts(book("重"), {"xl/media/a.bin": b"\0" * 17_000_000}, {})
    cases = {
        "编办.xlsx": (locked, "密码"), "老干部局.doc": (doc, "旧格式"), "妇联.rtf": (b"{\\rtf1 x}", "旧格式"),
        "团委.xlsx": (b"", "空的"), "工会.xlsx": (b"\0" * 5000, "空的"), "科协.xlsx": (book("科")[:4000], "损坏"),
        "文联.pdf": (b"%PDF-1.4 x", "PDF"), "侨联.jpg": (b"\xff\xd8\xff x", "图片"),
        "人防办.rar": (b"Rar!\x1a\x07\x01\x00 x", "压缩包打不开"), "史志办.7z": (b"7z\xbc\xaf\x27\x1c x", "压缩包打不开"),
        "档案馆.zip": (b"Rar!\x1a\x07\x01\x00 x", "压缩包打不开"), "红十字会.xlsx": (heavy, "200 分之一"),
        "党校.exe": (b"MZ\x90\x00\x03\xff\xfe\x81\x81", "不是电子表格"),
    }  # fmt: skip
    for path, (data, reason) in cases.items():
        name = zoo.absent(path.rpartition(".")[0])
        zoo.put(f"读不了/{REGION}{path}", data, refused(name, reason))


def _no_returns(zoo: Zoo) -> None:
    for path in (
        "~$临江区财政局.xlsx",
        ".DS_Store",
        "Thumbs.db",
        "街道/desktop.ini",
        ".~lock.表.xlsx#",
        "._表.xlsx",
    ):
        zoo.put(path, b"x", no_return("临时文件" if "~" in path else "系统"))
    zoo.put("来函.xlsx", workbook({"a": [["各位同事：现将年报报上"]]}), no_return("没有年度报告"))
    zoo.put("通知.docx", writing.letter(), no_return("没有年度报告"))
    zoo.put("空白填报表.xlsx", build_template(FORM, 2023, Agency("", "")), no_return())
    zoo.put("名单副本.csv", "单位名称\n临江区财政局\n".encode("gbk"), no_return("没有年度报告"))
    zoo.put("说明.txt", "收到的报表都放在这里。".encode(), no_return("没有年度报告"))


# ---------------------------------------------------------------- several of one agency


def _several(zoo: Zoo) -> None:
    name = zoo.agency("人社局")
    zoo.put("先后/人社局.xlsx", book(name, 5, t2__licensing__decisions=999), old(name, "F04"))
    zoo.put("先后/人社局（改）.xlsx", book(name, 9), ok(name))
    name = zoo.agency("民委")
    zoo.put("先后/民委1.xlsx", book(name, 6), old(name, "F07"))
    zoo.put("先后/民委2.xlsx", book(name, 6), ok(name))
    name = zoo.agency("国资局")
    zoo.put("先后/国资局.xlsx", book(name, 3), ok(name))
    zoo.put("先后/国资局 重报.xlsx", book(name, 20)[:3000], refused(name, "损坏"))
    name = zoo.agency("金融局")
    zoo.put("扫描/金融局/金融局.xlsx", book(name), ok(name))
    zoo.put("扫描/金融局/盖章扫描件.pdf", b"%PDF-1.4 x", no_return("以填报表为准"))
    zoo.put("扫描/金融局/盖章.png", b"\x89PNG x", no_return("以填报表为准"))
    name = zoo.agency("外办")
    zoo.put("先后/外办.eml", mail(("外办.xlsx", book(name, 28, t2__licensing__decisions=7)),
            date="Tue, 9 Jan 2024 08:00:00 +0800"), old(name, "F04", member="外办.xlsx"))  # fmt: skip
    zoo.put("先后/外办2.eml", mail(("外办.xlsx", book(name, 2))), ok(name, member="外办.xlsx"))


# ---------------------------------------------------------------- whose it is


def _whose(zoo: Zoo) -> None:
    one, other = zoo.agency("民政局"), zoo.agency("民族宗教局")
    zoo.put("名称/1.xlsx", book(one, written="民政局"), ok(one))
    zoo.put("名称/2.xlsx", book(other, written="区民族宗教局"), ok(other))
    name = zoo.agency("市场监管局")
    zoo.put("名称/3.xlsx", book(name, written="市场监管局"), ok(name))
    name = zoo.agency("生态环境分局")
    zoo.put("名称/4.xlsx", book(name, written="滨州市临江区生态环境分局"), ok(name))
    name = zoo.agency("发展和改革局")
    zoo.put("名称/5.xlsx", book(name, written="临江区发展改革局"), ok(name, "F05"))
    name = zoo.agency("大数据局", 简称="数据局；大数据中心", 曾用名="信息中心")
    zoo.put("名称/6.xlsx", book(name, written="大数据中心"), ok(name))
    name = zoo.agency("园林处")
    zoo.put("名称/园林处年报.xlsx", book(name, written=""), ok(name, "F05"))
    zoo.put("名称/7.xlsx", book("丙区财政局"), ok("丙区财政局", "F05"))
    name = zoo.agency("税务局", 类别="垂直管理", 纳入汇总="否")
    zoo.put("名称/8.xlsx", book(name), ok(name))
    name = zoo.agency("人民政府", 类别="本级")
    zoo.put("名称/9.xlsx", book(name), ok(name))
    name = zoo.enlist("汇总调整", 类别="汇总调整")
    less = complete(
        {"t2/licensing/decisions": -3, "t3/new/natural_person": -1, "t3/granted/natural_person": -1}
    )
    zoo.figures[name] = less
    zoo.counted.append(name)
    zoo.put("名称/调整.xlsx", quick_workbook(report_rows(less, name, 2023, TEXTS)[0]), ok(name))
    zoo.absent("政务服务中心")  # of which nothing comes at all
    name = zoo.enlist("烟草局")
    zoo.put("名称/烟草局.xlsx", book(name, year=2022), sent_back(name, "F06"))
    name = zoo.enlist("盐业局")
    zoo.put("名称/盐业局.xlsx", book(name, t2__licensing__decisions=-4), sent_back(name, "V02"))


# ---------------------------------------------------------------- planted words


def _planted(zoo: Zoo) -> None:
    """Formulas, markup and control characters wherever a stranger can write: names, texts, cells, headers."""
    texts = {
        "s1": f"{LINK}\n{SCRIPT}\n{CONTROL}\n&amp;]]>{{{{ 7*7 }}}}",
        "s5": FORMULA,
        "s6": "@SUM(1)\n+1\n-1",
    }
    name = zoo.agency("恶文局")
    rows, _ = report_rows(zoo.figures[name], name, 2023, texts)
    zoo.put(f"恶/{FORMULA.replace('/', '_')}恶文局.xlsx", quick_workbook(rows), ok(name))
    name = zoo.enlist("恶数局")
    zoo.put(
        "恶/数.xlsx",
        book(name, t2__licensing__decisions=LINK, t3__new__business=SCRIPT),
        sent_back(name, "V01"),
    )
    strange = f"丁区{SCRIPT}局"
    zoo.put("恶/名.xlsx", book(strange), ok(strange, "F05"))
    name = zoo.agency("恶信局")
    headers = (
        b"From: =?utf-8?B?"
        + _base64(f"{FORMULA}\r\nBcc: x@evil.example\r\n\r\n{SCRIPT}")
        + b"?= <e@example.com>\r\n"
        b"X-Bad: \x01\x02\x1b[31m"
    )
    shown = "=cmd|' _C calc'!A0 Bcc: x 临江区恶信局␁.xlsx"
    attack = "=cmd|' _C calc'!A0\r\nBcc: x\t临江区恶信局\x01.xlsx"
    zoo.put(
        "恶/头.eml", raw_mail(encoded_words(attack, "utf-8"), book(name, written=""), headers), ok(name, "F05", member=shown)
    )  # fmt: skip
    zoo.put("恶/\u202e控制\x02符.txt", b"=1+1", no_return())


def _base64(words: str) -> bytes:
    import base64

    return base64.b64encode(words.encode())

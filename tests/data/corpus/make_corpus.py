"""Writes the corpus of difficult returns beside this file, and expected.json.

    python make_corpus.py            all files; .xls, .ods and .et only where they are missing (LibreOffice)
    python make_corpus.py --convert  those too, again
    python make_corpus.py --verify   writes nothing; opens every file and compares the cells named in expected.json

Each file and what is expected of it come from one structure: a `Figures` says what is written for each figure and what
it means, a `Grid` says where it stands, and every change of the layout moves both. Nothing here imports the reader.

Keys of expected.json are described in README.md.
"""

import copy
import json
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import xlsxwriter
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

HERE = Path(__file__).resolve().parent
FORM = json.loads((HERE.parents[2] / "toolkit" / "form" / "2021.json").read_text("utf-8"))
B2 = FORM["tables"][0]["blocks"]
B3 = FORM["tables"][1]["blocks"][0]
B4 = FORM["tables"][2]["blocks"][0]
C3 = [c["code"] for c in B3["columns"]]
BASE3 = C3[:-1]
R3 = [r["code"] for r in B3["rows"]]
RESULTS = next(i for i in FORM["identities"] if i["id"] == "results_total")["right"]
R4 = [r["code"] for r in B4["rows"]]
C4 = [c["code"] for c in B4["columns"]]
T2 = [f"t2/{r['code']}/{c['code']}" for b in B2 for r in b["rows"] for c in b["columns"]]
T3 = [f"t3/{r}/{c}" for r in R3 for c in C3]
T4 = [f"t4/{r}/{c}" for r in R4 for c in C4]
CODES = T2 + T3 + T4
LABEL = {r["code"]: r["label"] for r in B3["rows"]}
GROUP = {k: g["label"] for k, g in B3["groups"].items()}
HEAD = {s["id"]: s["heading"] for s in FORM["sections"]}
SHOWN = [
    "t2/regulations/issued", "t2/normative_documents/in_force", "t2/licensing/decisions", "t2/fees/amount",
    "t3/new/natural_person", "t3/granted/business", "t3/refused_state_secret/natural_person",
    "t3/refused_admin_query/other_org", "t3/unable_must_create/research", "t3/declined_duplicate/total",
    "t3/other_other/legal_service", "t3/total/natural_person", "t3/total/total", "t3/carried_out/total",
    "t4/review/upheld", "t4/litigation_direct/pending", "t4/litigation_after_review/total",
]  # fmt: skip
A = ["A01", "A02", "A03", "A04"]
CLEAN = [*A, "V01", "V02", "V03", "V04", "V06", "V07", "V08", "F01", "F02", "F03", "F06", "F08"]
NARRATIVE = {
    "s1": [
        "2023年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。",
        "（一）主动公开。围绕重点领域及时公开信息，回应社会关切。",
        "（二）依申请公开。规范登记、审核、办理、答复、归档各环节。",
        "（三）政府信息管理。严格执行三审三校和保密审查制度。",
        "（四）政府信息公开平台建设。维护好门户网站政府信息公开专栏。",
        "（五）监督保障。明确专人负责，开展业务培训，未发生责任追究情形。",
    ],
    "s5": ["一是公开时效有待提高；二是解读形式较为单一。", "下一步，一是压实责任明确时限；二是增加图解和视频解读。"],
    "s6": ["2023年度未发出收费通知，未收取信息处理费。"],
}
SAID = {"s1": "扎实推进政府信息公开工作", "s5": "解读形式较为单一", "s6": "未收取信息处理费"}
EXPECTED: dict[str, dict] = {}


# --- figures --------------------------------------------------------------------------------------------------------
class Formula:
    """A cell that sums the cells of other figures; `result` is what is stored (None: nothing, where the writer can)."""

    def __init__(self, text=None, parts=(), result=None):
        self.text, self.parts, self.result = text, tuple(parts), result


class Figures:
    """What is written for each figure, and what it must be read as."""

    def __init__(self, base, total=True):
        v = {c: base.get(c, 0) for c in CODES}
        if total:
            for c in BASE3:
                v[f"t3/total/{c}"] = sum(v[f"t3/{r}/{c}"] for r in RESULTS)
                v[f"t3/new/{c}"] = v[f"t3/total/{c}"] + v[f"t3/carried_out/{c}"] - v[f"t3/carried_in/{c}"]
                assert v[f"t3/new/{c}"] >= 0
            for r in R3:
                v[f"t3/{r}/total"] = sum(v[f"t3/{r}/{c}"] for c in BASE3)
            for r in R4:
                v[f"t4/{r}/total"] = sum(v[f"t4/{r}/{c}"] for c in C4[:-1])
        self.value, self.raw = v, dict(v)
        self.state, self.fmt = {}, {}

    def write(self, code, raw, state=None, value="same", fmt=None):
        self.raw[code] = raw
        if value != "same":
            self.value[code] = value
        if state:
            self.state[code] = state
        if fmt:
            self.fmt[code] = fmt
        return self

    def copy(self):
        return copy.deepcopy(self)


def numbered():
    return Figures({c: i + 1 for i, c in enumerate(CODES)}, total=False)


def consistent(seed, **given):
    """All identities hold, nearly all figures differ; `given` fixes base figures (written t3__new__business)."""
    rng = random.Random(seed)
    pool = rng.sample(range(13, 990), 170)
    base = {c: pool.pop() for c in T3 + T4}
    for c in BASE3:
        base[f"t3/carried_in/{c}"] = rng.randrange(11, 90)
    base |= {
        "t2/normative_documents/issued": rng.randrange(11, 40), "t2/normative_documents/repealed": rng.randrange(41, 80),
        "t2/normative_documents/in_force": rng.randrange(1001, 1999), "t2/licensing/decisions": rng.randrange(10001, 19999),
        "t2/penalties/decisions": rng.randrange(20001, 29999), "t2/coercion/decisions": rng.randrange(3001, 3999),
        "t2/fees/amount": rng.randrange(10001, 99999) / 1000,
    }  # fmt: skip
    base |= {k.replace("__", "/"): x for k, x in given.items()}
    return Figures(base)


def sparse(seed, **given):
    """A bureau as most are: a few applications, the rest 0."""
    rng = random.Random(seed)
    base = {"t2/normative_documents/in_force": rng.randrange(3, 30), "t2/licensing/decisions": rng.randrange(100, 900)}
    base |= {k.replace("__", "/"): x for k, x in given.items()}
    return Figures(base)


# --- grids ----------------------------------------------------------------------------------------------------------
class Grid:
    """A sheet, or a piece of one: cells, merges and the places of the figures move together."""

    def __init__(self, name="Sheet1"):
        self.name, self.cells, self.merges, self.figs, self.fmt = name, {}, [], {}, {}
        self.hidden_rows, self.hidden_cols, self.state = set(), set(), "visible"

    @property
    def height(self):
        return 1 + max([r for r, _ in self.cells] + [m[2] for m in self.merges], default=-1)

    @property
    def width(self):
        return 1 + max([c for _, c in self.cells] + [m[3] for m in self.merges], default=-1)

    def put(self, r, c, text, h=1, w=1):
        self.cells[r, c] = text
        if h * w > 1:
            self.merges.append((r, c, r + h - 1, c + w - 1))
        return self

    def fig(self, r, c, code, f, h=1, w=1):
        self.put(r, c, f.raw[code], h, w)
        self.figs[code] = (r, c)
        if code in f.fmt:
            self.fmt[r, c] = f.fmt[code]

    def paste(self, g, top, left=0):
        for name in ("cells", "fmt"):
            getattr(self, name).update({(r + top, c + left): x for (r, c), x in getattr(g, name).items()})
        self.figs.update({k: (r + top, c + left) for k, (r, c) in g.figs.items()})
        self.merges += [(a + top, b + left, d + top, e + left) for a, b, d, e in g.merges]
        self.hidden_rows |= {r + top for r in g.hidden_rows}
        self.hidden_cols |= {c + left for c in g.hidden_cols}
        return self

    def _map(self, move, stretch):
        self.cells = {move(k): x for k, x in self.cells.items() if move(k)}
        self.fmt = {move(k): x for k, x in self.fmt.items() if move(k)}
        self.figs = {k: move(x) for k, x in self.figs.items() if move(x)}
        self.merges = [m for m in (stretch(m) for m in self.merges) if m and (m[0], m[1]) != (m[2], m[3])]
        return self

    def ins_rows(self, at, n=1):
        self.hidden_rows = {r + n * (r >= at) for r in self.hidden_rows}
        return self._map(
            lambda k: (k[0] + n * (k[0] >= at), k[1]),
            lambda m: (m[0] + n * (m[0] >= at), m[1], m[2] + n * (m[2] >= at), m[3]),
        )

    def ins_cols(self, at, n=1):
        self.hidden_cols = {c + n * (c >= at) for c in self.hidden_cols}
        return self._map(
            lambda k: (k[0], k[1] + n * (k[1] >= at)),
            lambda m: (m[0], m[1] + n * (m[1] >= at), m[2], m[3] + n * (m[3] >= at)),
        )

    def drop_row(self, at):
        kept = {(m[0], m[1]): self.cells.get((at, m[1])) for m in self.merges if m[0] == at < m[2]}
        self._map(
            lambda k: None if k[0] == at else (k[0] - (k[0] > at), k[1]),
            lambda m: None if m[0] == m[2] == at else (m[0] - (m[0] > at), m[1], m[2] - (m[2] >= at), m[3]),
        )
        self.cells.update({k: x for k, x in kept.items() if x is not None})
        return self

    def drop_col(self, at):
        kept = {(m[0], m[1]): self.cells.get((m[0], at)) for m in self.merges if m[1] == at < m[3]}
        self._map(
            lambda k: None if k[1] == at else (k[0], k[1] - (k[1] > at)),
            lambda m: None if m[1] == m[3] == at else (m[0], m[1] - (m[1] > at), m[2], m[3] - (m[3] >= at)),
        )
        self.cells.update({k: x for k, x in kept.items() if x is not None})
        return self

    def shift_row(self, r, start, by):
        moved = {k: x for k, x in self.cells.items() if k[0] == r and k[1] >= start}
        for k in moved:
            del self.cells[k]
        self.cells.update({(r, c + by): x for (_, c), x in moved.items()})
        self.figs = {k: (a, b + by * (a == r and b >= start)) for k, (a, b) in self.figs.items()}
        return self

    def scale(self, h, w):
        """Every cell becomes a merged area."""
        spans = {(m[0], m[1]): (m[2] - m[0] + 1, m[3] - m[1] + 1) for m in self.merges}
        covered = {(r, c) for a, b, d, e in self.merges for r in range(a, d + 1) for c in range(b, e + 1)} - set(spans)
        old, self.merges = dict(self.cells), []
        self.cells = {}
        for r in range(1 + max(k[0] for k in old)):
            for c in range(1 + max(k[1] for k in old)):
                if (r, c) not in covered:
                    a, b = spans.get((r, c), (1, 1))
                    self.put(r * h, c * w, old.get((r, c)), a * h, b * w)
        self.figs = {k: (r * h, c * w) for k, (r, c) in self.figs.items()}
        return self

    def unmerge(self):
        self.merges = []
        return self

    def relabel(self, change):
        """change: a dict of exact texts, or a function; figures are not touched."""
        own = set(self.figs.values())
        used = set()
        for k, x in list(self.cells.items()):
            if isinstance(x, str) and k not in own:
                new = change.get(x, x) if isinstance(change, dict) else change(x)
                if new != x:
                    used.add(x)
                self.cells[k] = new
        if isinstance(change, dict):
            assert used == {k for k, x in change.items() if k != x}, set(change) - used
        return self

    def r(self, row):
        return next(r for k, (r, _) in self.figs.items() if k.split("/")[1] == row)

    def c(self, column, table="t3"):
        return next(c for k, (_, c) in self.figs.items() if k.split("/")[0] == table and k.split("/")[2] == column)

    def forget(self):
        self.figs = {}
        return self

    def empty(self):
        for k in self.figs.values():
            self.cells[k] = None
        return self.forget()

    def named(self, name, state="visible"):
        self.name, self.state = name, state
        return self

    def lines(self, sep="\t", outer=False, pad=True):
        """The rows as text; covered cells are empty, as a copied table gives them."""
        out = []
        for r in range(self.height):
            row = ["" if self.cells.get((r, c)) is None else str(self.cells[r, c]) for c in range(self.width)]
            if not pad:
                while row and row[-1] == "":
                    row.pop()
            text = sep.join(x.replace("\n", "") for x in row)
            out.append(f"{sep.strip()} {text} {sep.strip()}" if outer else text)
        return out

    def in_one_column(self, sep="\t", outer=False, pad=True):
        g = Grid(self.name)
        for r, line in enumerate(self.lines(sep, outer, pad)):
            g.put(r, 0, line)
        g.figs = {k: (r, 0) for k, (r, _) in self.figs.items()}
        return g


def t2(f):
    g, r = Grid(), 0
    for b in B2:
        w = 3 // len(b["columns"])
        g.put(r, 0, b["heading"], 1, 4)
        g.put(r + 1, 0, b["corner"])
        for j, c in enumerate(b["columns"]):
            g.put(r + 1, 1 + j * w, c["label"], 1, w)
        for i, row in enumerate(b["rows"]):
            g.put(r + 2 + i, 0, row["label"])
            for j, c in enumerate(b["columns"]):
                g.fig(r + 2 + i, 1 + j * w, f"t2/{row['code']}/{c['code']}", f, 1, w)
        r += 2 + len(b["rows"])
    return g


def t3_head(g, head, left):
    """Puts the head over the seven columns from `left`; returns the rows it takes."""
    labels = [c["label"] for c in B3["columns"]]
    if head == 1:
        for j, x in enumerate(labels):
            g.put(0, left + j, x)
        return 1
    top = head - 2
    if top:
        g.put(0, left, GROUP["applicants"], 1, 7)
    g.put(top, left, labels[0], 2, 1)
    g.put(top, left + 1, GROUP["organizations"], 1, 5)
    for j in range(1, 6):
        g.put(top + 1, left + j, labels[j])
    g.put(top, left + 6, labels[6], 2, 1)
    return head


def t3(f, head=3, labels=3, corner=None):
    """labels=3: as in the notice; 2: without 三、本年度办理结果; 1: one column, groups on rows of their own."""
    g = Grid()
    top = t3_head(g, head, labels)
    g.put(0, 0, B3["corner"] if corner is None else corner, top, labels)
    r, last = top, {}
    for row in B3["rows"]:
        path = row["path"]
        if labels == 1:
            for k in path:
                if k not in last:
                    last[k] = g.put(r, 0, GROUP[k])
                    r += 1
            g.put(r, 0, row["label"])
        else:
            shown = path if labels == 3 else path[1:]
            g.put(r, len(shown), row["label"], 1, labels - len(shown))
            for depth, k in enumerate(shown):
                if k not in last:
                    n = sum(k in x["path"] for x in B3["rows"])
                    last[k] = g.put(r, depth, GROUP[k], n, 1)
        for j, c in enumerate(C3):
            g.fig(r, labels + j, f"t3/{row['code']}/{c}", f)
        r += 1
    return g


def t3_pasted(f):
    """As the real report's text falls into a sheet: sub-items one column right, （七）总计 one left, 3.其他 from column A."""
    g = Grid()
    g.put(0, 0, B3["corner"]).put(0, 2, GROUP["applicants"]).put(0, 8, "总计")
    g.put(1, 2, "自然人").put(1, 3, GROUP["organizations"])
    for j in range(1, 6):
        g.put(2, 2 + j, B3["columns"][j]["label"])
    groups = set()
    for i, row in enumerate(B3["rows"]):
        r, path, start = 3 + i, row["path"], 2
        if not path or row["code"] in ("other_other",):
            g.put(r, 0, row["label"])
        elif row["code"] == "total":
            g.put(r, 0, row["label"])
            start = 1
        elif len(path) == 1:
            if "results" not in groups:
                g.put(r, 0, GROUP["results"])
            g.put(r, 1, row["label"])
        else:
            if path[1] not in groups:
                g.put(r, 1, GROUP[path[1]])
            g.put(r, 2, row["label"])
            start = 3
        groups |= set(path)
        for j, c in enumerate(C3):
            g.fig(r, start + j, f"t3/{row['code']}/{c}", f)
    return g


def t3_left(f, head=True):
    """Merged cells lost on copying: every row begins in column A with whatever label is its first own one."""
    g = t3(f)
    out, covered = Grid(), set()
    for a, b, d, e in g.merges:
        covered |= {(r, c) for r in range(a, d + 1) for c in range(b, e + 1)} - {(a, b)}
    places = {x: k for k, x in g.figs.items()}
    for r in range(g.height):
        keep = [c for c in range(g.width) if (r, c) not in covered]
        for n, c in enumerate(keep):
            at = (r, n) if head or r > 2 else (r, c)
            out.cells[at] = g.cells.get((r, c))
            if (r, c) in places:
                out.figs[places[r, c]] = at
    return out


def t4(f):
    g = Grid()
    g.put(0, 0, "行政复议", 1, 5).put(0, 5, "行政诉讼", 1, 10)
    g.put(1, 5, "未经复议直接起诉", 1, 5).put(1, 10, "复议后起诉", 1, 5)
    for i, row in enumerate(R4):
        for j, c in enumerate(B4["columns"]):
            g.put(1 if i == 0 else 2, 5 * i + j, c["label"], 2 if i == 0 else 1, 1)
            g.fig(3, 5 * i + j, f"t4/{row}/{c['code']}", f)
    return g


def t4_transposed(f):
    g = Grid()
    g.put(0, 0, "类别", 1, 2)
    for j, c in enumerate(B4["columns"]):
        g.put(0, 2 + j, c["label"])
    g.put(1, 0, "行政复议", 1, 2).put(2, 0, "行政诉讼", 2, 1).put(2, 1, "未经复议直接起诉").put(3, 1, "复议后起诉")
    for i, row in enumerate(R4):
        for j, c in enumerate(C4):
            g.fig(1 + i, 2 + j, f"t4/{row}/{c}", f)
    return g


def title_of(agency, year=2023):
    return f"{agency}{year}年政府信息公开工作年度报告"


def one_sheet(agency, a, b, c, order="s1 t2 t3 t4 s5 s6", title=None, name="Sheet1", gap=1, heads=HEAD, year=2023):
    g = Grid(name)
    g.put(0, 0, title or title_of(agency, year), 1, 10)
    r = 1 + gap
    parts = {"t2": a, "t3": b, "t4": c}
    for k in order.split():
        g.put(r, 0, heads[k], 1, 10)
        r += 1
        if k in parts:
            g.paste(parts[k], r)
            r += parts[k].height + gap
        else:
            for line in NARRATIVE[k]:
                g.put(r, 0, line, 1, 10)
                r += 1
            r += gap
    return g


def tables(f):
    return t2(f), t3(f), t4(f)


def cover(agency, year=2023):
    return Grid("封面").put(1, 0, "政府信息公开工作年度报告").put(3, 0, "单位名称").put(3, 1, agency).put(4, 0, "年度").put(4, 1, year)


def text_sheet(name, *keys, heads=HEAD):
    g, r = Grid(name), 0
    for k in keys:
        for line in (heads[k], *NARRATIVE[k]):
            g.put(r, 0, line)
            r += 1
    return g


# --- writers --------------------------------------------------------------------------------------------------------
def a1(r, c):
    return f"{get_column_letter(c + 1)}{r + 1}"


def places_of(book):
    return {k: [g.name, a1(*x)] for g in book for k, x in g.figs.items()}


def repack(path, edit=lambda n, d: (n, d)):
    """The same zip with fixed times, each part passed through `edit`."""
    with zipfile.ZipFile(path) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts:
            if name.endswith("core.xml"):
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2024-01-15T09:30:00Z", data)
            done = edit(name, data)
            if done:
                info = zipfile.ZipInfo(done[0], (2024, 1, 15, 9, 30, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                z.writestr(info, done[1])


def formula_text(g, x):
    return x.text or "=" + "+".join(a1(*g.figs[p]) for p in x.parts)


def xlsx(path, book, edit=None, dense=False):
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    line = Side(style="thin")
    for g in book:
        ws = wb.create_sheet(g.name)
        ws.sheet_state = g.state
        if dense:
            for r in range(g.height):
                for c in range(g.width):
                    ws.cell(r + 1, c + 1).border = Border(line, line, line, line)
        for (r, c), x in g.cells.items():
            if x is not None:
                cell = ws.cell(r + 1, c + 1)
                cell.value = formula_text(g, x) if isinstance(x, Formula) else x
                if (r, c) in g.fmt:
                    cell.number_format = g.fmt[r, c]
        for a, b, d, e in g.merges:
            ws.merge_cells(start_row=a + 1, start_column=b + 1, end_row=d + 1, end_column=e + 1)
        for r in g.hidden_rows:
            ws.row_dimensions[r + 1].hidden = True
        for c in g.hidden_cols:
            ws.column_dimensions[get_column_letter(c + 1)].hidden = True
    wb.active = next(i for i, g in enumerate(book) if g.state == "visible")
    wb.save(path)
    repack(path, edit or (lambda n, d: (n, d)))
    return places_of(book)


def xlsx_stored(path, book):
    """Through XlsxWriter, which stores a result (0 unless one is given) for every formula."""
    wb = xlsxwriter.Workbook(str(path))
    wb.set_properties({"created": datetime(2024, 1, 15, 9, 30)})
    for g in book:
        ws = wb.add_worksheet(g.name)
        for a, b, d, e in g.merges:
            ws.merge_range(a, b, d, e, "")
        for (r, c), x in g.cells.items():
            if isinstance(x, Formula):
                ws.write_formula(r, c, formula_text(g, x), None, x.result or 0)
            elif isinstance(x, str):
                ws.write_string(r, c, x)
            elif x is not None:
                ws.write(r, c, x)
    wb.close()
    return places_of(book)


def converted(kind):
    def write(path, book):
        if path.exists() and "--convert" not in sys.argv:
            return places_of(book)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "a.xlsx"
            xlsx(source, book)
            subprocess.run(
                ["soffice", "-env:UserInstallation=file:///tmp/lo-corpus", "--headless", "--convert-to", kind,
                 "--outdir", folder, str(source)], check=True, capture_output=True,
            )  # fmt: skip
            shutil.copyfile(Path(folder) / f"a.{kind}", path)
        return places_of(book)

    return write


def xlsb(path, book):
    """A small BIFF12 writer: numbers, inline strings, merges."""

    def rec(kind, data=b""):
        head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
        n, size = len(data), b""
        while True:
            size += bytes([(n & 0x7F) | (0x80 if n > 127 else 0)])
            n >>= 7
            if not n:
                return head + size + data

    def wide(s):
        return struct.pack("<I", len(s)) + s.encode("utf-16-le")

    types = ['<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
             '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>']  # fmt: skip
    rels, sheets, parts = [], b"", {}
    for n, g in enumerate(book, 1):
        out = rec(129) + rec(148, struct.pack("<IIII", 0, g.height - 1, 0, g.width - 1)) + rec(145)
        for r in range(g.height):
            row = sorted((c, x) for (a, c), x in g.cells.items() if a == r and x is not None)
            if not row:
                continue
            span = struct.pack("<III", 1, row[0][0], row[-1][0])
            out += rec(0, struct.pack("<IIH", r, 0, 300) + b"\0\0\0" + span)
            for c, x in row:
                head = struct.pack("<II", c, 0)
                out += rec(6, head + wide(x)) if isinstance(x, str) else rec(5, head + struct.pack("<d", x))
        out += rec(146)
        if g.merges:
            out += rec(177, struct.pack("<I", len(g.merges)))
            out += b"".join(rec(176, struct.pack("<IIII", a, d, b, e)) for a, b, d, e in g.merges) + rec(178)
        parts[f"xl/worksheets/sheet{n}.bin"] = out + rec(130)
        types.append(f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="application/vnd.ms-excel.worksheet"/>')
        rels.append(f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.bin"/>')
        sheets += rec(156, struct.pack("<II", 0, n) + wide(f"rId{n}") + wide(g.name))
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    rel = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": f'{xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(types)}</Types>',
        "_rels/.rels": f'{xml}<Relationships {rel}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'{xml}<Relationships {rel}>{"".join(rels)}</Relationships>',
        "xl/workbook.bin": rec(131) + rec(143) + sheets + rec(144) + rec(132),
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(zipfile.ZipInfo(name, (2024, 1, 15, 9, 30, 0)), data)
    return places_of(book)


def word(path, parts):
    """parts: strings (paragraphs) and Grids (tables)."""
    doc, n, places = docx.Document(), 0, {}
    for p in parts:
        if isinstance(p, str):
            doc.add_paragraph(p)
            continue
        n += 1
        table = doc.add_table(p.height, p.width)
        table.style = "Table Grid"
        grid = [list(row.cells) for row in table.rows]
        for (r, c), x in p.cells.items():
            if x is not None:
                grid[r][c].text = str(x)
        for a, b, d, e in p.merges:
            grid[a][b].merge(grid[d][e])
            x = p.cells.get((a, b))
            grid[a][b].text = "" if x is None else str(x)
        places |= {k: [f"表格{n}", a1(*x)] for k, x in p.figs.items()}
    doc.save(path)
    repack(path)
    return places


def html_table(g, attrs=""):
    spans = {(m[0], m[1]): (m[2] - m[0] + 1, m[3] - m[1] + 1) for m in g.merges}
    covered = {(r, c) for a, b, d, e in g.merges for r in range(a, d + 1) for c in range(b, e + 1)} - set(spans)
    out = [f"<table border=1 {attrs}>"]
    for r in range(g.height):
        out.append("<tr>")
        for c in range(g.width):
            if (r, c) in covered:
                continue
            h, w = spans.get((r, c), (1, 1))
            x = g.cells.get((r, c))
            text = "&nbsp;" if x is None else str(x).replace("\n", "<br>")
            out.append(f"<td{f' rowspan={h}' if h > 1 else ''}{f' colspan={w}' if w > 1 else ''}><p>{text}</p></td>")
        out.append("</tr>")
    return "\n".join([*out, "</table>"])


def html(path, parts, charset="utf-8", wrap=False, head=""):
    body, n, places = [], 0, {}
    for p in parts:
        if isinstance(p, str):
            body.append(f"<p>&nbsp;&nbsp;{p}</p>")
        else:
            n += 1
            body.append(html_table(p))
            places |= {k: [None if wrap else f"表格{n}", a1(*x)] for k, x in p.figs.items()}
    inner = "\n".join(body)
    if wrap:
        inner = (
            "<table width=100%><tr><td>首页</td><td>政府信息公开</td><td>互动交流</td></tr></table>\n"
            f'<table width=960 align=center><tr><td width=200>栏目导航<br>政策文件<br>年度报告</td><td class="content">\n{inner}\n</td></tr></table>\n'
            "<script>var t='总计 自然人 行政许可 999';</script><p>打印本页 关闭窗口 版权所有</p>"
        )
    text = (
        f'<html {head}><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
        f"<style>td{{mso-number-format:General}}</style></head>\n<body>\n<!-- 规章 888 -->\n{inner}\n</body></html>\n"
    )
    path.write_bytes(text.encode("gb18030" if charset.startswith("gb") else charset))
    return places


def lines_of(parts, **how):
    """Text lines of paragraphs and tables, and the line of each figure."""
    lines, places = [], {}
    for p in parts:
        if isinstance(p, str):
            lines.append(p)
            continue
        places |= {k: [None, f"第{len(lines) + r + 1}行"] for k, (r, _) in p.figs.items()}
        lines += p.lines(**how)
    return lines, places


def txt(path, parts, encoding="utf-8", eol="\n", **how):
    lines, places = lines_of(parts, **how)
    path.write_bytes(eol.join(lines).encode(encoding))
    return places


def report(agency, a, b, c, year=2023):
    """The parts of a report, in order, for Word, HTML and text."""
    n = NARRATIVE
    return [title_of(agency, year), "", HEAD["s1"], *n["s1"], HEAD["t2"], a, HEAD["t3"], b, HEAD["t4"], c, HEAD["s5"], *n["s5"], HEAD["s6"], *n["s6"]]


# --- a case ---------------------------------------------------------------------------------------------------------
def save(
    name, note, agency, f, book, writer=xlsx, year=2023, rules=(), not_rules=CLEAN, sections=SAID, states=(),
    unsure=(), figures=True, cells=True, except_=(), also=(),
):  # fmt: skip
    """Writes one file and its entry.

    unsure: figures that may also come out without a value (with F03 or F02), never with another one.
    except_, also: changes to not_rules. states: figures whose state is asserted besides those that `f` sets.
    """
    places = writer(HERE / name, book) if callable(writer) else None
    entry = {"note": note, "agency": agency, "year": year}
    if figures and f is None:
        entry["figures"] = {}
    elif figures:
        shown = {}
        for code in CODES:
            value = f.value[code] if code in places else None
            if value is None or value != 0:
                shown[code] = value
        entry["figures"] = shown
        said = {c: "absent" for c in CODES if c not in places} | {c: s for c, s in f.state.items() if c in places}
        for code in states:
            said.setdefault(code, "number" if f.value[code] else "zero")
        entry["states"] = said
        extra = [c for c in f.state if c in places]
        entry["cells"] = {c: places[c] for c in dict.fromkeys(SHOWN + extra) if c in places} if cells else {}
    entry["rules"] = list(rules)
    entry["not_rules"] = [x for x in dict.fromkeys([*not_rules, *also]) if x not in set(rules) | set(except_)]
    if sections:
        entry["sections"] = dict(sections)
    if unsure:
        entry["may_be_null"] = list(unsure)
    assert name not in EXPECTED and (HERE / name).stat().st_size < 60_000, name
    EXPECTED[name] = entry

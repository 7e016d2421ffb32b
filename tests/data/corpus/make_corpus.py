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
    "s5": [
        "一是公开时效有待提高；二是解读形式较为单一。",
        "下一步，一是压实责任明确时限；二是增加图解和视频解读。",
    ],
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
    pool = rng.sample(range(13, 990), 200)
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
    base = {
        "t2/normative_documents/in_force": rng.randrange(3, 30),
        "t2/licensing/decisions": rng.randrange(100, 900),
    }
    base |= {k.replace("__", "/"): x for k, x in given.items()}
    return Figures(base)


TOTALS = [f"t3/{r}/total" for r in R3] + [f"t3/total/{c}" for c in BASE3] + [f"t4/{r}/total" for r in R4]


def parts_of(code):
    table, row, col = code.split("/")
    if table == "t4":
        return [f"t4/{row}/{c}" for c in C4[:-1]]
    return [f"t3/{row}/{c}" for c in BASE3] if col == "total" else [f"t3/{r}/{col}" for r in RESULTS]


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
        covered = {
            (r, c) for a, b, d, e in self.merges for r in range(a, d + 1) for c in range(b, e + 1)
        } - set(spans)
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
        return next(
            c for k, (_, c) in self.figs.items() if k.split("/")[0] == table and k.split("/")[2] == column
        )

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
    g.put(1, 0, "行政复议", 1, 2).put(2, 0, "行政诉讼", 2, 1).put(2, 1, "未经复议直接起诉").put(
        3, 1, "复议后起诉"
    )
    for i, row in enumerate(R4):
        for j, c in enumerate(C4):
            g.fig(1 + i, 2 + j, f"t4/{row}/{c}", f)
    return g


def title_of(agency, year=2023):
    return f"{agency}{year}年政府信息公开工作年度报告"


def one_sheet(
    agency, a, b, c, order="s1 t2 t3 t4 s5 s6", title=None, name="Sheet1", gap=1, heads=HEAD, year=2023
):
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
    return (
        Grid("封面")
        .put(1, 0, "政府信息公开工作年度报告")
        .put(3, 0, "单位名称")
        .put(3, 1, agency)
        .put(4, 0, "年度")
        .put(4, 1, year)
    )


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
        for a, b, d, e in (
            () if dense else g.merges
        ):  # cells inside a merge would not be written, and places shift
            ws.merge_cells(start_row=a + 1, start_column=b + 1, end_row=d + 1, end_column=e + 1)
        for r in g.hidden_rows:
            ws.row_dimensions[r + 1].hidden = True
        for c in g.hidden_cols:
            ws.column_dimensions[get_column_letter(c + 1)].hidden = True
    wb.active = next(i for i, g in enumerate(book) if g.state == "visible")
    wb.save(path)
    repack(path, edit or (lambda n, d: (n, d)))
    return places_of(book)


def xlsx_with(edit):
    return lambda path, book: xlsx(path, book, edit)


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
        types.append(
            f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="application/vnd.ms-excel.worksheet"/>'
        )
        rels.append(
            f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.bin"/>'
        )
        sheets += rec(156, struct.pack("<II", 0, n) + wide(f"rId{n}") + wide(g.name))
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    rel = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": f'{xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(types)}</Types>',
        "_rels/.rels": f'{xml}<Relationships {rel}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f"{xml}<Relationships {rel}>{''.join(rels)}</Relationships>",
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
    covered = {(r, c) for a, b, d, e in g.merges for r in range(a, d + 1) for c in range(b, e + 1)} - set(
        spans
    )
    out = [f"<table border=1 {attrs}>"]
    for r in range(g.height):
        out.append("<tr>")
        for c in range(g.width):
            if (r, c) in covered:
                continue
            h, w = spans.get((r, c), (1, 1))
            x = g.cells.get((r, c))
            text = "&nbsp;" if x is None else str(x).replace("\n", "<br>")
            out.append(
                f"<td{f' rowspan={h}' if h > 1 else ''}{f' colspan={w}' if w > 1 else ''}><p>{text}</p></td>"
            )
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
    return [
        title_of(agency, year),
        "",
        HEAD["s1"],
        *n["s1"],
        HEAD["t2"],
        a,
        HEAD["t3"],
        b,
        HEAD["t4"],
        c,
        HEAD["s5"],
        *n["s5"],
        HEAD["s6"],
        *n["s6"],
    ]


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
        said = {c: "absent" for c in CODES if c not in places} | {
            c: s for c, s in f.state.items() if c in places
        }
        for code in states:
            said.setdefault(code, "number" if f.value[code] else "zero")
        entry["states"] = said
        extra = [c for c in f.state if c in places]
        entry["cells"] = {c: places[c] for c in dict.fromkeys(SHOWN + extra) if c in places} if cells else {}
    entry["rules"] = list(rules)
    entry["not_rules"] = [
        x
        for x in dict.fromkeys([*not_rules, *also])
        if x not in {*rules, *except_, *(["F02", "F03"] if unsure else [])}
    ]
    if sections:
        entry["sections"] = dict(sections)
    if unsure:
        entry["may_be_null"] = list(unsure)
    assert name not in EXPECTED, name
    assert (HERE / name).stat().st_size < 60_000, name
    EXPECTED[name] = entry


# --- layout ---------------------------------------------------------------------------------------------------------
def layouts():
    f = consistent(1)
    save("01一张表到底.xlsx", "三张表上下排在一张表页上，标题、正文各段夹在中间；合并单元格与官方一致。", "临江区水利局", f,
         [one_sheet("临江区水利局", *tables(f))], also=["F09"])  # fmt: skip

    f = numbered()
    save("02次序颠倒.xlsx", "表四、表三、表二倒着排，正文段落夹在其间，六部分序号未改；数字为 1 至 200 的流水号（勾稽不成立属正常）。", "临江区民政局", f,
         [one_sheet("临江区民政局", *tables(f), order="s6 t4 s5 t3 s1 t2")], rules=["A01", "A02", "A03", "A04", "P01"])  # fmt: skip

    f = consistent(3)
    g = Grid("年报")
    g.put(0, 0, title_of("临江区司法局"), 1, 20)
    g.put(2, 0, HEAD["t2"]).paste(t2(f), 3, 0)
    g.put(2, 6, HEAD["t3"]).paste(t3(f), 3, 6)
    g.put(2, 18, HEAD["t4"]).paste(t4(f), 3, 18)
    save(
        "03三表并排.xlsx",
        "表二、表三、表四左右并排：同一行里既有表二的行名，又有表三的行名和表四的数。",
        "临江区司法局",
        f,
        [g],
        sections=None,
    )

    f = consistent(4)
    g = (
        Grid("Sheet2")
        .put(0, 3, "临江区林业局2023年政府信息公开工作年度报告")
        .put(1, 3, HEAD["t3"])
        .paste(t3(f), 3, 3)
    )
    g.put(15, 15, HEAD["t2"]).paste(t2(f), 16, 15)
    g.put(33, 6, HEAD["t4"]).paste(t4(f), 35, 6)
    save(
        "04错落摆放.xlsx",
        "表二在表三右侧中腰起笔，表四在表三下方向右错开，前面空着列。",
        "临江区林业局",
        f,
        [Grid("Sheet1"), g, Grid("Sheet3")],
        sections=None,
    )

    f = consistent(5)
    book = [Grid("Sheet1").paste(one_sheet("临江区教育局", *tables(f)), 9, 5)]
    save("05前空九行五列.xlsx", "前面空九行五列再开始。", "临江区教育局", f, book, also=["F09"])

    f = consistent(6)
    a, b, c = tables(f)
    book = [
        cover("临江区财政局"), text_sheet("第一部分", "s1"), Grid("表2").paste(a, 2, 1), Grid("表3").paste(b, 0, 0), Grid("表4").paste(c, 4, 2),
        text_sheet("第五六部分", "s5", "s6"),
    ]  # fmt: skip
    save(
        "06分页填报.xlsx",
        "封面、正文、三张表各占一页，页名随意，表上没有表题；正文一段一格。",
        "临江区财政局",
        f,
        book,
    )

    f = consistent(7)
    a, b, c = tables(f)
    a.ins_cols(1)
    for r, n in zip((2, 3, 6, 9, 10, 13), range(1, 7), strict=True):
        a.put(r, 1, n)
    for r in (1, 5, 8, 12):
        a.put(r, 1, "行次")
    b.ins_cols(3)
    b.put(0, 3, "行次", 3, 1)
    for i in range(25):
        b.put(3 + i, 3, i + 1)
    save("07行次列.xlsx", "表二、表三的行名与数字之间插了“行次”列，列里是 1、2、3……（数字紧接行名，右边连着八个数）。", "临江区统计局", f,
         [one_sheet("临江区统计局", a, b, c)], rules=["F09"])  # fmt: skip

    f = consistent(8)
    a, b, c = tables(f)
    at = b.c("other_org")
    b.ins_cols(at)
    b.put(2, at, "备注").put(b.r("granted"), at, 3).put(b.r("new"), at, "含网上申请").put(
        b.r("carried_in"), at, 15
    )
    w = b.width
    b.put(0, w, "备注", 3, 1).put(b.r("total"), w, "经核对无误").put(b.r("carried_out"), w, 2024)
    a.put(1, 4, "说明").put(3, 4, "含联合发文2件").put(6, 4, 7)
    save("08备注列夹在中间.xlsx", "表三“其他”列之前插了“备注”列（有文字也有数字），表右又有一列备注，个别格是数字。", "临江区应急管理局", f,
         [one_sheet("临江区应急管理局", a, b, c)], rules=["F09"])  # fmt: skip

    f = consistent(9)
    a, b, c = tables(f)
    for key, last in (
        ("other", "other_other"),
        ("declined", "declined_reconfirm"),
        ("unable", "unable_unclear"),
        ("refused", "refused_admin_query"),
    ):
        at = b.r(last) + 1
        b.ins_rows(at)
        b.put(at, 2, "小计")
        members = [r["code"] for r in B3["rows"] if key in r["path"]]
        for j, col in enumerate(C3):
            b.put(at, 3 + j, sum(f.value[f"t3/{m}/{col}"] for m in members))
    at = b.c("total")
    b.ins_cols(at)
    b.put(2, at, "小计")
    for row in R3:
        b.put(b.r(row), at, sum(f.value[f"t3/{row}/{x}"] for x in BASE3[1:]))
    save("09小计行小计列.xlsx", "表三每组后自加“小计”行，法人各列后自加“小计”列，都填了数；不得计入（七）总计的核对。", "临江区市场监督管理局", f,
         [one_sheet("临江区市场监督管理局", a, b, c)], rules=["F09"])  # fmt: skip

    f = consistent(10)
    save(
        "10取消全部合并.xlsx",
        "所有合并单元格都取消，只有左上角一格有字。",
        "临江区审计局",
        f,
        [one_sheet("临江区审计局", *(x.unmerge() for x in tables(f))).unmerge()],
    )

    f = consistent(11)
    save("11格格合并.xlsx", "每一格都由两行两列合并而成（调版面时合并的），数在左上角。", "临江区信访局", f,
         [one_sheet("临江区信访局", *(x.scale(2, 2) for x in tables(f)))])  # fmt: skip

    f = consistent(12)
    save("12表头压成一行.xlsx", "表三表头压成一行：项目、自然人、商业企业……总计；行名压成一列，分组各占一行（该行没有数）。", "临江区商务局", f,
         [one_sheet("临江区商务局", t2(f), t3(f, 1, 1, "项目"), t4(f))])  # fmt: skip

    f = consistent(13)
    save("13表头两行.xlsx", "表三表头两行（没有“申请人情况”），行名两列（没有“三、本年度办理结果”）。", "临江区科学技术局", f,
         [one_sheet("临江区科学技术局", t2(f), t3(f, 2, 2, "项  目"), t4(f))])  # fmt: skip

    f = consistent(14)
    a, b, c = tables(f)
    b.ins_rows(3)
    for j, (x, y) in enumerate(
        [("商业", "企业"), ("科研", "机构"), ("社会公益", "组织"), ("法律服务", "机构"), ("其他", None)]
    ):
        b.cells[2, 4 + j] = x
        b.put(3, 4 + j, y)
    for i in (5, 10):
        c.put(1, i, c.cells[1, i])
    save("14商业企业拆两行.xlsx", "表三表头“商业｜科研……”一行、“企业｜机构……”下一行，没有合并。", "临江区人力资源和社会保障局", f,
         [one_sheet("临江区人力资源和社会保障局", a, b.unmerge(), c)])  # fmt: skip

    f = consistent(15)
    b = Grid()
    b.put(0, 0, B3["corner"]).put(0, 3, "申请人情况")
    for j, word_ in enumerate(
        ["自然人", "商业企业", "科研机构", ["社会", "公益", "组织"], ["法律", "服务", "机构"], "其他", "总计"]
    ):
        for i, x in enumerate(word_):
            b.put((2 if 1 <= j <= 5 else 1) + i, 3 + j, x)
    b.put(1, 4, "法人或其他组织")
    down = {
        0: ("granted", "三、本年度办理结果"), 1: ("refused_state_secret", ["（三）", "不", "予", "公", "开"]), 2: ("unable_not_held", ["（四）", "无法", "提供"]),
        3: ("declined_petition", ["（五）", "不", "予", "处", "理"]), 4: ("other_not_corrected", ["（六）其", "他", "处理"]),
    }  # fmt: skip
    for i, row in enumerate(B3["rows"]):
        b.put(6 + i, len(row["path"]), row["label"])
        for j, col in enumerate(C3):
            b.fig(6 + i, 3 + j, f"t3/{row['code']}/{col}", f)
    for k, (row, letters) in down.items():
        for i, x in enumerate(letters):
            b.put(b.r(row) + i, 0 if k == 0 else 1, x)
    c = (
        Grid()
        .put(0, 0, "行政复议")
        .put(0, 5, "行政诉讼")
        .put(1, 5, "未经复议直接起诉")
        .put(1, 10, "复议后起诉")
    )
    for i, row in enumerate(R4):
        for j, col in enumerate(B4["columns"]):
            for n, x in enumerate(col["label"]):
                c.put(2 + n, 5 * i + j, x)
            c.fig(6, 5 * i + j, f"t4/{row}/{col['code']}", f)
    save("15逐字竖排在多格.xlsx", "“自/然/人”“商/业/企/业”“结/果/维/持”一字一格往下写，“三、本年度办理结果”“（三）不予公开”也一字一格竖写在数据行旁，没有合并。",
         "临江区城市管理局", f, [one_sheet("临江区城市管理局", t2(f), b, c)])  # fmt: skip

    f = consistent(16)
    a, b, c = tables(f)
    a.relabel({"规章": "规  章", "行政规范性文件": "行政规范\n性文件", "本年制发件数": "本年\n制发件数", "行政许可": "行政\r\n许可", "行政强制": "行政　强制",
               "行政事业性收费": "行政事业性\n收费", "本年收费金额（单位：万元）": "本年收费金额\n（单位：万元）"})  # fmt: skip
    b.relabel({"自然人": "自\n然\n人", "商业企业": "商业\n企业", "其他": "其\n他", "总计": "总\n计", "三、本年度办理结果": "三、\n本\n年\n度\n办\n理\n结\n果",
               "（三）不予公开": "（三）\n不予\n公开", "（六）其他处理": "(六)\n其他\n处理", "3.危及“三安全一稳定”": "3.危及“三安全\n一稳定”", "（七）总计": "（七）\n总计"})  # fmt: skip
    c.relabel(
        {
            "结果维持": "结果\n维持",
            "结果纠正": "结\n果\n纠\n正",
            "其他结果": "其他 结果",
            "尚未审结": "尚未​审结",
            "未经复议直接起诉": "未经复议\n直接起诉",
        }
    )
    save(
        "16格内换行.xlsx",
        "标签在格内换行、逐字换行，夹全角空格、回车和零宽空格。",
        "临江区卫生健康委员会",
        f,
        [one_sheet("临江区卫生健康委员会", a, b, c)],
    )

    f = consistent(17)
    a, b, c = tables(f)
    b.hidden_rows |= {b.r("refused_state_secret"), b.r("declined_publication"), b.r("other_fee_unpaid")}
    b.hidden_cols |= {b.c("research"), b.c("legal_service")}
    b.named("表三")
    a.hidden_rows |= {2}
    save("17隐藏行列.xlsx", "为打印好看隐藏了表二“规章”行、表三几行和“科研机构”“法律服务机构”两列，隐藏格里仍是本年数，照样要读。", "临江区退役军人事务局", f,
         [cover("临江区退役军人事务局"), a.named("表二"), b, c.named("表四")], sections=None)  # fmt: skip

    f, old = consistent(18), consistent(118)
    hidden = (
        Grid("上年（勿动）")
        .put(0, 0, title_of("临江区发展和改革委员会", 2022))
        .put(1, 0, HEAD["t3"])
        .paste(t3(old), 2)
        .forget()
        .named("表三旧", "hidden")
    )
    a, b, c = tables(f)
    save("18隐藏页有旧表.xlsx", "隐藏页上有上年的表三，数字不同；以看得见的一页为准。", "临江区发展和改革委员会", f,
         [hidden, one_sheet("临江区发展和改革委员会", a, b, c, name="2023")], rules=["F09"])  # fmt: skip

    f = consistent(19)
    a, b, c = tables(f)
    at = b.r("unable_not_held")
    head = t3(f).forget()
    b.ins_rows(at, 6)
    b.merges = [m for m in b.merges if not (m[0] < at <= m[2])]  # the groups' merges break at the page
    b.put(at + 1, 0, title_of("临江区农业农村局"), 1, 10).put(at + 2, 0, "（续表）").put(
        at + 2, 8, "单位：件"
    )
    for (r, col), x in head.cells.items():
        if r < 3:
            b.cells[at + 3 + r, col] = x
    b.merges += [(m[0] + at + 3, m[1], m[2] + at + 3, m[3]) for m in head.merges if m[2] < 3]
    b.put(at + 6, 0, GROUP["results"])
    save(
        "19跨页重复表头.xlsx",
        "表三在（四）无法提供之前分页，下半页重复标题、“（续表）”和三行表头。",
        "临江区农业农村局",
        f,
        [one_sheet("临江区农业农村局", a, b, c)],
    )

    f, nil = consistent(20), consistent(20)
    g = one_sheet("临江区医疗保障局", *tables(f))
    g.paste(
        one_sheet(
            "XX单位",
            *(x.empty() for x in tables(nil)),
            title="××单位2023年政府信息公开工作年度报告（空白样表）",
            order="t2 t3 t4",
        ),
        g.height + 4,
    )
    save(
        "20下面还有空表.xlsx",
        "填好的三张表下面又留着一套空白样表；空的一套不算。",
        "临江区医疗保障局",
        f,
        [g],
    )

    f = consistent(21)
    blank = one_sheet(
        "",
        *(x.empty() for x in tables(f)),
        order="t2 t3 t4",
        title="政府信息公开工作年度报告统计表（样表）",
        name="样表",
    )
    save("21空表页在前.xlsx", "第一页是没动过的样表，第二页才是填好的。", "临江区机关事务管理局", f,
         [blank, one_sheet("临江区机关事务管理局", *tables(f), name="填报")])  # fmt: skip

    f = consistent(22)
    save(
        "22表四转置.xlsx",
        "表四转了向：三组为行，五种结果为列。",
        "临江区交通运输局",
        f,
        [one_sheet("临江区交通运输局", t2(f), t3(f), t4_transposed(f))],
    )

    f = consistent(23)
    a, b, c = tables(f)
    order = ["total", *BASE3]
    cells = {}
    for row in R3:
        for j, col in enumerate(order):
            cells[b.r(row), 3 + j] = f"t3/{row}/{col}"
    labels = {x["code"]: x["label"] for x in B3["columns"]}
    b.merges = [m for m in b.merges if m[2] > 2 or m[1] < 3]
    for k in [k for k in b.cells if k[0] < 3 and k[1] >= 3]:
        del b.cells[k]
    b.put(0, 3, "申请人情况", 1, 7).put(1, 3, "总计", 2, 1).put(1, 4, "自然人", 2, 1).put(
        1, 5, "法人或其他组织", 1, 5
    )
    for j, col in enumerate(BASE3[1:]):
        b.put(2, 5 + j, labels[col])
    for (r, col), code in cells.items():
        b.fig(r, col, code, f)
    c4 = Grid()
    c4.put(0, 0, "行政诉讼", 1, 10).put(0, 10, "行政复议", 1, 5).put(1, 0, "复议后起诉", 1, 5).put(
        1, 5, "未经复议直接起诉", 1, 5
    )
    for i, row in enumerate(reversed(R4)):
        for j, col in enumerate(B4["columns"]):
            c4.put(2 if i < 2 else 1, 5 * i + j, col["label"], 1 if i < 2 else 2, 1)
            c4.fig(3, 5 * i + j, f"t4/{row}/{col['code']}", f)
    save("23列序调换.xlsx", "表三“总计”列放到最前；表四行政诉讼在前、行政复议在后，复议后起诉又在直接起诉之前。列由表头定，不由位置定。", "临江区文化广电和旅游局", f,
         [one_sheet("临江区文化广电和旅游局", a, b, c4)])  # fmt: skip

    f = consistent(24)
    a, b, c = tables(f)
    for g, at in ((b, 3), (a, 2)):
        g.ins_rows(at)
    a.put(2, 0, "甲")
    for j in range(3):
        a.put(2, 1 + j, j + 1)
    b.put(3, 0, "甲", 1, 3)
    for j in range(7):
        b.put(3, 3 + j, j + 1)
    b.ins_rows(0, 2)
    b.put(0, 0, "表    号：信公开3表").put(0, 6, "计量单位：件").put(1, 0, "填报人：王某某").put(
        1, 6, "联系电话：0371－66668888"
    )
    c.ins_rows(3)
    for j in range(15):
        c.put(3, j, j + 1)
    save("24栏次行.xlsx", "像统计报表那样在表头下加了“甲 1 2 3 4 5 6 7”栏次行，表四表头下也有 1 至 15 的栏次；表上有表号、单位、填报人、电话。", "临江区自然资源局", f,
         [one_sheet("临江区自然资源局", a, b, c)], rules=["F09"], unsure=T4)  # fmt: skip

    f = consistent(25)
    a, b, c = tables(f)
    a.put(1, 4, "上年制发件数").put(2, 4, 0).put(3, 4, 61).put(5, 4, "上年处理决定数量").put(6, 4, 7771)
    w = b.width
    b.put(0, w, "上年同期总计", 3, 1).put(0, w + 1, "增减%", 3, 1)
    for row in R3:
        b.put(b.r(row), w, f.value[f"t3/{row}/total"] + 11).put(b.r(row), w + 1, -1.5)
    save("25上年同期列.xlsx", "表右自加“上年制发件数”“上年同期总计”“增减%”列，有负数和小数；只读本年。", "临江区生态环境分局", f,
         [one_sheet("临江区生态环境分局", a, b, c)], rules=["F09"])  # fmt: skip

    f = consistent(26)
    a = (
        Grid()
        .put(0, 0, "信息内容")
        .put(0, 1, "本年制发件数")
        .put(0, 2, "本年废止件数")
        .put(0, 3, "现行有效件数")
        .put(0, 4, "本年处理决定数量")
        .put(0, 5, "本年收费金额（单位：万元）")
    )
    for i, b_ in enumerate(x for y in B2 for x in [(y, r) for r in y["rows"]]):
        block, row = b_
        a.put(1 + i, 0, row["label"])
        for col in block["columns"]:
            a.fig(
                1 + i,
                {"issued": 1, "repealed": 2, "in_force": 3, "decisions": 4, "amount": 5}[col["code"]],
                f"t2/{row['code']}/{col['code']}",
                f,
            )
    save("26表二合成一个表头.xlsx", "表二四段合成一张：六行、五列数，每行只填自己有的列，没有“第二十条”各行。", "临江区住房和城乡建设局", f,
         [one_sheet("临江区住房和城乡建设局", a, t3(f), t4(f))], unsure=T2)  # fmt: skip

    f = consistent(27)
    a, b, c = tables(f)
    a.unmerge()
    for code in (
        "t2/licensing/decisions",
        "t2/penalties/decisions",
        "t2/coercion/decisions",
        "t2/fees/amount",
    ):
        r, col = a.figs[code]
        a.cells[r, 3] = a.cells.pop((r, col))
        a.figs[code] = (r, 3)
        a.merges.append((r - 1, 1, r - 1, 3)) if code not in ("t2/coercion/decisions",) else None
    save("27数填在合并表头最右格.xlsx", "表二“本年处理决定数量”表头合并三列，下面的数没有合并，填在最右一格，左边两格空着。", "临江区行政审批局", f,
         [one_sheet("临江区行政审批局", a, b, c)], unsure=["t2/licensing/decisions", "t2/penalties/decisions", "t2/coercion/decisions", "t2/fees/amount"], except_=["V04", "F03"])  # fmt: skip

    f = consistent(28)
    a, b, c = tables(f)
    c.ins_cols(0)
    c.put(0, 0, "项目", 3, 1).put(3, 0, "件数")
    c.put(4, 0, "合计数复核").put(4, 1, "已复核")
    save(
        "28表四有行名列.xlsx",
        "表四左边加了“项目／件数”一列，下面又有一行复核记录。",
        "临江区人民政府办公室",
        f,
        [one_sheet("临江区人民政府办公室", a, b, c)],
    )

    f = consistent(29)
    g = Grid("Sheet1")
    g.put(0, 0, "临江区政府办：\n现将我局2023年政府信息公开工作年度报告报上，请审阅。", 2, 8)
    g.put(2, 0, "目      录", 1, 8)
    for i, (k, h) in enumerate(HEAD.items()):
        g.put(3 + i, 0, f"{h}………………{i * 2 + 1}", 1, 8)
        assert k
    g.paste(one_sheet("临江区体育局", *tables(f)), 12)
    save(
        "29目录在前.xlsx",
        "报告之前有报送说明和目录，目录里先出现了六个标题（带页码）。",
        "临江区体育局",
        f,
        [g],
    )

    f = consistent(30)
    g = Grid("行政执法统计").put(0, 0, "2023年度行政执法情况统计表（法治科用）", 1, 8)
    for j, x in enumerate(["季度", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "其他", "总计"]):
        g.put(1, j, x)
    for i, x in enumerate(["一季度", "二季度", "三季度", "四季度", "总计"]):
        g.put(2 + i, 0, x)
        for j in range(6):
            g.put(2 + i, 1 + j, 70001 + 10 * i + j)
    g.put(9, 0, "处罚对象").put(9, 1, "自然人").put(9, 2, "商业企业").put(9, 3, "其他").put(9, 4, "总计")
    for i, x in enumerate(["规章", "行政许可", "行政处罚", "总计"]):
        g.put(10 + i, 0, x)
        for j in range(4):
            g.put(10 + i, 1 + j, 80001 + 10 * i + j)
    g.put(16, 0, "复议应诉").put(16, 1, "结果维持").put(16, 2, "结果纠正").put(16, 3, "总计").put(
        17, 0, "行政复议"
    ).put(17, 1, 90001).put(17, 2, 90002).put(17, 3, 180003)
    save("30另有执法统计页.xlsx", "前面一页是无关的执法统计，也有“行政许可、行政处罚、自然人、其他、总计、结果维持、行政复议”等字样。", "临江区综合行政执法局", f,
         [g, one_sheet("临江区综合行政执法局", *tables(f), name="年报")])  # fmt: skip

    f, last = consistent(31), consistent(131)
    book = [
        one_sheet("临江区供销合作社", *tables(last), name="2022年", year=2022).forget(),
        one_sheet("临江区供销合作社", *tables(f), name="2023年"),
    ]
    save("31两年各一页.xlsx", "上年、本年各一页，都看得见，标题和页名写明年度。读 2023 年那页；若不能断定，须报 F03、不取数，决不能取 2022 年的数。", "临江区供销合作社", f, book,
         unsure=CODES, not_rules=["F01", "V01", *A], sections=None)  # fmt: skip
    del EXPECTED["31两年各一页.xlsx"]["year"]

    f = consistent(32)
    a, b, c = tables(f)
    at = b.r("total")
    b.ins_rows(at + 1)
    b.put(at + 1, 0, "校验：（七）总计减各项之和", 1, 3)
    for j in range(7):
        b.put(at + 1, 3 + j, 0)
    b.put(b.height, 0, "校验：第一项+第二项-第三项-第四项", 1, 3)
    for j in range(7):
        b.put(b.height - 1, 3 + j, 0)
    b.ins_rows(b.r("granted"))
    b.put(b.r("granted") - 1, 3, "以下按办结时间统计", 1, 7)
    c.put(
        4,
        0,
        "注：1.行政复议总计应等于结果维持、结果纠正、其他结果、尚未审结之和；2.复议后起诉含经区政府复议的5件。",
        1,
        15,
    )
    save("32校验行和表内说明.xlsx", "表三里自加了两行校验（全 0）和一行说明，表四下有注，注里又提到“行政复议总计”“5件”。", "临江区国有资产监督管理局", f,
         [one_sheet("临江区国有资产监督管理局", a, b, c)], rules=["F09"])  # fmt: skip

    f = consistent(33)
    a, b, c = tables(f)
    for g in (a, b, c):
        fill = {
            (r, k): g.cells.get((m[0], m[1]))
            for m in g.merges
            for r in range(m[0], m[2] + 1)
            for k in range(m[1], m[3] + 1)
            if (m[0], m[1]) not in g.figs.values()
        }
        g.cells |= fill
        g.unmerge()
    save(
        "33合并拆开并填满.xlsx",
        "合并单元格拆开后把文字填满每一格：组名、表头在每行每列重复。",
        "临江区大数据中心",
        f,
        [one_sheet("临江区大数据中心", a, b, c)],
    )

    f = consistent(34)
    a = t2(f)
    a.ins_cols(0)
    heads = [(0, 4), (4, 3), (7, 4), (11, 3)]
    for (r, n), block in zip(heads, B2, strict=True):
        del a.cells[r, 1]
        a.merges = [m for m in a.merges if m[0] != r]
        a.put(r, 0, block["heading"], n, 1)
    for r in (11, 7, 4, 0):
        first = a.cells[r, 0]
        a.merges = [m for m in a.merges if (m[0], m[1]) != (r, 0)]
        a.drop_row(r)
        n = dict(heads)[r] - 1
        a.put(r, 0, first, n, 1)
    save(
        "34条款竖在左边.xlsx",
        "表二的“第二十条第（一）项”等不占一行，竖着合并在最左一列。",
        "临江区融媒体中心",
        f,
        [one_sheet("临江区融媒体中心", a, t3(f), t4(f))],
    )

    f = consistent(35)
    b = Grid().put(0, 0, "申请人", 1, 2)
    for i, row in enumerate(B3["rows"]):
        b.put(0, 2 + i, row["label"])
    for j, col in enumerate(B3["columns"]):
        b.put(1 + j, 1 if 1 <= j <= 5 else 0, col["label"], 1, 1 if 1 <= j <= 5 else 2)
        for i, row in enumerate(R3):
            b.fig(1 + j, 2 + i, f"t3/{row}/{col['code']}", f)
    b.put(2, 0, GROUP["organizations"], 5, 1)
    save("35表三转置.xlsx", "表三整个转了向：七种申请人为行，二十五项为列。能读则读；不能断定须报 F02 或 F03，不取数。", "临江区投资促进中心", f,
         [one_sheet("临江区投资促进中心", t2(f), b, t4(f))], unsure=T3)  # fmt: skip

    f = consistent(36)
    a, b, c = tables(f)
    b.ins_cols(3)
    b.put(0, 3, "计量单位", 3, 1)
    for row in R3:
        b.put(b.r(row), 3, "件")
    a.ins_cols(1)
    for r in (1, 5, 8, 12):
        a.put(r, 1, "单位")
    for r in (2, 3, 6, 9, 10, 13):
        a.put(r, 1, "万元" if r == 13 else "件")
    save(
        "36计量单位列.xlsx",
        "行名与数字之间插了“计量单位”列，格里是“件”“万元”。",
        "临江区土地储备中心",
        f,
        [one_sheet("临江区土地储备中心", a, b, c)],
        rules=["F09"],
    )

    f = consistent(37)
    g = one_sheet("临江区殡葬管理所", *tables(f))
    for r, c_ in list(g.figs.values()):
        g.cells[r, c_] = str(g.cells[r, c_])
    save("37数全是文本.xlsx", "所有数字都存成文本（左上角绿三角），0 也是文本。", "临江区殡葬管理所", f, [g])


# --- text in cells, slipped rows -------------------------------------------------------------------------------------
def pasted():
    f = consistent(40)
    a, b, c = tables(f)
    lines = one_sheet("临江区城北街道办事处", a, b, c).in_one_column()
    save(
        "40整行粘在一格.xlsx",
        "从网页复制来的报告：每行（含制表符）整个落在 A 列一格里。",
        "临江区城北街道办事处",
        f,
        [lines],
    )

    f = consistent(41)
    g = one_sheet(
        "临江区城东街道办事处",
        t2(f).in_one_column(" | ", True),
        t3(f).in_one_column(" | ", True),
        t4(f).in_one_column(" | ", True),
    ).unmerge()
    save(
        "41竖线分隔带外框.xlsx",
        "每行在一格里，用竖线分隔，首尾也有竖线；合并格留空位。",
        "临江区城东街道办事处",
        f,
        [g],
    )

    f = consistent(42)
    g = one_sheet(
        "临江区城西街道办事处",
        t2(f).in_one_column("|", pad=False),
        t3(f).in_one_column("|", pad=False),
        t4(f).in_one_column("|", pad=False),
    ).unmerge()
    save(
        "42竖线分隔无外框.xlsx",
        "每行在一格里，用竖线分隔，首尾没有竖线，行尾空格子也省了。",
        "临江区城西街道办事处",
        f,
        [g],
    )

    f = consistent(43)
    save("43真实错位.xlsx", "与北关区真实报告同样的错位：十八个小项右移一列，（七）总计左移一列，3.其他从 A 列起。", "临江区政务服务和大数据管理局", f,
         [one_sheet("临江区政务服务和大数据管理局", t2(f), t3_pasted(f), t4(f))], rules=["F09"])  # fmt: skip

    f = sparse(44, t3__granted__natural_person=5, t3__refused_law__business=7, t3__refused_law__natural_person=12, t3__carried_out__other_org=3,
               t3__unable_must_create__natural_person=2, t3__declined_duplicate__research=4)  # fmt: skip
    for code in (
        "t3/refused_law/research",
        "t3/refused_state_secret/business",
        "t3/unable_must_create/legal_service",
        "t3/declined_duplicate/public_welfare",
    ):
        f.write(code, None, "blank")
    save("44错位又有空格.xlsx", "错位同上，其中四个小项行中间各有一格空着，但第七个数（总计）在表头之外，右移一列可以断定。空格按位置为“空白”。", "临江区太平街道办事处", f,
         [one_sheet("临江区太平街道办事处", t2(f), t3_pasted(f), t4(f))], rules=["V04"], unsure=[c for c in T3 if c.split("/")[1] in ("refused_law", "refused_state_secret", "unable_must_create", "declined_duplicate")],
         states=["t3/refused_law/business"])  # fmt: skip

    f = consistent(45)
    b = t3_pasted(f)
    r = b.r("refused_law")
    for c_ in C3:
        f.value[f"t3/refused_law/{c_}"] = None
        if c_ in ("natural_person", "business"):
            b.cells[b.figs[f"t3/refused_law/{c_}"]] = None
    b.cells[r, 9] = None  # the total is gone too: four numbers that may stand under several columns
    save("45错位不可定.xlsx", "错位表里有一行只剩四个数，前两格和末格都空：四个数属于哪几列无法断定，须报 F03，该行不取数。", "临江区白沙街道办事处", f,
         [one_sheet("临江区白沙街道办事处", t2(f), b, t4(f))], rules=["F03"], not_rules=["F01", "F02", "V01", *A], cells=False)  # fmt: skip

    f = consistent(46)
    b = t3(f)
    for row in R3:
        b.shift_row(b.r(row), 3, 1)
    save("46整表右移一列.xlsx", "表三所有数整体比表头右移一列（行名后空一格，总计落在表头之外），七个数连着。", "临江区河东街道办事处", f,
         [one_sheet("临江区河东街道办事处", t2(f), b.unmerge(), t4(f))], rules=["F09"])  # fmt: skip

    f = consistent(47)
    save("47合并丢失靠左.xlsx", "复制后合并格丢失：各行从 A 列起、数字紧跟行名，起点有 B、C 两种；表头三行仍在官方位置。", "临江区河西街道办事处", f,
         [one_sheet("临江区河西街道办事处", t2(f), t3_left(f, head=False), t4(f))], rules=["F09"])  # fmt: skip

    f = consistent(48)
    save("48表头也靠左.xlsx", "同上，连表头各行也都靠左挤到 A 列起，只剩先后次序可依。能依次序读出则可（F09），不能断定须报 F03。", "临江区望江街道办事处", f,
         [one_sheet("临江区望江街道办事处", t2(f), t3_left(f), t4(f))], unsure=T3, except_=["F03"])  # fmt: skip

    f = consistent(49)
    b = t3(f)
    for row in ("refused_internal", "refused_process", "declined_petition"):
        b.shift_row(b.r(row), 3, 1)
    b.shift_row(b.r("granted"), 3, 2)
    b.merges = [m for m in b.merges if m[0] < 3 or m[0] != b.r("granted")]
    save("49个别行错位.xlsx", "表三大多数行端正，有三行数字右移一列、一行右移两列，七个数都连着。", "临江区沿河街道办事处", f,
         [one_sheet("临江区沿河街道办事处", t2(f), b, t4(f))], rules=["F09"])  # fmt: skip

    f = consistent(50)
    b = t3_pasted(f).in_one_column()
    save("50错位表整行一格.xlsx", "真实错位的文本，每行又整个粘在一格里（制表符还在）；表四表头“结果 维持”带空格。", "临江区古城街道办事处", f,
         [one_sheet("临江区古城街道办事处", t2(f).in_one_column(pad=False), b,
          t4(f).relabel({"结果维持": "结果 维持", "结果纠正": "结果 纠正", "其他结果": "其他 结果", "尚未审结": "尚未 审结"}).in_one_column()).unmerge()])  # fmt: skip


# --- labels ----------------------------------------------------------------------------------------------------------
def labels():
    f = consistent(51)
    a, b, c = tables(f)
    a.relabel({"第二十条第（一）项": "第二十条 第(一)项", "本年制发件数": "本年(2023)制发件数", "现行有效件数": "现行有效件数(历史累计)", "行政规范性文件": "规范性文件",
               "本年处理决定数量": "处理决定数量", "本年收费金额（单位：万元）": "收费金额（万元）"})  # fmt: skip
    b.relabel({
        "总计": "合计", "（七）总计": "（七）合计", "法人或其他组织": "法人和其他组织", "一、本年新收政府信息公开申请数量": "一、本年新收申请数量",
        "二、上年结转政府信息公开申请数量": "（二）、上年结转政府信息公开申请数量", "三、本年度办理结果": "本年度办理结果", "（一）予以公开": "(一)予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（ 二 ）部分公开(区分处理的,只计这一情形,不计其他情形)", "（三）不予公开": "(三) 不予公开",
        "1.属于国家秘密": "１．属于国家秘密", "2.其他法律行政法规禁止公开": "2、其他法律、行政法规禁止公开", "3.危及“三安全一稳定”": '3. 危及"三安全一稳定"',
        "4.保护第三方合法权益": "4 . 保护第三方合法权益", "5.属于三类内部事务信息": "⑤属于三类内部事务信息", "6.属于四类过程性信息": "（6）属于四类过程性信息",
        "7.属于行政执法案卷": "属于行政执法案卷", "8.属于行政查询事项": "8）属于行政查询事项", "3.其他": "其他", "四、结转下年度继续办理": "四．结转下一年继续办理",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
    })  # fmt: skip
    c.relabel(
        {"总计": "合计", "复议后起诉": "（二）复议后起诉", "未经复议直接起诉": "（一）未经复议直接起诉"}
    )
    save("51标签变体.xlsx", "规范性文件、合计、处理决定数量、收费金额（万元）、半角括号、全角数字、无序号、序号带空格、圈码等变体。", "临江区烟草专卖局", f,
         [one_sheet("临江区烟草专卖局", a, b, c)], unsure=["t3/other_other/" + x for x in C3])  # fmt: skip

    f = consistent(52)
    a, b, c = tables(f)
    plain = {}
    for row in B3["rows"]:
        plain[row["label"]] = (
            re.sub(r"^(?:[一二三四五六七]、|（.）|\d\.)", "", row["label"]).replace("“", "").replace("”", "")
        )
    plain |= {
        GROUP[k]: re.sub(r"^(?:三、|（.）)", "", GROUP[k])
        for k in ("results", "refused", "unable", "declined", "other")
    }
    b.relabel(plain)
    b.relabel(
        lambda x: x.replace("（区分处理的，只计这一情形，不计其他情形）", "").replace(
            "、行政机关不再处理其政府信息公开申请", "，行政机关不再处理"
        )
    )
    save("52全无序号.xlsx", "表三所有序号都没有，三安全一稳定不带引号，长行名后半截省去（“其他”与列名“其他”、“总计”与列名“总计”同字）。", "临江区档案局", f,
         [one_sheet("临江区档案局", a, b, c)], unsure=["t3/" + r + "/" + x for r in ("other_not_corrected", "other_fee_unpaid", "other_other") for x in C3], except_=["F03"])  # fmt: skip

    f = consistent(53)
    a, b, c = tables(f)
    b.relabel({
        "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数里", "二、上年结转政府信息公开申请数量": "二、上年接转政府信息公开申请数量",
        "1.本机关不掌握相关政府信息": "1.本机关不掌握相关政府信悉", "2.没有现成信息需要另行制作": "2.没有现成信息需要另行制做", "3.补正后申请内容仍不明确": "3.补正后申请内容仍不名确",
        "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或从新出具已获取信息", "四、结转下年度继续办理": "四、结转下年度继续办里",
        "5.属于三类内部事务信息": "5.属于三类内部事物信息", "2.其他法律行政法规禁止公开": "2.其它法律行政法规禁止公开",
    })  # fmt: skip
    c.relabel({"未经复议直接起诉": "未经复议直接启诉"})
    save("53长标签错一字.xlsx", "九个长行名和一个长列组名各错一个字（数里、接转、信悉、制做……），仍是那一行，报 F09。", "临江区地方志办公室", f,
         [one_sheet("临江区地方志办公室", a, b, c)], rules=["F09"])  # fmt: skip

    f = consistent(54)
    a, b, c = tables(f)
    a.relabel({"规章": "规张"})
    b.relabel({"科研机构": "科技机构"})
    for code in [x for x in T3 if x.endswith("/research")] + [x for x in T2 if "regulations" in x]:
        f.value[code] = None
        a.figs.pop(code, None)
        b.figs.pop(code, None)
    save("54短标签写错.xlsx", "短标签写成了别的词：规张、科技机构。短标签须全同，不得猜，报 F03；相关勾稽不判。", "临江区妇女联合会", f, [one_sheet("临江区妇女联合会", a, b, c)],
         rules=["F03"], not_rules=["F01", "F02", *A, "V01"])  # fmt: skip
    EXPECTED["54短标签写错.xlsx"]["states"] = {}

    f = consistent(55)
    a, b, c = tables(f)
    b.relabel(
        lambda x: (
            x.replace("“", '"')
            .replace("”", '"')
            .replace("（", "(")
            .replace("）", ")")
            .replace("、", ",")
            .replace("，", ",")
        )
    )
    a.relabel(lambda x: x.replace("（", "(").replace("）", ")").replace("：", ":"))
    b.relabel(lambda x: " ".join(x))
    c.relabel(lambda x: "　".join(x))
    save(
        "55半角标点字间空格.xlsx",
        "标点全用半角、直引号，顿号成了逗号，表三表四标签字字之间有空格。",
        "临江区残疾人联合会",
        f,
        [one_sheet("临江区残疾人联合会", a, b, c)],
    )

    f = consistent(56)
    a, b, c = tables(f)
    a.relabel(
        {"规章": "規章", "行政规范性文件": "行政規範性文檔", "行政许可": "行政許可", "行政处罚": "行政處罰"}
    )
    b.relabel({"1.属于国家秘密": "1.屬於國家秘密", "总计": "總計", "（七）总计": "（七）總計"})
    touched = [x for x in T2 if not x.startswith(("t2/coercion", "t2/fees"))] + [
        x for x in T3 if "refused_state_secret" in x or x.endswith("/total") or x.startswith("t3/total")
    ]
    save("56繁体标签.xlsx", "网站转成繁体后复制：規章、行政許可、屬於國家秘密、總計；認得便讀，認不得須報 F03，決不能錯。", "临江区台湾事务办公室", f,
         [one_sheet("临江区台湾事务办公室", a, b, c)], unsure=touched, except_=["F03"])  # fmt: skip


# --- values ----------------------------------------------------------------------------------------------------------
def values():
    f = consistent(
        60, t3__granted__natural_person=1024, t3__granted__business=12, t3__granted__research=7, t3__partial__natural_person=3,
        t3__partial__business=12, t3__partial__research=205, t3__refused_law__natural_person=0, t3__refused_law__business=30, t3__refused_law__research=1000,
        t3__declined_petition__natural_person=18, t3__declined_petition__business=5, t3__declined_petition__research=0, t3__declined_petition__public_welfare=2,
        t3__carried_out__natural_person=21, t4__review__upheld=2, t4__review__corrected=16, t4__litigation_direct__pending=11,
    )  # fmt: skip
    for code, raw in {
        "granted/natural_person": "1,024", "granted/business": "12件", "granted/research": " 7 ", "partial/natural_person": "三", "partial/business": "十二",
        "partial/research": "二百零五", "refused_law/natural_person": "0", "refused_law/business": "３０", "refused_law/research": "１，０００",
        "declined_petition/natural_person": "18 件", "declined_petition/business": "5\n", "declined_petition/research": "零", "declined_petition/public_welfare": "两件",
        "carried_out/natural_person": "二十一",
    }.items():  # fmt: skip
        f.write(f"t3/{code}", raw, "zero" if f.value[f"t3/{code}"] == 0 else "number")
    f.write("t4/review/upheld", "2.0", "number").write(
        "t4/review/corrected", "\u00a016\u3000", "number"
    ).write("t4/litigation_direct/pending", "11条", "number")
    f.write("t2/licensing/decisions", f"{f.value['t2/licensing/decisions']}条", "number")
    save("60各样写法.xlsx", "1,024、12件、“ 7 ”、三、十二、二百零五、文本 0、全角数字、十八 件、零、两件、二十一、2.0、不间断空格、11条，都读得成数，报 V05。", "临江区公安分局", f,
         [one_sheet("临江区公安分局", *tables(f))], rules=["V05"], unsure=["t3/declined_petition/public_welfare"],
         except_=["V01"])  # fmt: skip

    f = sparse(61, t3__granted__natural_person=31, t3__carried_out__business=17, t4__review__upheld=23)
    for code, raw in {
        "t2/regulations/issued": "无", "t2/regulations/repealed": "/", "t2/regulations/in_force": "—", "t2/coercion/decisions": "-", "t2/fees/amount": "——",
        "t3/carried_in/natural_person": "／", "t3/partial/business": None, "t3/refused_law/research": "", "t3/refused_third_party/other_org": "   ",
        "t3/other_other/legal_service": "－", "t4/review/pending": "无", "t4/litigation_direct/upheld": None,
    }.items():  # fmt: skip
        f.write(code, raw, "blank" if not (raw or "").strip() else "na")
    f.write("t3/granted/total", None, "blank").write("t3/total/natural_person", "/", "na").write(
        "t4/review/total", None, "blank"
    )
    save("61无与斜线与空.xlsx", "无、/、-、—、——、全角斜线、空格、空串散在各表；三个总计是空或“/”：状态照旧，值取各项之和，A01、A02、A04 不报。", "临江区气象局", f,
         [one_sheet("临江区气象局", *tables(f))], rules=["V04"])  # fmt: skip

    f = consistent(62, t2__licensing__decisions=35.5, t2__coercion__decisions=-4)
    for code, raw, fmt in [
        ("t3/granted/natural_person", "约3件", None), ("t3/granted/business", "3+2", None), ("t3/partial/research", datetime(2024, 3, 5), 'm"月"d"日"'),
        ("t3/refused_law/public_welfare", True, None), ("t3/unable_not_held/legal_service", "12%", None), ("t3/declined_duplicate/other_org", "详见附件", None),
        ("t3/other_other/business", "3件（含去年1件）", None), ("t4/litigation_direct/corrected", "5-6", None), ("t3/carried_in/research", "十余件", None),
        ("t4/review/pending", datetime(2024, 1, 5, 3, 0), "h:mm"), ("t3/partial/natural_person", "1、2", None), ("t3/partial/business", "2023年", None),
    ]:  # fmt: skip
        f.write(code, raw, "text", None, fmt)
    f.write("t3/declined_petition/natural_person", "#REF!", "error", None).write(
        "t4/litigation_after_review/upheld", "#N/A", "error", None
    )
    f.write("t3/declined_excessive/research", 0.12, None, None, "0%")
    save("62不成数.xlsx", "约3件、3+2、日期、时刻、TRUE、12%、详见附件、3件（含去年1件）、5-6、十余件、1、2、2023年、#REF!、#N/A；另有 35.5 与 -4。都不猜；相关勾稽不判。",
         "临江区红十字会", f, [one_sheet("临江区红十字会", *tables(f))], rules=["V01", "V02", "V03", "V06"], not_rules=[*A[1:], "F01", "F02", "F03", "V07"])  # fmt: skip
    EXPECTED["62不成数.xlsx"]["figures"] |= {"t3/declined_excessive/research": None}
    EXPECTED["62不成数.xlsx"]["not_asserted"] = ["t3/declined_excessive/research"]

    f = consistent(63)
    for code in ("t3/granted/natural_person", "t3/refused_law/business"):
        f.write(code, 5, "text", None, 'yyyy"年"m"月"d"日"')

    def chinese_dates(n, d):
        if n == "xl/styles.xml":
            d = re.sub(rb"<numFmts.*?</numFmts>", b"", d, flags=re.S).replace(
                b'numFmtId="164"', b'numFmtId="31"'
            )
        return n, d

    save("63内置中文日期格式.xlsx", "两格的数 5 设成了 Excel 内置中文日期格式（numFmtId 31，样式表里没有条目），看上去是 1900年1月5日，报 V01。", "临江区消防救援大队", f,
         [one_sheet("临江区消防救援大队", *tables(f))], lambda p, b: xlsx(p, b, chinese_dates), rules=["V01"], except_=["V01"])  # fmt: skip

    f = consistent(64)
    for code, fmt in {
        "t3/granted/natural_person": '0"件"', "t3/granted/business": "[Red]0;[Red]\\-0", "t3/granted/research": "0_ ;[Red]\\-0\\ ", "t3/granted/public_welfare": '0"宗（d/m/y）"',
        "t3/granted/legal_service": "#,##0", "t3/granted/other_org": "@", "t2/licensing/decisions": "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", "t2/regulations/issued": '0;-0;"无"',
        "t3/partial/natural_person": "General\\d", "t3/partial/business": "0.00E+00", "t2/fees/amount": '"¥"#,##0.00', "t4/review/upheld": "[DBNum1]General",
    }.items():  # fmt: skip
        f.fmt[code] = fmt
    save("64数字格式花样.xlsx", '数是好数，只是格式写作 0"件"、[Red]0、会计专用、0 显示为“无”、含字母 d 的引号格式、[DBNum1]：不是日期，不是文字。', "临江区粮食和物资储备局", f,
         [one_sheet("临江区粮食和物资储备局", *tables(f))], states=list(f.fmt))  # fmt: skip

    def with_formulas(f, stored):
        for code in TOTALS:
            f.raw[code] = Formula(parts=parts_of(code), result=f.value[code] if stored else None)
        return f

    f = with_formulas(consistent(65, t3__granted__natural_person=123), True)
    f.raw["t3/granted/natural_person"] = Formula("=100+20+3", result=123)
    f.raw["t2/fees/amount"] = Formula("=0.1+0.2", result=0.30000000000000004)
    f.value["t2/fees/amount"] = 0.3
    save("65公式有结果.xlsx", "总计都是公式、存有结果；一格基础数写作 =100+20+3；收费额 =0.1+0.2，存的是 0.30000000000000004，应为 0.3。", "临江区公路事业发展中心", f,
         [one_sheet("临江区公路事业发展中心", *tables(f))], xlsx_stored)  # fmt: skip

    f = with_formulas(consistent(66), False)
    save("66总计公式无结果.xlsx", "总计都是公式而没有存结果（程序写出后未在 Excel 打开）：由程序算出，报 V07，不报 A。", "临江区地震局", f,
         [one_sheet("临江区地震局", *tables(f))], rules=["V07"])  # fmt: skip

    f = with_formulas(consistent(67), False)
    save("67总计公式存零.xlsx", "总计都是公式，存的结果是 0 而各项不为 0：由程序算出，报 V07，不报 A。", "临江区人民防空办公室", f,
         [one_sheet("临江区人民防空办公室", *tables(f))], xlsx_stored, rules=["V07"])  # fmt: skip

    f = consistent(68)
    f.write("t3/granted/business", Formula("=30+2"), None, None).write(
        "t2/penalties/decisions", Formula("=ROUND(AA7*1,0)"), None, None
    )
    save("68基础格公式无结果.xlsx", "两格基础数是公式而没有存结果（一格引用表外的格）：V01，请打开另存；总计是键入的数，相关勾稽不判。", "临江区水文中心", f,
         [one_sheet("临江区水文中心", *tables(f))], rules=["V01"], not_rules=[*A, "F01", "F02", "F03", "V06", "V07"])  # fmt: skip

    f = consistent(72, t3__granted__business=12)
    f.write("t3/granted/business", "12件", "number").write(
        "t3/granted/total", Formula(parts=parts_of("t3/granted/total"), result="#VALUE!"), "error", None
    )
    save("72公式结果是错误值.xlsx", "“12件”使本行总计公式得出 #VALUE!：12 读得出（V05），总计是错误值（V06），没有值；其余总计是键入的数。", "临江区福利彩票中心", f,
         [one_sheet("临江区福利彩票中心", *tables(f))], xlsx_stored, rules=["V05", "V06"])  # fmt: skip

    f = consistent(69)
    f.write("t2/fees/amount", "2277820元", "number", 227.782)
    save("69元写在格里.xlsx", "收费额写作“2277820元”，单位写明是元，折合 227.782 万元，报 V05；表头仍是万元。", "临江区不动产登记中心", f,
         [one_sheet("临江区不动产登记中心", *tables(f))], rules=["V05"])  # fmt: skip

    f = consistent(70)
    f.write("t2/fees/amount", "18.8710万元", "number", 18.871)
    save(
        "70万元写在格里.xlsx",
        "收费额写作“18.8710万元”。",
        "临江区公共资源交易中心",
        f,
        [one_sheet("临江区公共资源交易中心", *tables(f))],
        rules=["V05"],
        also=["P02"],
    )

    f = consistent(71)
    f.write("t2/fees/amount", 2277820, "number", 2277820)
    save(
        "71疑以元填报.xlsx",
        "收费额 2277820，没有写单位：照读不换算，报 P02 请核实。",
        "临江区车辆管理所",
        f,
        [one_sheet("临江区车辆管理所", *tables(f))],
        rules=["P02"],
    )


# --- what is missing ---------------------------------------------------------------------------------------------------
def missing():
    f = consistent(80)
    b = t3(f)
    b.drop_row(b.r("refused_process"))
    save("80缺一行.xlsx", "表三缺“6.属于四类过程性信息”一行（总计里含它）：F03，该行没有值，A02 不判。", "临江区团委", f, [one_sheet("临江区团委", t2(f), b, t4(f))],
         rules=["F03"], not_rules=[*A, "F01", "F02", "V01"])  # fmt: skip

    f = consistent(81)
    b = t3(f)
    b.drop_col(b.c("legal_service"))
    save("81缺一列.xlsx", "表三缺“法律服务机构”一列：F03，该列没有值，A01 不判。", "临江区总工会", f, [one_sheet("临江区总工会", t2(f), b, t4(f))],
         rules=["F03"], not_rules=[*A, "F01", "F02", "V01"])  # fmt: skip

    f = consistent(82)
    b = t3(f)
    at = b.r("declined_duplicate") + 1
    b.ins_rows(at)
    b.put(at, 2, "2.重复申请")
    for j in range(7):
        b.put(at, 3 + j, 1000 + j)
    for c_ in C3:
        del b.figs[f"t3/declined_duplicate/{c_}"]
    save("82两行同名不同数.xlsx", "“2.重复申请”写了两行，数不相同：无法断定，F03，该行没有值，A02 不判。", "临江区科学技术协会", f, [one_sheet("临江区科学技术协会", t2(f), b, t4(f))],
         rules=["F03"], not_rules=[*A, "F01", "F02", "V01"])  # fmt: skip
    EXPECTED["82两行同名不同数.xlsx"]["states"] = {}

    f = consistent(83)
    g = one_sheet(
        "临江区文学艺术界联合会", t2(f), t3(f), Grid().put(0, 0, "本年度未发生行政复议、行政诉讼。")
    )
    save(
        "83缺表四.xlsx",
        "表四没有表，只写了一句“未发生”：F02，表四没有值。",
        "临江区文学艺术界联合会",
        f,
        [g],
        rules=["F02"],
    )

    f = consistent(84)
    for code in T3:
        f.write(code, None, "blank", 0)
    save("84表三空白.xlsx", "表三一个数也没填，也没有勾“本表全部为零”：F02，不是零报告。", "临江区老干部局", f, [one_sheet("临江区老干部局", *tables(f))],
         rules=["F02"], except_=["V04"])  # fmt: skip

    f = consistent(85)
    for code in T3:
        f.write(code, None, "blank", 0)
    for code in TOTALS:
        if code.startswith("t3"):
            f.write(code, Formula(parts=parts_of(code), result=0), "zero", 0)
    save("85空白但总计公式为零.xlsx", "表三只有模板自带的总计公式（结果 0），基础格全空：仍是没填，F02。", "临江区侨务办公室", f, [one_sheet("临江区侨务办公室", *tables(f))], xlsx_stored,
         rules=["F02"], except_=["V04", "V07"])  # fmt: skip
    EXPECTED["85空白但总计公式为零.xlsx"]["states"] = {c: "blank" for c in T3 if c not in TOTALS}

    f = consistent(86)
    for code in T2 + T4:
        f.write(code, None, "zero", 0)
    a, b, c = tables(f)
    a.put(a.height, 0, "本表全部为零").put(a.height - 1, 1, "√")
    c.put(c.height, 0, "本表全部为零：", 1, 3).put(c.height - 1, 3, " 是 ")
    save(
        "86空表打勾.xlsx",
        "表二、表四空白，下面“本表全部为零”右边一格打了 √ 或写“是”（一处标签占三列合并）：空格即 0。",
        "临江区党史研究室",
        f,
        [one_sheet("临江区党史研究室", a, b, c)],
    )

    f = consistent(87)
    for code in T4:
        f.write(code, None, "blank", 0)
    a, b, c = tables(f)
    c.put(c.height, 0, "本表全部为零", 1, 3).put(c.height - 1, 3, "□")
    save(
        "87空表没打勾.xlsx",
        "表四空白，“本表全部为零”右边只有空框 □：没有勾，F02。",
        "临江区接待办公室",
        f,
        [one_sheet("临江区接待办公室", a, b, c)],
        rules=["F02"],
        except_=["V04"],
    )

    f = consistent(88)
    a, b, c = tables(f)
    b.put(b.height, 0, "本表全部为零", 1, 3).put(b.height - 1, 3, "☑")
    save(
        "88打勾又有数.xlsx",
        "表三有数，却又勾了“本表全部为零”：V08，数照读。",
        "临江区金融工作局",
        f,
        [one_sheet("临江区金融工作局", a, b, c)],
        rules=["V08"],
    )


# --- who, when, text ---------------------------------------------------------------------------------------------------
def identity():
    f = consistent(90)
    save("90标题写2022年.xlsx", "标题写的是 2022 年（数也许就是去年的）：以 --year 2023 运行须报 F06。", "临江区园林绿化中心", f,
         [one_sheet("临江区园林绿化中心", *tables(f), year=2022)], year=2022, rules=["F06"])  # fmt: skip

    f = consistent(91)
    g = (
        Grid("Sheet1")
        .put(0, 0, "附件3：", 1, 2)
        .put(1, 0, "临江区房屋征收与补偿中心", 1, 10)
        .put(2, 0, "2023年政府信息公开工作年度报告", 1, 10)
    )
    body = one_sheet("", *tables(f), title="（2024年1月18日）")
    save(
        "91标题分两行.xlsx",
        "标题一行单位、一行事由，其下是成文日期 2024 年 1 月 18 日（不是报告年度）。",
        "临江区房屋征收与补偿中心",
        f,
        [g.paste(body, 3)],
    )

    f = consistent(92)
    save("临江区档案馆2023年政府信息公开工作年度报告.xlsx", "表内只写“本馆”，单位名只在文件名里：F05（工作簿内未写单位）。", "临江区档案馆", f,
         [one_sheet("", *tables(f), title="2023年政府信息公开工作年度报告")], rules=["F05"])  # fmt: skip

    f = consistent(93)
    g = one_sheet("临江区计量检测中心", *tables(f), order="t2 t3 t4")
    r = g.height + 2
    for k, h in (("s1", "一.总体情况"), ("s5", "（五）存在的主要问题及改进情况"), ("s6", "六、其它报告事项")):
        g.put(r, 0, h + "\n" + "\n".join(NARRATIVE[k]), 5, 10)
        r += 6
    save(
        "93正文在表下一格一段.xlsx",
        "正文在三张表下面，每部分连标题带内容写在一个合并格里；标题写作“一.总体情况”“（五）存在的……”“六、其它报告事项”。",
        "临江区计量检测中心",
        f,
        [g],
    )

    f = consistent(94)
    g = Grid("正文").put(0, 0, "\n".join([title_of("临江区招商局"), HEAD["s1"], *NARRATIVE["s1"], "二、主动公开政府信息情况（见表）", "三、收到和处理政府信息公开申请情况（见表）",
                                        "四、政府信息公开行政复议、行政诉讼情况（见表）", HEAD["s5"], *NARRATIVE["s5"], HEAD["s6"], *NARRATIVE["s6"]]), 40, 12)  # fmt: skip
    a, b, c = tables(f)
    save(
        "94全文在一格.xlsx",
        "报告全文（含标题和六个标题行）写在一个大合并格里，三张表各在一页。",
        "临江区招商局",
        f,
        [g, a.named("二"), b.named("三"), c.named("四")],
    )

    f = consistent(95)
    heads = {"s1": "1.工作基本情况", "t2": "二、主动公开政府政府情况", "t3": "三、收到和处理政府信息公开的申请情况", "t4": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
             "s5": "五、存在问题及改进措施：", "s6": "六  其他需要报告的事项情况"}  # fmt: skip
    save(
        "95章节名变体.xlsx",
        "各部分标题是常见变体，有错有重字。",
        "临江区邮政管理局",
        f,
        [one_sheet("临江区邮政管理局", *tables(f), heads=heads)],
    )

    roster = Grid("通讯录").put(0, 0, "临江区2023年政府信息公开工作人员通讯录", 1, 6)
    for j, x in enumerate(["序号", "单位名称", "分管领导", "联系人", "办公电话", "邮箱"]):
        roster.put(1, j, x)
    for i, x in enumerate(["水利局", "民政局", "司法局", "教育局", "财政局", "其他", "总计"]):
        roster.put(2 + i, 0, i + 1).put(2 + i, 1, "临江区" + x).put(2 + i, 3, "张某某").put(
            2 + i, 4, f"6666{1000 + i}"
        )
    save(
        "96通讯录.xlsx",
        "是通讯录，不是年报：不读、不算任何单位的报送。",
        None,
        None,
        [roster],
        year=None,
        figures=False,
        rules=["ignored"],
        not_rules=["F01", "F02", "F03"],
        sections=None,
    )

    agency = "临江区职业教育中心"
    old = (
        Grid()
        .put(0, 0, "第二十条第（一）项", 1, 4)
        .put(1, 0, "信息内容")
        .put(1, 1, "本年新制作数量")
        .put(1, 2, "本年新公开数量")
        .put(1, 3, "对外公开总数量")
    )
    for i, x in enumerate(["规章", "规范性文件"]):
        old.put(2 + i, 0, x).put(2 + i, 1, i).put(2 + i, 2, i).put(2 + i, 3, 5 * i)
    old.put(4, 0, "第二十条第（五）项", 1, 4).put(5, 0, "信息内容").put(5, 1, "上一年项目数量").put(
        5, 2, "本年增/减"
    ).put(5, 3, "处理决定数量")
    old.put(6, 0, "行政许可").put(6, 1, 12).put(6, 2, "减4").put(6, 3, 88).put(
        7, 0, "其他对外管理服务事项"
    ).put(7, 1, 3).put(7, 2, 0).put(7, 3, 9)
    old.put(8, 0, "第二十条第（九）项", 1, 4).put(9, 0, "信息内容").put(9, 1, "采购项目数量", 1, 2).put(
        9, 3, "采购总金额"
    ).put(10, 0, "政府集中采购").put(10, 1, 6, 1, 2).put(10, 3, "251000元")
    f = consistent(97)
    save("97旧表.xlsx", "2023 年报却用了 2019 年试行格式的表二（本年新制作数量、政府集中采购）：F08，退回换新表。", agency, f, [one_sheet(agency, old, t3(f), t4(f))],
         figures=False, rules=["F08"], not_rules=["F01"])  # fmt: skip

    (HERE / "98关于报送年报的函.docx").unlink(missing_ok=True)
    save("98关于报送年报的函.docx", "只是报送函，没有表，也没有两个以上章节标题：ignored。", None, None,
         ["临江区水利局关于报送2023年政府信息公开工作年度报告的函", "区政府办公室：", "按照通知要求，现将我局年度报告（见附件工作簿）报上。", "联系人：李某某，电话66661234。", "2024年1月16日"],
         word, year=None, figures=False, rules=["ignored"], not_rules=["F02", "F03"], sections=None)  # fmt: skip

    (HERE / "99截断.xlsx").write_bytes((HERE / "01一张表到底.xlsx").read_bytes()[:6000])
    save(
        "99截断.xlsx",
        "邮件传坏的工作簿，只有前 6000 字节：F01，说明读不了和怎么办。",
        None,
        None,
        [],
        None,
        year=None,
        figures=False,
        rules=["F01"],
        not_rules=["F02"],
        sections=None,
    )


# --- odd files ---------------------------------------------------------------------------------------------------------
def packages():
    def strict(n, d):
        for a, b in [
            (
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
            (
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
            (
                b"http://schemas.openxmlformats.org/drawingml/2006/main",
                b"http://purl.oclc.org/ooxml/drawingml/main",
            ),
            (
                b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
                b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
            ),
        ]:
            d = d.replace(a, b)
        if n == "xl/workbook.xml":
            d = d.replace(b"<workbook ", b'<workbook conformance="strict" ', 1)
        return n, d

    def empty_fill(n, d):
        return n, re.sub(
            rb"<fills.*?</fills>",
            b'<fills count="2"><fill/><fill><patternFill patternType="gray125"/></fill></fills>',
            d,
            flags=re.S,
        ) if n == "xl/styles.xml" else d

    def backslash(n, d):
        return (n if n == "[Content_Types].xml" else n.replace("/", "\\")), d

    def bad_styles(n, d):
        return n, d[: len(d) // 3] + "<<&乱码\x07 </cellXfs>".encode() if n == "xl/styles.xml" else d

    def prefixed(n, d):
        if n.startswith(("xl/worksheets/sheet", "xl/workbook.xml", "xl/sharedStrings", "xl/styles")):
            d = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", d).replace(b" xmlns=", b" xmlns:x=")
        return n, d

    def no_r(n, d):
        if n.startswith("xl/worksheets/sheet"):
            d = re.sub(rb'(<c) r="[A-Z]+\d+"', rb"\1", d)
            d = re.sub(rb'(<row) r="\d+"', rb"\1", d)
            assert b'<c r="' not in d
            assert b'<row r="' not in d
        return n, d

    def no_dimension(n, d):
        return n, re.sub(rb"<dimension[^>]*/>", b'<dimension ref="A1"/>', d) if n.startswith(
            "xl/worksheets/sheet"
        ) else d

    def phonetic(n, d):
        if n == "xl/sharedStrings.xml":
            for word_, tail, pinyin in (
                ("规章", "", "guī zhāng"),
                ("行政", "许可", "xíng zhèng"),
                ("自然", "人", "zì rán"),
            ):
                run = f"<si><r><rPr><b/></rPr><t>{word_}</t></r>" + (f"<r><t>{tail}</t></r>" if tail else "")
                run += f'<rPh sb="0" eb="{len(word_)}"><t>{pinyin}</t></rPh><phoneticPr fontId="0"/></si>'
                old = f"<si><t>{word_}{tail}</t></si>".encode()
                assert old in d, word_
                d = d.replace(old, run.encode())
        if n.startswith("xl/worksheets/sheet"):
            d, k = re.subn(rb"<v>(\d)(\d\d\d)</v>", rb"<v>\1.\2E3</v>", d)
            assert k
        return n, d

    def macro(n, d):
        return n, d.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )

    for i, (name, edit, note, agency) in enumerate([
        ("100严格OOXML.xlsx", strict, "以“Strict Open XML”另存的工作簿，命名空间不同。", "临江区青山镇人民政府"),
        ("101空填充.xlsx", empty_fill, "样式表里有空的 <fill/>（某些导出程序所写），openpyxl 打不开。", "临江区大山镇人民政府"),
        ("102反斜杠.xlsx", backslash, "压缩包里的部件名用反斜杠（某些 .NET 程序所写）。", "临江区石桥镇人民政府"),
        ("103样式表损坏.xlsx", bad_styles, "样式表是半截乱码，数据完好：照读。", "临江区柳河镇人民政府"),
        ("104带前缀的XML.xlsx", prefixed, "各部件的元素都带 x: 前缀（x:worksheet）。", "临江区白庙乡人民政府"),
        ("105格子没有r属性.xlsx", no_r, "行和格都没有 r 属性，位置由先后次序定。", "临江区马家乡人民政府"),
        ("106维度写错.xlsx", no_dimension, "<dimension> 写成 A1，实际远不止。", "临江区红旗镇人民政府"),
        ("107拼音与科学记数.xlsx", phonetic, "标签是分段富文本并带拼音（rPh），部分数以 1.234E3 存储。", "临江区清溪镇人民政府"),
        ("108带宏格式.xlsm", macro, "另存成了 .xlsm（内容类型为启用宏的工作簿）。", "临江区龙泉镇人民政府"),
    ]):  # fmt: skip
        f = consistent(100 + i)
        book = [one_sheet(agency, *tables(f))]
        save(name, note, agency, f, book, lambda p, b, e=edit: xlsx(p, b, e, dense=e is no_r))

    def share(stored):
        def edit(n, d):
            if not n.startswith("xl/worksheets/sheet"):
                return n, d
            (at,) = book
            first = at.figs["t3/new/total"]
            last = at.figs["t3/carried_out/total"]
            for r in range(first[0], last[0] + 1):
                ref, left, right = a1(r, first[1]), a1(r, first[1] - 6), a1(r, first[1] - 1)
                head = (
                    f'<f t="shared" ref="{ref}:{a1(*last)}" si="0">SUM({left}:{right})</f>'
                    if r == first[0]
                    else '<f t="shared" si="0"/>'
                )
                d, k = re.subn(rf'(<c r="{ref}"[^>]*?)(?: t="n")?><v>(.*?)</v></c>'.encode(),
                               rb"\1>" + head.encode() + (rb"<v>\2</v></c>" if stored else b"</c>"), d)  # fmt: skip
                assert k == 1, ref
            return n, d

        return edit

    for stored, name, note, agency in (
        (
            True,
            "109共享公式有结果.xlsx",
            "总计列是共享公式（只有首格写公式，其余只有 si），都存有结果。",
            "临江区双河镇人民政府",
        ),
        (
            False,
            "110共享公式无结果.xlsx",
            "总计列是共享公式，没有存结果：由程序算出，V07；表四总计是键入的数。",
            "临江区三合镇人民政府",
        ),
    ):
        f = consistent(109 + stored)
        book = [one_sheet(agency, *tables(f))]
        save(
            name,
            note,
            agency,
            f,
            book,
            xlsx_with(share(stored)),
            rules=[] if stored else ["V07"],
        )

    f = consistent(111)
    book = [one_sheet("临江区永安镇人民政府", *tables(f))]
    save(
        "111实为xlsx.xls",
        "文件名是 .xls，内容是 xlsx。",
        "临江区永安镇人民政府",
        f,
        book,
        lambda p, b: xlsx(p, b),
    )

    xls = converted("xls")
    f = consistent(112)
    old = Grid("旧").put(0, 0, HEAD["t2"]).paste(t2(consistent(212)), 2).forget().named("旧", "hidden")
    a, b, c = tables(f)
    b.hidden_cols |= {b.c("research")}
    b.hidden_rows |= {b.r("refused_law")}
    book = [
        old,
        cover("临江区东湖镇人民政府"),
        Grid("表二").paste(a, 3, 2),
        Grid("表三").paste(b, 3, 1),
        Grid("表四").paste(c, 2, 0),
        text_sheet("文字", "s1", "s5", "s6"),
    ]
    save(
        "112老格式多页.xls",
        "真正的 .xls：五页，前空行列，隐藏一行一列，另有隐藏页存着旧表二。",
        "临江区东湖镇人民政府",
        f,
        book,
        xls,
        rules=["F09"],
    )

    f = consistent(113, t3__granted__natural_person=5, t3__partial__research=12)
    f.write("t3/granted/natural_person", datetime(2024, 5, 1), "text", None, 'm"月"d"日"').write(
        "t3/partial/business", "#REF!", "error", None
    )
    f.write("t3/partial/research", "１２件", "number")
    save("113老格式坏值.xls", ".xls 里的日期格、错误值 #REF!、全角“１２件”。", "临江区西湖镇人民政府", f, [one_sheet("临江区西湖镇人民政府", *tables(f))], xls,
         rules=["V01", "V05", "V06"], not_rules=[*A, "F01", "F02", "F03"])  # fmt: skip

    f = consistent(114)
    save("114WPS表格.et", "WPS 的 .et（与 .xls 同一格式），表头逐字换行，表四转置。", "临江区南湖镇人民政府", f,
         [one_sheet("临江区南湖镇人民政府", t2(f), t3(f).relabel({"自然人": "自\n然\n人", "商业企业": "商业\n企业", "总计": "总\n计"}), t4_transposed(f))], xls)  # fmt: skip

    f = consistent(115)
    b = t3(f)
    b.ins_cols(3)
    b.put(0, 3, "序号", 3, 1)
    for i in range(25):
        b.put(3 + i, 3, i + 1)
    save("115开放文档.ods", ".ods，三表并页，表三有序号列，前空三行两列。", "临江区北湖镇人民政府", f,
         [Grid("工作表1").paste(one_sheet("临江区北湖镇人民政府", t2(f), b, t4(f)), 3, 2)], converted("ods"), rules=["F09"])  # fmt: skip

    f = consistent(116)
    g = one_sheet("临江区中湖镇人民政府", t2(f), t3(f).unmerge(), t4(f))
    save(
        "116二进制工作簿.xlsb",
        ".xlsb（手写的 BIFF12，内联字符串），三表一页，表三没有合并。",
        "临江区中湖镇人民政府",
        f,
        [g],
        xlsb,
    )


def documents():
    f = consistent(120)
    save(
        "120报告.docx",
        "Word 报告本身：三张表带合并，正文分段。",
        "临江区水务管理站",
        f,
        report("临江区水务管理站", *tables(f)),
        word,
    )

    f = consistent(121)
    b = t3(f)
    at = b.r("unable_not_held")
    upper, lower = Grid(), Grid()
    for (r, c_), x in b.cells.items():
        (upper if r < at else lower).cells[(r if r < at else r - at + 3), c_] = x
        if r < 3:
            lower.cells[r, c_] = x
    for m in b.merges:
        if m[2] < at:
            upper.merges.append(m)
        elif m[0] >= at:
            lower.merges.append((m[0] - at + 3, m[1], m[2] - at + 3, m[3]))
        if m[2] < 3:
            lower.merges.append(m)
    for k, (r, c_) in b.figs.items():
        (upper if r < at else lower).figs[k] = (r, c_) if r < at else (r - at + 3, c_)
    lower.put(3, 0, GROUP["results"])
    up = [m for m in b.merges if m[0] < at <= m[2]]
    upper.merges += [(m[0], m[1], at - 1, m[3]) for m in up]
    lower.merges += [(3, m[1], m[2] - at + 3, m[3]) for m in up]
    parts = report(
        "临江区农机服务站", t2(f), upper, t4(f).relabel({"结果维持": "结\n果\n维\n持", "总计": "总\n计"})
    )
    i = next(n for n, x in enumerate(parts) if x is upper)
    parts[i + 1 : i + 1] = ["（续上表）", lower]
    parts.insert(
        2,
        Grid()
        .put(0, 0, "报送单位")
        .put(0, 1, "临江区农机服务站")
        .put(1, 0, "报送日期")
        .put(1, 1, "2024年1月12日"),
    )
    save(
        "121表三拆成两张.docx",
        "Word 里表三跨页拆成两张（各带表头），前面另有一张报送信息小表，表四表头逐字换行。",
        "临江区农机服务站",
        f,
        parts,
        word,
    )

    f = consistent(122)
    parts = []
    for p in report("临江区畜牧服务站", t2(f), t3_pasted(f), t4(f)):
        parts += p.lines() if isinstance(p, Grid) else [p]

    def paragraphs(path, parts):
        word(path, parts)
        return dict.fromkeys(CODES)

    save("122表成了段落.docx", "Word 里没有表格，表是以制表符分隔的段落（与北关区报告的文本一样错位）。能读则读；不能断定须报 F02 或 F03，不取数。", "临江区畜牧服务站", f,
         parts, paragraphs, cells=False, unsure=CODES, except_=["F02", "F03"])  # fmt: skip

    f = consistent(123)
    a, b, c = tables(f)
    save("123政府网站.html", "网站保存的页面：外套版式表格、导航、脚本和注释（其中也有“总计 999”“规章 888”），GB2312 编码，标签有 <br> 和 &nbsp;。", "临江区河道管理所", f,
         report("临江区河道管理所", a, b.relabel({"自然人": "自\n然\n人", "商业企业": "商业\n企业"}), c.relabel({"结果维持": "结果\n维持", "尚未审结": "尚未\n审结"})),
         lambda p, x: html(p, x, "gb2312", wrap=True))  # fmt: skip

    f = consistent(124)
    save("124网页存成xls.xls", "网页导出的“Excel”：内容是 HTML，文件名 .xls。", "临江区种子管理站", f, report("临江区种子管理站", *tables(f)),
         lambda p, x: html(p, x, head='xmlns:x="urn:schemas-microsoft-com:office:excel"'))  # fmt: skip

    f = consistent(125)
    save("125表格.html", "普通 HTML，表四转置，表三表头压成一行、行名一列。", "临江区植保站", f,
         report("临江区植保站", t2(f), t3(f, 1, 1, "项目"), t4_transposed(f)), lambda p, x: html(p, x))  # fmt: skip

    f = consistent(126)
    save("126北关式.txt", "记事本文本，与北关区报告一样的制表符和错位，UTF-8。", "临江区水产站", f,
         report("临江区水产站", t2(f), t3_pasted(f), t4(f)), lambda p, x: txt(p, x), rules=["F09"])  # fmt: skip

    f = consistent(127)
    save("127竖线.txt", "| 分隔的文本（网页转文字），GB18030 编码，Windows 换行。", "临江区果业中心", f, report("临江区果业中心", *tables(f)),
         lambda p, x: txt(p, x, "gb18030", "\r\n", sep=" | ", outer=True))  # fmt: skip

    f = consistent(128)
    parts = report("临江区蔬菜中心", *tables(f))
    lines, places = [], {}
    for p in parts:
        if isinstance(p, str):
            lines.append(p)
            continue
        at = {x: k for k, x in p.figs.items()}
        for key in sorted(k for k, x in p.cells.items() if x is not None):
            lines.append(f"{p.cells[key]} |")
            if key in at:
                places[at[key]] = [None, f"第{len(lines)}行"]

    def one_a_line(path, lines):
        path.write_bytes("\n".join(lines).encode("utf-16"))
        return places

    save("128每格一行.txt", "每格独占一行并以“ |”结尾，合并格不重复；UTF-16（带 BOM）。能依次序读出则可，不能断定须报 F02 或 F03。", "临江区蔬菜中心", f, lines, one_a_line,
         unsure=CODES, except_=["F02", "F03"])  # fmt: skip

    f = consistent(129)
    a, b, c = tables(f)
    parts = [title_of("临江区茶叶站"), HEAD["t2"], a, HEAD["t3"], b, HEAD["t4"], c]
    save(
        "129只有三张表.docx",
        "Word 里只有标题和三张表，没有正文。",
        "临江区茶叶站",
        f,
        parts,
        word,
        sections=None,
    )


# --- several at once -----------------------------------------------------------------------------------------------------
def combined():
    f = consistent(130)
    a, b, c = t2(f), t3(f, 2, 2, "项目"), t4(f)
    b.ins_cols(2)
    b.put(0, 2, "行次")
    for i in range(25):
        b.put(b.r(R3[i]), 2, i + 1)
    b.unmerge().relabel(
        {
            "自然人": "自\n然人",
            "总计": "合 计",
            "（七）总计": "（七）合计",
            "3.危及“三安全一稳定”": "3.危及三安全一稳定",
            "法律服务机构": "法律服务\n机构",
        }
    )
    a.relabel({"行政规范性文件": "规范性文件", "规章": "规  章"}).unmerge()
    c.unmerge().relabel(
        lambda x: "\n".join([x[:2], x[2:]]) if len(x) == 4 and x.startswith(("结果", "其他")) else x
    )
    g = Grid("汇总")
    g.put(3, 2, "填报单位：").put(3, 3, "临江区经济开发区管理委员会").put(3, 9, "单位：件").put(
        2, 2, "2023年政府信息公开工作年度报告"
    )
    g.paste(a, 5, 2).paste(b, 5, 8).paste(c, 36, 4)
    save("130综合一.xlsx", "前空、并排、取消合并、行次列、表头两行、标签变体和换行；单位写在“填报单位：”右边一格，标题不带单位。", "临江区经济开发区管理委员会", f, [g],
         rules=["F09"], sections=None)  # fmt: skip

    f = consistent(131)
    a, b, c = tables(f)
    at = b.r("declined_petition")
    b.merges = [m for m in b.merges if not (m[0] < at <= m[2])]
    head = t3(f).forget()
    b.ins_rows(at, 5)
    b.put(at, 0, "—  2  —").put(at + 1, 0, title_of("临江区高新技术产业园区管理委员会"))
    for (r, col), x in head.cells.items():
        if r < 3:
            b.cells[at + 2 + r, col] = x
    for row in ("granted", "carried_out", "declined_excessive"):
        b.shift_row(b.r(row), 3, 1)
    b.merges = [m for m in b.merges if m[0] not in (b.r("granted"), b.r("carried_out"))]
    b.hidden_cols |= {b.c("public_welfare")}
    g = one_sheet("临江区高新技术产业园区管理委员会", a, b, c)
    g.paste(
        one_sheet("", *(x.empty() for x in tables(f)), title="（空白备用）", order="t2 t3 t4"), g.height + 3
    )
    old = Grid("x").paste(t4(consistent(231)), 1).put(0, 0, HEAD["t4"]).forget().named("Sheet3", "veryHidden")
    save(
        "131综合二.xlsx",
        "跨页重复表头、个别行右移、隐藏一列、下面一套空表、深度隐藏页有旧表四。",
        "临江区高新技术产业园区管理委员会",
        f,
        [g, old],
        rules=["F09"],
    )

    f = sparse(132, t3__granted__natural_person=1203, t3__partial__business=15, t3__unable_not_held__natural_person=208, t3__carried_out__natural_person=41, t4__review__upheld=12,
               t2__fees__amount=18.871)  # fmt: skip
    for code in T3:
        if f.value[code] == 0:
            f.write(code, "0", "zero")
    f.write("t3/granted/natural_person", "1,203件", "number").write(
        "t3/partial/business", "十五", "number"
    ).write("t2/fees/amount", "１８.８７１０", "number")
    g = one_sheet(
        "临江区旅游度假区管理委员会",
        t2(f).in_one_column("|"),
        t3(f).in_one_column("\t"),
        t4(f).in_one_column(" | ", True),
    ).unmerge()
    save(
        "132综合三.xlsx",
        "表二、表四竖线分隔，表三制表符分隔，每行一格；格里又有“1,203件”“十五”全角小数和文本 0。",
        "临江区旅游度假区管理委员会",
        f,
        [g],
        rules=["V05"],
    )

    f = consistent(133)
    a, b, c = tables(f)
    b.relabel(
        {
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申清"
        }
    )
    b.drop_row(b.r("refused_state_secret"))
    f.write("t3/granted/natural_person", "约9件", "text", None)
    b.cells[b.figs["t3/granted/natural_person"]] = "约9件"
    save("133综合四.xls", ".xls：缺“1.属于国家秘密”一行（组名也随之挪到下一行）、一格“约9件”、一个长行名错字。", "临江区化工园区管理委员会", f,
         [one_sheet("临江区化工园区管理委员会", a, b, c)], converted("xls"), rules=["F03", "V01", "F09"], not_rules=[*A, "F01", "F02"])  # fmt: skip


# --- checking ------------------------------------------------------------------------------------------------------------
def opened(path):
    """A function (sheet, A1 address) -> content, through whatever reader opens the file."""
    import io

    from python_calamine import CalamineWorkbook

    def from_frames(frames):
        def get(sheet, at):
            ref = re.match(r"([A-Z]+)(\d+)", at)
            return frames[sheet][int(ref[2]) - 1][openpyxl.utils.column_index_from_string(ref[1]) - 1]

        return get

    data = path.read_bytes()
    if path.suffix == ".txt":
        text = data.decode(
            "utf-16"
            if data[:2] == b"\xff\xfe"
            else "gb18030"
            if "GB" in path.name or "竖线" in path.name
            else "utf-8"
        ).splitlines()
        return lambda sheet, at: text[int(at[1:-1]) - 1]
    if path.suffix == ".docx":
        found = docx.Document(str(path)).tables
        return from_frames(
            {f"表格{n}": [[c.text for c in row.cells] for row in t.rows] for n, t in enumerate(found, 1)}
        )
    if b"<html" in data[:100]:
        import pandas

        found = pandas.read_html(
            io.StringIO(re.sub(r"<br>", "", data.decode("gb18030" if b"gb2312" in data[:300] else "utf-8"))),
            header=None,
        )
        return from_frames({f"表格{n}": t.values.tolist() for n, t in enumerate(found, 1)})
    if data[:2] == b"PK" and path.suffix in (".xlsx", ".xlsm", ".xls"):
        try:
            wb = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            if wb.sheetnames:
                return lambda sheet, at: wb[sheet][at].value
        except Exception as problem:
            print(f"    (openpyxl: {type(problem).__name__})")
    if "样式表损坏" in path.name:
        out = io.BytesIO()
        with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w") as b:
            for n in a.namelist():
                if n != "xl/styles.xml":
                    b.writestr(n, a.read(n))
        out.seek(0)
        wb = CalamineWorkbook.from_filelike(out)
    else:
        wb = CalamineWorkbook.from_path(str(path))
    return from_frames({n: wb.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in wb.sheet_names})


def verify():
    """Opens every file with another program's reader and compares the cells named in expected.json."""
    expected = json.loads((HERE / "expected.json").read_text("utf-8"))
    for name, entry in expected.items():
        cells = {c: x for c, x in entry.get("cells", {}).items() if x and (x[0] or name.endswith(".txt"))}
        if not cells:
            print(f"{name}: no cells")
            continue
        good, odd, get = 0, [], opened(HERE / name)
        for code, place in cells.items():
            got, want = get(*place), entry["figures"].get(code, 0)
            if want is not None and (got == want or str(want) in str(got).replace(",", "")):
                good += 1
            else:
                odd.append(f"{code}@{place[1]}: {got!r} for {want!r}")
        print(f"{name}: {good}/{len(cells)}", *odd[:12], sep="\n    " if odd else " ")


def main():
    if "--verify" in sys.argv:
        verify()
        return
    for family in (layouts, pasted, labels, values, missing, identity, packages, documents, combined):
        family()

    def dump(x):
        return json.dumps(x, ensure_ascii=False, separators=(",", ":"))

    entries = [
        f"{dump(n)}: {{\n" + ",\n".join(f"  {dump(k)}: {dump(x)}" for k, x in e.items()) + "\n}"
        for n, e in EXPECTED.items()
    ]
    (HERE / "expected.json").write_text("{\n" + ",\n".join(entries) + "\n}\n", "utf-8")
    print(len(EXPECTED), "files")


if __name__ == "__main__":
    main()

"""CPU time of all drafts of a run (Word files, pages, the district's), as a ratio to what an analyst would write.

``python -m tests.benchmarks.drafts [N]``. The analyst's script only stacks the same returns. Beside it stands what
docxtpl's own rendering of the same template would cost.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.__main__ import NAIVE, cpu_seconds, make_inbox

DRAFTS = """
import pathlib, pickle, sys, time
district = pickle.load(open(sys.argv[1], "rb"))
folder = pathlib.Path(sys.argv[2])
import toolkit.run  # what a run has imported before it comes to its outputs
begin = time.process_time()
from toolkit.outputs.drafts import agency_drafts, district_draft
agency_drafts(district, folder)
district_draft(district, folder)
pathlib.Path(sys.argv[3]).write_text(str(time.process_time() - begin))
"""

DOCXTPL = """
import io, pathlib, pickle, sys, time
district = pickle.load(open(sys.argv[1], "rb"))
count = int(sys.argv[2])
from docxtpl import DocxTemplate
from markupsafe import Markup
from toolkit.resources import templates_dir
from toolkit.word import draft
kept = []
class Kept:
    def __init__(self, made): self.made = made
    def __getattr__(self, name): return getattr(self.made, name)
    def render(self, context, comments=None):
        kept.append(context)
        return b""
made = draft.office()
draft.office = lambda templates=None: made._replace(agency=Kept(made.agency))
for result in district.read[:count]:
    draft.agency_draft(district, result)
begin = time.process_time()
for context in kept:
    template = DocxTemplate(str(templates_dir() / draft.AGENCY_TEMPLATE))
    template.render(context, autoescape=True)
    template.save(io.BytesIO())
pathlib.Path(sys.argv[3]).write_text(str((time.process_time() - begin) / len(kept)))
"""

KEEP = """
import pathlib, pickle, sys
from toolkit.run import Request, make_district
pickle.dump(make_district(Request(pathlib.Path(sys.argv[1]), jobs=1)), open(sys.argv[2], "wb"))
"""


def measured(code: str, *arguments: str) -> float:
    """The least of three runs of what the code itself says that it took."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "seconds"
        times = []
        for _ in range(3):
            cpu_seconds(code, *arguments, str(told), runs=1)
            times.append(float(told.read_text()))
        return min(times)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for made in ("inbox", "out"):
            (folder / made).mkdir()
        make_inbox(folder / "inbox", count)
        inbox, kept = str(folder / "inbox"), str(folder / "district.pickle")
        naive = cpu_seconds(NAIVE, inbox, str(folder / "out.xlsx"))
        cpu_seconds(KEEP, inbox, kept, runs=1)
        drafts = measured(DRAFTS, kept, str(folder / "out"))
        own = measured(DOCXTPL, kept, "10")
    each = 1000 * drafts / count
    print(
        f"{count} returns, CPU seconds: analyst {naive:.2f}, all drafts {drafts:.2f} ({each:.1f} ms a return)"
    )
    print(
        f"drafts / analyst {drafts / naive:.3f}; docxtpl's own render {1000 * own:.0f} ms a draft, {own * count / naive:.2f} of the analyst"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

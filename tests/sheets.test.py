#!/usr/bin/env python3
"""What the sheets of every example print, cell by cell, compared with tests/sheets/NAME.txt; the seed
form apart, which seed.test.py has.

A line is a row of a table, its cells between bars; `*2` behind a cell: it takes two columns, `/3` three
rows. Each framework of the library must have an example that shows its sheets and passes without a
warning. With --update the files are written anew: `git diff` is the review.
"""
import html.parser
import os
import pathlib
import re
import sys
import tempfile

from program import ROOT, Program

SHEETS = ROOT / "tests" / "sheets"
# A form as it was filed, copied with its slips.
SEED = "school-district"


class Sheets(html.parser.HTMLParser):
    """The text of a page's sheets, without the overview and what stands beyond the form."""

    def __init__(self):
        super().__init__()
        self.lines, self.cells, self.text, self.inside, self.cell = [], [], "", False, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "section":
            self.inside = "sheet" in given.get("class", "").split() and "others" not in given["class"]
        if self.inside and tag in ("td", "th"):
            self.cell, self.text = given, ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        text = re.sub(r"\s+", " ", self.text).strip()
        if not self.inside:
            self.text = ""
        elif tag in ("td", "th"):
            spans = "".join(f" {mark}{self.cell[name]}"
                            for mark, name in (("*", "colspan"), ("/", "rowspan")) if name in self.cell)
            self.cells.append(text + spans)
            self.text = ""
        elif tag == "tr":
            self.lines.append("| " + " | ".join(self.cells) + " |")
            self.cells = []
        elif tag in ("h2", "p"):
            self.lines.append(text)
            self.text = ""


def printed(program, example, folder):
    """The lines of an example's sheets."""
    status, _, errors = program.run("build", example, "-o", folder, "--to", "html", "--quiet", folder=ROOT)
    pages = [page for page in pathlib.Path(folder).rglob("*.html") if page.name != "index.html"]
    if status != 0 or len(pages) != 1:
        return f"exit {status}\n{errors.decode()}"
    sheets = Sheets()
    sheets.feed(pages[0].read_text("utf-8"))
    return "\n".join(sheets.lines) + "\n"


def frameworks(program):
    """The names of the library's frameworks."""
    text = program.run("explain", "体系", "--lang", "zh")[1].decode()
    return [line.split()[0] for line in text.splitlines() if re.fullmatch(r"  \S+ \S+", line)]


def main():
    program = Program(os.environ.get("BUILD", "build"))
    passed, failures = 0, []
    shown = set()
    for example in sorted(ROOT.glob("examples/*/*.jx")):
        followed = re.findall(r'^引用 "std/(.*)"$', example.read_text("utf-8"), re.M)
        shown |= set(followed)
        if example.parent.name == SEED or not followed:
            continue
        with tempfile.TemporaryDirectory() as folder:
            text = printed(program, example, folder)
        golden = SHEETS / f"{example.parent.name}.txt"
        if "--update" in sys.argv:
            SHEETS.mkdir(exist_ok=True)
            golden.write_text(text, "utf-8")
        status, output, _ = program.run("check", example, "--deny", "warnings", folder=ROOT, merge=True)
        if not golden.exists() or golden.read_text("utf-8") != text:
            failures.append(f"{example.relative_to(ROOT)}: not as {golden.relative_to(ROOT)} has it")
        elif status != 0:
            failures.append(f"{example.relative_to(ROOT)}: {output.decode()}")
        else:
            passed += 1
    for name in frameworks(program):
        passed += name in shown
        if name not in shown:
            failures.append(f"no example for {name}")
    for failure in failures:
        print("FAIL", failure)
    print(f"{passed} passed, {len(failures)} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

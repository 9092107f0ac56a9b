#!/usr/bin/env python3
"""What the sheets of every example print, cell by cell, compared with tests/sheets/NAME.txt; the seed
form apart, which seed.test.py has.

A line is a row of a table, its cells between bars; `*2` behind a cell: it takes two columns, `/3` three
rows. Each framework of the library must have an example that shows its sheets and passes without a
warning.

What no example has stands in tests/sheets/NAME.jx, or a folder NAME of such files: NAME.txt holds all pages
that are built of it, whole, in Chinese and in English; and a project may be wrong.

With --update the files are written anew: `git diff` is the review.
"""
import html.parser
import os
import pathlib
import re
import sys
import tempfile

from program import LANGUAGES, ROOT, Program

SHEETS = ROOT / "tests" / "sheets"
# A form as it was filed, copied with its slips.
SEED = "school-district"


class Nested(html.parser.HTMLParser):
    """Whether each element of a page is closed where it was opened; what is not gets a line."""

    EMPTY = ("br", "col", "hr", "img", "input", "link", "meta", "wbr")

    def __init__(self):
        super().__init__()
        self.open, self.lines = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag in self.EMPTY:
            self.handle_starttag(tag, attrs)
        else:
            super().handle_startendtag(tag, attrs)

    def handle_endtag(self, tag):
        if tag not in self.open:
            self.lines.append(f"</{tag}> closes nothing")
            return
        while (last := self.open.pop()) != tag:
            self.lines.append(f"<{last}> is not closed")

    def close(self):
        super().close()
        self.lines += [f"<{tag}> is not closed" for tag in self.open]


class Sheets(Nested):
    """The text of a page's sheets, without the overview and what stands beyond the form."""

    def __init__(self):
        super().__init__()
        self.cells, self.text, self.inside, self.cell = [], "", False, None

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        given = dict(attrs)
        if tag == "section":
            self.inside = "sheet" in given.get("class", "").split() and "others" not in given["class"]
        if self.inside and tag in ("td", "th"):
            self.cell, self.text = given, ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
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


class Page(Sheets):
    """The text of a whole page, one line for each of its blocks."""

    BLOCKS = ("h1", "h2", "h3", "p", "li", "dt", "dd", "tr", "caption", "figcaption", "summary", "nav", "pre", "div")
    SILENT = ("script", "style", "title")

    def handle_starttag(self, tag, attrs):
        Nested.handle_starttag(self, tag, attrs)
        if tag in self.BLOCKS:
            self.end_line()
        self.inside = tag not in self.SILENT
        if tag in ("td", "th"):
            self.cell, self.text = dict(attrs), self.text + "| "
        target = dict(attrs).get("href", "#") if tag == "a" else "#"
        if not target.startswith("#"):
            self.text += f"<{target}> "

    def handle_data(self, data):
        if self.inside:
            self.text += data

    def handle_endtag(self, tag):
        Nested.handle_endtag(self, tag)
        self.inside = True
        if tag in self.BLOCKS:
            self.end_line()
        elif tag in ("td", "th"):
            self.text += "".join(f" {mark}{self.cell[name]}"
                                 for mark, name in (("*", "colspan"), ("/", "rowspan")) if name in self.cell) + " "

    def end_line(self):
        """What was gathered is a line, unless it is blank."""
        text = re.sub(r"\s+", " ", self.text).strip()
        if text:
            self.lines.append(text)
        self.text = ""


def pages(program, case):
    """All pages of a case in both languages, as text."""
    lines = []
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            status, output, _ = program.run("build", case.name, "-o", folder, "--to", "html", "--quiet", "--draft",
                                            "--lang", language, "--allow", "all", folder=case.parent, merge=True)
            lines.append(f"=== {language}: exit {status}")
            lines += output.decode().replace(folder, "OUT").splitlines()
            for path in sorted(pathlib.Path(folder).rglob("*.html")):
                page = Page()
                page.feed(path.read_text("utf-8"))
                page.end_line()
                page.close()
                lines += [f"--- {path.relative_to(folder)}", *page.lines]
    return "\n".join(lines) + "\n"


def check_cases(program, failures):
    """How many cases are as their texts have them; those that are not go to `failures`."""
    passed = 0
    for case in sorted(path for path in SHEETS.iterdir() if path.suffix != ".txt"):
        text, golden = pages(program, case), SHEETS / f"{case.stem}.txt"
        if "--update" in sys.argv:
            golden.write_text(text, "utf-8")
        right = golden.exists() and golden.read_text("utf-8") == text
        passed += right
        if not right:
            failures.append(f"{case.relative_to(ROOT)}: not as {golden.relative_to(ROOT)} has it")
    return passed


def printed(program, example, folder):
    """The lines of an example's sheets."""
    status, _, errors = program.run("build", example, "-o", folder, "--to", "html", "--quiet", folder=ROOT)
    pages = [page for page in pathlib.Path(folder).rglob("*.html") if page.name != "index.html"]
    if status != 0 or len(pages) != 1:
        return f"exit {status}\n{errors.decode()}"
    sheets = Sheets()
    sheets.feed(pages[0].read_text("utf-8"))
    sheets.close()
    return "\n".join(sheets.lines) + "\n"


def frameworks(program):
    """The names of the library's frameworks."""
    text = program.run("explain", "体系", "--lang", "zh")[1].decode()
    return [line.split()[0] for line in text.splitlines() if re.fullmatch(r"  \S+ \S+", line)]


def main():
    program = Program(os.environ.get("BUILD", "build"))
    failures = []
    passed = check_cases(program, failures)
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

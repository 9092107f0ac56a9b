#!/usr/bin/env python3
"""What the manual says is what the program does: README and docs/, in both languages.

Every block of these pages between ``` fences that names one of these languages is tried:

    ```jixiao              a whole file that check passes in silence
    ```jixiao warned       that gets a warning or hint and no error; a ```text behind it is the output
    ```jixiao wrong        that gets an error; the ```text that must stand behind it is the output
    ```jixiao project      what stands in a project; a framework and 金额单位 are put around it
    ```jixiao national     the same, on the national form
    ```jixiao rules        as any of these, but judged by the rules too, which the others are not
    ```jixiao own          the same by the rules that stand in it alone
    ```jixiao file=NAME.jx as any of these, called NAME.jx and left there for what follows on the page
    ```sh                  lines that begin with `jixiao` are run; a ```text behind it is their output

A block without file= is called main.jx. The folder of a page holds examples/. English pages (en.md,
X.en.md) are run with an English locale. docs/diagnostics/ and docs/rules/
have tests of their own: pages.py, rule_pages.py.

With --update every ```text block is rewritten with what the program prints now: `git diff` is the
review.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from pages import all_codes
from program import NO_RULES, PLAIN, ROOT, Program, clip, died, own_rules

FENCE = re.compile(r"^```(\w*)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"\bJX\d{4}\b")
COMMAND = re.compile(r"(?<!`)`jixiao ([a-z][a-z-]*)")
KNOWN_COMMAND = re.compile(r'^COMMAND\(\w+, "([\w-]+)"', re.MULTILINE)
AROUND = {
    "project": '引用 "std/上海市/2020"\n项目 "示例" {\n金额单位：万元\n%s}\n',
    "national": '引用 "std/国家/2021"\n项目 "示例" {\n金额单位：万元\n%s}\n',
}


def manual_pages():
    """README in both languages, and everything below docs/ that has no other test."""
    pages = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(page for page in pages if page.parent.name != "diagnostics" and
                  (page.parent.name != "rules" or page.name == "README.md"))


def is_english(page):
    """Whether the page is the English one of two."""
    return page.name == "en.md" or page.name.endswith(".en.md")


class Page:
    """One page: its blocks, and the folder that they are tried in."""

    def __init__(self, program, path, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.path, self.name = path, str(path.relative_to(ROOT))
        self.text = path.read_text("utf-8")
        self.blocks = [match.groups() for match in FENCE.finditer(self.text)]
        self.printed = {}
        self.environment = {**PLAIN, "LC_ALL": "en_US.UTF-8" if is_english(path) else "C"}
        shutil.copytree(ROOT / "examples", self.folder / "examples")

    def run(self, *arguments):
        """Gives (exit status, everything printed)."""
        status, output, _ = self.program.run(*arguments, folder=self.folder, merge=True,
                                             environment=self.environment)
        return status, output.decode("utf-8", "backslashreplace")

    def output_behind(self, index):
        """The ```text block that follows block `index`, or None."""
        behind = self.blocks[index + 1:index + 2]
        return behind[0][2] if behind and behind[0][0] == "text" else None

    def compare(self, index, output):
        """Compares output with the ```text behind block `index`; gives what is wrong, or empty."""
        expected = self.output_behind(index)
        if expected is None:
            return ""
        self.printed[index + 1] = output
        return "" if output == expected else f"the output is\n{clip(output)}"

    def try_jixiao(self, index, words, text):
        """Checks one declaration; gives what is wrong, or empty."""
        name = next((word[5:] for word in words if word.startswith("file=")), "main.jx")
        around = next((AROUND[word] for word in words if word in AROUND), "%s")
        (self.folder / name).write_text(around % text, "utf-8")
        rules = [] if "rules" in words else own_rules(text) if "own" in words else NO_RULES
        status, output = self.run("check", name, *rules)
        silent = status == 0 and output.count("\n") == 1
        if "wrong" in words:
            holds = status == 1 and self.output_behind(index) is not None
        elif "warned" in words:
            holds = status == 0 and not silent
        else:
            holds = silent
        if died(status) or not holds:
            return f"exit {status}\n{text}\n{clip(output)}"
        return self.compare(index, output)

    def try_commands(self, index, text):
        """Runs the commands of one ```sh block; gives what is wrong, or empty."""
        printed = ""
        for line in text.splitlines():
            words = shlex.split(line, comments=True)
            if not words or words[0] != "jixiao":
                continue
            status, output = self.run(*words[1:])
            printed += output
            if died(status) or status == 2:
                return f"exit {status}: {line}\n{clip(output)}"
        return self.compare(index, printed)

    def update(self):
        """Writes what was printed into the page."""
        pieces, end = [], 0
        for index, match in enumerate(FENCE.finditer(self.text)):
            pieces += [self.text[end:match.start(3)], self.printed.get(index, match[3])]
            end = match.end(3)
        text = "".join([*pieces, self.text[end:]])
        if text != self.text:
            self.path.write_text(text, "utf-8")
            print(f"wrote {self.name}")

    def try_blocks(self):
        """Yields (title, problem) of every block that can be tried."""
        for index, (language, information, text) in enumerate(self.blocks):
            title = f"{self.name}: {language} {information} (block {index + 1})"
            if language == "jixiao":
                yield title, self.try_jixiao(index, information.split(), text)
            elif language == "sh":
                yield title, self.try_commands(index, text)


def try_page(program, path, update):
    """The results of one page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Page(program, path, folder)
        results = list(page.try_blocks())
    if update:
        page.update()
    return results


def links(path):
    """Yields (title, problem): relative links lead to what exists."""
    text = FENCE.sub("", path.read_text("utf-8"))
    for link in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", link) or link.startswith("#"):
            continue
        target = (path.parent / link.split("#")[0]).resolve()
        yield f"{path.relative_to(ROOT)} → {link}", "" if target.exists() else "leads nowhere"


def names(path):
    """Yields (title, problem): codes and commands that the page names exist."""
    text = path.read_text("utf-8")
    codes = all_codes()
    table = (ROOT / "src" / "tools" / "commands.def").read_text("utf-8")
    commands = KNOWN_COMMAND.findall(table)
    unknown = sorted({code for code in CODE.findall(text) if code not in codes} |
                     {word for word in COMMAND.findall(text) if word not in commands})
    yield f"{path.relative_to(ROOT)} names what exists", ", ".join(unknown)


def outline(path):
    """The shape of a page: the depths of its headings, and the languages of its blocks."""
    text = path.read_text("utf-8")
    headings = re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE)
    return [len(marks) for marks in headings], [block[0] for block in FENCE.findall(text)]


def pairs():
    """Yields (title, problem): both languages of a page have one outline."""
    for english in filter(is_english, manual_pages()):
        name = "zh.md" if english.name == "en.md" else english.name.replace(".en.md", ".md")
        chinese = english.with_name(name)
        problem = f"there is no {name}"
        if chinese.exists():
            problem = "" if outline(english) == outline(chinese) else \
                f"{outline(chinese)} in Chinese, {outline(english)} in English"
        yield f"{english.relative_to(ROOT)} is the other's equal", problem


def generated(program):
    """Yields (title, problem): pages that a script writes are up to date."""
    for script in sorted((ROOT / "docs").glob("*/*.py")):
        done = subprocess.run([sys.executable, script, "--check"], capture_output=True, check=False,
                              env={**PLAIN, "JIXIAO": str(program.path)}, encoding="utf-8")
        yield script.relative_to(ROOT), "" if done.returncode == 0 else done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="rewrite the ```text blocks")
    update = parser.parse_args().update
    program = Program(os.environ.get("BUILD", "build"))
    results = [*pairs(), *generated(program)]
    for path in manual_pages():
        results += [*links(path), *names(path)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda path: try_page(program, path, update), manual_pages()):
            results += found
    failures = [(title, problem) for title, problem in results if problem]
    for title, problem in failures:
        print(f"FAIL {title}\n{problem}\n")
    print(f"{len(results) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Breaks the program in small ways, one at a time, and asks whether a test sees it.

A mutant is one edit of one source: a relation turned or moved by its limit, && for ||, + for -, a number
one higher, a condition negated, a call left out, another truth returned. Mutants that do not compile, or
compile to the very same object, are no mutants. Those that no suite kills are listed: each is a check
that is missing, or code that is not needed. The same seed gives the same mutants of the same sources.

The suites are run from the cheapest on, until one fails. It takes about a minute for two mutants; nothing
outside of the folders made for it is changed.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SUITE_SECONDS = 900
# In this order: what is quick, then what is particular.
SUITES = ("unit", "docs", "seed", "fmt", "fix", "diff", "explain", "json", "build", "stdin", "recovery",
          "words", "limits", "baseline", "fingerprint", "since", "merge", "sheets", "shown", "weights",
          "oracle", "git")

TOKEN = re.compile(r"""
    (?P<skip>/\*.*?\*/|//[^\n]*|^[ \t]*\#(?:\\\n|[^\n])*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<name>[A-Za-z_]\w*)|(?P<number>\d[\w.]*)
    |(?P<sign>->|\+\+|--|<<=?|>>=?|&&|\|\||[-+*/%&|^<>=!]=|\S)""", re.DOTALL | re.MULTILINE | re.VERBOSE)
SWAPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&",
         "++": "--", "--": "++"}
TRUTHS = {"true": "false", "false": "true"}

Mutant = collections.namedtuple("Mutant", "path line kind start end text")


def closing(tokens, i):
    """The place of the parenthesis that closes the one at `i`."""
    depth = 0
    for k in range(i, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[k].group(), 0)
        if depth == 0:
            return k
    return None


def edits_at(tokens, i):
    """What can be done at one token: (kind, start, end, text)."""
    token, before = tokens[i], tokens[i - 1].group() if i else ";"
    word, start, end = token.group(), token.start(), token.end()
    follows_operand = before in (")", "]") or bool(re.fullmatch(r"\w+", before)) and before != "return"
    if word in SWAPS:
        yield "relation", start, end, SWAPS[word]
    elif word in "+-" and follows_operand:
        yield "sum", start, end, {"+": "-", "-": "+"}[word]
    elif token["number"] and re.fullmatch(r"\d+", word) and before != "[":
        yield "number", start, end, str(int(word) + 1)
    elif word in TRUTHS and before in ("return", "=", ","):
        yield "truth", start, end, TRUTHS[word]
    elif word == "if" and tokens[i + 1].group() == "(":
        last = closing(tokens, i + 1)
        if last:
            inside = tokens[i + 1].end(), tokens[last].start()
            yield "negate", *inside, None
    elif token["name"] and before in (";", "{", "}", ")") and tokens[i + 1].group() == "(":
        last = closing(tokens, i + 1)
        if last and tokens[last + 1].group() == ";":
            yield "call", start, tokens[last].end(), "(void)0"


def mutants_of(path):
    """Every mutant of a source."""
    source = path.read_text("utf-8")
    tokens = [token for token in TOKEN.finditer(source) if not token["skip"]]
    for i in range(len(tokens) - 2):
        for kind, start, end, text in edits_at(tokens, i):
            if text is None:
                text = f"!({source[start:end]})"
            yield Mutant(path.relative_to(ROOT), source.count("\n", 0, start) + 1, kind, start, end, text)


class Workshop:
    """A copy of the sources and of what was built of them, for one mutant at a time."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(
            ".git", "build-*", "__pycache__"))
        self.run(["make", "-s", "all"], check=True)

    def run(self, command, check=False):
        """Whether a command succeeds here within its time."""
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
        try:
            return subprocess.run(command, cwd=self.folder, env=environment, check=check,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  timeout=SUITE_SECONDS).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def object_of(self, mutant):
        """What the source of a mutant is compiled to."""
        return self.folder / "build" / "obj" / mutant.path.relative_to("src").with_suffix(".o")

    def killer(self):
        """The first suite that fails; None if none does."""
        if not self.run([sys.executable, "tests/run.py", "--first"]):
            return "cases"
        for suite in SUITES:
            if suite == "unit" and not self.run(["make", "-s", "test-programs", "WERROR="]):
                return "build"
            if not self.run([sys.executable, "tests/all.py", "--only", suite]):
                return suite
        return None

    def judge(self, mutant):
        """Who kills the mutant: a suite, None, or "none" if it is no mutant."""
        path, compiled = self.folder / mutant.path, self.object_of(mutant)
        source, before = path.read_text("utf-8"), compiled.read_bytes()
        path.write_text(source[:mutant.start] + mutant.text + source[mutant.end:], "utf-8")
        try:
            if not self.run(["make", "-s", compiled.relative_to(self.folder)]):
                return "none"
            if compiled.read_bytes() == before:
                return "none"
            return self.killer() if self.run(["make", "-s", "all", "WERROR="]) else "build"
        finally:
            path.write_text(source, "utf-8")
            self.run(["make", "-s", "all", "WERROR="], check=True)


def judge_all(mutants, count, jobs, base):
    """Judges until so many were mutants; gives (mutant, killer) as they come."""
    free = queue.Queue()
    for i in range(jobs):
        free.put(Workshop(base / str(i)))

    def judge(mutant):
        workshop = free.get()
        try:
            return mutant, workshop.judge(mutant)
        finally:
            free.put(workshop)

    waiting, done, given = iter(mutants), 0, set()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        while done < count:
            while len(given) < min(jobs, count - done):
                mutant = next(waiting, None)
                if mutant is None:
                    break
                given.add(pool.submit(judge, mutant))
            if not given:
                return
            ended, given = concurrent.futures.wait(
                given, return_when=concurrent.futures.FIRST_COMPLETED)
            for run in ended:
                if run.result()[1] != "none":
                    done += 1
                    yield run.result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=int, default=80, help="per cent to be killed")
    parser.add_argument("words", nargs="*", help="of sources whose path holds one of these")
    arguments = parser.parse_args()
    sources = [path for path in sorted(ROOT.glob("src/*/*.c"))
               if not arguments.words or any(word in str(path) for word in arguments.words)]
    mutants = [mutant for path in sources for mutant in mutants_of(path)]
    random.Random(arguments.seed).shuffle(mutants)
    killers, survivors = collections.Counter(), []
    with tempfile.TemporaryDirectory() as base:
        for mutant, killer in judge_all(mutants, arguments.count, arguments.jobs, pathlib.Path(base)):
            killers[killer] += 1
            if not killer:
                survivors.append(mutant)
                text = " ".join(mutant.text.split())
                print(f"{mutant.path}:{mutant.line}: {mutant.kind}: {text[:80]}", flush=True)
    total = sum(killers.values())
    killed = total - killers[None]
    print(f"{len(mutants)} can be made of {len(sources)} sources; of {total} "
          f"{killed} were killed ({100 * killed / max(total, 1):.0f} %): "
          + ", ".join(f"{suite} {count}" for suite, count in killers.most_common() if suite))
    return 0 if total and 100 * killed >= arguments.least * total else 1


if __name__ == "__main__":
    sys.exit(main())

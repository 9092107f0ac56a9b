#!/usr/bin/env python3
"""Breaks the program in small ways, one at a time, and asks whether a test sees it.

A mutant is one edit of one source: a relation turned or moved by its limit, && for ||, + for -, a number
one higher, a condition negated, a call left out, another truth returned. Mutants that do not compile, or
compile to the very same object, are no mutants. Those that no suite kills are listed: each is a check
that is missing, or code that is not needed. The same seed gives the same mutants of the same sources.

First every golden case and every suite is run once over a library that notes which blocks it runs
(mutant_checks.py). Of a mutant those alone are then asked that run its line or one next to it, the quickest
first, until one fails: what does not run it cannot tell it. All programs share the library, so that a mutant is
one object and one link. The first part takes as long as all suites; then most mutants take two seconds, one
that survives as long as all that run it. Nothing outside of the folders made for it is changed.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import queue
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

import program
from mutant_checks import find_checks, trace

ROOT = pathlib.Path(__file__).resolve().parent.parent
# A mutant may never end, or take all memory that there is.
program.RUN_SECONDS = 20
MEMORY_LIMIT = 4 << 30
BUILD_SECONDS = 60
MAKE = ["make", "-s", "WERROR=", "CFLAGS=-fPIC -fno-semantic-interposition"]

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
        self.folder, self.build = folder, folder / "build"
        self.library = self.build / "libjixiao.so"
        shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(
            ".git", "build*", "__pycache__", "node_modules", "cases"))
        self.run([*MAKE, "all"], check=True)
        self.compile = (self.build / "flags").read_text("utf-8").split(" / ")[0].split()
        self.objects = sorted(self.build.glob("obj/**/*.o"))
        self.link()
        # The linker reads this as it reads an archive: what is linked to it from now on shares the library.
        (self.build / "libjixiao.a").write_text(f"INPUT({self.library})\n")
        self.run([*MAKE, "all", "test-programs"], check=True)
        # Its main too is that of the library.
        self.run([self.compile[0], "-pie", "-o", "build/jixiao", self.library], check=True)

    def run(self, command, check=False):
        """Whether a command succeeds here; with `check` it must, and may take its time."""
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, start_new_session=True,
                              stderr=None if check else subprocess.DEVNULL) as running:
            try:
                status = running.wait(None if check else BUILD_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                return False
        if status and check:
            raise subprocess.CalledProcessError(status, command)
        return status == 0

    def link(self, objects=None):
        """Makes the shared library."""
        made = self.library.with_suffix(".new")
        self.run([self.compile[0], "-shared", "-Wl,-Bsymbolic", "-o", made, *(objects or self.objects),
                  "-pthread", "-lcjson", "-lutf8proc"], check=True)
        made.replace(self.library)

    def object_of(self, path):
        """What a source is compiled to."""
        return self.build / "obj" / path.relative_to("src").with_suffix(".o")

    def renew(self, path):
        """Makes what depends on a source whose object is new, the library apart; False if it cannot be made."""
        # What reads the standard library at build time is made of these.
        return path.parts[1] not in ("base", "syntax") or \
            self.run([*MAKE, "build/obj/stdlib_images.o", "build/obj/asset_hashes.o"])

    def judge(self, mutant, checks):
        """Who kills the mutant: a check, None, or "none" if it is no mutant."""
        path, compiled = self.folder / mutant.path, self.object_of(mutant.path)
        source, before = path.read_text("utf-8"), compiled.read_bytes()
        path.write_text(source[:mutant.start] + mutant.text + source[mutant.end:], "utf-8")
        try:
            if not self.run([*self.compile, "-c", "-o", compiled, mutant.path]):
                return "none"
            if compiled.read_bytes() == before:
                return "none"
            if not self.renew(mutant.path):
                return "build"
            self.link()
            return next((check.kind for check in checks if not check.passes(self.build)), None)
        finally:
            path.write_text(source, "utf-8")
            compiled.write_bytes(before)
            self.renew(mutant.path)


def judge_all(mutants, count, jobs, base, without):
    """Judges until so many were mutants; gives (mutant, killer) as they come."""
    free = queue.Queue()
    for i in range(jobs):
        free.put(Workshop(base / str(i)))
    first = free.get()
    blocks = trace(first, find_checks(first.build, without))
    free.put(first)

    def judge(mutant):
        workshop = free.get()
        try:
            return mutant, workshop.judge(mutant, blocks.checks_of(mutant))
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
    parser.add_argument("--verbose", action="store_true", help="tell of each mutant who killed it")
    parser.add_argument("--without", default="", help="what is not to be asked, by kind or name, as in browser,faults,properties")
    parser.add_argument("words", nargs="*", help="of sources whose path holds one of these")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    sources = [path for path in sorted(ROOT.glob("src/*/*.c"))
               if not arguments.words or any(word in str(path) for word in arguments.words)]
    mutants = [mutant for path in sources for mutant in mutants_of(path)]
    random.Random(arguments.seed).shuffle(mutants)
    killers, survivors = collections.Counter(), []
    with tempfile.TemporaryDirectory() as base:
        for mutant, killer in judge_all(mutants, arguments.count, arguments.jobs, pathlib.Path(base),
                                           arguments.without.split(",")):
            killers[killer] += 1
            if arguments.verbose:
                print(f"{killer}: {mutant.path}:{mutant.line} {mutant.kind}", file=sys.stderr, flush=True)
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

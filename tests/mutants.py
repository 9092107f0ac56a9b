#!/usr/bin/env python3
"""Breaks the program in small ways, one at a time, and asks whether a test sees it.

A mutant is one edit of one source: a relation turned or moved by its limit, && for ||, + for -, a number
one higher, a condition negated, a call left out, another truth returned. Mutants that do not compile, or
compile to the very same object, are no mutants. Those that no suite kills are listed: each is a check
that is missing, or code that is not needed. The same seed gives the same mutants of the same sources.

First every golden case and every suite is run once over a library that notes which blocks it runs
(mutant_checks.py). Of a mutant those alone are then asked that run its line or one next to it, the quick ones
first, until one fails: what does not run it cannot tell it. One that lives is asked about for so many seconds
(--seconds) of checks, and by the suites that are about its source; a slower suite might kill it still, so
that the score is the least that holds. The 0 of `{0}` is no number to turn: it says that all is empty. All programs
share the library, so that a mutant is one object and one link. The first part takes as long as all suites; then
most mutants take two seconds.

mutants_same.txt lists mutants that mean the same as what they were made of, each with the reason: nobody can tell
them, so they are not judged. Which mutants a seed gives hangs on the line and the function that each is made in, and not on the
rest of the sources: while others come and go it is the same one, so that what was found missing can be worked off; another
seed shows what is missing still.

What was found is kept in build-mutants/, and goes on from there when it is started again over the same sources
and tests. Nothing else is changed but in folders made for it.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import queue
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

import program
from mutant_checks import find_checks, traced

ROOT = pathlib.Path(__file__).resolve().parent.parent
STATE = ROOT / "build-mutants"
SAME = ROOT / "tests" / "mutants_same.txt"
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
    elif token["number"] and re.fullmatch(r"\d+", word) and before != "[" and (before, word) != ("{", "0"):
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
        """Who of the checks kills the mutant: its kind, None, or "none" if it is no mutant."""
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


class Judge:
    """Who kills which mutant; what was found before is not asked again."""

    def __init__(self, base, arguments):
        self.base, self.arguments = base, arguments
        self.trace_file = STATE / f"{key_of(arguments.without)}.trace"
        self.found_file = STATE / f"{key_of(arguments.without, arguments.seconds)}.json"
        self.found = json.loads(self.found_file.read_text("utf-8")) if self.found_file.exists() else {}
        self.workshops, self.blocks, self.making = queue.Queue(), None, threading.Lock()

    def make(self):
        """Makes the workshops and the trace, when the first mutant needs them."""
        with self.making:
            if not self.blocks:
                made = [Workshop(self.base / str(i)) for i in range(self.arguments.jobs)]
                checks = find_checks(made[0].build, self.arguments.without.split(","))
                self.blocks = traced(made, checks, self.trace_file)
                for workshop in made:
                    self.workshops.put(workshop)

    def judge(self, mutant):
        """The kind of the check that kills a mutant, None if none does, or "none" if it is no mutant."""
        name = json.dumps([str(mutant.path), *mutant[1:]])
        if name in self.found:
            return self.found[name]
        self.make()
        workshop = self.workshops.get()
        try:
            killer = workshop.judge(mutant, self.blocks.checks_of(mutant, self.arguments.seconds))
        finally:
            self.workshops.put(workshop)
        with self.making:
            self.found[name] = killer
            written = self.found_file.with_suffix(".new")
            written.write_text(json.dumps(self.found), "utf-8")
            written.replace(self.found_file)
        return killer

    def judge_all(self, mutants):
        """Judges until there were as many as are asked for; gives (mutant, killer) in their order."""
        done, ahead = 0, collections.deque()
        waiting = iter(mutants)
        with concurrent.futures.ThreadPoolExecutor(self.arguments.jobs) as pool:
            while done < self.arguments.count:
                while len(ahead) < min(8 * self.arguments.jobs, self.arguments.count - done):
                    mutant = next(waiting, None)
                    if mutant is None:
                        break
                    ahead.append((mutant, pool.submit(self.judge, mutant)))
                if not ahead:
                    return
                mutant, run = ahead.popleft()
                if run.result() != "none":
                    done += 1
                    yield mutant, run.result()


def key_of(*words):
    """A name for all that a judgement depends on: the sources, the tests, and these words."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                           check=True, capture_output=True, text=True).stdout.split("\0")
    key = hashlib.sha256(repr(words).encode())
    for name in sorted(name for name in names if name and (ROOT / name).is_file() and ROOT / name != SAME):
        key.update(f"{name}\0".encode() + hashlib.sha256((ROOT / name).read_bytes()).digest())
    return key.hexdigest()[:20]


def name_of(mutant, source):
    """What a mutant is called in a list: where it stands, but for the number of the line, and what is done there."""
    line = source.splitlines()[mutant.line - 1].strip()
    before, after = (" ".join(text.split())[:80] for text in (source[mutant.start:mutant.end], mutant.text))
    heads = re.findall(r"^(?=[A-Za-z]).*?\b(\w+)(?:\(| =|\[| \{$)", source[:mutant.start], re.MULTILINE)
    return f"{mutant.path}, {heads[-1] if heads else 'top'}: {mutant.kind}: `{before}` -> `{after}` in `{line}`"


def read_same():
    """{name: reason} of the mutants that mean the same: a line without blanks before it, and the reason below it."""
    reasons, name = {}, None
    for number, line in enumerate(SAME.read_text("utf-8").splitlines(), 1):
        if line.startswith(("#", " ")) or not line:
            if line.startswith(" "):
                if name is None:
                    raise ValueError(f"{SAME.name}:{number}: a reason for nothing")
                reasons[name] = f"{reasons[name]} {line.strip()}".strip()
            continue
        name = line
        if name in reasons:
            raise ValueError(f"{SAME.name}:{number}: listed twice")
        reasons[name] = ""
    for name, reason in reasons.items():
        if not reason:
            raise ValueError(f"{SAME.name}: no reason: {name}")
    return reasons


def sample(sources, seed):
    """All mutants of the sources as (mutant, name), in the order of the seed; a second one of the same name has its number."""
    found, seen = [], collections.Counter()
    for path in sources:
        source = path.read_text("utf-8")
        for mutant in mutants_of(path):
            name = name_of(mutant, source)
            seen[name] += 1
            if seen[name] > 1:
                name += f" #{seen[name]}"
            found.append((hashlib.sha256(f"{seed} {name}".encode()).digest(), mutant, name))
    return [(mutant, name) for _, mutant, name in sorted(found)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=int, default=80, help="per cent to be killed")
    parser.add_argument("--seconds", type=int, default=180, help="of checks that a mutant is asked of, at most")
    parser.add_argument("--verbose", action="store_true", help="tell of each mutant who killed it")
    parser.add_argument("--without", default="", help="what is not to be asked, by kind or name, as in browser,faults,properties")
    parser.add_argument("--listed", type=pathlib.Path, help="judge those alone that a file tells of, as this program does of one that lives")
    parser.add_argument("words", nargs="*", help="of sources whose path holds one of these")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    sources = [path for path in sorted(ROOT.glob("src/*/*.c"))
               if not arguments.words or any(word in str(path) for word in arguments.words)]
    mutants, same = sample(sources, arguments.seed), read_same()
    names = dict(mutants)
    gone = sorted(set(same) - set(names.values())) if not arguments.words else []
    for name in gone:
        print(f"{SAME.name}: there is no such mutant: {name}")
    STATE.mkdir(exist_ok=True)
    judged = []
    with tempfile.TemporaryDirectory() as base:
        listed = arguments.listed and {line.partition(": ")[2] for line in arguments.listed.read_text("utf-8").splitlines()}
        asked = (mutant for mutant, name in mutants if name not in same and (listed is None or name in listed))
        for mutant, killer in Judge(pathlib.Path(base), arguments).judge_all(asked):
            judged.append((mutant, killer))
            if arguments.verbose:
                print(f"{len(judged)} {killer}: {mutant.path}:{mutant.line} {mutant.kind}", file=sys.stderr, flush=True)
            if not killer:
                print(f"{mutant.line}: {names[mutant]}", flush=True)
    killers = collections.Counter(killer for _, killer in judged if killer)
    killed, total = killers.total(), len(judged)
    print(f"{len(mutants)} can be made of {len(sources)} sources, {len(set(same) & set(names.values()))} are known to mean the same; of {total} "
          f"{killed} were killed ({100 * killed / max(total, 1):.0f} %, promised: {arguments.least} %): "
          + ", ".join(f"{suite} {count}" for suite, count in killers.most_common()))
    return 0 if total and not gone and 100 * killed >= arguments.least * total else 1


if __name__ == "__main__":
    sys.exit(main())

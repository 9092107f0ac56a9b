"""What mutants.py asks of a mutant, and which of it runs which line of the sources.

A check is a golden case, one of the other parts of run.py, or a suite of all.py. Each is run once over a library
that notes which blocks of it were run (mutants_trace.c).
"""
import collections
import concurrent.futures
import os
import pathlib
import pickle
import re
import subprocess
import sys
import tempfile
import time

import all as suites
import pages
import properties
import rule_pages
import run as golden
from program import ROOT, Program, find_cases

TRACE_SIZE = 1 << 24
CASES_FIRST, LITTLE_LONGER = 100, 15  # so many, and so many seconds
# Which suites are about a source that bears another name, by a word of that.
ABOUT = {"affected": ("since",), "compare": ("diff",), "facts": ("merge",), "format": ("fmt",), "gather": ("since",),
         "judge": ("merge",), "layout": ("recovery",), "link": ("link_index", "since"), "links": ("link_index", "since"),
         "novelty": ("since", "baseline"), "parts": ("diff", "merge"), "plain": ("recovery", "words"), "real": ("since",),
         "workspace": ("build",)}


class Check:
    """Something that a mutant may fail."""

    def __init__(self, kind, name, ask):
        self.kind, self.name, self.ask, self.seconds = kind, name, ask, 0.0
        self.is_left_out = False  # it fails without a mutant

    def passes(self, build):
        """Whether the programs below a folder pass it, in no more than three times the time that it takes."""
        try:
            return self.ask(build, 3 * self.seconds + 20 if self.seconds else suites.SUITE_SECONDS)
        except (ValueError, OSError, subprocess.SubprocessError):  # half an answer, of a program cut short
            return False


def case_check(case):
    """A golden case, with all that stands beside it."""
    return Check("cases", str(case.relative_to(ROOT)),
                 lambda build, _: not golden.run_case(Program(build), case, False).failures)


def property_check(name, problems_of):
    """Another part of run.py, as far as its first problem."""
    def ask(build, _):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return not any(problem for _, problem in problems_of(Program(build), pool))
    return Check(name, name, ask)


def suite_check(kind, name):
    """A suite of all.py."""
    def ask(build, most):
        environment = dict(os.environ, JIXIAO=str(build / "jixiao"), BUILD=str(build),
                           TEST_PROGRAMS=str(build / "tests"), PYTHONDONTWRITEBYTECODE="1")
        command = next(suite[2] for suite in suites.find_suites(build) if suite[:2] == (kind, name))
        # What a suite has started may outlive it, and never end.
        command = ["sh", "-c", f'ulimit -t {int(most)}; exec "$0" "$@"', *command]
        return suites.run_suite((kind, name, command), environment, most)[2] == 0
    name_alone = name.split(".")[0]
    return Check(name_alone if kind == "other" else kind, name_alone, ask)


def find_checks(build, without=()):
    """Every check; without those of these kinds or names."""
    found = [case_check(case) for case in find_cases()]
    found += [property_check("pages", pages.run), property_check("rule_pages", rule_pages.run),
              property_check("properties", lambda program, pool: properties.run(program, find_cases(), pool))]
    found += [suite_check(kind, name) for kind, name, _ in suites.find_suites(build) if kind != "cases"]
    return [check for check in found if not {check.kind, check.name} & set(without)]


class Blocks:
    """Which check runs which line: of each file and line at which a block begins, a bit for each check."""

    def __init__(self, checks, places):
        self.checks = checks
        self.lines = collections.defaultdict(dict)
        self.functions = collections.defaultdict(dict)
        for path, line, function in places:
            self.lines[path].setdefault(line, 0)
            first, last = self.functions[path].get(function, (line, line))
            self.functions[path][function] = min(first, line), max(last, line)

    def add(self, number, run):
        """Notes that a check runs the blocks that begin at these places."""
        for path, line, _ in run:
            self.lines[path][line] |= 1 << number

    def checks_of(self, mutant, seconds):
        """The checks that may see a mutant, the likeliest and quickest first: so many seconds of them, and the suites
        that are about its source; not the browser's, which takes minutes."""
        words = re.split(r"\W|_", mutant.path.stem)
        suites_about = {*words, *(name for word in words for name in ABOUT.get(word, ()))}
        asked = self.all_checks_of(mutant)
        named = [check for check in asked if check.name in suites_about and check.kind != "browser"]
        chosen = []
        for check in asked:
            seconds -= check.seconds
            if check not in named and (seconds >= 0 or not chosen):
                chosen.append(check)
        return chosen + named

    def all_checks_of(self, mutant):
        """All that may see a mutant, the likeliest and quickest first."""
        lines, line = self.lines.get(str(mutant.path), {}), mutant.line
        functions = self.functions.get(str(mutant.path), {}).values()
        if not any(first <= line <= last for first, last in functions):
            return sorted((check for check in self.checks if not check.is_left_out),
                          key=lambda check: check.seconds)
        # Its block may begin at another line: before it or, of an expression of several lines, behind it.
        before = max((one for one in lines if one < line), default=line)
        behind = min((one for one in lines if one > line), default=line)
        here = lines.get(line, 0)
        around = here | lines.get(before, 0) | lines.get(behind, 0)
        asked = [(check.seconds > 1, not here >> i & 1, check.seconds, i)
                 for i, check in enumerate(self.checks) if around >> i & 1 and not check.is_left_out]
        asked = [self.checks[i] for *_, i in sorted(asked)]
        # What a hundred cases do not see, the next thousand rarely do: the suites that take a little longer come first.
        cases = [check for check in asked if check.kind == "cases"]
        late = set(cases[CASES_FIRST:])
        return sorted(asked, key=lambda check: 2 * (check.seconds > LITTLE_LONGER) or int(check in late))


def places_of(library, folder):
    """Where in the sources each block of a library begins: by its place there, (path, line, function)."""
    listing = subprocess.run(["objdump", "-d", "--no-show-raw-insn", library], check=True, capture_output=True, text=True)
    calls = re.findall(r"call +\S+ <__sanitizer_cov_trace_pc[^>]*>\n *([0-9a-f]+):", listing.stdout)
    named = subprocess.run(["addr2line", "-f", "-e", library], check=True, capture_output=True, text=True,
                           input="\n".join(f"0x{int(place, 16) - 1:x}" for place in calls))
    lines = named.stdout.splitlines()
    places = {}
    for place, function, at in zip(calls, lines[::2], lines[1::2]):
        path, _, line = at.split(" ")[0].rpartition(":")
        if line.isdigit():
            places[int(place, 16)] = path.removeprefix(f"{folder}/"), int(line), function
    return places


def build_traced(workshop, seen):
    """Makes the library so that it notes in a file which blocks are run."""
    build = workshop.build
    options = [word for word in workshop.compile if not word.startswith(("-O", "-D_FORTIFY", "-fstack"))]
    objects = [build / "trace.o"]
    workshop.run([options[0], "-O2", "-fPIC", f'-DTRACE_FILE="{seen}"', f"-DTRACE_SIZE={TRACE_SIZE}", "-c", "-o",
                  objects[0], "tests/mutants_trace.c"], check=True)
    for made in workshop.objects:
        name = made.relative_to(build / "obj")
        source = workshop.folder / "src" / name.with_suffix(".c")
        objects.append(build / "traced" / name if source.exists() else made)
        if source.exists():
            objects[-1].parent.mkdir(parents=True, exist_ok=True)
            workshop.run([*options, "-O0", "-g", "-w", "-fsanitize-coverage=trace-pc", "-c", "-o",
                          objects[-1], source], check=True)
    workshop.link(objects)


def note(check, workshop, seen, places):
    """Runs a check over a traced library: which places it runs, or all of them if it fails."""
    os.truncate(seen.name, 0)
    os.truncate(seen.name, TRACE_SIZE)
    started = time.monotonic()
    passes = check.passes(workshop.build)
    check.seconds = time.monotonic() - started
    text = pathlib.Path(seen.name).read_bytes()
    if check.seconds > 10 or not passes:
        print(f"{'traced' if passes else 'fails when traced'}: {check.name}, {check.seconds:.0f} s",
              file=sys.stderr, flush=True)
    run = {match.start() for match in re.finditer(b"\x01", text)}
    return passes, [place for at, place in places.items() if not passes or at in run]


def read_all(path):
    """What was pickled into a file one behind the other; the last may be cut short."""
    found = []
    with open(path, "ab+") as file:
        file.seek(0)
        try:
            while True:
                found.append(pickle.load(file))
        except (EOFError, pickle.UnpicklingError):
            return found


def trace(workshops, checks, part):
    """Runs every check over libraries that are traced, and gives what each has run. What was found is kept in the
    file `part` as soon as it is, and not asked again."""
    known = {key: rest for key, *rest in read_all(part)}
    # Where there is one, in a folder that is memory alone: a disk would be kept busy by it.
    memory = pathlib.Path("/dev/shm")
    waiting, failed, found = collections.deque(enumerate(checks)), [], []

    def run(workshop):
        with tempfile.NamedTemporaryFile(dir=memory if memory.is_dir() else workshop.build) as seen:
            build_traced(workshop, seen.name)
            places = places_of(workshop.library, workshop.folder)
            while waiting:
                number, check = waiting.pop()
                key = check.kind, check.name
                if key not in known:
                    passes, places_run = note(check, workshop, seen, places)
                    with open(part, "ab") as file:
                        file.write(pickle.dumps((key, check.seconds, passes, places_run)))
                else:
                    check.seconds, passes, places_run = known[key]
                found.append((number, places_run))
                if not passes:
                    failed.append(check)
        workshop.link()
        return places.values()

    with concurrent.futures.ThreadPoolExecutor(len(workshops)) as pool:
        *_, places = pool.map(run, workshops)
    blocks = Blocks(checks, places)
    for number, places_run in found:
        blocks.add(number, places_run)
    for check in failed:
        if not check.passes(workshops[0].build):
            print(f"fails without a mutant, left out: {check.name}", file=sys.stderr, flush=True)
            check.is_left_out = True
    return blocks


def traced(workshops, checks, kept):
    """What each check runs, from a file if it was found before of the same checks."""
    if kept.exists():
        with open(kept, "rb") as file:
            told, lines, functions = pickle.load(file)
        blocks = Blocks(checks, [])
        blocks.lines.update(lines)
        blocks.functions.update(functions)
        for check, (seconds, is_left_out) in zip(checks, told):
            check.seconds, check.is_left_out = seconds, is_left_out
        return blocks
    part = kept.with_suffix(".part")
    blocks = trace(workshops, checks, part)
    told = [(check.seconds, check.is_left_out) for check in checks]
    with open(kept.with_suffix(".new"), "wb") as file:
        pickle.dump((told, dict(blocks.lines), dict(blocks.functions)), file)
    kept.with_suffix(".new").replace(kept)
    part.unlink()
    return blocks

#!/usr/bin/env python3
"""Runs every suite and sums their counts; the last line is `N passed, N failed` alone.

A suite is any program; it fails if its exit status is not 0. If its last line is
`N passed, N failed` those are counted, else the suite counts as one. A suite that passes is one line
here, a suite that fails is shown in full.

Suites are found by their place:
    unit        build/tests/unit*                      from the tests/unit*.c that have a main
    oracle      tests/oracle/*.py                      independent answers to compare ours with
    cases       tests/run.py --part …                  goldens: tests/cases; properties, manual pages
    replay      build/tests/replay_*                   fuzz targets over their corpus and all cases
    browser     tests/browser/*.mjs                    (helper modules: tests/browser/lib/)
    other       tests/*.test.py, tests/*.test.mjs, tests/*/*.test.py

A suite finds in its environment: JIXIAO (the program), BUILD (the folder it was built in) and
TEST_PROGRAMS (what tests/*.c were built to), all absolute paths.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
COUNT = re.compile(r"(\d+) passed, (\d+) failed")
SUITE_SECONDS = 900
VARIED = "date,format,parse"  # the quick ones


def find_suites(build, varied=VARIED):
    """The suites as (kind, name, command), those that take longest first."""
    programs = build / "tests"
    node = ["node"]
    suites = [("cases", part, [sys.executable, TESTS / "run.py", "--build", build, "--part", part])
              for part in ("properties", "goldens")]
    suites += [("browser", path.name, node + [path])
               for path in sorted(TESTS.glob("browser/*.mjs"))]
    suites += [("oracle", path.name, [sys.executable, path])
               for path in sorted(TESTS.glob("oracle/*.py"))]
    for path in sorted([*TESTS.glob("*.test.*"), *TESTS.glob("*/*.test.*")]):
        if path.suffix in (".py", ".mjs") and path.parent.name not in ("browser", "oracle"):
            suites.append(("other", path.name,
                           (node if path.suffix == ".mjs" else [sys.executable]) + [path]))
    for source in sorted(TESTS.glob("fuzz/fuzz_*.c")):
        target = source.stem.removeprefix("fuzz_")
        corpora = [path for path in (TESTS / "fuzz" / "corpus" / target, TESTS / "cases",
                                     ROOT / "examples") if path.exists()]
        # These see each file also as it is when half of it is typed, and by another editor.
        vary = ["--vary"] if target in varied.split(",") else []
        suites.append(("replay", target, [programs / f"replay_{target}", *vary, *corpora]))
    suites += [("unit", source.stem, [programs / source.stem])
               for source in sorted(TESTS.glob("unit*.c"))
               if re.search(r"^int main\(", source.read_text("utf-8"), re.MULTILINE)]
    return suites


def words_for(suite):
    """What --only may call a suite: its kind, or its name as far as the first dot."""
    return {suite[0], suite[1].split(".")[0]}


def run_suite(suite, environment, most=SUITE_SECONDS):
    """Runs one, for so many seconds at most; gives back (suite, passed, failed, seconds, output)."""
    started = time.monotonic()
    try:
        done = subprocess.run([str(word) for word in suite[2]], cwd=TESTS, env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=most, check=False)
        output, status = done.stdout.decode("utf-8", "replace"), done.returncode
    except subprocess.TimeoutExpired as late:
        output, status = (late.stdout or b"").decode("utf-8", "replace") + "\n(too long)\n", 1
    except OSError as error:
        output, status = f"{error}\n", 1
    lines = output.rstrip().splitlines()
    count = COUNT.fullmatch(lines[-1].strip()) if lines else None
    passed, failed = (int(count[1]), int(count[2])) if count else (int(status == 0), 0)
    if status != 0 and failed == 0:
        failed = 1
        output += f"(exit status {status})\n"
    return suite, passed, failed, time.monotonic() - started, output


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build")
    parser.add_argument("--only", default="", help="kinds or names of suites, as in unit,cases,docs")
    parser.add_argument("--vary", default=VARIED, help="the replays that see each file in variations, as in date,parse")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    arguments = parser.parse_args()
    build = (ROOT / arguments.build).resolve()
    environment = dict(os.environ, JIXIAO=str(build / "jixiao"), BUILD=str(build),
                       TEST_PROGRAMS=str(build / "tests"), PYTHONDONTWRITEBYTECODE="1")
    suites = find_suites(build, arguments.vary)
    wanted = {word for word in arguments.only.split(",") if word}
    known = {word for suite in suites for word in words_for(suite)}
    if wanted - known:
        print(f"no such suites: {', '.join(sorted(wanted - known))}; there are {', '.join(sorted(known))}")
        return 2
    suites = [suite for suite in suites if not wanted or wanted & words_for(suite)]

    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        runs = [pool.submit(run_suite, suite, environment) for suite in suites]
        for run in concurrent.futures.as_completed(runs):
            (kind, name, _), good, bad, seconds, output = run.result()
            print(f"{'FAIL' if bad else 'ok  '} {kind:8} {name:28} {good:6} passed {bad:4} failed"
                  f" {seconds:6.1f} s", flush=True)
            if bad:
                print("    " + "\n    ".join(output.rstrip().splitlines()), flush=True)
            passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares what the program does with what stands beside each case; prints failures alone.

A case is tests/cases/<area>/NAME.jx, or a folder NAME/ with a main.jx and the files it imports. The
ending of an expected file says which command makes it:

    NAME.err    jixiao check NAME.jx, in Chinese, then `--- en ---`, in English, then `exit N`;
                without this file the check must pass and print its verdict line alone
    NAME.ast    jixiao parse NAME.jx
    NAME.fmt    jixiao fmt - < NAME.jx
    NAME.X      jixiao build NAME.jx --to X -o -, for any output format X (json, html, …)

Cases of the areas good, rules and frameworks are judged by all rules; the others, which are about the compiler,
by none (`--allow all`).

To ask for something new, make the file empty and run `make golden` (--update), which rewrites every
expected file; `git diff` is the review. Without a word on the command line all cases are run, and
the properties (properties.py) and the pages of the manual (pages.py, rule_pages.py) after them, or one
part of these (--part); a word keeps the cases whose path holds it, and leaves out the rest.
"""
import argparse
import concurrent.futures
import difflib
import os
import sys

import pages
import properties
import rule_pages
from program import CASES, LANGUAGES, ROOT, Program, clip, died, find_cases, rule_options

# What else may stand beside a case; no command makes it.
OTHER_ENDINGS = {"jx", "md"}


def command_of(ending, case):
    """The arguments that make NAME.ending, or None for a file that no command makes."""
    if ending == "ast":
        return ["parse", case.name]
    if ending == "fmt":
        return ["fmt", "-"]
    if ending in OTHER_ENDINGS or ending == "err":
        return None
    return ["build", case.name, "--to", ending, "-o", "-", *rule_options(case)]


def check_transcript(program, case):
    """What `check` prints in both languages, as an .err file holds it, and whether it is silent."""
    outputs, statuses = [], []
    for language in LANGUAGES:
        status, output, _ = program.run("check", case.name, "--lang", language,
                                        *rule_options(case), folder=case.parent, merge=True)
        outputs.append(output)
        statuses.append(status)
    silent = statuses == [0, 0] and all(output.count(b"\n") <= 1 for output in outputs)
    codes = str(statuses[0]) if statuses[0] == statuses[1] else f"{statuses[0]} but {statuses[1]}"
    text = outputs[0] + b"--- en ---\n" + outputs[1] + f"exit {codes}\n".encode()
    return text, silent, any(died(status) for status in statuses)


def difference(path, expected, actual):
    """A unified diff for people."""
    lines = [text.decode("utf-8", "backslashreplace").splitlines() for text in (expected, actual)]
    return clip("\n".join(difflib.unified_diff(*lines, f"{path} (expected)", f"{path} (is)",
                                               lineterm="")) or "(they differ in line ends)")


class Result:
    """Counts, and the reports of what failed."""

    def __init__(self):
        self.passed, self.failures, self.changed = 0, [], []

    def add(self, title, problem):
        """One more comparison; `problem` is empty if it held."""
        if problem:
            self.failures.append(f"{title}\n{problem}")
        else:
            self.passed += 1


def compare(result, path, actual, update):
    """Compares or rewrites one expected file."""
    expected = path.read_bytes()
    if update and expected != actual:
        path.write_bytes(actual)
        result.changed.append(path)
    same = update or expected == actual
    name = path.relative_to(ROOT)
    result.add(name, "" if same else difference(name, expected, actual))


def run_check(program, case, result, update):
    """The .err file of a case, or its absence."""
    text, silent, crashed = check_transcript(program, case)
    expected = case.with_suffix(".err")
    name = case.relative_to(ROOT)
    if crashed:
        result.add(name, "check crashed:\n" + clip(text.decode("utf-8", "backslashreplace")))
    elif expected.exists() and not (update and silent):
        compare(result, expected, text, update)
    elif update and not silent:
        expected.write_bytes(text)
        result.changed.append(expected)
    elif update and expected.exists():
        expected.unlink()
        result.changed.append(expected)
    else:
        result.add(name, "" if silent else "should pass silently, but:\n" +
                   clip(text.decode("utf-8", "backslashreplace")))


def run_case(program, case, update):
    """Everything that stands beside one case."""
    result = Result()
    run_check(program, case, result, update)
    for path in sorted(case.parent.glob(f"{case.stem}.*")):
        command = command_of(path.suffix[1:], case)
        if not command or path.stem != case.stem:
            continue
        stdin = case.read_bytes() if command[0] == "fmt" else b""
        status, output, errors = program.run(*command, folder=case.parent, stdin=stdin)
        if died(status) or (status == 2 and not output):
            result.add(path.relative_to(ROOT), f"exit {status}: {' '.join(command)}\n" +
                       clip(errors.decode("utf-8", "backslashreplace")))
        else:
            compare(result, path, output, update)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build")
    parser.add_argument("--update", action="store_true", help="rewrite the expected files")
    parser.add_argument("--first", action="store_true", help="stop at the first that fails")
    parser.add_argument("--part", choices=("goldens", "properties"), help="the cases alone, or what holds for all of them")
    parser.add_argument("words", nargs="*", help="run the cases whose path holds one of these")
    arguments = parser.parse_args()
    program = Program(arguments.build)
    cases = [case for case in find_cases() if not arguments.words or
             any(word in str(case.relative_to(CASES)) for word in arguments.words)]
    if arguments.part == "properties":
        cases = []

    results = []
    with concurrent.futures.ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for result in pool.map(lambda case: run_case(program, case, arguments.update), cases):
            results.append(result)
            if arguments.first and result.failures:
                pool.shutdown(cancel_futures=True)
                break
        failed = any(result.failures for result in results)
        if not arguments.words and not arguments.update and not (arguments.first and failed) and \
                arguments.part != "goldens":
            total = Result()
            for title, problem in [*properties.run(program, find_cases(), pool),
                                   *pages.run(program, pool),
                                   *rule_pages.run(program, pool)]:
                total.add(title, problem)
            results.append(total)

    for result in results:
        for path in result.changed:
            print(f"{'wrote' if path.exists() else 'removed'} {path.relative_to(ROOT)}")
        for failure in result.failures:
            print(f"FAIL {failure}\n")
    failed = sum(len(result.failures) for result in results)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

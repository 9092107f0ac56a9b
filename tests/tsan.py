#!/usr/bin/env python3
"""All cases and examples on eight threads in a program built with the thread sanitizer."""
import argparse
import os
import sys
import tempfile

from program import PLAIN, ROOT, Program, clip

RACE_STATUS = 66


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build-tsan")
    program = Program(parser.parse_args().build)
    environment = {**PLAIN, "TSAN_OPTIONS": f"exitcode={RACE_STATUS}:" +
                   os.environ.get("TSAN_OPTIONS", "")}
    with tempfile.TemporaryDirectory() as folder:
        return run(program, environment, f"{folder}/baseline")


def run(program, environment, baseline):
    """Gives the exit status."""
    failed = 0
    runs = [["check", "-j8", "tests/cases", "examples"],
            ["check", "-j8", "--format", "json", "tests/cases"],
            ["check", "-j8", "--format", "sarif", "tests/cases"],
            ["check", "-j8", "--write-baseline", baseline, "tests/cases"],
            ["check", "-j8", "--baseline", baseline, "tests/cases", "examples"]]
    for arguments in runs:
        status, output, errors = program.run(*arguments, folder=ROOT, environment=environment)
        if status not in (0, 1) or b"ThreadSanitizer" in errors or not output + errors:
            failed += 1
            print(f"FAIL {' '.join(arguments)}: exit {status}\n"
                  f"{clip(errors.decode(errors='backslashreplace'))}")
    print(f"{len(runs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

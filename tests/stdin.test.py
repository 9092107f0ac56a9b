#!/usr/bin/env python3
"""A file that comes through a pipe in pieces of any size is read to its end. Ends with `N passed, N failed`."""
import os
import subprocess
import sys
import time

from program import PLAIN, ROOT, Program

PIECES = (1, 4095, 4096, 4097, 8192)


def piecewise(program, text, size):
    """What `parse -` prints of a text that is written in two goes."""
    with subprocess.Popen([program.path, "parse", "-"], env=PLAIN, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as child:
        child.stdin.write(text[:size])
        child.stdin.flush()
        time.sleep(0.1)
        return child.communicate(text[size:])[0]


def main():
    program = Program(os.environ.get("BUILD", "build"))
    text = (ROOT / "examples/road/road.jx").read_bytes()
    whole = program.run("parse", "-", stdin=text)[1]
    wrong = [size for size in PIECES if piecewise(program, text, size) != whole]
    for size in wrong:
        print(f"FAIL a first piece of {size} bytes")
    print(f"{len(PIECES) - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

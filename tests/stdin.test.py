#!/usr/bin/env python3
"""Standard streams: a file that comes through a pipe is read to its end, in pieces of any size; closed and full ones."""
import os
import subprocess
import sys
import tempfile
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


def large(program):
    """What is wrong if what comes through a pipe is as large as a source may be, and larger by a byte."""
    text = b"// " + b"x" * ((16 << 20) - 4) + b"\n"
    done = [program.run("parse", "-", stdin=text + more)[0] for more in (b"", b"\n", text)]
    return [] if done == [0, 2, 2] else [f"a large one: {done}"]


def built(program):
    """What is wrong with the reports of what comes through a pipe: they are called stdin."""
    with tempfile.TemporaryDirectory() as folder:
        status, _, errors = program.run("build", "-", "-o", folder, "--allow", "all", stdin='引用 "std/上海市/2020"\n项目 "甲" { }\n'.encode())
        names = sorted(os.listdir(folder))
    return [] if status == 0 and names == ["index.html", "stdin.html", "stdin.json"] else [f"build -: exit {status} {names} {errors.decode()}"]


def closed(program):
    """What is wrong where the standard streams are closed, or full: no file takes their numbers, and a lost answer is told."""
    wrong = []
    for streams, wanted in (("<&-", 0), (">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 0), (">/dev/full", 2)):
        done = subprocess.run(["sh", "-c", f'"$0" explain JX0301 {streams}', program.path], env=PLAIN, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)
        if done.returncode != wanted or (wanted == 2) != bool(done.stderr):
            wrong.append(f"{streams}: exit {done.returncode} {done.stderr.decode()}")
    away, output = os.pipe()
    os.close(away)
    done = subprocess.run([program.path, "explain", "JX0301"], env=PLAIN, stdout=output, stderr=subprocess.PIPE, check=False)
    os.close(output)
    return wrong + ([f"nobody reads: {done.returncode} {done.stderr.decode()}"] if (done.returncode, done.stderr) != (2, b"") else [])


def main():
    program = Program(os.environ.get("BUILD", "build"))
    text = (ROOT / "examples/road/road.jx").read_bytes()
    whole = program.run("parse", "-", stdin=text)[1]
    wrong = [size for size in PIECES if piecewise(program, text, size) != whole]
    wrong = [f"a first piece of {size} bytes" for size in wrong] + large(program) + built(program) + closed(program)
    for title in wrong:
        print(f"FAIL {title}")
    print(f"{len(PIECES) + 8 - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

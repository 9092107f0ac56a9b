#!/usr/bin/env python3
"""The same bytes in give the same bytes out, wherever and however the program runs.

The examples and a few specs with mistakes are checked (text, short, JSON, SARIF) and built under other
locales, time zones, homes and terminals; with 1, 2 and 8 threads; from two folders of different
depth; with their files created in different orders; twice over; and with addresses laid out anew each
time, or always alike. --rounds=N repeats the runs with threads (default 3).
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build"))
JIXIAO = os.environ.get("JIXIAO", str(BUILD / "jixiao"))
PLAIN = {"LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", "PATH": os.environ["PATH"]}
PLACES = ({"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai"},
          {"LC_ALL": "zh_CN.GB18030", "HOME": "/"}, {"TZ": "America/New_York", "USER": "甲"},
          {"COLUMNS": "20", "TERM": "xterm-256color", "LINES": "5"}, {"MALLOC_PERTURB_": "165"},
          {"SOURCE_DATE_EPOCH": "1", "PWD": "/elsewhere", "LANGUAGE": "en"})
COMMANDS = (("check", "--lang", "zh", "."), ("check", "--lang", "en", "--format", "short", "."),
            ("check", "--lang", "zh", "--format", "json", "."),
            ("check", "--lang", "zh", "--format", "sarif", "."),
            ("build", "--lang", "zh", "--draft", "-o", "out", "."))


def specs():
    """Yields (relative path, bytes): the examples, copies of them, and mistakes."""
    for path in sorted((ROOT / "examples").rglob("*.jx")):
        text = path.read_bytes()
        yield "examples/" + str(path.relative_to(ROOT / "examples")), text
        for number in range(12):
            yield f"copies/{number}/{path.name}", text
        yield f"mistakes/{path.name}", text.replace("万元".encode(), "万园".encode()) \
            .replace(b"}", b"", 1)
    yield "imports/units.jx", "单位 场：计数\n单位 甲：计数\n".encode()
    for number in range(40):
        yield f"imports/{number}.jx", f'引用 "units.jx"\n引用 "{number + 1}.jx"\n' \
            f'引用 "std/上海市/2020"\n项目 "第{number}" {{ 年度：{number} }}\n'.encode()
    # A unit of one file's own is no unit of the next one's.
    for number in range(40):
        owner = ("file", "library")[number % 2]
        path = ROOT / "tests" / "cases" / "units" / f"product-named-by-{owner}.jx"
        yield f"units/{number:02}.jx", path.read_bytes()


def lay(folder, order):
    """Creates the specs below a folder, in an order of their own."""
    files = list(specs())
    random.Random(order).shuffle(files)
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    (folder / "jixiao.jx").write_bytes(b"")
    return folder


def run(folder, command, environment=None, threads=1, before=()):
    """Gives (status, stdout, stderr, {report: bytes})."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([*before, JIXIAO, *command, f"-j{threads}"], cwd=folder, check=False,
                          env={**PLAIN, **(environment or {})}, capture_output=True,
                          stdin=subprocess.DEVNULL)
    reports = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*"))
               if path.is_file()} if out.exists() else {}
    shutil.rmtree(out, ignore_errors=True)
    return done.returncode, done.stdout, done.stderr, reports


def difference(one, other):
    """Where two runs part; empty if nowhere."""
    for name, left, right in zip(("status", "output", "errors"), one, other):
        if left != right:
            return f"{name} differs"
    differing = sorted(name for name in one[3].keys() | other[3].keys()
                       if one[3].get(name) != other[3].get(name))
    return "reports differ: " + ", ".join(differing[:5]) if differing else ""


def variants(here, there, rounds):
    """Yields (title, folder, more arguments of run)."""
    yield "again", here, {}
    yield "in another folder, files made in another order", there, {}
    for place in PLACES:
        yield f"with {place}", here, {"environment": place}
    for number in range(rounds):
        for threads in (2, 8):
            yield f"on {threads} threads, {number}", here, {"threads": threads}
    if shutil.which("setarch") and \
            subprocess.run(["setarch", "-R", "true"], capture_output=True, check=False).returncode == 0:
        yield "with addresses always alike", here, {"before": ("setarch", "-R")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        here = lay(pathlib.Path(temporary) / "here", 1)
        there = lay(pathlib.Path(temporary) / "a" / "deeper place" / "甲", 2)
        for command in COMMANDS:
            first = run(here, command)
            problem = "" if first[0] in (0, 1) and (first[1] or first[3]) else \
                f"exit {first[0]}: {first[2][:300]!r}"
            for title, folder, more in [("at all", here, None), *variants(here, there, arguments.rounds)]:
                if more is not None:
                    problem = difference(first, run(folder, command, **more))
                if problem:
                    print(f"FAIL {' '.join(command)}: {title}: {problem}")
                passed, failed = passed + (not problem), failed + bool(problem)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Whatever the machine refuses, the program ends with status 2 and a message, and no report is torn.

Each allocation fails in turn, once and from there on; each open, read, write, close, fsync, rename,
mkdir, stat, unlink and getcwd fails with EIO or ENOSPC, once and from there on; threads are refused; the program is
killed at each of these calls, a write half done; reads and writes come back short or interrupted. A
run that fails must say why; one that got over the fault must end as if nothing had been. After each
run a report holds its old bytes or the new ones, and nothing else lies in the folder (temporary
files apart where it was killed, or could not remove them).

`make test` takes at most 150 to 300 allocations of a command; all, and both errors at each place, with --all or
FAULTS=all.
"""
import argparse
import errno
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from program import NO_RULES

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build"))
JIXIAO = os.environ.get("JIXIAO", str(BUILD / "jixiao"))
SHIM = ROOT / "tests" / "faults" / "fail.c"
CALLS = ("open", "read", "write", "close", "fsync", "rename", "mkdir", "stat", "unlink", "getcwd", "thread")
MOST_POINTS = 150  # of one command and way, unless --all

SPEC = """引用 "shared.jx"
引用 "std/上海市/2020"
项目 "暑期教师培训" {
    年度：2020
    金额单位：万元
    资金 {
        总预算：80.00
        当年预算：80.00 { 财政拨款：80.00 }
    }
    明细 "培训" {
        "培训费"：20.00 万元/自造场 × 4 自造场 = 80.00 万元
    }
    产出目标 {
        数量 "场次" >= 4 自造场
    }
}
"""
SHARED = "单位 自造场：计数\n"
# Mistakes, and as deep as the parser's stack must grow.
BAD = '项目 "差" {\n    年度：{\n    资金 { 总预算：1,000 }\n' + "甲 { " * 60 + "乙：" + "(" * 60 + \
      "\n    说明：“没有写完\n"


# What commands that change a file find there. Of the merge these are the base and the other side: a line
# and an indicator are added, and totals worked out anew; one target is a conflict.
THEIRS = SPEC.replace('80.00\n        当', '90.00\n        当').replace('算：80.00 {', '算：90.00 {').replace(
    '款：80.00 }', '款：90.00 }').replace('    }\n    产出', '        "租车费"：10.00\n    }\n    产出').replace(">= 4", ">= 6")
OURS = SPEC.replace('80.00\n        当', '85.00\n        当').replace('算：80.00 {', '算：85.00 {').replace(
    '款：80.00 }', '款：85.00 }').replace('    明细', '    明细 "宣传" { "海报"：5.00 }\n    明细').replace(">= 4", ">= 5")
IN_PLACE = {"merge": OURS, "fmt": SPEC.replace("：", "： "),
            "fix": SPEC.replace('"暑期教师培训"', '“暑期教师培训"')}


# The baseline that is there before one is written.
OLD_BASELINE = b'{"jixiao_baseline":1}\n{"path":"gone.jx","code":"JX0401","severity":"error","fingerprint":"0123456789abcdef0123"}\n'


def read_all(folder):
    """{name: bytes} of the files in a folder, if there is one."""
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


class Command:
    """One command line in a workspace, with what it does when all is well."""

    def __init__(self, folder, shim, *words, most=None, kept=()):
        self.folder, self.shim, self.words, self.most = folder, shim, words, most
        # A folder of what is kept in git's, and whether it is there before each run; nothing is told of its faults.
        self.kept, self.is_kept = kept if kept else (folder / "none", False)
        self.keeps = [read_all(self.kept) if self.is_kept else {}]
        self.out = folder / "out"
        self.old, self.new = {}, {}
        if words[0] in IN_PLACE:
            self.old = {"a.jx": IN_PLACE[words[0]].encode()}
        if "--write-baseline" in words:
            self.old = {"b.json": OLD_BASELINE}
        if words[0] == "build":
            (folder / "main.jx").write_text(SPEC.replace("暑期", "寒假"), "utf-8")
            self.reset()
            self.run()
            self.old = self.reports()
            (folder / "main.jx").write_text(SPEC, "utf-8")
        self.reset()
        self.good = self.run()
        self.new = self.reports()
        if kept:
            self.keeps.append(read_all(self.kept))
            assert self.keeps[-1], words  # else nothing is kept
        is_written = words[0] in IN_PLACE or "--write-baseline" in words
        assert not is_written or self.new != self.old, words  # else nothing is tried

    def reports(self):
        """The files of the output folder."""
        return read_all(self.out)

    def reset(self):
        """Puts the old reports back."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.rmtree(self.kept, ignore_errors=True)
        for name, text in self.keeps[0].items():
            self.kept.mkdir(exist_ok=True)
            (self.kept / name).write_bytes(text)
        if self.old:
            self.out.mkdir()
        for name, text in self.old.items():
            (self.out / name).write_bytes(text)

    def run(self, what=None, at=0, how="once", number=errno.ENOMEM, log=None):
        """Gives (status, stdout, stderr)."""
        environment = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
        if what:
            environment.update(LD_PRELOAD=str(self.shim), FAIL_WHAT=what, FAIL_AT=str(at),
                               FAIL_HOW=how, FAIL_ERRNO=str(number))
            if log:
                environment["FAIL_LOG"] = str(log)
        done = subprocess.run([JIXIAO, *self.words], cwd=self.folder, env=environment, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def count(self, what):
        """How many calls of a kind it makes."""
        log = self.folder / "calls"
        self.reset()
        self.run(what, log=log)
        return int(log.read_text())

    def judge(self, run, how, may_leave):
        """What is wrong with a run that met a fault, or empty."""
        status, output, errors = run
        now = self.reports()
        for name, text in now.items():
            if name.endswith("tmp") and may_leave:
                continue
            if text not in (self.old.get(name), self.new.get(name)):
                return f"{name} is neither the old report nor the new one"
        kept = {name: text for name, text in read_all(self.kept).items() if not (may_leave and name.endswith(".new"))}
        if kept not in [{}, *self.keeps]:
            return f"what is kept is neither as it was nor as it should be: {sorted(kept)}"
        if not may_leave and self.old and set(now) < set(self.old):
            return f"reports are gone: {sorted(set(self.old) - set(now))}"
        if how == "kill":
            return "" if status == -9 or (run == self.good and now == self.new) else f"exit {status}"
        if (status, output) == self.good[:2] and now == self.new:
            return ""
        if status != 2:
            return f"exit {status}: {(output + errors).decode(errors='replace')[:300]}"
        if not errors.strip() or not errors.endswith(b"\n"):
            return "no message"
        # What is said of other files may stand; there is no verdict then.
        if output and not (output in self.good[1] and output.endswith(b"\n")):
            return f"half an output: {output[-80:]!r}"
        return ""


def places(calls, most, last, everything):
    """At most so many of so many calls, and the last ones."""
    step = 1 if everything else max(1, calls // max(1, most))
    return sorted({*range(1, calls + 1, step), *range(max(1, calls - last), calls + 1)})


def points(command, everything):
    """Every (what, how, errno, at) to try."""
    memory = command.count("memory")
    step = 1 if everything else max(1, memory // (command.most or MOST_POINTS))
    for how in ("once", "always"):
        for at in range(1, memory + 1, step):
            yield "memory", how, errno.ENOMEM, at
    for what in CALLS:
        calls = command.count(what)
        for how in ("once", "always"):
            for at in places(calls, command.most or calls, 10, everything):
                # One of the two at each place, the other where it goes on: they are told alike.
                for number in (errno.EIO, errno.ENOSPC):
                    if everything or (at + (how == "once") + (number == errno.EIO)) % 2:
                        yield what, how, number, at
    calls = command.count("any")
    for at in places(calls, command.most or calls, 80, everything):
        yield "any", "kill", 0, at
    yield "any", "short", 0, 0


def lay_out(folder):
    """The workspace: a repository in which main.jx and what it uses changed since the commit."""
    folder.mkdir()
    for name, text in (("jixiao", ""), ("main", SPEC.replace("80.00", "70.00")), ("shared", ""), ("bad", BAD), ("theirs", THEIRS)):
        (folder / f"{name}.jx").write_text(text, "utf-8")
    (folder / "portfolio.jx").write_text('汇总 "局" 2020 { 包含："**/ma*.jx"；控制数：1 万元 }\n', "utf-8")
    (folder / "below").mkdir()
    (folder / "below" / "main.jx").write_text(SPEC.replace("暑期", "秋季").replace('"shared.jx"', '"../shared.jx"'), "utf-8")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=folder, check=True)
    (folder / "main.jx").write_text(SPEC, "utf-8")
    (folder / "shared.jx").write_text(SHARED, "utf-8")
    # What is old enough need not be read by git again, nor the index be written: each run is like the others.
    for path in folder.rglob("*.jx"):
        os.utime(path, (1e9, 1e9))
    subprocess.run(["git", "status"], cwd=folder, check=True, capture_output=True)
    subprocess.run([JIXIAO, "check", "--quiet", "--write-baseline", "baseline", "bad.jx"], cwd=folder, check=True)


def lay_out_many(folder):
    """A repository of so many specs that what they refer to is kept; one of them changed."""
    folder.mkdir()
    for number in range(260):
        (folder / f"{number:03}.jx").write_text(f'引用 "000.jx"\n单位 量词{number}：计数\n' if number else SHARED, "utf-8")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=folder, check=True)
    (folder / "259.jx").write_text(BAD, "utf-8")
    for path in folder.glob("*.jx"):
        os.utime(path, (1e9, 1e9))
    subprocess.run(["git", "status"], cwd=folder, check=True, capture_output=True)


def commands(folder, many, shim):
    """All command lines."""
    kept = many / ".git" / "jixiao"
    for is_kept in (False, True):
        subprocess.run([JIXIAO, "check", "--since", "HEAD"], cwd=many, check=False, capture_output=True)
        words = ("check", "-j1", "--since", "HEAD", "--format", "short")
        yield words, lambda is_kept=is_kept, words=words: Command(many, shim, *words, most=30, kept=(kept, is_kept))
    yield ("check",), lambda: Command(many, shim, "check", most=5)  # on as many threads as pay
    for words in (("check", "main.jx", "bad.jx"), ("check", "-j2", "main.jx", "bad.jx"),
                  ("check", "--format", "json", "bad.jx"),
                  ("check", "--format", "sarif", "-j2", "main.jx", "bad.jx"),
                  ("check", "--format", "junit", "bad.jx"),
                  ("check", "--since", "HEAD", "main.jx", "portfolio.jx"), ("check", "--since", "HEAD", "--format", "sarif", "-j2"),
                  ("check", "--baseline", "baseline", "bad.jx", "main.jx"),
                  ("check", "--write-baseline", "out/b.json", "main.jx", "bad.jx"),
                  ("build", "main.jx", "-o", "out", *NO_RULES), ("build", "main.jx", "-o", "-", "--to", "json", *NO_RULES),
                  ("merge", "main.jx", "out/a.jx", "theirs.jx", "main.jx"),
                  ("merge", "main.jx", "out/a.jx", "bad.jx", "main.jx"), ("fmt", "out/a.jx"), ("fmt", "--words", "en", "out/a.jx"),
                  ("fix", "out/a.jx"), ("explain", "JX0301", "年度"), ("units", "万元"), ("units", "万元", "--format", "json"),
                  ("rules", "C1", "--format", "json"), ("schema",), ("diff", "main.jx", "theirs.jx", "--as", "json")):
        yield words, lambda words=words: Command(folder, shim, *words)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="every point")
    parser.add_argument("commands", nargs="*", help="which ones, as in merge fmt --since; default all")
    arguments = parser.parse_args()
    everything = arguments.all or os.environ.get("FAULTS") == "all"
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, shim = pathlib.Path(temporary) / "workspace", pathlib.Path(temporary) / "fail.so"
        subprocess.run([os.environ.get("CC", "gcc"), "-O1", "-shared", "-fPIC", "-o", shim, SHIM],
                       check=True)
        lay_out(folder)
        many = folder.with_name("many")
        lay_out_many(many)
        for words, make in commands(folder, many, shim):
            if arguments.commands and not set(words) & set(arguments.commands):
                continue
            command = make()
            tried, wrong = 0, 0
            if command.good[0] not in (0, 1) or (words[0] == "build" and command.good[0] != 0):
                print(f"FAIL {' '.join(words)}: exit {command.good[0]} without a fault")
                failed += 1
            for what, how, number, at in points(command, everything):
                command.reset()
                run = command.run(what, at, how, number)
                problem = command.judge(run, how, how == "kill" or what == "unlink")
                if what == "thread" and run[:2] != command.good[:2]:
                    problem = problem or f"exit {run[0]}: it can do without threads"
                tried += 1
                if problem:
                    wrong += 1
                    if wrong <= 10:
                        print(f"FAIL {' '.join(words)}: {what} {at} {how} "
                              f"{errno.errorcode.get(number, '')}: {problem}")
            print(f"     {' '.join(words)}: {tried} faults, {wrong} not met well")
            passed, failed = passed + tried - wrong, failed + wrong
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

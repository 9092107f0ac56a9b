#!/usr/bin/env python3
"""Inputs made to hurt, and odd surroundings: all are answered, soon and in little memory.

Each input is checked as text in both languages and as JSON, and below 8 MB built as a draft. Every
run must end with 0, 1 or 2 within 10 seconds of processor and 10 times the input and 64 MB of memory
(DENSE names those that may take more); what it
prints as text is valid UTF-8 without control characters, what it prints as JSON is strict JSON, an
object a line. Imports, names and surroundings follow: FIFOs, links, closed and full streams. Inputs are made here, in a temporary folder; --shapes=BYTES sets the size of those of
tests/bench/shapes.py (default 40000, 1000000 is what the limits are meant for).
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

from program import without_rules

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "bench"))
import measure  # pylint: disable=wrong-import-position
import shapes  # pylint: disable=wrong-import-position

BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build"))
JIXIAO = os.environ.get("JIXIAO", str(BUILD / "jixiao"))
SECONDS, MEMORY_TIMES, MEMORY_MORE = 10, 10, 64 << 20
# A declaration of a dozen bytes becomes a thousand in the model: of these that much is allowed.
DENSE = {"1,000 projects": 250, "50,000 lines and a wrong total": 150, "1 MB of '{}'": 20,
         "a million indicators of one name": 110}
MEGABYTE, LIMIT = 1 << 20, 16 << 20
PLAIN = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
WAYS = (("check", "--lang", "zh"), ("check", "--lang", "en"), ("check", "--format", "json", "--quiet"),
        ("check", "--format", "sarif", "--quiet"), ("check", "--format", "junit"),
        ("build", "--draft", "--to", "json", "-o", "-"), ("build", "--draft", "--to", "html", "-o", "-"))
LINES = "".join(f'"费用{number}"：1 万元/门 × 2 门 = 2 万元\n' for number in range(50000))


def inputs():
    """Yields (name, bytes)."""
    head, tail = shapes.HEAD.encode(), shapes.TAIL.encode()
    texts = {
        "20,000 brackets": "甲：" + "(" * 20000 + "1" + ")" * 20000 + "\n",
        "20,000 indexes": "甲：乙" + "[" * 20000 + "\n",
        "100,000 open braces": "{" * 100000,
        "100,000 blocks": "甲 {\n" * 100000,
        "100,000 terms": "甲：1" + " + 1" * 99999 + "\n",
        "a line of 1 MB": shapes.HEAD + "概况：“" + "甲" * (MEGABYTE // 3) + "”；年年：1；年年：1\n}\n",
        "a line of 200 kB with a mistake": shapes.HEAD + "概况：“" + "甲" * 70000 + "” 错\n}\n",
        "a mistake behind 200 kB of blanks": shapes.HEAD + " " * 200000 + "年年：1\n}\n",
        "a text without quotes, blanks and 1 MB": shapes.HEAD + "概况：a 3.2" + " " * 8000 + "a" * MEGABYTE + "\n}\n",
        "a text without quotes before 1 MB of blanks": shapes.HEAD + "概况：3.2公里 " + "甲，" * 2000 + " " * MEGABYTE,
        "texts without quotes before blanks": shapes.HEAD + "概况：甲，乙2.5；\n" * 17000 + " " * 600000,
        "two byte order marks": "\ufeff\ufeff" + shapes.PROJECT.format(1),
        "CRLF": shapes.PROJECT.format(1).replace("\n", "\r\n"),
        "CR": shapes.PROJECT.format(1).replace("\n", "\r"),
        "CRCRLF": shapes.PROJECT.format(1).replace("\n", "\r\r\n"),
        "no end of line": shapes.PROJECT.format(1).rstrip(),
        "nothing": "",
        "a word": "项目",
        "1,000 projects": "".join(map(shapes.PROJECT.format, range(1000))),
        "50,000 lines and a wrong total": shapes.HEAD + '明细 "建设"：99 万元 {\n' + LINES + "}\n}\n",
        "a million indicators of one name": shapes.OUTPUTS + '数量 "a"\n' * 1000000 + "}\n}\n",
        "reordering and escapes": shapes.HEAD + "概况：“\u202e\u2066\u001b[31m\u009b\u200b”\n##vso[x]\n::error\n}\n",
        "build servers": "::error::甲\n##[error]甲\n##teamcity[甲]\n##vso[task.complete]\n",
    }
    for sign in ("：", '"', "《", "》", "/*", "“", "”", '"""', "{}", "甲 ", "//", "///\n", "，", "-", "非"):
        texts[f"1 MB of {sign!r}"] = sign * (MEGABYTE // len(sign.encode()))
    yield from ((name, text.encode("utf-8")) for name, text in texts.items())
    yield "NULs", b"\0" * MEGABYTE
    yield "a NUL in a text", head + "概况：“甲\0乙”\n".encode() + tail
    yield "100,000 NULs in a text", head + "概况：“".encode() + b"\0" * 100000 + "”\n".encode() + tail
    yield "random bytes", random.Random(7).randbytes(MEGABYTE)
    yield "GB18030", shapes.PROJECT.format(1).encode("gb18030") * 100
    yield "UTF-16", shapes.PROJECT.format(1).encode("utf-16") * 100
    yield "UTF-16 without a mark", shapes.PROJECT.format(1).encode("utf-16-be") * 100
    yield "16 MB", (head + b" " * LIMIT)[:LIMIT - len(tail)] + tail
    yield "16 MB and a byte", b" " * (LIMIT + 1)


def text_problem(output):
    """What of a terminal's text is not fit to be seen; or empty."""
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8: {error}"
    for character in text:
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
            return f"holds U+{ord(character):04X}"
    for line in text.split("\n"):
        if line.startswith("::") or "##[" in line or "##vso[" in line or "##teamcity[" in line:
            return f"a build server would obey: {line[:60]}"
    return ""


def json_problem(output):
    """What is not strict JSON, an object a line; or empty."""
    def no_constant(word):
        raise ValueError(f"{word} is not JSON")
    for number, line in enumerate(output.split(b"\n")[:-1], 1):
        try:
            if not isinstance(json.loads(line.decode("utf-8"), parse_constant=no_constant), dict):
                return f"line {number} is no object"
        except ValueError as error:
            return f"line {number}: {error}"
    return "" if output.endswith(b"\n") or not output else "the last line has no end"


class Tester:
    """Runs and counts."""

    def __init__(self, folder):
        self.folder, self.passed, self.failed = folder, 0, 0
        self.meter = measure.Meter(BUILD)
        self.slowest = (0, "")

    def tell(self, name, problem):
        """Counts one; prints it if there is a problem."""
        if problem:
            print(f"FAIL {name}: {problem}")
        self.passed, self.failed = self.passed + (not problem), self.failed + bool(problem)

    def measured(self, name, path, size):
        """All ways for one input file."""
        for way in WAYS if size < 8 * MEGABYTE else WAYS[:3]:
            run = self.meter.run([JIXIAO, *way, path], self.folder, seconds=SECONDS, keep=True)[0]
            output = self.meter.output.read_bytes()
            problem = ""
            if run.status not in (0, 1, 2):
                problem = f"ended by {run.status}"
            elif run.memory > DENSE.get(name, MEMORY_TIMES) * size + MEMORY_MORE:
                problem = f"{run.memory >> 20} MB for {size} bytes"
            elif way[0] == "check":
                problem = (json_problem if "json" in way else text_problem)(output)
            title = f"{name}: {' '.join(way)}"
            self.slowest = max(self.slowest, (run.cpu, title))
            self.tell(title, problem)

    def run(self, name, arguments, wanted, standard_input=b"", contains=b"", lacks=None, **more):
        """One run whose status must be among `wanted`, its text be clean, hold `contains` and not `lacks`."""
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        try:
            done = subprocess.run([JIXIAO, *without_rules(arguments)], input=standard_input, cwd=self.folder,
                                  env=PLAIN, check=False, timeout=SECONDS, **more)
        except subprocess.TimeoutExpired:
            self.tell(name, "hangs")
            return
        output = (done.stdout or b"") + (done.stderr or b"")
        problem = f"exit {done.returncode}: {output[:300]!r}" if done.returncode not in wanted else ""
        if not problem and contains not in output:
            problem = f"does not say {contains!r}: {output[:300]!r}"
        if not problem and lacks and lacks in output:
            problem = f"says {lacks!r}: {output[:300]!r}"
        self.tell(name, problem or text_problem(output))


SPEC = '引用 "std/上海市/2020"\n项目 "甲" { }\n'


def imports(tester):
    """Whatever is imported: an answer, and nothing of a file outside."""
    folder = tester.folder / "workspace"
    (folder / "inner").mkdir(parents=True)
    (folder / "jixiao.jx").write_text("")
    (tester.folder / "secret.jx").write_text("秘密 = 甲\n", "utf-8")
    os.mkfifo(folder / "fifo.jx")
    (folder / "link.jx").symlink_to("../secret.jx")
    (folder / "own-link.jx").symlink_to("good.jx")
    (folder / "folder-link").symlink_to("inner")
    (folder / "good.jx").write_text("单位 甲：计数\n", "utf-8")
    (folder / "inner" / "up.jx").write_text('引用 "../good.jx"\n', "utf-8")
    (folder / "large.jx").write_bytes(b" " * (LIMIT + 1))
    for name, target, status in (
            ("a file", "good.jx", 0), ("a file whose own import goes up", "inner/up.jx", 0),
            ("a FIFO", "fifo.jx", 1), ("a folder", "inner", 1), ("a link outside", "link.jx", 1),
            ("a link inside", "own-link.jx", 1), ("by a linked folder", "folder-link/up.jx", 1),
            ("the folder above", "../secret.jx", 1), ("a detour above", "inner/../../secret.jx", 1),
            ("an absolute path", str(tester.folder / "secret.jx"), 1), ("a device", "/dev/zero", 1),
            ("the root", "/", 1), ("nothing", "", 1), ("a point", ".", 1), ("points", "..", 1),
            ("this file", "main.jx", 1), ("a file too large", "large.jx", 1),
            ("a long name", "甲" * 1000, 1), ("a long path", "inner/../" * 400 + "good.jx", 0),
            ("many parts", "甲/" * 300 + "good.jx", 1), ("escapes", "\\u{1b}[31m", 1),
            ("a file that is not there", "absent.jx", 1)):
        (folder / "main.jx").write_text(f'引用 "{target}"\n{SPEC}', "utf-8")
        for way in ((), ("--format", "json")):
            tester_in(tester, folder, f"import of {name} {' '.join(way)}",
                      ["check", "main.jx", *way], [status])
    for length, status in ((60, 0), (64, 0), (65, 1), (200, 1)):
        for number in range(length):
            text = f'引用 "chain{number + 1}.jx"\n' if number + 1 < length else "单位 甲：计数\n"
            (folder / f"chain{number}.jx").write_text(text)
        (folder / "main.jx").write_text(f'引用 "chain0.jx"\n{SPEC}', "utf-8")
        tester_in(tester, folder, f"a chain of {length}", ["check", "main.jx"], [status])
    width = 12  # each of a level imports both of the next: 2^12 paths, 24 files
    for level in range(width):
        for side in "ab":
            text = "".join(f'引用 "{level + 1}{other}.jx"\n' for other in "ab") \
                if level + 1 < width else "等级 程度{0} {{ 高{0} > 低{0} }}\n".format("甲乙"[side == "b"])
            (folder / f"{level}{side}.jx").write_text(text, "utf-8")
    (folder / "main.jx").write_text(f'引用 "0a.jx"\n引用 "0b.jx"\n{SPEC}', "utf-8")
    tester_in(tester, folder, "4,096 paths to a file", ["check", "main.jx"], [0])


def tester_in(tester, folder, name, arguments, wanted):
    """A run in another folder."""
    outer, tester.folder = tester.folder, folder
    tester.run(name, arguments, wanted)
    tester.folder = outer


def names(tester):
    """Files with odd names: shown so that no terminal or build server obeys them."""
    folder = tester.folder / "names"
    folder.mkdir()
    for name in (b"a\x1b[31m.jx", b"a\nb.jx", b"::error::a.jx", b"-a.jx", b"--help.jx", b"\xff\xfe.jx",
                 b"a\x7f.jx", "a\u202eb.jx".encode(), "甲 “乙”.jx".encode(), b"##vso[a].jx", b"a\tb.jx",
                 b"%s%n.jx", b"\xe7\x94.jx", b"a" * 200 + b".jx"):
        path = os.fsencode(folder) + b"/" + name
        with open(path, "wb") as file:
            file.write(SPEC.replace("{ }", "{ 年年：1 }").encode())
        for way in (("--format", "text"), ("--format", "short"), ("--format", "json")):
            title = f"a file called {name!r} {way[1]}"
            tester_in(tester, folder, title, ["check", *way, "--", name], [1])
        tester_in(tester, folder, f"reports of {name!r}", ["build", "--draft", "-o", "out", "--", name], [1])
        os.unlink(path)
    tester_in(tester, folder, "a folder that is not there", ["check", b"\x1b[31m\xff\n::error"], [2])
    tester_in(tester, folder, "a command that is not there", ["\x1b[31m"], [2])
    tester_in(tester, folder, "an option that is not there", ["check", "--\x1b[31m"], [2])
    tester_in(tester, folder, "a long argument", ["check", "甲" * 30000], [2])


def surroundings(tester):
    """Streams that are closed, full, or not what they seem."""
    spec = SPEC.encode()
    bad = SPEC.replace("{ }", "{ 年年：1 }").encode()
    (tester.folder / "a.jx").write_bytes(spec)
    (tester.folder / "bad.jx").write_bytes(bad)
    os.mkfifo(tester.folder / "fifo.jx")
    tester.run("standard input", ["check", "-"], [0], spec)
    tester.run("standard input with a mistake", ["check", "-"], [1], bad)
    tester.run("empty standard input", ["check", "-"], [0, 1])
    tester.run("16 MB and more on standard input", ["check", "-"], [1], b" " * (LIMIT + 100))
    tester.run("a FIFO", ["check", "fifo.jx"], [2])
    tester.run("a device", ["check", "/dev/zero"], [2])
    tester.run("a file that is a folder", ["check", "a.jx/b.jx"], [2])
    tester.run("an empty name", ["check", ""], [2])
    tester.run("reports into a file", ["build", "a.jx", "-o", "bad.jx"], [2])
    tester.run("reports into folders to be made", ["build", "a.jx", "-o", "no/such/folder"], [0])
    tester.run("reports of two files of one name", ["build", "a.jx", "a.jx", "-o", "out"], [2])
    for arguments in (["check", "bad.jx"], ["check", "--format", "json", "bad.jx"], ["units"],
                      ["explain", "JX0301"], ["schema"], ["--help"], ["--version"],
                      ["build", "a.jx", "--to", "html", "-o", "-"]):
        with open("/dev/full", "wb") as full:
            tester.run(f"{' '.join(arguments)} > /dev/full", arguments, [2], stdout=full,
                       contains="写不出标准输出".encode())
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as nobody:
            tester.run(f"{' '.join(arguments)} | (nobody)", arguments, [2], stdout=nobody,
                       lacks="标准输出".encode())
    for closed in ("0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"):
        for arguments in ("check bad.jx", "check a.jx", "build a.jx -o closed", "check -", "check no.jx"):
            done = subprocess.run(["sh", "-c", f'exec "$0" {arguments} {closed}', JIXIAO], check=False,
                                  cwd=tester.folder, env=PLAIN, capture_output=True, input=spec,
                                  timeout=SECONDS)
            tester.tell(f"{arguments} {closed}", "" if done.returncode in (0, 1, 2) else
                        f"exit {done.returncode}")
    if os.geteuid() != 0:
        (tester.folder / "shut.jx").write_bytes(spec)
        (tester.folder / "shut.jx").chmod(0)
        tester.run("a file that may not be read", ["check", "shut.jx"], [2])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", type=int, default=40000, metavar="BYTES")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        tester = Tester(pathlib.Path(temporary))
        path = tester.folder / "input.jx"
        made = [(name, make(arguments.shapes)) for name, make in shapes.SHAPES.items()]
        for name, text in [*inputs(), *made]:
            path.write_bytes(text)
            tester.measured(name, path.name, len(text))
        path.unlink()
        imports(tester)
        names(tester)
        surroundings(tester)
    print(f"slowest: {tester.slowest[0]:.2f} s, {tester.slowest[1]}")
    print(f"{tester.passed} passed, {tester.failed} failed")
    return 1 if tester.failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Time and memory of `check` over growing inputs of many shapes, ordinary and hostile.

What is held: 1 MB of anything takes at most a second and 10 times the input + 64 MB of memory, and
time grows with at most the 1.3rd power of the size. Processor time is counted, the least of some
runs, so that a busy machine does not matter; the memory is never below the 20 MB that the process
had before the program was loaded into it. Words leave out the shapes whose name holds none.
"""
import argparse
import math
import os
import pathlib
import resource
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIZES = [1 << 16, 1 << 18, 1 << 20]
SECONDS_AT_1_MB, EXPONENT, MEMORY_FACTOR, MEMORY_BASE = 1.0, 1.3, 10, 64 << 20
RUNS, SECONDS_AT_MOST = 3, 20

PROJECT = """项目 "项目{0}" {{
    年度：2026
    金额单位：万元
    资金 {{
        总预算：80.00
        当年预算：80.00 {{
            财政拨款：80.00
        }}
    }}
    产出目标 {{
        数量 "完成数量" >= 12 个
        质量 "合格率" >= 98%
    }}
    明细 "建设" {{
        "培训费"：5.00 万元/门 × 4 门 = 20.00 万元
        "设备费"：20.00 万元/项 × 3 项 = 60.00 万元
    }}
}}
"""
HEAD, TAIL = '项目 "示例" {\n', "}\n"
DETAIL = HEAD + '明细 "建设" {\n'

# name: (what comes first, what is repeated with its number, what comes last)
SHAPES = {
    "projects": ("", PROJECT, ""),
    "budget lines": (DETAIL, '"费用{0}"：5.00 万元/门 × 4 门 = 20.00 万元\n', "}\n" + TAIL),
    "wrong sums": (DETAIL, '"费用{0}"：5.00 万元/门 × 4 门 = 21.00 万元\n', "}\n" + TAIL),
    "indicators": (HEAD + "产出目标 {\n", '数量 "指标{0}" >= {0} 个\n', "}\n" + TAIL),
    "blocks": (HEAD, '明细 "建设{0}" {{\n "费用" : 1 万元\n}}\n', TAIL),
    "one name, many times": (HEAD, '明细 "建设" {{\n "费用" : 1 万元\n}}\n', TAIL),
    "unknown words": (HEAD, "年年{0}：2020\n", TAIL),
    "long text": (HEAD + '总目标：“', "全面提升教师综合能力", "”\n" + TAIL),
    "text block": (HEAD + '总目标："""\n', "全面提升教师综合能力\n", '"""\n' + TAIL),
    "line comments": ("", "// 说明\n", ""),
    "open comments": ("", "/* ", ""),
    "open quotes": ("", "“", ""),
    "quotes a line": ("", '名称："\n', ""),
    "open brackets": ("甲：", "(", ""),
    "closed blocks": ("", "}}", ""),
    "open blocks": ("", "甲{{\n", ""),
    "a long sum": ("甲：1", " + 1", "\n"),
    "one long line": ("甲：", "乙, ", "丙\n"),
    "a long name": ("", "甲", "\n"),
    "a long number": ("甲：", "1", "\n"),
    "stray signs": ("", "? ", ""),
    "zero-width characters": ("", "\u200b", ""),
    "line ends": ("", "\n", ""),
    "semicolons": ("", ";", ""),
}


def make(shape, size):
    """A text of the shape, about `size` bytes."""
    head, repeated, tail = shape
    count = max(1, size // len(repeated.format(10000).encode("utf-8")))
    return (head + "".join(repeated.format(number) for number in range(count)) + tail).encode("utf-8")


def measure(program, path):
    """Gives (exit status, seconds of processor time, peak bytes) of one check."""
    best = (None, math.inf, 0)
    for _ in range(RUNS):
        child = os.fork()
        if child == 0:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nothing, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_AT_MOST, SECONDS_AT_MOST))
            os.execv(program, [str(program), "check", "-j1", str(path)])
        _, status, usage = os.wait4(child, 0)
        seconds = usage.ru_utime + usage.ru_stime
        if seconds < best[1]:
            best = (os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * 1024)
        if seconds > SECONDS_AT_1_MB:
            break
    return best


def judge(program, shape, folder):
    """Measures one shape at every size; gives the row of the table and what is wrong."""
    path, rows = folder / "input.jx", []
    for size in SIZES:
        text = make(shape, size)
        path.write_bytes(text)
        rows.append((len(text), *measure(program, path)))
    (small, _, least, _), (large, status, most, memory) = rows[0], rows[-1]
    # What starting takes is not growth: nothing below 2 ms is told apart.
    exponent = math.log(max(most, 0.002) / max(least, 0.002)) / math.log(large / small)
    wrong = [text for text, holds in (
        (f"exit {status}", status in (0, 1)),
        ("too slow", most <= SECONDS_AT_1_MB * large / SIZES[-1] + 0.05),
        ("grows too fast", exponent <= EXPONENT),
        ("too much memory", memory <= MEMORY_FACTOR * large + MEMORY_BASE)) if not holds]
    times = " ".join(f"{seconds * 1000:8.1f}" for _, _, seconds, _ in rows)
    return f"{times} {exponent:9.2f} {memory / (1 << 20):9.1f}", wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build")
    parser.add_argument("words", nargs="*", help="measure the shapes whose name holds one of these")
    arguments = parser.parse_args()
    program = (ROOT / arguments.build / "jixiao").resolve()
    failed = passed = 0
    print(f"{'shape':26}" + " ".join(f"{size >> 10:5} KB" for size in SIZES) +
          "   (ms)  exponent  MB at most")
    with tempfile.TemporaryDirectory() as temporary:
        for name, shape in SHAPES.items():
            if arguments.words and not any(word in name for word in arguments.words):
                continue
            row, wrong = judge(program, shape, pathlib.Path(temporary))
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print(f"{name:26}{row}{'  ' if wrong else ''}{', '.join(wrong)}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

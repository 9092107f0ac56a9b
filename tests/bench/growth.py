#!/usr/bin/env python3
"""Time and memory of `check` over growing inputs of many shapes, ordinary and hostile.

What is held: 1 MB of anything takes at most a second and 10 times the input + 64 MB of memory, 16 MB
at most ten seconds; time grows with at most the 1.3rd power of the size; what is printed stays below
1 MB. Processor time is counted, the least of some runs, so that a busy machine does not matter. Words
leave out the shapes whose name holds none. Ends with 1 if anything fails.
"""
import argparse
import math
import pathlib
import sys
import tempfile

from measure import ROOT, Meter
from shapes import SHAPES

KB, MB = 1 << 10, 1 << 20
SIZES = (256 * KB, MB, 4 * MB)
LARGEST = 16 * MB
LIMIT, EXPONENT, MEMORY_FACTOR, MEMORY_BASE, PRINTED = 1.0, 1.3, 10, 64 * MB, MB
# Growth is not told from noise and start-up below this.
LEAST_SECONDS = 0.004
RUNS = {256 * KB: 4, MB: 3, 4 * MB: 2, LARGEST: 1}


def seconds_allowed(size, limit):
    """A second at 1 MB, ten at 16 MB, in a straight line where both hold."""
    return limit * max(size / MB, 1) * (10 / 16 if size >= LARGEST else 1)


class Row:
    """What a shape took, size by size."""

    def __init__(self, name, limit):
        self.name, self.limit = name, limit
        self.taken, self.wrong, self.peak = [], [], ""

    def add(self, size, length, runs, printed):
        """Takes the runs of one size; gives whether a larger one is worth trying."""
        best = min(runs, key=lambda run: run.cpu)
        self.taken.append((length, best.cpu))
        self.peak = f"{best.memory / MB:8.0f}"
        allowed = seconds_allowed(size, self.limit)
        for text, holds in ((f"exit {best.status}", best.status in (0, 1)),
                            ("too slow", best.cpu <= allowed + 0.05),
                            (f"needs {best.memory / MB:.0f} MB",
                             size > MB or best.memory <= MEMORY_FACTOR * length + MEMORY_BASE),
                            (f"prints {printed >> 20} MB", printed <= PRINTED)):
            if not holds:
                self.wrong.append(f"{text} at {size // KB} KB")
        return not self.wrong

    def exponent(self):
        """The power of the size that the time grows with, over all sizes up to 4 MB."""
        rows = [(length, seconds) for length, seconds in self.taken if length <= SIZES[-1]]
        (small, least), (large, most) = rows[0], rows[-1]
        if small == large:
            return 0.0
        return math.log(max(most, LEAST_SECONDS) / max(least, LEAST_SECONDS)) / math.log(large / small)

    def finish(self):
        """Judges the growth; gives the row as text."""
        if self.exponent() > EXPONENT:
            self.wrong.append("grows too fast")
        times = "".join(f"{seconds * 1000:10.1f}" for _, seconds in self.taken)
        return f"{self.name:32}{times:40}{self.exponent():9.2f}{self.peak}  {', '.join(self.wrong)}".rstrip()


def measure(meter, program, name, sizes, limit, folder):
    """Measures one shape; gives its row, judged."""
    row, path = Row(name, limit), folder / "input.jx"
    for size in sizes:
        text = SHAPES[name](size - (size >= LARGEST) * KB)
        path.write_bytes(text)
        allowed = math.ceil(3 * seconds_allowed(size, limit)) + 1
        first = meter.run([program, "check", "-j1", path], seconds=allowed, keep=True)
        printed = meter.output.stat().st_size
        again = RUNS[size] - 1 if first[0].cpu < 0.5 * allowed / 3 else 0
        if not row.add(size, len(text), first + meter.run([program, "check", "-j1", path], runs=again),
                       printed):
            break
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds allowed for 1 MB (1.0)")
    parser.add_argument("--quick", action="store_true", help="up to 1 MB only")
    parser.add_argument("words", nargs="*", help="measure the shapes whose name holds one of these")
    arguments = parser.parse_args()
    program = (ROOT / arguments.build / "jixiao").resolve()
    meter = Meter(arguments.build)
    sizes = SIZES[:2] if arguments.quick else (*SIZES, LARGEST)
    passed = failed = 0
    print("Milliseconds of processor; the memory is that of the largest size that was tried.")
    print(f"{'shape':32}" + "".join(f"{size // KB:7} KB" for size in sizes) +
          " " * (40 - 10 * len(sizes)) + " exponent MB at most")
    with tempfile.TemporaryDirectory() as temporary:
        for name in SHAPES:
            if arguments.words and not any(word in name for word in arguments.words):
                continue
            row = measure(meter, program, name, sizes, arguments.limit, pathlib.Path(temporary))
            print(row.finish(), flush=True)
            passed, failed = passed + (not row.wrong), failed + bool(row.wrong)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs commands and says what they took: measure.c does the measuring."""
import dataclasses
import os
import pathlib
import re
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# The same for every tool and on every machine.
PLAIN = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent", "PATH": os.environ["PATH"]}


@dataclasses.dataclass
class Run:
    """What a run took: seconds by the clock and of processor, peak bytes; a crash is negative. Of a median
    also the runs that it is of, in turn."""
    status: int
    wall: float
    cpu: float
    memory: int
    each: tuple = ()

    def times(self, other, figure):
        """How many times as much this took as another that took turns with it: the median of what stands
        side by side, so that a machine that is slow for a while is slow above and below the line."""
        return statistics.median(getattr(mine, figure) / getattr(its, figure)
                                 for mine, its in zip(self.each, other.each, strict=True))


class Meter:
    """The measuring program, built below the build folder."""

    def __init__(self, build):
        self.folder = (ROOT / build / "bench").resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.compile("measure", (HERE / "measure.c").read_text("utf-8"))
        self.reader = self.compile("read", (HERE / "read.c").read_text("utf-8"))
        self.output = self.folder / "output"

    def compile(self, name, text, *flags):
        """Builds a C program from its text; gives its path."""
        path = self.folder / name
        subprocess.run(["gcc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O2", "-x", "c", "-",
                        "-o", str(path), *flags], input=text.encode(), check=True)
        return path

    def run(self, command, folder=None, runs=1, seconds=600, keep=False):
        """Runs a command some times, with at most so many seconds of processor each; gives a Run
        for each. With `keep` what it wrote is in `output`, else nowhere."""
        done = subprocess.run(
            [self.path, str(seconds), self.output if keep else os.devnull, str(runs),
             *map(str, command)], cwd=folder, env=PLAIN, stdout=subprocess.PIPE, check=True)
        rows = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
        return [Run(status, wall / 1e6, cpu / 1e6, memory * 1024) for status, wall, cpu, memory in rows]

    def alternate(self, commands, rounds, runs=1):
        """Runs {name: (command, folder)} in turn, so that a busy minute hits all of them alike;
        gives {name: the median Run}. The first round warms the caches and does not count."""
        found = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, (command, folder) in commands.items():
                made = self.run(command, folder, runs)
                found[name] += made if number or rounds == 0 else []
        return {name: median(made) for name, made in found.items()}


def median(runs):
    """The median of each figure; the worst status and the largest memory."""
    return Run(max((run.status for run in runs), key=abs), statistics.median(run.wall for run in runs),
               statistics.median(run.cpu for run in runs), max(run.memory for run in runs), tuple(runs))


def linked_libraries(program):
    """The names of the libraries that a program asks for."""
    table = subprocess.run(["readelf", "-d", str(program)], capture_output=True, check=True)
    return re.findall(r"\(NEEDED\)[^\[]*\[(.*)\]", table.stdout.decode())

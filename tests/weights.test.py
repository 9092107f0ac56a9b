#!/usr/bin/env python3
"""Weights that come to 100 exactly are never refused, and all others always are.

Random sets of weights with one decimal, half of them made to come to 100 and half not, are written as
projects, many in a file, and judged by the program with rule A7 alone. Added in binary floating
point and compared with `!=`, many sets that do come to 100 are refused: how many is printed too.

Usage: weights.test.py [--sets N] [--seed N]; the program is JIXIAO of the environment, else build/jixiao.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JIXIAO = os.environ.get("JIXIAO", str(ROOT / "build" / "jixiao"))
FULL = 1000  # tenths of a point
IN_A_FILE, FILES_IN_A_RUN = 100, 100
FRAMEWORK = """体系 "权重/2020" "weights/2020" {
    满分：100
    一级 产出指标 outputs {
        二级 数量指标 quantity
    }
}
"""


def some_weights(source, total):
    """From 2 to 20 positive tenths that come to `total`."""
    count = source.randint(2, 20)
    cuts = sorted(source.sample(range(1, total), count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total])]


def make_sets(source, count):
    """Half that come to 100, half that do not: mostly by as little as a tenth."""
    sets = []
    for number in range(count):
        off = source.choice((-1, 1)) * source.choice((1, 1, 2, 5, 10, 100, 500)) if number % 2 else 0
        sets.append(some_weights(source, FULL + off))
    source.shuffle(sets)
    return sets


def spec_of(sets):
    """A file with a project for each set."""
    projects = []
    for number, weights in enumerate(sets):
        lines = [f'        数量指标 "第{i}项" >= 1 项 {{ 权重：{w // 10}.{w % 10} }}'
                 for i, w in enumerate(weights)]
        projects.append(f'项目 "第{number}组" {{\n    产出指标 {{\n' + "\n".join(lines) + "\n    }\n}\n")
    return FRAMEWORK + "".join(projects)


def refused(folder, paths):
    """The names of the projects that A7 refuses, by file."""
    done = subprocess.run([JIXIAO, "check", *paths, "--format", "json", "--lang", "zh", "--allow", "all",
                           "--error", "A7"], cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    found = {}
    for line in done.stdout.splitlines():
        item = json.loads(line)
        if "code" not in item:
            continue
        if item["code"] != "A7":
            raise RuntimeError(f"unexpected: {line.decode('utf-8')}")
        found.setdefault(item["path"], set()).add(item["line"])
    return found


def first_lines(text):
    """The line of each project of a file, in order."""
    return [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("项目 ")]


def judge(sets):
    """How many sets the program judges wrongly."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for start in range(0, len(sets), IN_A_FILE):
            files[f"{start}.jx"] = sets[start:start + IN_A_FILE]
        texts = {name: spec_of(some) for name, some in files.items()}
        for name, text in texts.items():
            (pathlib.Path(folder) / name).write_text(text, "utf-8")
        found = refused(folder, list(files))
        for name, some in files.items():
            lines = found.get(name, set())
            for weights, line in zip(some, first_lines(texts[name])):
                if (line in lines) != (sum(weights) != FULL):
                    wrong += 1
                    print(f"wrong: {[w / 10 for w in weights]} come to {sum(weights) / 10}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=20200101)
    arguments = parser.parse_args()
    source = random.Random(arguments.seed)
    wrong = total = exact = binary = 0
    while total < arguments.sets:
        sets = make_sets(source, min(IN_A_FILE * FILES_IN_A_RUN, arguments.sets - total))
        wrong += judge(sets)
        total += len(sets)
        for weights in sets:
            if sum(weights) == FULL:
                exact += 1
                binary += sum(w / 10 for w in weights) != 100.0
    print(f"{total} sets of weights, {exact} come to 100: {wrong} judged wrongly "
          f"(binary floating point refuses {binary} of the {exact}, {100 * binary / exact:.1f}%)")
    print(f"{total - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

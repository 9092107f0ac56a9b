#!/usr/bin/env python3
"""Runs each libFuzzer target for a while, from its corpus, the cases and the examples.

A target is tests/fuzz/fuzz_NAME.c; its corpus, committed, is tests/fuzz/corpus/NAME/. What the
fuzzer finds new stays in build-fuzz/corpus/NAME, and is not read by a run from a fixed seed; an input
that crashes is build-fuzz/crashes/NAME-*: mend the fault, then add the input as a case or to the corpus.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

import dictionary

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FUZZ = ROOT / "tests" / "fuzz"
# Targets that take so much less time than the others are run so many times as often: a million in all.
QUICK = {"date": 20, "decimal": 700}


def gather_seeds(build):
    """Copies every spec of the project into one folder and gives that."""
    seeds = build / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    for start in ("tests/cases", "examples", "stdlib"):
        for path in (ROOT / start).rglob("*.jx"):
            shutil.copyfile(path, seeds / str(path.relative_to(ROOT)).replace("/", "__"))
    return seeds


def in_order(build, target, folders):
    """The option for every file of the folders by its name: a folder is read in the order of its disk."""
    listing = build / f"{target}.inputs"
    files = [os.path.relpath(path, build) for folder in folders for path in sorted(folder.iterdir())]
    listing.write_text(",".join(files), encoding="utf-8")
    return f"-seed_inputs=@{listing.name}"


def fuzz(build, target, effort, seeds):
    """Runs one target; gives (target, executions, output or empty)."""
    is_fixed = "-seed=1" in effort
    found, crashes = build / ("corpus-fixed" if is_fixed else "corpus") / target, build / "crashes"
    if is_fixed:
        shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(exist_ok=True)
    corpora = [path for path in (FUZZ / "corpus" / target, seeds) if path.exists()]
    start = []
    if is_fixed:
        # What is found also depends on addresses compared, which move with the names of files and the
        # environment, and on finds read again by the clock.
        start = ["setarch", "-R"] if subprocess.run(["setarch", "-R", "true"], check=False,
                                                    stderr=subprocess.DEVNULL).returncode == 0 else []
        corpora = ["-reload=0", in_order(build, target, corpora)]
    command = [*start, f"tests/fuzz_{target}", *effort, "-timeout=10",
               "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1", "-verbosity=0",
               "-dict=jixiao.dict", f"-artifact_prefix={crashes.name}/{target}-",
               os.path.relpath(found, build), *corpora]
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.STDOUT, cwd=build,
                          env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    output = done.stdout.decode("utf-8", "backslashreplace")
    executions = re.search(r"number_of_executed_units: +(\d+)", output)
    return target, int(executions[1]) if executions else 0, "" if done.returncode == 0 else output


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build-fuzz")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, default=0,
                        help="so many executions from a fixed seed, the same each time, instead")
    arguments = parser.parse_args()
    def effort(target):
        return [f"-runs={arguments.runs * QUICK.get(target, 1)}", "-seed=1"] if arguments.runs else \
            [f"-max_total_time={arguments.seconds}"]

    build = (ROOT / arguments.build).resolve()
    targets = [path.stem.removeprefix("fuzz_") for path in sorted(FUZZ.glob("fuzz_*.c"))]
    seeds = gather_seeds(build)
    dictionary.write(build / "jixiao.dict")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        for target, executions, output in pool.map(
                lambda name: fuzz(build, name, effort(name), seeds), targets):
            print(f"{'FAIL' if output else 'ok  '} {target:24} {executions:10} runs", flush=True)
            if output:
                failed += 1
                print("    " + "\n    ".join(output.splitlines()[-60:]))
    print(f"{len(targets) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

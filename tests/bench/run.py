#!/usr/bin/env python3
"""Measures `check` beside other tools that check the same projects. README.md says how to read it."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import forms
import generate
import projects
import since
from measure import HERE, ROOT, Meter, linked_libraries

SIZES = (1, 1000, 10000)
ROUNDS = {1: 15, 1000: 5, 10000: 7}
FAULTY_PROJECTS, FAULTY_PERCENT = 1000, 30
SCHEMA, JQ, PYTHON = (HERE / "peers" / name for name in ("project.xsd", "check.jq", "check.py"))
RIVALS = ("xmllint --stream --schema", "xmllint --schema", "jq", "ledger")
OURS, THREADS, READING = "jixiao", "jixiao, all cores", "reading alone"
PLAIN = "jixiao, all cores, no rules"  # what the rivals check and more: sums, types, choices, units


def names(folder, form):
    """The project files of a form, in order, as the tools are given them: without a folder."""
    return sorted(path.name for path in (folder / form).iterdir())


def tools(folder, program):
    """{tool: (command, folder)}: each tool in its best form, one process for all the projects. ledger
    is six times faster on one file than on as many as there are projects."""
    found = {OURS: ([program, "check", "-j1", "."], folder / "jx")} if program else {}
    xml, json = names(folder, "xml"), names(folder, "json")
    found["xmllint --stream --schema"] = (
        ["xmllint", "--noout", "--stream", "--schema", SCHEMA, *xml], folder / "xml")
    found["xmllint --schema"] = (["xmllint", "--noout", "--schema", SCHEMA, *xml], folder / "xml")
    found["ledger"] = (["ledger", "-f", "all.ledger", "source"], folder)
    found["python json + Decimal"] = (["python3", "-SEI", PYTHON, *json], folder / "json")
    found["jq"] = (["jq", "-r", "-f", JQ, *json], folder / "json")
    return {name: tool for name, tool in found.items() if name == OURS or shutil.which(tool[0][0])}


def lay_out(folder, count, faulty=0.0):
    """Writes so many projects in every form; gives {number: kind} of the faulty ones."""
    planted = generate.generate(folder, count, faulty=faulty)
    join_ledger(folder)
    return planted


def join_ledger(folder):
    """Puts the transactions of all projects into one file."""
    with open(folder / "all.ledger", "wb") as joined:
        for name in names(folder, "ledger"):
            joined.write((folder / "ledger" / name).read_bytes())


def take(source, folder, count):
    """A folder with the first projects of another, by links."""
    for form in forms.FORMS:
        (folder / form).mkdir(parents=True)
        for name in names(source, form)[:count]:
            os.link(source / form / name, folder / form / name)
    join_ledger(folder)


# ---- Goals ----------------------------------------------------------------------------------

class Goals:
    """Prints each goal with what was measured, and counts."""

    def __init__(self):
        self.met = self.missed = 0

    def judge(self, text, value, limit, at_most=True, unit=""):
        """One goal."""
        holds = value <= limit if at_most else value >= limit
        self.met, self.missed = self.met + holds, self.missed + (not holds)
        sign = "≤" if at_most else "≥"
        print(f"  {'met    ' if holds else 'NOT met'}  {text}: {value:.2f}{unit} (goal {sign} {limit:g}{unit})",
              flush=True)


# ---- Measurements ---------------------------------------------------------------------------

def print_table(count, found):
    """The figures of all tools for a number of projects."""
    base = found.get(OURS) or found[READING]
    print(f"\n{count:,} project{'s' * (count > 1)}: CPU ms, wall ms, × {OURS if OURS in found else READING}"
          ", peak MB, exit status")
    for name, run in found.items():
        print(f"  {name:28}{run.cpu * 1000:10.1f}{run.wall * 1000:10.1f}{run.cpu / base.cpu:8.1f}"
              f"{run.memory / (1 << 20):9.1f}{run.status:5}", flush=True)


def compare(meter, folders, program):
    """Every tool at every size; gives {size: {tool: Run}}."""
    found = {}
    for count, folder in folders.items():
        commands = tools(folder, program)
        if program:
            commands[THREADS] = ([program, "check", "."], folder / "jx")
            commands[PLAIN] = ([program, "check", "--allow", "all", "."], folder / "jx")
        commands[READING] = ([meter.reader, *names(folder, "jx")], folder / "jx")
        found[count] = meter.alternate(commands, ROUNDS[count])
        print_table(count, found[count])
    return found


def flagged(name, output, folder):
    """The numbers of the projects that a tool's output finds wrong."""
    patterns = {OURS: r"project-(\d+)\.jx:.*?\berror\b", "jq": r"project-(\d+)\.json",
                "python json + Decimal": r"project-(\d+)\.json"}
    if name != "ledger":
        pattern = patterns.get(name, r"project-(\d+)\.xml fails to validate")
        return {int(number) for number in re.findall(pattern, output)}
    lines, owner = {}, 0
    for number, line in enumerate((folder / "all.ledger").read_text("utf-8").splitlines(), 1):
        match = re.search(r":(\d{5})", line)
        owner = int(match[1]) if match else owner
        lines[number] = owner
    return {lines[int(line)] for line in re.findall(r'^While parsing file .*line (\d+)', output, re.M)}


def count_catches(meter, folder, program, planted):
    """Who finds which planted mistake; gives the row of jixiao as {kind: share}, 1 for all."""
    print(f"\nMistakes found, of {len(planted)} planted in {FAULTY_PROJECTS:,} projects, one each")
    print(f"  {'':28}" + "".join(f"{kind:>10}" for kind in projects.FAULTS) + "   false alarms")
    ours = {}
    for name, (command, place) in tools(folder, program).items():
        extra = ["--format", "short", "--lang", "en"] * (name == OURS)
        meter.run([*command[:2], *extra, *command[2:]], place, keep=True)
        found = flagged(name, meter.output.read_text("utf-8", "replace"), folder)
        shares = {}
        for kind in projects.FAULTS:
            wanted = {number for number, fault in planted.items() if fault == kind}
            shares[kind] = len(found & wanted) / len(wanted)
        print(f"  {name:28}" + "".join(f"{share * 100:9.0f}%" for share in shares.values()) +
              f"{len(found - set(planted)):15}", flush=True)
        ours = shares if name == OURS else ours
    return ours


def judge_fastest(goals, peers, ours, count):
    """The fastest peer beside ours in three ways, which say different things: the processor time of one
    thread, and what a person waits for with the threads that are the default, with all rules and with
    none. No rival has threads or rules."""
    rivals = [name for name in RIVALS if name in peers]
    if not rivals:
        return
    for text, name, figure in (("CPU, ours on one thread", OURS, "cpu"),
                               (f"by the clock, ours on all {os.cpu_count()} cores", THREADS, "wall"),
                               ("the same without rules (--allow all)", PLAIN, "wall")):
        fastest = min(rivals, key=lambda name: getattr(peers[name], figure))
        goals.judge(f"{count:,} projects, {text}: the fastest of xmllint, jq and ledger, {fastest}, "
                    "beside ours",
                    peers[fastest].times(ours[name], figure), 5, False, " ×")


def judge_peers(goals, found):
    """Speed beside the peers, memory, growth with the number of projects."""
    print("\nGoals")
    wanted = {"xmllint --stream --schema": 6, "xmllint --schema": 6, "python json + Decimal": 7,
              "ledger": 8}
    count = sorted(found)[-1]
    largest = found[count]
    peers = {name: run for name, run in largest.items() if name not in (OURS, THREADS, PLAIN, READING)}
    judge_fastest(goals, peers, largest, count)
    for name, times in wanted.items():
        if name in peers:
            goals.judge(f"CPU of {name}", peers[name].times(largest[OURS], "cpu"), times, False, " ×")
    goals.judge(f"memory at {count:,}", largest[OURS].memory / (1 << 20), 8, True, " MB")
    if len(found) > 2:
        middle = found[1000][OURS]
        goals.judge("memory at 10,000 beside 1,000", largest[OURS].memory / middle.memory, 1.25, True, " ×")
        goals.judge("time for 10 times the projects", largest[OURS].cpu / middle.cpu, 10.5, True, " ×")


def judge_threads(goals, meter, folder, program, count):
    """What a second core gains."""
    commands = {jobs: ([program, "check", f"-j{jobs}", "."], folder / "jx") for jobs in (1, 2)}
    found = meter.alternate(commands, 7)
    print(f"  -j1 {found[1].wall * 1000:.1f} ms by the clock, -j2 {found[2].wall * 1000:.1f} ms "
          f"(CPU {found[1].cpu * 1000:.1f} and {found[2].cpu * 1000:.1f}), {count:,} projects")
    # Fewer projects may well stay on one core.
    if count >= 10000:
        goals.judge("-j2 beside -j1, by the clock", found[1].times(found[2], "wall"), 1.8, False, " ×")


def judge_rules(goals, meter, folder, program):
    """What the rules of the library cost beside all the rest."""
    commands = {name: ([program, "check", "-j1", *words, "."], folder / "jx")
                for name, words in (("all", []), ("none", ["--allow", "all"]))}
    found = meter.alternate(commands, 7)
    print(f"  check {found['all'].cpu * 1000:.1f} ms, with --allow all {found['none'].cpu * 1000:.1f} ms")
    goals.judge("check beside check --allow all, CPU", found["all"].times(found["none"], "cpu"), 2, True, " ×")


def judge_build(goals, meter, folder, program, output):
    """JSON and HTML of all projects, into a new folder and over what is there already."""
    command = [program, "build", "-j1", "-o", output, "--to", "json,html", "."]
    check = ([program, "check", "-j1", "."], folder / "jx")
    runs = {"check": [], "new": [], "again": []}
    for _ in range(4):
        shutil.rmtree(output, ignore_errors=True)
        for name, tool in (("check", check), ("new", (command, folder / "jx")),
                           ("again", (command, folder / "jx"))):
            runs[name] += meter.run(*tool)
    least = {name: min(made, key=lambda run: run.cpu) for name, made in runs.items()}
    written = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"  build --to json,html: {least['new'].cpu * 1000:.1f} ms, again {least['again'].cpu * 1000:.1f} ms, "
          f"check {least['check'].cpu * 1000:.1f} ms, {written / 1e6:.1f} MB written, "
          f"exit status {least['new'].status}, peak {least['new'].memory / (1 << 20):.1f} MB")
    goals.judge("build --to json,html beside check, CPU", least["new"].cpu / least["check"].cpu, 2.5,
                True, " ×")


def judge_start(goals, meter, folder, program):
    """Start to finish of one project beside a program that does nothing and is linked alike."""
    libraries = [f"-l:{name}" for name in linked_libraries(program)]
    empty = meter.compile("empty", "int main(void)\n{\n    return 0;\n}\n", "-fPIE", "-pie",
                          "-Wl,-z,relro,-z,now", "-Wl,--no-as-needed", *libraries)
    found = meter.alternate({"empty": ([empty], folder), OURS: ([program, "check", "."], folder / "jx")}, 20, 10)
    print(f"  one project {found[OURS].cpu * 1000:.2f} ms CPU, {found[OURS].wall * 1000:.2f} ms by the clock; "
          f"empty program {found['empty'].cpu * 1000:.2f} and {found['empty'].wall * 1000:.2f} ms")
    goals.judge("one project beside an empty program, CPU", found[OURS].times(found["empty"], "cpu"), 2, True, " ×")
    goals.judge("one project beside an empty program, by the clock",
                found[OURS].times(found["empty"], "wall"), 2, True, " ×")


def instructions(folder, program):
    """Counts the instructions of a check of all projects in the folder."""
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", program, "check", "-j1", "."],
        cwd=folder / "jx", capture_output=True, check=False)
    match = re.search(rb"Collected : (\d+)", done.stderr)
    return int(match[1]) if match else None


def judge_instructions(goals, folders, program):
    """Instructions for each byte of source: the figure that noise does not touch."""
    if not shutil.which("valgrind"):
        print("  no valgrind: instructions were not counted")
        return
    one, many = (instructions(folders[count], program) for count in (1, 1000))
    if not one or not many:
        print("  valgrind gave no count")
        return
    small, large = (sum(path.stat().st_size for path in (folders[count] / "jx").iterdir())
                    for count in (1, 1000))
    print(f"  instructions: {one / 1e6:.2f} million for one project, {many / 1e6:.1f} million for 1,000")
    goals.judge("instructions for each byte of source, start-up apart", (many - one) / (large - small), 40)


# ---- All of it ------------------------------------------------------------------------------

def measure(arguments, program, folder):
    """Runs everything; gives how many goals were missed."""
    meter, goals = Meter(arguments.build), Goals()
    sizes = SIZES[:2] if arguments.quick else SIZES
    folders = {count: folder / str(count) for count in sizes}
    lay_out(folders[sizes[-1]], sizes[-1])
    for count in sizes[:-1]:
        take(folders[sizes[-1]], folders[count], count)
    means = generate.averages(folders[sizes[-1]], sizes[-1])
    print("A project on average: " + ", ".join(f"{name} {mean:,.1f}" for name, mean in means.items()))
    found = compare(meter, folders, program)
    planted = lay_out(folder / "faulty", FAULTY_PROJECTS, FAULTY_PERCENT)
    shares = count_catches(meter, folder / "faulty", program, planted)
    if not program:
        print("\njixiao is not built: the other tools alone were measured")
        return 0
    wrong = [count for count in sizes if found[count][OURS].status != 0]
    judge_peers(goals, found)
    goals.judge("sizes at which check finds fault with right projects", len(wrong), 0)
    goals.judge("planted mistakes found", min(shares.values()) * 100, 100, False, " %")
    judge_threads(goals, meter, folders[sizes[-1]], program, sizes[-1])
    judge_rules(goals, meter, folders[1000], program)
    judge_build(goals, meter, folders[1000], program, folder / "reports")
    judge_start(goals, meter, folders[1], program)
    since.judge(goals, meter, folders[sizes[-1]] / "jx", folder / "repository", program, sizes[-1])
    judge_instructions(goals, folders, program)
    if arguments.growth:
        print("\nGrowth", flush=True)
        done = subprocess.run([sys.executable, HERE / "growth.py", "--build", arguments.build,
                               *["--quick"] * arguments.quick], check=False)
        goals.judge("growth.py, exit status", done.returncode, 0)
    print(f"\n{goals.met} goals met, {goals.missed} not met")
    return goals.missed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--quick", action="store_true", help="1 and 1,000 projects, growth up to 1 MB")
    parser.add_argument("--no-growth", dest="growth", action="store_false", help="leave growth.py out")
    parser.add_argument("--strict", action="store_true", help="end with 1 if a goal is not met")
    arguments = parser.parse_args()
    program = (ROOT / arguments.build / "jixiao").resolve()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as temporary:
        missed = measure(arguments, program if program.exists() else None, pathlib.Path(temporary))
    return 1 if arguments.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())

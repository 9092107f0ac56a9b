#!/usr/bin/env python3
"""`jixiao merge` on random declarations of every shape (specs.py), in both word languages and many layouts.

What merge.test.py asks of its own generator is asked again, of more: comments everywhere, texts of several lines,
blocks on one line and back, tasks in tasks, funding below funding, safeguards, reordering, moving, renaming, taking
away what the other side changed, the same change on both sides, CRLF and BOM on one side, no end of the last line,
one side laid out by fmt. The oracle knows nothing of trees: it cuts texts into facts by rules of its own.

- Nothing that a side added is missing, nothing it took away is back, nothing is there too often.
- Where the edits touch nothing in common and the merge is clean, every fact stands in the block it should, and the
  order is that of either side.
- Whichever side of the conflicts is taken, what comes out can be read, and has all of the other side that is not in
  conflict.
- Changing the sides over changes nothing: as many conflicts.
- More merges are clean than by git merge-file.

`random_merge.test.py 2000` tries so many, `--seed N` others.
"""
import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import specs
from merge_oracle import facts, order_kept, placed, split_conflicts, wrong_facts
from program import NO_RULES, Program
from tally import Tally

tally = Tally()
check = tally.check


# ---- one merge -------------------------------------------------------------------------------

class Case:
    """Three texts, and the edits that made two of them."""

    def __init__(self, program, seed):
        self.dice = dice = random.Random(seed)
        self.base = specs.Spec(dice)
        self.sides, self.edits = [], []
        most = dice.choice((2, 5, 12))
        for _ in range(2):
            side, edits = specs.edited(self.base, most)
            self.sides.append(side)
            self.edits.append(edits)
        self.shared = []
        if dice.random() < .3:  # the same change on both sides
            edit = specs.plan_edit(self.base)
            self.shared = [edit] if edit else []
            self.sides = [specs.with_edits(side, self.shared) for side in self.sides]
        style = dice.randrange(1 << 30)
        self.style = style
        self.texts = [self.render(spec, style) for spec in (self.base, *self.sides)]
        self.vary(program)

    @staticmethod
    def render(spec, style):
        """The text of a spec in the style of the case."""
        return specs.Renderer(random.Random(style)).render(spec)

    def vary(self, program):
        """One side may be laid out by fmt, or end its lines in another way."""
        at, how = self.dice.choice((1, 2)), self.dice.random()
        text = self.texts[at]
        if how < .15:
            text = program.run("fmt", "-", stdin=text.encode())[1].decode()
        elif how < .2:
            text = text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n")
        elif how < .25:
            text = text.lstrip("\ufeff") if text.startswith("\ufeff") else "\ufeff" + text
        elif how < .3:
            text = text.rstrip("\r\n") if text.endswith("\n") else text + "\n"
        self.texts[at] = text

    def is_independent(self):
        """Whether no edit of one side touches what one of the other does, or what both did."""
        ours, theirs = self.edits
        pairs = [(one, other) for one in ours for other in theirs]
        pairs += [(one, other) for one in ours + theirs for other in self.shared]
        return all(one.is_free_of(other) for one, other in pairs)


def merge(program, folder, texts):
    """(status, output, result)."""
    for name, text in zip(("base", "result", "theirs"), texts):
        (folder / f"{name}.jx").write_bytes(text.encode())
    status, output, errors = program.run("merge", "base.jx", "result.jx", "theirs.jx", "a.jx", "--lang", "en", folder=folder)
    return status, (output + errors).decode(), (folder / "result.jx").read_bytes().decode()


def story(case, output, result):
    """All there is to know about a case that failed."""
    edits = [[(edit.name, sorted(edit.touches, key=str)) for edit in side] for side in (*case.edits, case.shared)]
    texts = "".join(f"\n--- {name}\n{text}" for name, text in zip(("base", "ours", "theirs"), case.texts))
    return f"{edits}\n{output}{texts}\n--- result\n{result}"


def judge(program, folder, case, title):
    """One merge; gives (clean, clean by git merge-file, independent, merged by lines)."""
    status, output, result = merge(program, folder, case.texts)
    detail = story(case, output, result)
    by_line = "merged by lines" in output
    check(f"{title}: exit {status}", status in (0, 1), detail)
    check(f"{title}: markers tell", (status == 1) == ("<<<<<<< ours" in result), detail)
    outside, inside, *taken = split_conflicts(result)
    wrong = wrong_facts(*map(facts, (*case.texts, outside, inside)))
    check(f"{title}: {wrong}", not wrong, detail)
    check(f"{title}: by lines", not by_line, detail)
    independent = case.is_independent()
    for side, text in zip(("ours", "theirs"), taken):
        read = program.run("fmt", "-", stdin=text.encode())
        check(f"{title}: {side} of the conflicts cannot be read", read[0] == 0, read[2].decode() + detail)
    if status == 0:
        (folder / "result.jx").write_bytes(result.encode())
        found = errors(program, folder, result)
        known = set().union(*(errors(program, folder, text) for text in case.texts[1:])) if found else set()
        check(f"{title}: new errors {found - known}", found <= known, detail)
        if independent:
            judge_place(case, title, result, detail)
    swapped = merge(program, folder, [case.texts[0], case.texts[2], case.texts[1]])
    check(f"{title}: swapped exit {swapped[0]}", swapped[0] == status, f"{swapped[1]}{swapped[2]}\n{detail}")
    return status == 0, independent, by_line


def errors(program, folder, text):
    """The codes of a text's errors."""
    (folder / "checked.jx").write_bytes(text.encode())
    said = program.run("check", *NO_RULES, "--format", "short", "--lang", "en", "checked.jx", folder=folder)[1].decode()
    return set(re.findall(r" error\[?(JX\d+)", said))


def judge_place(case, title, result, detail):
    """Every fact is in its block, and the order is that of the sides."""
    wanted = placed(case.render(specs.with_edits(case.sides[0], case.edits[1]), case.style))
    found = placed(result)
    check(f"{title}: {wanted - found} missing, {found - wanted} too many", wanted == found, detail)
    for at, name in ((1, "ours"), (2, "theirs")):
        # What both added may stand in two places, where one side added more before it.
        moves = case.shared or {"order", "move"} & {edit.name for edit in case.edits[2 - at]}
        check(f"{title}: not in the order of {name}", moves or order_kept(case.texts[at], result), detail)


def by_git(folder, case):
    """Whether git merge-file is done without a conflict."""
    for name, text in zip(("base", "ours", "theirs"), case.texts):
        (folder / f"{name}.jx").write_bytes(text.encode())
    return subprocess.run(["git", "merge-file", "-p", "-q", "ours.jx", "base.jx", "theirs.jx"], cwd=folder,
                          check=False, capture_output=True).returncode == 0


def main():
    """Runs as many as asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    program = Program(os.environ.get("BUILD", "build"))
    clean = lines = easy = easy_clean = fallbacks = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for number in range(arguments.seed, arguments.seed + arguments.count):
            case = Case(program, number)
            mine, alone, by_line = judge(program, folder, case, f"random merge {number}")
            clean, easy, easy_clean = clean + mine, easy + alone, easy_clean + (alone and mine)
            lines, fallbacks = lines + by_git(folder, case), fallbacks + by_line
    print(f"     {arguments.count} random merges: {clean} clean, {lines} by git merge-file; "
          f"of {easy} that touch nothing in common {easy_clean}; {fallbacks} merged by lines")
    check("more clean merges than git merge-file", clean > lines, f"{clean} {lines}")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Writes projects in the form of each tool, the same for the same seed, and says what they hold."""
import argparse
import json
import pathlib
import re

import forms
import projects


def generate(folder, count, seed=1, faulty=0.0, wanted=tuple(forms.FORMS)):
    """Writes FORM/project-00001.FORM … below the folder. Of every 100 projects `faulty` get one
    mistake each, the kinds in turn; gives {number: kind} of those."""
    planted, due = {}, 0.0
    for form in wanted:
        (folder / form).mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        project = projects.make(seed, number)
        due += faulty / 100
        if due >= 1:
            due -= 1
            planted[number] = projects.FAULTS[len(planted) % len(projects.FAULTS)]
            projects.plant(project, seed, planted[number])
        for form in wanted:
            path = folder / form / f"project-{number:05}.{form}"
            path.write_text(forms.FORMS[form](project), "utf-8")
    return planted


def averages(folder, count, seed=1):
    """What the projects hold on average: bytes of each form, indicators, lines, characters of prose."""
    found = {form: sum(path.stat().st_size for path in (folder / form).iterdir()) / count
             for form in forms.FORMS if (folder / form).is_dir()}
    made = [projects.make(seed, number) for number in range(1, min(count, 1000) + 1)]
    found["indicators"] = sum(len(one.indicators) for one in made) / len(made)
    found["lines"] = sum(len(task.lines) for one in made for task in one.tasks) / len(made)
    prose = ["".join([*one.texts.values(), *(promised.description for promised in one.indicators),
                      *(measure for _, _, measure, _ in one.safeguards)]) for one in made]
    found["prose"] = sum(len(re.findall("[\u4e00-\u9fff]", text)) for text in prose) / len(made)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faulty", type=float, default=0.0, metavar="PERCENT",
                        help="how many projects of 100 get a mistake; their numbers go to faults.json")
    arguments = parser.parse_args()
    planted = generate(arguments.folder, arguments.count, arguments.seed, arguments.faulty)
    if planted:
        (arguments.folder / "faults.json").write_text(json.dumps(planted) + "\n", "utf-8")
    for name, mean in averages(arguments.folder, arguments.count, arguments.seed).items():
        print(f"{name:12}{mean:10.1f}")


if __name__ == "__main__":
    main()

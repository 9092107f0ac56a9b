#!/usr/bin/env python3
"""Strict JSON and its schema: what unit_json writes is valid, and what is spoilt in it is refused.

The schema has two judges: ajv (through schema.mjs), and python3-jsonschema where there is one.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from properties import strict_json

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ.get("TEST_PROGRAMS", HERE.parent / "build" / "tests")) / "unit_json"
NAMES = ("full", "empty", "deep")

# Each spoils the full project in one way: where, and what is put there. "…" takes it away.
GONE = "…"
SPOILT = [
    ("format", "jixiao/2"),
    ("draft", "true"),
    ("project", GONE),
    ("diagnostics", GONE),
    ("extra", 1),
    ("project/name", None),
    ("project/name", GONE),
    ("project/year", "2020"),
    ("project/year", 2020.5),
    ("project/category", ["经常性项目"]),
    ("project/unknown", "x"),
    ("project/source/line", 0),
    ("project/period/first", "2020-1-1"),
    ("project/rationale/line", GONE),
    ("project/rationale/basis/0", "《办法》"),
    ("project/rationale/basis/0/title", GONE),
    ("project/funding/items/0/amount", 80),
    ("project/funding/items/0/amount/value", 80.0),
    ("project/funding/items/0/amount/value", "80,00"),
    ("project/funding/items/0/amount/yuan", "8e5"),
    ("project/funding/items/0/amount/yuan", GONE),
    ("project/funding/items/0/role", 1),
    ("project/funding/items/0/children/0/children", None),
    ("project/funding/year_plan/0/year", "2020"),
    ("project/indicators/0/target", "≥90%"),
    ("project/indicators/0/target/comparison", "≥"),
    ("project/indicators/0/target/comparison", GONE),
    ("project/indicators/0/target/type", "grade"),
    ("project/indicators/0/target/value", 90),
    ("project/indicators/0/target/steps", []),
    ("project/indicators/0/target/direction", "up"),
    ("project/indicators/1/target/high", GONE),
    ("project/indicators/1/target/low/type", GONE),
    ("project/indicators/1/target/value", "90"),
    ("project/indicators/2/target/scale", GONE),
    ("project/indicators/2/target/unit", "%"),
    ("project/indicators/9/target/numerator", "12"),
    ("project/indicators/0/level_one", 1),
    ("project/lines/0/task", 1),
    ("project/lines/0/lines/0/line", GONE),
    ("project/lines/0/lines/0/price", "5.00"),
    ("project/lines/0/lines/0/quantities/0/unit", GONE),
    ("project/lines_total", GONE),
    ("project/extra", {"channels": ["a", {"value": "1"}]}),
    ("project/safeguards/0/stages", "实施阶段"),
    ("project/sign_off/date", "2020/10/01"),
    ("diagnostics/0/severity", "fatal"),
    ("diagnostics/0/line", -1),
    ("diagnostics/0/messages/en", GONE),
    ("diagnostics/0/fixes/0/applicability", "maybe"),
    ("diagnostics/0/fixes/0/edits/0/byte_start", "1"),
]


def spoil(project, path, value):
    """A copy with one thing changed."""
    spoilt = copy.deepcopy(project)
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    place = spoilt
    for part in way:
        place = place[part]
    if value == GONE:
        del place[last]
    else:
        place[last] = value
    return spoilt


def outputs():
    """What the test program writes, by name; `schema` too."""
    return {name: subprocess.run([PROGRAM, name], check=True, capture_output=True).stdout
            for name in ("schema", *NAMES)}


def refused_by_ajv(folder, files):
    """The names of the files that ajv finds mistakes in; what else it says is shown."""
    done = subprocess.run(["node", HERE / "schema.mjs", folder / "schema", *files], check=False,
                          capture_output=True, text=True, cwd=HERE)
    print(done.stderr, end="")
    return {pathlib.Path(line.split(": ")[0]).name for line in done.stdout.splitlines()}, \
        not done.stderr


def refused_by_python(schema, projects):
    """The same by python3-jsonschema; None if it is not installed."""
    try:
        import jsonschema
    except ImportError:
        return None
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return {name for name, project in projects.items() if not validator.is_valid(project)}


def main():
    written = outputs()
    passed, failures = 0, []
    parsed = {}
    for name, text in written.items():
        try:
            parsed[name] = strict_json(text)
            passed += 1
        except ValueError as error:
            failures.append(f"{name}: {error}")
    if failures:
        print("\n".join(failures))
        print(f"{passed} passed, {len(failures)} failed")
        return 1

    projects = {name: parsed[name] for name in NAMES}
    bad = {f"bad{number}": (path, value) for number, (path, value) in enumerate(SPOILT)}
    projects.update({name: spoil(parsed["full"], *row) for name, row in bad.items()})
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "schema").write_bytes(written["schema"])
        for name, project in projects.items():
            (folder / name).write_text(json.dumps(project), "utf-8")
        refused, sound = refused_by_ajv(folder, [folder / name for name in projects])
    if not sound:
        failures.append("ajv does not take the schema as it is")
    again = refused_by_python(parsed["schema"],
                              {name: project for name, project in projects.items()
                               if name != "deep"})  # too deep for Python
    for judge, found in (("ajv", refused), ("jsonschema", again)):
        for name in projects if found is not None else ():
            if (name in found) == (name in bad) or (name == "deep" and judge == "jsonschema"):
                passed += 1
            else:
                failures.append(f"{judge} {'refuses' if name in found else 'accepts'} "
                                f"{bad.get(name, name)}")
    print("".join(f"{failure}\n" for failure in failures), end="")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

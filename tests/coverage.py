#!/usr/bin/env python3
"""Sums up which branches of src/ were taken: all of them, and those of the parts that a mistake costs most in.

Reads what gcovr writes with --json: one file of what the golden cases alone took, one of all suites. Prints the
share of each group, and ends with status 1 if one is below what is promised. In the folder of the report,
branches.txt lists of each file its share and the lines with a branch that was never taken.

What cannot be taken is not counted: the way past all cases of a `switch` over an enum, without `default`: the
compiler (-Wswitch) holds that each of its values has a case, and gcc counts a branch all the same. Nor are the
asserts, which say what cannot be: that build leaves them out.
"""
import argparse
import fnmatch
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SWITCH = re.compile(r"^( *)switch \(")
# Of an enum; the kinds of tokens are numbers.
ENUMERATOR = re.compile(r"^ *case (?!TOK_)[A-Z][A-Z0-9_]*:")

# What is promised, in per cent: (title, by the cases alone, at least, files or functions of a file; `!`: but these).
GROUPS = (
    ("all", False, 95, ["src/*"]),
    ("decimal", False, 98, ["src/base/decimal.c"]),
    ("date", False, 98, ["src/base/date.c", "src/syntax/scan_date.c"]),
    ("import", False, 98, ["src/sema/import.c"]),
    ("escaping", False, 98, [f"src/emit/{name}" for name in (
        "html_write.c", "json_write.c", "xml_write.c", "terminal.c", "changes.c:markdown_write", "diag_json.c:escape_write",
        "diag_json.c:diag_json_write", "github.c:data_write", "html_index.c:address_of", "sarif.c:has_link",
        "sarif.c:message_text", "sarif.c:placeholder_end", "sarif.c:uri_of")]),
    # Not what only merge and diff need, or writes the library's image when the program is built.
    ("parser and checker, by the cases alone", True, 90, [
        "src/syntax/*", "src/sema/*", "!src/sema/merge_*", "!src/sema/compare*", "!src/sema/change_text.c",
        "!src/syntax/facts.c", "!src/syntax/parts.c", "!src/syntax/conflict.c", "!src/syntax/ast_image.c"]),
)


def switches_without_default(lines):
    """The numbers of the lines on which such a switch over an enum begins."""
    found = set()
    for number, line in enumerate(lines, 1):
        opened = SWITCH.match(line)
        if opened:
            body, depth = [], 1
            for inner in lines[number:]:
                depth += inner.count("{") - inner.count("}")
                if depth <= 0:
                    break
                body.append(inner)
            is_enum = any(ENUMERATOR.match(inner) for inner in body[:1])
            if is_enum and not any(inner.startswith(opened[1] + "default:") for inner in body):
                found.add(number)
    return found


def read(report):
    """Of each file and, as `file:name`, of each function: {line: (branches taken, branches)}."""
    files = {}
    for file in json.loads(report.read_text("utf-8"))["files"]:
        path = file["file"]
        closed = switches_without_default((ROOT / path).read_text("utf-8").splitlines())
        begins = sorted((function["lineno"], function["name"]) for function in file["functions"])
        files[path] = {}
        for line in file["lines"]:
            branches = line.get("branches", [])
            taken, number = sum(branch["count"] > 0 for branch in branches), line["line_number"]
            all_of_them = len(branches) - (number in closed and taken < len(branches))
            if all_of_them:
                files[path][number] = taken, all_of_them
                function = max((begin for begin in begins if begin[0] <= number), default=(0, ""))[1]
                files.setdefault(f"{path}:{function}", {})[number] = taken, all_of_them
    return files


def is_meant(path, patterns):
    """Whether a file or function is what one of the patterns means, and none takes out."""
    met = [one for one in patterns if (":" in path) == (":" in one) and fnmatch.fnmatch(path, one.removeprefix("!"))]
    return bool(met) and not any(one.startswith("!") for one in met)


def share(files, patterns):
    """How many branches of the files or functions that are meant were taken, and how many there are."""
    counts = [count for path, lines in files.items() if is_meant(path, patterns) for count in lines.values()]
    return sum(taken for taken, _ in counts), sum(there for _, there in counts)


def listing(files):
    """The report of each file, in lines."""
    for path, lines in sorted(files.items()):
        if ":" in path:
            continue
        taken, there = share({path: lines}, [path])
        missed = " ".join(f"{number}({there - taken})" for number, (taken, there) in sorted(lines.items()) if taken < there)
        yield f"{path} {taken}/{there} {100 * taken / max(there, 1):.1f} %" + (f": {missed}" if missed else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=pathlib.Path)
    parser.add_argument("suites", type=pathlib.Path)
    arguments = parser.parse_args()
    by_cases, by_all = read(arguments.cases), read(arguments.suites)
    (arguments.suites.parent / "branches.txt").write_text("\n".join(listing(by_all)) + "\n", "utf-8")
    is_kept = True
    for title, is_by_cases, least, patterns in GROUPS:
        taken, there = share(by_cases if is_by_cases else by_all, patterns)
        for one in patterns:
            assert share(by_all, [one.removeprefix("!")])[1], f"nothing is called {one}"
        is_enough = 100 * taken >= least * there
        is_kept &= is_enough
        print(f"{'ok  ' if is_enough else 'FAIL'} {title}: {taken} of {there} branches, "
              f"{100 * taken / max(there, 1):.2f} % (promised: {least} %)")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())

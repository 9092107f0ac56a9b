#!/usr/bin/env python3
"""Fingerprints: what a finding is known by outlives edits that are not about it.

For every case and example, each in its place in a copy of all of them: blank lines and comments between
its lines, and what `fmt` makes of it, change no fingerprint; nor does another name of a file whose
projects say who they are. All findings of a file have different ones.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from program import CASES, ROOT, Program, find_cases, rule_options
from tally import Tally

EXAMPLES = ROOT / "examples"
# What `fmt` mends by laying a file out: signs that are not the canonical ones.
LAID_OUT = {"JX0106", "JX0117"}
tally = Tally()
check = tally.check


def findings(program, path, options):
    """The findings of one file, by program."""
    _, output, _ = program.run("check", "--format", "json", *options, path.name, folder=path.parent)
    return [entry for entry in map(json.loads, output.splitlines()) if "code" in entry]


def known_by(entries, without=()):
    """The multiset of fingerprints, parts and all."""
    return collections.Counter((entry["code"], mark) for entry in entries if entry["code"] not in without
                               for mark in [entry["fingerprint"], *entry.get("parts", [])])


def spread_out(text):
    """The same text with a blank line and a comment before every line, as far as that is harmless."""
    lines = text.split(b"\n")
    if b'"""' in text or b"/*" in text or text.count(b'"') % 2:
        return b"\n// 1\n\n" + text
    out, inside = [], 0
    for line in lines:
        if inside == 0 and not line.lstrip().startswith(b"///"):
            out += [b"", "// 隔开".encode()]
        out.append(line)
        code = re.sub(rb'"[^"]*"', b"", line.split(b"//")[0])
        inside += sum(code.count(c) for c in b"([") - sum(code.count(c) for c in b")]")
        if code.rstrip().endswith((b",", "，".encode(), "、".encode())) or inside < 0:
            inside = max(inside, 0)
    return b"\n".join(out)


def difference(one, other):
    """What only one of two multisets has."""
    return f"only before: {sorted((one - other).elements())[:8]}\nonly after: {sorted((other - one).elements())[:8]}"


def variants(program, path):
    """The name of a change, the text it makes, and the codes that it may take away."""
    text = path.read_bytes()
    if text[:3] == b"\xef\xbb\xbf" or b"\0" in text:
        return
    # A mistake of spelling may swallow what is put behind it: the text is only moved down then.
    status, laid_out, _ = program.run("fmt", "-", stdin=text)
    is_sound = status == 0
    yield "moved", (spread_out(text) if is_sound else b"\n// 1\n\n" + text), ()
    if is_sound:
        yield "fmt", laid_out, LAID_OUT


def one_case(program, path, options):
    """All that is to hold of one file."""
    text = path.read_bytes()
    before = findings(program, path, options)
    marks = [entry["fingerprint"] for entry in before] + \
        [mark for entry in before for mark in entry.get("parts", [])]
    results = [("all different", len(set(marks)) == len(marks), str(before)),
               ("every finding has one", all(re.fullmatch("[0-9a-f]{20}", mark) for mark in marks), "")]
    for name, changed, without in variants(program, path):
        path.write_bytes(changed)
        after = known_by(findings(program, path, options), without)
        path.write_bytes(text)
        wanted = known_by(before, without)
        results.append((name, after == wanted, difference(wanted, after)))
    return results


def renamed(program, folder):
    """A file by another name, and by another way to name it."""
    spec = folder / "road.jx"
    shutil.copyfile(EXAMPLES / "school-district" / "zh.jx", spec)
    before = known_by(findings(program, spec, []))
    check("the example has findings", len(before) > 10)
    _, output, _ = program.run("check", "--format", "json", str(spec), folder=folder)
    check("named by its absolute path", known_by(map(json.loads, output.splitlines())) == before)
    other = spec.rename(folder / "other.jx")
    check("by another name", known_by(findings(program, other, [])) == before)
    text = other.read_text(encoding="utf-8")
    lost = text.replace("= 3 门", "= 4 门", 1)
    if lost != text:
        other.write_text(lost, encoding="utf-8")
        check("a changed target", known_by(findings(program, other, [])) != before)


def all_of(program, jobs, top):
    """Tries the files of one copy, one after the other: they use each other."""
    shutil.copytree(CASES, top / "cases")
    shutil.copytree(EXAMPLES, top / "examples")
    return [(name, results) for name, options in jobs
            for results in [one_case(program, top / name, options)]]


def main():
    """Runs all, or the files whose path holds a word of the command line."""
    program = Program(os.environ.get("BUILD", "build"))
    jobs = [(pathlib.Path("cases") / case.relative_to(CASES), rule_options(case)) for case in find_cases()]
    jobs += [(pathlib.Path("examples") / path.relative_to(EXAMPLES), ()) for path in sorted(EXAMPLES.rglob("*.jx"))]
    jobs = [job for job in jobs if all(word in str(job[0]) for word in sys.argv[1:])]
    workers = os.cpu_count()
    with tempfile.TemporaryDirectory() as temporary, \
            concurrent.futures.ThreadPoolExecutor(workers) as pool:
        tops = [pathlib.Path(temporary) / str(number) for number in range(workers)]
        for found in pool.map(lambda number: all_of(program, jobs[number::workers], tops[number]),
                              range(workers)):
            for path, results in found:
                for name, holds, detail in results:
                    check(f"{path}: {name}", holds, detail)
        own = pathlib.Path(temporary) / "own"
        own.mkdir()
        renamed(program, own)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

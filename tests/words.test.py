#!/usr/bin/env python3
"""Every word has two spellings, equal in every way: the same project in either makes the same JSON.

Pairs of files say the same in Chinese and in English words. Of their JSON only places may differ
(path, line, column, byte): with these keys taken away it is compared byte for byte. The words are
also free to mix: files that take their lines by turns from the one and the other make the same JSON
still.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JIXIAO = os.environ.get("JIXIAO", str(ROOT / "build" / "jixiao"))
PAIRS = [("examples/school-district/zh.jx", "examples/school-district/en.jx"),
         ("tests/cases/whole/chinese.jx", "tests/cases/whole/english.jx")]
PLACES = {"path", "line", "column", "end_line", "end_column", "byte_start", "byte_end"}


def without_places(value):
    """The value without what says where it stood."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    if isinstance(value, list):
        return [without_places(inner) for inner in value]
    return value


def content(path):
    """The JSON of a file's only project as bytes, without places; empty if there is none."""
    done = subprocess.run([JIXIAO, "build", path, "--to", "json", "-o", "-"], cwd=ROOT,
                          capture_output=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr.decode("utf-8", "replace"))
        return b""
    return json.dumps(without_places(json.loads(done.stdout)), ensure_ascii=False).encode()


def code_lines(path):
    """The lines of a file but comments and blank ones, from the project on."""
    lines = (ROOT / path).read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(("项目", "project")))
    return [line for line in lines[first:] if line.strip() and not line.strip().startswith("//")]


def mixtures(chinese, english):
    """Files of both languages' lines: every other line, and every other two lines."""
    head = 'use "std/%s"\n' % ("shanghai/2020" if "school" in english else "national/2021")
    twins = list(zip(code_lines(chinese), code_lines(english), strict=True))
    for step in (1, 2):
        for first in (0, 1):
            lines = [pair[(i // step + first) % 2] for i, pair in enumerate(twins)]
            yield f"every other {step}, from {first}", head + "\n".join(lines) + "\n"


def main():
    passed, failures = 0, []
    for chinese, english in PAIRS:
        wanted = content(chinese)
        results = [(f"{english} is {chinese}", content(english))]
        with tempfile.TemporaryDirectory() as folder:
            for title, text in mixtures(chinese, english):
                mixed = pathlib.Path(folder) / "mixed.jx"
                mixed.write_text(text, "utf-8")
                results.append((f"{chinese} mixed with {english}: {title}", content(mixed)))
        for title, actual in results:
            if wanted and actual == wanted:
                passed += 1
            else:
                failures.append(title)
    for title in failures:
        print(f"FAIL {title}: the JSON differs in more than places")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

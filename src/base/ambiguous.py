#!/usr/bin/env python3
"""Writes src/base/ambiguous.def: the characters whose width differs between terminals.

Usage: python3 src/base/ambiguous.py [UNICODE-FOLDER] > src/base/ambiguous.def

UNICODE-FOLDER holds EastAsianWidth.txt of the Unicode Character Database (Debian package
unicode-data, which is where it is looked for by default). The rows are its class A less marks and
format characters, which take no column anywhere, and less U+00AD, which is drawn only at a line's end.
"""
import re
import sys

ROW = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?;A +# (\w\w)")


def ambiguous_ranges(lines):
    """Ascending, joined where they touch."""
    ranges = []
    for line in lines:
        row = ROW.match(line)
        if not row or row[3] in ("Mn", "Me", "Cf"):
            continue
        first, last = int(row[1], 16), int(row[2] or row[1], 16)
        if ranges and ranges[-1][1] + 1 == first:
            ranges[-1][1] = last
        else:
            ranges.append([first, last])
    return ranges


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
    with open(folder + "/EastAsianWidth.txt", encoding="utf-8") as file:
        lines = file.readlines()
    version = lines[0].strip("# \n").removesuffix(".txt")
    print(f"/* ambiguous.def - made by ambiguous.py from {version}; do not edit. */")
    row = ""
    for first, last in ambiguous_ranges(lines):
        cell = f"RANGE(0x{first:04X}, 0x{last:04X})"
        if len(row) + 1 + len(cell) > 100:
            print(row)
            row = ""
        row += (" " if row else "") + cell
    print(row)


main()

"""The dictionary of the fuzzers: every word and sign of the language, taken from the tables that the
program itself is made from, so that it is never behind. Entries are escaped byte by byte, because
libFuzzer reads nothing else."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STRING = re.compile(r'"((?:\\.|[^"\\\n])*)"')
LONGEST = 40
SIGNS = '： ， （ ） “ ” 《 》 ； × ÷ ≥ ≤ ≠ ％ ·  // /* */ """ { } [ ] ( ) : , ; = == >= <= != % 万元 元 ' \
        '2020-01-01 80.00 std/ \r\n ﻿'


def texts(path):
    """The string literals of a table, and the rules of the grammar's tokens."""
    for literal in STRING.findall(path.read_text("utf-8")):
        if 0 < len(literal) <= LONGEST and "{" not in literal:
            yield literal.replace('\\"', '"')


def write(target):
    """Writes the dictionary to the file `target`."""
    words = set(SIGNS.split(" "))
    for path in sorted([*ROOT.glob("src/syntax/*.def"), *ROOT.glob("src/sema/*.def")]):
        words.update(texts(path))
    lines = ['"' + "".join(f"\\x{byte:02X}" for byte in word.encode("utf-8")) + '"'
             for word in sorted(words) if word]
    target.write_text("\n".join(lines) + "\n", "ascii")

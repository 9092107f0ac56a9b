#!/usr/bin/env python3
"""`jixiao fmt` on random declarations (specs.py), as untidy as can be: what it may change, and what it may not.

- fmt(fmt(x)) = fmt(x), and --check says so; what it writes is UTF-8 with LF, without blanks at the ends of lines.
- parse(fmt(x)) = parse(x): the trees are the same but for their places; every comment is there, to the byte, in order.
- zh -> en -> zh gives every byte back, and so does en -> zh -> en; in either words the JSON is the same (of some).
- Nothing else lies in the folder afterwards.

`round_trip.test.py 100000` tries that many; `--seed N` others.
"""
import argparse
import json
import os
import pathlib
import random
import re
import sys
import tempfile

import specs
from program import NO_RULES, Program
from tally import Tally

BATCH, JSON_OF = 500, 20
PLACES = {"path", "line", "column", "end_line", "end_column", "byte_start", "byte_end"}
tally = Tally()
check = tally.check


class Untidy(specs.Renderer):
    """Everything that an author may do and fmt has to undo."""

    def __init__(self, dice):
        super().__init__(dice)
        self.dice = dice

    def spaces(self, least=0):
        """Blanks of all kinds."""
        return "".join(self.dice.choices((" ", "  ", "\t", "　", "\u00a0"), k=least + self.dice.choice((0, 0, 0, 0, 1, 2))))

    def line(self, node, pad):
        """With comments between words, signs of an input method, and formulas over several lines."""
        text = super().line(node, pad)
        if self.dice.random() < .03:
            text = text.replace(" ", f" /* {node.uid} */ ", 1)
        if self.dice.random() < .1:
            text = text.replace(" × ", f" ×{self.end}{pad}{self.spaces()}", 1).replace(">= ", self.dice.choice(("≥", "＞＝ ", "≧")), 1)
        if self.dice.random() < .1 and node.value and node.value[0] in ("amount", "sum", "product"):
            text = text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)} | {ord("."): "．"}) \
                if '"' not in text and "“" not in text and "/*" not in text else text
        if self.dice.random() < .1:
            text = re.sub(r"(?<=\d) (?=[^\d\s=×*/])", "", text, count=1)
        return text + self.spaces()

    def render(self, spec):
        """With what stands between lines."""
        text = super().render(spec)
        lines = []
        for line in text.split(self.end):
            if self.dice.random() < .04 and '"""' not in text and lines:  # a BOM stays at the start
                lines.append(self.spaces())
            if self.dice.random() < .02 and '"""' not in text and line.strip() and not line.rstrip().endswith(("×", "{", "｛")):
                line += self.dice.choice((";", "；")) if "//" not in line else ""
            lines.append(line)
        return self.end.join(lines)


def tree(program, folder):
    """The trees of all files, without the places of nodes."""
    _, output, _ = program.run("parse", ".", folder=folder)
    return re.sub(rb"(?m)^( *)\d+-\d+ ", rb"\1", output)


def texts(folder):
    """The bytes of every file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def comments(text):
    """The comments of a text in their order, without the blanks behind them."""
    pieces = re.findall(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|“[^“”\n]*(?:“[^”\n]*”[^“”\n]*)*”|《[^》\n]*》|//[^\n]*|/\*(?:.|\n)*?\*/',
                        text.decode().replace("\r\n", "\n"))
    return [piece.rstrip() for piece in pieces if piece.startswith(("//", "/*"))]


def formatted(program, folder, *words):
    """The files after fmt."""
    status, output, errors = program.run("fmt", *words, ".", folder=folder)
    return status, (output + errors).decode(), texts(folder)


def compare(title, one, other):
    """Counts the files that are the same."""
    for name, text in one.items():
        check(f"{title}: {name}", other.get(name) == text,
              f"{text.decode(errors='replace')}\n----\n{other.get(name, b'(gone)').decode(errors='replace')}")
    check(f"{title}: no more files", one.keys() == other.keys())


def json_of(program, folder, names):
    """The JSON of some files without places and messages."""
    found = []
    for name in names:
        _, output, _ = program.run("build", name, "--to", "json", "-o", "-", "--draft", *NO_RULES, folder=folder)
        value = re.split(r"(?<=^\}\n)(?=\{$)", output.decode(), flags=re.MULTILINE)
        found.append([without_places(json.loads(document)) for document in value if document])
    return found


def without_places(value):
    """The value without what says where it stood, and without messages, which quote the source."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES | {"diagnostics"}}
    return [without_places(inner) for inner in value] if isinstance(value, list) else value


def batch(program, folder, seeds):
    """All checks of so many specs."""
    for seed in seeds:
        dice = random.Random(seed)
        text = Untidy(dice).render(specs.Spec(dice))
        (folder / f"{seed:07}.jx").write_bytes(text.encode())
    raw, trees = texts(folder), tree(program, folder)
    status, said, once = formatted(program, folder)
    check(f"fmt: exit {status}", status == 0, said)
    check("fmt keeps the trees", tree(program, folder) == trees, said)
    for name, text in once.items():
        check(f"comments of {name}", comments(raw[name]) == comments(text), text.decode())
        check(f"ends of lines of {name}", b"\r" not in text and not re.search(rb"[ \t]\n", text) and
              not text.startswith(b"\xef\xbb\xbf") and text.endswith(b"\n"), text.decode())
    compare("fmt twice", once, formatted(program, folder)[2])
    check("fmt --check", program.run("fmt", "--check", ".", folder=folder)[0] == 0)
    chinese = formatted(program, folder, "--words", "zh")
    some = random.Random(seeds[0]).sample(sorted(raw), min(JSON_OF, len(raw)))
    values = json_of(program, folder, some)
    english = formatted(program, folder, "--words", "en")
    check("JSON is the same in English words", values == json_of(program, folder, some) and all(values))
    for title, done in (("in Chinese", chinese), ("in English", english)):
        check(f"{title}: exit {done[0]}", done[0] == 0, done[1])
    compare("laid out in English", english[2], formatted(program, folder)[2])
    compare("zh -> en -> zh", chinese[2], formatted(program, folder, "--words", "zh")[2])
    compare("en -> zh -> en", english[2], formatted(program, folder, "--words", "en")[2])


def main():
    """Runs as many as asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    program = Program(os.environ.get("BUILD", "build"))
    for first in range(arguments.seed, arguments.seed + arguments.count, BATCH):
        seeds = range(first, min(first + BATCH, arguments.seed + arguments.count))
        with tempfile.TemporaryDirectory() as temporary:
            batch(program, pathlib.Path(temporary), seeds)
        if len(tally.failures) > 200:
            break
    print(f"     {arguments.count} declarations")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

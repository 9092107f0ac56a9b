#!/usr/bin/env python3
"""One slip of the fingers in a good file: how many messages, and is the first of them at the slip?

In every example one character that means something (a colon, a quote, a brace, a sign, a digit) is
left out, typed twice, or replaced by its neighbour on the keyboard, at many places, the same ones in
every run. Each such file is checked, and what is said of it beyond what is said of the example is
counted. Prints the figures by the character and the slip, and the worst files.
"""
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("JIXIAO", ROOT / "build" / "jixiao")
SITES = 2400
NEIGHBOURS = {"：": "；", ":": ";", '"': "'", "{": "[", "}": "]", "×": "x", "*": "x", "《": "<",
              "》": ">", "=": "-", ",": ".", "/": "?", ";": ":"}
# What has no meaning inside: comments and the contents of texts; their quotes are kept apart.
TOKEN = re.compile(r'//[^\n]*|(?P<title>《[^》\n]*》)|(?P<text>"[^"\n]*")|(?P<sign>[：:{}×*=,/;])'
                   r"|(?P<digit>[0-9])")
# The figures to reach.
MEDIAN, NINETY_FIFTH, NEAR = 1, 3, 0.90


def slips_at(text, place, sign):
    """The texts that slips at one character give, with their names."""
    neighbour = "o" if sign.isdigit() else NEIGHBOURS[sign]
    after = place + len(sign)
    yield "replaced", text[:place] + neighbour + text[after:]
    if not sign.isdigit():
        yield "left out", text[:place] + text[after:]
        yield "twice", text[:after] + sign + text[after:]


def sites_of(text):
    """The places of the characters that mean something."""
    for match in TOKEN.finditer(text):
        if match["text"] or match["title"]:
            yield match.start(), text[match.start()]
            yield match.end() - 1, text[match.end() - 1]
        elif match["sign"] or match["digit"]:
            yield match.start(), match[0]


def plant(folder):
    """Writes the files beside copies of the examples, which import each other, and gives (name,
    example, line of the slip, character, slip) of each."""
    shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
    everywhere = [(path, *site) for path in sorted((ROOT / "examples").rglob("*.jx"))
                  for site in sites_of(path.read_text("utf-8"))]
    step = max(1, len(everywhere) * 5 // 2 // SITES)
    planted = []
    for path in sorted((ROOT / "examples").rglob("*.jx")):
        shutil.copy(path, folder)  # what an example uses stands beside it
    for path, place, sign in everywhere[::step]:
        text = path.read_text("utf-8")
        for slip, changed in slips_at(text, place, sign):
            name = f"{len(planted):05}.jx"
            place_of = (folder / path.relative_to(ROOT / "examples")).with_name(name)
            place_of.write_text(changed, "utf-8")
            kind = "digit" if sign.isdigit() else sign
            planted.append((name, path, text.count("\n", 0, place) + 1, kind, slip))
    return planted


def check(folder, *names):
    """The diagnostics of the files, as (code, line) lists by name."""
    done = subprocess.run([PROGRAM, "check", "--format", "json", "--lang", "zh", "--allow", "all",
                           *names], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    found = collections.defaultdict(list)
    for line in done.stdout.decode("utf-8").splitlines():
        entry = json.loads(line)
        if entry.get("code") and entry["severity"] != "hint":
            found[os.path.basename(entry["path"])].append((entry["code"], entry["line"]))
    return found


def without(found, before):
    """What is said beyond what was said before, in order."""
    left = collections.Counter(before)
    beyond = []
    for entry in found:
        if left[entry]:
            left[entry] -= 1
        else:
            beyond.append(entry)
    return beyond


def at(ordered, share):
    """The value that `share` of an ordered list does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def figures(rows):
    """(files with a message, median, 95th percentile, greatest, share near) of (count, near) rows."""
    given = [row for row in rows if row[0]]
    counts = sorted(row[0] for row in given)
    if not given:
        return 0, 0, 0, 0, 1.0
    return (len(given), at(counts, 0.5), at(counts, 0.95), counts[-1],
            sum(row[1] for row in given) / len(given))


def main():
    groups = collections.defaultdict(list)
    worst = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        planted = plant(folder)
        found = check(folder, ".")
        before = {path: check(path.parent, path.name)[path.name] for path in
                  {row[1] for row in planted}}
        for name, path, line, sign, slip in planted:
            beyond = without(found[name], before[path])
            near = bool(beyond) and abs(beyond[0][1] - line) <= 1
            groups[sign, slip].append((len(beyond), near))
            if len(beyond) > NINETY_FIFTH or (beyond and not near):
                worst.append((len(beyond), f"{path.relative_to(ROOT)}:{line}: {sign} {slip}: " +
                              " ".join(f"{code}@{where}" for code, where in beyond[:6])))
        if os.environ.get("KEEP"):
            subprocess.run(["cp", "-a", temporary, os.environ["KEEP"]], check=True)
    print(f"{'':17} files told median 95% most near")
    for (sign, slip), rows in sorted(groups.items()):
        given, median, high, most, near = figures(rows)
        print(f"{sign:6} {slip:9} {len(rows):5} {given:5} {median:5} {high:4} {most:4} {near:5.0%}")
    rows = [row for group in groups.values() for row in group]
    given, median, high, most, near = figures(rows)
    print(f"{'all':16} {len(rows):5} {given:5} {median:5} {high:4} {most:4} {near:5.1%}")
    for _, text in sorted(worst, key=lambda entry: -entry[0])[:int(os.environ.get("WORST", "5"))]:
        print(f"    {text}")
    held = [median <= MEDIAN, high <= NINETY_FIFTH, near >= NEAR]
    for name, holds in zip(("median", "95th percentile", "place"), held):
        if not holds:
            print(f"FAIL {name}")
    print(f"{sum(held)} passed, {len(held) - sum(held)} failed")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

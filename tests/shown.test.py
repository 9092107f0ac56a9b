#!/usr/bin/env python3
"""What a project says is printed: every text, number, date and choice in the JSON of every case and
example stands in the visible text of its page, in a sheet or under 表外信息.

A value is looked for in the elements whose data-path is its path in the JSON, or begins there, or is
what it is part of; an amount by the exact number that its <data> has. Amounts are in the unit of the form.
"""
import fractions
import functools
import html.parser
import os
import pathlib
import re
import sys
import tempfile

from program import CASES, NO_RULES, ROOT, Program, find_cases
from properties import strict_json

# How the compiler understood a value, and where it stands: not said by the author.
UNDERSTOOD = {"line", "source", "path", "stated", "rounded", "task", "role", "key", "type", "kind", "steps",
              "direction", "comparison", "scale", "unit", "yuan", "numerator", "denominator", "library",
              "text", "lines_total", "expression", "rank", "scope", "silenced"}
# What several rows share a cell for, or what stands outside of the sheets: anywhere on the page.
ANYWHERE = re.compile(r"level_one|level_two|(economic|functional)_name|waivers|definitions|framework"
                      r"|money_unit"
                      r"|^(lines\[\d+\]\.?)+name")
VOID = {"meta", "link", "br", "hr", "input", "img", "col"}


class Page(html.parser.HTMLParser):
    """The visible text of a page, and of each element that has a path."""

    def __init__(self):
        super().__init__()
        self.open, self.of_path, self.all, self.amounts = [], {}, [], []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        given = dict(attrs)
        self.open.append((tag, given.get("data-path")))
        if tag == "data":
            self.say(f"<{given['value']}>")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def say(self, text):
        """Adds text to the page and to every path that is open."""
        if {"style", "script", "title", "head"} & {tag for tag, _ in self.open}:
            return
        self.all.append(text)
        for path in {path for _, path in self.open if path}:
            self.of_path.setdefault(path, []).append(text)

    def handle_data(self, data):
        path = next((path for _, path in reversed(self.open) if path), "")
        if self.open and self.open[-1][0] == "data" and re.match(r"funding\.|lines.*\.amount$", path):
            self.amounts.append((path, data))
        self.say(data)

    def about(self, path):
        """What is said of a path: by itself, by its parts, by what it is a part of."""
        ends = [path[:at] for at in range(1, len(path)) if path[at] in ".["] + [path]
        parts = [text for at, text in self.of_path.items() if at in ends or at.startswith(path + ".")]
        return plain("".join("".join(words) + "\n" for words in parts))

    def of(self, path):
        """What the elements with just this path say."""
        return ["".join(words) for at, words in self.of_path.items() if at == path]


def plain(text):
    """Without blanks, as lines are folded anyhow; in capital letters; U+FFFD for what no page may hold."""
    text = "".join("\uFFFD" if ord(sign) & 0xFFFE == 0xFFFE else sign for sign in text)
    return re.sub(r"\s+", "", text).upper()


def factors(formula):
    """What the numbers of a formula come to, if it is a product: it is put together again for the JSON,
    the price first, and units are named as the library names them."""
    numbers = [fractions.Fraction(number) for number in re.findall(r"\d[\d.]*", formula)]
    return functools.reduce(lambda a, b: a * b, numbers) if numbers and "/ " not in formula else None


def amount(value):
    """What stands for an amount: the exact sum of money, if it is money."""
    return f"<{value['yuan']}>" if "yuan" in value and value["yuan"] else value["value"]


def leaves(value, path):
    """Yields (path, text that must be seen) of a part of the JSON."""
    if isinstance(value, dict) and path.split(".")[-1] == "amount":
        yield path, amount(value)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key == "amount" and value.get("stated") is False:
                continue  # added up from what is said
            if key.endswith("_name") and not value.get(key[:-4] + "code", "0").strip().isdigit():
                continue  # the author named it, perhaps in the other language
            if key == "value" and "wording" in value:
                continue  # a step of a scale, for which its wording stands
            if key == "items" and path == "funding":
                yield from funding(part, path)
            elif key not in UNDERSTOOD or path.split(".")[-1] == "extra":
                yield from leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from leaves(part, f"{path}[{i}]")
    elif value is not None and not isinstance(value, bool):
        yield path, str(value)


def funding(items, path):
    """The amounts that were written; their paths are made of keys."""
    for item in items:
        if item["stated"] and item["amount"]:
            yield f"{path}.{item['key']}", amount(item["amount"])
        yield from funding(item["children"], f"{path}.{item['key']}")


def forgotten(project, page):
    """The leaves that the page does not show."""
    everything = plain("".join(page.all))
    missing = {}
    for path, text in leaves(project, ""):
        path = re.sub(r"quantities\[\d+\]", "quantity", path)
        if re.match(r"lines.*\.formula", path):
            text = text.rpartition(" = ")[0] or text
            if factors(text) and factors(text) in (factors(said) for said in page.of(path)):
                continue
        seen = everything if ANYWHERE.search(path) else page.about(path)
        if plain(text) not in seen and f"{plain(text)}☑" not in seen:
            missing[path] = text
    for path, text in missing.items():
        # A formula says what price and quantities say, and they what it says.
        line, part = re.fullmatch(r"(.*lines\[\d+\])?\.?(.*)", path).groups()
        other = f"{line}.formula" if part.startswith(("price.", "quantity.")) else \
            f"{line}.price.value" if part == "formula" else path
        if other in missing:
            yield f"{path} = {text}"


def unlike(project, page):
    """The amounts that are not in the unit that stands above the form, where they are money."""
    units = {item["unit"] for item in quantities(project) if item["unit"] and not item.get("yuan")}
    for path, text in page.amounts:
        if "money_unit" in project and not re.fullmatch(r"-?[\d.]+(/\d+)?", text) and \
                not any(unit in text for unit in units):
            yield f"{path} = {text}, not in {project['money_unit']}"


def quantities(value):
    """Every quantity of the JSON."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and "unit" in value and "value" in value:
        yield value
    for part in parts:
        yield from quantities(part)


def built(program, spec, folder, arguments):
    """Yields (JSON, page) of each project of a file."""
    program.run("build", spec, "-o", folder, "--to", "json,html", "--draft", *arguments, folder=ROOT)
    for written in sorted(pathlib.Path(folder).rglob("*.json")):
        text = written.with_suffix(".html").read_text("utf-8")
        document = strict_json(written.read_bytes())
        if "project" in document:
            page = Page()
            page.feed(text)
            yield document["project"], page


def main():
    program = Program(os.environ.get("BUILD", "build"))
    passed, failures = 0, []
    specs = [(path, ()) for path in sorted(ROOT.glob("examples/*/*.jx"))]
    specs += [(path, NO_RULES) for path in find_cases(CASES)]
    for spec, arguments in specs:
        with tempfile.TemporaryDirectory() as folder:
            for project, page in built(program, spec.relative_to(ROOT), folder, arguments):
                missing = [*forgotten(project, page), *unlike(project, page)]
                passed += not missing
                if missing:
                    failures.append(f"{spec.relative_to(ROOT)}: no page shows\n    " +
                                    "\n    ".join(missing[:12]))
    for failure in failures:
        print("FAIL", failure)
    print(f"{passed} passed, {len(failures)} failed")
    return bool(failures) or passed < 100


if __name__ == "__main__":
    sys.exit(main())

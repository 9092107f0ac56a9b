#!/usr/bin/env python3
"""A slip of one digit, unit or date in the seed is diagnosed at its place, or changes no total.

Every digit of every amount, quantity, year and date of examples/school-district/zh.jx is changed to
each of the nine others, and every unit to some others; each mutant is checked. It passes if

    diagnosed  it has an error or warning which the seed does not have (by code and place) and whose
               place, or a labelled place, covers the changed number, date or unit; or
    harmless   the mutant's totals are those of the seed. They are reckoned here, apart from the
               compiler, with fractions: every stated amount, every product of price and quantity,
               every sum that the form makes of them, all in yuan.

The total of the quantities (6.00, of courses and items) is no total: unlike units have no sum. There
the warning JX0407 must stand, whatever the number.
"""
import collections
import fractions
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JIXIAO = os.environ.get("JIXIAO", str(ROOT / "build" / "jixiao"))
SEED = ROOT / "examples" / "school-district" / "zh.jx"

YUAN = {"元": 1, "万元": 10000, "亿元": 100000000, "百万元": 1000000}
OTHER_UNITS = {"万元": ["元", "亿元", "百万元", "万", "万人"], "门": ["项", "人", "次", "课"],
               "项": ["门", "件", "个", "顶"], "%": ["‰", " 百分点", " 分"]}
TEXT = re.compile(r"//[^\n]*|\"[^\"\n]*\"|《[^》\n]*》")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
UNIT = re.compile(r"万元|门(?=[ /×])|项(?=[ =])|%")
AMOUNT = re.compile(r"^(\d+(?:\.\d+)?)(?: (\S+))?$")
FORMULA = re.compile(r"^(\S+) (\S+)/(\S+) × (\S+) (\S+) = (\S+) (\S+)$")

Token = collections.namedtuple("Token", "kind start end")
Mutant = collections.namedtuple("Mutant", "kind name start end text")


def find_tokens(text):
    """The numbers, dates and units of the code: what is quoted or a comment is blanked first."""
    code = TEXT.sub(lambda match: " " * len(match[0]), text)
    dates = [Token("date", *match.span()) for match in DATE.finditer(code)]
    code = DATE.sub(lambda match: " " * len(match[0]), code)
    tokens = dates + [Token("unit", *match.span()) for match in UNIT.finditer(code)]
    for match in NUMBER.finditer(code):
        line = code[code.rfind("\n", 0, match.start()) + 1:match.start()]
        kind = "year" if "年度：" in line else "number"
        tokens.append(Token(kind, *match.span()))
    return sorted(tokens, key=lambda token: token.start)


def find_mutants(text):
    """Yields every mutant; `start` and `end` say where its changed token stands, in characters."""
    for token in find_tokens(text):
        old = text[token.start:token.end]
        if token.kind == "unit":
            news = [(f"{old} → {new}", new) for new in OTHER_UNITS[old]]
        else:
            news = [(f"{old} → {old[:at]}{digit}{old[at + 1:]}", old[:at] + digit + old[at + 1:])
                    for at in range(len(old)) if old[at].isdigit()
                    for digit in "0123456789" if digit != old[at]]
        for name, new in news:
            line = text.count("\n", 0, token.start) + 1
            yield Mutant(token.kind, f"line {line}: {name}", token.start, token.start + len(new),
                         text[:token.start] + new + text[token.end:])


def values(text):
    """The code as a list of (word, what stands behind its colon without a block)."""
    pairs = []
    for line in TEXT.sub(lambda match: "//" * match[0].startswith("//") or '"', text).splitlines():
        word, colon, value = line.strip().partition("：")
        if colon:
            pairs.append((word, re.sub(r" *\{.*", "", value)))
    return pairs


def in_yuan(value, money):
    """The amount `80.00` or `20.00 万元` as a fraction."""
    number, unit = AMOUNT.match(value).groups()
    return fractions.Fraction(number) * YUAN[unit or money]


def totals(text):
    """Every total and what it is made of, or None where the text is none that we can reckon with."""
    try:
        pairs = values(text)
        fields = dict(pairs)
        money = fields["金额单位"]
        names = ("总预算", "当年预算", "财政拨款", "上级财政拨款", "本级财政安排", "下级财政配套",
                 "其他资金", "金额")
        result = {name: in_yuan(fields[name], money) for name in names}
        result["拨款之和"] = sum(result[name] for name in names[3:6])
        result["当年之和"] = result["财政拨款"] + result["其他资金"]
        lines = [FORMULA.match(value).groups() for word, value in pairs if "×" in value]
        for i, (price, unit, per, count, counted, amount, amount_unit) in enumerate(lines):
            if per != counted:
                return None
            result[f"算式 {i}"] = fractions.Fraction(price) * YUAN[unit] * fractions.Fraction(count)
            result[f"明细 {i}"] = fractions.Fraction(amount) * YUAN[amount_unit]
        result["明细之和"] = sum(result[f"明细 {i}"] for i in range(len(lines)))
        return result
    except (AttributeError, KeyError, ValueError):
        return None


def identities(of):
    """Whether what the form adds up does add up: a check of this reckoning itself."""
    lines = [name for name in of if name.startswith("算式")]
    return (of["拨款之和"] == of["财政拨款"] and of["当年之和"] == of["当年预算"] and
            of["总预算"] == of["当年预算"] == of["明细之和"] == of["金额"] and len(lines) == 3 and
            all(of[name] == of[name.replace("算式", "明细")] for name in lines))


def check(folder):
    """The diagnostics of all files in a folder, by file name."""
    done = subprocess.run([JIXIAO, "check", str(folder), "--format", "json", "--allow", "all"],
                          cwd=ROOT, capture_output=True, check=False)
    found = collections.defaultdict(list)
    for line in done.stdout.decode("utf-8").splitlines():
        diagnostic = json.loads(line)
        if "code" in diagnostic and diagnostic["severity"] in ("error", "warning"):
            found[pathlib.Path(diagnostic["path"]).name].append(diagnostic)
    return found


def place(diagnostic):
    """What makes a diagnostic of a mutant the same as one of the seed."""
    return diagnostic["code"], diagnostic["line"], diagnostic["column"]


def judge(mutant, diagnostics, known, seed_totals):
    """'diagnosed', 'harmless', 'no total', or '' if the compiler let a slip go."""
    start, end = (len(mutant.text[:at].encode()) for at in (mutant.start, mutant.end))

    def covers(diagnostic):
        return any(one["path"] == diagnostic["path"] and one["byte_start"] <= start and
                   end <= one["byte_end"] for one in [diagnostic, *diagnostic["labels"]])

    if any(place(one) not in known and covers(one) for one in diagnostics):
        return "diagnosed"
    if any(one["code"] == "JX0407" and one["byte_start"] == start for one in diagnostics):
        return "no total"
    return "harmless" if totals(mutant.text) == seed_totals else ""


def main():
    text = SEED.read_text("utf-8")
    seed_totals = totals(text)
    if not seed_totals or not identities(seed_totals):
        print("FAIL the seed's own totals do not add up\n0 passed, 1 failed")
        return 1
    mutants = list(find_mutants(text))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "seed.jx").write_text(text, "utf-8")
        for number, mutant in enumerate(mutants):
            (pathlib.Path(folder) / f"{number}.jx").write_text(mutant.text, "utf-8")
        found = check(folder)
    known = {place(one) for one in found["seed.jx"]}
    counts, failures, reports = collections.Counter(), [], collections.Counter()
    for number, mutant in enumerate(mutants):
        diagnostics = found[f"{number}.jx"]
        verdict = judge(mutant, diagnostics, known, seed_totals)
        counts[mutant.kind, verdict] += 1
        if verdict == "diagnosed":
            reports[sum(place(one) not in known for one in diagnostics)] += 1
        if not verdict:
            failures.append(mutant.name + ": " + (", ".join(
                f"{one['code']} at line {one['line']}" for one in diagnostics
                if place(one) not in known) or "nothing is said"))
    for (kind, verdict), count in sorted(counts.items()):
        print(f"{kind:8} {verdict or 'let go':10} {count:5}")
    print("new diagnostics of one slip: " +
          ", ".join(f"{count} × {size}" for size, count in sorted(reports.items())))
    for failure in failures:
        print(f"FAIL {failure}")
    print(f"{len(mutants) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

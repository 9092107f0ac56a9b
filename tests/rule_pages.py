"""The pages of the rules, one a rule of the library: docs/rules/CODE.md, both languages on it.

Every rule that `jixiao rules` lists as the library's and that has a code has a page, a case that breaks
it (tests/cases/rules/CODE.jx, whose .err shows the code) and one that keeps it (CODE-ok.jx, which
does not get the code). A rule that the program itself checks is shown by its diagnostic's code.
On the page stand at least one wrong and one right example, and the program is asked whether they are:

    ```jixiao wrong            a whole file that breaks the rule
    ```jixiao right            a whole file that keeps it
    ```jixiao wrong project    what stands in a project; a project of Shanghai's in 万元 is put around it
    ```jixiao wrong national   the same, of the national form of 2021
    ```jixiao file=NAME.jx     a file beside the examples that follow it

All rules are on while an example is judged, so that a right one may get other codes than the page's.
"""
import json
import pathlib
import re
import tempfile

from pages import BLOCK
from program import CASES, ROOT, clip, died

PAGES = ROOT / "docs" / "rules"
AROUND = {
    "project": '引用 "std/上海市/2020"\n项目 “示例” {\n金额单位：万元\n年度：2020\n%s}\n',
    "national": '引用 "std/国家/2021"\n项目 “示例” {\n金额单位：万元\n年度：2020\n%s}\n',
}


def library_rules(program):
    """The rules of the library that have a code, as `jixiao rules` tells of them."""
    status, output, errors = program.run("rules", "--format", "json", folder=CASES)
    if status != 0:
        raise RuntimeError(f"jixiao rules: exit {status}\n{errors.decode('utf-8', 'replace')}")
    return [rule for rule in json.loads(output)["rules"]
            if rule["path"].startswith("std/") and re.fullmatch(r"[A-Z]+[0-9]+", rule["code"])]


def is_broken(text, rule):
    """Whether a check printed a finding of the rule's, or one that the program tells of it."""
    return any(f"[{code}]" in text for code in (rule["code"], *rule["diagnostics"]))


def case_problems(rule):
    """Yields (title, problem): a case breaks the rule, another keeps it."""
    folder, code = CASES / "rules", rule["code"]
    for name, wanted in ((code, True), (f"{code}-ok", False)):
        spec, printed = folder / f"{name}.jx", folder / f"{name}.err"
        if not spec.exists():
            yield f"tests/cases/rules/{name}.jx", "there is no such case"
            continue
        text = printed.read_text("utf-8") if printed.exists() else ""
        problem = "" if is_broken(text, rule) == wanted else \
            f"{'does not get' if wanted else 'gets'} {code}"
        yield f"tests/cases/rules/{name}.jx", problem


def covered(codes):
    """Yields (title, problem): what coverage.md names, there is, and every rule is named in it."""
    path = PAGES / "coverage.md"
    named = set(re.findall(r"\[([A-Z]\d+)\]\(\1\.md\)", path.read_text("utf-8")))
    yield f"{path.relative_to(ROOT)} names every rule", " ".join(sorted(codes - named))
    yield f"{path.relative_to(ROOT)} names rules that there are", " ".join(sorted(named - codes))


def documented(program):
    """Yields (title, problem): every rule has a page and cases, every page and case a rule."""
    rules = library_rules(program)
    codes = {rule["code"] for rule in rules}
    yield from covered(codes)
    for rule in rules:
        page = PAGES / f"{rule['code']}.md"
        yield f"docs/rules/{page.name}", "" if page.exists() else "there is no such page"
        yield from case_problems(rule)
    for page in sorted(PAGES.glob("*.md")):
        if page.stem not in codes and page.name not in ("README.md", "coverage.md"):
            yield page.relative_to(ROOT), "is of no rule of the library"


def check_example(program, rule, words, text, beside):
    """Runs one example; gives what is wrong, or empty."""
    around = next((AROUND[word] for word in words if word in AROUND), "%s")
    with tempfile.TemporaryDirectory() as folder:
        for name, content in beside.items():
            (pathlib.Path(folder) / name).write_text(content, "utf-8")
        (pathlib.Path(folder) / "main.jx").write_text(around % text, "utf-8")
        status, output, _ = program.run("check", "main.jx", folder=folder, merge=True)
    shown = output.decode("utf-8", "backslashreplace")
    if died(status):
        return f"exit {status}\n{clip(shown)}"
    is_shown = is_broken(shown, rule)
    if is_shown != ("wrong" in words):
        return f"the example “{' '.join(words)}” {'gets' if is_shown else 'does not get'} " \
               f"{rule['code']}:\n{text}\n{clip(shown, 40)}"
    return ""


def check_page(program, rule):
    """Yields (title, problem) of the examples on one page."""
    path = PAGES / f"{rule['code']}.md"
    if not path.exists():
        return
    page, title, beside, kinds = path.read_text("utf-8"), f"docs/rules/{path.name}", {}, set()
    for information, text in BLOCK.findall(page):
        words = information.split()
        name = next((word[5:] for word in words if word.startswith("file=")), None)
        if name:
            beside[name] = text
            continue
        kinds.update(words)
        yield f"{title}: {information}", check_example(program, rule, words, text, beside)
    missing = {"wrong", "right"} - kinds
    yield f"{title} has examples", f"none is {' or '.join(sorted(missing))}" if missing else ""
    yield f"{title} is in both languages", "" if "\n## English\n" in page else "no `## English`"


def run(program, pool):
    """Yields (title, problem); an empty problem is a check that holds."""
    yield from documented(program)
    rules = library_rules(program)
    for results in pool.map(lambda rule: list(check_page(program, rule)), rules):
        yield from results

"""The pages of the manual, one a diagnostic: docs/diagnostics/JXNNNN.md, both languages on it.

Every code of src/base/diag.def has a page and a case whose .err shows it. On the page stand at least
one wrong and one right example, and the program is asked whether they are:

    ```jixiao wrong            a whole file that gets the code
    ```jixiao right            a whole file that does not
    ```jixiao wrong project    what stands in a project; a project of Shanghai's in 万元 is put around it
    ```jixiao wrong bytes      as above, with \\xNN for bytes that this page cannot hold
    ```jixiao file=NAME.jx     a file beside the examples that follow it

The example itself is called main.jx. Where no example can be shown (a file too large, say) the page
has a line `<!-- no example: REASON -->` and neither example nor case is asked for.
"""
import pathlib
import re
import tempfile

from program import CASES, NO_RULES, ROOT, clip, died

PAGES = ROOT / "docs" / "diagnostics"
ROW = re.compile(r'^DIAG\("(JX\d{4})"', re.MULTILINE)
BLOCK = re.compile(r"^```jixiao[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXEMPT = re.compile(r"^<!-- no example: .+ -->$", re.MULTILINE)
PROJECT = "引用 \"std/上海市/2020\"\n项目 “示例” {\n金额单位：万元\n%s}\n"


def all_codes():
    """Every code of diag.def, in its order."""
    return ROW.findall((ROOT / "src" / "base" / "diag.def").read_text("utf-8"))


def codes_in_cases():
    """The codes that some .err file shows."""
    return {code for path in CASES.rglob("*.err")
            for code in re.findall(r"JX\d{4}", path.read_text("utf-8", "replace"))}


def read_page(code):
    """The text of a page, or empty."""
    path = PAGES / f"{code}.md"
    return path.read_text("utf-8") if path.exists() else ""


def example_bytes(words, text):
    """What is to be written to main.jx."""
    if "project" in words:
        text = PROJECT % text
    data = text.encode("utf-8")
    if "bytes" in words:
        data = re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), data)
    return data


def check_example(program, code, words, text, beside):
    """Runs one example; gives what is wrong, or empty."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in beside.items():
            (pathlib.Path(folder) / name).write_text(content, "utf-8")
        (pathlib.Path(folder) / "main.jx").write_bytes(example_bytes(words, text))
        status, output, _ = program.run("check", "main.jx", *NO_RULES, folder=folder, merge=True)
    shown = output.decode("utf-8", "backslashreplace")
    if died(status):
        return f"exit {status}\n{clip(shown)}"
    if (code in shown) != ("wrong" in words):
        return f"the example “{' '.join(words)}” {'gets' if code in shown else 'does not get'} " \
               f"the code:\n{text}\n{clip(shown, 20)}"
    return ""


def check_examples(program, code):
    """Yields (title, problem) of the examples on one page."""
    page = read_page(code)
    title, beside, kinds = f"docs/diagnostics/{code}.md", {}, set()
    for information, text in BLOCK.findall(page):
        words = information.split()
        name = next((word[5:] for word in words if word.startswith("file=")), None)
        if name:
            beside[name] = text
            continue
        kinds.update(words)
        yield f"{title}: {information}", check_example(program, code, words, text, beside)
    if page and not EXEMPT.search(page):
        missing = {"wrong", "right"} - kinds
        yield f"{title} has examples", f"none is {' or '.join(sorted(missing))}" if missing else ""


def documented():
    """Yields (title, problem): every code has a page and a case, every page a code."""
    shown_codes, codes = codes_in_cases(), all_codes()
    for code in codes:
        page = read_page(code)
        yield f"docs/diagnostics/{code}.md", "" if page else "there is no such page"
        if not EXEMPT.search(page):
            yield f"{code} has a case", \
                "" if code in shown_codes else "no .err below tests/cases shows it"
    for path in sorted(PAGES.glob("JX*.md")):
        if path.stem not in codes:
            yield path.relative_to(ROOT), "is of no code in diag.def"


def run(program, pool):
    """Yields (title, problem); an empty problem is a check that holds."""
    yield from documented()
    for results in pool.map(lambda code: list(check_examples(program, code)), all_codes()):
        yield from results

"""The program under test: where it is, how it is started, which cases there are.

Every run has a fixed environment, so that nothing of the machine's leaks into what is expected.
"""
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
LANGUAGES = ("zh", "en")
RUN_SECONDS = int(os.environ.get("RUN_SECONDS", "60"))

# What is about the compiler and not about rules is tried without them: a spec of a few lines breaks many.
NO_RULES = ("--allow", "all")
# The areas of cases that are about rules.
RULE_AREAS = ("rules", "rules-language", "workspaces", "frameworks", "good")

# What the sanitizers need is passed on; all else is set here.
PLAIN = {"LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", "PATH": os.environ["PATH"], **{
    name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
# The same program must say the same here.
FOREIGN = {**PLAIN, "LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.GB18030", "TZ": "Asia/Shanghai",
           "HOME": "/", "COLUMNS": "40", "TERM": "xterm-256color"}


class Program:
    """build/jixiao, with what it did when it was run."""

    def __init__(self, build):
        self.build = (ROOT / build).resolve()
        self.path = self.build / "jixiao"

    def run(self, *arguments, folder=CASES, environment=None, merge=False,
            stdin=b""):
        """Gives (exit status, stdout, stderr) as numbers and bytes; a crash is negative, too long
        is None. With `merge` the two outputs are one, as a terminal shows them."""
        try:
            done = subprocess.run(
                [self.path, *map(str, arguments)], cwd=folder, env=environment or PLAIN,
                input=stdin, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if merge else subprocess.PIPE, timeout=RUN_SECONDS,
                check=False)
        except subprocess.TimeoutExpired as late:
            return None, late.stdout or b"", late.stderr or b""
        return done.returncode, done.stdout, done.stderr or b""


def own_rules(spec):
    """The options that leave nothing but the rules of a file itself, and 必填 (C1) if it speaks of it."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "stdlib" / "rules").glob("*.jx"))]
    rules = [rule for text in texts for rule in re.split(r"^规则 ", text, flags=re.MULTILINE)[1:]]
    # What is nothing but the program's own check has no subject, and cannot be switched off.
    codes = [code for rule in rules if "对象：" in rule for code in re.findall(r"编码：(\w+)", rule)
             if code != "C1"]
    if "必填" not in spec and "required" not in spec:
        codes.append("C1")
    return [word for code in codes for word in ("--allow", code)]


def rule_options(case):
    """The options that a case is checked and built with."""
    if case.relative_to(CASES).parts[0] == "rules-language":
        return own_rules(case.read_text("utf-8", "replace"))
    return () if case.relative_to(CASES).parts[0] in RULE_AREAS else NO_RULES


def without_rules(arguments):
    """A command line that judges no rules, if it is one that would."""
    first, rest = list(arguments[:1]), list(arguments[1:])
    return first + [*(NO_RULES if first in (["check"], ["build"]) else []), *rest]


def died(status):
    """Whether an exit status is none of those that the program may end with (0, 1, 2)."""
    return status not in (0, 1, 2)


def find_cases(below=CASES):
    """The case files, sorted: every NAME.jx, and of a folder that has a main.jx that one alone."""
    cases = []
    for folder, _, names in sorted(os.walk(below)):
        inputs = sorted(name for name in names if name.endswith(".jx"))
        parents = pathlib.Path(folder).relative_to(below).parents
        if any((below / parent / "main.jx").exists() for parent in parents):
            continue
        if "main.jx" in inputs:
            inputs = ["main.jx"]
        cases += [pathlib.Path(folder) / name for name in inputs]
    return cases


def clip(text, lines=60):
    """Text for a failure report: the first lines of it."""
    kept = text.splitlines()
    rest = [f"… {len(kept) - lines} more lines"] if len(kept) > lines else []
    return "\n".join(kept[:lines] + rest)

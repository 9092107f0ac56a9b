#!/usr/bin/env python3
"""What the compiler cannot check. Prints a line a finding; the last line counts the checks.

Each check is a function that yields findings; its first line says what it holds. `make lint` builds
first, because one check reads the objects.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

import pages
import rule_pages
from program import Program

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOORS = ["base", "syntax", "sema", "emit", "tools"]
FILE_LINES, FUNCTION_LINES = 600, 80
CODE = {".c", ".h", ".l", ".y", ".py", ".mjs", ".js", ".css", ".sh"}
# Inputs and what is expected of them may hold anything.
RAW = ("tests/cases/", "tests/fuzz/corpus/")
# Functions that depend on the locale, the clock or chance, or that are traps of cJSON's.
BANNED_CALLS = {"setlocale", "newlocale", "uselocale", "localeconv", "strtod", "strtof", "strtold",
                "atof", "strcoll", "strxfrm", "wcwidth", "wcswidth", "mbstowcs", "mbrtowc", "time",
                "clock", "gettimeofday", "localtime", "localtime_r", "gmtime", "strftime", "rand",
                "random", "gets", "strcpy", "strcat", "sprintf", "vsprintf", "strtok", "tmpnam",
                "cJSON_Parse", "cJSON_Compare", "cJSON_Minify"}
BANNED_WORDS = re.compile(r"\b(double|float|valuedouble)\b|%[-+ #0-9.*]*l?[aefgAEFG]\b")
# In two pieces each, so that this file does not hold them.
PLACES = re.compile("|".join([r"/wo" r"rk/", r"/ro" r"ot/", r"/ho" r"me/\w", r"/Us" r"ers/",
                              r"registry\.np" r"mjs", r"npm" r"mirror"]))


def tracked_files():
    """The files of the repository, those not yet committed included."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                           cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def name_of(path):
    """The path as people write it."""
    return str(path.relative_to(ROOT))


def sources(*endings):
    """Files below src/ with one of the endings."""
    return sorted(path for path in (ROOT / "src").rglob("*") if path.suffix in endings)


def without_comments(text, strings=True):
    """C text with comments (and, unless `strings`, literals) blanked; line numbers stay."""
    def blank(match):
        found = match[0]
        keep = strings and found[0] in "\"'"
        return found if keep else re.sub(r"[^\n]", " ", found)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text,
                  flags=re.DOTALL)


def check_floors(_):
    """A file includes its own floor and those below."""
    for path in sources(".c", ".h", ".def"):
        floor = path.relative_to(ROOT / "src").parts[0]
        if floor not in FLOORS:
            yield f"{name_of(path)}: {floor} is no floor"
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            match = re.match(r'\s*#\s*include "([^"]+)"', line)
            target = match[1].split("/")[0] if match else floor
            if target in ("parser.h", "lexer.h"):
                target = "syntax"
            if target not in FLOORS:
                yield f"{name_of(path)}:{number}: write the include from src/: {match[1]}"
            elif FLOORS.index(target) > FLOORS.index(floor):
                yield f"{name_of(path)}:{number}: {floor} may not include {target}"


def check_comments(_):
    """Every prototype in a header has a comment before it, or before the group it stands in."""
    # An inline function may do without: what it does stands there.
    prototype = re.compile(r"(?!typedef|static inline)[A-Za-z_][\w\s*]*\b\w+\(")
    for path in sources(".h"):
        lines = path.read_text("utf-8").splitlines()
        depth = 0
        for number, line in enumerate(without_comments("\n".join(lines), False).splitlines()):
            starts = depth == 0 and prototype.match(line)
            depth += line.count("{") - line.count("}")
            if not starts:
                continue
            first = number
            while first > 0 and lines[first - 1].strip():
                first -= 1
            group = lines[first:number + 1]
            if not any(re.match(r"\s*(/\*|\*|//)", above) for above in group) and \
                    "/*" not in lines[number]:
                yield f"{name_of(path)}:{number + 1}: no comment: {line.strip()}"


def check_headers_alone(build):
    """Each header compiles alone."""
    for path in sources(".h"):
        done = subprocess.run(
            ["gcc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Werror",
             "-fsyntax-only", "-I", "src", "-I", str(build), "-x", "c", "-include",
             str(path.relative_to(ROOT / "src")), "/dev/null"],
            cwd=ROOT, capture_output=True, check=False)
        if done.returncode:
            first = re.search(r"^.*error: .*$", done.stderr.decode(errors="replace"), re.MULTILINE)
            yield f"{name_of(path)}: does not compile alone: {first[0] if first else 'why?'}"


def check_variables(build):
    """No object holds a variable that can change."""
    symbol = re.compile(r"^[0-9a-f]+ .{7} (\S+)\s+([0-9a-f]+) +(?:\.hidden )?(\S+)$")
    objects = sorted((build / "obj").rglob("*.o"))
    if not objects:
        yield f"{build}: no objects; run make first"
    for path in objects:
        table = subprocess.run(["objdump", "-t", str(path)], capture_output=True, check=True)
        for line in table.stdout.decode().splitlines():
            match = symbol.match(line)
            if match and re.match(r"\.(data(?!\.rel\.ro)|bss|tdata|tbss)|\*COM\*", match[1]) and \
                    int(match[2], 16) and not match[3].startswith("."):
                yield f"{path.relative_to(build)}: variable {match[3]} in {match[1]}"


def check_calls(build):
    """Nothing that depends on locale, clock or chance is called; cJSON's traps are not."""
    for path in sorted((build / "obj").rglob("*.o")):
        table = subprocess.run(["nm", "-u", str(path)], capture_output=True, check=True)
        for name in sorted({line.split()[-1] for line in table.stdout.decode().splitlines()}):
            if name in BANNED_CALLS:
                yield f"{path.relative_to(build)}: calls {name}"


def check_binary_fractions(_):
    """No double and no %f in src: a user's number is exact."""
    for path in sources(".c", ".h", ".def"):
        text = without_comments(path.read_text("utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            words = re.sub(r"%%", "", line)
            match = BANNED_WORDS.search(words)
            if match and not (match[0][0] != "%" and match[0] not in without_comments(words, False)):
                yield f"{name_of(path)}:{number}: {match[0]}"


def check_counted_texts(_):
    """A text that stands beside the number of its bytes, as in {"项目", 6}, has so many."""
    for path in sources(".c", ".h", ".def"):
        text = path.read_text("utf-8")
        for match in re.finditer(r'\{"((?:[^"\\\n]|\\")+)",\s*(\d+)\}', text):
            length, said = len(match[1].replace('\\"', '"').encode()), int(match[2])
            if 0 < abs(length - said) < 10:  # else it is no count: {"亿", 100000000}
                yield f"{name_of(path)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]} has {length}"


def check_sizes(_):
    """No file is longer than 600 lines, no function than 80; names of files say something."""
    for path in tracked_files():
        if path.suffix not in CODE or name_of(path).startswith(RAW):
            continue
        if re.fullmatch(r"utils?|common|misc|helpers?", path.stem):
            yield f"{name_of(path)}: what is it about?"
        lines = path.read_text("utf-8").splitlines()
        if len(lines) > FILE_LINES:
            yield f"{name_of(path)}: {len(lines)} lines, at most {FILE_LINES}"
        if path.suffix not in (".c", ".h"):
            continue
        start = None
        for number, line in enumerate(lines, 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                if number - start + 1 > FUNCTION_LINES:
                    yield f"{name_of(path)}:{start}: a function of {number - start + 1} lines, " \
                          f"at most {FUNCTION_LINES}"
                start = None


def check_text(_):
    """Text is UTF-8, ends in a newline, has no trailing space, no CR and no place of one machine."""
    for path in tracked_files():
        name, data = name_of(path), path.read_bytes()
        if name.startswith(RAW) or b"\0" in data[:8000]:
            continue
        if not re.fullmatch(r"[\x20-\x7e]+", name):
            yield f"{name}: names of files are ASCII"
        try:
            lines = data.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            yield f"{name}: not UTF-8"
            continue
        if data and lines[-1]:
            yield f"{name}: no newline at the end"
        for number, line in enumerate(lines, 1):
            if line.rstrip() != line and path.name != "LICENSE":
                yield f"{name}:{number}: trailing space or CR"
            if PLACES.search(line):
                yield f"{name}:{number}: a place of one machine: {PLACES.search(line)[0]}"
    if '"resolved"' in (ROOT / "tests" / "package-lock.json").read_text("utf-8"):
        yield "tests/package-lock.json: holds addresses; npm install --omit-lockfile-registry-resolved"


def check_layout(_):
    """C is laid out by clang-format."""
    paths = [path for path in tracked_files() if path.suffix in (".c", ".h")]
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *map(str, paths)],
                          capture_output=True, check=False, cwd=ROOT)
    found = re.findall(r"^(\S+?:\d+):\d+: error", done.stderr.decode(errors="replace"), re.MULTILINE)
    for place in sorted({place.replace(f"{ROOT}/", "").split(":")[0] for place in found}):
        yield f"{place}: run make format"


def check_analysis(build):
    """cppcheck finds nothing."""
    done = subprocess.run(
        ["cppcheck", "--quiet", "--enable=warning,portability", "--inline-suppr", "--std=c11",
         "--error-exitcode=1", "--suppress=missingIncludeSystem", "-j2",
         "--template={file}:{line}: {message} ({id})", "-I", "src", "-I", str(build), "src",
         "stdlib/embed.c", "stdlib/hash.c", "stdlib/image.c"],
        cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        yield from done.stderr.decode(errors="replace").splitlines()


def check_codes(_):
    """Every diagnostic has a page and a case."""
    for title, problem in pages.documented():
        if problem:
            yield f"{title}: {problem}"


def check_rules(build):
    """Every rule of the library has a page, a case that breaks it and one that keeps it."""
    for title, problem in rule_pages.documented(Program(build)):
        if problem:
            yield f"{title}: {problem}"


def check_dependencies(_):
    """deps.txt and tests/package.json pin the same versions."""
    rows = [[field.strip() for field in line.split("|")]
            for line in (ROOT / "deps.txt").read_text("utf-8").splitlines()
            if line and not line.startswith("#")]
    for row in rows:
        if len(row) != 4 or not set(row[1].split()) <= {"build", "test", "bench", "coverage", "test-npm"} or not all(row):
            yield f"deps.txt: {' | '.join(row)}: want package | kind | there if | reason"
    listed = {row[0] for row in rows if row[1] == "test-npm"}
    pinned = json.loads((ROOT / "tests" / "package.json").read_text("utf-8"))["devDependencies"]
    for package in listed ^ {f"{name}@{version}" for name, version in pinned.items()}:
        yield f"deps.txt and tests/package.json differ on {package}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build")
    parser.add_argument("words", nargs="*", help="run the checks whose name holds one of these")
    arguments = parser.parse_args()
    build = (ROOT / arguments.build).resolve()
    failed = passed = 0
    for name, check in list(globals().items()):
        if not name.startswith("check_") or \
                (arguments.words and not any(word in name for word in arguments.words)):
            continue
        findings = list(check(build))
        passed, failed = passed + (not findings), failed + bool(findings)
        if findings:
            print(f"FAIL {check.__doc__.splitlines()[0]}")
            print("".join(f"    {finding}\n" for finding in findings), end="")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

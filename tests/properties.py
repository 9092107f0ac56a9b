"""What holds for every case and example, whatever they are about.

- `check` of the whole folder gives the same bytes on one thread and on eight, and in another locale,
  time zone and home folder; so does `build` of the examples.
- Every line of `check --format json` is strict JSON.
- The JSON of every case that can be built is strict, and valid by `jixiao schema`.
- The examples have no errors.
- `fmt` of a case, an example or a file of the library without syntax errors keeps its tree, and doing
  it again changes nothing; what `fmt --diff` prints makes the one of the other when git applies it.
- `fix` makes no case worse, mends some, and leaves nothing that it would mend.
- A file cut short anywhere is told the same with a line end at its end and without, and its edits make
  the same text of it.
- What begins a file is told as it is on its second line.
- Tabs for blanks, blanks behind lines and the line ends of Windows change nothing of what is told.
- With amounts, or counts and prices, of as many digits as a number may have nothing dies, what cannot be worked
  out is told, and what is built is strict JSON and pages that are whole.
- What stands behind more mistakes than are kept is judged and counted as it is without them.
"""
import collections
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from program import CASES, FOREIGN, NO_RULES, PLAIN, ROOT, clip, find_cases, rule_options

SCHEMA_CHECKER = ROOT / "tests" / "schema.mjs"
EXAMPLES = ROOT / "examples"


def strict_json(text):
    """Parses bytes as JSON of the letter: no NaN, no key twice, no bad UTF-8."""
    def no_constant(word):
        raise ValueError(f"{word} is not JSON")

    def no_twins(pairs):
        keys = [key for key, _ in pairs]
        if len(set(keys)) != len(keys):
            raise ValueError(f"a key stands twice in {keys}")
        return dict(pairs)
    return json.loads(text.decode("utf-8"), parse_constant=no_constant, object_pairs_hook=no_twins)


def first_difference(one, other):
    """Says where two runs, given as (status, stdout, stderr), part; empty if they do not."""
    if one == other:
        return ""
    if one[0] != other[0]:
        return f"exit {one[0]} and {other[0]}"
    for a, b in zip(one[1:], other[1:]):
        lines = zip(a.splitlines() + [b"(end)"], b.splitlines() + [b"(end)"])
        for number, (left, right) in enumerate(lines, 1):
            if left != right:
                return f"line {number}: {left.decode('utf-8', 'backslashreplace')}\n" \
                       f"     and: {right.decode('utf-8', 'backslashreplace')}"
    return "the outputs differ"


def same_whatever_the_machine(program, pool):
    """check: -j1 = -j8 = another locale, as text and as JSON."""
    for extra in (["--lang", "zh"], ["--lang", "en"], ["--format", "json", "--lang", "zh"]):
        arguments = ["check", *extra, "."]
        runs = list(pool.map(lambda how, words=arguments: program.run(*words, how[0],
                                                                      environment=how[1]),
                             [("-j1", PLAIN), ("-j8", PLAIN), ("-j8", FOREIGN)]))
        title = " ".join(arguments)
        yield f"{title}: -j1 = -j8", first_difference(runs[0], runs[1])
        yield f"{title}: same in another locale", first_difference(runs[1], runs[2])


def lines_are_json(program):
    """check --format json: strict JSON, line by line."""
    status, output, errors = program.run("check", "--format", "json", ".")
    problem = "" if output else f"prints nothing, exit {status}\n{errors.decode(errors='replace')}"
    for number, line in enumerate(output.splitlines(), 1):
        try:
            strict_json(line)
        except ValueError as error:
            problem = f"line {number}: {error}"
            break
    yield "check --format json: every line is JSON", problem


def build_json(program, source, target):
    """Builds the JSON of one file; gives what is wrong with it, or empty. No file: cannot be built."""
    status, output, errors = program.run("build", source.name, "--to", "json", "-o", "-", "--draft",
                                         folder=source.parent)
    if status not in (0, 1):
        return f"exit {status}: {clip(errors.decode(errors='replace'))}"
    if not output:
        return ""
    try:
        # A file with several projects gives a document for each, one behind the other.
        documents = re.split(r"(?<=^\}\n)(?=\{$)", output.decode(), flags=re.MULTILINE)
        for number, document in enumerate(documents):
            strict_json(document.encode())
            target.with_name(f"{target.name}.{number}").write_text(document, encoding="utf-8")
    except ValueError as error:
        return f"not JSON: {error}"
    return ""


def json_is_valid(program, cases, pool):
    """build --to json: valid by the schema that the program gives."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        status, schema, errors = program.run("schema")
        (folder / "schema").write_bytes(schema)
        yield "schema", "" if status == 0 else f"exit {status}: {errors.decode(errors='replace')}"
        sources = [*cases, *sorted(EXAMPLES.rglob("*.jx"))]
        targets = [folder / str(source.relative_to(ROOT)).replace("/", "__") for source in sources]
        for source, problem in zip(sources, pool.map(
                lambda pair: build_json(program, *pair), zip(sources, targets))):
            if problem:
                yield f"{source.relative_to(ROOT)}: build --to json", problem
        made = [made for target in targets for made in sorted(folder.glob(f"{target.name}.*"))]
        if not made:
            yield "JSON is valid by its schema", "nothing could be built"
            return
        done = subprocess.run(["node", SCHEMA_CHECKER, folder / "schema", *made], check=False,
                              capture_output=True)
        yield f"JSON of {len(made)} files is valid by its schema", "" if done.returncode == 0 else \
            clip((done.stdout + done.stderr).decode(errors="replace").replace(f"{folder}/", ""))


def tree_of(folder):
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def examples_build(program):
    """The examples pass, and their reports are the same however they are made."""
    status, output, errors = program.run("check", "examples", folder=ROOT)
    yield "examples pass", "" if status == 0 else clip((output + errors).decode(errors="replace"))
    with tempfile.TemporaryDirectory() as temporary:
        trees = []
        for name, threads, environment in (("one", "-j1", PLAIN), ("two", "-j8", FOREIGN)):
            folder = pathlib.Path(temporary) / name
            program.run("build", "examples", "-o", folder, threads, "--lang", "zh", folder=ROOT,
                        environment=environment)
            trees.append(tree_of(folder))
        differing = sorted(name for name in trees[0].keys() | trees[1].keys()
                           if trees[0].get(name) != trees[1].get(name))
        yield "reports of the examples are the same on any machine", \
            "differ: " + ", ".join(differing) if differing else ("" if trees[0] else "none are made")


def tree_without_places(program, text):
    """What `parse` prints of a text, without the places of its nodes."""
    _, output, _ = program.run("parse", "-", stdin=text)
    return re.sub(rb"(?m)^( *)\d+-\d+ ", rb"\1", output)


def diff_applies(program, source, text, formatted):
    """Whether git makes the canonical text of what fmt --diff prints."""
    with tempfile.TemporaryDirectory() as temporary:
        path = pathlib.Path(temporary) / "a.jx"
        path.write_bytes(text)
        _, diff, _ = program.run("fmt", "--diff", "a.jx", folder=temporary)
        if text != formatted:
            subprocess.run(["git", "apply", "-p0", "--unidiff-zero", "-"], cwd=temporary,
                           input=diff, check=False, capture_output=True)
        return "" if path.read_bytes() == formatted else f"{source.name}: the diff makes another text"


def format_problem(program, source):
    """What is wrong with the canonical layout of one file, or empty."""
    text = source.read_bytes()
    status, formatted, errors = program.run("fmt", "-", stdin=text)
    if status == 1:
        return "it writes messages where the text should go" if formatted or not errors else ""
    if status:
        return f"exit {status}: {clip(errors.decode(errors='replace'))}"
    if program.run("fmt", "-", stdin=formatted)[1] != formatted:
        return "done twice, it gives another text"
    if tree_without_places(program, text) != tree_without_places(program, formatted):
        return "it changes the tree"
    return diff_applies(program, source, text, formatted)


def layout_keeps_meaning(program, cases, pool):
    """fmt: the same tree, and nothing left to do."""
    sources = [*cases, *sorted(EXAMPLES.rglob("*.jx")), *sorted((ROOT / "stdlib").rglob("*.jx"))]
    problems = pool.map(lambda source: format_problem(program, source), sources)
    failed = [(source, problem) for source, problem in zip(sources, problems) if problem]
    for source, problem in failed:
        yield f"fmt {source.relative_to(ROOT)}", problem
    yield f"fmt keeps the meaning of {len(sources)} files", "some failed" if failed else ""


def errors_of_files(program, folder):
    """How many errors `check` finds in each file below a folder."""
    _, output, _ = program.run("check", *NO_RULES, "--format", "json", "-j1", ".", folder=folder)
    counts = {}
    for line in output.splitlines():
        found = json.loads(line)
        if found.get("severity") == "error":
            counts[found["path"]] = counts.get(found["path"], 0) + 1
    return counts


def fixes_mend(program):
    """fix: no case has more errors after it, some have fewer, and a second time there is nothing to do."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "cases"
        shutil.copytree(CASES, folder)
        before = errors_of_files(program, folder)
        status, _, errors = program.run("fix", ".", folder=folder)
        yield "fix runs", "" if status in (0, 1) else f"exit {status}: {errors.decode()}"
        after = errors_of_files(program, folder)
        worse = [path for path, count in after.items() if count > before.get(path, 0)]
        yield "fix leaves no file with more errors", ", ".join(worse)
        mended = [path for path, count in before.items() if after.get(path, 0) < count]
        yield "fix mends some files", "" if len(mended) > 20 else f"only {len(mended)}"
        status, output, _ = program.run("fix", "--check", ".", folder=folder)
        yield "fix is done at once", "" if status == 0 else clip(output.decode())


# Behind what a file may be cut short: a word, a number, a sign.
CUTS = re.compile(r"(?<=\S)(?=\s)|(?<=[\"“”》:：；;{}（）(),，、/=<>*×.])|(?<=[0-9])(?=\D)")
CUT_AREAS = ("characters", "dates", "format", "syntax", "units")


# Files whose encoding is what is told of them.
OTHER_ENCODINGS = ("gbk-file", "utf16-file")


def cut_short(folders):
    """Writes what is left of cases cut short, into one folder with a line end behind it, into the other
    without, and gives how many there are."""
    texts = {}
    for case in [case for area in CUT_AREAS for case in find_cases(CASES / area)]:
        text = case.read_text("utf-8", "replace")
        for match in CUTS.finditer(text):
            texts.setdefault(text[:match.start()].encode(), f"{case.stem}-{match.start()}.jx")
    for text, name in texts.items():
        (folders[0] / name).write_bytes(text + b"\n")
        (folders[1] / name).write_bytes(text)
    return len(texts)


def told_of(program, folder):
    """What `check` says of each file of a folder, and the text that its edits make of the file."""
    found = collections.defaultdict(list)
    _, output, _ = program.run("check", *NO_RULES, "--format", "json", ".", folder=folder)
    for line in output.splitlines():
        one = json.loads(line)
        if "path" in one:
            found[one["path"]].append(one)
    told = {}
    for path, messages in found.items():
        text = (folder / path).read_bytes()
        edits = {(edit["byte_start"], edit["byte_end"], edit["text"])
                 for one in messages for fix in one.get("fixes", []) for edit in fix["edits"]}
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new.encode() + text[end:]
        told[path] = (text.rstrip(b"\n"), [
            (one["code"], one["line"], one["column"], one["messages"], one["notes"],
             [(label["line"], label["column"], label["message"]) for label in one["labels"]])
            for one in messages])
    return told


def line_end_is_no_matter(program):
    """check: the same of a file cut short, whether or not it ends in a line end."""
    with tempfile.TemporaryDirectory() as temporary:
        folders = [pathlib.Path(temporary) / name for name in ("with", "without")]
        for folder in folders:
            folder.mkdir()
        count = cut_short(folders)
        told = [told_of(program, folder) for folder in folders]
        yield "files cut short are told something", "" if len(told[0]) > count / 2 else \
            f"{len(told[0])} of {count}"
        for path in sorted(told[0].keys() | told[1].keys()):
            both = [one.get(path) for one in told]
            if both[0] != both[1]:
                yield f"{path}: the same without its last line end", f"{both[0]}\nand {both[1]}"
        yield f"{count} files cut short: the same with a line end and without", ""


def places_told(program, folder):
    """Code, line, column and message of what `check` says of each file of a folder, in both languages."""
    told = collections.defaultdict(list)
    _, output, _ = program.run("check", *NO_RULES, "--format", "json", ".", folder=folder)
    for line in output.splitlines():
        one = json.loads(line)
        # That there is no project is said of line 1, whatever stands there.
        if "path" in one and one.get("code", "JX0325") != "JX0325":
            told[one["path"]].append((one["code"], one["line"], one["column"], one["messages"]))
    return told


def beginning_is_no_matter(program):
    """check: the end of any line of a case, and the line behind it: the same at the beginning of a file and below."""
    pieces = {}
    for case in [case for area in CUT_AREAS for case in find_cases(CASES / area)]:
        text = case.read_text("utf-8", "replace")
        for match in CUTS.finditer(text):
            lines = text[match.end():].split("\n", 2)
            if not lines[0].startswith("\ufeff") and case.stem not in OTHER_ENCODINGS:
                pieces.setdefault("\n".join(lines[:2]), f"{case.stem}-{match.end()}.jx")
    with tempfile.TemporaryDirectory() as temporary:
        folders = [pathlib.Path(temporary) / name for name in ("first", "second")]
        for folder, before in zip(folders, ("", "\n")):
            folder.mkdir()
            for text, name in pieces.items():
                (folder / name).write_text(before + text, "utf-8")
        first, second = [places_told(program, folder) for folder in folders]
        for path in sorted(first.keys() | second.keys()):
            moved = [(code, line + 1, *rest) for code, line, *rest in first.get(path, [])]
            if moved != second.get(path, []):
                yield f"{path}: the same on its second line", f"{moved}\nand {second.get(path, [])}"
        yield f"{len(pieces)} beginnings: the same on the second line", "" if len(first) > len(pieces) / 3 else \
            f"only {len(first)} are told something"


# The same text as another editor leaves it.
EDITORS = (
    ("tabs for blanks", rb"(?m)^(?: {4})+", lambda match: b"\t" * (len(match[0]) // 4)),
    ("blanks behind lines", rb"(?<=[^\\\r])\n", b" \t\n"),
    ("line ends of Windows", rb"\r?\n", b"\r\n"),
)


def editor_is_no_matter(program):
    """check: the same codes on the same lines, whatever blanks an editor writes."""
    with tempfile.TemporaryDirectory() as temporary:
        plain = places_told(program, CASES)
        for number, (title, pattern, instead) in enumerate(EDITORS):
            folder = pathlib.Path(temporary) / str(number)
            shutil.copytree(CASES, folder)
            for path in folder.rglob("*.jx"):
                path.write_bytes(re.sub(pattern, instead, path.read_bytes()))
            told = places_told(program, folder)
            differing = [path for path in sorted(plain.keys() | told.keys())
                         if [one[:2] for one in plain.get(path, [])] != [one[:2] for one in told.get(path, [])]]
            yield f"{title}: the same is told of {len(plain)} files", ", ".join(differing)


# Numbers made as long as they may be: those with a point, and those before a unit.
LONG_NUMBERS = (
    ("amounts", re.compile(r"(?<![\d.])([1-9]\d*)(?=\.\d+[ }\n])"), 26),
    ("counts and prices", re.compile(r"(?<![\d.])([1-9]\d*)(?= ?[万元%人项门])"), 24),
)
NUMBER_OVERFLOW = b'"code":"JX0807"'


def long_numbers_are_told(program):
    """check, build: every case and example with numbers of 24 and 26 digits."""
    with tempfile.TemporaryDirectory() as temporary:
        for number, (title, pattern, digits) in enumerate(LONG_NUMBERS):
            folder = pathlib.Path(temporary) / str(number)
            for tree in (CASES, EXAMPLES):
                shutil.copytree(tree, folder / tree.name)
            for path in folder.rglob("*.jx"):
                text = path.read_bytes().decode("utf-8", "surrogateescape")
                text = pattern.sub(lambda match, digits=digits: match[1] + "0" * (digits - len(match[1])), text)
                path.write_bytes(text.encode("utf-8", "surrogateescape"))
            status, output, _ = program.run("check", "--format", "json", ".", folder=folder)
            yield f"{title} of {digits} digits: some cannot be worked out", \
                "" if status == 1 and output.count(NUMBER_OVERFLOW) > 10 else f"exit {status}, {output.count(NUMBER_OVERFLOW)}"
            status, _, errors = program.run("build", ".", "-o", "out", "--draft", "--quiet", "--lang", "zh", folder=folder)
            yield f"{title} of {digits} digits: drafts are built", "" if status == 1 else f"exit {status}: {errors.decode()}"
            made = {path: path.read_bytes() for path in sorted((folder / "out").rglob("*")) if path.is_file()}
            for path, text in made.items():
                if path.suffix == ".json":
                    strict_json(text)
            torn = [path.name for path, text in made.items() if path.suffix == ".html" and not text.endswith(b"</html>\n")]
            yield f"{title} of {digits} digits: {len(made)} reports are whole", ", ".join(torn)


# More errors and more warnings than a file keeps (DIAG_KEPT_LIMIT), which the scanner finds before anything else.
CROWD = "".join(f'定义 杂{i} = {i} \\\n定义 乱{i} = "{i}\u200b"\n' for i in range(1001)).encode()
VERDICT = re.compile(r"结论：(\d+) 个错误，(\d+) 个警告")


def counted_by(program, case, text):
    """How many errors and warnings the verdict on a text in the place of a case counts; none if it passes."""
    _, output, _ = program.run("check", "-", *rule_options(case), "--lang", "zh", "--format", "short",
                               folder=case.parent, stdin=text)
    found = VERDICT.search(output.decode("utf-8", "replace"))
    return [int(count) for count in found.groups()] if found else [0, 0]


def crowd_problem(program, case, crowd):
    """What is wrong with the count of a case behind the crowd, or empty."""
    text = case.read_bytes().removeprefix(b"\xef\xbb\xbf")
    alone, behind = counted_by(program, case, text), counted_by(program, case, CROWD + text)
    # A few are told once in a file, or not with what is like them; most stand on their own.
    # Beside a project, each definition that nothing uses is a warning more.
    right = all(many + own * 4 // 5 <= both for many, own, both in zip(crowd, alone, behind)) and \
        behind[0] <= crowd[0] + alone[0] + 10
    return "" if right else f"{behind} errors and warnings; {alone} alone and {crowd} of the crowd"


def crowds_hide_nothing(program, cases, pool):
    """check: mistakes behind a thousand others count all the same."""
    crowd = counted_by(program, cases[0], CROWD)
    # A file in another encoding is told one thing alone; a bracket left open is mended only so often in a file; and
    # behind so many mistakes no indentation is looked at, so that all that lacks braces is told of its first head.
    counted = [case for case in cases if case.stem not in (*OTHER_ENCODINGS, "build-commands") and
               not case.stem.startswith("braces-by-indentation")]
    problems = pool.map(lambda case: crowd_problem(program, case, crowd), counted)
    failed = [(case, problem) for case, problem in zip(counted, problems) if problem]
    for case, problem in failed:
        yield f"{case.relative_to(CASES)}: behind a crowd", problem
    yield f"what stands behind {crowd} mistakes is counted, in {len(counted)} files", "some failed" if failed else ""


def run(program, cases, pool):
    """Yields (title, problem); an empty problem is a property that holds."""
    yield from same_whatever_the_machine(program, pool)
    yield from lines_are_json(program)
    yield from json_is_valid(program, cases, pool)
    yield from examples_build(program)
    yield from layout_keeps_meaning(program, cases, pool)
    yield from fixes_mend(program)
    yield from line_end_is_no_matter(program)
    yield from beginning_is_no_matter(program)
    yield from editor_is_no_matter(program)
    yield from long_numbers_are_told(program)
    yield from crowds_hide_nothing(program, cases, pool)

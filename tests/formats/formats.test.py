#!/usr/bin/env python3
"""`jixiao check --format sarif, gitlab, github, junit, checkstyle`: the documents for build servers.

Expected documents in both languages (tests/formats/expected, of tests/formats/repository; --update
rewrites them); the validators of reports.py; places worked out anew from the bytes of the files; the cut;
texts and names made to break out; the same bytes on any number of threads; exit statuses.
"""
import argparse
import collections
import copy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from reports import FORMATS, HERE, READERS, sarif_path, sarif_region, strict_json, validate

ROOT = HERE.parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build"))
JIXIAO = os.environ.get("JIXIAO", str(BUILD / "jixiao"))
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", "PATH": os.environ["PATH"], **{
    name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
SHORT = "…"
RANKS = {"error": 0, "warning": 1, "hint": 2, "waived": 3}


def check(folder, *arguments, stdin=b""):
    """Gives (status, stdout, stderr) of a check."""
    done = subprocess.run([JIXIAO, "check", *arguments], cwd=folder, env=ENVIRONMENT, input=stdin,
                          capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def findings(folder, *arguments):
    """What `--format json` says: (entries, what is left out)."""
    _, output, _ = check(folder, "--format", "json", *arguments)
    lines = [strict_json(line) for line in output.split(b"\n") if line]
    return [line for line in lines if "omitted" not in line], \
        [line["omitted"] for line in lines if "omitted" in line]


def repository(temporary, name="repository"):
    """A repository with the files of tests/formats/repository, under Chinese names."""
    folder = pathlib.Path(temporary) / name
    shutil.copytree(HERE / "repository", folder)
    for below in (".git", "申报"):
        (folder / below).mkdir()
    for old, new in (("training.jx", "培训.jx"), ("clean.jx", "无误.jx")):
        (folder / old).rename(folder / "申报" / new)
    return folder


# ---- expected documents -----------------------------------------------------------------------


def shortened(form, output):
    """A document without the pages of the manual, which have their own tests."""
    if form != "sarif":
        return output
    lines = output.decode("utf-8").split("\n")
    for number, line in enumerate(lines):
        if '"shortDescription"' not in line:
            continue
        rule = json.loads(line.lstrip(","), object_pairs_hook=collections.OrderedDict)
        for key in ("fullDescription", "help"):
            if key in rule:
                rule[key] = {name: SHORT for name in rule[key]}
        lines[number] = line[:len(line) - len(line.lstrip(","))] + \
            json.dumps(rule, ensure_ascii=False, separators=(",", ":"))
    return "\n".join(lines).encode()


def test_expected(temporary, update):
    """The documents of one repository in both languages."""
    folder = repository(temporary)
    for language in ("zh", "en"):
        for form in FORMATS:
            status, output, errors = check(folder, "--format", form, "--lang", language)
            name = f"{form}.{language}"
            path = HERE / "expected" / name
            if update:
                path.write_bytes(shortened(form, output))
            yield f"{name}: as expected", path.read_bytes() == shortened(form, output)
            yield f"{name}: valid", validate(form, [output]) or status == 1
            verdict = "结论：3 个错误，1 个警告，1 个提示，1 项豁免\n" if language == "zh" else \
                "verdict: 3 errors, 1 warning, 1 hint, 1 waiver\n"
            yield f"{name}: the verdict is on standard error", errors.decode() == verdict
            quiet = check(folder, "--format", form, "--lang", language, "--quiet")
            yield f"{name}: --quiet", quiet == (1, output, b"")


def test_one_account(temporary):
    """All forms and `--format json` tell the same findings, the worst first; paths are those from the top."""
    folder = repository(temporary, "account")
    entries, _ = findings(folder)
    expected = collections.Counter(
        ("waived" if "waived" in entry else entry["severity"], entry["code"],
         entry["path"].removeprefix("./"), entry["line"]) for entry in entries)
    counted = collections.Counter({key: value for key, value in expected.items()
                                   if key[0] != "waived"})
    for form in FORMATS:
        _, output, _ = check(folder, "--format", form)
        told, left = READERS[form](output)
        yield f"{form}: the findings of json", collections.Counter(told) == (
            expected if form in ("sarif", "junit") else counted) or told
        yield f"{form}: nothing left out", not left
        ranks = [RANKS[finding[0]] for finding in told]
        yield f"{form}: the worst first", ranks == sorted(ranks)
        for below, path in (("申报", "."), ("申报", "../申报/培训.jx"), (".", str(folder)),
                            ("申报", str(folder / "申报"))):
            _, other, _ = check(folder / below, "--format", form, path)
            yield f"{form}: {path} from {below}", \
                sorted(READERS[form](other)[0]) == sorted(told) or other.decode()
    _, output, _ = check(folder, "--format", "sarif")
    rules = [rule["id"] for rule in strict_json(output)["runs"][0]["tool"]["driver"]["rules"]]
    yield "sarif: every rule once", rules == sorted({finding[1] for finding in told} | {"C4"})
    for form in FORMATS:
        _, other, _ = check(folder, "--format", form, "申报/培训.jx", "./申报/培训.jx", ".")
        yield f"{form}: a file that is named thrice", other == check(folder, "--format", form, "申报/培训.jx", ".")[1]
    (folder / ".git").rmdir()
    _, other, _ = check(folder / "申报", "--format", "sarif", ".")
    yield "without a repository: from jixiao.jx", other == output


# ---- places -----------------------------------------------------------------------------------


def place_of(text, offset):
    """The line and the UTF-16 column of a byte, both from 1."""
    begin = text.rfind(b"\n", 0, offset) + 1
    start = 3 if begin == 0 and text.startswith(b"\xef\xbb\xbf") and offset >= 3 else begin
    column = len(text[start:offset].decode("utf-8", "surrogateescape").encode(
        "utf-16-le", "surrogatepass")) // 2
    return text.count(b"\n", 0, offset) + 1, column + 1


def region_of(folder, place):
    """The region of a place of `--format json`, from its bytes."""
    text = (folder / place["path"]).read_bytes()
    return place_of(text, place["byte_start"]) + place_of(text, place["byte_end"])


def apply_sarif(text, replacements):
    """The text with the replacements made: lines and UTF-16 columns, as an editor would."""
    lines = text.decode("utf-8").split("\n")
    units = [line.encode("utf-16-le") for line in lines]
    starts = [0]
    for line in units:
        starts.append(starts[-1] + len(line) + 2)
    whole = "\n".encode("utf-16-le").join(units)
    for replacement in sorted(replacements, reverse=True,
                              key=lambda item: sarif_region(item["deletedRegion"])):
        line, column, end_line, end_column = sarif_region(replacement["deletedRegion"])
        first = starts[line - 1] + 2 * (column - 1)
        last = starts[end_line - 1] + 2 * (end_column - 1)
        inserted = replacement.get("insertedContent", {"text": ""})["text"]
        whole = whole[:first] + inserted.encode("utf-16-le") + whole[last:]
    return whole.decode("utf-16-le").encode()


def apply_bytes(text, edits):
    """The text with the edits of `--format json` made."""
    for edit in sorted(edits, key=lambda item: (item["byte_start"], item["byte_end"]), reverse=True):
        text = text[:edit["byte_start"]] + edit["text"].encode() + text[edit["byte_end"]:]
    return text


def compare_results(folder, entries, results):
    """Yields what is wrong with the places of a SARIF document; and counts its fixes."""
    known = {((entry["path"] or "").removeprefix("./"), entry["fingerprint"]): entry for entry in entries}
    for result in results:
        place = result["locations"][0]["physicalLocation"]
        path = sarif_path(place["artifactLocation"]).decode()
        entry = known.pop((path, result["partialFingerprints"]["jixiao/v1"]))
        if sarif_region(place["region"]) != region_of(folder, entry):
            yield f"{entry['path']}: {sarif_region(place['region'])}, not {region_of(folder, entry)}"
        labels = [label for label in entry["labels"] if label["path"]]
        if labels and not any("relatedLocations" in result for _ in labels) and len(labels) > 1:
            yield f"{entry['path']}: the labels are gone"
        regions = {region_of(folder, label) for label in labels
                   if not label["path"].startswith("std/")}
        for related in result.get("relatedLocations", []):
            if "physicalLocation" in related and \
                    sarif_region(related["physicalLocation"]["region"]) not in regions:
                yield f"{entry['path']}: {related} is no label"
        edits = [edit for fix in entry["fixes"] if fix["applicability"] != "sketch"
                 for edit in fix["edits"]]
        if bool(edits) != ("fixes" in result):
            yield f"{entry['path']}: {entry['code']} has {len(edits)} edits"
        for change in (result["fixes"][0]["artifactChanges"] if "fixes" in result else []):
            path = sarif_path(change["artifactLocation"]).decode()
            text = (folder / path).read_bytes()
            try:
                text.decode("utf-8")
            except UnicodeDecodeError:
                continue # an editor does not count such a file in our columns
            own = [edit for edit in edits if edit["path"].removeprefix("./") == path]
            if apply_sarif(text, change["replacements"]) != apply_bytes(text, own):
                yield f"{path}: the fix of {entry['code']} is another one"
    yield from (f"{path}: no result of {entry['code']}" for (path, _), entry in known.items())


def test_places(temporary):
    """Every place in every case of the compiler, and lines made for it, by an independent reckoning."""
    folder = repository(temporary, "places")
    shutil.copytree(HERE.parent / "cases", folder / "cases",
                    ignore=lambda _, names: [name for name in names if name.endswith(".json")])
    # Astral characters, marks, a BOM, CRLF and lines beyond the distance of our marks.
    line = '        数量 "甲𠮷乙😀é𝔘" ≧ 3 名 ; 质量 "𠮷" >= 95分; 数量 "班" ≧ 5 期\n'
    text = '项目 "𠮷" {\n    产出目标 {\n' + line * 3 + "    }\n}\n"
    long = '项目 "长" {\n    总目标："' + "𠮷学é" * 3000 + '"; 期限：2026.3.1；负责人："' + "😀" * 4000 + \
        '" 联系人："𠮷"\n}\n'
    for name, content in (("a.jx", text), ("b.jx", "\ufeff" + text), ("c.jx", text.replace("\n", "\r\n")),
                          ("d.jx", long)):
        (folder / name).write_text(content, "utf-8", newline="")
    options = ("--allow", "all", ".")
    entries, _ = findings(folder, *options)
    _, output, _ = check(folder, "--format", "sarif", *options)
    results = strict_json(output)["runs"][0]["results"]
    problems = list(compare_results(folder, entries, results))
    yield f"places of {len(results)} results", not problems or "\n".join(problems[:10])
    yield "many of them", len(results) > 600 and sum("fixes" in result for result in results) > 100
    for form in FORMATS:
        _, output, _ = check(folder, "--format", form, *options)
        problem = validate(form, [output])
        yield f"{form} of all cases is valid", not problem or problem
        for name, other in (("-j8", check(folder, "--format", form, "-j8", *options)[1]),
                            ("-j1", check(folder, "--format", form, "-j1", *options)[1])):
            yield f"{form} {name}", other == output
    _, output, _ = check(folder, "--format", "gitlab", *options)
    prints = [issue["fingerprint"] for issue in strict_json(output)]
    yield "gitlab: no fingerprint twice", len(prints) == len(set(prints))
    both = folder / "twice"
    both.mkdir()
    for name in ("one.jx", "two.jx"): # one project in two files: its findings have the same fingerprints
        (both / name).write_text(text, "utf-8")
    prints = [issue["fingerprint"] for issue in
              strict_json(check(both, "--format", "gitlab", *options)[1])]
    yield "gitlab: nor of a copy", len(prints) == len(set(prints)) > 2


# ---- hostile ----------------------------------------------------------------------------------

NAMES = ("a b.jx", "引号\"'.jx", "<b>&amp;.jx", "百分%41%.jx", "::error file=x::y.jx", "逗,号:冒.jx", "换\n行.jx",
         "]]>.jx", "𠮷😀.jx", "\x1b[31m.jx", "\u202e反.jx", "{0}[x](y).jx", "#?.jx", "--format.jx", "\ufffe.jx")
TEXTS = ("]]><script>alert(1)</script>", "&lt;&#0;&nbsp;", "%0A::error::x", "::set-output name=a::b",
         "##vso[task.setvariable]x", "##[error]x", "[点这里](http://example.invalid/)", "{0}{1}{{2}}", "\\u0000\\n\\",
         "\u202e\u2066倒", "\u2028\u2029\u0085", "\x07\x1b[2J\x7f", "\ufffe\uffff", "𠮷" * 400, "</testcase>", "--><!--", "\t\t")


def hostile(temporary):
    """A repository of names and texts made to break out."""
    folder = pathlib.Path(temporary) / "hostile"
    (folder / ".git").mkdir(parents=True)
    for name in NAMES:
        lines = "".join(f'    "{text}" 甲\n    数量 "{text}" ≧≧ {text}\n    豁免 "{text}" "{text}" {{ }}\n'
                        for text in TEXTS)
        (folder / name).write_text(f'项目 "{name}" {{\n{lines}}}\n', "utf-8")
    raw = os.fsencode(folder) + b"/"
    for name in (b"\xff\xfe.jx", "中文.jx".encode("gb18030")):
        with open(raw + name, "wb") as file:
            file.write("项目 “甲” {\n".encode("gb18030") + b"\x00\x80\xff\n" + "数量 乙：丙\n}".encode())
    for number, text in enumerate((b"", b"\x00", b"\xef\xbb\xbf", b"{" * 5000, b"\n" * 5000 + b"}", b"\r\r",
                                   "项目 “".encode())):
        (folder / f"{number}.jx").write_bytes(text)
    return folder


def test_hostile(temporary):
    """Nothing in a name or a text gets out of its place in a document."""
    folder = hostile(temporary)
    raw_names = {name for name in os.listdir(os.fsencode(folder)) if name.endswith(b".jx")}
    for language in ("zh", "en"):
        for form in FORMATS:
            status, output, _ = check(folder, "--format", form, "--lang", language, "--allow", "all")
            label = f"hostile {form} {language}"
            problem = validate(form, [output])
            yield f"{label}: valid", not problem or problem
            yield f"{label}: status", status == 1
            yield f"{label}: ends with a line's end", output.endswith(b"\n")
            bad = re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]",
                             output.decode("utf-8"))
            yield f"{label}: no character that plays tricks", not bad or repr(set(bad))
            told, _ = READERS[form](output)
            yield f"{label}: read", len(told) >= 10
    _, output, _ = check(folder, "--format", "sarif", "--allow", "all")
    results = strict_json(output)["runs"][0]["results"]
    paths = {sarif_path(result["locations"][0]["physicalLocation"]["artifactLocation"])
             for result in results}
    yield "sarif: names come back to the byte", paths <= raw_names and len(paths) > len(NAMES)
    messages = [result["message"]["text"] for result in results]
    yield "sarif: no link of the user's", not any(
        re.search(r"(?<!\\)\[[^\]\\]*\]\(", message) for message in messages)
    yield "sarif: no placeholder", not any(
        re.search(r"(?<!\{)\{\d+\}(?!\})", message) for message in messages)
    status, output, _ = check(folder, "--format", "sarif", "-", stdin="项目 “甲” {".encode("gb18030"))
    yield "standard input", status == 1 and strict_json(output)["runs"][0]["results"][0]["ruleId"] == "JX0101"


def test_elsewhere(temporary):
    """A file outside of the repository is told by its path as it was given, which is below no root of the sources."""
    folder = repository(temporary, "home")
    outside = pathlib.Path(temporary) / "别处 1.jx"
    outside.write_text('项目 "甲" {\n    年度：2020\n    年度：2021\n}\n', "utf-8")
    for path, uri in ((outside, outside.as_uri()), (f"../{outside.name}", "../" + outside.as_uri().rsplit("/", 1)[1])):
        _, output, _ = check(folder, "--format", "sarif", "--allow", "all", path)
        results = strict_json(output)["runs"][0]["results"]
        places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
        yield f"sarif: {path}", places and all(place == {"uri": uri} for place in places) or places


def test_own_rules(temporary):
    """A rule that a spec declares is told by what the spec says of it; no page of the manual is its."""
    folder = pathlib.Path(temporary) / "own"
    (folder / ".git").mkdir(parents=True)
    rule = '规则 {name} "{title}" {{\n    编码：{code}\n    级别：{level}\n    对象：项目\n    要求：有(负责人)\n}}\n'
    (folder / "a.jx").write_text('引用 "std/上海市/2020"\n' + "".join(rule.format(**row) for row in (
        {"name": "甲 own_a", "title": "要写{12", "code": "X1", "level": "提示"},
        {"name": "乙", "title": "[说明](网址){1}[x", "code": "X2", "level": "错误"},
        {"name": "丙", "title": "另有要求", "code": "C4", "level": "警告"})) + '项目 "培训" {\n    年度：2020\n}\n', "utf-8")
    _, output, _ = check(folder, "--format", "sarif", "a.jx")
    log = strict_json(output)["runs"][0]
    rules = {one["id"]: one for one in log["tool"]["driver"]["rules"]}
    told = [(one.get("name"), one["shortDescription"]["text"], one["defaultConfiguration"]["level"], one.get("help"))
            for one in map(rules.get, ("X1", "X2"))]
    yield "sarif: rules of a spec", told == [("own_a", "要写{12", "note", None),
                                            (None, "\\[说明\\](网址){{1}}\\[x", "error", None)] or told
    yield "sarif: one of a code that is the library's is none", "C4" not in rules and "JX0314" in rules
    problem = validate("sarif", [output])
    yield "sarif: rules of a spec are valid", not problem or problem
    (folder / "a.jx").write_text('引用 "std/上海市/2020"\n' + rule.format(name="甲", title="要写", code='"X:1,2"', level="提示") +
                                 '项目 "培训" {\n    年度：2020\n}\n', "utf-8")
    _, output, _ = check(folder, "--format", "github", "a.jx")
    yield "github: what would end a property in a code", b",title=X%3A1%2C2 " in output


# ---- the cut, statuses ------------------------------------------------------------------------


def test_cut(temporary):
    """Of too much the worst is told, and how much is not."""
    folder = pathlib.Path(temporary) / "many"
    (folder / ".git").mkdir(parents=True)
    bad = "".join(f'        数量 "甲{number}" ≧ 3 门儿\n' for number in range(90))
    for number in range(60):
        (folder / f"{number:02}.jx").write_text(f'项目 "第{number}" {{\n    产出目标 {{\n{bad}    }}\n}}\n', "utf-8")
    (folder / "zz.jx").write_text('项目 "末" {\n    年度：2020\n    年度：2021\n}\n', "utf-8")
    _, output, _ = check(folder, "--format", "json", "--allow", "all", ".")
    counts = collections.Counter()
    for line in output.splitlines():
        entry = strict_json(line)
        counts.update(entry["omitted"] if "omitted" in entry else {entry["severity"] + "s": 1})
    for form in FORMATS:
        status, output, errors = check(folder, "--format", form, "--allow", "all", ".")
        told, left = READERS[form](output)
        problem = validate(form, [output])
        yield f"cut {form}: valid", status == 1 and not problem or problem
        most = 10 if form == "github" else 5000
        for word in ("error", "warning", "hint"):
            number = sum(finding[0] == word for finding in told)
            yield f"cut {form}: {number} {word}s", number <= most
        numbers = [int(number) for number in re.findall(r"\d+", left[0])]
        whole = sum(counts.values())
        yield f"cut {form}: {left}", len(left) == 1 and numbers[0] == whole - len(told) == sum(numbers[1:])
        verdict = [int(number) for number in re.findall(r"\d+", errors.decode())]
        yield f"cut {form}: the verdict counts all", sum(verdict) == whole
        yield f"cut {form}: on any number of threads", \
            check(folder, "--format", form, "--allow", "all", "-j7", ".")[1] == output
    _, left = READERS["sarif"](check(folder, "--format", "sarif", "--allow", "all", "--lang", "en", ".")[1])
    yield "the cut in English", re.fullmatch(r"\d+ more not shown: \d+ (errors|warnings|hints)(, .*)?", left[0]) \
        is not None or left


def test_status(temporary):
    """The exit statuses of cli.md; no document of a run that could not be."""
    folder = repository(temporary, "status")
    for form in FORMATS:
        status, output, errors = check(folder, "--format", form, "申报/无误.jx")
        told, left = READERS[form](output)
        problem = validate(form, [output])
        yield f"clean {form}", (status, told, left) == (0, [], []) and not problem or problem
        yield f"clean {form}: verdict", errors.decode().startswith("结论：通过")
        yield f"{form}: no such path", check(folder, "--format", form, "absent.jx")[:2] == (2, b"")
        if os.getuid() != 0:
            (folder / "closed.jx").write_bytes(b"")
            (folder / "closed.jx").chmod(0)
            yield f"{form}: a file that cannot be read", check(folder, "--format", form)[:2] == (2, b"")
            (folder / "closed.jx").unlink()
    (folder / "warned.jx").write_text('项目 "培训" {\n    产出目标 {\n        数量 "期" ≧ 95分\n    }\n}\n', "utf-8")
    (folder / "warned.jx").write_text((folder / "申报/无误.jx").read_text("utf-8").replace(
        "年度：2020", '年度：2020\n    产出目标 {\n        质量 "考核合格率" >= 95分\n    }'), "utf-8")
    for options, status, failures in (((), 0, 0), (("--deny", "warnings"), 1, 1)):
        done = check(folder, "--format", "junit", "warned.jx", *options)
        yield f"junit: a warning {options}", (done[0], done[1].count(b"<failure")) == (status, failures)
    for command in ("build", "fmt", "units", "rules"):
        done = subprocess.run([JIXIAO, command, "--format", "sarif"], cwd=folder, env=ENVIRONMENT,
                              capture_output=True, check=False)
        yield f"{command} has no such format", done.returncode == 2


def test_validators(temporary):
    """The validators refuse what is wrong: else they would prove nothing."""
    folder = repository(temporary, "validators")
    output = {form: check(folder, "--format", form)[1] for form in FORMATS}
    log = strict_json(output["sarif"])

    def spoilt(*path, value):
        copied = copy.deepcopy(log)
        node = copied["runs"][0]
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = value
        return json.dumps(copied).encode()

    for form, text in (
            ("sarif", spoilt("results", 0, "level", value="fatal")),
            ("sarif", spoilt("results", 0, "message", value="x")),
            ("sarif", spoilt("columnKind", value="bytes")),
            ("sarif", spoilt("results", 0, "locations", 0, "physicalLocation", "region", "startLine", value="1")),
            ("sarif", spoilt("results", 0, "suppressions", value=[{"kind": "waiver"}])),
            ("gitlab", output["gitlab"].replace(b'"major"', b'"error"')),
            ("gitlab", output["gitlab"].replace(b'"begin":9', b'"begin":0')),
            ("gitlab", output["gitlab"].replace(b'"path":"', b'"path":"./')),
            ("junit", output["junit"].replace(b"<testcase name=", b"<testcase nom=", 1)),
            ("junit", output["junit"].replace(b"<skipped", b"<Skipped", 1)),
            ("checkstyle", output["checkstyle"].replace(b'severity="error"', b'severity="fatal"')),
            ("checkstyle", output["checkstyle"].replace(b'line="9"', b'line="0"')),
            ("github", output["github"].replace(b"::error file", b"error file"))):
        yield f"a spoilt {form} is refused", text != output[form] and bool(validate(form, [text]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="rewrite the expected documents")
    update = parser.parse_args().update
    passed = failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        checks = [*test_expected(temporary, update), *test_one_account(temporary), *test_places(temporary),
                  *test_hostile(temporary), *test_elsewhere(temporary),
                  *test_own_rules(temporary), *test_cut(temporary), *test_status(temporary),
                  *test_validators(temporary)]
    for title, held in checks:
        passed += held is True
        if held is not True:
            failed += 1
            print(f"FAIL {title}\n" + (f"{held}"[:3000] if held is not False else ""))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

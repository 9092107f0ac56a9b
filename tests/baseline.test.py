#!/usr/bin/env python3
"""`check --baseline` and `--write-baseline`: what they hide, write and refuse, in real repositories, made here.

That they tell just what an independent comparison tells is tried by since.test.py.
"""
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile

from program import FOREIGN, ROOT, Program
from repository import Repository, member, small, told_of
from tally import Tally

sys.path.insert(0, str(ROOT / "tests" / "formats"))
from reports import strict_json  # pylint: disable=wrong-import-position

tally = Tally()
check = tally.check


def baselines(program, folder):
    """A baseline is the same bytes for the same state, hides just what it has, and shrinks."""
    repository = small(program, folder / "baselines", settings="级别 { 全部：警告 }\n")
    file = repository.folder / "基线.json"
    before = repository.check()
    status, said = repository.text("--write-baseline", "基线.json")
    check("baseline: written", status == 0 and f"以前就有的 {len(before.entries)} 条" in said, said)
    files = len(told_of(before))
    check("baseline: says what it wrote", f"记进基线 基线.json：{files} 个文件里的 {len(before.entries)} 条\n" in said, said)
    check("baseline: not with --quiet", repository.text("--write-baseline", "基线.json", "--quiet")[1] == "")
    status, said = repository.text("--write-baseline", "基线.json", "--lang", "en")
    check("baseline: says so in English", f"recorded in 基线.json: {len(before.entries)} findings, in {files} files\n" in said, said)
    text = file.read_bytes()
    lines = [strict_json(line) for line in text.splitlines()]
    check("baseline: a line each", lines[0] == {"jixiao_baseline": 1} and len(lines) == len(before.entries) + 1)
    check("baseline: sorted", [(line["path"].encode(), line["code"], line["fingerprint"]) for line in lines[1:]] ==
          sorted((line["path"].encode(), line["code"], line["fingerprint"]) for line in lines[1:]))
    check("baseline: no places", not any("line" in line or "column" in line for line in lines))
    for name in repository.specs():
        repository.write(name, "\n// 移\n" + repository.read(name))
    shutil.copytree(repository.folder, folder / "copied", ignore=shutil.ignore_patterns(".git"))
    for where, words in ((repository.folder, ("-j8",)), (repository.folder / "项目", ("--lang", "en")), (folder / "copied", ("-j1",))):
        program.run("check", "--write-baseline", str(folder / "again"), *words, folder=where, environment=FOREIGN)
        check(f"baseline: the same bytes, {words}", (folder / "again").read_bytes() == text)
    hidden = repository.check("--baseline", "基线.json")
    check("baseline: hides all", hidden.entries == [] and hidden.hidden == len(before.entries) and hidden.status == 0,
          hidden.told())
    repository.write("项目/申报 1.jx", member(1).replace("拨款：60", "拨款：50"))
    new = repository.check("--baseline", "基线.json")
    check("baseline: never what is new", told_of(new).get("项目/申报 1.jx") == ["JX0401"] and new.status == 1, new.told())
    repository.write("项目/申报 1.jx", "项目 {{{\n" + member(1))
    new = repository.check("--baseline", "基线.json", "项目/申报 1.jx")
    check("baseline: nor a syntax error", new.status == 1 and new.entries, new.told())
    # Mended ones are told, and can be taken out.
    (repository.folder / "项目/申报 1.jx").unlink()
    status, said = repository.text("--baseline", "基线.json")
    gone = sum(line.get("path") == "项目/申报 1.jx" for line in lines)
    check("baseline: what occurs no more is told", f"基线里有 {gone} 条已经没有了" in said and gone > 3, said)
    check("baseline: not with --quiet", "已经没有了" not in repository.text("--baseline", "基线.json", "--quiet")[1])
    check("baseline: not of what was not checked", "已经没有了" in repository.text("--baseline", "基线.json", "公用")[1])
    repository.write("项目/申报 3.jx", member(3).replace("拨款：60", "拨款：50"))
    status, said = repository.text("--baseline", "基线.json", "--write-baseline", "基线.json")
    kept = file.read_bytes().splitlines()
    check("baseline: shrinks", set(kept) < set(text.splitlines()) and len(kept) <= len(lines) - gone and status == 1 and
          "JX0401" in said, said)
    check("baseline: then nothing is left over", "已经没有了" not in repository.text("--baseline", "基线.json")[1])
    # A renamed file keeps what is known of it, a copy does not.
    repository.git("checkout", "-q", "--", "项目")
    repository.text("--write-baseline", "基线.json")
    (repository.folder / "项目/申报 2.jx").rename(repository.folder / "项目/改名.jx")
    new = repository.check("--baseline", "基线.json", "项目")
    check("baseline: a renamed file", new.entries == [], new.told())
    shutil.copy(repository.folder / "项目/改名.jx", repository.folder / "项目/改名的副本.jx")
    new = repository.check("--baseline", "基线.json", "项目")
    check("baseline: a copy of it is new", set(told_of(new)) == {"项目/改名的副本.jx"}, new.told())
    # Graver than it was
    new = repository.check("--baseline", "基线.json", "--error", "all")
    check("baseline: graver than recorded is new", len(new.entries) > 20 and new.status == 1)
    check("baseline: less grave is not", repository.check("--baseline", "基线.json", "--warn", "all", "公用", "底稿.jx").entries == [])


def damaged_baselines(program, folder):
    """Whatever else it may be, a baseline is refused with its line, and nothing is hidden."""
    repository = small(program, folder / "damaged", settings="级别 { 全部：警告 }\n")
    file = repository.folder / "b.json"
    repository.text("--write-baseline", "b.json")
    good = file.read_bytes()
    lines = good.splitlines(keepends=True)
    row = lines[1]
    mark = re.search(rb'"fingerprint":"([0-9a-f]+)"', row)[1]
    spoilt = {
        "empty": (b"", 1), "no header": (b"".join(lines[1:]), 1), "another version": (good.replace(b":1}", b":2}", 1), 1),
        "a cut line": (good[:-20], len(lines)), "no line end": (good[:-1], len(lines)), "a blank line": (good + b"\n", len(lines) + 1),
        "a conflict": (lines[0] + b"<<<<<<< ours\n" + b"".join(lines[1:]), 2), "CRLF": (good.replace(b"\n", b"\r\n"), 1),
        "a BOM": (b"\xef\xbb\xbf" + good, 1), "a short fingerprint": (lines[0] + row.replace(mark, mark[1:]), 2),
        "letters": (lines[0] + row.replace(mark, b"g" + mark[1:]), 2), "NUL": (lines[0] + row.replace(b"path", b"pa\0h"), 2),
        "no path": (lines[0] + b"{}\n", 2), "an array": (lines[0] + b"[]\n", 2), "a severity": (lines[0] + row.replace(b'"warning"', b'"fatal"'), 2),
        "an escape": (lines[0] + row.replace(b'{"path":"', b'{"path":"\\x'), 2), "half a pair": (lines[0] + row.replace(b'{"path":"', b'{"path":"\\ud800'), 2),
        "another half": (lines[0] + row.replace(b'{"path":"', b'{"path":"\\ud800\\u0041'), 2),
        "half beyond": (lines[0] + row.replace(b'{"path":"', b'{"path":"\\ud800\\ue000'), 2),
        "the second half alone": (lines[0] + row.replace(b'{"path":"', b'{"path":"\\udc00'), 2),
        "a cut escape": (lines[0] + b'{"path":"\\', 2), "a cut number": (lines[0] + b'{"path":"\\u00', 2), "a cut text": (lines[0] + b'{"path":"a', 2),
        "a NUL escape": (lines[0] + row.replace(b'{"path":"', b'{"path":"\\u0000'), 2), "more behind": (lines[0] + row[:-1] + b"x\n", 2),
        "a count of 0": (lines[0] + b'{"path":"a","severity":"error","count":0}\n', 2),
        "a long count": (lines[0] + b'{"path":"a","severity":"error","count":' + b"9" * 4000 + b"}\n", 2),
        "brackets": (lines[0] + b"[" * 100000 + b"\n", 2), "binary": (bytes(range(256)), 1)}
    for title, (text, line) in spoilt.items():
        file.write_bytes(text)
        status, output, errors = repository.run("--baseline", "b.json")
        check(f"damaged: {title}", status == 2 and not output and f"b.json:{line}: ".encode() in errors, output[:200] + errors)
    chance = random.Random(1)
    for number in range(200):
        text = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            text[chance.randrange(len(text))] = chance.randrange(256)
        file.write_bytes(text)
        status, output, errors = repository.run("--baseline", "b.json", "公用")
        check(f"damaged at random {number}", status in (0, 1) or (status == 2 and b"b.json:" in errors and not output), errors)
    # A name by other means: the letters of JSON, a character by its number, one by two numbers.
    named = re.sub(rb'"path":"([^"]*)"', lambda found: b'"path":"' + "".join(
        "\\/" if letter == "/" else f"\\u{ord(letter):04x}" for letter in found[1].decode()).encode() + b'"', good)
    file.write_bytes(named)
    check("names may be written in numbers", named != good and repository.check("--baseline", "b.json").entries == [])
    file.write_bytes(good + row.replace(b'"path":"', b'"path":"\\ud83d\\ude00\\n\\ue000\\ufb00'))
    check("a name may hold anything", repository.check("--baseline", "b.json").entries == [])
    file.write_bytes(lines[0] + b"".join(reversed(lines[1:])) + lines[1])
    check("lines may change places", repository.check("--baseline", "b.json").entries == [])
    file.write_bytes(lines[0])
    check("an empty one hides nothing", len(repository.check("--baseline", "b.json").entries) == len(lines) - 1)


def files_elsewhere(program, folder):
    """Files of a baseline that are gone, are somewhere else, or cannot be looked for."""
    repository = small(program, folder / "elsewhere", settings="级别 { 全部：警告 }\n")
    outside = folder / "外面"
    outside.mkdir()
    for name in ("甲.jx", "乙.jx"):
        (outside / name).write_text(member(7), "utf-8")
    status, said = repository.text("--write-baseline", "b.json", ".", str(outside / "甲.jx"), "../外面/乙.jx")
    file = repository.folder / "b.json"
    text = file.read_text("utf-8")
    check("elsewhere: written", status == 0 and f'"path":"{outside}/甲.jx"' in text and '"path":"../外面/乙.jx"' in text, said + text[:500])
    check("elsewhere: nothing is stale", "已经没有了" not in repository.text("--baseline", "b.json")[1])
    (outside / "甲.jx").unlink()
    (outside / "乙.jx").unlink()
    check("elsewhere: both are gone", "已经没有了" in repository.text("--baseline", "b.json")[1])
    # Rows of what is no path: nobody knows whether they are gone, so they are left alone.
    row = next(line for line in text.splitlines() if '"path":"底稿.jx"' in line)
    for path, is_gone in (("", False), ("底稿.jx/内.jx", True), ("没有/内.jx", True), ("很长" * 200 + ".jx", False)):
        file.write_text(text.splitlines()[0] + "\n" + row.replace('"path":"底稿.jx"', f'"path":"{path}"') + "\n", "utf-8")
        status, said = repository.text("--baseline", "b.json", "公用", language="en")
        check(f"elsewhere: '{path[:9]}'", status == 0 and ("no longer found, of the baseline" in said) == is_gone, said)
    for form in ("sarif", "json", "short"):
        file.write_text(text.splitlines()[0] + "\n" + row.replace("底稿.jx", "没有.jx") + "\n", "utf-8")
        status, output, errors = repository.run("--baseline", "b.json", "公用", "--format", form)
        check(f"elsewhere: what is stale is told beside {form}", ("已经没有了" in errors.decode()) == (form != "short") and
              ("已经没有了" in output.decode()) == (form == "short"), output + errors)


def moved_files(program, folder):
    """Of the files that are gone a new one is that which shares the most with it."""
    repository = small(program, folder / "moved", settings="级别 { 全部：警告 }\n")
    repository.write("项目/甲.jx", member(40))
    repository.write("项目/乙.jx", member(41).replace("质量", "数量").replace("财政拨款：60", "财政拨款：50"))
    repository.text("--write-baseline", "b.json")
    text = repository.read("项目/乙.jx")
    for name in ("甲.jx", "乙.jx"):
        (repository.folder / "项目" / name).unlink()
    repository.write("项目/丙.jx", text)
    new = repository.check("--baseline", "b.json", "项目")
    check("moved: the most alike of two", new.entries == [], new.told())
    for words in (("-", "项目/丙.jx"), ("项目/丙.jx", "./项目/丙.jx")):
        status, output, errors = program.run("check", "--baseline", "b.json", *words, folder=repository.folder, stdin=text.encode())
        check(f"moved: {words[0]} as well", status == (words[0] == "-") and "丙.jx:" not in output.decode(), output + errors)


def many_findings(program, folder):
    """More findings than a file keeps: those beyond are only counted, and more of them are new."""
    repository = Repository(program, folder / "many")
    head = '引用 "std/上海市/2020"\n项目 "多" {\n    年度：2020\n'
    repository.write("a.jx", head + "".join(f"    奇怪{number}：1\n" for number in range(1300)) + "}\n")
    repository.commit()
    repository.text("--write-baseline", "../b.json", "--allow", "all")
    check("many: they are counted", b'"count":300}' in (folder / "b.json").read_bytes())
    for arguments in (("--since", "HEAD"), ("--baseline", "../b.json")):
        repository.git("checkout", "-q", ".")
        repository.write("a.jx", "\n" + repository.read("a.jx"))
        status, said = repository.text(*arguments, "--allow", "all")
        check(f"many: {arguments[0]} hides all", status == 0 and "1300 条" in said, said[-300:])
        repository.write("a.jx", repository.read("a.jx").replace("}\n", "    怪怪：1\n    怪怪二：1\n}\n"))
        status, said = repository.text(*arguments, "--allow", "all")
        check(f"many: {arguments[0]} counts more", status == 1 and "2 个错误" in said.splitlines()[-1], said[-300:])


def main():
    program = Program(os.environ.get("BUILD", "build"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        for test in (files_elsewhere, moved_files, baselines, damaged_baselines, many_findings):
            if not sys.argv[1:] or test.__name__ in sys.argv[1:]:
                test(program, folder)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""`jixiao fmt` and `jixiao fix` on files: which they change, from where, and what they answer."""
import os
import pathlib
import subprocess
import sys
import tempfile

from program import PLAIN, Program
from tally import Tally

LAID_OUT = '引用 "std/上海市/2020"\n\n项目 "培训" {\n    年度: 2020\n\n    产出目标 {\n        数量 "教材" = 4 册\n    }\n}\n'
UNTIDY = LAID_OUT.replace("    年度: ", "年度：")
MISSPELT = LAID_OUT.replace("数量", "数量量")
tally = Tally()
check = tally.check


def tree(folder, texts):
    """Writes the files anew."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def held(folder, names):
    """What the files hold now."""
    return [(folder / name).read_text(encoding="utf-8") for name in names]


def every_way_to_name_them(program, command, before, after):
    """The same files, named as a file, a folder, an absolute path, or not at all below a jixiao.jx."""
    names = ["a.jx", "单位 甲/b.jx", "单位 甲/2020/c.jx"]
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        inner = top / "单位 甲"
        ways = (("files", names, top), ("a folder", ["."], top), ("an absolute path", [temporary], inner),
                ("no path, in the workspace", [], inner), ("no path, at its top", [], top))
        for way, paths, here in ways:
            tree(top, {"jixiao.jx": "", **dict.fromkeys(names, before)})
            status, _, errors = program.run(command, *paths, folder=here)
            check(f"{command}: {way}", status < 2 and held(top, names) == [after] * 3, errors.decode())
            left = sorted(path.name for path in top.rglob("*") if path.is_file())
            check(f"{command}: {way}: nothing beside them", len(left) == 4, str(left))
        for way, paths, here in ways:
            tree(top, dict.fromkeys(names, before))
            status, _, _ = program.run(command, "--check", *paths, folder=here)
            check(f"{command} --check: {way}", status == 1 and held(top, names) == [before] * 3)


def what_it_says(program):
    """The line at the end, in both languages: how many files are changed, as they were, and left for their errors."""
    broken, english = LAID_OUT.replace('项目 "', '项目 ("'), LAID_OUT.replace("数量", "quantity")
    large = b"// " + b"x" * (17 << 20)
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        texts = {"a.jx": UNTIDY, "b.jx": LAID_OUT, "c.jx": broken, "d.jx": english}
        for arguments, status, chinese, in_english in (
                (["--check"], 1, "1 个文件要整理，2 个文件没有变，1 个文件有错误，没有整理", "1 would change, 2 unchanged, 1 with errors, not laid out"),
                (["--check", "a.jx"], 1, "1 个文件要整理，0 个文件没有变", "1 would change, 0 unchanged"),
                (["--check", "b.jx"], 0, "0 个文件要整理，1 个文件没有变", "0 would change, 1 unchanged"),
                ([], 1, "1 个文件已整理，2 个文件没有变，1 个文件有错误，没有整理", "1 changed, 2 unchanged, 1 with errors, not laid out"),
                (["--words", "zh", "d.jx"], 0, "1 个文件已整理，0 个文件没有变", "1 changed, 0 unchanged"),
                (["--words", "en", "c.jx"], 1, "0 个文件已整理，0 个文件没有变，1 个文件有错误，没有整理", "0 changed, 0 unchanged, 1 with errors, not laid out"),
                (["--diff", "b.jx"], 0, "", ""), (["-q", "a.jx"], 0, "", ""), (["--quiet", "--check", "a.jx"], 1, "a.jx", "a.jx")):
            for language, told in (("zh", chinese), ("en", in_english)):
                tree(top, texts)
                done, output, errors = program.run("fmt", "--lang", language, *arguments, folder=top)
                lines = output.decode().splitlines() or [""]
                check(f"fmt {arguments}, {language}", done == status and lines[-1] == told and not errors, (done, output.decode(), errors.decode()))
        for language, told in (("zh", "有错误，没有整理\n"), ("en", "it has errors: not laid out\n")):
            for words, is_input in ((["--diff", "c.jx"], False), (["--diff", "-"], True), (["-"], True)):
                done, output, errors = program.run("fmt", "--lang", language, *words, folder=top, stdin=broken.encode())
                is_filter = words == ["-"]
                check(f"fmt {words} of mistakes, {language}", done == 1 and errors.decode().endswith(told) and (b"JX0" in (errors if is_filter else output)) and
                      (not output or not is_filter), (output.decode(), errors.decode()))
                check(f"fmt -q {words} of mistakes, {language}", told not in program.run("fmt", "-q", *words, folder=top, stdin=broken.encode())[2].decode())
            done, output, errors = program.run("fmt", "--check", "--lang", language, "-", folder=top, stdin=UNTIDY.encode())
            check(f"fmt --check -, {language}", done == 1 and output.decode().startswith("-\n"), output.decode())
        tree(top, texts)
        (top / "large.jx").write_bytes(large)
        for language, told in (("zh", "文件超过 16 MiB"), ("en", "the file is larger than 16 MiB")):
            done, output, errors = program.run("fmt", "--lang", language, "large.jx", "a.jx", folder=top)
            check(f"fmt of a large file, {language}", done == 2 and not output and errors.decode() == f"jixiao: large.jx: {told}\n" and
                  (top / "large.jx").read_bytes() == large and held(top, ["a.jx"]) == [LAID_OUT], errors.decode())
            done, output, errors = program.run("parse", "--lang", language, "large.jx", folder=top)
            check(f"parse of a large file, {language}", done == 2 and not output and errors.decode() == f"jixiao: large.jx: {told}\n", errors.decode())


def fixes_by_code(program):
    """What changes an amount is mended if its --code is given, and of no other diagnostic."""
    before = LAID_OUT.replace("= 4 册", "= 60，00 册").replace('项目 "', "项目 “", 1).replace('培训" {', "培训” {") + '// 60，00\n'
    after = before.replace("= 60，00", "= 60.00")
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        for codes, wanted in ((["JX0107"], before), (["JX0107", "JX0108"], before), (["JX0118"], after), (["JX0107", "JX0118"], after), ([], before)):
            for words in ([], ["--diff"], ["--check"]):
                tree(top, {"a.jx": before})
                status, output, errors = program.run("fix", "a.jx", *words, *(word for code in codes for word in ("--code", code)), folder=top)
                kept = before if words else wanted
                check(f"fix {words} {codes}", held(top, ["a.jx"]) == [kept] and not errors, (output.decode(), held(top, ["a.jx"])))
                check(f"fix {words} {codes}: exit", not words or status == (wanted == after), (status, output.decode()))


def input_without_its_name(program, command):
    """A file on standard input and no path: the workspace is not what was meant."""
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        tree(top, {"a.jx": UNTIDY, "b.jx": MISSPELT})
        with open(top / "a.jx", "rb") as given:
            done = subprocess.run([program.path, command], cwd=top, stdin=given, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN)
        check(f"{command} < file", done.returncode == 2 and done.stderr.count(b"\n") == 1 and
              held(top, ["a.jx", "b.jx"]) == [UNTIDY, MISSPELT], done.stderr.decode())


def line_ends_of_windows(program):
    """What `fix` puts in on a line of its own ends as the lines of the file do."""
    head = '引用 "std/国家/2021"\n项目 "培训" {\n'
    for name, text in (
            ("a closing brace", head + '    产出指标 {\n        数量指标 "人数" >= 1 人\n    年度：2020\n}\n'),
            ("at the end", head + "    产出指标 {\n"),
            ("at the end of a line without one", head + "    年度：2020"),
            ("both braces", head + '    产出指标\n        数量指标 "人数" >= 1 人\n    年度：2020\n}\n'),
            ("the end of a text block", head + '    概况："""\n        甲\n    年度：2020\n}\n'),
            ("at the end of the file", head + '    概况："""\n        甲\n')):
        with tempfile.TemporaryDirectory() as temporary:
            path = pathlib.Path(temporary) / "a.jx"
            for end in (b"\n", b"\r\n"):
                path.write_bytes(text.encode().replace(b"\n", end))
                status, output, _ = program.run("fix", "--code", "JX0113", "a.jx", folder=path.parent)
                mended = path.read_bytes()
                check(f"fix puts in {name}, {end}", status < 2 and mended.count(b"\n") > text.count("\n") and
                      mended.count(end) == mended.count(b"\n"), (output.decode(), mended.decode()))


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    for command in ("fmt", "fix"):
        input_without_its_name(program, command)
    what_it_says(program)
    fixes_by_code(program)
    line_ends_of_windows(program)
    every_way_to_name_them(program, "fmt", UNTIDY, LAID_OUT)
    every_way_to_name_them(program, "fix", MISSPELT, LAID_OUT)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

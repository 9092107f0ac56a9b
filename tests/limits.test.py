#!/usr/bin/env python3
"""Every limit from both sides: at it all is well, beyond it one message with its code.

Here are the files that are too large, too many or too odd (a link, a pipe) to be cases.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("JIXIAO", ROOT / "build" / "jixiao")
USE = '引用 "std/上海市/2020"\n'
MIB = 1024 * 1024
SECONDS = 10


def project(body):
    """A file with one project."""
    return f'{USE}项目 "培训" {{\n    金额单位：元\n{body}\n}}\n'


def task(formula):
    """A project with one budget line."""
    return project(f'    明细 "任务" {{\n        "甲"：{formula}\n    }}')


def nested(depth):
    """Blocks `depth` deep, those of the project and the task included."""
    inner = depth - 2
    return project('    明细 "任务" {\n' + "".join(f'"层{i}" {{' for i in range(inner)) + '"底"：1 元' +
                   "}" * inner + "\n    }")


def chain(folder, length):
    """main.jx and `length` files, each of which uses the next."""
    for i in range(length):
        last = i + 1 == length
        (folder / f"f{i}.jx").write_text("// 最后一个\n" if last else f'引用 "./f{i + 1}.jx"\n')
    return USE + '引用 "./f0.jx"\n项目 "培训" { }\n'


def wide(folder, count):
    """main.jx and `count` files that it uses."""
    for i in range(count):
        (folder / f"w{i}.jx").write_text("// 空\n")
    return USE + "".join(f'引用 "./w{i}.jx"\n' for i in range(count)) + '项目 "培训" { }\n'


def again(folder, count):
    """main.jx and a file that it uses so many times."""
    (folder / "a.jx").write_text("// 空\n")
    return USE + '引用 "./a.jx"\n' * count + '项目 "培训" { }\n'


def linked(folder):
    """A file that is used by way of a symbolic link."""
    (folder / "real.jx").write_text("单位 讲次：计数\n")
    (folder / "link.jx").symlink_to("real.jx")
    return USE + '引用 "./link.jx"\n项目 "培训" { }\n'


def piped(folder):
    """A pipe that is used as a file, and that nobody ever writes to."""
    os.mkfifo(folder / "pipe.jx")
    return USE + '引用 "./pipe.jx"\n项目 "培训" { }\n'


def used(folder, size):
    """A file of this size that is used."""
    (folder / "large.jx").write_text("//" + "x" * (size - 2))
    return USE + '引用 "./large.jx"\n项目 "培训" { }\n'


def included(folder, count):
    """A portfolio of `count` empty files."""
    (folder / "w").mkdir()
    for i in range(count):
        (folder / "w" / f"{i}.jx").write_text("")
    return '汇总 "教育局" 2020 {\n    包含："w/*.jx"\n}\n'


def deep_folders(folder, depth, year="    年度：2020"):
    """A portfolio of the one project in a folder so deep."""
    inner = folder / "w" / "/".join("a" * depth)
    inner.mkdir(parents=True)
    (inner / "a.jx").write_text(project(year))
    return '汇总 "教育局" 2020 {\n    包含："w/**/*.jx"\n}\n'


def linked_in(folder):
    """A portfolio of files that are links, alone or by their folder."""
    outside = folder / "real"
    outside.mkdir()
    (outside / "a.jx").write_text(project("    年度：2020"))
    (folder / "in").mkdir()
    (folder / "in" / "a.jx").symlink_to("../real/a.jx")
    (folder / "in" / "folder").symlink_to("../real")
    return '汇总 "教育局" 2020 {\n    包含："in/**/*.jx", "/in/*.jx"\n}\n'


def bases(folder, length):
    """main.jx and `length` projects, each based on the next."""
    for i in range(length):
        last = i + 1 == length
        (folder / f"b{i}.jx").write_text(
            project("    年度：2020") if last else f'项目 {{\n    沿用："./b{i + 1}.jx"\n}}\n')
    return '项目 {\n    沿用："./b0.jx"\n}\n'


def choices(count):
    """A framework with so many kinds of safeguard, and a project that has each."""
    kinds = "".join(f"        项 制度{i} rules_{i}\n" for i in range(count))
    uses = "".join(f"        制度{i} 《文件{i}》\n" for i in range(count))
    return ('体系 "甲/2026" "jia/2026" {\n    一级 产出指标 outputs { 二级 数量指标 quantity }\n'
            f'    资金 {{ 项 总预算 total_budget {{ 作用：总额 }} }}\n    选项 类型 {{\n{kinds}    }}\n}}\n'
            f'项目 "甲" {{\n    年度：2026\n    制度保障 {{\n{uses}    }}\n}}\n')


def beyond_kept():
    """As many findings as are kept, and behind them one of each kind that is looked into further."""
    words = "".join(f"    不是{i}的栏：5\n" for i in range(1000))
    return (USE + '定额 讲课费 lecture { 适用："讲课"；上限：400 元/学时 }\n'
            f'项目 "培训" {{\n    年度：2020\n    金额单位：元\n    功能科目："205"\n{words}'
            '    豁免 没有的 "试点" { 批准："绩效科" }\n'
            '    产出目标 {\n        质量 "一" >= 较好的\n        质量 "二" >= 差\n'
            '        质量 "三" >= 良好 { 等级：没有的 }\n        数量 "四" >= 40 甲乙\n'
            '        质量 "五" >= 优秀 { 等级：及时程度 }\n    }\n    明细 "讲课" {\n'
            '        "讲课费"：500 元/学时 × 2 学时 { 经济科目："30201 印刷费"；功能科目："某某" }\n'
            '    }\n}\n')


def beyond_declared():
    """As many mistakes in declarations as are kept, and behind them some in what is bound after these."""
    units = "".join(f"单位 甲{i} = 2 没有的{i}\n" for i in range(1001))
    return (USE + units + '规则 自一 own_one { 对象：项目；要求：没有的栏 > 3 }\n'
            '规则 自二 own_two { 对象：项目；要求：包含(概况) }\n规则 自三 own_three { 对象：指标；要求：没有的函数(名称) }\n'
            '规则 自四 own_four { 对象：项目；要求：类别 = 没有的 }\n'
            '项目 "培训" {\n    年度：2020\n    产出目标 { 数量 "二" = 5 人 { 构成："没有的" } }\n}\n'
            '汇总 "局" 2020 {\n    控制数：5\n    控制数：5\n}\n')


def many_rules(count):
    """So many rules, and so many projects that each is judged by."""
    rules = "".join(f'规则 甲{i} a{i} "不对" {{ 对象：项目；要求：个数(明细) != {i + 1} }}\n' for i in range(count))
    return USE + rules + "".join(f'项目 "{i}" {{}}\n' for i in range(count))


def tests():
    """(title, what makes main.jx of a folder, the codes expected, or the verdict on too many to show, or the exit
    status of what cannot run; what is checked, if not main.jx, and the rules that are not judged)."""
    def same(text):
        return lambda folder: text
    start = project("") + "//"
    yield "file of 16 MiB", same(start + "x" * (16 * MIB - len(start.encode()))), []
    yield "file of 17 MiB", same("//" + "x" * (17 * MIB)), ["JX0809"]
    yield "text of 64 KiB", same(project('    概况："' + "x" * (64 * 1024) + '"')), []
    yield "text of 64 KiB + 1", same(project('    概况："' + "x" * (64 * 1024 + 1) + '"')), ["JX0803"]
    yield "text block of 65 KiB", same(project('    概况："""\n' + "    文字\n" * 11000 + '    """')), \
        ["JX0803"]
    yield "word of 255 bytes", same(USE + f"单位 {'字' * 85}：计数\n"), []
    yield "word of 256 bytes", same(USE + f"单位 {'字' * 85}x：计数\n"), ["JX0804"]
    yield "30 digits", same(task("1" * 30 + " 元")), []
    yield "31 digits", same(task("1" * 31 + " 元")), ["JX0801"]
    yield "10 decimals", same(task("1." + "1" * 10 + " 元")), []
    yield "11 decimals", same(task("1." + "1" * 11 + " 元")), ["JX0802"]
    yield "blocks 256 deep", same(nested(256)), []
    yield "blocks 257 deep", same(nested(257)), ["JX0805"]
    yield "blocks 5,000 deep", same(nested(5000)), ["JX0805"]
    yield "brackets 255 deep", same(task("(" * 255 + "1 元" + ")" * 255)), []
    yield "brackets 257 deep", same(task("(" * 257 + "1 元" + ")" * 257)), ["JX0806"]
    yield "brackets 20,000 deep", same(task("(" * 20000 + "1 元" + ")" * 20000)), ["JX0806"]
    yield "sum of 10,000", same(task(" + ".join(["1 元"] * 10000) + " = 10000 元")), []
    yield "result of 38 digits", same(task("1" + "0" * 18 + " 元/人 × 1" + "0" * 19 + " 人")), []
    yield "result of 41 digits", same(task("1" + "0" * 20 + " 元/人 × 1" + "0" * 20 + " 人")), \
        ["JX0807"]
    yield "20,000 units, each made of the next", same(
        project("    年度：2020") + "".join(f"单位 甲{i} = 1 甲{i + 1}\n" for i in range(20000)) +
        "单位 甲20000：计数\n"), []
    yield "1,010 findings", same(beyond_kept()), "结论：1006 个错误，4 个警告\n"
    yield "1,014 findings, most in declarations", same(beyond_declared()), "结论：1014 个错误，0 个警告\n"
    yield "100,000 choices, each taken", same(choices(100000)), []
    blanks = " " * 200_000
    for target, code in ((f" = 1{blanks}万园", "JX0501"), (f"：1{blanks}人 人", "JX0201"),
                         (f" <= 2026年12月{blanks}中旬", "JX0201")):
        yield f"200,000 blanks in a target, {code}", same(
            project(f'    年度：2026\n    产出目标 {{ 数量 "甲"{target} }}')), [code]
    yield "200,000 blanks in a telephone number", same(
        project(f"    联系电话：021{blanks}6220")), ["JX0108", "JX0201"]
    yield "16,000 groups of digits", same(
        project("    联系电话：021" + " 000" * 16000)), ["JX0108", "JX0201"]
    yield "64 files in a chain", lambda folder: chain(folder, 64), []
    yield "66 files in a chain", lambda folder: chain(folder, 66), ["JX0808"]
    yield "4,000 files used", lambda folder: wide(folder, 4000), []
    yield "4,096 files used", lambda folder: wide(folder, 4096), ["JX0808"]
    yield "one file used 12,288 times", lambda folder: again(folder, 12288), []
    yield "one file used 12,289 times", lambda folder: again(folder, 12289), ["JX0808"]
    yield "65,537 files included", lambda folder: included(folder, 65537), "符合的文件超过 65536 个"
    yield "64 folders in a portfolio", lambda folder: deep_folders(folder, 64), []
    yield "65 folders in a portfolio", lambda folder: deep_folders(folder, 65), "文件夹套得太深，最多 64 层"
    yield "64 folders below w", lambda folder: deep_folders(folder, 64, "    年度：2020\n    年度：2020"), ["JX0303"], "w"
    yield "65 folders", lambda folder: deep_folders(folder, 64), (2, []), "."
    yield "65 folders, and a mistake elsewhere", lambda folder: deep_folders(folder, 65), (2, ["JX0726"]), "."
    yield "link included", linked_in, ["JX0724", "JX0725"]
    yield "20,000 definitions, each made of the next", same(
        USE + "".join(f"定义 甲{i} = 甲{i + 1} × 1\n" for i in range(20000)) + "定义 甲20000 = 1 元\n" +
        task("甲0")[len(USE):]), []
    yield "20,000 definitions in a circle", same(
        USE + "".join(f"定义 甲{i} = 甲{(i + 1) % 20000} × 1\n" for i in range(20000)) +
        task("甲0")[len(USE):]), ["JX0712"]
    yield "64 projects in a chain", lambda folder: bases(folder, 64), []
    yield "66 projects in a chain", lambda folder: bases(folder, 66), ["JX0808"]
    yield "1,000 rules on 1,000 projects", same(many_rules(1000)), [], "main.jx", "C"
    yield "2,600 rules on 2,600 projects", same(many_rules(2600)), (0, ["JX0916"]), "main.jx", "C"
    yield "link used", linked, ["JX0705"]
    yield "pipe used", piped, ["JX0706"]
    yield "file of 17 MiB used", lambda folder: used(folder, 17 * MIB), ["JX0706"]


def run(title, make, expected, what="main.jx", allowed="all"):
    """What is wrong with one test, or empty."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "main.jx").write_text(make(folder), "utf-8")
        started = time.monotonic()
        try:
            done = subprocess.run([PROGRAM, "check", what, "--lang", "zh", "--allow", allowed],
                                  cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  stdin=subprocess.DEVNULL, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            return "takes more than 60 s"
        seconds = time.monotonic() - started
    output = done.stdout.decode("utf-8", "replace")
    codes = re.findall(r"^(?:错误|警告|提示)\[(JX\d{4})\]", output, re.MULTILINE)
    if isinstance(expected, str):
        codes, expected = [expected] if expected in output else codes, [expected]
    status, expected = expected if isinstance(expected, tuple) else (bool(expected), expected)
    if done.returncode != status or codes != expected or not output:
        return f"exit {done.returncode}, {codes or 'no codes'}, expected {expected}\n{output[:2000]}"
    return f"takes {seconds:.1f} s" if seconds > SECONDS else ""


def main():
    passed = failed = 0
    for title, make, expected, *what in tests():
        problem = run(title, make, expected, *what)
        if problem:
            print(f"FAIL {title}: {problem}")
            failed += 1
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

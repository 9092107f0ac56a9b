#!/usr/bin/env python3
"""What `check --since` learns of the past: how files name each other, and what was renamed.

Ends with `N passed, N failed`. Whether what is told is right is known from since.test.py.
"""
import os
import pathlib
import sys
import tempfile

from program import Program
from repository import Repository, member, told_of
from tally import Tally

tally = Tally()
check = tally.check


def spellings(program, folder):
    """What a file uses and rolls up is found however it is written: quotes, blanks and signs of an input method, after others."""
    uses = ('引用 “./单位.jx”', '引用“单位.jx”', '引用　＂./单位.jx＂', "引用 ‘单位.jx’", 'use "单位.jx"', '引用 "std/上海市/2020"；引用 "单位.jx"')
    for number, use in enumerate(uses):
        repository = Repository(program, folder / f"use {number}")
        repository.write("单位.jx", "单位 自造场：计数\n")
        repository.write("用.jx", use + "\n" + member(1, use=True).replace('引用 "../公用/单位.jx"\n', "").replace(
            '引用 "std/上海市/2020"\n', "" if "std" in use else '引用 "std/上海市/2020"\n'))
        repository.commit()
        before = told_of(repository.check()).get("用.jx", [])
        repository.write("单位.jx", "单位 场场：计数\n")
        told = told_of(repository.check("--since", "HEAD")).get("用.jx", [])
        check(f"spellings: {use}", "JX0501" not in before and told == ["JX0501"], (before, told))
    sums = ('汇总 "总" 2020 {{ {} }}', '\ufeff汇总 "总" 2020 {{ {} }}', '// 头\n\t汇总 "总" 2020 ｛ {} ｝', '引用 "std/上海市/2020"；　汇总 “总” 2020 {{ {} }}',
            'portfolio "总" 2020 {{ {} }}', '/* 汇总 */汇总 "总" 2020 {{ {} }}', '单位 大队 = 3 人；汇总 "总" 2020｛{}｝')
    for number, head in enumerate(sums):
        repository = Repository(program, folder / f"sum {number}")
        repository.write("汇总.jx", head.format('包含：“项目/*.jx”；控制数：100 万元') + "\n")
        repository.write("项目/一.jx", member(1))
        repository.commit()
        before = told_of(repository.check()).get("汇总.jx", [])
        repository.write("项目/二.jx", member(2))
        told = told_of(repository.check("--since", "HEAD")).get("汇总.jx", [])
        check(f"spellings: {head}", "JX0720" not in before and "JX0720" in told, (before, told))


def renames(program, folder):
    """Files that were moved and edited at once are known by what they hold; of equals by their names, then in order."""
    repository = Repository(program, folder / "renames")
    bad = member(1).replace("拨款：60", "拨款：50")
    lines = "".join(f"// 说明 {number}\n" for number in range(40))
    before = {"甲/一.jx": "// 一\n" + lines + bad, "甲/二.jx": "// 二\n" + lines + bad.replace("P-1", "P-2").replace("项目 1", "项目 2"),
              "甲/三.jx": "// 三\n" + lines + bad.replace("P-1", "P-3").replace("项目 1", "项目 3"), "甲/空.jx": "",
              "独.jx": member(9)}
    for name, text in before.items():
        repository.write(name, text)
    (repository.folder / "大.jx").write_bytes(b"// " + b"x" * (17 << 20) + b"\n")
    repository.commit()
    for name in (*before, "大.jx"):
        (repository.folder / name).unlink()
    for name, text in before.items():
        if name.startswith("甲"):
            repository.write(name.replace("甲", "乙"), text.replace("说明 7", "解释 7"))
    repository.write("乙/新.jx", before["甲/一.jx"].replace("说明 8", "解释 8"))
    repository.write("另一个.jx", "// 与谁都不像\n")
    since = repository.check("--since", "HEAD")
    told = told_of(since)
    check("renames: known by content and name", set(told) == {"乙/新.jx", "乙/空.jx", "另一个.jx"} and "JX0401" in told["乙/新.jx"], told)
    repository.git("checkout", "-q", ".")
    (repository.folder / "大.jx").write_text(bad, "utf-8")
    told = told_of(repository.check("--since", "HEAD"))
    check("renames: a file that was too large", "JX0401" in told.get("大.jx", []), told)
    repository.write("小.jx", f'引用 "./大.jx"\n{member(3)}')
    repository.commit()
    repository.git("checkout", "-q", "HEAD~1", "--", "大.jx")
    told = told_of(repository.check("--since", "HEAD"))
    check("renames: a file that is too large now", "JX0809" in told.get("大.jx", []) + told.get("小.jx", []), told)


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        for act in (spellings, renames):
            act(program, folder)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

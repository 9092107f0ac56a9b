#!/usr/bin/env python3
"""Writes frameworks.md, the page of what every framework defines, from what `jixiao explain` prints.

The program is JIXIAO of the environment, else build/jixiao. With --check nothing is written, and it
fails if the page is not what it would write.
"""
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import generated  # beside the folders of pages

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = HERE / "frameworks.md"

INTRODUCTION = """\
# 体系 / Frameworks

<!-- Made by frameworks.py from `jixiao explain`: change stdlib/frameworks/, then run it. -->

体系按一张申报表规定：有哪些一级、二级指标，目标值可以用什么，有选项的栏可以选什么，资金分哪几项。
中文名和英文名意思一样，可以混用。

A framework lays down for one form: the indicator categories of level one and two and the targets that
they take, what a field with choices may be, and the items of funding. Chinese and English names mean
the same and may be mixed.

- 命令行里查：`jixiao explain 类别`、`jixiao explain 满意度`、`jixiao explain 上海市/2020`。
  To look one up: `jixiao explain category`.
- 体系是 [stdlib/frameworks](../../stdlib/frameworks/) 里的数据，怎样加一个见 [标准库](../../stdlib/README.md)。
  They are data; how to add one: [standard library](../../stdlib/README.md).
"""


def ask(name, language):
    """What the program explains, as paragraphs of lines."""
    program = os.environ.get("JIXIAO", ROOT / "build" / "jixiao")
    text = subprocess.run([program, "explain", name, "--lang", language], check=True,
                          capture_output=True, encoding="utf-8").stdout
    return [paragraph.splitlines() for paragraph in text.strip("\n").split("\n\n")]


def names(text):
    """“数量 quantity” as two pieces of code."""
    chinese, english = text.split(" ")
    return f"`{chinese}` `{english}`"


def titled(text):
    """“产出 output（40 分）” with its names as code."""
    name, bracket, rest = text.partition("（")
    return names(name) + bracket + rest


def level_two(chinese, english):
    """The table below a level-one category."""
    yield "| 二级 / level two | 可用 / takes |\n|---|---|"
    for line, other in zip(chinese, english, strict=True):
        name, takes = line.strip().split("：")
        yield f"| {titled(name)} | {takes} / {other.split(': ')[1]} |"


def funding(chinese, english):
    """The tree of funding."""
    for line, other in zip(chinese, english, strict=True):
        name, _, role = line.strip().partition("，")
        indent = " " * (len(line) - len(line.lstrip()) - 2)
        role = f"：{role} / {other.partition(', ')[2]}" if role else ""
        yield f"{indent}- {names(name)}{role}"


def framework(name):
    """The lines of one framework."""
    chinese, english = ask(name, "zh"), ask(name, "en")
    yield f"## {name} / {english[0][0].split(' ')[3]}\n"
    yield f"`{re.search('（(.*)）', chinese[0][0])[1]}`、`{re.search('[(](.*)[)]', english[0][0])[1]}`\n"
    yield from [line.strip() + "\n" for line in chinese[0][1:2]]
    yield from [f"- {line.strip()} / {other.strip()}"
                for line, other in zip(chinese[0][2:], english[0][2:], strict=True)]
    for one, other in zip(chinese[1:], english[1:], strict=True):
        head, _, title = one[0].partition(" ")
        if head == "一级":
            yield f"\n### 一级 / level one: {titled(title)}\n"
            yield from level_two(one[1:], other[1:])
        elif head == "选项":
            yield f"\n### 选项 / choices: {names(title)}\n"
            yield from (f"- {names(item)}" for item in one[1].strip().split("、"))
        elif head == "字段":
            yield f"\n### 字段 / field: {titled(title)}\n"
            yield f"{one[1].strip()} / {other[1].strip().split(':')[0]}\n"
            yield from (line.strip() for line in one[2:])
        elif one[0].endswith("里的栏"):
            continue  # the language's own, which every framework has: language.md tells of them
        elif one[0].startswith("必填"):
            yield f"\n### {one[0]} / {other[0]}\n"
            yield f"{one[1].strip()}\n"
            yield other[1].strip()
        else:
            yield f"\n### {names(one[0])}\n"
            yield from funding(one[1:], other[1:])
    yield ""


def page():
    """The whole page."""
    listed = [line.split()[0] for line in ask("体系", "zh")[0] if re.fullmatch(r"  \S+ \S+", line)]
    return "\n".join([INTRODUCTION, *(line for name in listed for line in framework(name))])


if __name__ == "__main__":
    generated.main(__file__, PAGE, page())

#!/usr/bin/env python3
"""Writes units.md, the page of every kind, unit and scale, from what `jixiao units` prints.

The program is JIXIAO of the environment, else build/jixiao. With --check nothing is written, and it
fails if the page is not what it would write.
"""
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import generated  # beside the folders of pages

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = HERE / "units.md"

INTRODUCTION = """\
# 单位和等级 / Units and scales

<!-- Made by units.py from `jixiao units`: change the files of stdlib/, then run units.py. -->

标准库里的全部量类、单位和等级。一个单位有中文名、英文名，有的还有别的写法，写哪一个都行。
没有列出的单位，可以在文件开头声明：`单位 堂：计数`。

All kinds, units and scales of the standard library. A unit has a Chinese and an English name, and some
have further spellings; any of them will do. A unit that is not listed can be declared at the top of a
file: `unit 堂: count`.

- “合 / is”：和别的单位的精确换算；空着的是基本单位，和别的单位都不换算。
  The exact conversion; an empty cell is a base unit, which converts to no other.
- 十 百 千 万 亿（以及 十万 百万 千万）可以放在任何单位前面：`3 万人次`。
  The prefixes 十 百 千 万 亿 (and 十万 百万 千万) go before any unit: `3 万人次`.
- “△”是非法定计量单位，可以用，不报错。△ marks what is not a legal unit; it may be used.
- 命令行里查：`jixiao units 万元`、`jixiao units 人数`。To look one up: `jixiao units 万元`.
"""


def ask(*arguments):
    """What the program prints."""
    program = os.environ.get("JIXIAO", ROOT / "build" / "jixiao")
    return subprocess.run([program, "units", *arguments], check=True, capture_output=True,
                          encoding="utf-8").stdout


def kind_names():
    """English names of the kinds by their Chinese ones: the headings of the listing."""
    headings = [line.split(" ") for line in ask("--lang", "zh").splitlines()
                if line and not line.startswith(" ")]
    return {words[0]: words[1] for words in headings if words[0] != "等级"}


def cell(text):
    """Text inside a table of Markdown."""
    return text.replace("|", "\\|").replace("\n", " ")


def unit_row(unit):
    """One line of a kind's table."""
    base = unit["factor"] == "1" and unit["dimension"] == unit["zh"]
    conversion = "" if base else f"{unit['factor']} {unit['dimension']}"
    spellings = "、".join(f"`{spelling}`" for spelling in unit["spellings"])
    mark = "" if unit["legal"] else " △"
    return f"| `{unit['zh']}`{mark} | `{unit['en']}` | {conversion} | {spellings} | " \
           f"{cell(unit['note'])} |"


def page():
    """The whole page."""
    data, english = json.loads(ask("--format", "json")), kind_names()
    lines = [INTRODUCTION]
    kinds = list(dict.fromkeys(unit["kind"] for unit in data["units"]))
    for kind in kinds:
        lines.append(f"## {kind} / {english[kind]}\n")
        lines.append("| 单位 | unit | 合 / is | 也写作 / also | 说明 / note |")
        lines.append("|---|---|---|---|---|")
        lines += [unit_row(unit) for unit in data["units"] if unit["kind"] == kind]
        lines.append("")
    lines.append("## 等级 / scales\n")
    lines.append("由高到低。Best step first.\n")
    lines.append("| 等级 | scale | 各级 / steps | 说明 / note | 判定 / judged |")
    lines.append("|---|---|---|---|---|")
    for scale in data["scales"]:
        steps = " > ".join(f"`{step['zh']}` {step['en']}" for step in scale["steps"])
        lines.append(f"| `{scale['zh']}` | `{scale['en']}` | {steps} | {cell(scale['note'])} | "
                     f"{cell(scale['judging']['zh'])} / {cell(scale['judging']['en'])} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    generated.main(__file__, PAGE, page())

#!/usr/bin/env python3
"""Writes library.md, the page of word lists, codes and indicators, from what `jixiao units` prints.

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
PAGE = HERE / "library.md"

INTRODUCTION = """\
# 指标库、科目、词表 / Indicators, codes, word lists

<!-- Made by library.py from `jixiao units`: change the files of stdlib/, then run library.py. -->

标准库里的常用指标、支出科目和词表。它们都不全，也不必全：文件里可以自己声明，或者给库里的补充，
写法见 [语言](language.md) 第 11 节。定额是各地的，标准库里没有。

The indicators in common use, the codes of expenditure and the word lists of the standard library. None
is complete, nor need be: a file declares its own or adds to these, see section 11 of
[the language](language.en.md). Price standards are local; the library has none.

命令行里查：`jixiao units 培训人次`、`jixiao units 30216`、`jixiao units 词表`。
To look one up: `jixiao units 培训人次`.
"""


def ask():
    """What the program knows."""
    program = os.environ.get("JIXIAO", ROOT / "build" / "jixiao")
    return json.loads(subprocess.run([program, "units", "--format", "json"], check=True,
                                     capture_output=True, encoding="utf-8").stdout)


def cell(text):
    """Text inside a table of Markdown."""
    return text.replace("|", "\\|").replace("\n", " ")


def pair(texts):
    """Both languages; one if there is but one."""
    return " / ".join(dict.fromkeys(text for text in (texts["zh"], texts["en"]) if text))


DIRECTIONS = {"positive": "正向 ≥", "negative": "反向 ≤", "none": ""}
FORMS = {"grade": "等级", "date": "日期", "text": "文字", "price": "单价"}


def indicators(data):
    """The tables of the indicator libraries."""
    for library in dict.fromkeys(one["library"] for one in data["indicators"]):
        yield f"## 指标库 {library}\n"
        yield "名称相同，或者以它结尾的指标，照这里核对（JX0358、JX0359、JX0360）。" \
              "An indicator with one of these names, or a name that ends in one, is held against it.\n"
        yield "| 指标 | indicator | 类 / category | 衡量 / measured in | 方向 | 也叫 / also | 说明 / note |"
        yield "|---|---|---|---|---|---|---|"
        for one in data["indicators"]:
            if one["library"] != library:
                continue
            measured = one["units"] + [FORMS.get(kind, kind) for kind in one["kinds"]]
            notes = [one["note"]]
            notes += [f"公式：{pair(one['formula'])}"] if one["formula"]["zh"] else []
            notes += [f"标准：{pair(one['standard'])}"] if one["standard"]["zh"] else []
            yield f"| {one['zh']} | {one['en']} | {'、'.join(one['level_two'])} | " \
                  f"{'、'.join(measured)} | {DIRECTIONS[one['direction']]} | " \
                  f"{'、'.join(one['spellings'])} | {cell('；'.join(notes))} |"
        yield ""


def classifications(data):
    """The tables of codes."""
    for one in data["classifications"]:
        years = "，{} 至 {} 年".format(*one["years"]) if one["years"] else ""
        yield f"## 科目 {one['zh']} / {one['en']}{years}\n"
        yield f"{one['note']}。范围 / extent：{pair(one['extent'])}。\n"
        yield "| 代码 / code | 名称 | name |"
        yield "|---|---|---|"
        for code in one["codes"]:
            yield f"| {code['code']} | {code['zh']} | {code['en']} |"
        yield ""


def word_lists(data):
    """The word lists."""
    yield "## 词表 / word lists\n"
    yield "规则里写 `包含(名称, 词表.空泛词)`。In a rule: `contains(name, word_list.vague_words)`.\n"
    yield "| 词表 | word list | 说明 / note | 词 / words | 除外 / except |"
    yield "|---|---|---|---|---|"
    for one in data["word_lists"]:
        note = one["note"] + ("（整段 / all of a text）" if one["whole"] else "")
        yield f"| `{one['zh']}` | `{one['en']}` | {cell(note)} | " \
              f"{' '.join(f'`{cell(word)}`' for word in one['words'])} | " \
              f"{' '.join(f'`{cell(word)}`' for word in one['except'])} |"


def page():
    """The whole page."""
    data = ask()
    return "\n".join([INTRODUCTION, *indicators(data), *classifications(data),
                      *word_lists(data)]) + "\n"


if __name__ == "__main__":
    generated.main(__file__, PAGE, page())

#!/usr/bin/env python3
"""Writes words.md, the page of every word, from src/sema/vocabulary.def.

With --check it writes nothing and fails if the page is not what it would write.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import generated  # beside the folders of pages

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "src" / "sema" / "vocabulary.def"
PAGE = HERE / "words.md"

TEXT = r'"((?:[^"\\]|\\.)*)"'
BLOCK = re.compile(rf"^BLOCK\((\w+), {TEXT}, {TEXT}\)$")
WORD = re.compile(rf"^WORD\((\w+), (\w+), {TEXT}, {TEXT}, {TEXT}, (\w+), (\w+), (\w+), "
                  rf"{TEXT}, {TEXT}\)$")

# What a word of this type takes, in both languages; {0} and {1} are the block that it names.
TYPES = {
    "TEXT": ("文字", "a text"),
    "TITLE": ("《文件名》或文字", "a title or text"),
    "YEAR": ("年份", "a year"),
    "DATE": ("日期", "a date"),
    "PERIOD": ("起止日期", "two dates"),
    "YEARS": ("年份，或 年份 至 年份", "a year, or two"),
    "MONEY": ("金额", "an amount of money"),
    "MONEY_UNIT": ("货币单位", "a unit of money"),
    "NUMBER": ("数字，不带单位", "a number without a unit"),
    "CHOICE": ("选项", "a choice"),
    "TARGET": ("目标值", "a target"),
    "NAMES": ("名称", "a name"),
    "TRUTH": ("真 或 假", "true or false"),
    "OBJECT": ("花括号", "a block"),
    "EXPRESSION": ("[规则语言](rules.md)的式子", "an expression of the [rule language](rules.en.md)"),
    "LIST": ("见说明", "see the meaning"),
    "DERIVED": ("不写，由程序得出", "never written: worked out"),
}
COUNTS = {"ONE": "1", "MANY": "多 / many"}
# Blocks of the language's own data: a declaration of a project never holds them.
DATA_BLOCKS = ["UNIT", "SCALE", "STEP", "WORD_LIST", "CLASSIFICATION", "INDICATOR_LIBRARY",
               "KNOWN_INDICATOR", "STANDARD", "FRAMEWORK", "CATEGORY", "SUBCATEGORY", "CHOICES", "FUNDING_ITEM",
               "SHEET", "TABLE", "ROW", "EACH", "CELL", "RULE", "REQUIRED"]

INTRODUCTION = """\
# 词汇表 / Every word

<!-- Made by words.py from src/sema/vocabulary.def: change that table, then run words.py. -->

每个词有中文、英文两种写法，意思完全一样，可以混用；`jixiao fmt --words zh` 都写成中文，
`--words en` 都写成英文。一个词只在它所在的那一块里有意义。
体系自己的词（一级、二级指标，资金各项，选项）不在这里，见 [体系](frameworks.md)。

Each word has a Chinese and an English spelling, which mean the same and may be mixed;
`jixiao fmt --words zh` writes all of them in Chinese, `--words en` in English. A word means something only
in the block that it belongs to. The words of a framework (indicator categories, items of funding, choices)
are not listed here: see [frameworks](frameworks.md).

- 次数 / count: `1` 至多写一次，at most once; `多 / many` 可以写多次或列几个，as often as you like
- JSON: `jixiao build --to json` 里的键，the key in the JSON output
- 命令行里查一个词：`jixiao explain 金额单位`。To look one up: `jixiao explain money_unit`.
"""


def read_table():
    """The blocks in their order, each (name, Chinese, English, words)."""
    blocks = []
    for line in TABLE.read_text("utf-8").splitlines():
        if match := BLOCK.match(line):
            blocks.append((*match.groups(), []))
        elif match := WORD.match(line):
            block, _, *word = match.groups()
            if block != blocks[-1][0]:
                sys.exit(f"{TABLE.name}: a word of {block} below {blocks[-1][0]}")
            blocks[-1][3].append(word)
        elif re.match(r"(BLOCK|WORD)\(", line):
            sys.exit(f"{TABLE.name}: cannot read: {line}")
    return blocks


def cell(text):
    """Text inside a table of Markdown."""
    return text.replace('\\"', '"').replace("|", "\\|").replace("<", "&lt;")


def takes(kind, argument, names):
    """What stands behind the word, in both languages."""
    chinese, english = TYPES[kind]
    if kind == "OBJECT":
        chinese += f"，里面是“{names[argument][0]}”的词"
        english += f" with the words of '{names[argument][1]}'"
    return f"{chinese} / {english}"


def page():
    """The whole page."""
    blocks = read_table()
    names = {name: (chinese, english) for name, chinese, english, _ in blocks}
    lines = [INTRODUCTION]
    for name, chinese, english, words in blocks:
        if name == DATA_BLOCKS[0]:
            lines.append("---\n\n以下是声明单位、等级和体系用的词。"
                         "Below are the words that declare units, scales and frameworks.\n")
        lines.append(f"## {chinese} / {english}（`{name}`）\n")
        lines.append("| 中文 | English | JSON | 写什么 / takes | 次数 / count | 意思 / meaning |")
        lines.append("|---|---|---|---|---|---|")
        for zh, en, key, kind, count, argument, meaning, english_meaning in words:
            lines.append(f"| `{zh}` | `{en}` | `{key}` | {takes(kind, argument, names)} | "
                         f"{COUNTS[count]} | {cell(meaning)} / {cell(english_meaning)} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    generated.main(__file__, PAGE, page())

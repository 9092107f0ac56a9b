#!/usr/bin/env python3
"""Writes rule-words.md, what rules may speak of, from the tables of src/sema/.

With --check it writes nothing and fails if the page is not what it would write.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import generated  # beside the folders of pages

HERE = pathlib.Path(__file__).resolve().parent
SEMA = HERE.parent.parent / "src" / "sema"
PAGE = HERE / "rule-words.md"

TEXT = r'"((?:[^"\\]|\\.)*)"'
SUBJECT = re.compile(rf"^SUBJECT\((\w+), {TEXT}, {TEXT}, BLOCK_(\w+), (\w+)\)$", re.MULTILINE)
MEMBER = re.compile(rf"^MEMBER\((\w+), (\w+), {TEXT}, {TEXT}, (\w+), (\w+), (\w+)\)$", re.MULTILINE)
FUNCTION = re.compile(rf"^FUNCTION\((\w+), {TEXT}, {TEXT}, {TEXT}, (\w+), {TEXT}, {TEXT}\)$",
                      re.MULTILINE)
WORD = re.compile(rf"^WORD\((\w+), (\w+), {TEXT}, {TEXT}, {TEXT}, (\w+), (\w+), (\w+), "
                  rf"{TEXT}, {TEXT}\)$", re.MULTILINE)

# What a member is, by its kind; an object is called by its subject.
KINDS = {
    "TRUTH": ("是非", "truth"),
    "TEXT": ("文字", "text"),
    "DATE": ("日期", "date"),
    "PERIOD": ("起止日期", "period"),
    "NAME": ("名称", "name"),
    "ANY": ("数量、等级、日期或文字", "quantity, grade, date or text"),
    "PLAIN": ("数字", "number"),
    "MONEY": ("金额", "money"),
    "DYNAMIC": ("数量", "quantity"),
}
NAMES = {
    "RELATION": ("关系", "relation"), "DIRECTION": ("方向", "direction"),
    "KIND": ("量类", "kind of quantity"), "UNIT": ("单位", "unit"),
    "SCALE": ("等级序列", "scale"), "ROLE": ("作用", "role"), "CHOICE": ("选项", "choice"),
}
FIELDS = {
    "TEXT": KINDS["TEXT"], "NAMES": KINDS["TEXT"], "YEAR": KINDS["PLAIN"], "DATE": KINDS["DATE"],
    "NUMBER": KINDS["PLAIN"], "MONEY": KINDS["MONEY"], "PERIOD": KINDS["PERIOD"],
    "MONEY_UNIT": NAMES["UNIT"], "TRUTH": KINDS["TRUTH"],
}
PARAMETERS = {
    "Q": ("一组数量", "quantities"), "C": ("一组", "collection"), "c": ("条件", "condition"),
    "t": ("文字", "text"), "T": ("文字", "texts"), "l": ("文字或词表", "text or word list"),
    "q": ("数量", "quantity"), "n": ("整数", "whole number"), "d": ("日期", "date"),
    "p": ("期限", "period"), "a": ("内容", "anything"), "g": ("目标值", "target"),
    "r": ("样式", "pattern"), "*": ("…", "…"),
}
RESULTS = {
    "TRUTH": KINDS["TRUTH"], "TEXT": KINDS["TEXT"], "PLAIN": KINDS["PLAIN"],
    "RATIO": ("百分数", "ratio"), "SAME": ("同样的量", "a quantity of the same kind"),
    "QUANTITIES": PARAMETERS["Q"], "TEXTS": ("一组文字", "a collection of texts"),
}

INTRODUCTION = """\
# 规则里的词 / What rules may speak of

<!-- Made by rule-words.py from src/sema/: change the tables there, then run it. -->

怎么写规则，见[规则语言](rules.md)。下面是各种对象有哪些项、有哪些函数；中文、英文两种写法可以混用。
体系声明的字段（`字段 指标 绩效标准 …`）也是它所属对象的项。“一组”要用函数归成一个，或用 `全部`、`任一` 逐个判断。

How to write rules: [the rule language](rules.en.md). Below is what each subject has, and the functions; Chinese and
English spellings mix. A field that a framework declares is a member of its subject too. Of *many*, make one by a
function, or judge each by `all` or `any`.
"""


def read(name):
    """The text of a table."""
    return (SEMA / name).read_text("utf-8")


def one(names, many):
    """What a member is, in both languages."""
    return f"{'一组：' if many else ''}{names[0]} / {names[1]}{' (many)' if many else ''}"


def members_of(subject, block, subjects, members, words):
    """The rows of a subject's table: its own members first, which hide words of the same name."""
    shown, rows = set(), []
    for owner, _, chinese, english, kind, argument, form in members:
        if owner != subject:
            continue
        names = KINDS[argument] if kind == "QUANTITY" else NAMES[argument] if kind == "NAME" else \
            subjects[argument] if kind == "OBJECT" else KINDS[kind]
        shown.add(chinese)
        rows.append((chinese, english, one(names, form == "MANY")))
    for owner, _, chinese, english, _, kind, count, argument, *_ in words:
        if owner != block or chinese in shown or kind in ("LIST", "DERIVED", "EXPRESSION", "YEARS"):
            continue
        by_block = {row[3]: (row[1], row[2]) for row in SUBJECT.findall(read("rule_subject.def"))}
        names = subjects["BASIS"] if kind == "TITLE" else subjects["CHOICE"] if kind == "CHOICE" \
            else subjects["TARGET"] if kind == "TARGET" else by_block.get(argument) \
            if kind == "OBJECT" else FIELDS[kind]
        if names:
            rows.append((chinese, english, one(names, count == "MANY" or kind == "TITLE")))
    return rows


def page():
    """The whole page."""
    table = SUBJECT.findall(read("rule_subject.def"))
    subjects = {name: (chinese, english) for name, chinese, english, *_ in table}
    members, words = MEMBER.findall(read("rule_member.def")), WORD.findall(read("vocabulary.def"))
    lines = [INTRODUCTION, "## 对象 / Subjects\n"]
    for name, chinese, english, block, form in table:
        runs = "可以写在 `对象` 后面 / may stand behind `subject`" if form == "RUNS" else \
            "从别的对象说到 / reached from others"
        rows = members_of(name, block, subjects, members, words)
        lines += [f"### {chinese} / {english}\n", f"{runs}\n"]
        if rows:
            lines += ["| 中文 | English | 是什么 / is |", "|---|---|---|"]
            lines += [f"| `{zh}` | `{en}` | {what} |" for zh, en, what in rows]
            lines.append("")
    lines += ["## 函数 / Functions\n", "| 中文 | English | 得到 / gives | 意思 / meaning |",
              "|---|---|---|---|"]
    for _, chinese, english, parameters, result, meaning, english_meaning in \
            FUNCTION.findall(read("rule_function.def")):
        zh = ", ".join(PARAMETERS[letter][0] for letter in parameters)
        en = ", ".join(PARAMETERS[letter][1] for letter in parameters)
        gives = " / ".join(RESULTS[result])
        lines.append(f"| `{chinese}({zh})` | `{english}({en})` | {gives} | "
                     f"{meaning} / {english_meaning} |")
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    generated.main(__file__, PAGE, page())

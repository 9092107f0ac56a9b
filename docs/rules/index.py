#!/usr/bin/env python3
"""Writes README.md, the list of the library's rules, from what `jixiao rules` prints.

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
PAGE = HERE / "README.md"

INTRODUCTION = """\
# 规则 / Rules

<!-- Made by index.py from `jixiao rules`: change stdlib/rules/, then run it. -->

程序按这些规则审核申报。规则是 [stdlib/rules](../../stdlib/) 里的数据，用语言自己写成；怎样写一条见
[规则语言](../reference/rules.md)，怎样改级别、怎样豁免见 [规则、级别和豁免](../guide/rules.md)。
命令行里查：`jixiao rules`、`jixiao explain C3`。评审常提的问题各由哪条查、哪些不查：[常见问题和规则](coverage.md)。

Declarations are judged by these rules. They are data in [stdlib/rules](../../stdlib/), written in the language
itself; how to write one: [the rule language](../reference/rules.en.md); how to set what a rule counts as, and
how to waive it: [rules, severities and waivers](../guide/rules.en.md). On the command line:
`jixiao rules`, `jixiao explain C3`. Which rule looks for what reviewers find, and what none looks for:
[coverage](coverage.md).
"""
WORDS = {"error": "错误", "warning": "警告", "hint": "提示", "off": "关闭",
         "completeness": "完整性", "relevance": "相关性", "adequacy": "适当性",
         "feasibility": "可行性"}


def ask():
    """The rules, as the program tells of them outside of any workspace."""
    program = pathlib.Path(os.environ.get("JIXIAO", ROOT / "build" / "jixiao")).resolve()
    text = subprocess.run([program, "rules", "--format", "json"], check=True, capture_output=True,
                          cwd=HERE, encoding="utf-8").stdout
    return json.loads(text)["rules"]


def both(word):
    """“警告 warning”; a dash for nothing."""
    return f"{WORDS[word]} {word}" if word else "—"


def code_of(rule):
    """The code, leading to its page if there is one."""
    code = rule["code"]
    return f"[{code}]({code}.md)" if (HERE / f"{code}.md").exists() else code


def about(rule):
    """What the title does not say: the source, the framework, the diagnostic."""
    parts = [rule["source"] and rule["source"] +
             (f"（{rule['source_number']}）" if rule["source_number"] else "")]
    if rule["framework"]:
        parts.append(f"体系 framework {rule['framework']}")
    parts += [f"[{code}](../diagnostics/{code}.md)" for code in rule["diagnostics"]]
    return "<br>".join(part for part in parts if part) or "—"


def rows(rules):
    """The page below the introduction."""
    group = None
    for rule in rules:
        if rule["group"] != group:
            group = rule["group"]
            title = rule["group_title"]
            heading = f"{group} {title['zh']} / {title['en']}" if group else "没有编码的 / without a code"
            yield f"\n## {heading}\n\n| | 规则 / rule | 级别 / severity | 准则 / criterion | 出处 / source |\n" \
                  "|---|---|---|---|---|"
        names, title = rule["name"], rule["title"]
        yield f"| {code_of(rule)} | **{title['zh']}**<br>{title['en']}<br>`{names['zh']}` `{names['en']}` " \
              f"| {both(rule['severity'])} | {both(rule['criterion'])} | {about(rule)} |"


if __name__ == "__main__":
    generated.main(__file__, PAGE, INTRODUCTION + "\n".join(rows(ask())) + "\n")

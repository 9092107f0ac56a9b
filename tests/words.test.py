#!/usr/bin/env python3
"""Every word has two spellings, equal in every way: the same project in either makes the same JSON.

Pairs of files say the same in Chinese and in English words. Of their JSON only places may differ
(path, line, column, byte): with these keys taken away it is compared byte for byte. The words are
also free to mix: files that take their lines by turns from the one and the other make the same JSON
still.

`fmt --words` writes a file in the words of either language. All examples, cases and files of the
library that can be read are written in English words and back: that gives the same bytes, the same
JSON, and canonical text on the way. What the author named stays, and so does a word that would mean
something else.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JIXIAO = os.environ.get("JIXIAO", str(ROOT / "build" / "jixiao"))
PAIRS = [("examples/school-district/zh.jx", "examples/school-district/en.jx"),
         ("tests/cases/whole/chinese.jx", "tests/cases/whole/english.jx")]
# What of an example is Chinese in English words: names of the author's own, further spellings of units,
# dates in Chinese.
OWN = {"公里", "重度失能照护补贴", "中度失能照护补贴", "助餐补贴", "印刷费", "青禾区指标"}
PLACES = {"path", "line", "column", "end_line", "end_column", "byte_start", "byte_end"}


def without_places(value):
    """The value without what says where it stood."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    if isinstance(value, list):
        return [without_places(inner) for inner in value]
    return value


def content(path):
    """The JSON of a file's only project as bytes, without places; empty if there is none."""
    done = subprocess.run([JIXIAO, "build", path, "--to", "json", "-o", "-"], cwd=ROOT,
                          capture_output=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr.decode("utf-8", "replace"))
        return b""
    return json.dumps(without_places(json.loads(done.stdout)), ensure_ascii=False).encode()


def code_lines(path):
    """The lines of a file but comments and blank ones, from the project on."""
    lines = (ROOT / path).read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(("项目", "project")))
    return [line for line in lines[first:] if line.strip() and not line.strip().startswith("//")]


def mixtures(chinese, english):
    """Files of both languages' lines: every other line, and every other two lines."""
    head = 'use "std/%s"\n' % ("shanghai/2020" if "school" in english else "national/2021")
    twins = list(zip(code_lines(chinese), code_lines(english), strict=True))
    for step in (1, 2):
        for first in (0, 1):
            lines = [pair[(i // step + first) % 2] for i, pair in enumerate(twins)]
            yield f"every other {step}, from {first}", head + "\n".join(lines) + "\n"


def check_example(path):
    """The Chinese example in English words is the English one, but for the comments on top."""
    chinese, english = (fmt(["-"], (ROOT / name).read_bytes(), language).decode()
                        for name, language in ((path, "en"), (path.replace("zh.jx", "en.jx"), "en")))
    parts = [text[text.index('use "std/'):] for text in (chinese, english)]
    yield f"{path} in English words is the English example", parts[0] == parts[1]


def fmt(arguments, text=None, words=None, folder=None):
    """What `fmt` prints; it must not fail."""
    chosen = ["--words", words] if words else []
    done = subprocess.run([JIXIAO, "fmt", *chosen, *arguments], input=text, cwd=folder or ROOT,
                          capture_output=True, check=False)
    if done.returncode == 2 or done.returncode < 0:
        sys.stderr.write(done.stderr.decode("utf-8", "replace"))
    return done.stdout


# Sources in Chinese words, and what of them is in English words: lines in order, all of the project.
USE = '引用 "std/上海市/2020"\n'
OWN_NAMES = [
    ("an own name that is a word of the language in English",
     USE + "定义 quality = 90%\n项目 \"x\" {\n    产出目标 {\n        质量 \"a\" >= quality\n    }\n}\n",
     'use "std/shanghai/2020"\nlet quality = 90%\nproject "x" {\n    outputs {\n'
     '        quality "a" >= quality\n    }\n}\n'),
    ("an own name that is a word of the language in Chinese",
     USE + "定义 年度 = 90%\n项目 \"x\" {\n    年度: 2020\n    产出目标 {\n"
     "        质量 \"a\" >= 年度\n    }\n}\n",
     'use "std/shanghai/2020"\nlet 年度 = 90%\nproject "x" {\n    year: 2020\n    outputs {\n'
     '        quality "a" >= 年度\n    }\n}\n'),
    ("a grade whose English name an own scale has too",
     USE + "等级 评课 {\n    级 精品课 excellent\n    级 待改课 poor_course\n}\n项目 \"x\" {\n"
     "    产出目标 {\n        质量 \"a\" = 优秀\n        质量 \"b\" = 良好\n    }\n}\n",
     'use "std/shanghai/2020"\nscale 评课 {\n    step 精品课 excellent\n    step 待改课 poor_course\n}\n'
     'project "x" {\n    outputs {\n        quality "a" = 优秀\n        quality "b" = good\n    }\n}\n'),
    ("units of one's own and further spellings",
     USE + "单位 棚次 shed_time: 计数\n项目 \"x\" {\n    产出目标 {\n        数量 \"a\" >= 3 万棚次\n"
     "        数量 \"b\" >= 3 万人次\n        数量 \"c\" >= 3 公里 // 到 2020年1月\n    }\n}\n",
     'use "std/shanghai/2020"\nunit 棚次 shed_time: count\nproject "x" {\n    outputs {\n'
     '        quantity "a" >= 3 万棚次\n        quantity "b" >= 3 ten_thousand_person_time\n'
     '        quantity "c" >= 3 公里 // 到 2020年1月\n    }\n}\n'),
    ("fields of a framework, a word for both one and several of what they are of",
     '体系 "示例/甲" "example/one" {\n    字段 项目 绩效等次 rank {\n        类型: 文字\n    }\n'
     '    字段 指标 绩效标准 standard_text {\n        类型: 文字\n    }\n'
     '    字段 明细 经办 handled_by {\n        类型: 文字\n    }\n}\n',
     'framework "示例/甲" "example/one" {\n    field project 绩效等次 rank {\n        type: text\n    }\n'
     '    field indicators 绩效标准 standard_text {\n        type: text\n    }\n'
     '    field lines 经办 handled_by {\n        type: text\n    }\n}\n'),
    ("the name of a scale of the library",
     USE + "项目 \"x\" {\n    产出目标 {\n        质量 \"a\" = 绩效等级.良\n    }\n}\n",
     'use "std/shanghai/2020"\nproject "x" {\n    outputs {\n        quality "a" = performance_grade.commendable\n'
     '    }\n}\n'),
    ("a rule of one's own",
     USE + "规则 够数 enough \"数量够\" {\n    对象: 指标\n    条件: 二级.作用 = 数量 且 非 有(描述)\n"
     "    要求: 包含(名称, 词表.空泛词)\n}\n",
     'use "std/shanghai/2020"\nrule 够数 enough "数量够" {\n    subject: indicator\n'
     '    when: level_two.role = quantity and not has(description)\n'
     '    require: contains(name, word_list.vague_words)\n}\n'),
]


def check_missing():
    """A file that uses one that is not there: what is known is written, and the rest is told."""
    text = '引用 "./没有.jx"\n项目 "x" {\n    年度: 2020\n    产出目标 {\n    }\n}\n'
    done = subprocess.run([JIXIAO, "fmt", "--words", "en", "--lang", "en", "-"], input=text.encode(),
                          capture_output=True, check=False)
    yield "what is known", b'project "x" {\n    year: 2020\n    \xe4\xba\xa7' in done.stdout
    yield "what is not", b"was not found" in done.stderr and done.returncode == 0


def check_own_names():
    """Small files whose own names must stay, written in English words and back."""
    for title, chinese, english in OWN_NAMES:
        actual = fmt(["-"], chinese.encode(), "en").decode()
        yield f"{title}: in English words\n{actual}", actual == english
        back = fmt(["-"], actual.encode(), "zh").decode()
        yield f"{title}: and back\n{back}", back == chinese


FRAMEWORK = r'''体系 "示范/2020" "model \"x\"/2020" {
    沿用: "上海市/2020"
    选项 类别 {
        项 "一次的" "one off" { 作用: 一次性 }
        项 常年的 "every-year" { 作用: 经常性 }
        项 数的 "7times" { 作用: 经常性 }
        项 真的 "true" { 作用: 经常性 }
        项 斜的 "back\\slash" { 作用: 经常性 }
        项 全的 "ｆｕｌｌ" { 作用: 经常性 }
        项 下的 _Under_9 { 作用: 经常性 }
        项 词的 year { 作用: 经常性 }
    }
}
体系 "再/2020" "again\\\\2020" {
    沿用: "示范/2020"
}
体系 "三/2020" "third/2020" {
    沿用: "再/2020"
}
体系 "四/2020" "fourth/2020" {
    沿用: "三/2020"
}
'''


def check_framework_names(folder):
    """Names that a framework in a file gives: in English words where these are names, as a text where that is one."""
    here = pathlib.Path(folder)
    (here / "体系.jx").write_text(FRAMEWORK, "utf-8")
    fmt(["体系.jx"], words="en", folder=here)
    again = (here / "体系.jx").read_text("utf-8")
    yield f"a label with quotes in it stays\n{again}", all(
        f'extends: "{name}"' in again for name in ("示范/2020", "shanghai/2020", "再/2020", "third/2020"))
    for chinese, english in (("一次的", "一次的"), ("常年的", "常年的"), ("数的", "数的"), ("真的", "真的"), ("斜的", "斜的"), ("全的", "全的"), ("＂下的＂", "＂下的＂"), ("下的", "_Under_9"),
                             ("词的", "year"), ('"下的"', '"下的"'), ("“下的”", "“下的”"), ('"""下的"""', '"""下的"""')):
        text = f'引用 "./体系.jx"\n项目 "甲" {{\n    年度: 2020\n    类别: {chinese}\n}}\n'
        (here / "a.jx").write_text(text, "utf-8")
        fmt(["a.jx"], words="en", folder=here)
        actual = (here / "a.jx").read_text("utf-8")
        yield f"{chinese} in English words\n{actual}", f"category: {english}\n" in actual
        fmt(["a.jx"], words="zh", folder=here)
        back = (here / "a.jx").read_text("utf-8")
        yield f"{chinese} and back\n{back}", f"类别: {chinese}\n" in back


def check_workspace_file(folder):
    """If the workspace's file cannot be read nothing is written in other words."""
    here = pathlib.Path(folder)
    (here / "jixiao.jx").mkdir()
    text = OWN_NAMES[0][1].encode()
    done = subprocess.run([JIXIAO, "fmt", "--words", "en", "-"], input=text, cwd=here, capture_output=True, check=False)
    yield "a folder as jixiao.jx", done.returncode == 2 and b"jixiao.jx" in done.stderr and not done.stdout
    (here / "jixiao.jx").rmdir()


def snapshot(folder):
    """The bytes of every file of a folder by its path."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.jx")}


def contents(folder):
    """The JSON of every file of a folder without errors, without places and messages."""
    output = folder.parent / "json"
    shutil.rmtree(output, ignore_errors=True)
    subprocess.run([JIXIAO, "build", ".", "--to", "json", "-o", output], cwd=folder,
                   capture_output=True, check=False)
    result = {}
    for path in output.rglob("*.json"):
        value = without_places(json.loads(path.read_text("utf-8")))
        value.pop("diagnostics", None) # their messages quote the source
        result[path.relative_to(output)] = json.dumps(value, ensure_ascii=False)
    return result


def chinese_words(text):
    """What is Chinese in a file but texts, titles, comments and dates."""
    text = re.sub(r'//.*|/\*.*?\*/|"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|《[^\n]*》|“[^\n]*”', "", text)
    text = re.sub(r"\d+年\d+月(?:\d+日)?", "", text)
    return set(re.findall(r"[\u3400-\u9fff]\w*", text))


def check_trees(folder):
    """Examples, cases and the library in Chinese words, in English ones, and back."""
    here = pathlib.Path(folder) / "specs"
    for name in ("examples", "tests/cases", "stdlib"):
        shutil.copytree(ROOT / name, here / name)
    fmt(["."], words="zh", folder=here)
    chinese, made = snapshot(here), contents(here)
    fmt(["."], words="en", folder=here)
    english, made_of_english = snapshot(here), contents(here)
    yield "files were written in English words", chinese != english
    fmt(["."], folder=here)
    yield "English words are laid out like Chinese ones", snapshot(here) == english
    yield "the JSON is the same in English words", len(made) > 100 and made == made_of_english
    fmt(["."], words="zh", folder=here)
    back = snapshot(here)
    for path, text in sorted(chinese.items()):
        if back[path] != text:
            yield f"{path} in English words and back", False
    yield "all files in English words and back", back == chinese
    for path, text in sorted(english.items()):
        left = chinese_words(text.decode("utf-8", "replace")) - OWN
        if path.parts[0] == "examples" and left:
            yield f"{path} has Chinese words left: {left}", False


def check_pairs():
    """The pairs of files that people wrote, and mixtures of them."""
    for chinese, english in PAIRS:
        wanted = content(chinese)
        yield f"{english} is {chinese}", wanted and content(english) == wanted
        with tempfile.TemporaryDirectory() as folder:
            for title, text in mixtures(chinese, english):
                mixed = pathlib.Path(folder) / "mixed.jx"
                mixed.write_text(text, "utf-8")
                yield f"{chinese} mixed with {english}: {title}", content(mixed) == wanted


def main():
    passed, failures = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for title, held in (*check_pairs(), *check_example(PAIRS[0][0]), *check_own_names(), *check_missing(),
                            *check_framework_names(folder), *check_workspace_file(folder), *check_trees(folder)):
            if held:
                passed += 1
            else:
                failures.append(title)
    for title in failures:
        print(f"FAIL {title}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

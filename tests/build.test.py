#!/usr/bin/env python3
"""What `jixiao build` says of a spec that has errors, and any command of wrong arguments.

Every check is a run in a folder of its own; the overview is read as text.
"""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from program import ROOT, Program, without_rules

SPEC = ROOT / "examples" / "school-district" / "zh.jx"
TORN = '项目 "没有右引号\n'


class Folder:
    """A folder with a good spec that was built, and then spoilt."""

    def __init__(self, program, path):
        self.program, self.path = program, pathlib.Path(path)
        shutil.copy(SPEC, self.path / "a.jx")
        self.first = self.run("build", "a.jx", "-o", "out")
        self.report = (self.path / "out" / "a.html").read_bytes()
        self.spoil("a.jx")

    def spoil(self, name):
        """Writes the spec with a total that does not add up."""
        text = SPEC.read_text("utf-8")
        amount = re.search(r"总预算[：:]\s*([0-9.]+)", text)
        text = text[:amount.start(1)] + "9" + text[amount.start(1):]
        (self.path / name).write_text(text, "utf-8")

    def run(self, *words):
        """Gives (exit status, everything printed)."""
        status, output, _ = self.program.run(*without_rules(words), folder=self.path, merge=True)
        return status, output.decode("utf-8")

    def overview(self):
        """The body of the overview as words, and its HTML."""
        text = (self.path / "out" / "index.html").read_text("utf-8")
        body = text[text.index("<body"):text.index("<script")]
        return " ".join(re.sub(r"<[^>]*>", " ", body).split()), body


def check_kept(folder):
    """The old report stays, and every form of output for people says so."""
    told = "没有写出报告：a.jx（有错误；原有的报告没有更新。--draft 可写出草稿）\n"
    english = "no report written: a.jx (it has errors; an earlier report was not updated."
    for words, line in (([], told), (["--format", "short"], told), (["--quiet"], told),
                        (["--lang", "en"], english)):
        status, output = folder.run("build", "a.jx", "-o", "out", *words)
        yield f"a failed run says so: {words}", status == 1 and output.count(line) == 1
    yield "the old report is kept", (folder.path / "out" / "a.html").read_bytes() == folder.report
    status, output = folder.run("build", "a.jx", "-o", "out", "--format", "json")
    yield "JSON is not mixed with sentences", status == 1 and "没有写出" not in output
    status, output = folder.run("build", "a.jx", "-o", "-", "--to", "json")
    yield "nothing is said of old reports for standard output", \
        status == 1 and "没有写出报告：a.jx（有错误。--draft 可写出草稿）" in output


def check_overview(folder):
    """What failed is listed and counted, and not added."""
    shutil.copy(SPEC, folder.path / "b.jx")
    (folder.path / "torn.jx").write_text(TORN, "utf-8")
    status, output = folder.run("build", "a.jx", "b.jx", "torn.jx", "-o", "out")
    words, body = folder.overview()
    yield "exit status 1", status == 1
    yield "a file without a project is told", \
        "没有写出报告：torn.jx（有错误，读不出项目；原有的报告没有更新）\n" in output
    yield "the failed project has a row", re.search(r"a\.jx .* 未通过 1 个错误", words)
    yield "the file without a project has a row", re.search(r"torn\.jx 未通过 1 个错误", words)
    yield "only what passed has a link", re.findall(r'href="([^"]*)"', body) == ["./b.html"]
    yield "errors are counted", "错误 2 " in words
    yield "the total says what it is of", "合计只含通过的" in words
    yield "failures are in the figures", "项目 2 1 个未通过校验，1 个文件读不出项目" in words
    folder.run("build", "a.jx", "b.jx", "torn.jx", "-o", "out", "--lang", "en")
    words, body = folder.overview()
    yield "the same in English", re.search(r"a\.jx .* failed 1 error .*only those that passed", words)


def check_findings(folder):
    """What rules find stands under the criteria of the form; the overview sorts by errors, then by warnings."""
    text = ('引用 "std/国家/2021"\n项目 "甲" {\n    年度：2026\n    产出指标 {\n        数量指标 "培训" >= 3 人\n'
            '    }\n    效益指标 {\n        社会效益指标 "能力提升" >= 良好\n    }\n    明细 "培训费"：5 元/人 × 3 人 = 15 元\n}\n')
    (folder.path / "b.jx").write_text(text, "utf-8")
    status, output, _ = folder.program.run("build", "a.jx", "b.jx", "-o", "out", "--draft", folder=folder.path, merge=True)
    words, body = folder.overview()
    page = (folder.path / "out" / "b.html").read_text("utf-8")
    heads = re.findall(r"<h4>(\w+) ", page)
    yield f"the criteria in their order: {heads}", status == 1 and heads == ["完整性", "相关性", "适当性"]
    found = [[int(number or 0) for number in row] for row in re.findall(
        r'data-sort="(\d+)"><span class="tag [^>]*>\w+</span> <span[^>]*>(?:(\d+) 个错误)?，?(?:(\d+) 个警告)?', body)]
    yield f"what the overview sorts by: {found}", len(found) == 2 and all(
        order == errors * 1000000 + warnings and warnings for order, errors, warnings in found)


def check_draft(folder):
    """A draft has its link, and is no failure of writing."""
    (folder.path / "torn.jx").write_text(TORN, "utf-8")
    status, output = folder.run("build", "a.jx", "torn.jx", "-o", "out", "--draft")
    words, body = folder.overview()
    yield "a draft is written", status == 1 and "没有写出报告：a.jx" not in output
    yield "a draft is linked", re.findall(r'href="([^"]*)"', body) == ["./a.html"]
    yield "what has no project has no draft", \
        "没有写出报告：torn.jx" in output and "torn.jx 未通过 1 个错误" in words
    folder.run("build", "torn.jx", "-o", "out")
    words, body = folder.overview()
    yield "the total of nothing is no amount", "当年金额合计 — 合计只含通过的" in words


def check_years(folder):
    """Amounts of different years are not added."""
    for year, amount in ((2020, "1.50"), (2021, "2.25"), (2021, "4.00")):
        (folder.path / f"y{amount}.jx").write_text(
            f'引用 "std/上海市/2020"\n项目 "甲{amount}" {{\n    年度：{year}\n    金额单位：万元\n'
            f'    填报单位："乙{amount}"\n    资金 {{ 当年预算：{amount} }}\n}}\n', "utf-8")
    folder.run("build", "y1.50.jx", "y2.25.jx", "y4.00.jx", "-o", "out", "--allow", "all")
    words, body = folder.overview()
    yield "a total for each year", "2020 年金额合计 1.50 万元 2021 年金额合计 6.25 万元" in words
    yield "below the table too", "2020 年合计 1.50 万元 2021 年合计 6.25 万元" in words
    yield "the chart is of the last year", \
        "2021 年按单位" in words and not re.search("年按单位 [^；]*乙1.50 1.50 万元", words)
    yield "no sum of both", "7.75" not in body


def check_groups(folder):
    """The amounts of a unit are one bar, the largest first; what is unknown is counted."""
    for name, unit, amount in (("a1", "甲", "2.25"), ("b", "乙", "4.00"), ("a2", "甲", "1.00"), ("a3", "甲", ""), ("c", "", "1.00")):
        (folder.path / f"{name}.jx").write_text(
            f'引用 "std/上海市/2020"\n项目 "{name}" {{\n    年度：2021\n    金额单位：万元\n'
            + (f'    填报单位："{unit}"\n' if unit else "") + (f"    资金 {{ 当年预算：{amount} }}\n" if amount else "") + "}\n", "utf-8")
    names = [f"{name}.jx" for name in ("a1", "b", "a2", "a3", "c")]
    for language, chart in (("zh", "按单位 按单位 项 图 数值 占比 乙 4.00 万元 甲 3.25 万元，另 1 个未知 （未填） 1.00 万元"),
                            ("en", "By unit By unit item bar value share 乙 4.00 .* 甲 3.25 .* \\+ 1 unknown \\(none\\) 1.00 ")):
        folder.run("build", *names, "-o", "out", "--allow", "all", "--lang", language)
        words, body = folder.overview()
        yield f"the chart, {language}", re.search(chart, words)


def check_twins(folder):
    """The errors of a file with two projects are counted once."""
    text = (folder.path / "a.jx").read_text("utf-8")
    project = text[text.index("项目 "):]
    (folder.path / "two.jx").write_text(text + "\n" + project.replace('"', '"又', 1), "utf-8")
    folder.run("build", "two.jx", "-o", "out")
    words, body = folder.overview()
    counted = re.search(r" 错误 (\d+) ", words)
    told = re.findall(r"未通过 (\d+) 个错误", words)
    yield "two rows, one count", len(told) == 2 and counted and counted[1] == told[0]


def check_own_findings(folder):
    """A report holds what lies in its project or outside of all, and only counts the rest."""
    part = '项目 "{0}" {{\n    年度：2020\n    年度：2020\n}}\n'
    (folder.path / "two.jx").write_text(
        "单位 自造甲：没有这个量类\n" + part.format("一") + part.format("二"), "utf-8")
    folder.run("build", "two.jx", "-o", "out", "--draft")
    lines = []
    for name in ("two.json", "two.jx.2.json"):
        report = json.loads((folder.path / "out" / name).read_text("utf-8"))
        lines.append({diagnostic["line"] for diagnostic in report["diagnostics"]})
    yield "what no project holds is in both", 1 in lines[0] & lines[1]
    yield "what a project holds is in its own", 4 in lines[0] and 8 in lines[1]
    yield "and in no other", max(lines[0]) < 6 and lines[1] & {2, 3, 4, 5} == set()
    text = (folder.path / "out" / "two.html").read_text("utf-8")
    yield "the page counts the others", re.search("同一文件中另有 [1-9]", text)
    yield "and says which of its own lie outside", re.search("第 1 行</span> <span[^>]*>（本项目之外）", text)


def check_portfolio_findings(folder):
    """So does the report of a portfolio, which lists nothing of the projects and portfolios beside it."""
    use = '引用 "std/上海市/2020"\n'
    (folder.path / "part.jx").write_text(use + '项目 "甲" {\n    年度：2020\n    资金 { 当年预算：9 万元 }\n}\n', "utf-8")
    whole = '汇总 "{0}" 2020 {{\n    控制数：{1} 万元\n    包含："part.jx"\n}}\n'
    (folder.path / "all.jx").write_text(
        use + "单位 自造甲：没有这个量类\n" + whole.format("一", 1) + '项目 "乙" {\n    年度：2020\n    年度：2020\n}\n' +
        whole.format("二", 2) + whole.format("三", 20), "utf-8")
    folder.run("build", "all.jx", "-o", "out", "--draft", "--allow", "all")
    lines, pages = [], []
    for name in ("all", "all.jx.2", "all.jx.3", "all.jx.4"):
        report = json.loads((folder.path / "out" / f"{name}.json").read_text("utf-8"))
        lines.append([diagnostic["line"] for diagnostic in report["diagnostics"]])
        pages.append((folder.path / "out" / f"{name}.html").read_text("utf-8"))
    yield f"each report holds its own and what is outside: {lines}", lines == [[2, 9], [2, 4], [2, 12], [2]]
    yield "the pages say so", ["控制数是 1 万元" in pages[1], "控制数是 2 万元" in pages[1]] == [True, False]
    yield "the pages count the others", all("同一文件中另有 " in page for page in pages)


def check_names(folder):
    """No report is written where another spec's goes, whatever the endings of the specs."""
    text = SPEC.read_text("utf-8")
    two = text + "\n" + text[text.index("项目 "):].replace('"', '"又', 1)
    told = "两个文件的报告会写到同一处"
    (folder.path / "two.jx").write_text(two, "utf-8")
    for name in ("a", "index", "two.jx.2.jx"):
        (folder.path / name).write_text(text, "utf-8")
    for names in (["a.jx", "a"], ["index"], ["index", "a"]):
        status, output = folder.run("build", *names, "-o", "fresh")
        yield f"{names} are refused", status == 2 and told in output
        yield f"{names} write nothing", not list((folder.path / "fresh").iterdir())
    for names in (["two.jx", "two.jx.2.jx"], ["two.jx.2.jx", "two.jx"]):
        status, output = folder.run("build", *names, "-o", "twice", "--to", "json")
        yield f"{names} are refused", status == 2 and \
            "two.jx + two.jx.2.jx: " + told in output
        report = json.loads((folder.path / "twice" / "two.jx.2.json").read_text("utf-8"))
        yield f"{names} overwrite nothing", report["project"]["source"]["path"] == "two.jx.2.jx"
    status, _ = folder.run("build", "two.jx", "a", "-o", "well")
    yield "the rest is written", status == 0 and (folder.path / "well" / "two.jx.2.html").exists()


def check_replaced(folder):
    """A report keeps its mode, and a link is neither followed nor replaced."""
    out = folder.path / "out"
    shutil.copy(SPEC, folder.path / "a.jx")
    (out / "a.html").write_text("旧", "utf-8")
    (out / "a.html").chmod(0o600)
    (out / "a.json").unlink()
    (folder.path / "kept.json").write_text("旧", "utf-8")
    (out / "a.json").symlink_to("../kept.json")
    status, output = folder.run("build", "a.jx", "-o", "out", "--to", "html")
    yield "the report is new", status == 0 and (out / "a.html").read_bytes() == folder.report
    yield "its mode is the old one", (out / "a.html").stat().st_mode & 0o777 == 0o600
    status, output = folder.run("build", "a.jx", "-o", "out", "--to", "json")
    yield "the link is told", status == 2 and "a.json" in output and "符号链接" in output
    yield "and is left", (out / "a.json").is_symlink()
    yield "and what it leads to", (folder.path / "kept.json").read_text("utf-8") == "旧"


def check_messages(folder):
    """What is wrong with a command line is told in its language, with what may be meant."""
    rows = (
        (["chekc"], "jixiao: chekc: 没有这个命令；是不是 check？\n"),
        (["chekc", "--lang", "en"], "jixiao: chekc: no such command; did you mean check?\n"),
        (["help", "biuld"], "jixiao: biuld: 没有这个命令；是不是 build？\n"),
        (["check", "--fromat", "x", "--lang=en"],
         "jixiao: --fromat: no such option; did you mean --format?\n"),
        (["check", "--quiet", "-zx"], "jixiao: -z: 没有这个选项；--help 列出所有选项\n"),
        (["check", "--quiet=3"], "jixiao: --quiet=3: 这个选项不带值\n"),
        (["units", "--jobs", "3"],
         "jixiao: --jobs: 这个命令没有这个选项；--help 列出它的选项\n"),
        (["check", "--format", "xml"], "jixiao: --format 不能是“xml”：可以是 text、short、json、sarif、gitlab、github、junit、checkstyle\n"),
        (["check", "--format", "xml", "--lang", "en"],
         "jixiao: --format cannot be 'xml': it can be text, short, json, sarif, gitlab, github, junit, checkstyle\n"),
        (["check", "nope.jx"], "jixiao: nope.jx: 没有这个文件或文件夹\n"),
        (["check", "nope.jx", "--lang", "en"], "jixiao: nope.jx: there is no such file or folder\n"),
        (["fmt", "--words", "fr"], "jixiao: --words 不能是“fr”：可以是 zh、en\n"),
        (["check", "--jobs", "0"], "jixiao: --jobs 不能是“0”：可以是 1 到 256 的整数\n"),
        (["check", "--bogus", "--", "--lang", "en"],
         "jixiao: --bogus: 没有这个选项；--help 列出所有选项\n"),
    )
    for words, expected in rows:
        yield " ".join(words), folder.run(*words) == (2, expected)
    for command in ([], ["check"], ["build"], ["explain"]):
        one, other = folder.run("help", *command), folder.run(*command, "--help")
        yield f"help {command} is --help", one == other and one[0] == 0
    for word in ("路径是", "退出状态", "显示列"):
        yield f"the help of check says {word}", word in folder.run("help", "check")[1]


def check_denied(folder):
    """Warnings that fail a run are told to do so."""
    shutil.copy(SPEC, folder.path / "warned.jx")
    for command in (["check"], ["build", "-o", "out"]):
        status, output = folder.run(*command, "warned.jx", "--deny", "warnings")
        yield f"{command} says why it fails", status == 1 and \
            output.endswith("个警告\n警告按错误处理（--deny warnings）\n")
        status, output = folder.run(*command, "warned.jx")
        yield f"{command} says nothing without it", status == 0 and "按错误处理" not in output


def check_place(folder):
    """A run says where its reports are, unless it is to be quiet or there are none."""
    shutil.copy(SPEC, folder.path / "a.jx")
    yield "with the overview", folder.run("build", "a.jx", "-o", "out")[1].count(
        "\n报告写在“out”里：1 份，从 index.html 看起\n结论：") == 1
    yield "without it", "\nreports written to 'out': 1\nverdict: " in "\n" + folder.run(
        "build", "a.jx", "-o", "out", "--to", "json", "--lang", "en")[1]
    yield "not if quiet", "报告写在" not in folder.run("build", "a.jx", "-q", "-o", "out")[1]
    (folder.path / "a.jx").write_text("项目 {\n", "utf-8")
    yield "not if none is", "报告写在" not in folder.run("build", "a.jx", "-o", "out")[1]


def check_workspace(folder):
    """jixiao.jx of the folder where the program runs counts, and no other; its mistakes are always told."""
    (folder.path / "in").mkdir()
    for name, text in (("jixiao.jx", "级别 { C1：警告 }\n"), ("in/jixiao.jx", "级别 { C1：提示 }\n")):
        (folder.path / name).write_text(text, "utf-8")
    shutil.copy(SPEC, folder.path / "in" / "good.jx")
    status, output = folder.run("check", "in/jixiao.jx")
    yield "an inner jixiao.jx has no effect", status == 0 and "提示[JX0941]" in output
    status, output = folder.run("rules", "C1")
    yield "the outer one has", status == 0 and "警告" in output and "jixiao.jx:1 定的" in output
    (folder.path / "jixiao.jx").write_text("级别 { 没有：警告 }\n", "utf-8")
    status, output = folder.run("check", "in/good.jx")
    yield "its mistakes are told of any file", status == 1 and "错误[JX0931]" in output
    status, output = folder.run("check", "jixiao.jx", "in/good.jx")
    yield "and told once", status == 1 and output.count("JX0931") == 1
    (folder.path / "jixiao.jx").unlink()


def check_rules(folder):
    """Names of rules that there are none of are told, with what may be meant."""
    rows = (
        (["check", "a.jx", "--allow", "必镇"], "jixiao: 必镇: 没有这条规则；是不是 必填？\n"),
        (["check", "a.jx", "-W", "nonsense", "--lang", "en"],
         "jixiao: nonsense: no such rule; jixiao rules lists them\n"),
        (["build", "a.jx", "-o", "out", "-E", "JX0401"], "jixiao: JX0401: 这是错误，级别不能改\n"),
        (["check", "a.jx", "-W", "T5"],
         "jixiao: T5: 这是错误，级别不能改，T5 就是 JX0321\n"),
        (["rules", "Z9"], "jixiao: Z9: 没有这条规则；jixiao rules 列出所有规则\n"),
        (["rules", "--framework", "上海/2020"], "jixiao: 上海/2020: 没有这个体系；是不是 上海市/2020？\n"),
    )
    for words, expected in rows:
        status, output = folder.run(*words)
        yield f"{' '.join(words)}: {output}", (status, output) == (2, expected)
    for words in (["-E", "c1"], ["-W", "required"], ["--allow", "C"], ["-E", "JX0519"], ["-W", "全部"]):
        status, output = folder.run("rules", *words)
        yield f"rules {words}: {output}", status == 0
    status, output = folder.run("rules")
    order = re.findall(r"^  ([A-Z]+)(\d+) ", output, re.M)
    yield f"rules in the order of their numbers: {order}", len(order) > 50 and all(
        int(one[1]) < int(other[1]) for one, other in zip(order, order[1:]) if one[0] == other[0])
    for words, wanted in ((("rules", "A13"), "改为关闭的体系：重庆市、内蒙古自治区、四川省、云南省"),
                          (("explain", "A13"), "级别：错误；改为关闭的体系：重庆市、内蒙古自治区、四川省、云南省\n"),
                          (("explain", "C1", "--lang", "en"), "severity: error; off for some fields in the frameworks hubei, warning for some fields in the frameworks "),
                          (("rules", "C1", "--framework", "上海市/2020"), "有的栏算警告的体系：上海市/2020\n")):
        status, output = folder.run(*words)
        yield f"{words}: {output}", status == 0 and wanted in output
    for words in (("rules", "A2"), ("explain", "A2"), ("rules", "A13", "--framework", "四川省")):
        status, output = folder.run(*words)
        yield f"{words}: {output}", status == 0 and "的体系" not in output
    (folder.path / "own.jx").write_text(
        '引用 "std/上海市/2020"\n规则 名称长 long "名称过长" "too long" {\n    对象：项目\n'
        '    要求：长度(名称) < 2\n}\n项目 "示例" {\n}\n', "utf-8")
    status, output = folder.run("check", "own.jx", "--allow", "all", "-E", "long")
    yield f"a rule of the spec's own: {output}", status == 1 and "错误[名称长]" in output
    status, output = folder.run("check", "own.jx", "-E", "lang")
    yield f"and none of its own: {output}", status == 2 and "没有这条规则" in output
    (folder.path / "jixiao.jx").write_text(
        '引用 "std/国家/2021"\n规则 概况要写 overview_written "要有概况" {\n    来源："A"\n    对象：项目\n    要求：有(概况)\n}\n', "utf-8")
    status, output = folder.run("rules", "概况要写", "--format", "json")
    yield f"a source of one letter: {output}", json.loads(output)["rules"][0]["source"] == "A"
    (folder.path / "jixiao.jx").unlink()
    status, output = folder.run("rules", "--format", "json", "-W", "C1")
    rule = next(rule for rule in json.loads(output)["rules"] if rule["code"] == "C1")
    told = [(other["framework"]["zh"], other["severity"], other["some_fields_only"]) for other in rule["severity_of_frameworks"]]
    yield f"frameworks in JSON: {told}", ("重庆市", "warning", True) in told and all(one[2] for one in told)
    rule = next(one for one in json.loads(output)["rules"] if one["code"] == "A13")
    told = [(other["framework"]["zh"], other["severity"], other["some_fields_only"]) for other in rule["severity_of_frameworks"]]
    yield f"frameworks in JSON: {told}", told == [(name, "off", False) for name in ("重庆市", "内蒙古自治区", "四川省", "云南省")]
    rule = next(rule for rule in json.loads(output)["rules"] if rule["code"] == "C1")
    yield "rules as JSON", (rule["severity"], rule["severity_by"], rule["severity_of_rule"]) == \
        ("warning", "command", "error")


SMALL = '''引用 "std/上海市/2020"
项目 "甲" {
    年度：2020
    金额单位：万元
    资金 { 当年预算 { 财政拨款：60.00；其他资金：1.00 } }
}
'''
SUM = '汇总 "局" 2020 {\n    包含："m.jx"\n}\n'


def check_portfolios(folder):
    """Portfolios beside projects and by themselves: their reports, their rows, what they cannot add up."""
    (folder.path / "m.jx").write_text(SMALL, "utf-8")
    (folder.path / "c.jx").write_text(SMALL.replace("甲", "乙") + SUM + SUM.replace("局", "二局"), "utf-8")
    status, output = folder.run("build", "c.jx", "-o", "out")
    words, body = folder.overview()
    made = {path.name for path in (folder.path / "out").iterdir()}
    yield "a report of each", status == 0 and {"c.html", "c.jx.2.html", "c.jx.3.html", "c.jx.3.json"} <= made
    yield "an amount that nobody wrote is known by its parts", "乙 2020 61.00 万元" in words
    yield "the sum of its members", "局 2020：合计 61.00 万元" in words
    (folder.path / "c.jx").write_text(SMALL.replace("万元", "万园") + SUM.replace("m.jx", "没有.jx"), "utf-8")
    status, output = folder.run("build", "c.jx", "-o", "out")
    yield "the project is not written, the portfolio is", status == 1 and "没有写出报告：c.jx" in output
    (folder.path / "c.jx").write_text(SUM.replace("m.jx", "没有.jx"), "utf-8")
    status, output = folder.run("build", "c.jx", "-o", "out")
    words, body = folder.overview()
    yield "a portfolio of nothing has its row", "局 2020" in words and "没有写出" not in output
    (folder.path / "m.jx").write_text(SMALL.replace("60.00", "六十"), "utf-8")
    (folder.path / "c.jx").write_text(SUM, "utf-8")
    status, output = folder.run("build", "c.jx", "-o", "out")
    words, body = folder.overview()
    yield "a member with errors is not added", status == 0 and "没有计入汇总" in output and "局 2020：合计 0.00 万元" in words
    # The second report of one file is the first of another.
    (folder.path / "m.jx").write_text(SMALL, "utf-8")
    (folder.path / "c.jx").write_text(SUM + SUM.replace("局", "二局"), "utf-8")
    (folder.path / "c.jx.2.jx").write_text(SMALL, "utf-8")
    for language, told in (("zh", "c.jx"), ("en", "c.jx")):
        status, output = folder.run("build", "c.jx", "c.jx.2.jx", "-o", "out", "--lang", language)
        yield f"two write one report, {language}", status == 2 and "c.jx.2.jx" in output and told in output


def check_outputs(folder):
    """Where reports cannot be written it is told, and status 2."""
    for title, words, told in (
            ("no -o", ("a.jx",), "用 -o DIR"), ("no format", ("a.jx", "-o", "-"), "用 --to 选一种格式"),
            ("a long path", ("a.jx", "-o", "很" * 2000), "很很很"), ("nobody's folder", ("a.jx", "-o", "/proc/no/such"), "/proc/no"),
            ("nobody's folder itself", ("a.jx", "-o", "/proc/no"), "/proc/no"), ("a file", ("a.jx", "-o", "a.jx"), "a.jx"),
            ("below a file", ("a.jx", "-o", "a.jx/out"), "a.jx"), ("no spec", ("没有.jx", "-o", "out"), "没有.jx")):
        status, output = folder.run("build", *words)
        yield f"{title}: {status} {output}", status == 2 and told in output and output.count("\n") == 1
    shutil.copy(SPEC, folder.path / "index.jx")
    shutil.copy(SPEC, folder.path / "b.jx")
    status, output = folder.run("build", "index.jx", "-o", "out")
    yield "a report that is the overview's", status == 2 and "index.html" in output
    status, output = folder.run("build", "index.jx", "-o", "out", "--to", "json")
    yield "there is no overview without HTML", status == 0 and (folder.path / "out" / "index.json").exists()
    status, output = folder.run("build", "index.jx", "-o", "-", "--to", "html")
    yield "nor on standard output", status == 0 and "<html" in output
    shutil.rmtree(folder.path / "out")
    (folder.path / "out" / "b.html").mkdir(parents=True)
    status, output = folder.run("build", "a.jx", "b.jx", "-o", "out")
    yield "a folder where a report goes", status == 2 and "b.html" in output
    yield "an overview that lacks one is not written", not (folder.path / "out" / "index.html").exists()
    (folder.path / "jixiao.jx").mkdir()
    status, output = folder.run("build", "b.jx", "-o", "out2")
    yield "jixiao.jx is a folder", status == 2 and "jixiao.jx" in output and not (folder.path / "out2").exists()


def figures_of(folder, *words):
    """The figures at the head of a report as words."""
    words = without_rules(("build", *words, "--to", "html", "-o", "-"))
    text = folder.program.run(*words, folder=folder.path)[1].decode("utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", text.partition('<dl class="figures">')[2].partition("</dl>")[0]).split())


def check_figures(folder):
    """What a report says at its head, and what it does not say of a project that has none."""
    shutil.copy(SPEC, folder.path / "a.jx")
    yield "amounts, indicators, lines and period", figures_of(folder, "a.jx") == \
        "当年预算 80.00 万元 总预算 80.00 万元 绩效指标 8 定量 2，定性 6 预算明细 3 分属 3 项任务 项目期 2020-01-01 至 2020-12-31"
    yield "the same in English", figures_of(folder, "a.jx", "--lang", "en") == \
        "year_budget 80.00 wan_yuan total_budget 80.00 wan_yuan Indicators 8 2 quantitative, 6 qualitative " \
        "Budget lines 3 in 3 tasks Period 2020-01-01 to 2020-12-31"
    project = '引用 "std/上海市/2020"\n项目 "一" {{\n    金额单位：万元\n{0}}}\n'
    line = '"{0}"：1 万元/项 × 2 项 = 2 万元\n'
    (folder.path / "one.jx").write_text(project.format('明细 "乙" {\n' + line.format("丙") + line.format("丁") + "}\n"), "utf-8")
    yield "one task", figures_of(folder, "one.jx", "--lang", "en").endswith("Indicators 0 0 quantitative, 0 qualitative Budget lines 2 in 1 task")
    (folder.path / "none.jx").write_text(project.format(""), "utf-8")
    yield "nothing at all", figures_of(folder, "none.jx") == "绩效指标 0 定量 0，定性 0 预算明细 0"


def main():
    program = Program(os.environ.get("BUILD", "build"))
    passed = failed = 0
    for check in (check_kept, check_overview, check_findings, check_draft, check_years, check_groups, check_twins, check_own_findings,
                  check_portfolio_findings,
                  check_names, check_replaced, check_messages, check_denied, check_place, check_workspace,
                  check_rules, check_portfolios, check_outputs, check_figures):
        with tempfile.TemporaryDirectory() as path:
            folder = Folder(program, path)
            results = [("the good spec is built", folder.first[0] == 0), *check(folder)]
        for title, holds in results:
            passed, failed = passed + bool(holds), failed + (not holds)
            if not holds:
                print(f"FAIL {check.__name__}: {title}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""What `jixiao explain` knows: codes, words, units, and all that a framework defines, by any name."""
import json
import os
import pathlib
import sys
import tempfile

from program import CASES as CASES_FOLDER
from program import ROOT, Program

# (arguments, language, exit status, what the output holds)
CASES = [
    (["JX0401"], "zh", 0, ["JX0401"]),
    (["jx0401"], "en", 0, ["JX0401"]),
    (["金额单位"], "zh", 0, ["金额单位 / money_unit（写在“项目”里）"]),
    (["万元"], "en", 0, ["wan_yuan"]),
    # A field with choices: those of each framework.
    (["类别"], "zh", 0, ["国家/2021：人员类项目 personnel", "上海市/2020：一次性项目 one_off、"]),
    (["category"], "en", 0, ["shanghai/2020: 一次性项目 one_off, "]),
    (["一次性项目"], "zh", 0, ["（体系 上海市/2020，“类别”的选项）", "写作：类别：一次性项目"]),
    (["one_off"], "en", 0, ["(framework shanghai/2020, a choice of 'category')",
                            "written: category: one_off"]),
    # Categories: one name may be several things.
    (["outputs"], "zh", 0, ["产出目标 / outputs（体系 上海市/2020，一级指标）",
                            "产出指标 / outputs（体系 国家/2021，一级指标）", "二级：数量 quantity"]),
    (["满意度"], "zh", 0, ["“效果目标”下的二级指标", "“影响力目标”下的二级指标",
                           "可用：比率、百分点、分值、计数、等级、文字"]),
    (["timeliness"], "en", 0, ["level two of 'outputs'", "takes: time, ratio, a date, a rate of occurrence, a grade, a text"]),
    (["数量"], "zh", 0, ["（写在“明细”里）", "“产出目标”下的二级指标", "可用：任何目标值"]),
    # Funding.
    (["财政拨款"], "zh", 0, ["“当年预算”里的一项资金", "各项之和：上级财政拨款 fiscal_upper、"]),
    (["year_total"], "en", 0, ["within 'funding', the amount of the year", "the sum of: "]),
    # Frameworks, also as they stand behind 引用; and the list of them.
    (["上海市/2020"], "zh", 0, ["引用 \"std/上海市/2020\"", "一级 影响力目标 impact", "选项 阶段 stages",
                               "  总预算 total_budget，项目总额"]),
    (["std/national/2021"], "en", 0, ["level one 成本指标 costs", "choices 项目属性 attribute"]),
    (["体系"], "zh", 0, ["国家/2021 national/2021", "上海市/2020 shanghai/2020"]),
    # Rules, by code and by either name.
    (["C1"], "zh", 0, ["C1  体系规定必填的栏要填写", "名称：必填 / required", "级别：错误", "准则：完整性"]),
    (["c1", "--allow", "C1"], "en", 0, ["severity: off (set on the command line; by itself: error)",
                                        "criterion: completeness"]),
    # First the plain words, then how it is declared.
    (["U14"], "zh", 0, ["不写“≥ 100%”\n  提示：合格率", "豁免：当地的表只许写 ≥。\n\n  名称："]),
    (["required"], "en", 0, ["C1  fields that the framework requires must be filled in"]),
    # What a rule asks, in the reader's words: the library is written in Chinese ones.
    (["W3"], "zh", 0, ["条件：目标值.定量 且 有(所述数目(项目.年度目标, 名称))"]),
    (["W3"], "en", 0, ["when: target.is_quantity and has(quantities_of(project.annual_goal, name))",
                       "it = target.value * 1 year)"]),
    (["B2"], "zh", 0, ["要求：目标值.值 <= 总额 且 (跨年度 或 目标值.值 <= 当年)\n"]),
    (["B1"], "en", 0, ["when: (level_one.role = cost or level_two.role = economic_cost) and "]),
    # The catalogue: indicators by any name, codes, word lists, scales with what they are judged by.
    (["验收通过率"], "zh", 0, ["验收合格率 acceptance rate：质量；比率；正向", "公式：", "也叫：验收通过率"]),
    (["acceptance rate"], "en", 0, ["quality; ratio; positive", "formula: accepted / inspected"]),
    (["完成时间"], "en", 0, ["timeliness; time, date; negative"]),
    (["30216"], "zh", 0, ["30216 培训费 training（经济分类，302 商品和服务支出）"]),
    (["小学教育"], "en", 0, ["2050202 小学教育 primary schools (functional, 20502 general education)"]),
    (["经济分类"], "zh", 0, ["（2018 至 2026 年）", "范围：", "\n  302 商品和服务支出", "\n    30216 培训费"]),
    (["vague_words"], "en", 0, ["word_list 空泛词 vague_words", "进一步加强"]),
    (["比率词"], "zh", 0, ["除外：频率、"]),
    (["空白词"], "zh", 0, ["（整段文字）"]),
    (["健全程度"], "zh", 0, ["判定：对照"]),
    (["培训人此"], "zh", 2, ["是不是“培训人次”？"]),
    # Fields that a framework has of its own; what it requires, its points.
    (["一级项目"], "zh", 0, ["一级项目 / parent_project（体系 甘肃省，写在“项目”里）\n  文字\n"]),
    (["parent_project"], "en", 0, ["(framework gansu, a field of 'project')\n  a text\n"]),
    (["绩效标准"], "zh", 0, ["（体系 湖北省，写在“指标”里）\n  选项：计划标准 plan_standard、", "（体系 湖南省，"]),
    (["前年执行数"], "zh", 0, ["（体系 湖北省，写在“明细”里）\n  金额\n"]),
    (["spent_last_year"], "en", 0, ["(framework hubei, a field of 'budget line')\n  an amount of money\n"]),
    (["重庆市"], "zh", 0, ["沿用：国家/2021", "满分：90", "一级 成本指标 costs（0 至 20 分）", "必填（警告）\n", "必填 指标"]),
    (["chongqing"], "en", 0, ["extends: national/2021", "full_marks: 90", "costs (0 to 20 points)", "required (warning)\n"]),
    (["湖北省"], "zh", 0, ["字段 前年执行数 spent_two_years_ago（明细）\n  金额\n"]),
    (["common_indicators"], "en", 0, ["indicator_library 常用指标 common_indicators"]),
    (["常用指标"], "zh", 0, ["指标库 常用指标 common_indicators"]),
    (["302"], "zh", 0, ["302 商品和服务支出 goods and services（经济分类）\n"]),
    # What there is not, with the nearest of all names; one mistake among several is not forgotten.
    (["一次性项"], "zh", 2, ["没有这个", "是不是“一次性项目”？"]),
    (["satisfcation"], "en", 2, ["did you mean 'satisfaction'?"]),
    (["金额单元"], "zh", 2, ["是不是“金额单位”？"]),
    (["nothing_of_the_kind"], "en", 2, ["no framework has this name\n"]),
    ([], "zh", 2, ["jixiao explain"]),
    (["C1", "--allow", "Q77"], "en", 2, ["Q77"]),
    (["没有此名", "元"], "zh", 2, ["没有这个", "货币"]),
]
# The same of `jixiao units`, which takes whole kinds of things too.
UNITS = [
    (["词表"], "zh", 0, ["词表 空泛词 vague_words", "词表 封顶比率词 capped_rate_words"]),
    (["word_list"], "en", 0, ["word_list 空泛词 vague_words", "word_list 封顶比率词 capped_rate_words"]),
    (["科目"], "zh", 0, ["科目 经济分类 economic", "科目 功能分类 functional"]),
    (["指标库"], "zh", 0, ["指标库 常用指标 common_indicators", "  培训人次 person-times trained：数量；人次；正向"]),
    (["定额"], "zh", 0, ["标准库不带定额"]),
    (["standard"], "en", 0, ["the library brings no standards"]),
    (["里"], "zh", 0, ["里 li = 500 米；也写作 华里、市里；非法定计量单位\n"]),
    (["li"], "en", 0, ["里 li = 500 metre; also 华里, 市里; not a legal unit\n"]),
    (["没有此名"], "zh", 2, ["没有此名"]),
]
# What of JSON is left by a name: {kind: names}.
PARTS = [
    (["空泛词"], {"word_lists": ["空泛词"]}),
    (["经济分类"], {"classifications": ["经济分类"]}),
    (["科目"], {"classifications": ["功能分类", "政府经济分类", "经济分类"]}),
    (["30216", "小学教育"], {"classifications": ["功能分类", "经济分类"]}),
    (["验收通过率"], {"indicators": ["验收合格率"]}),
    (["定额"], {}),
]
# Rules of a workspace's own, and such as it judges otherwise.
WORKSPACE = '''引用 "std/重庆市"
级别 { C1：提示 }
规则 名称过长 long_name "指标名称不超过 6 个字" "an indicator's name has 6 characters at most" {
    编码：C1X
    对象：指标
    要求：长度(名称) <= 6
}
规则 过少 few "指标至少两项" {
    对象：项目
    要求：个数(指标) >= 2
}
规则 甲 c1x "名称是另一条的编码" {
    对象：项目
    要求：个数(指标) >= 4
}
规则 same same "两种名称一样" {
    编码：X3
    对象：项目
    要求：个数(指标) >= 3
}
'''
OWN = [
    (["C1X"], "zh", 0, ["C1X  指标名称不超过 6 个字", "名称：名称过长 / long_name"]),
    (["c1x"], "zh", 0, ["C1X  指标名称不超过 6 个字", "\n\n", "名称：甲 / c1x"]),
    (["过少"], "zh", 0, ["名称：过少 / few"]),
    (["X3"], "en", 0, ["names: same\n"]),
    (["C1"], "en", 0, ["severity: hint ("]),
    (["C1"], "zh", 0, ["级别：提示（"]),
]

# The same of `jixiao rules` there.
RULES = [
    ([], "zh", 0, ["\nX\n  X3   警告          两种名称一样\n       same\n", "\n没有编码的\n       警告          指标至少两项\n       过少 few\n",
                   "  C1   提示  完整性  ", "jixiao.jx"]),
    (["few", "X3", "long_name"], "en", 0, ["C  completeness\n  C1X  warning                an indicator's name has 6 characters at most\n",
                                           "\nX\n  X3   warning                两种名称一样\n       same\n",
                                           "\nwithout a code\n       warning                指标至少两项\n       过少 few\n"]),
    (["few", "--format", "json"], "zh", 0, ['"code": "过少"', '"group": ""', '"framework": null']),
    (["--framework", "重庆市", "A13"], "zh", 0, ["A13  关闭  完整性", "定的，规则自己是错误\n"]),
    (["--framework", "chongqing", "A13"], "en", 0, ["A13  off      completeness", "; by itself: error\n"]),
    (["no_such_rule"], "zh", 2, ["没有这条规则；jixiao rules 列出所有规则"]),
    (["no_such_rule"], "en", 2, ["no such rule; `jixiao rules` lists them"]),
    (["--allow", "Q77"], "zh", 2, ["Q77"]),
]
# Where jixiao.jx cannot be read nobody knows what counts there.
UNREADABLE = [([], "zh", 2, ["jixiao.jx"]), (["C1"], "en", 2, ["jixiao.jx"])]


def listed(program, arguments):
    """{kind: sorted names} of what `units --format json` lists."""
    found = json.loads(program.run("units", *arguments, "--format", "json")[1])
    return {kind: sorted(one["zh"] for one in items) for kind, items in found.items() if items}


def whole_kinds(program):
    """What `units` lists of one kind is all that it lists of it without a name."""
    every = listed(program, [])
    return [f"units {word} as JSON" for word, kind in (("word_list", "word_lists"), ("指标库", "indicators"), ("科目", "classifications"))
            if listed(program, [word]) != {kind: every[kind]}]


def every_spelling(program):
    """A unit is found by each name and each further spelling that it has, and by its kind."""
    every = json.loads(program.run("units", "--format", "json")[1])["units"]
    names = [(unit["zh"], name) for unit in every for name in (unit["zh"], unit["en"], *unit["spellings"], unit["kind"])]
    return [f"units {name}: {unit} is not there" for unit, name in names
            if unit not in listed(program, [name]).get("units", [])]


def every_page(program):
    """Every page is shown as a terminal shows it: without marks, in the language that is asked for."""
    failures = []
    for page in sorted((ROOT / "docs" / "diagnostics").glob("JX*.md")):
        for language in ("zh", "en"):
            status, output, _ = program.run("explain", page.stem, "--lang", language)
            text = output.decode("utf-8")
            if status or not text.startswith(page.stem) or "<!--" in text or "```" in text or "## " in text:
                failures.append(f"explain {page.stem} in {language}: exit {status}\n{text}")
    return failures


def main():
    program = Program(os.environ.get("BUILD", "build"))
    failures, count = [], 0
    with tempfile.TemporaryDirectory() as temporary:
        pathlib.Path(temporary, "jixiao.jx").write_text(WORKSPACE, "utf-8")
        broken = pathlib.Path(temporary, "broken")
        (broken / "jixiao.jx").mkdir(parents=True)
        for command, cases, folder in (("explain", CASES, CASES_FOLDER), ("units", UNITS, CASES_FOLDER), ("explain", OWN, temporary),
                                         ("rules", RULES, temporary), ("explain", UNREADABLE[1:], broken), ("rules", UNREADABLE, broken)):
            for arguments, language, wanted, parts in cases:
                status, output, _ = program.run(command, *arguments, "--lang", language, folder=folder, merge=True)
                text = output.decode("utf-8")
                missing = [part for part in parts if part not in text]
                count += 1
                if status != wanted or missing:
                    failures.append(f"{command} {' '.join(arguments)}: exit {status}, lacks {missing}\n{text}")
    for arguments, wanted in PARTS:
        count += 1
        if listed(program, arguments) != wanted:
            failures.append(f"units {' '.join(arguments)} as JSON: {listed(program, arguments)}")
    count += 3
    failures += whole_kinds(program)
    count += 1
    failures += every_spelling(program)
    count += 1
    failures += every_page(program)
    print("".join(f"FAIL {failure}\n" for failure in failures), end="")
    print(f"{count - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

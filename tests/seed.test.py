#!/usr/bin/env python3
"""Every fact of the seed form is in the JSON and visible in the HTML.

tests/seed/form.txt is the form as it was published, flattened to text: the first real input. Each of
its cells (what stands between tabs and line ends) must be visible in the page made of
examples/school-district/zh.jx, captions and all; each value must be in the JSON. Ticks are compared
one by one.

What the check says of the form's own slips stands in tests/seed/check.zh.txt and check.en.txt, word for
word; `python3 tests/seed.test.py --update` writes them, and `git diff` is the review. Ends with `N passed,
N failed`.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JIXIAO = os.environ.get("JIXIAO", str(ROOT / "build/jixiao"))
FORM = (ROOT / "tests/seed/form.txt").read_text(encoding="utf-8")
SPEC = "examples/school-district/zh.jx"

passed, failed = 0, 0


def check(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}")


def plain(text):
    """Text as an eye compares it: no blanks, one form of each punctuation mark."""
    return re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")


def visible(page):
    page = re.sub(r"(?s)<(style|script|head)\b.*?</\1>", "", page)
    page = re.sub(r"<[^>]*>", " ", page)
    return plain(html.unescape(page))


def strings(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif value is not None:
        yield str(value)


def cells():
    for line in FORM.splitlines():
        for cell in line.split("\t"):
            cell = re.sub(r"<input[^>]*>", "", cell).replace("✓", "").strip()
            if cell:
                yield cell


# Captions of the paper, which are no values; every other cell is one, or ends in one.
CAPTION = re.compile(
    r"^(项目类别|一次性项目|中期预算试点项目|项目名称|起始日期：|结束日期：|项目概况|项目立项情况|项目资金|"
    r"项目相关资源投入和制度建设情况|项目总目标|年度绩效目标|需要说明的其他问题|填报单位负责人：|填表人：|"
    r"填报日期：|附件1-2|项目构成|主体活动.*|绩效目标|.级目标|目标值|描述|明细金额|单价|依据|数量|备注|"
    r"项目构成分解|构成明细|金额合计|----|制度保障|文件名称|具体措施|保障阶段|项目?支出绩效目标申报表.*|"
    r"财政项目支出绩效目标申报表.*)$"
)
LABEL = re.compile(
    r"^(填报单位（盖章）|金额单位|项目名称|项目负责人|联系人|联系电话|依据|必要性|可行性|一、项目总预算|二、当年预算|"
    r"（一）财政拨款|（二）其他资金|[123]\. ?[^：]+)："
)


def check_findings():
    """The findings on zh.jx in Chinese and on en.jx in English are those that were agreed on."""
    for language in ("zh", "en"):
        spec = f"examples/school-district/{language}.jx"
        run = subprocess.run([JIXIAO, "check", spec, "--lang", language], cwd=ROOT, check=False,
                             capture_output=True, encoding="utf-8")
        expected = ROOT / "tests" / "seed" / f"check.{language}.txt"
        if "--update" in sys.argv[1:]:
            expected.write_text(run.stdout, encoding="utf-8")
        check(run.returncode == 0 and expected.exists()
              and run.stdout == expected.read_text(encoding="utf-8"),
              f"{spec}: not as in {expected.relative_to(ROOT)}")


def main():
    check_findings()
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [JIXIAO, "build", SPEC, "-q", "-o", folder], cwd=ROOT, capture_output=True, check=False
        )
        check(run.returncode == 0, f"build exits {run.returncode}: {run.stderr.decode()}")
        page = visible((pathlib.Path(folder) / "zh.html").read_text(encoding="utf-8"))
        document = json.loads((pathlib.Path(folder) / "zh.json").read_text(encoding="utf-8"))
    known = plain(" ".join(strings(document["project"])))
    for cell in cells():
        wanted = plain(cell)
        check(wanted in page, f"not visible in the page: {cell}")
        if CAPTION.match(cell):
            continue
        value = plain(LABEL.sub("", cell))
        for part in re.split(r"、(?=《)|（(?=沪教委)|）$", value) if "沪教委" in value and len(value) < 120 else [value]:
            if part.startswith("（2020年"):
                part = "2020"
            check(part in known, f"not in the JSON: {part}")
    ticks = re.search(r"一次性项目(.)经常性项目(.)中期预算试点项目(.)", page)
    check(ticks and ticks.groups() == ("□", "☑", "□"), "the boxes of 项目类别")
    check(document["project"]["category"] == "经常性项目", "the category")
    safeguards = document["project"]["safeguards"]
    check(len(safeguards) == 3, "three kinds of safeguards")
    for safeguard in safeguards:
        check(len(safeguard["stages"]) == 3, f"three stages of {safeguard['kind']}")
    check(page.count("阶段☑") == 9, f"nine ticks, not {page.count('阶段☑')}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""`jixiao merge`: random three-way merges against an oracle, and golden conflicts.

Random: a spec is generated as data, two clerks edit it, and the three texts are merged. The oracle knows
nothing of trees: it holds lines against lines. Nothing that a side added may be missing, nothing that a
side took away may be back, nothing may be there more often than both account for. Where the edits do not touch
the same thing the data with both is written out too, and a clean merge must have just its lines. Of the
same inputs `git merge-file` must merge fewer cleanly. `make test` takes 200; `merge.test.py 2000` that many, `merge.test.py 2000 7000` those from the seed 7000 on.

Golden: tests/merge/NAME holds base.jx, ours.jx and theirs.jx, and merged.txt with what comes of them in both
languages; `--update` writes that anew.
"""
import collections
import copy
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from merge_oracle import wrong_facts
from program import LANGUAGES, NO_RULES, PLAIN, ROOT, Program
from tally import Tally

PAIRS = ROOT / "tests" / "merge"
tally = Tally()
check = tally.check


# ---- specs as data ---------------------------------------------------------------------------

NAMES = "培训人次 开班期数 教案数量 检查次数 维护面积 发放册数 走访户数 上线课程 巡查天数 讲座场次".split()
LINES = "讲课费 资料费 场地费 交通费 印刷费 咨询费 维修费 材料费 劳务费 邮寄费 租车费 餐费".split()
LEVELS = {"产出目标": ("数量", "质量"), "效果目标": ("社会效益", "经济效益")}
FIELDS = ("概况", "资源投入", "总目标", "年度目标", "活动描述", "其他说明", "填报单位", "负责人", "联系人")
INNER = ("数据来源", "解释", "公式", "取值方式")


class Spec:
    """One file: projects with fields, funding, indicators and lines."""

    def __init__(self, dice):
        self.dice, self.serial = dice, 0
        self.comment = "// 说明在此"
        self.projects = [self.project(f"项目{number}") for number in range(dice.choice((1, 1, 1, 2)))]

    def words(self):
        """A text that stands nowhere else."""
        self.serial += 1
        return f"第{self.serial}段·{self.dice.randrange(10 ** 6)}"

    def project(self, name):
        """A project whose sums hold."""
        dice = self.dice
        project = {"name": name, "fields": {field: self.words() for field in dice.sample(FIELDS, 5)},
                   "bases": [self.words() for _ in range(dice.randrange(1, 4))],
                   "other": dice.randrange(3), "indicators": [], "tasks": [], "totals": dice.random() < .7}
        for name in dice.sample(NAMES, dice.randrange(2, 7)):
            project["indicators"].append(self.indicator(name))
        for task in dice.sample(("培训", "调研", "宣传"), dice.randrange(1, 4)):
            project["tasks"].append({"name": task, "subtotal": dice.random() < .5,
                                     "lines": [self.line(name) for name in
                                               dice.sample(LINES, dice.randrange(1, 5))]})
        project["tasks"][0]["lines"].insert(0, {**self.line("基本费"), "inner": {}})  # which stays
        return project

    def indicator(self, name):
        """An indicator with some fields."""
        level = self.dice.choice(list(LEVELS))
        return {"level": level, "category": self.dice.choice(LEVELS[level]), "name": name,
                "value": self.dice.randrange(10, 900), "comment": self.comment_or_none(),
                "inner": {key: self.words() for key in self.dice.sample(INNER, self.dice.randrange(4))}}

    def line(self, name):
        """A budget line in whole 0.01."""
        return {"name": name, "amount": self.dice.randrange(100, 5000), "comment": self.comment_or_none(),
                "inner": {"数量依据": self.words()} if self.dice.random() < .4 else {}}

    def comment_or_none(self):
        """A comment on a line of its own, or none."""
        return self.words() if self.dice.random() < .25 else None


def money(amount):
    """Hundredths as they are written."""
    return f"{amount // 100}.{amount % 100:02}"


class Style:
    """How a text is laid out; the same for the three of a merge, unless a side is laid out by fmt."""

    def __init__(self, dice):
        self.colon = dice.choice(("：", ": ", "："))
        self.step = dice.choice(("    ", "    ", "  ", "\t"))
        self.one_line = dice.random() < .5
        self.blank = dice.random() < .5
        self.end = "\n" if dice.random() < .9 else "\r\n"
        self.separator = dice.choice(("；", "; "))


def block(out, style, depth, head, inner):
    """A node, with its fields in a block of one line or more."""
    pad = style.step * depth
    if not inner:
        out.append(f"{pad}{head}")
    elif style.one_line:
        fields = style.separator.join(f'{key}{style.colon}"{text}"' for key, text in inner.items())
        out.append(f"{pad}{head} {{ {fields} }}")
    else:
        out.append(f"{pad}{head} {{")
        out.extend(f'{pad}{style.step}{key}{style.colon}"{text}"' for key, text in inner.items())
        out.append(f"{pad}}}")


def render_project(out, project, style):
    """Appends the lines of a project."""
    pad, colon = style.step, style.colon
    total = sum(line["amount"] for task in project["tasks"] for line in task["lines"])
    out.append(f'项目 "{project["name"]}" {{')
    out.append(f"{pad}年度{colon}2020")
    out.append(f"{pad}金额单位{colon}万元")
    out.extend(f'{pad}{key}{colon}"{text}"' for key, text in project["fields"].items())
    out.append(f"{pad}立项 {{")
    out.extend(f"{pad * 2}依据{colon}《{text}》" for text in project["bases"])
    out.append(f"{pad}}}")
    out.append(f"{pad}资金 {{")
    out.append(f"{pad * 2}总预算{colon}{money(total)}")
    out.append(f"{pad * 2}当年预算{colon}{money(total)} {{")
    out.append(f"{pad * 3}财政拨款{colon}{money(max(0, total - project['other']))}")
    out.append(f"{pad * 3}其他资金{colon}{money(min(total, project['other']))}")
    out.append(f"{pad * 2}}}")
    out.append(f"{pad}}}")
    for level in LEVELS:
        found = [one for one in project["indicators"] if one["level"] == level]
        if style.blank:
            out.append("")
        out.append(f"{pad}{level} {{")
        for one in found:
            if one["comment"]:
                out.append(f"{pad * 2}// {one['comment']}")
            block(out, style, 2, f'{one["category"]} "{one["name"]}" >= {one["value"]} 次', one["inner"])
        out.append(f"{pad}}}")
    for task in project["tasks"]:
        amount = sum(line["amount"] for line in task["lines"])
        stated = f"{colon}{money(amount)}" if task["subtotal"] else ""
        out.append(f'{pad}明细 "{task["name"]}"{stated} {{')
        for line in task["lines"]:
            if line["comment"]:
                out.append(f"{pad * 2}// {line['comment']}")
            block(out, style, 2, f'"{line["name"]}"{colon}{money(line["amount"])}', line["inner"])
        out.append(f"{pad}}}")
    if project["totals"]:
        out.append(f"{pad}明细合计 {{ 金额{colon}{money(total)} }}")
    out.append("}")


def render(spec, style):
    """The text of a spec."""
    out = ['引用 "std/上海市/2020"', ""]
    for project in spec.projects:
        render_project(out, project, style)
        out.append("")
    return style.end.join(out)


# ---- edits -----------------------------------------------------------------------------------

def find(project, kind, name):
    """The thing of a project that an edit is about, or None."""
    if kind == "indicator":
        return next((one for one in project["indicators"] if one["name"] == name), None)
    for task in project["tasks"]:
        if kind == "task" and task["name"] == name:
            return task
        for line in task["lines"]:
            if kind == "line" and (task["name"], line["name"]) == name:
                return line
    return None


def plan_edit(spec, dice):
    """A change as (key of what it touches, function on a spec); made of a spec, for any copy of it."""
    at = dice.randrange(len(spec.projects))
    project, words, number = spec.projects[at], spec.words(), dice.randrange(10, 900)
    kind = dice.choice(("field", "add field", "drop field", "target", "add indicator", "drop indicator", "inner",
                        "comment", "basis", "add line", "drop line", "amount", "line comment"))
    task = dice.choice(project["tasks"])
    name = dice.choice(project["indicators"])["name"] if project["indicators"] else None
    lines = [one["name"] for one in task["lines"] if one["name"] != "基本费"]
    line = dice.choice(lines) if lines else None

    def on(act):
        return lambda other: act(other.projects[at])
    if kind in ("field", "drop field"):
        key = dice.choice(list(project["fields"]))
        if kind == "field":
            return (at, "field", key), on(lambda p: p["fields"].update({key: words}))
        return (at, "field", key), on(lambda p: p["fields"].pop(key, None))
    if kind == "add field":
        left = [field for field in FIELDS if field not in project["fields"]]
        key = dice.choice(left) if left else None
        return key and ((at, "field", key), on(lambda p: p["fields"].update({key: words})))
    if kind == "basis":
        return (at, "basis"), on(lambda p: p["bases"].append(words))
    if kind == "add indicator":
        new = spec.indicator(dice.choice([one for one in NAMES if not find(project, "indicator", one)]
                                         or [words]))
        return (at, "indicator", new["name"]), on(lambda p: p["indicators"].append(copy.deepcopy(new)))
    if kind == "add line":
        new = spec.line(dice.choice([one for one in LINES if not find(project, "line", (task["name"], one))]
                                    or [words]))
        place = dice.randrange(len(task["lines"]) + 1)
        return (at, "line", task["name"], new["name"]), on(
            lambda p: find(p, "task", task["name"])["lines"].insert(place, copy.deepcopy(new)))
    if kind in ("drop line", "amount", "line comment") and line:
        key = (at, "line", task["name"], line)

        def change(p):
            found = find(p, "line", (task["name"], line))
            if found and kind == "drop line":
                owner = find(p, "task", task["name"])
                owner["lines"] = [one for one in owner["lines"] if one is not found]
            elif found and kind == "amount":
                found["amount"] = number + 5000
            elif found:
                found["comment"] = words
        return key, on(change)
    if kind in ("target", "drop indicator", "inner", "comment") and name:
        def change(p):
            found = find(p, "indicator", name)
            if found and kind == "drop indicator":
                p["indicators"] = [one for one in p["indicators"] if one is not found]
            elif found and kind == "target":
                found["value"] = number + 1000
            elif found and kind == "inner":
                found["inner"][INNER[number % len(INNER)]] = words
            elif found:
                found["comment"] = words
        return (at, "indicator", name), on(change)
    return None


def edit(base, dice):
    """A copy with some edits, and what they touch."""
    side, edits = copy.deepcopy(base), []
    side.dice = base.dice
    for _ in range(dice.randrange(1, 5)):
        side.serial += dice.randrange(1, 10 ** 6)
        planned = plan_edit(side, dice)
        if planned:
            planned[1](side)
            edits.append(planned)
    return side, edits


# ---- the oracle ------------------------------------------------------------------------------

TWINS = str.maketrans({"：": ":", "；": ";", "，": ",", "“": '"', "”": '"'})


def facts(text):
    """The lines of a text without blanks, cut where a block on one line has its parts."""
    found = collections.Counter()
    for line in text.splitlines():
        line = "".join(line.split()).translate(TWINS)
        comment = line.startswith("//")
        for part in [line] if comment else re.split(r"[{};]", line):
            if part:
                found[part] += 1
    return found


# What both may change, and the merge works out anew.
TOTAL = re.compile(r"(总预算|当年预算|财政拨款|明细\"[^\"]*\"|金额):(/\*[^*]*\*/)?[\d.]+(万元)?$")


def split_conflicts(text):
    """What stands outside of conflicts and what inside, without the markers and what is said there."""
    outside, inside, where = [], [], None
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<< "):
            where = inside
        elif line.startswith(">>>>>>> "):
            where = None
        elif where is not None and line.startswith("======="):
            pass
        elif where is not None and re.match(r"\s*// (ours|theirs)", line):
            pass
        else:
            (inside if where is not None else outside).append(line)
    return "".join(outside), "".join(inside)


def wrong_lines(base, ours, theirs, result):
    """What was lost, is back or is there too often; empty if nothing."""
    outside, inside = map(facts, split_conflicts(result))
    base, ours, theirs = facts(base), facts(ours), facts(theirs)
    return wrong_facts(base, ours, theirs, outside, inside, TOTAL)


def independent(one, other):
    """Whether no edit of one side touches what one of the other does."""
    return not {key for key, _ in one} & {key for key, _ in other}


def random_merge(program, folder, number):
    """One merge; gives (clean, clean by git merge-file)."""
    dice = random.Random(number)
    style, base = Style(dice), Spec(dice)
    ours, our_edits = edit(base, dice)
    theirs, their_edits = edit(base, dice)
    texts = {name: render(spec, style) for name, spec in (("base", base), ("ours", ours), ("theirs", theirs))}
    formatted = dice.choice((None, None, None, "ours", "theirs")) if style.end == "\n" else None
    if formatted:
        texts[formatted] = program.run("fmt", "-", stdin=texts[formatted].encode())[1].decode()
    for name, text in texts.items():
        (folder / f"{name}.jx").write_bytes(text.encode())
    (folder / "result.jx").write_bytes(texts["ours"].encode())
    status, output, errors = program.run("merge", "base.jx", "result.jx", "theirs.jx", "a.jx", folder=folder)
    result = (folder / "result.jx").read_bytes().decode()
    title, story = f"random merge {number}", (output + errors).decode()
    for name in texts:  # kept for who looks into a failure
        story += f"\n--- {name}\n{texts[name]}"
    story += f"\n--- result\n{result}"
    check(f"{title}: exit {status}", status in (0, 1) and not errors, story)
    check(f"{title}: markers tell", (status == 1) == ("<<<<<<< ours" in result), story)
    wrong = wrong_lines(texts["base"], texts["ours"], texts["theirs"], result)
    check(f"{title}: {wrong}", not wrong, story)
    if status == 0:
        checked, said, _ = program.run("check", *NO_RULES, "result.jx", folder=folder)
        check(f"{title}: does not compile", checked == 0, said.decode() + story)
        if independent(our_edits, their_edits):
            both = copy.deepcopy(ours)
            for _, act in their_edits:
                act(both)
            expected, found = facts(render(both, style)), facts(result)
            check(f"{title}: {expected - found} missing, {found - expected} too many", expected == found, story)
    by_git = subprocess.run(["git", "merge-file", "-p", "-q", "ours.jx", "base.jx", "theirs.jx"], cwd=folder,
                            check=False, capture_output=True).returncode == 0
    if os.environ.get("SHOW") and independent(our_edits, their_edits) and status:
        print(number, [key for key, _ in our_edits], [key for key, _ in their_edits], output.decode())
    return status == 0, by_git, independent(our_edits, their_edits)


def random_merges(program, count, seed):
    """Many."""
    clean = by_git = easy = easy_clean = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for number in range(seed, seed + count):
            mine, lines, alone = random_merge(program, folder, number)
            clean, by_git = clean + mine, by_git + lines
            easy, easy_clean = easy + alone, easy_clean + (alone and mine)
    print(f"     {count} random merges: {clean} clean, {by_git} by git merge-file; "
          f"of {easy} that touch nothing in common {easy_clean}")
    check("more clean merges than git merge-file", clean > by_git, f"{clean} {by_git}")


# ---- golden ----------------------------------------------------------------------------------

def merged(program, pair, folder):
    """What comes of a pair, in both languages."""
    parts = []
    for language in LANGUAGES:
        for name in ("base", "ours", "theirs"):
            shutil.copy(pair / f"{name}.jx", folder)
        status, output, errors = program.run("merge", "base.jx", "ours.jx", "theirs.jx", "申报/a.jx", "--lang",
                                             language, folder=folder)
        result = (folder / "ours.jx").read_text("utf-8")
        parts.append(f"==== {language}: exit {status}\n{(output + errors).decode()}----\n{result}")
        wrong = wrong_lines(*((pair / f"{name}.jx").read_text("utf-8") for name in ("base", "ours", "theirs")),
                            result)
        check(f"{pair.name}: {wrong}", not wrong, result)
    return "".join(parts)


def golden(program, update):
    """The pairs of tests/merge."""
    for pair in sorted(path for path in PAIRS.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory() as temporary:
            text = merged(program, pair, pathlib.Path(temporary))
        expected = pair / "merged.txt"
        if update:
            expected.write_text(text, "utf-8")
        check(f"{pair.name}: result", expected.exists() and expected.read_text("utf-8") == text, text)


# ---- the command -------------------------------------------------------------------------------

def command_line(program, folder):
    """What the command refuses, and that it leaves the file alone then."""
    text = (PAIRS / "target" / "ours.jx").read_bytes()
    for name in ("base", "ours", "theirs"):
        shutil.copy(PAIRS / "target" / f"{name}.jx", folder)
    for words in ((), ("base.jx", "ours.jx"), ("base.jx", "ours.jx", "absent.jx"), (".", "ours.jx", "theirs.jx"),
                  ("base.jx", "ours.jx", "theirs.jx", "a.jx", "b.jx"), ("/dev/null", "ours.jx", "theirs.jx"),
                  ("--marker-size=0", "base.jx", "ours.jx", "theirs.jx")):
        status, _, errors = program.run("merge", *words, folder=folder)
        check(f"merge {words}", status == 2 and errors.count(b"\n") == 1 and
              (folder / "ours.jx").read_bytes() == text, errors.decode())
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program.path, "merge", "base.jx", "ours.jx", "theirs.jx"], cwd=folder, env=PLAIN,
                              stdout=full, stderr=subprocess.PIPE, check=False)
    check("nowhere to tell it", done.returncode == 2 and (folder / "ours.jx").read_bytes() == text, "")
    status, _, errors = program.run("merge", "base.jx", folder / "ours.jx", "theirs.jx", "--marker-size", "12",
                                    folder=folder)
    check("twelve signs, an absolute path", status == 1 and
          b"\n<<<<<<<<<<<< ours\n" in (folder / "ours.jx").read_bytes(), errors.decode())


def merge_texts(program, folder, base, ours, theirs, *words, environment=None):
    """The merge of three texts: (exit status, what is said, the result)."""
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / f"{name}.jx").write_bytes(text if isinstance(text, bytes) else text.encode())
    status, output, errors = program.run("merge", "base.jx", "ours.jx", "theirs.jx", *words, folder=folder, environment=environment)
    return status, (output + errors).decode(), (folder / "ours.jx").read_bytes()


def judged(program, folder):
    """What only compiling the result can tell: totals that both raised by as much, errors that neither side has."""
    base = (PAIRS / "totals-added" / "base.jx").read_text("utf-8")
    total = base.replace("80.00\n", "85.00\n").replace("80.00 {\n            财", "85.00 {\n            财").replace("80.00 }", "85.00 }")
    end = "    明细合计"
    status, said, result = merge_texts(program, folder, base, total.replace(end, f'    明细 "宣传" {{\n        "海报"：5.00\n    }}\n{end}'),
                                       total.replace(end, f'    明细 "印刷" {{\n        "册子"：5.00\n    }}\n{end}'))
    result = result.decode()
    check("judged: both raised it by as much", status == 0 and result.count("90.00") == 4 and "海报" in result and "册子" in result,
          said + result)
    status, said, result = merge_texts(program, folder, base, total, total)
    check("judged: both did the same", status == 0 and not said and result.decode() == total, said + result.decode())
    # Each side is right; what one took away the other uses.
    units = "".join(f"单位 新词{number}：计数\n" for number in range(60))
    full = base.replace("项目 ", units + "项目 ", 1)

    def uses(*numbers):
        return "".join(f'        数量 "新的{number}" >= 3 新词{number}\n' for number in numbers)
    place, last = '        质量 "合格率" >= 90%\n', '        社会效益 "教案获奖" >= 3 项\n'
    both = full.replace(place, uses(1) + place).replace(last, '        社会效益 "新效" >= 3 新词2\n' + last)
    changed = base.replace("= 6 期", "= 7 期").replace(">= 3 项", ">= 4 项")
    for title, ours, theirs in (("one use", base, full.replace(place, uses(1) + place)), ("two uses", base, full.replace(place, uses(1, 2) + place)),
                                ("uses in two blocks", base, both), ("uses in two blocks that both changed", changed, both),
                                ("more uses than are tried", changed, full.replace(place, uses(*range(60)) + place)),
                                ("many uses in a long text", "// " + "很长" * 60000 + "\n" + changed, full.replace(place, uses(*range(40)) + place)),
                                ("uses beside the project", base, full + "单位 末一 = 3 新词1\n单位 末二 = 3 新词2\n"),
                                ("uses in blocks within blocks", base.replace('"签到表"', '"表"'),
                                 both.replace("权重：10\n", "权重：10\n            备注：3 新词4\n"))):
        status, said, result = merge_texts(program, folder, full, ours, theirs)
        result = result.decode()
        check(f"judged: {title}", status == 1 and "<<<<<<< ours" in result and "冲突" in said, said + result)
        wrong = wrong_lines(full, ours, theirs, result)
        check(f"judged: {title}: {wrong}", not wrong, result)
    few = base.replace("项目 ", "单位 新词1：计数\n单位 新词2：计数\n项目 ", 1)
    status, said, result = merge_texts(program, folder, few, few.replace(place, uses(1) + place), base)
    result = result.decode()
    check("judged: ours uses what theirs took away", status == 1 and result.count("<<<<<<<") == 1 and "新词2" not in result and
          "合在一起：没有“新词1”这个单位" in result, said + result)
    for title, ours, theirs in (("of what is ours too", base.replace(place, uses(1) + place), full.replace("6 期", "7 期")),):
        status, said, result = merge_texts(program, folder, full, ours, theirs)
        check(f"judged: an error {title}", status == 0 and "7 期" in result.decode(), said + result.decode())


def by_lines(program, folder):
    """What cannot be read is merged by lines, whatever their ends are; and the result is in the encoding of ours."""
    base = "坏 {{{\n" + "".join(f"行{number}\n" for number in range(20))
    ours, theirs = base.replace("行3\n", "行三\n"), base.replace("行9\n", "行九\n").replace("行19\n", "行19")
    wanted = ours.replace("行9\n", "行九\n").replace("行19\n", "行19")
    for title, one, two, three in (("LF", 0, 0, 0), ("theirs with CRLF", 0, 0, 1), ("base with CRLF", 1, 0, 0), ("ours with CRLF", 0, 1, 0)):
        texts = [text.replace("\n", "\r\n") if ends else text for text, ends in ((base, one), (ours, two), (theirs, three))]
        status, said, result = merge_texts(program, folder, *texts)
        check(f"by lines: {title}", status == 0 and "按行合并" in said and
              result.decode() == (wanted.replace("\n", "\r\n") if two else wanted), said + result.decode())
    good = "".join(f"单位 词{number}：计数\n" for number in range(20))
    ours, theirs = good.replace("词3：", "词三："), good.replace("词19：计数", "坏 {{{")
    status, said, result = merge_texts(program, folder, good, ours, theirs)
    check("by lines: only theirs is unreadable", status == 0 and "theirs 读不懂" in said and "词三" in result.decode() and "坏" in result.decode(),
          said + result.decode())
    half = "坏 {{{\n"
    status, said, result = merge_texts(program, folder, base, base[len(half):], half)
    check("by lines: all of it taken away", status == 1 and all(line in result.decode() for line in ("行0", "行19", half)), said)
    for side in range(3):
        texts = [base, ours, theirs]
        texts[side] = "// x\n" * (4 << 20)
        status, said, result = merge_texts(program, folder, *texts)
        check(f"too large: {side}", status == 2 and "16 MiB" in said and result.decode() == texts[1], said)
    good = (PAIRS / "totals-added" / "base.jx").read_text("utf-8")
    (folder / "jixiao.jx").mkdir()
    ours, theirs = good.replace("全区教师", "全区 教师"), good.replace(">= 90%", ">= 95%")
    status, said, result = merge_texts(program, folder, good, ours, theirs)
    check("a folder as jixiao.jx", status == 2 and "jixiao.jx" in said and result.decode() == ours, said)
    (folder / "jixiao.jx").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, env=PLAIN, check=True)
    (folder / ".gitattributes").write_text("*.jx working-tree-encoding=GB2312\n", "utf-8")
    for title, sign, wanted in (("a sign of it", "镕", None), ("none of it", "😀", None), ("nothing strange", "甲", 0)):
        theirs = good.replace("全区教师", f"全区{sign}")
        text = good.replace(">= 90%", ">= 95%").encode("gb2312")
        status, said, result = merge_texts(program, folder, good.encode("gb2312"), text, theirs)
        check(f"an encoding, {title}", (status == 0 and sign in result.decode("gb2312") and "95%" in result.decode("gb2312"))
              if wanted == 0 else (status == 2 and result == text and said), said)


def unproven(program, folder):
    """What merging by meaning would get wrong, or leave nothing of, is merged by lines, and so is told."""
    lines = [f'        "费{number}"：1.00 {{\n            备注："说{number}"\n            数量依据："册{number}"\n        }}\n' for number in range(20)]
    head, middle, end = '引用 "std/上海市/2020"\n\n项目 "甲" {\n    明细 "培训" {\n', '    }\n    明细 "管理" {\n', "    }\n}\n"
    base = head + "".join(lines) + middle + end
    ours, theirs = re.sub('            备注.*\n', "", base), head + middle + "".join(lines) + end
    for language, title in (("zh", "按行合并：按内容合并，这一行不能同时合两边的意思：备注:\"说"), ("en", "merged by lines: by meaning, this line would not be as both sides want it: 备注:\"说")):
        status, said, result = merge_texts(program, folder, base, ours, theirs, "--lang", language)
        wrong = wrong_lines(base, ours, theirs, result.decode())
        check(f"unproven: changed here, moved there, {language}", status == 0 and title in said and not wrong, f"{said}{wrong}{result.decode()}")
    one, other = "单位 甲词：计数\n", "单位 乙词：计数\n"
    for language, title in (("zh", "按行合并：不能按内容合并"), ("en", "merged by lines: it cannot be done by meaning")):
        status, said, result = merge_texts(program, folder, one + other, one, other, "--lang", language)
        check(f"unproven: nothing is left, {language}", status == 1 and title in said and one in result.decode() and other in result.decode(), said + result.decode())


def sizes(program, folder):
    """Files of some size are merged in time that grows with them."""
    dice, style = random.Random(1), Style(random.Random(1))
    spec = Spec(dice)
    spec.projects = [spec.project(f"项目{number}") for number in range(600)]
    ours, theirs = (edit(spec, random.Random(number))[0] for number in (2, 3))
    for name, one in (("base", spec), ("ours", ours), ("theirs", theirs)):
        (folder / f"{name}.jx").write_text(render(one, style), "utf-8")
    started = time.monotonic()
    status, _, errors = program.run("merge", "base.jx", "ours.jx", "theirs.jx", folder=folder)
    seconds = time.monotonic() - started
    print(f"     {(folder / 'base.jx').stat().st_size // 1024} KiB merged in {seconds:.1f} s, exit {status}")
    check("a large file", status in (0, 1) and seconds < 20, errors.decode())


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    golden(program, "--update" in sys.argv)
    for act in (command_line, judged, by_lines, unproven, sizes):
        with tempfile.TemporaryDirectory() as temporary:
            act(program, pathlib.Path(temporary))
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    random_merges(program, *(numbers + [200, 0][len(numbers):])[:2])
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""`check --since` (and `--baseline` beside it) in real repositories, made here, beside an independent comparison.

Repositories of declarations that use, extend, continue and roll up each other are changed at random; what is told
must be just what a check of both states, one taken from the other, leaves. Then each promise by itself: what a
change does elsewhere, revisions, merge bases, shallow clones, names, encodings, folders, what is refused.
"""
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from program import FOREIGN, PLAIN, ROOT, Program
from repository import (BASE, CONTINUED, LAST, Repository, checkout, expected, git, member, small, told_of)
from tally import Tally

sys.path.insert(0, str(ROOT / "tests" / "formats"))
from reports import READERS, strict_json, validate  # pylint: disable=wrong-import-position

ROUNDS = int(os.environ.get("SINCE_ROUNDS", "40"))
tally = Tally()
check = tally.check


EVERYTHING = '汇总 "总" 2020 {\n    包含："**/*.jx"\n    不含："公用/*.jx"、"汇总.jx"\n    控制数：400 万元\n}\n'


# ---- at random ------------------------------------------------------------------------------------


def mutate(chance, text):
    """One line of a text changed: taken out, doubled, moved, with another number, spoilt, or with one more."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    kind = chance.randrange(7)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        lines.insert(chance.randrange(len(lines)), lines.pop(at))
    elif kind == 3:
        lines[at] = re.sub(r"\d", lambda _: str(chance.randrange(1, 9)), lines[at])
    elif kind == 4:
        lines[at] = lines[at].replace(chance.choice('{}："》=').strip() or "x", chance.choice(["", "：：", "@"]), 1)
    elif kind == 5:
        lines.insert(at, chance.choice(["", "    // 说明", "    备注：x", '    豁免 U1 "试" { 批准："甲局" }']))
    else:
        lines[at] = lines[at].replace("万元", chance.choice(["元", "万园", "千元"])).replace("人次", "个")
    return "\n".join(lines)


def change(chance, repository):
    """One change of the work tree; gives a new name and an old one if a file was renamed."""
    names = repository.specs()
    name = chance.choice(names)
    kind = chance.randrange(10)
    if kind == 0:
        repository.write(f"项目/新 {chance.randrange(100)}.jx", mutate(chance, member(chance.randrange(20, 40))))
    elif kind == 1 and len(names) > 5:
        (repository.folder / name).unlink()
    elif kind == 2:
        repository.write("jixiao.jx", chance.choice(["级别 { 全部：提示 }\n", "级别 { 全部：关闭 }\n", "级别 { C: 错误 }\n",
                                                     "", '引用 "公用/单位.jx"\n']))
    elif kind == 3:
        repository.write(name, "\n\n// 上面加了\n" + repository.read(name))
    else:
        repository.write(name, mutate(chance, repository.read(name)))


def settle(chance, repository):
    """What git knows of the changes: nothing, the index, or a commit."""
    kind = chance.randrange(4)
    if kind == 1:
        repository.git("add", "-A")
    elif kind == 2:
        repository.commit()
    elif kind == 3:
        names = [name for name in repository.specs() if chance.random() < 0.5]
        repository.git("add", "--", *(str((repository.folder / name).relative_to(repository.top)) for name in names))


def random_changes(program, folder, seed):
    """One repository, changed again and again; each time --since and --baseline against the oracle."""
    chance = random.Random(seed)
    below = chance.choice(["", "局里/2020 年"])
    repository = small(program, folder / f"random {seed}", below, chance.choice(["级别 { 全部：提示 }\n", ""]))
    # A portfolio of all that is there, so that members change by what they use, extend and continue as well.
    repository.write("总汇.jx", EVERYTHING)
    for _ in range(chance.randrange(3)):
        change(chance, repository)
    repository.commit()
    base = repository.git("rev-parse", "HEAD").strip()
    baseline = folder / f"baseline {seed}"
    status, output = repository.text("--write-baseline", baseline)
    check(f"{seed}: the baseline is written", status == 0, output)
    then = repository.each(checkout(repository, base, folder / f"then {seed}"))
    check(f"{seed}: nothing changed", repository.check("--since", base).lines == [], "")
    for step in range(3):
        for _ in range(chance.randrange(1, 4)):
            change(chance, repository)
        settle(chance, repository)
        now = repository.each()
        wanted = expected(now, then)
        title = f"seed {seed} step {step}"
        since = repository.check("--since", base)
        # What is told of a jixiao.jx beside other files is told once.
        check(f"{title}: --since", sorted(set(since.told())) == wanted,
              f"told: {sorted(set(since.told()) - set(wanted))}\nlost: {sorted(set(wanted) - set(since.told()))}\n"
              f"{repository.git('diff', base)}")
        compared = repository.check("--baseline", baseline)
        check(f"{title}: --baseline", sorted(set(compared.told())) == wanted,
              f"told: {sorted(set(compared.told()) - set(wanted))}\nlost: {sorted(set(wanted) - set(compared.told()))}\n"
              f"{repository.git('diff', base)}")
        every = repository.check()
        check(f"{title}: told and hidden are all", len(compared.entries) + compared.omitted + compared.hidden ==
              len(every.entries) + every.omitted, (len(compared.entries), compared.hidden, len(every.entries)))
        check(f"{title}: all that is told is there", not collections.Counter(since.told()) -
              collections.Counter(every.told()))
        check(f"{title}: exit", since.status == (1 if any(entry[1] == "error" for entry in wanted) else 0), since.errors)
        runs = [repository.run("--since", base, jobs, environment=where)
                for jobs, where in (("-j1", PLAIN), ("-j8", {**FOREIGN, "LC_ALL": "C"}))]
        check(f"{title}: -j1 = -j8", runs[0] == runs[1])
        both = repository.check("--since", base, "--baseline", baseline)
        check(f"{title}: both together", set(both.told()) == set(wanted) & set(since.told()))


def harmless_changes(program, folder):
    """Blank lines, comments, another layout and another name give nothing new."""
    for number, name in enumerate(("项目/申报 0.jx", "沿用 的.jx", "今年.jx", "底稿.jx")):
        repository = small(program, folder / f"harmless {number}", settings="")
        check(f"harmless {name}: there is something to hide", len(repository.check(name).entries) > 3)
        text = repository.read(name)
        for title, changed in (("blank lines", text.replace("\n", "\n\n")), ("comments", "// 甲\n" + text.replace("\n", "\n// 乙\n")),
                               ("blanks", text.replace("：", "：  ").replace("    ", "\t"))):
            repository.write(name, changed)
            since = repository.check("--since", "HEAD")
            check(f"harmless {name}: {title}", not since.entries and since.hidden > 0, since.told())
        repository.write(name, text.replace("：", ": "))
        program.run("fmt", name, folder=repository.folder)
        since = repository.check("--since", "HEAD")
        check(f"harmless {name}: fmt", not since.entries and since.hidden > 0, since.told())
        for how in ("untracked", "staged", "edited", "committed"):
            repository.git("reset", "-q", "--hard", "HEAD")
            repository.git("clean", "-qfd")
            other = str(pathlib.Path(name).with_name("改名 'x'.jx"))
            (repository.folder / name).rename(repository.folder / other)
            if how == "edited":
                repository.write(other, "// 头\n" + repository.read(other))
            if how != "untracked":
                repository.git("add", "-A")
            if how == "committed":
                repository.git("commit", "-qm", "x")
            since = repository.check("--since", "HEAD~1" if how == "committed" else "HEAD", other)
            check(f"harmless {name}: renamed, {how}", not since.entries and since.hidden > 0, since.told())


def counted_changes(program, folder):
    """k mistakes more are k findings, wherever they stand."""
    repository = small(program, folder / "counted")
    for count in (1, 2, 3):
        repository.git("reset", "-q", "--hard", "HEAD")
        for number in range(count):
            name = f"项目/申报 {number}.jx"
            repository.write(name, repository.read(name).replace("财政拨款：60.00", "财政拨款：59.00"))
        before = len(repository.check().entries)
        repository.write("项目/不算.jx", repository.read("项目/不算.jx"))
        since = repository.check("--since", "HEAD", *(f"项目/申报 {number}.jx" for number in range(count)))
        codes = [entry["code"] for entry in since.entries if entry["severity"] == "error"]
        check(f"{count} mistakes more", codes == ["JX0401"] * count and before > count, codes)


# ---- elsewhere ------------------------------------------------------------------------------------


def elsewhere(program, folder):
    """What a change does to files that did not change."""
    repository = small(program, folder / "elsewhere")

    def after(title, edits, wanted, *arguments, absent=()):
        repository.git("reset", "-q", "--hard", "HEAD")
        repository.git("clean", "-qfd")
        for name, text in edits.items():
            if text is None:
                (repository.folder / name).unlink()
            else:
                repository.write(name, text)
        since = repository.check("--since", "HEAD", *arguments)
        told = told_of(since)
        check(f"elsewhere: {title}", all(code in told.get(name, []) for name, code in wanted) and
              not any(name in told for name in absent), told)
        return since

    rich = member(1, 900)
    after("a ceiling now exceeded", {"项目/申报 1.jx": rich}, [("汇总.jx", "JX0720")])
    after("not by what it excludes", {"项目/不算.jx": member(9, 900)}, [], absent=("汇总.jx",))
    after("by a file that is new", {"项目/新.jx": member(30, 400)}, [("汇总.jx", "JX0720")])
    after("a unit that is gone", {"公用/单位.jx": "单位 大队 = 3 人\n"},
          [("项目/申报 0.jx", "JX0501"), ("项目/申报 2.jx", "JX0501"), ("沿用 的.jx", "JX0501")], absent=("项目/申报 1.jx",))
    after("a file that is gone", {"公用/单位.jx": None}, [("项目/申报 0.jx", "JX0704"), ("沿用 的.jx", "JX0704")])
    after("a base with mistakes", {"底稿.jx": BASE.replace("拨款：80", "拨款：70")}, [("底稿.jx", "JX0401")])
    after("the base is gone", {"底稿.jx": None}, [("沿用 的.jx", "JX0704")])
    after("last year is gone", {"往年/去年.jx": None}, [("今年.jx", "JX0704")])
    after("last year is spoilt", {"往年/去年.jx": LAST.replace("{", "", 1)}, [("今年.jx", "JX0718"), ("往年/去年.jx", "JX0205")])
    after("only of the paths that are named", {"项目/申报 1.jx": rich}, [("汇总.jx", "JX0720")], "汇总.jx",
          absent=("项目/申报 1.jx",))
    raised = after("a severity raised", {"jixiao.jx": "级别 { 全部：错误 }\n"}, [])
    check("elsewhere: a severity raised is new everywhere", raised.status == 1 and len(told_of(raised)) > 6 and
          all(entry["severity"] == "error" for entry in raised.entries), told_of(raised))
    lowered = after("a severity lowered", {"jixiao.jx": "级别 { 全部：关闭 }\n"}, [])
    check("elsewhere: a severity lowered is nothing new", not lowered.entries and lowered.status == 0, lowered.told())
    gone = after("settings that are gone", {"jixiao.jx": None}, [])
    check("elsewhere: settings that are gone concern all", any(entry["severity"] != "hint" for entry in gone.entries))


def chains(program, folder):
    """By way of others, in a circle, and by way of the jixiao.jx."""
    repository = Repository(program, folder / "chain")
    repository.write("jixiao.jx", "级别 { 全部：关闭 }\n")
    repository.write("甲.jx", "单位 自造场：计数\n")
    for name, before in (("乙.jx", "甲.jx"), ("丙.jx", "./乙.jx"), ("深/丁.jx", "../丙.jx")):
        repository.write(name, f'引用 "{before}"\n单位 {name[-4]}队 = 2 人\n')
    repository.write("末.jx", member(1, use=True).replace("../公用/单位.jx", "深//./丁.jx"))
    repository.write("无关.jx", member(2))
    repository.commit()
    check("chain: nothing", repository.check("--since", "HEAD").lines == [])
    repository.write("甲.jx", "单位 场场：计数\n")
    told = told_of(repository.check("--since", "HEAD"))
    check("chain: the end of it", told == {"末.jx": ["JX0501"]}, told)
    repository.write("甲.jx", '引用 "深/丁.jx"\n单位 自造场：计数\n')
    told = told_of(repository.check("--since", "HEAD"))
    check("chain: a circle", set(told) >= {"甲.jx", "乙.jx", "丙.jx", "深/丁.jx", "末.jx"}, told)
    repository.git("reset", "-q", "--hard")
    repository.write("末.jx", member(1, use=True).replace('"../公用/单位.jx"', r'"\u{6df1}/丁.jx"'))
    repository.commit()
    status, said = repository.text("末.jx")
    if status == 0:
        repository.write("甲.jx", "单位 场场：计数\n")
        told = told_of(repository.check("--since", "HEAD"))
        check("chain: a path with escapes", told == {"末.jx": ["JX0501"]}, told)
    else:
        check("chain: paths have no such escapes", "深/丁" not in said, said)


def waivers(program, folder):
    """A waiver that is taken away brings its finding back; one that comes brings nothing."""
    repository = Repository(program, folder / "waivers")
    spec = member(1)
    codes = [entry["code"] for entry in (repository.write("a.jx", spec), repository.check("a.jx"))[1].entries]
    rule = next(code for code in codes if re.fullmatch(r"[A-Z]+\d+", code) and not code.startswith("JX"))
    waived = spec.replace("    年度", f'    豁免 {rule} "试点" {{ 批准："甲局" }}\n    年度')
    repository.write("a.jx", waived)
    repository.commit()
    check("waivers: it is silenced", rule not in told_of(repository.check("a.jx")).get("a.jx", []))
    repository.write("a.jx", spec)
    told = told_of(repository.check("--since", "HEAD"))
    check("waivers: taken away", told == {"a.jx": [rule]}, told)
    repository.commit()
    repository.write("a.jx", waived)
    since = repository.check("--since", "HEAD")
    check("waivers: given", since.entries == [], since.told())


# ---- revisions ------------------------------------------------------------------------------------


def revisions(program, folder):
    """Names of revisions, merge bases, shallow clones."""
    repository = small(program, folder / "revisions")
    repository.git("tag", "v1")
    repository.git("branch", "old")
    good, bad = member(1), member(1).replace("拨款：60", "拨款：50")
    repository.write("项目/申报 1.jx", bad)
    repository.commit("bad")
    for name in ("HEAD~1", "v1", "old", "v1^{commit}", "HEAD^", repository.git("rev-parse", "old").strip(),
                 repository.git("rev-parse", "--short", "old").strip(), ":/c"):
        check(f"revision {name}", told_of(repository.check("--since", name)).get("项目/申报 1.jx") == ["JX0401"])
    check("since HEAD", repository.check("--since", "HEAD").lines == [])
    repository.write("项目/申报 1.jx", good)
    check("mended again", repository.check("--since", "HEAD~1").entries == [])
    check("mended", repository.check("--since", "HEAD").entries == [])
    # The other branch goes on: what it mended, and what it broke, is not this branch's.
    repository.git("checkout", "-q", "-f", "-b", "work", "old")
    repository.git("checkout", "-q", "main")
    repository.write("项目/申报 2.jx", member(2, 61))
    repository.write("今年.jx", CONTINUED.replace("80.00 {", "81.00 {"))
    repository.commit("more on main")
    repository.git("checkout", "-q", "work")
    repository.write("项目/申报 3.jx", member(3).replace("拨款：60", "拨款：50"))
    repository.commit("work")
    told = told_of(repository.check("--since", "main"))
    check("since where it left main", told == {"项目/申报 3.jx": ["JX0401"], "汇总.jx": told.get("汇总.jx", [])} or
          set(told) <= {"项目/申报 3.jx", "汇总.jx"} and "项目/申报 3.jx" in told, told)
    shallow = folder / "shallow"
    git(folder, "clone", "-q", "--depth", "1", "--branch", "work", "--no-single-branch", f"file://{repository.top}", str(shallow))
    for revision in ("origin/main", "HEAD~1", "v1"):
        status, output, errors = program.run("check", "--since", revision, folder=shallow)
        check(f"shallow: {revision} is refused", status == 2 and not output and "浅克隆".encode() in errors, errors)
    git(shallow, "fetch", "-q", "--unshallow")
    status, output, errors = program.run("check", "--since", "origin/main", folder=shallow)
    check("shallow no more", status == 1 and b"JX0401" in output, output + errors)
    git(folder, "clone", "-q", "--depth", "2", "--branch", "work", f"file://{repository.top}", str(folder / "two"))
    status, output, errors = program.run("check", "--since", "HEAD^", folder=folder / "two")
    check("two commits are enough for HEAD^", status == 1 and b"JX0401" in output, output + errors)
    repository.git("checkout", "-q", "--orphan", "alone")
    repository.commit("alone")
    status, output, errors = repository.run("--since", "main", "--lang", "en")
    check("no history in common", status == 2 and b"no history in common" in errors and not output, errors)


def refusals(program, folder):
    """What cannot be compared is told, with status 2 and nothing else."""
    repository = small(program, folder / "refusals")
    outside = folder / "outside"
    outside.mkdir()
    (outside / "a.jx").write_text(member(1), "utf-8")
    empty = folder / "empty"
    empty.mkdir()
    git(empty, "init", "-q")
    (empty / "a.jx").write_text(member(1), "utf-8")
    bare = folder / "bare.git"
    git(folder, "clone", "-q", "--bare", str(repository.top), str(bare))
    here = repository.folder
    lines = folder / "two\nlines"
    lines.mkdir()
    git(lines, "init", "-q")
    (lines / "a.jx").write_text(member(1), "utf-8")
    git(lines, "add", "-A")
    git(lines, "commit", "-qm", "x")
    no_git = {**PLAIN, "PATH": "/nonexistent", "LC_ALL": "en_US"}
    for title, words, place, environment, told in (
            ("no such revision", ("--since", "nowhere"), here, PLAIN, "库里没有这个版本"),
            ("an option", ("--since=--output=x",), here, PLAIN, "不是版本的名字"),
            ("what is left out", ("--since", "^HEAD"), here, PLAIN, "不是版本的名字"),
            ("two lines", ("--since", "HEAD\nHEAD"), here, PLAIN, "不是版本的名字"),
            ("a range", ("--since", "HEAD..HEAD"), here, PLAIN, "库里没有这个版本"),
            ("a file", ("--since", "HEAD:底稿.jx"), here, PLAIN, "库里没有这个版本"),
            ("nothing", ("--since", ""), here, PLAIN, "可以是"),
            ("no repository", ("--since", "HEAD"), outside, {**PLAIN, "GIT_CEILING_DIRECTORIES": str(folder)}, "不是 git 库"),
            ("no commit yet", ("--since", "HEAD"), empty, PLAIN, "库里没有这个版本"),
            ("no work tree", ("--since", "HEAD"), bare, PLAIN, "不是 git 库"),
            ("a line end in the path", ("--since", "HEAD"), lines, PLAIN, "可能有换行"),
            ("no git", ("--since", "HEAD"), here, no_git, "git is needed"),
            ("standard input", ("--since", "HEAD", "-"), here, PLAIN, "标准输入"),
            ("a path elsewhere", ("--since", "HEAD", str(outside)), here, PLAIN, "不在这个 git 库里"),
            ("with --write-baseline", ("--since", "HEAD", "--write-baseline", "x"), here, PLAIN, "不能和"),
            ("no baseline", ("--baseline", "x"), here, PLAIN, "没有这个文件"),
            ("a folder as baseline", ("--baseline", "项目"), here, PLAIN, "不是普通文件"),
            ("a folder to write", ("--write-baseline", "项目"), here, PLAIN, "文件夹")):
        status, output, errors = program.run("check", *words, folder=place, environment=environment)
        check(f"refused: {title}", status == 2 and told in errors.decode("utf-8") and not output,
              f"{status} {output.decode()[:300]} {errors.decode()}")
    check("refused: nothing was written", not (here / "x").exists())


# ---- places ---------------------------------------------------------------------------------------


def places(program, folder):
    """Folders below, encodings, what git ignores, other repositories within, links, names."""
    repository = small(program, folder / "places", "局 里/2020")
    bad = member(1).replace("拨款：60", "拨款：50")
    repository.write("项目/申报 1.jx", bad)
    for where, name in (("", "项目/申报 1.jx"), ("项目", "项目/申报 1.jx"), ("公用", "项目/申报 1.jx")):
        run = program.run("check", "--since", "HEAD", "--format", "sarif", folder=repository.folder / where)
        told = {finding[2] for finding in READERS["sarif"](run[1])[0]}
        check(f"from the folder '{where}'", run[0] == 1 and any(path.endswith(name) for path in told), told)
    run = program.run("check", "--since", "HEAD", folder=repository.top)
    check("from the top, which has no jixiao.jx", run[0] == 1 and b"JX0401" in run[1], run)
    # ignored, untracked, nested
    repository.git("checkout", "-q", ".")
    (repository.top / ".gitignore").write_text("草稿*\n", "utf-8")
    repository.commit()
    repository.write("草稿.jx", bad)
    check("what git ignores is no change", repository.check("--since", "HEAD").lines == [])
    repository.write("新的.jx", bad)
    check("what is untracked is", "新的.jx" in told_of(repository.check("--since", "HEAD")))
    (repository.folder / "新的.jx").unlink()
    inner = repository.folder / "别的库"
    inner.mkdir()
    git(inner, "init", "-q")
    (inner / "a.jx").write_text(bad, "utf-8")
    check("another repository within is none", repository.check("--since", "HEAD").lines == [])
    git(inner, "add", "-A")
    git(inner, "commit", "-qm", "x")
    repository.git("submodule", "--quiet", "add", str(inner), "子模块")
    repository.commit()
    (repository.top / "子模块" / "a.jx").write_text(member(1), "utf-8")
    check("nor is a submodule", repository.check("--since", "HEAD").lines == [])
    (repository.folder / "链接.jx").symlink_to("项目/申报 1.jx")
    (repository.folder / "链接夹").symlink_to("项目")
    repository.commit()
    repository.write("项目/申报 1.jx", bad)
    told = told_of(repository.check("--since", "HEAD"))
    check("links are passed over", told.get("项目/申报 1.jx") == ["JX0401"] and "链接.jx" not in told, told)
    repository.git("checkout", "-q", ".")
    for name in ("链接.jx", "项目/申报 0.jx"):
        path = repository.folder / name
        path.unlink()
        if name == "链接.jx":
            repository.write(name, bad)
        else:
            path.symlink_to("申报 1.jx")
    told = told_of(repository.check("--since", "HEAD"))
    check("a link that became a file", told.get("链接.jx"), told)
    # names
    repository.git("checkout", "-q", "-f", ".")
    for name in ("-x.jx", 'a "b".jx', "a\nb.jx", "*.jx", "[a].jx", "é.jx"):
        repository.write(name, bad)
        run = repository.run("--since", "HEAD", "--", f"./{name}")
        check(f"a new {name!r}", run[0] == 1 and b"JX0401" in run[1], run)
        repository.commit()
        repository.write(name, "\n" + bad)
        run = repository.run("--since", "HEAD", "--", f"./{name}")
        check(f"a moved line in {name!r}", run[0] == 0 and b"JX0401" not in run[1], run)


def encodings(program, folder):
    """A work tree in GB18030, or with CRLF: the past is read as it would be checked out."""
    for title, attributes, encoding, ends in (("GB18030", "*.jx working-tree-encoding=GB18030\n", "gb18030", "\n"),
                                              ("CRLF", "*.jx eol=crlf\n", "utf-8", "\r\n")):
        repository = Repository(program, folder / title)
        (repository.top / ".gitattributes").write_text(attributes, "utf-8")
        text = member(1).replace("拨款：60", "拨款：50")
        repository.write("申报.jx", text.replace("\n", ends).encode(encoding))
        repository.commit()
        before = repository.check()
        repository.write("申报.jx", ("// 注\n\n" + text).replace("\n", ends).encode(encoding))
        since = repository.check("--since", "HEAD")
        check(f"{title}: there was something", len(before.entries) > 0)
        check(f"{title}: nothing is new", since.entries == [] and since.hidden == len(before.entries), since.told())
        for name, spec in (("公用/自造.jx", "单位 自造场：计数\n"), ("用它的.jx", member(1, use=True).replace("../公用/单位", "公用/自造"))):
            repository.write(name, spec.replace("\n", ends).encode(encoding))
        repository.commit()
        check(f"{title}: nothing changed", repository.check("--since", "HEAD").lines == [])
        repository.write("公用/自造.jx", "单位 自造个：计数\n".replace("\n", ends).encode(encoding))
        told = told_of(repository.check("--since", "HEAD"))
        check(f"{title}: who uses it", told == {"用它的.jx": ["JX0501"]}, told)


def hooks(program, folder):
    """In a hook git has set its variables; nothing may be written to the index."""
    repository = small(program, folder / "hooks")
    hook = repository.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {program.path} check --since HEAD --format short\n", "utf-8")
    hook.chmod(0o755)
    repository.write("项目/申报 1.jx", member(1).replace("拨款：60", "拨款：50"))
    said = repository.git("commit", "-qam", "x", may_fail=True)
    check("a hook refuses", "JX0401" in said and "1 个错误" in said, said)
    repository.write("项目/申报 1.jx", member(1, 61))
    repository.git("commit", "-qam", "x")
    check("a hook lets pass", "x" in repository.git("log", "-1", "--format=%s"))


# ---- what is printed ------------------------------------------------------------------------------


def reports(program, folder):
    """Every form tells the same, and how many are hidden."""
    repository = small(program, folder / "reports", settings="级别 { 全部：警告 }\n")
    # The file that changes has old findings, and gets one new error.
    repository.write("项目/申报 1.jx", member(1).replace("拨款：60", "拨款：50"))
    arguments = ("--since", "HEAD", "项目")
    wanted = repository.check(*arguments)
    check("reports: one is new", [entry["code"] for entry in wanted.entries] == ["JX0401"], wanted.told())
    check("reports: old ones are counted", wanted.hidden > 3 and
          [line["path"] for line in wanted.lines if "hidden" in line] == ["项目/申报 1.jx"], wanted.lines)
    for language, words in (("zh", f"1 个错误，0 个警告，以前就有的 {wanted.hidden} 条没有显示"),
                            ("en", f"1 error, 0 warnings, {wanted.hidden} from before not shown")):
        status, said = repository.text(*arguments, language=language)
        check(f"reports: the verdict, {language}", status == 1 and words in said.splitlines()[-1], said)
    for form in ("sarif", "gitlab", "github", "junit", "checkstyle"):
        status, output, errors = repository.run(*arguments, "--format", form)
        problem = validate(form, [output])
        check(f"reports: {form} is valid", not problem, problem)
        told = READERS[form](output)[0]
        check(f"reports: {form} tells one", status == 1 and len(told) == 1 and "JX0401" in str(told), told)
        check(f"reports: {form}, the verdict", f"以前就有的 {wanted.hidden} 条" in errors.decode(), errors)
    sarif = strict_json(repository.run(*arguments, "--format", "sarif")[1])
    check("reports: sarif says that it is new", [result.get("baselineState") for result in sarif["runs"][0]["results"]] == ["new"])
    check("reports: sarif says nothing of the kind without --since", "baselineState" not in
          repository.run("项目", "--format", "sarif")[1].decode())
    repository.git("checkout", "-q", ".")
    for form in ("text", "short", "json", "sarif", "gitlab", "github", "junit", "checkstyle"):
        status, output, errors = repository.run("--since", "HEAD", "--format", form, "--lang", "en")
        check(f"reports: {form} of nothing", status == 0 and b"nothing was changed" in output + errors, output + errors)
        check(f"reports: {form} of nothing is valid", form in ("text", "short", "json") or not validate(form, [output]), output)
    repository.write("项目/申报 1.jx", "\n" + member(1))
    status, said = repository.text("--since", "HEAD", language="en")
    check("reports: passed", status == 0 and "passed, no new errors or warnings" in said, said)
    status, said = repository.text("--since", "HEAD", "--deny", "warnings")
    check("reports: old warnings are not denied", status == 0, said)
    repository.write("项目/新.jx", member(20))
    status, said = repository.text("--since", "HEAD", "--deny", "warnings")
    check("reports: new warnings are", status == 1, said)


def main():
    program = Program(os.environ.get("BUILD", "build"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        tests = [harmless_changes, counted_changes, elsewhere, chains, waivers, revisions, refusals, places, encodings, hooks,
                 reports]
        for test in tests:
            if not sys.argv[1:] or test.__name__ in sys.argv[1:]:
                test(program, folder)
        for seed in range(ROUNDS):
            if not sys.argv[1:] or "random_changes" in sys.argv[1:]:
                random_changes(program, folder, seed)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

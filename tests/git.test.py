#!/usr/bin/env python3
"""`jixiao git-setup` and the merge driver in real repositories, made here.

merge, cherry-pick, rebase, stash, criss-cross merges, random histories, a work tree in GB18030, Chinese paths, the headings of hunks,
spreadsheets as text, the difftool and what git calls for a diff, what diff takes and git-setup meets, a program that is gone or killed; and that --undo
gives every byte back. What merges make is known from tests/merge (merge.test.py).
"""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import specs
from merge_oracle import TOTAL, facts, split_conflicts, wrong_facts
from program import PLAIN, ROOT, Program
from repository import stand_in
from tally import Tally

PAIRS = ROOT / "tests" / "merge"
PERSON = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
          "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1"}
tally = Tally()
check = tally.check


def git(folder, *arguments, **more):
    """Runs git with an identity of its own; gives (exit status, what it prints)."""
    done = subprocess.run(["git", "-c", "core.quotePath=false", "-c", "init.defaultBranch=main", *arguments], cwd=folder,
                          env={**PLAIN, **PERSON, **more}, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


class Repository:
    """A repository, set up, with one declaration at a Chinese path and two branches that changed it."""

    def __init__(self, program, folder, case, encoding="utf-8", attributes=""):
        self.folder, self.encoding = pathlib.Path(folder), encoding
        self.path = self.folder / "申报 2020" / "培训 'a'.jx"
        self.path.parent.mkdir(parents=True)
        git(self.folder, "init", "-q")
        if attributes:
            (self.folder / ".gitattributes").write_text(attributes, "utf-8")
        self.setup = program.run("git-setup", folder=self.path.parent)
        for branch, name in (("main", "base"), ("theirs", "theirs"), ("main", "ours")):
            git(self.folder, "checkout", "-q", "-B" if branch == "theirs" else "-q", branch)
            self.write((PAIRS / case / f"{name}.jx").read_text("utf-8"))
            git(self.folder, "add", "-A")
            git(self.folder, "commit", "-qm", name)

    def write(self, text):
        """Writes the declaration."""
        self.path.write_bytes(text.encode(self.encoding))

    def read(self):
        """What it holds."""
        return self.path.read_bytes().decode(self.encoding)


def golden_result(case):
    """What the merge of a pair makes, in Chinese."""
    return (PAIRS / case / "merged.txt").read_text("utf-8").split("==== en")[0].split("----\n", 1)[1]


def git_merges(program, folder):
    """merge, cherry-pick and rebase make of a pair what the command does; conflicts are git's to resolve."""
    for case, clean in (("totals-added", True), ("target", False), ("unreadable", False), ("layout", True)):
        for number, how in enumerate((("merge", "theirs"), ("cherry-pick", "theirs"), ("rebase", "theirs"),
                                      ("stash", "pop"))):
            repository = Repository(program, folder / f"{case} {number}", case)
            if how[0] == "stash":  # theirs lies in the stash, made of the base
                git(repository.folder, "checkout", "-q", "main~1")
                repository.write((PAIRS / case / "theirs.jx").read_text("utf-8"))
                git(repository.folder, "stash")
                git(repository.folder, "checkout", "-q", "main")
            status, said = git(repository.folder, *how, LC_ALL="zh_CN.UTF-8")
            title = f"git {how[0]}, {case}"
            check(f"{title}: exit", (status == 0) == clean, said)
            if how[0] == "rebase":  # ours is what is put on top there: the sides change places
                check(f"{title}: markers", ("<<<<<<<" in repository.read()) != clean, repository.read())
                continue
            check(f"{title}: result", repository.read() == golden_result(case), repository.read())
            state = git(repository.folder, "status", "--porcelain")[1]
            check(f"{title}: state", state.startswith("U" if not clean else "") and (clean or state), state)
            if not clean:
                repository.path.write_bytes(b"")
                git(repository.folder, "checkout", "--merge", "--", ".", LC_ALL="zh_CN.UTF-8")
                check(f"{title}: done again", "<<<<<<< ours" in repository.read(), repository.read())


def git_criss_cross(program, folder):
    """Two merges of the same branches, resolved in two ways, and merged again: both are there."""
    repository = Repository(program, folder / "criss-cross", "target")
    texts = {}
    for branch, other, pick in (("left", "theirs", "ours"), ("right", "main", "theirs")):
        git(repository.folder, "checkout", "-q", "-b", branch, "main" if branch == "left" else "theirs")
        git(repository.folder, "merge", other)
        texts[branch] = (PAIRS / "target" / f"{pick}.jx").read_text("utf-8").replace("450", "460").replace("350", "360")
        repository.write(texts[branch])
        git(repository.folder, "commit", "-qam", branch)
    status, said = git(repository.folder, "merge", "left")
    result = repository.read()
    check("criss-cross: a conflict with both", status == 1 and "360 人次" in result and "460 人次" in result and
          "<<<<<<<" in result, said + result)


def git_histories(program, folder):
    """Random declarations on two branches: rebased, merged crosswise, and the two merges merged again."""
    for number in range(8):
        dice = random.Random(number)
        top, base, style = folder / str(number), specs.Spec(dice), dice.randrange(1 << 30)
        one, two = (specs.edited(base, 4)[0] for _ in range(2))
        texts = [specs.Renderer(random.Random(style)).render(spec) for spec in (base, one, two)]
        top.mkdir()
        path = top / "申报.jx"

        def put(branch, start, text, top=top, path=path):
            git(top, "checkout", "-q", "-B", branch, *start)
            path.write_bytes(text.encode())
            git(top, "add", "-A")
            git(top, "commit", "-qm", branch)
        git(top, "init", "-q")
        program.run("git-setup", folder=top)
        for branch, start, text in (("main", (), texts[0]), ("one", ("main",), texts[1]), ("two", ("main",), texts[2])):
            put(branch, start, text)
        git(top, "checkout", "-q", "-b", "rebased")
        status, said = git(top, "rebase", "one")
        result = path.read_bytes().decode()
        outside, inside, *_ = split_conflicts(result)
        wrong = wrong_facts(*map(facts, (*texts, outside, inside)))
        check(f"history {number}: rebase: {wrong}", (status != 0) == ("<<<<<<<" in result) and not wrong, said + result)
        git(top, "rebase", "--abort")
        sides = []
        for branch, other in (("one", "two"), ("two", "one")):
            git(top, "checkout", "-q", "-B", f"with {other}".replace(" ", "-"), branch)
            git(top, "merge", other)
            sides.append(split_conflicts(path.read_bytes().decode())[2])  # ours, where they are in conflict
            path.write_bytes(sides[-1].encode())
            git(top, "commit", "-qam", "merged")
        status, said = git(top, "merge", "with-two")
        result = path.read_bytes().decode()
        check(f"history {number}: criss-cross: markers", (status != 0) == ("<<<<<<<" in result), said + result)
        outside, inside, *_ = map(facts, split_conflicts(result))
        left, right = map(facts, sides)
        lost = [fact for fact in left if right[fact] and not outside[fact] + inside[fact] and not TOTAL.match(fact)]
        new = [fact for fact in outside if not left[fact] + right[fact] and not TOTAL.match(fact)]
        check(f"history {number}: criss-cross: lost {lost}, from nowhere {new}", not lost and not new, said + result)


def git_encodings(program, folder):
    """A work tree in GB18030 is merged as any other."""
    repository = Repository(program, folder / "gb", "totals-added", "gb18030",
                            "*.jx working-tree-encoding=GB18030\n")
    status, said = git(repository.folder, "merge", "theirs")
    check("GB18030: clean", status == 0, said)
    check("GB18030: result", repository.read() == golden_result("totals-added"), repository.read())
    said = git(repository.folder, "diff", "-U0", "HEAD~1")[1]
    check("GB18030: hunk headings", "@@ 明细 " in said, said)
    git_encoded_files(program, repository)


def git_other_encodings(program, folder):
    """Encodings that make more bytes, that nobody knows, or that are said without a name."""
    text = (PAIRS / "target" / "base.jx").read_text("utf-8").replace("产出目标", "产出目标标")
    top = folder / "encodings"
    top.mkdir()
    git(top, "init", "-q")
    for attribute, encoding, is_read in (
            ("working-tree-encoding=UTF-16LE", "utf-16-le", True), ("working-tree-encoding=gb18030", "gb18030", True),
            ("working-tree-encoding=NONE-SUCH", "gb18030", False),
            ("working-tree-encoding", "gb18030", False), ("-working-tree-encoding", "gb18030", False), ("text", "gb18030", False)):
        (top / ".gitattributes").write_text(f"*.jx {attribute}\n", "utf-8")
        (top / "a.jx").write_bytes(text.encode(encoding))
        (top / "b.jx").write_bytes(text.encode(encoding))
        for where, name in ((top, "a.jx"), (folder, str(top / "b.jx"))):
            status, said, errors = program.run("fix", name, folder=where)
            now = (top / name[-4:]).read_bytes()
            check(f"encodings: {attribute}, {name[-4:]}", now == (text.replace("目标标", "目标") if is_read else text).encode(encoding) and
                  ("改了 1 处" if is_read else "改了 0 处，在 0 个文件里；还有 1 个错误").encode() in said and not errors, (status, said.decode(errors="replace"), errors.decode()))
    (top / ".gitattributes").write_text("*.jx working-tree-encoding=GBK\n", "utf-8")
    wide = text.replace("培训", "㐀㐁").encode("gb18030")  # which GB18030 has, and GBK has not
    (top / "a.jx").write_bytes(wide)
    status, said, errors = program.run("fix", "a.jx", folder=top)
    check("encodings: signs that it has not", (top / "a.jx").read_bytes() == wide and status == 1, (said.decode(errors="replace"), errors))


def git_encoded_files(program, repository):
    """What reads and writes files in the work tree does it in their encoding."""
    base = (PAIRS / "target" / "base.jx").read_text("utf-8")
    repository.write(base)
    (repository.path.parent / "b.jx").write_bytes(f'引用 "./{repository.path.name}"\n'.encode("gb18030"))
    git(repository.folder, "add", "-A")
    git(repository.folder, "commit", "-qm", "base")
    laid_out = program.run("fmt", "-", stdin=base.encode())[1].decode()
    status, said, errors = program.run("fmt", folder=repository.folder)
    check("GB18030: fmt", status == 0 and repository.read() == laid_out != base, (said + errors).decode())
    said = git(repository.folder, "diff", "--stat")[1]
    check("GB18030: fmt changes what it should", f"{sum(a != b for a, b in zip(base.splitlines(), laid_out.splitlines()))} "
          "insertions" in said, said)
    for where in (".", repository.path, "b.jx"):
        status, said, errors = program.run("check", "--allow", "all", where, folder=repository.path.parent)
        check(f"GB18030: check {where}", status == 0, (said + errors).decode())
    repository.write(base.replace('项目 "', '项目 “').replace('" {', '“ {', 1))
    repository.write(base.replace("产出目标", "产出目标标"))
    status, said, errors = program.run("fix", folder=repository.folder)
    check("GB18030: fix", repository.read() == base, (said + errors).decode())
    repository.write((PAIRS / "target" / "ours.jx").read_text("utf-8"))
    for what, said in (("diff", program.run("diff", "HEAD", folder=repository.folder)[1].decode()),
                       ("difftool", git(repository.folder, "difftool", "-y", "-t", "jixiao", LC_ALL="zh_CN.UTF-8")[1]),
                       ("external diff", git(repository.folder, "diff", GIT_EXTERNAL_DIFF=f"{program.path} diff --lang zh")[1])):
        check(f"GB18030: {what}", "≥400 人次 → ≥350 人次（放宽）" in said, said)
    for name, attribute, kept in (("d.jx", "working-tree-encoding=UTF-32LE", True), ("e.jx", "working-tree-encoding=no-such", False),
                                  ("f.jx", "working-tree-encoding", False), ("g.jx", "-working-tree-encoding", False)):
        path = repository.folder / name
        with open(repository.folder / ".gitattributes", "a", encoding="utf-8") as attributes:
            attributes.write(f"{name} {attribute}\n")
        path.write_bytes(base.encode("utf-32-le" if kept else "gb18030"))
        before = path.read_bytes()
        status, said, _ = program.run("fmt", name, folder=repository.folder)
        check(f"an encoding: {attribute}", status == 0 and path.read_bytes().decode("utf-32-le") == laid_out if kept else
              status == 1 and b"JX0101" in said and path.read_bytes() == before, said.decode())
    long = ("// " + "很长" * 350 + "\n") * 9000
    (repository.folder / "h.jx").write_bytes(long.encode("gb18030"))
    status, said, _ = program.run("check", "h.jx", folder=repository.folder)
    check("an encoding: too large as UTF-8", status == 1 and len(long.encode("gb18030")) < 16 << 20 < len(long.encode()), said[:300].decode())
    (repository.folder / "h.jx").unlink()
    for title, answer in (("nothing", "true"), ("less", "printf 'c.jx\\0'"), ("no end", "printf 'b.jx\\0working-tree-encoding\\0GB18030'"),
                          ("a failure", "exit 1")):
        status, said, errors = program.run("check", "--allow", "all", "b.jx", folder=repository.path.parent,
                                           environment=stand_in(repository.folder.parent / "stand-in", "check-attr", answer))
        check(f"an encoding: git answers {title}", (status == 0) == (title == "no end"), (said + errors).decode())
    (repository.folder / "c.jx").write_bytes((PAIRS / "target" / "base.jx").read_bytes()[:-1] + b"\xff\n")
    before = (repository.folder / "c.jx").read_bytes()
    status, said, _ = program.run("fmt", "c.jx", folder=repository.folder)
    check("GB18030: bytes that are nothing", status == 1 and b"JX0101" in said and
          (repository.folder / "c.jx").read_bytes() == before, said.decode())


def workbook(path, rows):
    """Writes a spreadsheet of one sheet."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package, office = ("http://schemas.openxmlformats.org/" + end for end in (
        "package/2006/relationships", "officeDocument/2006/relationships"))
    cells = "".join(f'<row r="{r}">' + "".join(f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>'
                                              for c, text in enumerate(row)) + "</row>" for r, row in enumerate(rows, 1))
    relation = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    with zipfile.ZipFile(path, "w") as book:
        for name, text in (
                ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
                ("_rels/.rels", relation.format(package, office, "officeDocument", "xl/workbook.xml")),
                ("xl/_rels/workbook.xml.rels", relation.format(package, office, "worksheet", "worksheets/sheet1.xml")),
                ("xl/workbook.xml", f'<workbook xmlns="{namespace}" xmlns:r="{office}"><sheets><sheet name="申报表" '
                                    'sheetId="1" r:id="rId1"/></sheets></workbook>'),
                ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{namespace}"><sheetData>{cells}</sheetData></worksheet>')):
            book.writestr(name, text)


def git_spreadsheets(program, folder):
    """An exported spreadsheet is shown as text; without xlsx2csv, or if it is none, that it differs."""
    repository = Repository(program, folder / "sheets", "target")
    path = repository.path.parent / "-申报 表.xlsx"
    for amount in ("80.00", "90.00"):
        workbook(path, [["项目", "教师培训"], ["总预算", amount], ["备注", "甲&#10;乙\u200f"]])
        git(repository.folder, "add", "-A")
        git(repository.folder, "commit", "-qm", amount)
    for where in (repository.folder, repository.path.parent):
        status, said = git(where, "diff", "HEAD~1")
        check("spreadsheet", status == 0 and "\n-总预算,80.00\n" in said and "\n+总预算,90.00\n" in said and
              "-------- 1 - 申报表" in said, said)
    lean = folder / "bin"  # a PATH with what git and the shell need, and no xlsx2csv
    lean.mkdir()
    for name in ("git", "sh", "tr", "echo", "printf"):
        if shutil.which(name):
            (lean / name).symlink_to(shutil.which(name))
    status, said = git(repository.folder, "diff", "HEAD~1", PATH=str(lean))
    check("no xlsx2csv", status == 0 and "xlsx2csv" in said and len(re.findall(r"^[-+][0-9a-f]{40}$", said, re.M)) == 2, said)
    path.write_bytes(b"no\0sheet\x1b[31m")
    status, said = git(repository.folder, "diff")
    check("no spreadsheet", status == 0 and "\n+总预算" not in said and "\x1b" not in said and
          re.search(r"^\+[0-9a-f]{40}$", said, re.M), said)


def git_external(program, folder):
    """What git calls an external diff and a difftool for: changed, added, gone, renamed, in conflict, and no .jx."""
    repository = Repository(program, folder / "external", "target")
    top, base = repository.folder, (PAIRS / "target" / "base.jx").read_text("utf-8")
    ours = (PAIRS / "target" / "ours.jx").read_text("utf-8")
    for name in ("-x.jx", "gone.jx", "名 甲.jx", "mode.jx"):
        (top / name).write_text('项目 "旧的" {\n}\n' if name == "gone.jx" else base, "utf-8")
    (top / "README").write_text("a\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "more")
    git(top, "mv", "名 甲.jx", "名 乙.jx")
    for name in ("-x.jx", "名 乙.jx"):
        (top / name).write_text(ours, "utf-8")
    (top / "new.jx").write_text('项目 "新的" {\n    年度: 2020\n}\n', "utf-8")
    (top / "README").write_text("b\n", "utf-8")
    (top / "mode.jx").chmod(0o755)
    git(top, "rm", "-q", "gone.jx")
    git(top, "add", "-A")
    weaker = "数量 “培训人次”：≥400 人次 → ≥350 人次（放宽）"
    lines = {"-x.jx": weaker, "README": "不是申报", "名 甲.jx → 名 乙.jx": weaker, "new.jx": "“新的”", "gone.jx": "“旧的”",
             "mode.jx": "没有不同"}
    for how in ("external", "difftool"):
        if how == "external":
            status, said = git(top, "diff", "--cached", "-M95", GIT_EXTERNAL_DIFF=f"{program.path} diff --lang zh --")
        else:
            status, said = git(top, "difftool", "-y", "-t", "jixiao", "--cached", "-M95", LC_ALL="zh_CN.UTF-8")
        check(f"{how}: exit", status == 0, said)
        for head, line in lines.items():
            if how == "difftool":
                head = head.split(" → ", maxsplit=1)[0]
            part = re.search(rf"^{re.escape(head)}(?:：|\n)(?:(?!^\S+\.jx).*\n?)*", said, re.M)
            check(f"{how}: {head}", part and line in part[0], said)
    git(top, "commit", "-qam", "ours")
    git(top, "merge", "theirs")
    status, said = git(top, "diff", "--cached", GIT_EXTERNAL_DIFF=f"{program.path} diff --lang en")
    check("external: in conflict", status == 0 and "in conflict; not compared" in said, said)


def git_killed(program, folder):
    """A driver that is killed at any moment: git merges lines, and theirs is in the file, or marked."""
    dice, whole = random.Random(1), 0
    place = folder / "100%A 'q'"  # a folder whose name must not be taken for git's placeholders
    place.mkdir()
    wrapper = place / "jixiao"
    shutil.copy(program.path, place / "real")
    wrapper.write_text('#!/bin/sh\n"$(dirname "$0")/real" "$@" & p=$!\nsleep $DELAY; kill -9 $p 2>/dev/null; wait $p\n')
    wrapper.chmod(0o755)
    repository = Repository(program, folder / "killed", "totals-added")
    driver = git(repository.folder, "config", "merge.jixiao.driver")[1].strip()
    quoted = str(wrapper).replace("%", "%%").replace("'", "'\\''")
    git(repository.folder, "config", "merge.jixiao.driver", re.sub(r"^\S+", lambda _: f"'{quoted}'", driver))
    theirs = (PAIRS / "totals-added" / "theirs.jx").read_text("utf-8")
    base = set((PAIRS / "totals-added" / "base.jx").read_text("utf-8").splitlines())
    added = {line for line in theirs.splitlines() if line not in base and "：8" not in line and "：9" not in line}
    for number in range(12):
        delay = 0 if number == 0 else 5 if number == 11 else dice.random() * .03
        if delay == 5:
            (place / "real").replace(wrapper)  # and once it is not
        status, said = git(repository.folder, "merge", "theirs", DELAY=f"{delay:.4f}", PATH=os.environ["PATH"])
        text = repository.read()
        check(f"killed after {delay:.4f} s", status in (0, 1) and added <= set(text.splitlines()) and
              (status == 1) == ("<<<<<<< ours" in text), said + text)
        whole += status == 0
        git(repository.folder, "merge", "--abort")
        git(repository.folder, "reset", "-q", "--hard", "main" if status else "HEAD~1")
    check("not killed", whole >= 1)


def git_headings(program, folder):
    """Hunks are headed by the project or the block that they are in."""
    repository = Repository(program, folder / "headings", "totals-added")
    said = git(repository.folder, "diff", "-U0", "HEAD~1")[1]
    found = re.findall(r"^@@ .* @@ (.*)$", said, re.MULTILINE)
    check("hunk headings", found == ["资金", "当年预算：80.00", '明细 "培训"：80.00', '明细 "培训"：80.00'] or
          found[0] == "资金" and any('明细 "培训"' in one for one in found), str(found))
    repository.write('use "std/shanghai/2020"\nproject "Training" {\n    year: 2020\n    overview: "a"\n}\n')
    git(repository.folder, "commit", "-qam", "english")
    repository.write('use "std/shanghai/2020"\nproject "Training" {\n    year: 2020\n    overview: "b"\n}\n')
    said = git(repository.folder, "diff", "-U0")[1]
    check("hunk headings in English", '@@ project "Training"' in said, said)
    status, said = git(repository.folder, "difftool", "-y", "-t", "jixiao", LC_ALL="en_US.UTF-8")
    check("difftool", status == 0 and "overview" in said, said)
    git(repository.folder, "rm", "-q", "-f", ".")
    status, said = git(repository.folder, "difftool", "-y", "-t", "jixiao", "HEAD", LC_ALL="en_US.UTF-8")
    check("difftool of what is gone", status == 0 and "Training" in said, said)


def git_without_program(program, folder):
    """If the program is gone git merges lines, and theirs is in the file."""
    repository = Repository(program, folder / "gone", "target")
    driver = git(repository.folder, "config", "merge.jixiao.driver")[1].strip()
    for name in ("/nonexistent/jixiao", "/etc/passwd"):  # 127 and 126
        git(repository.folder, "config", "merge.jixiao.driver", driver.replace(str(program.path), name))
        status, said = git(repository.folder, "merge", "theirs")
        check(f"without the program ({name})", status == 1 and "<<<<<<< ours" in repository.read() and
              "450 人次" in repository.read(), said + repository.read())
        git(repository.folder, "merge", "--abort")


def git_undo(program, folder):
    """git-setup a second time changes nothing, and --undo gives every byte back."""
    line = b"*.jx merge=jixiao diff=jixiao"
    sheets = b"*.xlsx diff=jixiao-xlsx"
    for number, before in enumerate((None, b"", b"*.txt text\n", b"*.txt text", b"*.txt text\r\n*.c diff\r\n",
                                     b"\n*.txt text\n", b"\n", b"a b\r\nc d", b"# \xe4\xb8\xad\n\n")):
        top = folder / f"undo {number}"
        below = top / "下面"
        below.mkdir(parents=True)
        git(top, "init", "-q")
        git(top, "config", "user.name", "A")
        attributes, config = top / ".gitattributes", top / ".git" / "config"
        if before is not None:
            attributes.write_bytes(before)
        old = config.read_bytes()
        first = program.run("git-setup", folder=below)
        check(f"undo {number}: set", first[0] == 0 and line in attributes.read_bytes() and sheets in attributes.read_bytes(), str(first))
        kept = attributes.read_bytes(), config.read_bytes()
        again = program.run("git-setup", folder=top)
        check(f"undo {number}: twice", again[0] == 0 and again[1] != first[1] and
              kept == (attributes.read_bytes(), config.read_bytes()), str(again))
        for _ in range(2):
            undone = program.run("git-setup", "--undo", folder=top)
            now = attributes.read_bytes() if attributes.exists() else None
            check(f"undo {number}: undone", undone[0] == 0 and (now or b"") == (before or b"") and
                  config.read_bytes() == old, f"{undone} {now}")
    # Lines that were added behind ours, and a last line whose end was taken away, as editors do.
    top = folder / "edited"
    top.mkdir()
    git(top, "init", "-q")
    attributes = top / ".gitattributes"
    for title, text, wanted in (("more behind", line + b"\n" + sheets + b"\n*.c diff", b"*.c diff"),
                                ("no line end", line + b"\n" + sheets, None), ("one of them", sheets, None),
                                ("CRLF, no line end", b"*.c diff\r\n" + line + b"\r\n" + sheets, b"*.c diff"),
                                ("between others", b"a b\n" + line + b"\nc d\n" + sheets + b"\ne f", b"a b\nc d\ne f")):
        attributes.write_bytes(text)
        undone = program.run("git-setup", "--undo", folder=top)
        now = attributes.read_bytes() if attributes.exists() else None
        check(f"undo, {title}", undone[0] == 0 and now == wanted, f"{undone} {now}")
    status, _, errors = program.run("git-setup", folder=folder)
    check("git-setup outside of a repository", status == 2 and errors.count(b"\n") == 1, errors.decode())
    repository = Repository(program, folder / "overruled", "target")
    (repository.path.parent / ".gitattributes").write_text("*.jx merge=union\n")
    status, _, errors = program.run("git-setup", folder=repository.path.parent)
    check("other lines overrule", status == 0 and b"merge" in errors, errors.decode())


def git_setup_places(program, folder):
    """How git starts the program: by its name if that is what the shell finds, else by its whole path, whatever is in it."""
    found = folder / "found"
    found.mkdir()
    (found / "jixiao").symlink_to(program.path)
    other = folder / "other"
    other.mkdir()
    (other / "jixiao").write_text("#!/bin/sh\n", "utf-8")
    (other / "jixiao").chmod(0o755)
    odd = folder / "100% 'q'"
    odd.mkdir()
    for name in ("real", "real'"):
        shutil.copy(program.path, odd / name)
    rest = PLAIN["PATH"]
    for number, (title, runs, path, wanted) in enumerate((
            ("found", program.path, f"{found}:{rest}", "jixiao merge"), ("found last", program.path, f"{rest}:{found}", "jixiao merge"),
            ("another is found", program.path, f"{other}:{found}:{rest}", f"'{program.path}' merge"),
            ("an empty folder of PATH", program.path, f":{rest}", f"'{program.path}' merge"),
            ("no PATH", program.path, None, f"'{program.path}' merge"),
            ("an odd name", odd / "real'", rest, "'" + f"{folder}/100%% 'q'/real'".replace("'", "'\\''") + "' merge"),
            ("an odd folder", odd / "real", rest, f"'{folder}/100%% '\\''q'\\''/real' merge"))):
        top = folder / f"place {number}"
        top.mkdir()
        git(top, "init", "-q")
        environment = {key: value for key, value in {**PLAIN, "PATH": path}.items() if value is not None}
        for words in (("--lang", "zh"), ("--lang", "en"), ("--undo", "--lang", "en"), ("--undo", "--lang", "zh"), ()):
            done = subprocess.run([runs, "git-setup", *words], cwd=top, env=environment, check=False, capture_output=True)
            check(f"git-setup, {title} {words}", done.returncode == 0 and done.stdout and not done.stderr, str(done))
        driver = git(top, "config", "merge.jixiao.driver")[1]
        check(f"git-setup, {title}: the driver", driver.startswith(wanted), driver)


def git_setup_said(program, folder):
    """What the command says, in both languages, done once and twice."""
    for language, said in (("zh", ("从现在起", "已经设好了", "去掉了", "没有要去掉的")),
                           ("en", ("from now on", "set up already", "taken away", "nothing to undo"))):
        top = folder / language
        top.mkdir()
        git(top, "init", "-q")
        for words, told in zip(((), (), ("--undo",), ("--undo",)), said):
            status, output, errors = program.run("git-setup", "--lang", language, *words, folder=top)
            check(f"git-setup says {told}", status == 0 and told in output.decode() and not errors, (output + errors).decode())


def git_setup_failures(program, folder):
    """What cannot be set up is told, with status 2."""
    repository = Repository(program, folder / "failures", "target")
    top = repository.folder
    program.run("git-setup", "--undo", folder=top)
    lock = top / ".git" / "config.lock"
    lock.write_bytes(b"")
    for language, told in (("zh", "git 写不了配置"), ("en", "git cannot write its configuration")):
        status, output, errors = program.run("git-setup", "--lang", language, folder=top)
        check(f"git-setup: locked, {language}", status == 2 and told in errors.decode() and not output, errors.decode())
    lock.unlink()
    attributes = top / ".gitattributes"
    for title, make in (("a folder", attributes.mkdir), ("a loop", lambda: attributes.symlink_to(".gitattributes")),
                        ("too large", lambda: attributes.write_bytes(b"# x\n" * (5 << 20)))):
        if attributes.is_dir():
            attributes.rmdir()
        else:
            attributes.unlink()
        make()
        status, output, errors = program.run("git-setup", folder=top)
        check(f"git-setup: {title}", status == 2 and errors.count(b"\n") >= 1 and b".gitattributes" in errors and not output,
              (output + errors).decode())
    attributes.unlink()
    for title, words, answer, undo, wanted in (
            ("no line end", "--show-toplevel", f"printf %s '{top}'", False, 0),
            ("no top", "--show-toplevel", "true", False, 2),
            ("no value", "config --local --null --get", "true", False, 0),
            ("no attribute", "check-attr", "true", False, 0), ("no attributes", "check-attr", "exit 1", False, 0),
            ("a value that is gone already", "config --local --null --get", "printf 'x\\0'", True, 0)):
        program.run("git-setup", "--undo", folder=top)
        status, output, errors = program.run("git-setup", *(["--undo"] if undo else []), folder=top,
                                             environment=stand_in(folder / "stand-in", words, answer))
        check(f"git-setup: git answers {title}", status == wanted, (output + errors).decode())
        check(f"git-setup: git answers {title}: what is set", git(top, "config", "merge.jixiao.driver")[0] ==
              (1 if undo or wanted else 0))


def git_operands(program, folder):
    """What `jixiao diff` takes: revisions with paths, however many, what a commit imports, folders; and what it refuses."""
    repository = Repository(program, folder / "operands", "target")
    top, base = repository.folder, (PAIRS / "target" / "base.jx").read_text("utf-8")
    ours = (PAIRS / "target" / "ours.jx").read_text("utf-8")
    outside = {"absolute.jx": "/etc/hosts.jx", "above.jx": "../above.jx", "absent.jx": "没有.jx", "large.jx": "大.jx"}
    (top / "大.jx").write_bytes(b"// " + b"x" * (17 << 20) + b"\n")
    for number in range(70):
        (top / f"{number}.jx").write_text(base, "utf-8")
    for name, path in outside.items():
        (top / name).write_text(f'引用 "./{path}"\n{base}' if path[0] != "/" else f'引用 "{path}"\n{base}', "utf-8")
    (top / "README").write_text("a\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "old")
    for path in sorted(top.glob("*.jx")):
        if path.name != "大.jx":
            path.write_text(path.read_text("utf-8").replace("400", "350"), "utf-8")
    with open(top / "大.jx", "ab") as file:
        file.write(b"// more\n")
    (top / "README").write_text("b\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "new")

    def diff(*operands, language="zh", where=top):
        status, said, errors = program.run("diff", *operands, "--lang", language, folder=where)
        return status, said.decode(), errors.decode()
    weaker = "≥400 人次 → ≥350 人次（放宽）"
    for operands, count in ((("HEAD~1", "HEAD"), 74), (("HEAD~1",), 73), (("HEAD~1", "HEAD", *[f"{n}.jx" for n in range(70)]), 70),
                            (("HEAD~1", "HEAD", "README", "3.jx"), 1), (("HEAD~1", *[f"{n}.jx" for n in range(69)]), 69)):
        status, said, errors = diff(*operands)
        title = f"diff {' '.join(operands[:3])}"
        check(f"{title}: exit", status == (2 if count == 73 else 0), errors)
        check(f"{title}: all files", status == 2 or said.count(weaker) == count, said + errors)
        check(f"{title}: files with errors", ("78 个文件有错误" in said) == (count == 74), said[-300:] + errors)
    check("diff: the work tree's large file", "大.jx: 文件超过 16 MiB\n" in diff("HEAD~1")[2])
    check("diff: the same in English", "大.jx: the file is larger than 16 MiB\n" in diff("HEAD~1", language="en")[2])
    status, said, errors = diff("HEAD~1", "3.jx", language="en")
    check("diff: a file of the work tree", "files with errors: 1;" in said and not errors, said + errors)
    need = ("写上要比较的两个文件、文件夹或 git 版本", "name two files, folders or git revisions")
    none = ("没有这个文件、文件夹或 git 版本", "there is no such file, folder or git revision")
    for operands, head, told in (((), "", need), (("3.jx",), "3.jx: ", need), (("HEAD~1", "HEAD~99"), "HEAD~99: ", none),
                                 (("nothing",), "nothing: ", none), (("3.jx", "nothing"), "3.jx: ", need)):
        for language, text in zip(("zh", "en"), told):
            status, said, errors = diff(*operands, language=language)
            check(f"diff {operands}: refused", status == 2 and not said and errors.startswith(f"jixiao: {head}{text}") and
                  errors.count("\n") == 1, said + errors)
    (folder / "empty").mkdir()
    (folder / "late").mkdir()
    (folder / "late" / "3.jx").write_text(ours, "utf-8")
    for operands in (("empty", "late"), ("late", "empty")):
        status, said, errors = diff(*operands, where=folder)
        check(f"diff of folders, {operands[0]} first", status == 2 and not said and errors == "jixiao: empty: 没有找到 .jx 文件\n", said + errors)
    (folder / "late" / "大.jx").write_bytes(b"// " + b"x" * (17 << 20) + b"\n")
    status, said, errors = diff("late", "late", where=folder)
    check("diff of folders, a large file", status == 2 and "大.jx: 文件超过 16 MiB\n" in errors, said + errors)
    zero = "0" * 40
    for language, head in (("zh", "不是申报（.jx），没有比较"), ("en", "no declaration (.jx); not compared")):
        status, said, errors = diff("README", "/dev/null", ".", ".", "README", zero, "100644", language=language)
        check("external: no declaration", status == 0 and head in said, said + errors)
    status, said, errors = diff("3.jx", "3.jx", zero, "100644", "4.jx", zero, "100644", "--as", "json")
    check("external: JSON has no head", status == 0 and said.startswith("{"), said + errors)
    status, said, errors = diff("3.jx", "3.jx", "abc", "100644", "4.jx", zero, "100644")
    check("seven operands that git did not give", status == 2 and not said, said + errors)


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    for act in (git_merges, git_criss_cross, git_histories, git_encodings, git_headings, git_spreadsheets, git_external,
                git_without_program, git_killed, git_undo, git_operands, git_setup_places, git_setup_said,
                git_setup_failures, git_other_encodings):
        with tempfile.TemporaryDirectory() as temporary:
            if not sys.argv[1:] or act.__name__ in sys.argv[1:]:
                act(program, pathlib.Path(temporary))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

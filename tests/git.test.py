#!/usr/bin/env python3
"""`jixiao git-setup` and the merge driver in real repositories, made here.

merge, cherry-pick, rebase, criss-cross merges, a work tree in GB18030, Chinese paths, the headings of hunks, the
difftool, a program that is gone; and that --undo gives every byte back. What merges make is known from
tests/merge (merge.test.py).
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from program import PLAIN, ROOT, Program

PAIRS = ROOT / "tests" / "merge"
PERSON = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
          "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1"}
failures, passed = [], 0


def check(title, holds, detail=""):
    """Counts one more check."""
    global passed
    if holds:
        passed += 1
    else:
        failures.append(f"{title}\n{detail}")


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
        for number, how in enumerate((("merge", "theirs"), ("cherry-pick", "theirs"), ("rebase", "theirs"))):
            repository = Repository(program, folder / f"{case} {number}", case)
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


def git_encodings(program, folder):
    """A work tree in GB18030 is merged as any other."""
    repository = Repository(program, folder / "gb", "totals-added", "gb18030",
                            "*.jx working-tree-encoding=GB18030\n")
    status, said = git(repository.folder, "merge", "theirs")
    check("GB18030: clean", status == 0, said)
    check("GB18030: result", repository.read() == golden_result("totals-added"), repository.read())
    said = git(repository.folder, "diff", "-U0", "HEAD~1")[1]
    check("GB18030: hunk headings", "@@ 明细 " in said, said)


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
    for number, before in enumerate((None, b"", b"*.txt text\n", b"*.txt text", b"*.txt text\r\n*.c diff\r\n",
                                     b"a b\r\nc d", b"# \xe4\xb8\xad\n\n")):
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
        check(f"undo {number}: set", first[0] == 0 and line in attributes.read_bytes(), str(first))
        kept = attributes.read_bytes(), config.read_bytes()
        again = program.run("git-setup", folder=top)
        check(f"undo {number}: twice", again[0] == 0 and again[1] != first[1] and
              kept == (attributes.read_bytes(), config.read_bytes()), str(again))
        for _ in range(2):
            undone = program.run("git-setup", "--undo", folder=top)
            now = attributes.read_bytes() if attributes.exists() else None
            check(f"undo {number}: undone", undone[0] == 0 and (now or b"") == (before or b"") and
                  config.read_bytes() == old, f"{undone} {now}")
    status, _, errors = program.run("git-setup", folder=folder)
    check("git-setup outside of a repository", status == 2 and errors.count(b"\n") == 1, errors.decode())
    repository = Repository(program, folder / "overruled", "target")
    (repository.path.parent / ".gitattributes").write_text("*.jx merge=union\n")
    status, _, errors = program.run("git-setup", folder=repository.path.parent)
    check("other lines overrule", status == 0 and b"merge" in errors, errors.decode())


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    for act in (git_merges, git_criss_cross, git_encodings, git_headings, git_without_program, git_undo):
        with tempfile.TemporaryDirectory() as temporary:
            act(program, pathlib.Path(temporary))
    for failure in failures[:20]:
        print(f"FAIL {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

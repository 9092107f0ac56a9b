"""Real git repositories of declarations, made here, and what an independent comparison says of them.

The oracle checks out the revision beside the work tree, checks both whole, and takes the findings of the one
from those of the other: by file, fingerprint, parts and severity. It knows nothing of what depends on what.
"""
import collections
import json
import os
import pathlib
import shutil
import subprocess

from program import PLAIN

PERSON = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
          "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1",
          "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z"}
RANK = {"hint": 0, "warning": 1, "error": 2}


SHARED = '单位 自造场：计数\n单位 大队 = 3 人\n'
BASE = '''引用 "std/上海市/2020"
项目 "底稿" {
    年度：2020
    编号："B-1"
    金额单位：万元
    资金 {
        总预算：80.00
        当年预算：80.00 { 财政拨款：80.00 }
    }
    产出目标 { 数量 "培训" >= 400 人次 }
}
'''
DERIVED = '''引用 "公用/单位.jx"
项目 "沿用的" {
    沿用："底稿.jx"
    编号："D-1"
    年度：2020
    产出目标 { 数量 "场次" >= 4 自造场 }
}
'''
LAST = BASE.replace("2020\n    编", "2019\n    编").replace("底稿", "教师培训").replace("B-1", "L-1")
CONTINUED = BASE.replace("底稿", "教师培训").replace("B-1", "C-1").replace("    年度", '    延续："往年/去年.jx"\n    年度')
PORTFOLIO = '''汇总 "局" 2020 {
    包含："项目/*.jx"、"底稿.jx"
    不含："项目/不算.jx"
    控制数：500 万元
}
'''


def member(number, amount=60, use=False):
    """A declaration that is right, but for warnings of rules."""
    lines = ['引用 "std/上海市/2020"'] + (['引用 "../公用/单位.jx"'] if use else [])
    unit = "自造场" if use else "人次"
    return "\n".join(lines) + f'''
项目 "项目 {number}" {{
    年度：2020
    编号："P-{number}"
    金额单位：万元
    资金 {{
        总预算：{amount}.00
        当年预算：{amount}.00 {{ 财政拨款：{amount}.00 }}
    }}
    明细 "培训" {{
        "讲课费"：{amount}.00
    }}
    产出目标 {{
        数量 "培训数" >= {number + 3} {unit}
        质量 "合格率" >= 90%
    }}
}}
'''


def git(folder, *arguments, may_fail=False, **more):
    """Runs git with an identity of its own; gives what it prints. It fails if git does, unless it `may_fail`."""
    done = subprocess.run(["git", "-c", "core.quotePath=false", "-c", "init.defaultBranch=main", "-c",
                           "protocol.file.allow=always", "-c", "merge.conflictStyle=merge", *arguments], cwd=folder,
                          env={**PLAIN, **PERSON, **more}, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0 or may_fail, f"git {arguments}: {output}"
    return output


def stand_in(folder, words, answer):
    """An environment whose git gives another answer, a few lines of shell, if `words` are in its command line; it
    is git itself otherwise, whose path is $git there."""
    folder.mkdir(exist_ok=True)
    script = folder / "git"
    script.write_text(f'#!/bin/sh\ngit={shutil.which("git")}\ncase " $* " in *" {words} "*)\n{answer}\nexit;; esac\n'
                      'exec $git "$@"\n', "utf-8")
    script.chmod(0o755)
    return {**PLAIN, **PERSON, "PATH": f"{folder}:{PLAIN['PATH']}"}


class Findings:
    """What a run of `check --format json` told."""

    def __init__(self, run, below=""):
        self.status, output, errors = run
        self.errors = errors.decode("utf-8", "replace")
        self.lines = [json.loads(line) for line in output.splitlines()]
        self.hidden = sum(sum(line["hidden"].values()) for line in self.lines if "hidden" in line)
        self.omitted = sum(sum(line["omitted"].values()) for line in self.lines if "omitted" in line)
        self.entries = [line for line in self.lines if "code" in line and "waived" not in line]
        if self.status not in (0, 1):  # nothing was checked: that is another thing than no findings
            self.entries.append({"code": "none", "severity": "error", "fingerprint": self.errors})
        self.below = below

    def told(self):
        """(path, code, severity, fingerprint, parts) of each finding; the order is left out. A finding about another
        file, or about none, is told under the file that it is found in, which only its fingerprint shows."""
        return sorted((entry["code"], entry["severity"], entry["fingerprint"], tuple(entry.get("parts", [])))
                      for entry in self.entries)


class Repository:
    """A folder under git."""

    def __init__(self, program, folder, below=""):
        self.program, self.top = program, pathlib.Path(folder)
        self.folder = self.top / below
        self.folder.mkdir(parents=True)
        git(self.top, "init", "-q")

    def path(self, name):
        """Where a file is, its folder made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name, text):
        """Writes a file."""
        self.path(name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, name):
        """Its text."""
        return (self.folder / name).read_text("utf-8")

    def specs(self):
        """The names of all specs, sorted."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*.jx"))

    def git(self, *arguments, **more):
        """Runs git at the top."""
        return git(self.top, *arguments, **more)

    def commit(self, message="c"):
        """Commits all that is there."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def run(self, *arguments, environment=None):
        """Runs `check`; gives (exit status, output, messages)."""
        return self.program.run("check", *arguments, folder=self.folder, environment=environment)

    def check(self, *arguments, environment=None):
        """The findings of `check --format json`."""
        return Findings(self.run("--format", "json", *arguments, environment=environment))

    def text(self, *arguments, language="zh"):
        """What a person is told: both streams, as one text, and the status."""
        status, output, _ = self.program.run("check", "--lang", language, *arguments, folder=self.folder, merge=True)
        return status, output.decode("utf-8", "replace")

    def each(self, folder=None, *options):
        """Findings of every spec by itself: {name: Findings}."""
        folder = folder or self.folder
        names = sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*.jx")
                       if not any(part.startswith(".") for part in path.relative_to(folder).parts))
        return {name: Findings(self.program.run("check", "--format", "json", *options, name, folder=folder))
                for name in names}


def was_there(entry, before):
    """Whether one of the findings `before` is this one."""
    return any(old["fingerprint"] == entry["fingerprint"] and RANK[old["severity"]] >= RANK[entry["severity"]] and
               set(entry.get("parts", [])) <= {part for other in before for part in other.get("parts", [])}
               for old in before)


def expected(now, then, renamed=()):
    """What is new, by two results of Repository.each: as Findings.told gives it. `renamed` has of each new name
    the old one."""
    found = []
    for name, findings in now.items():
        before = then.get(dict(renamed).get(name, name))
        # A jixiao.jx of the folder is told with every file; it counts once, as itself.
        for entry in findings.entries:
            if not (before and was_there(entry, before.entries)):
                found.append((entry["code"], entry["severity"], entry["fingerprint"], tuple(entry.get("parts", []))))
    return sorted(set(found))


def checkout(repository, revision, target):
    """The folder of the specs as they were at a revision, in a copy of its own."""
    target = pathlib.Path(target)
    shutil.rmtree(target, ignore_errors=True)
    repository.git("worktree", "prune")
    repository.git("worktree", "add", "-q", "--detach", "--force", str(target), revision)
    (target / ".git").unlink()
    return target / os.path.relpath(repository.folder, repository.top)


def small(program, folder, below="", settings="级别 { 全部：提示 }\n"):
    """A repository with one of each kind."""
    repository = Repository(program, folder, below)
    for name, text in (("jixiao.jx", settings), ("公用/单位.jx", SHARED), ("底稿.jx", BASE), ("沿用 的.jx", DERIVED),
                       ("往年/去年.jx", LAST), ("今年.jx", CONTINUED), ("汇总.jx", PORTFOLIO), ("项目/不算.jx", member(9))):
        repository.write(name, text)
    for number in range(4):
        repository.write(f"项目/申报 {number}.jx", member(number, use=number % 2 == 0))
    repository.commit()
    return repository


def told_of(findings):
    """{path: codes}."""
    codes = collections.defaultdict(list)
    for entry in findings.entries:
        codes[entry["path"]].append(entry["code"])
    return dict(codes)

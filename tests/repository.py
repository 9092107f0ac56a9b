"""Real git repositories of declarations, made here, and what an independent comparison says of them.

The oracle checks out the revision beside the work tree, checks both whole, and takes the findings of the one
from those of the other: by file, fingerprint, parts and severity. It knows nothing of what depends on what.
"""
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


def git(folder, *arguments, **more):
    """Runs git with an identity of its own; gives what it prints, and fails if it does."""
    done = subprocess.run(["git", "-c", "core.quotePath=false", "-c", "init.defaultBranch=main", "-c",
                           "protocol.file.allow=always", "-c", "merge.conflictStyle=merge", *arguments], cwd=folder,
                          env={**PLAIN, **PERSON, **more}, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0 or more.get("MAY_FAIL"), f"git {arguments}: {output}"
    return output


class Findings:
    """What a run of `check --format json` told."""

    def __init__(self, run, below=""):
        self.status, output, errors = run
        self.errors = errors.decode("utf-8", "replace")
        self.lines = [json.loads(line) for line in output.splitlines()]
        self.hidden = sum(sum(line["hidden"].values()) for line in self.lines if "hidden" in line)
        self.omitted = sum(sum(line["omitted"].values()) for line in self.lines if "omitted" in line)
        self.entries = [line for line in self.lines if "code" in line and "waived" not in line]
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

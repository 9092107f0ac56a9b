#!/usr/bin/env python3
"""examples/ci and .pre-commit-hooks.yaml, as far as they can be tried without their services.

The files parse and validate (GitLab's by its schema, GitHub's by its own parser); their commands, as they are
written, run in real repositories that are clean, have warnings, have errors, or lie on a machine without
jixiao; what they write is validated; pre-commit runs the hooks, without network; the expressions of the problem
matchers find in real output just what was found.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = ROOT / "tests" / "ci"
EXAMPLES = ROOT / "examples" / "ci"
sys.path[:0] = [str(ROOT / "tests" / "formats"), str(ROOT / "tests")]
from reports import READERS, strict_json, validate  # pylint: disable=wrong-import-position

BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build"))
JIXIAO = os.environ.get("JIXIAO", str(BUILD / "jixiao"))
FRAMEWORK = '引用 "std/上海市/2020"\n\n'
CLEAN = FRAMEWORK + '项目 "道路保洁" {\n    年度: 2020\n}\n'
SETTINGS = "级别 { 全部：关闭 }\n"
WARNED = FRAMEWORK + '项目 "培训" {\n    年度: 2020\n    产出目标 {\n        质量 "考核合格率" >= 95 分\n    }\n}\n'
WRONG = FRAMEWORK + '项目 "培训𠮷" {\n    年度: 2020\n    资金 {\n        总预算: 2.00 万元\n        当年预算: 3.00 万元 {\n            财政拨款: 1.00 万元\n' \
    "            其他资金: 1.00 万元\n        }\n    }\n}\n"
KINDS = {"clean": 0, "warnings": 0, "errors": 1}


class Place:
    """A temporary folder with a home, and a PATH with or without jixiao."""

    def __init__(self, temporary, name, with_jixiao=True):
        self.folder = pathlib.Path(temporary) / name
        self.home, self.bin, self.repository = (self.folder / part for part in ("home", "bin", "仓库"))
        for folder in (self.home, self.bin, self.repository):
            folder.mkdir(parents=True)
        if with_jixiao:
            (self.bin / "jixiao").symlink_to(pathlib.Path(JIXIAO).resolve())
        self.environment = {"HOME": str(self.home), "PATH": f"{self.bin}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                            "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
                            "PRE_COMMIT_HOME": str(self.home / "pre-commit"), "GITHUB_PATH": str(self.folder / "path"),
                            "no_proxy": "", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
        (self.home / "gitconfig").write_text(
            "[user]\n\tname = 测试\n\temail = test@example.invalid\n[init]\n\tdefaultBranch = main\n", "utf-8")

    def run(self, *command, folder=None, **more):
        """Runs a command in the repository; gives (status, output of both streams)."""
        environment = {**self.environment, **more}
        done = subprocess.run([str(word) for word in command], cwd=folder or self.repository, env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def fill(self, kind):
        """Makes the repository one of KINDS, and commits it."""
        (self.repository / "jixiao.jx").write_text(SETTINGS, "utf-8")
        (self.repository / "申报").mkdir()
        (self.repository / "申报/保洁.jx").write_text(CLEAN, "utf-8")
        if kind != "clean":
            (self.repository / "申报/培训 一.jx").write_text(WARNED, "utf-8")
        if kind == "errors":
            (self.repository / "申报/培训二.jx").write_text(WRONG, "utf-8")
        subprocess.run([JIXIAO, "fmt", "--quiet", "."], cwd=self.repository, check=True)
        self.run("git", "init", "-q")
        self.run("git", "add", "-A")
        status, output = self.run("git", "commit", "-qm", "申报")
        assert status == 0, output
        return self


def read(mode, path):
    """What read.mjs says of a file; an exception if it cannot be read."""
    done = subprocess.run(["node", HERE / "read.mjs", mode, path], capture_output=True, check=True)
    return json.loads(done.stdout)


# ---- the commands as they are written ------------------------------------------------------------


def gitlab_scripts():
    """Scripts of the GitLab job: all of it is one script, as the runner makes it."""
    job = read("yaml", EXAMPLES / ".gitlab-ci.yml")["绩效申报校验"]
    return [("bash", "-eo", "pipefail", "-c", "\n".join(job["before_script"] + job["script"]))]


def gitee_scripts():
    step = read("yaml", EXAMPLES / "gitee.yml")["stages"][0]["steps"][0]
    return [("sh", "-e", "-c", "\n".join(step["commands"]))]


def github_scripts():
    """Each step is a script of its own, with PATH as the steps before added to it."""
    steps = read("yaml", EXAMPLES / "github.yml")["jobs"]["check"]["steps"]
    path = 'while read -r line; do PATH="$line:$PATH"; done <"$GITHUB_PATH"\n'
    return [("bash", "-e", "-o", "pipefail", "-c", path + step["run"]) for step in steps if "run" in step]


def jenkins_scripts():
    text = (EXAMPLES / "Jenkinsfile").read_text("utf-8")
    return [("sh", "-xe", "-c", script) for script in re.findall(r"^ +sh '([^'\\]+)'$", text, re.MULTILINE)]


SYSTEMS = {
    "gitlab": (gitlab_scripts, {"gl-code-quality-report.json": "gitlab", "jixiao-junit.xml": "junit"}),
    "gitee": (gitee_scripts, {"reports/jixiao-junit.xml": "junit"}),
    "github": (github_scripts, {"jixiao.sarif": "sarif"}),
    "jenkins": (jenkins_scripts, {"jixiao-junit.xml": "junit", "jixiao-checkstyle.xml": "checkstyle"}),
}


def run_scripts(place, scripts):
    """Runs them one behind the other until one fails: (status, output)."""
    pathlib.Path(place.environment["GITHUB_PATH"]).touch()
    whole = ""
    for script in scripts:
        status, output = place.run(*script)
        whole += output
        if status:
            return status, whole
    return 0, whole


def test_commands(temporary):
    """What each system would run, in repositories of each kind."""
    for system, (scripts, reports) in SYSTEMS.items():
        for kind, expected in KINDS.items():
            place = Place(temporary, f"{system} {kind}").fill(kind)
            status, output = run_scripts(place, scripts())
            yield f"{system} {kind}: status {status}", status == expected or output
            words = {"clean": "通过，没有错误和警告", "warnings": "0 个错误，1 个警告", "errors": "1 个错误，1 个警告"}
            yield f"{system} {kind}: the verdict", words[kind] in output or output
            for name, form in reports.items():
                report = (place.repository / name).read_bytes()
                problem = validate(form, [report])
                yield f"{system} {kind}: {name} is valid", not problem or problem
                told = {finding[0]: finding[2] for finding in READERS[form](report)[0]}
                files = {"warning": "申报/培训 一.jx", "error": "申报/培训二.jx"}
                wanted = {word: path for word, path in files.items()
                          if kind == "errors" or (kind == "warnings" and word == "warning")}
                yield f"{system} {kind}: {name} tells", told == wanted or str(told)
            if system == "github":
                yield f"github {kind}: annotations", output.count("\n::error file=申报/培训二.jx,line=") == expected


def test_without_jixiao(temporary):
    """A machine that has none clones and builds it: here from a repository whose Makefile pretends to."""
    sources = pathlib.Path(temporary) / "sources"
    sources.mkdir()
    (sources / "Makefile").write_text(
        f"deps:\n\t@echo deps\ninstall:\n\tmkdir -p '$(PREFIX)/bin'\n\tln -sf {pathlib.Path(JIXIAO).resolve()} '$(PREFIX)/bin/jixiao'\n",
        "utf-8")
    for system, (scripts, _) in SYSTEMS.items():
        place = Place(temporary, f"{system} bare", with_jixiao=False).fill("errors")
        for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
            place.run("git", *command, folder=sources)
        shutil.rmtree(place.home / "jixiao", ignore_errors=True)
        status, output = run_scripts(Repeated(place, {"JIXIAO_GIT": f"file://{sources}"}), scripts())
        yield f"{system} without jixiao", (status == 1 and "1 个错误，1 个警告" in output) or output
        place = Place(temporary, f"{system} nothing", with_jixiao=False).fill("clean")
        status, output = run_scripts(Repeated(place, {"JIXIAO_GIT": ""}), scripts())
        yield f"{system} with no place to get it from fails", status not in (0, 1) or status == 1 and "fatal" in output or output


class Repeated:
    """A place with more in its environment."""

    def __init__(self, place, more):
        self.place, self.more, self.environment = place, more, place.environment

    def run(self, *command):
        return self.place.run(*command, **self.more)


def test_changes(temporary):
    """In a merge request the errors that were there before do not fail the job; those that it brings do."""
    for system, variables in (("gitlab", lambda base: {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}),
                              ("github", lambda base: {"GITHUB_BASE_REF": "main"})):
        scripts = SYSTEMS[system][0]()
        place = Place(temporary, f"{system} change").fill("errors")
        base = place.run("git", "rev-parse", "HEAD")[1].strip()
        clean = place.repository / "申报/保洁.jx"
        for title, text, expected, words in (
                ("a harmless one", "// 甲\n" + CLEAN, 0, "没有新的错误和警告"),
                ("an old error moved", None, 0, "以前就有的 1 条没有显示"),
                ("a new error", WRONG.replace("培训", "又一个"), 1, "结论：1 个错误，0 个警告")):
            place.run("git", "checkout", "-q", "-B", "work", base)
            if text:
                clean.write_text(text, "utf-8")
            else:
                wrong = place.repository / "申报/培训二.jx"
                wrong.write_text("// 乙\n" + wrong.read_text("utf-8"), "utf-8")
            place.run("git", "commit", "-qam", title)
            place.run("git", "checkout", "-q", "-B", "merged", base)
            place.run("git", "merge", "-q", "--no-ff", "-m", "merge", "work")
            status, output = run_scripts(Repeated(place, variables(base)), scripts)
            yield f"{system}, {title}: status {status}", status == expected or output
            yield f"{system}, {title}: the verdict", words in output or output


# ---- the files themselves ------------------------------------------------------------------------


def gitlab_lint(place, text):
    """Whether the schema of GitLab takes the text."""
    (place.repository / ".gitlab-ci.yml").write_text(text, "utf-8")
    status, output = place.run("node", "--import", HERE / "polyfill.mjs",
                               ROOT / "tests/node_modules/gitlab-ci-local/dist/index.js", "--list")
    return status == 0 and "json schema validated" in output and "绩效申报校验" in output


def test_files(temporary):
    """Each file is what its system reads, and says in Chinese and English what it is for."""
    place = Place(temporary, "files").fill("clean")
    place.run("git", "remote", "add", "origin", "https://example.invalid/office/specs.git")
    text = (EXAMPLES / ".gitlab-ci.yml").read_text("utf-8")
    version = subprocess.run(["node", "--version"], capture_output=True, check=True).stdout.decode()
    if int(version[1:].split(".")[0]) >= 20:
        yield "gitlab: valid", gitlab_lint(place, text)
        yield "gitlab: a spoilt one is not", not gitlab_lint(place, text.replace("codequality:", "codequality: []\n      x:"))
    else: # the others run on the node 18 of Debian 12
        print(f"GitLab's schema was not asked: gitlab-ci-local needs node 20, and this is {version.strip()}")
    yield "github: valid", read("workflow", EXAMPLES / "github.yml") == []
    spoilt = place.folder / "spoilt.yml"
    spoilt.write_text((EXAMPLES / "github.yml").read_text("utf-8").replace("runs-on", "runs_on"), "utf-8")
    yield "github: a spoilt one is not", len(read("workflow", spoilt)) > 0
    gitee = read("yaml", EXAMPLES / "gitee.yml")
    yield "gitee: the keys of its manual", set(gitee) == {"version", "name", "displayName", "triggers", "stages"} and \
        gitee["version"] == "1.0" and re.fullmatch(r"\w+@\w+", gitee["stages"][0]["steps"][0]["step"]) is not None
    jenkins = re.sub(r"'[^'\n]*'|//[^\n]*", "", (EXAMPLES / "Jenkinsfile").read_text("utf-8"))
    yield "jenkins: brackets", all(jenkins.count(one) == jenkins.count(other) for one, other in ("{}", "()"))
    for path in (*EXAMPLES.iterdir(), ROOT / ".pre-commit-hooks.yaml"):
        lines = [line.lstrip("#/ ") for line in path.read_text("utf-8").splitlines()
                 if line.startswith(("#", "//"))]
        english = [number for number, line in enumerate(lines) if re.match(r"[A-Z][a-z]+ ", line)]
        yield f"{path.name}: Chinese, then English", path.name in ("README.md", "github-problem-matcher.json") or \
            (len(english) > 0 and english[0] > 0 and re.search("[\u4e00-\u9fff]", lines[0]) is not None)


# ---- pre-commit ----------------------------------------------------------------------------------


def test_pre_commit(temporary):
    """The hooks, by the real program, which cannot reach a network."""
    place = Place(temporary, "pre-commit").fill("clean")
    shutil.copy(EXAMPLES / ".pre-commit-config.yaml", place.repository)
    status, output = place.run("pre-commit", "install")
    yield "pre-commit install", status == 0 or output
    status, output = place.run("pre-commit", "run", "--all-files")
    yield "pre-commit: a clean repository", status == 0 and output.count("Passed") == 2 or output
    (place.repository / "申报/新.jx").write_text(WRONG, "utf-8")
    place.run("git", "add", "-A")
    status, output = place.run("git", "commit", "-m", "错")
    yield "pre-commit: errors are not committed", status == 1 and "JX0401" in output and "1 个错误" in output or output
    (place.repository / "申报/新.jx").write_text(WRONG.replace("3.00", "2.00").replace("    年度", " 年度"), "utf-8")
    place.run("git", "add", "-A")
    status, output = place.run("git", "commit", "-m", "版式")
    yield "pre-commit: the layout is mended first", status == 1 and "files were modified" in output or output
    place.run("git", "add", "-A")
    status, output = place.run("git", "commit", "-m", "好")
    yield "pre-commit: then it is committed", status == 0 and "Passed" in output or output

    hooks = place.folder / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "hooks")):
        place.run("git", *command, folder=hooks)
    for kind, expected in KINDS.items():
        tried = Place(temporary, f"try {kind}").fill(kind)
        status, output = tried.run("pre-commit", "try-repo", hooks, "--all-files", "--verbose")
        yield f"try-repo {kind}", status == expected and output.count("hook id: jixiao-") == 2 or output
    status, output = place.run("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    yield "validate-manifest", status == 0 or output
    local = read("yaml", EXAMPLES / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    manifest = read("yaml", ROOT / ".pre-commit-hooks.yaml")
    same = [{key: hook[key] for key in local[0]} for hook in manifest]
    yield "the hooks of both files are the same", same == local or str((same, local))


# ---- problem matchers ----------------------------------------------------------------------------


def match(matchers, output):
    """(severity, path, line, code, message) of whatever the matchers find."""
    patterns = [matcher["pattern"] if isinstance(matcher["pattern"], list) else [matcher["pattern"]] for matcher in matchers]
    question = [{"regexps": [pattern["regexp"] for pattern in several], "lines": output.split("\n")}
                for several in patterns]
    done = subprocess.run(["node", HERE / "read.mjs", "match"], input=json.dumps(question).encode(), capture_output=True,
                          check=True)
    found = []
    for matcher, several, matches in zip(matchers, patterns, json.loads(done.stdout)):
        for groups in matches:
            values = {name: group[number] for pattern, group in zip(several, groups)
                      for name, number in pattern.items() if name != "regexp"}
            severity = {"notice": "hint", "info": "hint"}.get(matcher["severity"], matcher["severity"])
            found.append((severity, values["file"].removeprefix("./"), int(values["line"]), values["code"],
                          values["message"]))
    return sorted(found)


def test_matchers(temporary):
    """The expressions find what `--format json` tells, and nothing else."""
    place = Place(temporary, "matchers").fill("errors")
    (place.repository / "jixiao.jx").unlink()
    for name in ("training.jx", "clean.jx"):
        shutil.copy(ROOT / "tests/formats/repository" / name, place.repository / "申报" / f"甲 {name}")
    shutil.copytree(ROOT / "tests/cases/totals", place.repository / "totals", ignore=shutil.ignore_patterns("*.json"))
    github = read("jsonc", EXAMPLES / "github-problem-matcher.json")["problemMatcher"]
    tasks = read("jsonc", EXAMPLES / "vscode-tasks.json")["tasks"]
    yield "owners are all different", len({matcher["owner"] for matcher in
                                           [*github, *tasks[0]["problemMatcher"]]}) == 3
    for language in ("zh", "en"):
        output = place.run("jixiao", "check", "--format", "json", "--quiet", "--lang", language)[1]
        entries = [entry for entry in map(strict_json, output.encode().splitlines())
                   if "waived" not in entry and "omitted" not in entry]
        expected = sorted((entry["severity"], entry["path"].removeprefix("./"), entry["line"], entry["code"])
                          for entry in entries)
        yield f"{language}: there is something to match", len(expected) > 100
        for name, matchers, form in (("github", github, "short"), ("vscode", tasks[0]["problemMatcher"], "short"),
                                     ("vscode", tasks[1]["problemMatcher"], "text")):
            command = f"jixiao check --format {form} --color never"
            if name == "vscode":
                yield f"{form}: the command of the task", command == tasks[form == "text"]["command"]
            found = match(matchers, place.run("sh", "-c", f"{command} --lang {language}")[1])
            yield f"{name} {form} {language}: {len(found)} found", \
                [entry[:4] for entry in found] == expected or f"{set(expected) ^ {entry[:4] for entry in found}}"
            yield f"{name} {form} {language}: with their words", all(entry[4] for entry in found)


def main():
    with tempfile.TemporaryDirectory() as temporary:
        checks = [*test_files(temporary), *test_commands(temporary), *test_changes(temporary), *test_without_jixiao(temporary),
                  *test_pre_commit(temporary), *test_matchers(temporary)]
    passed = failed = 0
    for title, held in checks:
        passed += held is True
        if held is not True:
            failed += 1
            print(f"FAIL {title}\n" + (f"{held}"[:3000] if held is not False else ""))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

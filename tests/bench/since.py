"""`check --since` in repositories where three specs changed, beside a check of those and of what depends on them.

Two repositories of all the projects: in the small one a portfolio of nine depends on what changed; the other is that
of a bureau, a folder for each department with a portfolio of its projects, and a portfolio over all of them. There
the three changes bring four ceilings to be exceeded, so that both sides of all four are looked at.

Git has to look at every file, which no program that asks it can save: its commands are measured by themselves too. So
is what a person would do by hand: ask git what changed, and check that and what depends on it, now and as it was.
"""
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import time
from decimal import Decimal

from measure import PLAIN

ROUNDS, CHANGED, MEMBERS, IN_FOLDER = 9, 3, 9, 100
GIT = {**PLAIN, "GIT_CONFIG_NOSYSTEM": "1", **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                                            for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"))}}
PORTFOLIO = '汇总 "{}" 2020 {{\n    包含："{}"\n    控制数：{} 万元\n}}\n'


@dataclasses.dataclass
class Shape:
    """A repository with changes that are not committed: what they are, what depends on them, and the exit status of a
    check, which tells whether they are mistakes."""
    folder: pathlib.Path
    then: pathlib.Path  # the same as it was
    changed: list
    dependents: list
    status: int
    text: str


def git(folder, *arguments):
    """Runs git; gives what it prints."""
    return subprocess.run(["git", *arguments], cwd=folder, env=GIT, check=True, capture_output=True).stdout.decode()


def commit(folder):
    """Makes a repository of the folder as it is."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "specs")


def settle(folder):
    """Lets git look at the files: one as young as its index is one that it has to read, a second later not any more."""
    time.sleep(1.1)
    git(folder, "status")


def middle(names):
    """The first, the last, and one between."""
    return [names[0], names[len(names) // 2], names[-1]]


def lay_out_small(source, folder):
    """All the projects in a folder, and a portfolio of a few of them."""
    specs = folder / "specs"
    shutil.copytree(source, specs)
    (folder / "portfolio.jx").write_text(PORTFOLIO.format("局", "specs/project-0000?.jx", 1000000), "utf-8")
    shutil.copytree(folder, folder.with_name("small then"))
    commit(folder)
    changed = middle(sorted(path.name for path in specs.iterdir()))
    for name in changed:
        text = (specs / name).read_text("utf-8")
        (specs / name).write_text("// 改了\n" + text, "utf-8")
    settle(folder)
    return Shape(folder, folder.with_name("small then"), [f"specs/{name}" for name in changed], ["portfolio.jx"], 0,
                 f"{len(changed)} specs changed, one of them in a portfolio of {MEMBERS}")


def asked_for(text):
    """What a project asks for in its year."""
    return Decimal(re.search(r"当年预算：(\d+\.\d+)", text)[1])


def lay_out_bureau(source, folder):
    """A folder for each hundred projects, with a portfolio; one over all. Three projects come into the year of these by
    the change, which are the last that the ceilings leave no room for."""
    names = sorted(path.name for path in pathlib.Path(source).iterdir())
    departments = {f"部门{number + 1:03}": names[at:at + IN_FOLDER]
                   for number, at in enumerate(range(0, len(names), IN_FOLDER))}
    changed, whole = [], Decimal(0)
    for department, members in departments.items():
        (folder / department).mkdir()
        texts = {name: (source / name).read_text("utf-8") for name in members}
        for name, text in texts.items():
            (folder / department / name).write_text(text, "utf-8")
        total = sum(map(asked_for, texts.values()))
        whole += total
        (folder / department / "汇总.jx").write_text(
            PORTFOLIO.format(department, "project-*.jx", total - Decimal("0.01")), "utf-8")
        if department in middle(list(departments)):
            changed.append((f"{department}/{members[IN_FOLDER // 2]}", texts[members[IN_FOLDER // 2]]))
    (folder / "汇总.jx").write_text(PORTFOLIO.format("全局", "部门*/project-*.jx", whole - Decimal("0.01")), "utf-8")
    for name, text in changed:
        (folder / name).write_text(text.replace("年度：2020", "年度：2019"), "utf-8")
    shutil.copytree(folder, folder.with_name("bureau then"))
    commit(folder)
    for name, text in changed:
        (folder / name).write_text(text, "utf-8")
    settle(folder)
    return Shape(folder, folder.with_name("bureau then"), [name for name, _ in changed],
                 [*(f"{pathlib.Path(name).parent}/汇总.jx" for name, _ in changed), "汇总.jx"], 1,
                 f"{len(changed)} specs changed in as many of {len(departments)} folders, each with a portfolio of "
                 f"{IN_FOLDER}, and a portfolio over all")


def git_commands(shape):
    """What jixiao may ask of git: the place, what changed, what is untracked, and what the changed ones held."""
    head = git(shape.folder, "rev-parse", "HEAD").strip()
    held = shape.folder.with_name("held by " + shape.folder.name)
    held.write_text("".join(git(shape.folder, "rev-parse", f"HEAD:{name}") for name in shape.changed), "ascii")
    return {
        "git rev-parse": ["git", "rev-parse", "--show-toplevel", "--is-shallow-repository", "HEAD", "HEAD^{commit}"],
        "git diff": ["git", "-c", "diff.relative=false", "diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff",
                     "--ignore-submodules=all", head, "--"],
        "git ls-files": ["git", "ls-files", "--others", "--exclude-standard", "-z"],
        "git cat-file": ["sh", "-c", f"exec git cat-file --batch <'{held}'"],
    }


def started(shape, program):
    """The names of the git commands that a run of --since starts, once what specs refer to is kept."""
    trace = shape.folder.with_name("trace of " + shape.folder.name)
    for _ in range(2):
        trace.unlink(missing_ok=True)
        subprocess.run([program, "check", "--since", "HEAD"], cwd=shape.folder, env={**PLAIN, "GIT_TRACE": str(trace)}, check=False,
                       stdout=subprocess.DEVNULL)
    return {f"git {name}" for name in re.findall(r"built-in: git (?:-\S+ )*(\S+)", trace.read_text("utf-8"))}


def judge_shape(goals, meter, shape, program, rounds):
    """Measures one shape; gives the processor time in ms of a check of what changed and depends on it, of --since, and of
    what git does for that, of the same by hand, and the whole Run of each."""
    asked, own = git_commands(shape), started(shape, program)
    names = [*shape.changed, *shape.dependents]
    commands = {"since": [program, "check", "-j1", "--since", "HEAD"], "those": [program, "check", "-j1", *names],
                "since, all cores": [program, "check", "--since", "HEAD"],
                "first": ["sh", "-c", 'rm -rf .git/jixiao; exec "$0" check -j1 --since HEAD', program], **asked}
    places = {name: (command, shape.folder) for name, command in commands.items()}
    places["as they were"] = ([program, "check", "-j1", *names], shape.then)
    found = meter.alternate(places, rounds)
    cpu = {name: run.cpu * 1000 for name, run in found.items()}
    own_git = sum(cpu[name] for name in own)
    parts = {name: cpu[name] for name in ("git diff", "git ls-files", "those", "as they were")}
    by_hand = sum(parts.values())
    print(f"  {shape.text}, CPU: check of those and what depends on them {cpu['those']:.1f} ms, check --since HEAD "
          f"{cpu['since']:.1f} ms (by the clock on all cores {found['since, all cores'].wall * 1000:.1f}; for the "
          f"first time {cpu['first']:.1f}; {found['since'].memory / (1 << 20):.1f} MB)")
    print("  of these git: " + " + ".join(f"{name} {cpu[name]:.1f}" for name in asked if name in own) + f" = {own_git:.1f} ms")
    print("  by hand " + " + ".join(f"{name} {time:.1f}" for name, time in parts.items()) + f" = {by_hand:.1f} ms")
    wrong = [name for name in ("since", "those", "since, all cores", "first") if found[name].status != shape.status]
    goals.judge(f"runs of check there with another status than {shape.status}", len(wrong), 0)
    goals.judge("check --since beside check of those and what depends on them, CPU", cpu["since"] / cpu["those"], 1.2, True, " ×")
    goals.judge("the same without git's own processes", (cpu["since"] - own_git) / cpu["those"], 1.2, True, " ×")
    goals.judge("check --since beside the same by hand, CPU", cpu["since"] / by_hand, 1.2, True, " ×")
    return cpu


def judge(goals, meter, source, folder, program, count):
    """Measures both shapes, and judges the ratios."""
    if not shutil.which("git"):
        print("  no git: check --since was not measured")
        return
    folder.mkdir()
    for name in ("small", "bureau"):
        (folder / name).mkdir()
    print(f"  check --since, {count:,} specs")
    small = lay_out_small(source, folder / "small")
    cpu = judge_shape(goals, meter, small, program, ROUNDS)
    names = [f"specs/{name}" for name in sorted(os.listdir(small.folder / "specs"))]
    found = meter.alternate({"all": ([program, "check", "-j1"], small.folder), "reading": ([meter.reader, *names], small.folder)}, 3)
    print(f"  check of everything {found['all'].cpu * 1000:.1f} ms, reading all specs once {found['reading'].cpu * 1000:.1f} ms")
    goals.judge("check --since beside check of everything, CPU", cpu["since"] / (found["all"].cpu * 1000), 0.2, True, " ×")
    judge_shape(goals, meter, lay_out_bureau(source, folder / "bureau"), program, 3)

"""`check --since` in a repository where three specs changed, beside a check of those and of what depends on them.

Git has to look at every file, which no program that asks it can save; and whoever looks for the specs that refer
to a changed one reads all of them once. Both are measured by themselves: git by the commands that jixiao gives it,
reading by a program that does nothing else.
"""
import os
import shutil
import subprocess
import time

from measure import PLAIN

ROUNDS, CHANGED, MEMBERS = 9, 3, 9
GIT = {**PLAIN, "GIT_CONFIG_NOSYSTEM": "1", **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                                            for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"))}}


def git(folder, *arguments):
    """Runs git; gives what it prints."""
    return subprocess.run(["git", *arguments], cwd=folder, env=GIT, check=True, capture_output=True).stdout.decode()


def lay_out(source, folder):
    """A repository of all the projects, a portfolio of a few of them, and three that changed since the commit, one of
    them in the portfolio."""
    specs = folder / "specs"
    shutil.copytree(source, specs)
    (folder / "portfolio.jx").write_text('汇总 "局" 2020 {\n    包含："specs/project-0000?.jx"\n'
                                         "    控制数：1000000 万元\n}\n", "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "specs")
    names = sorted(path.name for path in specs.iterdir())
    changed = [names[0], names[len(names) // 2], names[-1]]
    for name in changed:
        text = (specs / name).read_text("utf-8")
        (specs / name).write_text("// 改了\n" + text, "utf-8")
    # A file as young as the index is one that git has to read; a second later it need not any more.
    time.sleep(1.1)
    git(folder, "status")
    return [f"specs/{name}" for name in changed]


def git_commands(folder, changed):
    """What jixiao asks of git: the place, what changed, what is untracked, and what the changed ones held."""
    head = git(folder, "rev-parse", "HEAD").strip()
    held = folder.parent / "held"
    held.write_text("".join(git(folder, "rev-parse", f"HEAD:{name}") for name in changed), "ascii")
    return {
        "git rev-parse": ["git", "rev-parse", "--show-toplevel", "--is-shallow-repository", "HEAD", "HEAD^{commit}"],
        "git diff": ["git", "-c", "diff.relative=false", "diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff",
                     "--ignore-submodules=all", head, "--"],
        "git ls-files": ["git", "ls-files", "--others", "--exclude-standard", "-z"],
        "git cat-file": ["sh", "-c", f"exec git cat-file --batch <'{held}'"],
    }


def judge(goals, meter, source, folder, program, count):
    """Measures, and judges the ratios."""
    if not shutil.which("git"):
        print("  no git: check --since was not measured")
        return
    folder.mkdir()
    changed = lay_out(source, folder)
    asked = git_commands(folder, changed)
    names = [f"specs/{name}" for name in sorted(os.listdir(folder / "specs"))]
    commands = {"since": [program, "check", "-j1", "--since", "HEAD"], "those": [program, "check", "-j1", *changed, "portfolio.jx"],
                "all": [program, "check", "-j1"], "reading": [meter.reader, *names], **asked,
                "since, all cores": [program, "check", "--since", "HEAD"]}
    found = meter.alternate({name: (command, folder) for name, command in commands.items()}, ROUNDS)
    wrong = [name for name in ("since", "those", "all") if found[name].status != 0]
    cpu = {name: run.cpu * 1000 for name, run in found.items()}
    own_git = sum(cpu[name] for name in asked)
    print(f"  {count:,} specs, {CHANGED} changed, one of them in a portfolio of {MEMBERS}, CPU: check of the {CHANGED} and the "
          f"portfolio {cpu['those']:.1f} ms, check --since HEAD {cpu['since']:.1f} ms (by the clock on all cores "
          f"{found['since, all cores'].wall * 1000:.1f}), check of everything {cpu['all']:.1f} ms")
    print("  " + ", ".join(f"{name} {cpu[name]:.1f} ms" for name in asked) + f", reading all specs {cpu['reading']:.1f} ms")
    goals.judge("runs of check there with another status than 0", len(wrong), 0)
    goals.judge(f"check --since beside check of those {CHANGED} and what depends on them, CPU", cpu["since"] / cpu["those"], 1.2,
                True, " ×")
    goals.judge("the same without git's own processes", (cpu["since"] - own_git) / cpu["those"], 1.2, True, " ×")
    goals.judge("the same without git's, and without reading all specs once",
                (cpu["since"] - own_git - cpu["reading"]) / cpu["those"], 1.2, True, " ×")
    goals.judge("check --since beside check of everything, CPU", cpu["since"] / cpu["all"], 0.2, True, " ×")

#!/usr/bin/env python3
"""What `check --since` reads of git, in real repositories, made here: answers that are none, names and sizes of objects,
files that were renamed, and such as are no specs. What of it is told as new is tried by since.test.py.
"""
import os
import pathlib
import sys
import tempfile

from program import Program
from repository import Repository, git, member, small, stand_in, told_of
from tally import Tally

tally = Tally()
check = tally.check


def answers(program, folder):
    """A git that says what it should not, as a wrapper or a future one may: refused, and nothing else is told."""
    repository = small(program, folder / "answers")
    repository.commit()
    head = repository.git("rev-parse", "HEAD").strip()
    repository.write("项目/申报 1.jx", member(1).replace("拨款：60", "拨款：50"))
    repository.write("项目/申报 2.jx", member(2, use=True).replace("拨款：60", "拨款：50"))
    repository.write("新.jx", member(30))
    old = repository.git("rev-parse", "HEAD:项目/申报 1.jx").strip()
    size = len(repository.git("cat-file", "blob", old).encode())
    top = repository.top

    def place(*lines):
        return "printf '%s\\n' " + " ".join(f"'{line}'" for line in lines)

    def row(text, end="\\0"):
        return f"printf '{text}{end}'"
    short, long, mark = "--show-toplevel --is-shallow-repository", "--git-path", "diff.relative=false"
    path = "项目/申报 1.jx"
    for title, words, answer, told in (
            ("a line less", long, place(top, "false", head, head), "没有这个版本"),
            ("a line more", long, place(top, "false", head, head, "x", "y", "z"), "没有这个版本"),
            ("no line end", long, row(f"{top}\\nfalse\\n{head}\\n{head}", ""), "没有这个版本"),
            ("a short HEAD", long, place(top, "false", head[1:], head, "x"), "没有这个版本"),
            ("another letter", long, place(top, "false", head, "g" + head[1:], "x"), "没有这个版本"),
            ("a NUL", long, row(f"{top}\\nfalse\\n{head}\\n\\000{head[1:]}\\nx\\n", ""), "没有这个版本"),
            ("nothing at all", short, "true", "看不懂"),
            ("a line of the place", short, place(top), "看不懂"),
            ("no merge base", "merge-base", "true", "没有共同的来历"),
            ("a strange merge base", "merge-base", place("x"), "没有共同的来历"),
            ("a row without its path", mark, row(f":100644 100644 {old} {old} M"), "改动的文件"),
            ("a row with words missing", mark, row(f":100644 100644 {old}\\0{path}"), "改动的文件"),
            ("a row without a colon", mark, row(f"x100644 100644 {old} {old} M\\0{path}"), "改动的文件"),
            ("a row of no object", mark, row(f":100644 100644 {old[2:]} {old} M\\0{path}"), "改动的文件"),
            ("no differences", mark, "exit 3", "改动的文件"),
            ("no list of others", "ls-files --others", "exit 3", "改动的文件"),
            ("a text that is missing", "cat-file", f"echo '{old} missing'; cat >/dev/null", "以前的内容"),
            ("a text of another object", "cat-file", f"echo 'x{old[1:]} blob {size}'; cat >/dev/null", "以前的内容"),
            ("a word and no more", "cat-file", "echo x", "以前的内容"),
            ("a size with a letter", "cat-file", f"echo '{old} blob {size}x'; cat >/dev/null", "以前的内容"),
            ("a size with a sign", "cat-file", f"echo '{old} blob -{size}'; cat >/dev/null", "以前的内容"),
            ("an endless size", "cat-file", f"echo '{old} blob {'9' * 60}'; cat >/dev/null", "以前的内容"),
            ("a head that ends early", "cat-file", f"printf '{old} blob 1'", "以前的内容"),
            ("a text that ends early", "cat-file", f"echo '{old} blob {size}'; echo x", "以前的内容"),
            ("a large text that ends early", "cat-file", f"echo '{old} blob 99999999'; echo x", "以前的内容"),
            ("more than was asked for", "cat-file", '$git "$@"; echo x', "以前的内容"),
            ("a failure in the end", "cat-file", '$git "$@"; exit 3', "以前的内容")):
        since = "nowhere" if words == short else "HEAD~1" if words == "merge-base" else "HEAD"
        status, output, errors = repository.run("--since", since, environment=stand_in(folder / "stand-in", words, answer))
        check(f"git answers {title}", status == 2 and told in errors.decode() and not output, f"{output} {errors.decode()}")
    # Where the workspace's own file changed its text before is wanted first of all.
    settings = repository.read("jixiao.jx")
    repository.write("jixiao.jx", settings + "\n")
    status, output, errors = repository.run("--since", "HEAD", environment=stand_in(folder / "stand-in", "cat-file", "exit 1"))
    check("git answers nothing of jixiao.jx", status == 2 and "以前的内容" in errors.decode() and not output, errors.decode())
    repository.write("jixiao.jx", settings)
    wanted = repository.run("--since", "HEAD", "--format", "json")
    check("answers: there is something to tell", wanted[0] == 1 and b"JX0401" in wanted[1], wanted)
    for title, words, answer in (
            ("a word more behind each row", mark, f"printf ':100644 100644 %s x M 7\\0%s\\0' {old} '{path}' "
             f"{repository.git('rev-parse', 'HEAD:项目/申报 2.jx').strip()} '项目/申报 2.jx'"),
            ("no NUL in the end", mark, '$git "$@" | head -c -1'),
            ("others that are not there", "ls-files --others", "printf '新.jx\\0没有.jx\\0'"),
            ("nowhere to keep an index", long, place(top, "false", head, head, ""))):
        run = repository.run("--since", "HEAD", "--format", "json", environment=stand_in(folder / "stand-in", words, answer))
        check(f"git answers {title}: nothing else is told", run == wanted, run)


def whole_root(program, folder):
    """A work tree that is / itself: the paths have one / at their beginning."""
    where = folder / "root"
    where.mkdir()
    (where / "a.jx").write_text(member(1), "utf-8")
    database = folder / "root.git"
    git(folder, "init", "-q", "--bare", str(database))
    git(database, "config", "core.bare", "false")
    around = {"GIT_DIR": str(database), "GIT_WORK_TREE": "/"}
    git(where, "add", "-f", "a.jx", **around)
    git(where, "commit", "-qm", "x", **around)
    (where / "a.jx").write_text(member(1).replace("拨款：60", "拨款：50"), "utf-8")
    # git would look for what is not tracked in the whole file system.
    environment = {**stand_in(folder / "stand-in", "ls-files --others", "true"), **around}
    status, output, errors = program.run("check", "--since", "HEAD", "--format", "short", "a.jx", folder=where, environment=environment)
    check("the work tree is /", status == 1 and output.count(b"JX0401") == 1 and "以前就有的 4 条" in output.decode(), output + errors)


def long_hashes(program, folder):
    """A repository whose objects have names of 64 digits."""
    where = folder / "sha256"
    where.mkdir()
    if "fatal" in git(where, "init", "-q", "--object-format=sha256", may_fail=True):
        return
    (where / "a.jx").write_text(member(1), "utf-8")
    git(where, "add", "-A")
    git(where, "commit", "-qm", "x")
    (where / "a.jx").write_text(member(1).replace("拨款：60", "拨款：50"), "utf-8")
    status, output, errors = program.run("check", "--since", "HEAD", "--format", "short", folder=where)
    check("names of 64 digits", status == 1 and output.count(b"JX0401") == 1, output + errors)


def others_changed(program, folder):
    """Files that are no specs, links, and such as are too large are changes too, and are passed over."""
    repository = small(program, folder / "others changed")
    large = ("// 一行很长的说明，只为让文件超过十六兆字节\n" * 280000 + member(40)).encode()
    repository.write("说明.txt", "甲\n")
    repository.write("大.jx", large)
    repository.write("大的 没了.jx", large)
    repository.write("多的.jx", "单位 多：计数\n")
    repository.commit()
    repository.write("说明.txt", "乙\n")
    (repository.folder / "新链接.jx").symlink_to("底稿.jx")
    (repository.folder / "多的.jx").unlink()  # there is one that a new file might have been
    check("others changed: nothing of a text", repository.check("--since", "HEAD").entries == [])
    repository.write("大.jx", member(40))
    (repository.folder / "大的 没了.jx").unlink()
    repository.write("新大.jx", large)
    told = told_of(repository.check("--since", "HEAD"))
    check("others changed: what was too large is all new", len(told.get("大.jx", [])) > 2 and told.get("新大.jx"), told)


def renames(program, folder):
    """Which file that is gone a new one was: the most alike, of those the namesake, and each only once."""
    repository = Repository(program, folder / "renames")
    repository.write("jixiao.jx", "级别 { 全部：提示 }\n")
    repository.write("旧/空.jx", "")
    for number in range(4):
        repository.write(f"旧/{number}.jx", member(number))
    for number in range(4):  # the same bytes at several places
        repository.write(f"旧 {number}/同.jx", member(50))
    repository.commit()

    def told():
        return {name: codes for name, codes in told_of(repository.check("--since", "HEAD")).items()
                if any(code != "C1" for code in codes)}

    def move(old, new, change=lambda text: text):
        text = repository.read(old)
        (repository.folder / old).unlink()
        repository.write(new, change(text))

    def mend():
        repository.git("reset", "-q", "--hard")
        repository.git("clean", "-qfd")
    # Edited, and without the end of their last line
    for number in range(4):
        move(f"旧/{number}.jx", f"新/{number}.jx", lambda text: "// 头\n" + text.rstrip("\n"))
    check("renames: all of a folder", told() == {}, told())
    move("旧/空.jx", "新/空.jx")
    check("renames: a file without text is none of them", set(told()) == {"新/空.jx"}, told())
    # The numbers changed places: what the file is called does not matter then.
    mend()
    for number in range(4):
        move(f"旧/{number}.jx", f"新/{3 - number}.jx", lambda text: text + "// 尾\n")
    check("renames: crosswise", told() == {}, told())
    # A new one that is like two that are gone is one of them; the other is gone.
    mend()
    move("旧/0.jx", "新/甲.jx", lambda text: text + "// 尾\n")
    (repository.folder / "旧/1.jx").unlink()
    check("renames: of two that are gone", told() == {}, told())
    # Two that are like one that is gone: one of them is new.
    mend()
    text = repository.read("旧/0.jx")
    move("旧/0.jx", "新/0.jx", lambda text: text + "// 尾\n")
    repository.write("新/又.jx", text + "// 尾\n")
    check("renames: a copy is new", set(told()) == {"新/又.jx"}, told())
    # Of the same bytes there is one less than there was: it is one of them.
    mend()
    for number in range(2):
        move(f"旧 {number}/同.jx", "新/同.jx")
    check("renames: one is left of two", told() == {}, told())
    # Of the same bytes the namesakes first, the others then; there is one more than there was.
    mend()
    for number in range(3):
        move(f"旧 {number}/同.jx", f"新 {number}/同.jx")
    move("旧 3/同.jx", "另.jx")
    repository.write("多.jx", member(50))
    found = told()
    check("renames: the same bytes", len(found) == 1 and set(found) < {"另.jx", "多.jx"}, found)


def many_renames(program, folder):
    """So many that are gone and new that only namesakes are compared."""
    repository = Repository(program, folder / "many renames")
    repository.write("jixiao.jx", "级别 { 全部：提示 }\n")
    for number in range(1010):
        repository.write(f"旧/{number}.jx", f"单位 量词{number}：计数\n单位 空词{number}：计数\n坏的{number}：1\n")
    repository.commit()
    (repository.folder / "旧").rename(repository.folder / "新")
    for number in range(1010):
        repository.write(f"新/{number}.jx", "// 头\n" + repository.read(f"新/{number}.jx"))
    check("many renames: namesakes", repository.check("--since", "HEAD").entries == [])
    (repository.folder / "新/7.jx").rename(repository.folder / "新/别.jx")
    told = told_of(repository.check("--since", "HEAD"))
    check("many renames: another name is new", set(told) == {"新/别.jx"}, told)


def spellings(program, folder):
    """What a file uses and rolls up is found however it is written: quotes, blanks and signs of an input method, after others."""
    uses = ('引用 “./单位.jx”', '引用“单位.jx”', '引用　＂./单位.jx＂', "引用 ‘单位.jx’", 'use "单位.jx"', '引用 "std/上海市/2020"；引用 "单位.jx"')
    for number, use in enumerate(uses):
        repository = Repository(program, folder / f"use {number}")
        repository.write("单位.jx", "单位 自造场：计数\n")
        repository.write("用.jx", use + "\n" + member(1, use=True).replace('引用 "../公用/单位.jx"\n', "").replace(
            '引用 "std/上海市/2020"\n', "" if "std" in use else '引用 "std/上海市/2020"\n'))
        repository.commit()
        before = told_of(repository.check()).get("用.jx", [])
        repository.write("单位.jx", "单位 场场：计数\n")
        told = told_of(repository.check("--since", "HEAD")).get("用.jx", [])
        check(f"spellings: {use}", "JX0501" not in before and told == ["JX0501"], (before, told))
    sums = ('汇总 "总" 2020 {{ {} }}', '\ufeff汇总 "总" 2020 {{ {} }}', '// 头\n\t汇总 "总" 2020 ｛ {} ｝', '引用 "std/上海市/2020"；　汇总 “总” 2020 {{ {} }}',
            'portfolio "总" 2020 {{ {} }}', '/* 汇总 */汇总 "总" 2020 {{ {} }}', '单位 大队 = 3 人；汇总 "总" 2020｛{}｝')
    for number, head in enumerate(sums):
        repository = Repository(program, folder / f"sum {number}")
        repository.write("汇总.jx", head.format('包含：“项目/*.jx”；控制数：100 万元') + "\n")
        repository.write("项目/一.jx", member(1))
        repository.commit()
        before = told_of(repository.check()).get("汇总.jx", [])
        repository.write("项目/二.jx", member(2))
        told = told_of(repository.check("--since", "HEAD")).get("汇总.jx", [])
        check(f"spellings: {head}", "JX0720" not in before and "JX0720" in told, (before, told))


def moves(program, folder):
    """Files that were moved and edited at once are known by what they hold; of equals by their names, then in order."""
    repository = Repository(program, folder / "moves")
    bad = member(1).replace("拨款：60", "拨款：50")
    lines = "".join(f"// 说明 {number}\n" for number in range(40))
    before = {"甲/一.jx": "// 一\n" + lines + bad, "甲/二.jx": "// 二\n" + lines + bad.replace("P-1", "P-2").replace("项目 1", "项目 2"),
              "甲/三.jx": "// 三\n" + lines + bad.replace("P-1", "P-3").replace("项目 1", "项目 3"), "甲/空.jx": "",
              "独.jx": member(9)}
    for name, text in before.items():
        repository.write(name, text)
    (repository.folder / "大.jx").write_bytes(b"// " + b"x" * (17 << 20) + b"\n")
    repository.commit()
    for name in (*before, "大.jx"):
        (repository.folder / name).unlink()
    for name, text in before.items():
        if name.startswith("甲"):
            repository.write(name.replace("甲", "乙"), text.replace("说明 7", "解释 7"))
    repository.write("乙/新.jx", before["甲/一.jx"].replace("说明 8", "解释 8"))
    repository.write("另一个.jx", "// 与谁都不像\n")
    since = repository.check("--since", "HEAD")
    told = told_of(since)
    check("moves: known by content and name", set(told) == {"乙/新.jx", "乙/空.jx", "另一个.jx"} and "JX0401" in told["乙/新.jx"], told)
    repository.git("checkout", "-q", ".")
    (repository.folder / "大.jx").write_text(bad, "utf-8")
    told = told_of(repository.check("--since", "HEAD"))
    check("moves: a file that was too large", "JX0401" in told.get("大.jx", []), told)
    repository.write("小.jx", f'引用 "./大.jx"\n{member(3)}')
    repository.commit()
    repository.git("checkout", "-q", "HEAD~1", "--", "大.jx")
    told = told_of(repository.check("--since", "HEAD"))
    check("moves: a file that is too large now", "JX0809" in told.get("大.jx", []) + told.get("小.jx", []), told)


def main():
    """Runs all, or those named."""
    program = Program(os.environ.get("BUILD", "build"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        for test in (answers, whole_root, long_hashes, others_changed, moves, renames, many_renames, spellings):
            if not sys.argv[1:] or test.__name__ in sys.argv[1:]:
                test(program, folder)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""What `check --since` keeps in git's folder, jixiao/links, makes a run faster and nothing else: whatever is in its
place, and however old it is, the same is told as by a run that reads every file.
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from program import ROOT, Program
from repository import Repository, git, member, small, stand_in, told_of
from tally import Tally

ROUNDS = int(os.environ.get("LINK_INDEX_ROUNDS", "12"))
FILLERS = 300  # fewer files are read sooner than an index is kept
tally = Tally()
check = tally.check


def large(program, folder, below="", ends="\n", encoding="utf-8"):
    """A small repository, with files enough for an index."""
    repository = small(program, folder, below)
    for number in range(FILLERS):
        text = f'单位 量词{number}：计数\n' if number % 3 else f'引用 "../公用/单位.jx"\n单位 量词{number}：计数\n'
        repository.write(f"杂/{number}.jx", text.replace("\n", ends).encode(encoding))
    repository.commit()
    return repository


def index_of(repository, folder=None):
    """Where the index of a work tree lies."""
    folder = folder or repository.top
    return pathlib.Path(folder, git(folder, "rev-parse", "--git-path", "jixiao/links").strip())


def written_when(path):
    """Which file it is and when it was written; that it is read again does not matter."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def forget(repository):
    """Takes the index away."""
    shutil.rmtree(index_of(repository).parent, ignore_errors=True)


def both(repository, *arguments):
    """What a run tells with the index that is there, and what one without tells."""
    kept = index_of(repository).read_bytes() if index_of(repository).is_file() else None
    first = repository.run("--format", "json", *arguments)
    forget(repository)
    second = repository.run("--format", "json", *arguments)
    if kept is not None:
        index_of(repository).parent.mkdir(exist_ok=True)
        index_of(repository).write_bytes(kept)
    return first, second


def change(chance, repository):
    """One change of the work tree."""
    name = f"杂/{chance.randrange(FILLERS + 5)}.jx"
    kind = chance.randrange(10)
    if kind == 0 and (repository.folder / name).exists():
        (repository.folder / name).unlink()
    elif kind == 1:
        repository.write("公用/单位.jx", f"单位 自造场：计数\n单位 大队 = {chance.randrange(2, 9)} 人\n单位 量词1：计数\n")
    elif kind == 2:
        repository.write("汇总.jx", repository.read("汇总.jx").replace("500", chance.choice(["100", "500"])))
    elif kind == 3:
        repository.write(chance.choice(["项目/申报 1.jx", "项目/又一个.jx"]), member(1, chance.randrange(50, 90), True))
    elif kind == 4:  # hidden from a walk, yet read by what refers to it
        repository.write(".隐/单位.jx", f"单位 量词{chance.randrange(9)}：计数\n")
        if chance.random() < 0.5:
            repository.write("杂/8.jx", '引用 "../.隐/单位.jx"\n单位 量词8：计数\n')
    elif kind == 6:  # still there, and not tracked any more
        repository.git("rm", "-q", "--cached", "--ignore-unmatch", f"{os.path.relpath(repository.folder, repository.top)}/{name}")
    elif kind == 5:  # another folder becomes the workspace
        path = chance.choice([repository.top, repository.folder]) / "jixiao.jx"
        if path.exists():
            path.unlink()
        else:
            path.write_text(chance.choice(["", "级别 { 全部：提示 }\n"]), "utf-8")
    else:
        repository.write(name, chance.choice(['引用 "../公用/单位.jx"\n', f'引用 "{chance.randrange(9)}.jx"\n', ""])
                         + f"单位 量词{chance.randrange(9)}：计数\n")


def untracked(program, folder):
    """What is not tracked is not looked for where nothing can be: with an index the same is told of such files."""
    repository = large(program, folder / "untracked")
    repository.write("点.jx", member(7, use=True).replace("../公用/单位", ".//./公用/./单位"))
    repository.commit()
    # The last one can be met by a path alone: what refers to it is committed before.
    for title, name, text in (("a new spec", "新.jx", member(3, 70).replace("款：70", "款：60")), ("in a new folder", "新/新.jx", "甲：乙\n"),
                              ("a member of a portfolio", "项目/新.jx", member(33, 900)), ("hidden", ".隐/单位.jx", "单位 量词8：计数\n")):
        if title == "hidden":
            repository.write("杂/8.jx", '引用 "../.隐/单位.jx"\n单位 量词8：计数\n')
            repository.commit()
        repository.run("--since", "HEAD")
        repository.write(name, text)
        first, second = both(repository, "--since", "HEAD")
        check(f"untracked: {title}", first == second and first[0] == 1, (first, second))
        (repository.folder / name).unlink()
        check(f"untracked: {title}, and gone", repository.check("--since", "HEAD").lines == [])
    # What lay above is no part of the workspace any more; it was read then, without what is new there.
    repository = large(program, folder / "another workspace")
    for number in range(FILLERS):
        repository.write(f"项目/{number}.jx", f"单位 量词{number}：计数\n")
    repository.write("项目/上面的.jx", member(5, use=True).replace("公用/单位", "公用/新"))
    repository.commit()
    below = repository.top / "项目"
    (repository.top / "jixiao.jx").rename(repository.top / "原来.txt")
    program.run("check", "--since", "HEAD", folder=below)
    repository.write("公用/新.jx", "单位 自造场：计数\n")
    check("untracked: there is an index", index_of(repository).is_file())
    first = program.run("check", "--since", "HEAD", "--format", "json", folder=below)
    forget(repository)
    second = program.run("check", "--since", "HEAD", "--format", "json", folder=below)
    check("untracked: the workspace is another", first == second and "上面的".encode() in first[1], (first, second))


def random_states(program, folder, seed):
    """Files that begin and cease to refer to each other, in the work tree and in commits; an index of any age."""
    chance = random.Random(seed)
    repository = large(program, folder / f"random {seed}", chance.choice(["", "局里/2020 年"]))
    repository.run("--since", "HEAD")
    index, kept = index_of(repository), []
    for step in range(8):
        for _ in range(chance.randrange(1, 4)):
            change(chance, repository)
        if chance.random() < 0.5:
            repository.commit()
        if chance.random() < 0.5 and index.exists():
            kept.append(index.read_bytes())
        if kept and chance.random() < 0.5:
            index.write_bytes(chance.choice(kept))
        base = chance.choice(["HEAD", "HEAD", "HEAD~1"]) if step and repository.git("rev-list", "HEAD").count("\n") > 1 else "HEAD"
        first, second = both(repository, "--since", base)
        check(f"seed {seed} step {step}: since {base}", first == second, (first, second))


def places(program, folder):
    """Where it lies, and that it is used."""
    repository = large(program, folder / "places", "局 里")
    index = index_of(repository)
    repository.run("--since", "HEAD", "项目")
    check("places: a few files need none", not index.exists())
    repository.run("--since", "HEAD")
    check("places: it is there", index.is_file() and [path.name for path in index.parent.iterdir()] == ["links"])
    check("places: git does not see it", repository.git("status", "--porcelain") == "")
    first = written_when(index)
    repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
    told = told_of(repository.check("--since", "HEAD"))
    check("places: who uses what changed", {"项目/申报 0.jx", "项目/申报 2.jx", "沿用 的.jx"} <= set(told) and
          "项目/申报 1.jx" not in told, told)
    check("places: it is not written without need", written_when(index) == first)
    text = index.read_bytes()
    repository.commit()
    repository.write("公用/单位.jx", "单位 大队 = 4 人\n")
    repository.run("--since", "HEAD")
    check("places: it follows the commit", index.read_bytes() != text and
          repository.git("rev-parse", "HEAD").strip().encode() in index.read_bytes())
    other = folder / "another tree"
    repository.git("worktree", "add", "-q", "-b", "other", str(other))
    status, output, errors = program.run("check", "--since", "HEAD~1", folder=other / "局 里")
    check("places: another work tree", status == 1 and "申报 0".encode() in output, output + errors)
    check("places: has its own", index_of(repository, other).is_file() and index_of(repository, other) != index)
    shallow = folder / "shallow"
    git(folder, "clone", "-q", "--depth", "1", f"file://{repository.top}", str(shallow))
    for _ in range(2):
        status, output, errors = program.run("check", "--since", "HEAD", folder=shallow / "局 里")
        check("places: a shallow clone", status == 0 and not errors, output + errors)
    check("places: has one too", index_of(repository, shallow).is_file())
    # Of an index that is of some files only the others are read the next time, and are in it then.
    forget(repository)
    repository.run("--since", "HEAD", "杂")
    part = index_of(repository).read_bytes()
    repository.commit()
    repository.run("--since", "HEAD")
    whole = index_of(repository).read_bytes()
    check("places: an index of some files", b"\0-\0" in part and b"\0-\0" not in whole and
          part.count(b".jx\0") < whole.count(b".jx\0"))


def damage(program, folder):
    """Whatever is in its place."""
    repository = large(program, folder / "damage")
    repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
    wanted = repository.run("--since", "HEAD", "--format", "json")
    index = index_of(repository)
    good = index.read_bytes()
    check("damage: there is something to tell", wanted[0] == 1, wanted)
    chance = random.Random(1)
    head = repository.git("rev-parse", "HEAD").strip().encode()

    def signed(body):
        """An index with the sum that it should have, by the program's own account of the good one."""
        return good[:good.index(b"\n") + 1] + body

    texts = {"empty": b"", "a line": good[:15], "another version": good.replace(b"links 1", b"links 9", 1),
             "another sum": signed(b"0" * 16 + b"\n" + good[32:]), "twice": good + good, "NULs": bytes(len(good)),
             "another commit": good.replace(head, b"0" * 40), "no commit": good.replace(head, b"")}
    for _ in range(40):
        at = chance.randrange(len(good))
        texts[f"cut at {at}"] = good[:at]
        texts[f"byte {at}"] = good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1:]
    for title, text in texts.items():
        index.write_bytes(text)
        check(f"damage: {title}", repository.run("--since", "HEAD", "--format", "json") == wanted)
        check(f"damage: {title}, mended", index.read_bytes() == good)
    forget(repository)
    for title, make in (("a folder", lambda: index.mkdir(parents=True)), ("a pipe", lambda: os.mkfifo(index)),
                        ("a link", lambda: index.symlink_to(repository.top / "底稿.jx")),
                        ("a link to nothing", lambda: index.symlink_to("nowhere")),
                        ("a file in place of the folder", lambda: index.parent.write_bytes(b"x"))):
        index.parent.mkdir(exist_ok=True)
        if "in place" in title:
            index.parent.rmdir()
        make()
        check(f"damage: {title}", repository.run("--since", "HEAD", "--format", "json") == wanted)
        if index.parent.is_file():
            index.parent.unlink()
        else:
            check(f"damage: {title} leaves nothing beside it", {path.name for path in index.parent.iterdir()} == {"links"})
            shutil.rmtree(index.parent)
    check("damage: 底稿.jx is as it was", "项目" in repository.read("底稿.jx"))
    index.parent.mkdir()
    (index.parent / "links.new").write_bytes(b"half")
    for count in (1, 2):
        check("damage: one that was left behind", repository.run("--since", "HEAD", "--format", "json") == wanted)
        check("damage: and is gone", not (index.parent / "links.new").exists() and index.exists() == (count == 2))
    if os.geteuid() != 0:
        forget(repository)
        (repository.top / ".git").chmod(0o555)
        check("damage: no right to write", repository.run("--since", "HEAD", "--format", "json") == wanted and not index.exists())
        (repository.top / ".git").chmod(0o755)


def sum_of(body):
    """The sum that stands above a body, as link_index.c has it."""
    number, at, mask = len(body), 0, (1 << 64) - 1
    while len(body) - at >= 8:
        number = (number ^ int.from_bytes(body[at:at + 8], sys.byteorder)) * 0x9E3779B97F4A7C15 & mask
        number ^= number >> 32
        at += 8
    for byte in body[at:]:
        number = (number ^ byte) * 0x9E3779B97F4A7C15 & mask
    return f"{number ^ number >> 32:016x}\n".encode()


def forged(program, folder):
    """An index whose sum is right and whose rows are not: what can be read of it is not taken for more than it is."""
    repository = large(program, folder / "forged")
    repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
    wanted = repository.run("--since", "HEAD", "--format", "json")
    index = index_of(repository)
    good = index.read_bytes()
    mark, body = good[:good.index(b"\n") + 1], good[good.index(b"\n") + 18:]
    head, rest = body[:body.index(b"\n") + 1], body[body.index(b"\n") + 1:]
    rows = rest[rest.index(b"\n") + 1:]
    check("forged: the sum is known", good == mark + sum_of(body) + body)
    many = b"".join(b"%s/%04d.jx\0\0" % ("前".encode(), number) for number in range(3000))
    first = "公用/单位.jx".encode()
    unknown = repository.git("rev-parse", "HEAD:公用").strip().encode()
    check("forged: there are rows", first + b"\0" in rows and b"u0 " in rows)
    for title, text in (("no line", b"x"), ("one line", head), ("no others", head + b"\n" + rows), ("letters", head + b"x\n" + rows),
                        ("a sign", head + b"-1\n" + rows), ("a long number", head + b"9" * 30 + b"\n" + rows),
                        ("a path that does not end", head + b"0\n" + first), ("an empty path", head + b"0\n\0\0" + rows),
                        ("links that do not end", head + b"0\n" + first + b"\0u0 x.jx"), ("twice the same", head + b"0\n" + rows + rows),
                        ("another order", head + b"0\n" + "申.jx".encode() + b"\0\0" + first + b"\0\0"),
                        ("a link without its number", head + b"0\n" + rows.replace(b"u0 ", b"u ")),
                        ("a link of no number", head + b"0\n" + rows.replace(b"u0 ", b"ua ")),
                        ("a link of one letter", head + b"0\n" + rows.replace(b"u0 ", b"u0")),
                        ("a link of another kind", head + b"0\n" + rows.replace(b"u0 ", b"q0 ")),
                        ("of no commit", unknown + b"\n0\n" + rows), ("of nothing", b"\n0\n" + rows)):
        index.write_bytes(mark + sum_of(text) + text)
        check(f"forged: {title}", repository.run("--since", "HEAD", "--format", "json") == wanted)
    text = head + b"0\n" + many
    index.write_bytes(mark + sum_of(text) + text)
    check("forged: many rows of other files", repository.run("--since", "HEAD", "--format", "json") == wanted)
    with open(index, "wb") as file:
        file.truncate(65 << 20)
    check("forged: too large", repository.run("--since", "HEAD", "--format", "json") == wanted and index.read_bytes() == good)


def strange_git(program, folder):
    """Where git does not tell what an index needs, there is none, and nothing else is told."""
    repository = large(program, folder / "strange git")
    repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
    head = repository.git("rev-parse", "HEAD").strip()
    wanted = repository.run("--since", "HEAD", "--format", "json")
    index = index_of(repository)
    good = index.read_bytes()
    for title, words, answer in (
            ("no list of the commit", "ls-tree", "exit 1"), ("no tags", "ls-files -v", "exit 1"),
            ("no place", "--git-path", f"printf '%s\\n' '{repository.top}' false {head} {head} ''"),
            ("a place of one word", "--git-path", f"printf '%s\\n' '{repository.top}' false {head} {head} links")):
        forget(repository)
        run = repository.run("--since", "HEAD", "--format", "json", environment=stand_in(folder / "stand-in", words, answer))
        place = repository.folder / "links"
        check(f"strange git: {title}", run == wanted and not index.exists(), run)
        check(f"strange git: {title}: where it is", (place.exists() and place.read_bytes() == good) == ("one word" in title))
    repository.run("--since", "HEAD")
    repository.git("commit", "-q", "--allow-empty", "-m", "another")
    check("strange git: no differences of two commits", wanted == repository.run(
        "--since", "HEAD", "--format", "json", environment=stand_in(folder / "stand-in", "diff-tree", "exit 1")))


def written(program, folder):
    """However a spec writes what it refers to, in whatever encoding and wherever it stands, it is found."""
    repository = large(program, folder / "written")
    use, portfolio = member(7, use=True), '汇总 "局" 2020 {\n    包含："项目/*.jx"\n    控制数：700 万元\n}\n'
    forms = {"引号.jx": use.replace('"../公用/单位.jx"', "“公用/单位.jx”"), "点.jx": use.replace("../公用/单位", ".//./公用/./单位"),
             "转义.jx": use.replace("../公用", "公用").replace("培训数", 'a\\"b'), "直.jx": use.replace("../公用", "公用").replace("培训数", "x.jx.j"),
             "缩.jx": use.replace("../公用", "公用").replace("引用", "\t 引用"),
             "深/一/二/远.jx": use.replace("../公用", "../../../公用"),
             "长.jx": "// " + "很长" * 3000 + '\n' + use.replace("../公用", "公用")}
    for name, text in forms.items():
        repository.write(name, text)
    portfolios = {"缩.总.jx": "\t " + portfolio, "宽.总.jx": "　" + portfolio, "注.总.jx": "/* 甲 */" + portfolio,
                  "后.总.jx": "单位 总词：计数；" + portfolio, "块.总.jx": "单位 末词：计数\r\n" + portfolio, "头.总.jx": "\ufeff" + portfolio,
                  "english.总.jx": portfolio.replace("汇总", "portfolio").replace("包含", "include").replace("控制数", "ceiling"),
                  "引.总.jx": '引用 "std/上海市/2020"\n引用 5\n引用 ""\n引用 "/x.jx"\n引用 "公用"\n' + portfolio,
                  "二.总.jx": portfolio.replace("项目/*", "公用/*").replace("局", "别的局") + portfolio}
    for name, text in portfolios.items():
        repository.write(name, text)
    # Words that only look like one
    repository.write("像.jx", "// 汇集 portfolios jx .js 汇总\n甲.jx\n单位 汇报：计数 // x汇总 汇")
    repository.write("字节.jx", b"\xff.jx\n")
    repository.write("尾.jx", "单位 尾：计数\n汇")
    repository.write("末.jx", "// 只有英文字 f")
    repository.write("很长.jx", "// " + "很长" * 3000 + ".jx\n")
    repository.write("坏头.jx", b"\xff" + portfolio.encode())
    repository.write("沿用它.jx", '// \\\n项目 "甲" {\n    沿用："底稿.jx"\n}\n项目 "乙" {\n    延续："往年/去年.jx"\n}\n')
    (repository.folder / "夹.jx").mkdir()
    repository.write("夹.jx/内.jx", "单位 内：计数\n")
    repository.write("用夹.jx", '引用 "夹.jx"\n')
    (repository.folder / "断.jx").symlink_to("没有.jx")
    repository.commit()
    for attempt in ("without an index", "with one"):
        repository.git("checkout", "-q", "-f", ".")
        check(f"written: nothing, {attempt}", repository.check("--since", "HEAD").lines == [])
        repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
        told = told_of(repository.check("--since", "HEAD"))
        check(f"written: uses, {attempt}", set(forms) <= {name for name in told if "JX0501" in told[name]},
              {name: told.get(name) for name in forms})
        repository.git("checkout", "-q", ".")
        repository.write("项目/又一个.jx", member(33, 900))
        told = told_of(repository.check("--since", "HEAD"))
        check(f"written: portfolios, {attempt}", {name for name in told if "JX0720" in told[name]} >= set(portfolios),
              {name: told.get(name) for name in portfolios})
        (repository.folder / "项目/又一个.jx").unlink()
        for name in ("底稿.jx", "往年/去年.jx"):
            repository.write(name, "坏：了\n")
            told = told_of(repository.check("--since", "HEAD"))
            check(f"written: {name} is gone, {attempt}", "沿用它.jx" in told, told)
            repository.git("checkout", "-q", ".")
        check(f"written: an index, {attempt}", index_of(repository).is_file())
    first, second = both(repository, "--since", "HEAD", ".", "断.jx")
    check("written: a link to nothing", first == second and first[0] == 2, first)


def above(program, folder):
    """A repository within a workspace, and one whose declarations refer to, and are named, beyond theirs."""
    outer = folder / "outer"
    repository = large(program, outer / "内")
    (repository.folder / "jixiao.jx").unlink()
    repository.commit()
    (outer / "jixiao.jx").write_text("", "utf-8")
    (outer / "外.jx").write_text(member(8), "utf-8")
    repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
    for attempt in ("without an index", "with one"):
        first, second = both(repository, "--since", "HEAD")
        check(f"above: {attempt}", first == second and first[0] == 1 and "外.jx".encode() not in first[1], (first, second))
    repository.git("checkout", "-q", ".")
    repository.write("项目/jixiao.jx", "")
    for name, text in (("外用.jx", member(1, use=True).replace("../公用", "公用")),
                       ("外汇.jx", '汇总 "局" 2020 {\n    包含："项目/*.jx"\n    控制数：100 万元\n}\n')):
        repository.write(name, text)
    repository.commit()
    repository.write("项目/申报 1.jx", member(1, 61))
    repository.write("外用.jx", "// 头\n" + repository.read("外用.jx"))
    run = program.run("check", "--since", "HEAD", "--format", "json", ".", "../外用.jx", "../外汇.jx", folder=repository.folder / "项目")
    check("above: files beyond the workspace", run[0] == 0 and "../外用.jx".encode() in run[1] and "外汇".encode() not in run[1], run)


def others(program, folder):
    """Files that the commit does not have, and such as are read by git's attributes, are read each time."""
    repository = large(program, folder / "others")
    (repository.top / ".gitignore").write_text("草稿*\n", "utf-8")
    repository.commit()
    for number in range(FILLERS):
        repository.write(f"草稿/{number}.jx", "单位 甲：计数\n")
    repository.write("草稿.jx", member(1, use=True).replace("../公用", "公用"))
    repository.run("--since", "HEAD")
    first = written_when(index_of(repository))
    repository.write("公用/单位.jx", "单位 大队 = 3 人\n")
    check("others: what git ignores", "草稿.jx" in told_of(repository.check("--since", "HEAD")))
    check("others: the index stays", written_when(index_of(repository)) == first)
    repository.write("草稿.jx", member(1))
    check("others: what git ignores, and changes", "草稿.jx" not in told_of(repository.check("--since", "HEAD")))
    repository = Repository(program, folder / "encoded")
    (repository.top / ".gitattributes").write_text("*.jx working-tree-encoding=GB18030\n", "utf-8")
    for number in range(FILLERS):
        repository.write(f"杂/{number}.jx", f'引用 "../单位.jx"\n单位 量词{number} = 2 自造场\n'.encode("gb18030"))
    repository.write("单位.jx", "单位 自造场：计数\n".encode("gb18030"))
    (repository.top / ".gitignore").write_text("无.jx\n", "utf-8")
    repository.write("杂/无.jx", b"\xff\xff.jx\n")  # of no encoding, between others
    repository.commit()
    repository.run("--since", "HEAD")
    first = written_when(index_of(repository))
    repository.write("单位.jx", "单位 自造个：计数\n".encode("gb18030"))
    told = told_of(repository.check("--since", "HEAD", "杂"))
    check("others: another encoding", len(told) == FILLERS, len(told))
    check("others: of which the index is written once", written_when(index_of(repository)) == first)


def overlooked(program, folder):
    """What stands in a file that git was told not to look at is not kept as the commit's."""
    repository = large(program, folder / "overlooked")
    text = '引用 "../公用/单位.jx"\n单位 量词0 = 2 自造场\n'
    repository.write("杂/0.jx", text)
    repository.commit()
    forget(repository)
    for option in ("assume-unchanged", "skip-worktree"):
        name = os.path.relpath(repository.folder / "杂/0.jx", repository.top)
        repository.git("update-index", f"--{option}", name)
        repository.write("杂/0.jx", "单位 量词0：计数\n")
        repository.run("--since", "HEAD")
        repository.git("update-index", f"--no-{option}", name)
        repository.write("杂/0.jx", text)
        shared = repository.read("公用/单位.jx")
        repository.write("公用/单位.jx", shared.replace("自造场", "自造个"))
        check(f"overlooked: {option}", any("杂/0.jx" in name for name in told_of(repository.check("--since", "HEAD"))))
        repository.write("公用/单位.jx", shared)
        forget(repository)


def main():
    program = Program(os.environ.get("BUILD", "build"))
    subprocess.run(["git", "--version"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        for test in (places, damage, forged, strange_git, written, above, others, overlooked, untracked):
            if not sys.argv[1:] or test.__name__ in sys.argv[1:]:
                test(program, folder)
        for seed in range(ROUNDS):
            if not sys.argv[1:] or "random_states" in sys.argv[1:]:
                random_states(program, folder, seed)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""What `jixiao diff` says: of pairs of files in both languages, of folders, and in a real git repository.

tests/diff/NAME holds old.jx, new.jx and what is expected of them, changes.txt, and changes.md if it
is there; `--update` writes them anew. JSON and HTML are made of the same pairs and must be strict and whole.
Every sentence of src/sema/change.def is in some case, in both languages, and every line of the cases is one of these sentences.
"""
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from program import ROOT, LANGUAGES, PLAIN, Program
from tally import Tally

PAIRS = ROOT / "tests" / "diff"
PERSON = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
          "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1"}
tally = Tally()
check = tally.check


def said(program, pair, old="old.jx", new="new.jx"):
    """The text in both languages."""
    return b"--- en ---\n".join(program.run("diff", old, new, "--lang", language, folder=pair)[1]
                                for language in LANGUAGES)


def golden(title, expected, text, update):
    """The text is the one that was read and found right."""
    if update:
        expected.write_bytes(text)
    check(title, expected.exists() and expected.read_bytes() == text, text.decode(errors="replace"))


class Tags(html.parser.HTMLParser):
    """Counts rows."""
    rows = 0

    def handle_starttag(self, tag, attrs):
        self.rows += tag == "tr" and ("class", "change") in [(k, (v or "").split()[0]) for k, v in attrs]


def pairs(program, update):
    """The golden texts, and that the other forms hold as many changes."""
    for pair in sorted(path for path in PAIRS.iterdir() if path.is_dir()):
        golden(f"{pair.name}: text", pair / "changes.txt", said(program, pair), update)
        text = program.run("diff", "old.jx", "new.jx", "--as", "json", folder=pair)[1]
        if (pair / "changes.json").exists():
            golden(f"{pair.name}: JSON", pair / "changes.json", text, update)
        document = json.loads(text)
        count = sum(len(project["changes"]) for project in document["projects"])
        page = Tags()
        page.feed(program.run("diff", "old.jx", "new.jx", "--as", "html", folder=pair)[1].decode())
        check(f"{pair.name}: HTML has the changes of JSON", page.rows == count, f"{page.rows} {count}")
        markdown = program.run("diff", "old.jx", "new.jx", "--as", "markdown", folder=pair)[1]
        if (pair / "changes.md").exists():
            golden(f"{pair.name}: Markdown", pair / "changes.md", markdown, update)
        check(f"{pair.name}: Markdown too", markdown.count(b"\n- ") == count, markdown.decode())
        status, _, _ = program.run("diff", "old.jx", "new.jx", "--exit-code", folder=pair)
        check(f"{pair.name}: --exit-code", status == (1 if document["projects"] else 0))
        back = json.loads(program.run("diff", "new.jx", "old.jx", "--as", "json", folder=pair)[1])
        check(f"{pair.name}: backwards as many", count == sum(len(p["changes"]) for p in back["projects"]))


def sentences():
    """The rows of change.def as (name, a pattern for each language), what is more special first."""
    rows = re.findall(r'^SENTENCE\((\w+), "(.*?)", "(.*?)"\)$', (ROOT / "src" / "sema" / "change.def").read_text(), re.M)
    patterns = [(name, [re.compile(r".+?".join(re.escape(part) for part in re.split(r"\{\w+\}", text))) for text in pair])
                for name, *pair in rows]
    return sorted(patterns, key=lambda row: -len(row[1][0].pattern.replace(".+?", "")))


def every_sentence():
    """Each sentence is in a case in both languages, and each line of a case is one of them."""
    rows, unused = sentences(), {}
    check("change.def has rows", len(rows) > 20)
    for at, language in enumerate(LANGUAGES):
        used = set()
        for path in (*PAIRS.rglob("*.txt"),):
            for line in path.read_text("utf-8").split("--- en ---\n")[at].splitlines():
                is_sentence = line.startswith(("    ", "  !")) or not line.startswith(" ")
                found = next((name for name, patterns in rows if patterns[at].fullmatch(line.strip(" !"))), None)
                is_summary = re.match(r"\d+ 个项目有变动|projects that differ", line)
                # What is not compared stands behind the summary.
                parts = re.split("；|; (?=files)", line)
                if len(parts) > 1:
                    behind = {name for part in parts for name, patterns in rows if patterns[at].fullmatch(part)}
                    used |= behind
                    is_summary = is_summary or len(behind) == len(parts)
                if found:
                    used.add(found)
                    used |= {name for name, patterns in rows if name.startswith("COUNT") and patterns[at].search(line)}
                check(f"{path}: {line}: no sentence of change.def", found or is_summary or not is_sentence or not line)
        unused[language] = [name for name, _ in rows if name not in used]
    check(f"sentences that no case has: {unused}", not any(unused.values()))


def markdown_lines(program):
    """Whatever a name or a text has in it, a change stays one item of the list, without a control character."""
    old = '''项目 "改造\\t一期\\n# 二段" {
    概况："第一\t行
        第二\r行"
    编号："A\x1b[31m\x7f"
    产出目标 {
        数量 "座\\n- 数" >= 4 个
        质量 "好\t坏" "按期\x7f完成"
    }
}
'''
    new = old.replace("二段", "三段").replace("第二", "第三").replace("31m", "32m").replace(">= 4", ">= 3").replace("按期", "限期")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "old.jx").write_text(old, "utf-8", newline="")
        (folder / "new.jx").write_text(new, "utf-8", newline="")
        for language in LANGUAGES:
            text = program.run("diff", "old.jx", "new.jx", "--as", "markdown", "--lang", language, folder=folder)[1].decode()
            changes = json.loads(program.run("diff", "old.jx", "new.jx", "--as", "json", folder=folder)[1])["projects"][0]["changes"]
            items = [line for line in text.split("\n") if line.startswith("- ")]
            check(f"Markdown, {language}: one line a change", len(items) == len(changes) >= 4, text)
            check(f"Markdown, {language}: no control character", not re.search("[\0-\x09\x0b-\x1f\x7f]", text), text)


def git(folder, *arguments, **more):
    """Runs git with an identity of its own."""
    return subprocess.run(["git", *arguments], cwd=folder, env={**PLAIN, **PERSON, **more}, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def repository(program):
    """Revisions, an external diff and a diff driver of a repository with Chinese paths and an import."""
    old, new = ((PAIRS / "all" / name).read_text() for name in ("old.jx", "new.jx"))
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        folder = top / "申报 2020"
        folder.mkdir()
        git(top, "init", "-q")
        (top / "共用.jx").write_text('引用 "std/上海市/2020"\n', encoding="utf-8")
        shared = [text.replace('引用 "std/上海市/2020"', '引用 "../共用.jx"') for text in (old, new)]
        spec = folder / "培训.jx"
        spec.write_text(shared[0], encoding="utf-8")
        git(top, "add", "-A")
        git(top, "commit", "-qm", "one")
        spec.write_text(shared[1], encoding="utf-8")
        expected = json.loads(program.run("diff", "old.jx", "new.jx", "--as", "json",
                                          folder=PAIRS / "all")[1])["projects"]

        def messages(projects):
            return [change["message"] for project in projects for change in project["changes"]]
        status, output, errors = program.run("diff", "HEAD", "--as", "json", folder=top)
        check("HEAD and the work tree", status == 0 and
              messages(json.loads(output)["projects"]) == messages(expected), errors.decode())
        git(top, "commit", "-qam", "two")
        status, output, errors = program.run("diff", "HEAD~1", "HEAD", "--as", "json", folder=folder)
        check("two revisions, from a folder", status == 0 and
              messages(json.loads(output)["projects"]) == messages(expected), errors.decode())
        status, output, _ = program.run("diff", "HEAD", folder=top)
        check("nothing changed", status == 0 and output.count(b"\n") == 1, output.decode())
        text = said(program, PAIRS / "all").split(b"--- en ---\n")[0]
        done = git(top, "diff", "HEAD~1", "HEAD", GIT_EXTERNAL_DIFF=f"{program.path} diff --lang zh")
        body = b"\n".join(line for line in ("申报 2020/培训.jx".encode(), *text.splitlines()) if line)
        got = b"\n".join(line for line in done.stdout.splitlines() if line and b"jixiao: " not in line)
        check("git's external diff", done.returncode == 0 and got == body, done.stdout.decode())
        status, _, errors = program.run("diff", "no-such-revision", folder=top)
        check("no such revision", status == 2 and errors.count(b"\n") == 1, errors.decode())
        one, other = top / "a", top / "b"
        for side, texts in ((one, shared), (other, shared[::-1])):
            side.mkdir()
            (side / "x.jx").write_text(texts[0].replace("../共用.jx", "../共用.jx"), encoding="utf-8")
            (side / "same.jx").write_text(old, encoding="utf-8")
        status, output, errors = program.run("diff", "a", "b", "--as", "json", folder=top)
        check("folders", status == 0 and messages(json.loads(output)["projects"]) == messages(expected),
              errors.decode())
        status, _, errors = program.run("diff", "a", "b/x.jx", folder=top)
        check("a folder and a file", status == 2 and errors.count(b"\n") == 1, errors.decode())
        with open(one / "large.jx", "wb") as large:
            large.truncate(17 << 20)
        (one / "zz.jx").write_text(old, encoding="utf-8")
        for sides in (("a", "b"), ("b", "a")):
            status, output, errors = program.run("diff", *sides, folder=top)
            check(f"folders with a large file {sides}", status == 2 and not output and errors.count(b"\n") == 1, errors.decode())
        status, _, errors = program.run("diff", "HEAD", ":(no-such-magic)x", folder=top)
        check("paths that git does not know", status == 2 and "git" in errors.decode(), errors.decode())
        for language, told in zip(LANGUAGES, ("：有冲突没有解决，没有比较\n", ": in conflict; not compared\n")):
            status, output, _ = program.run("diff", "甲.jx", "--lang", language, environment={**PLAIN, "GIT_DIFF_PATH_COUNTER": "1"}, folder=top)
            check(f"a file in conflict, {language}", status == 0 and output.decode() == "甲.jx" + told, output.decode())
        for words in (("a.jx", "b", "f" * 39, "1", "c", ".", "2"), ("a.jx", "b", "f" * 39 + "g", "1", "c", ".", "2"), ("a.jx", "b", ".", "1", "c", "x", "2")):
            status, _, errors = program.run("diff", *words, folder=top)
            check(f"seven words that are none of git's {words}", status == 2 and errors.count(b"\n") == 1, errors.decode())
        spec.write_text(shared[0].replace('"../共用.jx"', '"/共用.jx"'), encoding="utf-8")
        git(top, "commit", "-qam", "three")
        status, output, _ = program.run("diff", "HEAD~1", "HEAD", "--as", "json", folder=top)
        check("an import from outside the repository", status == 0 and json.loads(output)["files_with_errors"] == 1, output.decode())


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    update = "--update" in sys.argv
    pairs(program, update)
    every_sentence()
    golden("two years of an example", PAIRS / "two-years.txt",
           said(program, ROOT / "examples" / "subsidy", "subsidy.jx", "next-year.jx"), update)
    markdown_lines(program)
    repository(program)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The command line: what each option refuses and what it says then, in which language it says it, and colour.

Ends with `N passed, N failed`.
"""
import os
import pty
import subprocess
import sys

from program import CASES, PLAIN, Program
from tally import Tally

BROKEN = "words/year-missing.jx"
RULE = ("规则的编码或名称、一组规则的字母，或 all", "a rule's code or name, the letter of a group, or all")
FILE = ("一个文件", "a file")
# What is refused: the command line, the option, its value, and what it may be.
VALUES = (
    (["check", "--lang", "fr"], "lang", "fr", ("zh、en", "zh, en")),
    (["check", "--format", "xml"], "format", "xml",
     ("text、short、json、sarif、gitlab、github、junit、checkstyle", "text, short, json, sarif, gitlab, github, junit, checkstyle")),
    (["build", "--format", "sarif"], "format", "sarif", ("text、short、json", "text, short, json")),
    (["check", "--color", "yes"], "color", "yes", ("auto、always、never", "auto, always, never")),
    (["check", "--ambiguous-width", "3"], "ambiguous-width", "3", ("1、2", "1, 2")),
    (["check", "--deny", "errors"], "deny", "errors", ("warnings", "warnings")),
    (["check", "-E", ""], "error", "", RULE),
    (["check", "--warn="], "warn", "", RULE),
    (["rules", "--allow", ""], "allow", "", RULE),
    (["rules", "--framework", ""], "framework", "", ("体系的名称", "the name of a framework")),
    (["check", "--since", ""], "since", "", ("git 的一个版本，如 main、HEAD~1", "a revision of git, as main or HEAD~1")),
    (["check", "--baseline", ""], "baseline", "", FILE),
    (["check", "--write-baseline="], "write-baseline", "", FILE),
    (["build", "-o", ""], "output", "", ("一个文件夹，或 -", "a folder, or -")),
    (["build", "--to", ""], "to", "", ("json、html", "json, html")),
    (["build", "--to", "json,pdf"], "to", "json,pdf", ("json、html", "json, html")),
    (["fmt", "--words", "de"], "words", "de", ("zh、en", "zh, en")),
    (["fix", "--code", "JX9999"], "code", "JX9999", ("一条诊断的代码，如 JX0301", "the code of a diagnostic, as JX0301")),
    (["diff", "--as", "pdf"], "as", "pdf", ("text、markdown、json、html", "text, markdown, json, html")),
    *((["check", "-j", number], "jobs", number, ("1 到 256 的整数", "a number from 1 to 256"))
      for number in ("", "0", "257", "two", "-1", "1.5", "9999999999999999999999")),
    *((["merge", "--marker-size", number], "marker-size", number, ("1 到 256 的整数", "a number from 1 to 256"))
      for number in ("0", "257")),
)
# The same for options: the command line, and what it is told in each language.
OPTIONS = (
    (["check", "--quite"], "--quite: 没有这个选项；是不是 --quiet？", "--quite: no such option; did you mean --quiet?"),
    (["check", "--colours"], "--colours: 没有这个选项；是不是 --color？", "--colours: no such option; did you mean --color?"),
    (["check", "--out-of-the-way"], "--out-of-the-way: 没有这个选项；--help 列出所有选项",
     "--out-of-the-way: no such option; --help lists them"),
    (["check", "-z"], "-z: 没有这个选项；--help 列出所有选项", "-z: no such option; --help lists them"),
    (["check", "-qz"], "-z: 没有这个选项；--help 列出所有选项", "-z: no such option; --help lists them"),
    (["check", "--undo"], "--undo: 这个命令没有这个选项；--help 列出它的选项",
     "--undo: not an option of this command; --help lists those"),
    (["fmt", "-j", "2"], "-j: 这个命令没有这个选项；--help 列出它的选项", "-j: not an option of this command; --help lists those"),
    (["check", "--quiet=yes"], "--quiet=yes: 这个选项不带值", "--quiet=yes: this option takes no value"),
    (["check", "--since"], "--since: 这个选项要带一个值", "--since: this option needs a value"),
    (["check", "-qE"], "-qE: 这个选项要带一个值", "-qE: this option needs a value"),
    (["chekc"], "chekc: 没有这个命令；是不是 check？", "chekc: no such command; did you mean check?"),
    (["nothing"], "nothing: 没有这个命令；用 jixiao --help 看有哪些", "nothing: no such command; jixiao --help lists them"),
    (["help", "parsed"], "parsed: 没有这个命令；用 jixiao --help 看有哪些", "parsed: no such command; jixiao --help lists them"),
)
tally = Tally()


def said_of(program, arguments, english):
    """The exit status, standard output, and the line that standard error has behind `jixiao: `."""
    status, output, errors = program.run(*arguments, environment={**PLAIN, "LC_ALL": "en_US.UTF-8" if english else "zh_CN.UTF-8"})
    lines = errors.decode().splitlines()
    return status, output, lines[0].removeprefix("jixiao: ") if len(lines) == 1 else lines


def refusals(program):
    """What an option cannot be, and options that there are not."""
    for arguments, option, value, (chinese, english) in VALUES:
        for in_english, told in ((False, f"--{option} 不能是“{value}”：可以是 {chinese}"),
                                 (True, f"--{option} cannot be '{value}': it can be {english}")):
            said = said_of(program, arguments, in_english)
            tally.check(f"{' '.join(arguments)}", said == (2, b"", told), f"{said}\nand not {told}")
    for arguments, *both in OPTIONS:
        for in_english, told in enumerate(both):
            said = said_of(program, arguments, in_english)
            tally.check(f"{' '.join(arguments)}", said == (2, b"", told), f"{said}\nand not {told}")


def languages(program):
    """Which language: the option's, else that of the first variable that is not empty, else Chinese."""
    for is_english, arguments, variables in (
            (True, ["--lang", "en"], {"LC_ALL": "zh_CN.UTF-8"}), (False, ["--lang=zh"], {"LC_ALL": "en_US"}),
            (True, [], {"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "zh_CN"}), (True, [], {"LANG": "en_US.UTF-8"}),
            (False, [], {"LC_MESSAGES": "zh_CN", "LANG": "en_US"}), (False, [], {"LANG": "de_DE"}), (False, [], {}),
            (False, ["--lang=fr"], {}), (True, ["--lang", "fr"], {"LANG": "en"}), (True, ["--", "--lang", "zh"], {"LANG": "en"}),
            (False, ["--lang"], {})):
        environment = {name: value for name, value in PLAIN.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")} | variables
        output = b"".join(program.run("check", "absent.jx", *arguments, environment=environment)[1:])
        tally.check(f"language of {arguments} {variables}", bool(output) and output.isascii() == is_english, output.decode())
    # It is asked for behind what is wrong.
    for is_english, arguments in (
            (True, ["check", "--nonsense", "--lang", "en"]), (True, ["check", "--nonsense", "--lang=en"]),
            (True, ["nonsense", "--lang", "en"]), (False, ["check", "--nonsense", "--", "--lang", "en"])):
        output = b"".join(program.run(*arguments, environment={**PLAIN, "LC_ALL": "zh_CN"})[1:])
        tally.check(f"language of {arguments}", bool(output) and output.isascii() == is_english, output.decode())


def on_a_terminal(program, arguments, environment):
    """What a command prints to a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen([program.path, *arguments], cwd=CASES, env=environment, stdin=subprocess.DEVNULL, stdout=slave,
                          stderr=subprocess.STDOUT) as child:
        os.close(slave)
        output = b""
        try:
            while piece := os.read(master, 65536):
                output += piece
        except OSError:  # the other end is closed
            pass
        child.wait()
    os.close(master)
    return output.replace(b"\r\n", b"\n")


def colours(program):
    """Colour: to a terminal and not to a pipe, unless it is said otherwise; NO_COLOR counts if it is not empty."""
    plain = program.run("check", BROKEN)[1]
    for is_coloured, arguments, variables in (
            (True, [], {}), (True, ["--color", "auto"], {}), (False, ["--color=never"], {}), (False, [], {"NO_COLOR": "1"}),
            (True, [], {"NO_COLOR": ""}), (False, ["--color", "auto"], {"NO_COLOR": "1"}), (True, ["--color", "always"], {"NO_COLOR": "1"})):
        output = on_a_terminal(program, ["check", BROKEN, *arguments], {**PLAIN, **variables})
        tally.check(f"a terminal: {arguments} {variables}", (b"\x1b[" in output) == is_coloured, output.decode())
        tally.check(f"a terminal: {arguments} {variables}: the same text", is_coloured or output == plain, output.decode())
    for is_coloured, word in ((False, "auto"), (False, "never"), (True, "always")):
        output = program.run("check", BROKEN, "--color", word)[1]
        tally.check(f"a pipe: {word}", (b"\x1b[" in output) == is_coloured and (is_coloured or output == plain), output.decode())


def without_a_command(program):
    """No command is a mistake, and --help and --version none; the help of all is for the tests' command too."""
    for arguments, status in (([], 2), (["--help"], 0), (["-V"], 0), (["help"], 0), (["help", "fmt"], 0), (["merge", "--help"], 0)):
        done, output, errors = program.run(*arguments)
        tally.check(f"{arguments}", done == status and bool(output) == (status == 0) and bool(errors) == (status == 2),
                    (done, output.decode(), errors.decode()))
    tally.check("help fmt is fmt --help", program.run("help", "fmt") == program.run("fmt", "--help"))


def main():
    """Runs all."""
    program = Program(os.environ.get("BUILD", "build"))
    refusals(program)
    languages(program)
    colours(program)
    without_a_command(program)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())

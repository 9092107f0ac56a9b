"""Readers of what `check --format …` prints that share nothing with the program.

Each gives the findings as (severity, code, path, first line), the severity in the words of `--format json`;
and what the document says was left out.
"""
import atexit
import functools
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from properties import strict_json  # pylint: disable=wrong-import-position

FORMATS = ("sarif", "gitlab", "github", "junit", "checkstyle")
COMMAND = re.compile(r"::(error|warning|notice) ((?:[^:,=]+=[^:,]*,?)+)::(.*)")


def unescape(text):
    """The data or property of a workflow command."""
    return re.sub(r"%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), text)


def sarif_path(location):
    """The path that an artifactLocation names, as bytes."""
    return urllib.parse.unquote_to_bytes(location["uri"])


def sarif_region(region):
    """As (line, column, end line, end column)."""
    return tuple(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn"))


def read_sarif(output):
    run = strict_json(output)["runs"][0]
    severities = {"error": "error", "warning": "warning", "note": "hint"}
    findings = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        findings.append((severities[result["level"]] if "suppressions" not in result else "waived",
                         result["ruleId"],
                         sarif_path(place["artifactLocation"]).decode("utf-8", "replace"),
                         place["region"]["startLine"]))
    notices = run["invocations"][0].get("toolExecutionNotifications", [])
    return findings, [notice["message"]["text"] for notice in notices]


def read_gitlab(output):
    severities = {"major": "error", "minor": "warning", "info": "hint"}
    issues = strict_json(output)
    told = [issue for issue in issues if issue["check_name"] != "jixiao"]
    return ([(severities[issue["severity"]], issue["check_name"], issue["location"]["path"],
              issue["location"]["lines"]["begin"]) for issue in told],
            [issue["description"] for issue in issues if issue["check_name"] == "jixiao"])


def read_github(output):
    severities = {"error": "error", "warning": "warning", "notice": "hint"}
    findings, left = [], []
    for line in output.decode("utf-8").removesuffix("\n").split("\n") if output else []:
        command, properties, message = COMMAND.fullmatch(line).groups()
        values = {key: unescape(value) for key, value in
                  (pair.split("=", 1) for pair in properties.split(","))}
        if "file" not in values:
            left.append(unescape(message))
            continue
        findings.append((severities[command], values["title"].split(" ")[0], values["file"],
                         int(values["line"])))
    return findings, left


def read_junit(output):
    findings, left = [], []
    root = ElementTree.fromstring(output)
    counts = {"tests": 0, "failures": 0, "skipped": 0}
    for suite in root:
        inner = {"tests": len(suite), "failures": len(suite.findall("testcase/failure")),
                 "skipped": len(suite.findall("testcase/skipped"))}
        assert all(int(suite.get(key)) == value for key, value in inner.items()), suite.attrib
        for key, value in inner.items():
            counts[key] += value
        for test in suite:
            assert test.get("file") == suite.get("name")
            if test.get("line") is None:
                if suite.get("name") == "jixiao":
                    left.append(test.get("name"))
                continue
            body = test.findtext("failure") or test.findtext("system-out") or ""
            word = re.search(r":\d+:\d+: (\w+)\[", body)
            severities = {"错误": "error", "警告": "warning", "提示": "hint", None: "waived"}
            findings.append((severities.get(word and word[1], word and word[1]),
                             re.match(r"\[(.*?)\]", test.get("name"))[1], test.get("file"),
                             int(test.get("line"))))
    assert all(int(root.get(key)) == value for key, value in counts.items()), root.attrib
    return findings, left


def read_checkstyle(output):
    severities = {"error": "error", "warning": "warning", "info": "hint"}
    findings, left = [], []
    for file in ElementTree.fromstring(output):
        for error in file:
            code = error.get("source").removeprefix("jixiao.")
            if code == "omitted":
                left.append(error.get("message"))
            else:
                findings.append((severities[error.get("severity")], code, file.get("name"),
                                 int(error.get("line"))))
    return findings, left


READERS = {"sarif": read_sarif, "gitlab": read_gitlab, "github": read_github, "junit": read_junit,
           "checkstyle": read_checkstyle}


@functools.cache
def sarif_schema():
    """The schema of SARIF in a file, which goes when the program ends."""
    folder = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
    atexit.register(folder.cleanup)
    path = pathlib.Path(folder.name) / "sarif.schema.json"
    subprocess.run(["node", HERE / "validate.mjs", "--sarif", path], check=True)
    return path


def validate(form, outputs):
    """What a validator says of documents of one form, which is empty if they are good."""
    if form == "github":
        bad = [line for output in outputs for line in output.decode("utf-8").split("\n")
               if line and not COMMAND.fullmatch(line)]
        return "\n".join(bad)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, output in enumerate(outputs):
            paths.append(pathlib.Path(folder) / f"{number}.{form}")
            paths[-1].write_bytes(output)
        if form in ("sarif", "gitlab"):
            for output in outputs:
                strict_json(output)
            schema = sarif_schema() if form == "sarif" else HERE / "gitlab.schema.json"
            command = ["node", HERE / "validate.mjs", schema, *paths]
        else:
            command = ["xmllint", "--noout", "--nonet", "--schema", HERE / f"{form}.xsd", *paths]
        done = subprocess.run(command, capture_output=True, check=False)
        return "" if done.returncode == 0 else (done.stdout + done.stderr).decode("utf-8", "replace")

"""A page that a script makes: written anew, or with --check compared with what is there."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main(script, page, text):
    """Does as the command line says; `script` is the path of who made the text."""
    if sys.argv[1:] != ["--check"]:
        page.write_text(text, "utf-8")
    elif not page.exists() or page.read_text("utf-8") != text:
        old, maker = page.relative_to(ROOT), pathlib.Path(script).resolve().relative_to(ROOT)
        sys.exit(f"{old} is not up to date: run {maker}")

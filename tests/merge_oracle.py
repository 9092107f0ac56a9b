"""An oracle for merges of declarations that knows nothing of trees: it cuts texts into facts by rules of its own.

A fact is a line without blanks, cut at braces, `;` and comments, with the kinds of quotes and the signs of an input
method folded.
"""
import collections
import re

PIECE = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|“[^“”\n]*(?:“[^”\n]*”[^“”\n]*)*”|《[^》\n]*》|//[^\n]*|/\*(?:.|\n)*?\*/'
                   r'|[{}｛｝;；\n]|[^"“《/{}｛｝;；\n]+|/', re.MULTILINE)
FOLD = str.maketrans("：；，｛｝＝０１２３４５６７８９", ":;,{}=0123456789")
BEHIND = ("behind",)
TOTAL = re.compile(r"(总预算|当年预算|财政拨款|上级财政拨款|本级财政安排|其他资金|total_budget|year_budget|fiscal|fiscal_upper"
                   r"|fiscal_own|other_funds|明细\"[^\"]*\"|lines\"[^\"]*\"|金额|amount):[\d.]+$")


def cut(text):
    """Yields the facts of a text with the path of the blocks that each stands in. A comment behind something on its
    line has no path but BEHIND: it goes where a block on one line ends."""
    path, fact, starts = [], "", True
    for piece in PIECE.findall(text.replace("\r\n", "\n").lstrip("\ufeff")):
        first = piece.translate(FOLD) if len(piece) == 1 else piece[:2]
        if first in ("//", "/*"):
            if fact:
                yield tuple(path), fact
                fact = ""
            yield tuple(path) if starts else BEHIND, piece.rstrip()
        elif piece.startswith('"""'):
            starts = False
            fact += '"' + "\\n".join(line.strip() for line in piece[3:-3].strip().split("\n")) + '"'
        elif first[0] in '"“':
            starts = False
            fact += '"' + piece[1:-1] + '"'
        elif first[0] == "《":
            starts = False
            fact += piece
        elif first in ("{", "}", ";", "\n"):
            if first == "{":
                path.append(re.sub(r"[:=<>≥].*", "", fact))
            if fact:
                yield tuple(path[:-1] if first == "{" else path), fact
            if first == "}" and path:
                path.pop()
            fact, starts = "", first == "\n"
        elif piece.strip():
            starts = False
            fact += "".join(piece.split()).translate(FOLD).replace("≥", ">=").replace("*", "×")
    if fact:
        yield tuple(path), fact


def facts(text):
    """How often each fact is there."""
    return collections.Counter(fact for _, fact in cut(text))


def split_conflicts(text):
    """(outside of conflicts, inside, with ours taken, with theirs taken), without markers and what is said there."""
    parts, where = {"out": [], "ours": [], "theirs": []}, "out"
    taken = {"ours": [], "theirs": []}
    remarks = False
    for line in text.splitlines(keepends=True):
        if where == "out" and line.startswith("<<<<<<< "):
            where, remarks = "ours", True
        elif where == "ours" and line.rstrip("\r\n") == "=======":
            where, remarks = "theirs", True
        elif where == "theirs" and line.startswith(">>>>>>> "):
            where = "out"
        elif remarks and re.match(r"\s*// (ours|theirs)", line):
            pass
        else:
            remarks = False
            parts[where].append(line)
            for side in ("ours", "theirs"):
                if where in ("out", side):
                    taken[side].append(line)
    return ("".join(parts["out"]), "".join(parts["ours"] + parts["theirs"]), "".join(taken["ours"]), "".join(taken["theirs"]))


def wrong_facts(base, ours, theirs, outside, inside, totals=TOTAL):
    """What was lost, is back or is there too often; empty if nothing. `totals`: what may be worked out anew."""
    wrong = []
    for fact in set(base) | set(ours) | set(theirs) | set(outside):
        if totals.match(fact):
            continue
        one, other = ours[fact] - base[fact], theirs[fact] - base[fact]
        least = base[fact] + (max(one, other) if min(one, other) > 0 else one + other)
        most = base[fact] + (min(one, other) if max(one, other) < 0 else one + other)
        if outside[fact] + inside[fact] < least:
            wrong.append(f"lost: {fact}")
        if outside[fact] > most:
            wrong.append(f"doubled or back: {fact}")
    return wrong


def placed(text):
    """How often each fact is there, by where; totals' numbers left out."""
    return collections.Counter((path, TOTAL.sub(lambda match: match[1], fact)) for path, fact in cut(text))


def order_kept(side, result):
    """Whether facts that stand once in both come in the side's order, comments behind something left out."""
    one, other = ([fact for path, fact in cut(text) if path != BEHIND] for text in (side, result))
    once = {fact for fact, count in collections.Counter(one).items() if count == 1}
    once &= {fact for fact, count in collections.Counter(other).items() if count == 1}
    return [fact for fact in one if fact in once] == [fact for fact in other if fact in once]

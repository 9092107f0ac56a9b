"""Random declarations as trees of data, for whoever wants many: laid out in many ways, edited, rendered.

A node has a head in both languages, a label, a value, comments and a block. Amounts add up: totals are worked
out when a tree is rendered, of whatever lines it has by then. The same seed gives the same trees, edits and texts.
"""
import copy
import itertools

ZH, EN = 0, 1
NAMES = "培训人次 开班期数 教案数量 检查次数 维护面积 发放册数 走访户数 上线课程 巡查天数 讲座场次 参训率 修缮间数".split()
LINES = "讲课费 资料费 场地费 交通费 印刷费 咨询费 维修费 材料费 劳务费 邮寄费 租车费 餐费".split()
TASKS = "培训 调研 宣传 管理 评估".split()
LEVELS = {("产出目标", "outputs"): (("数量", "quantity"), ("质量", "quality")),
          ("效果目标", "outcomes"): (("社会效益", "social_benefit"), ("经济效益", "economic_benefit"))}
FIELDS = (("概况", "overview"), ("资源投入", "resources"), ("总目标", "overall_goal"), ("年度目标", "annual_goal"),
          ("活动描述", "activities"), ("其他说明", "remarks"), ("填报单位", "reporting_unit"), ("负责人", "leader"),
          ("联系人", "contact"), ("编号", "code"))
INNER = (("数据来源", "source"), ("解释", "explanation"), ("公式", "formula"), ("取值方式", "method"), ("备注", "remark"))
LINE_INNER = (("数量依据", "quantity_basis"), ("单价依据", "price_basis"), ("备注", "remark"))
UNITS = (("次", "occurrence"), ("人次", "person_time"), ("学时", "class_hour"), ("册", "book_volume"), ("万元", "wan_yuan"))
# What a comment or a text may hold that means something elsewhere.
ODD = ("", "", "", "", "{ 甲；乙 }", "“引”", "见 /* 附 */", "； }", "《文》", "１２％", "//", "= 3", "a'b", "，：")


class Node:
    """A node of the tree."""

    def __init__(self, uid, head, label=None, value=None, children=None):
        self.uid, self.head, self.label, self.value, self.children = uid, head, label, value, children
        self.before, self.after, self.blanks, self.one_line, self.look = [], None, 0, False, 0

    def walk(self):
        """The node and all below it."""
        yield self
        for child in self.children or ():
            yield from child.walk()


class Spec:
    """One file. `root` has no head; its children are the nodes of the file."""

    def __init__(self, dice, language=None):
        self.dice, self.uids = dice, itertools.count(1)
        self.language = language if language is not None else dice.choice((ZH, ZH, EN, None))
        self.root = Node(0, None, children=[])
        add = self.root.children.append
        add(self.node(("引用", "use"), value=("plain", '"std/上海市/2020"', '"std/shanghai/2020"'), bare=True))
        if dice.random() < .3:
            add(self.node(("定义 标准价 =", "let 标准价 ="), value=("plain", "500 元/学时", "500 yuan/class_hour"), bare=True))
        if dice.random() < .2:
            add(self.node(("单位 棚次", "unit 棚次"), value=("plain", "计数", "count")))
        for number in range(dice.choice((1, 1, 1, 2))):
            add(self.project(f"项目{number}"))
        if dice.random() < .1:
            self.root.children[-1].after = self.words()

    # ---- making --------------------------------------------------------------------------------

    def words(self, odd=True):
        """A text that stands nowhere else."""
        extra = self.dice.choice(ODD) if odd else ""
        return f"第{next(self.uids)}段·{self.dice.randrange(10 ** 6)}{extra}"

    def node(self, head, label=None, value=None, children=None, bare=False):
        """A node, perhaps with comments and a look of its own."""
        dice, node = self.dice, Node(next(self.uids), head, label, value, children)
        node.look = dice.randrange(1 << 16)
        if bare:
            node.value = ("bare", *value[1:])
        if dice.random() < .12:
            node.before = [self.words() for _ in range(dice.choice((1, 1, 2)))]
        if dice.random() < .06:
            node.after = self.words()
        node.blanks = dice.choice((0, 0, 0, 0, 1, 1, 2))
        node.one_line = bool(children) and len(children) < 4 and dice.random() < .4 and all(
            not child.before and not child.after and child.children is None and child.value[0] != "block"
            for child in children)
        return node

    def text(self):
        """A quoted text, or one of several lines."""
        if self.dice.random() < .15:
            return ("block", [self.words(odd=False) for _ in range(self.dice.randrange(1, 5))])
        return ("text", self.words())

    def fields(self, table, most):
        """Some of a table's fields, each with a text."""
        chosen = self.dice.sample(table, self.dice.randrange(min(most, len(table)) + 1))
        return [self.node(head, value=self.text()) for head in chosen]

    def indicator(self, name, level=None):
        """An indicator; its level is its block's."""
        dice = self.dice
        inner = self.fields(INNER, 3)
        if dice.random() < .2:
            inner.append(self.node(("权重", "weight"), value=("plain", str(dice.randrange(1, 30)))))
        if dice.random() < .2:
            inner.insert(0, self.node(("编号", "code"), value=("text", f"C{next(self.uids)}")))
        return self.node(dice.choice(LEVELS[level or dice.choice(list(LEVELS))]), name, self.target(), inner or None)

    def target(self):
        """`>= 400 次`."""
        dice, relation = self.dice, self.dice.choice((">=", ">=", "=", "≥", "<="))
        if dice.random() < .6:
            return ("target", relation, str(dice.randrange(10, 900)), dice.choice(UNITS[:4]))
        number = dice.randrange(10, 90)
        return ("target", relation, *dice.choice((
            (f"{number}%", None), (f"{number}.5 ", ("万人次", "ten_thousand_person_time")), ("", ("良好", "good")),
            ("", ("健全", "sound")), (f"2020-0{number % 9 + 1}-15", None), (f"{number} ", ("元/人·天", "yuan/person·day")),
            ("", (f"{number}% 至 {number + 7}%", f"{number}% to {number + 7}%")))))

    def line(self, name):
        """A budget line; amounts are whole 0.01 万元."""
        dice = self.dice
        amount = ("amount", dice.randrange(100, 5000))
        if dice.random() < .3:
            amount = ("product", dice.randrange(1, 30) * 100, dice.randrange(1, 40))
        return self.node(None, name, amount, self.fields(LINE_INNER, 2) or None)

    def task(self, name, depth=0):
        """A task with lines and perhaps tasks below it."""
        dice = self.dice
        children = [self.line(one) for one in dice.sample(LINES, dice.randrange(1, 5))]
        if depth < 2 and dice.random() < .25:
            children.append(self.task(f"{name}之{depth + 1}", depth + 1))
        value = ("sum", "below") if dice.random() < .5 else None
        return self.node(("明细", "lines"), name, value, children)

    def funding(self):
        """The tree of amounts."""
        part = [self.node(("上级财政拨款", "fiscal_upper"), value=("sum", "upper")),
                self.node(("本级财政安排", "fiscal_own"), value=("sum", "own"))]
        fiscal = self.node(("财政拨款", "fiscal"), value=("sum", "fiscal"), children=part if self.dice.random() < .4 else None)
        year = self.node(("当年预算", "year_budget"), value=("sum", "all"),
                         children=[fiscal, self.node(("其他资金", "other_funds"), value=("sum", "other"))])
        return self.node(("资金", "funding"), children=[self.node(("总预算", "total_budget"), value=("sum", "all")), year])

    def basis(self, head=("依据", "basis")):
        """A document, perhaps with its number."""
        number = [self.node(("文号", "number"), value=("text", self.words(odd=False)))]
        return self.node(head, value=("title", self.words(odd=False)), children=number if self.dice.random() < .3 else None)

    def safeguard(self):
        """A document that backs the project."""
        stages = self.node(("阶段", "stages"), value=("plain", "立项和计划阶段, 实施阶段", "planning_stage, implementation_stage"))
        return self.node(self.dice.choice((("项目管理制度", "project_rules"), ("财务管理制度", "financial_rules"))),
                         ("title", self.words(odd=False)),
                         children=[self.node(("措施", "measure"), value=self.text()), stages])

    def project(self, name):
        """A project whose sums hold."""
        dice = self.dice
        children = [self.node(("年度", "year"), value=("plain", "2020")),
                    self.node(("金额单位", "money_unit"), value=("plain", "万元", "wan_yuan"))]
        children += self.fields(FIELDS, 6)
        if dice.random() < .4:
            children.append(self.node(("期限", "period"), value=("plain", "2020-01-01 至 2020-12-31", "2020-01-01 to 2020-12-31")))
        reasons = [self.basis() for _ in range(dice.randrange(1, 4))]
        reasons.append(self.node(("必要性", "necessity"), value=self.text()))
        children += [self.node(("立项", "rationale"), children=reasons), self.funding()]
        names = dice.sample(NAMES, dice.randrange(2, 8))
        for number, level in enumerate(LEVELS):
            children.append(self.node(level, children=[self.indicator(one, level) for one in names[number::2]] or None))
        children += [self.task(one) for one in dice.sample(TASKS, dice.randrange(1, 4))]
        children[-1].children.insert(0, self.line("基本费"))  # which stays
        if dice.random() < .5:
            children.append(self.node(("明细合计", "line_totals"), children=[self.node(("金额", "amount"), value=("sum", "all"))]))
        if dice.random() < .4:
            guards = [self.safeguard() for _ in range(dice.randrange(1, 4))]
            children.append(self.node(("制度保障", "safeguards"), children=guards))
        if dice.random() < .2:
            waiver = self.node(("豁免 C3", "waiver C3"), self.words(odd=False), children=[
                self.node(("批准", "approved_by"), value=("text", self.words(odd=False)))])
            children.append(waiver)
        if dice.random() < .2:
            dice.shuffle(children)
        return self.node(("项目", "project"), name, children=children)


# ---- rendering -------------------------------------------------------------------------------

def money(amount):
    """Hundredths as they are written."""
    return f"{amount // 100}.{amount % 100:02}"


def amount_of(node):
    """What a line comes to."""
    if node.value and node.value[0] == "product":
        return node.value[1] * node.value[2] // 100
    return node.value[1] if node.value and node.value[0] == "amount" else 0


def below(node):
    """What the lines below a node come to."""
    return sum(amount_of(one) for one in node.walk())


class Renderer:
    """Writes a spec. `dice` decides how lines end and how deep they are indented, the nodes' looks the rest."""

    def __init__(self, dice, untidy=True, plain=False):
        self.untidy = untidy
        self.step = "    " if plain else dice.choice(("    ", "    ", "  ", "\t"))
        self.end = "\n" if plain or dice.random() < .85 else "\r\n"
        self.mark = "" if plain or dice.random() < .95 else "\ufeff"
        self.last = plain or dice.random() < .9  # whether the last line ends
        self.out, self.language, self.sums = [], ZH, {}

    def look(self, node, bit, choices):
        """One of the choices, by the node's own look."""
        return choices[(node.look >> bit) % len(choices)] if self.untidy else choices[0]

    def word(self, node, pair):
        """A word in the language of the file; in a mixed one by the node."""
        language = self.language if self.language is not None else node.look & 1
        return pair[language] if len(pair) > 1 else pair[0]

    def quoted(self, node, text):
        """A text in quotes of one kind or the other."""
        if self.look(node, 1, (0, 0, 0, 1)) and "“" not in text and "”" not in text:
            return f"“{text}”"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def label(self, node):
        """Behind the head."""
        if node.label is None:
            return ""
        if isinstance(node.label, tuple):
            return f"《{node.label[1]}》"
        return self.quoted(node, node.label)

    def value(self, node, pad):
        """The value with the sign before it."""
        kind, *rest = node.value
        colon = self.look(node, 3, ("：", ": ", "：", " : "))
        if kind == "bare":
            return " " + self.word(node, rest)
        if kind == "target":
            relation, number, unit = rest
            if unit in UNITS:
                number += " "
            relation = "=" if unit and "至" in unit[ZH] else relation
            digits = number.translate({ord("0") + i: ord("０") + i for i in range(10)}) if self.look(node, 5, [0] * 9 + [1]) else number
            return self.look(node, 6, (" ", "", "  ")) + f"{relation} {digits}{self.word(node, unit) if unit else ''}"
        if kind == "block":
            return colon + '"""' + self.end + "".join(
                f"{pad}{self.step}{line}{self.end}" for line in rest[0]) + f'{pad}{self.step}"""'
        if kind == "product":
            price, count = rest
            sign = self.look(node, 7, ("×", "*"))
            return (f"{colon}{price} {self.word(node, ('元/学时', 'yuan/class_hour'))} {sign} {count} "
                    f"{self.word(node, UNITS[2])} = {money(amount_of(node))} {self.word(node, UNITS[4])}")
        text = {"text": lambda: self.quoted(node, rest[0]), "title": lambda: f"《{rest[0]}》",
                "plain": lambda: self.word(node, rest), "amount": lambda: money(rest[0]),
                "sum": lambda: money(self.sums[rest[0]] if rest[0] != "below" else below(node))}[kind]()
        return colon + text

    def line(self, node, pad):
        """A node up to its block."""
        head = self.word(node, node.head) if node.head else ""
        label = self.label(node)
        return head + (" " if head and label else "") + label + (self.value(node, pad) if node.value else "")

    def write(self, node, depth):
        """Appends a node as lines."""
        if node.head and node.head[0] == "项目":
            total = below(node)
            other = min(total, node.look % 4)
            upper = (total - other) // 2
            self.sums = {"all": total, "other": other, "fiscal": total - other, "upper": upper, "own": total - other - upper}
        pad = self.step * depth
        self.out.extend([self.look(node, 9, ("", "", pad)) if self.untidy else ""] * node.blanks)
        for text in node.before:
            long = self.look(node, 10, [0] * 7 + [1]) and "*/" not in text
            self.out.append(f"{pad}/* {text} */" if long else f"{pad}// {text}")
        line = pad + self.line(node, pad)
        after = f" // {node.after}" if node.after else ""
        if node.children is None:
            self.out.append(line + after)
            return
        brace = self.look(node, 11, [" {"] * 6 + ["{", " ｛"])
        if node.one_line and can_be_one_line(node):
            between = self.look(node, 12, ("；", "; ", ";"))
            inner = between.join(self.line(child, pad) for child in node.children)
            self.out.append(f"{line}{brace} {inner} }}{after}")
            return
        self.out.append(line + brace + after)
        for child in node.children:
            self.write(child, depth + 1)
        self.out.append(pad + self.look(node, 14, ["}"] * 9 + ["｝"]))

    def render(self, spec):
        """The text of a spec."""
        self.out, self.language = [], spec.language
        for node in spec.root.children:
            self.write(node, 0)
        return self.mark + self.end.join(self.out) + (self.end if self.last else "")


def can_be_one_line(node):
    """Whether nothing in the block needs lines."""
    return bool(node.children) and all(not child.before and not child.after and child.children is None
                                       and not (child.value and child.value[0] == "block") for child in node.children)


# ---- edits -----------------------------------------------------------------------------------

class Edit:
    """A change: what it touches, what it takes away, what it does to any copy of the tree it was planned for."""

    def __init__(self, name, touches, act, gone=()):
        self.name, self.touches, self.act, self.gone = name, set(touches), act, set(gone)

    def is_free_of(self, other):
        """Whether neither touches what the other does."""
        def reach(edit):
            return {touch[0] for touch in edit.touches} | edit.gone
        return not (self.touches & other.touches or self.gone & reach(other) or other.gone & reach(self))


def find(root, uid):
    """(node, parent), or (None, None) if it is gone."""
    for parent in root.walk():
        for child in parent.children or ():
            if child.uid == uid:
                return child, parent
    return None, None


def is_total(node):
    """Whether it is worked out, and so neither edited nor dropped."""
    return any(one.value and one.value[0] == "sum" and one.value[1] != "below" for one in node.walk())


def is_fixed(node):
    """What every spec keeps."""
    return is_total(node) or node.label == "基本费" or any(one.label == "基本费" for one in node.walk()) or (
        node.head and node.head[0] in ("引用", "年度", "金额单位", "项目", "阶段", "资金"))


def on(uid, act):
    """An edit's act on the node and its parent, if they are still there."""
    def run(root):
        node, parent = find(root, uid)
        if node:
            act(node, parent)
    return run


def plan_value(spec, node):
    """Another value of the same kind."""
    kind = node.value[0] if node.value else None
    new = {"text": lambda: ("text", spec.words()), "target": spec.target, "title": lambda: ("title", spec.words(odd=False)),
           "amount": lambda: ("amount", spec.dice.randrange(5000, 9000)),
           "product": lambda: ("product", spec.dice.randrange(30, 60) * 100, spec.dice.randrange(1, 40))}
    if kind == "block":
        at, words = spec.dice.randrange(len(node.value[1])), spec.words(odd=False)

        def change(found, _):
            if found.value[0] == "block" and at < len(found.value[1]):
                found.value = ("block", found.value[1][:at] + [words] + found.value[1][at + 1:])
        return Edit("line of a text", [(node.uid, "head")], on(node.uid, change))
    if kind not in new:
        return None
    value = new[kind]()
    return Edit("value", [(node.uid, "head")], on(node.uid, lambda found, _: setattr(found, "value", value)))


def plan_insert(spec, block):
    """Something new in a block that takes more of its kind."""
    dice, kinds = spec.dice, {child.head[0] if child.head else "" for child in block.children}
    labels = {child.label for child in block.children}
    if block.head and block.head[0] in ("产出目标", "效果目标"):
        left = [name for name in NAMES if name not in labels]
        new = spec.indicator(dice.choice(left or [spec.words(odd=False)]), next(
            level for level in LEVELS if level[0] == block.head[0]))
    elif block.head and block.head[0] == "明细":
        left = [name for name in LINES if name not in labels]
        new = spec.line(dice.choice(left or [spec.words(odd=False)]))
    elif block.head and block.head[0] == "立项":
        new = spec.basis()
    elif block.head and block.head[0] == "制度保障":
        new = spec.safeguard()
    elif block.head and block.head[0] == "项目":
        left = [field for field in FIELDS if field[0] not in kinds]
        if not left or dice.random() < .3:
            new = spec.task(dice.choice([task for task in TASKS if task not in labels] or [spec.words(odd=False)]))
        else:
            new = spec.node(dice.choice(left), value=spec.text())
    else:
        return None
    at = dice.randrange(len(block.children) + 1)
    touches = [(block.uid, "insert", new.head if block.head[0] == "项目" and new.head[0] != "明细" else "",
                new.label if not isinstance(new.label, tuple) else new.uid)]
    return Edit("insert", touches, on(block.uid, lambda found, _: found.children.insert(at, copy.deepcopy(new))
                                      if found.children is not None else None))


def plan_edit(spec):
    """A random change of the spec, or None."""
    dice = spec.dice
    nodes = [node for node in spec.root.walk() if node.head != ("引用", "use") and node.uid]
    node = dice.choice(nodes)
    blocks = [one for one in nodes if one.children and one.head]
    kind = dice.choice(("value", "value", "value", "insert", "insert", "insert", "drop", "drop", "comment", "after",
                        "order", "move", "rename", "layout", "layout", "wrap"))
    if kind == "value":
        return plan_value(spec, dice.choice([one for one in nodes if not is_total(one)]))
    if kind == "insert":
        return plan_insert(spec, dice.choice(blocks))
    if kind == "drop" and not is_fixed(node) and node.head:
        def drop(_, parent):
            parent.children = [one for one in parent.children if one.uid != node.uid]
        return Edit(kind, [(node.uid, "drop")], on(node.uid, drop), {one.uid for one in node.walk()})
    if kind == "comment":
        words = spec.words()
        new = [words] if not node.before or dice.random() < .5 else []
        return Edit(kind, [(node.uid, "before")], on(node.uid, lambda found, _: setattr(found, "before", list(new))))
    if kind == "after":
        words = spec.words() if dice.random() < .7 else None
        return Edit(kind, [(node.uid, "after")], on(node.uid, lambda found, _: setattr(found, "after", words)))
    if kind == "order":
        block, turn = dice.choice(blocks), dice.randrange(1 << 30)

        def order(found, _):
            if found.children:
                found.children.sort(key=lambda one: (one.uid * 2654435761 ^ turn) % 1009)
        return Edit(kind, [(block.uid, "order")], on(block.uid, order))
    if kind == "move":
        return plan_move(spec, nodes)
    if kind == "rename" and isinstance(node.label, str) and node.label != "基本费":
        words = spec.words(odd=False)
        return Edit(kind, [(node.uid, "head")], on(node.uid, lambda found, _: setattr(found, "label", words)),
                    {one.uid for one in node.walk()})
    if kind == "layout":
        look, blanks = dice.randrange(1 << 16), dice.randrange(3)

        def lay_out(found, _):
            found.look, found.blanks = look & ~0x1C03 | found.look & 0x1C03, blanks
            found.one_line = not found.one_line and can_be_one_line(found)
        return None if node.head == ("项目", "project") else Edit(kind, [], on(node.uid, lay_out))
    if kind == "wrap" and node.head and node.head[0] in ("数量", "质量", "社会效益", "经济效益"):
        head, words = dice.choice(INNER), spec.text()
        new = spec.node(head, value=words)

        def wrap(found, _):
            if not any(one.head == head for one in found.children or ()):
                found.children = (found.children or []) + [copy.deepcopy(new)]
        return Edit(kind, [(node.uid, "insert", head, None)], on(node.uid, wrap))
    return None


def plan_move(spec, nodes):
    """A line to another task, an indicator to another level."""
    lines = [one for one in nodes if one.head is None and one.label != "基本费"]
    tasks = [one for one in nodes if one.head and one.head[0] == "明细"]
    if not lines or len(tasks) < 2:
        return None
    line, to = spec.dice.choice(lines), spec.dice.choice(tasks)
    if any(one.label == line.label for one in to.children):
        return None

    def move(root):
        node, parent = find(root, line.uid)
        target, _ = find(root, to.uid)
        if node and target and target.children is not None:
            parent.children = [one for one in parent.children if one.uid != line.uid]
            target.children.append(node)
    return Edit("move", [(line.uid, "drop"), (to.uid, "insert", "", line.label)], move, {one.uid for one in line.walk()})


def edited(spec, most=4):
    """A copy with some changes, and the changes."""
    side, edits = copy.copy(spec), []
    side.root = copy.deepcopy(spec.root)
    for _ in range(spec.dice.randrange(1, most + 1)):
        edit = plan_edit(side)
        if edit:
            edit.act(side.root)
            edits.append(edit)
    return side, edits


def with_edits(side, edits):
    """A copy of one side with the other's changes made too."""
    both = copy.copy(side)
    both.root = copy.deepcopy(side.root)
    for edit in edits:
        edit.act(both.root)
    return both

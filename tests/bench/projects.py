"""Makes projects, as data: what forms.py writes in the form of each tool.

A project is the same for the same seed and number, whatever else is made. Every sum is right; plant()
makes a mistake.
"""
import dataclasses
import random

import topics

FAULTS = ("digit", "target", "choice")


@dataclasses.dataclass
class Line:
    """A budget line. Money is in hundredths of a 万元, 100 元; `factors` are (number, unit) behind
    the price, and empty if an amount alone is written."""
    name: str
    amount: int
    price: str = ""
    price_unit: str = ""
    factors: list = dataclasses.field(default_factory=list)
    price_basis: str = ""
    quantity_basis: str = ""
    remark: str = ""


@dataclasses.dataclass
class Task:
    """A task with its lines, and its subtotal or None."""
    name: str
    lines: list
    subtotal: int | None


@dataclasses.dataclass
class Indicator:
    """`kind` is number, ratio, grade or date; `unit` is empty for the last two."""
    level_one: str
    level_two: str
    name: str
    kind: str
    relation: str
    value: str
    unit: str = ""
    description: str = ""
    explanation: str = ""
    source: str = ""
    term: str = ""


@dataclasses.dataclass
class Project:
    """A whole declaration, in the words of the form."""
    number: int
    name: str
    department: str
    category: str
    leader: str
    contact: str
    phone: str
    first: str
    last: str
    texts: dict
    bases: list
    total: int
    year: int
    grant: int
    grants: tuple
    other: int
    plan: list
    indicators: list
    tasks: list
    line_total: int | None
    safeguards: list
    signed: tuple  # by whom, who filled it in, and when


def money(hundredths):
    """In 万元, as written: 8000 is 80.00."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


class Writer:
    """Prose on a topic."""

    def __init__(self, chance, topic):
        self.chance, self.topic = chance, topic

    def fill(self, clause):
        """A clause with its blanks filled."""
        return clause.format(self.topic.subject, self.topic.people, self.chance.choice(self.topic.tasks))

    def prose(self, length):
        """Sentences of about so many characters in all; none begins as another does."""
        text, openings = "", self.chance.sample(topics.OPENINGS, len(topics.OPENINGS))
        while len(text) < length - 15 and openings:
            clauses = [openings.pop(),
                       *self.chance.sample(topics.MIDDLES, self.chance.randint(1, 3)),
                       self.chance.choice(topics.ENDINGS)]
            text += "，".join(self.fill(clause) for clause in clauses) + "。"
        return text

    def title(self):
        """The title of a document."""
        return self.chance.choice(topics.TITLES).format(self.topic.subject)


def make_line(chance, writer, item, number):
    """A line whose amount is exact in 万元 with two decimals, as most are."""
    name, unit, least, most, count = item
    line = Line(f"{name}_{number}", 0)
    if chance.random() < 0.1:
        line.amount = chance.randint(50, 3000)
    elif chance.random() < 0.3:
        line.price = money(chance.randint(max(1, least // 100), most // 100 + 1))
        line.price_unit = f"万元/{unit}"
        line.factors = [(chance.randint(1, min(count, 40)), unit)]
        line.amount = int(line.price.replace(".", "")) * line.factors[0][0]
    else:
        price = max(1, chance.randint(least, most) // 5) * 5
        line.price, line.price_unit = str(price), f"元/{unit}"
        line.factors = [(chance.randint(1, (count + 19) // 20) * 20, unit)]
        if unit not in ("天", "月", "人月") and chance.random() < 0.25:
            line.price_unit, line.factors = f"元/{unit}·月", [*line.factors, (chance.randint(2, 12), "月")]
            line.price = str(price := max(1, price // 60) * 5)
        product = price
        for factor, _ in line.factors:
            product *= factor
        line.amount = product // 100
        assert product % 100 == 0
    if line.factors:
        line.price_basis = chance.choice(topics.PRICE_BASES)
        line.quantity_basis = chance.choice(topics.QUANTITY_BASES)
    if chance.random() < 0.3:
        line.remark = chance.choice(("年度项目", "年度项目", "参照政府采购限价", "按上年合同价测算"))
    return line


def make_tasks(chance, writer):
    """One to four tasks with 8.5 lines in all, on average."""
    tasks, number = [], 0
    for name in chance.sample(writer.topic.tasks, chance.randint(2, 3)):
        lines = []
        for _ in range(chance.randint(1, 6)):
            number += 1
            lines.append(make_line(chance, writer, chance.choice(writer.topic.items), number))
        subtotal = sum(line.amount for line in lines) if chance.random() < 0.4 else None
        tasks.append(Task(name, lines, subtotal))
    return tasks


def describe(chance, writer, tasks, made):
    """Says how each indicator is judged: of a grade, by which of the tasks; of others, now and then."""
    notes = chance.sample(topics.NOTES, len(topics.NOTES))
    endings = chance.sample(topics.ENDINGS, len(topics.ENDINGS))
    judged = 0
    for indicator in made:
        if chance.random() < 0.3:
            indicator.source = chance.choice(topics.SOURCES)
        if indicator.kind == "grade":
            task, judged = tasks[judged % len(tasks)].name, judged + 1
            indicator.explanation = chance.choice(topics.SCORING).format("", "", task)
        elif notes and chance.random() < 0.6:
            indicator.description = notes.pop()
            if endings and chance.random() < 0.4:
                indicator.description += "，" + writer.fill(endings.pop())


def make_indicators(chance, writer, last):
    """Fifteen indicators, on average, in the order of the form."""
    topic, made = writer.topic, []

    def add(level_one, level_two, names, least, most, target):
        names = [name.format(topic.people) for name in names]
        for name in chance.sample(names, chance.randint(least, min(most, len(names)))):
            kind, relation, value, unit = target(name)
            made.append(Indicator(level_one, level_two, name, kind, relation, value, unit))

    def ratio(_):
        if chance.random() < 0.3:
            return "ratio", "=", "100", "%"
        return "ratio", ">=", str(chance.choice((80, 85, 90, 95, 98))), "%"

    def number(name):
        unit, most = next((unit, most) for found, unit, most in topic.numbers if found == name)
        return "number", chance.choice((">=", ">=", "=")), str(chance.randint(max(1, most // 9), most)), unit

    def grade(words, relation):
        return lambda _: ("grade", relation, chance.choice(words), "")

    add("投入和管理目标", "投入管理", ("预算执行率", "资金到位率"), 0, 1, ratio)
    add("投入和管理目标", "财务管理", ("资金使用合规性",), 0, 1, grade(topics.COMPLIANCE, "="))
    add("产出目标", "数量", [name for name, _, _ in topic.numbers], 2, 4, number)
    add("产出目标", "质量", topics.RATES, 1, 2, ratio)
    add("产出目标", "质量", topics.QUALITIES, 0, 2, grade(topics.ASSESSMENTS, ">="))
    add("产出目标", "时效", topics.PROMPT, 1, 2, grade(topics.PROMPTNESS, "="))
    add("产出目标", "时效", topics.DEADLINES, 0, 2, lambda _: ("date", "<=", last, ""))
    add("效果目标", "经济效益", topics.ECONOMIC, 1, 2, grade(topics.DEGREES, ">="))
    add("效果目标", "社会效益", topics.SOCIAL, 1, 3, grade(topics.DEGREES, ">="))
    add("影响力目标", "长效管理", topics.LASTING, 1, 2, grade(topics.SOUNDNESS, "="))
    add("影响力目标", "满意度", topics.SATISFIED, 1, 2, ratio)
    return made


def make(seed, number):
    """The project of this number."""
    chance = random.Random(f"{seed}:{number}")
    writer = Writer(chance, chance.choice(topics.TOPICS))
    tasks = make_tasks(chance, writer)
    year = sum(line.amount for task in tasks for line in task.lines)
    other = chance.choice((0, 0, 0, year // 10, year // 5))
    upper = chance.choice((0, 0, (year - other) // 4))
    lower = chance.choice((0, 0, 0, (year - other) // 10))
    long = chance.random() < 0.15
    later = chance.randint(1, 2 * year) if long else 0
    first, last = "2020-01-01", "2021-12-31" if long else "2020-12-31"
    indicators = make_indicators(chance, writer, "2020-12-31")
    describe(chance, writer, tasks, indicators)
    if long:
        promised = next(indicator for indicator in indicators if indicator.kind == "number")
        promised.term = str(int(promised.value) * 2)
    length = chance.choice((0.7, 1, 1, 1.3))
    sizes = {"概况": 80, "必要性": 150, "可行性": 110, "资源投入": 60, "总目标": 100, "年度目标": 110,
             "活动描述": 80}
    people = [chance.choice(topics.SURNAMES) + "某" for _ in range(2)]
    return Project(
        number=number, name=f"{writer.topic.subject}项目（{number:05}）",
        department=writer.topic.department, category=chance.choice(topics.CATEGORIES[1 if long else 0:]),
        leader=people[0], contact=people[1], phone=f"0000{number % 10000:04}", first=first, last=last,
        texts={name: writer.prose(size * length) for name, size in sizes.items()},
        bases=sorted({writer.title() for _ in range(chance.randint(1, 3))}),
        total=year + later, year=year, grant=year - other,
        grants=(upper, year - other - upper - lower, lower), other=other,
        plan=[(2020, year), (2021, later)] if long else [], indicators=indicators, tasks=tasks,
        line_total=year if chance.random() < 0.5 else None,
        safeguards=[(kind, writer.title(), chance.choice(topics.MEASURES),
                     topics.STAGES[chance.randint(0, 1):]) for kind in topics.SAFEGUARDS],
        signed=(people[0], people[1], "2019-10-15"))


def change_digit(chance, amount):
    """An amount with one digit changed, the first not to 0."""
    digits = list(money(amount))
    place = chance.choice([index for index, digit in enumerate(digits) if digit != "."])
    digits[place] = chance.choice([digit for digit in "123456789" if digit != digits[place]])
    return int("".join(digits).replace(".", ""))


def plant(project, seed, fault):
    """Makes one mistake of the kind in the project: a wrong digit in an amount, a target of a type
    that its category does not take, or a category that is none of the form's."""
    chance = random.Random(f"{seed}:{project.number}:{fault}")
    if fault == "digit":
        amounts = [(line, "amount") for task in project.tasks for line in task.lines if line.factors]
        amounts += [(task, "subtotal") for task in project.tasks if task.subtotal is not None]
        amounts += [(project, name) for name in ("year", "grant", "grant")]
        owner, name = chance.choice(amounts)
        setattr(owner, name, change_digit(chance, getattr(owner, name)))
    elif fault == "target":
        kinds = {"时效": ("number", "<=", "5", "万元"), "满意度": ("number", ">=", "90", "人")}
        promised = chance.choice([one for one in project.indicators if one.level_two in kinds])
        promised.kind, promised.relation, promised.value, promised.unit = kinds[promised.level_two]
    else:
        project.category = project.category.replace("项目", "工作")
    return project

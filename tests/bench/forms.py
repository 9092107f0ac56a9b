"""Writes a project in the form of each tool: .jx, .xml, .json and .ledger.

Each says the same, prose included (ledger has no place for prose but comments, which it skips).
"""
import json
from xml.sax.saxutils import escape, quoteattr

from projects import money

ENGLISH = {"数量": "quantity", "质量": "quality", "时效": "timeliness", "经济效益": "economic",
           "社会效益": "social", "长效管理": "lasting", "满意度": "satisfaction",
           "投入管理": "input", "财务管理": "finance", "投入和管理目标": "inputs",
           "产出目标": "outputs", "效果目标": "outcomes", "影响力目标": "impact"}
TEXTS = {"概况": "overview", "必要性": "necessity", "可行性": "feasibility", "资源投入": "resources",
         "总目标": "overall_goal", "年度目标": "annual_goal", "活动描述": "activities"}
GRANTS = ("上级财政拨款", "本级财政安排", "下级财政配套")
SIGNED = ("signed_by", "filled_in_by", "filed")
GRANTS_ENGLISH = ("upper", "own", "lower")


def level_ones(project):
    """The indicators by level one, in order."""
    groups = {}
    for indicator in project.indicators:
        groups.setdefault(indicator.level_one, []).append(indicator)
    return groups.items()


def notes(owner):
    """The remarks of a line or an indicator that are there, by their English names."""
    names = ("price_basis", "quantity_basis", "remark", "description", "explanation", "source")
    return {name: getattr(owner, name) for name in names if getattr(owner, name, "")}


# ---- jixiao ---------------------------------------------------------------------------------

def jx_line(line):
    """A budget line."""
    text = f'"{line.name}"：'
    if line.factors:
        text += f"{line.price} {line.price_unit}"
        text += "".join(f" × {number} {unit}" for number, unit in line.factors) + " = "
    text += f"{money(line.amount)} 万元"
    block = [f"{name}：{title}" for name, title in
             (("单价依据", line.price_basis), ("数量依据", line.quantity_basis)) if title]
    block += [f'备注："{line.remark}"'] * bool(line.remark)
    return text + (f" {{ {'；'.join(block)} }}" if block else "")


def jx_indicator(indicator):
    """An indicator."""
    unit = f" {indicator.unit}" if indicator.kind == "number" else indicator.unit
    relation = indicator.relation
    text = f'{indicator.level_two} "{indicator.name}" {relation} {indicator.value}{unit}'
    block = [f"中期：{relation} {indicator.term}{unit}"] * bool(indicator.term)
    block += [f'{name}："{said}"' for name, said in
              (("描述", indicator.description), ("解释", indicator.explanation),
               ("数据来源", indicator.source)) if said]
    return text + (f" {{ {'；'.join(block)} }}" if block else "")


def jx_funding(project):
    """The tree of amounts."""
    rows = ["    资金 {", f"        总预算：{money(project.total)}",
            f"        当年预算：{money(project.year)} {{",
            f"            财政拨款：{money(project.grant)} {{"]
    rows += [f"                {name}：{money(amount)}" for name, amount in zip(GRANTS, project.grants)]
    rows += ["            }", f"            其他资金：{money(project.other)}", "        }"]
    if project.plan:
        plan = "；".join(f"年 {year}：{money(amount)}" for year, amount in project.plan)
        rows.append(f"        年度安排 {{ {plan} }}")
    return [*rows, "    }", ""]


def to_jx(project):
    """The project in the language itself."""
    texts = project.texts
    rows = ['引用 "std/上海市/2020"', "", f'项目 "{project.name}" {{', f'    编号："SH{project.number:05}"',
            "    年度：2020", f'    填报单位："{project.department}"', "    金额单位：万元",
            f"    类别：{project.category}", f'    负责人："{project.leader}"',
            f'    联系人："{project.contact}"', f'    联系电话："{project.phone}"',
            f"    期限：{project.first} 至 {project.last}", "", f"    概况：“{texts['概况']}”", "",
            "    立项 {", *(f"        依据：{title}" for title in project.bases), '        必要性："""',
            f"            {texts['必要性']}", '            """', f'        可行性："{texts["可行性"]}"',
            "    }", "", *jx_funding(project)]
    rows += [f'    {name}："{texts[name]}"' for name in ("资源投入", "总目标", "年度目标", "活动描述")]
    rows.append("")
    for name, indicators in level_ones(project):
        rows += [f"    {name} {{", *("        " + jx_indicator(one) for one in indicators), "    }"]
    rows.append("")
    for task in project.tasks:
        subtotal = "" if task.subtotal is None else f"：{money(task.subtotal)} 万元"
        rows += [f'    明细 "{task.name}"{subtotal} {{', *("        " + jx_line(line) for line in task.lines),
                 "    }"]
    if project.line_total is not None:
        rows.append(f"    明细合计 {{ 金额：{money(project.line_total)} }}")
    rows += ["", "    制度保障 {"]
    for kind, title, measure, stages in project.safeguards:
        rows += [f"        {kind} {title} {{", f'            措施："{measure}"',
                 f"            阶段：{', '.join(stages)}", "        }"]
    leader, writer, day = project.signed
    rows += ["    }", "", "    签报 {", f'        填报单位负责人："{leader}"', f'        填表人："{writer}"',
             f"        填报日期：{day}"]
    return "\n".join([*rows, "    }", "}", ""])


# ---- xmllint --------------------------------------------------------------------------------

def element(name, text, indent=1, **attributes):
    """One element with text, on a line."""
    rest = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    if not text:
        return f"{' ' * indent}<{name}{rest}/>"
    return f"{' ' * indent}<{name}{rest}>{escape(text)}</{name}>"


def xml_lines(project):
    """The tasks and their lines."""
    for task in project.tasks:
        subtotal = "" if task.subtotal is None else f' subtotal="{money(task.subtotal)}"'
        yield f" <task name={quoteattr(task.name)}{subtotal}>"
        for line in task.lines:
            yield f'  <line name={quoteattr(line.name)} amount="{money(line.amount)}">'
            if line.factors:
                yield element("price", line.price, 3, unit=line.price_unit)
                yield from (element("quantity", str(number), 3, unit=unit) for number, unit in line.factors)
            yield from (element(name, text, 3) for name, text in notes(line).items())
            yield "  </line>"
        yield " </task>"


def to_xml(project):
    """The project as XML, for peers/project.xsd."""
    plain = {"code": f"SH{project.number:05}", "year": "2020", "reporting_unit": project.department,
             "money_unit": "万元", "category": project.category, "leader": project.leader,
             "contact": project.contact, "phone": project.phone, "first": project.first,
             "last": project.last, **dict(zip(SIGNED, project.signed))}
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', f"<project name={quoteattr(project.name)}>"]
    rows += [element(name, text) for name, text in plain.items()]
    rows += [element("basis", title) for title in project.bases]
    rows += [element(name, project.texts[chinese]) for chinese, name in TEXTS.items()]
    rows += [f' <funding total="{money(project.total)}" year="{money(project.year)}" '
             f'grant="{money(project.grant)}" other="{money(project.other)}" ' +
             " ".join(f'{name}="{money(amount)}"' for name, amount in zip(GRANTS_ENGLISH, project.grants)) +
             ">"]
    rows += [f'  <plan year="{year}">{money(amount)}</plan>' for year, amount in project.plan]
    rows.append(" </funding>")
    for name, indicators in level_ones(project):
        rows.append(f" <{ENGLISH[name]}>")
        for one in indicators:
            rows += [f"  <{ENGLISH[one.level_two]} name={quoteattr(one.name)}>",
                     element("target", one.value, 3, relation=one.relation, unit=one.unit)]
            rows += [element("term", one.term, 3, relation=one.relation, unit=one.unit)] * bool(one.term)
            rows += [element(name, text, 3) for name, text in notes(one).items()]
            rows.append(f"  </{ENGLISH[one.level_two]}>")
        rows.append(f" </{ENGLISH[name]}>")
    rows += xml_lines(project)
    if project.line_total is not None:
        rows.append(f' <line_total>{money(project.line_total)}</line_total>')
    for kind, title, measure, stages in project.safeguards:
        rows += [f' <safeguard kind="{kind}" document={quoteattr(title)}>', element("measure", measure, 2),
                 *(element("stage", stage, 2) for stage in stages), " </safeguard>"]
    return "\n".join([*rows, "</project>", ""])


# ---- jq and Python --------------------------------------------------------------------------

class Amount(float):
    """A number that is printed as it was written."""

    def __new__(cls, text):
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __repr__(self):
        return self.text


def to_json(project):
    """The project as JSON, for peers/check.jq and peers/check.py. Amounts are numbers in 万元."""
    def amount(hundredths):
        return None if hundredths is None else Amount(money(hundredths))

    tree = {"name": project.name, "code": f"SH{project.number:05}", "year": 2020,
            "reporting_unit": project.department, "money_unit": "万元", "category": project.category,
            "leader": project.leader, "contact": project.contact, "phone": project.phone,
            "first": project.first, "last": project.last, **dict(zip(SIGNED, project.signed)), "bases": project.bases,
            **{name: project.texts[chinese] for chinese, name in TEXTS.items()},
            "funding": {
                "total": amount(project.total), "year": amount(project.year),
                "grant": amount(project.grant), "other": amount(project.other),
                **{name: amount(one) for name, one in zip(GRANTS_ENGLISH, project.grants)},
                "plan": [{"year": year, "amount": amount(one)} for year, one in project.plan]},
            "indicators": [], "tasks": [], "line_total": amount(project.line_total), "safeguards": []}
    for one in project.indicators:
        value = one.value if one.kind in ("grade", "date") else Amount(one.value)
        tree["indicators"].append({
            "level_one": one.level_one, "level_two": one.level_two, "name": one.name,
            "target": {"relation": one.relation, "value": value, "unit": one.unit},
            **({"term": {"relation": one.relation, "value": Amount(one.term), "unit": one.unit}}
               if one.term else {}),
            **notes(one)})
    for task in project.tasks:
        lines = []
        for line in task.lines:
            lines.append({"name": line.name, "amount": amount(line.amount)})
            if line.factors:
                lines[-1]["price"] = {"value": Amount(line.price), "unit": line.price_unit}
                lines[-1]["factors"] = [{"value": number, "unit": unit} for number, unit in line.factors]
            lines[-1].update(notes(line))
        tree["tasks"].append({"name": task.name, "subtotal": amount(task.subtotal), "lines": lines})
    for kind, title, measure, stages in project.safeguards:
        tree["safeguards"].append({"kind": kind, "document": title, "measure": measure,
                                   "stages": list(stages)})
    # One value a line would be a third larger; one line alone is what programs exchange.
    return json.dumps(tree, ensure_ascii=False) + "\n"


# ---- ledger ---------------------------------------------------------------------------------

def ledger_transaction(name, *postings):
    """A transaction of postings (account, amount)."""
    return [f"2020/01/01 * {name}", *(f"    {account}  {amount}" for account, amount in postings), ""]


def to_ledger(project):
    """The project as transactions: a line puts its product against its amount, which waits in the
    account of its task; a total takes what waits away and asserts that nothing is left."""
    owner = f"{project.number:05}"
    waiting, granted = f"待分配:{owner}", f"财政拨款:{owner}"
    rows = [f"; {text}" for text in (
        project.name, project.department, project.category, project.leader, project.contact,
        project.phone, project.first, project.last, *project.signed, *project.bases, *project.texts.values())]
    rows += [f"; {one.level_one} {one.level_two} {one.name} {one.relation} {one.value}{one.unit} "
             f"{' '.join(notes(one).values())}" for one in project.indicators]
    rows += [f"; {kind} {title} {measure} {' '.join(stages)}"
             for kind, title, measure, stages in project.safeguards]
    rows.append("")
    for number, task in enumerate(project.tasks, 1):
        waiting_here = waiting if task.subtotal is None else f"{waiting}:{number}"
        for line in task.lines:
            product = f"{money(line.amount)} 万元"
            if line.factors:
                price = line.price if line.price_unit.startswith("万元") else f"{int(line.price) / 10000:.4f}"
                product = f"({' * '.join(str(count) for count, _ in line.factors)} * {price} 万元)"
            note = "  ; ".join(["", *notes(line).values()])
            rows += ledger_transaction(line.name, (f"支出:{owner}:{number}", product + note),
                                       (waiting_here, f"-{money(line.amount)} 万元"))
        if task.subtotal is not None:
            rows += ledger_transaction(task.name, (waiting_here, f"{money(task.subtotal)} 万元 = 0 万元"),
                                       (waiting, f"-{money(task.subtotal)} 万元"))
    rows += ledger_transaction("当年预算", (waiting, f"{money(project.year)} 万元 = 0 万元"),
                               (granted, f"-{money(project.grant)} 万元"),
                               (f"其他资金:{owner}", f"-{money(project.other)} 万元"))
    rows += ledger_transaction("财政拨款", (granted, f"{money(project.grant)} 万元 = 0 万元"),
                               *((f"{name}:{owner}", f"-{money(amount)} 万元")
                                 for name, amount in zip(GRANTS, project.grants)))
    if project.plan:
        rows += ledger_transaction("总预算", (f"总预算:{owner}", f"{money(project.total)} 万元"),
                                   *((f"年度:{owner}:{year}", f"-{money(amount)} 万元")
                                     for year, amount in project.plan))
    return "\n".join(rows) + "\n"


FORMS = {"jx": to_jx, "xml": to_xml, "json": to_json, "ledger": to_ledger}

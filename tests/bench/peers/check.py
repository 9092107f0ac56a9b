"""The checks of check.jq in Python, with exact decimals: prints the name of each wrong file."""
import json
import sys
from decimal import Decimal

CATEGORIES = {"一次性项目", "经常性项目", "中期预算试点项目"}
RULES = {"项目管理制度", "预算管理制度", "财务管理制度"}
STAGES = {"立项和计划阶段", "实施阶段", "收尾和完成阶段"}
UNITS = {"时效": {"", "%", "天", "月"}, "满意度": {"", "%"}}
SCALES = {"元": Decimal("0.0001"), "万元": 1}


def line_is_right(line):
    """Whether price × quantities is the amount, in numbers and units."""
    if "price" not in line:
        return True
    money, unit = line["price"]["unit"].split("/")
    product = line["price"]["value"] * SCALES[money]
    for factor in line["factors"]:
        product *= factor["value"]
    return product == line["amount"] and unit == "·".join(factor["unit"] for factor in line["factors"])


def target_is_right(indicator):
    """Whether the target is of a type that its category takes."""
    target = indicator["target"]
    units = UNITS.get(indicator["level_two"])
    return (units is None or target["unit"] in units) and \
        isinstance(target["value"], str) == (target["unit"] == "")


def is_right(project):
    """Whether all that is checked here holds."""
    funding, tasks = project["funding"], project["tasks"]
    year = funding["year"]
    return (
        funding["grant"] == funding["upper"] + funding["own"] + funding["lower"] and
        year == funding["grant"] + funding["other"] and year <= funding["total"] and
        year == sum(line["amount"] for task in tasks for line in task["lines"]) and
        (not funding["plan"] or funding["total"] == sum(one["amount"] for one in funding["plan"])) and
        project["line_total"] in (None, year) and
        all(task["subtotal"] in (None, sum(line["amount"] for line in task["lines"]))
            for task in tasks) and
        all(line_is_right(line) for task in tasks for line in task["lines"]) and
        all(target_is_right(indicator) for indicator in project["indicators"]) and
        project["category"] in CATEGORIES and
        all(one["kind"] in RULES and STAGES.issuperset(one["stages"]) for one in project["safeguards"]))


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        if not is_right(json.loads(file.read(), parse_float=Decimal)):
            print(path)

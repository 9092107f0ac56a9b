"""Inputs that grow: ordinary ones and such as were made to hurt. growth.py measures them."""
import random

PROJECT = """项目 "项目{0}" {{
    年度：2026
    金额单位：万元
    资金 {{
        总预算：80.00
        当年预算：80.00 {{
            财政拨款：80.00
        }}
    }}
    产出目标 {{
        数量 "完成数量" >= 12 个
        质量 "合格率" >= 98%
    }}
    明细 "建设" {{
        "培训费"：5.00 万元/门 × 4 门 = 20.00 万元
        "设备费"：20.00 万元/项 × 3 项 = 60.00 万元
    }}
}}
"""
HEAD, TAIL = '引用 "std/上海市/2020"\n项目 "示例" {\n金额单位：万元\n', "}\n"
DETAIL = HEAD + '明细 "建设" {\n'
END = "}\n" + TAIL
OUTPUTS = HEAD + "产出目标 {\n"
PLAN = HEAD + "资金 {\n总预算：80.00\n年度安排 {\n"


def repeat(head, repeated, tail):
    """A maker of texts: what comes first, what is repeated with its number in it, what comes last."""
    def make(size):
        room = size - len((head + tail).encode())
        width = len(repeated.format(10000000).encode())
        count = max(1, room // width)
        body = "".join(map(repeated.format, range(count))) if "{0}" in repeated \
            else repeated.format() * count
        return (head + body + tail).encode()
    return make


def noise(size):
    """Random bytes, the same each time."""
    return random.Random(1).randbytes(size)


def characters(size):
    """Random characters that mean something to the scanner."""
    words = ('{', '}', '"', '“', '”', '《', '》', '"""', '/*', '*/', '//', '：', '，', '\n', '；', '(', ')',
             '×', '+', '-', '·', '/', '=', '>=', '≥', '1', '2020-01-01', '80.00', '万元', '项目', '明细',
             '至', '且', '%', '.', '[', ']', '\\', '\u200b', '\ufeff', '甲')
    return "".join(random.Random(1).choices(words, k=size // 3)).encode()[:size]


def encoded(encoding):
    """A maker of an ordinary text in another encoding."""
    text = '项目 "示例" {\n    概况：“全面提升教师综合能力”\n}\n'
    return lambda size: (text * (size // len(text.encode(encoding)))).encode(encoding)


SHAPES = {
    # Ordinary, and long.
    "projects": repeat("", PROJECT, ""),
    "projects of a framework": repeat('引用 "std/上海市/2020"\n', PROJECT, ""),
    "budget lines": repeat(DETAIL, '"费用{0}"：5.00 万元/门 × 4 门 = 20.00 万元\n', END),
    "lines under a total": repeat(
        HEAD + '资金 {\n当年预算：80.00\n}\n明细 "建设"：80.00 万元 {\n',
        '"费用{0}"：5.00 万元/门 × 4 门 = 20.00 万元\n', END),
    "tasks": repeat(HEAD, '明细 "建设{0}" {{\n "费用"：1 万元\n}}\n', TAIL),
    "indicators": repeat(OUTPUTS, '数量 "指标{0}" >= {0} 个\n', END),
    "years of a plan": repeat(PLAN, "年 2020：40.00\n", "}\n" + END),
    "documents": repeat(HEAD + "立项 {\n", "依据：《管理办法{0}》\n", END),
    "units": repeat("", "单位 量词{0}：计数\n", ""),
    "units of units": repeat("单位 量词：计数\n", "单位 量词{0} = 2 量词\n", ""),
    "scales": repeat("", "等级 程度{0} {{ 高{0} > 低{0} }}\n", ""),
    "long text": repeat(HEAD + "总目标：“", "全面提升教师综合能力", "”\n" + TAIL),
    "text block": repeat(HEAD + '总目标："""\n', "全面提升教师综合能力\n", '"""\n' + TAIL),
    "rules": repeat("", '规则 查{0} "要写年度" {{ 对象：项目；要求：有(年度) 且 求和(指标.权重) = 90 }}\n', ""),
    "rules of a framework": repeat(
        '体系 "某市" "city" {\n', '规则 查{0} "要写年度" {{ 对象：指标；要求：权重 > 1 }}\n', "}\n"),
    "required fields": repeat('体系 "某市" "city" {\n', '必填：年度, 立项.依据\n', "}\n"),
    "rules on a project": repeat(
        '引用 "std/上海市/2020"\n', '规则 查{0} "要唯一" {{ 对象：项目；要求：唯一(指标.名称) }}\n',
        OUTPUTS.split("\n", 1)[1] + "".join(f'数量 "指标{n}" >= {n} 个\n' for n in range(2000)) + END),
    "rules that fail": repeat(
        '引用 "std/上海市/2020"\n', '规则 查{0} "要写" {{ 对象：项目；要求：全部(指标, 有(权重)) }}\n',
        OUTPUTS.split("\n", 1)[1] + "".join(f'数量 "指标{n}" >= {n} 个\n' for n in range(2000)) + END),
    "indicators under a nested rule": repeat(
        '引用 "std/上海市/2020"\n规则 查 "不重" { 对象：指标；要求：个数(项目.指标[名称 = 本项.名称]) = 1 }\n'
        + OUTPUTS.split("\n", 1)[1], '数量 "指标{0}" >= {0} 个\n', END),
    "indicators that must be unique": repeat(
        '引用 "std/上海市/2020"\n规则 查 "不重" { 对象：项目；要求：唯一(指标.名称) }\n'
        + OUTPUTS.split("\n", 1)[1], '数量 "指标{0}" >= {0} 个\n', END),
    "line comments": repeat("", "// 说明\n", ""),
    "doc comments": repeat("", "/// 说明\n", '项目 "示例" { }\n'),
    # One mistake, again and again.
    "wrong products": repeat(DETAIL, '"费用{0}"：5.00 万元/门 × 4 门 = 21.00 万元\n', END),
    "unlike units": repeat(DETAIL, '"费用{0}"：5.00 万元/门 × 4 项 = 20.00 万元\n', END),
    "wrong rules": repeat("", '规则 查{0} "要写" {{ 对象：项目；要求：求合(指标.全重) = 90 }}\n', ""),
    "wrong names in rules": repeat("", '规则 查{0} "要写" {{ 对象：指标；要求：目标值.关系 = 不小于 }}\n', ""),
    "names without a project": repeat("", "项目名称：甲{0}；", "\n"),
    "unknown words": repeat(HEAD, "年年{0}：2020\n", TAIL),
    "unknown units": repeat(OUTPUTS, '数量 "指标{0}" >= 5 万园{0}\n', END),
    "words never closed": repeat(HEAD, "年度 2020 = = 甲\n", TAIL),
    "fields twice": repeat(HEAD, "年度：2020\n", TAIL),
    "indicators of one name": repeat(OUTPUTS, '数量 "指标" >= 5 个\n', END),
    "tasks of one name": repeat(HEAD, '明细 "建设" {{\n "费用"：1 万元\n}}\n', TAIL),
    "units of one name": repeat("", "单位 量词：计数\n", ""),
    "uses of one file": repeat("", '引用 "std/上海市/2020"\n', ""),
    "uses of no file": repeat("", '引用 "std/没有/{0}"\n', ""),
    "wrong dates": repeat(HEAD, "期限：2020-02-30 至 2020-13-01\n", TAIL),
    "wrong escapes": repeat(HEAD + '概况："', "\\q", '"\n' + TAIL),
    "quotes a line": repeat("", '名称："\n', ""),
    "reordering signs in a text": repeat(HEAD + "概况：“", "甲\u202e", "”\n" + TAIL),
    "zero-width characters": repeat("", "\u200b", ""),
    "zero-width characters in a word": repeat("", "甲\u200b", ""),
    "combining marks": repeat(HEAD + "概况：“", "e\u0301", "”\n年年：1\n" + TAIL),
    # One sign, again and again.
    "open comments": repeat("", "/* ", ""),
    "open quotes": repeat("", "“", ""),
    "straight quotes": repeat("", '"', ""),
    "open titles": repeat("", "《", ""),
    "closing titles": repeat("", "》", ""),
    "text blocks": repeat("", '"""\n', ""),
    "colons": repeat("", "：", ""),
    "commas": repeat("甲：", "乙, ", "丙\n"),
    "semicolons": repeat("", ";", ""),
    "line ends": repeat("", "\n", ""),
    "carriage returns": repeat("", "\r", ""),
    "byte order marks": repeat("", "\ufeff", ""),
    "blanks": repeat("", " ", ""),
    "backslashes": repeat("", "\\", ""),
    "stray signs": repeat("", "? ", ""),
    "open braces": repeat("", "{{", ""),
    "closing braces": repeat("", "}}", ""),
    "open blocks": repeat("", "甲{{\n", ""),
    "blocks on a line": repeat(HEAD, "甲 {{ }}; ", TAIL),
    "open brackets": repeat("甲：", "(", ""),
    "open indexes": repeat("甲：", "乙[", ""),
    "calls in calls": repeat("甲：", "求和(", ""),
    "closing brackets": repeat("甲：", ")", "\n"),
    "minus signs": repeat("甲：", "-", "1\n"),
    "negations": repeat("甲：", "非 ", "真\n"),
    # One thing, very long.
    "a long sum": repeat("甲：1", " + 1", "\n"),
    "a long requirement": repeat('规则 查 "要写" { 对象：项目；要求：真', " 且 真", "}\n"),
    "a deep requirement": repeat('规则 查 "要写" { 对象：项目；要求：', "非 ", "真 }\n"),
    "a long pattern": repeat('规则 查 "要写" { 对象：项目；要求：匹配(概况, "', "(甲|乙)*", '") }\n'),
    "a long sum of a line": repeat(DETAIL + '"费用"：1 万元', " + 1 万元", " = 1 万元\n" + END),
    "a long product": repeat(DETAIL + '"费用"：1 万元', " × 1", " = 1 万元\n" + END),
    "a long unit": repeat(DETAIL + '"费用"：1 万元', "/门", " = 1 万元\n" + END),
    "a long path": repeat("甲", ".甲", "：1\n"),
    "many labels": repeat("甲", " 乙", "：1\n"),
    "a long name": repeat("", "甲", "\n"),
    "a long number": repeat("甲：", "1", "\n"),
    "a long fraction": repeat("甲：0.", "1", "\n"),
    "one line": repeat(HEAD, '年年{0}：2020；概况："提升"；', TAIL),
    # No text at all.
    "random bytes": noise,
    "random signs": characters,
    "NULs": lambda size: b"\0" * size,
    "NULs in a text": lambda size: (HEAD + "概况：“").encode() + b"\0" * size + "”\n}\n".encode(),
    "bytes of no character": lambda size: b"\xff" * size,
    "halves of characters": lambda size: b"\xe7\x94" * (size // 2),
    "GBK": encoded("gbk"),
    "UTF-16": encoded("utf-16-le"),
}

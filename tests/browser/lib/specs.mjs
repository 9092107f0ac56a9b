// specs.mjs - specs made for the tests of pages: hostile texts, long lists, mistakes.

// Backslashes and quotes as the language escapes them.
const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;

const head = (name, unit = "服务办") => `引用 "std/上海市/2020"

项目 ${quoted(name)} {
    年度：2020
    填报单位：${quoted(unit)}
    金额单位：万元
    类别：经常性项目
    期限：2020-01-01 至 2020-12-31
`;

const attacks = {
  name: `"><script>alert(1)</script></title></style><img src=x onerror=alert(2)>&lt;'\``,
  unit: `</td></table><svg onload=alert(3)> & &amp; &lt;b&gt;`,
  overview: `javascript:alert(4)\n<!-- ]]> {{7*7}} \${8*8} %3Cscript%3E`,
  goal: `'"\` onmouseover=alert(5) x="<iframe srcdoc='<script>alert(6)</script>'>`,
  indicator: `<a href="javascript:alert(7)">100%</a>`,
  line: `</textarea><plaintext>=cmd|' /C calc'!A0`,
};

export const hostile = {
  name: attacks.name,
  values: {
    name: attacks.name,
    reporting_unit: attacks.unit,
    overview: attacks.overview,
    overall_goal: attacks.goal,
    "indicators[0].name": attacks.indicator,
    "lines[0].lines[0].name": attacks.line,
  },
  text: `${head(attacks.name, attacks.unit)}
    概况：${quoted(attacks.overview)}
    总目标：${quoted(attacks.goal)}
    资金 { 总预算：1.00; 当年预算：1.00 { 财政拨款：1.00 { 本级财政安排：1.00 }; 其他资金：0.00 } }
    产出目标 { 数量 ${quoted(attacks.indicator)} >= 100% }
    明细 "任务" { ${quoted(attacks.line)}：1.00 万元/项 × 1 项 = 1.00 万元 }
}
`,
};

const COUNT = 120;
const numbers = [...Array(COUNT).keys()].map((n) => n + 1);

export const many = {
  count: 2 * COUNT,
  row: /第 \d+ (?:项指标|条明细)/,
  text: `${head("很长的清单")}
    资金 { 总预算：${COUNT}.00; 当年预算：${COUNT}.00 { 财政拨款：${COUNT}.00 { 本级财政安排：${COUNT}.00 }; 其他资金：0.00 } }
    产出目标 {
${numbers.map((n) => `        ${n <= COUNT / 2 ? "数量" : "质量"} "第 ${n} 项指标" >= ${n % 100}% { 描述："说明" }`).join("\n")}
    }
    明细 "任务" {
${numbers.map((n) => `        "第 ${n} 条明细"：1.00 万元/项 × 1 项 = 1.00 万元`).join("\n")}
    }
}
`,
};

// Findings of three criteria; a waiver that holds, with hostile words, and one that has expired.
export const waived = {
  reason: `</dd></dl><script>alert(8)</script>`,
  approver: `"><img src=x onerror=alert(9)>`,
  get text() {
    return `规则 甲规则 first_rule "至少九项指标" "nine indicators at least" {
    准则：完整性
    对象：项目
    要求：个数(指标) >= 9
}
规则 乙规则 second_rule "名称不超过两个字" "names of two characters at most" {
    准则：适当性
    对象：指标
    要求：长度(名称) <= 2
}
规则 丙规则 third_rule "要有总目标" "there is a goal" {
    准则：可行性
    对象：项目
    要求：有(总目标)
}
${head("有豁免的项目")}
    豁免 甲规则 ${quoted(this.reason)} { 批准：${quoted(this.approver)}；有效期至：2020-12-31 }
    豁免 丙规则 "过期的理由" { 批准："绩效科"；有效期至：2019-12-31 }
    产出目标 { 质量 "结业考核合格率" >= 90% }
}
`;
  },
};

export const draft = {
  text: `${head("有错误的草稿")}
    资金 { 总预算：80.00; 当年预算：80.00 { 财政拨款：79.00 { 本级财政安排：79.00 }; 其他资金：0.00 } }
    产出目标 { 数量 "没有写关系"：100% }
}
`,
};

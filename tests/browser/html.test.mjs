// html.test.mjs - the pages of projects and the overview of a run, in a real browser.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import { FOLDER, ROOT, finish, jixiao, launch, open, printed, test, write } from "./lib/browser.mjs";
import { draft, hostile, many, waived } from "./lib/specs.mjs";

const require = createRequire(import.meta.url);
const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const VNU = require.resolve("vnu-jar/build/dist/vnu.jar");

fs.cpSync(path.join(ROOT, "examples"), path.join(FOLDER, "examples"), { recursive: true });
write("specs/hostile.jx", hostile.text);
write("specs/many.jx", many.text);
write("specs/draft.jx", draft.text);
write("ruled/waived.jx", waived.text);
// Most specs of lib/specs.mjs are about pages and not about rules, of which a few lines break many.
const NO_RULES = ["--allow", "all"];
jixiao("build", "examples", "-o", "out", "--to", "html", "--quiet");
jixiao("build", "ruled", "-o", "specs-out", "--to", "html", "--draft", "--quiet");
jixiao("build", "specs", "-o", "specs-out", "--to", "html", "--draft", "--quiet",
       ...NO_RULES);
write("failed/bad.jx", draft.text);
write("failed/torn.jx", "项目 \"没有右引号\n");
fs.cpSync(path.join(ROOT, "examples/road"), path.join(FOLDER, "failed"), { recursive: true });
for (const language of ["zh", "en"])
  jixiao("build", "failed", "-o", `failed-${language}`, "--to", "html", "--lang", language, "--quiet",
         ...NO_RULES);
jixiao("build", "examples/school-district/en.jx", "-o", "english", "--to", "html", "--lang", "en",
       "--quiet");
write("specs-out/changes.html",
      jixiao("diff", "examples/subsidy/subsidy.jx", "examples/subsidy/next-year.jx", "--as", "html"));

const at = (...parts) => path.join(FOLDER, ...parts);
const pages = [...fs.globSync?.(at("{out,specs-out,failed-zh,failed-en,english}/**/*.html")) ?? found(FOLDER)].sort();
function found(folder) {
  return fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"))
    .map((name) => path.join(folder, name));
}
const school = pages.find((file) => file.endsWith("out/school-district/zh.html"));
const index = at("out", "index.html");
const page = (name) => pages.find((file) => path.basename(file) === name);

await test("a page for every project, and an overview", () => {
  assert.ok(school && page("hostile.html") && page("many.html") && page("draft.html"));
  assert.ok(fs.existsSync(index));
});

await test("html-validate finds nothing", async () => {
  // How long a project's name is, is the author's to say.
  const rules = { "long-title": "off" };
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules });
  for (const file of pages) {
    const report = await validator.validateString(fs.readFileSync(file, "utf8"));
    const messages = report.results.flatMap((result) => result.messages);
    assert.deepEqual(messages.slice(0, 3).map((m) => `${file}:${m.line}: ${m.message}`), []);
  }
});

await test("vnu finds nothing", () => {
  const done = spawnSync("java", ["-Xss4m", "-jar", VNU, "--errors-only", ...pages],
                         { encoding: "utf8" });
  assert.equal(done.stderr, "");
  assert.equal(done.status, 0);
});

await test("the policy is the first thing in the head, and allows nothing but our own", () => {
  for (const file of pages) {
    const text = fs.readFileSync(file, "utf8");
    const policy = /<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">/
      .exec(text)?.[1].replaceAll("&#39;", "'");
    const script = path.basename(file) === "index.html" ? /'sha256-[\w+/]{43}='/ : /'none'/;
    assert.match(policy, new RegExp(`^default-src 'none'; style-src 'sha256-[\\w+/]{43}='; script-src ` +
                                    `${script.source}; base-uri 'none'; form-action 'none'$`));
    assert.ok(!/ style="| on\w+="|<link|<iframe|<img|url\(/.test(text), file);
  }
});

const browser = await launch();

await test("axe finds nothing, in the light and in the dark", async () => {
  for (const file of pages) {
    const { page: tab, close } = await open(browser, file, { bypassCSP: true, colorScheme: "light" });
    await tab.evaluate(AXE);
    const light = await tab.evaluate(() => axe.run());
    // Nothing but colours differs in the dark.
    await tab.emulateMedia({ colorScheme: "dark" });
    const dark = await tab.evaluate(() => axe.run({ runOnly: ["color-contrast"] }));
    await close();
    assert.ok(dark.passes.length + dark.violations.length + dark.inapplicable.length > 0, file);
    assert.deepEqual([...light.violations, ...dark.violations].map((v) => `${file}: ${v.id}: ${v.nodes[0].html}`), []);
  }
});

await test("a page asks for nothing, says nothing and runs nothing", async () => {
  for (const file of pages) {
    const { misdeeds, close } = await open(browser, file);
    await close();
    assert.deepEqual(misdeeds, [], file);
  }
});

await test("no page is wider than a phone", async () => {
  for (const file of pages) {
    const { page: tab, close } = await open(browser, file,
                                            { viewport: { width: 360, height: 740 } });
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    await close();
    assert.ok(width <= 360, `${file}: ${width}`);
  }
});

await test("hostile texts come out as they went in", async () => {
  const { page: tab, misdeeds, close } = await open(browser, page("hostile.html"));
  assert.equal(await tab.title(), hostile.name);
  assert.equal(await tab.locator("h1").textContent(), hostile.name);
  for (const [where, text] of Object.entries(hostile.values))
    assert.equal(await tab.locator(`[data-path="${where}"]`).first().textContent(), text);
  assert.equal(await tab.locator("script").count(), 0);
  await close();
  assert.deepEqual(misdeeds, []);
});

await test("hostile names come out as they went in on the overview", async () => {
  const { page: tab, misdeeds, close } = await open(browser, at("specs-out", "index.html"));
  const names = await tab.locator("#projects tbody th").allTextContents();
  assert.ok(names.includes(hostile.name), names.join("\n"));
  await close();
  assert.deepEqual(misdeeds, []);
});

await test("values keep what was written, what it is worth and where it stands", async () => {
  const { page: tab, close } = await open(browser, school);
  const value = (where) => tab.locator(`[data-path="${where}"]`).first();
  const own = value("funding.year_budget.fiscal.fiscal_own");
  assert.equal(await own.textContent(), "80.00");
  assert.equal(await own.locator("data").getAttribute("value"), "800000");
  const lines = fs.readFileSync(path.join(ROOT, "examples/school-district/zh.jx"), "utf8").split("\n");
  const line = Number(await own.getAttribute("data-line"));
  assert.match(lines[line - 1], /本级财政安排：80\.00/);
  assert.equal(await value("period.first").locator("time").getAttribute("datetime"), "2020-01-01");
  assert.equal(await value("remarks").textContent(), "");
  const quantity = value("lines[0].lines[0].quantity");
  assert.equal(await quantity.textContent(), "4.00 门");
  assert.equal(await quantity.locator("data").getAttribute("value"), "4");
  assert.equal(await tab.locator("text=/null|undefined|NaN/").count(), 0);
  await close();
});

await test("the seed's sheets are laid out as on paper", async () => {
  const { page: tab, close } = await open(browser, school);
  assert.deepEqual(await tab.locator(".sheet h2").allTextContents(), [
    "财政项目支出绩效目标申报表（项目总体情况）", "财政项目支出绩效目标申报表（绩效目标）",
    "项目支出绩效目标申报表(制度保障)"]);
  const boxes = await tab.locator('[data-path="category"]').allTextContents();
  assert.deepEqual(boxes, ["一次性项目 □", "经常性项目 ☑", "中期预算试点项目 □"]);
  const box = tab.locator('[data-path="category"] .ticked');
  assert.equal(await box.getAttribute("aria-label"), "已选");
  assert.deepEqual(await tab.locator("thead:has-text('一级目标') th").allTextContents(),
                   ["绩效目标", "一级目标", "二级目标", "三级目标", "目标值", "描述"]);
  const merged = tab.locator('[data-path="indicators[0].level_one"]');
  assert.equal(await merged.getAttribute("rowspan"), "3");
  assert.deepEqual(await tab.locator(".signature .label").allTextContents(),
                   ["填报单位负责人：", "填表人：", "填报日期："]);
  await close();
});

await test("diagnostics and cells lead to each other", async () => {
  for (const file of [school, page("draft.html")]) {
    const { page: tab, close } = await open(browser, file);
    const broken = await tab.evaluate(() => [...document.querySelectorAll("a[href]")]
      .map((a) => a.getAttribute("href"))
      .filter((href) => !/^#[cd]\d+$/.test(href) || !document.getElementById(href.slice(1))));
    assert.deepEqual(broken, []);
    assert.ok(await tab.locator(".findings li").count() > 0);
    assert.ok(await tab.locator(".marked .mark").count() > 0);
    const there = await tab.locator(".findings a.place").first().getAttribute("href");
    const back = await tab.locator(`${there} .mark`).first().getAttribute("href");
    assert.equal(await tab.locator(`${back} > p a.place`).getAttribute("href"), there);
    assert.match(await tab.locator(".findings .found:has(a.place)").first().innerText(), /^第 \d+ 行：./);
    await close();
  }
});

async function print(file) {
  const { page: tab, close } = await open(browser, file);
  const pdf = at(`${path.basename(file)}.pdf`);
  await tab.pdf({ path: pdf, preferCSSPageSize: true });
  await close();
  return pdf;
}

await test("every sheet begins a page, and a small project has few of them", async () => {
  const sheets = printed(await print(school));
  assert.ok(sheets.length >= 3 && sheets.length <= 5, `${sheets.length} pages`);
  assert.match(sheets[0], /项目总体情况[^]*填报日期/);
});

await test("of a project nothing but the form is printed", async () => {
  for (const file of [school, page("draft.html"), at("english", "en.html")]) {
    const text = printed(await print(file)).join("\n");
    assert.ok(!/概览|校验结果|通过校验：|What was found|Source:/.test(text), file);
  }
});

await test("what was waived stands in the overview, and is printed behind the form", async () => {
  const { page: tab, misdeeds, close } = await open(browser, page("waived.html"));
  const section = await tab.locator(".overview .waivers").innerText();
  for (const words of [waived.reason, waived.approver, "2020-12-31", "至少九项指标", "已过期"])
    assert.ok(section.includes(words), words);
  assert.match(await tab.locator(".verdict").innerText(), /1 项豁免/);
  assert.equal(await tab.locator(".annex").isVisible(), false);
  assert.deepEqual(misdeeds, []);
  await close();
  const sheets = printed(await print(page("waived.html")));
  assert.match(sheets.at(-1), /豁免[^]*批准[^]*2020-12-31/);
  assert.ok(!sheets.slice(0, -1).some((text) => /批准/.test(text)));
});

await test("findings stand under the criteria of the reviewers' form", async () => {
  const { page: tab, close } = await open(browser, page("waived.html"));
  const heads = await tab.locator(".problems h4").allInnerTexts();
  assert.deepEqual(heads.map((text) => text.split(" ")[0]).filter((name) => name !== "相关性"),
                   ["完整性", "适当性", "可行性"]);
  const found = await tab.locator(".problems .found").allInnerTexts();
  assert.ok(found.some((text) => text.includes("“名称”有 7 个字")), found.join("; "));
  await close();
});

await test("a long list repeats its head on every page", async () => {
  const sheets = printed(await print(page("many.html")))
    .filter((text) => many.row.test(text) && !/表外信息/.test(text));
  assert.ok(sheets.length >= 3, `${sheets.length} pages`);
  for (const text of sheets)
    assert.match(text, /三级目标|明细金额/);
  const rows = sheets.join("\n").match(new RegExp(many.row, "g"));
  assert.ok(rows.length >= many.count, `${rows.length} of ${many.count} rows`);
});

await test("a draft says so on every page of paper and at the top of the screen", async () => {
  const sheets = printed(await print(page("draft.html")));
  for (const text of sheets)
    assert.match(text, /未通过校验/);
  const { page: tab, close } = await open(browser, page("draft.html"));
  assert.match(await tab.locator(".draft").textContent(), /未通过校验/);
  await close();
});

await test("an English page speaks English around the Chinese form", async () => {
  const { page: tab, close } = await open(browser, at("english", "en.html"));
  assert.equal(await tab.locator("html").getAttribute("lang"), "en");
  assert.equal(await tab.locator(".overview h2").textContent(), "Overview");
  assert.equal(await tab.locator(".sheet").first().getAttribute("lang"), "zh-CN");
  await close();
});

await test("the overview finds and sorts projects", async () => {
  const { page: tab, misdeeds, close } = await open(browser, index);
  const names = () => tab.locator("#projects tbody tr:visible th").allTextContents();
  const all = await names();
  await tab.fill("#words", "养老");
  const found = await tab.locator("#projects tbody tr:visible").allTextContents();
  assert.ok(found.length > 0 && found.length < all.length);
  assert.ok(found.every((row) => row.includes("养老")), found.join("\n"));
  await tab.fill("#words", "");
  assert.deepEqual(await names(), all);
  const amounts = async () => (await tab.locator("#projects tbody data").evaluateAll(
    (nodes) => nodes.map((node) => node.value))).map(Number);
  const sorted = (await amounts()).sort((a, b) => a - b);
  await tab.click("#projects thead button:has-text('当年金额')");
  assert.deepEqual(await amounts(), sorted);
  await tab.click("#projects thead button:has-text('当年金额')");
  assert.deepEqual(await amounts(), sorted.reverse());
  assert.equal(await tab.locator("th[aria-sort=descending]").count(), 1);
  await tab.click("#projects tbody a >> nth=0");
  assert.equal(await tab.locator("h1").count(), 1);
  await close();
  assert.deepEqual(misdeeds.filter((text) => !/^request: file:/.test(text)), []);
});

await test("the overview can be read without a script", async () => {
  const { page: tab, close } = await open(browser, index, { javaScriptEnabled: false });
  assert.ok(await tab.locator("#projects tbody tr").count() >= 3);
  assert.equal(await tab.locator("#words").isVisible(), false);
  assert.match(await tab.locator("tfoot").textContent(), /万元/);
  await close();
});

await test("totals are shown only if every amount is known", async () => {
  const { page: tab, close } = await open(browser, at("specs-out", "index.html"));
  const known = await tab.locator("#projects tbody td data").count();
  const rows = await tab.locator("#projects tbody tr").count();
  const total = await tab.locator("tfoot td.number").textContent();
  assert.equal(/万元/.test(total), known === rows, total);
  await close();
});

await test("what failed is in the overview, without a link and outside the totals", async () => {
  for (const [language, state, note] of [["zh", /未通过 1 个错误/, /合计 合计只含通过的/],
                                         ["en", /failed 1 error/, /only those that passed/]]) {
    const { page: tab, close } = await open(browser, at(`failed-${language}`, "index.html"));
    const rows = tab.locator("#projects tbody tr");
    assert.equal(await rows.count(), 3);
    assert.equal(await rows.locator("a").count(), 1);
    for (const name of ["bad.jx", "torn.jx"]) {
      const row = rows.filter({ hasText: name });
      assert.match(await row.textContent(), state);
      assert.equal(await row.locator("a").count(), 0);
    }
    const foot = tab.locator("tfoot");
    assert.match(await foot.textContent(), note);
    const passed = await rows.filter({ has: tab.locator("a") }).locator("td data").textContent();
    assert.ok((await foot.locator("td.number").textContent()).startsWith(passed.split(" ")[0]));
    const figures = await tab.locator(".figures .figure").allTextContents();
    assert.deepEqual([figures[0], figures[3]], ["2", "2"]);
    await close();
  }
});

await browser.close();
finish();

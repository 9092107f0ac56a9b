// browser.mjs - a browser, the program, and the count of checks, for the tests of pages.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const PROGRAM = process.env.JIXIAO ?? path.join(ROOT, "build", "jixiao");

// A folder that goes when the tests end.
export const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), "jixiao-html-"));
process.on("exit", () => fs.rmSync(FOLDER, { recursive: true, force: true }));

// Runs the program in FOLDER, where mistakes in specs are no failure; returns what it printed.
export function jixiao(...words) {
  const done = spawnSync(PROGRAM, words, { cwd: FOLDER, encoding: "utf8" });
  assert.ok(done.status === 0 || done.status === 1, `${words.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

export function write(name, text) {
  const file = path.join(FOLDER, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
  });
}

// Opens a file and gathers whatever a page that keeps to itself never does.
export async function open(browser, file, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const misdeeds = [];
  page.on("dialog", (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("console", (message) => misdeeds.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => misdeeds.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address(file))
      misdeeds.push(`request: ${request.url()}`);
  });
  await page.goto(address(file));
  return { page, misdeeds, close: () => context.close() };
}

export const address = (file) => `file://${file.split("/").map(encodeURIComponent).join("/")}`;

// The text of a printed page, page by page.
export function printed(pdf) {
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  return text.split("\f").slice(0, -1);
}

let passed = 0;
let failed = 0;

// One check with a name; what it throws is its failure.
export async function test(name, check) {
  try {
    await check();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n  ${String(error?.message ?? error).replace(/\n/g, "\n  ")}`);
  }
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

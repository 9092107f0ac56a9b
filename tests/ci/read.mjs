// read.mjs yaml FILE      - prints a YAML file as JSON; fails on a key that stands twice and the like
// read.mjs workflow FILE  - prints what GitHub's own parser says against a workflow, as JSON
// read.mjs jsonc FILE     - prints JSON with lines of comments as JSON
// read.mjs match          - reads [{regexps, lines}] on standard input and prints what matches, as an editor or a runner
//                           would: each of `regexps` on a line of its own, one below the other
import { readFileSync } from "node:fs";
import { register } from "node:module";

const [mode, path] = process.argv.slice(2);

async function workflowErrors() {
  // The package imports JSON without saying so, as node wants it said.
  register("data:text/javascript," + encodeURIComponent(`export const load = (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`));
  const { parseWorkflow, NoOperationTraceWriter } = await import("@actions/workflow-parser");
  const file = { name: path, content: readFileSync(path, "utf8") };
  return parseWorkflow(file, new NoOperationTraceWriter()).context.errors.getErrors().map(String);
}

function matches({ regexps, lines }) {
  const compiled = regexps.map((regexp) => new RegExp(regexp));
  return lines.flatMap((_, start) => {
    const found = compiled.map((regexp, below) => regexp.exec(lines[start + below] ?? ""));
    return found.every(Boolean) ? [found.map((match) => [...match])] : [];
  });
}

const modes = {
  yaml: async () => (await import("yaml")).parse(readFileSync(path, "utf8"), { strict: true, uniqueKeys: true }),
  workflow: workflowErrors,
  jsonc: async () => JSON.parse(readFileSync(path, "utf8").replace(/^\s*\/\/.*$/gm, "")),
  match: async () => JSON.parse(readFileSync(0, "utf8")).map(matches),
};
console.log(JSON.stringify(await modes[mode]()));

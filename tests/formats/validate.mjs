// validate.mjs SCHEMA FILE... - validates JSON files with ajv, all in one process. Prints a line a mistake, the
// first few of a file; exit 1 if there is any.
// validate.mjs --sarif SCHEMA - writes the schema of SARIF, made from the types that are published for it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

const MISTAKES_SHOWN = 5;
const [first, ...paths] = process.argv.slice(2);

if (first === "--sarif") {
  const { createGenerator } = await import("ts-json-schema-generator");
  const types = fileURLToPath(import.meta.resolve("@types/sarif/package.json")).replace("package.json", "index.d.ts");
  const generator = createGenerator({ path: types, type: "Log", skipTypeCheck: true });
  writeFileSync(paths[0], JSON.stringify(generator.createSchema("Log")));
} else {
  const schema = JSON.parse(readFileSync(first, "utf8"));
  const ajv = schema.$schema.includes("2020-12") ? new Ajv2020({ allErrors: true, strict: true })
    : new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile(schema);
  for (const path of paths) {
    if (validate(JSON.parse(readFileSync(path, "utf8")))) continue;
    process.exitCode = 1;
    for (const { instancePath, message, params } of validate.errors.slice(0, MISTAKES_SHOWN)) {
      console.log(`${path}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
    }
  }
}

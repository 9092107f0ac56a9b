// schema.mjs SCHEMA FILE... - validates JSON files against a JSON Schema (2020-12) with ajv, all in
// one process. Prints a line a mistake, the first few of a file; exit 1 if there is any.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const MISTAKES_SHOWN = 5;
const [schemaPath, ...paths] = process.argv.slice(2);

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, "utf8")));

for (const path of paths) {
  if (validate(JSON.parse(readFileSync(path, "utf8")))) continue;
  process.exitCode = 1;
  for (const { instancePath, message, params } of validate.errors.slice(0, MISTAKES_SHOWN)) {
    console.log(`${path}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  }
}

// Says what is wrong with a Teams manifest, by Microsoft's own schema: one line for each fault.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv-draft-04");
const formats = require("ajv-formats");
const manifest = JSON.parse(readFileSync(process.argv[2], "utf8"));
const folder = `@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}`;
const schema = require(`${folder}/MicrosoftTeams.schema.json`);
const ajv = new (Ajv.default ?? Ajv)({ allErrors: true, strict: false });
(formats.default ?? formats)(ajv);
const validate = ajv.compile(schema);
if (!validate(manifest)) {
  for (const error of validate.errors) console.log(`${error.instancePath} ${error.message}`);
  process.exit(1);
}

/**
 * The JSON schema of SARIF 2.1.0, in the copy of Microsoft's package for its own tests (MIT): that of JSON Schema
 * Store, which code scanning names.
 */
import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

export function sarifValidator(): ValidateFunction {
  const path = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  // Of draft 04 it uses nothing that draft 07 reads otherwise, except for these two.
  const { $schema, id, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  // One of its patterns is no regular expression in Unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

import assert from "node:assert/strict";
import { variableName } from "../../../../policypack/code/names";

describe("the variable for a resource", () => {
  for (const [logicalName, variable] of [
    ["database", "database"],
    ["database-url", "databaseUrl"],
    ["databaseUrl", "databaseUrl"],
    ["Database", "database"],
    ["shop.db/url", "shopDbUrl"],
    ["DATABASE_URL", "databaseUrl"],
    ["DATABASE", "database"],
    ["shop-DB", "shopDb"],
    ["shop-dbURL", "shopDbURL"],
    ["v2-API", "v2Api"],
    ["2-API", "_2Api"],
    ["DELETE", "deleteResource"],
    ["default", "defaultResource"],
  ] as const) {
    it(`\`${logicalName}\` is \`${variable}\``, () => assert.equal(variableName(logicalName), variable));
  }
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("the lock file", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, Locked>>;
  };

  // `npm install` leaves out what its registry does not have, and then `npm ci` refuses the file everywhere.
  it("has the packages of all platforms", () => {
    for (const { optionalDependencies = {} } of Object.values(packages)) {
      for (const name of Object.keys(optionalDependencies)) {
        assert.ok(Object.hasOwn(packages, `node_modules/${name}`), name);
      }
    }
  });

  it("names no registry", () => {
    for (const [name, { resolved = "" }] of Object.entries(packages))
      assert.doesNotMatch(resolved, /:\/\//, name);
  });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quickStart } from "../../../offline/node/prepare";
import { root } from "../../../offline/workspace";

describe("the quick start of programs and packs", () => {
  let cache: string;
  let environment: NodeJS.ProcessEnv;

  before("compiling what is installed", async () => {
    cache = mkdtempSync(join(tmpdir(), "quick-start-"));
    environment = await quickStart({ NODE_OPTIONS: "--no-deprecation" }, cache);
  });

  after(() => rmSync(cache, { recursive: true, force: true }));

  const print = (code: string, more: NodeJS.ProcessEnv = {}) =>
    execFileSync(process.execPath, ["-e", `${code}.then(console.log)`], {
      cwd: root,
      env: { ...process.env, ...environment, ...more },
      encoding: "utf8",
    }).trim();

  it("compiles once", async () => {
    const made = readdirSync(cache);
    assert.deepEqual(await quickStart({ NODE_OPTIONS: "--no-deprecation" }, cache), environment);
    assert.deepEqual(readdirSync(cache), made);
  });

  it("leaves alone what a program does not use", () => {
    const loaded = `import("@pulumi/pulumi").then(() => Object.keys(require.cache).filter((file) => /typescript|arborist/.test(file)).length)`;
    assert.equal(print(loaded), "0");
    assert.notEqual(print(loaded, { NODE_OPTIONS: "" }), "0");
  });

  it("loads the rest when it is used", () => {
    const serialized = `require("@pulumi/pulumi").runtime.serializeFunction(() => "served").then(({ text }) => text.includes("served"))`;
    assert.equal(print(serialized), "true");
  });

  it("leaves Node.js as it is where nothing is compiled for it", () => {
    assert.equal(print("Promise.resolve(1)", { ECS_GUARDRAILS_COMPILED: join(cache, "another") }), "1");
  });

  it("does without a cache that cannot be written", async () => {
    const file = join(cache, "file");
    writeFileSync(file, "");
    assert.deepEqual(await quickStart({}, join(file, "cache")), {});
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectations, previewStack } from "../../offline/stacks";
import { root } from "../../offline/workspace";
import { together } from "../support/together";

const readme = readFileSync(join(root, "README.md"), "utf8");

describe("stacks of this project", () => {
  together(
    new Map(
      Object.keys(expectations).map((stack) => [
        `${stack} is judged as expected, and the README quotes its rejection`,
        async (workspace) => {
          const { faults, messages, output } = await previewStack(workspace, stack);
          assert.deepEqual(faults, [], output);
          for (const message of messages) assertQuoted(message);
        },
      ]),
    ),
  );
});

/** The README shows messages as the CLI prints them, indented. */
function assertQuoted(message: string): void {
  const lines = (text: string) => text.split("\n").map((line) => line.trim());
  const quoted = new Set(lines(readme));
  for (const line of lines(message)) {
    assert.ok(line === "" || quoted.has(line), `README.md does not hold this line of a rejection:\n${line}`);
  }
}

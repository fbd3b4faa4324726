import assert from "node:assert/strict";
import { captureNames, readCapture } from "../../support/captures";
import { judge } from "../../support/pack";

describe("what the engine sent in scenarios", () => {
  it("is there", () => assert.ok(captureNames().length > 0));

  for (const name of captureNames()) {
    it(`${name} is judged here as on the real CLI`, async () => {
      const { finds, resources } = readCapture(name);
      const { diagnostics } = await judge(resources);
      const found = diagnostics.flatMap(({ policy, ids, urn, presumed }) =>
        ids.map(
          (id) =>
            `${policy} ${id} ${urn.replace(/^urn:pulumi:.*?::scenarios::/, "")}${presumed ? " presumed" : ""}`,
        ),
      );
      assert.deepEqual(found.sort(), finds);
    });
  }
});

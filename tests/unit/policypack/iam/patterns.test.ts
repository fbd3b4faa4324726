import assert from "node:assert/strict";
import * as fc from "fast-check";
import { intersects } from "../../../../policypack/iam/globs";
import { Patterns } from "../../../../policypack/iam/patterns";

const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 6 });

describe("many patterns", () => {
  it("intersect with another one where each by itself does", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.array(text, { maxLength: 3 }), (patterns, others) => {
        const all = new Patterns(patterns.map((pattern) => [pattern, pattern]));
        for (const arns of others) {
          const expected = patterns.filter((pattern) => intersects(pattern, arns));
          assert.deepEqual(all.intersecting(arns).sort(), expected.sort());
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("intersect in no way where there are none", () => {
    assert.deepEqual(new Patterns([]).intersecting("*"), []);
  });
});

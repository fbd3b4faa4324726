import assert from "node:assert/strict";
import { captureNames, readCapture } from "../support/captures";
import { type SeenResource, unknown } from "../support/pack";
import { verdictsOn } from "../support/partial/verdicts";
import { printedStack } from "../support/printed";
import { Output, Stack } from "../support/stack";

/** What the program of a text shows. */
function shownBy(program: string): SeenResource[] {
  const body = program.replaceAll(/^const (stack) = /gm, "const $1 = ");
  return new Function("Stack", "Output", "unknown", `${body}\nreturn stack.seen("update preview");`)(
    Stack,
    Output,
    unknown,
  );
}

describe("the program that is printed of a stack", () => {
  for (const name of captureNames()) {
    it(`is judged like it: ${name}`, () => {
      const { resources } = readCapture(name);
      const verdicts = (seen: readonly SeenResource[]) =>
        verdictsOn(seen).map(({ policy, id, urn, certainty }) =>
          [policy, id, urn.split("::").slice(2).join("::"), certainty].join(" "),
        );
      const expected = verdicts(resources);
      assert.deepEqual(verdicts(shownBy(printedStack(resources))), expected);
    });
  }
});

import assert from "node:assert/strict";
import { pasted } from "../../../../policypack/code/tree";
import { typescript } from "../../../../policypack/code/typescript";
import { redeployCode } from "../../../../policypack/ecs/redeploy-code";
import { type Properties, UNKNOWN } from "../../../../policypack/stack/properties";
import { component, graph, resource } from "../../../support/resources";

const server = resource("users");

function code(inputs: Properties, after = [server], around = after): string[] {
  const service = resource("storefront", { inputs });
  return pasted(typescript, redeployCode(graph(service, ...around), service, after));
}

const force = "    forceNewDeployment: true,";
const trigger = "    triggers: { users: users.id },";
const another = "    triggers: { /* what it has */ users: users.id },";

describe("code for a new deployment", () => {
  for (const [it_, inputs, lines] of [
    ["sets both properties", {}, [force, trigger]],
    ["leaves out `forceNewDeployment` that is set", { forceNewDeployment: true }, [trigger]],
    ["sets it where it is false", { forceNewDeployment: false }, [force, trigger]],
    ["sets it where it is not known", { forceNewDeployment: UNKNOWN }, [force, trigger]],
    ["keeps triggers", { triggers: { version: "2" } }, [force, another]],
    ["keeps triggers that are not known", { triggers: UNKNOWN }, [force, another]],
    [
      "keeps triggers beside `forceNewDeployment` that is set",
      { forceNewDeployment: true, triggers: { version: UNKNOWN } },
      [another],
    ],
  ] as const) {
    it(it_, () => assert.deepEqual(code(inputs), lines));
  }

  it("prints no value of the triggers", () => {
    assert.doesNotMatch(code({ triggers: { hunter2: "hunter3" } }).join("\n"), /hunter/);
  });

  it("has a text for what is inside a component", () => {
    const inner = resource("users", { parent: "back-end" });
    assert.deepEqual(code({ triggers: {} }, [inner], [component("back-end"), inner]), [
      force,
      `    triggers: { /* what it has */ users: "a new value" },`,
    ]);
  });
});

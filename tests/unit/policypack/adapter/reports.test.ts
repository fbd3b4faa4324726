import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { policies } from "../../../../policypack/adapter/pack";

describe("a report", () => {
  it("is an object, of which older versions of the SDK make its text", async () => {
    const [judging] = policies([], []) as ResourceValidationPolicy[];
    const urn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    const args = {
      urn,
      type: "pulumi:pulumi:Stack",
      name: "shop-dev",
      props: {},
      getConfig: () => ({ wehn: "always" }),
    } as unknown as ResourceValidationArgs;
    const reported: unknown[][] = [];
    const validate = judging?.validateResource;
    assert.ok(typeof validate === "function");
    await validate(args, (...report: unknown[]) => void reported.push(report));
    const text =
      'The configuration of this policy has a mistake: "wehn" is not one of exemptions, language.\nFinding: config/wehn';
    assert.equal(reported.length, 1);
    assert.deepEqual(
      reported.map(([report, at]) => [`${report}`, (report as { message?: string }).message, at]),
      [[text, text, urn]],
    );
  });
});

import * as assert from "node:assert/strict";
import type { Attributes, ResourceType } from "../../../offline/aws/declarations";
import type { Properties } from "../../../offline/aws/properties";
import { UNKNOWN } from "../../../offline/aws/properties";
import { resourceType, tableTokens } from "../../../offline/aws/table";
import { casesOf } from "../../conformance/cases";
import { compare } from "../../conformance/comparison";
import { planOf } from "../../conformance/plans";
import type { Json } from "../../conformance/terraform-form";
import { fromTerraform, toTerraform } from "../../conformance/terraform-form";

const LATER = "$" + "{jsondecode(terraform_data.later.id)}";

const attributes: Attributes = {
  arn: { class: "computed", type: "string", whenUnset: "unknown" },
  name: { class: "required", type: "string" },
  subnetIds: { class: "optional", type: "array", nesting: "set" },
  tags: { class: "optional", type: "map" },
  settings: {
    class: "optional",
    type: "array",
    kind: "block",
    terraform: "setting",
    attributes: { hostPath: { class: "optional", type: "string" } },
  },
  network: {
    class: "optional",
    type: "object",
    kind: "block",
    attributes: { assignPublicIp: { class: "optional", type: "boolean" } },
  },
  rules: {
    class: "optional",
    type: "array",
    attributes: {
      fromPort: { class: "required", type: "number" },
      description: { class: "optional", type: "string" },
    },
  },
};

describe("arguments in Terraform's form", () => {
  it("have Terraform's names, and blocks as lists", () => {
    assert.deepEqual(
      toTerraform(attributes, {
        arn: "computed",
        name: "some",
        subnetIds: ["one"],
        settings: [{ hostPath: "/", __defaults: [] }],
        network: { assignPublicIp: true, __defaults: [] },
        __defaults: ["name"],
      }),
      {
        name: "some",
        subnet_ids: ["one"],
        setting: [{ host_path: "/" }],
        network: [{ assign_public_ip: true }],
      },
    );
  });

  it("say what is not known yet", () => {
    assert.deepEqual(
      toTerraform(attributes, {
        name: UNKNOWN,
        subnetIds: ["one", UNKNOWN],
        tags: { stage: UNKNOWN },
        settings: UNKNOWN,
      }),
      {
        name: LATER,
        subnet_ids: ["one", LATER],
        tags: { stage: LATER },
        dynamic: { setting: { for_each: LATER, content: {} } },
      },
    );
  });

  it("name all members of an object that is no block, and keep text that looks like an expression", () => {
    assert.deepEqual(toTerraform(attributes, { name: "$" + "{it} %{if}", rules: [{ fromPort: 80 }] }), {
      name: "$$" + "{it} %%{if}",
      rules: [{ from_port: 80, description: null }],
    });
  });

  it("come back from a plan under Pulumi's names", () => {
    const after: Json = {
      subnet_ids: [null],
      name: "some",
      tags: { stage: "dev" },
      setting: [{ host_path: null }, {}],
      network: [{ assign_public_ip: true }],
      rules: [],
    };
    const unknown: Json = { arn: true, subnet_ids: [true], setting: [{}, { host_path: true }], rules: [] };
    assert.deepEqual(fromTerraform(attributes, after, unknown), {
      arn: UNKNOWN,
      name: "some",
      subnetIds: [UNKNOWN],
      tags: { stage: "dev" },
      settings: [{ hostPath: null }, { hostPath: UNKNOWN }],
      network: { assignPublicIp: true },
      rules: [],
    });
    assert.equal(fromTerraform(attributes, { network: [] }, {}).network, null);
  });
});

describe("a comparison of two plans", () => {
  const type: ResourceType = { token: "aws:some/thing:Thing", attributes };

  it("counts by what the real provider plans", () => {
    const plan: Properties = {
      arn: UNKNOWN,
      name: "some",
      subnetIds: null,
      tags: null,
      network: { assignPublicIp: false },
    };
    const { differences, compared } = compare(type, { name: "some" }, plan, plan);
    assert.deepEqual(differences, []);
    // Properties that neither has count as null.
    assert.deepEqual(compared, { unknown: 1, null: 4, kept: 1, default: 1 });
  });

  it("tells members of blocks apart, and takes sets in any order", () => {
    const ours = {
      subnetIds: ["two", "one"],
      settings: [{ hostPath: null }],
      network: { assignPublicIp: false },
    };
    const theirs: Properties = {
      subnetIds: ["one", "two"],
      settings: [{ hostPath: "" }],
      network: { assignPublicIp: UNKNOWN },
    };
    assert.deepEqual(compare(type, {}, ours, theirs).differences, [
      { property: "settings[].hostPath", standIn: null, real: "" },
      { property: "network.assignPublicIp", standIn: false, real: UNKNOWN },
    ]);
  });

  it("finds an element more, and nothing where something should be", () => {
    const differences = compare(type, {}, { tags: {}, rules: [] }, { tags: null, rules: [{ fromPort: 1 }] });
    assert.deepEqual(
      differences.differences.map(({ property }) => property),
      ["tags", "rules"],
    );
  });
});

describe("the cases of a type", () => {
  it("have every argument set, unknown and empty, those in blocks as well", () => {
    const cases = casesOf({ token: "aws:some/thing:Thing", attributes });
    assert.deepEqual(
      cases.filter(({ path }) => path === "network.assignPublicIp").map((one) => [one.how, one.arguments]),
      [
        ["set", { network: { assignPublicIp: true } }],
        ["unknown", { network: { assignPublicIp: UNKNOWN } }],
        ["empty", { network: { assignPublicIp: false } }],
      ],
    );
    assert.deepEqual(
      cases.filter(({ path }) => path === "subnetIds").map((one) => [one.how, one.arguments]),
      [
        ["set", { subnetIds: ["some"] }],
        ["unknown", { subnetIds: UNKNOWN }],
        ["empty", { subnetIds: [] }],
        ["partly", { subnetIds: ["some", UNKNOWN] }],
      ],
    );
    assert.deepEqual(cases[0], { token: "aws:some/thing:Thing", path: "", how: "unset", arguments: {} });
  });

  it("begin with the least that a program must say, of each type of the table", () => {
    for (const token of tableTokens()) {
      const [least] = casesOf(resourceType(token));
      assert.ok(least);
      assert.deepEqual(planOf(least).failures, [], token);
    }
  });
});

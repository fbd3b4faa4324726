import * as assert from "node:assert/strict";
import type { Attributes } from "../../../offline/aws/declarations";
import { SIGNATURE, UNKNOWN_STRING } from "../../../offline/aws/properties";
import { bridgedFunction, bridgedId, bridgedType } from "../../end-to-end/names";
import type { Schema } from "../../end-to-end/schema";
import { fromBridge, pathFromBridge, pathToBridge, toBridge } from "../../end-to-end/translation";

const schema: Schema = {
  resources: {
    "aws:index/ecsService:EcsService": { inputProperties: {} },
    "aws:index/schedulerSchedule:SchedulerSchedule": { inputProperties: {} },
    "aws:index/eip:Eip": { inputProperties: {} },
  },
  functions: { "aws:index/getIamRole:getIamRole": {}, "aws:index/getVpc:getVpc": {} },
  types: {
    "aws:index/LoadBalancer:LoadBalancer": { properties: { targetGroupArn: { type: "string" } } },
    "aws:index/Network:Network": { properties: { subnets: { type: "array", items: { type: "string" } } } },
  },
};

/** A service as @pulumi/aws has it; of `network` it makes an object, and the bridge here a list. */
const attributes: Attributes = {
  loadBalancers: {
    class: "optional",
    type: "array",
    terraform: "load_balancer",
    attributes: { targetGroupArn: { class: "optional", type: "string" } },
  },
  network: {
    class: "optional",
    type: "object",
    attributes: { subnets: { class: "required", type: "array" } },
  },
  policy: { class: "optional", type: "string", acceptsObject: true },
  iamRole: { class: "optional", type: "string" },
  settings: { class: "optional", type: "array", terraform: "setting" },
};
const specs = {
  loadBalancers: { type: "array", items: { $ref: "#/types/aws:index/LoadBalancer:LoadBalancer" } },
  networks: { type: "array", items: { $ref: "#/types/aws:index/Network:Network" } },
  policy: { type: "string" },
  iamRole: { type: "string" },
  setting: { type: "string" },
  ecsServiceId: { type: "string" },
};
const views = { schema, attributes, specs, id: bridgedId("aws:index/ecsService:EcsService") };
const secret = (value: string | string[]) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

describe("names of @pulumi/aws and of the bridge", () => {
  it("of a type come from Terraform's name in the stand-in's table", () => {
    assert.equal(bridgedType(schema, "aws:ecs/service:Service"), "aws:index/ecsService:EcsService");
  });

  it("of a type outside the table come from its module and name, or its name alone", () => {
    const [schedule, address] = ["aws:scheduler/schedule:Schedule", "aws:ec2/eip:Eip"];
    assert.equal(bridgedType(schema, schedule), "aws:index/schedulerSchedule:SchedulerSchedule");
    assert.equal(bridgedType(schema, address), "aws:index/eip:Eip");
  });

  it("of functions do the same", () => {
    assert.equal(bridgedFunction(schema, "aws:iam/getRole:getRole"), "aws:index/getIamRole:getIamRole");
    assert.equal(bridgedFunction(schema, "aws:ec2/getVpc:getVpc"), "aws:index/getVpc:getVpc");
  });

  it("are an error where the bridge has none", () => {
    assert.throws(
      () => bridgedType(schema, "aws:ecs/cluster:Cluster"),
      /nothing for aws:ecs\/cluster:Cluster/,
    );
  });
});

describe("properties for the bridge and back", () => {
  const cases = {
    "an object that the bridge has in a list": [
      { network: { subnets: ["a"] } },
      { networks: [{ subnets: ["a"] }] },
    ],
    "a list that the bridge has as one value": [{ settings: ["a"] }, { setting: "a" }],
    "a list with objects": [
      { loadBalancers: [{ targetGroupArn: "a" }] },
      { loadBalancers: [{ targetGroupArn: "a" }] },
    ],
    "what is unknown": [
      { network: UNKNOWN_STRING, iamRole: UNKNOWN_STRING },
      { networks: UNKNOWN_STRING, iamRole: UNKNOWN_STRING },
    ],
    "a secret in an object": [
      { network: { subnets: secret(["a"]) } },
      { networks: [{ subnets: secret(["a"]) }] },
    ],
    "what the bridge keeps for itself": [
      { __defaults: ["name"], __meta: "{}" },
      { __defaults: ["name"], __meta: "{}" },
    ],
    "the id": [{ id: "a" }, { ecsServiceId: "a" }],
    nothing: [{ network: null }, { networks: null }],
  } as const;
  for (const [name, [ours, bridged]] of Object.entries(cases)) {
    it(`keep ${name}`, () => {
      assert.deepEqual(toBridge(views, structuredClone(ours) as never), bridged);
      assert.deepEqual(fromBridge(views, structuredClone(bridged) as never), ours);
    });
  }

  it("keep the id where the bridge does not declare it", () => {
    const undeclared = { ...views, specs: {} };
    assert.deepEqual(toBridge(undeclared, { id: "a" }), { id: "a" });
    assert.deepEqual(fromBridge(undeclared, { id: "a" }), { id: "a" });
  });

  it("make text of a document, which is unknown if a part is, and keeps what secrets hold", () => {
    const text = (policy: object) => toBridge(views, { policy: policy as never }).policy;
    assert.equal(text({ Version: "1" }), '{"Version":"1"}');
    assert.equal(text({ Resource: UNKNOWN_STRING }), UNKNOWN_STRING);
    assert.deepEqual(text({ Resource: secret("a") }), secret('{"Resource":"a"}'));
  });

  it("are an error where the bridge has none of that name", () => {
    assert.throws(() => toBridge(views, { colour: "red" }), /no `colour`/);
  });

  it("have paths that begin with their names", () => {
    assert.equal(pathFromBridge(views, "networks[0].subnets"), "network[0].subnets");
    assert.equal(pathToBridge(views, "network.subnets"), "networks.subnets");
  });
});

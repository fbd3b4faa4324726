/** A service made without an engine, one argument added to what it must be told. */
import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { FargateService, type FargateServiceArgs } from "../../../components";
import { ofType, type Registered, registered } from "../../support/mocks";

/** What a service must be told. */
const base: FargateServiceArgs = { cluster: "arn:cluster", image: "shop", subnets: ["subnet-1"] };

/** What a service called `shop` registers, also collected in `resources`. */
export function make(
  edit: Partial<FargateServiceArgs> = {},
  resources: Registered[] = [],
): Promise<Registered[]> {
  return registered(() => new FargateService("shop", { ...base, ...edit }), resources);
}

/** The role and the statements of a policy. */
export function documentOf(resources: Registered[], name: string) {
  const policy = ofType(resources, "aws:iam/rolePolicy:RolePolicy").get(name);
  assert.ok(policy, `there is no policy ${name}`);
  return { role: policy.role, statements: JSON.parse(String(policy.policy)).Statement };
}

/** The task definition of the service. */
export function definitionOf(resources: Registered[]) {
  const definition = ofType(resources, "aws:ecs/taskDefinition:TaskDefinition").get("shop");
  assert.ok(definition);
  return definition;
}

/** The definition of a container, the main one unless it is named. */
export function containerOf(resources: Registered[], name = "app") {
  const containers: { name: string }[] = JSON.parse(String(definitionOf(resources).containerDefinitions));
  const [container, ...others] = containers.filter((each) => each.name === name);
  assert.ok(container && others.length === 0, `there is not one container ${name}`);
  return container as unknown as Record<string, unknown> & Record<"logConfiguration", { options: object }>;
}

/** The service itself. */
export function serviceOf(resources: Registered[]) {
  const service = ofType(resources, "aws:ecs/service:Service").get("shop");
  assert.ok(service);
  return service;
}

/** The value of an output, or the error of what it is made with. */
export function settled<T>(output: pulumi.Output<T>): Promise<unknown> {
  return (output as unknown as { promise(): Promise<unknown> }).promise();
}

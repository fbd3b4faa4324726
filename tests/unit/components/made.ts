/** A service made without an engine, one argument added to what it must be told. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  type ApplicationServiceArgs,
  FargateService,
  type FargateServiceArgs,
  ServiceConnectApplication,
  type ServiceConnectApplicationArgs,
} from "../../../components";
import { ofType, type Registered, registered } from "../../support/mocks";

/** What a service must be told. */
const base: FargateServiceArgs = { cluster: "arn:cluster", image: "shop", subnets: ["subnet-1", "subnet-2"] };

/** What a service called `shop` registers, also collected in `resources`. */
export function make(
  edit: Partial<FargateServiceArgs> = {},
  resources: Registered[] = [],
): Promise<Registered[]> {
  return registered(() => newService(edit), resources);
}

/** A service called `shop`. */
export function newService(edit: Partial<FargateServiceArgs> = {}): FargateService {
  return new FargateService("shop", { ...base, ...edit });
}

/** What a service called `shop` tells of itself. */
export async function told<T>(
  edit: Partial<FargateServiceArgs>,
  ask: (service: FargateService) => pulumi.Output<T> | undefined,
): Promise<unknown> {
  let answer: Promise<unknown> | undefined;
  await registered(() => {
    const service = newService(edit);
    const output = ask(service);
    answer = output && settled(output);
    return service;
  });
  return answer;
}

/** What a service needs besides to be reached from a load balancer. */
export const served = { port: 8080, vpcId: "vpc-1" };

/** What an application called `app` registers, also collected in `resources`. */
export function makeApplication(
  services: Record<string, ApplicationServiceArgs>,
  edit: Partial<ServiceConnectApplicationArgs> = {},
  look: (application: ServiceConnectApplication) => void = () => {},
  resources: Registered[] = [],
): Promise<Registered[]> {
  return registered(() => {
    const application = newApplication(services, edit);
    look(application);
    return application;
  }, resources);
}

/** An application called `app`. */
export function newApplication(
  services: Record<string, ApplicationServiceArgs>,
  edit: Partial<ServiceConnectApplicationArgs> = {},
): ServiceConnectApplication {
  const place = { namespaceName: "shop.local", vpcId: "vpc-1", subnets: ["subnet-1", "subnet-2"] };
  return new ServiceConnectApplication("app", { ...place, services, ...edit });
}

/** The options of what a program makes, by type and name. */
export async function optionsOf(
  program: () => unknown,
): Promise<Record<string, pulumi.CustomResourceOptions>> {
  const seen: Record<string, pulumi.CustomResourceOptions> = {};
  await registered(() => {
    pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
      seen[`${type} ${name}`] = opts;
      return undefined;
    });
    program();
  });
  return seen;
}

/** The names of resources. */
export async function namesOfResources(
  resources: readonly (pulumi.Resource | undefined)[],
): Promise<string[]> {
  const urns = await Promise.all(resources.map((each) => each && settled(each.urn)));
  return urns.map((urn) => String(urn).split("::").at(-1) ?? "");
}

/** The arguments of a resource. */
export function argumentsOf(resources: Registered[], type: string, name: string) {
  const inputs = ofType(resources, type).get(name);
  assert.ok(inputs, `there is no ${type} ${name}`);
  return inputs;
}

/** The role and the statements of a policy. */
export function documentOf(resources: Registered[], name: string) {
  const policy = ofType(resources, "aws:iam/rolePolicy:RolePolicy").get(name);
  assert.ok(policy, `there is no policy ${name}`);
  const { Version: version, Statement: statements } = JSON.parse(String(policy.policy));
  assert.equal(version, "2012-10-17");
  return { role: policy.role, statements };
}

/** Who may assume a role, and when. */
export function trustOf(resources: Registered[], name: string) {
  const { assumeRolePolicy } = argumentsOf(resources, "aws:iam/role:Role", name);
  const { Version: version, Statement: statements } = JSON.parse(String(assumeRolePolicy));
  assert.equal(version, "2012-10-17");
  return statements;
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

/** Where pieces of code stand in a program, and what they take for granted there. */
import assert from "node:assert/strict";
import type { Members, Piece, Printer, Reference, TypeName } from "../../policypack/code/tree";
import { oddNames } from "../support/offered-code";

/** Something that has arguments: a resource, or an object among the arguments of one. */
export interface Owner extends TypeName {
  readonly isNested: boolean;
}

const resource = (module: string, name: string): Owner => ({ module, name, isNested: false });
const nested = (module: string, name: string): Owner => ({ module, name, isNested: true });

const service = resource("ecs", "Service");
const taskDefinition = resource("ecs", "TaskDefinition");
const securityGroup = resource("ec2", "SecurityGroup");

/** By the first of the arguments that a message offers. */
const owners: Readonly<Record<string, Owner>> = {
  advancedConfiguration: nested("ecs", "ServiceLoadBalancer"),
  assignPublicIp: nested("ecs", "ServiceNetworkConfiguration"),
  capacityProviders: resource("ecs", "ClusterCapacityProviders"),
  clientAlias: nested("ecs", "ServiceServiceConnectConfigurationService"),
  containerName: nested("ecs", "ServiceServiceRegistries"),
  cpu: taskDefinition,
  defaultActions: resource("lb", "Listener"),
  deploymentMaximumPercent: service,
  deploymentMinimumHealthyPercent: service,
  desiredCount: service,
  egress: securityGroup,
  forceNewDeployment: service,
  ingress: securityGroup,
  memory: taskDefinition,
  name: resource("iam", "Policy"),
  networkMode: taskDefinition,
  privateDnsEnabled: resource("ec2", "VpcEndpoint"),
  sizeInGb: nested("ecs", "ServiceVolumeConfigurationManagedEbsVolume"),
  targetType: resource("lb", "TargetGroup"),
  transitEncryption: nested("ecs", "TaskDefinitionVolumeEfsVolumeConfiguration"),
  triggers: service,
  volumes: taskDefinition,
  waitForSteadyState: service,
  weight: nested("ecs", "ServiceCapacityProviderStrategy"),
};

/** By the module of what stands in it: three things have one. */
const ownersOfNetworks: Readonly<Record<string, Owner>> = {
  cloudwatch: nested("cloudwatch", "EventTargetEcsTarget"),
  ecs: service,
  scheduler: nested("scheduler", "ScheduleTargetEcsParameters"),
};

export function ownerOf(members: Members): Owner {
  const [[name, value] = ["", ""]] = Object.entries(members);
  const owner =
    name === "networkConfiguration" && typeof value === "object" && value.kind === "arguments"
      ? ownersOfNetworks[value.type.module]
      : owners[name];
  assert.ok(owner, `tests/languages/pieces.ts does not say what \`${name}\` is an argument of`);
  return owner;
}

/** What came with version 7 of the provider. */
const newTypes = ["ServiceLoadBalancerAdvancedConfiguration"];

/** Those that a version of the provider knows; the others are told. */
export function knownTo(version: string, pieces: readonly Piece[]): Piece[] {
  if (!/^v?6\./.test(version)) return [...pieces];
  const isNew = (piece: Piece) => argumentTypesIn(piece).some(({ name }) => newTypes.includes(name));
  console.log(`    without ${newTypes.join(", ")}, which that version does not have`);
  return pieces.filter((piece) => !isNew(piece));
}

/** All references in a piece, each once. */
export function referencesIn(piece: Piece): Reference[] {
  const found = new Map<string, Reference>();
  collect(piece, (part) => {
    if (part.kind === "reference") found.set(JSON.stringify(part), part as unknown as Reference);
  });
  return [...found.values()];
}

/** Types of objects among arguments, each once. */
export function argumentTypesIn(piece: Piece): TypeName[] {
  const found = new Map<string, TypeName>();
  const take = (type: unknown) => found.set(JSON.stringify(type), type as TypeName);
  collect(piece, (part) => {
    if (part.kind === "arguments" && part.type) take(part.type);
    if (part.kind === "list" && part.of) take(part.of);
  });
  return [...found.values()];
}

function collect(part: unknown, take: (part: Readonly<Record<string, unknown>>) => void): void {
  if (typeof part !== "object" || part === null) return;
  take(part as Readonly<Record<string, unknown>>);
  for (const one of Object.values(part)) collect(one, take);
}

/**
 * How a program calls a resource.
 * @param around what stands around it where one resource is waited for
 */
export function variableOf(
  printer: Printer,
  reference: Reference,
  around: readonly [string, string],
): string {
  const code = printer.inline({ kind: "dependsOn", awaited: [{ ...reference, path: [] }], more: 0 });
  const [before, after] = around;
  assert.ok(code.startsWith(before) && code.endsWith(after), code);
  return code.slice(before.length, code.length - after.length).trim();
}

/** A resource that names another one, and a list of what is waited for, by each of the odd names. */
export const oddPieces: readonly Piece[] = oddNames.flatMap((name): Piece[] => [
  {
    kind: "resource",
    type: { module: "iam", name: "RolePolicy" },
    name,
    isNamed: true,
    members: {
      role: { kind: "reference", name: "execution", path: ["name"] },
      policy: { kind: "json", of: { kind: "document", members: { [name]: name } } },
    },
  },
  { kind: "dependsOn", awaited: [{ kind: "reference", name, path: [] }], more: 0 },
]);

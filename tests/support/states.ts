/** States as `pulumi stack export` writes them. */
import { Readable } from "node:stream";
import type { Json, JsonObject } from "../../cli/states/values";

export const stackUrn = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
export const providerUrn = "urn:pulumi:prod::shop::pulumi:providers:aws::default";
const providerId = "9d1f3f4e-0000-4000-8000-000000000000";

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:prod::shop::${type}::${name}`;
}

/** A resource of the AWS provider, made by the program itself. */
export function resource(type: string, name: string, more: JsonObject = {}): JsonObject {
  return {
    urn: urnOf(type, name),
    custom: true,
    id: name,
    type,
    inputs: { __defaults: [] },
    outputs: { id: name },
    parent: stackUrn,
    provider: `${providerUrn}::${providerId}`,
    ...more,
  };
}

/** The stack's own resource and its provider, before others. */
export function stateOf(resources: readonly Json[]): JsonObject {
  return {
    version: 3,
    deployment: {
      manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.259.0" },
      resources: [
        { urn: stackUrn, custom: false, type: "pulumi:pulumi:Stack" },
        {
          urn: providerUrn,
          custom: true,
          id: providerId,
          type: "pulumi:providers:aws",
          inputs: { region: "eu-central-1", __internal: {} },
          outputs: { region: "eu-central-1" },
          parent: stackUrn,
        },
        ...resources,
      ],
    },
  };
}

/** A client that waits for no server: found in every environment that is new. */
export function clientBeforeServer({ desiredCount = 1 }: { desiredCount?: number } = {}): Json[] {
  const connected = (services: Json) => ({
    enabled: true,
    namespace: "shop",
    ...(services !== null && { services }),
  });
  const service = (name: string, services: Json) => {
    const properties = { name, desiredCount, serviceConnectConfiguration: connected(services) };
    return resource("aws:ecs/service:Service", name, {
      inputs: { __defaults: [], ...properties },
      outputs: { id: name, ...properties },
    });
  };
  return [
    service("api", null),
    service("users", [
      { portName: "http", discoveryName: "users", clientAlias: { port: 80, dnsName: "users" } },
    ]),
  ];
}

/**
 * A task role that may read parameters, beside an execution role that may not.
 * @param marker the value of a variable
 */
export function readOnTaskRole({ marker = "hello" } = {}): Json[] {
  const role = (name: string) =>
    resource("aws:iam/role:Role", name, {
      inputs: { __defaults: [], name, assumeRolePolicy: trust },
      outputs: { id: name, name, arn: arnOfRole(name), assumeRolePolicy: trust },
    });
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ssm:GetParameters", Resource: `arn:aws:ssm:*:*:parameter/shop/password` },
    ],
  });
  const containerDefinitions = JSON.stringify([
    {
      name: "app",
      image: "public.ecr.aws/nginx/nginx",
      memory: 256,
      environment: [{ name: "GREETING", value: marker }],
      secrets: [
        { name: "PASSWORD", valueFrom: `arn:aws:ssm:eu-central-1:123456789012:parameter/shop/password` },
      ],
    },
  ]);
  const definition = {
    containerDefinitions,
    family: "app",
    taskRoleArn: arnOfRole("task"),
    executionRoleArn: arnOfRole("execution"),
  };
  return [
    role("task"),
    role("execution"),
    resource("aws:iam/rolePolicy:RolePolicy", "reads", {
      inputs: { __defaults: [], role: "task", policy },
      outputs: { id: "task:reads", role: "task", policy },
      dependencies: [urnOf("aws:iam/role:Role", "task")],
      propertyDependencies: { role: [urnOf("aws:iam/role:Role", "task")] },
    }),
    resource("aws:ecs/taskDefinition:TaskDefinition", "app", {
      inputs: { __defaults: [], ...definition },
      outputs: {
        id: "app",
        ...definition,
        arn: "arn:aws:ecs:eu-central-1:123456789012:task-definition/app:1",
      },
      dependencies: [urnOf("aws:iam/role:Role", "task"), urnOf("aws:iam/role:Role", "execution")],
    }),
  ];
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

function arnOfRole(name: string): string {
  return `arn:aws:iam::123456789012:role/${name}`;
}

/** The bytes of a text or value, in pieces of a size. */
export function bytes(value: Json, size = 1000): AsyncIterable<Buffer> {
  return inPieces(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), size);
}

export function inPieces(buffer: Buffer, size: number): AsyncIterable<Buffer> {
  const pieces: Buffer[] = [];
  for (let start = 0; start < buffer.length; start += size) pieces.push(buffer.subarray(start, start + size));
  return Readable.from(pieces);
}

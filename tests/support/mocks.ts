/** Runs a Pulumi program without an engine and collects what it registers. */
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/**
 * Runs a program; answers with its custom resources in the order in which they are registered.
 * @param resources where they are collected, for programs that throw
 * @throws what the program throws, also when that happens inside `apply`
 */
export async function registered(program: () => void, resources: Registered[] = []): Promise<Registered[]> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => {
        if (custom) resources.push({ type, name, inputs });
        return {
          id: `${name}-id`,
          state: { name: inputs.name ?? `${name}-0000000`, arn: `arn:of:${type}:${name}`, ...inputs },
        };
      },
      call: ({ token, inputs }) => answers[token]?.(inputs) ?? {},
    },
    "project",
    "stack",
    false,
  );
  await pulumi.runtime.runInPulumiStack(async () => program());
  return resources;
}

const answers: Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
  "aws:index/getPartition:getPartition": () => ({ partition: "aws" }),
  "aws:index/getRegion:getRegion": () => ({ region: "eu-central-1" }),
  "aws:iam/getRole:getRole": ({ name }) => ({ name, arn: `arn:aws:iam::123456789012:role/${name}` }),
};

/** The resources of one type, by their names without what all of them begin with. */
export function ofType(resources: readonly Registered[], type: string): Map<string, Record<string, unknown>> {
  return new Map(resources.filter((each) => each.type === type).map(({ name, inputs }) => [name, inputs]));
}

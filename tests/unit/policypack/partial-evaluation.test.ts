/**
 * Whatever is made unknown of a stack whose values are known: what is found of its roles stays, becomes presumed or a
 * question, and nothing is proven that is not so.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allow, document } from "../../support/cases";
import {
  type Diagnostic,
  judge,
  rolesLetTasksStart,
  rolesLetTasksWork,
  type SeenResource,
  scheduledTasksMayRun,
  undetermined,
  unknown,
} from "../../support/pack";
import { account, type Input, jsonText, Stack } from "../../support/stack";

const managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const registry = `${account}.dkr.ecr.eu-central-1.amazonaws.com`;
const about = [rolesLetTasksStart, rolesLetTasksWork, scheduledTasksMayRun];

interface Parts {
  /** What the execution role, the task role and that of the schedule are allowed. */
  readonly execution: Input | undefined;
  readonly task: Input | undefined;
  readonly runner: Input | undefined;
  readonly isManaged: boolean;
}

/** One stack with every need, and with what its roles are allowed. */
function stackWith({ execution: ofExecution, task: ofTask, runner: ofRunner, isManaged }: Parts): Stack {
  const stack = new Stack();
  const execution = stack.role("execution", isManaged ? { managedPolicyArns: [managed] } : {});
  const task = stack.role("task");
  const runner = stack.role("runner");
  for (const [name, role, policy] of [
    ["execution", execution, ofExecution],
    ["task", task, ofTask],
    ["runner", runner, ofRunner],
  ] as const)
    if (policy !== undefined) stack.rolePolicy(name, { role: role.name, policy: jsonText(policy) });
  const logs = stack.logGroup("logs", { name: "/ecs/shop" });
  const data = stack.fileSystem("data");
  stack.custom("aws:efs/fileSystemPolicy:FileSystemPolicy", "data", {
    fileSystemId: data.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  const shop = stack.taskDefinition("shop", {
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    executionRoleArn: execution.arn,
    taskRoleArn: task.arn,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: { fileSystemId: data.id, authorizationConfig: { iam: "ENABLED" } },
      },
    ],
    containerDefinitions: jsonText([
      {
        name: "app",
        image: `${registry}/shop:1`,
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": logs.name, "awslogs-region": "eu-central-1" },
        },
        environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop-files/web.env" }],
      },
    ]),
  });
  const cluster = stack.cluster("main");
  stack.service("shop", {
    cluster: cluster.arn,
    taskDefinition: shop.arn,
    launchType: "FARGATE",
    enableExecuteCommand: true,
  });
  stack.custom("aws:scheduler/schedule:Schedule", "nightly", {
    target: {
      arn: cluster.arn,
      roleArn: runner.arn,
      ecsParameters: { taskDefinitionArn: shop.arn, launchType: "FARGATE" },
    },
  });
  return stack;
}

const parts = fc.record<Parts>({
  isManaged: fc.boolean(),
  execution: fc.constantFrom<Input | undefined>(
    undefined,
    allow("logs:*", `arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop:*`),
    allow("logs:*", `arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop`),
    allow(["logs:CreateLogStream", "ecr:*"], "*"),
    allow("s3:GetObject", "arn:aws:s3:::shop-files/*"),
    allow("*", "*"),
  ),
  task: fc.constantFrom<Input | undefined>(
    undefined,
    allow("ssmmessages:*", "*"),
    allow("elasticfilesystem:*", "*"),
    allow("*", "*"),
  ),
  runner: fc.constantFrom<Input | undefined>(
    undefined,
    allow("ecs:RunTask", "*"),
    allow("iam:PassRole", "*"),
    document(
      { Effect: "Allow", Action: "ecs:RunTask", Resource: `arn:aws:ecs:*:*:task-definition/shop:*` },
      { Effect: "Allow", Action: "iam:PassRole", Resource: `arn:aws:iam::${account}:role/*` },
    ),
  ),
});

/** A stack with some of its values unknown, with the edges that they have or with none. */
function without(
  seen: readonly SeenResource[],
  picks: readonly number[],
  losesEdges: boolean,
): SeenResource[] {
  const values = seen.flatMap((resource, at) =>
    Object.keys(resource.inputs ?? {})
      // What containers name by a literal is not seen while they are unknown and have edges: see the policy's page.
      .filter((property) => property !== "containerDefinitions" || losesEdges)
      // Nor are task definitions of other stacks, and schedules that may be for other services.
      .filter((property) => !["taskDefinition", "target"].includes(property) || !losesEdges)
      .filter(() => !resource.type.startsWith("pulumi:"))
      .map((property) => ({ at, property })),
  );
  const gone = picks.map((pick) => values[pick % values.length]);
  return seen.map((resource, at) => {
    const names = gone.flatMap((one) => (one?.at === at ? [one.property] : []));
    if (names.length === 0) return resource;
    const lose = (of: SeenResource["outputs"]) => ({
      ...of,
      ...Object.fromEntries(names.filter((name) => Object.hasOwn(of, name)).map((name) => [name, unknown])),
    });
    const edges = Object.entries(resource.propertyDependencies).filter(
      ([property]) => !losesEdges || !names.includes(property),
    );
    return {
      ...resource,
      inputs: lose(resource.inputs ?? {}),
      outputs: lose(resource.outputs),
      propertyDependencies: Object.fromEntries(edges),
    };
  });
}

describe("values of a stack that are made unknown", () => {
  it("make no proven violation of a need, and silence none", async () => {
    const property = fc.asyncProperty(
      parts,
      fc.array(fc.nat(500), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (made, picks, losesEdges) => {
        const known = stackWith(made).seen("update preview");
        const partly = without(known, picks, losesEdges);
        const before = (await judge(known)).diagnostics;
        const after = (await judge(partly)).diagnostics;
        const violations = (all: readonly Diagnostic[]) => all.filter(({ policy }) => about.includes(policy));
        for (const { policy, urn, ids, presumed } of violations(after)) {
          const isSo = before.some((other) => other.policy === policy && other.urn === urn);
          assert.ok(presumed || isSo, `${policy} found ${ids} at ${urn}, which is nothing once it is known`);
        }
        for (const { policy, urn, ids } of violations(before)) {
          const told = after.some(
            (other) =>
              (other.urn === urn && (other.policy === policy || other.policy === undetermined)) ||
              (other.policy === undetermined && /TaskDefinition::|Schedule::/.test(other.urn)),
          );
          assert.ok(told, `${policy} said nothing of ${ids} at ${urn} while something was unknown`);
        }
      },
    );
    await fc.assert(property, { numRuns: Number(process.env.RUNS ?? 150) });
  });
});

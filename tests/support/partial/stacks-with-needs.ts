/** Stacks at random whose tasks need much of their roles. */
import * as fc from "fast-check";
import { allow, document } from "../cases";
import { account, type Input, jsonText, Stack } from "../stack";

const managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const registry = `${account}.dkr.ecr.eu-central-1.amazonaws.com`;
export interface Parts {
  /** What the execution role, the task role and that of the schedule are allowed. */
  readonly execution: Input | undefined;
  readonly task: Input | undefined;
  readonly runner: Input | undefined;
  readonly isManaged: boolean;
}

/** One stack with every need, and with what its roles are allowed. */
export function stackWith({
  execution: ofExecution,
  task: ofTask,
  runner: ofRunner,
  isManaged,
}: Parts): Stack {
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

export const parts = fc.record<Parts>({
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

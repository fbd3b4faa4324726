import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  account,
  elsewhere,
  executionRole,
  logsTo,
  region,
  role,
  taskDefinition,
  trustOf,
} from "../../parts";

const logs = new aws.cloudwatch.LogGroup("import");
const [execution, task] = [executionRole("import-execution"), role("import-task")];
const load = taskDefinition("import", [{ name: "import", logConfiguration: logsTo(logs.name) }], {
  executionRoleArn: execution.arn,
  taskRoleArn: task.arn,
});
const machine = new aws.iam.Role("import-machine", {
  assumeRolePolicy: trustOf("states.amazonaws.com"),
  inlinePolicies: [
    {
      name: "run",
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "ecs:RunTask", Resource: load.arn },
          { Effect: "Allow", Action: ["ecs:StopTask", "ecs:DescribeTasks"], Resource: "*" },
          { Effect: "Allow", Action: "iam:PassRole", Resource: [execution.arn, task.arn] },
          {
            Effect: "Allow",
            Action: ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
            Resource: `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForECSTaskRule`,
          },
        ],
      }),
    },
  ],
});
new aws.sfn.StateMachine("import", {
  roleArn: machine.arn,
  definition: pulumi.jsonStringify({
    StartAt: "Import",
    States: {
      Import: {
        Type: "Task",
        Resource: "arn:aws:states:::ecs:runTask.sync",
        Parameters: {
          LaunchType: "FARGATE",
          Cluster: elsewhere.cluster,
          TaskDefinition: load.arn,
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: elsewhere.subnets } },
        },
        End: true,
      },
    },
  }),
});

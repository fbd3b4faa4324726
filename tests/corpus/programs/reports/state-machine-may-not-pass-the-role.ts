import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const definition = taskDefinition("transcode", [{ name: "transcode" }], {
  executionRoleArn: executionRole("transcode").arn,
});
const actions = [
  "ecs:RunTask",
  "ecs:StopTask",
  "ecs:DescribeTasks",
  "events:PutTargets",
  "events:PutRule",
  "events:DescribeRule",
];
const machine = role("transcode-machine", {
  assumeRolePolicy: trustOf("states.amazonaws.com"),
  inlinePolicies: [
    {
      name: "tasks",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
      }),
    },
  ],
});
const network = { Subnets: elsewhere.subnets, SecurityGroups: [elsewhere.securityGroup] };
new aws.sfn.StateMachine("transcode", {
  roleArn: machine.arn,
  definition: pulumi.jsonStringify({
    StartAt: "Transcode",
    States: {
      Transcode: {
        Type: "Task",
        Resource: "arn:aws:states:::ecs:runTask.sync",
        Parameters: {
          LaunchType: "FARGATE",
          Cluster: elsewhere.cluster,
          TaskDefinition: definition.arn,
          NetworkConfiguration: { AwsvpcConfiguration: network },
        },
        End: true,
      },
    },
  }),
});

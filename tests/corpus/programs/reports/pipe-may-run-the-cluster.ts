import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("thumbnails");
const queue = new aws.sqs.Queue("thumbnails");
const execution = executionRole("thumbnails");
const definition = taskDefinition("thumbnails", [{ name: "resize" }], { executionRoleArn: execution.arn });

const fromQueue = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const statements = [
  { Effect: "Allow", Action: fromQueue, Resource: queue.arn },
  { Effect: "Allow", Action: "ecs:RunTask", Resource: cluster.arn },
  { Effect: "Allow", Action: "iam:PassRole", Resource: execution.arn },
];
const pipe = role("thumbnails-pipe", {
  assumeRolePolicy: trustOf("pipes.amazonaws.com"),
  inlinePolicies: [
    { name: "pipe", policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }) },
  ],
});
new aws.pipes.Pipe("thumbnails", {
  roleArn: pipe.arn,
  source: queue.arn,
  target: cluster.arn,
  targetParameters: {
    ecsTaskParameters: {
      taskDefinitionArn: definition.arn,
      launchType: "FARGATE",
      networkConfiguration: {
        awsVpcConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
      },
    },
  },
});

import * as aws from "@pulumi/aws";
import {
  account,
  allow,
  executionRole,
  publicNetwork,
  region,
  role,
  securityGroup,
  taskDefinition,
  trustOf,
} from "../../parts";

const { vpc, publicSubnets } = publicNetwork();
const cluster = new aws.ecs.Cluster("jobs");
const execution = executionRole("encrypt");
const image = `${account}.dkr.ecr.${region}.amazonaws.com/encrypt:7`;
const definition = taskDefinition("encrypt", [{ image }], { executionRoleArn: execution.arn });

const starter = role("encrypt-starter", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [{ name: "run", policy: JSON.stringify(allow(["ecs:RunTask", "iam:PassRole"], "*")) }],
});
const weekly = new aws.cloudwatch.EventRule("encrypt", { scheduleExpression: "rate(7 days)" });
new aws.cloudwatch.EventTarget("encrypt", {
  rule: weekly.name,
  arn: cluster.arn,
  roleArn: starter.arn,
  ecsTarget: {
    taskDefinitionArn: definition.arn,
    launchType: "FARGATE",
    networkConfiguration: {
      subnets: publicSubnets.map(({ id }) => id),
      securityGroups: [securityGroup("encrypt", vpc.id).id],
    },
  },
});

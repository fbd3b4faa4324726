import * as aws from "@pulumi/aws";
import { allow, elsewhere, executionRole, role, service, taskDefinition, trustOf } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("inner", { name: "inner" });
const executionRoleArn = executionRole("mesh").arn;
service("api", {
  taskDefinition: taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }], {
    executionRoleArn,
  }).arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});

const refresh = taskDefinition(
  "refresh",
  [{ command: ["curl", "--fail", "-X", "POST", "http://api:8080/refresh"] }],
  { executionRoleArn },
);
const events = role("refresh", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [{ name: "run", policy: JSON.stringify(allow(["ecs:RunTask", "iam:PassRole"], "*")) }],
});
const rule = new aws.cloudwatch.EventRule("refresh", { scheduleExpression: "rate(5 minutes)" });
new aws.cloudwatch.EventTarget("refresh", {
  rule: rule.name,
  arn: elsewhere.cluster,
  roleArn: events.arn,
  ecsTarget: {
    taskDefinitionArn: refresh.arn,
    launchType: "FARGATE",
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
});

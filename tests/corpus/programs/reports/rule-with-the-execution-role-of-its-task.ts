import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, role, taskDefinition } from "../../parts";

const execution = executionRole("performance");
const definition = taskDefinition("performance", [{ command: ["locust", "--headless"] }], {
  executionRoleArn: execution.arn,
  taskRoleArn: role("performance-task").arn,
});
const rule = new aws.cloudwatch.EventRule("performance", { scheduleExpression: "cron(0 0 * * ? *)" });
new aws.cloudwatch.EventTarget("performance", {
  rule: rule.name,
  arn: elsewhere.cluster,
  roleArn: execution.arn,
  ecsTarget: {
    taskDefinitionArn: definition.arn,
    launchType: "FARGATE",
    platformVersion: "1.4.0",
    taskCount: 1,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
});

/** Group and containers have the name from one constant: nothing makes the service come second. */
import * as aws from "@pulumi/aws";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const logGroup = "/bots/standup";
new aws.cloudwatch.LogGroup("standup", { name: logGroup, retentionInDays: 30 });
const bot = taskDefinition("standup", [{ logConfiguration: logsTo(logGroup) }], {
  executionRoleArn: executionRole("execution").arn,
});
service("standup", {
  taskDefinition: bot.arn,
  waitForSteadyState: true,
  deploymentCircuitBreaker: { enable: true, rollback: true },
});

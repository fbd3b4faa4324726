import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, logsTo } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("till", { name: "/shops/till" });
const till = new aws.ecs.TaskDefinition("till", {
  family: "till",
  requiresCompatibilities: ["EXTERNAL"],
  networkMode: "host",
  executionRoleArn: executionRole("till").arn,
  containerDefinitions: JSON.stringify([
    { name: "till", image, cpu: 256, memory: 256, logConfiguration: logsTo("/shops/till") },
  ]),
});
new aws.ecs.Service(
  "till",
  { cluster: elsewhere.cluster, taskDefinition: till.arn, launchType: "EXTERNAL", desiredCount: 3 },
  { dependsOn: [logs] },
);

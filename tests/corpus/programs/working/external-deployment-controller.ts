import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, logsTo, taskDefinition } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("edge");
const edge = new aws.ecs.Service("edge", {
  cluster: elsewhere.cluster,
  desiredCount: 2,
  deploymentController: { type: "EXTERNAL" },
});
const definition = taskDefinition("edge", [{ image, logConfiguration: logsTo(logs.name) }], {
  executionRoleArn: executionRole("edge").arn,
});
new aws.ecs.TaskSet("edge", {
  cluster: elsewhere.cluster,
  service: edge.id,
  taskDefinition: definition.arn,
  launchType: "FARGATE",
  scale: { unit: "PERCENT", value: 100 },
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
});

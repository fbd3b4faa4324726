import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, logsTo } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("ledger");
const ledger = new aws.ecs.TaskDefinition("ledger", {
  family: "ledger",
  networkMode: "awsvpc",
  requiresCompatibilities: ["EC2"],
  executionRoleArn: executionRole("ledger").arn,
  placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.instance-type =~ m6i.*" }],
  containerDefinitions: logs.name.apply((group) =>
    JSON.stringify([{ name: "ledger", image, cpu: 512, memory: 900, logConfiguration: logsTo(group) }]),
  ),
});
new aws.ecs.Service("ledger", {
  cluster: elsewhere.cluster,
  taskDefinition: ledger.arn,
  launchType: "EC2",
  desiredCount: 2,
  orderedPlacementStrategies: [
    { type: "spread", field: "attribute:ecs.availability-zone" },
    { type: "binpack", field: "memory" },
  ],
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
});

import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, logsTo, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("batch");
const providers = new aws.ecs.ClusterCapacityProviders("batch", {
  clusterName: cluster.name,
  capacityProviders: ["FARGATE", "FARGATE_SPOT"],
  defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
});
const logs = new aws.cloudwatch.LogGroup("batch");
const render = taskDefinition("render", [{ image, stopTimeout: 120, logConfiguration: logsTo(logs.id) }], {
  executionRoleArn: executionRole("render").arn,
  cpu: "1024",
  memory: "3072",
});
new aws.ecs.Service(
  "render",
  {
    cluster: cluster.arn,
    taskDefinition: render.arn,
    desiredCount: 8,
    capacityProviderStrategies: [
      { capacityProvider: "FARGATE", base: 2, weight: 1 },
      { capacityProvider: "FARGATE_SPOT", weight: 4 },
    ],
    networkConfiguration: { subnets: elsewhere.subnets, assignPublicIp: true },
  },
  { dependsOn: providers },
);

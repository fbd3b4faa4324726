/** One task at first, and never less than two once scaling has begun. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const consumer = taskDefinition("consumer", [{}]);
const cluster = new aws.ecs.Cluster("consumers", {});
const scaled = service(
  "consumer",
  {
    cluster: cluster.arn,
    taskDefinition: consumer.arn,
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 150,
  },
  { ignoreChanges: ["desiredCount"] },
);
new aws.appautoscaling.Target("consumer", {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: pulumi.interpolate`service/${cluster.name}/${scaled.name}`,
  minCapacity: 2,
  maxCapacity: 8,
});

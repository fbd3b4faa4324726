import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("search", {
  settings: [{ name: "containerInsights", value: "enabled" }],
});
const logs = new aws.cloudwatch.LogGroup("search");
const search = service(
  "search",
  {
    cluster: cluster.arn,
    taskDefinition: taskDefinition("search", [{ logConfiguration: logsTo(logs.name) }], {
      cpu: "2 vCPU",
      memory: "4 GB",
      executionRoleArn: executionRole("search").arn,
    }).arn,
    desiredCount: 2,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
  { ignoreChanges: ["desiredCount"] },
);
const target = new aws.appautoscaling.Target("search", {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: pulumi.interpolate`service/${cluster.name}/${search.name}`,
  minCapacity: 2,
  maxCapacity: 20,
});
new aws.appautoscaling.Policy("search", {
  policyType: "TargetTrackingScaling",
  serviceNamespace: target.serviceNamespace,
  scalableDimension: target.scalableDimension,
  resourceId: target.resourceId,
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
  },
});

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, elsewhere, executionRole, logsTo, role, service, taskDefinition } from "../../parts";

const queue = new aws.sqs.Queue("jobs", { visibilityTimeoutSeconds: 120 });
const cluster = new aws.ecs.Cluster("workers");
const logs = new aws.cloudwatch.LogGroup("worker");
const task = role("worker");
const takes = new aws.iam.RolePolicy("worker-takes-jobs", {
  role: task.id,
  policy: queue.arn.apply((arn) =>
    JSON.stringify(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], arn)),
  ),
});
const worker = taskDefinition(
  "worker",
  [{ environment: [{ name: "QUEUE_URL", value: queue.url }], logConfiguration: logsTo(logs.name) }],
  { taskRoleArn: task.arn, executionRoleArn: executionRole("worker-start").arn },
);
const workers = service(
  "worker",
  {
    cluster: cluster.arn,
    taskDefinition: worker.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
  { dependsOn: [takes], ignoreChanges: ["desiredCount"] },
);
const target = new aws.appautoscaling.Target("worker", {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: pulumi.interpolate`service/${cluster.name}/${workers.name}`,
  minCapacity: 0,
  maxCapacity: 10,
});
new aws.appautoscaling.Policy("worker", {
  policyType: "TargetTrackingScaling",
  serviceNamespace: target.serviceNamespace,
  scalableDimension: target.scalableDimension,
  resourceId: target.resourceId,
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 5,
    customizedMetricSpecification: {
      metricName: "ApproximateNumberOfMessagesVisible",
      namespace: "AWS/SQS",
      statistic: "Average",
      dimensions: [{ name: "QueueName", value: queue.name }],
    },
  },
});

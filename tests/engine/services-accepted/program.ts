/** Services that AWS takes, and such as it refuses or can never deploy again, each for one thing. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../programs";

const containers = (more: object = {}) =>
  JSON.stringify([{ name: "app", image: "nginx", portMappings: [{ containerPort: 80 }], ...more }]);
const bridged = new aws.ecs.TaskDefinition("bridged", {
  family: "bridged",
  networkMode: "bridge",
  memory: "512",
  containerDefinitions: containers(),
});
const withNetwork = taskDefinition("with-network", { secrets: [] });
const withVolume = new aws.ecs.TaskDefinition("with-volume", {
  family: "with-volume",
  networkMode: "awsvpc",
  memory: "512",
  volumes: [{ name: "data", configureAtLaunch: true }],
  containerDefinitions: containers({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
});

/** A service on instances, without a network of its own. */
const onInstances = (name: string, args: Partial<aws.ecs.ServiceArgs> = {}) =>
  service(name, {
    launchType: "EC2",
    taskDefinition: bridged.arn,
    networkConfiguration: undefined,
    ...args,
  });
const elb = { elbName: "classic", containerName: "app", containerPort: 80 };
const bounds = (minimum: number, maximum: number, desiredCount: number) => ({
  deploymentMinimumHealthyPercent: minimum,
  deploymentMaximumPercent: maximum,
  desiredCount,
});
const configures = (name: string) => ({
  volumeConfiguration: {
    name,
    managedEbsVolume: { roleArn: "arn:aws:iam::123456789012:role/volumes", sizeInGb: 20 },
  },
});

// What AWS takes.
service("typical", { taskDefinition: withNetwork.arn });
service("by-strategy", {
  launchType: undefined,
  taskDefinition: withNetwork.arn,
  capacityProviderStrategies: [
    { capacityProvider: "FARGATE", weight: 1, base: 1 },
    { capacityProvider: "FARGATE_SPOT", weight: 4 },
  ],
});
onInstances("bridge", { loadBalancers: [elb] });
onInstances("daemon", {
  schedulingStrategy: "DAEMON",
  desiredCount: undefined,
  placementConstraints: [{ type: "distinctInstance" }],
});
onInstances("one-before", bounds(0, 100, 1));
onInstances("one-of-four", bounds(75, 100, 4));
const scaled = onInstances("scaled", bounds(100, 134, 1));
new aws.appautoscaling.Target("scaled", {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: scaled.name.apply((name) => `service/shop/${name}`),
  minCapacity: 3,
  maxCapacity: 9,
});
onInstances("task-sets", {
  taskDefinition: undefined,
  launchType: undefined,
  deploymentController: { type: "EXTERNAL" },
});
service("volume", { launchType: "EC2", taskDefinition: withVolume.arn, ...configures("data") });

// What it does not.
service("no-network", { taskDefinition: withNetwork.arn, networkConfiguration: undefined });
onInstances("network-with-bridge", { networkConfiguration: { subnets: ["subnet-1"] } });
service("both", { capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] });
service("no-weight", {
  launchType: undefined,
  capacityProviderStrategies: [{ capacityProvider: "FARGATE" }],
});
service("placed", { placementConstraints: [{ type: "distinctInstance" }] });
onInstances("platform", { platformVersion: "LATEST" });
onInstances("equal", bounds(100, 100, 2));
onInstances("stuck", bounds(100, 134, 1));
onInstances("code-deploy", { deploymentController: { type: "CODE_DEPLOY" } });
onInstances("task-sets-with-tasks", { launchType: undefined, deploymentController: { type: "EXTERNAL" } });
service("classic", { loadBalancers: [elb] });
onInstances("role", { iamRole: "ecsServiceRole" });
service("no-volume", { launchType: "EC2", taskDefinition: withVolume.arn, ...configures("logs") });
service("daemon-on-fargate", { schedulingStrategy: "DAEMON", desiredCount: undefined });

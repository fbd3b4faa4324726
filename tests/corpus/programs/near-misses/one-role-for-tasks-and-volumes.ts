/** One role for all that ECS does, whichever of its services asks. */
import { managedExecutionPolicy, role, service, taskDefinition, trustOf } from "../../parts";

const ecs = role("ecs", {
  assumeRolePolicy: trustOf(["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"]),
  managedPolicyArns: [
    managedExecutionPolicy,
    "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes",
  ],
});
const cache = taskDefinition("cache", [{ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }], {
  executionRoleArn: ecs.arn,
  volumes: [{ name: "data", configureAtLaunch: true }],
});
service("cache", {
  taskDefinition: cache.arn,
  volumeConfiguration: {
    name: "data",
    managedEbsVolume: { roleArn: ecs.arn, snapshotId: "snap-0a1b2c3d4e5f60718" },
  },
});

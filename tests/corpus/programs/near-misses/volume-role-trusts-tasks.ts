/** The role with which ECS makes the volumes has the trust policy of tasks' roles. */
import { role, service, taskDefinition } from "../../parts";

const volumes = role("volumes", {
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"],
});
const cache = taskDefinition("cache", [{ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }], {
  volumes: [{ name: "data", configureAtLaunch: true }],
});
service("cache", {
  taskDefinition: cache.arn,
  volumeConfiguration: {
    name: "data",
    managedEbsVolume: { roleArn: volumes.arn, sizeInGb: 20, fileSystemType: "xfs" },
  },
});

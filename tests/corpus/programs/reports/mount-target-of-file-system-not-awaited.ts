import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const tasks = securityGroup("tasks", elsewhere.vpc);
const storage = securityGroup("storage", elsewhere.vpc, 2049);
const files = new aws.efs.FileSystem("state", { encrypted: true });
for (const [index, subnetId] of elsewhere.subnets.entries())
  new aws.efs.MountTarget(`state-${index}`, {
    fileSystemId: files.id,
    subnetId,
    securityGroups: [storage.id],
  });
const router = taskDefinition(
  "subnet-router",
  [{ mountPoints: [{ sourceVolume: "state", containerPath: "/state" }] }],
  {
    volumes: [
      { name: "state", efsVolumeConfiguration: { fileSystemId: files.id, transitEncryption: "ENABLED" } },
    ],
  },
);
service("subnet-router", {
  taskDefinition: router.arn,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
});

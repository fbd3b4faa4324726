import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const tasks = securityGroup("tasks", elsewhere.vpc);
const storage = new aws.ec2.SecurityGroup("storage", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 2049, toPort: 2049, securityGroups: [tasks.id] }],
});
const files = new aws.efs.FileSystem("state", { encrypted: true });
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`state-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [storage.id],
    }),
);
const router = taskDefinition(
  "subnet-router",
  [{ mountPoints: [{ sourceVolume: "state", containerPath: "/state" }] }],
  {
    volumes: [
      { name: "state", efsVolumeConfiguration: { fileSystemId: files.id, transitEncryption: "ENABLED" } },
    ],
  },
);
service(
  "subnet-router",
  {
    taskDefinition: router.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
  },
  { dependsOn: targets },
);

/** The mount targets let in the group of the old service. */
import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const old = securityGroup("old", elsewhere.vpc);
const tasks = securityGroup("tasks", elsewhere.vpc);
const nfs = new aws.ec2.SecurityGroup("nfs", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 2049, toPort: 2049, securityGroups: [old.id] }],
});
const files = new aws.efs.FileSystem("files", {});
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`files-${index}`, { fileSystemId: files.id, subnetId, securityGroups: [nfs.id] }),
);
const cms = taskDefinition("cms", [{ mountPoints: [{ sourceVolume: "files", containerPath: "/data" }] }], {
  volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: files.id } }],
});
service(
  "cms",
  {
    taskDefinition: cms.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
  },
  { dependsOn: targets },
);

/** The mount targets let in the addresses of the VPC, and the tasks may go out to them. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  egress: [443, 2049].map((port) => ({
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrBlocks: ["0.0.0.0/0"],
  })),
});
const nfs = new aws.ec2.SecurityGroup("nfs", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 2000, toPort: 2100, cidrBlocks: ["10.0.0.0/8"] }],
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

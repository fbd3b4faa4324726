import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  allow,
  executionRole,
  image,
  network,
  role,
  securityGroup,
  service,
  taskDefinition,
} from "../../parts";

const { vpc, privateSubnets } = network();
const tasks = securityGroup("tasks", vpc.id);
const files = new aws.efs.FileSystem("uploads", { encrypted: true });
const nfs = new aws.ec2.SecurityGroup("nfs", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 2049, toPort: 2049, securityGroups: [tasks.id] }],
});
const mounts = privateSubnets.map(
  (subnet, index) =>
    new aws.efs.MountTarget(`uploads-${index}`, {
      fileSystemId: files.id,
      subnetId: subnet.id,
      securityGroups: [nfs.id],
    }),
);
const point = new aws.efs.AccessPoint("uploads", {
  fileSystemId: files.id,
  posixUser: { uid: 1000, gid: 1000 },
  rootDirectory: {
    path: "/uploads",
    creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: "0755" },
  },
});
const task = role("cms");
const mayMount = new aws.iam.RolePolicy("cms-uploads", {
  role: task.name,
  policy: pulumi.jsonStringify(
    allow(["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], files.arn),
  ),
});
const cms = taskDefinition(
  "cms",
  [{ image, mountPoints: [{ sourceVolume: "uploads", containerPath: "/var/www/uploads" }] }],
  {
    taskRoleArn: task.arn,
    executionRoleArn: executionRole("cms-start").arn,
    volumes: [
      {
        name: "uploads",
        efsVolumeConfiguration: {
          fileSystemId: files.id,
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: point.id, iam: "ENABLED" },
        },
      },
    ],
  },
);
service(
  "cms",
  {
    taskDefinition: cms.arn,
    networkConfiguration: { subnets: privateSubnets.map(({ id }) => id), securityGroups: [tasks.id] },
  },
  { dependsOn: [...mounts, mayMount] },
);

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, elsewhere, executionRole, role, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("data", { encrypted: true });
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`data-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
// With a policy of its own the file system is no longer open to everybody who reaches it.
const policy = new aws.efs.FileSystemPolicy("data", {
  fileSystemId: files.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:role/backup` },
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: files.arn,
      },
    ],
  }),
});
const app = role("app");
const exec = executionRole("exec");
const mount = new aws.iam.RolePolicy("mount", {
  role: exec.name,
  policy: pulumi.jsonStringify(
    allow(["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], files.arn),
  ),
});
const data = taskDefinition("data", [{ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }], {
  executionRoleArn: exec.arn,
  taskRoleArn: app.arn,
  volumes: [
    {
      name: "data",
      efsVolumeConfiguration: {
        fileSystemId: files.id,
        transitEncryption: "ENABLED",
        authorizationConfig: { iam: "ENABLED" },
      },
    },
  ],
});
service("data", { taskDefinition: data.arn }, { dependsOn: [...targets, policy, mount] });

import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, role, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("loki", { encrypted: true });
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`loki-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const point = new aws.efs.AccessPoint("loki", {
  fileSystemId: files.id,
  posixUser: { uid: 10001, gid: 10001 },
  rootDirectory: { path: "/loki", creationInfo: { ownerUid: 10001, ownerGid: 10001, permissions: "755" } },
});
const loki = taskDefinition("loki", [{ mountPoints: [{ sourceVolume: "loki", containerPath: "/loki" }] }], {
  executionRoleArn: executionRole("exec").arn,
  taskRoleArn: role("app").arn,
  volumes: [
    {
      name: "loki",
      efsVolumeConfiguration: {
        fileSystemId: files.id,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: point.id },
      },
    },
  ],
});
service("loki", { taskDefinition: loki.arn }, { dependsOn: targets });

/** An access point, whose root is its own: the volume may say "/" and nothing else. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("files", {});
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`files-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const point = new aws.efs.AccessPoint("cms", {
  fileSystemId: files.id,
  rootDirectory: { path: "/cms" },
  posixUser: { uid: 1000, gid: 1000 },
});
const cms = taskDefinition("cms", [{ mountPoints: [{ sourceVolume: "files", containerPath: "/data" }] }], {
  volumes: [
    {
      name: "files",
      efsVolumeConfiguration: {
        fileSystemId: files.id,
        rootDirectory: "/",
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: point.id },
      },
    },
  ],
});
service("cms", { taskDefinition: cms.arn }, { dependsOn: targets });

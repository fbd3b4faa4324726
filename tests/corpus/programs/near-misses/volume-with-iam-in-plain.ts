/** IAM for the volume, and no encryption on the way, without which there is no IAM. */
import * as aws from "@pulumi/aws";
import { elsewhere, role, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("files", { encrypted: true });
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`files-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const task = role("task", {
  managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonElasticFileSystemClientReadWriteAccess"],
});
const cms = taskDefinition("cms", [{ mountPoints: [{ sourceVolume: "files", containerPath: "/data" }] }], {
  taskRoleArn: task.arn,
  volumes: [
    {
      name: "files",
      efsVolumeConfiguration: { fileSystemId: files.id, authorizationConfig: { iam: "ENABLED" } },
    },
  ],
});
service("cms", { taskDefinition: cms.arn }, { dependsOn: targets });

import * as aws from "@pulumi/aws";
import { elsewhere, role, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("data", { encrypted: true });
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`data-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const data = taskDefinition("data", [{ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }], {
  taskRoleArn: role("app").arn,
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
service("data", { taskDefinition: data.arn }, { dependsOn: targets });

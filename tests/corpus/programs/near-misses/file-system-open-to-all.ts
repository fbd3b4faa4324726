/** IAM is enabled, and the file system has no policy of its own: everyone in the VPC may mount it. */
import * as aws from "@pulumi/aws";
import { elsewhere, role, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("uploads", { encrypted: true });
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`uploads-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const cms = taskDefinition(
  "cms",
  [{ mountPoints: [{ sourceVolume: "uploads", containerPath: "/uploads" }] }],
  {
    taskRoleArn: role("cms").arn,
    volumes: [
      {
        name: "uploads",
        efsVolumeConfiguration: {
          fileSystemId: files.id,
          transitEncryption: "ENABLED",
          authorizationConfig: { iam: "ENABLED" },
        },
      },
    ],
  },
);
service("cms", { taskDefinition: cms.arn }, { dependsOn: targets });

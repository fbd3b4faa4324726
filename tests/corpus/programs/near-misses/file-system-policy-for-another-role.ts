/** The file system's policy knows the role of the uploader alone; the site mounts it as well. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, role, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("uploads", { encrypted: true });
const uploader = role("uploader");
const site = role("site");
const policy = new aws.efs.FileSystemPolicy("uploads", {
  fileSystemId: files.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: uploader.arn },
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: files.arn,
      },
    ],
  }),
});
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`uploads-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
for (const [name, taskRole] of Object.entries({ uploader, site })) {
  const definition = taskDefinition(
    name,
    [{ mountPoints: [{ sourceVolume: "files", containerPath: "/files" }] }],
    {
      taskRoleArn: taskRole.arn,
      volumes: [
        {
          name: "files",
          efsVolumeConfiguration: {
            fileSystemId: files.id,
            transitEncryption: "ENABLED",
            authorizationConfig: { iam: "ENABLED" },
          },
        },
      ],
    },
  );
  service(name, { taskDefinition: definition.arn }, { dependsOn: [policy, ...targets] });
}

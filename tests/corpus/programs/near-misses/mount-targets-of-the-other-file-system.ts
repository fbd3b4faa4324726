/** Two file systems; the mount targets are all for one of them. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const uploads = new aws.efs.FileSystem("uploads", {});
const plugins = new aws.efs.FileSystem("plugins", {});
const targets = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`plugins-${index}`, {
      fileSystemId: plugins.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const cms = taskDefinition(
  "cms",
  [
    {
      mountPoints: [
        { sourceVolume: "uploads", containerPath: "/uploads" },
        { sourceVolume: "plugins", containerPath: "/plugins" },
      ],
    },
  ],
  {
    volumes: Object.entries({ uploads, plugins }).map(([name, { id }]) => ({
      name,
      efsVolumeConfiguration: { fileSystemId: id },
    })),
  },
);
service("cms", { taskDefinition: cms.arn }, { dependsOn: [uploads, ...targets] });

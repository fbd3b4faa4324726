import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("wordpress");
const wordpress = taskDefinition(
  "wordpress",
  [{ mountPoints: [{ sourceVolume: "content", containerPath: "/var/www/html/wp-content" }] }],
  {
    executionRoleArn: executionRole("wordpress").arn,
    volumes: [{ name: "content", efsVolumeConfiguration: { fileSystemId: files.id } }],
  },
);
service("wordpress", { taskDefinition: wordpress.arn });

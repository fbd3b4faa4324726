/** The service waits for the mount target of the first zone, and its tasks may start in the second. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const files = new aws.efs.FileSystem("files", {});
const [first, second] = elsewhere.subnets.map(
  (subnetId, index) =>
    new aws.efs.MountTarget(`files-${index}`, {
      fileSystemId: files.id,
      subnetId,
      securityGroups: [elsewhere.securityGroup],
    }),
);
const cms = taskDefinition("cms", [{ mountPoints: [{ sourceVolume: "files", containerPath: "/data" }] }], {
  volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: first?.fileSystemId ?? "" } }],
});
service("cms", {
  taskDefinition: cms.arn,
  desiredCount: 2,
  deploymentCircuitBreaker: { enable: true, rollback: false },
});
export const address = second?.ipAddress;

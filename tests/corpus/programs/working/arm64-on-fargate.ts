import * as aws from "@pulumi/aws";
import { executionRole, image, logsTo, service, taskDefinition } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("thumbnails");
const thumbnails = taskDefinition(
  "thumbnails",
  [
    {
      image,
      readonlyRootFilesystem: true,
      user: "1000",
      mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp" }],
      logConfiguration: logsTo(logs.name, { mode: "non-blocking", "max-buffer-size": "4m" }),
    },
  ],
  {
    cpu: "4096",
    memory: "16384",
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    ephemeralStorage: { sizeInGib: 100 },
    volumes: [{ name: "scratch" }],
    executionRoleArn: executionRole("thumbnails").arn,
  },
);
service("thumbnails", { taskDefinition: thumbnails.arn, desiredCount: 3, propagateTags: "SERVICE" });

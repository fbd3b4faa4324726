import * as aws from "@pulumi/aws";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("intranet");
const intranet = taskDefinition(
  "intranet",
  [
    {
      name: "iis",
      image: "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022",
      portMappings: [{ containerPort: 80, protocol: "tcp" }],
      logConfiguration: logsTo(logs.name),
    },
  ],
  {
    cpu: "1024",
    memory: "2048",
    runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE", cpuArchitecture: "X86_64" },
    executionRoleArn: executionRole("intranet").arn,
  },
);
service("intranet", { taskDefinition: intranet.arn, platformVersion: "1.0.0" });

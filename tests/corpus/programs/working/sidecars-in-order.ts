import * as aws from "@pulumi/aws";
import { executionRole, image, logsTo, service, taskDefinition } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("crm");
const shared = { image, logConfiguration: logsTo(logs.name) };
const crm = taskDefinition(
  "crm",
  [
    { ...shared, name: "migrate", essential: false, command: ["migrate"] },
    {
      ...shared,
      name: "app",
      dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }],
      healthCheck: { command: ["CMD-SHELL", "curl -f http://localhost:3000/ || exit 1"], interval: 10 },
    },
    {
      ...shared,
      name: "proxy",
      portMappings: [{ containerPort: 443 }],
      dependsOn: [{ containerName: "app", condition: "HEALTHY" }],
      cpu: 64,
      memory: 128,
    },
  ],
  { cpu: "512", memory: "1024", executionRoleArn: executionRole("crm").arn },
);
service("crm", { taskDefinition: crm.arn });

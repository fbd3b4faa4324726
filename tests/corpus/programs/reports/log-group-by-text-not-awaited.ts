import * as aws from "@pulumi/aws";
import { executionRole, image, logsTo, service, taskDefinition } from "../../parts";

const name = "nexus";
new aws.cloudwatch.LogGroup(name, { name: `/ecs/${name}` });
const nexus = taskDefinition(
  name,
  [{ name, image, logConfiguration: logsTo(`/ecs/${name}`), portMappings: [{ containerPort: 8081 }] }],
  { executionRoleArn: executionRole(name).arn, cpu: "2048", memory: "4096" },
);
service(name, { taskDefinition: nexus.arn, deploymentCircuitBreaker: { enable: true, rollback: true } });

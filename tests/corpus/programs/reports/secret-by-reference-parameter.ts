import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region } from "../../parts";

const licenseKey = "NewRelicLicenseKeySecret";
const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:${licenseKey}-9zYxWv`;
const execution = executionRole("newrelic-infra", {
  inlinePolicies: [
    { name: "license-key", policy: JSON.stringify(allow("secretsmanager:GetSecretValue", secretArn)) },
  ],
});
const definition = new aws.ecs.TaskDefinition("newrelic-infra", {
  family: "newrelic-infra",
  networkMode: "host",
  executionRoleArn: execution.arn,
  requiresCompatibilities: ["EC2"],
  containerDefinitions: JSON.stringify([
    {
      name: "newrelic-infra",
      image: "newrelic/nri-ecs:1.12.8",
      cpu: 200,
      memory: 384,
      secrets: [{ name: "NRIA_LICENSE_KEY", valueFrom: `/aws/reference/secretsmanager/${licenseKey}` }],
    },
  ]),
});
new aws.ecs.Service("newrelic-infra", {
  cluster: `arn:aws:ecs:${region}:${account}:cluster/instances`,
  launchType: "EC2",
  schedulingStrategy: "DAEMON",
  taskDefinition: definition.arn,
});

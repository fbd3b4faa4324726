import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, executionRole, logsTo, region, service, taskDefinition } from "../../parts";

const repository = `${account}.dkr.ecr.${region}.amazonaws.com/billing`;
const tag = new pulumi.Config().get("tag") ?? "2024.11.3";
const logs = new aws.cloudwatch.LogGroup("billing");
const billing = taskDefinition(
  "billing",
  [{ image: `${repository}:${tag}`, logConfiguration: logsTo(logs.name) }],
  { executionRoleArn: executionRole("billing").arn },
);
service(
  "billing",
  { taskDefinition: billing.arn, forceNewDeployment: true },
  { ignoreChanges: ["taskDefinition"] },
);

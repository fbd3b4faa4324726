import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, role, service, taskDefinition } from "../../parts";

const token = `arn:aws:ssm:${region}:${account}:parameter/atlantis/github/token`;
const app = role("atlantis-task");
const execution = executionRole("atlantis-execution");
const read = new aws.iam.Policy("atlantis-token", {
  policy: JSON.stringify(allow(["ssm:GetParameters", "kms:Decrypt"], "*")),
});
const attached = new aws.iam.PolicyAttachment("atlantis-token", { policyArn: read.arn, roles: [app.name] });
const atlantis = taskDefinition(
  "atlantis",
  [
    {
      name: "atlantis",
      memory: 512,
      portMappings: [{ containerPort: 4141 }],
      secrets: [{ name: "ATLANTIS_GH_TOKEN", valueFrom: token }],
    },
  ],
  {
    requiresCompatibilities: ["EC2"],
    networkMode: "bridge",
    taskRoleArn: app.arn,
    executionRoleArn: execution.arn,
  },
);
service(
  "atlantis",
  { taskDefinition: atlantis.arn, launchType: "EC2", networkConfiguration: undefined },
  { dependsOn: [attached] },
);

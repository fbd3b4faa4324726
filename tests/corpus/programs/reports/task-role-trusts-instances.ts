import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" });
const decrypt = allow(
  "kms:Decrypt",
  `arn:aws:kms:${region}:${account}:key/0a1b2c3d-1111-2222-3333-444455556666`,
);
const secrets = new aws.iam.Role("key-app-secrets", {
  assumeRolePolicy: trust,
  inlinePolicies: [{ name: "decrypt", policy: JSON.stringify(decrypt) }],
});
new aws.iam.InstanceProfile("key-app-secrets", { role: secrets.name });

const definition = taskDefinition("app", [{ environment: [{ name: "SECRETS", value: "s3" }] }], {
  taskRoleArn: secrets.arn,
  executionRoleArn: executionRole("app").arn,
});
service("app", { taskDefinition: definition.arn });

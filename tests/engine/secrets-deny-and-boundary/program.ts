/** The execution roles read a new secret by AWS's policy; a Deny or a boundary takes the read from some of them. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition } from "../programs";

const secret = new aws.secretsmanager.Secret("api-key");

function tasks(name: string, permissionsBoundary?: pulumi.Input<string>): aws.iam.Role {
  const execution = role(`${name}-execution`, { permissionsBoundary });
  new aws.iam.RolePolicyAttachment(name, {
    role: execution.name,
    policyArn: "arn:aws:iam::aws:policy/SecretsManagerReadWrite",
  });
  taskDefinition(name, { executionRole: execution.arn, secrets: [secret.arn] });
  return execution;
}

function deny(name: string, Action: string, Resource: pulumi.Input<string>) {
  new aws.iam.RolePolicy(name, {
    role: tasks(name).name,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action, Resource }],
    }),
  });
}

deny("denied", "secretsmanager:*", "*");
deny("denied-by-arn", "secretsmanager:GetSecretValue", secret.arn);
deny("denied-other", "secretsmanager:*", "arn:aws:secretsmanager:*:*:secret:billing/*");
deny("denied-writes", "secretsmanager:Put*", "*");

const boundary = (name: string, document: object) =>
  new aws.iam.Policy(name, { policy: pulumi.jsonStringify(document) }).arn;
tasks("bounded", boundary("logs-only", allow("logs:*", "*")));
tasks("bounded-wide", boundary("secrets-too", allow(["logs:*", "secretsmanager:Get*"], "*")));
tasks(
  "bounded-by-arn",
  boundary("this-secret", allow("secretsmanager:GetSecretValue", pulumi.interpolate`${secret.arn}*`)),
);
tasks("bounded-by-aws", "arn:aws:iam::aws:policy/AmazonS3FullAccess");
tasks("bounded-by-aws-wide", "arn:aws:iam::aws:policy/PowerUserAccess");

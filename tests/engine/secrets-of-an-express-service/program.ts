/** Express services, of which ECS makes task definitions itself: their containers are no JSON document. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, roles, secretArn, variant } from "../programs";

const infrastructure = role("infrastructure", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs.amazonaws.com" }),
});
const url = new aws.ssm.Parameter("url", { type: "SecureString", value: "postgres://" });
const token = new aws.ssm.Parameter("token", { type: "SecureString", value: "t0ken" });
const login = new aws.secretsmanager.Secret("login");

function express(
  name: string,
  secrets: Record<string, pulumi.Input<string>>,
  document: object,
  more: Partial<aws.types.input.ecs.ExpressGatewayServicePrimaryContainer> = {},
) {
  const { task, execution, reader } = roles(name);
  new aws.iam.RolePolicy(name, { role: reader.name, policy: pulumi.jsonStringify(document) });
  new aws.ecs.ExpressGatewayService(name, {
    infrastructureRoleArn: infrastructure.arn,
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    primaryContainer: {
      image: "public.ecr.aws/docker/library/node:22-alpine",
      secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
      ...more,
    },
  });
}

express("elsewhere", { KEY: secretArn }, allow("secretsmanager:GetSecretValue", secretArn));
express("new", { URL: url.arn }, allow("ssm:GetParameters", url.arn));
express("several", { URL: url.arn, TOKEN: token.arn }, allow("ssm:GetParameters", [url.arn, token.arn]));
express("private", {}, allow("secretsmanager:GetSecretValue", login.arn), {
  repositoryCredentials: { credentialsParameter: login.arn },
});
express(
  "malformed",
  { KEY: variant === "cured" ? `${secretArn}:key::` : `${secretArn}:key` },
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "secretsmanager:*", Resource: "*" }],
  },
);

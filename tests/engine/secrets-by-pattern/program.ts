/** Execution roles that read by the names of new secrets, before AWS has given them ARNs. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition } from "../programs";

const account = aws.getCallerIdentityOutput().accountId;
const region = aws.getRegionOutput().region;

const url = new aws.ssm.Parameter("url", { name: "/shop/url", type: "SecureString", value: "postgres://" });
const unnamed = new aws.ssm.Parameter("unnamed", { type: "SecureString", value: "x" });
const key = new aws.secretsmanager.Secret("key", { name: "shop/key" });
const drawn = new aws.secretsmanager.Secret("drawn", { namePrefix: "shop-" });

/** A task whose execution role may read what the ARN says. */
function tasks(
  name: string,
  secret: aws.ssm.Parameter | aws.secretsmanager.Secret,
  arn: pulumi.Input<string>,
) {
  const execution = role(name);
  new aws.iam.RolePolicy(name, {
    role: execution.name,
    policy: pulumi.jsonStringify(allow(["ssm:GetParameters", "secretsmanager:GetSecretValue"], arn)),
  });
  taskDefinition(name, { executionRole: execution.arn, secrets: [secret.arn] });
}

const here = (service: string, rest: string) =>
  pulumi.interpolate`arn:aws:${service}:${region}:${account}:${rest}`;

tasks("exactly", url, here("ssm", "parameter/shop/url"));
tasks("by-path", url, "arn:aws:ssm:*:*:parameter/shop/*");
tasks("by-logical-name", unnamed, "arn:aws:ssm:eu-central-1:123456789012:parameter/unnamed-*");
tasks("six-characters", key, here("secretsmanager", "secret:shop/key-??????"));
tasks("by-prefix", drawn, here("secretsmanager", "secret:shop-*"));

tasks("no-characters", key, here("secretsmanager", "secret:shop/key"));
tasks("two-slashes", url, here("ssm", "parameter//shop/url"));
tasks("no-slash", url, here("ssm", "parametershop/url"));
tasks("other-path", url, "arn:aws:ssm:*:*:parameter/billing/*");
tasks("other-region", url, "arn:aws:ssm:us-east-1:*:parameter/shop/*");
tasks("other-service", key, "arn:aws:ssm:*:*:parameter/shop/*");
tasks("other-account", url, "arn:aws:ssm:*:999999999999:parameter/shop/*");

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const settings = { DATABASE_URL: "postgres://db/shop", MAIL_FROM: "shop@example.com", LOG_LEVEL: "info" };
const parameters = Object.entries(settings).map(([name, value]) => ({
  name,
  parameter: new aws.ssm.Parameter(`shop-${name.toLowerCase().replace("_", "-")}`, {
    name: `/shop/production/${name}`,
    type: "SecureString",
    value: pulumi.secret(value),
  }),
}));
const execution = executionRole("shop-execution");
const policy = new aws.iam.Policy("shop-parameters", {
  policy: JSON.stringify(
    allow(
      ["ssm:GetParameters", "ssm:GetParametersByPath"],
      `arn:aws:ssm:${region}:${account}:parameter/shop/production/*`,
    ),
  ),
});
const attached = new aws.iam.RolePolicyAttachment("shop-parameters", {
  role: execution.name,
  policyArn: policy.arn,
});
const shop = taskDefinition(
  "shop",
  [{ secrets: parameters.map(({ name, parameter }) => ({ name, valueFrom: parameter.arn })) }],
  { executionRoleArn: execution.arn },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [attached] });

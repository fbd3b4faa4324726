/** The account in the grant is that of the staging stack, from which it was copied. */
import * as aws from "@pulumi/aws";
import { allow, executionRole, region, service, taskDefinition } from "../../parts";

const params = ["DATABASE_URL", "SESSION_KEY"].map(
  (name) =>
    new aws.ssm.Parameter(name.toLowerCase(), {
      name: `/shop/${name}`,
      type: "SecureString",
      value: "change-me",
    }),
);
const execution = executionRole("shop-execution");
const read = new aws.iam.RolePolicy("shop-read", {
  role: execution.name,
  policy: JSON.stringify(allow("ssm:GetParameters", `arn:aws:ssm:${region}:210987654321:parameter/shop/*`)),
});
const shop = taskDefinition(
  "shop",
  [
    {
      secrets: params.map((parameter) => ({
        name: parameter.name.apply((n) => n.slice(6)),
        valueFrom: parameter.arn,
      })),
    },
  ],
  { executionRoleArn: execution.arn },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });

/** The secret was added, the plain variable stayed. */
import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: JSON.stringify(allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/*")),
});
const common = { STAGE: "prod", DATABASE_URL: "postgres://localhost/shop" };
const environment = Object.entries(common).map(([name, value]) => ({ name, value }));
const shop = taskDefinition(
  "shop",
  [{ environment, secrets: [{ name: "DATABASE_URL", valueFrom: "/shop/database-url" }] }],
  {
    executionRoleArn: execution.arn,
  },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });

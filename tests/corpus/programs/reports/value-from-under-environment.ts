import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const db = new aws.ssm.Parameter("db", { name: "/shop/db", type: "SecureString", value: "to be set" });
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: pulumi.jsonStringify(allow("ssm:GetParameters", db.arn)),
});
const shop = taskDefinition(
  "shop",
  [
    {
      environment: [
        { name: "NODE_ENV", value: "production" },
        { name: "DATABASE_URL", valueFrom: db.arn },
      ],
    },
  ],
  { executionRoleArn: exec.arn },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });

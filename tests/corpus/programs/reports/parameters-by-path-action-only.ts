import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const exec = executionRole("exec");
const flag = new aws.ssm.Parameter("flag", { name: "/shop/flag", type: "String", value: "on" });
const read = new aws.iam.RolePolicy("read", {
  role: exec,
  policy: pulumi.jsonStringify(
    allow(
      ["ssm:GetParametersByPath", "ssm:DescribeParameters"],
      pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter/shop/*`,
    ),
  ),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "FLAG", valueFrom: flag.name }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });

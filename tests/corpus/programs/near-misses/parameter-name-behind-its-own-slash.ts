import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const names = ["/shop/db", "plain"];
const parameters = names.map((name) => new aws.ssm.Parameter(name, { name, type: "String", value: "x" }));
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: pulumi.jsonStringify(
    allow("ssm:GetParameters", [
      pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter${parameters[0]?.name}`,
      pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter/${parameters[1]?.name}`,
    ]),
  ),
});
const shop = taskDefinition(
  "shop",
  [{ secrets: parameters.map(({ arn }, index) => ({ name: `SECRET_${index}`, valueFrom: arn })) }],
  { executionRoleArn: exec.arn },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });

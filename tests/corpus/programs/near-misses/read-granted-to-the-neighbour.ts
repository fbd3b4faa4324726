/** Two services from one loop; the grant goes to the execution role of the other one. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const names = ["shop", "shop-admin"];
const executions = names.map((name) => executionRole(`${name}-execution`));
const read = new aws.iam.RolePolicy("shop-secrets", {
  role: executions[1]?.name ?? "",
  policy: JSON.stringify(allow("ssm:GetParameters", `arn:aws:ssm:${region}:${account}:parameter/shop/*`)),
});
names.forEach((name, index) => {
  const secrets = name === "shop" ? [{ name: "KEY", valueFrom: "/shop/key" }] : [];
  const definition = taskDefinition(name, [{ secrets }], { executionRoleArn: executions[index]?.arn });
  service(name, { taskDefinition: definition.arn }, { dependsOn: [read] });
});

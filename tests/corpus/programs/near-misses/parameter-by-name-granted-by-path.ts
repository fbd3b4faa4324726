/** Names in the containers, a path in the grant; the keys are AWS's own. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const names = ["database-url", "session-key", "smtp-password"];
for (const name of names)
  new aws.ssm.Parameter(name, { name: `/prod/shop/${name}`, type: "SecureString", value: "change-me" });
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: JSON.stringify(allow("ssm:GetParameters", [`arn:aws:ssm:${region}:${account}:parameter/prod/*/*`])),
});
const secrets = names.map((name) => ({
  name: name.toUpperCase().replace("-", "_"),
  valueFrom: `/prod/shop/${name}`,
}));
const shop = taskDefinition("shop", [{ secrets }], { executionRoleArn: execution.arn });
service("shop", { taskDefinition: shop.arn, desiredCount: 0 }, { dependsOn: [read] });

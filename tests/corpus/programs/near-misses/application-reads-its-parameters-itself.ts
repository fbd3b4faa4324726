import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, role, service, taskDefinition } from "../../parts";

const path = "/crm/production";
const app = role("crm-task");
const policy = new aws.iam.RolePolicy("crm-task", {
  role: app.name,
  policy: JSON.stringify(
    allow(
      ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      `arn:aws:ssm:${region}:${account}:parameter${path}/*`,
    ),
  ),
});
const crm = taskDefinition("crm", [{ environment: [{ name: "PARAMETERS_PATH", value: path }] }], {
  taskRoleArn: app.arn,
  executionRoleArn: executionRole("crm-execution").arn,
});
service("crm", { taskDefinition: crm.arn }, { dependsOn: [policy] });

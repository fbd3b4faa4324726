/** The application fetches its settings by path when it starts; ECS fetches nothing for it. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, role, service, taskDefinition } from "../../parts";

const task = role("worker-task");
const settings = new aws.iam.RolePolicy("settings", {
  role: task.name,
  policy: JSON.stringify(
    allow(
      ["ssm:GetParametersByPath", "ssm:GetParameter"],
      `arn:aws:ssm:${region}:${account}:parameter/worker/*`,
    ),
  ),
});
const worker = taskDefinition("worker", [{ environment: [{ name: "SETTINGS_PATH", value: "/worker/" }] }], {
  taskRoleArn: task.arn,
  executionRoleArn: executionRole("worker-execution").arn,
});
service("worker", { taskDefinition: worker.arn }, { dependsOn: [settings] });

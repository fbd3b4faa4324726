import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, image, role, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const [url, token] = ["database-url", "api-token"].map(
  (name) =>
    new aws.ssm.Parameter(name, {
      name: `/sync/${name}`,
      type: "SecureString",
      value: config.getSecret(name) ?? "to be set",
    }),
) as [aws.ssm.Parameter, aws.ssm.Parameter];

const task_role = role("sync-task");
const execution_role = executionRole("sync-execution");
const policy = new aws.iam.RolePolicy("sync-task-policy", {
  role: task_role.id,
  policy: pulumi.all([url.arn, token.arn]).apply((args) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["ssm:GetParameters"], Resource: [args[0], args[1]] }],
    }),
  ),
});
const task_definition = taskDefinition("sync", [], {
  taskRoleArn: task_role.arn,
  executionRoleArn: execution_role.arn,
  containerDefinitions: pulumi.all([url.arn, token.arn]).apply((args) =>
    JSON.stringify([
      {
        name: "sync",
        image,
        essential: true,
        secrets: [
          { name: "DATABASE_URL", valueFrom: args[0] },
          { name: "API_TOKEN", valueFrom: args[1] },
        ],
      },
    ]),
  ),
});
service("sync", { taskDefinition: task_definition.arn }, { dependsOn: [policy] });

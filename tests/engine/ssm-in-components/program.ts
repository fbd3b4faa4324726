/** Roles, policy and task definition in components of the program, at several depths. */
import * as aws from "@pulumi/aws";
import { Group, readParameters, role, taskDefinition, variant } from "../programs";

let task: aws.iam.Role | undefined;
let execution: aws.iam.Role | undefined;
new Group("platform", (platform) => {
  new Group(
    "roles",
    (parent) => {
      task = role("task", {}, { parent });
      execution = role("execution", {}, { parent });
    },
    { parent: platform },
  );
});
new Group("application", (parent) => {
  new aws.iam.RolePolicy(
    "reads",
    { role: (variant === "cured" ? execution : task)?.name ?? "", policy: JSON.stringify(readParameters) },
    { parent },
  );
  taskDefinition("shop", { taskRole: task?.arn, executionRole: execution?.arn }, { parent });
});

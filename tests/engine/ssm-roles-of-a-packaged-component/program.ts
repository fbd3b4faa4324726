/** Roles from packaged components, whose outputs have an edge to the component and, mostly, one to the role. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readParameters, role, taskDefinition, variant } from "../programs";

class Packaged extends pulumi.ComponentResource {
  declare readonly taskRoleArn: pulumi.Output<string>;
  declare readonly taskRoleName: pulumi.Output<string>;
  declare readonly executionRoleArn: pulumi.Output<string>;
  declare readonly executionRoleName: pulumi.Output<string>;

  constructor(type: string, name: string) {
    const outputs = ["taskRoleArn", "taskRoleName", "executionRoleArn", "executionRoleName"];
    const args = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super(`packaged:index:${type}`, name, args, { version: "1.0.0" }, true);
  }
}

const policy = JSON.stringify(readParameters);
const isSwapped = variant === "swapped";

for (const type of ["ExecutionRole", "LookedUpRole"]) {
  const { executionRoleArn, executionRoleName } = new Packaged(type, type);
  const task = role(`${type}-task`);
  new aws.iam.RolePolicy(type, { role: isSwapped ? task.name : executionRoleName, policy });
  taskDefinition(type, { taskRole: task.arn, executionRole: executionRoleArn });
}

const both = new Packaged("TaskRoles", "TaskRoles");
new aws.iam.RolePolicy("TaskRoles", { role: isSwapped ? both.taskRoleName : both.executionRoleName, policy });
taskDefinition("TaskRoles", { taskRole: both.taskRoleArn, executionRole: both.executionRoleArn });

/** A reusable component that makes both roles, used for many services. */
import * as aws from "@pulumi/aws";
import { Group, readFiles, readParameters, role, taskDefinition } from "../programs";

for (const name of ["users", "orders", "invoices"]) {
  new Group(name, (parent) => {
    const execution = role(`${name}-execution`, {}, { parent });
    const task = role(`${name}-task`, {}, { parent });
    new aws.iam.RolePolicy(
      `${name}-reads`,
      { role: execution.name, policy: JSON.stringify(readParameters) },
      { parent: execution },
    );
    new aws.iam.RolePolicy(
      `${name}-files`,
      { role: task.name, policy: JSON.stringify(readFiles) },
      { parent: task },
    );
    taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn }, { parent });
  });
}

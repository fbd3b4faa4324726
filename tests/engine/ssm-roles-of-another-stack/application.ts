/** An application with the roles of another stack, to which it attaches what it needs. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readFiles, readParameters, taskDefinition } from "../programs";

export function application(name: string, reader: "task" | "execution") {
  const [scenario] = pulumi.getStack().split(".");
  const platform = new pulumi.StackReference(`organization/scenarios/${scenario}.platform`);
  new aws.iam.RolePolicy("reads", {
    role: platform.requireOutput(`${reader}RoleName`),
    policy: JSON.stringify(readParameters),
  });
  new aws.iam.RolePolicy("files", {
    role: platform.requireOutput("taskRoleName"),
    policy: JSON.stringify(readFiles),
  });
  taskDefinition(name, {
    taskRole: platform.requireOutput("taskRoleArn"),
    executionRole: platform.requireOutput("executionRoleArn"),
  });
}

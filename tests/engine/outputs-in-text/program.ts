/** Outputs put into strings, as many public programs do. */
import * as aws from "@pulumi/aws";
import { allow, role, variant } from "../programs";

const parameter = new aws.ssm.Parameter("database-url", { type: "String", value: "postgres://" });
const task = role("task");

if (variant !== "cured") {
  new aws.iam.RolePolicy("reads", {
    role: task.name,
    policy: JSON.stringify(allow("ssm:GetParameters", `${parameter.arn}/*`)),
  });
  new aws.ecs.TaskDefinition("shop", {
    family: "shop",
    memory: "512",
    containerDefinitions: JSON.stringify([
      { name: "app", image: "app", secrets: [{ name: "URL", valueFrom: parameter.arn }] },
    ]),
    tags: { [`parameter-${parameter.name}`]: "known" },
  });
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Group, service, taskDefinition, variant } from "../programs";

const isCured = variant === "cured";
const tasks = "ecs-tasks.amazonaws.com";
const forTasks = isCured ? tasks : "ecs.amazonaws.com";
const forEcs = isCured ? "ecs.amazonaws.com" : tasks;

function role(
  name: string,
  assumeRolePolicy: aws.iam.RoleArgs["assumeRolePolicy"],
  parent?: pulumi.Resource,
) {
  return new aws.iam.Role(name, { assumeRolePolicy }, { parent });
}

const statement = { Effect: "Allow" as const, Action: "sts:AssumeRole" as const };

// The same mistake in each form that a trust policy can have.
const text = role(
  "text",
  JSON.stringify({ Version: "2012-10-17", Statement: { ...statement, Principal: { Service: forTasks } } }),
);
const object = role("object", {
  Version: "2012-10-17",
  Statement: [{ ...statement, Principal: { Service: ["lambda.amazonaws.com", forTasks] } }],
});
const generated = role("generated", aws.iam.assumeRolePolicyForPrincipal({ Service: forTasks }));
const read = role(
  "read",
  aws.iam.getPolicyDocumentOutput({
    statements: [{ actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: [forTasks] }] }],
  }).json,
);
new Group("group", (parent) => {
  const inside = role("inside", aws.iam.assumeRolePolicyForPrincipal({ Service: forTasks }), parent);
  taskDefinition("inside", { executionRole: inside.arn, secrets: [] }, { parent });
});

// What another resource's value is part of is known once that is there.
const key = new aws.kms.Key("key");
const late = role(
  "late",
  pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...statement,
        Principal: { Service: forTasks },
        Sid: key.keyId.apply((id) => `Key${id.replace(/\W/g, "")}`),
      },
    ],
  }),
);

taskDefinition("text", { executionRole: text.arn, secrets: [] });
taskDefinition("object", { taskRole: object.arn, secrets: [] });
taskDefinition("both", { executionRole: generated.arn, taskRole: generated.arn, secrets: [] });
taskDefinition("read", { taskRole: read.arn, secrets: [] });
taskDefinition("late", { taskRole: late.arn, secrets: [] });
taskDefinition("elsewhere", { taskRole: "arn:aws:iam::123456789012:role/elsewhere", secrets: [] });

const volumes = role("volumes", aws.iam.assumeRolePolicyForPrincipal({ Service: forEcs }));
service("stateful", {
  volumeConfiguration: { name: "data", managedEbsVolume: { roleArn: volumes.arn, sizeInGb: 10 } },
});

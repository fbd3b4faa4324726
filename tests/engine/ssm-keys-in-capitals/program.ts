/** Container definitions as CloudFormation writes them: the provider reads keys in any case. */
import * as aws from "@pulumi/aws";
import { allow, parameterArn, role } from "../programs";

const task = role("task");
new aws.iam.RolePolicy("everything", { role: task.name, policy: JSON.stringify(allow("*", "*")) });
new aws.ecs.TaskDefinition("shop", {
  family: "shop",
  taskRoleArn: task.arn,
  executionRoleArn: role("execution").arn,
  containerDefinitions: JSON.stringify([
    {
      Name: "app",
      Image: "app",
      Essential: true,
      Memory: 128,
      Secrets: [{ Name: "URL", ValueFrom: parameterArn }],
    },
  ]),
});

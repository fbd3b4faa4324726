import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, role, service, taskDefinition } from "../../parts";

const parameter = `arn:aws:ssm:${region}:${account}:parameter/search/index-key`;
const isChanged = new pulumi.Config().get("variant") === "changed";
const task = role("search-task");
const policy = new aws.iam.RolePolicy("search-task", {
  role: task.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...allow("es:ESHttpGet", "*").Statement,
      ...(isChanged ? allow(["ssm:GetParameter", "ssm:GetParameters"], parameter).Statement : []),
    ],
  }),
});
const definition = taskDefinition(
  "search",
  [{ secrets: isChanged ? [{ name: "INDEX_KEY", valueFrom: parameter }] : [] }],
  { taskRoleArn: task.arn, executionRoleArn: executionRole("search-execution").arn },
);
service("search", { taskDefinition: definition.arn }, { dependsOn: [policy] });

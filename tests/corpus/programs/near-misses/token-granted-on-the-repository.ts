/** Everything on the repository, but the login is none of its actions. */
import * as aws from "@pulumi/aws";
import { account, allow, region, role, service, taskDefinition } from "../../parts";

const name = "billing/api";
const execution = role("execution");
const pull = new aws.iam.RolePolicy("pull", {
  role: execution.name,
  policy: JSON.stringify(
    allow(
      ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      `arn:aws:ecr:${region}:${account}:repository/${name}`,
    ),
  ),
});
const billing = taskDefinition(
  "billing",
  [{ image: `${account}.dkr.ecr.${region}.amazonaws.com/${name}:1.4.2` }],
  { executionRoleArn: execution.arn },
);
service("billing", { taskDefinition: billing.arn }, { dependsOn: [pull] });

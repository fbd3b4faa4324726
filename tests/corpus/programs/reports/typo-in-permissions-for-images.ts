import * as aws from "@pulumi/aws";
import { account, region, role, service, taskDefinition } from "../../parts";

const execution = role("api");
const pull = new aws.iam.RolePolicy("api", {
  role: execution.id,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "ecr:GetAuthorizationToken",
          "ecr:BatchCheckLayerAvailability",
          "ecr:GetDownloadUrlForLayer",
          "ecr:BatchGetImages",
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ],
        Resource: "*",
      },
    ],
  }),
});
const image = `${account}.dkr.ecr.${region}.amazonaws.com/api:2019-05-04`;
const definition = taskDefinition("api", [{ image }], { executionRoleArn: execution.arn });
service("api", { taskDefinition: definition.arn }, { dependsOn: [pull] });

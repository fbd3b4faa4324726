/** The role may log in to the registry; the repository's own policy lets it pull. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, service, taskDefinition } from "../../parts";

const repository = new aws.ecr.Repository("web", { name: "web" });
const execution = role("execution", {
  inlinePolicies: [{ name: "login", policy: JSON.stringify(allow("ecr:GetAuthorizationToken", "*")) }],
});
const policy = new aws.ecr.RepositoryPolicy("web", {
  repository: repository.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: execution.arn },
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
      },
    ],
  }),
});
// The pipeline pushes the first image and then sets the number of tasks.
const web = taskDefinition("web", [{ image: pulumi.interpolate`${repository.repositoryUrl}:stable` }], {
  executionRoleArn: execution.arn,
});
service(
  "web",
  { taskDefinition: web.arn, desiredCount: 0 },
  { dependsOn: [policy], ignoreChanges: ["desiredCount"] },
);

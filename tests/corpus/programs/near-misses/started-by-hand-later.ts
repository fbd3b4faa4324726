/** No tasks yet: somebody fills the secret and pushes the image, and then sets the number of tasks. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const repository = new aws.ecr.Repository("ml", {});
const secret = new aws.secretsmanager.Secret("model-key", {});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const model = taskDefinition(
  "model",
  [
    {
      image: pulumi.interpolate`${repository.repositoryUrl}:latest`,
      secrets: [{ name: "KEY", valueFrom: secret.arn }],
    },
  ],
  { executionRoleArn: execution.arn, cpu: "2048", memory: "8192" },
);
service("model", {
  taskDefinition: model.arn,
  desiredCount: 0,
  deploymentCircuitBreaker: { enable: true, rollback: true },
});
export const grant = read.id;

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, image, trustOf } from "../../parts";

const models = new aws.s3.Bucket("models");
const task = new aws.iam.Role("inference", {
  assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com"),
  inlinePolicies: [
    {
      name: "models",
      policy: aws.iam.getPolicyDocumentOutput({
        statements: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate`${models.arn}/*`] }],
      }).json,
    },
  ],
});
const inference = new aws.ecs.TaskDefinition("inference", {
  family: "inference",
  requiresCompatibilities: ["EC2"],
  taskRoleArn: task.arn,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "server",
      image,
      cpu: 2048,
      memory: 12288,
      resourceRequirements: [{ type: "GPU", value: "1" }],
      linuxParameters: { sharedMemorySize: 2048, initProcessEnabled: true },
      ulimits: [{ name: "memlock", softLimit: -1, hardLimit: -1 }],
      environment: [{ name: "MODELS", value: models.bucket }],
    },
  ]),
});
new aws.ecs.Service("inference", {
  cluster: elsewhere.cluster,
  taskDefinition: inference.arn,
  capacityProviderStrategies: [{ capacityProvider: "gpu", weight: 1 }],
  desiredCount: 1,
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
});

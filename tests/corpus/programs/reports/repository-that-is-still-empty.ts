import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const repository = new aws.ecr.Repository("app", { imageTagMutability: "MUTABLE" });
export const pushTo = repository.repositoryUrl;

const definition = taskDefinition(
  "app",
  [{ image: pulumi.interpolate`${repository.repositoryUrl}:latest`, portMappings: [{ containerPort: 80 }] }],
  { executionRoleArn: executionRole("app").arn },
);
service("app", { taskDefinition: definition.arn, waitForSteadyState: true });

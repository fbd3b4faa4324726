import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, elsewhere, Group, image, managedExecutionPolicy, trustOf } from "../../parts";

new Group("payments", (parent) => {
  const key = new aws.kms.Key("payments", { enableKeyRotation: true }, { parent });
  const apiKey = new aws.ssm.Parameter(
    "payments",
    { name: "/payments/API_KEY", type: "SecureString", keyId: key.arn, value: pulumi.secret("unset") },
    { parent, ignoreChanges: ["value"] },
  );
  const execution = new aws.iam.Role(
    "payments-execution",
    { assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com"), managedPolicyArns: [managedExecutionPolicy] },
    { parent },
  );
  const read = new aws.iam.RolePolicy(
    "payments",
    {
      role: execution.id,
      policy: pulumi.jsonStringify(allow(["ssm:GetParameters", "ssm:GetParameterHistory"], apiKey.arn)),
    },
    { parent },
  );
  const definition = new aws.ecs.TaskDefinition(
    "payments",
    {
      family: "payments",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: execution.arn,
      containerDefinitions: pulumi.jsonStringify([
        { name: "payments", image, secrets: [{ name: "API_KEY", valueFrom: apiKey.arn }] },
      ]),
    },
    { parent },
  );
  new aws.ecs.Service(
    "payments",
    {
      cluster: elsewhere.cluster,
      launchType: "FARGATE",
      desiredCount: 1,
      taskDefinition: definition.arn,
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
    },
    { parent, dependsOn: [read] },
  );
});

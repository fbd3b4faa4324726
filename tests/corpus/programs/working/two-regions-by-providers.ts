import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, image } from "../../parts";

const execution = executionRole("global");
for (const region of ["eu-central-1", "us-east-1"] as const) {
  const provider = new aws.Provider(region, { region });
  const key = new aws.ssm.Parameter(
    `key-${region}`,
    { type: "SecureString", value: pulumi.secret("k") },
    { provider },
  );
  const reads = new aws.iam.RolePolicy(`key-${region}`, {
    role: execution.name,
    policy: pulumi.jsonStringify(allow("ssm:GetParameters", key.arn)),
  });
  const cluster = new aws.ecs.Cluster(region, {}, { provider });
  const definition = new aws.ecs.TaskDefinition(
    `relay-${region}`,
    {
      family: "relay",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      executionRoleArn: execution.arn,
      containerDefinitions: pulumi.jsonStringify([
        { name: "relay", image, secrets: [{ name: "KEY", valueFrom: key.arn }] },
      ]),
    },
    { provider },
  );
  const subnets = aws.ec2.getSubnetsOutput({ tags: { tier: "private" } }, { provider });
  new aws.ecs.Service(
    `relay-${region}`,
    {
      cluster: cluster.arn,
      launchType: "FARGATE",
      desiredCount: 1,
      taskDefinition: definition.arn,
      networkConfiguration: { subnets: subnets.ids },
    },
    { provider, dependsOn: [reads] },
  );
}

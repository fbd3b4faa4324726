import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, image, role, service, trustOf } from "../../parts";

const volumes = role("volumes", {
  assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"],
});
const definition = new aws.ecs.TaskDefinition("stateful", {
  family: "stateful",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "1024",
  memory: "2048",
  executionRoleArn: executionRole("stateful").arn,
  volumes: [{ name: "data", configureAtLaunch: true }],
  containerDefinitions: pulumi.jsonStringify([
    { name: "db", image, mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
  ]),
});
service("stateful", {
  taskDefinition: definition.arn,
  volumeConfiguration: {
    name: "data",
    managedEbsVolume: { roleArn: volumes.arn, encrypted: true, sizeInGb: 5, volumeType: "gp3" },
  },
});

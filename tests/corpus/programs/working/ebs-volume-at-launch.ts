import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition, trustOf } from "../../parts";

const infrastructure = new aws.iam.Role("volumes", {
  assumeRolePolicy: trustOf("ecs.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"],
});
const index = taskDefinition(
  "index",
  [
    {
      image: "public.ecr.aws/docker/library/postgres:17",
      environment: [{ name: "POSTGRES_HOST_AUTH_METHOD", value: "trust" }],
      mountPoints: [{ sourceVolume: "data", containerPath: "/var/lib/postgresql" }],
    },
  ],
  {
    cpu: "1024",
    memory: "4096",
    volumes: [{ name: "data", configureAtLaunch: true }],
    executionRoleArn: executionRole("index").arn,
  },
);
service("index", {
  taskDefinition: index.arn,
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
  volumeConfiguration: {
    name: "data",
    managedEbsVolume: {
      roleArn: infrastructure.arn,
      sizeInGb: 50,
      volumeType: "gp3",
      fileSystemType: "ext4",
    },
  },
});

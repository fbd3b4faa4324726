import * as aws from "@pulumi/aws";
import { elsewhere, role, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("minecraft");
const instances = role("minecraft", {
  assumeRolePolicy: trustOf("ec2.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
});
const profile = new aws.iam.InstanceProfile("minecraft", { role: instances.name });
const setUp = ["#!/bin/bash -xe", "yum install -y amazon-efs-utils", "mkdir -p /opt/minecraft"];
const template = new aws.ec2.LaunchTemplate("minecraft", {
  imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  instanceType: "t3.large",
  iamInstanceProfile: { arn: profile.arn },
  vpcSecurityGroupIds: [elsewhere.securityGroup],
  userData: Buffer.from(setUp.join("\n")).toString("base64"),
});
new aws.autoscaling.Group("minecraft", {
  vpcZoneIdentifiers: elsewhere.subnets,
  launchTemplate: { id: template.id, version: "$Latest" },
  minSize: 1,
  maxSize: 1,
});
const ports = [{ containerPort: 25565, hostPort: 25565 }];
const definition = new aws.ecs.TaskDefinition("minecraft", {
  family: "minecraft",
  containerDefinitions: JSON.stringify([
    { name: "server", image: "itzg/minecraft-server:java21", memory: 4096, portMappings: ports },
  ]),
});
new aws.ecs.Service("minecraft", {
  cluster: cluster.arn,
  launchType: "EC2",
  taskDefinition: definition.arn,
  desiredCount: 1,
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
});

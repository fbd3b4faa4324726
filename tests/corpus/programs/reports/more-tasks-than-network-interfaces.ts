import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, image, role, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("workers");
const instances = role("workers-instances", {
  assumeRolePolicy: trustOf("ec2.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
});
const profile = new aws.iam.InstanceProfile("workers", { role: instances.name });
const userData = pulumi.interpolate`#!/bin/bash
echo ECS_CLUSTER=${cluster.name} >> /etc/ecs/ecs.config
`.apply((text) => Buffer.from(text).toString("base64"));
const template = new aws.ec2.LaunchTemplate("workers", {
  imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  instanceType: "c7i.large",
  iamInstanceProfile: { arn: profile.arn },
  vpcSecurityGroupIds: [elsewhere.securityGroup],
  userData,
});
new aws.autoscaling.Group("workers", {
  vpcZoneIdentifiers: elsewhere.subnets,
  launchTemplate: { id: template.id, version: "$Latest" },
  minSize: 1,
  maxSize: 1,
});
const definition = new aws.ecs.TaskDefinition("workers", {
  family: "workers",
  networkMode: "awsvpc",
  containerDefinitions: JSON.stringify([{ name: "worker", image, cpu: 128, memory: 256 }]),
});
new aws.ecs.Service("workers", {
  cluster: cluster.arn,
  launchType: "EC2",
  taskDefinition: definition.arn,
  desiredCount: 6,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
});

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, role, securityGroup, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("retool");
const instances = role("retool-instances", {
  assumeRolePolicy: trustOf("ec2.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
});
const profile = new aws.iam.InstanceProfile("retool", { role: instances.name });
const template = new aws.ec2.LaunchTemplate("retool", {
  imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  instanceType: "t3.medium",
  iamInstanceProfile: { arn: profile.arn },
  vpcSecurityGroupIds: [securityGroup("retool", elsewhere.vpc, 80).id],
  userData: cluster.name.apply((name) =>
    Buffer.from(`#!/bin/bash\necho ECS_CLUSTER=${name} >> /etc/ecs/ecs.config\n`).toString("base64"),
  ),
});
new aws.autoscaling.Group("retool", {
  vpcZoneIdentifiers: elsewhere.subnets,
  launchTemplate: { id: template.id, version: "$Latest" },
  minSize: 1,
  maxSize: 1,
});
const version = new pulumi.Config().get("variant") === "changed" ? "2.4.63" : "2.4.62";
const image = `public.ecr.aws/docker/library/httpd:${version}`;
const definition = new aws.ecs.TaskDefinition("retool", {
  family: "retool",
  networkMode: "bridge",
  requiresCompatibilities: ["EC2"],
  containerDefinitions: pulumi.jsonStringify([
    { name: "retool", image, memory: 512, portMappings: [{ containerPort: 80, hostPort: 0 }] },
  ]),
});
new aws.ecs.Service("retool", {
  cluster: cluster.arn,
  launchType: "EC2",
  taskDefinition: definition.arn,
  desiredCount: 1,
});

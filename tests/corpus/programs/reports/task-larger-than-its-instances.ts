import * as aws from "@pulumi/aws";
import { elsewhere, image, role, trustOf } from "../../parts";

const name = "render";
const instances = role(`${name}-instances`, {
  assumeRolePolicy: trustOf("ec2.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
});
const profile = new aws.iam.InstanceProfile(name, { role: instances.name });
const cluster = new aws.ecs.Cluster(name, { name });
const join = `#!/bin/bash\necho ECS_CLUSTER=${name} >> /etc/ecs/ecs.config\n`;
const template = new aws.ec2.LaunchTemplate(name, {
  imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  instanceType: "t3.medium",
  iamInstanceProfile: { arn: profile.arn },
  vpcSecurityGroupIds: [elsewhere.securityGroup],
  userData: Buffer.from(join).toString("base64"),
});
new aws.autoscaling.Group(name, {
  vpcZoneIdentifiers: elsewhere.subnets,
  launchTemplate: { id: template.id, version: "$Latest" },
  minSize: 2,
  maxSize: 4,
});
const definition = new aws.ecs.TaskDefinition(name, {
  family: name,
  cpu: "4096",
  memory: "3072",
  networkMode: "bridge",
  requiresCompatibilities: ["EC2"],
  containerDefinitions: JSON.stringify([{ name, image, essential: true }]),
});
new aws.ecs.Service(name, {
  cluster: cluster.arn,
  launchType: "EC2",
  taskDefinition: definition.arn,
  desiredCount: 1,
});

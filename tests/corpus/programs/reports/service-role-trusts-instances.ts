import * as aws from "@pulumi/aws";
import { elsewhere, image, role, trustOf } from "../../parts";

const serviceRole = role("wordpress-service", {
  assumeRolePolicy: trustOf("ec2.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole"],
});
const balancer = new aws.elb.LoadBalancer("wordpress", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
  listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
});
const definition = new aws.ecs.TaskDefinition("wordpress", {
  family: "wordpress",
  containerDefinitions: JSON.stringify([
    {
      name: "wordpress",
      image,
      memory: 500,
      essential: true,
      portMappings: [{ containerPort: 80, hostPort: 80 }],
    },
  ]),
});
new aws.ecs.Service("wordpress", {
  cluster: elsewhere.cluster,
  launchType: "EC2",
  desiredCount: 1,
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
  taskDefinition: definition.arn,
  iamRole: serviceRole.arn,
  loadBalancers: [{ elbName: balancer.name, containerName: "wordpress", containerPort: 80 }],
});

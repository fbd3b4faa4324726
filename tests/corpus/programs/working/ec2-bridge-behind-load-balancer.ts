import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { image, managedExecutionPolicy, network, role, securityGroup, trustOf } from "../../parts";

const { vpc, publicSubnets, privateSubnets } = network();
const cluster = new aws.ecs.Cluster("classic", { name: "classic" });
const front = securityGroup("front", vpc.id, 80);
const hosts = new aws.ec2.SecurityGroup("hosts", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 32768, toPort: 65535, securityGroups: [front.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const instance = new aws.iam.Role("instance", {
  assumeRolePolicy: trustOf("ec2.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
});
const profile = new aws.iam.InstanceProfile("instance", { role: instance.name });
const template = new aws.ec2.LaunchTemplate("hosts", {
  imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  instanceType: "m6i.large",
  iamInstanceProfile: { arn: profile.arn },
  vpcSecurityGroupIds: [hosts.id],
  userData: Buffer.from("#!/bin/bash\necho ECS_CLUSTER=classic >> /etc/ecs/ecs.config\n").toString("base64"),
});
const group = new aws.autoscaling.Group("hosts", {
  vpcZoneIdentifiers: privateSubnets.map(({ id }) => id),
  minSize: 1,
  maxSize: 4,
  launchTemplate: { id: template.id, version: "$Latest" },
  tags: [{ key: "AmazonECSManaged", value: "true", propagateAtLaunch: true }],
});
const provider = new aws.ecs.CapacityProvider("hosts", {
  name: "hosts",
  autoScalingGroupProvider: { autoScalingGroupArn: group.arn, managedScaling: { status: "ENABLED" } },
});
const providers = new aws.ecs.ClusterCapacityProviders("classic", {
  clusterName: cluster.name,
  capacityProviders: [provider.name],
});
const balancer = new aws.lb.LoadBalancer("web", {
  subnets: publicSubnets.map(({ id }) => id),
  securityGroups: [front.id],
});
const targets = new aws.lb.TargetGroup("web", { vpcId: vpc.id, port: 80, protocol: "HTTP" });
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const web = new aws.ecs.TaskDefinition("web", {
  family: "web",
  networkMode: "bridge",
  executionRoleArn: role("execution", { managedPolicyArns: [managedExecutionPolicy] }).arn,
  containerDefinitions: pulumi.jsonStringify([
    { name: "web", image, memory: 256, portMappings: [{ containerPort: 80, hostPort: 0 }] },
  ]),
});
new aws.ecs.Service(
  "web",
  {
    cluster: cluster.arn,
    taskDefinition: web.arn,
    desiredCount: 3,
    capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 80 }],
  },
  { dependsOn: [listener, providers] },
);

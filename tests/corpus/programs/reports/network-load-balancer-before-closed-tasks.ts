import * as aws from "@pulumi/aws";
import { executionRole, network, taskDefinition } from "../../parts";

const { vpc, publicSubnets, privateSubnets } = network();
const cluster = new aws.ecs.Cluster("iot");
const closed = new aws.ec2.SecurityGroup("mqtt", {
  vpcId: vpc.id,
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("mqtt", {
  loadBalancerType: "network",
  subnets: publicSubnets.map(({ id }) => id),
});
const group = new aws.lb.TargetGroup("mqtt", {
  vpcId: vpc.id,
  port: 1883,
  protocol: "TCP",
  targetType: "ip",
});
const listener = new aws.lb.Listener("mqtt", {
  loadBalancerArn: balancer.arn,
  port: 1883,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
const broker = { name: "broker", portMappings: [{ containerPort: 1883 }] };
const definition = taskDefinition("mqtt", [broker], { executionRoleArn: executionRole("mqtt").arn });
new aws.ecs.Service(
  "mqtt",
  {
    cluster: cluster.id,
    launchType: "FARGATE",
    desiredCount: 1,
    taskDefinition: definition.arn,
    networkConfiguration: { subnets: privateSubnets.map(({ id }) => id), securityGroups: [closed.id] },
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "broker", containerPort: 1883 }],
  },
  { dependsOn: [listener] },
);

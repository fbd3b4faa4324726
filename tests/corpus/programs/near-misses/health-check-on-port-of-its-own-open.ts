import * as aws from "@pulumi/aws";
import { executionRole, network, securityGroup, service, taskDefinition } from "../../parts";

const ports = { traffic: 8822, monitor: 8821 };
const { vpc, publicSubnets, privateSubnets } = network();
const front = securityGroup("balancer", vpc.id, 443);
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: vpc.id,
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  ingress: [ports.traffic, ports.monitor].map((port) => ({
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    securityGroups: [front.id],
  })),
});
const balancer = new aws.lb.LoadBalancer("api", {
  subnets: publicSubnets.map(({ id }) => id),
  securityGroups: [front.id],
});
const group = new aws.lb.TargetGroup("api", {
  vpcId: vpc.id,
  targetType: "ip",
  port: ports.traffic,
  protocol: "HTTP",
  healthCheck: { path: "/monitor", port: `${ports.monitor}` },
});
const listener = new aws.lb.Listener("api", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/11112222-3333-4444-5555-666677778888",
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
const portMappings = Object.values(ports).map((containerPort) => ({ containerPort }));
const definition = taskDefinition("api", [{ portMappings }], { executionRoleArn: executionRole("api").arn });
service(
  "api",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: ports.traffic }],
    networkConfiguration: { subnets: privateSubnets.map(({ id }) => id), securityGroups: [tasks.id] },
  },
  { dependsOn: listener },
);

/** The application's port is open to the balancer; that of the health check is the management port. */
import * as aws from "@pulumi/aws";
import { account, elsewhere, region, securityGroup, service, taskDefinition } from "../../parts";

const edge = securityGroup("edge", elsewhere.vpc, 443);
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [edge.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("spring", { subnets: elsewhere.subnets, securityGroups: [edge.id] });
const targets = new aws.lb.TargetGroup("spring", {
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
  healthCheck: { path: "/actuator/health", port: "8081" },
});
const listener = new aws.lb.Listener("spring", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  certificateArn: `arn:aws:acm:${region}:${account}:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const spring = taskDefinition(
  "spring",
  [{ portMappings: [{ containerPort: 8080 }, { containerPort: 8081 }] }],
  { memory: "1024" },
);
service(
  "spring",
  {
    taskDefinition: spring.arn,
    healthCheckGracePeriodSeconds: 60,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);

/** The container maps a range, and a rule admits a range around the port that the balancer takes. */
import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const edge = securityGroup("edge", elsewhere.vpc, 80);
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
new aws.ec2.SecurityGroupRule("from-edge", {
  type: "ingress",
  securityGroupId: tasks.id,
  protocol: "tcp",
  fromPort: 0,
  toPort: 65535,
  sourceSecurityGroupId: edge.id,
});
const balancer = new aws.lb.LoadBalancer("app", { subnets: elsewhere.subnets, securityGroups: [edge.id] });
const targets = new aws.lb.TargetGroup("app", {
  port: 9001,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
  healthCheck: { port: "9002" },
});
const listener = new aws.lb.Listener("app", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const app = taskDefinition("app", [{ portMappings: [{ containerPortRange: "9000-9010" }] }]);
service(
  "app",
  {
    taskDefinition: app.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 9001 }],
  },
  { dependsOn: [listener] },
);

import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const front = securityGroup("front", elsewhere.vpc, 80);
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [front.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets, securityGroups: [front.id] });
const targets = new aws.lb.TargetGroup("web", {
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const web = taskDefinition("web", [{ name: "web", portMappings: [{ containerPort: 8080 }] }]);
service(
  "web",
  {
    taskDefinition: web.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);

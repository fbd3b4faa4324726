/** The tasks' group opens the port of the listener; the container listens on another one. */
import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const edge = securityGroup("edge", elsewhere.vpc, 80, 443);
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [edge.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets, securityGroups: [edge.id] });
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
const web = taskDefinition("web", [{ portMappings: [{ containerPort: 3000 }] }]);
service(
  "web",
  {
    taskDefinition: web.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 3000 }],
  },
  { dependsOn: [listener] },
);

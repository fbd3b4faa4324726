import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("web", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const targets = new aws.lb.TargetGroup("web", {
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const web = taskDefinition("web", [{ name: "web", portMappings: [{ containerPort: 8080 }] }], {
  executionRoleArn: executionRole("web").arn,
});
service("web", {
  taskDefinition: web.arn,
  desiredCount: 2,
  loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
});
export const url = balancer.dnsName;

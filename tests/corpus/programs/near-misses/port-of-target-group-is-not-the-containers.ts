import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets });
const targets = new aws.lb.TargetGroup("web", {
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const definition = taskDefinition("web", [
  { name: "sidecar", essential: false },
  { name: "web", portMappings: [{ containerPort: 8080 }] },
]);
service(
  "web",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);

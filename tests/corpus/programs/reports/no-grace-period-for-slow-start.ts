import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("cache", { subnets: elsewhere.subnets });
const targets = new aws.lb.TargetGroup("cache", {
  port: 4848,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
  healthCheck: { path: "/keepalive", interval: 15, unhealthyThreshold: 3 },
});
const listener = new aws.lb.Listener("cache", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const cache = taskDefinition("cache", [
  {
    name: "cache",
    portMappings: [{ containerPort: 4848 }],
    // It reads its replica first, for some minutes.
    healthCheck: { command: ["CMD-SHELL", "curl -f http://localhost:4848/"], startPeriod: 300 },
  },
]);
service(
  "cache",
  {
    taskDefinition: cache.arn,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "cache", containerPort: 4848 }],
  },
  { dependsOn: [listener] },
);

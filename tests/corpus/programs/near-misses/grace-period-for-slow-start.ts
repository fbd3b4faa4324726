import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("cache", {
  loadBalancerType: "network",
  subnets: elsewhere.subnets,
});
const targets = new aws.lb.TargetGroup("cache", {
  port: 4848,
  protocol: "TCP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
  deregistrationDelay: 300,
});
const listener = new aws.lb.Listener("cache", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const cache = taskDefinition("cache", [
  {
    name: "cache",
    portMappings: [{ containerPort: 4848 }],
    healthCheck: { command: ["CMD-SHELL", "curl -f http://localhost:4848/"], startPeriod: 300 },
  },
]);
// With a network load balancer an update takes some eleven minutes to be steady.
service(
  "cache",
  {
    taskDefinition: cache.arn,
    healthCheckGracePeriodSeconds: 300,
    waitForSteadyState: true,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "cache", containerPort: 4848 }],
  },
  { dependsOn: [listener], customTimeouts: { create: "20m", update: "30m" } },
);

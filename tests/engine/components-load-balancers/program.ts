/** Services from the components behind load balancers of every kind, and every way to deploy them. */
import * as aws from "@pulumi/aws";
import { FargateService, ServiceConnectApplication } from "ecs-guardrails-components";
import { variant } from "../programs";

const image = "public.ecr.aws/docker/library/node:22-alpine";
const cluster = new aws.ecs.Cluster("shop").arn;
const zoneId = new aws.route53.Zone("shop", { name: "example.com" }).zoneId;
const hook = "arn:aws:lambda:eu-central-1:123456789012:function:check";
const common = { cluster, image, port: 8080, vpcId: "vpc-1", subnets: ["subnet-1", "subnet-2"] };

const http = new FargateService("http", { ...common, loadBalancer: {} });

const web = new FargateService("web", {
  ...common,
  autoscaling: { minCapacity: 1, maxCapacity: 9, targetRequestsPerMinute: 600 },
  loadBalancer: {
    domain: "shop.example.com",
    zoneId,
    healthCheck: { path: "/health", successCodes: "200-299" },
    stickinessInSeconds: 3600,
    deregistrationDelayInSeconds: 5,
  },
  deployment: { alarmNames: ["orders-failed"], rollbackAlarms: { serverErrorPercent: 5 } },
});

// On the same load balancer, with a domain of its own; once it exists it deploys otherwise.
new FargateService("api", {
  ...common,
  securityGroups: ["sg-1"],
  loadBalancer: {
    listenerArn: web.listener?.arn,
    securityGroupId: web.loadBalancerSecurityGroup?.id,
    domain: "api.example.com",
    zoneId,
    path: "/v1/*",
  },
  deployment: variant === "extended" ? { strategy: "blueGreen" } : {},
});

new FargateService("green", {
  ...common,
  appProtocol: "grpc",
  loadBalancer: { domain: "green.example.com", zoneId, internal: true },
  deployment: {
    strategy: "blueGreen",
    bakeTimeInMinutes: 5,
    testPort: 8443,
    hooks: [{ functionArn: hook, stages: ["POST_TEST_TRAFFIC_SHIFT"], details: '{"depth":1}' }],
    rollbackAlarms: { serverErrorPercent: 1, responseTimeInSeconds: 0.5 },
  },
});

new FargateService("broker", {
  ...common,
  port: 5672,
  loadBalancer: { type: "network", internal: true, allowedCidrBlocks: ["10.0.0.0/8"] },
  deployment: { strategy: "canary", stepPercent: 0.5 },
});

const group = new aws.lb.TargetGroup("own", { port: 80, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" });
const rule = new aws.lb.ListenerRule("own", {
  listenerArn: http.listener?.arn ?? "",
  conditions: [{ pathPattern: { values: ["/own"] } }],
  actions: [{ type: "forward", targetGroupArn: group.arn }],
});
const balancerGroup = http.loadBalancerSecurityGroup?.id ?? "";
const own = new FargateService(
  "own",
  { ...common, loadBalancer: { targetGroupArn: group.arn, securityGroupId: balancerGroup } },
  { dependsOn: [rule] },
);
new aws.vpc.SecurityGroupEgressRule("own", {
  securityGroupId: balancerGroup,
  referencedSecurityGroupId: own.securityGroup?.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8080,
});

new ServiceConnectApplication("office", {
  namespaceName: "office.local",
  vpcId: "vpc-1",
  subnets: ["subnet-1", "subnet-2"],
  containerInsights: "enhanced",
  tags: { team: "office" },
  loadBalancer: { subnets: ["subnet-3", "subnet-4"], deletionProtection: true, idleTimeoutInSeconds: 120 },
  services: {
    desk: {
      image,
      port: 3000,
      calls: ["reports"],
      loadBalancer: { domain: "office.example.com", zoneId },
      proxy: { accessLogs: {} },
      deployment: { strategy: "linear", stepPercent: 20, stepBakeTimeInMinutes: 1, testPort: 9000 },
    },
    reports: {
      image,
      port: 8080,
      appProtocol: "http",
      loadBalancer: { domain: "office.example.com", path: "/reports/*" },
      proxy: { idleTimeoutInSeconds: 0, requestTimeoutInSeconds: 60, accessLogs: { format: "TEXT" } },
      deployment: { strategy: "blueGreen" },
      autoscaling: {
        minCapacity: 1,
        maxCapacity: 4,
        schedules: {
          morning: { schedule: "cron(0 8 ? * MON-FRI *)", timezone: "Europe/Berlin", minCapacity: 2 },
        },
      },
    },
    admin: {
      image,
      port: 8081,
      loadBalancer: {
        domain: "admin.example.com",
        certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/0",
      },
    },
    ftp: { image, port: 21, loadBalancer: { type: "network" } },
    ...(variant === "extended" ? { prices: { image, port: 8080, loadBalancer: { path: "/prices/*" } } } : {}),
  },
});

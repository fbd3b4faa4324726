import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, securityGroup, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("service-connect", { name: "service-connect.me" });
const cluster = new aws.ecs.Cluster("job-sync-hub", {});
const execution = executionRole("execution");
const publicHttp = securityGroup("public-http", elsewhere.vpc, 80);
const tasks = securityGroup("tasks", elsewhere.vpc, 8080);
const networkConfiguration = { subnets: elsewhere.subnets, securityGroups: [tasks.id], assignPublicIp: true };

const loadBalancer = new aws.lb.LoadBalancer("api-gateway", {
  subnets: elsewhere.subnets,
  securityGroups: [publicHttp.id],
});
const targets = new aws.lb.TargetGroup("api-gateway", {
  vpcId: elsewhere.vpc,
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
});
const listener = new aws.lb.Listener("api-gateway", {
  loadBalancerArn: loadBalancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const definition = (name: string, environment: { name: string; value: string }[]) =>
  taskDefinition(
    name,
    [{ name, environment, portMappings: [{ name: "http", containerPort: 8080, appProtocol: "http" }] }],
    { executionRoleArn: execution.arn },
  );

const users = service("user-service", {
  cluster: cluster.arn,
  taskDefinition: definition("user-service", []).arn,
  networkConfiguration,
  waitForSteadyState: true,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "user-api.service-connect.me", port: 8080 }] }],
  },
});
service(
  "api-gateway",
  {
    cluster: cluster.arn,
    taskDefinition: definition("api-gateway", [
      { name: "USER_API", value: "http://user-api.service-connect.me:8080" },
    ]).arn,
    networkConfiguration,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "api-gateway", containerPort: 8080 }],
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [listener, users] },
);

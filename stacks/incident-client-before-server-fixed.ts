/**
 * The cure of incident 2: the API gateway waits for the user service, whose name it calls, and the
 * user service counts as created only when its tasks run.
 *
 * Compare with incident-client-before-server.ts.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });

const namespace = new aws.servicediscovery.HttpNamespace("service-connect", { name: "service-connect.me" });
const cluster = new aws.ecs.Cluster("job-sync-hub", {});

const executionRole = new aws.iam.Role("execution", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
});
const executionPolicy = new aws.iam.RolePolicyAttachment("execution", {
  role: executionRole.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
});

const publicHttp = new aws.ec2.SecurityGroup("public-http", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: vpc.id,
  ingress: [
    { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [publicHttp.id] },
    { protocol: "tcp", fromPort: 8080, toPort: 8080, self: true },
  ],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const networkConfiguration = { subnets: subnets.ids, securityGroups: [tasks.id], assignPublicIp: true };

const loadBalancer = new aws.lb.LoadBalancer("api-gateway", {
  subnets: subnets.ids,
  securityGroups: [publicHttp.id],
});
const targetGroup = new aws.lb.TargetGroup("api-gateway", {
  vpcId: vpc.id,
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
});
const listener = new aws.lb.Listener("api-gateway", {
  loadBalancerArn: loadBalancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
});

/** A task definition with one container that listens on port 8080. */
function taskDefinition(name: string, environment: { name: string; value: string }[]) {
  return new aws.ecs.TaskDefinition(name, {
    family: name,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: executionRole.arn,
    containerDefinitions: JSON.stringify([
      {
        name,
        image: "public.ecr.aws/docker/library/node:22-alpine",
        essential: true,
        environment,
        portMappings: [{ name: "http", containerPort: 8080, appProtocol: "http" }],
      },
    ]),
  });
}

const userService = new aws.ecs.Service(
  "user-service",
  {
    cluster: cluster.arn,
    taskDefinition: taskDefinition("user-service", []).arn,
    desiredCount: 1,
    launchType: "FARGATE",
    networkConfiguration,
    waitForSteadyState: true,
    // A client-server service: the others call it by this name.
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", clientAlias: [{ dnsName: "user-api.service-connect.me", port: 8080 }] }],
    },
  },
  { dependsOn: [executionPolicy] },
);

const apiGateway = new aws.ecs.Service(
  "api-gateway",
  {
    cluster: cluster.arn,
    taskDefinition: taskDefinition("api-gateway", [
      { name: "USER_API", value: "http://user-api.service-connect.me:8080" },
    ]).arn,
    desiredCount: 1,
    launchType: "FARGATE",
    networkConfiguration,
    loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "api-gateway", containerPort: 8080 }],
    // A client-only service: it calls others by name and offers no name itself.
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [listener, executionPolicy, userService] },
);

export const url = pulumi.interpolate`http://${loadBalancer.dnsName}`;
export const services = [apiGateway.name, userService.name];

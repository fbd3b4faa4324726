/** Beginnings that programs of the corpus share, so that each shows only what it is about. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { role } from "../engine/programs";

export { allow, Group, role, variant } from "../engine/programs";

/** The account and the Region of every stack, which its configuration gives to the provider. */
export const account = "123456789012";
export const region = "eu-central-1";

/** A public image, for which a task needs a way out and no permission. */
export const image = "public.ecr.aws/docker/library/nginx:1.27";

/** AWS's own policy for execution roles: private images of ECR, and writing (not creating) log groups. */
export const managedExecutionPolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

/** A trust policy as text: `trustOf("ecs-tasks.amazonaws.com")` is that of tasks' roles. */
export function trustOf(service: string | string[]): string {
  const principal = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
  return JSON.stringify({ Version: "2012-10-17", Statement: [principal] });
}

/** A role that tasks may assume, with AWS's policy for execution roles and nothing else. */
export function executionRole(name: string, args: Partial<aws.iam.RoleArgs> = {}): aws.iam.Role {
  return role(name, { managedPolicyArns: [managedExecutionPolicy], ...args });
}

/** What other stacks made, as people name it in their configuration. */
export const elsewhere = {
  vpc: "vpc-0a1b2c3d4e5f60718",
  subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-0f9e8d7c6b5a40312"],
  securityGroup: "sg-0a1b2c3d4e5f60718",
  cluster: `arn:aws:ecs:${region}:${account}:cluster/shared`,
  executionRole: `arn:aws:iam::${account}:role/ecsTaskExecutionRole`,
  namespace: `arn:aws:servicediscovery:${region}:${account}:namespace/ns-a1b2c3d4e5f60718`,
};

/** A VPC with two public subnets, which have a way out by its internet gateway. */
export function publicNetwork(name = "main") {
  const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id });
  const routes = new aws.ec2.RouteTable(`${name}-public`, { vpcId: vpc.id });
  const out = new aws.ec2.Route(`${name}-public`, {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const publicSubnets = subnets(`${name}-public`, vpc, routes, 0);
  return { vpc, gateway, publicSubnets, publicRoute: out };
}

/** The same with two private subnets, which have a way out by a NAT gateway. */
export function network(name = "main") {
  const open = publicNetwork(name);
  const address = new aws.ec2.Eip(name, { domain: "vpc" });
  const nat = new aws.ec2.NatGateway(name, {
    allocationId: address.id,
    subnetId: open.publicSubnets[0].id,
  });
  const routes = new aws.ec2.RouteTable(`${name}-private`, { vpcId: open.vpc.id });
  const out = new aws.ec2.Route(`${name}-private`, {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: nat.id,
  });
  return {
    ...open,
    nat,
    privateSubnets: subnets(`${name}-private`, open.vpc, routes, 10),
    privateRoute: out,
  };
}

/** Two subnets in two zones with the routes of a table; `block` is the third number of the first one's addresses. */
export function subnets(
  name: string,
  vpc: aws.ec2.Vpc,
  routes: aws.ec2.RouteTable,
  block: number,
): [aws.ec2.Subnet, aws.ec2.Subnet] {
  const subnet = (zone: string, third: number) => {
    const made = new aws.ec2.Subnet(`${name}-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${third}.0/24`,
      availabilityZone: `${region}${zone}`,
    });
    new aws.ec2.RouteTableAssociation(`${name}-${zone}`, { subnetId: made.id, routeTableId: routes.id });
    return made;
  };
  return [subnet("a", block), subnet("b", block + 1)];
}

/** A security group that lets everything out, and in what it is told to: a port, from everywhere. */
export function securityGroup(name: string, vpcId: pulumi.Input<string>, ...ports: number[]) {
  return new aws.ec2.SecurityGroup(name, {
    vpcId,
    ingress: ports.map((port) => ({
      protocol: "tcp",
      fromPort: port,
      toPort: port,
      cidrBlocks: ["0.0.0.0/0"],
    })),
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
}

/** The configuration of `awslogs` for a container, in a log group of the stack or of elsewhere. */
export function logsTo(group: pulumi.Input<string>, options: Record<string, pulumi.Input<string>> = {}) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": group,
      "awslogs-region": region,
      "awslogs-stream-prefix": "ecs",
      ...options,
    },
  };
}

/** A Fargate task definition with the containers given, which have a name and the public image unless they say more. */
export function taskDefinition(
  name: string,
  containers: object[],
  args: Partial<aws.ecs.TaskDefinitionArgs> = {},
  options?: pulumi.CustomResourceOptions,
): aws.ecs.TaskDefinition {
  return new aws.ecs.TaskDefinition(
    name,
    {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: pulumi.jsonStringify(
        containers.map((container) => ({ name: "app", image, essential: true, ...container })),
      ),
      ...args,
    },
    options,
  );
}

/**
 * A Fargate service with one task, in a cluster and in subnets of elsewhere unless it says otherwise; the tasks in
 * those have a way out.
 */
export function service(
  name: string,
  args: Partial<aws.ecs.ServiceArgs> & Pick<aws.ecs.ServiceArgs, "taskDefinition">,
  options?: pulumi.CustomResourceOptions,
): aws.ecs.Service {
  return new aws.ecs.Service(
    name,
    {
      cluster: elsewhere.cluster,
      launchType: "FARGATE",
      desiredCount: 1,
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
      ...args,
    },
    options,
  );
}

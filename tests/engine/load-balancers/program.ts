/** Services behind load balancers, each with one thing that keeps the load balancer from its tasks, and working ones. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Group, service, taskDefinition } from "../programs";

const outward = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
const subnets = ["a", "b"].map(
  (zone, index) =>
    new aws.ec2.Subnet(zone, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${index}.0/24`,
      availabilityZone: `eu-central-1${zone}`,
    }).id,
);
// Whatever the services need to get out is beside the point here.
const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
new aws.ec2.Route("out", {
  routeTableId: vpc.mainRouteTableId,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: gateway.id,
});

const group = (name: string, args: aws.ec2.SecurityGroupArgs = {}, options?: pulumi.ResourceOptions) =>
  new aws.ec2.SecurityGroup(name, { vpcId: vpc.id, egress: outward, ...args }, options);
const front = group("front", {
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("front", { securityGroups: [front.id], subnets });
const network = new aws.lb.LoadBalancer("network", { loadBalancerType: "network", subnets });
const from = (source: aws.ec2.SecurityGroup, port = 8080) => ({
  ingress: [{ protocol: "tcp", fromPort: port, toPort: port, securityGroups: [source.id] }],
});

interface Layout {
  readonly groups: pulumi.Input<string>[];
  readonly targetGroup?: Partial<aws.lb.TargetGroupArgs>;
  readonly balancer?: aws.lb.LoadBalancer;
  readonly entry?: { readonly containerName?: string; readonly containerPort?: number };
  readonly container?: object;
}

let port = 80;
function behind(
  name: string,
  { groups, targetGroup, balancer: other = balancer, entry, container }: Layout,
): void {
  const targets = new aws.lb.TargetGroup(name, {
    port: 80,
    protocol: "HTTP",
    targetType: "ip",
    vpcId: vpc.id,
    ...targetGroup,
  });
  const listener = new aws.lb.Listener(name, {
    loadBalancerArn: other.arn,
    port: port++,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  const tasks = taskDefinition(name, {
    secrets: [],
    container: { portMappings: [{ containerPort: 8080 }], ...container },
  });
  service(
    name,
    {
      taskDefinition: tasks.arn,
      loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080, ...entry }],
      networkConfiguration: { subnets, securityGroups: groups, assignPublicIp: true },
    },
    { dependsOn: [listener] },
  );
}

// What works: rules in the group, in resources of both kinds, for addresses, in a component, of a shared group.
const admitting = group("admitting", from(front));
behind("inline", { groups: [admitting.id] });
const bare = group("bare");
new aws.vpc.SecurityGroupIngressRule("apart", {
  securityGroupId: bare.id,
  referencedSecurityGroupId: front.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8080,
});
behind("rule-apart", { groups: [bare.id] });
const older = group("older");
new aws.ec2.SecurityGroupRule("older", {
  type: "ingress",
  securityGroupId: older.id,
  sourceSecurityGroupId: front.id,
  protocol: "tcp",
  fromPort: 0,
  toPort: 65535,
});
behind("rule-of-the-older-kind", { groups: [older.id] });
const addresses = group("addresses", {
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: [vpc.cidrBlock] }],
});
behind("addresses", { groups: [addresses.id] });
behind("network-by-addresses", {
  groups: [addresses.id],
  balancer: network,
  targetGroup: { protocol: "TCP" },
});
const shut = group("shut");
behind("one-of-two-groups", { groups: [shut.id, admitting.id] });
behind("group-made-elsewhere", { groups: ["sg-0123456789abcdef0"] });
behind("range", {
  groups: [admitting.id],
  container: { portMappings: [{ containerPortRange: "8000-9000" }] },
});
new Group("inside", (parent) => {
  const own = group("inside", from(front), { parent });
  behind("in-a-component", { groups: [own.id] });
});

// What does not.
behind("shut", { groups: [shut.id] });
behind("another-port", { groups: [group("port-80", from(front, 80)).id] });
behind("network-by-group", { groups: [admitting.id], balancer: network, targetGroup: { protocol: "TCP" } });
behind("health-elsewhere", { groups: [admitting.id], targetGroup: { healthCheck: { port: "9090" } } });
behind("instances", { groups: [admitting.id], targetGroup: { targetType: "instance" } });
behind("no-container", { groups: [admitting.id], entry: { containerName: "web" } });
behind("no-port", { groups: [admitting.id], container: { portMappings: [{ containerPort: 80 }] } });
const silent = group("silent", { egress: undefined, ingress: front.ingress });
const quiet = new aws.lb.LoadBalancer("quiet", { securityGroups: [silent.id], subnets });
behind("nothing-sent", { groups: [group("open", from(silent)).id], balancer: quiet });

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsNetworkArgs } from "./networks/args";
import { type NetworkPlan, planNetwork } from "./networks/plan";
import type { Tags } from "./tags";

/**
 * A network for stacks that have none: public subnets for load balancers, private ones for tasks, and the way out of
 * these. Who takes its private subnets waits for their way out.
 */
export class EcsNetwork extends pulumi.ComponentResource {
  /** The VPC. */
  readonly vpc: aws.ec2.Vpc;
  /** Its id. */
  readonly vpcId: pulumi.Output<string>;
  /** Ids of the public subnets, one in each zone. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Ids of the private subnets, one in each zone. */
  readonly privateSubnetIds: pulumi.Output<string[]>;

  /** @throws when an argument cannot be, before anything is registered */
  constructor(name: string, args: EcsNetworkArgs = {}, options?: pulumi.ComponentResourceOptions) {
    const plan = planNetwork(name, args);
    super("ecs-guardrails-components:index:EcsNetwork", name, args, options);
    const child = { parent: this };
    const { tags } = args;
    this.vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: plan.cidrBlock, enableDnsHostnames: true, enableDnsSupport: true, tags },
      child,
    );
    this.vpcId = this.vpc.id;
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: this.vpcId, tags }, child);
    const zones = this.zones(name, plan.publicBlocks.length);
    const subnets = (kind: string, blocks: readonly string[]) =>
      blocks.map(
        (cidrBlock, index) =>
          new aws.ec2.Subnet(
            `${name}-${kind}-${index + 1}`,
            {
              vpcId: this.vpcId,
              cidrBlock,
              availabilityZone: zones.apply((names) => names[index] ?? ""),
              tags: named(tags, `${name}-${kind}-${index + 1}`),
            },
            child,
          ),
      );
    const open = subnets("public", plan.publicBlocks);
    const closed = subnets("private", plan.privateBlocks);
    const way = makeTable(`${name}-public`, this.vpcId, tags, this);
    const out = makeRoute(`${name}-public`, way, { gatewayId: gateway.id }, this);
    const joined = open.map((subnet, index) => join(`${name}-public-${index + 1}`, subnet, way, this));
    this.publicSubnetIds = waitingFor(open, [out, ...joined]);
    this.privateSubnetIds = waitingFor(closed, this.makeWaysOut(name, plan, open, closed, out, tags));
    this.registerOutputs({
      vpc: this.vpc,
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
    });
  }

  /** Without Local Zones, which come first where an account has some. */
  private zones(name: string, wanted: number): pulumi.Output<string[]> {
    const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
    return aws
      .getAvailabilityZonesOutput({ state: "available", filters }, { parent: this })
      .names.apply((names) => {
        if (names.length < wanted)
          throw new pulumi.RunError(
            `\`${name}\`: \`availabilityZones\` must be at most ${names.length}: the Region has no more.`,
          );
        return names;
      });
  }

  /** The ways out of the private subnets: by NAT gateways, and by endpoints. */
  private makeWaysOut(
    name: string,
    plan: NetworkPlan,
    open: readonly aws.ec2.Subnet[],
    closed: readonly aws.ec2.Subnet[],
    toInternet: pulumi.Resource,
    tags: Tags,
  ): pulumi.CustomResource[] {
    const gateways = open
      .slice(0, plan.natGateways)
      .map((subnet, index) => this.makeNatGateway(`${name}-${index + 1}`, subnet, toInternet, tags));
    const tables = closed.map((_, index) =>
      makeTable(`${name}-private-${index + 1}`, this.vpcId, tags, this),
    );
    const ways = tables.flatMap((table, index) => {
      const tableName = `${name}-private-${index + 1}`;
      const subnet = closed[index];
      const gateway = gateways[index] ?? gateways[0];
      return [
        ...(gateway ? [makeRoute(tableName, table, { natGatewayId: gateway.id }, this)] : []),
        ...(subnet ? [join(tableName, subnet, table, this)] : []),
      ];
    });
    return [...ways, ...this.makeEndpoints(name, plan, closed, tables, tags)];
  }

  private makeNatGateway(
    name: string,
    subnet: aws.ec2.Subnet,
    toInternet: pulumi.Resource,
    tags: Tags,
  ): aws.ec2.NatGateway {
    const address = new aws.ec2.Eip(name, { domain: "vpc", tags }, { parent: this });
    return new aws.ec2.NatGateway(
      name,
      { subnetId: subnet.id, allocationId: address.id, tags },
      { parent: this, dependsOn: [toInternet] },
    );
  }

  private makeEndpoints(
    name: string,
    { endpoints, cidrBlock }: NetworkPlan,
    subnets: readonly aws.ec2.Subnet[],
    tables: readonly aws.ec2.RouteTable[],
    tags: Tags,
  ): pulumi.CustomResource[] {
    if (endpoints.length === 0) return [];
    const child = { parent: this };
    const { region } = aws.getRegionOutput({}, child);
    const byTable = endpoints.filter(isGateway);
    const byInterface = endpoints.filter((endpoint) => !isGateway(endpoint));
    const group =
      byInterface.length === 0
        ? undefined
        : new aws.ec2.SecurityGroup(
            `${name}-endpoints`,
            {
              vpcId: this.vpcId,
              ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [cidrBlock] }],
              tags,
            },
            child,
          );
    const make = (endpoint: string, args: Omit<aws.ec2.VpcEndpointArgs, "vpcId">) =>
      new aws.ec2.VpcEndpoint(
        `${name}-${endpoint.replaceAll(".", "-")}`,
        {
          vpcId: this.vpcId,
          serviceName: pulumi.interpolate`com.amazonaws.${region}.${endpoint}`,
          ...args,
          tags,
        },
        child,
      );
    return [
      ...byTable.map((endpoint) =>
        make(endpoint, { vpcEndpointType: "Gateway", routeTableIds: tables.map(({ id }) => id) }),
      ),
      ...byInterface.map((endpoint) =>
        make(endpoint, {
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: subnets.map(({ id }) => id),
          securityGroupIds: group ? [group.id] : [],
        }),
      ),
    ];
  }
}

/** Those that cost nothing (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html). */
function isGateway(endpoint: string): boolean {
  return endpoint === "s3" || endpoint === "dynamodb";
}

function makeTable(name: string, vpcId: pulumi.Input<string>, tags: Tags, parent: pulumi.Resource) {
  return new aws.ec2.RouteTable(name, { vpcId, tags: named(tags, name) }, { parent });
}

function makeRoute(
  name: string,
  table: aws.ec2.RouteTable,
  to: { gatewayId: pulumi.Input<string> } | { natGatewayId: pulumi.Input<string> },
  parent: pulumi.Resource,
) {
  return new aws.ec2.Route(
    name,
    { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...to },
    { parent },
  );
}

function join(name: string, subnet: aws.ec2.Subnet, table: aws.ec2.RouteTable, parent: pulumi.Resource) {
  return new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id }, { parent });
}

/** Who takes the ids waits for more than the subnets. */
function waitingFor(
  subnets: readonly aws.ec2.Subnet[],
  others: readonly pulumi.CustomResource[],
): pulumi.Output<string[]> {
  return pulumi
    .all([pulumi.all(subnets.map(({ id }) => id)), pulumi.all(others.map(({ id }) => id))])
    .apply(([ids]) => ids);
}

/** What the console shows as the name of a subnet or a table. */
function named(tags: Tags, name: string): Tags {
  return pulumi.output(tags ?? {}).apply((given) => ({ Name: name, ...given }));
}

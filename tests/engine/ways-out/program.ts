/** Services on Fargate in networks that lead out, and in such as do not. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { allow, Group, role, service, taskDefinition } from "../programs";

const outward = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];
const execution = role("execution", {
  inlinePolicies: [{ policy: JSON.stringify(allow(["ecr:*", "logs:*"], "*")) }],
});
const tasks = taskDefinition("tasks", { executionRole: execution.arn, secrets: [] });
const fromEcr = taskDefinition("from-ecr", {
  executionRole: execution.arn,
  secrets: [],
  container: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1" },
});

function runs(
  name: string,
  networkConfiguration: aws.types.input.ecs.ServiceNetworkConfiguration,
  definition = tasks,
) {
  service(name, { taskDefinition: definition.arn, networkConfiguration });
}

/** A VPC of its own, whose subnets have tables of routes as the program says. */
class Network {
  readonly vpc: aws.ec2.Vpc;

  constructor(
    private readonly name: string,
    private readonly options: pulumi.ResourceOptions = {},
  ) {
    this.vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.0.0.0/16" }, options);
  }

  subnet(zone = "a") {
    const args = { vpcId: this.vpc.id, cidrBlock: "10.0.1.0/24", availabilityZone: `eu-central-1${zone}` };
    return new aws.ec2.Subnet(`${this.name}-${zone}`, args, this.options);
  }

  gateway() {
    return new aws.ec2.InternetGateway(this.name, { vpcId: this.vpc.id }, this.options);
  }

  nat(subnet: aws.ec2.Subnet) {
    const address = new aws.ec2.Eip(this.name, {}, this.options);
    return new aws.ec2.NatGateway(this.name, { subnetId: subnet.id, allocationId: address.id }, this.options);
  }

  table(name: string, subnets: aws.ec2.Subnet[], routes?: aws.types.input.ec2.RouteTableRoute[]) {
    const table = new aws.ec2.RouteTable(
      `${this.name}-${name}`,
      { vpcId: this.vpc.id, ...(routes && { routes }) },
      this.options,
    );
    for (const [index, { id }] of subnets.entries())
      new aws.ec2.RouteTableAssociation(
        `${this.name}-${name}-${index}`,
        { subnetId: id, routeTableId: table.id },
        this.options,
      );
    return table;
  }

  route(routeTableId: pulumi.Input<string>, to: Partial<aws.ec2.RouteArgs>) {
    const args = { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...to };
    return new aws.ec2.Route(`${this.name}-out`, args, this.options);
  }

  endpoint(of: string, args: Partial<aws.ec2.VpcEndpointArgs> = {}) {
    const common = { vpcId: this.vpc.id, serviceName: `com.amazonaws.eu-central-1.${of}` };
    const asInterface = { vpcEndpointType: "Interface", privateDnsEnabled: true };
    return new aws.ec2.VpcEndpoint(
      `${this.name}-${of}`,
      { ...common, ...asInterface, ...args },
      this.options,
    );
  }
}

// What leads out: a public subnet with public addresses.
const open = new Network("open");
const openSubnets = [open.subnet("a"), open.subnet("b")];
open.route(open.table("public", openSubnets).id, { gatewayId: open.gateway().id });
const openGroup = new aws.ec2.SecurityGroup("open", { vpcId: open.vpc.id, egress: outward });
runs("public", {
  subnets: openSubnets.map(({ id }) => id),
  securityGroups: [openGroup.id],
  assignPublicIp: true,
});
// A private one behind NAT, its routes in the table.
const behind = new Network("behind");
const [front, back] = [behind.subnet("a"), behind.subnet("b")];
behind.table("public", [front], [{ cidrBlock: "0.0.0.0/0", gatewayId: behind.gateway().id }]);
behind.table("private", [back], [{ cidrBlock: "0.0.0.0/0", natGatewayId: behind.nat(front).id }]);
runs("private", { subnets: [back.id] });
// One with endpoints.
const sealed = new Network("sealed");
const sealedSubnet = sealed.subnet();
for (const of of ["ecr.api", "ecr.dkr"]) sealed.endpoint(of);
const sealedTable = sealed.table("private", [sealedSubnet]);
sealed.endpoint("s3", {
  vpcEndpointType: "Gateway",
  privateDnsEnabled: undefined,
  routeTableIds: [sealedTable.id],
});
runs("with-endpoints", { subnets: [sealedSubnet.id] }, fromEcr);
// Another account's, by configuration, looked up, and of a component.
runs("configured", { subnets: ["subnet-0123456789abcdef0"] });
runs("looked-up", {
  subnets: aws.ec2.getSubnetsOutput({ filters: [{ name: "tag:tier", values: ["private"] }] }).ids,
});
new Group("inside", (parent) => {
  const inside = new Network("inside", { parent });
  const [a, b] = [inside.subnet("a"), inside.subnet("b")];
  inside.table("public", [a], [{ cidrBlock: "0.0.0.0/0", gatewayId: inside.gateway().id }]);
  inside.route(inside.table("private", [b]).id, { natGatewayId: inside.nat(a).id });
  runs("in-a-component", { subnets: [b.id] });
});
// By the main table, by a transit gateway, by IPv6.
const main = new Network("main");
main.route(main.vpc.mainRouteTableId, { gatewayId: main.gateway().id });
const mainSubnet = main.subnet();
runs("by-the-main-table", { subnets: [mainSubnet.id], assignPublicIp: true });
const transit = new Network("transit");
const transitSubnet = transit.subnet();
transit.route(transit.table("private", [transitSubnet]).id, { transitGatewayId: "tgw-0123456789abcdef0" });
runs("by-a-transit-gateway", { subnets: [transitSubnet.id] });
const six = new Network("six");
const sixSubnet = six.subnet();
six.route(six.table("private", [sixSubnet]).id, {
  destinationCidrBlock: undefined,
  destinationIpv6CidrBlock: "::/0",
  egressOnlyGatewayId: new aws.ec2.EgressOnlyInternetGateway("six", { vpcId: six.vpc.id }).id,
});
runs("by-version-six", { subnets: [sixSubnet.id] });

// What does not: no public address, in a subnet of its own table and of the main one.
runs("no-address", { subnets: openSubnets.map(({ id }) => id), securityGroups: [openGroup.id] });
runs("no-address-by-the-main-table", { subnets: [mainSubnet.id] });
// No route, no table.
const dead = new Network("dead");
const [deadSubnet, alone] = [dead.subnet("a"), dead.subnet("b")];
dead.table("private", [deadSubnet]);
runs("no-route", { subnets: [deadSubnet.id], assignPublicIp: true });
runs("no-table", { subnets: [alone.id] });
// Endpoints of which one is missing.
const partly = new Network("partly");
for (const of of ["ecr.api", "ecr.dkr"]) partly.endpoint(of);
const partlySubnet = partly.subnet();
runs("no-endpoint", { subnets: [partlySubnet.id] }, fromEcr);
// Groups that let nothing out.
const shut = new aws.ec2.SecurityGroup("shut", { vpcId: open.vpc.id, ingress: outward });
runs("no-egress", {
  subnets: openSubnets.map(({ id }) => id),
  securityGroups: [shut.id],
  assignPublicIp: true,
});
const apart = new aws.ec2.SecurityGroup("apart", { vpcId: open.vpc.id });
new aws.vpc.SecurityGroupEgressRule("apart", {
  securityGroupId: apart.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
});
runs("egress-apart", {
  subnets: openSubnets.map(({ id }) => id),
  securityGroups: [apart.id],
  assignPublicIp: true,
});

// A file system whose mount targets do not let the tasks in, and one whose do.
function mounts(name: string, ingress: aws.types.input.ec2.SecurityGroupIngress[]) {
  const files = new aws.efs.FileSystem(name);
  const group = new aws.ec2.SecurityGroup(`${name}-mount`, { vpcId: open.vpc.id, ingress });
  const targets = openSubnets.map(
    ({ id }, index) =>
      new aws.efs.MountTarget(`${name}-${index}`, {
        fileSystemId: files.id,
        subnetId: id,
        securityGroups: [group.id],
      }),
  );
  const definition = new aws.ecs.TaskDefinition(name, {
    family: name,
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ name: "app", image: "nginx" }]),
    volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: files.id } }],
  });
  service(
    name,
    {
      taskDefinition: definition.arn,
      networkConfiguration: {
        subnets: openSubnets.map(({ id }) => id),
        securityGroups: [openGroup.id],
        assignPublicIp: true,
      },
    },
    { dependsOn: targets },
  );
}
mounts("files", [{ protocol: "tcp", fromPort: 2049, toPort: 2049, securityGroups: [openGroup.id] }]);
mounts("files-shut", []);

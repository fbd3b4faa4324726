import assert from "node:assert/strict";
import { allow, type Case, messageOf, testCases } from "../../../support/cases";
import { tasksReachAws, undetermined } from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  losingEdges,
  type Options,
  Output,
  Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service::web";
const rejected = (id: string) => `mandatory ${tasksReachAws} ${id} ${service}`;
const presumed = (id: string) => `${rejected(id)} presumed`;
const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const out = { egress: [anywhere] };

/** A network as a program writes it. */
class Network {
  readonly vpc: Handle;

  constructor(
    readonly stack: Stack,
    options: Options = {},
  ) {
    this.vpc = stack.custom("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, options, {
      computed: { id: "vpc-1", mainRouteTableId: "rtb-main", defaultRouteTableId: "rtb-main" },
    });
  }

  subnet(name: string, options: Options = {}): Handle {
    return this.make("ec2/subnet:Subnet", name, { vpcId: this.vpc.id, cidrBlock: "10.0.0.0/24" }, options);
  }

  table(name: string, subnets: readonly Handle[], routes?: Input, more: Inputs = {}): Handle {
    const table = this.make("ec2/routeTable:RouteTable", name, { vpcId: this.vpc.id, routes, ...more });
    for (const [index, subnet] of subnets.entries())
      this.make("ec2/routeTableAssociation:RouteTableAssociation", `${name}-${index}`, {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
    return table;
  }

  route(name: string, routeTableId: Input, to: Inputs): Handle {
    return this.make("ec2/route:Route", name, { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...to });
  }

  gateway(): Handle {
    return this.make("ec2/internetGateway:InternetGateway", "gateway", { vpcId: this.vpc.id });
  }

  nat(): Handle {
    return this.make("ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-public" });
  }

  endpoint(name: string, of: string, more: Inputs = {}): Handle {
    return this.make("ec2/vpcEndpoint:VpcEndpoint", name, {
      vpcId: this.vpc.id,
      serviceName: `com.amazonaws.eu-central-1.${of}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      ...more,
    });
  }

  make(type: string, name: string, inputs: Inputs, options: Options = {}): Handle {
    return this.stack.custom(`aws:${type}`, name, inputs, options);
  }
}

interface Runs {
  readonly groups?: Input;
  readonly assignPublicIp?: Input;
  readonly container?: { readonly [key: string]: Input };
  readonly definition?: Inputs;
  readonly service?: Inputs;
}

/** A service on Fargate in these subnets. */
function runs(
  stack: Stack,
  subnets: Input,
  { groups, assignPublicIp, container, definition, service: args }: Runs = {},
): Handle {
  const role = stack.role("execution", {
    inlinePolicies: [{ name: "own", policy: JSON.stringify(allow(["ecr:*", "logs:*"], "*")) }],
  });
  const web = stack.taskDefinition("web", {
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: role.arn,
    containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...container }]),
    ...definition,
  });
  stack.service("web", {
    taskDefinition: web.arn,
    launchType: "FARGATE",
    networkConfiguration: {
      subnets,
      ...(groups !== undefined && { securityGroups: groups }),
      ...(assignPublicIp !== undefined && { assignPublicIp }),
    },
    ...args,
  });
  return web;
}

type Make = (network: Network, stack: Stack) => unknown;
const program =
  (make: Make, options?: Options) =>
  (stack: Stack): void => {
    make(new Network(stack, options), stack);
  };

/** Only of a network that is new is anything said. */
const finds = (it: string, make: Make, ...found: readonly string[]): Case => ({
  it,
  program: program(make),
  findsAtFirst: found,
});
const passes = (it: string, make: Make): Case => ({ it, program: program(make) });
const igw = (gateway: Handle) => ({ gatewayId: gateway.id });

describe("ecs-tasks-reach-aws", () => {
  describe("security groups", () => {
    const group = (stack: Stack, inputs: Inputs, options?: Options) =>
      stack.securityGroup("own", inputs, options);
    const always = (it: string, make: (stack: Stack) => void, ...found: readonly string[]): Case => ({
      it,
      program: make,
      finds: found,
    });
    const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    const older = "aws:ec2/securityGroupRule:SecurityGroupRule";
    const toPort5000 = {
      egress: [{ protocol: "tcp", fromPort: 5000, toPort: 5000, cidrBlocks: ["10.0.0.0/8"] }],
    };
    testCases([
      always(
        "rejects a group without egress",
        (stack) => runs(stack, ["subnet-1"], { groups: [group(stack, { ingress: [anywhere] }).id] }),
        rejected("no-egress"),
      ),
      always(
        "rejects one that lets out to another port",
        (stack) => {
          const own = group(stack, {
            egress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
          });
          runs(stack, ["subnet-1"], { groups: [own.id] });
        },
        rejected("no-egress"),
      ),
      always("passes egress to everywhere", (stack) =>
        runs(stack, ["subnet-1"], { groups: [group(stack, out).id] }),
      ),
      always("passes egress to port 443 of some addresses, which may be endpoints", (stack) => {
        const own = group(stack, {
          egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
        });
        runs(stack, ["subnet-1"], { groups: [own.id] });
      }),
      always("passes a rule in a resource of its own", (stack) => {
        const own = group(stack, { ingress: [] });
        stack.custom(egress, "out", { securityGroupId: own.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
        runs(stack, ["subnet-1"], { groups: [own.id] });
      }),
      always("passes one of the older kind", (stack) => {
        const own = group(stack, { ingress: [] });
        stack.custom(older, "out", {
          type: "egress",
          securityGroupId: own.id,
          protocol: "all",
          fromPort: 0,
          toPort: 0,
          cidrBlocks: ["0.0.0.0/0"],
        });
        runs(stack, ["subnet-1"], { groups: [own.id] });
      }),
      always("passes egress by IPv6", (stack) => {
        const own = group(stack, {
          egress: [{ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] }],
        });
        runs(stack, ["subnet-1"], { groups: [own.id] });
      }),
      always("passes one of two groups", (stack) => {
        const closed = stack.securityGroup("closed", { ingress: [] });
        runs(stack, ["subnet-1"], { groups: [closed.id, group(stack, out).id] });
      }),
      always("passes another group beside one, made elsewhere", (stack) => {
        const closed = stack.securityGroup("closed", { ingress: [] });
        runs(stack, ["subnet-1"], { groups: [closed.id, fromElsewhere("sg-1")] });
      }),
      always("passes the default group of the VPC", (stack) => runs(stack, ["subnet-1"])),
      always("passes what somebody has added to a group that AWS has", (stack) => {
        const own = group(stack, {}, { exists: true, outputs: { egress: [anywhere] } });
        runs(stack, ["subnet-1"], { groups: [own.id] });
      }),
      always("passes tasks on instances, whose images the instance pulls", (stack) =>
        runs(stack, ["subnet-1"], {
          groups: [group(stack, { ingress: [] }).id],
          definition: { requiresCompatibilities: ["EC2"] },
          service: { launchType: "EC2" },
        }),
      ),
      always("passes a registry at a port of its own", (stack) =>
        runs(stack, ["subnet-1"], {
          groups: [group(stack, toPort5000).id],
          container: { image: "registry.example.com:5000/web" },
        }),
      ),
      always("passes one that may be, of a task definition made elsewhere", (stack) =>
        runs(stack, ["subnet-1"], {
          groups: [group(stack, toPort5000).id],
          service: { taskDefinition: "other:3" },
        }),
      ),
      always(
        "rejects the same where nothing at all is let out by TCP",
        (stack) =>
          runs(stack, ["subnet-1"], {
            groups: [
              group(stack, {
                egress: [{ protocol: "udp", fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] }],
              }).id,
            ],
            service: { taskDefinition: "other:3" },
          }),
        rejected("no-egress"),
      ),
      always("passes the service on instances of a definition that another one runs on Fargate", (stack) => {
        const shared = runs(stack, ["subnet-1"], {
          groups: [group(stack, out).id],
          definition: { requiresCompatibilities: ["FARGATE", "EC2"] },
        });
        const closed = stack.securityGroup("closed", { ingress: [] });
        for (const [name, launch] of [
          ["by-type", { launchType: "EC2" }],
          ["by-provider", { capacityProviderStrategies: [{ capacityProvider: "own", weight: 1 }] }],
        ] as const)
          stack.service(name, {
            taskDefinition: shared.arn,
            networkConfiguration: { subnets: ["subnet-1"], securityGroups: [closed.id] },
            ...launch,
          });
      }),
      always("passes rules that the program leaves to others", (stack) =>
        runs(stack, ["subnet-1"], {
          groups: [group(stack, { ingress: [] }, { ignoreChanges: ["egress"] }).id],
        }),
      ),
      always("passes a group that a package gives out, which may be another one than it holds", (stack) => {
        const around = stack.component("network", { packaged: true });
        stack.securityGroup("endpoints", { ingress: [] }, { parent: around });
        runs(stack, ["subnet-1"], { groups: [around.passes(new Output("sg-default", []))] });
      }),
    ]);
  });

  describe("ways out of subnets", () => {
    testCases([
      finds(
        "rejects a subnet with an internet gateway and tasks without a public address",
        (network, stack) => {
          const a = network.subnet("a");
          network.route("out", network.table("public", [a]).id, igw(network.gateway()));
          runs(stack, [a.id]);
        },
        presumed("no-public-address/a"),
      ),
      passes("passes tasks with a public address", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("public", [a]).id, igw(network.gateway()));
        runs(stack, [a.id], { assignPublicIp: true });
      }),
      passes("passes an address of which that is not known", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("public", [a]).id, igw(network.gateway()));
        runs(stack, [a.id], { assignPublicIp: fromElsewhere(true) });
      }),
      finds(
        "finds the gateway in a route of the table itself",
        (network, stack) => {
          const a = network.subnet("a");
          network.table("public", [a], [{ cidrBlock: "0.0.0.0/0", gatewayId: network.gateway().id }]);
          runs(stack, [a.id]);
        },
        presumed("no-public-address/a"),
      ),
      finds(
        "finds it in the main table of the VPC",
        (network, stack) => {
          const a = network.subnet("a");
          network.route("out", network.vpc.output("mainRouteTableId"), igw(network.gateway()));
          runs(stack, [a.id]);
        },
        presumed("no-public-address/a"),
      ),
      finds(
        "finds it in the default table that the program takes over",
        (network, stack) => {
          const a = network.subnet("a");
          network.make("ec2/defaultRouteTable:DefaultRouteTable", "main", {
            defaultRouteTableId: network.vpc.output("defaultRouteTableId"),
            routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: network.gateway().id }],
          });
          runs(stack, [a.id]);
        },
        presumed("no-public-address/a"),
      ),
      finds(
        "finds it in the table that is made the main one",
        (network, stack) => {
          const a = network.subnet("a");
          const table = network.table("public", []);
          network.route("out", table.id, igw(network.gateway()));
          network.make("ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
            vpcId: network.vpc.id,
            routeTableId: table.id,
          });
          runs(stack, [a.id]);
        },
        presumed("no-public-address/a"),
      ),
      passes("passes a NAT gateway", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("private", [a]).id, { natGatewayId: network.nat().id });
        runs(stack, [a.id]);
      }),
      passes("passes a NAT gateway in a route of the table itself", (network, stack) => {
        const a = network.subnet("a");
        network.table("private", [a], [{ cidrBlock: "0.0.0.0/0", natGatewayId: network.nat().id }]);
        runs(stack, [a.id]);
      }),
      passes("passes a transit gateway", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("private", [a]).id, { transitGatewayId: "tgw-1" });
        runs(stack, [a.id]);
      }),
      passes("passes a NAT instance", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("private", [a]).id, { networkInterfaceId: "eni-1" });
        runs(stack, [a.id]);
      }),
      passes("passes a gateway of another kind", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("private", [a]).id, { gatewayId: "vgw-1" });
        runs(stack, [a.id]);
      }),
      passes("passes IPv6", (network, stack) => {
        const a = network.subnet("a");
        network.route("out", network.table("public", [a]).id, {
          destinationCidrBlock: undefined,
          destinationIpv6CidrBlock: "::/0",
          ...igw(network.gateway()),
        });
        runs(stack, [a.id]);
      }),
      passes("passes routes that a VPN gateway tells of", (network, stack) => {
        const a = network.subnet("a");
        network.table("private", [a], undefined, { propagatingVgws: ["vgw-1"] });
        runs(stack, [a.id]);
      }),
      finds(
        "rejects a table without a route",
        (network, stack) => {
          const a = network.subnet("a");
          network.table("private", [a]);
          runs(stack, [a.id], { assignPublicIp: true });
        },
        presumed("no-way-out/a"),
      ),
      finds(
        "rejects a subnet that no table is associated with",
        (network, stack) => {
          const [a, b] = [network.subnet("a"), network.subnet("b")];
          network.route("out", network.table("public", [b]).id, { natGatewayId: network.nat().id });
          runs(stack, [a.id]);
        },
        presumed("no-way-out/a"),
      ),
      finds(
        "rejects each of two subnets that leads nowhere",
        (network, stack) => {
          const subnets = [network.subnet("a"), network.subnet("b"), network.subnet("c")];
          network.route("out", network.table("private", [subnets[2] as Handle]).id, {
            natGatewayId: network.nat().id,
          });
          runs(
            stack,
            subnets.map(({ id }) => id),
          );
        },
        presumed("no-way-out/a"),
        presumed("no-way-out/b"),
      ),
      {
        it: "passes a VPC that AWS has",
        program: program((network, stack) => runs(stack, [network.subnet("a").id]), { exists: true }),
      },
      passes("passes subnets by their ids", (_, stack) => runs(stack, ["subnet-1", "subnet-2"])),
      passes("passes subnets that come from elsewhere", (_, stack) =>
        runs(stack, fromElsewhere(["subnet-1"])),
      ),
      passes("passes a subnet of a VPC made elsewhere", (network, stack) => {
        const a = network.make("ec2/subnet:Subnet", "a", {
          vpcId: fromElsewhere("vpc-2"),
          cidrBlock: "10.0.0.0/24",
        });
        runs(stack, [a.id]);
      }),
      passes("passes where a route is for a table that is not known", (network, stack) => {
        const a = network.subnet("a");
        const table = network.table("private", [a]);
        network.route("out", new Output("rtb-1", [table.urn], { isKnown: false, from: [] }), {
          natGatewayId: network.nat().id,
        });
        runs(stack, [a.id]);
      }),
      passes("passes tasks on instances", (network, stack) =>
        runs(stack, [network.subnet("a").id], {
          definition: { requiresCompatibilities: ["EC2"] },
          service: { launchType: "EC2" },
        }),
      ),
      passes("passes the default VPC, which has a way out", (network, stack) => {
        const vpc = network.make("ec2/defaultVpc:DefaultVpc", "default", {});
        const a = network.make("ec2/subnet:Subnet", "a", { vpcId: vpc.id, cidrBlock: "172.31.96.0/20" });
        runs(stack, [a.id], { assignPublicIp: true });
      }),
      passes(
        "passes a route of the VPC's own table beside that table, taken over for its tags",
        (network, stack) => {
          network.make("ec2/defaultRouteTable:DefaultRouteTable", "main", {
            defaultRouteTableId: network.vpc.output("defaultRouteTableId"),
            tags: { name: "main" },
          });
          network.route("out", network.vpc.output("mainRouteTableId"), { natGatewayId: network.nat().id });
          runs(stack, [network.subnet("a").id]);
        },
      ),
      passes("passes routes for the tables of a package", (network, stack) => {
        const around = stack.component("network", { packaged: true });
        const inside = (type: string, name: string, inputs: Inputs) =>
          stack.custom(`aws:ec2/${type}`, name, inputs, { parent: around });
        const vpc = inside("vpc:Vpc", "vpc-inside", { cidrBlock: "10.0.0.0/16" });
        const subnets = ["a", "b"].map((name) => {
          const subnet = inside("subnet:Subnet", name, { vpcId: vpc.id });
          const table = inside("routeTable:RouteTable", name, { vpcId: vpc.id });
          inside("routeTableAssociation:RouteTableAssociation", name, {
            subnetId: subnet.id,
            routeTableId: table.id,
          });
          network.route(name, around.passes(table.id), { transitGatewayId: "tgw-1" });
          return subnet;
        });
        runs(
          stack,
          subnets.map(({ id }) => id),
        );
      }),
      passes("passes routes that a route server tells of", (network, stack) => {
        const a = network.subnet("a");
        network.make("vpc/routeServerPropagation:RouteServerPropagation", "routes", {
          routeServerId: "rs-1",
          routeTableId: network.table("private", [a]).id,
        });
        runs(stack, [a.id]);
      }),
      passes("passes where an instance is told the table, and may add the route", (network, stack) => {
        const a = network.subnet("a");
        const table = network.table("private", [a]);
        network.make("ec2/launchTemplate:LaunchTemplate", "nat", {
          userData: new Output("aws ec2 create-route …", [table.urn], { isKnown: false, from: [table.urn] }),
        });
        runs(stack, [a.id]);
      }),
      passes("passes where a command may add the route", (network, stack) => {
        const a = network.subnet("a");
        const table = network.table("private", [a]);
        stack.custom("command:local:Command", "route", { create: table.id });
        runs(stack, [a.id]);
      }),
      finds(
        "rejects a VPC of a package none of whose subnets would do",
        (_, stack) => {
          const around = stack.component("network", { packaged: true });
          const vpc = stack.custom(
            "aws:ec2/vpc:Vpc",
            "vpc-inside",
            { cidrBlock: "10.0.0.0/16" },
            { parent: around },
            { computed: { id: "vpc-9" } },
          );
          const subnets = ["a", "b"].map((name) =>
            stack.custom("aws:ec2/subnet:Subnet", name, { vpcId: vpc.id }, { parent: around }),
          );
          runs(stack, around.passes((subnets[0] as Handle).id));
        },
        presumed("no-way-out/a"),
        presumed("no-way-out/b"),
      ),
      passes("passes one some of whose subnets would do", (_, stack) => {
        const around = stack.component("network", { packaged: true });
        const inside = (type: string, name: string, inputs: Inputs) =>
          stack.custom(`aws:ec2/${type}`, name, inputs, { parent: around });
        const vpc = inside("vpc:Vpc", "vpc-inside", { cidrBlock: "10.0.0.0/16" });
        const a = inside("subnet:Subnet", "a", { vpcId: vpc.id });
        inside("subnet:Subnet", "b", { vpcId: vpc.id });
        const table = inside("routeTable:RouteTable", "private", { vpcId: vpc.id });
        inside("routeTableAssociation:RouteTableAssociation", "private", {
          subnetId: a.id,
          routeTableId: table.id,
        });
        inside("route:Route", "out", {
          routeTableId: table.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: "nat-1",
        });
        runs(stack, around.passes(a.id));
      }),
    ]);
  });

  describe("endpoints", () => {
    const image = { image: `${account}.dkr.ecr.eu-central-1.amazonaws.com/web:1` };
    const closed =
      (make: Make, container: Runs["container"] = image): Make =>
      (network, stack) => {
        make(network, stack);
        runs(stack, [network.subnet("a").id], { container });
      };
    const all = (network: Network, more: Inputs = {}) => {
      network.endpoint("api", "ecr.api", more);
      network.endpoint("registry", "ecr.dkr", more);
      network.endpoint("s3", "s3", { vpcEndpointType: "Gateway", privateDnsEnabled: undefined });
    };
    testCases([
      passes(
        "passes those that a registry needs",
        closed((network) => all(network)),
      ),
      finds(
        "rejects a gateway endpoint alone",
        closed(
          (network) =>
            void network.endpoint("s3", "s3", { vpcEndpointType: undefined, privateDnsEnabled: undefined }),
        ),
        presumed("no-way-out/a"),
      ),
      finds(
        "rejects one that is missing",
        closed((network) => {
          network.endpoint("api", "ecr.api");
          network.endpoint("registry", "ecr.dkr");
        }),
        presumed("endpoint-missing/s3"),
      ),
      finds(
        "rejects those without private names",
        closed((network) => all(network, { privateDnsEnabled: undefined })),
        presumed("endpoint-missing/ecr.api"),
        presumed("endpoint-missing/ecr.dkr"),
      ),
      finds(
        "demands one for logs where the containers have some",
        closed((network) => all(network), {
          ...image,
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-group": "/ecs/web",
              "awslogs-region": "eu-central-1",
              "awslogs-stream-prefix": "web",
            },
          },
        }),
        presumed("endpoint-missing/logs"),
      ),
      finds(
        "rejects endpoints where the image is in a public registry, to which none leads",
        closed((network) => all(network), {}),
        presumed("no-way-out/a"),
      ),
      passes(
        "passes images in a registry that may be in the VPC",
        closed(() => {}, { image: "registry.example.com/web:1" }),
      ),
      passes(
        "passes names of endpoints in a resource of their own",
        closed((network) => {
          for (const of of ["ecr.api", "ecr.dkr"]) {
            const { id } = network.endpoint(of, of, { privateDnsEnabled: undefined });
            network.make("vpc/endpointPrivateDns:EndpointPrivateDns", of, {
              vpcEndpointId: id,
              privateDnsEnabled: true,
            });
          }
          network.endpoint("s3", "s3", { vpcEndpointType: "Gateway", privateDnsEnabled: undefined });
        }),
      ),
      ...[true, false].map((hasEdges) =>
        passes(
          `passes names of endpoints in a private zone, ${hasEdges ? "with edges to them" : "which have lost their edges"}`,
          closed((network) => {
            for (const of of ["ecr.api", "ecr.dkr"]) {
              const { urn } = network.endpoint(of, of, { privateDnsEnabled: undefined });
              const name = new Output("vpce-1.example", [urn]);
              network.make("route53/record:Record", of, {
                type: "A",
                aliases: [{ name: hasEdges ? name : losingEdges(name), evaluateTargetHealth: false }],
              });
            }
            network.endpoint("s3", "s3", { vpcEndpointType: "Gateway", privateDnsEnabled: undefined });
          }),
        ),
      ),
      finds(
        "rejects endpoints without names beside a record of something else",
        closed((network) => {
          for (const of of ["ecr.api", "ecr.dkr"]) network.endpoint(of, of, { privateDnsEnabled: undefined });
          network.endpoint("s3", "s3", { vpcEndpointType: "Gateway", privateDnsEnabled: undefined });
          network.make("route53/record:Record", "web", { type: "CNAME", records: ["web.example.com"] });
        }),
        presumed("endpoint-missing/ecr.api"),
        presumed("endpoint-missing/ecr.dkr"),
      ),
      finds(
        "demands those of a registry for a repository of the stack",
        (network, stack) => {
          network.endpoint("api", "ecr.api");
          network.endpoint("s3", "s3", { vpcEndpointType: "Gateway", privateDnsEnabled: undefined });
          const repository = stack.repository("web");
          runs(stack, [network.subnet("a").id], {
            definition: {
              containerDefinitions: jsonText([{ name: "app", image: repository.output("repositoryUrl") }]),
            },
            service: { desiredCount: 0 },
          });
        },
        presumed("endpoint-missing/ecr.dkr"),
      ),
      passes(
        "says nothing where this operation leaves endpoints out",
        closed(({ vpc }, stack) =>
          stack.custom("aws:ec2/vpcEndpoint:VpcEndpoint", "api", { vpcId: vpc.id }, { leftOut: true }),
        ),
      ),
      passes("says nothing of an old platform, which asked others", (network, stack) => {
        network.endpoint("registry", "ecr.dkr");
        network.endpoint("s3", "s3", { vpcEndpointType: "Gateway", privateDnsEnabled: undefined });
        runs(stack, [network.subnet("a").id], { container: image, service: { platformVersion: "1.3.0" } });
      }),
      passes(
        "says nothing where the service of an endpoint is not known",
        closed(
          (network) => void network.endpoint("some", "", { serviceName: new Output("x", [network.vpc.urn]) }),
        ),
      ),
      finds(
        "advises on endpoints that do not let the tasks in",
        (network, stack) => {
          const shut = stack.securityGroup("shut", { ...out, ingress: [] });
          const own = stack.securityGroup("own", out);
          all(network, { securityGroupIds: [shut.id] });
          runs(stack, [network.subnet("a").id], { container: image, groups: [own.id] });
        },
        `advisory ${undetermined} endpoint-not-admitted/api ${service} presumed`,
        `advisory ${undetermined} endpoint-not-admitted/registry ${service} presumed`,
      ),
    ]);
  });

  describe("file systems", () => {
    const mounts =
      (target: (own: Handle) => Inputs, own: Inputs = out): ((stack: Stack) => void) =>
      (stack) => {
        const group = stack.securityGroup("own", own);
        const files = stack.fileSystem("files");
        const mount = stack.securityGroup("mount", { ingress: [], ...target(group) });
        stack.custom("aws:efs/mountTarget:MountTarget", "target", {
          fileSystemId: files.id,
          subnetId: "subnet-1",
          securityGroups: [mount.id],
        });
        runs(stack, ["subnet-1"], {
          groups: [group.id],
          definition: { volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: files.id } }] },
          service: { desiredCount: 0 },
        });
      };
    const admits = (own: Handle) => ({
      ingress: [{ protocol: "tcp", fromPort: 2049, toPort: 2049, securityGroups: [own.id] }],
    });
    testCases([
      {
        it: "rejects mount targets that do not let the tasks in",
        program: mounts(() => ({})),
        finds: [rejected("file-system-not-reached/files")],
      },
      { it: "passes those that do", program: mounts(admits) },
      {
        it: "rejects tasks that are not let out to them",
        program: mounts(admits, {
          egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
        }),
        finds: [rejected("file-system-not-reached/files")],
      },
    ]);
  });

  describe("its message", () => {
    const said = async (make: Make): Promise<string> => {
      const stack = new Stack();
      program(make)(stack);
      return messageOf(tasksReachAws, stack, {}, "first preview");
    };

    it("names the group and the rule that is missing", async () => {
      assert.equal(
        await said((_, stack) =>
          runs(stack, ["subnet-1"], { groups: [stack.securityGroup("own", { ingress: [] }).id] }),
        ),
        [
          "Service `web` runs tasks that cannot pull their image: security group `own` lets nothing out to port 443.",
          "What fails: ECS fetches secrets and images by the network of the task, and each task stops: ResourceInitializationError: unable to pull secrets or registry auth: … dial tcp …:443: i/o timeout, or CannotPullContainerError: … context deadline exceeded",
          "Why: AWS lets everything out of a new group, and the provider takes that rule away where the program gives none.",
          "Change: in `own`, let the tasks out:",
          '    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],',
          'To accept it: "exemptions": [{ "resource": "web", "finding": "no-egress", "reason": "…" }] in the configuration of this policy.',
          "Finding: no-egress",
        ].join("\n"),
      );
    });

    it("names the table and the route that is missing", async () => {
      const message = await said((network, stack) => {
        const a = network.subnet("a");
        network.table("private", [a]);
        runs(stack, [a.id]);
      });
      assert.match(
        message,
        /^Why: route table `private`, which it has, holds no route to a NAT gateway or another way out\.$/m,
      );
      assert.match(
        message,
        /^ {4}new aws\.ec2\.Route\("…", \{ routeTableId: private\w*\.id, destinationCidrBlock: "0\.0\.0\.0\/0", natGatewayId: natGateway\.id \}\);$/m,
      );
    });
  });
});

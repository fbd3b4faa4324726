import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsNetwork } from "../../../components";
import { type Answer, ofType, type Registered, registered } from "../../support/mocks";
import { namesOf, onlyOf } from "./balanced";
import { argumentsOf, namesOfResources, optionsOf, settled } from "./made";

type Args = NonNullable<ConstructorParameters<typeof EcsNetwork>[1]>;

const vpcs = "aws:ec2/vpc:Vpc";
const subnets = "aws:ec2/subnet:Subnet";
const tables = "aws:ec2/routeTable:RouteTable";
const routes = "aws:ec2/route:Route";
const associations = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const gateways = "aws:ec2/natGateway:NatGateway";
const addresses = "aws:ec2/eip:Eip";
const endpoints = "aws:ec2/vpcEndpoint:VpcEndpoint";
const groups = "aws:ec2/securityGroup:SecurityGroup";
const zonesOfRegion = "aws:index/getAvailabilityZones:getAvailabilityZones";

function make(args?: Args, resources: Registered[] = [], zones?: Answer): Promise<Registered[]> {
  const told = zones && { [zonesOfRegion]: zones };
  return registered(() => new EcsNetwork("main", args), resources, told);
}

/** Zone and block of each subnet. */
function subnetsIn(resources: Registered[]) {
  return Object.fromEntries(
    [...ofType(resources, subnets)].map(([name, { availabilityZone, cidrBlock }]) => [
      name,
      [availabilityZone, cidrBlock],
    ]),
  );
}

describe("a network", () => {
  it("has a public and a private subnet in two zones, and one NAT gateway", async () => {
    const types = (await make()).map(({ type }) => type).sort();
    assert.deepEqual(types, [
      addresses,
      "aws:ec2/internetGateway:InternetGateway",
      gateways,
      ...[routes, routes, routes],
      ...[tables, tables, tables],
      ...[associations, associations, associations, associations],
      ...[subnets, subnets, subnets, subnets],
      vpcs,
    ]);
  });

  it("has names in DNS, without which no endpoint and no file system is found", async () => {
    assert.deepEqual(argumentsOf(await make(), vpcs, "main"), {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
  });

  it("has subnets of a sixteenth each, private ones from the middle on", async () => {
    assert.deepEqual(subnetsIn(await make()), {
      "main-public-1": ["eu-central-1a", "10.0.0.0/20"],
      "main-public-2": ["eu-central-1b", "10.0.16.0/20"],
      "main-private-1": ["eu-central-1a", "10.0.128.0/20"],
      "main-private-2": ["eu-central-1b", "10.0.144.0/20"],
    });
  });

  it("has subnets of the size that a load balancer needs in its smallest block", async () => {
    assert.deepEqual(subnetsIn(await make({ cidrBlock: "192.168.254.0/23", availabilityZones: 3 })), {
      "main-public-1": ["eu-central-1a", "192.168.254.0/27"],
      "main-public-2": ["eu-central-1b", "192.168.254.32/27"],
      "main-public-3": ["eu-central-1c", "192.168.254.64/27"],
      "main-private-1": ["eu-central-1a", "192.168.255.0/27"],
      "main-private-2": ["eu-central-1b", "192.168.255.32/27"],
      "main-private-3": ["eu-central-1c", "192.168.255.64/27"],
    });
  });

  it("has subnets above 2,147,483,647 as below", async () => {
    const blocks = subnetsIn(await make({ cidrBlock: "172.31.0.0/16" }));
    assert.deepEqual(blocks["main-private-2"], ["eu-central-1b", "172.31.144.0/20"]);
  });

  it("asks for the zones of the Region itself, without Local Zones", async () => {
    const asked: unknown[] = [];
    await make({}, [], (inputs) => {
      asked.push(inputs);
      return { names: ["eu-central-1b", "eu-central-1c"] };
    });
    assert.deepEqual(asked, [
      { state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
    ]);
  });

  it("is refused where the Region has fewer zones", async () => {
    const fewer = "`main`: `availabilityZones` must be at most 2: the Region has no more.";
    for (const [availabilityZones, outcome] of [
      [2, "us-west-1a"],
      [3, fewer],
    ] as const) {
      const asked: Promise<unknown>[] = [];
      await registered(
        () => {
          pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
            if (type !== subnets) return undefined;
            asked.push(settled(props.availabilityZone).catch((error: Error) => error.message));
            // Nothing ends without an engine that waits for what is refused.
            return { props: { ...props, availabilityZone: "a" }, opts };
          });
          new EcsNetwork("main", { availabilityZones });
        },
        [],
        { [zonesOfRegion]: () => ({ names: ["us-west-1a", "us-west-1c"] }) },
      );
      assert.equal(asked.length, 2 * availabilityZones);
      assert.equal(await asked[0], outcome);
    }
  });

  it("leads its public subnets to the internet", async () => {
    const resources = await make();
    assert.deepEqual(argumentsOf(resources, routes, "main-public"), {
      routeTableId: "main-public-id",
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: "main-id",
    });
    for (const name of ["main-public-1", "main-public-2"])
      assert.deepEqual(argumentsOf(resources, associations, name), {
        subnetId: `${name}-id`,
        routeTableId: "main-public-id",
      });
  });

  it("leads its private subnets, each by a table of its own, to the one NAT gateway", async () => {
    const resources = await make();
    for (const name of ["main-private-1", "main-private-2"]) {
      assert.deepEqual(argumentsOf(resources, routes, name), {
        routeTableId: `${name}-id`,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "main-1-id",
      });
      assert.deepEqual(argumentsOf(resources, associations, name), {
        subnetId: `${name}-id`,
        routeTableId: `${name}-id`,
      });
    }
  });

  it("has the NAT gateway in a public subnet, with an address, once there is a way to the internet", async () => {
    const resources = await make();
    assert.deepEqual(argumentsOf(resources, addresses, "main-1"), { domain: "vpc" });
    assert.deepEqual(argumentsOf(resources, gateways, "main-1"), {
      subnetId: "main-public-1-id",
      allocationId: "main-1-id",
    });
    const options = await optionsOf(() => new EcsNetwork("main"));
    const { dependsOn } = options[`${gateways} main-1`] ?? {};
    assert.deepEqual(await namesOfResources(dependsOn as pulumi.Resource[]), ["main-public"]);
  });

  it("leads each private subnet to the NAT gateway of its zone where each has one", async () => {
    const resources = await make({ availabilityZones: 3, natGateways: 3 });
    assert.deepEqual(
      [1, 2, 3].map((zone) => [
        argumentsOf(resources, gateways, `main-${zone}`).subnetId,
        argumentsOf(resources, routes, `main-private-${zone}`).natGatewayId,
      ]),
      [
        ["main-public-1-id", "main-1-id"],
        ["main-public-2-id", "main-2-id"],
        ["main-public-3-id", "main-3-id"],
      ],
    );
  });

  it("leads private subnets nowhere without NAT gateways", async () => {
    const resources = await make({ natGateways: 0 });
    assert.deepEqual(namesOf(resources, routes), ["main-public"]);
    assert.equal(ofType(resources, gateways).size + ofType(resources, addresses).size, 0);
  });

  it("has no endpoints with a NAT gateway, unless they are named", async () => {
    assert.equal(ofType(await make(), endpoints).size, 0);
    assert.deepEqual(namesOf(await make({ endpoints: ["s3", "sqs"] }), endpoints), ["main-s3", "main-sqs"]);
  });

  it("has the endpoints of images and logs without NAT gateways", async () => {
    assert.deepEqual(namesOf(await make({ natGateways: 0 }), endpoints), [
      "main-ecr-api",
      "main-ecr-dkr",
      "main-logs",
      "main-s3",
    ]);
  });

  it("has those that are named besides, each once", async () => {
    const endpointsFor = async (named: string[]) =>
      namesOf(await make({ natGateways: 0, endpoints: named }), endpoints);
    const usual = ["main-ecr-api", "main-ecr-dkr", "main-logs", "main-s3"];
    assert.deepEqual(await endpointsFor(["sqs", "dynamodb", "sqs", "s3"]), [
      "main-dynamodb",
      ...usual,
      "main-sqs",
    ]);
    assert.deepEqual(await endpointsFor([]), usual);
  });

  it("has endpoints with names in DNS in the private subnets, which the VPC reaches on port 443", async () => {
    const resources = await make({ cidrBlock: "10.1.0.0/20", endpoints: ["ecr.api"] });
    assert.deepEqual(onlyOf(resources, endpoints), {
      vpcId: "main-id",
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["main-private-1-id", "main-private-2-id"],
      securityGroupIds: ["main-endpoints-id"],
    });
    const { description: _, ...group } = argumentsOf(resources, groups, "main-endpoints");
    assert.deepEqual(group, {
      vpcId: "main-id",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.1.0.0/20"] }],
    });
  });

  for (const endpoint of ["s3", "dynamodb"])
    it(`has the endpoint of ${endpoint} in the tables of the private subnets, where it costs nothing`, async () => {
      const resources = await make({ endpoints: [endpoint] });
      assert.deepEqual(onlyOf(resources, endpoints), {
        vpcId: "main-id",
        serviceName: `com.amazonaws.eu-central-1.${endpoint}`,
        vpcEndpointType: "Gateway",
        routeTableIds: ["main-private-1-id", "main-private-2-id"],
      });
      assert.equal(ofType(resources, groups).size, 0);
    });

  it("names its subnets and tables, and takes tags that say otherwise", async () => {
    const tagsOf = async (tags: Args["tags"]) => {
      const resources = await make({ tags });
      return [
        argumentsOf(resources, subnets, "main-private-2").tags,
        argumentsOf(resources, tables, "main-public").tags,
        argumentsOf(resources, vpcs, "main").tags,
      ];
    };
    assert.deepEqual(await tagsOf(undefined), [
      { Name: "main-private-2" },
      { Name: "main-public" },
      undefined,
    ]);
    assert.deepEqual(await tagsOf({ team: "shop" }), [
      { Name: "main-private-2", team: "shop" },
      { Name: "main-public", team: "shop" },
      { team: "shop" },
    ]);
    assert.deepEqual(await tagsOf({ Name: "mine" }), [{ Name: "mine" }, { Name: "mine" }, { Name: "mine" }]);
  });

  it("is told with its ids", async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await registered(() => {
      const { vpcId, vpc, publicSubnetIds, privateSubnetIds } = new EcsNetwork("main");
      answer = settled(pulumi.all([vpcId, vpc.id, publicSubnetIds, privateSubnetIds]));
    });
    assert.deepEqual(await answer, [
      "main-id",
      "main-id",
      ["main-public-1-id", "main-public-2-id"],
      ["main-private-1-id", "main-private-2-id"],
    ]);
  });

  it("is waited for by who takes its private subnets, with routes and endpoints", async () => {
    let answer: Promise<string[]> = Promise.resolve([]);
    await registered(() => {
      const { privateSubnetIds } = new EcsNetwork("main", { endpoints: ["sqs"] });
      const { allResources } = privateSubnetIds as unknown as {
        allResources(): Promise<Set<pulumi.Resource>>;
      };
      answer = allResources().then((all) => namesWithTypes([...all]));
    });
    const waited = await answer;
    for (const needed of [
      `${routes} main-private-1`,
      `${routes} main-private-2`,
      `${associations} main-private-1`,
      `${associations} main-private-2`,
      `${endpoints} main-sqs`,
    ])
      assert.ok(waited.includes(needed), needed);
  });
});

/** Types and names of resources. */
async function namesWithTypes(resources: pulumi.Resource[]): Promise<string[]> {
  const urns = await Promise.all(resources.map(({ urn }) => settled(urn)));
  return urns.map((urn) => {
    const [type = "", name = ""] = String(urn).split("::").slice(-2);
    return `${type.split("$").at(-1)} ${name}`;
  });
}

describe("an argument of a network that cannot be", () => {
  const zones = "`availabilityZones` must be a whole number, from 2 to 4";
  const block =
    "`cidrBlock` must be a block of addresses from `/16` to `/23`, such as `10.0.0.0/16`; it decides what is made, so it can be no output";
  const gatewaysOf = (number: number) => `\`natGateways\` must be 0, 1 or ${number}, one for each zone`;
  const endpoint = (name: string) =>
    `\`endpoints\` must be names of services as in \`com.amazonaws.<Region>.<name>\`, such as \`ecr.api\`; \`${name}\` is none`;
  const noList = "`endpoints` must be a list of names; it decides what is made, so it can be no output";
  const mistakes: [Args, words: string][] = [
    [{ availabilityZones: 1 }, zones],
    [{ availabilityZones: 5 }, zones],
    [{ availabilityZones: 2.5 }, zones],
    [{ natGateways: 3 }, gatewaysOf(2)],
    [{ natGateways: -1 }, gatewaysOf(2)],
    [{ availabilityZones: 3, natGateways: 2 }, gatewaysOf(3)],
    [{ cidrBlock: "10.0.0.0" }, block],
    [{ cidrBlock: "10.0.0.0/15" }, block],
    [{ cidrBlock: "10.0.0.0/24" }, block],
    [{ cidrBlock: "10.0.1.0/16" }, block],
    [{ cidrBlock: "10.0.256.0/20" }, block],
    [{ cidrBlock: "10.0.0/16" }, block],
    [{ cidrBlock: "010.0.0.0/16" }, block],
    [{ cidrBlock: "10.00.0.0/16" }, block],
    // Programs in JavaScript have no types.
    [{ cidrBlock: pulumi.output("10.0.0.0/16") as unknown as string }, block],
    [{ endpoints: ["com.amazonaws.eu-central-1.sqs"] }, endpoint("com.amazonaws.eu-central-1.sqs")],
    [{ endpoints: ["s3", "ECR"] }, endpoint("ECR")],
    [{ endpoints: [""] }, endpoint("")],
    [{ endpoints: "sqs" as unknown as string[] }, noList],
    [{ endpoints: pulumi.output(["sqs"]) as unknown as string[] }, noList],
  ];
  for (const [args, words] of mistakes) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), { message: `\`main\`: ${words}.` });
      assert.deepEqual(resources, []);
    });
  }
});

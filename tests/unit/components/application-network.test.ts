import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "../../../components";
import { ofType, type Registered } from "../../support/mocks";
import { balancers, groups, namesOf, onlyOf, targetGroups } from "./balanced";
import { argumentsOf, makeApplication, namesOfResources, newApplication, optionsOf, settled } from "./made";

type Services = Record<string, ApplicationServiceArgs>;
type Application = Partial<ServiceConnectApplicationArgs>;

const services = "aws:ecs/service:Service";
const subnets = "aws:ec2/subnet:Subnet";
const gateways = "aws:ec2/natGateway:NatGateway";
const endpoints = "aws:ec2/vpcEndpoint:VpcEndpoint";

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/vault:1";
const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:vault/KEY-a1B2c3";
const ofImagesAndLogs = ["app-ecr-api", "app-ecr-dkr", "app-logs", "app-s3"];
const privateSubnets = ["app-private-1-id", "app-private-2-id"];
const publicSubnets = ["app-public-1-id", "app-public-2-id"];

/** What an application registers for which a network is made. */
function make(
  made: Services,
  network: Application["network"] = {},
  edit: Application = {},
  resources: Registered[] = [],
): Promise<Registered[]> {
  const place = { vpcId: undefined, subnets: undefined, network };
  return makeApplication(made, { ...place, ...edit }, undefined, resources);
}

/** The endpoints of an application without NAT gateways. */
async function endpointsOf(made: Services, more: string[] | undefined = undefined): Promise<string[]> {
  const network = { natGateways: 0, ...(more && { endpoints: more }) };
  return namesOf(await make(made, network), endpoints);
}

describe("the network of an application", () => {
  it("is made where it is asked for, and not where there is one", async () => {
    assert.deepEqual(namesOf(await make({ vault: { image } }), subnets), [
      "app-private-1",
      "app-private-2",
      "app-public-1",
      "app-public-2",
    ]);
    assert.equal(ofType(await makeApplication({ vault: { image } }), subnets).size, 0);
  });

  it("has the tasks in its private subnets, without public addresses", async () => {
    const { networkConfiguration } = argumentsOf(await make({ vault: { image } }), services, "app-vault");
    assert.deepEqual(networkConfiguration, {
      subnets: privateSubnets,
      securityGroups: ["app-vault-id"],
      assignPublicIp: false,
    });
  });

  it("has security groups, target groups and a load balancer in it, that in its public subnets", async () => {
    const resources = await make({ vault: { image, port: 80, loadBalancer: {} } });
    assert.deepEqual(onlyOf(resources, balancers).subnets, publicSubnets);
    assert.equal(onlyOf(resources, targetGroups).vpcId, "app-id");
    for (const name of ["app-vault", "app-load-balancer"])
      assert.equal(argumentsOf(resources, groups, name).vpcId, "app-id", name);
  });

  it("has a load balancer that is internal in its private subnets", async () => {
    const made = { vault: { image, port: 80, loadBalancer: {} } };
    const resources = await make(made, {}, { loadBalancer: { internal: true } });
    assert.deepEqual(onlyOf(resources, balancers).subnets, privateSubnets);
  });

  it("is as it is told to be, with the tags of the application", async () => {
    const network = { cidrBlock: "10.1.0.0/20", availabilityZones: 3, natGateways: 3 };
    const resources = await make({ vault: { image } }, network, { tags: { team: "shop" } });
    assert.deepEqual(onlyOf(resources, "aws:ec2/vpc:Vpc"), {
      cidrBlock: "10.1.0.0/20",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { team: "shop" },
    });
    assert.deepEqual(namesOf(resources, gateways), ["app-1", "app-2", "app-3"]);
  });

  it("is told with its ids", async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await makeApplication(
      { vault: { image } },
      { vpcId: undefined, subnets: undefined, network: {} },
      ({ vpcId, subnetIds }) => {
        answer = settled(pulumi.all([vpcId, subnetIds]));
      },
    );
    assert.deepEqual(await answer, ["app-id", privateSubnets]);
  });

  it("is a child of the application", async () => {
    const options = await optionsOf(() =>
      newApplication({ vault: { image } }, { vpcId: undefined, subnets: undefined, network: {} }),
    );
    const { parent } = options["ecs-guardrails-components:index:EcsNetwork app"] ?? {};
    assert.deepEqual(await namesOfResources([parent]), ["app"]);
  });
});

describe("the endpoints of an application", () => {
  it("are none with a NAT gateway, unless they are named", async () => {
    const vault = { image: "public.ecr.aws/docker/library/node:22-alpine", secrets: { KEY: "/vault/KEY" } };
    assert.deepEqual(namesOf(await make({ vault }), endpoints), []);
    assert.deepEqual(namesOf(await make({ vault }, { endpoints: ["sqs"] }), endpoints), ["app-sqs"]);
  });

  it("are those of images and logs without NAT gateways", async () => {
    assert.deepEqual(await endpointsOf({ vault: { image } }), ofImagesAndLogs);
  });

  const needs: Record<string, [ApplicationServiceArgs, string[]]> = {
    "Parameter Store for the name of a parameter": [{ image, secrets: { KEY: "/vault/KEY" } }, ["app-ssm"]],
    "Parameter Store for the ARN of a parameter": [
      { image, secrets: { KEY: "arn:aws:ssm:eu-central-1:123456789012:parameter/vault/KEY" } },
      ["app-ssm"],
    ],
    "Secrets Manager for the ARN of a secret": [
      { image, secrets: { KEY: secretArn } },
      ["app-secretsmanager"],
    ],
    "Secrets Manager for a part of a secret": [
      { image, secrets: { KEY: `${secretArn}:key::` } },
      ["app-secretsmanager"],
    ],
    "both for what is not known yet": [
      { image, secrets: { KEY: pulumi.output(secretArn) } },
      ["app-secretsmanager", "app-ssm"],
    ],
    "both for secrets of a sidecar and of the main container": [
      { image, secrets: { A: "/a" }, sidecars: { agent: { image, secrets: { B: secretArn } } } },
      ["app-secretsmanager", "app-ssm"],
    ],
    "Secrets Manager for the credentials of a registry": [
      { image: pulumi.output(image), repositoryCredentials: secretArn },
      ["app-secretsmanager"],
    ],
    "Secrets Manager for the credentials of a sidecar's registry": [
      { image, sidecars: { agent: { image: pulumi.output(image), repositoryCredentials: secretArn } } },
      ["app-secretsmanager"],
    ],
    "the channels of ECS Exec": [{ image, enableExecuteCommand: true }, ["app-ssmmessages"]],
  };
  for (const [what, [vault, more]] of Object.entries(needs)) {
    it(`are besides those of ${what}`, async () => {
      assert.deepEqual(await endpointsOf({ vault }), [...ofImagesAndLogs, ...more].sort());
    });
  }

  it("are those that any of the services needs, and those that are named, each once", async () => {
    const made = {
      a: { image, secrets: { KEY: "/a" } },
      b: { image, secrets: { KEY: secretArn } },
      c: { image, secrets: { KEY: "/c" } },
    };
    assert.deepEqual(
      await endpointsOf(made, ["sqs", "ssm"]),
      [...ofImagesAndLogs, "app-secretsmanager", "app-sqs", "app-ssm"].sort(),
    );
  });

  const images = [
    image,
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/vault",
    "123456789012.dkr-ecr.eu-central-1.on.aws/vault@sha256:0123",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/docker-hub/library/node:22",
    pulumi.output("public.ecr.aws/x"),
  ];
  for (const each of images) {
    it(`are enough for an image in ECR, or one that is not known: ${pulumi.Output.isInstance(each) ? "an output" : each}`, async () => {
      assert.deepEqual(await endpointsOf({ vault: { image: each } }), ofImagesAndLogs);
    });
  }
});

describe("a network of an application that cannot be", () => {
  const both = (argument: string) =>
    `\`app\`: \`${argument}\` and \`network\` exclude each other: in a network that is made tasks run in its private subnets`;
  const missing = (argument: string) =>
    `\`app\`: \`${argument}\` is needed, of the network in which tasks run, or \`network\`, with which one is made`;
  const notInEcr = (container: string) =>
    `\`app-vault\`: the image of container \`${container}\` is not in ECR, and without \`network.natGateways\` no other registry is reached; copy it to ECR, or leave \`natGateways\` out`;
  const noObject = "`app`: `network` must be an object; it decides what is made, so it can be no output";
  const vault: ApplicationServiceArgs = { image };
  const alone = { network: { natGateways: 0 }, vpcId: undefined, subnets: undefined };
  const none = { vpcId: undefined, subnets: undefined };
  const mistakes: Record<string, [Application, words: string, made?: ApplicationServiceArgs]> = {
    "beside a VPC": [{ network: {}, subnets: undefined }, both("vpcId")],
    "beside subnets": [{ network: {}, vpcId: undefined }, both("subnets")],
    "with public addresses": [{ ...none, network: {}, assignPublicIp: true }, both("assignPublicIp")],
    "none at all": [none, missing("vpcId")],
    "a VPC without subnets": [{ subnets: undefined }, missing("subnets")],
    "subnets without a VPC": [{ vpcId: undefined }, missing("vpcId")],
    // Programs in JavaScript have no types.
    "that is an output": [
      { ...none, network: pulumi.output({}) as unknown as Application["network"] },
      noObject,
    ],
    "that is a promise": [
      { ...none, network: Promise.resolve({}) as unknown as Application["network"] },
      noObject,
    ],
    "that is no object": [{ ...none, network: true as unknown as Application["network"] }, noObject],
    "of one zone": [
      { ...none, network: { availabilityZones: 1 } },
      "`app`: `availabilityZones` must be a whole number, from 2 to 4",
    ],
    "of one that names an endpoint by its whole name": [
      { ...none, network: { natGateways: 0, endpoints: ["com.amazonaws.eu-central-1.sqs"] } },
      "`app`: `endpoints` must be names of services as in `com.amazonaws.<Region>.<name>`, such as `ecr.api`; `com.amazonaws.eu-central-1.sqs` is none",
    ],
  };
  for (const elsewhere of [
    "node:22",
    "public.ecr.aws/x",
    "ghcr.io/x",
    "12345.dkr.ecr.eu-central-1.amazonaws.com/x",
  ])
    mistakes[`that does not reach the image ${elsewhere}`] = [alone, notInEcr("app"), { image: elsewhere }];
  mistakes["that does not reach the image of a sidecar"] = [
    alone,
    notInEcr("agent"),
    { image, sidecars: { agent: { image: "agent" } } },
  ];
  for (const [mistake, [edit, words, made = vault]] of Object.entries(mistakes)) {
    it(`is one ${mistake}, and nothing is registered`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(makeApplication({ vault: made }, edit, undefined, resources), {
        message: `${words}.`,
      });
      assert.deepEqual(resources, []);
    });
  }
});

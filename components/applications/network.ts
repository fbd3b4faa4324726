/** Where the tasks of an application run: in a network that is there, or in one that is made for it. */
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import { EcsNetwork } from "../ecs-network";
import type { EcsNetworkArgs } from "../networks/args";
import { endpointsOfImages, endpointsOfLogs } from "../networks/plan";
import { secretArn } from "../tasks/secrets";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "./args";

/** The VPC of an application, and the subnets of its tasks and load balancers. */
export interface Place {
  readonly vpcId: pulumi.Input<string>;
  readonly subnets: pulumi.Input<pulumi.Input<string>[]>;
  readonly balancerSubnets: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * The arguments of the network that is made for an application; nothing where one is there already.
 * @throws when it is said neither where tasks run nor what is made for them, or both
 */
export function planPlace(name: string, args: ServiceConnectApplicationArgs): EcsNetworkArgs | undefined {
  const { network, tags } = args;
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
  if (network === undefined) {
    const missing = (["vpcId", "subnets"] as const).find((argument) => args[argument] === undefined);
    if (missing === undefined) return undefined;
    throw new pulumi.RunError(
      `${what(missing)} is needed, of the network in which tasks run, or \`network\`, with which one is made.`,
    );
  }
  if (typeof network !== "object" || !isKnown(network))
    throw new pulumi.RunError(
      `${what("network")} must be an object; it decides what is made, so it can be no output.`,
    );
  const other = (["vpcId", "subnets", "assignPublicIp"] as const).find(
    (argument) => args[argument] !== undefined,
  );
  if (other !== undefined)
    throw new pulumi.RunError(
      `${what(other)} and \`network\` exclude each other: in a network that is made tasks run in its private subnets.`,
    );
  if (network.natGateways !== 0) return { ...network, tags };
  const needed = Object.entries(args.services).flatMap(([service, each]) =>
    endpointsOf(`\`${name}-${service}\``, each),
  );
  return { ...network, endpoints: [...new Set([...needed, ...(network.endpoints ?? [])])], tags };
}

/** What a task reaches before its application starts, without the internet. */
function endpointsOf(what: string, args: ApplicationServiceArgs): string[] {
  const containers = Object.entries({ app: args, ...args.sidecars });
  for (const [container, { image }] of containers)
    if (isKnown(image) && !imageInEcr.test(image))
      throw new pulumi.RunError(
        `${what}: the image of container \`${container}\` is not in ECR, and without \`network.natGateways\` no other registry is reached; copy it to ECR, or leave \`natGateways\` out.`,
      );
  const texts = containers.flatMap(([, { secrets = {} }]) => Object.values(secrets));
  const credentials = containers.flatMap(([, { repositoryCredentials }]) => repositoryCredentials ?? []);
  const isOfSecretsManager = (text: pulumi.Input<string>) => isKnown(text) && secretArn(text) !== undefined;
  const isOfParameterStore = (text: pulumi.Input<string>) => isKnown(text) && secretArn(text) === undefined;
  return [
    ...endpointsOfImages,
    ...endpointsOfLogs,
    // Of a text that is not known it may be either.
    ...([...texts, ...credentials].some((text) => !isOfParameterStore(text)) ? ["secretsmanager"] : []),
    ...(texts.some((text) => !isOfSecretsManager(text)) ? ["ssm"] : []),
    ...(args.enableExecuteCommand ? ["ssmmessages"] : []),
  ];
}

/** Makes the network of an application as its child, where one is made. */
export function makePlace(
  name: string,
  { vpcId = "", subnets = [], loadBalancer }: ServiceConnectApplicationArgs,
  networkArgs: EcsNetworkArgs | undefined,
  parent: pulumi.Resource,
): Place {
  if (networkArgs === undefined) return { vpcId, subnets, balancerSubnets: subnets };
  const network = new EcsNetwork(name, networkArgs, { parent });
  return {
    vpcId: network.vpcId,
    subnets: network.privateSubnetIds,
    balancerSubnets: loadBalancer?.internal ? network.privateSubnetIds : network.publicSubnetIds,
  };
}

const imageInEcr = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[\w-]+\./;

/** What the arguments of a service come to, checked before anything is registered. */
import { createHash } from "node:crypto";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { inOrder } from "../applications/calls";
import { checked, checkedIfGiven, isKnown, ofForm, oneOf, wholeNumber } from "../checks";
import { type Containers, type Definer, definerOf } from "../tasks/containers";
import { refuseExecutionRole } from "../tasks/roles";
import { refuseOtherThanSecret, refuseOtherThanSecretArn } from "../tasks/secrets";
import { type TaskSize, taskSize } from "../tasks/size";
import { knownStatements, TaskRoleRules } from "../tasks/statements";
import { refuseVolumes } from "../tasks/volumes";
import type { CapacityProviderArgs, FargateServiceArgs } from "./args";

/** Name of the main container. */
export const mainContainer = "app";
/** Name of its port, which Service Connect uses. */
export const portName = "app";

/** A secret of a container. */
export interface PlannedSecret {
  readonly container: string;
  readonly variable: string;
  /** How messages call it. */
  readonly what: string;
  readonly text: pulumi.Input<string>;
}

/** A service whose known arguments are all right. */
export interface ServicePlan {
  readonly size: TaskSize;
  /** The containers of the task, the main one first. */
  readonly containers: ReadonlyMap<string, Definer>;
  readonly secrets: readonly PlannedSecret[];
  /** ARNs of secrets with credentials of registries. */
  readonly registrySecrets: readonly { readonly what: string; readonly text: pulumi.Input<string> }[];
  readonly rules: TaskRoleRules;
  readonly port: pulumi.Output<number> | undefined;
  readonly ephemeralStorage: { readonly sizeInGib: pulumi.Output<number> } | undefined;
  readonly runtimePlatform: object | undefined;
  readonly logRetentionInDays: pulumi.Output<number>;
  readonly desiredCount: pulumi.Output<number>;
  readonly capacityProviderStrategies: readonly Strategy[] | undefined;
  readonly serviceConnectConfiguration: aws.ecs.ServiceArgs["serviceConnectConfiguration"];
}

interface Strategy {
  readonly capacityProvider: pulumi.Output<string>;
  readonly weight: pulumi.Output<number>;
  readonly base: pulumi.Output<number>;
}

/** @throws when an argument that is known cannot be */
export function planService(name: string, args: FargateServiceArgs): ServicePlan {
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
  refuseMissingPort(name, args);
  refuseExecuteCommandWithoutWrites(name, args);
  const containers = containersOf(name, args);
  const secrets = secretsOf(name, containers);
  for (const { what: argument, text } of secrets) refuseOtherThanSecret(argument, text);
  const registrySecrets = registrySecretsOf(name, containers);
  for (const { what: argument, text } of registrySecrets) refuseOtherThanSecretArn(argument, text);
  refuseExecutionRole(name, args, secrets.length + registrySecrets.length > 0);
  const rules = new TaskRoleRules(
    name,
    args.taskRoleMayReadParameters ?? false,
    args.taskRoleMayReadSecrets ?? false,
    secrets.map(({ text }) => text),
  );
  rules.refuse(knownStatements(args.taskRoleStatements));
  const volumes = args.volumes ?? {};
  refuseVolumes(name, volumes);
  const port = checkedIfGiven(what("port"), args.port, wholeNumber(1, 65_535));
  return {
    size: taskSize(name, args.cpu, args.memory),
    containers: new Map(
      Object.keys(containers).map((container) => [
        container,
        definerOf(
          (argument) => what(pathOf(container, argument)),
          container,
          containers,
          Object.keys(volumes),
          portMappingOf(name, container, containers, args),
        ),
      ]),
    ),
    secrets,
    registrySecrets,
    rules,
    port,
    ephemeralStorage: ephemeralStorageOf(what("ephemeralStorageInGiB"), args.ephemeralStorageInGiB),
    runtimePlatform: runtimePlatformOf(what("cpuArchitecture"), args.cpuArchitecture),
    logRetentionInDays: checked(
      what("logRetentionInDays"),
      args.logRetentionInDays ?? 30,
      oneOf(...retentionsInDays),
    ),
    desiredCount: checked(
      what("desiredCount"),
      args.desiredCount ?? args.autoscaling?.minCapacity ?? 1,
      wholeNumber(0),
    ),
    capacityProviderStrategies: strategiesOf(what("capacityProviderStrategy"), args.capacityProviderStrategy),
    serviceConnectConfiguration: serviceConnectOf(name, args, port),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 is for ever. */
const retentionsInDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function containersOf(name: string, args: FargateServiceArgs): Containers {
  const sidecars = args.sidecars ?? {};
  for (const sidecar of Object.keys(sidecars)) {
    if (sidecar !== mainContainer && /^[\w-]{1,255}$/.test(sidecar)) continue;
    throw new pulumi.RunError(
      `\`${name}\`: \`${sidecar}\` in \`sidecars\` can be no name of a sidecar: at most 255 letters, digits, \`_\` and \`-\`, and not \`${mainContainer}\`, the main container.`,
    );
  }
  // CPU and memory of a service are those of the task.
  const containers: Containers = {
    [mainContainer]: { ...args, cpu: undefined, memory: undefined },
    ...sidecars,
  };
  refuseCycle(name, containers);
  return containers;
}

function refuseCycle(name: string, containers: Containers): void {
  const others = Object.entries(containers).map(([container, { dependsOnContainers = {} }]) => [
    container,
    Object.keys(dependsOnContainers).filter(
      (other) => other !== container && Object.hasOwn(containers, other),
    ),
  ]);
  inOrder(Object.fromEntries(others), (path) => {
    const words = path.map((container) => `\`${container}\``).join(" → ");
    return new pulumi.RunError(`\`${name}\`: the containers wait for each other in a cycle, ${words}.`);
  });
}

/** How a message calls an argument of a container. */
function pathOf(container: string, argument: string): string {
  return container === mainContainer ? argument : `sidecars.${container}.${argument}`;
}

function secretsOf(name: string, containers: Containers): PlannedSecret[] {
  return Object.entries(containers).flatMap(([container, { secrets = {} }]) => {
    const path = pathOf(container, "secrets");
    if (!isKnown(secrets) || Array.isArray(secrets))
      throw new pulumi.RunError(
        `\`${name}\`: \`${path}\` must be an object, from the names of environment variables to those of secrets; only its values can be outputs.`,
      );
    return Object.entries(secrets).map(([variable, text]) => ({
      container,
      variable,
      what: `\`${name}\`: \`${variable}\` in \`${path}\``,
      text,
    }));
  });
}

function registrySecretsOf(name: string, containers: Containers) {
  return Object.entries(containers).flatMap(([container, { repositoryCredentials: text }]) =>
    text === undefined
      ? []
      : [{ what: `\`${name}\`: \`${pathOf(container, "repositoryCredentials")}\``, text }],
  );
}

function portMappingOf(name: string, container: string, containers: Containers, args: FargateServiceArgs) {
  const port = containers[container]?.port;
  if (port === undefined) return undefined;
  const what = (argument: string) => `\`${name}\`: \`${pathOf(container, argument)}\``;
  const containerPort = checked(what("port"), port, wholeNumber(1, 65_535));
  if (container !== mainContainer) return { containerPort };
  const appProtocol = checkedIfGiven(
    what("appProtocol"),
    args.appProtocol,
    oneOf<string>("http", "http2", "grpc"),
  );
  return { name: portName, containerPort, appProtocol };
}

function ephemeralStorageOf(what: string, size: pulumi.Input<number> | undefined) {
  const sizeInGib = checkedIfGiven(what, size, wholeNumber(21, 200));
  return sizeInGib && { sizeInGib };
}

function runtimePlatformOf(what: string, architecture: pulumi.Input<string> | undefined) {
  const cpuArchitecture = checkedIfGiven(what, architecture, oneOf<string>("X86_64", "ARM64"));
  return cpuArchitecture && { operatingSystemFamily: "LINUX", cpuArchitecture };
}

function strategiesOf(
  what: string,
  strategies: readonly CapacityProviderArgs[] | undefined,
): Strategy[] | undefined {
  if (strategies === undefined) return undefined;
  if (strategies.length === 0) throw new pulumi.RunError(`${what} must have at least one capacity provider.`);
  const withBase = strategies.filter(({ base = 0 }) => isKnown(base) && base > 0);
  if (withBase.length > 1)
    throw new pulumi.RunError(`${what} must have a \`base\` for one capacity provider only.`);
  if (strategies.every(({ weight = 1 }) => weight === 0))
    throw new pulumi.RunError(`${what} must have a \`weight\` above 0 for one capacity provider.`);
  return strategies.map(({ capacityProvider, weight = 1, base = 0 }) => ({
    capacityProvider: checked(what, capacityProvider, oneOf<string>("FARGATE", "FARGATE_SPOT")),
    weight: checked(`${what}, \`weight\``, weight, wholeNumber(0, 1000)),
    base: checked(`${what}, \`base\``, base, wholeNumber(0, 100_000)),
  }));
}

function serviceConnectOf(
  name: string,
  { serviceConnect: part }: FargateServiceArgs,
  port: pulumi.Output<number> | undefined,
) {
  if (part === undefined) return undefined;
  const { namespace, dnsName } = part;
  if (dnsName === undefined || port === undefined) return { enabled: true, namespace };
  // Alias and port are always written: without them AWS makes a name that is documented in two ways.
  const clientAlias = {
    dnsName: checked(`\`${name}\`: \`serviceConnect.dnsName\``, dnsName, hostName),
    port,
  };
  const discoveryName =
    checkedIfGiven(`\`${name}\`: \`serviceConnect.discoveryName\``, part.discoveryName, cloudMapName) ??
    discoveryNameOf(name);
  return {
    enabled: true,
    namespace,
    services: [{ portName, discoveryName, clientAlias: [clientAlias] }],
  };
}

/**
 * The name in Cloud Map where none is given. It must be unique in the namespace: that of the component is, in its stack
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html). What is made of a name
 * of another form, such as one with capitals, tells which name it was.
 */
function discoveryNameOf(name: string): string {
  if (/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name)) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const plain = name.toLowerCase().replace(/[^a-z0-9_-]/g, "-");
  return `${plain.slice(-55)}-${digest}`.replace(/^-+/, "");
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html */
const cloudMapName = ofForm(
  /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  "a name in Cloud Map: at most 64 lower-case letters, digits, `_` and `-`, not beginning with `-`",
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html */
export const hostName = ofForm(
  /^[a-z0-9_.][a-z0-9_.-]{0,126}$/,
  "a host name of Service Connect: at most 127 lower-case letters, digits, `_`, `-` and `.`, not beginning with `-`",
);

function refuseMissingPort(name: string, args: FargateServiceArgs): void {
  const needs = (argument: string, other: string, words: string) => {
    throw new pulumi.RunError(`\`${name}\`: \`${argument}\` needs \`${other}\`${words}.`);
  };
  if (args.port === undefined) {
    const words = ", the port on which the container listens";
    if (args.serviceConnect?.dnsName !== undefined) needs("serviceConnect.dnsName", "port", words);
    if (args.targetGroupArn !== undefined) needs("targetGroupArn", "port", words);
    if (args.appProtocol !== undefined) needs("appProtocol", "port", words);
  }
  const { dnsName, discoveryName } = args.serviceConnect ?? {};
  if (dnsName === undefined && discoveryName !== undefined)
    needs("serviceConnect.discoveryName", "serviceConnect.dnsName", "");
  if (args.targetGroupArn === undefined && args.healthCheckGracePeriodSeconds !== undefined)
    needs("healthCheckGracePeriodSeconds", "targetGroupArn", "");
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function refuseExecuteCommandWithoutWrites(name: string, args: FargateServiceArgs): void {
  if (!args.enableExecuteCommand || args.readonlyRootFilesystem !== true) return;
  throw new pulumi.RunError(
    `\`${name}\`: \`enableExecuteCommand\` needs a file system that the container can write to; leave out \`readonlyRootFilesystem\`.`,
  );
}

/** Containers of a task: what a program says of them, and their definitions. */
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, oneOf, wholeNumber } from "../checks";
import type { SecretReference } from "./secrets";

/** How ECS asks a container whether it is healthy. */
export interface HealthCheckArgs {
  /** Command that ends with 0 in a healthy container: `CMD` and its words, or `CMD-SHELL` and a line for the shell. */
  command: pulumi.Input<pulumi.Input<string>[]>;
  /** Seconds between two checks, 5 to 300. Default: 30. */
  interval?: pulumi.Input<number>;
  /** Seconds after which a check has failed, 2 to 60. Default: 5. */
  timeout?: pulumi.Input<number>;
  /** Failed checks in a row that make it unhealthy, 1 to 10. Default: 3. */
  retries?: pulumi.Input<number>;
  /** Seconds from the start during which failed checks do not count, 0 to 300. Default: 0. */
  startPeriod?: pulumi.Input<number>;
}

/** A volume of the task in the file system of a container. */
export interface MountPointArgs {
  /** Name of the volume in `volumes`. */
  volume: pulumi.Input<string>;
  /** Path in the container. */
  containerPath: pulumi.Input<string>;
  /** Whether the container may only read it. Default: false. */
  readOnly?: pulumi.Input<boolean>;
}

/** A limit of the operating system. */
export interface UlimitArgs {
  /** Name of the limit, such as `nofile`. */
  name: pulumi.Input<string>;
  /** Limit at the start. */
  softLimit: pulumi.Input<number>;
  /** Limit to which the container may raise it. */
  hardLimit: pulumi.Input<number>;
}

/** What can be said of each container. */
export interface ContainerArgs {
  /** Image of the container. */
  image: pulumi.Input<string>;
  /** ARN of the secret in Secrets Manager with the credentials of a private registry other than ECR. */
  repositoryCredentials?: pulumi.Input<string>;
  /** Command of the container; without it that of the image. */
  command?: pulumi.Input<pulumi.Input<string>[]>;
  /** Entry point of the container; without it that of the image. */
  entryPoint?: pulumi.Input<pulumi.Input<string>[]>;
  /** Directory in which the command runs; without it that of the image. */
  workingDirectory?: pulumi.Input<string>;
  /** User, or `user:group`, that runs the command; without it that of the image. */
  user?: pulumi.Input<string>;
  /** Environment variables. */
  environment?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /**
   * Secrets by the name of their environment variable: names (`/shop/DATABASE_URL`) or ARNs of parameters in
   * Parameter Store, or ARNs of secrets in Secrets Manager, whose JSON key may follow (`<ARN>:password::`). Naming
   * one lets the execution role read it, and no other role.
   */
  secrets?: { [variable: string]: pulumi.Input<string> };
  /** How ECS asks whether it is healthy; without it the image's own check does not count. */
  healthCheck?: HealthCheckArgs;
  /** Whether the container cannot write to its file system outside of volumes. Default: false. */
  readonlyRootFilesystem?: pulumi.Input<boolean>;
  /** Volumes of the task that it sees. */
  mountPoints?: MountPointArgs[];
  /**
   * Containers of the same task after which it starts, and what they have to be: `START`, `COMPLETE`, `SUCCESS`
   * or `HEALTHY`.
   */
  dependsOnContainers?: { [container: string]: pulumi.Input<string> };
  /** Seconds between the signal to stop and the end, 0 to 120. Default: 30. */
  stopTimeout?: pulumi.Input<number>;
  /** Whether a process of its own reaps ended ones. Default: true with ECS Exec, else false. */
  initProcessEnabled?: pulumi.Input<boolean>;
  /** Limits of the operating system. */
  ulimits?: UlimitArgs[];
  /** Labels of the container. */
  dockerLabels?: pulumi.Input<{ [label: string]: pulumi.Input<string> }>;
}

/** A container beside the main one. */
export interface SidecarArgs extends ContainerArgs {
  /** Port on which it listens. */
  port?: pulumi.Input<number>;
  /** Whether the task stops when it does. Default: true. */
  essential?: pulumi.Input<boolean>;
  /** CPU units that are kept for it. */
  cpu?: pulumi.Input<number>;
  /** Memory in MiB at which it is stopped. */
  memory?: pulumi.Input<number>;
  /** Memory in MiB that is kept for it. */
  memoryReservation?: pulumi.Input<number>;
}

/** What a definition holds besides what its own arguments say. */
export interface Surroundings {
  /** Its secrets, by their variables. */
  readonly secrets: { readonly [variable: string]: pulumi.Output<SecretReference> };
  /** Its `logConfiguration`. */
  readonly logConfiguration: object;
  /** Whether ECS Exec is on. */
  readonly executeCommand: boolean;
}

/** Makes the definition of a container that has been checked. */
export type Definer = (surroundings: Surroundings) => object;

/** Containers of a task by their names, the main one first. */
export type Containers = Readonly<Record<string, ContainerArgs & Partial<SidecarArgs>>>;

/**
 * Checks a container.
 * @param what how messages call it, up to the name of an argument
 * @throws when an argument that is known cannot be
 */
export function definerOf(
  what: (argument: string) => string,
  name: string,
  containers: Containers,
  volumes: readonly string[],
  portMapping: object | undefined,
): Definer {
  const args = containers[name];
  if (args === undefined) throw new Error(`there is no container \`${name}\``);
  refuseVariableTwice(what, args);
  const healthCheck = healthCheckOf(what, args.healthCheck);
  const stopTimeout = checkedIfGiven(what("stopTimeout"), args.stopTimeout, wholeNumber(0, 120));
  const mountPoints = mountPointsOf(what, args.mountPoints, volumes);
  const dependsOn = dependenciesOf(what, name, containers);
  return ({ secrets, logConfiguration, executeCommand }) => ({
    name,
    image: args.image,
    essential: args.essential ?? true,
    command: args.command,
    entryPoint: args.entryPoint,
    workingDirectory: args.workingDirectory,
    user: args.user,
    environment: pulumi
      .output(args.environment ?? {})
      .apply((variables) => Object.entries(variables).map(([key, value]) => ({ name: key, value }))),
    secrets: Object.entries(secrets).map(([variable, { valueFrom }]) => ({ name: variable, valueFrom })),
    portMappings: portMapping === undefined ? [] : [portMapping],
    repositoryCredentials: args.repositoryCredentials && { credentialsParameter: args.repositoryCredentials },
    healthCheck,
    readonlyRootFilesystem: args.readonlyRootFilesystem,
    linuxParameters: linuxParameters(args.initProcessEnabled ?? (executeCommand ? true : undefined)),
    mountPoints,
    dependsOn,
    stopTimeout,
    ulimits: args.ulimits,
    dockerLabels: args.dockerLabels,
    cpu: args.cpu,
    memory: args.memory,
    memoryReservation: args.memoryReservation,
    logConfiguration,
  });
}

function linuxParameters(initProcessEnabled: pulumi.Input<boolean> | undefined) {
  return initProcessEnabled === undefined ? undefined : { initProcessEnabled };
}

/** ECS takes a name once. */
function refuseVariableTwice(what: (argument: string) => string, { environment, secrets }: ContainerArgs) {
  if (environment === undefined || pulumi.Output.isInstance(environment) || environment instanceof Promise)
    return;
  const twice = Object.keys(secrets ?? {}).find((variable) => Object.hasOwn(environment, variable));
  if (twice === undefined) return;
  throw new pulumi.RunError(`${what("environment")} has \`${twice}\`, which is in \`secrets\`, too.`);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
function healthCheckOf(what: (argument: string) => string, check: HealthCheckArgs | undefined) {
  if (check === undefined) return undefined;
  const argument = (key: string) => what(`healthCheck.${key}`);
  return {
    command: commandOf(argument("command"), check.command),
    interval: checked(argument("interval"), check.interval ?? 30, wholeNumber(5, 300)),
    timeout: checked(argument("timeout"), check.timeout ?? 5, wholeNumber(2, 60)),
    retries: checked(argument("retries"), check.retries ?? 3, wholeNumber(1, 10)),
    startPeriod: checkedIfGiven(argument("startPeriod"), check.startPeriod, wholeNumber(0, 300)),
  };
}

function commandOf(what: string, command: pulumi.Input<pulumi.Input<string>[]>) {
  const judged = (words: readonly unknown[]) => {
    const [first] = words;
    const isOne = first === "CMD" || first === "CMD-SHELL" || pulumi.Output.isInstance(first);
    if (!isOne || words.length < 2)
      throw new pulumi.RunError(
        `${what} must be \`CMD\` and the words of a command, or \`CMD-SHELL\` and a line.`,
      );
  };
  if (Array.isArray(command)) judged(command);
  return pulumi.output(command).apply((words) => {
    judged(words);
    return words;
  });
}

function mountPointsOf(
  what: (argument: string) => string,
  mountPoints: readonly MountPointArgs[] | undefined,
  volumes: readonly string[],
) {
  return mountPoints?.map(({ volume, containerPath, readOnly }) => ({
    sourceVolume: checked(what("mountPoints"), volume, (known) =>
      volumes.includes(known) ? undefined : "has a `volume` that is not in `volumes`",
    ),
    containerPath,
    readOnly: readOnly ?? false,
  }));
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
function dependenciesOf(what: (argument: string) => string, name: string, containers: Containers) {
  const argument = what("dependsOnContainers");
  const { dependsOnContainers } = containers[name] ?? {};
  if (dependsOnContainers === undefined) return undefined;
  return Object.entries(dependsOnContainers).map(([containerName, condition]) => {
    const other = Object.hasOwn(containers, containerName) ? containers[containerName] : undefined;
    if (other === undefined || containerName === name)
      throw new pulumi.RunError(
        `${argument} names \`${containerName}\`, which is no other container of the task.`,
      );
    const one = oneOf<string>("START", "COMPLETE", "SUCCESS", "HEALTHY");
    return {
      containerName,
      condition: checked(argument, condition, (known) => {
        if (known === "HEALTHY" && other.healthCheck === undefined)
          return `waits until \`${containerName}\` is healthy, which has no \`healthCheck\``;
        if ((known === "COMPLETE" || known === "SUCCESS") && (other.essential ?? true) === true)
          return `waits for the end of \`${containerName}\`, with which the task ends, too; set \`essential: false\` there`;
        return one(known);
      }),
    };
  });
}

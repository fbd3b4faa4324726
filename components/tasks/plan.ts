/** What the arguments of a task come to, checked before anything is registered. */
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, isKnown, oneOf, wholeNumber } from "../checks";
import { inOrder } from "../order";
import type { TaskArgs } from "./args";
import { type Containers, type Definer, definerOf } from "./containers";
import { refuseExecutionRole } from "./roles";
import { refuseOtherThanSecret, refuseOtherThanSecretArn } from "./secrets";
import { type TaskSize, taskSize } from "./size";
import { knownStatements, TaskRoleRules } from "./statements";
import { refuseVolumes } from "./volumes";

/** Name of the main container. */
export const mainContainer = "app";

/** A secret of a container. */
export interface PlannedSecret {
  readonly container: string;
  readonly variable: string;
  /** How messages call it. */
  readonly what: string;
  readonly text: pulumi.Input<string>;
}

/** A task whose known arguments are all right. */
export interface TaskPlan {
  readonly size: TaskSize;
  /** The containers of the task, the main one first. */
  readonly containers: ReadonlyMap<string, Definer>;
  readonly secrets: readonly PlannedSecret[];
  /** ARNs of secrets with credentials of registries. */
  readonly registrySecrets: readonly { readonly what: string; readonly text: pulumi.Input<string> }[];
  readonly rules: TaskRoleRules;
  readonly ephemeralStorage: { readonly sizeInGib: pulumi.Output<number> } | undefined;
  readonly runtimePlatform: object | undefined;
  readonly logRetentionInDays: pulumi.Output<number>;
}

/**
 * @param port how the main container's port is mapped, if it has one
 * @throws when an argument that is known cannot be
 */
export function planTask(name: string, args: TaskArgs, port?: object): TaskPlan {
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
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
          container === mainContainer ? port : portOf(what(pathOf(container, "port")), containers[container]),
        ),
      ]),
    ),
    secrets,
    registrySecrets,
    rules,
    ephemeralStorage: ephemeralStorageOf(what("ephemeralStorageInGiB"), args.ephemeralStorageInGiB),
    runtimePlatform: runtimePlatformOf(what, args),
    logRetentionInDays: checked(
      what("logRetentionInDays"),
      args.logRetentionInDays ?? 30,
      oneOf(...retentionsInDays),
    ),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 is for ever. */
const retentionsInDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function containersOf(name: string, args: TaskArgs): Containers {
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

function ephemeralStorageOf(what: string, size: pulumi.Input<number> | undefined) {
  const sizeInGib = checkedIfGiven(what, size, wholeNumber(21, 200));
  return sizeInGib && { sizeInGib };
}

function portOf(what: string, sidecar: Containers[string] | undefined) {
  const containerPort = checkedIfGiven(what, sidecar?.port, wholeNumber(1, 65_535));
  return containerPort && { containerPort };
}

function runtimePlatformOf(what: (argument: string) => string, args: TaskArgs) {
  const { cpuArchitecture: architecture, imagePlatforms: platforms } = args;
  if (architecture !== undefined && platforms !== undefined)
    throw new pulumi.RunError(
      `${what("cpuArchitecture")} and \`imagePlatforms\` exclude each other: the first platform tells the processor.`,
    );
  const cpuArchitecture =
    platforms === undefined
      ? checkedIfGiven(what("cpuArchitecture"), architecture, oneOf<string>("X86_64", "ARM64"))
      : architectureOf(what("imagePlatforms"), platforms);
  return cpuArchitecture && { operatingSystemFamily: "LINUX", cpuArchitecture };
}

/** A platform is `linux/arm64`, of which some have a variant behind it (https://github.com/containerd/platforms). */
function architectureOf(what: string, platforms: pulumi.Input<pulumi.Input<string>[]>) {
  const judged = ([first]: readonly unknown[]): string => {
    const processor =
      typeof first === "string" ? /^linux\/(amd64|arm64)(?:\/.+)?$/.exec(first)?.[1] : undefined;
    if (processor === undefined)
      throw new pulumi.RunError(`${what} must begin with \`linux/amd64\` or \`linux/arm64\`.`);
    return processor === "arm64" ? "ARM64" : "X86_64";
  };
  if (Array.isArray(platforms) && isKnown(platforms[0])) judged(platforms);
  return pulumi.output(platforms).apply(judged);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function refuseExecuteCommandWithoutWrites(name: string, args: TaskArgs): void {
  if (!args.enableExecuteCommand || args.readonlyRootFilesystem !== true) return;
  throw new pulumi.RunError(
    `\`${name}\`: \`enableExecuteCommand\` needs a file system that the container can write to; leave out \`readonlyRootFilesystem\`.`,
  );
}

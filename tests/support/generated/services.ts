/** Services on Fargate at random. */
import * as pulumi from "@pulumi/pulumi";
import type {
  CapacityProviderArgs,
  CommonServiceArgs,
  DeploymentArgs,
  FargateServiceArgs,
  MigrationArgs,
  SidecarArgs,
  VolumeArgs,
} from "ecs-guardrails-components";
import * as fc from "fast-check";
import { type BalancedDraft, balanced, deployments } from "./balancing";
import {
  type ContainerDraft,
  containerDrafts,
  type SidecarDraft,
  sidecarDrafts,
  volumeNames,
} from "./containers";
import type { SecretDraft } from "./secrets";
import type { Surroundings } from "./surroundings";
import { given, known, oneOf, perhaps, withoutAbsent } from "./values";

/** What is said of a service wherever it runs, and what is to be expected of it. */
export interface CommonDraft {
  readonly args: CommonServiceArgs;
  /** The secrets of all containers, each with the last parts of its finding ids. */
  readonly secrets: readonly { readonly id: string; readonly draft: SecretDraft }[];
  /** Chooses what is taken away from it where something is. */
  readonly choice: number;
}

/** AWS's own policies, whose documents the pack has. */
export const boundaries = ["AdministratorAccess", "PowerUserAccess"].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

/** Execution roles that are made elsewhere. */
export const roleElsewhere = "ecsTaskExecutionRole";
export const untouchedRole = "platform-tasks";

export function commonDrafts(surroundings: Surroundings): fc.Arbitrary<CommonDraft> {
  return fc.subarray([...volumeNames]).chain((volumes) =>
    fc
      .record({
        main: containerDrafts(surroundings, volumes),
        sidecars: fc.oneof(
          { weight: 3, arbitrary: fc.constant({}) },
          {
            weight: 2,
            arbitrary: fc.dictionary(
              fc.constantFrom("agent", "Log_router"),
              sidecarDrafts(surroundings, volumes),
              { minKeys: 1 },
            ),
          },
        ),
        order: fc.constantFrom("none", "none", "first", "last"),
        volumes: volumesOf(surroundings, volumes),
        size: sizes(surroundings),
        port: perhaps(oneOf(surroundings, 80, 8080)),
        own: fc.record({
          ephemeralStorageInGiB: perhaps(oneOf(surroundings, 21, 200)),
          autoscaling: perhaps(autoscalings(surroundings)),
          desiredCount: perhaps(oneOf(surroundings, 1, 3)),
          capacityProviderStrategy: perhaps(strategies(surroundings)),
          logRetentionInDays: perhaps(oneOf(surroundings, 0, 1, 3653)),
          waitForSteadyState: perhaps(known(fc.boolean())),
          migration: fc.constantFrom<MigrationArgs | undefined>(undefined, undefined, undefined, {
            command: ["migrate"],
            environment: { ONLY: "once" },
            secrets: { ADMIN: "/shop/ADMIN" },
            timeoutInMinutes: surroundings.later(5),
          }),
          enableExecuteCommand: perhaps(fc.boolean()),
          permissionsBoundaryArn: perhaps(fc.constantFrom(...boundaries)),
        }),
        processor: fc.constantFrom<Parts["processor"]>(
          {},
          { cpuArchitecture: "ARM64" },
          { cpuArchitecture: surroundings.later("X86_64") },
          { imagePlatforms: ["linux/arm64", "linux/amd64"] },
        ),
        deployment: deployments(surroundings, "none"),
        appProtocol: perhaps(oneOf(surroundings, "http", "http2", "grpc")),
        application: applications(surroundings),
        role: fc.constantFrom("own", "own", "own", "name elsewhere", "name of a made one", "ARN"),
        keys: fc.constantFrom("those", "those", "those", "all", "output"),
        choice: fc.nat(99),
      })
      .map(draftOf(surroundings)),
  );
}

type Parts = {
  main: ContainerDraft;
  sidecars: Record<string, SidecarDraft>;
  order: string;
  volumes: Record<string, VolumeArgs> | undefined;
  size: Pick<CommonServiceArgs, "cpu" | "memory">;
  port: pulumi.Input<number> | undefined;
  own: Record<string, unknown>;
  processor: Pick<CommonServiceArgs, "cpuArchitecture" | "imagePlatforms">;
  deployment: DeploymentArgs | undefined;
  appProtocol: pulumi.Input<string> | undefined;
  application: Pick<
    CommonServiceArgs,
    "taskRoleStatements" | "taskRoleMayReadParameters" | "taskRoleMayReadSecrets"
  >;
  role: string;
  keys: string;
  choice: number;
};

function draftOf(surroundings: Surroundings) {
  return ({
    main,
    sidecars,
    order,
    volumes,
    size,
    port,
    own,
    processor,
    deployment,
    appProtocol,
    application,
    role,
    keys,
    choice,
  }: Parts): CommonDraft => {
    const containers = { app: main, ...sidecars };
    const secrets = Object.entries(containers).flatMap(([container, draft]) => [
      ...Object.entries(draft.secrets).map(([name, secret]) => ({
        id: idOf(container, name),
        draft: secret,
      })),
      ...(draft.registry ? [{ id: idOf(container, "repository-credentials"), draft: draft.registry }] : []),
    ]);
    const args: CommonServiceArgs = {
      ...main.args,
      ...size,
      ...withoutAbsent({ ...own, deployment }),
      ...processor,
      ...(port !== undefined && withoutAbsent({ port, appProtocol })),
      ...application,
      ...(volumes && { volumes }),
      ...ordered(
        main.args,
        Object.fromEntries(Object.entries(sidecars).map(([name, draft]) => [name, draft.args])),
        order,
      ),
      ...roleOf(
        surroundings,
        role,
        keys,
        secrets.map(({ draft }) => draft),
      ),
    };
    // ECS Exec writes into the container.
    if (args.enableExecuteCommand) delete args.readonlyRootFilesystem;
    return { args, secrets, choice };
  };
}

function idOf(container: string, name: string): string {
  return `${container}/${name}`.toLowerCase();
}

/** The main container starts after its sidecars, or before. */
function ordered(
  main: ContainerDraft["args"],
  sidecars: Record<string, SidecarArgs>,
  order: string,
): Pick<CommonServiceArgs, "sidecars" | "dependsOnContainers"> {
  const names = Object.keys(sidecars);
  if (names.length === 0) return {};
  if (order === "first") {
    const condition = (sidecar: SidecarArgs) =>
      sidecar.healthCheck ? "HEALTHY" : sidecar.essential === false ? "SUCCESS" : "START";
    return {
      sidecars,
      dependsOnContainers: Object.fromEntries(
        Object.entries(sidecars).map(([name, sidecar]) => [name, condition(sidecar)]),
      ),
    };
  }
  if (order !== "last") return { sidecars };
  const app = main.healthCheck ? "HEALTHY" : pulumi.output("START");
  return {
    sidecars: Object.fromEntries(
      Object.entries(sidecars).map(([name, sidecar]) => [name, { ...sidecar, dependsOnContainers: { app } }]),
    ),
  };
}

function roleOf(
  surroundings: Surroundings,
  role: string,
  keys: string,
  secrets: readonly SecretDraft[],
): Pick<
  CommonServiceArgs,
  "executionRoleName" | "executionRoleArn" | "executionRoleMayReadSecrets" | "secretsKeyArns"
> {
  // The role that is left as it is reads what its declaration says, and has no key.
  const keysNeeded = new Set(secrets.flatMap(({ key }) => key ?? []));
  if (role === "ARN" && secrets.every(({ made }) => made === undefined))
    return {
      executionRoleArn: `arn:aws:iam::123456789012:role/platform/${untouchedRole}`,
      ...(secrets.length > 0 && { executionRoleMayReadSecrets: true }),
    };
  const all = keys === "all" && secrets.length > 0 ? (["own", "other"] as const) : [...keysNeeded];
  const arns = all.map((key) => surroundings.keyArn(key));
  return {
    ...(role === "name elsewhere" && { executionRoleName: roleElsewhere }),
    ...(role === "name of a made one" && { executionRoleName: surroundings.executionRoleName }),
    ...(arns.length > 0 && { secretsKeyArns: keys === "output" ? pulumi.output(arns) : arns }),
  };
}

function volumesOf(
  surroundings: Surroundings,
  names: readonly string[],
): fc.Arbitrary<Record<string, VolumeArgs> | undefined> {
  if (names.length === 0) return fc.constant(undefined);
  const place = fc.constantFrom(
    {},
    { accessPointId: surroundings.accessPointId },
    { rootDirectory: "/shop" },
  );
  const efs = fc
    .record({
      fileSystemId: fc.constantFrom<pulumi.Input<string>>("fs-0123456789abcdef0", surroundings.fileSystemId),
      place,
      readOnly: perhaps(fc.boolean()),
      iamAuthorization: perhaps(fc.boolean()),
    })
    .map(({ place: within, ...own }) => ({ efs: { ...within, ...withoutAbsent(own) } }));
  return fc
    .tuple(...names.map((name) => (name === "files" ? efs : fc.constant({}))))
    .map((volumes) => Object.fromEntries(names.map((name, index) => [name, volumes[index] ?? {}])));
}

function sizes(surroundings: Surroundings): fc.Arbitrary<Pick<CommonServiceArgs, "cpu" | "memory">> {
  const size = fc.constantFrom(
    [256, 512],
    [256, 2048],
    [1024, 3072],
    [8192, 20_480],
    [16_384, 122_880],
    [32_768, 61_440],
  );
  return size.chain(([cpu = 0, memory = 0]) =>
    fc
      .record({
        cpu: given(surroundings, fc.constant(cpu)),
        memory: given(surroundings, fc.constant(memory)),
        said: fc.constantFrom("nothing", "cpu", "both"),
      })
      .map(({ said, ...both }) => {
        if (said === "nothing") return {};
        // What may be new has to be given whole.
        return said === "both" || cpu > 16_384 ? both : { cpu: both.cpu };
      }),
  );
}

function autoscalings(surroundings: Surroundings) {
  const percent = perhaps(oneOf(surroundings, 1, 60, 100));
  return fc
    .record({
      minCapacity: oneOf(surroundings, 1, 2),
      maxCapacity: oneOf(surroundings, 2, 10),
      targetCpuUtilization: percent,
      targetMemoryUtilization: percent,
      scaleInCooldown: perhaps(oneOf(surroundings, 0, 600)),
      scaleOutCooldown: perhaps(oneOf(surroundings, 0, 600)),
      schedules: perhaps(
        fc.constant({
          morning: { schedule: "cron(0 8 * * ? *)", timezone: "Europe/Berlin", minCapacity: 2 },
          night: { schedule: "rate(1 day)", maxCapacity: surroundings.later(1) },
        }),
      ),
      queue: perhaps(
        fc
          .record({
            messagesPerTask: perhaps(oneOf(surroundings, 1, 100)),
            idleMinutes: perhaps(oneOf(surroundings, 60)),
          })
          .map((own) => ({ queueName: "shop", ...withoutAbsent(own) })),
      ),
    })
    .map(withoutAbsent);
}

function strategies(surroundings: Surroundings): fc.Arbitrary<CapacityProviderArgs[]> {
  const spot = fc
    .record({
      capacityProvider: known(fc.constant("FARGATE_SPOT")),
      weight: perhaps(oneOf(surroundings, 1, 1000)),
    })
    .map(withoutAbsent);
  const fargate = fc
    .record({
      capacityProvider: known(fc.constant("FARGATE")),
      weight: oneOf(surroundings, 0, 1),
      base: perhaps(oneOf(surroundings, 0, 2)),
    })
    .map(withoutAbsent);
  return fc.oneof(
    spot.map((only) => [only]),
    fc.tuple(spot, fargate),
  );
}

/** What the application itself does. */
function applications(surroundings: Surroundings): fc.Arbitrary<Parts["application"]> {
  const { region } = surroundings;
  const statement = fc.constantFrom<{ actions: string[]; resources: pulumi.Input<string>[] }>(
    { actions: ["ses:Send*"], resources: ["*"] },
    { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-files/*"] },
    { actions: ["s3:ListBucket"], resources: [surroundings.bucketArn] },
  );
  const plain = fc.array(statement, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: plain.map((taskRoleStatements) => ({ taskRoleStatements })) },
    { weight: 1, arbitrary: plain.map((list) => ({ taskRoleStatements: pulumi.output(list) })) },
    {
      weight: 1,
      arbitrary: fc.constant<Parts["application"]>({
        taskRoleMayReadSecrets: true,
        taskRoleStatements: [{ actions: ["secretsmanager:GetSecretValue"], resources: ["*"] }],
      }),
    },
    {
      weight: 1,
      arbitrary: fc.constant<Parts["application"]>({
        taskRoleMayReadParameters: true,
        taskRoleStatements: [
          {
            actions: ["ssm:GetParameter*"],
            resources: [`arn:aws:ssm:${region}:123456789012:parameter/shop/*`],
          },
        ],
      }),
    },
  );
}

/** A service by itself. */
export interface ServiceDraft extends CommonDraft {
  readonly args: Omit<FargateServiceArgs, "serviceConnect">;
  readonly way: BalancedDraft["way"] | "none";
  readonly part: Part;
  readonly place: Place;
}

/** What a service is in the namespace that those of its Region share. */
export const parts = ["none", "server", "client"] as const;
export type Part = (typeof parts)[number];

/** Where a component is in the program. */
export const places = ["program", "group", "group in a group"] as const;
export type Place = (typeof places)[number];

export function serviceDrafts(surroundings: Surroundings): fc.Arbitrary<ServiceDraft> {
  return fc
    .record({
      common: commonDrafts(surroundings),
      where: fc.record({
        cluster: fc.constantFrom<pulumi.Input<string>>(
          surroundings.cluster,
          `arn:aws:ecs:${surroundings.region}:123456789012:cluster/elsewhere`,
        ),
        subnets: fc.constantFrom<pulumi.Input<string[]>>(
          ["subnet-1", "subnet-2"],
          pulumi.output(["subnet-1", "subnet-2"]),
        ),
        securityGroups: perhaps(fc.constant<pulumi.Input<string>[]>([surroundings.securityGroupId])),
        assignPublicIp: perhaps(known(fc.boolean())),
      }),
      behind: perhaps(
        fc
          .record({
            balanced: balanced(surroundings),
            port: oneOf(surroundings, 80),
            healthCheckGracePeriodSeconds: perhaps(oneOf(surroundings, 60)),
            requests: perhaps(oneOf(surroundings, 1000)),
          })
          .chain((way) =>
            deployments(surroundings, way.balanced.way).map((deployment) => ({ ...way, deployment })),
          ),
      ),
      redeployOn: perhaps(oneOf(surroundings, "one").map((build) => ({ build }))),
      tags: perhaps(oneOf(surroundings, "shop").map((team) => ({ team }))),
      part: fc.constantFrom("none", ...parts),
      place: fc.constantFrom(...places),
    })
    .map(({ common, where, behind, redeployOn, tags, part, place }) => ({
      ...common,
      args: {
        ...common.args,
        ...withoutAbsent(where),
        ...(behind && waysOf(common.args, behind)),
        ...withoutAbsent({ redeployOn, tags }),
      },
      part,
      place,
      way: behind?.balanced.way ?? "none",
    }));
}

type Behind = {
  balanced: BalancedDraft;
  port: pulumi.Input<number>;
  healthCheckGracePeriodSeconds: pulumi.Input<number> | undefined;
  requests: pulumi.Input<number> | undefined;
  deployment: DeploymentArgs | undefined;
};

/** What a load balancer brings with it, so far as the rest of the service goes with that. */
function waysOf(
  { appProtocol, autoscaling }: CommonServiceArgs,
  { balanced: { loadBalancer, way }, port, healthCheckGracePeriodSeconds, requests, deployment }: Behind,
): Partial<FargateServiceArgs> {
  const needsTls = way === "application" && loadBalancer.domain === undefined && appProtocol !== undefined;
  const counts = way !== "given" && way !== "network" && (deployment?.strategy ?? "rolling") === "rolling";
  const { stickinessInSeconds: _, ...unbound } = loadBalancer;
  return {
    port,
    // One of two target groups can bind nobody to itself.
    loadBalancer: (deployment?.strategy ?? "rolling") === "rolling" ? loadBalancer : unbound,
    vpcId: "vpc-1",
    ...withoutAbsent({ healthCheckGracePeriodSeconds, deployment }),
    ...(needsTls && { appProtocol: "http" }),
    ...(autoscaling &&
      requests !== undefined &&
      counts && { autoscaling: { ...autoscaling, targetRequestsPerMinute: requests } }),
  };
}

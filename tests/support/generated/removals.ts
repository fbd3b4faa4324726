/** Takes away from components, by transforms, what they make; and tells what the policies must then find. */
import * as pulumi from "@pulumi/pulumi";
import {
  clientsAfterServers,
  loadBalancersReachTasks,
  readsSecrets,
  scheduledTasksMayRun,
  ssmGrant,
} from "../policy-names";
import type { ApplicationDraft } from "./applications";
import { type Region, regions, type Samples, samplesOf } from "./samples";
import type { CommonDraft, Place } from "./services";
import { Later, stoodFor } from "./surroundings";

/** In the first preview of a stack, or when all is known. */
export type Moment = "first" | "later";

/** What is taken from the grant of secrets. */
export const grantRemovals = ["document", "parameters", "secrets", "role", "keys"] as const;
export type GrantRemoval = (typeof grantRemovals)[number];

/** What is taken away in a Region, by the names of the services from which it is. */
export interface Removals {
  readonly grants: ReadonlyMap<string, GrantRemoval>;
  /** Of a client-only service: the server for which it does not wait any more. */
  readonly edges: ReadonlyMap<string, string>;
  /** Services that do not let their own load balancer in any more. */
  readonly admissions: ReadonlySet<string>;
  /** Schedules whose role may not start their task any more. */
  readonly starts: ReadonlySet<string>;
  /** All findings that follow. */
  readonly finds: readonly string[];
}

const fargateService = "ecs-guardrails-components:index:FargateService";
const groups: Record<Place, string> = {
  program: "",
  group: "test:index:Group$",
  "group in a group": "test:index:Group$test:index:Group$",
};

export function removalsIn(region: Region, seed: number, moment: Moment): Removals {
  const { services, applications, jobs }: Samples = samplesOf(stoodFor(region), region, seed);
  const grants = new Map<string, GrantRemoval>();
  const edges = new Map<string, string>();
  const admissions = new Set<string>();
  const starts = new Set<string>();
  const finds: string[] = [];
  const removeGrant = (
    name: string,
    draft: Pick<CommonDraft, "secrets" | "choice" | "args">,
    parents: string,
  ) => {
    const possible = possibleRemovals(draft, moment);
    const kind = possible[draft.choice % possible.length];
    if (kind === undefined) return;
    grants.set(name, kind);
    finds.push(...findingsWithout(kind, name, draft, `${parents}$`, moment));
  };
  for (const [name, draft] of Object.entries(services)) {
    const path = `${groups[draft.place]}${fargateService}`;
    removeGrant(name, draft, path);
    if (draft.way !== "application" && draft.way !== "network") continue;
    // A port that is not known may be any that is let in.
    if (moment === "first" && draft.args.port instanceof Later) continue;
    admissions.add(name);
    const balancer = draft.way === "network" ? `${name}-network` : name;
    finds.push(
      `${loadBalancersReachTasks} not-admitted/${balancer} ${path}$aws:ecs/service:Service::${name}`,
    );
  }
  for (const [name, { job, place, ...draft }] of Object.entries(jobs)) {
    const path = `${groups[place]}${components[job.kind]}`;
    removeGrant(name, { ...draft, args: job.args }, path);
    // What a role from elsewhere is passed on with is not known in a first preview, and may be any permission.
    const isOwn = job.args.executionRoleName === undefined && job.args.executionRoleArn === undefined;
    if (job.kind !== "schedule" || !isOwn) continue;
    starts.add(name);
    const schedule = `${path}$aws:scheduler/schedule:Schedule::${name}`;
    finds.push(
      `${scheduledTasksMayRun} run-task-not-permitted ${schedule}`,
      ...["execution", "task"].map(
        (role) => `${scheduledTasksMayRun} pass-role-not-permitted/${name}-${role} ${schedule}`,
      ),
    );
  }
  for (const [name, draft] of Object.entries(applications)) {
    const parents = `${groups[draft.place]}ecs-guardrails-components:index:ServiceConnectApplication$`;
    for (const [member, its] of Object.entries(draft.members)) {
      removeGrant(`${name}-${member}`, its, `${parents}${fargateService}`);
      const server = its.isCaller && !its.isServer ? lastServer(draft) : undefined;
      if (server === undefined) continue;
      edges.set(`${name}-${member}`, `${name}-${server}`);
      const client = `${parents}${fargateService}$aws:ecs/service:Service::${name}-${member}`;
      const id = `client-without-server/${name}-${server}`.toLowerCase();
      // One that is not known may be 0, of which no task calls anybody.
      const { desiredCount, autoscaling } = its.args;
      const isPresumed = moment === "first" && (desiredCount ?? autoscaling?.minCapacity) instanceof Later;
      finds.push(`${clientsAfterServers} ${id} ${client}${isPresumed ? " presumed" : ""}`);
    }
  }
  return { grants, edges, admissions, starts, finds };
}

/** The components of jobs, down to the one that has a task definition. */
const components = {
  schedule: "ecs-guardrails-components:index:ScheduledTask",
  worker: `ecs-guardrails-components:index:QueueWorker$${fargateService}`,
  once: "ecs-guardrails-components:index:OneOffTask",
};

/** A server that no other one waits for: a way around the edge to it there is not. */
function lastServer({ members }: ApplicationDraft): string | undefined {
  const servers = Object.entries(members).filter(([, { isServer }]) => isServer);
  const awaited = servers.flatMap(([, { calls }]) => calls);
  return servers.map(([name]) => name).find((name) => !awaited.includes(name));
}

/** Of a role of its own: what is granted to another one other components may grant as well. */
function possibleRemovals(
  { args, secrets }: Pick<CommonDraft, "args" | "secrets">,
  moment: Moment,
): GrantRemoval[] {
  const isOwn = args.executionRoleName === undefined && args.executionRoleArn === undefined;
  // An ARN that is not known makes the document one that presumably grants it, whatever is taken out of it.
  const isKnown =
    moment === "later" ||
    (!hasLater(args) && secrets.every(({ draft: { text } }) => !(text instanceof Later)));
  if (!isOwn || !isKnown || secrets.length === 0) return [];
  const services = new Set(secrets.map(({ draft: { service } }) => service));
  const hasKey = secrets.some(({ draft: { key } }) => key !== undefined);
  const keys: GrantRemoval[] = hasKey ? ["keys"] : [];
  // What is granted with a new key is not known either, and may be any read.
  if (moment === "first" && args.secretsKeyArns !== undefined) return keys;
  return ["document", "role", ...(services.size === 2 ? (["parameters", "secrets"] as const) : []), ...keys];
}

/** Whether containers have something that a first preview does not know; then it knows nothing of them. */
function hasLater(args: CommonDraft["args"]): boolean {
  const isLater = (value: unknown): boolean =>
    value instanceof Later ||
    (typeof value === "object" &&
      value !== null &&
      !pulumi.Output.isInstance(value) &&
      Object.values(value).some(isLater));
  return ofContainers.some((name) => isLater(args[name]));
}

/** The arguments of which container definitions are made, but for secrets. */
const ofContainers = [
  "appProtocol",
  "command",
  "dependsOnContainers",
  "dockerLabels",
  "entryPoint",
  "environment",
  "healthCheck",
  "image",
  "initProcessEnabled",
  "mountPoints",
  "port",
  "readonlyRootFilesystem",
  "sidecars",
  "stopTimeout",
  "ulimits",
  "user",
  "workingDirectory",
] as const;

function findingsWithout(
  kind: GrantRemoval,
  name: string,
  { secrets }: Pick<CommonDraft, "secrets">,
  parents: string,
  moment: Moment,
): string[] {
  const definition = `${parents}aws:ecs/taskDefinition:TaskDefinition::${name}`;
  const lost = secrets.filter(({ draft: { service, key } }) => {
    if (kind === "keys") return key !== undefined;
    if (kind === "parameters") return service === "ssm";
    return kind !== "secrets" || service === "secretsmanager";
  });
  const losesParameters = kind !== "keys" && lost.some(({ draft: { service } }) => service === "ssm");
  return [
    ...lost.map(({ id, draft: { made } }) => {
      const fault = kind === "keys" ? "secret-undecryptable" : "secret-unreadable";
      // AWS has not given its ARN yet.
      const isPresumed = moment === "first" && made !== undefined;
      return `${readsSecrets} ${fault}/${id} ${definition}${isPresumed ? " presumed" : ""}`;
    }),
    ...(losesParameters && kind === "role"
      ? [`${ssmGrant} task-role-only ${parents}aws:iam/rolePolicy:RolePolicy::${name}-secrets`]
      : []),
  ];
}

/** A transform that takes something from the grant of secrets of a service. */
export function withoutGrant(
  name: string,
  kind: GrantRemoval,
  taskRole: () => pulumi.Output<string>,
): pulumi.ResourceTransform {
  const harmless = statements([{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }]);
  const without = (service: string) => (document: string) => {
    const { Statement } = JSON.parse(document) as { Statement: { Action: string }[] };
    return statements(Statement.filter(({ Action }) => !Action.startsWith(`${service}:`)));
  };
  const change: Record<GrantRemoval, (policy: pulumi.Input<string>) => object> = {
    document: () => ({ policy: harmless }),
    keys: () => ({ policy: harmless }),
    parameters: (policy) => ({ policy: pulumi.output(policy).apply(without("ssm")) }),
    secrets: (policy) => ({ policy: pulumi.output(policy).apply(without("secretsmanager")) }),
    role: () => ({ role: taskRole() }),
  };
  const changed = `${name}-secrets${kind === "keys" ? "-keys" : ""}`;
  return ({ type, name: resource, props, opts }) =>
    type === "aws:iam/rolePolicy:RolePolicy" && resource === changed
      ? { props: { ...props, ...change[kind](props.policy) }, opts }
      : undefined;
}

function statements(Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** A transform that lets nobody in to the tasks of a service. */
export function withoutAdmission(name: string): pulumi.ResourceTransform {
  return ({ type, name: resource, props, opts }) =>
    type === "aws:ec2/securityGroup:SecurityGroup" && resource === name
      ? { props: { ...props, ingress: [] }, opts }
      : undefined;
}

/** A transform that lets the role of a schedule start nothing. */
export function withoutStart(name: string): pulumi.ResourceTransform {
  const harmless = statements([{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }]);
  return ({ type, name: resource, props, opts }) =>
    type === "aws:iam/rolePolicy:RolePolicy" && resource === `${name}-schedule`
      ? { props: { ...props, policy: harmless }, opts }
      : undefined;
}

/**
 * Makes a client wait for one server less: by `dependsOn`, and by what deploys it again. A transform that is inherited
 * from a component would change the properties and leave the edges (Pulumi 3.259).
 */
export function withoutEdge(client: string, server: string): pulumi.ResourceTransformation {
  return ({ type, name, props, opts }) => {
    if (name !== client) return undefined;
    if (type === "aws:ecs/service:Service") return { props: { ...props, triggers: { build: "1" } }, opts };
    if (type !== fargateService) return undefined;
    const awaited = [opts.dependsOn ?? []].flat() as pulumi.Resource[];
    const dependsOn = awaited.filter((resource) => logicalName(resource) !== server);
    return { props: { ...props, redeployOn: undefined }, opts: { ...opts, dependsOn } };
  };
}

/** The SDK keeps it where its types do not show it; the URN is not known so early. */
function logicalName(resource: pulumi.Resource): unknown {
  return Reflect.get(resource, "__name");
}

/** What is taken away everywhere. */
export function allRemovals(seed: number, moment: Moment): Removals[] {
  return (Object.keys(regions) as Region[]).map((region) => removalsIn(region, seed, moment));
}

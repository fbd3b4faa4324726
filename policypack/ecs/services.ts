/** ECS services and their part in Service Connect. */
import type { Answer } from "../iam/answers";
import { Called } from "../stack/called";
import { type Endpoint, endpointOf } from "../service-connect/endpoints";
import { named } from "../verdicts/findings";
import { type Namespace, Namespaces } from "../service-connect/namespaces";
import type { Graph, Resource } from "../stack/resources";
import { SecretUseReader, type SecretUses } from "../secrets/secret-uses";
import { type TaskDefinition, taskDefinitionType } from "./task-definitions";
import {
  count,
  holdsUnknown,
  knownOr,
  list,
  object,
  read,
  sourceOf,
  sourceUrns,
  text,
  truth,
} from "../stack/values";

const serviceType = "aws:ecs/service:Service";

/** What a service is in Service Connect (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html). */
export type Part =
  | { readonly kind: "none" }
  | { readonly kind: "client-only" }
  | { readonly kind: "client-server"; readonly endpoints: readonly Endpoint[] }
  /** In Service Connect or not, client or server: not known; the reason completes "it cannot be told …". */
  | { readonly kind: "undetermined"; readonly reason: string };

export interface Service {
  readonly resource: Resource;
  readonly part: Part;
  readonly namespace: Namespace;
  /** Whether AWS has the service already. */
  readonly exists: boolean;
  /** Whether a value that has lost its edges may hide what the service waits for. */
  readonly mayWaitUnseen: boolean;
  /** Whether this preview shows that one that exists gets a new deployment. */
  readonly redeployed: Answer;
  readonly desiredCount: number | undefined;
  readonly waitsForSteadyState: boolean;
  /** Whether this operation leaves the service out (`--target`): AWS does not have it. */
  readonly leftOut: boolean;
  readonly taskDefinition: TaskDefinition | undefined;
  /** Presumed where the way to the task definition leads through a packaged component. */
  readonly taskDefinitionCertainty: "proven" | "presumed";
  /** Secrets for the log driver of its proxy. */
  readonly secrets: SecretUses;
}

/** The names of services, as a list in a sentence. */
export function namesOf(services: readonly Service[]): string {
  return named([...new Set(services.map(({ resource }) => resource.name))]);
}

/** For lists in an order that does not depend on that of the program. */
export function byUrn({ resource: one }: Service, { resource: other }: Service): number {
  return one.urn < other.urn ? -1 : 1;
}

/** The services of the stack that are, or may be, in Service Connect. */
export function services(graph: Graph, taskDefinitions: readonly TaskDefinition[]): Service[] {
  const namespaces = new Namespaces(graph);
  const definitions = new Definitions(graph, taskDefinitions);
  const leftOut = graph.leftOut.filter(({ type }) => type === serviceType);
  return [...graph.ofType(serviceType), ...leftOut].flatMap((resource) => {
    const namespace = namespaces.ofService(resource);
    const part = partOf(resource, namespace);
    if (part.kind === "none") return [];
    return {
      resource,
      part,
      namespace,
      exists: read(resource, "outputs", ["id"], text).kind === "known",
      mayWaitUnseen: Object.entries(resource.inputs).some(
        ([property, value]) => holdsUnknown(value) && sourceOf(resource, property).kind === "elsewhere",
      ),
      redeployed: redeployed(resource),
      desiredCount: knownOr(read(resource, "inputs", ["desiredCount"], count), undefined),
      waitsForSteadyState: knownOr(read(resource, "inputs", ["waitForSteadyState"], truth), false),
      leftOut: leftOut.includes(resource),
      ...definitions.of(resource),
      secrets: secretsOf(resource),
    };
  });
}

/**
 * A change of one of these starts a deployment
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html). What is not known is about
 * to change; whether what is known is another value than before a preview does not show.
 */
export const startsDeployment = [
  "taskDefinition",
  "serviceConnectConfiguration",
  "networkConfiguration",
  "loadBalancers",
  "serviceRegistries",
  "volumeConfiguration",
  "platformVersion",
  "capacityProviderStrategies",
];

function redeployed(resource: Resource): Answer {
  if (startsDeployment.some((property) => holdsUnknown(resource.inputs[property]))) return "yes";
  const forced = read(resource, "inputs", ["forceNewDeployment"], truth);
  if (forced.kind === "absent" || (forced.kind === "known" && !forced.value)) return "no";
  // Whenever anything about the service changes the provider asks for a deployment, the first time for that, too.
  return forced.kind === "known" && holdsUnknown(resource.inputs.triggers) ? "yes" : "cannot tell";
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html */
function secretsOf(resource: Resource): SecretUses {
  const property = "serviceConnectConfiguration";
  const reader = new SecretUseReader(resource, property, sourceOf(resource, property));
  const configuration = knownOr(read(resource, "inputs", [property], object), undefined);
  const log = configuration && reader.part(configuration.logConfiguration, object, "logConfiguration");
  if (log) reader.logOptions(log, "service-connect", "logConfiguration");
  return reader;
}

function partOf(resource: Resource, namespace: Namespace): Part {
  const property = "serviceConnectConfiguration";
  const configuration = read(resource, "inputs", [property], object);
  const unclear = (what: string, fault: string): Part => {
    return {
      kind: "undetermined",
      reason: `${what} ${fault === "unknown" ? "is not known before the update" : fault}`,
    };
  };
  switch (configuration.kind) {
    case "absent":
      return { kind: "none" };
    case "unknown":
      return unclear(`\`${property}\``, "unknown");
    case "malformed":
      return unclear(`\`${property}\``, `is not ${configuration.expected}`);
  }
  const enabled = read(resource, "inputs", [property, "enabled"], truth);
  if (enabled.kind === "unknown") return unclear(`\`${property}.enabled\``, "unknown");
  if (enabled.kind === "malformed") return unclear(`\`${property}.enabled\``, `is not ${enabled.expected}`);
  if (enabled.kind === "absent" || !enabled.value) return { kind: "none" };
  const offered = read(resource, "inputs", [property, "services"], list);
  if (offered.kind === "unknown") return unclear(`\`${property}.services\``, "unknown");
  if (offered.kind === "malformed") return unclear(`\`${property}.services\``, `is not ${offered.expected}`);
  if (offered.kind === "absent" || offered.value.length === 0) return { kind: "client-only" };
  return {
    kind: "client-server",
    endpoints: offered.value.map((entry) => endpointOf(resource, entry, namespace)),
  };
}

/** The task definitions by what a service may call them. */
class Definitions {
  private readonly byUrn: ReadonlyMap<string, TaskDefinition>;
  private readonly called: Called;

  constructor(
    private readonly graph: Graph,
    definitions: readonly TaskDefinition[],
  ) {
    this.byUrn = new Map(definitions.map((definition) => [definition.resource.urn, definition]));
    this.called = new Called(graph, { [taskDefinitionType]: ["arn", "arnWithoutRevision", "family"] });
    for (const { resource } of definitions) {
      // `family:revision` stands at the end of the ARN.
      const arn = read(resource, "outputs", ["arn"], text);
      if (arn.kind === "known") this.called.add(arn.value.replace(/^.*\//, ""), resource);
    }
  }

  of(service: Resource): Pick<Service, "taskDefinition" | "taskDefinitionCertainty"> {
    const property = "taskDefinition";
    const named = read(service, "inputs", [property], text);
    if (named.kind === "known") {
      const only = this.called.only(service, property, named.value);
      return { taskDefinition: only && this.byUrn.get(only.urn), taskDefinitionCertainty: "proven" };
    }
    const only = this.graph.onlyBehind(sourceUrns(named), taskDefinitionType);
    return {
      taskDefinition: only && this.byUrn.get(only.resource.urn),
      taskDefinitionCertainty: only?.packaged ? "presumed" : "proven",
    };
  }
}

/** ECS services. */
import type { Answer } from "../iam/answers";
import type { Graph } from "../stack/graph";
import { holdsUnknown } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { serviceType } from "../stack/types";
import { count, existsAlready, hasLostEdges, knownOr, read, text, truth } from "../stack/values";
import { named } from "../verdicts/wording";
import type { CalledDefinitions } from "./called-definitions";
import type { TaskDefinition } from "./task-definitions";

export interface Service {
  readonly resource: Resource;
  /** Whether AWS has the service already. */
  readonly exists: boolean;
  /** Whether a value of it, or of its task definition, that has lost its edges may hide what it waits for. */
  readonly mayWaitUnseen: boolean;
  /** Whether this preview shows that one that exists gets a new deployment. */
  readonly redeployed: Answer;
  readonly desiredCount: number | undefined;
  /** Whether the program says how many tasks it runs, and that is not known: it may run none. */
  readonly desiredCountIsOpen: boolean;
  readonly waitsForSteadyState: boolean;
  /** Whether this operation leaves the service out (`--target`): AWS does not have it. */
  readonly leftOut: boolean;
  readonly taskDefinition: TaskDefinition | undefined;
  /** Presumed where the way to the task definition leads through a packaged component. */
  readonly taskDefinitionCertainty: "proven" | "presumed";
}

/** The names of services, as a list in a sentence. */
export function namesOf(services: readonly Service[]): string {
  return named([...new Set(services.map(({ resource }) => resource.name))]);
}

/** For lists in an order that does not depend on that of the program. */
export function byUrn({ resource: one }: Service, { resource: other }: Service): number {
  return one.urn < other.urn ? -1 : 1;
}

/** The services of the stack, those that this operation leaves out among them. */
export function services(graph: Graph, definitions: CalledDefinitions): Service[] {
  const leftOut = graph.leftOut.filter(({ type }) => type === serviceType);
  return [...graph.ofType(serviceType), ...leftOut].map((resource) => {
    const desiredCount = read(resource, "inputs", ["desiredCount"], count);
    const meant = definitionOf(definitions, resource);
    const definition = meant.taskDefinition?.resource;
    return {
      resource,
      exists: existsAlready(resource),
      mayWaitUnseen: hasLostEdges(resource) || (definition !== undefined && hasLostEdges(definition)),
      redeployed: redeployed(resource),
      desiredCount: knownOr(desiredCount, undefined),
      desiredCountIsOpen: desiredCount.kind === "unknown",
      waitsForSteadyState: knownOr(read(resource, "inputs", ["waitForSteadyState"], truth), false),
      leftOut: leftOut.includes(resource),
      ...meant,
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

function definitionOf(
  definitions: CalledDefinitions,
  service: Resource,
): Pick<Service, "taskDefinition" | "taskDefinitionCertainty"> {
  const property = "taskDefinition";
  const { definition, certainty } = definitions.meant(
    service,
    property,
    read(service, "inputs", [property], text),
  );
  return { taskDefinition: definition, taskDefinitionCertainty: certainty };
}

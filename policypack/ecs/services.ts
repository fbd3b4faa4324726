/** ECS services. */
import type { Answer } from "../iam/answers";
import type { Graph } from "../stack/graph";
import { holdsUnknown } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { serviceType } from "../stack/types";
import { count, existsAlready, knownOr, read, sourceOf, text, truth } from "../stack/values";
import { named } from "../verdicts/wording";
import type { CalledDefinitions } from "./called-definitions";
import type { TaskDefinition } from "./task-definitions";

export interface Service {
  readonly resource: Resource;
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
  return [...graph.ofType(serviceType), ...leftOut].map((resource) => ({
    resource,
    exists: existsAlready(resource),
    mayWaitUnseen: hasLostEdges(resource),
    redeployed: redeployed(resource),
    desiredCount: knownOr(read(resource, "inputs", ["desiredCount"], count), undefined),
    waitsForSteadyState: knownOr(read(resource, "inputs", ["waitForSteadyState"], truth), false),
    leftOut: leftOut.includes(resource),
    ...definitionOf(definitions, resource),
  }));
}

/** Whether a value of a resource is not known, and nothing tells what it comes from. */
export function hasLostEdges(resource: Resource): boolean {
  return Object.entries(resource.inputs).some(
    ([property, value]) => holdsUnknown(value) && sourceOf(resource, property).kind === "elsewhere",
  );
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

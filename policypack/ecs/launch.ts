/** On what tasks run: on Fargate only their own roles count, elsewhere the instance's role may do some of it. */
import type { Answer } from "../iam/answers";
import { addTo } from "../stack/lists";
import type { Resource } from "../stack/resources";
import { expressServiceType } from "../stack/types";
import { interpret, list, object, read, sourceOf, text } from "../stack/values";
import type { Service } from "./services";
import type { TaskDefinition } from "./task-definitions";

export interface Launch {
  /** Whether tasks of this stack run on Fargate, or can run nowhere else. */
  readonly onFargate: Answer;
  /** Whether AWS holds the task definition against the rules of Fargate. */
  readonly forFargate: Answer;
}

/** @param services those of the stack */
export function launchOf({ resource }: TaskDefinition, services: readonly Service[]): Launch {
  if (resource.type === expressServiceType) return { onFargate: "yes", forFargate: "yes" };
  const forFargate = demandsFargate(resource);
  if (forFargate.only) return { onFargate: forFargate.answer, forFargate: forFargate.answer };
  const started = (byDefinition(services).get(resource) ?? []).map(isOnFargate);
  const onFargate = started.includes("yes") ? "yes" : started.includes("cannot tell") ? "cannot tell" : "no";
  return { onFargate, forFargate: forFargate.answer };
}

const grouped = new WeakMap<readonly Service[], ReadonlyMap<Resource, readonly Service[]>>();

/** The services that are made, by task definition: each definition asks for its own. */
function byDefinition(services: readonly Service[]): ReadonlyMap<Resource, readonly Service[]> {
  const known = grouped.get(services);
  if (known) return known;
  const found = new Map<Resource, Service[]>();
  for (const service of services) {
    if (service.taskDefinition && !service.leftOut) addTo(found, service.taskDefinition.resource, service);
  }
  grouped.set(services, found);
  return found;
}

/** Whether the tasks of a service run on Fargate: what the service says goes before its task definition. */
export function startsOnFargate(service: Service): Answer {
  const { resource, taskDefinition } = service;
  const saysSo = ["launchType", "capacityProviderStrategies"].some(
    (property) => resource.inputs[property] !== undefined && resource.inputs[property] !== null,
  );
  if (saysSo || !taskDefinition) return isOnFargate(service);
  if (taskDefinition.resource.type === expressServiceType) return "yes";
  const { answer, only } = demandsFargate(taskDefinition.resource);
  // Then the cluster decides, or what AWS takes without it: EC2.
  return only || answer === "no" ? answer : "cannot tell";
}

/** What `requiresCompatibilities` says, and whether tasks can then run nowhere else. */
function demandsFargate(resource: Resource): { readonly answer: Answer; readonly only: boolean } {
  const property = "requiresCompatibilities";
  const listed = read(resource, "inputs", [property], list);
  if (listed.kind === "absent" || listed.kind === "malformed") return { answer: "no", only: false };
  if (listed.kind === "unknown") return { answer: "cannot tell", only: true };
  const source = sourceOf(resource, property);
  const members = listed.value.map((member) => interpret(member, text, source));
  const isFargate = members.map((member) => member.kind === "known" && member.value === "FARGATE");
  if (members.some(({ kind }) => kind === "unknown")) return { answer: "cannot tell", only: true };
  return { answer: isFargate.includes(true) ? "yes" : "no", only: isFargate.every(Boolean) };
}

/**
 * Whether a service runs its tasks on Fargate, as far as the service itself says
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html).
 */
export function isOnFargate({ resource }: Service): Answer {
  const launchType = read(resource, "inputs", ["launchType"], text);
  if (launchType.kind === "unknown") return "cannot tell";
  if (launchType.kind === "known") return launchType.value === "FARGATE" ? "yes" : "no";
  const property = "capacityProviderStrategies";
  const strategies = read(resource, "inputs", [property], list);
  if (strategies.kind === "unknown") return "cannot tell";
  if (strategies.kind !== "known") return "no";
  const source = sourceOf(resource, property);
  const providers = strategies.value.map((entry) => {
    const strategy = interpret(entry, object, source);
    return strategy.kind === "known" ? interpret(strategy.value.capacityProvider, text, source) : strategy;
  });
  if (providers.some(({ kind }) => kind === "unknown")) return "cannot tell";
  const onFargate = providers.some(
    (provider) => provider.kind === "known" && /^FARGATE(_SPOT)?$/.test(provider.value),
  );
  return onFargate ? "yes" : "no";
}

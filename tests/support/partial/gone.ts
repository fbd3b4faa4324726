/** Words for which values are unknown: of which resources, by their types and by where they stand to a finding's. */
import type { Gone } from "./blanking";
import type { Relation } from "./relations";
import { isNumber, namesIn, type Verdict } from "./verdicts";

/** Tells of a value that is unknown whether it is one that a verdict may depend on. */
export type Test = (gone: Gone, of: Subject) => boolean;

/** Of what is asked whether it depends on a value. */
export interface Subject {
  readonly verdict: Verdict;
  /** Where the value's resource stands to that of the verdict. */
  readonly relation: Relation;
  /** The types of what both are, or use. */
  readonly shared: ReadonlySet<string>;
}

export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
export const service = "aws:ecs/service:Service";
export const expressService = "aws:ecs/expressGatewayService:ExpressGatewayService";
export const cluster = "aws:ecs/cluster:Cluster";
export const role = "aws:iam/role:Role";

export function anyOf(...tests: readonly Test[]): Test {
  return (gone, of) => tests.some((test) => test(gone, of));
}

/** Of the verdict's own resource any of these properties, or all where none are named. */
export function own(...properties: readonly string[]): Test {
  return (gone, { verdict, relation }) =>
    relation === "own" && isOneOf(gone, properties) && isOfNamed(gone, verdict);
}

/** The same of resources of some types that the verdict's uses. */
export function used(types: string | readonly string[], ...properties: readonly string[]): Test {
  return (gone, { relation }) => relation === "used" && isOf(gone, types, properties);
}

/** The same where one of both uses the other, or is it. */
export function linked(types: string | readonly string[], ...properties: readonly string[]): Test {
  return (gone, { relation }) => ["own", "used", "user"].includes(relation) && isOf(gone, types, properties);
}

/** The same where one of both uses the other, or both use something. */
export function near(types: string | readonly string[], ...properties: readonly string[]): Test {
  return (gone, { relation }) => relation !== "apart" && isOf(gone, types, properties);
}

/** The same of what the verdict's resource uses, and of what belongs to one of a type that it uses. */
export function about(
  type: string,
  types: string | readonly string[],
  ...properties: readonly string[]
): Test {
  return (gone, { relation, shared }) =>
    (relation === "used" || (relation !== "apart" && shared.has(type))) && isOf(gone, types, properties);
}

/** The same of any in the stack: some are found by names alone, and some by what they are not. */
export function anywhere(types: string | readonly string[], ...properties: readonly string[]): Test {
  return (gone) => isOf(gone, types, properties);
}

function isOf(gone: Gone, types: string | readonly string[], properties: readonly string[]): boolean {
  return [types].flat().includes(gone.resource.type) && isOneOf(gone, properties);
}

function isOneOf({ path: [property] }: Gone, properties: readonly string[]): boolean {
  return properties.length === 0 || properties.includes(property);
}

/** Whether a part of a list is that which an id names: of another volume or entry nothing follows for this one. */
function isOfNamed({ path, resource }: Gone, verdict: Verdict): boolean {
  const names = namesIn(verdict);
  const [property, at, entry] = path;
  const place = property === "serviceConnectConfiguration" && at === "services" ? entry : at;
  if (typeof place !== "number" || names.length === 0) return true;
  if (property === "volumes") {
    const volumes = resource.inputs?.volumes;
    const volume = Array.isArray(volumes) ? JSON.stringify(volumes[place]).toLowerCase() : "";
    return names.some((name) => volume.includes(name) || isNumber(name));
  }
  const isNumbered = ["loadBalancers", "serviceConnectConfiguration"].includes(property);
  const [name = ""] = names;
  return !isNumbered || !/^\d+$/.test(name) || place === Number(name) - 1;
}

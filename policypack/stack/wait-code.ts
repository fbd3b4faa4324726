/** Code that a message offers to make a resource wait for others. */
import { variableName } from "../code/names";
import { distinct, type Printer, pasted, type Reference } from "../code/tree";
import { groupBy } from "../verdicts/groups";
import { mostNames } from "../verdicts/wording";
import type { Graph } from "./graph";
import { listOf } from "./labels";
import type { Resource } from "./resources";
import { packagedTypes, serviceType } from "./types";

/** A resource that is to wait for others, and what it can wait for. */
export interface Waiter {
  readonly graph: Graph;
  readonly waiting: Resource;
  /** Whether it can wait for all that is in a component. */
  canAwait(component: Resource): boolean;
  /** Whether another resource comes after something in a component. */
  comesAfterInside(component: Resource, other: Resource): boolean;
}

/** What makes a resource wait for others, after the word "make". */
export function waitCode(waiter: Waiter, awaited: readonly Resource[], code: Printer): string[] {
  const { waiting } = waiter;
  const names = new Names(awaited);
  const named = distinct(awaited.slice(0, mostNames).map((one) => codeFor(waiter, one, names)));
  const more = Math.max(awaited.length - mostNames, 0);
  const { text, ofComponent } = optionsOf(waiter, awaited);
  const closed = awaited.filter((one) => closedAround(waiter, one) !== undefined);
  const given = groupBy(closed, (one) => closedAround(waiter, one)?.urn ?? "").map(
    (group) =>
      `To wait for all of component \`${closedAround(waiter, group[0])?.name}\` would not do: let it give out ${listOf(group)} as a property.`,
  );
  return [
    `\`${waiting.name}\` wait. ${code.isOrdered ? "Declare what it waits for above it, and add that" : "Add what it waits for"} to the \`${code.property("dependsOn")}\` of ${text}:`,
    ...pasted(code, { kind: "dependsOn", awaited: named, more, ofComponent }),
    ...given,
  ];
}

/** Whose options: a component cannot wait for what is inside it, nor for what comes after that. */
function optionsOf(
  { graph, waiting, comesAfterInside }: Waiter,
  awaited: readonly Resource[],
): { readonly text: string; readonly ofComponent: boolean } {
  const component = graph.ancestors(waiting).find(isComponent);
  if (!component) return { text: "its options", ofComponent: false };
  const canWait = awaited.every(
    (other) => !graph.ancestors(other).includes(component) && !comesAfterInside(component, other),
  );
  const around = `component \`${component.name}\` around it`;
  if (packagedTypes.test(component.type)) return { text: around, ofComponent: true };
  return { text: canWait ? `its options, or of ${around}` : "its options", ofComponent: false };
}

/** What variables resources would be in, if each had that of its name. */
export class Names {
  private readonly byVariable = new Map<string, Set<string>>();

  constructor(resources: readonly Resource[]) {
    for (const { name } of resources) {
      const variable = variableName(name);
      this.byVariable.set(variable, (this.byVariable.get(variable) ?? new Set()).add(name));
    }
  }

  /** Whether another name would be in the same variable. */
  isTaken(name: string): boolean {
    return (this.byVariable.get(variableName(name))?.size ?? 0) > 1;
  }

  /** What tells a name apart from those before it that would be in the same variable: nothing, 2, 3 and so on. */
  numberOf(name: string): string {
    const index = [...(this.byVariable.get(variableName(name)) ?? [])].indexOf(name);
    return index > 0 ? `${index + 1}` : "";
  }
}

function codeFor(waiter: Waiter, awaited: Resource, names: Names): Reference {
  const around = closedAround(waiter, awaited);
  const named = reachable(waiter, awaited);
  const suffix = suffixFor(waiter, named, names) + names.numberOf(named.name);
  return {
    kind: "reference",
    name: named.name,
    ...(suffix !== "" && { suffix }),
    ...(around && { inside: around.name }),
    path: [],
  };
}

/** Where other resources go by the same name it says what it is, for a program has one variable of a name. */
function suffixFor(waiter: Waiter, { name, type, provider }: Resource, names: Names): string {
  if (provider === undefined || type === serviceType) return "";
  const isTaken = waiter.graph.named(name).some((other) => other.type !== type) || names.isTaken(name);
  return isTaken ? type.slice(type.lastIndexOf(":") + 1) : "";
}

/** The outermost component around a resource that a program can name, where the resource itself must be given out by it. */
function closedAround(waiter: Waiter, awaited: Resource): Resource | undefined {
  const around = componentsAround(waiter, awaited).at(-1);
  return around === undefined || reachable(waiter, awaited) === around ? undefined : around;
}

/**
 * What is waited for, to wait for a resource: the outermost component around it that can be waited for, or the resource
 * itself.
 */
export function reachable(waiter: Waiter, resource: Resource): Resource {
  const ancestors = waiter.graph.ancestors(resource);
  // Who waits for a component does not wait for the children of a custom resource inside it.
  const custom = ancestors.findIndex(({ provider }) => provider !== undefined);
  const inside = custom < 0 ? ancestors : ancestors.slice(0, custom);
  return (
    componentsAround(waiter, resource)
      .filter((one) => inside.includes(one) && waiter.canAwait(one))
      .at(-1) ?? resource
  );
}

/** The components around a resource that are not around the waiting one, too. */
function componentsAround({ graph, waiting }: Waiter, resource: Resource): Resource[] {
  const shared = graph.ancestors(waiting);
  return graph.ancestors(resource).filter((one) => isComponent(one) && !shared.includes(one));
}

function isComponent({ provider, type }: Resource): boolean {
  return provider === undefined && type !== "pulumi:pulumi:Stack";
}

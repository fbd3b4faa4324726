/** How the resources of a known stack hang together, by edges and by what they name. */
import type { SeenResource } from "../pack";
import { isNaming } from "./blanking";

/**
 * Where a resource stands to one of which something is said: it is that one, is used by it, uses it, uses something that
 * it uses as well, or none of these. Around is used what is inside.
 */
export type Relation = "own" | "used" | "user" | "beside" | "apart";

export class Relations {
  private readonly used = new Map<string, ReadonlySet<string>>();

  constructor(private readonly resources: readonly SeenResource[]) {}

  /** Of the first to the second, by URNs. */
  of(urn: string, to: string): Relation {
    if (urn === to) return "own";
    const [from, there] = [this.allUsedBy(urn), this.allUsedBy(to)];
    if (there.has(urn)) return "used";
    if (from.has(to)) return "user";
    return [...from].some((other) => there.has(other)) ? "beside" : "apart";
  }

  /** The types of what both are, or use. */
  shared(urn: string, to: string): ReadonlySet<string> {
    const [from, there] = [this.allUsedBy(urn), this.allUsedBy(to)];
    const isShared = ({ urn: one }: SeenResource) =>
      (one === urn || from.has(one)) && (one === to || there.has(one));
    return new Set(this.resources.filter(isShared).map(({ type }) => type));
  }

  private allUsedBy(urn: string): ReadonlySet<string> {
    const found = this.used.get(urn);
    if (found) return found;
    const all = new Set<string>();
    const open = [urn];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const other of this.usedBy(next).filter((each) => !all.has(each))) {
        all.add(other);
        open.push(other);
      }
    this.used.set(urn, all);
    return all;
  }

  private usedBy(urn: string): string[] {
    const resource = this.resources.find((each) => each.urn === urn);
    if (!resource) return [];
    const text = JSON.stringify(resource.inputs ?? {});
    const isUsed = ({ urn: other, parent, outputs }: SeenResource) =>
      parent === urn ||
      resource.dependencies.includes(other) ||
      Object.values(outputs).some(
        (value) => typeof value === "string" && isNaming(value) && text.includes(value),
      ) ||
      // Some ARNs are written while AWS has not made them.
      (typeof outputs.name === "string" && text.includes(`/${outputs.name}`));
    return [
      ...Object.values(resource.propertyDependencies).flat(),
      ...this.resources.filter((other) => other !== resource && isUsed(other)).map((other) => other.urn),
    ];
  }
}

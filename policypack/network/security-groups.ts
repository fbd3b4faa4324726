/**
 * The security groups of a stack, and what they let in and out
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html).
 */
import { Called } from "../stack/called";
import { type Graph, meant } from "../stack/graph";
import { addTo } from "../stack/lists";
import { namedByOthers } from "../stack/others";
import type { Property } from "../stack/properties";
import { holdsUnknown } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { existsAlready, interpret, list, read, sourceOf, text } from "../stack/values";
import { anything, type Direction, directionOf, type Rule, ruleOf, rulesInside } from "./rules";
import { egressRuleType, groupTypes, ingressRuleType, ruleType } from "./types";

/** Who is at the other end. */
export interface Peer {
  /** The groups that it has, all of them of this stack; undefined where it has none. */
  readonly groups: readonly Resource[] | undefined;
}

export class SecurityGroups {
  private readonly groups: Called;
  private readonly rules = new Map<Resource, Rule[]>();
  /** Rules of resources of their own, of which it is not known to which group they belong. */
  private readonly open: Rule[] = [];
  /** Groups to which other packages may add rules. */
  private readonly touched: ReadonlySet<Resource>;
  private readonly inside = new Map<Resource, readonly Rule[]>();

  constructor(private readonly graph: Graph) {
    this.groups = new Called(graph, Object.fromEntries(groupTypes.map((type) => [type, ["id", "arn"]])));
    this.touched = namedByOthers(graph);
    for (const resource of graph.ofType(ruleType, ingressRuleType, egressRuleType)) this.add(resource);
    if (graph.leavesOut(ruleType, ingressRuleType, egressRuleType))
      this.open.push(anything("ingress"), anything("egress"));
  }

  /** Whether rules of a group stand in resources of their own. */
  hasRulesOfTheirOwn(group: Resource): boolean {
    return (this.rules.get(group)?.length ?? 0) > 0;
  }

  /** Whether a group may let something in from, or out to, a peer. */
  lets(direction: Direction, group: Resource, port: number, peer: Peer | "anybody"): boolean {
    return this.rulesOf(group, direction).some((rule) => {
      const { ports } = rule;
      if (ports === undefined || port < ports.from || port > ports.to) return false;
      if (peer === "anybody")
        return rule.hasAddresses || rule.isForSelf || rule.isOpen || rule.groups.length > 0;
      if (rule.hasAddresses || rule.isOpen) return true;
      const members = peer.groups ?? [];
      return members.some((member) => rule.groups.includes(member) || (rule.isForSelf && member === group));
    });
  }

  /**
   * The groups that a property of a resource lists, all of them of this stack; undefined where one of them may be
   * another one, or there are none: then AWS takes that of the VPC.
   * @param path of the list, in a property whose edges count
   */
  listedBy(holder: Resource, path: readonly [string, ...string[]]): readonly Resource[] | undefined {
    const [property] = path;
    const listed = read(holder, "inputs", path, list);
    if (listed.kind !== "known" || listed.value.length === 0) return undefined;
    const source = sourceOf(holder, property);
    const ids = listed.value.map((entry) => interpret(entry, text, source));
    const known = ids.flatMap((id) =>
      id.kind === "known" ? [this.groups.only(holder, property, id.value)] : [],
    );
    if (known.includes(undefined)) return undefined;
    const unknown = ids.length - known.length;
    if (unknown === 0) return known.filter((group) => group !== undefined);
    const behind = this.graph.behindOfType(holder.propertyDependencies.get(property) ?? [], ...groupTypes);
    const own = behind.filter(({ resource }) => !known.includes(resource));
    const named = meant(own, unknown);
    return (
      named && [...known.filter((group) => group !== undefined), ...named.map(({ resource }) => resource)]
    );
  }

  private rulesOf(group: Resource, direction: Direction): readonly Rule[] {
    if (this.touched.has(group)) return [anything(direction)];
    const own = [...(this.rules.get(group) ?? []), ...this.open].filter(
      (rule) => rule.direction === direction,
    );
    return [...this.insideOf(group, direction), ...own];
  }

  private insideOf(group: Resource, direction: Direction): readonly Rule[] {
    const known = this.inside.get(group) ?? [...this.read(group, "ingress"), ...this.read(group, "egress")];
    this.inside.set(group, known);
    return known.filter((rule) => rule.direction === direction);
  }

  private read(group: Resource, direction: Direction): readonly Rule[] {
    const rules = rulesInside(this.graph, this.called, group, direction) ?? [anything(direction)];
    // What AWS has, and the program does not write, was made by others: by hand, or with another stack.
    const isWritten = group.inputs[direction] !== undefined && group.inputs[direction] !== null;
    if (isWritten || !existsAlready(group)) return rules;
    const had: Property = group.outputs[direction];
    const isThere = holdsUnknown(had) || !Array.isArray(had) || had.length > 0;
    return isThere ? [...rules, anything(direction)] : rules;
  }

  private readonly called = (holder: Resource, property: string, id: string): Resource | undefined =>
    this.groups.only(holder, property, id);

  private add(resource: Resource): void {
    const property = "securityGroupId";
    const rule = ruleOf(this.graph, this.called, resource);
    const value = read(resource, "inputs", [property], text);
    const group = this.groups.meant(resource, property, value)?.resource;
    const each =
      directionOf(resource) === undefined
        ? (["ingress", "egress"] as const).map((direction) => ({ ...rule, direction }))
        : [rule];
    for (const one of each) {
      if (group) addTo(this.rules, group, one);
      else if (value.kind === "unknown") this.open.push(one);
    }
  }
}

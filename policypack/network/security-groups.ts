/**
 * The security groups of a stack, and what they let in and out
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html).
 */
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Property } from "../stack/properties";
import { holdsUnknown } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { existsAlready, interpret, list, read, sourceOf, sourceUrns, text } from "../stack/values";
import { anything, type Direction, directionOf, type Rule, ruleOf, rulesInside } from "./rules";
import { egressRuleType, groupTypes, ingressRuleType, ruleType } from "./types";

/** Who is at the other end. */
export interface Peer {
  /** The groups that it has, all of them of this stack; undefined where it has none. */
  readonly groups: readonly Resource[] | undefined;
}

export type Protocol = "tcp" | "udp";

/** In the group's own list, which the group may not have; or as resources, of which there are two kinds. */
export type RuleForm = "none" | "listed" | "rule" | "classic rule";

export class SecurityGroups {
  private readonly groups: Called;
  private readonly rules = new Map<Resource, Rule[]>();
  private readonly typesOfRules = new Map<Resource, string[]>();
  /** Rules of resources of their own, of which it is not known to which group they belong. */
  private readonly open: Rule[] = [];
  private readonly inside = new Map<Resource, readonly Rule[]>();

  /** @param touched resources to which other packages may do something: add rules to groups, for instance */
  constructor(
    private readonly graph: Graph,
    private readonly touched: ReadonlySet<Resource>,
  ) {
    this.groups = new Called(graph, Object.fromEntries(groupTypes.map((type) => [type, ["id", "arn"]])));
    for (const resource of graph.ofType(ruleType, ingressRuleType, egressRuleType)) this.add(resource);
    if (graph.leavesOut(ruleType, ingressRuleType, egressRuleType))
      this.open.push(anything("ingress"), anything("egress"));
  }

  /** How the rules of a group are written. */
  formOf(group: Resource, direction: Direction): RuleForm {
    const [type] = this.typesOfRules.get(group) ?? [];
    if (type !== undefined) return type === ruleType ? "classic rule" : "rule";
    return isWritten(group, direction) ? "listed" : "none";
  }

  /** Whether one resource comes after another one, so that the other one cannot name it. */
  comesAfter(resource: Resource, other: Resource): boolean {
    const seen = new Set<string>();
    const pending = [...resource.dependencies];
    for (let urn = pending.pop(); urn !== undefined; urn = pending.pop()) {
      if (urn === other.urn) return true;
      if (seen.has(urn)) continue;
      seen.add(urn);
      pending.push(...(this.graph.get(urn)?.dependencies ?? []));
    }
    return false;
  }

  /** Whether a group may let anything through by TCP. */
  letsAnything(direction: Direction, group: Resource): boolean {
    return this.rulesOf(group, direction).some(
      ({ protocol }) => protocol === undefined || protocol === "tcp",
    );
  }

  /** Whether a group may let something in from, or out to, a peer. */
  lets(
    direction: Direction,
    group: Resource,
    port: number,
    peer: Peer | "anybody",
    protocol: Protocol = "tcp",
  ): boolean {
    return this.rulesOf(group, direction).some((rule) => {
      const { ports } = rule;
      if (rule.protocol !== undefined && rule.protocol !== protocol) return false;
      if (port < ports.from || port > ports.to) return false;
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
    // What a packaged component gives out may be another group than the one that it holds.
    const found = new Set(known);
    const named = behind.filter(({ resource, packaged }) => !packaged && !found.has(resource));
    if (named.length !== unknown) return undefined;
    return [...known.filter((group) => group !== undefined), ...named.map(({ resource }) => resource)];
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
    // What the program leaves to others is whatever they make of it.
    if (group.ignoreChanges.some((path) => path === "*" || path.startsWith(direction)))
      return [anything(direction)];
    const rules = rulesInside(this.graph, this.called, group, direction) ?? [anything(direction)];
    // What AWS has, and the program does not write, was made by others: by hand, or with another stack.
    if (isWritten(group, direction) || !existsAlready(group)) return rules;
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
    const groups =
      value.kind === "known"
        ? this.groups.all(resource, property, value.value, true)
        : [this.graph.onlyBehind(sourceUrns(value), ...groupTypes)?.resource];
    const each =
      directionOf(resource) === undefined
        ? (["ingress", "egress"] as const).map((direction) => ({ ...rule, direction }))
        : [rule];
    const known = groups.filter((group) => group !== undefined);
    for (const group of known) {
      addTo(this.typesOfRules, group, resource.type);
      for (const one of each) addTo(this.rules, group, one);
    }
    if (known.length === 0 && value.kind === "unknown") this.open.push(...each);
  }
}

function isWritten({ inputs }: Resource, direction: Direction): boolean {
  return inputs[direction] !== undefined && inputs[direction] !== null;
}

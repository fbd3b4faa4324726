/**
 * Rules of security groups, in whichever of the four forms a program writes them
 * (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
 */
import type { Graph } from "../stack/graph";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import {
  count,
  interpret,
  knownOr,
  list,
  object,
  type Reader,
  type Source,
  sourceOf,
  text,
  truth,
} from "../stack/values";
import { egressRuleType, groupTypes, ingressRuleType, ruleType } from "./types";

export type Direction = "ingress" | "egress";

/** What a rule allows; whatever is not known of it, it may allow. */
export interface Rule {
  readonly direction: Direction;
  /** Undefined where it is for all of them, or may be. */
  readonly protocol: string | undefined;
  /** Both ends included; they mean nothing where a protocol has no ports. */
  readonly ports: { readonly from: number; readonly to: number };
  /** Whether it names addresses, or lists of them: which ones those are is not looked at. */
  readonly hasAddresses: boolean;
  /** Groups of this stack that it names, or may name. */
  readonly groups: readonly Resource[];
  /** Whether it names the members of its own group. */
  readonly isForSelf: boolean;
  /** Whether it names something that is not known, such as a group of another stack. */
  readonly isOpen: boolean;
}

const all = { from: 0, to: 65535 };

/** The rules that stand in a group; undefined where they are not known. */
export function rulesInside(
  graph: Graph,
  called: (holder: Resource, property: string, id: string) => Resource | undefined,
  group: Resource,
  direction: Direction,
): readonly Rule[] | undefined {
  const source = sourceOf(group, direction);
  const written = interpret(group.inputs[direction], list, source);
  if (written.kind === "absent") return [];
  if (written.kind !== "known") return undefined;
  const reader = new RuleReader(graph, called, group, direction, source);
  return written.value.map((entry) => {
    const rule = interpret(entry, object, source);
    return rule.kind === "known" ? reader.inside(rule.value, direction) : anything(direction);
  });
}

/** The rule that a resource of its own makes. */
export function ruleOf(
  graph: Graph,
  called: (holder: Resource, property: string, id: string) => Resource | undefined,
  resource: Resource,
): Rule {
  const { type, inputs } = resource;
  const direction = directionOf(resource);
  if (type === ruleType) {
    const property = "sourceSecurityGroupId";
    const reader = new RuleReader(graph, called, resource, property, sourceOf(resource, property));
    return reader.inside({ ...inputs, securityGroups: single(inputs[property]) }, direction ?? "ingress");
  }
  const property = "referencedSecurityGroupId";
  const reader = new RuleReader(graph, called, resource, property, sourceOf(resource, property));
  return reader.inside(
    {
      protocol: inputs.ipProtocol,
      fromPort: inputs.fromPort,
      toPort: inputs.toPort,
      cidrBlocks: single(inputs.cidrIpv4),
      ipv6CidrBlocks: single(inputs.cidrIpv6),
      prefixListIds: single(inputs.prefixListId),
      securityGroups: single(inputs[property]),
    },
    direction ?? "ingress",
  );
}

/** Undefined where it is not known. */
export function directionOf({ type, inputs }: Resource): Direction | undefined {
  if (type === ingressRuleType) return "ingress";
  if (type === egressRuleType) return "egress";
  return inputs.type === "ingress" || inputs.type === "egress" ? inputs.type : undefined;
}

export function anything(direction: Direction): Rule {
  return {
    direction,
    protocol: undefined,
    ports: all,
    hasAddresses: true,
    groups: [],
    isForSelf: true,
    isOpen: true,
  };
}

function single(value: Property): readonly Property[] {
  return value === undefined || value === null ? [] : [value];
}

class RuleReader {
  /** All entries share their edges. */
  private behind: readonly Resource[] | undefined;

  constructor(
    private readonly graph: Graph,
    private readonly called: (holder: Resource, property: string, id: string) => Resource | undefined,
    private readonly holder: Resource,
    /** The property that names other groups. */
    private readonly property: string,
    private readonly source: Source,
  ) {}

  inside(rule: Properties, direction: Direction): Rule {
    const addresses = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds"].map((name) =>
      this.listed(rule[name]),
    );
    const named = this.listed(rule.securityGroups);
    const groups = (named ?? []).map((entry) => this.group(entry));
    const self = interpret(rule.self, truth, this.source);
    const protocol = this.protocol(rule);
    return {
      direction,
      protocol,
      ports: protocol === undefined ? all : this.ports(rule),
      hasAddresses: addresses.some((entries) => entries === undefined || entries.length > 0),
      groups: groups.flatMap((found) => found ?? []),
      isForSelf: self.kind === "unknown" || (self.kind === "known" && self.value),
      isOpen: named === undefined || groups.includes(undefined),
    };
  }

  /** The entries of a list; undefined where it is not known. */
  private listed(property: Property): readonly Property[] | undefined {
    const entries = interpret(property, list, this.source);
    if (entries.kind === "absent") return [];
    return entries.kind === "known" ? entries.value : undefined;
  }

  /** The groups that an entry means, or may mean; undefined where it is none of this stack. */
  private group(entry: Property): readonly Resource[] | undefined {
    const id = interpret(entry, text, this.source);
    if (id.kind === "known") {
      const group = this.called(this.holder, this.property, id.value);
      return group && [group];
    }
    if (id.kind !== "unknown" || id.source.kind !== "resources") return undefined;
    this.behind ??= this.graph.behindOfType(id.source.urns, ...groupTypes).map(({ resource }) => resource);
    return this.behind.length > 0 ? this.behind : undefined;
  }

  private protocol(rule: Properties): string | undefined {
    const name = knownOr(interpret(rule.protocol, protocolName, this.source), undefined);
    return name === undefined || name === "-1" || name === "all"
      ? undefined
      : (protocolNumbers[name] ?? name);
  }

  private ports(rule: Properties): Rule["ports"] {
    const port = (property: Property, otherwise: number) =>
      knownOr(interpret(property, count, this.source), otherwise);
    return { from: port(rule.fromPort, all.from), to: port(rule.toPort, all.to) };
  }
}

const protocolNumbers: Readonly<Record<string, string>> = { 6: "tcp", 17: "udp" };

/** Programs write it as a name or a number. */
const protocolName: Reader<string> = {
  expected: "a protocol",
  read: (property) =>
    typeof property === "string" || typeof property === "number" ? String(property).toLowerCase() : undefined,
};

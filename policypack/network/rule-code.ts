/** A rule of a security group as code to paste, in the form in which the group has its rules. */

import {
  asArguments,
  codeList,
  type Members,
  type Piece,
  reference,
  statement,
  type TypeName,
  typed,
  typedList,
} from "../code/tree";
import { propertyName } from "../code/words";
import type { Resource } from "../stack/resources";
import type { Change } from "../verdicts/faults";
import type { Direction } from "./rules";
import type { Protocol, RuleForm, SecurityGroups } from "./security-groups";

export interface WantedRule {
  readonly direction: Direction;
  readonly group: Resource;
  readonly port: number;
  readonly protocol?: Protocol;
  /** Who is at the other end: a group, addresses that the reader has to fill in, or everybody. */
  readonly peer: Resource | "addresses" | "everybody";
  /** What it does in words: `let the tasks out`. */
  readonly does: string;
}

/** What to change, with the code below it. It names no group that comes after the one in which it stands. */
export function changeOf(wanted: WantedRule, securityGroups: SecurityGroups): Change[] {
  const { direction, group, does } = wanted;
  const form = formOf(wanted, securityGroups);
  const peer = peerOf(wanted, form, securityGroups);
  const where = {
    none: `in \`${group.name}\``,
    listed: `in the \`${propertyName(direction)}\` of \`${group.name}\``,
    rule: `by a rule for \`${group.name}\``,
    "classic rule": `by a rule for \`${group.name}\``,
  }[form];
  return [`${where}, ${does}:`, codeOf({ ...wanted, peer }, form)];
}

/** A group whose list would have to name one that names it already gets a rule of its own, if it has no list. */
function formOf({ direction, group, peer }: WantedRule, securityGroups: SecurityGroups): RuleForm {
  const form = securityGroups.formOf(group, direction);
  return form === "none" && namesBack(group, peer, securityGroups) ? "rule" : form;
}

/** A list and rules of their own do not go together: where a list cannot name the group, it names addresses. */
function peerOf(
  { group, peer }: WantedRule,
  form: RuleForm,
  securityGroups: SecurityGroups,
): WantedRule["peer"] {
  return form === "listed" && namesBack(group, peer, securityGroups) ? "addresses" : peer;
}

function namesBack(group: Resource, peer: WantedRule["peer"], securityGroups: SecurityGroups): boolean {
  return typeof peer === "object" && peer !== group && securityGroups.comesAfter(peer, group);
}

function codeOf(wanted: WantedRule, form: RuleForm): Piece {
  const { direction, group } = wanted;
  const listed = listedTypes[direction];
  switch (form) {
    case "none":
      return asArguments({
        [direction]: typedList(listed, listedEntry(wanted, inList)),
      });
    case "listed":
      return { kind: "entry", entry: typed(listed, listedEntry(wanted, inList)) };
    case "rule":
      return statement(ruleTypes[direction], "…", {
        securityGroupId: idOf(group),
        ...ruleProperties(wanted),
      });
    case "classic rule":
      return statement({ module: "ec2", name: "SecurityGroupRule" }, "…", {
        type: direction,
        securityGroupId: idOf(group),
        ...listedEntry(wanted, inRule),
      });
  }
}

const listedTypes = {
  ingress: { module: "ec2", name: "SecurityGroupIngress" },
  egress: { module: "ec2", name: "SecurityGroupEgress" },
} as const satisfies Record<Direction, TypeName>;

const ruleTypes = {
  ingress: { module: "vpc", name: "SecurityGroupIngressRule" },
  egress: { module: "vpc", name: "SecurityGroupEgressRule" },
} as const satisfies Record<Direction, TypeName>;

const somewhere = "10.0.0.0/16";
const everywhere = "0.0.0.0/0";

/** In a list and in a rule of the older kind, which name another group differently. */
function listedEntry(
  { group, peer, port, protocol = "tcp" }: WantedRule,
  other: (group: Resource) => Members,
): Members {
  if (peer === "everybody")
    return { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: codeList([everywhere]) };
  const ports = { protocol, fromPort: port, toPort: port };
  if (peer === "addresses") return { ...ports, cidrBlocks: codeList([somewhere]) };
  return { ...ports, ...(peer === group ? { self: true } : other(peer)) };
}

const inList = (group: Resource): Members => ({ securityGroups: codeList([idOf(group)]) });
const inRule = (group: Resource): Members => ({ sourceSecurityGroupId: idOf(group) });

function ruleProperties({ peer, port, protocol = "tcp" }: WantedRule): Members {
  if (peer === "everybody") return { ipProtocol: "-1", cidrIpv4: everywhere };
  const ports = { ipProtocol: protocol, fromPort: port, toPort: port };
  if (peer === "addresses") return { ...ports, cidrIpv4: somewhere };
  return { ...ports, referencedSecurityGroupId: idOf(peer) };
}

function idOf({ name }: Resource) {
  return reference(name, "id");
}

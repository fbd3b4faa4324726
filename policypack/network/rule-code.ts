/** A rule of a security group as code to paste, in the form in which the group has its rules. */
import type { Resource } from "../stack/resources";
import { variableName } from "../verdicts/code";
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
export function changeOf(wanted: WantedRule, securityGroups: SecurityGroups): string[] {
  const { direction, group, does } = wanted;
  const form = formOf(wanted, securityGroups);
  const peer = peerOf(wanted, form, securityGroups);
  const where = {
    none: `in \`${group.name}\``,
    listed: `in the \`${direction}\` of \`${group.name}\``,
    rule: `by a rule for \`${group.name}\``,
    "classic rule": `by a rule for \`${group.name}\``,
  }[form];
  return [`${where}, ${does}:`, `    ${codeOf({ ...wanted, peer }, form)}`];
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

function codeOf(wanted: WantedRule, form: RuleForm): string {
  const { direction, group } = wanted;
  switch (form) {
    case "none":
      return `${direction}: [{ ${listedEntry(wanted, inList)} }],`;
    case "listed":
      return `{ ${listedEntry(wanted, inList)} },`;
    case "rule": {
      const kind = direction === "ingress" ? "SecurityGroupIngressRule" : "SecurityGroupEgressRule";
      return `new aws.vpc.${kind}("…", { securityGroupId: ${idOf(group)}, ${ruleProperties(wanted)} });`;
    }
    case "classic rule":
      return `new aws.ec2.SecurityGroupRule("…", { type: "${direction}", securityGroupId: ${idOf(group)}, ${listedEntry(wanted, inRule)} });`;
  }
}

const somewhere = '"10.0.0.0/16"';
const everywhere = '"0.0.0.0/0"';

/** In a list and in a rule of the older kind, which name another group differently. */
function listedEntry(
  { group, peer, port, protocol = "tcp" }: WantedRule,
  other: (id: string) => string,
): string {
  if (peer === "everybody") return `protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [${everywhere}]`;
  const ports = `protocol: "${protocol}", fromPort: ${port}, toPort: ${port}`;
  if (peer === "addresses") return `${ports}, cidrBlocks: [${somewhere}]`;
  return `${ports}, ${peer === group ? "self: true" : other(idOf(peer))}`;
}

const inList = (id: string) => `securityGroups: [${id}]`;
const inRule = (id: string) => `sourceSecurityGroupId: ${id}`;

function ruleProperties({ peer, port, protocol = "tcp" }: WantedRule): string {
  if (peer === "everybody") return `ipProtocol: "-1", cidrIpv4: ${everywhere}`;
  const ports = `ipProtocol: "${protocol}", fromPort: ${port}, toPort: ${port}`;
  if (peer === "addresses") return `${ports}, cidrIpv4: ${somewhere}`;
  return `${ports}, referencedSecurityGroupId: ${idOf(peer)}`;
}

function idOf({ name }: Resource): string {
  return `${variableName(name)}.id`;
}

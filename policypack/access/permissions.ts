/** What a role may do, as far as this stack and the pack's configuration tell. */
import type { Answer } from "../iam/answers";
import type { ContextValue } from "../iam/conditions";
import { type Decision, type Decisive, decide, type Request } from "../iam/decisions";
import type { Resource } from "../stack/resources";
import type { ExternalRole } from "../verdicts/config-entries";
import type { Reason } from "../verdicts/reasons";
import { contextOf } from "./contexts";
import { documentsOn, type Origin, statementLabel } from "./documents";
import { declarationsOf } from "./external-roles";
import type { Grant, Grants } from "./grants";
import { type Boundary, boundaryOn, denialOn } from "./limits";
import { mayMean, type Role } from "./roles";

/** What a role is asked to be able to do. */
export interface Question {
  readonly action: string;
  /** A pattern of the ARNs on which it must be able to; see `Request`. */
  readonly arns: string;
  readonly scope: Request["scope"];
  /** Patterns of ARNs that do not count. */
  readonly except?: readonly string[];
  /** The resource with the ARN, whose tags conditions may ask for. */
  readonly tagged?: Resource;
  /** Condition keys that only requests of this kind have, in lower case, and what they hold. */
  readonly keys?: ReadonlyMap<string, ContextValue>;
}

/** What takes away a permission that a role's policies give. */
export type Taken =
  | { readonly kind: "denial"; readonly by: Decisive<Origin> }
  | { readonly kind: "boundary" }
  /** A denial in the policy of this resource, which is asked for. */
  | { readonly kind: "resource policy"; readonly of: Resource }
  /** The policy of this key neither allows it nor leaves it to the policies of roles. */
  | { readonly kind: "key policy"; readonly of: Resource };

export interface Permission {
  readonly answer: Answer;
  /** With "yes": the statement that gives it; undefined where the policy of a resource does. */
  readonly by: Decisive<Origin> | undefined;
  /** With "no": what takes the permission away; undefined where nothing gives it. */
  readonly taken: Taken | undefined;
  /** With "cannot tell": why. */
  readonly reasons: readonly Reason[];
  /**
   * With "cannot tell": resources to which unknown documents of the role have edges, where nothing forbids
   * that they give the permission.
   */
  readonly perhaps: readonly Resource[];
}

/** The request that a question makes when this role is asked. */
export function requestOf({ action, arns, scope, except, tagged, keys }: Question, role?: Role): Request {
  const context = contextOf({ action, role, arn: arns, tagged, own: keys ?? new Map() });
  return { action, resources: arns, scope, except: except ?? [], context };
}

/** Whether a role may do what is asked. */
export function permissionOf(
  grants: Grants,
  role: Role,
  question: Question,
  declared: readonly ExternalRole[],
): Permission {
  const request = requestOf(question, role);
  const documents = documentsOn(grants, role, declared);
  const decision = decide(documents, request);
  const boundary = boundaryOn(grants, role, request);
  if (decision.answer !== "no") return withBoundary(role, boundary, decision);
  const denial = denialOn(role, request, documents);
  if (denial.answer === "yes" && denial.by)
    return permission("no", { taken: { kind: "denial", by: denial.by } });
  if (boundary.allows === "no") return permission("no", { taken: { kind: "boundary" } });
  const open = openGrants(grants, role, request);
  if (open.length > 0) {
    return permission("cannot tell", {
      reasons: open.map(({ reason }) => reason),
      perhaps: [...new Set(open.flatMap(({ edges }) => edges))],
    });
  }
  const { deniedBy } = decision;
  return permission("no", { taken: deniedBy && { kind: "denial", by: deniedBy } });
}

export function permission(answer: Answer, more: Partial<Permission> = {}): Permission {
  return { answer, by: undefined, taken: undefined, reasons: [], perhaps: [], ...more };
}

/** What a boundary leaves of a permission that documents give, or may give. */
function withBoundary(
  role: Role,
  boundary: Boundary,
  { answer, by, deniedBy }: Decision<Origin>,
): Permission {
  if (boundary.allows === "no") return permission("no", { taken: { kind: "boundary" } });
  if (answer === "yes" && boundary.allows === "yes") return permission("yes", { by });
  const open = answer === "yes" ? [] : [whatIsOpen(role, by, deniedBy)];
  return permission("cannot tell", { by, reasons: [...open, ...boundary.reasons] });
}

function whatIsOpen(
  role: Role,
  by: Decisive<Origin> | undefined,
  deniedBy: Decisive<Origin> | undefined,
): Reason {
  const [place, effect] = deniedBy ? [deniedBy, "may deny"] : [by, "may allow"];
  const text = place
    ? `${statementLabel(place)} ${effect} it to \`${role.label}\`, under a condition, a variable or an ARN that this preview does not settle`
    : `a condition or variable restricts what \`${role.label}\` may do`;
  return { cause: "condition", text };
}

/** Whether all that a role may do is known: it is made here, or declared. */
export function isComplete(role: Role, declared: readonly ExternalRole[]): boolean {
  return role.resource !== undefined || declarationsOf(role, declared).length > 0;
}

/** A grant that may still give a permission, and the resources to which its document has edges. */
interface OpenGrant {
  readonly reason: Reason;
  readonly edges: readonly Resource[];
}

/** The grants that may still give the permission, because of what is not known of them. */
function openGrants(grants: Grants, role: Role, request: Request): OpenGrant[] {
  const own = grants.on(role).flatMap((grant): OpenGrant[] => {
    const { attached, presence } = grant;
    if (presence !== "made") {
      return matters(grant, request) ? [{ reason: notMade(grant), edges: [] }] : [];
    }
    if (attached.kind === "document") return [];
    return [{ reason: attached.reason, edges: attached.kind === "unknown" ? attached.edges : [] }];
  });
  const others = grants.unsettled
    .filter((grant) => mayMean(grant.role, role) && matters(grant, request))
    .map(({ resource, role: unsettled }): OpenGrant => {
      const cause = unsettled.kind === "undetermined" ? unsettled.reason.cause : "new";
      const text = `\`${resource.name}\` may be attached to \`${role.label}\`: its role is not known`;
      return { reason: { cause, text }, edges: [] };
    });
  return [...own, ...others];
}

/** Why a grant is not counted: the operation does not make it, or keeps it against the program. */
export function notMade({ presence, resource }: Grant): Reason {
  const text =
    presence === "left out"
      ? `\`${resource.name}\` is left out of this operation`
      : `this operation on a part of the stack keeps \`${resource.name}\`, which the program does not have`;
  return { cause: "left out", text };
}

/** Whether a grant by itself gives what is asked: one that is not known does, where it has an edge to what is called. */
export function givenBy(
  { attached }: Grant,
  role: Role,
  question: Question,
  called: readonly Resource[],
): Answer {
  if (attached.kind === "malformed") return "no";
  if (attached.kind === "document")
    return decide([{ origin: undefined, document: attached.document }], requestOf(question, role)).answer;
  if (attached.edges.some((edge) => called.includes(edge))) return "yes";
  return attached.edges.length > 0 ? "no" : "cannot tell";
}

/** Whether a grant's document can give the permission: one that is not known can. */
function matters({ attached }: Grant, request: Request): boolean {
  return (
    attached.kind !== "document" ||
    decide([{ origin: undefined, document: attached.document }], request).answer !== "no"
  );
}

/** What a role may do, as far as this stack and the pack's configuration tell. */
import { type Answer, type Decisive, decideSome, type OriginDocument, type Request } from "../iam/decisions";
import type { Statement } from "../iam/documents";
import { matches } from "../iam/globs";
import type { Reason } from "./findings";
import type { Grant } from "./grants";
import type { Model } from "./model";
import type { Resource } from "./resources";
import { mayMean, type Role } from "./roles";

/** A permission of a role made elsewhere, as configuration declares it. */
export interface ExternalRole {
  /** Glob of the role's ARN or name. */
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly reason: string;
}

/** Where a statement stands: in a grant, or in the configuration. */
export type Origin = Grant | "configuration";

/** What takes away a permission that a role's policies give. */
export type Taken =
  | { readonly kind: "denial"; readonly by: Decisive<Origin> }
  | { readonly kind: "boundary" };

export interface Permission {
  readonly answer: Answer;
  /** With "no": what takes the permission away; undefined where nothing gives it. */
  readonly taken: Taken | undefined;
  /** With "cannot tell": why. */
  readonly reasons: readonly Reason[];
  /**
   * With "cannot tell": parameters to which unknown documents of the role have edges, where nothing forbids
   * that they are read.
   */
  readonly perhaps: readonly Resource[];
}

/** Whether a role may do something on some resource of a request. */
export function permissionOf(
  model: Model,
  role: Role,
  request: Request,
  declared: readonly ExternalRole[],
): Permission {
  const made = model.grants.on(role).filter(({ presence }) => presence === "made");
  const documents = [...documentsOf(made), ...declarationsFor(role, declared)];
  const { answer, deniedBy } = decideSome(documents, request);
  if (answer !== "no") {
    const bounded = withinBoundary(model, role, request);
    if (answer === "yes" && bounded.answer === "yes") return permission("yes");
    if (bounded.answer === "no") return permission("no", { taken: { kind: "boundary" } });
    const condition: Reason = {
      cause: "condition",
      text: `a condition or variable restricts what \`${role.name}\` may do`,
    };
    const conditions = answer === "yes" ? [] : [condition];
    return permission("cannot tell", { reasons: [...conditions, ...bounded.reasons] });
  }
  const forbidden = forbiddenToAll(model, role, request, documents);
  if (forbidden) return permission("no", { taken: forbidden });
  const open = openGrants(model, role, request);
  if (open.length === 0) return permission("no", { taken: deniedBy && { kind: "denial", by: deniedBy } });
  return permission("cannot tell", {
    reasons: open.map(({ reason }) => reason),
    perhaps: [...new Set(open.flatMap(({ parameters }) => parameters))],
  });
}

function permission(answer: Answer, more: Partial<Permission> = {}): Permission {
  return { answer, taken: undefined, reasons: [], perhaps: [], ...more };
}

/** What would take the permission away even if an unknown document gave it. */
function forbiddenToAll(
  model: Model,
  role: Role,
  request: Request,
  documents: readonly OriginDocument<Origin>[],
): Taken | undefined {
  const everything = { origin: "configuration" as const, document: { statements: [allowing(["*"], ["*"])] } };
  const { answer, deniedBy } = decideSome([everything], request, documents);
  if (answer === "no" && deniedBy) return { kind: "denial", by: deniedBy };
  return withinBoundary(model, role, request).answer === "no" ? { kind: "boundary" } : undefined;
}

/** Whether a role's permissions boundary lets anything do what is requested. */
export function withinBoundary(
  model: Model,
  role: Role,
  request: Request,
): { readonly answer: Answer; readonly reasons: readonly Reason[] } {
  const boundary = model.grants.boundaryOf(role);
  if (boundary === undefined) return { answer: "yes", reasons: [] };
  if (boundary.kind !== "document") return { answer: "cannot tell", reasons: [boundary.reason] };
  const { answer } = decideSome([{ origin: undefined, document: boundary.document }], request);
  const condition: Reason = {
    cause: "condition",
    text: `the permissions boundary of \`${role.name}\` holds a condition`,
  };
  const reasons = answer === "cannot tell" ? [condition] : [];
  return { answer, reasons };
}

/** The documents that are at hand, in the form that decisions take. */
export function documentsOf(grants: readonly Grant[]): OriginDocument<Origin>[] {
  return grants.flatMap((origin) =>
    origin.attached.kind === "document" ? [{ origin, document: origin.attached.document }] : [],
  );
}

/** A grant that may still give a permission, and parameters to which its document has edges. */
interface OpenGrant {
  readonly reason: Reason;
  readonly parameters: readonly Resource[];
}

/** The grants that may still give the permission, because of what is not known of them. */
function openGrants(model: Model, role: Role, request: Request): OpenGrant[] {
  const own = model.grants.on(role).flatMap((grant): OpenGrant[] => {
    const { attached, presence } = grant;
    if (presence !== "made") {
      return matters(grant, request) ? [{ reason: notMade(grant), parameters: [] }] : [];
    }
    if (attached.kind === "document") return [];
    return [{ reason: attached.reason, parameters: attached.kind === "unknown" ? attached.parameters : [] }];
  });
  const others = model.grants.unsettled
    .filter((grant) => mayMean(grant.role, role) && matters(grant, request))
    .map(({ resource, role: unsettled }): OpenGrant => {
      const cause = unsettled.kind === "undetermined" ? unsettled.reason.cause : "new";
      const text = `\`${resource.name}\` may be attached to \`${role.name}\`: its role is not known`;
      return { reason: { cause, text }, parameters: [] };
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

/** Whether a grant's document can give the permission: one that is not known can. */
function matters({ attached }: Grant, request: Request): boolean {
  return (
    attached.kind !== "document" ||
    decideSome([{ origin: undefined, document: attached.document }], request).answer !== "no"
  );
}

/** Declarations are for roles made elsewhere: what a role of this stack may do stands in the stack. */
function declarationsFor(role: Role, declared: readonly ExternalRole[]): OriginDocument<Origin>[] {
  if (role.resource) return [];
  return declared
    .filter(
      (entry) => matches(entry.role, role.name) || (role.arn !== undefined && matches(entry.role, role.arn)),
    )
    .map(({ actions, resources }) => ({
      origin: "configuration",
      document: { statements: [allowing(actions, resources)] },
    }));
}

function allowing(actions: readonly string[], resources: readonly string[]): Statement {
  return {
    number: 1,
    effect: "Allow",
    actions,
    actionsInverted: false,
    resources,
    resourcesInverted: false,
    conditional: false,
  };
}

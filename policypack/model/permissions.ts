/** What a role may do, as far as this stack and the pack's configuration tell. */
import { type Answer, decideSome, type Request } from "../iam/decisions";
import type { PolicyDocument, Statement } from "../iam/documents";
import { matches } from "../iam/globs";
import type { Attached, Grant } from "./grants";
import type { Model } from "./model";
import { mayMean, type Role } from "./roles";

/** A permission of a role made elsewhere, as configuration declares it. */
export interface ExternalRole {
  /** Glob of the role's ARN or name. */
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly reason: string;
}

export interface Permission {
  readonly answer: Answer;
  /** Presumed where an edge stands for a document that is not known. */
  readonly certainty: "proven" | "presumed";
  /** Why it cannot be told; each completes a sentence of its own. */
  readonly reasons: readonly string[];
}

/** Whether a role may do something on some resource of a request. */
export function permissionOf(
  model: Model,
  role: Role,
  request: Request,
  declared: readonly ExternalRole[],
): Permission {
  const own = model.grants.filter((grant) => grant.role.kind === "role" && grant.role.role === role);
  const made = own.filter((grant) => !grant.leftOut);
  const documents = [...documentsOf(made), ...declarationsFor(role, declared)];
  const { answer } = decideSome(documents, request);
  const bounded = withBoundary(model, role, request, answer);
  if (bounded.answer === "yes") return { answer: "yes", certainty: "proven", reasons: [] };
  if (answer !== "no" && bounded.answer === "no") return { answer: "no", certainty: "proven", reasons: [] };

  if (made.some(({ attached }) => attached.kind === "unknown" && attached.parameters.length > 0)) {
    return { answer: "yes", certainty: "presumed", reasons: [] };
  }
  const reasons = [
    ...bounded.reasons,
    ...(answer === "cannot tell" ? [`a condition or variable restricts what \`${role.name}\` may read`] : []),
    ...own.flatMap((grant) => whyUnclear(grant, request)),
    ...model.grants
      .filter((grant) => mayMean(grant.role, role) && relevant(grant.attached, request))
      .map(
        ({ resource }) => `\`${resource.name}\` may be attached to \`${role.name}\`: its role is not known`,
      ),
  ];
  return {
    answer: reasons.length > 0 ? "cannot tell" : "no",
    certainty: "proven",
    reasons: [...new Set(reasons)],
  };
}

/** Whether a permission that a role's policies give outlives its permissions boundary. */
export function withBoundary(model: Model, role: Role, request: Request, answer: Answer) {
  const boundary = answer === "no" ? undefined : model.boundaryOf(role);
  if (boundary === undefined) return { answer, reasons: [] };
  if (boundary.kind !== "document") return { answer: "cannot tell" as const, reasons: [boundary.reason] };
  const within = decideSome([{ origin: undefined, document: boundary.document }], request).answer;
  if (within === "no") return { answer: "no" as const, reasons: [] };
  return within === "yes"
    ? { answer, reasons: [] }
    : {
        answer: "cannot tell" as const,
        reasons: [`the permissions boundary of \`${role.name}\` holds a condition`],
      };
}

/** The grants whose documents are at hand, in the form that decisions take. */
export function documentsOf(
  grants: readonly Grant[],
): { origin: Grant | undefined; document: PolicyDocument }[] {
  return grants.flatMap((origin) =>
    origin.attached.kind === "document" ? [{ origin, document: origin.attached.document }] : [],
  );
}

/** Whether a document can matter for a request: one that is not known can. */
function relevant(attached: Attached, request: Request): boolean {
  return (
    attached.kind !== "document" ||
    decideSome([{ origin: undefined, document: attached.document }], request).answer !== "no"
  );
}

function whyUnclear({ attached, leftOut, resource }: Grant, request: Request): string[] {
  if (attached.kind !== "document") return [attached.reason];
  return leftOut && relevant(attached, request) ? [`\`${resource.name}\` is left out of this operation`] : [];
}

function declarationsFor(role: Role, declared: readonly ExternalRole[]) {
  return declared
    .filter(
      (entry) => matches(entry.role, role.name) || (role.arn !== undefined && matches(entry.role, role.arn)),
    )
    .map((entry) => ({ origin: undefined, document: { statements: [declaredStatement(entry)] } }));
}

function declaredStatement({ actions, resources }: ExternalRole): Statement {
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

/**
 * What takes permissions away from a role, whatever gives them: denials in its own policies, and its permissions
 * boundary (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import type { Answer } from "../iam/answers";
import { type Decisive, decide, type OriginDocument, type Request } from "../iam/decisions";
import type { Reason } from "../verdicts/reasons";
import { type Origin, statementLabel } from "./documents";
import { allowing } from "./external-roles";
import type { Grants } from "./grants";
import type { Role } from "./roles";

/** Whether something takes a permission away for certain, perhaps, or not. */
export interface Denial {
  readonly answer: Answer;
  /** The statement, where it is one of the role's own policies. */
  readonly by: Decisive<Origin> | undefined;
  /** With "cannot tell": why. */
  readonly reasons: readonly Reason[];
}

export interface Boundary {
  /** Whether it lets anything allow what is requested: it may deny it, or not speak of it. */
  readonly allows: Answer;
  /** Whether a statement of it denies it. */
  readonly denies: Answer;
  /** Why one of the two is open. */
  readonly reasons: readonly Reason[];
}

/** Whether the role's own policies deny what is requested. */
export function denialOn(role: Role, request: Request, documents: readonly OriginDocument<Origin>[]): Denial {
  const { answer, deniedBy } = denialIn(documents, request);
  const text = deniedBy
    ? `${statementLabel(deniedBy)} may deny it to \`${role.label}\`, under a condition, a variable or an ARN that this preview does not settle`
    : "";
  const reasons: Reason[] = answer === "cannot tell" ? [{ cause: "condition", text }] : [];
  return { answer, by: deniedBy, reasons };
}

/** What a role's permissions boundary says of a request. */
export function boundaryOn(grants: Grants, role: Role, request: Request): Boundary {
  const boundary = grants.boundaryOf(role);
  if (boundary === undefined) return { allows: "yes", denies: "no", reasons: [] };
  if (boundary.kind !== "document")
    return { allows: "cannot tell", denies: "cannot tell", reasons: [boundary.reason] };
  const documents = [{ origin: undefined, document: boundary.document }];
  const allows = decide(documents, request).answer;
  const denies = denialIn(documents, request).answer;
  const condition: Reason = {
    cause: "condition",
    text: `the permissions boundary of \`${role.label}\` holds a condition or a variable`,
  };
  return { allows, denies, reasons: [allows, denies].includes("cannot tell") ? [condition] : [] };
}

/** Whether documents deny even what everything else allows. */
function denialIn<T>(
  documents: readonly OriginDocument<T>[],
  request: Request,
): { readonly answer: Answer; readonly deniedBy: Decisive<T> | undefined } {
  const hasDenials = documents.some(({ document }) =>
    document.statements.some(({ effect }) => effect === "Deny"),
  );
  if (!hasDenials && request.except.length === 0) return { answer: "no", deniedBy: undefined };
  const everything = { origin: undefined, document: { statements: [allowing(["*"], ["*"])] } };
  const { answer, deniedBy } = decide<T | undefined>([everything], request, documents);
  const opposite = { yes: "no", no: "yes", "cannot tell": "cannot tell" } as const;
  const by = documents.flatMap(({ origin }) =>
    deniedBy && origin === deniedBy.origin ? [{ origin, statement: deniedBy.statement }] : [],
  )[0];
  return { answer: opposite[answer], deniedBy: by };
}

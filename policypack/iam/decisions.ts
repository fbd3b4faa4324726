/**
 * Decides what policy documents allow
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import type { PolicyDocument, Statement } from "./documents";
import { covers, intersects, matches } from "./globs";

export type Answer = "yes" | "no" | "cannot tell";

/** Asks whether an action is allowed on at least one resource of a kind. */
export interface Request {
  /** One action, such as `ssm:GetParameters`. */
  readonly action: string;
  /** A pattern of the ARNs in question. */
  readonly resources: string;
  /** Patterns of ARNs that do not count. */
  readonly except: readonly string[];
}

/** An answer, and the statement that gave it where there is one. */
export interface Decision<Origin> {
  readonly answer: Answer;
  readonly by?: { readonly origin: Origin; readonly statement: Statement };
}

/** A document and where it comes from, so that a decision can name it. */
export interface OriginDocument<Origin> {
  readonly origin: Origin;
  readonly document: PolicyDocument;
}

/**
 * Whether documents allow the action on some resource of the request, where `all` are the documents of the
 * same identity, whose denials count too. A condition, and a policy variable in a resource, are never
 * evaluated: what rests on one is "cannot tell".
 */
export function decideSome<Origin>(
  documents: readonly OriginDocument<Origin>[],
  request: Request,
  all: readonly { readonly document: PolicyDocument }[] = documents,
): Decision<Origin> {
  const denials = all
    .flatMap(({ document }) => document.statements)
    .filter((statement) => statement.effect === "Deny" && namesAction(statement, request.action));
  let decision: Decision<Origin> = { answer: "no" };
  for (const { origin, document } of documents) {
    for (const statement of document.statements) {
      const answer = allowsSome(statement, request, denials);
      if (answer === "no") continue;
      decision = { answer, by: { origin, statement } };
      if (answer === "yes") return decision;
    }
  }
  return decision;
}

/** Whether one statement, after these denials, allows the action on some resource of the request. */
function allowsSome(statement: Statement, request: Request, denials: readonly Statement[]): Answer {
  if (statement.effect !== "Allow" || !namesAction(statement, request.action)) return "no";
  let best: Answer = "no";
  for (const pattern of reachedPatterns(statement, request)) {
    const answer = afterDenials(pattern, request, denials);
    if (answer === "no") continue;
    best = answer === "yes" && !statement.conditional && !hasVariable(pattern) ? "yes" : "cannot tell";
    if (best === "yes") return best;
  }
  return best;
}

/** Whether the statement's actions include the action; names of actions have no case. */
export function namesAction(statement: Statement, action: string): boolean {
  const wanted = action.toLowerCase();
  const named = statement.actions.some((pattern) => matches(pattern.toLowerCase(), wanted));
  return named !== statement.actionsInverted;
}

/** The patterns of an Allow statement that reach into the resources of the request. */
function reachedPatterns(statement: Statement, request: Request): string[] {
  if (statement.resourcesInverted) {
    // Everything but the listed: the request's own pattern stands for what is left of it.
    const nothingLeft = statement.resources.some((pattern) =>
      covers(withoutVariables(pattern), request.resources),
    );
    return nothingLeft ? [] : [request.resources];
  }
  return statement.resources.filter((pattern) => {
    const plain = withoutVariables(pattern);
    return (
      intersects(plain, request.resources) && !request.except.some((excluded) => covers(excluded, plain))
    );
  });
}

function afterDenials(pattern: string, request: Request, denials: readonly Statement[]): Answer {
  const plain = withoutVariables(pattern);
  // A pattern wider than the request reaches the request's resources only; a denial that names AWS's
  // commercial partition is meant for all of them.
  const reached = covers(plain, request.resources)
    ? [plain, request.resources, request.resources.replace(/^arn:\*:/, "arn:aws:")]
    : [plain];
  let answer: Answer = "yes";
  for (const denial of denials) {
    if (!reached.some((part) => deniesAll(denial, part))) continue;
    if (!denial.conditional && !denial.resources.some(hasVariable)) return "no";
    answer = "cannot tell";
  }
  return answer;
}

/** Whether a Deny statement takes away everything that the pattern stands for. */
function deniesAll(denial: Statement, pattern: string): boolean {
  return denial.resourcesInverted
    ? denial.resources.every((kept) => !intersects(withoutVariables(kept), pattern))
    : denial.resources.some((denied) => covers(withoutVariables(denied), pattern));
}

const variable = /\$\{[^}]*\}/g;

/** Whether a pattern holds a policy variable; `${*}`, `${?}` and `${$}` are mere escapes. */
function hasVariable(pattern: string): boolean {
  return (pattern.match(variable) ?? []).some((text) => !["${*}", "${?}", "${$}"].includes(text));
}

/** The widest pattern that a pattern with variables can stand for. */
function withoutVariables(pattern: string): string {
  return pattern.replace(variable, "*");
}

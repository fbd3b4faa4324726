/**
 * Decides what policy documents allow
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import type { PolicyDocument, Statement } from "./documents";
import { covers, inAnyPlace, intersects, matches, narrow } from "./globs";

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

/** A statement and the document that it stands in. */
export interface Decisive<Origin> {
  readonly origin: Origin;
  readonly statement: Statement;
}

/** An answer, and the statement that gave it where there is one. */
export interface Decision<Origin> {
  readonly answer: Answer;
  /** The statement that allows, or that leaves the answer open. */
  readonly by?: Decisive<Origin>;
  /** With "no": the denial that takes away what a statement allows. */
  readonly deniedBy?: Decisive<Origin>;
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
  all: readonly OriginDocument<Origin>[] = documents,
): Decision<Origin> {
  const denials = all.flatMap(({ origin, document }) =>
    document.statements
      .filter((statement) => statement.effect === "Deny" && namesAction(statement, request.action))
      .map((statement) => ({ origin, statement })),
  );
  let decision: Decision<Origin> = { answer: "no" };
  for (const { origin, document } of documents) {
    for (const statement of document.statements) {
      const { answer, deniedBy } = allowsSome(statement, request, denials);
      if (answer === "yes") return { answer, by: { origin, statement } };
      if (answer === "cannot tell") decision = { answer, by: { origin, statement } };
      else if (decision.answer === "no" && deniedBy) decision = { answer, deniedBy };
    }
  }
  return decision;
}

/** Whether one statement, after these denials, allows the action on some resource of the request. */
function allowsSome<Origin>(
  statement: Statement,
  request: Request,
  denials: readonly Decisive<Origin>[],
): Decision<Origin> {
  if (statement.effect !== "Allow" || !namesAction(statement, request.action)) return { answer: "no" };
  let decision: Decision<Origin> = { answer: "no" };
  for (const pattern of reachedPatterns(statement, request)) {
    const { answer, deniedBy } = afterDenials(pattern, request, denials);
    if (answer === "no") {
      if (decision.answer === "no" && deniedBy) decision = { answer, deniedBy };
    } else if (answer === "yes" && !statement.conditional && !hasVariable(pattern)) return { answer };
    else decision = { answer: "cannot tell" };
  }
  return decision;
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
      inPartitions(request.resources).some((part) => covers(withoutVariables(pattern), part)),
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

function afterDenials<Origin>(
  pattern: string,
  request: Request,
  denials: readonly Decisive<Origin>[],
): Decision<Origin> {
  const reached = narrow(withoutVariables(pattern), request.resources);
  const parts = inPartitions(reached);
  let answer: Answer = "yes";
  for (const deniedBy of denials) {
    const denial = deniedBy.statement;
    if (parts.some((part) => deniesAll(denial, part))) {
      if (!denial.conditional && !denial.resources.some(hasVariable)) return { answer: "no", deniedBy };
      answer = "cannot tell";
    } else if (parts.some((part) => deniesAllInSomePlace(denial, part))) answer = "cannot tell";
  }
  return { answer };
}

/** Whether a Deny statement takes away everything that the pattern stands for. */
function deniesAll(denial: Statement, pattern: string): boolean {
  return denial.resourcesInverted
    ? denial.resources.every((kept) => !intersects(withoutVariables(kept), pattern))
    : denial.resources.some((denied) => covers(withoutVariables(denied), pattern));
}

/** Whether it takes all of it away in one Region or account, which may be the one in question. */
function deniesAllInSomePlace(denial: Statement, pattern: string): boolean {
  if (denial.resourcesInverted) return false;
  return denial.resources.some(
    (denied) => intersects(denied, pattern) && covers(inAnyPlace(denied), pattern),
  );
}

/** A statement that names AWS's commercial partition is meant for all there is. */
function inPartitions(pattern: string): string[] {
  return [pattern, pattern.replace(/^arn:\*:/, "arn:aws:")];
}

const variable = /\$\{[^}]*\}/g;

/** Whether a pattern holds a policy variable; `${*}`, `${?}` and `${$}` are mere escapes. */
function hasVariable(pattern: string): boolean {
  return (pattern.match(variable) ?? []).some((text) => !["${*}", "${?}", "${$}"].includes(text));
}

/** The widest pattern that a pattern with variables can stand for; an escape stands for one character. */
function withoutVariables(pattern: string): string {
  return pattern.replace(variable, (text) => (["${*}", "${?}", "${$}"].includes(text) ? "?" : "*"));
}

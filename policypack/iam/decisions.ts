/**
 * Decides what policy documents allow
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import type { Answer } from "./answers";
import { Beginnings } from "./beginnings";
import { type Context, hold, type Resolved, resolveVariables } from "./conditions";
import type { PolicyDocument, Statement } from "./documents";
import { covers, inAnyPlace, inPlaceOf, intersects, matches, narrow, readings } from "./globs";
import { Patterns } from "./patterns";

/** Asks whether an action is allowed on ARNs. */
export interface Request {
  /** One action, such as `ssm:GetParameters`. */
  readonly action: string;
  /** A pattern of the ARNs in question. */
  readonly resources: string;
  /**
   * `some`: on at least one ARN of the pattern. `all`: on each of them, where a partition, Region or account
   * that the pattern leaves open is taken to be the one that a statement names.
   */
  readonly scope: "some" | "all";
  /** Patterns of ARNs that do not count. */
  readonly except: readonly string[];
  /** What is known of the request, for conditions and variables. */
  readonly context: Context;
}

/** A statement and the document that it stands in. */
export interface Decisive<Origin> {
  readonly origin: Origin;
  readonly statement: Statement;
}

/** An answer, and the statement that gave it where there is one. */
export interface Decision<Origin> {
  readonly answer: Answer;
  /** The statement that allows, or that would, were it not for what is open. */
  readonly by?: Decisive<Origin>;
  /** The denial that takes away what a statement allows or, with "cannot tell", that may do so. */
  readonly deniedBy?: Decisive<Origin>;
}

/** A document and where it comes from, so that a decision can name it. */
export interface OriginDocument<Origin> {
  readonly origin: Origin;
  readonly document: PolicyDocument;
}

/**
 * What documents say to a request, where `all` are the documents of the same identity, whose denials count
 * too. What rests on a condition or variable that the request's context does not settle is "cannot tell".
 */
export function decide<Origin>(
  documents: readonly OriginDocument<Origin>[],
  request: Request,
  all: readonly OriginDocument<Origin>[] = documents,
): Decision<Origin> {
  const denials = new Denials(applicable(all, "Deny", request), request);
  let decision: Decision<Origin> = { answer: "no" };
  for (const allowing of applicable(documents, "Allow", request)) {
    const { answer, deniedBy } = afterDenials(allowing, denials, request);
    if (answer === "yes") return { answer, by: allowing };
    if (answer === "cannot tell") decision = { answer, by: allowing, ...(deniedBy && { deniedBy }) };
    else if (decision.answer === "no" && deniedBy) decision = { answer, deniedBy };
  }
  return decision;
}

/** Whether a statement by itself allows all that is requested or, where it denies, takes all of it away. */
export function speaksOf(statement: Statement, request: Request): Answer {
  const alone = [{ origin: undefined, document: { statements: [statement] } }];
  return statement.effect === "Allow"
    ? decide(alone, request).answer
    : new Denials(applicable(alone, "Deny", request), request).of(request.resources).answer;
}

/** A statement that speaks of the action, and whether its conditions hold: "yes" or "cannot tell". */
interface Applicable<Origin> extends Decisive<Origin> {
  readonly holds: Answer;
}

function applicable<Origin>(
  documents: readonly OriginDocument<Origin>[],
  effect: Statement["effect"],
  { action, context }: Request,
): Applicable<Origin>[] {
  return documents.flatMap(({ origin, document }) =>
    document.statements.flatMap((statement) => {
      if (statement.effect !== effect || !namesAction(statement, action)) return [];
      const holds = hold(statement, context);
      return holds === "no" ? [] : { origin, statement, holds };
    }),
  );
}

/** What is asked of a statement again and again. */
interface Prepared {
  /** Whether its actions include one. */
  readonly actions: Map<string, boolean>;
  readonly resources: Beginnings;
}

const prepared = new WeakMap<Statement, Prepared>();

function preparedFor(statement: Statement): Prepared {
  const known = prepared.get(statement);
  if (known) return known;
  const made = { actions: new Map<string, boolean>(), resources: new Beginnings(statement.resources) };
  prepared.set(statement, made);
  return made;
}

/** Whether a statement excludes an empty list; AWS refuses it, so that it gives nothing. */
function excludesNothing({ actions, actionsInverted, resources, resourcesInverted }: Statement): boolean {
  return (actionsInverted && actions.length === 0) || (resourcesInverted && resources.length === 0);
}

/** Whether the statement's actions include the action; names of actions have no case. */
export function namesAction(statement: Statement, action: string): boolean {
  const { actions } = preparedFor(statement);
  const known = actions.get(action) ?? includesAction(statement, action);
  actions.set(action, known);
  return known;
}

function includesAction(statement: Statement, action: string): boolean {
  if (statement.effect === "Allow" && excludesNothing(statement)) return false;
  const wanted = action.toLowerCase();
  const named = statement.actions.some((pattern) => matches(pattern.toLowerCase(), wanted));
  return named !== statement.actionsInverted;
}

/** What of the request a statement allows once denials are taken away. */
function afterDenials<Origin>(
  { statement, holds }: Applicable<Origin>,
  denials: Denials<Origin>,
  request: Request,
): Decision<Origin> {
  let decision: Decision<Origin> = { answer: "no" };
  for (const { pattern, certain } of reaches(statement, request)) {
    const { answer, deniedBy } = denials.of(pattern);
    if (answer === "yes") {
      if (decision.answer === "no") decision = { answer: "no", ...(deniedBy && { deniedBy }) };
    } else if (answer === "no" && certain && holds === "yes") return { answer: "yes" };
    else decision = { answer: "cannot tell", ...(deniedBy && { deniedBy }) };
  }
  return decision;
}

/** A part of the request's ARNs that a statement speaks of. */
interface Reach {
  readonly pattern: string;
  /** Whether it certainly does: no variable is open, and nothing that is asked for is left over. */
  readonly certain: boolean;
}

function reaches(statement: Statement, request: Request): Reach[] {
  if (statement.resourcesInverted) return reachOfOthers(resolved(statement, request), request);
  const { resources } = preparedFor(statement);
  const patterns = resolved({ ...statement, resources: resources.like(request.resources) }, request);
  return patterns.flatMap(({ pattern, exact }) => {
    if (!intersects(pattern, request.resources)) return [];
    const asked = request.scope === "some" ? request.resources : inPlaceOf(pattern, request.resources);
    const reached = narrow(pattern, asked);
    if (request.except.some((excluded) => covers(excluded, reached))) return [];
    return { pattern: reached, certain: exact && (request.scope === "some" || covers(pattern, asked)) };
  });
}

/** Everything but the listed: the request's own pattern stands for what is left of it. */
function reachOfOthers(excluded: readonly Resolved[], { resources, scope }: Request): Reach[] {
  const whole = excluded.filter(({ pattern }) =>
    inPartitions(resources).some((part) => covers(pattern, part)),
  );
  if (whole.some(({ exact }) => exact)) return [];
  const touched = excluded.some(({ pattern }) => intersects(pattern, resources));
  return [{ pattern: resources, certain: scope === "some" ? whole.length === 0 : !touched }];
}

/** The statements that deny something of a request, prepared once for all parts that are allowed. */
class Denials<Origin> {
  private readonly inverted: readonly number[];
  /** The patterns of all statements, each with the place of its statement in the list. */
  private readonly patterns: Patterns<{ readonly at: number; readonly resolved: Resolved }>;
  private readonly found = new Map<string, Decision<Origin>>();

  constructor(
    private readonly statements: readonly Applicable<Origin>[],
    private readonly request: Request,
  ) {
    this.inverted = [...statements.keys()].filter((at) => statements[at]?.statement.resourcesInverted);
    this.patterns = new Patterns(
      statements.flatMap(({ statement }, at) =>
        resolved(statement, request).map((pattern) => [pattern.pattern, { at, resolved: pattern }] as const),
      ),
    );
  }

  /** Whether denials take away all of a part: "cannot tell" where one may, or takes some of it. */
  of(reached: string): Decision<Origin> {
    if (this.statements.length === 0) return { answer: "no" };
    const known = this.found.get(reached);
    if (known) return known;
    const decision = this.decide(reached);
    this.found.set(reached, decision);
    return decision;
  }

  private decide(reached: string): Decision<Origin> {
    let decision: Decision<Origin> = { answer: "no" };
    const parts = inPartitions(reached);
    const touching = this.touching(parts);
    for (const at of [...new Set([...this.inverted, ...touching.keys()])].sort((a, b) => a - b)) {
      const denial = this.statements[at];
      if (!denial) continue;
      const answer = denies(denial.statement, touching.get(at) ?? [], parts, this.request);
      const deniedBy = { origin: denial.origin, statement: denial.statement };
      if (answer === "yes" && denial.holds === "yes") return { answer, deniedBy };
      if (answer !== "no") decision = { answer: "cannot tell", deniedBy };
    }
    return decision;
  }

  /** The patterns that have an ARN with one of the parts in common, by their statements. */
  private touching(parts: readonly string[]): Map<number, Resolved[]> {
    const found = new Map<number, Resolved[]>();
    const touching = new Set(parts.flatMap((part) => this.patterns.intersecting(part)));
    for (const { at, resolved: pattern } of touching) {
      const others = found.get(at);
      if (others) others.push(pattern);
      else found.set(at, [pattern]);
    }
    return found;
  }
}

/** What a denial makes of a part, of which these patterns of its own have something in common with it. */
function denies(
  denial: Statement,
  touching: readonly Resolved[],
  parts: readonly string[],
  { scope, resources }: Request,
): Answer {
  const [reached = ""] = parts;
  // A part may be wider than what lies within the request, all of which a denial may take away.
  const whole = [...parts, ...inPartitions(resources)];
  if (denial.resourcesInverted) {
    if (touching.length === 0) return "yes";
    const keepsIt = touching.some(
      ({ pattern, exact }) => exact && (scope === "some" || covers(pattern, inPlaceOf(pattern, reached))),
    );
    return keepsIt ? "no" : "cannot tell";
  }
  const someOf = (test: (pattern: string, part: string) => boolean) =>
    touching.some(({ pattern }) => whole.some((part) => test(pattern, part)));
  if (touching.some((pattern) => pattern.exact && whole.some((part) => covers(pattern.pattern, part))))
    return "yes";
  if (scope === "all") return touching.length > 0 ? "cannot tell" : "no";
  const everywhere = someOf(covers);
  const inSomePlace = someOf(
    (pattern, part) => intersects(pattern, part) && covers(inAnyPlace(pattern), part),
  );
  return everywhere || inSomePlace ? "cannot tell" : "no";
}

function resolved({ resources, hasVariables, principal }: Statement, { context }: Request): Resolved[] {
  return resources.flatMap((text) => {
    const found = resolveVariables(text, context, hasVariables);
    if (!found) return [];
    return readings(found.pattern).map(({ pattern, certain }) => {
      // AWS says that it completes ARNs in policies of identities.
      const isCompleted = principal !== undefined && pattern !== found.pattern;
      return { pattern, exact: found.exact && certain && !isCompleted };
    });
  });
}

/** A statement that names AWS's commercial partition is meant for all there is. */
function inPartitions(pattern: string): string[] {
  return pattern.startsWith("arn:*:") ? [pattern, pattern.replace(/^arn:\*:/, "arn:aws:")] : [pattern];
}

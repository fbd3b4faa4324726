/**
 * Evaluates conditions and policy variables, as far as a preview can know what stands in a request
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
import type { Answer } from "./answers";
import type { Condition, Statement } from "./documents";
import { covers, coversBySegments, intersects, intersectsBySegments, isWholeArn, matches } from "./globs";

/** What a key of a request holds. */
export type ContextValue =
  /** A text; `*` and `?` stand for parts that are left open, a Region or an account. */
  | { readonly kind: "is"; readonly value: string }
  /** The request has the key, with a value that is not known. */
  | { readonly kind: "present" }
  /** The request does not have the key. */
  | { readonly kind: "absent" };

/**
 * What is known of a request, by keys in lower case: AWS does not distinguish them by case. A key that is not
 * in here is not known.
 */
export interface Context {
  get(key: string): ContextValue | undefined;
}

/** An answer; or yes, provided that a Region or account that the request leaves open is the right one. */
type Fit = Answer | "in some place";

/**
 * Whether all the conditions of a statement hold. A place that the request leaves open is taken to be the one
 * that an Allow names; whether it is the one that a Deny names cannot be told.
 */
export function hold({ conditions, effect, hasVariables }: Statement, context: Context): Answer {
  let all: Answer = "yes";
  for (const condition of conditions) {
    const answer = holds(condition, context, hasVariables);
    if (answer === "no") return "no";
    if (answer === "cannot tell" || (answer === "in some place" && effect === "Deny")) all = "cannot tell";
  }
  return all;
}

interface Operator {
  /** Whether it asks that no value fits. */
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  /** What the policy's value is; others are not compared here. */
  readonly compares: "texts" | "patterns" | "ARNs" | "others";
}

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: { negated: false, ignoresCase: false, compares: "texts" },
  StringNotEquals: { negated: true, ignoresCase: false, compares: "texts" },
  StringEqualsIgnoreCase: { negated: false, ignoresCase: true, compares: "texts" },
  StringNotEqualsIgnoreCase: { negated: true, ignoresCase: true, compares: "texts" },
  StringLike: { negated: false, ignoresCase: false, compares: "patterns" },
  StringNotLike: { negated: true, ignoresCase: false, compares: "patterns" },
  // The two for ARNs mean the same.
  ArnEquals: { negated: false, ignoresCase: false, compares: "ARNs" },
  ArnLike: { negated: false, ignoresCase: false, compares: "ARNs" },
  ArnNotEquals: { negated: true, ignoresCase: false, compares: "ARNs" },
  ArnNotLike: { negated: true, ignoresCase: false, compares: "ARNs" },
  Bool: { negated: false, ignoresCase: true, compares: "texts" },
  NumericEquals: { negated: false, ignoresCase: false, compares: "others" },
  NumericNotEquals: { negated: true, ignoresCase: false, compares: "others" },
  NumericLessThan: { negated: false, ignoresCase: false, compares: "others" },
  NumericLessThanEquals: { negated: false, ignoresCase: false, compares: "others" },
  NumericGreaterThan: { negated: false, ignoresCase: false, compares: "others" },
  NumericGreaterThanEquals: { negated: false, ignoresCase: false, compares: "others" },
  DateEquals: { negated: false, ignoresCase: false, compares: "others" },
  DateNotEquals: { negated: true, ignoresCase: false, compares: "others" },
  DateLessThan: { negated: false, ignoresCase: false, compares: "others" },
  DateLessThanEquals: { negated: false, ignoresCase: false, compares: "others" },
  DateGreaterThan: { negated: false, ignoresCase: false, compares: "others" },
  DateGreaterThanEquals: { negated: false, ignoresCase: false, compares: "others" },
  BinaryEquals: { negated: false, ignoresCase: false, compares: "others" },
  IpAddress: { negated: false, ignoresCase: false, compares: "others" },
  NotIpAddress: { negated: true, ignoresCase: false, compares: "others" },
};

/** `ForAnyValue:` and `ForAllValues:` are no matter to one value, and the context has no key with several. */
const operatorName = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/;

function holds({ operator, key, values }: Condition, context: Context, hasVariables: boolean): Fit {
  const [, set, name = "", ifExists] = operatorName.exec(operator) ?? [];
  const actual = context.get(key.toLowerCase());
  if (name === "Null") return ifExists === undefined ? isNull(set, values, actual) : "cannot tell";
  const known = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!known || actual === undefined || actual.kind === "present") return "cannot tell";
  if (actual.kind === "absent") {
    // "Any" is false of no value, and "all" is true; whether IfExists changes the former AWS does not say.
    if (set === "ForAnyValue:") return ifExists === undefined ? "no" : "cannot tell";
    return known.negated || ifExists !== undefined || set === "ForAllValues:" ? "yes" : "no";
  }
  if (known.compares === "others") return "cannot tell";
  const comparison = comparisons[known.compares];
  const fits = someFits(actual.value, values, { ...known, ...comparison }, context, hasVariables);
  if (!known.negated) return fits;
  if (fits === "yes") return "no";
  return fits === "no" ? "yes" : "cannot tell";
}

/** Whether a key is absent, or is not. Null asks no value, so that no value ever fits it, and none ever fails. */
function isNull(
  set: string | undefined,
  values: readonly string[],
  actual: ContextValue | undefined,
): Answer {
  if (set !== undefined) return set === "ForAnyValue:" ? "no" : "yes";
  if (actual === undefined) return "cannot tell";
  const isAbsent = String(actual.kind === "absent");
  return values.some((value) => value.toLowerCase() === isAbsent) ? "yes" : "no";
}

interface Comparison {
  readonly isOfArns: boolean;
  /** Whether a value of a policy fits all that a value of the request can be. */
  readonly always: (wanted: string, actual: string) => boolean;
  /** Whether it fits some of it. */
  readonly sometimes: (wanted: string, actual: string) => boolean;
}

const comparisons: Readonly<Record<Exclude<Operator["compares"], "others">, Comparison>> = {
  texts: {
    isOfArns: false,
    always: (wanted, actual) => wanted === actual && !hasWildcard(actual),
    sometimes: (wanted, actual) => !hasWildcard(wanted) && matches(actual, wanted),
  },
  patterns: { isOfArns: false, always: covers, sometimes: intersects },
  ARNs: { isOfArns: true, always: coversBySegments, sometimes: intersectsBySegments },
};

/** Whether a value fits one of those in a policy; one that is partly open may fit in some Region or account. */
function someFits(
  actual: string,
  values: readonly string[],
  { ignoresCase, isOfArns, always, sometimes }: Comparison & Pick<Operator, "ignoresCase">,
  context: Context,
  hasVariables: boolean,
): Fit {
  const cased = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const value = cased(actual);
  let best: Fit = "no";
  for (const text of values) {
    const resolved = resolveVariables(text, context, hasVariables);
    if (resolved === undefined) continue;
    const wanted = cased(resolved.pattern);
    // AWS does not say what an operator for ARNs makes of fewer than six segments.
    const isExact = resolved.exact && (!isOfArns || isWholeArn(wanted));
    if (!isExact) {
      if (best === "no" && intersects(wanted, value)) best = "cannot tell";
    } else if (always(wanted, value)) return "yes";
    else if (sometimes(wanted, value)) best = "in some place";
  }
  return best;
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** `${*}` and the like: characters themselves. No ARN has the first two, so that only a wildcard matches them. */
const escapes: Readonly<Record<string, string>> = { "*": "\uE001", "?": "\uE002", $: "$" };

/** A text without variables; where it had some that are not known, the widest pattern that it can stand for. */
export interface Resolved {
  readonly pattern: string;
  readonly exact: boolean;
}

/**
 * Puts what is known in the place of policy variables, and stars in that of the others. Undefined where a
 * variable has no value: such a text matches nothing
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
export function resolveVariables(
  text: string,
  context: Context,
  hasVariables: boolean,
): Resolved | undefined {
  if (!hasVariables || !text.includes("${")) return { pattern: text, exact: true };
  let exact = true;
  let pattern = "";
  let from = 0;
  // Goes through the text once: a variable ends with the first brace, and a text without one has no more variables.
  for (;;) {
    const start = text.indexOf("${", from);
    const end = start < 0 ? -1 : text.indexOf("}", start);
    if (end < 0) return { pattern: pattern + text.slice(from), exact };
    const value = meaningOf(text.slice(start + 2, end), context);
    if (value === "none") return undefined;
    if (value === "unknown") exact = false;
    pattern += text.slice(from, start) + (value === "unknown" ? "*" : value.text);
    from = end + 1;
  }
}

/** A key and, after a comma and a space, a default in quotes. */
const variableParts = /^([^,]*)(?:(,)(?: '([^']*)'$)?)?/;

/** What stands for a variable, whose name is what is between the braces. */
function meaningOf(name: string, context: Context): { readonly text: string } | "none" | "unknown" {
  const escaped = Object.hasOwn(escapes, name) ? escapes[name] : undefined;
  if (escaped !== undefined) return { text: escaped };
  const [, key = "", comma, byDefault] = variableParts.exec(name) ?? [];
  // AWS does not say what it makes of other forms, of spaces around the name for one.
  if (!isKey(key) || (comma !== undefined && byDefault === undefined)) return "unknown";
  const actual = context.get(key.toLowerCase());
  if (actual === undefined || actual.kind === "present") return "unknown";
  const value = actual.kind === "absent" ? byDefault : actual.value;
  if (value === undefined) return "none";
  return hasWildcard(value) ? "unknown" : { text: value };
}

/** A key as AWS writes it: names of tags may have spaces between words. */
function isKey(text: string): boolean {
  return text !== "" && text === text.trim() && !/['${]/.test(text);
}

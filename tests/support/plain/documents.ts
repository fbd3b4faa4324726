/**
 * What policy documents of an identity allow, decided the long way, to be read beside AWS's words. It knows documents
 * that AWS would take, requests of which everything is known, and nothing of the pack.
 */
import { fits, type Part, partsMatch, partsOf } from "./globs";

export type Texts = string | readonly string[];

/** A statement as it stands in a document. */
export interface PlainStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

export interface PlainDocument {
  readonly Version?: string;
  readonly Statement: readonly PlainStatement[];
}

/** A request. */
export interface PlainRequest {
  readonly action: string;
  /** One ARN. */
  readonly arn: string;
  /** What the request's keys hold, by keys in lower case; null and left out mean that it does not have the key. */
  readonly keys: Readonly<Record<string, string | null>>;
}

/** How an ARN of fewer than six segments that has wildcards is read: AWS says both, in different places. */
export type ShortArns = "completed" | "as written";

/** What AWS does not say; there is then nothing to compare with. */
export class Unsaid extends Error {}

/**
 * A denial that applies decides. Without one, something must allow the request: a policy and, where there is a
 * boundary, the boundary as well
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html).
 * @throws Unsaid where a statement that matters rests on what AWS does not say
 */
export function permits(
  policies: readonly PlainDocument[],
  request: PlainRequest,
  { short, boundary }: { readonly short: ShortArns; readonly boundary?: PlainDocument },
): boolean {
  const applies = (documents: readonly PlainDocument[], effect: PlainStatement["Effect"]) =>
    documents.some((document) =>
      document.Statement.some(
        (statement) => statement.Effect === effect && concerns(statement, document, request, short),
      ),
    );
  const boundaries = boundary ? [boundary] : [];
  if (applies([...policies, ...boundaries], "Deny")) return false;
  if (boundary && !applies(boundaries, "Allow")) return false;
  return applies(policies, "Allow");
}

/** Whether a statement is about a request: its action, its resource and all its conditions must be. */
function concerns(
  statement: PlainStatement,
  { Version }: PlainDocument,
  request: PlainRequest,
  short: ShortArns,
): boolean {
  // Only documents of this version have variables
  // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
  const patterns = (text: string) => (Version === "2012-10-17" ? substituted(text, request) : partsOf(text));
  // Actions have no case
  // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html).
  const isAction = (pattern: string) => fits(pattern, request.action, { ignoresCase: true });
  const isResource = (pattern: string) => {
    const isAsWritten = short === "as written" && /[*?]/.test(pattern);
    const parts = patterns(isAsWritten ? pattern : completed(pattern));
    return parts !== undefined && partsMatch(parts, request.arn);
  };
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  // The inverted elements mean everything but what they list.
  const namesAction =
    Action === undefined ? !listed(NotAction).some(isAction) : listed(Action).some(isAction);
  const namesResource =
    Resource === undefined ? !listed(NotResource).some(isResource) : listed(Resource).some(isResource);
  if (!namesAction || !namesResource) return false;
  // All operators and keys must be met
  // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: listed(values) })),
  );
  const outcomes = tests.map((test) => passes(test, request, patterns));
  if (outcomes.includes("fails")) return false;
  if (outcomes.includes("unsaid")) throw new Unsaid();
  return true;
}

function listed(texts: Texts | undefined): readonly string[] {
  return texts === undefined ? [] : [texts].flat();
}

/**
 * Segments that an ARN lacks are stars
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
 */
function completed(pattern: string): string {
  const missing = 6 - pattern.split(":").length;
  return pattern.startsWith("arn:") && missing > 0 ? pattern + ":*".repeat(missing) : pattern;
}

/**
 * The pattern with values in the place of its variables; undefined where one has none, as such a text matches
 * nothing. `${key, 'default'}` has a default, and `${*}`, `${?}`, `${$}` are characters
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
function substituted(text: string, { keys }: PlainRequest): Part[] | undefined {
  const parts: Part[] = [];
  for (const piece of text.split(/(\$\{[^}]*\})/)) {
    const name = /^\$\{(.*)\}$/.exec(piece)?.[1];
    if (name === undefined) parts.push(...partsOf(piece));
    else if (["*", "?", "$"].includes(name)) parts.push({ text: name });
    else {
      const [, key = "", byDefault] = /^([^,' {$]+)(?:, '([^']*)')?$/.exec(name) ?? [];
      if (key === "") throw new Unsaid();
      const value = keys[key.toLowerCase()] ?? byDefault;
      if (value === undefined) return undefined;
      parts.push({ text: value });
    }
  }
  return parts;
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

type Outcome = "passes" | "fails" | "unsaid";

/** (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html) */
function passes(
  { operator, key, values }: Test,
  { keys }: PlainRequest,
  patterns: (text: string) => Part[] | undefined,
): Outcome {
  const [, set, name = "", ifExists] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const value = keys[key.toLowerCase()] ?? undefined;
  if (name === "Null") {
    if (set !== undefined || ifExists !== undefined) return "unsaid";
    // It asks with "true" that the key is absent, and with "false" that it is there.
    const isAbsent = String(value === undefined);
    if (values.some((wanted) => !["true", "false"].includes(wanted.toLowerCase()))) return "unsaid";
    return outcome(values.some((wanted) => wanted.toLowerCase() === isAbsent));
  }
  const isNegated = /^(String|Arn)Not/.test(name) || name === "NotIpAddress";
  if (value === undefined) {
    if (set === "ForAnyValue:") return ifExists === undefined ? "fails" : "unsaid";
    // All of no values.
    if (set === "ForAllValues:") return "passes";
    // An absent key fails, but for operators that are negated or say that it may be absent.
    return outcome(ifExists !== undefined || isNegated);
  }
  const fitsOne = comparison(name);
  if (!fitsOne) return "unsaid";
  // One of the values is enough; of a negated operator none may fit.
  const matched = values.some((wanted) => fitsOne(wanted, value, patterns));
  return outcome(matched !== isNegated);
}

function outcome(isMet: boolean): Outcome {
  return isMet ? "passes" : "fails";
}

type Comparison = (wanted: string, value: string, patterns: (text: string) => Part[] | undefined) => boolean;

/** How an operator compares; undefined for those with numbers, dates and addresses, which nothing here needs. */
function comparison(name: string): Comparison | undefined {
  switch (name) {
    case "StringEquals":
    case "StringNotEquals":
      return (wanted, value, patterns) => literal(patterns(wanted)) === value;
    case "StringEqualsIgnoreCase":
    case "StringNotEqualsIgnoreCase":
    case "Bool":
      return (wanted, value, patterns) => literal(patterns(wanted))?.toLowerCase() === value.toLowerCase();
    case "StringLike":
    case "StringNotLike":
      return (wanted, value, patterns) => {
        const parts = patterns(wanted);
        return parts !== undefined && partsMatch(parts, value);
      };
    case "ArnEquals":
    case "ArnLike":
    case "ArnNotEquals":
    case "ArnNotLike":
      return arnsFit;
    default:
      return undefined;
  }
}

/** ARNs are compared segment by segment, of which the sixth is all that is left, each with wildcards of its own. */
function arnsFit(wanted: string, value: string, patterns: (text: string) => Part[] | undefined): boolean {
  const wantedParts = wanted.split(":");
  const valueParts = value.split(":");
  if (wantedParts.length < 6 || valueParts.length < 6) throw new Unsaid();
  const six = (parts: readonly string[]) => [...parts.slice(0, 5), parts.slice(5).join(":")];
  const values = six(valueParts);
  return six(wantedParts).every((segment, index) => {
    const parts = patterns(segment);
    return parts !== undefined && partsMatch(parts, values[index] ?? "");
  });
}

/** What a pattern is as a text, in which wildcards stand for themselves. */
function literal(parts: readonly Part[] | undefined): string | undefined {
  return parts?.map((part) => ("text" in part ? part.text : part.wildcard)).join("");
}

/**
 * Reads IAM policy documents
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 */
import { parseJson } from "./json";

/** One statement; lists are lists even where the document has a single text. */
export interface Statement {
  /** Its place in the document, counted from 1, for messages. */
  readonly number: number;
  readonly effect: "Allow" | "Deny";
  /** Patterns of `Action`, or of `NotAction` when `actionsInverted`. */
  readonly actions: readonly string[];
  readonly actionsInverted: boolean;
  /** Patterns of `Resource`, or of `NotResource` when `resourcesInverted`, variables as they are written. */
  readonly resources: readonly string[];
  readonly resourcesInverted: boolean;
  /** What a `Condition` demands, all of it; empty where there is none. */
  readonly conditions: readonly Condition[];
  /** Whom it concerns; undefined in policies of an identity, which concern that identity. */
  readonly principal: Principal | undefined;
  /** Whether `${…}` is a variable: in documents of the older version it is plain text. */
  readonly hasVariables: boolean;
}

/** One test of a `Condition`: the key's value must fit one of the values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whom a statement of a resource's policy concerns. */
export type Principal =
  /** These; federated users left out. */
  | ({ readonly kind: "aws" } & Principals)
  /** Everybody but these. */
  | ({ readonly kind: "others" } & Principals);

export interface Principals {
  /** ARNs, account numbers or unique ids, or `*`. */
  readonly names: readonly string[];
  /** Such as `ecs-tasks.amazonaws.com`. */
  readonly services: readonly string[];
}

export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

/** What is wrong with a document, in words that hold nothing of its content. */
export class DocumentError {
  constructor(readonly fault: string) {}
}

/**
 * Reads a document, a text or what one says; tells what is wrong with one that is none.
 * @param about whether it is about what has it, as policies of trust, repositories and file systems are: then a
 *   statement without resources is
 */
export function readDocument(
  document: unknown,
  about: "what it names" | "its holder" = "what it names",
): PolicyDocument | DocumentError {
  const parsed = typeof document === "string" ? parseJson(document) : undefined;
  if (parsed?.kind === "no JSON") return new DocumentError("is not a JSON document");
  if (parsed?.kind === "repeated name") return new DocumentError("has an object with the same name twice");
  const json = parsed ? parsed.value : document;
  if (!isObject(json)) return new DocumentError("is not a JSON object");
  const listed = json.Statement;
  if (listed === undefined) return new DocumentError("has no `Statement`");
  const hasVariables = json.Version === "2012-10-17";
  const statements: Statement[] = [];
  for (const [index, entry] of (Array.isArray(listed) ? listed : [listed]).entries()) {
    const whole =
      about === "its holder" && isObject(entry) && entry.NotResource === undefined
        ? { Resource: "*", ...entry }
        : entry;
    const statement = readStatement(whole, index + 1, hasVariables);
    if (statement instanceof DocumentError) return statement;
    statements.push(statement);
  }
  return { statements };
}

function readStatement(entry: unknown, number: number, hasVariables: boolean): Statement | DocumentError {
  const fault = (text: string) => new DocumentError(`has a statement ${number} ${text}`);
  if (!isObject(entry)) return fault("that is not an object");
  const effect = entry.Effect;
  if (effect !== "Allow" && effect !== "Deny") return fault("whose `Effect` is neither Allow nor Deny");
  const actions = readPair(entry, "Action", "NotAction");
  if (!actions) return fault("without one of `Action` and `NotAction` that is a text or a list of texts");
  const resources = readPair(entry, "Resource", "NotResource");
  if (!resources)
    return fault("without one of `Resource` and `NotResource` that is a text or a list of texts");
  const conditions = readConditions(entry.Condition);
  if (!conditions) return fault("whose `Condition` is not an object of operators, keys and values");
  const principal = readPrincipal(entry);
  if (principal === "malformed") return fault("whose `Principal` is neither `*` nor an object of texts");
  return {
    number,
    effect,
    actions: actions.patterns,
    actionsInverted: actions.inverted,
    resources: resources.patterns,
    resourcesInverted: resources.inverted,
    conditions,
    principal,
    hasVariables,
  };
}

function readPair(entry: Record<string, unknown>, plain: string, inverted: string) {
  const isInverted = entry[inverted] !== undefined;
  if (isInverted === (entry[plain] !== undefined)) return undefined;
  const patterns = readTexts(isInverted ? entry[inverted] : entry[plain]);
  return patterns && { patterns, inverted: isInverted };
}

function readTexts(value: unknown): string[] | undefined {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  return listed.every((item) => typeof item === "string") ? listed : undefined;
}

/** `{ operator: { key: value or values } }`, where a value may be a number or a truth value, too. */
function readConditions(json: unknown): Condition[] | undefined {
  if (json === undefined) return [];
  if (!isObject(json)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(json)) {
    if (!isObject(keys)) return undefined;
    for (const [key, value] of Object.entries(keys)) {
      const listed: unknown[] = Array.isArray(value) ? value : [value];
      if (!listed.every((item) => ["string", "number", "boolean"].includes(typeof item))) return undefined;
      conditions.push({ operator, key, values: listed.map(String) });
    }
  }
  return conditions;
}

function readPrincipal(entry: Record<string, unknown>): Principal | undefined | "malformed" {
  const isInverted = entry.NotPrincipal !== undefined;
  const principal = isInverted ? entry.NotPrincipal : entry.Principal;
  if (principal === undefined) return undefined;
  const kind = isInverted ? "others" : "aws";
  if (principal === "*") return { kind, names: ["*"], services: ["*"] };
  if (!isObject(principal)) return "malformed";
  const [names, services] = [readTexts(principal.AWS ?? []), readTexts(principal.Service ?? [])];
  return names && services ? { kind, names, services } : "malformed";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

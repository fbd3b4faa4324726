/**
 * Reads IAM policy documents
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 */

/** One statement; lists are lists even where the document has a single text. */
export interface Statement {
  /** Its place in the document, counted from 1, for messages. */
  readonly number: number;
  readonly effect: "Allow" | "Deny";
  /** Patterns of `Action`, or of `NotAction` when `actionsInverted`. */
  readonly actions: readonly string[];
  readonly actionsInverted: boolean;
  /** Patterns of `Resource`, or of `NotResource` when `resourcesInverted`. */
  readonly resources: readonly string[];
  readonly resourcesInverted: boolean;
  /** Whether a `Condition` restricts it. */
  readonly conditional: boolean;
}

export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

/** What is wrong with a document, in words that hold nothing of its content. */
export class DocumentError {
  constructor(readonly fault: string) {}
}

/** Reads a document that was parsed from JSON; tells what is wrong with one that is none. */
export function readDocument(json: unknown): PolicyDocument | DocumentError {
  if (!isObject(json)) return new DocumentError("is not a JSON object");
  const listed = json.Statement;
  if (listed === undefined) return new DocumentError("has no `Statement`");
  const statements: Statement[] = [];
  for (const [index, entry] of (Array.isArray(listed) ? listed : [listed]).entries()) {
    const statement = readStatement(entry, index + 1);
    if (statement instanceof DocumentError) return statement;
    statements.push(statement);
  }
  return { statements };
}

function readStatement(entry: unknown, number: number): Statement | DocumentError {
  const fault = (text: string) => new DocumentError(`has a statement ${number} ${text}`);
  if (!isObject(entry)) return fault("that is not an object");
  const effect = entry.Effect;
  if (effect !== "Allow" && effect !== "Deny") return fault("whose `Effect` is neither Allow nor Deny");
  const actions = readPair(entry, "Action", "NotAction");
  if (!actions) return fault("without one of `Action` and `NotAction` that is a text or a list of texts");
  const resources = readPair(entry, "Resource", "NotResource");
  if (!resources)
    return fault("without one of `Resource` and `NotResource` that is a text or a list of texts");
  const condition = entry.Condition;
  if (condition !== undefined && !isObject(condition)) return fault("whose `Condition` is not an object");
  return {
    number,
    effect,
    actions: actions.patterns,
    actionsInverted: actions.inverted,
    resources: resources.patterns,
    resourcesInverted: resources.inverted,
    conditional: condition !== undefined && Object.keys(condition).length > 0,
  };
}

function readPair(entry: Record<string, unknown>, plain: string, inverted: string) {
  const isInverted = entry[inverted] !== undefined;
  if (isInverted === (entry[plain] !== undefined)) return undefined;
  const value = isInverted ? entry[inverted] : entry[plain];
  const list = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string")
    ? { patterns: list as string[], inverted: isInverted }
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

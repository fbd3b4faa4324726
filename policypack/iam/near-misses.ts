/** Statements that were meant to allow a request and do not, with what is wrong with them. */
import { namesAction, type OriginDocument } from "./decisions";
import type { Statement } from "./documents";
import { chosenByAws, covers, inPlaceOf, matches, readings } from "./globs";

export interface NearMiss<Origin> {
  readonly origin: Origin;
  readonly statement: Statement;
  /** Completes "statement 2 of … "; holds nothing of the document but names of keys. */
  readonly fault: string;
  /** Whether the statement is right for other ARNs, so that one is only missing. */
  readonly isForOthers: boolean;
}

/** The action that people take for the one that is needed. */
const mistaken: Readonly<Record<string, readonly string[]>> = {
  "ssm:GetParameters": ["ssm:GetParameter", "ssm:GetParametersByPath"],
  "secretsmanager:GetSecretValue": ["secretsmanager:DescribeSecret", "secretsmanager:BatchGetSecretValue"],
};

/** The first statement of documents that comes near to allowing the action on the ARN. */
export function nearMiss<Origin>(
  documents: readonly OriginDocument<Origin>[],
  action: string,
  arn: string,
): NearMiss<Origin> | undefined {
  const misses = documents.flatMap(({ origin, document }) =>
    document.statements.flatMap((statement) => {
      const fault = statement.effect === "Allow" ? faultOf(statement, action, arn) : undefined;
      return fault === undefined ? [] : [{ origin, statement, fault, isForOthers: fault === otherArn }];
    }),
  );
  // What is wrong with an ARN says more than that another one is named.
  return misses.find(({ fault }) => fault !== otherArn) ?? misses[0];
}

const otherArn = "allows it on other ARNs only";

function faultOf(statement: Statement, action: string, arn: string): string | undefined {
  if (!namesAction(statement, action)) {
    const taken = (mistaken[action] ?? []).find((other) => namesAction(statement, other));
    if (taken === undefined || (!statement.resourcesInverted && !mayReach(statement, arn))) return undefined;
    return `allows \`${taken}\`, and ECS calls \`${action}\` only`;
  }
  if (statement.resourcesInverted) return undefined;
  const patterns = patternsOf(statement);
  if (patterns.some((pattern) => reaches(pattern, arn)))
    return statement.conditions.length > 0 ? conditionFault(statement) : undefined;
  const faults = patterns.map((pattern) => arnFault(pattern, arn));
  return faults.find((fault) => fault !== undefined) ?? otherArn;
}

/** Whether a statement's ARNs hold the one in question, or are meant to: what is wrong with them is told first. */
function mayReach(statement: Statement, arn: string): boolean {
  return patternsOf(statement).some(
    (pattern) => reaches(pattern, arn) || arnFault(pattern, arn) !== undefined,
  );
}

function patternsOf({ resources }: Statement): string[] {
  return resources.flatMap((text) => readings(text).map(({ pattern }) => pattern));
}

/** Whether a pattern covers an ARN, in the Region and account that it names where the ARN leaves them open. */
function reaches(pattern: string, arn: string): boolean {
  return covers(pattern, inPlaceOf(pattern, arn));
}

/** Keys of conditions are no values: they say which condition is meant. */
function conditionFault({ conditions }: Statement): string {
  const keys = [...new Set(conditions.map(({ key }) => key))];
  const [only, another] = keys;
  const on = only && !another && /^[\w:/.-]+$/.test(only) ? ` on \`${only}\`` : "";
  return `allows it under ${another ? "conditions, of which one does not hold" : `a condition${on} that does not hold`}`;
}

function arnFault(pattern: string, arn: string): string | undefined {
  if (arn === chosenByAws) return "names ARNs, and this is asked for without one, which only `*` allows";
  if (!/^(arn:|\*)/.test(pattern)) return "names something that is no ARN";
  const [service = "", rest = ""] = [pattern.split(":")[2], pattern.split(":").slice(5).join(":")];
  if (service === "ssm" && rest.startsWith("parameter//"))
    return "names an ARN with two slashes after `parameter`, which no parameter has";
  if (service === "ssm" && /^parameter[^/*?]/.test(rest))
    return "names an ARN without a slash after `parameter`, which no parameter has";
  if (service === "kms" && rest.startsWith("alias/"))
    return "names the ARN of an alias, and IAM compares that of the key";
  if (service === "secretsmanager" && rest.split(":").length > 2)
    return "names a part of the secret, and IAM compares the ARN without it";
  // As it is, and with whatever AWS adds.
  if (service === "secretsmanager" && reaches(`${pattern}-??????`, arn))
    return "names the secret without the hyphen and the six characters that AWS adds (`-??????` stands for them)";
  if (service === "logs" && reaches(`${pattern}:*`, arn))
    return "names the log group without `:*` at its end, and IAM compares the ARN of the log stream";
  if (service === "ecs" && reaches(`${pattern}:*`, arn))
    return "names the family without a revision, for which `:*` at its end would stand";
  if (service === "s3" && reaches(`${pattern}/*`, arn))
    return "names the bucket, and IAM compares the ARN of the file in it";
  if (service !== "s3" && pattern.split(":").slice(3, 5).join("") === "")
    return "leaves Region and account empty, where `*` would stand for any";
  const place = (text: string) => text.split(":").slice(3, 5);
  const elsewhere = pattern.split(":").map((part, index) => (index === 3 || index === 4 ? "*" : part));
  if (place(pattern).length === 2 && matches(elsewhere.join(":"), arn))
    return "names another Region or account";
  return undefined;
}

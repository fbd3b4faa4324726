/**
 * Constraints of grants of keys
 * (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html).
 */
import type { Answer } from "../iam/answers";
import { isWholeArn, matches } from "../iam/globs";
import { isObject, type Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, list, read, sourceOf, text } from "../stack/values";
import type { Question } from "./permissions";

const contextKey = "kms:encryptioncontext:";

/** Whether the encryption context of a request is one that a grant takes; it is all that constraints ask for. */
export function constraintsHold(grant: Resource, { keys }: Question): Answer {
  const constraints = read(grant, "inputs", ["constraints"], list);
  if (constraints.kind === "absent") return "yes";
  if (constraints.kind !== "known") return "cannot tell";
  const context = new Map(
    [...(keys ?? [])].flatMap(([key, value]) =>
      key.startsWith(contextKey) && value.kind === "is"
        ? [[key.slice(contextKey.length), value.value] as const]
        : [],
    ),
  );
  const answers = constraints.value.flatMap((constraint): Answer[] => {
    if (!isObject(constraint)) return ["cannot tell"];
    const asked = (property: string) => constraint[property] ?? {};
    return [
      subsetHolds(asked("encryptionContextSubset"), context, grant),
      // Services add pairs of which a preview does not know: whether it is the whole cannot be told.
      equalsHolds(asked("encryptionContextEquals"), context, grant),
    ];
  });
  if (answers.includes("no")) return "no";
  return answers.includes("cannot tell") ? "cannot tell" : "yes";
}

/** Whether the context has all pairs that a constraint lists. */
function subsetHolds(pairs: Property, context: ReadonlyMap<string, string>, grant: Resource): Answer {
  if (!isObject(pairs)) return "cannot tell";
  let answer: Answer = "yes";
  for (const [key, property] of Object.entries<Property>(pairs)) {
    const wanted = interpret(property, text, sourceOf(grant, "constraints"));
    const value = context.get(key.toLowerCase());
    if (value === undefined) return context.size > 0 && isOfOtherService(key, context) ? "no" : "cannot tell";
    if (wanted.kind !== "known") answer = "cannot tell";
    else if (!matches(value, wanted.value)) return "no";
    else if (!isWholeArn(value) || isNameless(value)) answer = "cannot tell";
  }
  return answer;
}

/** Whether of a pattern of an ARN what comes after the account is open. */
function isNameless(arn: string): boolean {
  return arn.split(":").slice(5).join(":").includes("*");
}

/** Parameter Store gives one pair, Secrets Manager two. */
function equalsHolds(pairs: Property, context: ReadonlyMap<string, string>, grant: Resource): Answer {
  const answer = subsetHolds(pairs, context, grant);
  if (answer !== "yes" || !isObject(pairs) || Object.keys(pairs).length === 0) return answer;
  return context.has("parameter_arn") && Object.keys(pairs).length === 1 ? "yes" : "cannot tell";
}

const serviceKeys = ["parameter_arn", "secretarn", "secretversionid"];

/** Whether a pair is one that another service than the one that asks puts into the context, or none does. */
function isOfOtherService(key: string, context: ReadonlyMap<string, string>): boolean {
  const isSecret = context.has("secretarn");
  return !(isSecret && serviceKeys.slice(1).includes(key.toLowerCase()));
}

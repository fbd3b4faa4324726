/** Which parameters of Parameter Store a task definition takes as secrets. */
import { propertyName } from "../code/words";
import type { Resource } from "../stack/resources";
import { read, text } from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import { readReference } from "./secret-references";
import type { TakenSecrets } from "./task-secrets";

/** Whether ECS fetches a secret of these containers from Parameter Store. */
export type ParameterStoreUse =
  | { readonly kind: "yes"; readonly certainty: "proven" | "presumed" }
  | { readonly kind: "no" }
  | { readonly kind: "cannot tell"; readonly reason: Reason };

export function parameterStoreUse({
  uses,
  open,
  faults,
  parameters,
  definition,
}: TakenSecrets): ParameterStoreUse {
  const certainly = uses.some(
    ({ valueFrom, purpose }) =>
      valueFrom.kind === "known" && purpose !== "registry" && isParameterReference(valueFrom.value),
  );
  if (certainly) return { kind: "yes", certainty: "proven" };
  const isOpen = open.length > 0 || uses.some(({ valueFrom }) => valueFrom.kind === "unknown");
  if (isOpen) {
    if (parameters.length > 0) return { kind: "yes", certainty: "presumed" };
    const [first] = open;
    const text = `\`${propertyName(first?.property ?? "primaryContainer")}\` of \`${definition.resource.name}\` is not known before the update`;
    return { kind: "cannot tell", reason: { cause: "new", text } };
  }
  const [fault] = faults;
  return fault ? { kind: "cannot tell", reason: fault } : { kind: "no" };
}

/** ARNs of the parameters that the containers take; what is not plainly an ARN may be the secret itself. */
export function knownParameterArns({ uses }: TakenSecrets): string[] {
  return uses.flatMap(({ valueFrom }) =>
    valueFrom.kind === "known" && parameterArn.test(valueFrom.value) ? [valueFrom.value] : [],
  );
}

const parameterArn = /^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/;

/**
 * Whether the containers take a secret from this parameter: by its name where they are known, by an edge
 * where they are not.
 */
export function namesParameter({ uses, open, parameters }: TakenSecrets, parameter: Resource): boolean {
  if (!parameters.includes(parameter)) return false;
  if (open.length > 0) return true;
  const name = read(parameter, "outputs", ["name"], text);
  if (name.kind !== "known") return true;
  const plain = name.value.replace(/^\//, "");
  return uses.some(({ valueFrom, purpose }) => {
    if (valueFrom.kind !== "known") return true;
    const reference = readReference(valueFrom.value, purpose);
    return reference.kind === "parameter" && reference.name === plain;
  });
}

/**
 * What is not an ARN is the name of a parameter
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html).
 */
function isParameterReference(valueFrom: string): boolean {
  return !valueFrom.startsWith("arn:") || /^arn:[^:]*:ssm:/.test(valueFrom);
}

/**
 * What the text means by which a task definition names a secret
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html).
 */
import { idiom, propertyName } from "../code/words";
import { isOutputText } from "../stack/output-text";
import type { ArnPlace } from "../stack/places";
import type { Purpose } from "./secret-uses";

/** Which part of a secret is meant, and which version of it. */
export interface Selector {
  readonly key?: string;
  readonly stage?: string;
  readonly version?: string;
}

export type Reference =
  | {
      readonly kind: "parameter";
      /** Without a leading slash. */
      readonly name: string;
      /** Undefined for a plain name, which is looked up where the task runs. */
      readonly place: ArnPlace | undefined;
    }
  | {
      readonly kind: "secret";
      /** The name, with the six characters that AWS adds where they are written. */
      readonly name: string;
      readonly place: ArnPlace | undefined;
      /** What follows the ARN; empty parts are left out. */
      readonly selector: Selector;
    }
  /** A file in S3. */
  | { readonly kind: "object"; readonly arn: string }
  /** A form of which AWS does not say what becomes of it. */
  | { readonly kind: "unclear"; readonly fault: string; readonly cure: string }
  /** Nothing that ECS can read. */
  | { readonly kind: "fault"; readonly fault: string; readonly cure: string };

const arnForm = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s;
const parameterName = /^[\w./-]+$/;
const secretName = /^[\w/+=.@!-]+$/;

/** Reads a reference; `purpose` tells which forms may stand there. */
export function readReference(valueFrom: string, purpose: Purpose): Reference {
  if (isOutputText(valueFrom)) {
    return fault(
      "holds the text of an Output, not its value",
      `Put the Output itself there, inside \`${idiom("json")}\`, in place of what the language has for plain values.`,
    );
  }
  const [isArn, partition = "", service = "", region = "", account = "", rest = ""] =
    arnForm.exec(valueFrom) ?? [];
  if (isArn === undefined) return purpose === "registry" ? secretNamed(valueFrom) : parameterNamed(valueFrom);
  const place = { partition, region, account };
  if (service === "secretsmanager") return secretAt(place, rest, purpose);
  if (service === "ssm" && purpose !== "registry") return parameterAt(place, rest);
  if (service === "s3" && purpose === "credential spec") return { kind: "object", arn: valueFrom };
  return fault(
    "is the ARN of something that ECS cannot read there",
    purpose === "registry"
      ? "Give the ARN of the secret in Secrets Manager that holds the user name and the password."
      : "Give the ARN of a parameter in Parameter Store or of a secret in Secrets Manager.",
  );
}

/** What is not an ARN is the name of a parameter. */
function parameterNamed(text: string): Reference {
  const name = withoutSelector(text).replace(/^\//, "");
  if (parameterName.test(name) && !name.startsWith("/")) {
    return { kind: "parameter", name, place: undefined };
  }
  return fault(
    "is neither an ARN nor the name of a parameter",
    "Give the ARN or name of the parameter, or the whole ARN of the secret: ECS takes a plain name for one of a parameter, and no value.",
  );
}

function parameterAt(place: ArnPlace, rest: string): Reference {
  const name = withoutSelector(rest.replace(/^parameter\//, ""));
  if (rest.startsWith("parameter//")) {
    return fault(
      "is an ARN with two slashes after `parameter`, which no parameter has",
      `Use the parameter's \`${propertyName("arn")}\`; where the ARN is put together from a name that begins with a slash, put no other before it.`,
    );
  }
  if (!rest.startsWith("parameter/") || !parameterName.test(name)) {
    return fault(
      "is an ARN that no parameter has",
      `Use the parameter's \`${propertyName("arn")}\`; where the ARN is put together, a slash stands between \`parameter\` and the name.`,
    );
  }
  if (place.region === "" || !/^\d{12}$/.test(place.account)) {
    return fault(
      "is an ARN without a Region or an account of twelve digits, which the ARN of every parameter has",
      `Use the parameter's \`${propertyName("arn")}\`, or its name alone: that is looked up in the Region and account of the task.`,
    );
  }
  return { kind: "parameter", name, place };
}

/** A version or label may follow the name. */
function withoutSelector(name: string): string {
  return name.replace(/(?<!:):[\w.-]+$/, "");
}

function secretNamed(name: string): Reference {
  if (secretName.test(name)) return { kind: "secret", name, place: undefined, selector: {} };
  return fault(
    "is neither an ARN nor the name of a secret",
    "Give the ARN of the secret in Secrets Manager.",
  );
}

/** `secret:<name>`, or `secret:<name>:<JSON key>:<version stage>:<version id>`, where parts may be empty. */
function secretAt(place: ArnPlace, rest: string, purpose: Purpose): Reference {
  const [type, name = "", ...selectors] = rest.split(":");
  if (type !== "secret" || !secretName.test(name)) {
    return fault("is an ARN that no secret has", `Use the secret's \`${propertyName("arn")}\`.`);
  }
  if (selectors.length > 0 && purpose === "registry") {
    return {
      kind: "unclear",
      fault: "selects a part of a secret, of which AWS does not say whether ECS takes it for a registry",
      cure: "Give the ARN of a secret that holds the user name and the password, with nothing after it.",
    };
  }
  if (selectors.length > 0 && selectors.length !== 3) {
    return fault(
      "is not of the form in which ECS takes a part of a secret",
      "Three parts follow the secret's ARN, each of which may be empty: write `<secret ARN>:<JSON key>::`, with both colons at the end.",
    );
  }
  const [key, stage, version] = selectors;
  if (stage && version) {
    return fault(
      "selects a version by its stage and by its id, of which ECS takes one only",
      "Leave one of the last two parts empty.",
    );
  }
  const selector = { ...(key && { key }), ...(stage && { stage }), ...(version && { version }) };
  return { kind: "secret", name, place, selector };
}

function fault(text: string, cure: string): Reference {
  return { kind: "fault", fault: text, cure };
}

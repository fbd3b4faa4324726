/**
 * Rejects an ECS, IAM or parameter property that holds the text of an Output: the program put an Output
 * into a string, and the SDK answers with an explanation instead of the value
 * (https://www.pulumi.com/docs/iac/concepts/inputs-outputs/).
 */

import { asArguments, codeList, document, type Piece, type Printer, pasted, reference } from "../code/tree";
import { propertyName } from "../code/words";
import type { RuleMetadata } from "../model/rule";
import { labelOf } from "../stack/labels";
import { isOutputText } from "../stack/output-text";
import { isObject, type Properties, type Property, somePart } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { json } from "../stack/values";
import { changesValidated } from "../verdicts/best-practices";
import type { Finding } from "../verdicts/findings";
import { type FindingKind, idOf } from "../verdicts/kinds";

const kinds = {
  outputText: {
    id: "output-text/<property>",
    meaning: "this property holds the text of an Output",
    evidence: "reported",
    sources: [
      "https://github.com/pulumi/pulumi-aws/issues/944",
      "https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
    ],
  },
} as const satisfies Record<string, FindingKind>;

export const ecsOutputsAreNotText: RuleMetadata = {
  name: "ecs-outputs-are-not-text",
  displayName: "No Output in a string",
  description:
    "No property of an ECS, IAM or parameter resource holds the text that an Output gives when it is put into a string.",
  rejects: "an ECS, IAM or parameter property that holds the text of an Output",
  level: "mandatory",
  severity: "high",
  serves: changesValidated,
  tags: ["ecs", "iam", "ssm", "outputs"],
  remediation:
    "Put Outputs into text and into JSON with what the SDK has for it, and not with what the language has for plain values.",
  findings: Object.values(kinds),
  questions: [],
};

/** Beginnings of the types whose properties are looked at. */
const judgedTypes = ["aws:ecs/", "aws:iam/", "aws:ssm/parameter:"];

/** The provider's copy of `tags`, which the program does not set. */
const repeated = "tagsAll";

export function isJudged(type: string): boolean {
  return judgedTypes.some((beginning) => type.startsWith(beginning));
}

/** One finding for each property of the resource that holds such a text. */
export function outputsInText(
  resource: Pick<Resource, "urn" | "type" | "name"> & { readonly inputs: Properties },
): Finding[] {
  return Object.entries(resource.inputs)
    .filter(([property, value]) => property !== repeated && holdsOutputText(value))
    .map(([property, value]) => ({
      urn: resource.urn,
      ids: [idOf(kinds.outputText, property)],
      certainty: "proven",
      message: (_ids, _left, code) => message(resource, property, value, code),
    }));
}

function holdsOutputText(value: Property): boolean {
  return somePart(value, (part) => typeof part === "string" && isOutputText(part));
}

/** A text and a document with outputs in them, as arguments of some resource. */
const examples: Piece = asArguments({
  name: { kind: "concatenation", parts: [reference("parameter", "name"), "-url"] },
  policy: {
    kind: "json",
    of: document({ Statement: codeList([document({ Resource: reference("parameter", "arn") })]) }),
  },
});

function message(
  resource: Pick<Resource, "type" | "name">,
  property: string,
  value: Property,
  code: Printer,
): string {
  const place = placeOf(value);
  const at = place.length > 0 ? ` at \`${place.join("/")}\`` : "";
  return [
    `\`${propertyName(property)}\` of ${labelOf(resource)} holds the text of an Output${at}: AWS gets an explanation from Pulumi in place of the value.`,
    "What fails: where AWS expects a name, an ARN or a document, it gets a sentence that says that this is not supported.",
    "Why: the program put an Output into a text, or into JSON, with what its language has for plain values, before its value was known.",
    "Change: let Pulumi put the value in, as it is in these arguments:",
    ...pasted(code, examples),
  ].join("\n");
}

/**
 * The way to the first text of an Output in a value or in the JSON that it holds: keys, and of lists the members' names
 * or places.
 */
function placeOf(value: Property): string[] {
  const open: { part: Property; path: string[] }[] = [
    { part: (json.read(value) as Property) ?? value, path: [] },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, path } = next;
    if (typeof part === "string" && isOutputText(part)) return path;
    if (typeof part !== "object" || part === null) continue;
    const members = Array.isArray(part)
      ? part.map((member, index) => ({ part: member, step: nameOrNumber(member, index) }))
      : Object.entries(part).map(([key, member]) => ({ part: member, step: plain.test(key) ? key : "…" }));
    for (const { part: member, step } of members.reverse())
      open.push({ part: member, path: [...path, step] });
  }
  return [];
}

/** What names or keys in a program look like; anything else may be a value. */
const plain = /^[\w.-]{1,64}$/;

function nameOrNumber(member: Property, index: number): string {
  const name = isObject(member) ? member.name : undefined;
  return typeof name === "string" && plain.test(name) ? name : `${index + 1}`;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Attribute, Attributes, Autonaming, ResourceType } from "./declarations";

interface Overrides {
  autonaming: Record<string, Autonaming>;
  managedByPulumi: Record<string, string>;
  deleteBeforeReplace: string[];
}

/** Read when a program has a type outside the main table: most have none, and the start must not wait for these. */
let tables: { types: Record<string, string>; overrides: Overrides } | undefined;
const read = new Map<string, ResourceType>();

/**
 * The declaration of a type outside the main table, as @pulumi/aws tells it: neither defaults, nor nested blocks, nor
 * which changes replace the resource, except for that of its name. Undefined for a type that the package does not have.
 */
export function otherType(token: string): ResourceType | undefined {
  const { types, overrides } = loaded();
  const known = read.get(token);
  const properties = types[token];
  if (known !== undefined || properties === undefined) {
    return known;
  }
  const type = typeOf(token, properties, overrides);
  read.set(token, type);
  return type;
}

/** The types of @pulumi/aws, those of the main table among them or not. */
export function otherTokens(): string[] {
  return Object.keys(loaded().types);
}

function loaded() {
  tables ??= {
    types: load("other-types.generated.json").types,
    overrides: load("other-types-overrides.json"),
  };
  return tables;
}

function load(file: string) {
  return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
}

const CLASSES: Record<string, Attribute["class"]> = {
  "!": "required",
  "?": "optional",
  "~": "optional+computed",
  "=": "computed",
};

const JSON_TYPES: Record<string, Attribute["type"]> = {
  n: "number",
  b: "boolean",
  a: "array",
  m: "map",
  o: "object",
};

function typeOf(token: string, properties: string, overrides: Overrides): ResourceType {
  const attributes: Attributes = {};
  for (const [, name = "", mark = "", letter = ""] of properties.matchAll(/(\w+)([!?~=])(\w?)/g)) {
    attributes[name] = attributeOf(CLASSES[mark] ?? "optional", letter);
  }
  const autonaming = overrides.autonaming[token] ?? {};
  adjust(attributes, autonaming.property ?? "name", overrides.managedByPulumi[token]);
  const deleteBeforeReplace = overrides.deleteBeforeReplace.includes(token);
  return {
    token,
    generated: true,
    autonaming,
    attributes,
    ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}),
  };
}

function attributeOf(declared: Attribute["class"], letter: string): Attribute {
  const unset = declared === "optional" ? "null" : "unknown";
  return {
    class: declared,
    type: JSON_TYPES[letter] ?? "string",
    ...(letter === "d" ? { acceptsObject: true } : {}),
    ...(declared === "required" ? {} : { whenUnset: unset }),
  };
}

/** What follows from the names of properties. */
function adjust(attributes: Attributes, autonamed: string, managed: string | undefined): void {
  const { region, tagsAll, [autonamed]: named } = attributes;
  if (region?.class === "optional+computed") {
    region.whenUnset = "providerRegion";
  }
  if (tagsAll !== undefined) {
    tagsAll.whenUnset = "mergedTags";
  }
  // A name that a program must give is no mere label: the domain name of a DNS record, say.
  if (named?.class === "optional+computed" && named.type === "string") {
    named.whenUnset = "autoName";
    named.forceNew = true;
  }
  const described = managed === undefined ? undefined : attributes[managed];
  if (described !== undefined) {
    described.class = "optional";
    described.whenUnset = { default: "Managed by Pulumi" };
    described.pulumiDefault = true;
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if (name.endsWith("Wo") && `${name}Version` in attributes) {
      attribute.writeOnly = true;
    }
  }
}

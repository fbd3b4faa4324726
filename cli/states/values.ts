/** Reads properties as states hold them; what the engine would show of them to a policy is what comes out. */
import {
  Container,
  type Properties,
  type Property,
  putTogether,
  type SeenProperties,
  UNKNOWN,
  unknowns,
} from "ecs-guardrails-policies/judging";

/** What JSON holds. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A state that is not as the engine writes it. */
export class MalformedState extends Error {}

/** The properties of a resource; names that begin with two underscores are the engine's own. */
export function propertiesOf(properties: JsonObject): SeenProperties {
  const own = Object.keys(properties).filter(isShown).sort();
  return {
    isEmpty: own.length === 0,
    read: (names) => read(properties, names ? own.filter((name) => names.includes(name)) : own),
  };
}

/** Properties of which nobody asks more than whether there are any. */
export function unreadProperties(properties: JsonObject): SeenProperties {
  return { isEmpty: !Object.keys(properties).some(isShown), read: () => ({}) };
}

function isShown(name: string): boolean {
  return !name.startsWith("__");
}

function read(properties: JsonObject, names: readonly string[]): Properties {
  const found: [string, Property][] = [];
  for (const name of names) found.push([name, putTogether(readValue(properties[name] ?? null))]);
  return Object.fromEntries(found);
}

class JsonList extends Container {
  readonly isList = true;

  constructor(private readonly list: readonly Json[]) {
    super();
  }

  members(): (readonly [name: string, member: Property | Container])[] {
    return this.list.map((member) => ["", readValue(member)]);
  }
}

class JsonRecord extends Container {
  readonly isList = false;

  constructor(private readonly object: JsonObject) {
    super();
  }

  members(): (readonly [name: string, member: Property | Container])[] {
    const names = Object.keys(this.object).filter(isShown).sort();
    return names.map((name) => [name, readValue(this.object[name] ?? null)]);
  }
}

/** Marks objects that stand for something else (sdk/go/common/resource/sig in github.com/pulumi/pulumi). */
const signature = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resourceReference: "5cf8f73096256a8f31e491e813e4eb8e",
};

/** What the CLI shows of a secret that it cannot decrypt; the policies take it for unknown. */
const withheld = "[secret]";

function readValue(value: Json): Property | Container {
  if (unknowns.has(value)) return UNKNOWN;
  if (typeof value !== "object" || value === null) return value;
  if (!isJsonObject(value)) return new JsonList(value);
  if (value[signature] === signatures.secret) return secretOf(value);
  if (value[signature] === signatures.resourceReference) return referenceOf(value);
  return new JsonRecord(value);
}

/** A secret is either encrypted or, in a state that was exported with `--show-secrets`, JSON in a text. */
function secretOf({ ciphertext, plaintext }: JsonObject): Property | Container {
  if (typeof ciphertext === "string" && plaintext === undefined) return withheld;
  if (typeof plaintext !== "string" || ciphertext !== undefined)
    throw new MalformedState("holds a secret that is neither encrypted nor plain");
  let plain: Json;
  try {
    plain = JSON.parse(plaintext);
  } catch {
    // The parser's own message would quote the secret.
    throw new MalformedState("holds a plain secret that is not JSON");
  }
  return readValue(plain);
}

/** Policies are shown the id of a resource that a property holds, or its URN where it has none. */
function referenceOf({ urn, id }: JsonObject): Property {
  if (typeof urn !== "string") throw new MalformedState("holds a reference to a resource without its URN");
  // An older form, in which the id is in an object of its own.
  const own = isJsonObject(id) ? id.V : id;
  if (typeof own === "string") return own === "" ? UNKNOWN : own;
  return isJsonObject(own) ? UNKNOWN : urn;
}

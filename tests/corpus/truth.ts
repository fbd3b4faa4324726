/** What is true of the programs of the corpus: which failures each has in AWS, whatever the pack says of it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { described } from "../support/policies";

export const programsFolder = join(__dirname, "programs");

/** Where programs come from, in the order in which tables list them. */
export const origins = ["incidents", "reports", "near-misses", "working"] as const;
export type Origin = (typeof origins)[number];

/** The preview of a new stack, and the one after it was deployed. */
export const moments = ["first", "later"] as const;
export type Moment = (typeof moments)[number];

/** Something that AWS accepts, or refuses halfway, and that then does not work. */
export interface Failure {
  readonly what: string;
  /** What AWS tells, or what is seen. */
  readonly error: string;
  /** Address of the report or of AWS's page. */
  readonly evidence: string;
  /** The policies whose matter it is, any of which may find it; none where no policy claims it. */
  readonly policies: readonly string[];
  /** Resources that a finding may be reported on: type and name, with the types of their parents as in a URN. */
  readonly on: readonly string[];
  /** Ids of the findings that say it, where others of the same policy on the same resource would not be true. */
  readonly findings?: readonly string[];
  /** The previews in which it is still to come. */
  readonly moments: readonly Moment[];
}

export interface Truth {
  /** What this program is, and what happens. */
  readonly says: string;
  readonly source?: string;
  /** None: it works. */
  readonly fails: readonly Failure[];
  /** The variant of the program that the later preview runs; the same program again without one. */
  readonly later?: string;
}

export interface Program extends Truth {
  /** Origin and name: `reports/secret-read-granted-to-task-role`. */
  readonly id: string;
  readonly origin: Origin;
}

/** Programs with their truths, by origin and name. Throws with file and key where a truth is not in order. */
export function readPrograms(folder: string = programsFolder): Program[] {
  return origins.flatMap((origin) => {
    const files = existsSync(join(folder, origin)) ? readdirSync(join(folder, origin)) : [];
    const names = [...new Set(files.map((file) => file.replace(/[.](ts|json)$/, "")))].sort();
    return names.map((name) => {
      const id = `${origin}/${name}`;
      for (const file of [`${name}.ts`, `${name}.json`])
        if (!files.includes(file)) throw new Error(`${origin}/${file} is missing beside ${origin}/${name}`);
      return { id, origin, ...readTruth(join(folder, `${id}.json`), origin) };
    });
  });
}

function readTruth(file: string, origin: Origin): Truth {
  const where = `${origin}/${basename(file)}`;
  const text = readFileSync(file, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${where} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  return truthOf(value, { where, origin });
}

/** Checks a truth. Throws where it is not in order; `where` is the file's name. */
export function truthOf(value: unknown, { where, origin }: { where: string; origin: Origin }): Truth {
  const entry = new Entry(where, value, ["says", "source", "fails", "later"]);
  const isReport = origin === "incidents" || origin === "reports";
  const source = isReport ? entry.address("source") : entry.optional("source", (key) => entry.address(key));
  const later = entry.optional("later", (key) => entry.text(key));
  const fails = entry.optional("fails", (key) => entry.list(key, failureOf)) ?? [];
  if (origin === "incidents" && fails.length === 0) entry.refuse("fails", "an incident has a failure");
  if (origin === "working" && fails.length > 0) entry.refuse("fails", "a working program has no failure");
  return {
    says: entry.text("says"),
    fails,
    ...(source !== undefined && { source }),
    ...(later !== undefined && { later }),
  };
}

function failureOf(where: string, value: unknown): Failure {
  const entry = new Entry(where, value, ["what", "error", "evidence", "policy", "on", "findings", "moments"]);
  const policies = entry.either("policy", policyNames);
  const on = entry.list("on", (place, resource) => {
    if (typeof resource !== "string" || !/^[^:]+:[^:]+:\w+(\$[^:]+:[^:]+:\w+)*::[^:]/.test(resource))
      throw new Error(`${place}: ${JSON.stringify(resource)} is not \`package:module:Type::name\``);
    return resource;
  });
  if (policies.length > 0 && on.length === 0) entry.refuse("on", "a policy's finding is on a resource");
  const findings = entry.optional("findings", (key) => entry.list(key, idOf));
  const when = entry.optional("moments", (key) => entry.list(key, momentOf)) ?? moments;
  if (when.length === 0) entry.refuse("moments", "a failure is to come in one of them");
  return {
    what: entry.text("what"),
    error: entry.text("error"),
    evidence: entry.address("evidence"),
    policies,
    on,
    ...(findings && { findings }),
    moments: when,
  };
}

const policyNames: readonly string[] = described.map(({ name }) => name);

function idOf(where: string, value: unknown): string {
  if (typeof value !== "string" || !/^[a-z-]+(\/[^/]+)*$/.test(value))
    throw new Error(`${where}: ${JSON.stringify(value)} is no id of a finding`);
  return value;
}

function momentOf(where: string, value: unknown): Moment {
  const moment = moments.find((known) => known === value);
  if (moment === undefined)
    throw new Error(`${where}: ${JSON.stringify(value)} is none of ${moments.join(", ")}`);
  return moment;
}

/** An object of a truth, which tells file and key of what is not in order. */
class Entry {
  private readonly values: ReadonlyMap<string, unknown>;

  constructor(
    private readonly where: string,
    value: unknown,
    keys: readonly string[],
  ) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Error(`${where} is no object`);
    this.values = new Map(Object.entries(value));
    const unknown = [...this.values.keys()].find((key) => !keys.includes(key));
    if (unknown !== undefined) this.refuse(unknown, `no such key; there are ${keys.join(", ")}`);
  }

  refuse(key: string, why: string): never {
    throw new Error(`${this.where}, ${key}: ${why}`);
  }

  text(key: string): string {
    const value = this.values.get(key);
    if (typeof value !== "string" || value.trim() === "") this.refuse(key, "must be a text");
    return value;
  }

  address(key: string): string {
    const value = this.text(key);
    if (!/^https:\/\/[^\s/]+\/\S*$/.test(value)) this.refuse(key, "must be an https address");
    return value;
  }

  list<T>(key: string, read: (where: string, value: unknown) => T): T[] {
    const value = this.values.get(key);
    if (!Array.isArray(value)) this.refuse(key, "must be a list");
    return value.map((one, index) => read(`${this.where}, ${key}[${index}]`, one));
  }

  /** One of the known names, several of them, or none where it is null. */
  either(key: string, known: readonly string[]): string[] {
    const value = this.values.get(key);
    if (value === null) return [];
    const names: unknown[] = Array.isArray(value) ? value : [value];
    if (names.length === 0) this.refuse(key, "must be a name, names or null");
    return names.map((name) =>
      typeof name === "string" && known.includes(name)
        ? name
        : this.refuse(key, `there is no ${JSON.stringify(name)}`),
    );
  }

  optional<T>(key: string, read: (key: string) => T): T | undefined {
    return this.values.has(key) ? read(key) : undefined;
  }
}

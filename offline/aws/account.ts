import { appendFileSync, readFileSync, statSync } from "node:fs";
import type { Configuration } from "./configuration";
import type { Properties } from "./properties";
import { isProperties } from "./properties";

/**
 * What exists in AWS. ECS_STAND_IN_ACCOUNT names a file with one JSON object a line, of which the last with the same
 * type and id counts:
 *
 *     {"type": "aws:iam/role:Role", "id": "app", "properties": {"assumeRolePolicy": "…"}}
 *     {"type": "aws:iam/role:Role", "id": "old", "properties": null}
 *
 * The stand-in adds a line for all that it makes, changes and deletes; a test may write lines too, with as few
 * properties as it likes. `null` means that there is no such resource. Of what no line tells the stand-in answers
 * what is plausible. Lines are only ever added, because one stack may have several provider processes.
 */
export interface Entry {
  type: string;
  id: string;
  properties: Properties | null;
  /** Where the resource is; one without is found from everywhere. */
  account?: string;
  region?: string;
}

/** A resource that exists. */
export type Recorded = Entry & { properties: Properties };

type Place = Pick<Configuration, "account" | "region">;

let last = { path: "", size: -1, changed: 0, entries: [] as Entry[] };

/** Whether there is an account to ask. */
export function isNamed(): boolean {
  return path() !== "";
}

/** Adds to the account; without effect if none is named. */
export function write(type: string, id: string, properties: Properties | null, place: Place): void {
  if (!isNamed()) {
    return;
  }
  const region = typeof properties?.region === "string" ? properties.region : place.region;
  const entry = { type, id, account: place.account, ...(isGlobal(type) ? {} : { region }), properties };
  appendFileSync(path(), `${JSON.stringify(entry)}\n`);
}

/** The resource of this type and id; null if it is known not to exist, undefined if nothing is known of it. */
export function lookUp(type: string, id: string, place: Place): Recorded | null | undefined {
  const found = entries(place).findLast((entry) => entry.type === type && entry.id === id);
  return found === undefined || exists(found) ? found : null;
}

/** All resources of a type. */
export function list(type: string, place: Place): Recorded[] {
  const byId = new Map(
    entries(place)
      .filter((entry) => entry.type === type)
      .map((entry) => [entry.id, entry]),
  );
  return [...byId.values()].filter(exists);
}

function exists(entry: Entry): entry is Recorded {
  return entry.properties !== null;
}

function entries({ account, region }: Place): Entry[] {
  return all().filter(
    (entry) => (entry.account ?? account) === account && (entry.region ?? region) === region,
  );
}

/** The file is read again when it has grown: a refresh asks for each resource, and changes nothing. */
function all(): Entry[] {
  const file = path();
  const status = file === "" ? undefined : statSync(file, { throwIfNoEntry: false });
  if (status === undefined) {
    return [];
  }
  if (last.path !== file || last.size !== status.size || last.changed !== status.mtimeMs) {
    const lines = readFileSync(file, "utf8").split("\n");
    const entries = lines.flatMap((line, index) =>
      line.trim() === "" ? [] : [parse(line, file, index + 1)],
    );
    last = { path: file, size: status.size, changed: status.mtimeMs, entries };
  }
  return last.entries;
}

function path(): string {
  return process.env.ECS_STAND_IN_ACCOUNT ?? "";
}

function parse(line: string, file: string, number: number): Entry {
  const entry = JSON.parse(line);
  const complete = isProperties(entry) && typeof entry.type === "string" && typeof entry.id === "string";
  if (!complete || !(entry.properties === null || isProperties(entry.properties))) {
    throw new Error(`${file}:${number}: a resource has a type, an id, and properties, or null for these`);
  }
  return entry as unknown as Entry;
}

/** The resources of IAM are the same in every Region. */
function isGlobal(type: string): boolean {
  return type.startsWith("aws:iam/");
}

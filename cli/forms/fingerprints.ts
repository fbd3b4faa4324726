/** What code scanning and others tell findings by, from one run to the next. */
import { createHash } from "node:crypto";
import type { Found } from "./found";
import { stackName } from "./found";

export interface Fingerprinted extends Found {
  /** SHA-256 in hexadecimal digits, unique in a report. */
  readonly fingerprint: string;
}

/**
 * Without those that say the same of the same stack again.
 *
 * A finding is told by its policy, the resource that it is reported on, and the first of its ids in alphabetical
 * order. Not by all ids: those of a task definition's finding come and go with its secrets, and it would be another
 * finding each time. Nor by none: one policy may report two findings on one resource. They have no id in common,
 * as an exemption names one of them by it, so that the first id tells them apart.
 */
export function fingerprinted(found: readonly Found[]): Fingerprinted[] {
  const messages = new Map<string, Set<string>>();
  const told: Fingerprinted[] = [];
  for (const one of found) {
    const key = keyOf(one);
    const known = messages.get(key) ?? new Set();
    messages.set(key, known);
    const message = JSON.stringify([stackName(one.stack), one.stack.source, one.finding.message]);
    if (known.has(message)) continue;
    // The same key again: two exports of one stack, say. They are numbered as they come.
    told.push({ ...one, fingerprint: hash(known.size === 0 ? key : `${key}#${known.size + 1}`) });
    known.add(message);
  }
  return told;
}

function keyOf({ finding: { policy, places } }: Found): string {
  const [{ urn, ids }] = places;
  return JSON.stringify([policy, urn, ids.toSorted()[0] ?? ""]);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

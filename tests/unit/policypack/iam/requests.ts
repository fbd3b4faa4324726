/** Requests and documents as tests write them down. */
import assert from "node:assert/strict";
import type { Context } from "../../../../policypack/iam/conditions";
import type { OriginDocument, Request } from "../../../../policypack/iam/decisions";
import { DocumentError, type PolicyDocument, readDocument } from "../../../../policypack/iam/documents";

/** Stands for a value that is not known, of a key that the request has. */
export const present = Symbol("present");

/** What is known of a request; null is a key that it does not have, and a key not listed is not known. */
export type KnownKeys = Readonly<Record<string, string | null | typeof present>>;

export interface Asked {
  readonly action: string;
  readonly resources: string;
  readonly scope: Request["scope"];
  readonly except?: readonly string[];
  readonly known?: KnownKeys;
}

export function contextOf(known: KnownKeys): Context {
  return {
    get(key) {
      const value = Object.hasOwn(known, key) ? known[key] : undefined;
      if (value === undefined) return undefined;
      if (value === present) return { kind: "present" };
      return value === null ? { kind: "absent" } : { kind: "is", value };
    },
  };
}

export function requestOf({ except = [], known = {}, ...asked }: Asked): Request {
  return { ...asked, except, context: contextOf(known) };
}

export function read(json: unknown): PolicyDocument {
  const document = readDocument(json);
  assert.ok(!(document instanceof DocumentError), JSON.stringify(document));
  return document;
}

/** Documents with their numbers, counted from 1. */
export function numbered(documents: readonly unknown[]): OriginDocument<number>[] {
  return documents.map((json, index) => ({ origin: index + 1, document: read(json) }));
}

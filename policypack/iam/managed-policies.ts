/**
 * AWS managed policies, whose documents are in no stack. Data of one day: see `newestChange` in the file,
 * which scripts/generate-managed-policies.js writes.
 */

import { DocumentError, type PolicyDocument, readDocument } from "./documents";
import data from "./managed-policies.generated.json";

/** What is known of the policy behind an ARN. */
export type ManagedPolicy =
  /** A policy of AWS, with the statements that speak of an action in question. */
  | { readonly kind: "document"; readonly name: string; readonly document: PolicyDocument }
  /** A policy that AWS has withdrawn: it is attached to no role any more, and what it allows is not known. */
  | { readonly kind: "withdrawn"; readonly name: string }
  /** A name of AWS's that the data does not have: it is newer. */
  | { readonly kind: "newer"; readonly name: string }
  /** Not a policy of AWS's. */
  | { readonly kind: "customer" };

const nothing: PolicyDocument = { statements: [] };
const others = new Set(data.others);
const withdrawn = new Set(data.withdrawn);
const documents: Readonly<Record<string, object>> = data.documents;
/** The version of all of AWS's policies, which the data leaves out. */
const version = { Version: "2012-10-17" };

/** The day of the newest change that the data holds, as `YYYY-MM-DD`. */
export const managedPoliciesDate = data.newestChange;

/** Looks an ARN up by what follows `:policy/`: partitions differ, names and paths do not. */
export function managedPolicy(arn: string): ManagedPolicy {
  const name = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) return { kind: "customer" };
  if (others.has(name)) return { kind: "document", name, document: nothing };
  if (withdrawn.has(name)) return { kind: "withdrawn", name };
  const document = Object.hasOwn(documents, name)
    ? readDocument({ ...version, ...documents[name] })
    : undefined;
  return document === undefined || document instanceof DocumentError
    ? { kind: "newer", name }
    : { kind: "document", name, document };
}

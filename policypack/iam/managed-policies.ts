/**
 * AWS managed policies, whose documents are in no stack. Data of one day: see `newestChange` in the file,
 * which scripts/generate-managed-policies.js writes.
 */

import { DocumentError, type PolicyDocument, readDocument } from "./documents";

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
/** The version of all of AWS's policies, which the data leaves out. */
const version = { Version: "2012-10-17" };

type Data = typeof import("./managed-policies.generated.json");

class ManagedPolicies {
  private readonly others: ReadonlySet<string>;
  private readonly withdrawn: ReadonlySet<string>;
  private readonly documents: Readonly<Record<string, object>>;
  /** By name: many roles have the same ones. */
  private readonly known = new Map<string, ManagedPolicy>();

  constructor(readonly data: Data) {
    this.others = new Set(data.others);
    this.withdrawn = new Set(data.withdrawn);
    this.documents = data.documents;
  }

  named(name: string): ManagedPolicy {
    const found = this.known.get(name) ?? this.find(name);
    this.known.set(name, found);
    return found;
  }

  private find(name: string): ManagedPolicy {
    if (this.others.has(name)) return { kind: "document", name, document: nothing };
    if (this.withdrawn.has(name)) return { kind: "withdrawn", name };
    const document = Object.hasOwn(this.documents, name)
      ? readDocument({ ...version, ...this.documents[name] })
      : undefined;
    return document === undefined || document instanceof DocumentError
      ? { kind: "newer", name }
      : { kind: "document", name, document };
  }
}

let read: ManagedPolicies | undefined;

/** They are half a megabyte, and most stacks name none: read when the first one is looked up. */
function managedPolicies(): ManagedPolicies {
  read ??= new ManagedPolicies(require("./managed-policies.generated.json"));
  return read;
}

/** The day of the newest change that the data holds, as `YYYY-MM-DD`. */
export function managedPoliciesDate(): string {
  return managedPolicies().data.newestChange;
}

/** Looks an ARN up by what follows `:policy/`: partitions differ, names and paths do not. */
export function managedPolicy(arn: string): ManagedPolicy {
  const name = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return name === undefined ? { kind: "customer" } : managedPolicies().named(name);
}

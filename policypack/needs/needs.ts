/** What a task needs its roles to be allowed, and how AWS fails without it. */

import type { Call } from "../access/calls";
import type { Document } from "../code/tree";
import type { Resource } from "../stack/resources";
import type { FindingKind } from "../verdicts/kinds";
import type { Reason } from "../verdicts/reasons";

/** A row of the table of needs. */
export interface Row {
  readonly kind: FindingKind;
  /** Which role is asked: one of the two of a task, or that of what starts it. */
  readonly role: "execution" | "task" | "schedule";
  /** What the role is to do, for messages: completes "may not …" before the names of containers or volumes. */
  readonly does: string;
  /** The same before what it is for, where only edges tell and the containers are not known. */
  readonly doesTo?: string;
  /** What AWS says where it may not; holds no value. */
  readonly error: string;
  /** The same before several, where another word is needed. */
  readonly doesMany?: string;
  /** Actions that belong in the same statement, although nothing fails at the start without them. */
  readonly usually?: readonly string[];
  /** The condition that AWS recommends for the statement, as code. */
  readonly condition?: Document;
  /** AWS's policy that people give the role for it, where there is a usual one; its path. */
  readonly managedPolicy?: string;
}

/** What stands for the container of Service Connect's proxy, which no program names. */
export const proxy = "service-connect";

/** One need of a task. */
export interface Need {
  readonly row: Row;
  /** The container or volume that has it or, where only an edge tells, the resource that it is for. */
  readonly holder: string;
  readonly calls: readonly Call[];
  /** Whether values that are known tell of it, or an edge of values that are not. */
  readonly known: "by name" | "by some edge";
  /** What it is for, where this stack makes that. */
  readonly target: Resource | undefined;
  /** What this stack makes of that name in another Region than is meant, and nothing is told to make there. */
  readonly elsewhere?: Resource;
  /** Whether AWS has not given the ARN yet that the calls are made on. */
  readonly hasNoArn?: boolean;
  /** Why AWS may get along without it. */
  readonly doubt?: Reason;
}

/** What a resource says of its needs. */
export interface Needs {
  readonly needs: readonly Need[];
  /** Parts that have another form than they must; each completes a sentence. */
  readonly faults: readonly string[];
}

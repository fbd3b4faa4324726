/** Counts what the pack does, where times would depend on the machine. */
import * as protobuf from "../../policypack/adapter/protobuf";
import * as globs from "../../policypack/iam/globs";
import * as decoding from "../../policypack/judging/values";
import { Graph } from "../../policypack/stack/graph";
import * as values from "../../policypack/stack/values";
import { Edges } from "../../policypack/stack/waiting";

/** What is counted, and the functions by which that is done: of modules or of classes. */
const counted = {
  "fields of messages": [[protobuf.Fields.prototype, ["next"]]],
  "properties decoded": [[decoding, ["putTogether"]]],
  "properties read": [[values, ["read", "interpret"]]],
  "resources visited": [
    [Graph.prototype, ["get", "ofType", "behind", "inside", "ancestors", "children", "named"]],
    [Edges.prototype, ["from"]],
  ],
  "steps of matching": [
    [globs, ["matches", "covers", "intersects", "narrow", "readings"]],
    [globs.Described.prototype, ["after"]],
  ],
} as const;

export type Counts = Readonly<Record<keyof typeof counted, number>>;

type Functions = Record<string, (...args: unknown[]) => unknown>;

/** How often each of these things is done while something is. */
export function countsOf(act: () => unknown): Counts {
  const counts = Object.fromEntries(Object.keys(counted).map((what) => [what, 0]));
  const undo: (() => void)[] = [];
  for (const [what, places] of Object.entries(counted)) {
    for (const [place, names] of places) {
      const functions = place as unknown as Functions;
      for (const name of names) {
        const original = functions[name];
        if (!original) throw new Error(`there is no ${name} whose calls could be counted`);
        functions[name] = function (this: unknown, ...args) {
          counts[what] = (counts[what] ?? 0) + 1;
          return original.apply(this, args);
        };
        undo.push(() => {
          functions[name] = original;
        });
      }
    }
  }
  try {
    act();
  } finally {
    for (const restore of undo) restore();
  }
  return counts as Counts;
}

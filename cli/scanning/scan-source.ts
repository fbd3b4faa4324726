/** Reads and judges one state. */
import { type Exemption, judgeState, type RawSettings } from "ecs-guardrails-policies/judging";
import { isSystemError, messageOf, UsageError } from "../errors";
import type { Failure, Stack } from "../report/report";
import { stackOf } from "../report/stacks";
import { bytesOf, labelOf, type Source } from "../states/sources";
import { readState, type State } from "../states/state";
import { MalformedState } from "../states/values";

export interface Task {
  readonly source: Source;
  readonly settings: RawSettings;
  /** Where the project of the stack may be; the current one if none is given. */
  readonly folder?: string;
}

export type Outcome =
  | {
      readonly stack: Stack;
      /** By policy, the places in its list of exemptions of those that have covered something. */
      readonly covering: Readonly<Record<string, readonly number[]>>;
    }
  | { readonly failure: Failure };

/** Never throws: what is wrong with one state is told of that one. */
export async function scanSource({ source, settings, folder }: Task): Promise<Outcome> {
  try {
    return judged(source, await readState(bytesOf(source)), settings, folder);
  } catch (error) {
    return { failure: { source: labelOf(source), reason: whyNot(error) } };
  }
}

function judged(
  source: Source,
  { project, stack, resources }: State,
  settings: RawSettings,
  folder?: string,
): Outcome {
  const verdict = judgeState(resources, settings, undefined, folder);
  const origin = {
    source: labelOf(source),
    project,
    stack,
    resources: resources.length,
    partial: verdict.partial,
  };
  const covering = Object.fromEntries(
    [...verdict.covering].map(([policy, entries]) => [policy, placesOf(entries, policy, settings)]),
  );
  return { stack: stackOf(origin, verdict), covering };
}

function placesOf(entries: readonly Exemption[], policy: string, settings: RawSettings): number[] {
  const all = exemptionsOf(settings, policy);
  return entries.map((entry) => all.indexOf(entry));
}

/** The entries that configuration has for a policy, whatever they are. */
export function exemptionsOf(settings: RawSettings, policy: string): readonly unknown[] {
  const own = settings[policy];
  if (typeof own !== "object" || own === null || !("exemptions" in own)) return [];
  return Array.isArray(own.exemptions) ? own.exemptions : [];
}

function whyNot(error: unknown): string {
  if (error instanceof MalformedState) return `This state ${error.message}.`;
  if (error instanceof UsageError) return error.message;
  if (isSystemError(error, "EACCES")) return "It may not be read by you.";
  if (isSystemError(error, "ENOENT")) return "It is not there any more.";
  return `It could not be judged: ${messageOf(error)}. Please report this.`;
}

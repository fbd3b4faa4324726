/** Today's findings as exemptions, so that only those count that come after. */
import { isPlainObject, type RawSettings } from "ecs-guardrails-policies/judging";
import type { Report } from "./report/report";

export interface BaselineDates {
  /** Both as YYYY-MM-DD, in UTC. */
  readonly today: string;
  /** The last day on which the exemptions hold; undefined where they hold for ever. */
  readonly until: string | undefined;
}

/** An exemption as configuration files hold it. */
interface Entry {
  readonly resource: string;
  readonly finding: string;
  readonly reason: string;
  readonly expires?: string;
}

/** The configuration with an exemption for everything that is found and not exempted yet. */
export function withBaseline(settings: RawSettings, report: Report, dates: BaselineDates): RawSettings {
  const baseline = new Map<string, Entry[]>();
  for (const { policy, kind, places, exemption } of report.stacks.flatMap(({ findings }) => findings)) {
    // A mistake in the configuration is to be mended there.
    if (exemption !== undefined || kind === "mistake") continue;
    const entries = places.flatMap(({ urn, ids }) => ids.map((id) => entryFor(urn, id, dates)));
    baseline.set(policy, [...(baseline.get(policy) ?? []), ...entries]);
  }
  const policies = [...baseline].map(([policy, entries]) => [policy, withEntries(settings[policy], entries)]);
  return { ...settings, ...Object.fromEntries(policies) };
}

/** The URN names one resource of one stack: another one of its name is not covered. */
function entryFor(urn: string, id: string, { today, until }: BaselineDates): Entry {
  return {
    resource: urn,
    finding: id,
    reason: `Found on ${today}, when the baseline was written.`,
    ...(until !== undefined && { expires: until }),
  };
}

/** A level alone is short for an object with it. */
function withEntries(own: unknown, entries: readonly Entry[]): Record<string, unknown> {
  const options = isPlainObject(own) ? own : own === undefined ? {} : { enforcementLevel: own };
  const { exemptions } = options;
  const kept: readonly unknown[] = Array.isArray(exemptions) ? exemptions : [];
  return { ...options, exemptions: [...kept, ...withoutRepetition(entries)] };
}

function withoutRepetition(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.resource} ${entry.finding}`, entry])).values()];
}

/** Reads the engine's events (github.com/pulumi/pulumi, sdk/go/common/apitype, EngineEvent). */

/** What the events tell of policies. */
export interface PolicyEvents {
  /** The level at which each policy has reported: configuration of Pulumi Cloud is seen nowhere else. */
  readonly levels: ReadonlyMap<string, "mandatory" | "advisory">;
  /** Policies of packs that have judged the stack to their end: a policy that fails ends its pack. */
  readonly ended: ReadonlySet<string>;
}

export function policyEventsIn(log: string): PolicyEvents {
  const levels = new Map<string, "mandatory" | "advisory">();
  const ended = new Set<string>();
  for (const { policyEvent, policyAnalyzeStackSummaryEvent: summary } of log.split("\n").map(eventIn)) {
    const { policyName, enforcementLevel: level } = policyEvent ?? {};
    if (policyName !== undefined && (level === "mandatory" || level === "advisory"))
      levels.set(policyName, level);
    for (const policy of [...(summary?.passed ?? []), ...(summary?.failed ?? [])]) ended.add(policy);
  }
  return { levels, ended };
}

interface Event {
  readonly policyEvent?: { readonly policyName?: string; readonly enforcementLevel?: string };
  readonly policyAnalyzeStackSummaryEvent?: {
    readonly passed?: readonly string[];
    readonly failed?: readonly string[];
  };
}

/** A line that is broken off, as by a CLI that was killed, tells nothing. */
function eventIn(line: string): Event {
  if (!line.includes('"policy')) return {};
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

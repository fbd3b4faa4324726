/** Reads the engine's events (github.com/pulumi/pulumi, sdk/go/common/apitype, EngineEvent). */

/** The level at which each policy has reported: configuration of Pulumi Cloud is seen nowhere else. */
export function levelsIn(log: string): ReadonlyMap<string, "mandatory" | "advisory"> {
  const levels = new Map<string, "mandatory" | "advisory">();
  for (const line of log.split("\n")) {
    const { policyName, enforcementLevel } = policyEventIn(line);
    if (typeof policyName !== "string") continue;
    if (enforcementLevel === "mandatory" || enforcementLevel === "advisory")
      levels.set(policyName, enforcementLevel);
  }
  return levels;
}

/** A line that is broken off, as by a CLI that was killed, tells nothing. */
function policyEventIn(line: string): { policyName?: unknown; enforcementLevel?: unknown } {
  if (!line.includes('"policyEvent"')) return {};
  try {
    return (JSON.parse(line) as { policyEvent?: object }).policyEvent ?? {};
  } catch {
    return {};
  }
}

/** Puts a report together. */
import { type RawSettings, settledPolicies } from "ecs-guardrails-policies/judging";
import { version } from "../package-file";
import type { Policy, Report } from "./report";

type Parts = Pick<Report, "command" | "stacks" | "failures" | "unusedExemptions">;

export function reportOf(
  { command, stacks, failures, unusedExemptions }: Parts,
  settings: RawSettings,
): Report {
  return {
    version: 1,
    tool: { name: "ecs-guardrails", version },
    command,
    time: new Date().toISOString(),
    policies: policiesOf(settings),
    stacks,
    failures,
    ...(unusedExemptions && { unusedExemptions }),
  };
}

function policiesOf(settings: RawSettings): Policy[] {
  return settledPolicies(settings).map(({ rule, level, url }) => ({
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    level,
    severity: rule.severity,
    remediation: rule.remediation,
    tags: [...rule.tags],
    url,
  }));
}

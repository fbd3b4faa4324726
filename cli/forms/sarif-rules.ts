/** The policies as rules of SARIF. */
import type { ReportingDescriptor } from "sarif";
import type { Policy } from "../report/report";
import { link } from "./markup";
import { plain, wellFormed } from "./messages";

/** Code scanning shows no more of the tags of a rule, and refuses a file with more than 20. */
const mostTags = 10;

/** How much of a description it takes. */
const longestDescription = 1024;

const severities = { critical: "error", high: "error", medium: "warning", low: "recommendation" } as const;

export function rulesOf(policies: readonly Policy[]): ReportingDescriptor[] {
  return policies.map((policy) => ({
    id: policy.name,
    name: pascalCase(policy.name),
    shortDescription: { text: shortened(plain(policy.displayName)) },
    fullDescription: { text: shortened(plain(policy.description)) },
    help: {
      text: [plain(policy.description), plain(policy.remediation), policy.url].join("\n\n"),
      markdown: [policy.description, policy.remediation, link(`\`${policy.name}\``, policy.url)].join("\n\n"),
    },
    helpUri: policy.url,
    defaultConfiguration: configurationOf(policy),
    properties: {
      tags: policy.tags.slice(0, mostTags),
      // Findings are reported where values or edges prove them; what is in doubt is asked, not reported.
      precision: "high",
      "problem.severity": severities[policy.severity],
    },
  }));
}

function configurationOf({ level }: Policy): ReportingDescriptor["defaultConfiguration"] {
  if (level === "disabled") return { enabled: false, level: "note" };
  return { level: level === "mandatory" ? "error" : "warning" };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([^-]?)/g, (_, letter: string) => letter.toUpperCase());
}

function shortened(text: string): string {
  return text.length <= longestDescription ? text : `${wellFormed(text.slice(0, longestDescription - 1))}…`;
}

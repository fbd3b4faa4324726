/** Makes the part of a report of what a pack has written down during a preview. */
import type { Picture, RecordedLine, WrittenReport } from "ecs-guardrails-policies/judging";
import type { Stack } from "../report/report";
import { stackOf } from "../report/stacks";

type Level = "mandatory" | "advisory";

/** What is not in the records. */
export interface Surroundings {
  readonly levelOf: (policy: string) => Level;
  readonly projectFile: string | undefined;
}

/** Undefined where no policy has judged the stack as a whole. */
export function stackIn(
  lines: readonly RecordedLine[],
  { levelOf, projectFile }: Surroundings,
): Stack | undefined {
  let shown: Extract<RecordedLine, { kind: "stack" }> | undefined;
  let picture: Picture = { services: [], tasks: [] };
  const reports: WrittenReport[] = [];
  const notes: string[] = [];
  for (const line of lines) {
    if (line.kind === "stack") shown = line;
    else if (line.kind === "picture") picture = line.picture;
    else {
      reports.push(...line.reports);
      notes.push(...line.notes);
    }
  }
  if (!shown) return undefined;
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(shown.urn) ?? [];
  return stackOf(
    {
      source: stack,
      project,
      stack,
      resources: shown.resources,
      partial: shown.partial,
      ...(projectFile !== undefined && { projectFile }),
    },
    {
      reports: reports.map((report) => ({ ...report, level: levelOf(report.reportedBy) })),
      notes,
      picture,
    },
  );
}

/** What `ecs-guardrails scan` says of a state, beside what `pulumi policy analyze` says of it. */
import assert from "node:assert/strict";
import { nameIn } from "../../cli/report/report";
import { scanSource } from "../../cli/scanning/scan-source";
import type { Event } from "../../offline/workspace";

/** Policies, levels, resources and messages must be the same; the folder is that of the project. */
export async function assertScannedAlike(
  { path, folder }: { readonly path: string; readonly folder: string },
  settings: Readonly<Record<string, unknown>>,
  events: readonly Event[],
  where: string,
): Promise<void> {
  const outcome = await scanSource({ source: { kind: "file", path }, settings, folder });
  assert.ok("stack" in outcome, `${where}: scan could not judge the state: ${JSON.stringify(outcome)}`);
  const scanned = outcome.stack.findings
    .filter(({ exemption }) => exemption === undefined)
    .map(({ reportedBy, level, places: [{ urn }], message }) => `${level} ${reportedBy} ${urn}\n${message}`);
  const analyzed = events.flatMap(({ policyEvent }) => {
    if (!policyEvent) return [];
    const { policyName, enforcementLevel, resourceUrn = "", message } = policyEvent;
    return [`${enforcementLevel} ${policyName} ${resourceUrn}\n${message}`];
  });
  assert.deepEqual(scanned.sort(), analyzed.sort(), `${where}: scan and \`policy analyze\` differ`);
  for (const { urn } of outcome.stack.picture.services) assert.ok(nameIn(urn) !== urn, where);
}

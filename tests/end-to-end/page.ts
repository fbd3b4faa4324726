import { table } from "../../docs/scripts/tables";
import type { Results, StackResult } from "./results";

/** What stands around the table in docs/proof.md. */
export const MARK = "end-to-end";

/** What a run has found, in Markdown. */
export function tablesOf({ date, versions, stacks }: Results): string {
  const { cli, aws, bridge, provider, moto } = versions;
  const rows = Object.entries(stacks).map(([stack, result]) => {
    const { calls, secrets, unreadableSecrets, waits, missingWaits } = result.account;
    return [
      `\`${stack}\``,
      result.withPack ? "passes" : "rejected",
      `${result.judged}`,
      `${result.created}`,
      `${calls}`,
      `${result.changes.length}`,
      `${result.findingsAfter}`,
      `${unreadableSecrets} of ${secrets}`,
      `${missingWaits.length} of ${waits}`,
      `${result.deleted}`,
    ];
  });
  return [
    `Last run on ${date}, with Pulumi ${cli}, \`@pulumi/aws\` ${aws}, pulumi-terraform-bridge ${bridge}, the Terraform provider for AWS at ${provider}, and moto ${moto}.`,
    table(
      [
        "stack",
        "first preview",
        "judged",
        "made",
        "calls",
        "changes later",
        "findings later",
        "secrets nobody may fetch",
        "clients that did not wait",
        "removed",
      ],
      rows,
    ),
  ].join("\n\n");
}

/** What is not as it must be. */
export function faultsOf(stacks: Readonly<Record<string, StackResult>>): string[] {
  return Object.entries(stacks).flatMap(([stack, result]) => {
    const { withPack, created, deleted, left, changes, findingsAfter, account } = result;
    const wrong = account.unreadableSecrets + account.missingWaits.length;
    return [
      ...(created === 0 || account.services.length === 0 ? ["nothing was made"] : []),
      ...(deleted !== created || left > 0 ? [`${deleted} of ${created} resources were removed`] : []),
      ...changes.map((change) => `a later preview would ${change}`),
      ...(withPack && findingsAfter > 0 ? ["a later preview has findings"] : []),
      ...(withPack && wrong > 0 ? ["what passes has the fault of an incident"] : []),
      ...(!withPack && wrong === 0 ? ["what is rejected has no fault of an incident"] : []),
    ].map((fault) => `${stack}: ${fault}`);
  });
}

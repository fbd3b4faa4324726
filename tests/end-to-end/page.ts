import { table } from "../../docs/scripts/tables";
import type { Deployed, Results, StackResult } from "./results";

/** What stands around the table in docs/proof.md. */
export const MARK = "end-to-end";

/** What a run has found, in Markdown. */
export function tablesOf({ date, versions, stacks }: Results): string {
  const { cli, aws, bridge, provider, moto } = versions;
  const rows = Object.entries(stacks).map(([stack, { findings, judged, deployed }]) => [
    `\`${stack}\``,
    findings.length === 0 ? "passes" : "rejected",
    `${judged}`,
    ...(deployed === undefined ? Array(8).fill("—") : cellsOf(deployed)),
  ]);
  return [
    `Last run on ${date}, with Pulumi ${cli}, \`@pulumi/aws\` ${aws}, pulumi-terraform-bridge ${bridge}, the Terraform provider for AWS at ${provider}, and moto ${moto}.`,
    table(
      [
        "stack",
        "first preview",
        "judged",
        "deployed",
        "made",
        "calls",
        "changes later",
        "findings later",
        "secrets that cannot be read",
        "clients that did not wait",
        "removed",
      ],
      rows,
    ),
  ].join("\n\n");
}

function cellsOf({ withPack, created, changes, findingsAfter, account, deleted }: Deployed): string[] {
  const { calls, secrets, unreadableSecrets, waits, missingWaits } = account;
  return [
    withPack ? "with the pack" : "without it",
    `${created}`,
    `${calls}`,
    `${changes.length}`,
    `${findingsAfter}`,
    `${unreadableSecrets} of ${secrets}`,
    `${missingWaits.length} of ${waits}`,
    `${deleted}`,
  ];
}

/** What is not as it must be. */
export function faultsOf(stacks: Readonly<Record<string, StackResult>>): string[] {
  return Object.entries(stacks).flatMap(([stack, { deployed }]) =>
    deployed === undefined ? [] : deploymentFaults(deployed).map((fault) => `${stack}: ${fault}`),
  );
}

function deploymentFaults(deployed: Deployed): string[] {
  const { withPack, created, deleted, left, changes, findingsAfter, account } = deployed;
  const wrong = account.unreadableSecrets + account.missingWaits.length;
  return [
    ...(created === 0 || account.services.length === 0 ? ["nothing was made"] : []),
    ...(deleted !== created || left > 0 ? [`${deleted} of ${created} resources were removed`] : []),
    ...changes.map((change) => `a later preview would ${change}`),
    ...(withPack && findingsAfter > 0 ? ["a later preview has findings"] : []),
    ...(withPack && wrong > 0 ? ["what passes has the fault of an incident"] : []),
    ...(withPack && account.secrets + account.waits === 0 ? ["nothing was looked at"] : []),
    ...(!withPack && wrong === 0 ? ["what is rejected has no fault of an incident"] : []),
  ];
}

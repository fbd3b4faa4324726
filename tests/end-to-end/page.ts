import { table } from "../../docs/scripts/tables";
import type { Results, StackResult } from "./results";

/** What stands around the table in docs/proof.md. */
export const MARK = "end-to-end";

/** What a run has found, in Markdown. */
export function tablesOf({ date, versions, stacks }: Results): string {
  const rows = Object.entries(stacks).map(([stack, { findings, judged, deployed }]) => [
    `\`${stack}\``,
    findings.length === 0 ? "passes" : [...new Set(findings)].map((finding) => `\`${finding}\``).join("<br>"),
    String(judged),
    deployed.withPack ? "with" : "without",
    String(deployed.created),
    String(deployed.calls),
    String(deployed.changes.length + deployed.findingsAfter.length),
    `${deployed.unreadableSecrets} of ${deployed.secrets}`,
    deployed.notAwaited.length === 0 ? "none" : deployed.notAwaited.join(", "),
    String(deployed.deleted),
  ]);
  return [
    `Last run on ${date}, with Pulumi ${versions.cli}, \`@pulumi/aws\` ${versions.aws}, pulumi-terraform-bridge ${versions.bridge}, the Terraform provider for AWS at ${versions.provider}, and moto ${versions.moto}:`,
    table(
      [
        "stack",
        "the pack says",
        "resources judged",
        "deployed with or without it",
        "resources made",
        "calls to AWS",
        "changes and findings afterwards",
        "secrets that the execution role cannot read",
        "clients that did not wait",
        "resources removed",
      ],
      rows,
    ),
  ].join("\n\n");
}

/** What is not as it must be. */
export function faultsOf(stacks: Readonly<Record<string, StackResult>>): string[] {
  return Object.entries(stacks).flatMap(([stack, { deployed }]) => {
    const { withPack, created, deleted, left, changes, findingsAfter, secrets } = deployed;
    const wrong = deployed.unreadableSecrets + deployed.notAwaited.length;
    return [
      ...(created === 0 ? ["nothing was made"] : []),
      ...(deleted !== created || left > 0 ? [`${deleted} of ${created} resources were removed`] : []),
      ...changes.map((change) => `a later preview would ${change}`),
      ...findingsAfter.map((id) => `a later preview is told ${id}`),
      ...(withPack && wrong > 0 ? ["what the pack let pass has the fault of an incident"] : []),
      ...(!withPack && wrong === 0 ? ["what the pack rejects has no fault of an incident"] : []),
      ...(stack.includes("ssm") && secrets === 0 ? ["no task has a secret"] : []),
    ].map((fault) => `${stack}: ${fault}`);
  });
}

/** The message of ecs-roles-trust-ecs: for the person whose preview was just rejected. */
import type { Trust } from "../access/trust";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { joined } from "../verdicts/wording";

export interface NotAssumable {
  readonly role: Resource;
  readonly uses: readonly ("execution" | "infrastructure" | "task")[];
  /** How messages call what needs the role. */
  readonly by: readonly string[];
  readonly principal: string;
  readonly trust: Trust;
}

export function rolesTrustEcsMessage({ role, uses, by, principal, trust }: NotAssumable): string {
  const isForTasks = !uses.includes("infrastructure");
  const what = isForTasks
    ? `Tasks of ${joined(by)} cannot start`
    : `ECS cannot make what ${joined(by)} needs`;
  const label = `${joined(uses.map((use) => `${use}`))} role \`${role.name}\``;
  return [
    `${what}: the trust policy of ${label} does not let \`${principal}\` assume it.`,
    ...(isForTasks
      ? [
          "What fails: ECS assumes the roles of a task before it starts, and starts none:",
          "    failed to launch a task with (error ECS was unable to assume the role '…' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions …)",
        ]
      : [
          "What fails: ECS assumes the infrastructure role for certificates, volumes and listeners of the service, and AWS refuses the service or its deployment.",
        ]),
    `Why: ${why(role, trust, principal)}.`,
    `Change: ${change(role, trust, principal)}`,
  ].join("\n");
}

function why(role: Resource, { by }: Trust, principal: string): string {
  const statement = by && `statement ${by.number} of its \`assumeRolePolicy\``;
  if (by?.effect === "Deny") return `${statement} denies it to \`${principal}\``;
  if (by) return `${statement} is for \`${principal}\`, under a condition that does not hold for this task`;
  return `no statement of the \`assumeRolePolicy\` of ${labelOf(role)} allows \`sts:AssumeRole\` to \`${principal}\``;
}

function change(role: Resource, { by }: Trust, principal: string): string {
  if (by?.effect === "Deny") return `take \`${principal}\` out of that denial.`;
  if (by)
    return "correct the condition: `aws:SourceAccount` is the account of the task, `aws:SourceArn` is `arn:aws:ecs:<region>:<account>:*`, and ECS sends no external id.";
  return [
    `give the \`assumeRolePolicy\` of \`${role.name}\` this statement:`,
    `    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "${principal}" } }`,
    ...(principal === "ecs-tasks.amazonaws.com"
      ? [
          "`ecs.amazonaws.com` is ECS itself, and `ec2.amazonaws.com` the container instance: neither is a task.",
        ]
      : []),
  ].join("\n");
}

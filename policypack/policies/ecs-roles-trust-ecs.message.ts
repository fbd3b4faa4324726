/** The message of ecs-roles-trust-ecs: for the person whose preview was just rejected. */

import type { Trust } from "../access/trust";
import { document, type Printer, pasted } from "../code/tree";
import { propertyName } from "../code/words";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { joined } from "../verdicts/wording";

export interface NotAssumable {
  readonly role: Resource;
  readonly uses: readonly ("execution" | "infrastructure" | "schedule" | "task")[];
  /** How messages call what needs the role. */
  readonly by: readonly string[];
  readonly principal: string;
  readonly trust: Trust;
}

/** What fails without the role, and how AWS says so. */
const failures = {
  tasks: {
    what: (by: string) => `Tasks of ${by} cannot start`,
    lines: [
      "What fails: ECS assumes the roles of a task before it starts, and starts none:",
      "    failed to launch a task with (error ECS was unable to assume the role '…' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions …)",
    ],
  },
  infrastructure: {
    what: (by: string) => `ECS cannot make what ${by} needs`,
    lines: [
      "What fails: ECS assumes the infrastructure role for certificates, volumes and listeners of the service, and AWS refuses the service or its deployment.",
    ],
  },
  schedule: {
    what: (by: string) => `What ${by} should run never starts`,
    lines: [
      "What fails: EventBridge assumes the role when it is to run the task. The target of a rule fails and tells nobody; a schedule AWS refuses:",
      "    ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    ],
  },
} as const;

export function rolesTrustEcsMessage(
  { role, uses, by, principal, trust }: NotAssumable,
  code: Printer,
): string {
  const { what, lines } = uses.includes("schedule")
    ? failures.schedule
    : uses.includes("infrastructure")
      ? failures.infrastructure
      : failures.tasks;
  const label = uses.includes("schedule")
    ? `role \`${role.name}\``
    : `${joined([...uses])} role \`${role.name}\``;
  return [
    `${what(joined(by))}: the trust policy of ${label} does not let \`${principal}\` assume it.`,
    ...lines,
    `Why: ${why(role, trust, principal)}.`,
    `Change: ${change(role, trust, principal, code)}`,
  ].join("\n");
}

function why(role: Resource, { by }: Trust, principal: string): string {
  const statement = by && `statement ${by.number} of its \`${propertyName("assumeRolePolicy")}\``;
  if (by?.effect === "Deny") return `${statement} denies it to \`${principal}\``;
  if (by) return `${statement} is for \`${principal}\`, under a condition that does not hold for this task`;
  return `no statement of the \`${propertyName("assumeRolePolicy")}\` of ${labelOf(role)} allows \`sts:AssumeRole\` to \`${principal}\``;
}

function change(role: Resource, { by }: Trust, principal: string, code: Printer): string {
  if (by?.effect === "Deny") return `take \`${principal}\` out of that denial.`;
  if (by)
    return "correct the condition: `aws:SourceAccount` is the account of the task, `aws:SourceArn` is an ARN of the service in that account and Region (`arn:aws:ecs:<region>:<account>:*` for ECS), and no external id is sent.";
  const allowed = { Effect: "Allow", Action: "sts:AssumeRole", Principal: document({ Service: principal }) };
  return [
    `give the \`${code.property("assumeRolePolicy")}\` of \`${role.name}\` this statement:`,
    ...pasted(code, { kind: "value", of: document(allowed) }),
    ...(principal === "ecs-tasks.amazonaws.com"
      ? [
          "`ecs.amazonaws.com` is ECS itself, and `ec2.amazonaws.com` the container instance: neither is a task.",
        ]
      : []),
  ].join("\n");
}

/** The message of ecs-roles-let-tasks-work on a router without a task role. */

import { inlinePolicy, newRole } from "../access/policy-code";
import { type Printer, pasted } from "../code/tree";
import { propertyName } from "../code/words";
import { phrases, statements } from "../needs/message";
import type { Need } from "../needs/needs";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { unique } from "../verdicts/groups";
import { joined } from "../verdicts/wording";

export function withoutTaskRoleMessage(subject: Resource, needs: readonly Need[], code: Printer): string {
  const name = `${subject.name}-task`;
  const calls = needs.flatMap((need) => need.calls.map((call) => ({ calls: [call] as const, need })));
  return [
    `Tasks of ${labelOf(subject)} lack a permission: it takes a task role to ${joined(phrases(needs))}, and there is none.`,
    "What fails: the router of FireLens has no credentials of its own on Fargate:",
    ...unique(needs.map(({ row }) => `    ${row.error}`)),
    `Change: give \`${subject.name}\` a \`${code.property("taskRoleArn")}\`, the \`${propertyName("arn")}\` of a role that may write there:`,
    ...pasted(code, newRole(name, { inlinePolicies: inlinePolicy(statements(calls)) })),
  ].join("\n");
}

/** The message of ecs-roles-let-tasks-start on a task definition without an execution role. */

import { inlinePolicy, newRole, policyCode } from "../access/policy-code";
import { codeList, document, type Printer, pasted, reference } from "../code/tree";
import { propertyName } from "../code/words";
import type { WithoutRole } from "../needs/judging";
import { phrases, statements } from "../needs/message";
import type { Need } from "../needs/needs";
import { startRows } from "../needs/permission-rows";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { unique } from "../verdicts/groups";
import { joined, upperFirst } from "../verdicts/wording";

export function withoutExecutionRoleMessage({ subject, needs }: WithoutRole, code: Printer): string {
  const name = `${subject.name}-execution`;
  // What AWS's policy does not allow.
  const more = needs.flatMap(({ row, calls: [call] }) =>
    row.managedPolicy === undefined && call ? [{ calls: [call] as const, need: { row } as Need }] : [],
  );
  return [
    `Tasks of ${labelOf(subject)} cannot start: it takes an execution role to ${joined(phrases(needs))}, and there is none.`,
    "What fails: ECS does this with the execution role, and AWS refuses the task definition, or each task stops:",
    ...unique(needs.map(errorOf)).map((error) => `    ${error}`),
    `Change: give \`${subject.name}\` an \`${code.property("executionRoleArn")}\`, the \`${propertyName("arn")}\` of a role that ECS may assume, with what it needs:`,
    ...pasted(code, newRole(name, { managedPolicyArns: codeList([executionRolePolicy]) })),
    ...(more.length > 0
      ? policyCode(
          `${name}-permissions`,
          { code: reference(name, "name"), listsPolicies: false, listsManaged: false },
          statements(more),
          code,
        )
      : []),
  ].join("\n");
}

const executionRolePolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

export function withoutTaskRoleMessage(service: Resource, definition: Resource, code: Printer): string {
  const channels = document({ Effect: "Allow", Action: "ssmmessages:*", Resource: "*" });
  const name = `${definition.name}-task`;
  return [
    `${upperFirst(labelOf(service))} cannot be deployed: it enables ECS Exec, and ${labelOf(definition)} has no task role.`,
    "What fails: sessions are opened with the task role, and AWS refuses the service:",
    "    InvalidParameterException: The service couldn't be created because a valid taskRoleArn is not being used. …",
    `Change: give \`${definition.name}\` a \`${code.property("taskRoleArn")}\`, the \`${propertyName("arn")}\` of a role that may open the channels:`,
    ...pasted(code, newRole(name, { inlinePolicies: inlinePolicy([channels]) })),
  ].join("\n");
}

function errorOf({ row }: WithoutRole["needs"][number]): string {
  switch (row) {
    case startRows.image:
    case startRows.cachedImage:
      return "ClientException: Fargate requires task definition to have execution role ARN to support ECR images.";
    case startRows.logStream:
    case startRows.logGroup:
      return "ClientException: Fargate requires task definition to have execution role ARN to support log driver awslogs.";
    case startRows.environmentFile:
      return "environment file resource: unable to find execution role credentials";
    default:
      return row.error;
  }
}

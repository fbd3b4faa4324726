/** The message of ecs-roles-let-tasks-start on a task definition without an execution role. */
import { policyCode } from "../access/policy-code";
import type { WithoutRole } from "../needs/judging";
import { phrases, statements } from "../needs/message";
import type { Need } from "../needs/needs";
import { startRows } from "../needs/permission-rows";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { variableName } from "../verdicts/code";
import { unique } from "../verdicts/groups";
import { joined, upperFirst } from "../verdicts/wording";

export function withoutExecutionRoleMessage({ subject, needs }: WithoutRole): string {
  const name = `${subject.name}-execution`;
  const variable = variableName(name);
  // What AWS's policy does not allow.
  const more = needs.flatMap(({ row, calls: [call] }) =>
    row.managedPolicy === undefined && call ? [{ calls: [call] as const, need: { row } as Need }] : [],
  );
  return [
    `Tasks of ${labelOf(subject)} cannot start: it takes an execution role to ${joined(phrases(needs))}, and there is none.`,
    "What fails: ECS does this with the execution role, and AWS refuses the task definition, or each task stops:",
    ...unique(needs.map(errorOf)).map((error) => `    ${error}`),
    `Change: give \`${subject.name}\` an \`executionRoleArn\`, the \`arn\` of a role that ECS may assume, with what it needs:`,
    `    const ${variable} = new aws.iam.Role("${name}", {`,
    '      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),',
    '      managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],',
    "    });",
    ...(more.length > 0
      ? policyCode(
          `${name}-permissions`,
          { code: `${variable}.name`, listsPolicies: false, listsManaged: false },
          statements(more),
        )
      : []),
  ].join("\n");
}

export function withoutTaskRoleMessage(service: Resource, definition: Resource): string {
  const name = `${definition.name}-task`;
  return [
    `${upperFirst(labelOf(service))} cannot be deployed: it enables ECS Exec, and ${labelOf(definition)} has no task role.`,
    "What fails: sessions are opened with the task role, and AWS refuses the service:",
    "    InvalidParameterException: The service couldn't be created because a valid taskRoleArn is not being used. …",
    `Change: give \`${definition.name}\` a \`taskRoleArn\`, the \`arn\` of a role that may open the channels:`,
    `    const ${variableName(name)} = new aws.iam.Role("${name}", {`,
    '      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),',
    "      inlinePolicies: [{ policy: JSON.stringify({",
    '        Version: "2012-10-17",',
    '        Statement: [{ Effect: "Allow", Action: "ssmmessages:*", Resource: "*" }],',
    "      }) }],",
    "    });",
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

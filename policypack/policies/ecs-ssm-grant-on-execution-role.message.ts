/** The message of ecs-ssm-grant-on-execution-role: for the person whose preview was just rejected. */

import { declarationCode, policiesAboutSecrets } from "../access/external-roles";
import type { Grant } from "../access/grants";
import type { Taken } from "../access/permissions";
import { allowCode, newRoleCode, policyCode, type RoleCode, roleCode } from "../access/policy-code";
import type { Role } from "../access/roles";
import { type Comment, comment, type Printer } from "../code/tree";
import { propertyName } from "../code/words";
import type { Statement } from "../iam/documents";
import { mostNames, named, policiesInApply, upperFirst } from "../verdicts/wording";

export interface TaskRoleOnly {
  readonly grant: Grant;
  readonly statement: Statement | undefined;
  /** The names of the task roles. */
  readonly taskRoles: readonly string[];
  /** Undefined where the task definitions have none. */
  readonly executionRole: Role | undefined;
  /** Other roles that may be the execution role. */
  readonly orExecutionRoles: readonly Role[];
  /** What takes the read from the execution role; undefined where nothing gives it. */
  readonly taken: Taken | undefined;
  /** The name of the first of them. */
  readonly subject: string;
  /** The task definitions or other tasks, as a list in a sentence. */
  readonly tasks: string;
  /** ARNs of the parameters that the containers take, as far as they are known. */
  readonly secretArns: readonly string[];
  readonly certainty: "proven" | "presumed";
  readonly secretsKnownAbsent: boolean;
}

export function taskRoleOnlyMessage(violation: TaskRoleOnly, code: Printer): string {
  return [
    summary(violation),
    ...(violation.secretsKnownAbsent ? [secretsKnownAbsent(violation)] : []),
    whatFails(violation),
    why(violation),
    ...(violation.certainty === "presumed" && violation.executionRole && !violation.taken
      ? [policiesInApply]
      : []),
    whatToChange(violation, code),
    ...(violation.executionRole && !violation.executionRole.resource
      ? declarationCode(
          policiesAboutSecrets,
          violation.executionRole,
          ["ssm:GetParameters"],
          violation.secretArns,
        )
      : []),
  ].join("\n");
}

function summary(violation: TaskRoleOnly): string {
  const { taskRoles, tasks } = violation;
  const task = `task role${taskRoles.length > 1 ? "s" : ""} ${named(taskRoles)}`;
  const who = tasks.startsWith("`") ? `Tasks of ${tasks}` : upperFirst(tasks);
  return `${who} cannot start with a secret from Parameter Store: ECS fetches it with ${executionRoles(violation)}, and this stack gives the read to ${task}.`;
}

function executionRoles({ executionRole, orExecutionRoles }: TaskRoleOnly): string {
  if (!executionRole) return "an execution role, of which there is none";
  if (orExecutionRoles.length > 0) {
    const roles = named([executionRole, ...orExecutionRoles].map(({ label }) => label).sort());
    return `the execution role, and none of ${roles} may read it`;
  }
  return executionRole.resource
    ? `execution role \`${executionRole.label}\`, which may not read it`
    : `execution role \`${executionRole.label}\`, which is made elsewhere and gets no such read here`;
}

function secretsKnownAbsent({ tasks }: TaskRoleOnly): string {
  return `The containers of ${tasks} take none so far. If the application reads its parameters itself, set "when": "referenced" in the configuration of this policy. Otherwise:`;
}

function whatFails({ executionRole }: TaskRoleOnly): string {
  if (!executionRole)
    return `What fails: AWS registers no task definition that has secrets and no \`${propertyName("executionRoleArn")}\`.`;
  return [
    "What fails: a task with a secret in Parameter Store stops before its containers start:",
    "    ResourceInitializationError: unable to pull secrets or registry auth: …",
    "    AccessDeniedException: … is not authorized to perform: ssm:GetParameters",
  ].join("\n");
}

function why({ grant, statement, certainty }: TaskRoleOnly): string {
  if (grant.attached.kind === "unknown")
    return `Why: \`${grant.holder.name}\` presumably gives the read to the task role, which only the running application uses. Its document is not known in this preview, and it has an edge to the parameter to which the containers have one. If it gives something else, such as \`ssm:PutParameter\` alone, accept the finding as below.`;
  const edge =
    certainty === "presumed"
      ? " Not all values are known in this preview; which roles they are, and what the containers take, is presumed from the edges between the resources."
      : "";
  return `Why: ${sourceOfRead(grant, statement)} gives the read to the task role, which only the running application uses.${edge}`;
}

/** The statement that gives the read, or what holds it. */
export function sourceOfRead(
  { attached, holder, resource }: Grant,
  statement: Statement | undefined,
): string {
  if (attached.kind === "document" && attached.managedName !== undefined)
    return `AWS's policy \`${attached.managedName}\`, attached by \`${resource.name}\`,`;
  return statement ? `statement ${statement.number} of \`${holder.name}\`` : `\`${holder.name}\``;
}

function whatToChange({ subject, executionRole, taken, secretArns }: TaskRoleOnly, code: Printer): string {
  if (executionRole && taken) return liftIt(executionRole, taken);
  const [intro, role]: [string, RoleCode] = executionRole
    ? [
        "give the read to the execution role, and take it from the task role unless the application needs it:",
        roleCode(executionRole),
      ]
    : [
        `give the task definition an \`${code.property("executionRoleArn")}\`, and its role the read:`,
        newRoleCode,
      ];
  const allowed = allowCode(["ssm:GetParameters"], resources(secretArns));
  return [
    `Change: ${intro}`,
    ...policyCode(`${subject}-secret-reads`, role, [allowed], code),
    "It must be `ssm:GetParameters`, in the plural: ECS calls no other.",
  ].join("\n");
}

function resources(arns: readonly string[]): (string | Comment)[] {
  return arns.length > 0 && arns.length <= mostNames ? [...arns] : [comment("ARNs of the parameters")];
}

function liftIt({ label: name }: Role, taken: Taken): string {
  if (taken.kind === "boundary") {
    return `Change: the permissions boundary of \`${name}\` does not let it call \`ssm:GetParameters\`, whatever its policies allow. Allow it in the boundary, or give the role another one.`;
  }
  if (taken.kind !== "denial") return "Change: take the role out of that denial.";
  const { origin, statement } = taken.by;
  const where = origin === "configuration" ? "the configuration" : `\`${origin.holder.name}\``;
  return `Change: statement ${statement.number} of ${where} denies \`ssm:GetParameters\` to \`${name}\`, and a denial wins over whatever allows it. Take the parameters out of that denial.`;
}

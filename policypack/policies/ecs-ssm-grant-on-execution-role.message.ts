/** The message of ecs-ssm-grant-on-execution-role: for the person whose preview was just rejected. */
import type { Grant } from "../access/grants";
import type { Taken } from "../access/permissions";
import { allowCode, newRoleCode, type RoleCode, roleCode, secretReadsCode } from "../access/policy-code";
import type { Role } from "../access/roles";
import type { Statement } from "../iam/documents";
import { mostNames, named, policiesInApply } from "../verdicts/wording";

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

export function taskRoleOnlyMessage(violation: TaskRoleOnly): string {
  return [
    summary(violation),
    ...(violation.secretsKnownAbsent ? [secretsKnownAbsent(violation)] : []),
    whatFails(violation),
    why(violation),
    ...(violation.certainty === "presumed" && violation.executionRole && !violation.taken
      ? [policiesInApply]
      : []),
    whatToChange(violation),
    ...(violation.executionRole && !violation.executionRole.resource
      ? [declareIt(violation.executionRole)]
      : []),
  ].join("\n");
}

function summary({ taskRoles, executionRole, orExecutionRoles }: TaskRoleOnly): string {
  const task = `task role${taskRoles.length > 1 ? "s" : ""} ${named(taskRoles)}`;
  if (!executionRole) return `This stack lets ${task} read Parameter Store, and there is no execution role.`;
  if (orExecutionRoles.length > 0) {
    const roles = named([executionRole, ...orExecutionRoles].map(({ name }) => name).sort());
    return `This stack lets ${task} read Parameter Store, and none of the execution roles ${roles} may.`;
  }
  return executionRole.resource
    ? `This stack lets ${task} read Parameter Store, and execution role \`${executionRole.name}\` may not.`
    : `This stack attaches no Parameter Store read to \`${executionRole.name}\`, which is made elsewhere; it gives one to ${task}.`;
}

function secretsKnownAbsent({ tasks }: TaskRoleOnly): string {
  return `The containers of ${tasks} take no secret from Parameter Store. If the application reads its parameters itself, set "when": "referenced" in the configuration of this policy. Otherwise:`;
}

function whatFails({ executionRole, tasks }: TaskRoleOnly): string {
  const role = executionRole ? `the execution role, \`${executionRole.name}\`` : "the execution role";
  const fault = executionRole
    ? [
        "A task with a secret in Parameter Store stops before its containers start:",
        "    ResourceInitializationError: unable to pull secrets or registry auth: …",
        "    AccessDeniedException: … is not authorized to perform: ssm:GetParameters",
      ]
    : ["AWS registers no task definition that has secrets and no `executionRoleArn`."];
  return [
    `What fails: ECS fetches the secrets of ${tasks} with ${role}. ${fault[0]}`,
    ...fault.slice(1),
  ].join("\n");
}

function why({ grant, statement, certainty }: TaskRoleOnly): string {
  if (grant.attached.kind === "unknown")
    return `Why: \`${grant.holder.name}\` presumably gives the read to the task role, which only the running application uses. Its document is not known in this preview, and it has an edge to the parameter to which the containers have one. If it gives something else, such as \`ssm:PutParameter\` alone, accept the finding as below.`;
  const source =
    grant.attached.kind === "document" && grant.attached.managedName !== undefined
      ? `AWS's policy \`${grant.attached.managedName}\`, attached by \`${grant.resource.name}\`,`
      : statement
        ? `statement ${statement.number} of \`${grant.holder.name}\``
        : `\`${grant.holder.name}\``;
  const edge =
    certainty === "presumed"
      ? " Not all values are known in this preview; which roles they are, and what the containers take, is presumed from the edges between the resources."
      : "";
  return `Why: ${source} gives the read to the task role, which only the running application uses.${edge}`;
}

function whatToChange({ subject, executionRole, taken, secretArns }: TaskRoleOnly): string {
  if (executionRole && taken) return liftIt(executionRole, taken);
  const [intro, role]: [string, RoleCode] = executionRole
    ? [
        "give the read to the execution role, and take it from the task role unless the application needs it:",
        roleCode(executionRole),
      ]
    : ["give the task definition an `executionRoleArn`, and its role the read:", newRoleCode];
  const code = secretReadsCode(subject, role, [allowCode("ssm:GetParameters", resources(secretArns))]);
  return [
    `Change: ${intro}`,
    ...code,
    "It must be `ssm:GetParameters`, in the plural: ECS calls no other.",
  ].join("\n");
}

function resources(arns: readonly string[]): string[] {
  return arns.length > 0 && arns.length <= mostNames
    ? arns.map((arn) => JSON.stringify(arn))
    : ["/* ARNs of the parameters */"];
}

function liftIt({ name }: Role, taken: Taken): string {
  if (taken.kind === "boundary") {
    return `Change: the permissions boundary of \`${name}\` does not let it call \`ssm:GetParameters\`, whatever its policies allow. Allow it in the boundary, or give the role another one.`;
  }
  if (taken.kind !== "denial") return "Change: take the role out of that denial.";
  const { origin, statement } = taken.by;
  const where = origin === "configuration" ? "the configuration" : `\`${origin.holder.name}\``;
  return `Change: statement ${statement.number} of ${where} denies \`ssm:GetParameters\` to \`${name}\`, and a denial wins over whatever allows it. Take the parameters out of that denial.`;
}

function declareIt({ name }: Role): string {
  return [
    `Or, if \`${name}\` has the read from where it is made, declare that in a file for \`--policy-pack-config\`:`,
    `    { "ecs-ssm-grant-on-execution-role": { "externalRoles": [{ "role": "${name}", "actions": ["ssm:GetParameters"], "resources": ["arn:aws:ssm:*:*:parameter/…"], "reason": "…" }] } }`,
  ].join("\n");
}

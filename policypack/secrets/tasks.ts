/** Tasks with their two roles: those of this stack's task definitions, and those of other stacks. */
import type { Access } from "../access/access";
import type { Permission } from "../access/permissions";
import type { RoleNames } from "../access/role-names";
import type { Role, RoleReference } from "../access/roles";
import type { TaskDefinition } from "../ecs/task-definitions";
import { intersects, matches } from "../iam/globs";
import type { Reason } from "../verdicts/reasons";

export interface Tasks {
  /** How messages call them. */
  readonly label: string;
  readonly taskRole: RoleReference;
  readonly executionRole: RoleReference;
  /** Other roles that may be the execution role, and that read no parameter either. */
  readonly orExecutionRoles: readonly Role[];
  /** Undefined where it is in another stack. */
  readonly definition: TaskDefinition | undefined;
}

export function tasksOf(definition: TaskDefinition): Tasks {
  const { resource, taskRole, executionRole } = definition;
  return { label: `\`${resource.name}\``, taskRole, executionRole, orExecutionRoles: [], definition };
}

/**
 * The tasks of other stacks whose roles are made here, as configuration names them. Which execution role
 * goes with which task role is not known: one that reads parameters will do for all of them.
 * @param permissionOf whether an execution role reads some parameter
 */
export function tasksOfOtherStacks(
  access: Access,
  names: RoleNames,
  definitions: readonly TaskDefinition[],
  permissionOf: (role: Role) => Permission,
): Tasks[] {
  const paired = new Set(
    definitions.flatMap(({ taskRole }) => (taskRole.kind === "role" ? [taskRole.role] : [])),
  );
  const executionRoles = rolesNamed(access, names.execution).map(({ role }) => role);
  const permissions = executionRoles.map((role) => ({ role, answer: permissionOf(role).answer }));
  if (permissions.some(({ answer }) => answer === "yes")) return [];
  const mostOpen = permissions.find(({ answer }) => answer === "cannot tell") ?? permissions[0];
  return rolesNamed(access, names.task)
    .filter(({ role }) => !paired.has(role) && !executionRoles.includes(role))
    .map(({ role, certainty }) => ({
      label: `tasks that run with \`${role.label}\``,
      taskRole: { kind: "role", role, certainty },
      executionRole: mostOpen
        ? { kind: "role", role: mostOpen.role, certainty: "proven" }
        : { kind: "undetermined", reason: noExecutionRoleNamed, candidates: [] },
      orExecutionRoles: executionRoles.filter((other) => other !== mostOpen?.role),
      definition: undefined,
    }));
}

interface NamedRole {
  readonly role: Role;
  /** Presumed where a pattern is one of ARNs, and of the role's own the account is not known yet. */
  readonly certainty: "proven" | "presumed";
}

function rolesNamed({ roles }: Access, patterns: readonly string[]): NamedRole[] {
  return roles.all.flatMap((role): NamedRole[] => {
    const texts = [role.name, role.arn, role.resource?.name].filter((text) => text !== undefined);
    if (patterns.some((pattern) => texts.some((text) => matches(pattern, text))))
      return [{ role, certainty: "proven" }];
    return patterns.some((pattern) => mayBeArnOf(pattern, role)) ? [{ role, certainty: "presumed" }] : [];
  });
}

/** Whether a pattern of ARNs may match that of a role of this stack which AWS has not made, and whose name is known. */
function mayBeArnOf(pattern: string, { arn, arnPattern, resource }: Role): boolean {
  if (!resource || arn !== undefined || arnPattern.endsWith("?*")) return false;
  return pattern.startsWith("arn:") && intersects(pattern, arnPattern);
}

const noExecutionRoleNamed: Reason = {
  cause: "no role named",
  text: 'is not known: no role here has a name that "roles.execution" in the configuration names',
};

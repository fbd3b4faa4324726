/** Names by which configuration tells of roles whose tasks are defined in other stacks. */
import { type PropertySchema, type RawConfig, wellFormed } from "../verdicts/config";

/** Globs of the names of roles whose tasks are defined in other stacks. */
export interface RoleNames {
  readonly task: readonly string[];
  readonly execution: readonly string[];
}

const roleNamesSchema = (title: string, description: string): PropertySchema => ({
  type: "array",
  title,
  description,
  items: {
    type: "string",
    title: "Role",
    description: "Name or ARN of a role; `*` and `?` are wildcards.",
    minLength: 1,
  },
});

export const rolesSchema: PropertySchema = {
  type: "object",
  title: "Roles of tasks in other stacks",
  description:
    "For stacks that make roles only, with the task definitions in other stacks: which of the roles are task roles, and which are execution roles.",
  default: {},
  properties: {
    task: roleNamesSchema("Task roles", "Names of roles with which applications run."),
    execution: roleNamesSchema("Execution roles", "Names of roles with which ECS starts tasks."),
  },
  additionalProperties: false,
};

/** The option `roles`; what is malformed in it is left out. */
export function roleNames(raw: RawConfig): RoleNames {
  const { roles } = raw;
  const of = (key: keyof RoleNames) => {
    const list =
      typeof roles === "object" && roles !== null && Object.hasOwn(roles, key) ? Reflect.get(roles, key) : [];
    return wellFormed<string>(list, roleNamesSchema("", ""));
  };
  return { task: of("task"), execution: of("execution") };
}

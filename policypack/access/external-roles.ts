/** What configuration says of roles that this stack does not make. */
import type { PolicyDocument, Statement } from "../iam/documents";
import { matches } from "../iam/globs";
import { type PropertySchema, type RawConfig, wellFormed } from "../verdicts/config";
import type { ExternalRole } from "../verdicts/config-entries";
import type { Role } from "./roles";

export const externalRolesSchema: PropertySchema = {
  type: "array",
  title: "Roles made elsewhere",
  description: "What roles that this stack does not make are allowed by policies that it does not attach.",
  default: [],
  items: {
    type: "object",
    title: "Permission",
    description: "One permission of a role, or of all roles that a pattern matches.",
    properties: {
      role: {
        type: "string",
        title: "Role",
        description: "ARN or name of the role; `*` and `?` are wildcards.",
        minLength: 1,
      },
      actions: {
        type: "array",
        title: "Actions",
        description: "Actions that the role is allowed, as in an IAM policy.",
        minItems: 1,
        items: {
          type: "string",
          title: "Action",
          description: "An action, such as `ssm:GetParameters`.",
          minLength: 1,
        },
      },
      resources: {
        type: "array",
        title: "Resources",
        description: "ARNs on which it is allowed them, as in an IAM policy.",
        minItems: 1,
        items: {
          type: "string",
          title: "Resource",
          description: "An ARN or a pattern of ARNs.",
          minLength: 1,
        },
      },
      reason: {
        type: "string",
        title: "Reason",
        description: "How it is known, for the next reader.",
        minLength: 1,
      },
    },
    required: ["role", "actions", "resources", "reason"],
    additionalProperties: false,
  },
};

/** The entries of `externalRoles` that have the right form. */
export function externalRoles(raw: RawConfig): ExternalRole[] {
  return wellFormed<ExternalRole>(raw.externalRoles, externalRolesSchema);
}

/** The policies about secrets: what one is told of a role the other must be told, too. */
export const policiesAboutSecrets = ["ecs-ssm-grant-on-execution-role", "ecs-execution-role-reads-secrets"];

/**
 * Lines of configuration that declare what a role may do.
 * @param policies those that ask for it
 * @param arns as far as they are known
 */
export function declarationCode(
  policies: readonly string[],
  { name, label }: Role,
  actions: readonly string[],
  arns: readonly string[],
): string[] {
  const entry = { role: name, actions, resources: arns.length > 0 ? arns : ["arn:aws:…"], reason: "…" };
  const settings = policies.map((policy) => `"${policy}": { "externalRoles": [${inOneLine(entry)}] }`);
  return [
    `Or, if \`${label}\` has it from where it is made, declare that in a file for \`--policy-pack-config\`:`,
    `    { ${settings.join(",\n      ")} }`,
  ];
}

/** JSON with spaces, as people write it. */
function inOneLine(value: object): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replaceAll("[ ", "[").replaceAll(" ]", "]");
}

/** What is declared of a role; nothing of a role of this stack: what that may do stands in the stack. */
export function declarationsOf(role: Role, declared: readonly ExternalRole[]): PolicyDocument[] {
  if (role.resource) return [];
  return declared
    .filter((entry) => isMeant(entry.role, role))
    .map(({ actions, resources }) => ({ statements: [allowing(actions, resources)] }));
}

/** Whether a pattern of ARNs or names means a role; of one that is given by name the pattern's last part does. */
function isMeant(pattern: string, { name, arn }: Role): boolean {
  if (matches(pattern, name)) return true;
  if (arn !== undefined) return matches(pattern, arn);
  const [, last] = /^arn:.*\/([^/]+)$/.exec(pattern) ?? [];
  return last !== undefined && matches(last, name);
}

/** A statement that allows actions on resources. */
export function allowing(actions: readonly string[], resources: readonly string[]): Statement {
  return {
    number: 1,
    effect: "Allow",
    actions,
    actionsInverted: false,
    resources,
    resourcesInverted: false,
    conditions: [],
    principal: undefined,
    hasVariables: false,
  };
}

interface Declared {
  readonly policy: string;
  readonly declared: readonly ExternalRole[];
}

/** Sentences about roles that are declared in one of two policies only, or differently. */
export function differences(one: Declared, other: Declared): string[] {
  const told = (entries: readonly ExternalRole[], role: string) =>
    entries
      .filter((entry) => entry.role === role)
      .map(({ actions, resources }) => JSON.stringify([[...actions].sort(), [...resources].sort()]))
      .sort()
      .join();
  const roles = new Set([...one.declared, ...other.declared].map(({ role }) => role));
  return [...roles].sort().flatMap((role) => {
    const [here, there] = [told(one.declared, role), told(other.declared, role)];
    if (here === there) return [];
    const name = JSON.stringify(role);
    if (here !== "" && there !== "")
      return `externalRoles: ${name} is declared differently in ${other.policy} and ${one.policy}`;
    const [where, not] = here === "" ? [other, one] : [one, other];
    return `externalRoles: ${name} is declared in ${where.policy}, and not in ${not.policy}`;
  });
}

/**
 * Rejects a task role that this stack lets read Parameter Store while the execution role of the same task
 * definition may not: ECS fetches container secrets with the execution role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import { type Answer, decideSome, namesAction, type Request } from "../iam/decisions";
import type { Statement } from "../iam/documents";
import { choice, externalRoles, externalRolesSchema, presumedSchema, type RawConfig } from "../model/config";
import { type Finding, named, type Undetermined, type Verdicts } from "../model/findings";
import type { Grant } from "../model/grants";
import type { Model } from "../model/model";
import {
  documentsOf,
  type ExternalRole,
  type Permission,
  permissionOf,
  withBoundary,
} from "../model/permissions";
import type { Resource } from "../model/resources";
import { mayMean, type Role, type RoleReference, sameRole } from "../model/roles";
import type { StackRule } from "../model/rule";
import { parameterStoreUse, type TaskDefinition } from "../model/task-definitions";
import { taskRoleOnlyMessage } from "./ecs-ssm-grant-on-execution-role.message";

export const ecsSsmGrantOnExecutionRole: StackRule = {
  name: "ecs-ssm-grant-on-execution-role",
  displayName: "Parameter Store reads belong to the execution role",
  description:
    "A task role that is allowed to read Parameter Store needs an execution role that is: ECS fetches container secrets with the execution role.",
  level: "mandatory",
  severity: "high",
  configSchema: {
    when: {
      type: "string",
      title: "When",
      description:
        "`always` judges every task definition, `referenced` only those whose containers take secrets from Parameter Store.",
      enum: ["always", "referenced"],
      default: "always",
    },
    externalRoles: externalRolesSchema,
    presumed: presumedSchema,
  },
  evaluate,
};

interface Config {
  readonly when: "always" | "referenced";
  readonly externalRoles: readonly ExternalRole[];
}

/** Actions that read parameters; a grant of one is what people mean to give to ECS. */
const readActions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"];

/** Policies of AWS that are attached in order to read parameters. */
const parameterStorePolicies = ["AmazonSSMReadOnlyAccess", "AmazonSSMFullAccess"];

/** Any parameter but those that AWS itself publishes or its agents keep. */
const someParameter = (action: string): Request => ({
  action,
  resources: "arn:*:ssm:*:*:parameter/*",
  except: ["arn:*:ssm:*:*:parameter/aws/*", "arn:*:ssm:*:*:parameter/AmazonCloudWatch-*"],
});

/** The one call that ECS makes for secrets in Parameter Store, in the plural. */
const fetchSecrets = someParameter("ssm:GetParameters");

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const config: Config = {
    when: choice(raw, "when", ["always", "referenced"], "always"),
    externalRoles: externalRoles(raw),
  };
  const judge = new Judge(model, config);
  for (const grant of model.grants) {
    const reads = judge.parameterReads(grant);
    if (reads.length === 0) continue;
    for (const definition of model.taskDefinitions) judge.compare(grant, reads, definition);
  }
  return judge.verdicts();
}

/** What a grant lets its role read in Parameter Store. */
interface ParameterRead {
  /** Presumed where an edge to a parameter stands for a document that is not known. */
  readonly answer: Answer | "presumed";
  /** A grant that does not speak of Parameter Store itself, such as `*`, counts only where secrets need it. */
  readonly broad: boolean;
  readonly statement: Statement | undefined;
  readonly reason: string;
  readonly parameters: readonly Resource[];
}

/** A grant on a task role next to one execution role, with all task definitions that pair them. */
interface Pair {
  readonly grant: Grant;
  readonly read: ParameterRead;
  readonly executionRole: RoleReference;
  readonly definitions: TaskDefinition[];
  certainty: "proven" | "presumed";
  /** Whether the containers of all these task definitions are known to take no secret from Parameter Store. */
  secretsKnownAbsent: boolean;
}

class Judge {
  private readonly permissions = new Map<Role, Permission>();
  private readonly violations = new Map<string, Pair>();
  private readonly open = new Map<string, Undetermined>();

  constructor(
    private readonly model: Model,
    private readonly config: Config,
  ) {}

  /** The ways in which a grant lets its role read parameters; none for most grants. */
  parameterReads(grant: Grant): ParameterRead[] {
    const { attached } = grant;
    if (attached.kind !== "document") {
      const { reason } = attached;
      const parameters = attached.kind === "unknown" ? attached.parameters : [];
      const answer = parameters.length > 0 && !grant.leftOut ? "presumed" : "cannot tell";
      return [{ answer, broad: false, statement: undefined, reason, parameters }];
    }
    return [false, true].flatMap((broad) => {
      const statements = attached.document.statements.filter(
        (s) => isBroad(s, attached.managedName) === broad,
      );
      return this.decide(grant, { statements }, broad);
    });
  }

  private decide(grant: Grant, document: { statements: Statement[] }, broad: boolean): ParameterRead[] {
    const { role, resource } = grant;
    const all = documentsOf(this.grantsOf(role));
    for (const action of readActions) {
      const request = someParameter(action);
      const decision = decideSome([{ origin: grant, document }], request, all);
      const bounded =
        role.kind === "role"
          ? withBoundary(this.model, role.role, request, decision.answer)
          : { answer: decision.answer, reasons: [] };
      if (bounded.answer === "no") continue;
      const answer = grant.leftOut ? "cannot tell" : bounded.answer;
      const reason =
        bounded.reasons[0] ??
        (grant.leftOut
          ? `\`${resource.name}\` is left out of this operation`
          : `a condition or variable restricts what \`${resource.name}\` allows`);
      return [{ answer, broad, statement: decision.by?.statement, reason, parameters: [] }];
    }
    return [];
  }

  private grantsOf(role: RoleReference): Grant[] {
    return this.model.grants.filter((grant) => sameRole(grant.role, role) === true);
  }

  /** Holds a grant against one task definition. */
  compare(grant: Grant, reads: readonly ParameterRead[], definition: TaskDefinition): void {
    const onTaskRole = isOn(grant, definition.taskRole);
    if (onTaskRole === "no") return;
    const { executionRole } = definition;
    if (sameRole(definition.taskRole, executionRole)) return;
    const execution = this.executionPermission(executionRole);
    if (execution.answer === "yes") return;
    for (const read of reads) {
      const use = parameterStoreUse(definition);
      const asked = read.broad || this.config.when === "referenced";
      if (asked && use.kind === "no") continue;
      const reasons = [
        ...(onTaskRole === "maybe" ? [this.unclearRole(grant, definition.taskRole)] : []),
        ...(read.answer === "cannot tell" ? [read.reason] : []),
        ...(read.answer === "presumed" && !sharesParameter(read, definition) ? [read.reason] : []),
        ...execution.reasons,
        ...(asked && use.kind === "cannot tell" ? [use.reason] : []),
      ];
      if (reasons.length > 0) this.leaveOpen(grant, definition, reasons);
      else {
        const presumed =
          read.answer === "presumed" ||
          isPresumed(definition.taskRole) ||
          isPresumed(grant.role) ||
          isPresumed(executionRole) ||
          (asked && use.kind === "yes" && use.certainty === "presumed");
        this.violate(grant, read, definition, presumed, use.kind === "no");
      }
    }
  }

  private executionPermission(reference: RoleReference): Permission {
    if (reference.kind === "none") return { answer: "no", certainty: "proven", reasons: [] };
    if (reference.kind === "undetermined") {
      return {
        answer: "cannot tell",
        certainty: "proven",
        reasons: [`the execution role ${reference.reason}`],
      };
    }
    const known = this.permissions.get(reference.role);
    if (known) return known;
    const permission = permissionOf(this.model, reference.role, fetchSecrets, this.config.externalRoles);
    this.permissions.set(reference.role, permission);
    return permission;
  }

  private unclearRole(grant: Grant, taskRole: RoleReference): string {
    if (taskRole.kind === "undetermined") return `the task role ${taskRole.reason}`;
    return grant.role.kind === "undetermined"
      ? `the role of \`${grant.resource.name}\` ${grant.role.reason}`
      : `the role of \`${grant.resource.name}\` is not known`;
  }

  private violate(
    grant: Grant,
    read: ParameterRead,
    definition: TaskDefinition,
    presumed: boolean,
    secretsKnownAbsent: boolean,
  ): void {
    const key = `${grant.resource.urn} ${roleKey(definition.executionRole)}`;
    const pair = this.violations.get(key);
    if (!pair) {
      this.violations.set(key, {
        grant,
        read,
        executionRole: definition.executionRole,
        definitions: [definition],
        certainty: presumed ? "presumed" : "proven",
        secretsKnownAbsent,
      });
      return;
    }
    if (!pair.definitions.includes(definition)) pair.definitions.push(definition);
    if (!presumed) pair.certainty = "proven";
    if (!secretsKnownAbsent) pair.secretsKnownAbsent = false;
  }

  private leaveOpen(grant: Grant, definition: TaskDefinition, reasons: readonly string[]): void {
    const { executionRole, resource } = definition;
    const key = `${grant.resource.urn} ${roleKey(executionRole)}`;
    if (this.open.has(key)) return;
    const execution = executionRole.kind === "role" ? ` \`${executionRole.role.name}\`` : "";
    this.open.set(key, {
      urn: grant.resource.urn,
      id: "grant-unclear",
      reason: `Whether \`${grant.resource.name}\` lets the task role of \`${resource.name}\` read Parameter Store while its execution role${execution} may not: ${reasons.join("; ")}.`,
      settle:
        "A document written with `pulumi.jsonStringify` keeps its edges to parameters and roles; for a role made elsewhere, declare what it may do in `externalRoles`. What rests on new resources is judged again during the update.",
    });
  }

  verdicts(): Verdicts {
    const undetermined = [...this.open]
      .filter(([key]) => !this.violations.has(key))
      .map(([, verdict]) => verdict);
    return { findings: [...this.violations.values()].map(finding), undetermined };
  }
}

function finding({ grant, read, executionRole, definitions, certainty, secretsKnownAbsent }: Pair): Finding {
  const [definition] = definitions;
  const taskRole = definition?.taskRole.kind === "role" ? definition.taskRole.role : undefined;
  return {
    urn: grant.resource.urn,
    ids: [executionRole.kind === "none" ? "no-execution-role" : "task-role-only"],
    certainty,
    message: taskRoleOnlyMessage({
      grant,
      statement: read.statement,
      taskRole,
      executionRole: executionRole.kind === "role" ? executionRole.role : undefined,
      definitions: named(definitions.map(({ resource }) => resource.name)),
      certainty,
      secretsKnownAbsent,
    }),
  };
}

/** Whether a statement does not name Parameter Store: its actions are a bare `*`, or what is not excluded. */
function isBroad(statement: Statement, managedName: string | undefined): boolean {
  if (managedName !== undefined) return !parameterStorePolicies.includes(managedName);
  if (statement.actionsInverted) return true;
  return !statement.actions.some(
    (pattern) =>
      pattern.toLowerCase().startsWith("ssm:") &&
      readActions.some((action) => namesAction({ ...statement, actions: [pattern] }, action)),
  );
}

function isOn(grant: Grant, taskRole: RoleReference): "yes" | "maybe" | "no" {
  if (taskRole.kind === "none" || grant.role.kind === "none") return "no";
  const same = sameRole(grant.role, taskRole);
  if (same !== undefined) return same ? "yes" : "no";
  if (grant.role.kind === "role") return mayMean(taskRole, grant.role.role) ? "maybe" : "no";
  if (taskRole.kind === "role") return mayMean(grant.role, taskRole.role) ? "maybe" : "no";
  return "maybe";
}

/** Whether the containers have an edge to a parameter that the unknown document has an edge to. */
function sharesParameter(read: ParameterRead, definition: TaskDefinition): boolean {
  return read.parameters.some((parameter) => definition.parameters.includes(parameter));
}

function isPresumed(reference: RoleReference): boolean {
  return reference.kind === "role" && reference.certainty === "presumed";
}

function roleKey(reference: RoleReference): string {
  if (reference.kind !== "role") return reference.kind;
  const { role } = reference;
  return role.resource?.urn ?? role.arn ?? role.name;
}

/**
 * Rejects a task role that this stack lets read Parameter Store while the execution role of the same task
 * definition may not: ECS fetches container secrets with the execution role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import { choice, externalRoles, externalRolesSchema, presumedSchema, type RawConfig } from "../model/config";
import {
  type Finding,
  inOrder,
  named,
  type Reason,
  settlement,
  type Undetermined,
  type Verdicts,
} from "../model/findings";
import type { Grant } from "../model/grants";
import type { Model } from "../model/model";
import { fetchSecrets, type ParameterRead, parameterReads } from "../model/parameter-store";
import { type ExternalRole, type Permission, permissionOf } from "../model/permissions";
import type { Resource } from "../model/resources";
import { mayMean, type Role, type RoleReference, sameRole } from "../model/roles";
import type { StackRule } from "../model/rule";
import {
  knownParameterArns,
  namesParameter,
  parameterStoreUse,
  type TaskDefinition,
} from "../model/task-definitions";
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

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const config: Config = {
    when: choice(raw, "when", ["always", "referenced"], "always"),
    externalRoles: externalRoles(raw),
  };
  const judge = new Judge(model, config);
  for (const definition of model.taskDefinitions) {
    for (const grant of judge.grantsThatMayBeOn(definition.taskRole)) judge.compare(grant, definition);
  }
  return judge.verdicts();
}

/** A grant on a task role next to one execution role, with all task definitions that pair them. */
interface Pair {
  readonly grant: Grant;
  readonly read: ParameterRead;
  readonly execution: Permission;
  readonly definitions: TaskDefinition[];
  certainty: "proven" | "presumed";
  /** Whether the containers of all these task definitions are known to take no secret from Parameter Store. */
  secretsKnownAbsent: boolean;
}

/** What is open about one resource, a grant or a task definition. */
interface Open {
  readonly subject: Resource;
  readonly definitions: Set<string>;
  readonly reasons: Map<string, Reason>;
}

class Judge {
  private readonly permissions = new Map<Role, Permission>();
  private readonly reads = new Map<Grant, readonly ParameterRead[]>();
  private readonly violations = new Map<string, Pair>();
  private readonly open = new Map<string, Open>();

  constructor(
    private readonly model: Model,
    private readonly config: Config,
  ) {}

  grantsThatMayBeOn(taskRole: RoleReference): readonly Grant[] {
    const { grants } = this.model;
    switch (taskRole.kind) {
      case "none":
        return [];
      case "role":
        return [
          ...grants.on(taskRole.role),
          ...grants.unsettled.filter(({ role }) => mayMean(role, taskRole.role)),
        ];
      case "undetermined": {
        const candidates = taskRole.candidates?.flatMap((role) => grants.on(role));
        return [
          ...(candidates ?? grants.all.filter(({ role }) => role.kind === "role")),
          ...grants.unsettled,
        ];
      }
    }
  }

  /** Holds a grant against one task definition. */
  compare(grant: Grant, definition: TaskDefinition): void {
    const { taskRole, executionRole } = definition;
    const reads = this.readsOf(grant);
    if (reads.length === 0 || sameRole(taskRole, executionRole)) return;
    const execution = this.executionPermission(executionRole);
    if (execution.answer === "yes") return;
    for (const read of reads) this.compareRead(grant, read, execution, definition);
  }

  private compareRead(
    grant: Grant,
    read: ParameterRead,
    execution: Permission,
    definition: TaskDefinition,
  ): void {
    const { taskRole, executionRole } = definition;
    const use = parameterStoreUse(definition);
    const asked = read.broad || this.config.when === "referenced";
    if (asked && use.kind === "no") return;
    // An unknown document on the execution role that names what the containers take: that is the cure.
    const granted = execution.perhaps.some((parameter) => namesParameter(definition, parameter));
    if (granted && read.answer === "cannot tell") return;
    const onTaskRole = sameRole(grant.role, taskRole) === true;
    const presumable =
      read.answer === "presumed" && use.kind !== "no" && this.sharesParameter(read, definition);
    const reasons = [
      ...(onTaskRole || grant.role.kind !== "undetermined"
        ? []
        : [about(`the role of \`${grant.resource.name}\``, grant.role.reason)]),
      ...(taskRole.kind === "undetermined" ? [about("the task role", taskRole.reason)] : []),
      ...(read.answer === "yes" || presumable ? [] : [read.reason]),
      ...execution.reasons,
      ...(asked && use.kind === "cannot tell" ? [use.reason] : []),
    ];
    if (reasons.length > 0) this.leaveOpen(grant, definition, reasons);
    else {
      const presumed =
        read.answer === "presumed" ||
        [taskRole, grant.role, executionRole].some(isPresumed) ||
        (asked && use.kind === "yes" && use.certainty === "presumed");
      this.violate({ grant, read, execution, presumed, secretsKnownAbsent: use.kind === "no" }, definition);
    }
  }

  private readsOf(grant: Grant): readonly ParameterRead[] {
    const known = this.reads.get(grant);
    if (known) return known;
    const reads = parameterReads(this.model, grant);
    this.reads.set(grant, reads);
    return reads;
  }

  private sharesParameter(read: ParameterRead, definition: TaskDefinition): boolean {
    return read.parameters.some((parameter) => namesParameter(definition, parameter));
  }

  private executionPermission(role: RoleReference): Permission {
    const none = { taken: undefined, reasons: [], perhaps: [] };
    if (role.kind === "none") return { answer: "no", ...none };
    if (role.kind === "undetermined") {
      return { answer: "cannot tell", ...none, reasons: [about("the execution role", role.reason)] };
    }
    const known = this.permissions.get(role.role);
    if (known) return known;
    const permission = permissionOf(this.model, role.role, fetchSecrets, this.config.externalRoles);
    this.permissions.set(role.role, permission);
    return permission;
  }

  private violate(
    {
      presumed,
      ...violation
    }: Pick<Pair, "grant" | "read" | "execution" | "secretsKnownAbsent"> & { presumed: boolean },
    definition: TaskDefinition,
  ): void {
    const key = `${violation.grant.resource.urn} ${roleKey(definition.executionRole)}`;
    const pair = this.violations.get(key);
    if (!pair) {
      const certainty = presumed ? "presumed" : "proven";
      this.violations.set(key, { ...violation, certainty, definitions: [definition] });
      return;
    }
    if (!pair.definitions.includes(definition)) pair.definitions.push(definition);
    if (!presumed) pair.certainty = "proven";
    if (!violation.secretsKnownAbsent) pair.secretsKnownAbsent = false;
  }

  /** What is not known of a task definition's own roles is said once, and not of every grant. */
  private leaveOpen(
    grant: Grant,
    { resource, taskRole, executionRole }: TaskDefinition,
    reasons: readonly Reason[],
  ): void {
    const ownRoles = taskRole.kind === "undetermined" || executionRole.kind === "undetermined";
    const subject = ownRoles && grant.role.kind === "role" ? resource : grant.resource;
    const open = this.open.get(subject.urn) ?? { subject, definitions: new Set(), reasons: new Map() };
    this.open.set(subject.urn, open);
    open.definitions.add(resource.name);
    for (const reason of reasons) open.reasons.set(reason.text, reason);
  }

  verdicts(): Verdicts {
    const violations = [...this.violations.values()];
    const rejected = new Set(violations.map(({ grant }) => grant.resource.urn));
    return {
      findings: inOrder(violations.map(finding)),
      undetermined: inOrder(
        [...this.open.values()].filter(({ subject }) => !rejected.has(subject.urn)).map(undetermined),
      ),
    };
  }
}

function finding({ grant, read, execution, definitions, certainty, secretsKnownAbsent }: Pair): Finding {
  const [definition] = definitions;
  const executionRole = definition?.executionRole.kind === "role" ? definition.executionRole.role : undefined;
  return {
    urn: grant.resource.urn,
    ids: [executionRole ? "task-role-only" : "no-execution-role"],
    certainty,
    message: taskRoleOnlyMessage({
      grant,
      statement: read.statement,
      taskRole: definition?.taskRole.kind === "role" ? definition.taskRole.role : undefined,
      executionRole,
      taken: execution.taken,
      secretArns: [...new Set(definitions.flatMap(knownParameterArns))].sort(),
      definitions: named(definitions.map(({ resource }) => resource.name).sort()),
      certainty,
      secretsKnownAbsent,
    }),
  };
}

function undetermined({ subject, definitions, reasons }: Open): Undetermined {
  const what =
    definitions.has(subject.name) && definitions.size === 1 ? "" : ` of ${named([...definitions].sort())}`;
  return {
    urn: subject.urn,
    id: "grant-unclear",
    reason: `Whether the task role${what} may read Parameter Store while the execution role may not: ${[...reasons.keys()].sort().join("; ")}.`,
    settle: settlement([...reasons.values()]),
  };
}

/** A reason that completes "its role …", of a role that is named. */
function about(role: string, { cause, text }: Reason): Reason {
  return { cause, text: `${role} ${text}` };
}

function isPresumed(reference: RoleReference): boolean {
  return reference.kind === "role" && reference.certainty === "presumed";
}

function roleKey(reference: RoleReference): string {
  if (reference.kind !== "role") return reference.kind;
  const { resource, arn, name, provider } = reference.role;
  return resource?.urn ?? arn ?? `${provider} ${name}`;
}

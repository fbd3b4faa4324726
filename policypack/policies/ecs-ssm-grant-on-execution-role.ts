/**
 * Rejects a task role that this stack lets read Parameter Store while the execution role of the same task
 * definition may not: ECS fetches container secrets with the execution role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import { matches } from "../iam/globs";
import { leastPrivilege } from "../verdicts/best-practices";
import {
  choice,
  presumedSchema,
  type RawConfig,
  type RoleNames,
  roleNames,
  rolesSchema,
} from "../verdicts/config";
import { externalRoles, externalRolesSchema } from "../access/external-roles";
import { fetchedSecrets } from "../secrets/fetched-secrets";
import {
  about,
  type Finding,
  inOrder,
  joined,
  type Reason,
  settlement,
  type Undetermined,
  type Verdicts,
} from "../verdicts/findings";
import type { Grant } from "../access/grants";
import type { Model } from "../model/model";
import { fetchSecrets, type ParameterRead, parameterReads } from "../secrets/parameter-store";
import { type Permission, permission, permissionOf } from "../access/permissions";
import { mayMake } from "../secrets/reads";
import type { Resource } from "../stack/resources";
import { mayMean, type Role, type RoleReference, sameRole } from "../access/roles";
import type { StackRule } from "../model/rule";
import {
  knownParameterArns,
  namesParameter,
  type ParameterStoreUse,
  parameterStoreUse,
  type TaskDefinition,
} from "../ecs/task-definitions";
import type { ExternalRole } from "../settings";
import { taskRoleOnlyMessage } from "./ecs-ssm-grant-on-execution-role.message";

export const ecsSsmGrantOnExecutionRole: StackRule = {
  name: "ecs-ssm-grant-on-execution-role",
  displayName: "Parameter Store reads belong to the execution role",
  description:
    "A task role that is allowed to read Parameter Store needs an execution role that is: ECS fetches container secrets with the execution role.",
  level: "mandatory",
  severity: "high",
  serves: leastPrivilege,
  tags: ["ecs", "iam", "ssm", "secrets"],
  remediation:
    "Give `ssm:GetParameters` on the parameters that the containers take to the execution role, let the service depend on that policy, and take the read from the task role unless the application itself needs it. Declare in `externalRoles` what an execution role may do that is made elsewhere.",
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
    roles: rolesSchema,
    presumed: presumedSchema,
  },
  evaluate,
};

interface Config {
  readonly when: "always" | "referenced";
  readonly externalRoles: readonly ExternalRole[];
  readonly roles: RoleNames;
}

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const config: Config = {
    when: choice(raw, "when", ["always", "referenced"], "always"),
    externalRoles: externalRoles(raw),
    roles: roleNames(raw),
  };
  const judge = new Judge(model, config);
  for (const tasks of [...model.taskDefinitions.map(tasksOf), ...judge.tasksByRoleNames()]) {
    for (const grant of judge.grantsThatMayBeOn(tasks.taskRole)) judge.compare(grant, tasks);
  }
  const { findings, undetermined } = judge.verdicts();
  const named = new Set([...findings, ...undetermined].map(({ urn }) => urn));
  const others = malformedDocuments(model).filter(({ urn }) => !named.has(urn));
  return { findings, undetermined: inOrder([...undetermined, ...others]) };
}

/** Documents that are none, each once, whatever role they are for: AWS refuses them, or they allow nothing. */
function malformedDocuments({ grants }: Model): Undetermined[] {
  const byHolder = new Map<string, Reason>();
  for (const { attached, holder } of grants.all) {
    if (attached.kind === "malformed") byHolder.set(holder.urn, attached.reason);
  }
  return [...byHolder].map(([urn, reason]) => ({
    urn,
    ids: ["document-malformed"],
    reason: () => `What this document allows: ${reason.text}.`,
    settle: settlement([reason]),
  }));
}

/** Tasks with their two roles: those of a task definition or, by configuration, those of other stacks. */
interface Tasks {
  /** How messages call them. */
  readonly label: string;
  readonly taskRole: RoleReference;
  readonly executionRole: RoleReference;
  /** Other roles that may be the execution role, and that read no parameter either. */
  readonly orExecutionRoles: readonly Role[];
  /** Undefined where it is in another stack. */
  readonly definition: TaskDefinition | undefined;
}

function tasksOf(definition: TaskDefinition): Tasks {
  const { resource, taskRole, executionRole } = definition;
  return { label: `\`${resource.name}\``, taskRole, executionRole, orExecutionRoles: [], definition };
}

/** A grant on a task role next to one execution role, with all tasks that have the two. */
interface Pair {
  readonly grant: Grant;
  readonly read: ParameterRead;
  readonly execution: Permission;
  readonly tasks: Tasks[];
  certainty: "proven" | "presumed";
  /** Whether the containers of all these task definitions are known to take no secret from Parameter Store. */
  secretsKnownAbsent: boolean;
}

/** What is open about one resource, a grant or a task definition. */
interface Open {
  readonly subject: Resource;
  readonly tasks: Set<string>;
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

  /**
   * The tasks of other stacks whose roles are made here, as configuration names them. Which execution role
   * goes with which task role is not known: one that reads parameters will do for all of them.
   */
  tasksByRoleNames(): Tasks[] {
    const { task, execution } = this.config.roles;
    const paired = new Set(
      this.model.taskDefinitions.flatMap(({ taskRole }) => (taskRole.kind === "role" ? [taskRole.role] : [])),
    );
    const executionRoles = this.rolesNamed(execution);
    const permissions = executionRoles.map((role) => ({ role, answer: this.permissionOf(role).answer }));
    if (permissions.some(({ answer }) => answer === "yes")) return [];
    const mostOpen = permissions.find(({ answer }) => answer === "cannot tell") ?? permissions[0];
    return this.rolesNamed(task)
      .filter((role) => !paired.has(role) && !executionRoles.includes(role))
      .map((role) => ({
        label: `tasks that run with \`${role.name}\``,
        taskRole: { kind: "role", role, certainty: "proven" },
        executionRole: mostOpen
          ? { kind: "role", role: mostOpen.role, certainty: "proven" }
          : { kind: "undetermined", reason: noExecutionRoleNamed, candidates: [] },
        orExecutionRoles: executionRoles.filter((other) => other !== mostOpen?.role),
        definition: undefined,
      }));
  }

  private rolesNamed(patterns: readonly string[]): Role[] {
    return this.model.roles.all.filter(({ name, arn, resource }) =>
      [name, arn, resource?.name].some(
        (text) => text !== undefined && patterns.some((pattern) => matches(pattern, text)),
      ),
    );
  }

  /** Holds a grant against the roles of some tasks. */
  compare(grant: Grant, tasks: Tasks): void {
    const { taskRole, executionRole } = tasks;
    const reads = this.readsOf(grant);
    if (reads.length === 0 || sameRole(taskRole, executionRole)) return;
    const execution = this.executionPermission(executionRole);
    if (execution.answer === "yes" || this.readsItsOwn(tasks, execution)) return;
    for (const read of reads) this.compareRead(grant, read, execution, tasks);
  }

  private compareRead(grant: Grant, read: ParameterRead, execution: Permission, tasks: Tasks): void {
    const { taskRole, executionRole, definition } = tasks;
    const use = definition ? parameterStoreUse(definition) : usedElsewhere;
    const asked = read.broad || this.config.when === "referenced";
    if (asked && use.kind === "no") return;
    // An unknown document on the execution role that names what the containers take: that is the cure.
    const granted = execution.perhaps.some((edge) => definition && namesParameter(definition, edge));
    if (granted && read.answer === "cannot tell") return;
    const presumable = read.answer === "presumed" && use.kind !== "no" && sharesParameter(read, definition);
    const reasons = [
      ...(grant.role.kind === "undetermined"
        ? [about(`the role of \`${grant.resource.name}\``, grant.role.reason)]
        : []),
      ...(taskRole.kind === "undetermined" ? [about("the task role", taskRole.reason)] : []),
      ...(read.answer === "yes" || presumable ? [] : [read.reason]),
      ...execution.reasons,
      ...(asked && use.kind === "cannot tell" ? [use.reason] : []),
    ];
    if (reasons.length > 0) this.leaveOpen(grant, tasks, reasons);
    else {
      const presumed =
        read.answer === "presumed" ||
        [taskRole, grant.role, executionRole].some(isPresumed) ||
        (asked && use.kind === "yes" && use.certainty === "presumed");
      this.violate({ grant, read, execution, presumed, secretsKnownAbsent: use.kind === "no" }, tasks);
    }
  }

  /**
   * Whether an execution role of which it cannot be told whether it reads some parameter or other reads one that
   * its containers take: a condition on the Region, say, is settled for that one.
   */
  private readsItsOwn({ executionRole, definition }: Tasks, { answer, reasons }: Permission): boolean {
    const isConditional = answer === "cannot tell" && reasons.every(({ cause }) => cause === "condition");
    if (!isConditional || executionRole.kind !== "role" || !definition) return false;
    const { fetched } = fetchedSecrets(this.model, definition.resource, definition.secrets, definition);
    return fetched.some(({ needs: [need] }) => {
      if (need?.kind !== "parameter") return false;
      return mayMake(this.model, executionRole.role, need, this.config.externalRoles).answer === "yes";
    });
  }

  private readsOf(grant: Grant): readonly ParameterRead[] {
    const known = this.reads.get(grant);
    if (known) return known;
    const reads = parameterReads(this.model, grant);
    this.reads.set(grant, reads);
    return reads;
  }

  private executionPermission(role: RoleReference): Permission {
    if (role.kind === "none") return permission("no");
    if (role.kind === "undetermined") {
      return permission("cannot tell", { reasons: [about("the execution role", role.reason)] });
    }
    return this.permissionOf(role.role);
  }

  private permissionOf(role: Role): Permission {
    const known = this.permissions.get(role);
    if (known) return known;
    const found = permissionOf(this.model, role, fetchSecrets, this.config.externalRoles);
    this.permissions.set(role, found);
    return found;
  }

  private violate(
    {
      presumed,
      ...violation
    }: Pick<Pair, "grant" | "read" | "execution" | "secretsKnownAbsent"> & { presumed: boolean },
    tasks: Tasks,
  ): void {
    const key = `${violation.grant.resource.urn} ${roleKey(tasks.executionRole)}`;
    const pair = this.violations.get(key);
    if (!pair) {
      const certainty = presumed ? "presumed" : "proven";
      this.violations.set(key, { ...violation, certainty, tasks: [tasks] });
      return;
    }
    if (!pair.tasks.includes(tasks)) pair.tasks.push(tasks);
    if (!presumed) pair.certainty = "proven";
    if (!violation.secretsKnownAbsent) pair.secretsKnownAbsent = false;
  }

  /** What is not known of a task definition's own roles is said once, and not of every grant. */
  private leaveOpen(grant: Grant, tasks: Tasks, reasons: readonly Reason[]): void {
    const { label, taskRole, executionRole, definition } = tasks;
    const ownRoles = taskRole.kind === "undetermined" || executionRole.kind === "undetermined";
    const subject =
      definition && ownRoles && grant.role.kind === "role" ? definition.resource : grant.resource;
    const open = this.open.get(subject.urn) ?? { subject, tasks: new Set(), reasons: new Map() };
    this.open.set(subject.urn, open);
    open.tasks.add(label);
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

function finding({ grant, read, execution, tasks, certainty, secretsKnownAbsent }: Pair): Finding {
  const [first] = tasks;
  const executionRole = first?.executionRole.kind === "role" ? first.executionRole.role : undefined;
  return {
    urn: grant.resource.urn,
    ids: [executionRole ? "task-role-only" : "no-execution-role"],
    certainty,
    message: () =>
      taskRoleOnlyMessage({
        grant,
        statement: read.statement,
        taskRoles: [
          ...new Set(tasks.flatMap(({ taskRole }) => (taskRole.kind === "role" ? [taskRole.role.name] : []))),
        ].sort(),
        executionRole,
        orExecutionRoles: first?.orExecutionRoles ?? [],
        taken: execution.taken,
        secretArns: [
          ...new Set(tasks.flatMap(({ definition }) => (definition ? knownParameterArns(definition) : []))),
        ].sort(),
        subject: first?.definition?.resource.name ?? grant.resource.name,
        tasks: joined(tasks.map(({ label }) => label).sort()),
        certainty,
        secretsKnownAbsent,
      }),
  };
}

function undetermined({ subject, tasks, reasons }: Open): Undetermined {
  const isOwn = tasks.size === 1 && tasks.has(`\`${subject.name}\``);
  const what = isOwn ? "" : ` of ${joined([...tasks].sort())}`;
  return {
    urn: subject.urn,
    ids: ["grant-unclear"],
    reason: () =>
      `Whether the task role${what} may read Parameter Store while the execution role may not: ${[...reasons.keys()].sort().join("; ")}.`,
    settle: settlement([...reasons.values()]),
  };
}

const usedElsewhere: ParameterStoreUse = {
  kind: "cannot tell",
  reason: { cause: "elsewhere", text: "the containers are in other stacks" },
};

const noExecutionRoleNamed: Reason = {
  cause: "no role named",
  text: 'is not known: no role here has a name that "roles.execution" in the configuration names',
};

function sharesParameter(read: ParameterRead, definition: TaskDefinition | undefined): boolean {
  return read.parameters.some((parameter) => definition && namesParameter(definition, parameter));
}

function isPresumed(reference: RoleReference): boolean {
  return reference.kind === "role" && reference.certainty === "presumed";
}

function roleKey(reference: RoleReference): string {
  if (reference.kind !== "role") return reference.kind;
  const { resource, arn, name, provider } = reference.role;
  return resource?.urn ?? arn ?? `${provider} ${name}`;
}

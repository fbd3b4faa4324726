/** Task roles that this stack lets read Parameter Store, beside execution roles of the same tasks that may not. */
import type { Access } from "../access/access";
import type { Grant } from "../access/grants";
import { type Permission, permission, permissionOf } from "../access/permissions";
import type { RoleNames } from "../access/role-names";
import { mayMean, type Role, type RoleReference, roleKey, sameRole } from "../access/roles";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import type { ExternalRole } from "../verdicts/config-entries";
import { about, type Reason } from "../verdicts/reasons";
import { fetchedSecrets } from "./fetched-secrets";
import { fetchSecrets, type ParameterRead, parameterReads } from "./parameter-reads";
import { namesParameter, type ParameterStoreUse, parameterStoreUse } from "./parameters-taken";
import { mayMake } from "./secret-needs";
import type { Secrets } from "./secrets";
import type { TakenSecrets } from "./task-secrets";
import { type Tasks, tasksOf, tasksOfOtherStacks } from "./tasks";

/** What is looked at. */
export interface Subject {
  readonly graph: Graph;
  readonly access: Access;
  readonly secrets: Secrets;
  readonly taskDefinitions: readonly TaskDefinition[];
}

export interface ReadDemands {
  /** `referenced`: only where containers take secrets from Parameter Store. */
  readonly when: "always" | "auto" | "referenced";
  readonly externalRoles: readonly ExternalRole[];
  readonly roles: RoleNames;
}

/** A grant on a task role next to one execution role, with all tasks that have the two. */
export interface MisplacedRead {
  readonly grant: Grant;
  readonly read: ParameterRead;
  readonly execution: Permission;
  readonly tasks: readonly Tasks[];
  readonly certainty: "proven" | "presumed";
  /** Whether the containers of all these task definitions are known to take no secret from Parameter Store. */
  readonly secretsKnownAbsent: boolean;
}

/** What is open about one resource, a grant or a task definition. */
export interface OpenRead {
  readonly subject: Resource;
  /** How messages call the tasks. */
  readonly tasks: ReadonlySet<string>;
  /** By their texts. */
  readonly reasons: ReadonlyMap<string, Reason>;
}

export interface MisplacedReads {
  readonly found: readonly MisplacedRead[];
  readonly open: readonly OpenRead[];
}

/** Holds whatever is attached to task roles against the execution roles of the same tasks. */
export function misplacedReads(subject: Subject, demands: ReadDemands): MisplacedReads {
  const search = new Search(subject, demands);
  for (const tasks of search.allTasks()) {
    for (const grant of search.grantsThatMayBeOn(tasks.taskRole)) search.compare(grant, tasks);
  }
  return { found: [...search.found.values()], open: [...search.open.values()] };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Found = Mutable<Omit<MisplacedRead, "tasks">> & { readonly tasks: Tasks[] };
type Open = Omit<OpenRead, "tasks" | "reasons"> & {
  readonly tasks: Set<string>;
  readonly reasons: Map<string, Reason>;
};

class Search {
  readonly found = new Map<string, Found>();
  readonly open = new Map<string, Open>();
  private readonly permissions = new Map<Role, Permission>();
  private readonly reads = new Map<Grant, readonly ParameterRead[]>();

  constructor(
    private readonly subject: Subject,
    private readonly demands: ReadDemands,
  ) {}

  allTasks(): Tasks[] {
    const { access, taskDefinitions } = this.subject;
    return [
      ...taskDefinitions.map(tasksOf),
      ...tasksOfOtherStacks(access, this.demands.roles, taskDefinitions, (role) => this.permissionOf(role)),
    ];
  }

  grantsThatMayBeOn(taskRole: RoleReference): readonly Grant[] {
    const { grants } = this.subject.access;
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
    const taken = definition && this.subject.secrets.taken.of(definition);
    const use = taken ? parameterStoreUse(taken) : usedElsewhere;
    const asked = read.broad || this.demands.when === "referenced";
    if (asked && use.kind === "no") return;
    // An unknown document on the execution role that names what the containers take: that is the cure.
    const granted = execution.perhaps.some((edge) => taken && namesParameter(taken, edge));
    if (granted && (read.answer === "cannot tell" || this.isAlsoOn(executionRole, grant))) return;
    const presumable = read.answer === "presumed" && use.kind !== "no" && sharesParameter(read, taken);
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
      const certainty = presumed ? "presumed" : "proven";
      this.keep({ grant, read, execution, certainty, secretsKnownAbsent: use.kind === "no", tasks: [tasks] });
    }
  }

  /** Whether one and the same document is on this role as well: it allows there what it allows here. */
  private isAlsoOn(role: RoleReference, { holder }: Grant): boolean {
    return (
      role.kind === "role" &&
      this.subject.access.grants
        .on(role.role)
        .some((other) => other.holder === holder && other.presence === "made")
    );
  }

  /**
   * Whether an execution role of which it cannot be told whether it reads some parameter or other reads one that
   * its containers take: a condition on the Region, say, is settled for that one.
   */
  private readsItsOwn({ executionRole, definition }: Tasks, { answer, reasons }: Permission): boolean {
    const isConditional = answer === "cannot tell" && reasons.every(({ cause }) => cause === "condition");
    if (!isConditional || executionRole.kind !== "role" || !definition) return false;
    const { access, secrets } = this.subject;
    const { fetched } = fetchedSecrets(
      secrets,
      definition.resource,
      secrets.taken.of(definition),
      definition,
    );
    return fetched.some(({ needs: [need] }) => {
      if (need?.kind !== "parameter") return false;
      return mayMake(access, executionRole.role, need, this.demands.externalRoles).answer === "yes";
    });
  }

  private readsOf(grant: Grant): readonly ParameterRead[] {
    const known = this.reads.get(grant);
    if (known) return known;
    const reads = parameterReads(this.subject.graph, this.subject.access.grants, grant);
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
    const { grants } = this.subject.access;
    const found = permissionOf(grants, role, fetchSecrets, this.demands.externalRoles);
    this.permissions.set(role, found);
    return found;
  }

  private keep(found: Found): void {
    const [tasks] = found.tasks;
    const key = `${found.grant.resource.urn} ${tasks && keyOf(tasks.executionRole)}`;
    const known = this.found.get(key);
    if (!known) {
      this.found.set(key, found);
      return;
    }
    if (tasks && !known.tasks.includes(tasks)) known.tasks.push(tasks);
    if (found.certainty === "proven") known.certainty = "proven";
    if (!found.secretsKnownAbsent) known.secretsKnownAbsent = false;
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
}

const usedElsewhere: ParameterStoreUse = {
  kind: "cannot tell",
  reason: { cause: "tasks elsewhere", text: "the containers are in other stacks" },
};

function sharesParameter(read: ParameterRead, taken: TakenSecrets | undefined): boolean {
  return read.parameters.some((parameter) => taken && namesParameter(taken, parameter));
}

function isPresumed(reference: RoleReference): boolean {
  return reference.kind === "role" && reference.certainty === "presumed";
}

function keyOf(reference: RoleReference): string {
  return reference.kind === "role" ? roleKey(reference.role) : reference.kind;
}

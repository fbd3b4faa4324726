/**
 * What the role of a schedule must be allowed, and whether it is
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html).
 */
import type { Access } from "../access/access";
import { type Call, call, mayCall } from "../access/calls";
import { isComplete, type Permission, permission } from "../access/permissions";
import type { RoleReference } from "../access/roles";
import type { ContextValue } from "../iam/conditions";
import { certaintyOf, type Doubtful, type Judgement, type Refused } from "../needs/judging";
import type { Need } from "../needs/needs";
import { scheduleRows } from "../needs/permission-rows";
import { placeOfResource } from "../stack/places";
import type { Resource } from "../stack/resources";
import { knownOr, read, text } from "../stack/values";
import type { ExternalRole } from "../verdicts/config-entries";
import { about, type Reason } from "../verdicts/reasons";
import type { ScheduledTask } from "./scheduled-tasks";

/** Asks whether the roles of scheduled tasks may start them. */
export function judgeSchedules(
  access: Access,
  tasks: readonly ScheduledTask[],
  declared: readonly ExternalRole[],
): Judgement {
  const refused: Refused[] = [];
  const doubtful: Doubtful[] = [];
  for (const task of tasks) {
    const { role: reference, resource: subject } = task;
    const needs = needsOf(task);
    if (reference.kind === "undetermined") {
      const reasons = [about("the role", reference.reason)];
      doubtful.push(...needs.map((need) => ({ subject, need, reasons })));
    }
    // Of a role made elsewhere nothing is asked that nobody has told.
    if (reference.kind !== "role" || !isComplete(reference.role, declared)) continue;
    const { role, certainty } = reference;
    for (const { need, asked, reason } of unclearRoles(task)) {
      // Who may pass on any role may pass on this one.
      const { answer } = mayCall(access, role, asked, declared);
      if (answer !== "yes") doubtful.push({ subject, need, reasons: [reason] });
    }
    for (const need of needs) {
      const [asked] = need.calls;
      if (!asked) continue;
      const answered = presumed(mayCall(access, role, asked, declared), need, task);
      if (answered.answer === "cannot tell") doubtful.push({ subject, need, reasons: answered.reasons });
      if (answered.answer === "no")
        refused.push({
          subject,
          need,
          calls: [asked],
          role,
          permission: answered,
          otherRole: undefined,
          certainty: certaintyOf(
            access,
            role,
            need,
            asked,
            declared,
            task.meant.certainty === "presumed" ? "presumed" : certainty,
          ),
        });
    }
  }
  return { refused, doubtful, withoutRole: [] };
}

/**
 * A document that is not known and names the task definition, its roles or the cluster is there to start the task:
 * it presumably lets run it, and pass its roles on where it names none of them, or this one.
 */
function presumed(found: Permission, { row }: Need, { meant, clusterResource }: ScheduledTask): Permission {
  if (found.answer !== "cannot tell") return found;
  const { definition } = meant;
  const roles = [definition?.executionRole, definition?.taskRole].flatMap((role) =>
    role?.kind === "role" ? (role.role.resource ?? []) : [],
  );
  const names = (some: readonly (Resource | undefined)[]) =>
    some.some((one) => one !== undefined && found.perhaps.includes(one));
  const isForTask = names([definition?.resource, clusterResource]);
  const allows = row === scheduleRows.runTask ? isForTask || names(roles) : isForTask && !names(roles);
  return allows ? permission("yes") : found;
}

function needsOf(task: ScheduledTask): Need[] {
  const run = runTask(task);
  const { definition } = task.meant;
  if (!definition) return run ? [run] : [];
  const passed = [definition.executionRole, definition.taskRole].flatMap((role) => passRole(role) ?? []);
  // One role for both is passed once.
  const byHolder = new Map(passed.map((need) => [need.holder, need]));
  return [...(run ? [run] : []), ...byHolder.values()];
}

/** The ARN of the cluster, as far as it is known. */
function arnOfCluster({ cluster, clusterResource }: ScheduledTask): string | undefined {
  if (cluster.kind === "known") return cluster.value;
  const name = clusterResource && knownOr(read(clusterResource, "outputs", ["name"], text), undefined);
  if (!clusterResource || name === undefined) return undefined;
  const { partition, region } = placeOfResource(clusterResource);
  return `arn:${partition}:ecs:${region}:?*:cluster/${name}`;
}

function runTask(task: ScheduledTask): Need | undefined {
  const { definitionArn, meant, resource } = task;
  const definition = meant.definition?.resource;
  const arn =
    definitionArn.kind === "known" ? definitionArn.value : definition && arnOfDefinition(definition);
  // AWS refuses what is no ARN.
  if (arn === undefined || !arn.startsWith("arn:")) return undefined;
  const withRevision = /:\d+$/.test(arn) || arn.endsWith(":?*");
  const keys = new Map<string, ContextValue>();
  const clusterArn = arnOfCluster(task);
  if (clusterArn !== undefined) keys.set("ecs:cluster", { kind: "is", value: clusterArn });
  const asked = call("ecs:RunTask", withRevision ? arn : `${arn}:?*`, {
    // Without a revision AWS takes the newest one; policies name the family with a star, or alone.
    orArn: withRevision ? undefined : arn,
    resource: definition,
    keys,
  });
  return {
    row: scheduleRows.runTask,
    holder: definition?.name ?? resource.name,
    calls: [asked],
    known: "by name",
    target: definition,
    hasNoArn: definitionArn.kind !== "known",
  };
}

/** The ARN that a task definition has or, with any revision, will have. */
function arnOfDefinition(definition: Resource): string {
  const arn = read(definition, "outputs", ["arn"], text);
  if (arn.kind === "known") return arn.value;
  const { partition, region } = placeOfResource(definition);
  const family = knownOr(read(definition, "outputs", ["family"], text), "?*");
  return `arn:${partition}:ecs:${region}:?*:task-definition/${family}:?*`;
}

/** Roles of the task definition of which it is not known which ones they are. */
function unclearRoles({
  meant: { definition },
}: ScheduledTask): { need: Need; asked: Call; reason: Reason }[] {
  if (!definition) return [];
  const { executionRole, taskRole } = definition;
  const each = [
    { reference: executionRole, property: "executionRoleArn", name: "the execution role" },
    { reference: taskRole, property: "taskRoleArn", name: "the task role" },
  ];
  return each.flatMap(({ reference, property, name }) => {
    // What names no role AWS refuses.
    if (reference.kind !== "undetermined" || reference.candidates?.length === 0) return [];
    const asked = call("iam:PassRole", anyRole, { keys: toEcs });
    const need = { row: scheduleRows.passRole, holder: property, calls: [asked], target: undefined };
    return [{ need: { ...need, known: "by name" }, asked, reason: about(name, reference.reason) }];
  });
}

const anyRole = "arn:*:iam::?*:role/?*";

const toEcs: Call["keys"] = new Map([
  ["iam:passedtoservice", { kind: "is", value: "ecs-tasks.amazonaws.com" }],
]);

function passRole(reference: RoleReference): Need | undefined {
  if (reference.kind !== "role") return undefined;
  const { role } = reference;
  const { resource } = role;
  const asked = call("iam:PassRole", role.arn ?? role.arnPattern, {
    resource,
    resources: resource ? [resource] : [],
    keys: toEcs,
  });
  return {
    row: scheduleRows.passRole,
    holder: role.label,
    calls: [asked],
    known: reference.certainty === "presumed" ? "by some edge" : "by name",
    target: resource,
    hasNoArn: role.arn === undefined,
  };
}

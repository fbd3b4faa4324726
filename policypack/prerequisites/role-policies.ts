/**
 * ECS and the application work with the roles of the tasks from the first task on; what is attached to roles is made
 * by itself (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html).
 */
import type { Access } from "../access/access";
import type { Attached } from "../access/attached";
import type { Call } from "../access/calls";
import { exclusiveAttachmentsType, type Grant } from "../access/grants";
import { givenBy } from "../access/permissions";
import { mayMean, type Role, type RoleReference } from "../access/roles";
import type { Service } from "../ecs/services";
import type { TaskDefinition } from "../ecs/task-definitions";
import { firstTaskRows } from "../needs/prerequisite-rows";
import type { TaskNeeds } from "../needs/task-needs";
import { fetchedFor } from "../secrets/fetched-secrets";
import { callFor } from "../secrets/secret-needs";
import type { Secrets } from "../secrets/secrets";
import { certaintyOf } from "../verdicts/findings";
import type { InTime } from "./in-time";
import type { Reader } from "./unmet";

export interface RolesOfTasks {
  readonly access: Access;
  readonly definitions: readonly TaskDefinition[];
  readonly needs: TaskNeeds;
  readonly secrets: Secrets;
}

export function rolePolicies({ access, definitions, needs, secrets }: RolesOfTasks, inTime: InTime): Reader {
  const users = new Map<Role, number>();
  for (const { executionRole } of definitions) {
    if (executionRole.kind !== "role") continue;
    users.set(executionRole.role, (users.get(executionRole.role) ?? 0) + 1);
  }

  /** What ECS calls for the tasks of a service. */
  const callsFor = (service: Service): readonly Call[] => [
    ...needs.ofTasks(service).flatMap(({ row, calls }) => (row.role === "execution" ? calls : [])),
    ...fetchedFor(service, secrets).flatMap((fetched) => fetched.needs.map((need) => callFor(need))),
  ];

  /**
   * Those of some grants that are not there yet without which ECS may not make a call for the tasks: presumed where
   * what is there may give it, too.
   */
  const wanted = (service: Service, role: Role, late: readonly Grant[]): readonly Wanted[] => {
    const there = access.grants.on(role).filter((grant) => !late.includes(grant));
    const perhapsThere = access.grants.unsettled.filter((grant) => mayMean(grant.role, role));
    const found = callsFor(service).flatMap(({ action, arn, keys, resources }): Wanted[] => {
      const question = { action, arns: arn, scope: "all", keys } as const;
      const given = (grant: Grant) => givenBy(grant, role, question, resources);
      const already = there.map(given);
      if (already.includes("yes")) return [];
      const mayBeGiven =
        already.includes("cannot tell") || perhapsThere.some((grant) => given(grant) !== "no");
      const certainty = mayBeGiven ? "presumed" : "proven";
      return late.filter((grant) => given(grant) !== "no").map((grant) => ({ grant, certainty }));
    });
    return late.flatMap((grant) => {
      const own = found.filter((one) => one.grant === grant);
      const [first, ...others] = own.map(({ certainty }) => certainty);
      return first ? [{ grant, certainty: others.includes("proven") ? "proven" : first }] : [];
    });
  };

  /** What is attached to a role by itself, and is not there when the first task starts. */
  const lateOn = (service: Service, role: Role): readonly Grant[] =>
    access.grants
      .on(role)
      .filter(
        ({ resource, presence, attached }) =>
          presence === "made" &&
          resource !== role.resource &&
          givesSomething(attached) &&
          !inTime.isThere(service.resource, resource),
      );

  const lateOf = (service: Service, reference: RoleReference, isSettled: boolean) => {
    if (reference.kind !== "role") return [];
    const { role, certainty: ofRole } = reference;
    const certainty = ofRole === "presumed" ? ofRole : service.taskDefinitionCertainty;
    const late = lateOn(service, role);
    const concerning =
      isSettled && late.length > 0
        ? wanted(service, role, late)
        : once(role, late).map((grant): Wanted => ({ grant, certainty: "proven" }));
    return concerning.flatMap(({ grant, certainty: ofNeed }) =>
      inTime.late(
        firstTaskRows.rolePolicy,
        service,
        grant.resource,
        [grant.resource],
        isOpen(grant) ? "presumed" : certaintyOf([ofNeed, certainty]),
      ),
    );
  };

  /** Whether it is not known what it gives, or what a list of all attachments repeats. */
  const isOpen = ({ attached, resource }: Grant) =>
    attached.kind === "unknown" ||
    (resource.type === exclusiveAttachmentsType && access.grants.unsettled.length > 0);

  /** Those that give what nothing else does that is attached to the role: a list of all attachments repeats them. */
  const once = (role: Role, late: readonly Grant[]): readonly Grant[] => {
    const policyOf = ({ attached, holder }: Grant) =>
      (attached.kind === "document" ? attached.managedName : undefined) ?? holder.urn;
    return late.filter(
      (grant) =>
        grant.resource.type !== exclusiveAttachmentsType ||
        !access.grants.on(role).some((other) => other !== grant && policyOf(other) === policyOf(grant)),
    );
  };

  return (service) => {
    const { taskDefinition } = service;
    if (!taskDefinition) return [];
    const { executionRole, taskRole, containers } = taskDefinition;
    // ECS alone uses it, for what the containers say; to that of several tasks each may attach what it needs itself.
    const isShared = executionRole.kind === "role" && (users.get(executionRole.role) ?? 0) > 1;
    const isSettled = isShared || (containers.kind === "known" && executionRole !== taskRole);
    return [...lateOf(service, executionRole, isSettled), ...lateOf(service, taskRole, false)];
  };
}

/** A grant that the first tasks want, and how certain that is. */
interface Wanted {
  readonly grant: Grant;
  readonly certainty: "proven" | "presumed";
}

/** Whether a policy may give what the first tasks need: not one for ECS Exec alone, which nobody uses before they run. */
function givesSomething(attached: Attached): boolean {
  if (attached.kind !== "document") return attached.kind === "unknown";
  if (attached.managedName === "AmazonSSMManagedInstanceCore") return false;
  return attached.document.statements.some(
    ({ effect, actions, actionsInverted }) =>
      effect === "Allow" && (actionsInverted || !actions.every((action) => /^ssmmessages:/i.test(action))),
  );
}

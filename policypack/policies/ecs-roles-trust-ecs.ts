/**
 * Rejects a role that ECS is to assume and may not, by the role's own trust policy
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html).
 */
import type { Role, RoleReference, Roles } from "../access/roles";
import { type Trust, trustOf } from "../access/trust";
import { infrastructureRoles } from "../ecs/infrastructure-roles";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { expressServiceType } from "../stack/types";
import { leastPrivilege } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { certaintyOf, type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
import { settlement } from "../verdicts/reasons";
import { rolesTrustEcsMessage } from "./ecs-roles-trust-ecs.message";

const kinds = {
  execution: {
    id: "execution-role-not-assumable",
    meaning: "`ecs-tasks.amazonaws.com` may not assume this role, which is an execution role",
    evidence: "reported",
    sources: [
      "https://github.com/aws-samples/aws-modern-application-workshop/issues/88",
      "https://github.com/telia-oss/terraform-aws-ecs-fargate/pull/58",
    ],
  },
  task: {
    id: "task-role-not-assumable",
    meaning: "`ecs-tasks.amazonaws.com` may not assume this role, which is a task role",
    evidence: "reported",
    sources: [
      "https://github.com/aws-samples/aws-modern-application-workshop/issues/88",
      "https://github.com/tweag/aws-secrets/issues/11",
    ],
  },
  infrastructure: {
    id: "infrastructure-role-not-assumable",
    meaning: "`ecs.amazonaws.com` may not assume this role, with which ECS makes what a service needs",
    evidence: "reported",
    sources: [
      "https://github.com/hashicorp/terraform-provider-aws/issues/38538",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html",
    ],
  },
  schedule: {
    id: "schedule-role-not-assumable",
    meaning:
      "`scheduler.amazonaws.com` may not assume this role, with which a schedule runs a task, or `events.amazonaws.com` one of a rule's target",
    evidence: "reported",
    sources: [
      "https://github.com/aws/aws-sdk-js-v3/issues/6494",
      "https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html",
    ],
  },
} as const satisfies Record<string, FindingKind>;

const questions = {
  unclear: { id: "trust-unclear", meaning: "whether ECS may assume this role" },
} as const satisfies Record<string, QuestionKind>;

export const ecsRolesTrustEcs: StackRule = {
  name: "ecs-roles-trust-ecs",
  displayName: "Roles let ECS assume them",
  description:
    "The execution and task roles of task definitions let ecs-tasks.amazonaws.com assume them, the infrastructure roles of services ecs.amazonaws.com, and the roles of schedules and of targets of rules EventBridge.",
  rejects: "a role of tasks, services or schedules whose trust policy does not let AWS assume it",
  level: "mandatory",
  severity: "high",
  serves: leastPrivilege,
  tags: ["ecs", "iam", "trust-policy"],
  remediation:
    "Let the trust policy of the role allow `sts:AssumeRole` to `ecs-tasks.amazonaws.com`, to `ecs.amazonaws.com` where it is an infrastructure role, or to `scheduler.amazonaws.com` or `events.amazonaws.com` where EventBridge runs tasks with it.",
  findings: Object.values(kinds),
  questions: Object.values(questions),
  configSchema: { presumed: presumedSchema },
  evaluate,
};

/** What a role is for. */
interface Use {
  readonly as: keyof typeof kinds;
  /** The service that is to assume it. */
  readonly principal: string;
  readonly role: RoleReference;
  /** What needs it. */
  readonly by: Resource;
}

/** A use with what the role's trust policy says of it. */
interface Judged extends Use {
  readonly made: Role & { readonly resource: Resource };
  readonly certainty: "proven" | "presumed";
  readonly trust: Trust;
}

const tasks = "ecs-tasks.amazonaws.com";

function infrastructureUses(roles: Roles, by: Resource): Use[] {
  return infrastructureRoles(roles, by).map((role) => ({
    as: "infrastructure",
    principal: "ecs.amazonaws.com",
    role,
    by,
  }));
}

function evaluate({ access, taskDefinitions, services, scheduledTasks }: Model): Verdicts {
  const uses: Use[] = [
    ...taskDefinitions.flatMap(({ resource: by, executionRole, taskRole }): Use[] => [
      { as: "execution", principal: tasks, role: executionRole, by },
      { as: "task", principal: tasks, role: taskRole, by },
      ...(by.type === expressServiceType ? infrastructureUses(access.roles, by) : []),
    ]),
    ...services
      .filter(({ leftOut }) => !leftOut)
      .flatMap(({ resource: by }) => infrastructureUses(access.roles, by)),
    ...scheduledTasks.map(
      ({ resource: by, role, principal }): Use => ({ as: "schedule", principal, role, by }),
    ),
  ];
  const judged = uses.flatMap(judge);
  return {
    findings: inOrder(
      groupBy(
        judged.filter(({ trust }) => trust.answer === "no"),
        ({ made, principal }) => `${made.resource.urn} ${principal}`,
      ).map(finding),
    ),
    undetermined: inOrder(
      groupBy(
        judged.filter(({ trust }) => trust.answer === "cannot tell"),
        ({ made }) => made.resource.urn,
      ).map(unclear),
    ),
  };
}

function judge(use: Use): Judged[] {
  if (use.role.kind !== "role") return [];
  const { role, certainty } = use.role;
  const { resource } = role;
  const trust = trustOf(role, use.principal, use.by);
  return resource && trust ? [{ ...use, made: { ...role, resource }, certainty, trust }] : [];
}

function finding(uses: readonly [Judged, ...Judged[]]): Finding {
  const [{ made, principal, trust }] = uses;
  return {
    urn: made.resource.urn,
    ids: unique(uses.map((use) => idOf(kinds[use.as]))).sort(),
    certainty: certaintyOf(uses.map(({ certainty }) => certainty)),
    message: (ids, _, code) => {
      const left = uses.filter((use) => ids.includes(idOf(kinds[use.as])));
      return rolesTrustEcsMessage(
        {
          role: made.resource,
          uses: [...new Set(left.map((use) => use.as))].sort(),
          by: unique(left.map((use) => labelOf(use.by))).sort(),
          principal,
          trust,
        },
        code,
      );
    },
  };
}

function unclear(uses: readonly [Judged, ...Judged[]]): Undetermined {
  const [{ made, principal, by, trust }] = uses;
  const reasons = trust.reason ? [trust.reason] : [];
  return {
    urn: made.resource.urn,
    ids: [idOf(questions.unclear)],
    reason: () =>
      `Whether \`${principal}\` may assume ${labelOf(made.resource)} for ${labelOf(by)}: ${reasons.map(({ text }) => text).join("; ")}.`,
    settle: settlement(reasons),
  };
}

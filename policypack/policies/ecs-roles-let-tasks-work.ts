/**
 * Advises against tasks that start and then lack a permission: to write their logs, or to let people in
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html).
 */
import { externalRoles, externalRolesSchema } from "../access/external-roles";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { idOfNeed, verdictsOn } from "../needs/findings";
import { type Judgement, judge } from "../needs/judging";
import type { Need } from "../needs/needs";
import { startRows, workRows } from "../needs/permission-rows";
import type { Needy } from "../needs/task-needs";
import type { Resource } from "../stack/resources";
import { leastPrivilege } from "../verdicts/best-practices";
import { presumedSchema, type RawConfig } from "../verdicts/config";
import { type Finding, inOrder, type Verdicts } from "../verdicts/findings";
import { unique } from "../verdicts/groups";
import type { QuestionKind } from "../verdicts/kinds";
import { withoutTaskRoleMessage } from "./ecs-roles-let-tasks-work.message";

const questions = {
  unclear: {
    id: "working-permission-unclear/<permission>/<container>",
    meaning: "whether the role may do this",
  },
} as const satisfies Record<string, QuestionKind>;

const rows = Object.values(workRows);

export const ecsRolesLetTasksWork: StackRule = {
  name: "ecs-roles-let-tasks-work",
  displayName: "Roles let tasks work",
  description:
    "The roles of tasks may do what the task definition and the service ask for once the tasks run: write logs, send them where FireLens does, open and log sessions of ECS Exec.",
  rejects: "tasks whose roles lack a permission without which their logs or ECS Exec do not work",
  level: "advisory",
  severity: "medium",
  serves: leastPrivilege,
  tags: ["ecs", "iam", "logs", "ecs-exec"],
  remediation:
    "Allow the role what the message names. Declare in `externalRoles` what a role may do that is made elsewhere.",
  findings: rows.map(({ kind }) => kind),
  questions: Object.values(questions),
  configSchema: { externalRoles: externalRolesSchema, presumed: presumedSchema },
  evaluate,
};

function evaluate({ access, needs }: Model, raw: RawConfig): Verdicts {
  const judgement = judge(access, needs.all, [startRows.logStream, ...rows], externalRoles(raw));
  const told = permissions(access, judgement);
  const withoutRole = needs.all.filter(sendsWithoutRole).map(withoutTaskRole);
  return { ...told, findings: inOrder([...told.findings, ...withoutRole]) };
}

/** On container instances the router has the role of the instance. */
function sendsWithoutRole({ needs, definition, setting }: Needy): boolean {
  const sends = needs.some(({ row }) => row === workRows.logDestination);
  return sends && definition.taskRole.kind === "none" && setting.launch.onFargate === "yes";
}

function withoutTaskRole({ resource, needs }: Needy): Finding {
  const sent = needs.filter(({ row }) => row === workRows.logDestination);
  return {
    urn: resource.urn,
    ids: unique(sent.map(idOfNeed)),
    certainty: "proven",
    message: (ids, _, code) =>
      withoutTaskRoleMessage(
        resource,
        sent.filter((need) => ids.includes(idOfNeed(need))),
        code,
      ),
  };
}

function permissions(access: Model["access"], judgement: Judgement): Verdicts {
  return verdictsOn(access, ofRunning(judgement), questions.unclear, {
    policy: ecsRolesLetTasksWork.name,
    rejects: false,
    lead: (subjects) => `Tasks of ${subjects} lack a permission`,
  });
}

/** What cannot even create its log stream does not start: ecs-roles-let-tasks-start says so. */
function ofRunning({ refused, doubtful, ...rest }: Judgement): Judgement {
  const key = ({ subject, need }: { readonly subject: Resource; readonly need: Need }) =>
    `${subject.urn} ${need.holder}`;
  const stopped = new Set(
    [...refused, ...doubtful].filter(({ need }) => need.row === startRows.logStream).map(key),
  );
  const runs = (one: { readonly subject: Resource; readonly need: Need }) =>
    one.need.row !== startRows.logStream && !(one.need.row === workRows.logEvents && stopped.has(key(one)));
  return { ...rest, refused: refused.filter(runs), doubtful: doubtful.filter(runs) };
}

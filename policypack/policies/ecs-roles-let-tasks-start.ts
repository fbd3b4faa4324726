/**
 * Rejects tasks that never start for want of a permission: of the execution role, with which ECS writes logs, pulls
 * images and reads files, or of the task role, with which volumes are mounted
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import { externalRoles, externalRolesSchema } from "../access/external-roles";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { verdictsOn } from "../needs/findings";
import { judge, type WithoutRole } from "../needs/judging";
import { startRows, workRows } from "../needs/permission-rows";
import type { Needy } from "../needs/task-needs";
import { fileSystemType, repositoryType } from "../stack/types";
import { leastPrivilege } from "../verdicts/best-practices";
import { presumedSchema, type RawConfig } from "../verdicts/config";
import { type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
import { settlement } from "../verdicts/reasons";
import { withoutExecutionRoleMessage, withoutTaskRoleMessage } from "./ecs-roles-let-tasks-start.message";

const kinds = {
  withoutExecutionRole: {
    id: "execution-role-missing",
    meaning:
      "the task definition has no execution role, and its images, logs or files of environment variables need one",
    evidence: "reported",
    sources: [
      "https://github.com/hashicorp/terraform-provider-aws/issues/3051",
      "https://github.com/virtual-kubelet/virtual-kubelet/issues/193",
      "https://github.com/aws/aws-cdk/issues/3644",
    ],
  },
  withoutTaskRole: {
    id: "task-role-missing",
    meaning: "the service enables ECS Exec on Fargate, and its task definition has no task role",
    evidence: "reported",
    sources: ["https://github.com/aws/aws-cli/issues/6242"],
  },
} as const satisfies Record<string, FindingKind>;

const questions = {
  unclear: {
    id: "permission-unclear/<permission>/<container>",
    meaning: "whether the role may do this",
  },
  malformed: {
    id: "needs-malformed",
    meaning: "what a part says that has another form than it must",
  },
  policyMalformed: {
    id: "resource-policy-malformed",
    meaning: "what the policy of a repository or file system says that is no policy document",
  },
} as const satisfies Record<string, QuestionKind>;

const rows = Object.values(startRows);

export const ecsRolesLetTasksStart: StackRule = {
  name: "ecs-roles-let-tasks-start",
  displayName: "Roles let tasks start",
  description:
    "The execution role may write the logs, pull the images and read the files of the tasks, and the task role may mount their volumes: no task starts without.",
  rejects: "tasks whose roles lack a permission without which none of them starts",
  level: "mandatory",
  severity: "high",
  serves: leastPrivilege,
  tags: ["ecs", "iam", "ecr", "logs", "efs"],
  remediation:
    "Attach AmazonECSTaskExecutionRolePolicy to the execution role, or allow it what the message names. Declare in `externalRoles` what a role may do that is made elsewhere.",
  findings: [...Object.values(kinds), ...rows.map(({ kind }) => kind)],
  questions: Object.values(questions),
  configSchema: { externalRoles: externalRolesSchema, presumed: presumedSchema },
  evaluate,
};

function evaluate({ access, needs }: Model, raw: RawConfig): Verdicts {
  const judgement = judge(access, needs.all, rows, externalRoles(raw));
  const { findings, undetermined } = verdictsOn(access, judgement, questions.unclear, {
    policy: ecsRolesLetTasksStart.name,
    rejects: true,
    lead: (subjects) => `Tasks of ${subjects} cannot start`,
  });
  return {
    findings: inOrder([
      ...findings,
      ...judgement.withoutRole.map(withoutExecutionRole),
      ...needs.all.filter(lacksTaskRole).map(withoutTaskRole),
    ]),
    undetermined: inOrder([
      ...undetermined,
      ...needs.all.flatMap(({ resource, faults }) => malformed(resource.urn, faults)),
      ...access.resourcePolicies.malformed(repositoryType, fileSystemType).map(
        ({ holder, reason }): Undetermined => ({
          urn: holder.urn,
          ids: [idOf(questions.policyMalformed)],
          reason: () => `What this policy says of who may pull or mount: ${reason.text}.`,
          settle: settlement([reason]),
        }),
      ),
    ]),
  };
}

function withoutExecutionRole(without: WithoutRole): Finding {
  return {
    urn: without.subject.urn,
    ids: [idOf(kinds.withoutExecutionRole)],
    certainty: without.certainty,
    message: (_, __, code) => withoutExecutionRoleMessage(without, code),
  };
}

/** On container instances the role of the instance opens the channels. */
function lacksTaskRole({ needs, definition, setting }: Needy): boolean {
  const opensChannels = needs.some(({ row, doubt }) => row === workRows.exec && doubt === undefined);
  return opensChannels && definition.taskRole.kind === "none" && setting.launch.onFargate === "yes";
}

function withoutTaskRole({ resource, definition }: Needy): Finding {
  return {
    urn: resource.urn,
    ids: [idOf(kinds.withoutTaskRole)],
    certainty: "proven",
    message: (_, __, code) => withoutTaskRoleMessage(resource, definition.resource, code),
  };
}

function malformed(urn: string, faults: readonly string[]): Undetermined[] {
  if (faults.length === 0) return [];
  return [
    {
      urn,
      ids: [idOf(questions.malformed)],
      reason: () => `What its tasks need of their roles: ${faults.join("; ")}.`,
      settle: settlement([{ cause: "malformed", text: "" }]),
    },
  ];
}

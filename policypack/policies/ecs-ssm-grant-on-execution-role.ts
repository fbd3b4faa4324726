/**
 * Rejects a task role that this stack lets read Parameter Store while the execution role of the same task
 * definition may not: ECS fetches container secrets with the execution role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import { externalRoles, externalRolesSchema } from "../access/external-roles";
import type { Grants } from "../access/grants";
import { roleNames, rolesSchema } from "../access/role-names";
import { whyTaken } from "../access/taken";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { type MisplacedRead, misplacedReads, type OpenRead } from "../secrets/misplaced-reads";
import { knownParameterArns } from "../secrets/parameters-taken";
import { leastPrivilege } from "../verdicts/best-practices";
import { choice, presumedSchema, type RawConfig } from "../verdicts/config";
import { type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { unique } from "../verdicts/groups";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
import { type Reason, settlement } from "../verdicts/reasons";
import { joined } from "../verdicts/wording";
import { sourceOfRead, taskRoleOnlyMessage } from "./ecs-ssm-grant-on-execution-role.message";

const kinds = {
  taskRoleOnly: {
    id: "task-role-only",
    meaning: "the task role may read Parameter Store, the execution role may not",
    evidence: "reported",
    sources: [
      "https://github.com/govuk-one-login/life-events-platform/pull/437",
      "https://github.com/cds-snc/notification-terraform/pull/568",
      "https://github.com/aws/copilot-cli/issues/4504",
    ],
  },
  noExecutionRole: {
    id: "no-execution-role",
    meaning: "the task role may read Parameter Store, and there is no execution role",
    evidence: "reported",
    sources: [
      "https://github.com/fabfuel/ecs-deploy/issues/87",
      "https://github.com/hashicorp/terraform-provider-aws/issues/6503",
    ],
  },
} as const satisfies Record<string, FindingKind>;

const questions = {
  unclear: { id: "grant-unclear", meaning: "whether the one role may and the other may not" },
  malformed: {
    id: "document-malformed",
    meaning: "what a document allows that is no policy document",
  },
} as const satisfies Record<string, QuestionKind>;

export const ecsSsmGrantOnExecutionRole: StackRule = {
  name: "ecs-ssm-grant-on-execution-role",
  displayName: "Parameter Store reads belong to the execution role",
  description:
    "A task role that is allowed to read Parameter Store needs an execution role that is: ECS fetches container secrets with the execution role.",
  rejects: "a task role that this stack lets read Parameter Store while the execution role may not",
  level: "mandatory",
  severity: "high",
  serves: leastPrivilege,
  tags: ["ecs", "iam", "ssm", "secrets"],
  remediation:
    "Give `ssm:GetParameters` on the parameters that the containers take to the execution role, let the service depend on that policy, and take the read from the task role unless the application itself needs it. Declare in `externalRoles` what an execution role may do that is made elsewhere.",
  findings: Object.values(kinds),
  questions: Object.values(questions),
  configSchema: {
    when: {
      type: "string",
      title: "When",
      description:
        "`always` judges every task definition; `auto` does, and only advises where the containers are known to take no secret from Parameter Store; `referenced` judges only those whose containers take some.",
      enum: ["always", "auto", "referenced"],
      default: "always",
    },
    externalRoles: externalRolesSchema,
    roles: rolesSchema,
    presumed: presumedSchema,
  },
  evaluate,
};

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const when = choice(raw, "when", ["always", "auto", "referenced"], "always");
  const { found, open } = misplacedReads(model, {
    when,
    externalRoles: externalRoles(raw),
    roles: roleNames(raw),
  });
  const findings = found.map((read) => {
    const isAdvice = when === "auto" && read.secretsKnownAbsent;
    return { ...finding(model, read), ...(isAdvice && { advises: true }) };
  });
  const rejected = new Set(findings.map(({ urn }) => urn));
  const undetermined = open.filter(({ subject }) => !rejected.has(subject.urn)).map(unclear);
  const named = new Set([...findings, ...undetermined].map(({ urn }) => urn));
  const malformed = malformedDocuments(model.access.grants).filter(({ urn }) => !named.has(urn));
  return { findings: inOrder(findings), undetermined: inOrder([...undetermined, ...malformed]) };
}

function finding({ secrets }: Model, read: MisplacedRead): Finding {
  const { grant, execution, tasks, certainty, secretsKnownAbsent } = read;
  const [first] = tasks;
  const executionRole = first?.executionRole.kind === "role" ? first.executionRole.role : undefined;
  const taskRoles = tasks.flatMap(({ taskRole }) => (taskRole.kind === "role" ? [taskRole.role.label] : []));
  return {
    urn: grant.resource.urn,
    ids: [idOf(executionRole ? kinds.taskRoleOnly : kinds.noExecutionRole)],
    certainty,
    message: (_, __, code) =>
      taskRoleOnlyMessage(
        {
          grant,
          statement: read.read.statement,
          taskRoles: unique(taskRoles).sort(),
          executionRole,
          orExecutionRoles: first?.orExecutionRoles ?? [],
          taken: execution.taken,
          secretArns: unique(
            tasks.flatMap(({ definition }) =>
              definition ? knownParameterArns(secrets.taken.of(definition)) : [],
            ),
          ).sort(),
          subject: first?.definition?.resource.name ?? grant.resource.name,
          tasks: joined(tasks.map(({ label }) => label).sort()),
          certainty,
          secretsKnownAbsent,
        },
        code,
      ),
    why: () => [
      {
        urn: grant.resource.urn,
        text: `${sourceOfRead(grant, read.read.statement)} gives the read to the task role`,
      },
      ...tasks.map(({ definition, label, taskRole }) => ({
        urn: definition?.resource.urn,
        text: `task role of ${label}: ${taskRole.kind === "role" ? `\`${taskRole.role.label}\`` : "not known"}`,
      })),
      {
        urn: executionRole?.resource?.urn,
        text: executionRole
          ? (whyTaken(execution.taken, executionRole, "ssm:GetParameters") ??
            `nothing gives it to execution role \`${executionRole.label}\``)
          : "there is no execution role",
      },
    ],
  };
}

function unclear({ subject, tasks, reasons }: OpenRead): Undetermined {
  const isOwn = tasks.size === 1 && tasks.has(`\`${subject.name}\``);
  const what = isOwn ? "" : ` of ${joined([...tasks].sort())}`;
  return {
    urn: subject.urn,
    ids: [idOf(questions.unclear)],
    reason: () =>
      `Whether the task role${what} may read Parameter Store while the execution role may not: ${[...reasons.keys()].sort().join("; ")}.`,
    settle: settlement([...reasons.values()]),
  };
}

/** Documents that are none, each once, whatever role they are for: AWS refuses them, or they allow nothing. */
function malformedDocuments(grants: Grants): Undetermined[] {
  const byHolder = new Map<string, Reason>();
  for (const { attached, holder } of grants.all) {
    if (attached.kind === "malformed") byHolder.set(holder.urn, attached.reason);
  }
  return [...byHolder].map(([urn, reason]) => ({
    urn,
    ids: [idOf(questions.malformed)],
    reason: () => `What this document allows: ${reason.text}.`,
    settle: settlement([reason]),
  }));
}

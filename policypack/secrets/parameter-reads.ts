/** Which grants let their role read Parameter Store, and what ECS must be allowed for the secrets of containers. */
import { documentsOf } from "../access/documents";
import type { Grant, Grants } from "../access/grants";
import { boundaryOn } from "../access/limits";
import { notMade, type Question, requestOf } from "../access/permissions";
import type { Answer } from "../iam/answers";
import { decide, namesAction } from "../iam/decisions";
import type { Statement } from "../iam/documents";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { parameterType } from "../stack/types";
import type { Reason } from "../verdicts/reasons";
import { isVouchedFor } from "./task-components";

/** Actions that read parameters; a grant of one is what people mean to give to ECS. */
const readActions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"];

/** Policies of AWS that are attached in order to read parameters. */
const parameterStorePolicies = ["AmazonSSMReadOnlyAccess", "AmazonSSMFullAccess"];

/** Real parameters have a Region, an account and a name; those that AWS publishes do not count. */
const parameters = "arn:*:ssm:?*:?*:parameter/?*";
const agentParameters = "arn:*:ssm:*:*:parameter/AmazonCloudWatch-*";

/** What an application would read itself, and people give to its role by mistake. */
const applicationReads: readonly Question[] = readActions.map((action) => ({
  action,
  arns: parameters,
  scope: "some",
  except: ["arn:*:ssm:*:*:parameter/aws/*", agentParameters],
}));

/**
 * The one call that ECS makes for secrets in Parameter Store, in the plural. Names under
 * `aws/reference/secretsmanager` stand for secrets of Secrets Manager, and count.
 */
export const fetchSecrets: Question = {
  action: "ssm:GetParameters",
  arns: parameters,
  scope: "some",
  except: ["arn:*:ssm:*:*:parameter/aws/service/*", agentParameters],
};

/** What a grant lets its role read in Parameter Store. */
export interface ParameterRead {
  /** Presumed where an edge to a parameter stands for a document that is not known. */
  readonly answer: Answer | "presumed";
  /** A grant that does not speak of Parameter Store itself, such as `*`, counts only where secrets need it. */
  readonly broad: boolean;
  readonly statement: Statement | undefined;
  readonly reason: Reason;
  readonly parameters: readonly Resource[];
}

/** The ways in which a grant lets its role read parameters; none for most grants. */
export function parameterReads(graph: Graph, grants: Grants, grant: Grant): readonly ParameterRead[] {
  const { attached, presence, role } = grant;
  // What the program does not have any more is no mistake of the program.
  if (presence === "abandoned") return [];
  const document = attached.kind === "unknown" ? "unknown" : "known";
  if (isVouchedFor(graph, grant.resource, document)) return [];
  const leftOut = presence === "left out";
  if (attached.kind !== "document") {
    const { reason } = attached;
    const edges = attached.kind === "unknown" && !leftOut ? attached.edges : [];
    const named = edges.filter(({ type }) => type === parameterType);
    const possible =
      role.kind !== "role" ||
      applicationReads.some(
        (read) => boundaryOn(grants, role.role, requestOf(read, role.role)).allows !== "no",
      );
    if (!possible) return [];
    // A document that names buckets and queues presumably speaks of them.
    if (edges.length > 0 && named.length === 0) return [];
    const answer = named.length > 0 ? "presumed" : "cannot tell";
    return [{ answer, broad: false, statement: undefined, reason, parameters: named }];
  }
  const attachedToIt = role.kind === "role" ? grants.on(role.role) : [grant];
  const all = documentsOf(attachedToIt.filter((other) => other.presence !== "abandoned"));
  return [false, true].flatMap((broad) => {
    const statements = attached.document.statements.filter((s) => isBroad(s, attached.managedName) === broad);
    const decisions = applicationReads.map((question) => {
      const request = requestOf(question, role.kind === "role" ? role.role : undefined);
      const decision = decide([{ origin: grant, document: { statements } }], request, all);
      const bounded = role.kind === "role" ? boundaryOn(grants, role.role, request) : undefined;
      return { statement: decision.by?.statement, answers: [decision.answer, bounded?.allows ?? "yes"] };
    });
    const certain = decisions.find(({ answers }) => answers.every((answer) => answer === "yes"));
    const possible = certain ?? decisions.find(({ answers }) => !answers.includes("no"));
    if (!possible) return [];
    const reason: Reason = leftOut
      ? notMade(grant)
      : {
          cause: "condition",
          text: `a condition, a variable or a permissions boundary restricts what \`${grant.resource.name}\` allows`,
        };
    const answer: Answer = certain && !leftOut ? "yes" : "cannot tell";
    return [{ answer, broad, statement: possible.statement, reason, parameters: [] }];
  });
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

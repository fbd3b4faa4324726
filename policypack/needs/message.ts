/** The message of what a role of tasks is refused: for the person whose preview was just rejected. */
import type { Access } from "../access/access";
import type { Call } from "../access/calls";
import { declarationCode } from "../access/external-roles";
import { missedStatement } from "../access/missed-statements";
import { allowCode, attachmentCode, policyCode, roleCode } from "../access/policy-code";
import type { Role } from "../access/roles";
import { howToLift, whyTaken } from "../access/taken";
import {
  type Comment,
  comment,
  type Document,
  distinct,
  type Expression,
  type Printer,
  pasted,
  reference,
} from "../code/tree";
import { chosenByAws } from "../iam/globs";
import { listOf } from "../stack/labels";
import { placeOfResource } from "../stack/places";
import { bucketTypes } from "../stack/types";
import { groupBy, unique } from "../verdicts/groups";
import { joined, mostNames, named, policiesInApply, shorten } from "../verdicts/wording";
import type { Refused } from "./judging";
import { type Need, proxy, type Row } from "./needs";

/** What a role is to do for needs: one phrase for all of a row. */
export function phrases(needs: readonly Need[]): string[] {
  return groupBy(needs, ({ row, known }) => `${row.kind.id} ${known}`).map((group) => {
    const [{ row, known }] = group;
    const isOfEdge = known === "by some edge" && row.doesTo !== undefined;
    const holders = unique(
      group.map(({ holder, target }) => (isOfEdge ? (target?.name ?? holder) : holder)),
    ).sort();
    const does = isOfEdge ? row.doesTo : holders.length > 1 ? (row.doesMany ?? row.does) : row.does;
    return `${does} ${joined(shorten(holders).map(labelOfHolder))}`;
  });
}

/** No program names the container of the proxy. */
function labelOfHolder(holder: string): string {
  return holder === proxy ? "Service Connect's proxy" : `\`${holder}\``;
}

/** The policy that speaks, and how. */
export interface Teller {
  readonly policy: string;
  /** Whether it rejects, for which it takes a report and not a sentence in a document. */
  readonly rejects: boolean;
  /** Begins the first line: what becomes of the tasks. */
  readonly lead: (subjects: string) => string;
}

export function refusedMessage(
  access: Access,
  refused: readonly Refused[],
  { policy, lead }: Teller,
  code: Printer,
): string {
  const [first] = refused;
  if (!first) return "";
  const { role, certainty, permission } = first;
  const { taken } = permission;
  return [
    summary(refused, first, lead),
    whatFails[first.need.row.role],
    ...unique(refused.map(({ need }) => `    ${need.row.error}`)),
    why(access, refused),
    ...(certainty === "presumed"
      ? [
          "Not all values are known in this preview; what is not is presumed from the edges between the resources and from their names.",
          ...(taken ? [] : [policiesInApply]),
        ]
      : []),
    ...(taken ? [`Change: ${howToLift(taken)}`] : whatToChange(access, refused, role, code)),
    ...(role.resource ? [] : declarationCode([policy], role, unique(refused.flatMap(actionsOf)), [])),
  ].join("\n");
}

function summary(refused: readonly Refused[], first: Refused, lead: (subjects: string) => string): string {
  const { need, role } = first;
  const subjects = listOf([...new Set(refused.map(({ subject }) => subject))]);
  const what = `${lead(subjects)}: ${roleNames[need.row.role]} \`${role.label}\` may not ${phrases(refused.map((one) => one.need)).join(", nor ")}`;
  const others = unique(refused.flatMap(({ otherRole }) => (otherRole ? [otherRole.label] : []))).sort();
  const isOnOther = others.length > 0 && refused.every(({ otherRole }) => otherRole !== undefined);
  const other = roleNames[need.row.role === "execution" ? "task" : "execution"];
  return isOnOther ? `${what}; the permission is on ${other} ${named(others)}.` : `${what}.`;
}

/** How messages call roles by what they are for. */
export const roleNames = {
  execution: "execution role",
  task: "task role",
  schedule: "its role",
} as const satisfies Record<Row["role"], string>;

const whatFails = {
  execution: "What fails: ECS does this with the execution role, not with that of the application:",
  task: "What fails: this is done with the task role, not with that of ECS:",
  schedule: "What fails: EventBridge does this with the role of the schedule or target, and tells nobody:",
} as const satisfies Record<Row["role"], string>;

function why(access: Access, refused: readonly Refused[]): string {
  const reasons = unique(
    refused.map(({ calls: [call], role, permission }) => {
      const miss = missedStatement(access, role, call);
      const nothing = `nothing allows \`${role.label}\` \`${call.action}\`${whereOf(call)}`;
      return (
        whyTaken(permission.taken, role, call.action) ?? (miss ? `${miss.label} ${miss.fault}` : nothing)
      );
    }),
  );
  return `Why: ${[...reasons.slice(0, 3), ...(reasons.length > 3 ? ["and so on for the others"] : [])].join("; ")}.`;
}

function whereOf({ arn, resource }: Call): string {
  if (arn === chosenByAws) return " on `*`";
  return resource ? ` on \`${resource.name}\`` : "";
}

/** What is to wait for the permission. */
const waiters = {
  execution: "the service",
  task: "the service",
  schedule: "what starts the task",
} as const satisfies Record<Row["role"], string>;

function whatToChange(access: Access, refused: readonly Refused[], role: Role, code: Printer): string[] {
  const corrections = refused.map((one) => {
    const miss = missedStatement(access, role, one.calls[0]);
    const correction = miss?.isOurs ? `${miss.label}, so that it ${miss.adds ? "also " : ""}allows` : "";
    const managed = correction === "" ? (one.need.row.managedPolicy ?? "") : "";
    return { ...one, correction, managed };
  });
  const groups = groupBy(corrections, ({ correction, managed }) => `${correction} ${managed}`);
  return groups.flatMap((group, index) => {
    const [first] = group;
    const { correction, managed } = first;
    const change = index === 0 ? "Change" : "Change also";
    if (managed !== "")
      return [
        `${change}: give the role AWS's policy for it:`,
        ...attachmentCode(`${role.label}-policy`, roleCode(role), managedArn(role, managed), code),
      ];
    const allowed = statements(group);
    if (correction !== "")
      return [
        `${change}: correct ${correction}:`,
        ...allowed.flatMap((of) => pasted(code, { kind: "value", of, isOneOfSeveral: allowed.length > 1 })),
      ];
    return [
      `${change}: give the permission to the role:`,
      ...policyCode(`${role.label}-permissions`, roleCode(role), allowed, code, waiters[first.need.row.role]),
    ];
  });
}

/** AWS has its policies in each partition. */
function managedArn({ resource, arn }: Role, path: string): string {
  const partition = arn?.split(":")[1] ?? (resource ? placeOfResource(resource).partition : "aws");
  return `arn:${/[*?]/.test(partition) ? "aws" : partition}:iam::aws:policy/${path}`;
}

/** One statement for the calls on each kind of thing. */
export function statements(refused: readonly Pick<Refused, "calls" | "need">[]): Document[] {
  const all = refused.flatMap(({ calls, need: { row } }) => calls.map((call) => ({ call, row })));
  return groupBy(all, ({ call, row }) => `${arnsKey(call)} ${JSON.stringify(row.condition)}`).map((group) => {
    const [{ row }] = group;
    const actions = unique(group.flatMap(({ call, row: { usually = [] } }) => [call.action, ...usually]));
    const arns = distinct(group.map(({ call }) => arnInProgram(call)));
    const listed = arns.length > mostNames ? [...arns.slice(0, mostNames), comment("and the others")] : arns;
    return allowCode(actions, listed, row.condition);
  });
}

function actionsOf({ calls, need: { row } }: Refused): string[] {
  return [...calls.map(({ action }) => action), ...(row.usually ?? [])];
}

/** Calls on the same things stand in one statement. */
function arnsKey({ arn, action }: Call): string {
  return arn === chosenByAws ? arn : (action.split(":")[0] ?? "");
}

/** An ARN as the program would write it: by its resource, or what is to be put there. */
function arnInProgram({ action, arn, resource }: Call): Expression | Comment {
  if (arn === chosenByAws) return "*";
  const [service = ""] = action.split(":");
  if (action === "s3:GetObject" && plainFile.test(arn)) return arn;
  if (!resource) return comment(`ARN of the ${nouns[action] ?? nouns[service] ?? "resource"}`);
  const itsArn = reference(resource.name, "arn");
  if (service === "logs") return { kind: "concatenation", parts: [itsArn, ":*"] };
  return bucketTypes.includes(resource.type) ? { kind: "concatenation", parts: [itsArn, "/*"] } : itsArn;
}

/** Whole, and of characters that names of files have: what is not may be something else. */
const plainFile = /^arn:aws[\w-]*:s3:::[\w./-]+$/;

/** What calls are made on, by the service that they ask or by themselves. */
const nouns: Readonly<Record<string, string>> = {
  logs: "log group, with :* at its end",
  ecr: "repository",
  s3: "file",
  "s3:PutObject": "files of the bucket",
  elasticfilesystem: "file system",
  firehose: "delivery stream",
  kinesis: "stream",
  ecs: "task definition, with :* in place of its revision",
  iam: "role",
};

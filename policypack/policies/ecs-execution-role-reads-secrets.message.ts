/** The messages of ecs-execution-role-reads-secrets: for the person whose preview was just rejected. */

import type { Access } from "../access/access";
import { statementLabel } from "../access/documents";
import { declarationCode, policiesAboutSecrets } from "../access/external-roles";
import { missedStatement } from "../access/missed-statements";
import { allowCode, newRoleCode, policyCode, roleCode } from "../access/policy-code";
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
import { propertyName } from "../code/words";
import type { FaultyReference } from "../secrets/fetched-secrets";
import type { Refused } from "../secrets/reading-by-execution-role";
import { isTakenForWhole, type Need } from "../secrets/secret-needs";
import { labelOf, listOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { groupBy, unique } from "../verdicts/groups";
import { joined, mostNames, named, policiesInApply } from "../verdicts/wording";

/** A secret that is refused, and whose tasks take it. */
export interface RefusedTo extends Refused {
  readonly subject: Resource;
  readonly taskRole: Role | undefined;
}

export interface Unreadable {
  readonly access: Access;
  readonly refused: readonly RefusedTo[];
  /** The one that all of them have; undefined where there is none. */
  readonly executionRole: Role | undefined;
  readonly certainty: "proven" | "presumed";
}

export function unreadableMessage(violation: Unreadable, code: Printer): string {
  const { executionRole, certainty } = violation;
  return [
    summary(violation),
    ...whatFails(violation),
    ...(executionRole ? [why(violation, executionRole)] : []),
    ...(certainty === "presumed"
      ? [
          "Not all values are known in this preview; what is not is presumed from the edges between the resources and from their names.",
          ...unseenGrant(violation),
        ]
      : []),
    ...whatToChange(violation, code),
    ...ifNotFetched(violation),
    ...(executionRole && !executionRole.resource ? declareIt(executionRole, violation) : []),
  ].join("\n");
}

/** Where nothing takes the permission away, the only ground is that nothing is seen to give it. */
function unseenGrant({ refused }: Unreadable): string[] {
  return refused.every(({ permission }) => permission.taken === undefined) ? [policiesInApply] : [];
}

function summary({ refused, executionRole }: Unreadable): string {
  const subjects = subjectsOf(refused);
  const what = subjects.length > 1 ? "their secrets" : labelsOf(refused);
  const fails = `Tasks of ${listOf(subjects)} cannot start: ECS fetches ${what} with`;
  if (!executionRole) return `${fails} an execution role, and there is none.`;
  const verb = refused.some(({ need }) => need.kind === "key") ? "decrypt" : "read";
  const it = refused.length > 1 ? "them" : "it";
  const may = `${fails} execution role \`${executionRole.label}\`, which may not ${verb} ${it}`;
  const taskRoles = unique(refused.flatMap(({ taskRole }) => (taskRole ? [taskRole.label] : []))).sort();
  const wrongRole = taskRoles.length > 0 && refused.every(({ byTaskRole }) => byTaskRole?.answer === "yes");
  if (!wrongRole) return `${may}.`;
  const taskRole = `task role${taskRoles.length > 1 ? "s" : ""} ${named(taskRoles)}`;
  // An unknown document may let the task role do something else with it, write it for instance.
  return refused.some(({ byTaskRole }) => byTaskRole?.by === undefined)
    ? `${may}; ${taskRole} presumably may.`
    : `${may}; the permission is on ${taskRole}.`;
}

function subjectsOf(refused: readonly RefusedTo[]): Resource[] {
  return [...new Set(refused.map(({ subject }) => subject))];
}

/** What AWS says, as far as it stays the same from case to case. */
function errorOf({ kind, action, encrypts }: Need): string {
  if (kind !== "key") return `AccessDeniedException: … is not authorized to perform: ${action}`;
  return encrypts?.kind === "parameter"
    ? "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, … or you are not allowed to access."
    : "AccessDeniedException: Access to KMS is not allowed";
}

function whatFails({ refused, executionRole }: Unreadable): string[] {
  if (!executionRole) {
    return [
      "What fails: ECS fetches secrets with the execution role, and AWS registers no task definition that has secrets and none:",
      "    ClientException: When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    ];
  }
  return [
    "What fails: ECS fetches secrets with the execution role before the containers start, and each task stops:",
    "    ResourceInitializationError: unable to pull secrets or registry auth: …",
    ...unique(refused.map(({ need }) => `    ${errorOf(need)}`)),
  ];
}

function why({ access, refused }: Unreadable, role: Role): string {
  const reasons = refused.flatMap((one) => {
    const miss = missedStatement(access, role, one.need);
    const own =
      whyTaken(one.permission.taken, role, one.need.action) ??
      wholeArn(access, one, role) ??
      (miss && `${miss.label} ${miss.fault}`);
    const { taskRole } = one;
    const ofTaskRole = one.byTaskRole?.by;
    const elsewhere =
      ofTaskRole && taskRole
        ? [
            `${statementLabel(ofTaskRole)} gives it to \`${taskRole.label}\`, which only the running application uses`,
          ]
        : [];
    const nothing = `nothing allows \`${role.label}\` \`${one.need.action}\` on the ${kindLabel(one.need)}`;
    return [own ?? nothing, ...elsewhere];
  });
  return `Why: ${shortened(unique(reasons)).join("; ")}.`;
}

function wholeArn(access: Access, { need }: Refused, role: Role): string | undefined {
  return isTakenForWhole(access, role, need)
    ? `\`${role.label}\` is allowed it on the ARN with six more characters, and Secrets Manager takes the reference for a whole ARN, because the name in it ends in a hyphen and six letters or digits`
    : undefined;
}

function whatToChange(violation: Unreadable, code: Printer): string[] {
  const { access, refused, executionRole } = violation;
  const taken = refused.find(({ permission }) => permission.taken !== undefined)?.permission.taken;
  if (taken) return [`Change: ${howToLift(taken)}`];
  if (!executionRole) {
    const [subject] = subjectsOf(refused);
    const name = subject?.name ?? "";
    // Without a role all calls are missing, not only the first one.
    const allowed = statements(refused.flatMap(({ secret }) => secret.needs));
    return [
      `Change: give \`${name}\` an \`${code.property("executionRoleArn")}\`, and its role the read:`,
      ...policyCode(`${name}-secret-reads`, newRoleCode, allowed, code),
    ];
  }
  const corrections = refused.map((one) => {
    const miss = wholeArn(access, one, executionRole)
      ? undefined
      : missedStatement(access, executionRole, one.need);
    const correction = miss?.isOurs ? `${miss.label}, so that it ${miss.adds ? "also " : ""}allows` : "";
    return { ...one, correction };
  });
  return groupBy(corrections, ({ correction }) => correction).flatMap((group, index) => {
    const [{ correction }] = group;
    const change = index === 0 ? "Change" : "Change also";
    const allowed = statements(group.map(({ need }) => need));
    if (correction !== "")
      return [
        `${change}: correct ${correction}:`,
        ...allowed.flatMap((of) => pasted(code, { kind: "value", of })),
      ];
    const [subject, another] = subjectsOf(group);
    const name = another ? executionRole.label : (subject?.name ?? "");
    return [
      `${change}: give the read to the execution role:`,
      ...policyCode(`${name}-secret-reads`, roleCode(executionRole), allowed, code),
    ];
  });
}

/** An edge does not tell a secret that ECS fetches from one of which the containers hold something else. */
function ifNotFetched({ refused }: Unreadable): string[] {
  const guessed = refused.filter(({ secret }) => secret.known === "by some edge");
  return guessed.length === 0
    ? []
    : [
        `Or, if the containers have ${labelsOf(guessed)} for something else than \`secrets\`, such as its name for another tool: accept the finding as below, or set "presumed": "list" for this policy. Where the containers are known before the update, for instance because they hold the \`${propertyName("name")}\` in place of the \`${propertyName("arn")}\`, nothing is presumed.`,
      ];
}

function statements(needs: readonly Need[]): Document[] {
  return unique(needs.map(({ action }) => action)).map((action) => {
    const arns = distinct(needs.filter((need) => need.action === action).map(arnInProgram));
    const listed = arns.length > mostNames ? [...arns.slice(0, mostNames), comment("and the others")] : arns;
    return allowCode([action], listed);
  });
}

/** An ARN as a program would write it: by its resource, or as a text where it is known and plainly an ARN. */
function arnInProgram({ kind, resource, arn, arnIsWritten, encrypts }: Need): Expression | Comment {
  if (resource?.type.startsWith("aws:rds/"))
    return reference(resource.name, "masterUserSecrets", 0, "secretArn");
  if (resource) return reference(resource.name, "arn");
  if (arnIsWritten && plainArn.test(arn)) return arn;
  return comment(encrypts ? "ARN of the key, not of its alias" : `ARN of the ${kindLabel({ kind })}`);
}

function kindLabel({ kind }: Pick<Need, "kind">): string {
  return kind === "object" ? "file" : kind;
}

/** Whole, and of characters that ARNs of these services have: what is not may be the secret itself. */
const plainArn =
  /^arn:aws[\w-]*:(?:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+|secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@!-]+|kms:[\w-]+:\d{12}:key\/[\w-]+|s3:::[\w./-]+)$/;

function declareIt(role: Role, { refused }: Unreadable): string[] {
  const needs = refused.map(({ need }) => need);
  const arns = needs.flatMap(({ arn, arnIsWritten }) => (arnIsWritten && plainArn.test(arn) ? [arn] : []));
  const areKnown = arns.length === needs.length && arns.length <= mostNames;
  return declarationCode(
    policiesAboutSecrets,
    role,
    unique(needs.map(({ action }) => action)),
    areKnown ? unique(arns) : [],
  );
}

const initializationError = "    ResourceInitializationError: unable to pull secrets or registry auth: …";

const whatFailsOf: Readonly<Record<Exclude<FaultyReference["kind"], "unclear">, readonly [string, string]>> =
  {
    malformed: [
      "AWS refuses the task definition, or each task stops before its containers start:",
      initializationError,
    ],
    "another account": [
      "ECS reads no parameter that is shared from another account, whatever the execution role may do; each task stops:",
      initializationError,
    ],
    "key missing": [
      "ECS takes that part of the secret before the containers start, and each task stops:",
      "    ResourceInitializationError: … retrieved secret from Secrets Manager did not contain json key …",
    ],
  };

export interface Malformed {
  readonly subject: Resource;
  readonly labels: readonly string[];
  readonly kind: Exclude<FaultyReference["kind"], "unclear">;
  readonly fault: string;
  readonly cure: string;
}

export function malformedMessage({ subject, labels, kind, fault, cure }: Malformed): string {
  const each = labels.length > 1 ? "each reference" : "the reference";
  const [fails, because] = whatFailsOf[kind];
  return [
    `Tasks of ${labelOf(subject)} cannot start, for ECS cannot read ${joined(labels)}: ${each} ${fault}.`,
    `What fails: ${fails}`,
    because,
    `Change: ${cure}`,
  ].join("\n");
}

function labelsOf(refused: readonly Refused[]): string {
  return joined(unique(refused.map(({ secret }) => secret.label)).sort());
}

/** The first few of many: one would do to find the fault. */
function shortened(texts: readonly string[]): string[] {
  return texts.length <= 3 ? [...texts] : [...texts.slice(0, 3), "and so on for the others"];
}

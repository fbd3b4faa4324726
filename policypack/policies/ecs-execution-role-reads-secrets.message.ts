/** The messages of ecs-execution-role-reads-secrets: for the person whose preview was just rejected. */
import type { Access } from "../access/access";
import { documentsOf, type Origin, statementLabel } from "../access/documents";
import { allowCode, newRoleCode, type RoleCode, roleCode, secretReadsCode } from "../access/policy-code";
import type { Role } from "../access/roles";
import { nearMiss } from "../iam/near-misses";
import type { FaultyReference } from "../secrets/fetched-secrets";
import type { Refused } from "../secrets/reading-by-execution-role";
import { isTakenForWhole, type Need } from "../secrets/secret-needs";
import type { Resource } from "../stack/resources";
import { variableName } from "../verdicts/code";
import { unique } from "../verdicts/groups";
import { joined, mostNames, policiesInApply } from "../verdicts/wording";

export interface Unreadable {
  readonly access: Access;
  readonly subject: Resource;
  readonly refused: readonly Refused[];
  /** Undefined where there is none. */
  readonly executionRole: Role | undefined;
  readonly taskRole: Role | undefined;
  readonly certainty: "proven" | "presumed";
}

export function unreadableMessage(violation: Unreadable): string {
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
    whatToChange(violation),
    ...ifNotFetched(violation),
    ...(executionRole && !executionRole.resource ? [declareIt(executionRole, violation)] : []),
  ].join("\n");
}

/** Where nothing takes the permission away, the only ground is that nothing is seen to give it. */
function unseenGrant({ refused }: Unreadable): string[] {
  return refused.every(({ permission }) => permission.taken === undefined) ? [policiesInApply] : [];
}

function summary({ refused, executionRole, taskRole, subject }: Unreadable): string {
  const labels = labelsOf(refused);
  if (!executionRole) return `\`${subject.name}\` has no execution role to read ${labels} with.`;
  const verb = refused.some(({ need }) => need.kind === "key") ? "decrypt" : "read";
  const wrongRole = taskRole && refused.every(({ byTaskRole }) => byTaskRole?.answer === "yes");
  // An unknown document may let the task role do something else with it, write it for instance.
  if (wrongRole && refused.some(({ byTaskRole }) => byTaskRole?.by === undefined))
    return `Execution role \`${executionRole.name}\` may not ${verb} ${labels} of \`${subject.name}\`; task role \`${taskRole.name}\` presumably may.`;
  return wrongRole
    ? `The permission to ${verb} ${labels} of \`${subject.name}\` is on the wrong role: task role \`${taskRole.name}\` has it, execution role \`${executionRole.name}\` has not.`
    : `Execution role \`${executionRole.name}\` may not ${verb} ${labels} of \`${subject.name}\`.`;
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

function why({ access, refused, taskRole }: Unreadable, role: Role): string {
  const reasons = refused.flatMap((one) => {
    const own = takenBy(one, role) ?? missed(access, one, role);
    const ofTaskRole = one.byTaskRole?.by;
    const elsewhere =
      ofTaskRole && taskRole
        ? [
            `${statementLabel(ofTaskRole)} gives it to \`${taskRole.name}\`, which only the running application uses`,
          ]
        : [];
    const nothing = `nothing allows \`${role.name}\` \`${one.need.action}\` on the ${kindLabel(one.need)}`;
    return [own ?? nothing, ...elsewhere];
  });
  return `Why: ${shortened(unique(reasons)).join("; ")}.`;
}

function takenBy({ need, permission: { taken } }: Refused, role: Role): string | undefined {
  switch (taken?.kind) {
    case "denial":
      return `${statementLabel(taken.by)} denies \`${role.name}\` \`${need.action}\`, and a denial wins over whatever allows it`;
    case "boundary":
      return `the permissions boundary of \`${role.name}\` does not let it call \`${need.action}\`, whatever its policies allow`;
    case "resource policy":
      return `the policy of \`${taken.of.name}\` denies it to \`${role.name}\``;
    case "key policy":
      return `the policy of \`${taken.of.name}\` neither allows it to \`${role.name}\` nor leaves it to the policies of the account's roles, and without that they count for nothing`;
    case undefined:
      return undefined;
  }
}

/** The statement that was meant to allow it. */
function missed(access: Access, { need }: Refused, role: Role): string | undefined {
  if (isTakenForWhole(access, role, need))
    return `\`${role.name}\` is allowed it on the ARN with six more characters, and Secrets Manager takes the reference for a whole ARN, because the name in it ends in a hyphen and six letters or digits`;
  const documents = documentsOf(access.grants.on(role).filter(({ presence }) => presence === "made"));
  const miss = nearMiss<Origin>(documents, need.action, need.arn);
  return miss && `${statementLabel(miss)} ${miss.fault}`;
}

function whatToChange(violation: Unreadable): string {
  const { refused, executionRole, subject } = violation;
  const taken = refused.find(({ permission }) => permission.taken !== undefined)?.permission.taken;
  if (taken?.kind === "denial") return "Change: take what ECS must read out of that denial.";
  if (taken?.kind === "boundary") return "Change: allow it in the boundary, or give the role another one.";
  if (taken?.kind === "resource policy") return "Change: take the role out of that denial.";
  if (taken?.kind === "key policy")
    return `Change: let the policy of \`${taken.of.name}\` allow \`kms:Decrypt\` to the role, or everything to the account (\`Principal: { AWS: "arn:aws:iam::<account>:root" }\`), which leaves it to the policies of roles.`;
  const [intro, role]: [string, RoleCode] = executionRole
    ? ["give the read to the execution role:", roleCode(executionRole)]
    : [`give \`${subject.name}\` an \`executionRoleArn\`, and its role the read:`, newRoleCode];
  return [`Change: ${intro}`, ...secretReadsCode(subject.name, role, statements(violation))].join("\n");
}

/** An edge does not tell a secret that ECS fetches from one of which the containers hold something else. */
function ifNotFetched({ refused }: Unreadable): string[] {
  const guessed = refused.filter(({ secret }) => secret.known === "by some edge");
  return guessed.length === 0
    ? []
    : [
        `Or, if the containers have ${labelsOf(guessed)} for something else than \`secrets\`, such as its name for another tool: accept the finding as below, or set "presumed": "list" for this policy. Where the containers are known before the update, for instance because they hold the \`name\` in place of the \`arn\`, nothing is presumed.`,
      ];
}

function statements({ refused, executionRole }: Unreadable): string[] {
  // Without a role all calls are missing, with one those that it may not make.
  const needs = executionRole
    ? refused.map(({ need }) => need)
    : refused.flatMap(({ secret }) => secret.needs);
  return unique(needs.map(({ action }) => action)).map((action) => {
    const arns = unique(needs.filter((need) => need.action === action).map(arnInProgram));
    const listed = arns.length > mostNames ? [...arns.slice(0, mostNames), "/* and the others */"] : arns;
    return allowCode(action, listed);
  });
}

/** An ARN as a program would write it: by its resource, or as a text where it is known and plainly an ARN. */
function arnInProgram({ kind, resource, arn, arnIsWritten, encrypts }: Need): string {
  if (resource?.type.startsWith("aws:rds/"))
    return `${variableName(resource.name)}.masterUserSecrets[0].secretArn`;
  if (resource) return `${variableName(resource.name)}.arn`;
  if (arnIsWritten && plainArn.test(arn)) return JSON.stringify(arn);
  return encrypts ? "/* ARN of the key, not of its alias */" : `/* ARN of the ${kindLabel({ kind })} */`;
}

function kindLabel({ kind }: Pick<Need, "kind">): string {
  return kind === "object" ? "file" : kind;
}

/** Whole, and of characters that ARNs of these services have: what is not may be the secret itself. */
const plainArn =
  /^arn:aws[\w-]*:(?:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+|secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@!-]+|kms:[\w-]+:\d{12}:key\/[\w-]+|s3:::[\w./-]+)$/;

function declareIt({ name }: Role, { refused }: Unreadable): string {
  const actions = unique(refused.map(({ need }) => need.action)).map((action) => JSON.stringify(action));
  return [
    `Or, if \`${name}\` has the read from where it is made, declare that in a file for \`--policy-pack-config\`:`,
    `    { "ecs-execution-role-reads-secrets": { "externalRoles": [{ "role": "${name}", "actions": [${actions.join(", ")}], "resources": ["arn:aws:…"], "reason": "…" }] } }`,
  ].join("\n");
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
  readonly subject: string;
  readonly labels: readonly string[];
  readonly kind: Exclude<FaultyReference["kind"], "unclear">;
  readonly fault: string;
  readonly cure: string;
}

export function malformedMessage({ subject, labels, kind, fault, cure }: Malformed): string {
  const each = labels.length > 1 ? "each reference" : "the reference";
  const [fails, because] = whatFailsOf[kind];
  return [
    `ECS cannot read ${joined(labels)} of \`${subject}\`: ${each} ${fault}.`,
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

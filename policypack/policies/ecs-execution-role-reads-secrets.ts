/**
 * Rejects a secret that ECS is to fetch for a container and that the execution role cannot read, or whose
 * reference ECS cannot read (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import { externalRoles, externalRolesSchema } from "../access/external-roles";
import { type Role, roleKey } from "../access/roles";
import { takenKey, whyNot } from "../access/taken";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { takersOf } from "../model/takers";
import type { FaultyReference } from "../secrets/fetched-secrets";
import { type Doubtful, type Reading, readingOf, type Taker } from "../secrets/reading-by-execution-role";
import type { Need } from "../secrets/secret-needs";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { bucketTypes, keyType, secretType } from "../stack/types";
import { secretsStoredSecurely } from "../verdicts/best-practices";
import { presumedSchema, type RawConfig } from "../verdicts/config";
import {
  type Finding,
  inOrder,
  type Place,
  type Step,
  type Undetermined,
  type Verdicts,
} from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
import { type Reason, settlement } from "../verdicts/reasons";
import { joined } from "../verdicts/wording";
import {
  malformedMessage,
  type RefusedTo,
  unreadableMessage,
} from "./ecs-execution-role-reads-secrets.message";

const kinds = {
  unreadable: {
    id: "secret-unreadable/<container>/<variable>",
    meaning: "the execution role may not read this secret, or there is no execution role",
    evidence: "reported",
    sources: [
      "https://github.com/aws/copilot-cli/issues/4504",
      "https://github.com/aws/aws-cdk/issues/3529",
      "https://github.com/wingfoil-io/wingfoil/pull/271",
      "https://github.com/fabfuel/ecs-deploy/issues/87",
    ],
  },
  undecryptable: {
    id: "secret-undecryptable/<container>/<variable>",
    meaning: "it may not decrypt it with the customer's key",
    evidence: "reported",
    sources: [
      "https://github.com/aws/aws-cdk/issues/4498",
      "https://github.com/GiamPy5/terraform-aws-directus/issues/10",
    ],
  },
  malformed: {
    id: "secret-malformed/<container>/<variable>",
    meaning: "the reference is none that ECS can read",
    evidence: "reported",
    sources: ["https://github.com/aws/aws-cdk/issues/10519", "https://github.com/aws/aws-cdk/issues/10989"],
  },
  keyMissing: {
    id: "secret-key-missing/<container>/<variable>",
    meaning: "the reference names a JSON key that the secret does not hold",
    evidence: "reported",
    sources: ["https://github.com/aws/containers-roadmap/issues/385"],
  },
  anotherAccount: {
    id: "secret-of-another-account/<container>/<variable>",
    meaning: "a parameter of another account",
    evidence: "reported",
    sources: [
      "https://github.com/awsdocs/amazon-ecs-developer-guide/issues/167",
      "https://github.com/aws/containers-roadmap/issues/2384",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html",
    ],
  },
} as const satisfies Record<string, FindingKind>;

const questions = {
  unclear: {
    id: "secret-unclear/<container>/<variable>",
    meaning: "whether ECS can read this secret",
  },
  unseen: { id: "secrets-unclear", meaning: "which secrets ECS fetches, if any" },
  policyMalformed: {
    id: "policy-malformed",
    meaning: "what the policy of a secret or key says that is no policy document",
  },
} as const satisfies Record<string, QuestionKind>;

const kindOfFault = {
  malformed: kinds.malformed,
  unclear: questions.unclear,
  "another account": kinds.anotherAccount,
  "key missing": kinds.keyMissing,
} as const satisfies Record<FaultyReference["kind"], QuestionKind>;

export const ecsExecutionRoleReadsSecrets: StackRule = {
  name: "ecs-execution-role-reads-secrets",
  displayName: "The execution role reads the secrets of containers",
  description:
    "Every secret that ECS fetches for a container is a reference that ECS can read, with an execution role that may.",
  rejects: "a secret that the execution role cannot read, or whose reference ECS cannot read",
  level: "mandatory",
  severity: "high",
  serves: secretsStoredSecurely,
  tags: ["ecs", "iam", "ssm", "secretsmanager", "kms", "secrets"],
  remediation:
    "Allow the execution role `ssm:GetParameters` or `secretsmanager:GetSecretValue` on the ARN that the message names, and `kms:Decrypt` on a customer key; correct a reference that ECS cannot read. Declare in `externalRoles` what an execution role may do that is made elsewhere.",
  findings: Object.values(kinds),
  questions: Object.values(questions),
  configSchema: { externalRoles: externalRolesSchema, presumed: presumedSchema },
  evaluate,
};

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const { access, secrets } = model;
  const declared = externalRoles(raw);
  const judged = takersOf(model).map((taker) => ({
    taker,
    reading: readingOf(access, secrets, taker, declared),
  }));
  return {
    findings: inOrder([
      ...judged.flatMap(({ taker, reading }) => faultyFindings(taker, reading)),
      ...refusedFindings(model, judged),
    ]),
    undetermined: inOrder([
      ...judged.flatMap(({ taker, reading }) => [
        ...unclearReferences(taker, reading),
        ...doubtfulSecrets(taker, reading),
        ...unseenSecrets(taker, reading),
      ]),
      ...access.resourcePolicies.malformed(secretType, keyType, ...bucketTypes).map(malformedPolicy),
    ]),
  };
}

function faultyFindings({ resource }: Taker, { faulty }: Reading): Finding[] {
  const wrong = faulty.flatMap((one) => (one.kind === "unclear" ? [] : { ...one, kind: one.kind }));
  return groupBy(wrong, ({ kind, fault }) => `${kind} ${fault}`).map((group): Finding => {
    const [{ kind, fault, cure }] = group;
    const idFor = ({ id }: Pick<FaultyReference, "id">) => idOf(kindOfFault[kind], ...id);
    return {
      urn: resource.urn,
      ids: unique(group.map(idFor)),
      certainty: "proven",
      message: (ids) =>
        malformedMessage({ subject: resource, labels: labelsOf(group, idFor, ids), kind, fault, cure }),
    };
  });
}

function unclearReferences({ resource }: Taker, { faulty }: Reading): Undetermined[] {
  const unclear = faulty.filter(({ kind }) => kind === "unclear");
  return groupBy(unclear, ({ fault }) => fault).map((group): Undetermined => {
    const [{ fault, cure }] = group;
    const idFor = ({ id }: FaultyReference) => idOf(questions.unclear, ...id);
    return {
      urn: resource.urn,
      ids: unique(group.map(idFor)),
      reason: (ids) =>
        `Whether ECS can read ${joined(labelsOf(group, idFor, ids))} of ${labelOf(resource)}: the reference ${fault}.`,
      settle: cure,
    };
  });
}

/** One finding for all that one role is refused, on whichever task definitions. */
function refusedFindings(
  { access }: Model,
  judged: readonly { taker: Taker; reading: Reading }[],
): Finding[] {
  const all = judged.flatMap(
    ({ taker: { resource: subject, definition }, reading: { execution, refused } }) => {
      const executionRole = execution.kind === "role" ? execution.role : undefined;
      const taskRole = definition?.taskRole.kind === "role" ? definition.taskRole.role : undefined;
      return refused.map((one): RefusedTo & { kind: FindingKind; executionRole: Role | undefined } => ({
        ...one,
        kind: executionRole && one.need.kind === "key" ? kinds.undecryptable : kinds.unreadable,
        subject,
        executionRole,
        taskRole,
      }));
    },
  );
  type One = (typeof all)[number];
  all.sort(({ subject: one }, { subject: other }) => (one.urn < other.urn ? -1 : 1));
  const idFor = ({ kind, secret }: One) => idOf(kind, ...secret.id);
  const keyOf = ({ kind, subject, executionRole, certainty, permission: { taken } }: One) =>
    // Each task definition without an execution role needs one of its own.
    [kind.id, executionRole ? roleKey(executionRole) : subject.urn, certainty, takenKey(taken)].join(" ");
  return groupBy(all, keyOf).map((group): Finding => {
    const [{ executionRole, certainty }] = group;
    const [place, ...alike] = groupBy(group, ({ subject }) => subject.urn).map(
      (ofSubject): Place => ({
        urn: ofSubject[0].subject.urn,
        ids: unique(ofSubject.map(idFor)),
        formerly: new Map(ofSubject.map((one) => [idFor(one), presumedIds(one)])),
      }),
    ) as [Place, ...Place[]];
    const refusedOn = (left: readonly Place[]) =>
      group.filter((one) => left.some(({ urn, ids }) => urn === one.subject.urn && ids.includes(idFor(one))));
    return {
      ...place,
      alike,
      certainty,
      message: (_, left, code) =>
        unreadableMessage({ access, refused: refusedOn(left), executionRole, certainty }, code),
      why: (left) => whyRefused(refusedOn(left), executionRole),
    };
  });
}

/** From what takes the secret, by way of the secret, to the role that may not read it. */
function whyRefused(refused: readonly RefusedTo[], executionRole: Role | undefined): Step[] {
  return refused.flatMap(({ subject, secret, need, permission }): Step[] => [
    { urn: subject.urn, text: `${secret.label} of ${labelOf(subject)} is fetched with \`${need.action}\`` },
    ...(need.resource ? [{ urn: need.resource.urn, text: `it is \`${need.resource.name}\`` }] : []),
    {
      urn: executionRole?.resource?.urn,
      text: executionRole
        ? whyNot(permission, executionRole, need.action)
        : "there is no execution role to fetch it with",
    },
  ]);
}

/** While only edges tell of a secret of this stack, it goes by its name in the program. */
function presumedIds({ kind, need }: { kind: FindingKind; need: Need }): string[] {
  const { resource } = need.encrypts ?? need;
  return resource ? [idOf(kind, resource.name)] : [];
}

function doubtfulSecrets({ resource }: Taker, { doubtful }: Reading): Undetermined[] {
  const reasonsOf = ({ reasons }: Doubtful) =>
    unique(reasons.map(({ text }) => text))
      .sort()
      .join("; ");
  const idFor = ({ secret }: Doubtful) => idOf(questions.unclear, ...secret.id);
  const labelled = doubtful.map((one) => ({ ...one, label: one.secret.label }));
  return groupBy(labelled, reasonsOf).map((group): Undetermined => {
    const [first] = group;
    return {
      urn: resource.urn,
      ids: unique(group.map(idFor)),
      reason: (ids) =>
        `Whether ECS can read ${joined(labelsOf(group, idFor, ids))} for ${labelOf(resource)}: ${reasonsOf(first)}.`,
      settle: settlement(first.reasons),
    };
  });
}

function unseenSecrets({ resource }: Taker, { unseen }: Reading): Undetermined[] {
  if (unseen.length === 0) return [];
  const texts = unique(unseen.map(({ text }) => text)).sort();
  return [
    {
      urn: resource.urn,
      ids: [idOf(questions.unseen)],
      reason: () => `Which secrets ECS fetches for ${labelOf(resource)}, if any: ${texts.join("; ")}.`,
      settle: settlement(unseen),
    },
  ];
}

function malformedPolicy({
  holder,
  reason,
}: {
  readonly holder: Resource;
  readonly reason: Reason;
}): Undetermined {
  return {
    urn: holder.urn,
    ids: [idOf(questions.policyMalformed)],
    reason: () => `What this policy says of who may read or decrypt: ${reason.text}.`,
    settle: settlement([reason]),
  };
}

function labelsOf<T extends { readonly label: string }>(
  group: readonly T[],
  idFor: (one: T) => string,
  ids: readonly string[],
): string[] {
  return unique(group.filter((one) => ids.includes(idFor(one))).map(({ label }) => label)).sort();
}

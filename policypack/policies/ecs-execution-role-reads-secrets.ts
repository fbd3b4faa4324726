/**
 * Rejects a secret that ECS is to fetch for a container and that the execution role cannot read, or whose
 * reference ECS cannot read (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
import type { Answer } from "../iam/answers";
import { secretsStoredSecurely } from "../verdicts/best-practices";
import { presumedSchema, type RawConfig } from "../verdicts/config";
import { externalRoles, externalRolesSchema } from "../access/external-roles";
import { type FaultyReference, type FetchedSecret, fetchedSecrets } from "../secrets/fetched-secrets";
import {
  about,
  type Finding,
  inOrder,
  joined,
  type Reason,
  settlement,
  type Undetermined,
  type Verdicts,
} from "../verdicts/findings";
import type { Model } from "../model/model";
import { anySecret, fetchSecrets } from "../secrets/parameter-store";
import { type Permission, permission, permissionOf } from "../access/permissions";
import { mayMake, type Need } from "../secrets/reads";
import type { Resource } from "../stack/resources";
import { type RoleReference, sameRole } from "../access/roles";
import type { StackRule } from "../model/rule";
import type { SecretUses } from "../secrets/secret-uses";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { ExternalRole } from "../settings";
import {
  malformedMessage,
  type Refused,
  unreadableMessage,
} from "./ecs-execution-role-reads-secrets.message";

export const ecsExecutionRoleReadsSecrets: StackRule = {
  name: "ecs-execution-role-reads-secrets",
  displayName: "The execution role reads the secrets of containers",
  description:
    "Every secret that ECS fetches for a container is a reference that ECS can read, with an execution role that may.",
  level: "mandatory",
  severity: "high",
  serves: secretsStoredSecurely,
  tags: ["ecs", "iam", "ssm", "secretsmanager", "kms", "secrets"],
  remediation:
    "Allow the execution role `ssm:GetParameters` or `secretsmanager:GetSecretValue` on the ARN that the message names, and `kms:Decrypt` on a customer key; correct a reference that ECS cannot read. Declare in `externalRoles` what an execution role may do that is made elsewhere.",
  configSchema: { externalRoles: externalRolesSchema, presumed: presumedSchema },
  evaluate,
};

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const declared = externalRoles(raw);
  const judged = [
    ...model.taskDefinitions.map((definition) => ({ ...definition, definition })),
    ...model.serviceConnect.services
      .filter(({ leftOut }) => !leftOut)
      .map(({ resource, secrets, taskDefinition }) => ({ resource, secrets, definition: taskDefinition })),
  ].map(({ resource, secrets, definition }) => {
    const judge = new Judge(model, declared, resource, definition);
    judge.judge(secrets);
    return judge;
  });
  return {
    findings: inOrder(judged.flatMap(({ findings }) => findings)),
    undetermined: inOrder([
      ...judged.flatMap(({ undetermined }) => undetermined),
      ...model.resourcePolicies.malformed.map(malformedPolicy),
    ]),
  };
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
    ids: ["policy-malformed"],
    reason: () => `What this policy says of who may read or decrypt: ${reason.text}.`,
    settle: settlement([reason]),
  };
}

/** What a role may do of several calls, and the one that decides. */
interface Decisive {
  readonly need: Need | undefined;
  readonly permission: Permission;
}

/** A secret of which it cannot be told whether it can be read. */
interface Open {
  readonly id: string;
  readonly label: string;
  readonly reasons: readonly Reason[];
}

/** Judges the secrets that one resource names: a task definition, or a service that has one. */
class Judge {
  readonly findings: Finding[] = [];
  readonly undetermined: Undetermined[] = [];
  private readonly execution: RoleReference;

  constructor(
    private readonly model: Model,
    private readonly declared: readonly ExternalRole[],
    private readonly subject: Resource,
    private readonly definition: TaskDefinition | undefined,
  ) {
    this.execution = definition?.executionRole ?? {
      kind: "undetermined",
      reason: noDefinition,
      candidates: undefined,
    };
  }

  judge(secrets: SecretUses): void {
    const { fetched, faulty } = fetchedSecrets(this.model, this.subject, secrets, this.definition);
    this.reportFaulty(faulty);
    const answered = fetched.map((secret) => ({ secret, ...this.ask(secret) }));
    const readsSome = answered.some(({ permission: { answer } }) => answer === "yes");
    const refused: Refused[] = [];
    const open: Open[] = [];
    for (const { secret, need, permission: found } of answered) {
      const reasons = this.reasonsToDoubt(secret, found, readsSome);
      if (reasons.length > 0) open.push({ ...secret, reasons });
      else if (found.answer === "no" && need) {
        refused.push({ secret, need, permission: found, byTaskRole: this.byTaskRole([need]) });
      }
    }
    this.reportRefused(refused);
    this.leaveOpen(open);
    this.leaveUnread(secrets, fetched.length > 0);
  }

  /** Whether the execution role may make all calls that a secret needs, and the one that decides. */
  private ask({ needs, label }: FetchedSecret): Decisive {
    if (needs.length > 0) return this.decisive(this.execution, "the execution role", needs);
    const text = `what ${label} is taken from is not known before the update`;
    return { need: undefined, permission: permission("cannot tell", { reasons: [{ cause: "new", text }] }) };
  }

  /** Of the calls, the first that a role may not make, else the first of which that cannot be told. */
  private decisive(role: RoleReference, label: string, needs: readonly Need[]): Decisive {
    const answers = needs.map((need) => ({ need, permission: this.mayMake(role, label, need) }));
    const first = (answer: Answer) => answers.find(({ permission }) => permission.answer === answer);
    const yes = { need: undefined, permission: permission("yes") };
    return first("no") ?? first("cannot tell") ?? first("yes") ?? yes;
  }

  private mayMake(role: RoleReference, label: string, need: Need): Permission {
    switch (role.kind) {
      case "none":
        return permission("no");
      case "undetermined":
        return permission("cannot tell", { reasons: [about(label, role.reason)] });
      case "role":
        return mayMake(this.model, role.role, need, this.declared);
    }
  }

  /** Why it cannot be told whether ECS reads a secret; nothing where it can. */
  private reasonsToDoubt(
    secret: FetchedSecret,
    { answer, reasons }: Permission,
    readsSome: boolean,
  ): readonly Reason[] {
    if (answer === "cannot tell") return reasons;
    if (answer === "yes") return secret.inOtherRegion ? [otherRegion(secret)] : [];
    if (secret.known !== "by some edge") return [];
    if (secret.weak)
      return [
        { cause: "new", text: `the containers may take something else from ${secret.label} than its ARN` },
      ];
    const byTaskRole = this.byTaskRole(secret.needs);
    if (byTaskRole?.answer === "cannot tell") return byTaskRole.reasons;
    const mayBeTheApplications =
      byTaskRole?.answer === "yes" && (readsSome || this.execution.kind === "none");
    return mayBeTheApplications
      ? [{ cause: "new", text: `the task role reads ${secret.label}, and the application may do so itself` }]
      : [];
  }

  /** What the task role may do; undefined where there is no other role to ask. */
  private byTaskRole(needs: readonly Need[]): Permission | undefined {
    const role = this.definition?.taskRole ?? { kind: "none" };
    if (role.kind === "none" || sameRole(role, this.execution)) return undefined;
    return this.decisive(role, "the task role", needs).permission;
  }

  private reportFaulty(faulty: readonly FaultyReference[]): void {
    for (const group of groupBy(faulty, ({ kind, fault }) => `${kind} ${fault}`)) {
      const [{ kind, fault, cure }] = group;
      const idOf = ({ id }: FaultyReference) => `${faultIds[kind]}/${id}`;
      const ids = unique(group.map(idOf));
      const labels = (left: readonly string[]) => labelsOf(group, idOf, left);
      const { name, urn } = this.subject;
      if (kind === "unclear") {
        const reason = (left: readonly string[]) =>
          `Whether ECS can read ${joined(labels(left))} of \`${name}\`: the reference ${fault}.`;
        this.undetermined.push({ urn, ids, reason, settle: cure });
      } else {
        const message = (left: readonly string[]) =>
          malformedMessage({ subject: name, labels: labels(left), kind, fault, cure });
        this.findings.push({ urn, ids, certainty: "proven", message });
      }
    }
  }

  private reportRefused(refused: readonly Refused[]): void {
    const role = this.execution.kind === "role" ? this.execution.role : undefined;
    const idOf = ({ secret, need }: Refused) =>
      `${role && need.kind === "key" ? "secret-undecryptable" : "secret-unreadable"}/${secret.id}`;
    const certaintyOf = (one: Refused) => (this.isPresumed(one) ? "presumed" : "proven");
    const keyOf = (one: Refused) =>
      `${idOf(one).split("/")[0]} ${certaintyOf(one)} ${one.permission.taken?.kind}`;
    for (const group of groupBy(refused, keyOf)) {
      const certainty = certaintyOf(group[0]);
      this.findings.push({
        urn: this.subject.urn,
        ids: unique(group.map(idOf)),
        certainty,
        message: (ids) =>
          unreadableMessage({
            model: this.model,
            subject: this.subject,
            refused: group.filter((one) => ids.includes(idOf(one))),
            executionRole: role,
            taskRole: this.definition?.taskRole.kind === "role" ? this.definition.taskRole.role : undefined,
            certainty,
          }),
      });
    }
  }

  /** Whether a refusal rests on edges, or on ARNs that AWS has not given yet. */
  private isPresumed({ secret, need }: Refused): boolean {
    return (
      secret.known !== "by name" ||
      !need.arnIsKnown ||
      (this.execution.kind === "role" && this.execution.certainty === "presumed")
    );
  }

  private leaveOpen(open: readonly Open[]): void {
    const { name, urn } = this.subject;
    const reasonsOf = ({ reasons }: Open) =>
      unique(reasons.map(({ text }) => text))
        .sort()
        .join("; ");
    const idOf = ({ id }: Open) => `secret-unclear/${id}`;
    for (const group of groupBy(open, reasonsOf)) {
      this.undetermined.push({
        urn,
        ids: unique(group.map(idOf)),
        reason: (ids) =>
          `Whether ECS can read ${joined(labelsOf(group, idOf, ids))} for \`${name}\`: ${reasonsOf(group[0])}.`,
        settle: settlement(group[0].reasons),
      });
    }
  }

  /** What is left out because it could not be read: parts of another form, properties that are not known. */
  private leaveUnread({ faults, open }: SecretUses, hasSecrets: boolean): void {
    const reasons: Reason[] = [...faults];
    const readsNone = open.length > 0 ? this.readsNone() : undefined;
    for (const { property, source } of open) {
      const what = `\`${property}\` of \`${this.subject.name}\` is not known before the update`;
      if (source.kind === "elsewhere")
        reasons.push({ cause: "lost containers", text: `${what}, and nothing tells what it depends on` });
      else if (!hasSecrets && readsNone !== undefined)
        reasons.push({ cause: "unknown containers", text: `${what}, and ${readsNone}` });
    }
    if (reasons.length === 0) return;
    const texts = unique(reasons.map(({ text }) => text)).sort();
    this.undetermined.push({
      urn: this.subject.urn,
      ids: ["secrets-unclear"],
      reason: () => `Which secrets ECS fetches for \`${this.subject.name}\`, if any: ${texts.join("; ")}.`,
      settle: settlement(reasons),
    });
  }

  /** Why secrets that are not seen could not be read; undefined where they could, or AWS itself would say so. */
  private readsNone(): string | undefined {
    const { execution } = this;
    // AWS registers no task definition that takes secrets without an execution role, and tells why.
    if (execution.kind === "none") return undefined;
    if (execution.kind === "undetermined") return `the execution role ${execution.reason.text}`;
    const { role } = execution;
    const readsAny = [fetchSecrets, anySecret].some(
      (question) => permissionOf(this.model, role, question, this.declared).answer !== "no",
    );
    return readsAny ? undefined : `execution role \`${role.name}\` may read none`;
  }
}

const noDefinition: Reason = { cause: "elsewhere", text: "is that of a task definition outside this stack" };

const faultIds: Readonly<Record<FaultyReference["kind"], string>> = {
  malformed: "secret-malformed",
  unclear: "secret-unclear",
  "another account": "secret-of-another-account",
};

function otherRegion({ label }: FetchedSecret): Reason {
  const text = `${label} is in another Region than the task, and AWS does not say whether ECS reads it there`;
  return { cause: "other Region", text };
}

function labelsOf<T extends { readonly label: string }>(
  group: readonly T[],
  idOf: (one: T) => string,
  ids: readonly string[],
): string[] {
  return unique(group.filter((one) => ids.includes(idOf(one))).map(({ label }) => label)).sort();
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

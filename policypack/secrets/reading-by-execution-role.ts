/** Whether ECS can read what a task takes, with the execution role that the task has. */

import type { Access } from "../access/access";
import { type Permission, permission } from "../access/permissions";
import { type RoleReference, sameRole } from "../access/roles";
import { propertyName } from "../code/words";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { Answer } from "../iam/answers";
import type { Resource } from "../stack/resources";
import type { ExternalRole } from "../verdicts/config-entries";
import { about, type Reason } from "../verdicts/reasons";
import { type FaultyReference, type FetchedSecret, fetchedSecrets } from "./fetched-secrets";
import { mayMake, type Need } from "./secret-needs";
import type { SecretUses } from "./secret-uses";
import type { Secrets } from "./secrets";

/** What names secrets: a task definition, or a service with the one that it runs. */
export interface Taker {
  readonly resource: Resource;
  readonly uses: SecretUses;
  /** Undefined where it is made elsewhere. */
  readonly definition: TaskDefinition | undefined;
}

/** A secret that the execution role cannot read, and the call that is refused. */
export interface Refused {
  readonly secret: FetchedSecret;
  readonly need: Need;
  readonly permission: Permission;
  /** What the task role may do of it; undefined where there is no other role. */
  readonly byTaskRole: Permission | undefined;
  /** Presumed where it rests on edges, or on ARNs that AWS has not given yet. */
  readonly certainty: "proven" | "presumed";
}

/** A secret of which it cannot be told whether it can be read. */
export interface Doubtful {
  readonly secret: FetchedSecret;
  readonly reasons: readonly Reason[];
}

export interface Reading {
  readonly execution: RoleReference;
  /** References that ECS cannot read, whatever the role may do. */
  readonly faulty: readonly FaultyReference[];
  readonly refused: readonly Refused[];
  readonly doubtful: readonly Doubtful[];
  /** Why there may be secrets that are not seen. */
  readonly unseen: readonly Reason[];
}

/** Asks for each secret of a task definition or service whether the execution role may read it. */
export function readingOf(
  access: Access,
  secrets: Secrets,
  taker: Taker,
  declared: readonly ExternalRole[],
): Reading {
  return new Reader(access, declared, taker).read(secrets);
}

/** What a role may do of several calls, and the one that decides. */
export interface Decisive {
  readonly need: Need | undefined;
  readonly permission: Permission;
}

/** What both roles of a task may do of one secret. */
export interface Answers {
  readonly secret: FetchedSecret;
  readonly execution: Decisive;
  /** Undefined where there is no other role to ask. */
  readonly task: Decisive | undefined;
}

/** What the roles of a task may do of each of its secrets whose references ECS can read. */
export function answersOn(
  access: Access,
  secrets: Secrets,
  taker: Taker,
  declared: readonly ExternalRole[],
): Answers[] {
  return new Reader(access, declared, taker).answers(secrets);
}

class Reader {
  private readonly execution: RoleReference;

  constructor(
    private readonly access: Access,
    private readonly declared: readonly ExternalRole[],
    private readonly taker: Taker,
  ) {
    this.execution = taker.definition?.executionRole ?? {
      kind: "undetermined",
      reason: noDefinition,
      candidates: undefined,
    };
  }

  answers(secrets: Secrets): Answers[] {
    const { resource, uses, definition } = this.taker;
    return fetchedSecrets(secrets, resource, uses, definition).fetched.map((secret) => ({
      secret,
      execution: this.ask(secret),
      task: this.askTaskRole(secret.needs),
    }));
  }

  read(secrets: Secrets): Reading {
    const { resource, uses, definition } = this.taker;
    const { fetched, faulty } = fetchedSecrets(secrets, resource, uses, definition);
    const answered = fetched.map((secret) => ({ secret, ...this.ask(secret) }));
    const refused: Refused[] = [];
    const doubtful: Doubtful[] = [];
    for (const { secret, need, permission: found } of answered) {
      const reasons = this.reasonsToDoubt(secret, found);
      if (reasons.length > 0) doubtful.push({ secret, reasons });
      else if (found.answer === "no" && need) {
        const certainty = this.isPresumed(secret, need) ? "presumed" : "proven";
        refused.push({ secret, need, permission: found, byTaskRole: this.byTaskRole([need]), certainty });
      }
    }
    return { execution: this.execution, faulty, refused, doubtful, unseen: this.unseen() };
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
        return mayMake(this.access, role.role, need, this.declared);
    }
  }

  /** Why it cannot be told whether ECS reads a secret; nothing where it can. */
  private reasonsToDoubt(secret: FetchedSecret, { answer, reasons }: Permission): readonly Reason[] {
    if (answer === "cannot tell") return reasons;
    if (answer === "yes") return secret.inOtherRegion ? [otherRegion(secret)] : [];
    if (secret.known !== "by some edge") return [];
    if (secret.weak)
      return [
        {
          cause: "read by the application",
          text: `the containers may take something else from ${secret.label} than its ARN`,
        },
      ];
    // An application that fetches its secret itself looks exactly like a grant on the wrong role.
    const byTaskRole = this.byTaskRole(secret.needs);
    if (byTaskRole?.answer === "cannot tell") return byTaskRole.reasons;
    return byTaskRole?.answer === "yes"
      ? [
          {
            cause: "read by the application",
            text: `the task role reads ${secret.label}, and the application may do so itself`,
          },
        ]
      : [];
  }

  /** What the task role may do; undefined where there is no other role to ask. */
  private byTaskRole(needs: readonly Need[]): Permission | undefined {
    return this.askTaskRole(needs)?.permission;
  }

  private askTaskRole(needs: readonly Need[]): Decisive | undefined {
    const role = this.taker.definition?.taskRole ?? { kind: "none" };
    if (role.kind === "none" || sameRole(role, this.execution)) return undefined;
    return this.decisive(role, "the task role", needs);
  }

  private isPresumed({ known }: FetchedSecret, { arnIsKnown }: Need): boolean {
    const { execution } = this;
    return (
      known !== "by name" || !arnIsKnown || (execution.kind === "role" && execution.certainty === "presumed")
    );
  }

  /** What is left out because it could not be read: parts of another form, properties that have lost their edges. */
  private unseen(): Reason[] {
    const { uses, resource } = this.taker;
    const lost = uses.open.filter(({ source }) => source.kind === "elsewhere");
    return [
      ...uses.faults,
      ...lost.map(
        ({ property }): Reason => ({
          cause: "lost containers",
          text: `\`${propertyName(property)}\` of \`${resource.name}\` is not known before the update, and nothing tells what it depends on`,
        }),
      ),
    ];
  }
}

const noDefinition: Reason = {
  cause: "tasks elsewhere",
  text: "is that of a task definition outside this stack",
};

function otherRegion({ label }: FetchedSecret): Reason {
  const text = `${label} is in another Region than the task, and AWS does not say whether ECS reads it there`;
  return { cause: "other Region", text };
}

/** Which roles may read which secrets of which tasks, as it is shown. */

import { statementLabel } from "../access/documents";
import type { Permission } from "../access/permissions";
import type { RoleReference } from "../access/roles";
import { whyNot } from "../access/taken";
import { printerFor } from "../code/languages";
import { inWords } from "../code/words";
import type { Answer } from "../iam/answers";
import type { Model } from "../model/model";
import { takersOf } from "../model/takers";
import { answersOn, type Decisive, type Taker } from "../secrets/reading-by-execution-role";
import type { ExternalRole } from "../verdicts/config-entries";
import { unique } from "../verdicts/groups";

/** What takes secrets: a task definition, or a service whose proxy does. */
export interface PicturedTask {
  readonly urn: string;
  readonly name: string;
  readonly secrets: readonly PicturedSecret[];
}

export interface PicturedSecret {
  /** Container and variable, in backquotes. */
  readonly label: string;
  readonly roles: readonly PicturedAnswer[];
}

export interface PicturedAnswer {
  readonly role: "execution" | "task";
  /** Its name; undefined where there is none, or where it cannot be told. */
  readonly name: string | undefined;
  readonly mayRead: Answer;
  /** The statement or whatever else decides, as a sentence without its end. */
  readonly decidedBy: string;
}

/** The tasks that take secrets, by their URNs. */
export function secretsOfTasks(model: Model, declared: readonly ExternalRole[]): PicturedTask[] {
  return takersOf(model)
    .map((taker) => ({
      urn: taker.resource.urn,
      name: taker.resource.name,
      secrets: answersOn(model.access, model.secrets, taker, declared).map(
        ({ secret: { label }, execution, task }): PicturedSecret => ({
          label,
          roles: [
            answerOf("execution", executionRoleOf(taker), execution),
            ...(task ? [answerOf("task", taker.definition?.taskRole, task)] : []),
          ],
        }),
      ),
    }))
    .filter(({ secrets }) => secrets.length > 0)
    .sort((one, other) => (one.urn < other.urn ? -1 : 1));
}

function executionRoleOf({ definition }: Taker): RoleReference | undefined {
  return definition?.executionRole;
}

function answerOf(
  role: PicturedAnswer["role"],
  reference: RoleReference | undefined,
  { need, permission }: Decisive,
): PicturedAnswer {
  return {
    role,
    name: reference?.kind === "role" ? reference.role.label : undefined,
    mayRead: permission.answer,
    // What is drawn is told in no language of a program: names are those of the provider.
    decidedBy: inWords(whatDecides(reference, need?.action ?? "", permission), printerFor("typescript")),
  };
}

function whatDecides(reference: RoleReference | undefined, action: string, permission: Permission): string {
  switch (permission.answer) {
    case "yes":
      return permission.by
        ? `${statementLabel(permission.by)} allows \`${action}\``
        : `a policy of what is read allows \`${action}\``;
    case "no":
      return reference?.kind === "role"
        ? whyNot(permission, reference.role, action)
        : "there is no such role";
    case "cannot tell":
      return unique(permission.reasons.map(({ text }) => text)).join("; ");
  }
}

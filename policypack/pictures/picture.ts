/** What of a stack is drawn beside its findings; made of plain values, of which none is that of a property. */
import type { Model } from "../model/model";
import type { ExternalRole } from "../verdicts/config-entries";
import { type PicturedTask, secretsOfTasks } from "./secrets";
import { type PicturedService, waves } from "./waves";

export interface Picture {
  readonly services: readonly PicturedService[];
  readonly tasks: readonly PicturedTask[];
}

/** @param declared what configuration tells of roles made elsewhere */
export function pictureOf(model: Model, declared: readonly ExternalRole[]): Picture {
  return { services: waves(model), tasks: secretsOfTasks(model, declared) };
}

/**
 * What the pack writes down for `ecs-guardrails preview` while the engine asks it: one JSON value a line, in a file for
 * each process, in the folder that an environment variable names.
 */
import type { Picture } from "../pictures/picture";
import type { WrittenReport } from "./written";

/** The environment variable. */
export const recordFolder = "ECS_GUARDRAILS_RECORDS";

/** The same for the folder in which the CLI works, which the pack cannot see on every system. */
export const projectFolder = "ECS_GUARDRAILS_PROJECT_FOLDER";

export type RecordedLine =
  | { readonly kind: "stack"; readonly urn: string; readonly resources: number; readonly partial: boolean }
  /** The last one counts. */
  | { readonly kind: "picture"; readonly picture: Picture }
  | { readonly kind: "told"; readonly reports: readonly WrittenReport[]; readonly notes: readonly string[] };

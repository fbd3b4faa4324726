/**
 * What the pack writes down for `ecs-guardrails preview` while the engine asks it: one JSON value a line, in a file for
 * each process, in the folder that an environment variable names.
 */
import type { Picture } from "../pictures/picture";
import type { WrittenReport } from "./written";

/** The environment variable. */
export const recordFolder = "ECS_GUARDRAILS_RECORDS";

export type RecordedLine =
  | { readonly kind: "stack"; readonly urn: string; readonly resources: number; readonly partial: boolean }
  /** The last one counts. */
  | { readonly kind: "picture"; readonly picture: Picture }
  | { readonly kind: "told"; readonly reports: readonly WrittenReport[]; readonly notes: readonly string[] };

/** The form of a policy of this pack. */
import type { ConfigSchema, RawConfig } from "./config";
import type { Verdicts } from "./findings";
import type { Model } from "./model";

/** A policy about the stack as a whole: its metadata and its pure evaluation. */
export interface StackRule {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly configSchema: ConfigSchema;
  /** Judges the model. Reports nothing itself, throws nothing, reads no clock. */
  evaluate(model: Model, config: RawConfig): Verdicts;
}

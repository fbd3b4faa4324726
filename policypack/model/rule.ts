/** The form of a policy of this pack. */
import type { Resource } from "../stack/resources";
import type { BestPractice } from "../verdicts/best-practices";
import type { ConfigSchema, RawConfig } from "../verdicts/config";
import type { Finding, Verdicts } from "../verdicts/findings";
import type { FindingKind, QuestionKind } from "../verdicts/kinds";
import type { Model } from "./model";

/** What the CLI and Pulumi Cloud show of a policy. */
export interface RuleMetadata {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** What it rejects, or advises against, as it stands in lists of policies. */
  readonly rejects: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly serves: BestPractice;
  readonly tags: readonly string[];
  /** What to do about a finding, whichever it is: each message tells more of its own resources. */
  readonly remediation: string;
  readonly findings: readonly FindingKind[];
  readonly questions: readonly QuestionKind[];
}

/** A policy about each resource of some types by itself: it costs next to nothing. */
export interface ResourceRule extends RuleMetadata {
  readonly types: readonly string[];
  /** Judges one resource, of which it sees the inputs. Throws nothing, reads no clock. */
  judge(resource: Resource): readonly Finding[];
}

/** A policy about the stack as a whole: its metadata and its pure evaluation. */
export interface StackRule extends RuleMetadata {
  readonly configSchema: ConfigSchema;
  /** Judges the model. Reports nothing itself, throws nothing, reads no clock. */
  evaluate(model: Model, config: RawConfig): Verdicts;
}

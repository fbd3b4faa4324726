/** The kinds of findings and questions that policies have, each with a stable id. */
import { idPart } from "./wording";

/**
 * How it is known that something fails: `reported`, AWS's own error was seen, in public reports or by somebody who
 * tried it; `documented`, AWS says so, and nobody was seen to meet it.
 */
export type Evidence = "reported" | "documented";

/** A kind of open questions, for the table on the policy's page. */
export interface QuestionKind {
  /** With names in angle brackets for the parts that each one fills in: `secret-unclear/<container>/<variable>`. */
  readonly id: string;
  /** What cannot be told, as a sentence without its end. */
  readonly meaning: string;
}

/** A kind of findings; what is wrong stands in `meaning`. */
export interface FindingKind extends QuestionKind {
  readonly evidence: Evidence;
  /** Addresses of reports with AWS's error, or of what AWS says. */
  readonly sources: readonly string[];
}

/** A kind of which AWS's own error was seen. */
export function reported(id: string, meaning: string, ...sources: string[]): FindingKind {
  return { id, meaning, evidence: "reported", sources };
}

/** A kind that AWS documents, and of which no error of AWS was seen. */
export function documented(id: string, meaning: string, ...sources: string[]): FindingKind {
  return { id, meaning, evidence: "documented", sources };
}

/** A rule of somebody who has had the refusal from AWS itself. */
export function preflight(rule: string): string {
  return `https://github.com/badmintoncryer/cdk-preflight/blob/main/rules/ecs/${rule}/rule.rego`;
}

/** The id of one finding or question of a kind. */
export function idOf({ id }: QuestionKind, ...parts: readonly (string | number)[]): string {
  const [stem = ""] = id.split("/");
  return [stem, ...parts.map((part) => idPart(`${part}`))].join("/");
}

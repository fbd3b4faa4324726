/**
 * What a scan or a preview found: what every form of output is made of, and what `--json` writes as it is.
 * `report.schema.json` describes it for others; `version` is raised when something they may rely on changes.
 */

/** How sure a finding is: proven by known values, presumed from edges, or not to be told at all. */
export type Certainty = "proven" | "presumed" | "undetermined";

export interface Report {
  readonly version: 1;
  readonly tool: {
    readonly name: "ecs-guardrails";
    readonly version: string;
  };
  readonly command: "scan" | "preview";
  /** When it was made, in ISO 8601, UTC. */
  readonly time: string;
  /** All policies, in the order in which they run. */
  readonly policies: readonly Policy[];
  /** Those that could be judged, in the order of their sources. */
  readonly stacks: readonly Stack[];
  /** Those that could not. */
  readonly failures: readonly Failure[];
  /** Exemptions of the configuration that covered nothing in any of the stacks; only where they were asked for. */
  readonly unusedExemptions?: readonly UnusedExemption[];
}

export interface Policy {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** Its level in this run. */
  readonly level: "mandatory" | "advisory" | "disabled";
  readonly severity: "low" | "medium" | "high" | "critical";
  /** What to do about a finding, in general; Markdown. */
  readonly remediation: string;
  readonly tags: readonly string[];
  /** Address of its page. */
  readonly url: string;
}

export interface Stack {
  /** What was judged: the name of a stack, or the path of a file. */
  readonly source: string;
  readonly project: string;
  readonly stack: string;
  /** The project's file (`Pulumi.yaml`) relative to the root of its repository; only where it is known. */
  readonly projectFile?: string;
  readonly resources: number;
  /** Whether the operation left out a part of the program (`--target`). */
  readonly partial: boolean;
  readonly findings: readonly Finding[];
  /** What the pack printed beside its findings. */
  readonly notes: readonly string[];
  readonly picture: Picture;
}

export interface Finding {
  /** The policy whose answer it is. */
  readonly policy: string;
  /** The policy that reports it: `ecs-guardrails-undetermined` lists the questions and advice of the others. */
  readonly reportedBy: string;
  /** The level of the policy that reports it. */
  readonly level: "mandatory" | "advisory";
  /** `mistake`: one of the configuration, not of the stack. */
  readonly kind: "finding" | "advice" | "question" | "mistake";
  readonly certainty: Certainty;
  /** What is found where; the first is where it is reported. */
  readonly places: readonly [Place, ...Place[]];
  /**
   * For people: what fails, why, what to change; names in backquotes, indented lines are code. The first line stands
   * alone. Holds no values of properties.
   */
  readonly message: string;
  /** From cause to failure; may be empty. */
  readonly why: readonly Step[];
  /** Set where configuration accepts it. */
  readonly exemption?: Exemption;
}

export interface Place {
  /** URN of a resource. */
  readonly urn: string;
  /** Ids, of characters `[a-z0-9./_-]`, which exemptions name. */
  readonly ids: readonly string[];
}

export interface Step {
  /** What it is about; absent where that is no resource of the stack. */
  readonly urn?: string;
  /** A sentence without its end, names in backquotes. */
  readonly text: string;
  /** Whether the resource of the finding ought to wait for this one, and does not. */
  readonly unawaited?: true;
}

export interface Exemption {
  readonly reason: string;
  /** The last day on which it holds, as YYYY-MM-DD. */
  readonly expires?: string;
}

export interface Failure {
  /** The name of a stack, or the path of a file. */
  readonly source: string;
  /** What is wrong, and what to do, as sentences. */
  readonly reason: string;
}

export interface UnusedExemption extends Exemption {
  readonly policy: string;
  readonly resource: string;
  readonly project?: string;
  readonly stack?: string;
  readonly finding?: string;
}

/** What of a stack is drawn. */
export interface Picture {
  /** In waves: those of one wave wait only for those of earlier ones. */
  readonly services: readonly Service[];
  readonly tasks: readonly Task[];
}

export interface Service {
  readonly urn: string;
  readonly name: string;
  /** Its part in Service Connect; `none` where it has none. */
  readonly part: "client-only" | "client-server" | "unclear" | "none";
  /** From 0. */
  readonly wave: number;
  /** URNs of the services that it waits for itself, not by way of another one. */
  readonly waitsFor: readonly string[];
}

/** What takes secrets: a task definition, or a service whose proxy does. */
export interface Task {
  readonly urn: string;
  readonly name: string;
  readonly secrets: readonly Secret[];
}

export interface Secret {
  /** Container and variable, or where else it is named. */
  readonly label: string;
  /** What the roles may do; a task role is left out where there is no other one than the execution role. */
  readonly roles: readonly RoleAnswer[];
}

export interface RoleAnswer {
  readonly role: "execution" | "task";
  /** Its name; absent where there is none, or where it cannot be told. */
  readonly name?: string;
  readonly mayRead: "yes" | "no" | "cannot tell";
  /** The statement or whatever else decides, as a sentence without its end, names in backquotes. */
  readonly decidedBy: string;
}

/** Whether a finding has a preview or scan fail. */
export function rejects({ level, exemption }: Finding): boolean {
  return level === "mandatory" && exemption === undefined;
}

/** How findings are told apart wherever people see them, the most urgent first. */
export const standings = ["rejected", "presumed", "advised", "undetermined", "exempted"] as const;

export type Standing = (typeof standings)[number];

export function standingOf({ kind, certainty, level, exemption }: Finding): Standing {
  if (exemption !== undefined) return "exempted";
  if (kind === "question") return "undetermined";
  if (kind === "advice") return "advised";
  if (certainty === "presumed") return "presumed";
  return level === "mandatory" ? "rejected" : "advised";
}

/** The logical name in a URN, `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold `::`. */
export function nameIn(urn: string): string {
  return /^urn:pulumi:.*?::.*?::.*?::(.*)$/s.exec(urn)?.[1] ?? urn;
}

/** The type in a URN, without those of its parents. */
export function typeIn(urn: string): string {
  const types = /^urn:pulumi:.*?::.*?::(.*?)::/s.exec(urn)?.[1] ?? "";
  return types.split("$").at(-1) ?? "";
}

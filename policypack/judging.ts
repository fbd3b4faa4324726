/**
 * Judges stacks without an engine: for the command `ecs-guardrails`, which is released together with this package.
 * Nobody else may rely on it.
 */
import { languageInFolder } from "./adapter/project";
import { configured, type Level, type RawSettings } from "./judging/configured";
import { type Clock, type Judges, judges, looksAt } from "./judging/judges";
import { pageOf } from "./judging/pages";
import type { Run } from "./judging/run";
import type { SeenProperties, SeenResource } from "./judging/seen";
import { type WrittenReport, written } from "./judging/written";
import type { RuleMetadata } from "./model/rule";
import { type Picture, pictureOf } from "./pictures/picture";
import { ecsExecutionRoleReadsSecrets } from "./policies/ecs-execution-role-reads-secrets";
import { resourceRules, rules } from "./rules";
import type { ConfigSchema } from "./verdicts/config";
import type { Exemption } from "./verdicts/config-entries";

export type { Level, RawSettings } from "./judging/configured";
export { isPlainObject, settingsMistakes, unknownPolicies } from "./judging/configured";
export { projectFolder, type RecordedLine, recordFolder } from "./judging/records";
export type { SeenProperties, SeenResource } from "./judging/seen";
export { Container, putTogether, unknowns } from "./judging/values";
export type { WrittenReport } from "./judging/written";
export type { Picture } from "./pictures/picture";
export { isObject, type Properties, type Property, UNKNOWN } from "./stack/properties";
export { isDate } from "./verdicts/config";
export type { Exemption } from "./verdicts/config-entries";

/** A resource of a state: what the program said of it, and what AWS made of that. */
export interface StateResource extends SeenResource {
  readonly inputs: SeenProperties;
}

export interface SettledPolicy {
  readonly rule: RuleMetadata;
  readonly level: Level;
  readonly schema: ConfigSchema;
  /** Address of its page. */
  readonly url: string;
}

export interface JudgedStack {
  /** URN of the stack's own resource; empty where the state has none. */
  readonly urn: string;
  readonly partial: boolean;
  readonly reports: readonly (WrittenReport & { readonly level: "mandatory" | "advisory" })[];
  /** What the pack would print. */
  readonly notes: readonly string[];
  readonly picture: Picture;
  /** By policy: entries of its exemptions that have covered something. */
  readonly covering: ReadonlyMap<string, readonly Exemption[]>;
}

/** Whether any policy looks at the properties of a type. */
export function isLookedAt(type: string): boolean {
  return looksAt(resourceRules, type);
}

/** The policies with the levels that settings give them, in the order in which they run. */
export function settledPolicies(settings: RawSettings): SettledPolicy[] {
  return allOf(judges(rules, resourceRules)).map((judge) => ({
    rule: judge.rule,
    level: configured(judge, settings).level,
    schema: judge.schema,
    url: pageOf(judge.rule.name),
  }));
}

function allOf({ ofResources, ofStacks }: Judges) {
  return [...ofResources, ...ofStacks];
}

/**
 * Judges a state as `pulumi policy analyze` has it judged.
 * @param resources those that are not about to be deleted, in the order of the state
 * @param settings without mistakes
 * @param folder where the project may be, of which its language is guessed; the current one if none is given
 */
export function judgeState(
  resources: readonly StateResource[],
  settings: RawSettings,
  clock?: Clock,
  folder = process.cwd(),
): JudgedStack {
  const { ofResources, ofStacks } = judges(rules, resourceRules, clock, languageInFolder(folder));
  const reports: JudgedStack["reports"][number][] = [];
  const notes: string[] = [];
  const covering = new Map<string, readonly Exemption[]>();
  let run: Run | undefined;

  for (const judge of ofResources) {
    const { level, options } = configured(judge, settings);
    if (level === "disabled") continue;
    for (const { urn, type, name, inputs } of resources) {
      const told = judge.judge({ urn, type, name, inputs: () => inputs }, () => options);
      reports.push(...written(judge.rule.name, told).map((report) => ({ ...report, level })));
    }
  }
  for (const judge of ofStacks) {
    const { level, options } = configured(judge, settings);
    if (level === "disabled") continue;
    const told = judge.judge(() => resources, options);
    reports.push(...written(judge.rule.name, told).map((report) => ({ ...report, level })));
    notes.push(...told.notes);
    covering.set(judge.rule.name, told.exemptions.covering());
    run = told.run;
  }
  for (const [policy, exemptions] of run?.exemptOfResources ?? [])
    covering.set(policy, exemptions.covering());
  return {
    urn: run?.model.stack ?? "",
    partial: run?.model.partial ?? false,
    reports,
    notes,
    picture: run
      ? pictureOf(run.model, run.declarations.get(ecsExecutionRoleReadsSecrets.name) ?? [])
      : { services: [], tasks: [] },
    covering,
  };
}

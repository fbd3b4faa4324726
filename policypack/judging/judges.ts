/** Has the policies judge a stack: what they are shown, their configuration, exemptions, and what they then tell. */
import { differences, externalRoles, policiesAboutSecrets } from "../access/external-roles";
import type { Model } from "../model/model";
import type { ResourceRule, RuleMetadata, StackRule } from "../model/rule";
import { ecsGuardrailsUndetermined, unexamined } from "../policies/ecs-guardrails-undetermined";
import { ecsOutputsAreNotText, isJudged, outputsInText } from "../policies/ecs-outputs-are-not-text";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { type ConfigSchema, configMistakes, type RawConfig } from "../verdicts/config";
import type { ExternalRole } from "../verdicts/config-entries";
import { Exemptions, exemptionsSchema } from "../verdicts/exemptions";
import type { Finding } from "../verdicts/findings";
import { idPart } from "../verdicts/wording";
import { LanguageOfMessages, type LanguageOfProject, languageSchema } from "./language";
import { neededInputs, neededOutputs } from "./needed";
import { type Run, Runs, stackType } from "./run";
import type { SeenProperties, SeenResource } from "./seen";
import {
  type Coding,
  findingReports,
  listedFinding,
  listedQuestions,
  mistakeReport,
  type Report,
  type Told,
} from "./told";

/** Tells the time; tests have one of their own. */
export type Clock = () => Date;

/** A policy with what its configuration may hold. */
interface Judge {
  readonly rule: RuleMetadata;
  readonly schema: ConfigSchema;
}

/** A policy that is asked about each resource by itself, before the others. */
export interface ResourceJudge extends Judge {
  judge(subject: Subject, config: () => RawConfig): Told;
}

/** A policy that is asked about a stack as a whole. */
export interface StackJudge extends Judge {
  /** @param resources all of the stack; read by the first policy that is asked */
  judge(resources: () => readonly SeenResource[], config: RawConfig): StackTold;
}

export interface StackTold extends Told {
  readonly run: Run;
  readonly exemptions: Exemptions;
}

/** A resource that is judged by itself. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Read only where a policy looks at the type. */
  readonly inputs: () => SeenProperties;
  /** That of the project, where the engine tells it. */
  readonly runtime?: string | undefined;
}

/** The policies of one process, in the order in which they must be asked. */
export interface Judges {
  readonly ofResources: readonly ResourceJudge[];
  readonly ofStacks: readonly StackJudge[];
}

/** What they share. */
interface Shared {
  readonly runs: Runs;
  readonly clock: Clock;
  readonly language: LanguageOfMessages;
}

export function judges(
  rules: readonly StackRule[],
  ofResources: readonly ResourceRule[],
  clock: Clock = () => new Date(),
  ofProject: LanguageOfProject = () => undefined,
): Judges {
  const shared = { runs: new Runs(), clock, language: new LanguageOfMessages(ofProject) };
  return {
    ofResources: [recordingJudge(shared), ...ofResources.map((rule) => resourceJudge(rule, shared))],
    ofStacks: [...rules.map((rule) => stackJudge(rule, shared)), undeterminedJudge(shared)],
  };
}

/** Whether the policies look at the inputs of a type, be it only to see whether there are any. */
export function looksAt(ofResources: readonly ResourceRule[], type: string): boolean {
  return isJudged(type) || isKnown(type) || ofResources.some(({ types }) => types.includes(type));
}

function isKnown(type: string): boolean {
  return neededInputs(type).length > 0 || neededOutputs(type).length > 0;
}

const nothing: Told = { reports: [], accepted: [], notes: [] };

/** Judges each resource by itself, and records its inputs for the policies about stacks. */
function recordingJudge({ runs, clock, language }: Shared): ResourceJudge {
  const { name: policy } = ecsOutputsAreNotText;
  const schema = withCommonOptions({});
  let exemptions: Exemptions | undefined;
  return {
    rule: ecsOutputsAreNotText,
    schema,
    judge({ urn, type, name, inputs: shown, runtime }, config) {
      const judged = isJudged(type);
      const seen = shown();
      const inputs = seen.read(judged ? undefined : neededInputs(type));
      if (runs.record(urn, type, isOnlyRead(type, seen) ? undefined : inputs) || !exemptions) {
        exemptions = new Exemptions(config(), today(clock));
        language.begin(config());
      }
      language.see(urn, type, runtime);
      runs.exemptOfResources.set(policy, exemptions);
      // Each program has one of these: once is enough.
      const mistakes = type === stackType ? mistakeReports(policy, config(), schema, urn) : [];
      const findings = judged ? outputsInText({ urn, type, name, inputs }) : [];
      return told(policy, mistakes, findings, exemptions, () => language.coding(config()));
    },
  };
}

/** Judges resources of some types, each by itself. */
function resourceJudge(rule: ResourceRule, { runs, clock, language }: Shared): ResourceJudge {
  const { name: policy } = rule;
  const schema = withCommonOptions({});
  return {
    rule,
    schema,
    judge({ urn, type, name, inputs: shown, runtime }, config) {
      const isStack = type === stackType;
      if (isStack) language.see(urn, type, runtime);
      if (isStack) runs.exemptOfResources.set(policy, new Exemptions(config(), today(clock)));
      const mistakes = isStack ? mistakeReports(policy, config(), schema, urn) : [];
      const seen = rule.types.includes(type) ? shown() : undefined;
      if (!seen || isOnlyRead(type, seen)) return isStack ? { ...nothing, reports: mistakes } : nothing;
      const exemptions = runs.exemptOfResources.get(policy) ?? new Exemptions(config(), today(clock));
      runs.exemptOfResources.set(policy, exemptions);
      return told(policy, mistakes, rule.judge(alone(urn, type, name, seen.read())), exemptions, () =>
        language.coding(config()),
      );
    },
  };
}

/** A resource of which the inputs are seen, and nothing else. */
function alone(urn: string, type: string, name: string, inputs: Properties): Resource {
  return {
    urn,
    type,
    name,
    parent: undefined,
    provider: undefined,
    providerRegion: undefined,
    inputs,
    outputs: {},
    ignoreChanges: [],
    dependencies: [],
    propertyDependencies: new Map(),
  };
}

/**
 * Whether the program only reads the resource (`Role.get`): `policy analyze` shows it among the others, and
 * without inputs. What the AWS provider makes has at least those that it adds itself, names or tags.
 */
function isOnlyRead(type: string, { isEmpty }: SeenProperties): boolean {
  // The arguments of a component are not always sent.
  return isKnown(type) && type.startsWith("aws:") && isEmpty;
}

function stackJudge(rule: StackRule, { runs, clock, language }: Shared): StackJudge {
  const { name: policy } = rule;
  const schema = withCommonOptions(rule.configSchema);
  return {
    rule,
    schema,
    judge(resources, config) {
      const run = runs.enter(policy, resources);
      const { model } = run;
      if (run.isNew) language.beginUnasked(model.stack);
      const before = run.isNew
        ? [
            whatIsJudged(model, run.seen),
            ...[...run.exemptOfResources].flatMap(([other, exemptions]) => notesOf(other, exemptions, model)),
          ]
        : [];
      const exemptions = new Exemptions(config, today(clock));
      const coding = () => language.coding(config);
      const { findings, undetermined } = rule.evaluate(model, config);
      const own = findings.filter((finding) => !whyListed(finding, config));
      for (const finding of findings) {
        const verb = whyListed(finding, config);
        if (verb) run.listed.push(listedFinding(policy, verb, finding, exemptions, coding));
      }
      run.listed.push(...listedQuestions(policy, undetermined, exemptions, coding));
      const { reports, accepted } = told(
        policy,
        mistakeReports(policy, config, schema, model.stack),
        own,
        exemptions,
        coding,
      );
      const after = Object.hasOwn(schema, "externalRoles")
        ? notedDifferences(policy, config, run.declarations)
        : [];
      const notes = [...before, ...notesOf(policy, exemptions, model), ...after];
      return { run, exemptions, reports, accepted, notes };
    },
  };
}

/** Lists what the policies before it could not tell. */
function undeterminedJudge({ runs, clock, language }: Shared): StackJudge {
  const { name: policy } = ecsGuardrailsUndetermined;
  const schema = withCommonOptions({});
  return {
    rule: ecsGuardrailsUndetermined,
    schema,
    judge(resources, config) {
      const run = runs.enter(policy, resources);
      const { listed, model } = run;
      const exemptions = new Exemptions(config, today(clock));
      const own = listedQuestions(policy, unexamined(model), new Exemptions({}, ""), () =>
        language.coding(config),
      );
      const entries = [...listed, ...own].map((entry) => entry(exemptions));
      return {
        run,
        exemptions,
        reports: [
          ...mistakeReports(policy, config, schema, model.stack),
          ...entries.flatMap(({ reports }) => reports),
        ],
        accepted: entries.flatMap(({ accepted }) => accepted),
        notes: notesOf(policy, exemptions, model),
      };
    },
  };
}

function told(
  policy: string,
  mistakes: readonly Report[],
  findings: readonly Finding[],
  exemptions: Exemptions,
  coding: () => Coding,
): Told {
  if (mistakes.length === 0 && findings.length === 0) return nothing;
  const all = findings.map((finding) => findingReports(policy, finding, exemptions, coding));
  return {
    reports: [...mistakes, ...all.flatMap(({ reports }) => reports)],
    accepted: all.flatMap(({ accepted }) => accepted),
    notes: [],
  };
}

function today(clock: Clock): string {
  return clock().toISOString().slice(0, 10);
}

function withCommonOptions(own: ConfigSchema): ConfigSchema {
  return { ...own, exemptions: exemptionsSchema, language: languageSchema };
}

/** The CLI checks the values of options, and does not notice one that there is not. */
function mistakeReports(policy: string, config: RawConfig, schema: ConfigSchema, stack: string): Report[] {
  return configMistakes(config, schema).map(({ key, fault }) => {
    const id = `config/${key.split(".").map(idPart).join(".")}`;
    const text = `The configuration of this policy has a mistake: ${JSON.stringify(key)} ${fault}.`;
    return mistakeReport(policy, stack, id, text);
  });
}

/** What a policy does with a finding that it does not report at its own level; undefined where it does. */
function whyListed({ certainty, advises }: Finding, config: RawConfig): "advises" | "presumes" | undefined {
  if (advises) return "advises";
  return certainty === "presumed" && config.presumed === "list" ? "presumes" : undefined;
}

/** What configuration has exempted is printed, never reported: no level can turn it into a rejection. */
function notesOf(policy: string, exemptions: Exemptions | undefined, { stack }: Model): string[] {
  return (exemptions?.notes(stack) ?? []).map((note) => `${policy}: ${note}`);
}

/** Two policies ask what roles made elsewhere may do; who tells one of them may forget the other. */
function notedDifferences(
  policy: string,
  config: RawConfig,
  declared: Map<string, ExternalRole[]>,
): string[] {
  if (!policiesAboutSecrets.includes(policy)) return [];
  const own = externalRoles(config);
  const found = [...declared].flatMap(([other, theirs]) =>
    differences({ policy, declared: own }, { policy: other, declared: theirs }),
  );
  declared.set(policy, own);
  return found;
}

/** The proof that the pack has judged: the CLI's `✅` is printed where no policy ran, too. */
function whatIsJudged(model: Model, seen: number): string {
  const part = model.partial ? "a part of the stack, " : "";
  return `ecs-guardrails judged ${part}${count(seen, "resource")}: ${count(model.taskDefinitions.length, "task definition")}, ${count(model.serviceConnect.services.length, "Service Connect service")}.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

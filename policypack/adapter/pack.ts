/** Puts our policies into the form of @pulumi/policy, and their verdicts into its reports. */
import type {
  PolicyConfigSchema,
  PolicyResource,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { differences, externalRoles, policiesAboutSecrets } from "../access/external-roles";
import type { Model } from "../model/model";
import type { ResourceRule, RuleMetadata, StackRule } from "../model/rule";
import { ecsGuardrailsUndetermined, unexamined } from "../policies/ecs-guardrails-undetermined";
import { ecsOutputsAreNotText, isJudged, outputsInText } from "../policies/ecs-outputs-are-not-text";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { type ConfigSchema, configMistakes, type RawConfig } from "../verdicts/config";
import type { ExternalRole } from "../verdicts/config-entries";
import { Exemptions, exemptionsSchema, nameIn } from "../verdicts/exemptions";
import type { Finding, Place, Undetermined } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { idPart, lowerFirst, mostIds, mostNames, shorten } from "../verdicts/wording";
import type { Incoming } from "./incoming";
import { neededInputs, neededOutputs } from "./needed";
import { type Listed, type Run, Runs, stackType } from "./run";
import { propertiesOfSdk, resourcesOfSdk } from "./sdk";
import type { SeenProperties } from "./seen";

/** Tells the time; tests have one of their own. */
export type Clock = () => Date;

type ReportViolation = (message: string, urn?: string) => void;

/**
 * Has the first line of each report be ours, for where no more is shown: before a text the SDK puts the policy's
 * description. It takes an object as well, without declaring it; before 1.20 it makes a text of it.
 */
function withoutDescription(report: ReportViolation): ReportViolation {
  return (message, urn) => report({ message, urn, toString: () => message } as unknown as string, urn);
}

/** What the policies of one process share. */
interface Shared {
  readonly runs: Runs;
  readonly clock: Clock;
  /** Requests that are read before the SDK reads them; without it, all is taken from the SDK. */
  readonly incoming: Incoming | undefined;
}

/** The policies of the pack, in the order in which they must run. */
export function policies(
  rules: readonly StackRule[],
  ofResources: readonly ResourceRule[],
  { clock = () => new Date(), incoming }: { readonly clock?: Clock; readonly incoming?: Incoming } = {},
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const shared = { runs: new Runs(), clock, incoming };
  return [
    recordingPolicy(shared),
    ...ofResources.map((rule) => resourcePolicy(rule, shared)),
    ...rules.map((rule) => stackPolicy(rule, shared)),
    undeterminedPolicy(shared),
  ];
}

/** Whether the policies look at the inputs of a type, be it only to see whether there are any. */
export function looksAt(ofResources: readonly ResourceRule[], type: string): boolean {
  return isJudged(type) || isKnown(type) || ofResources.some(({ types }) => types.includes(type));
}

function isKnown(type: string): boolean {
  return neededInputs(type).length > 0 || neededOutputs(type).length > 0;
}

function inputsSeen({ incoming }: Shared, urn: string, props: object): SeenProperties {
  return incoming?.inputsOf(urn) ?? propertiesOfSdk(props);
}

function enter({ runs, incoming }: Shared, policy: string, shown: readonly PolicyResource[]): Run {
  return runs.enter(policy, () => incoming?.resourcesOf(shown) ?? resourcesOfSdk(shown));
}

/** Judges each resource by itself, and records its inputs for the stack policies. */
function recordingPolicy(shared: Shared): ResourceValidationPolicy {
  const { runs } = shared;
  const schema = withCommonOptions({});
  let exemptions: Exemptions | undefined;
  return {
    ...metadata(ecsOutputsAreNotText),
    configSchema: toSdkSchema(schema),
    validateResource: ({ urn, type, name: resource, props, getConfig }, describe) => {
      const report = withoutDescription(describe);
      const config = getConfig<RawConfig>();
      // Each program has one of these: once is enough.
      if (type === stackType) reportMistakes(config, schema, urn, report);
      const judged = isJudged(type);
      const seen = inputsSeen(shared, urn, props);
      const inputs = seen.read(judged ? undefined : neededInputs(type));
      if (runs.record(urn, type, isOnlyRead(type, seen) ? undefined : inputs) || !exemptions)
        exemptions = new Exemptions(config, today(shared.clock));
      runs.exemptOfResources.set(ecsOutputsAreNotText.name, exemptions);
      if (!judged) return;
      for (const finding of outputsInText({ urn, type, name: resource, inputs })) {
        reportFinding(finding, exemptions, report);
      }
    },
  };
}

/** Judges resources of some types, each by itself. */
function resourcePolicy(rule: ResourceRule, shared: Shared): ResourceValidationPolicy {
  const { runs } = shared;
  const schema = withCommonOptions({});
  return {
    ...metadata(rule),
    configSchema: toSdkSchema(schema),
    validateResource: ({ urn, type, name, props, getConfig }, describe) => {
      const report = withoutDescription(describe);
      if (type === stackType) {
        const config = getConfig<RawConfig>();
        reportMistakes(config, schema, urn, report);
        runs.exemptOfResources.set(rule.name, new Exemptions(config, today(shared.clock)));
      }
      if (!rule.types.includes(type)) return;
      const seen = inputsSeen(shared, urn, props);
      if (isOnlyRead(type, seen)) return;
      const exemptions =
        runs.exemptOfResources.get(rule.name) ?? new Exemptions(getConfig<RawConfig>(), today(shared.clock));
      runs.exemptOfResources.set(rule.name, exemptions);
      for (const finding of rule.judge(alone(urn, type, name, seen.read())))
        reportFinding(finding, exemptions, report);
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

function stackPolicy(rule: StackRule, shared: Shared): StackValidationPolicy {
  const schema = withCommonOptions(rule.configSchema);
  return {
    ...metadata(rule),
    configSchema: toSdkSchema(schema),
    validateStack: (args, describe) => {
      const report = withoutDescription(describe);
      const run = enter(shared, rule.name, args.resources);
      if (run.isNew) {
        console.log(whatIsJudged(run.model, run.seen));
        for (const [policy, exemptions] of run.exemptOfResources) printNotes(policy, exemptions, run.model);
      }
      const config = args.getConfig<RawConfig>();
      reportMistakes(config, schema, run.model.stack, report);
      const exemptions = new Exemptions(config, today(shared.clock));
      const { findings, undetermined } = rule.evaluate(run.model, config);
      for (const finding of findings) {
        const listed = whyListed(finding, config);
        if (listed === undefined) reportFinding(finding, exemptions, report);
        else run.listed.push(listedFinding(`${rule.name} ${listed}`, finding, exemptions));
      }
      run.listed.push(...listedQuestions(rule.name, undetermined, exemptions));
      printNotes(rule.name, exemptions, run.model);
      if (Object.hasOwn(schema, "externalRoles")) printDifferences(rule.name, config, run.declarations);
    },
  };
}

/** Lists what the policies before it could not tell. */
function undeterminedPolicy(shared: Shared): StackValidationPolicy {
  const { name } = ecsGuardrailsUndetermined;
  const schema = withCommonOptions({});
  return {
    ...metadata(ecsGuardrailsUndetermined),
    configSchema: toSdkSchema(schema),
    validateStack: (args, describe) => {
      const report = withoutDescription(describe);
      const { listed, model } = enter(shared, name, args.resources);
      const config = args.getConfig<RawConfig>();
      reportMistakes(config, schema, model.stack, report);
      const exemptions = new Exemptions(config, today(shared.clock));
      const own = listedQuestions(name, unexamined(model), new Exemptions({}, ""));
      for (const entry of [...listed, ...own]) {
        const told = entry(exemptions);
        if (told) report(told.text, told.urn);
      }
      printNotes(name, exemptions, model);
    },
  };
}

/** Metadata in the SDK's words; it has none for a message, which each finding brings. */
function metadata(rule: RuleMetadata) {
  const { name, displayName, description, level, severity, serves, tags, remediation } = rule;
  return {
    name,
    displayName,
    description,
    enforcementLevel: level,
    severity,
    framework: {
      name: "AWS Well-Architected Framework",
      version: "2024-06-27",
      reference: serves.id,
      specification: serves.title,
    },
    tags: [...tags],
    remediationSteps: remediation,
    url: pageOf(name),
  };
}

/** Where the policy's section of the package's README can be read. */
function pageOf(policy: string): string {
  return `https://www.npmjs.com/package/ecs-guardrails-policies#${policy}`;
}

function today(clock: Clock): string {
  return clock().toISOString().slice(0, 10);
}

function withCommonOptions(own: ConfigSchema): ConfigSchema {
  return { ...own, exemptions: exemptionsSchema };
}

/** The CLI checks the values of options, and does not notice one that there is not. */
function reportMistakes(
  config: RawConfig,
  schema: ConfigSchema,
  stack: string,
  report: ReportViolation,
): void {
  for (const { key, fault } of configMistakes(config, schema)) {
    const id = `config/${key.split(".").map(idPart).join(".")}`;
    report(
      `The configuration of this policy has a mistake: ${JSON.stringify(key)} ${fault}.\nFinding: ${id}`,
      stack,
    );
  }
}

function reportFinding(finding: Finding, exemptions: Exemptions, report: ReportViolation): void {
  const { left, expired } = applied(exemptions, placesOf(finding));
  const [first] = left;
  if (first) report(textOf(finding, left, expired), first.urn);
}

function placesOf(finding: Finding): Place[] {
  return [finding, ...(finding.alike ?? [])];
}

/** What exemptions leave of several places. */
function applied<P extends Place>(
  exemptions: Exemptions,
  places: readonly P[],
): { left: P[]; expired: string[] } {
  const expired = new Set<string>();
  const left = places.flatMap((place) => {
    const remainder = exemptions.apply(place);
    for (const sentence of remainder.expired) expired.add(sentence);
    return remainder.ids.length > 0 ? [{ ...place, ids: remainder.ids }] : [];
  });
  return { left, expired: [...expired] };
}

/** What a policy does with a finding that it does not report at its own level; undefined where it does. */
function whyListed({ certainty, advises }: Finding, config: RawConfig): string | undefined {
  if (advises) return "advises";
  return certainty === "presumed" && config.presumed === "list" ? "presumes" : undefined;
}

function listedFinding(intro: string, finding: Finding, exemptions: Exemptions): Listed {
  const own = applied(exemptions, placesOf(finding));
  return (further) => {
    const { left, expired } = applied(further, own.left);
    if (!left[0]) return undefined;
    const text = textOf(finding, left, [...own.expired, ...expired]);
    return { urn: left[0].urn, text: `${intro}: ${lowerFirst(text)}` };
  };
}

/** Questions of one kind that one thing would settle are one entry, on however many resources. */
function listedQuestions(
  policy: string,
  questions: readonly Undetermined[],
  exemptions: Exemptions,
): Listed[] {
  const kindOf = ({ settle, ids }: Undetermined) =>
    [settle, ...unique(ids.map((id) => id.split("/", 1)[0] ?? ""))].join("\n");
  return groupBy(questions, kindOf).map((group): Listed => {
    const own = applied(exemptions, group);
    return (further) => {
      const { left, expired } = applied(further, own.left);
      const [first, ...more] = shorten(unique(left.map(({ ids, reason }) => reason(ids))));
      if (!left[0] || first === undefined) return undefined;
      const lines = [
        `${policy} cannot tell: ${lowerFirst(first)}`,
        ...more,
        `To settle it: ${left[0].settle}`,
        ...own.expired,
        ...expired,
        ...idLines(left),
      ];
      return { urn: left[0].urn, text: lines.join("\n") };
    };
  });
}

function textOf(finding: Finding, left: readonly Place[], expired: readonly string[]): string {
  const [first] = left;
  const mark = finding.certainty === "presumed" ? " (presumed)" : "";
  return [
    finding.message(first?.ids ?? [], left),
    ...expired,
    ...howToExempt(left),
    ...idLines(left).map((line) => `${line}${mark}`),
  ].join("\n");
}

/** An entry for each: one without an id would accept whatever is found on the resource in days to come. */
function howToExempt(left: readonly Place[]): string[] {
  const all = left.flatMap(({ urn, ids }) => ids.slice(0, mostNames).map((id) => ({ urn, id })));
  const entries = all
    .slice(0, mostNames)
    .map(
      ({ urn, id }) =>
        `{ "resource": ${JSON.stringify(nameIn(urn))}, "finding": ${JSON.stringify(id)}, "reason": "…" }`,
    );
  if (entries.length === 1)
    return [`To accept it: "exemptions": [${entries[0]}] in the configuration of this policy.`];
  const more = left.reduce((sum, { ids }) => sum + ids.length, 0) - entries.length;
  return [
    "To accept all of it, in the configuration of this policy:",
    '    "exemptions": [',
    ...entries.map((entry) => `      ${entry},`),
    ...(more > 0 ? [`      and ${more} more`] : []),
    "    ]",
  ];
}

/** What events are read by: the ids on the resource of the report, then those on others with their URNs. */
function idLines(left: readonly Place[]): string[] {
  return groupBy(left, ({ urn }) => urn).map((places, index) => {
    const ids = unique(places.flatMap((place) => place.ids));
    const where = index === 0 ? "" : ` on ${places[0].urn}`;
    return `Finding: ${shorten(ids, mostIds).join(", ")}${where}`;
  });
}

/** What configuration has exempted is printed, never reported: no level can turn it into a rejection. */
function printNotes(policy: string, exemptions: Exemptions | undefined, { stack }: Model): void {
  for (const note of exemptions?.notes(stack) ?? []) console.log(`${policy}: ${note}`);
}

/** Two policies ask what roles made elsewhere may do; who tells one of them may forget the other. */
function printDifferences(policy: string, config: RawConfig, told: Map<string, ExternalRole[]>): void {
  if (!policiesAboutSecrets.includes(policy)) return;
  const own = externalRoles(config);
  for (const [other, theirs] of told) {
    for (const difference of differences({ policy, declared: own }, { policy: other, declared: theirs }))
      console.log(difference);
  }
  told.set(policy, own);
}

/** The proof that the pack has judged: the CLI's `✅` is printed where no policy ran, too. */
function whatIsJudged(model: Model, seen: number): string {
  const part = model.partial ? "a part of the stack, " : "";
  return `ecs-guardrails judged ${part}${count(seen, "resource")}: ${count(model.taskDefinitions.length, "task definition")}, ${count(model.serviceConnect.services.length, "Service Connect service")}.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** The SDK's type wants the values of its own schema language; ours is a part of it. */
function toSdkSchema(properties: ConfigSchema): PolicyConfigSchema {
  return { properties: { ...properties } };
}

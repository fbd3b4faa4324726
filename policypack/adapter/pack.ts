/** Puts our policies into the form of @pulumi/policy, and their verdicts into its reports. */
import type {
  PolicyConfigSchema,
  PolicyResource,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Clock, judges, type ResourceJudge, type StackJudge } from "../judging/judges";
import type { LanguageOfProject } from "../judging/language";
import { pageOf } from "../judging/pages";
import { runtimeTag } from "../judging/runtimes";
import type { SeenResource } from "../judging/seen";
import type { Told } from "../judging/told";
import type { ResourceRule, RuleMetadata, StackRule } from "../model/rule";
import type { ConfigSchema, RawConfig } from "../verdicts/config";
import type { Incoming } from "./incoming";
import type { Recorder } from "./recorder";
import { propertiesOfSdk, resourcesOfSdk } from "./sdk";

type ReportViolation = (message: string, urn?: string) => void;

/** What the policies of one process are made with. */
export interface Surroundings {
  readonly clock?: Clock;
  /** Requests that are read before the SDK reads them; without it, all is taken from the SDK. */
  readonly incoming?: Incoming;
  /** Tells what a project is written in, where it is known. */
  readonly ofProject?: LanguageOfProject;
  /** Writes down what is told. */
  readonly recorder?: Recorder;
}

/** The policies of the pack, in the order in which they must run. */
export function policies(
  rules: readonly StackRule[],
  resourceRules: readonly ResourceRule[],
  surroundings: Surroundings = {},
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const { clock, ofProject } = surroundings;
  const { ofResources, ofStacks } = judges(rules, resourceRules, clock, ofProject);
  return [
    ...ofResources.map((judge) => resourcePolicy(judge, surroundings)),
    ...ofStacks.map((judge) => stackPolicy(judge, surroundings)),
  ];
}

function resourcePolicy(
  judge: ResourceJudge,
  { incoming, recorder }: Surroundings,
): ResourceValidationPolicy {
  return {
    ...metadata(judge.rule),
    configSchema: toSdkSchema(judge.schema),
    validateResource: ({ urn, type, name, props, stackTags, getConfig }, report) => {
      const inputs = () => incoming?.inputsOf(urn) ?? propertiesOfSdk(props);
      // Older SDKs have no tags of stacks.
      const runtime = stackTags?.get(runtimeTag);
      const told = judge.judge({ urn, type, name, inputs, runtime }, getConfig<RawConfig>);
      tell(told, report);
      recorder?.told(judge.rule.name, told);
    },
  };
}

function stackPolicy(judge: StackJudge, { incoming, recorder }: Surroundings): StackValidationPolicy {
  return {
    ...metadata(judge.rule),
    configSchema: toSdkSchema(judge.schema),
    validateStack: ({ resources, getConfig }, report) => {
      const told = judge.judge(() => shown(resources, incoming), getConfig<RawConfig>());
      tell(told, report);
      recorder?.shown(judge.rule.name, told.run);
      recorder?.told(judge.rule.name, told);
    },
  };
}

function shown(
  resources: readonly PolicyResource[],
  incoming: Incoming | undefined,
): readonly SeenResource[] {
  return incoming?.resourcesOf(resources) ?? resourcesOfSdk(resources);
}

function tell({ reports, notes }: Told, describe: ReportViolation): void {
  const report = withoutDescription(describe);
  for (const note of notes) console.log(note);
  for (const { places, text } of reports) report(text, places[0].urn);
}

/**
 * Has the first line of each report be ours, for where no more is shown: before a text the SDK puts the policy's
 * description. It takes an object as well, without declaring it; before 1.20 it makes a text of it.
 */
function withoutDescription(report: ReportViolation): ReportViolation {
  return (message, urn) => report({ message, urn, toString: () => message } as unknown as string, urn);
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

/** The SDK's type wants the values of its own schema language; ours is a part of it. */
function toSdkSchema(properties: ConfigSchema): PolicyConfigSchema {
  return { properties: { ...properties } };
}

/** Puts our policies into the form of @pulumi/policy, and their verdicts into its reports. */
import type { PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type ConfigSchema, configMistakes, type RawConfig } from "../model/config";
import { type Finding, idPart, shorten, type Undetermined } from "../model/findings";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { ecsOutputsAreNotText, isJudged, outputsInText } from "../policies/ecs-outputs-are-not-text";
import { decodeProperties } from "./decode";
import { neededInputs } from "./needed";
import { Runs, stackType } from "./run";

/** The policies of the pack, in the order in which they must run. */
export function policies(rules: readonly StackRule[]): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const runs = new Runs();
  return [recordingPolicy(runs), ...rules.map((rule) => stackPolicy(rule, runs)), undeterminedPolicy(runs)];
}

/** Judges each resource by itself, and records its inputs for the stack policies. */
function recordingPolicy(runs: Runs): ResourceValidationPolicy {
  const { name, displayName, description, level, severity } = ecsOutputsAreNotText;
  return {
    name,
    displayName,
    description,
    enforcementLevel: level,
    severity,
    validateResource: ({ urn, type, name: resource, props, getConfig }, report) => {
      // Each program has one of these: once is enough.
      if (type === stackType) reportMistakes(getConfig<RawConfig>(), {}, (message) => report(message, urn));
      const judged = isJudged(type);
      const inputs = decodeProperties(props, judged ? undefined : neededInputs(type));
      runs.record(urn, type, inputs);
      if (!judged) return;
      for (const finding of outputsInText({ urn, name: resource, inputs })) report(textOf(finding), urn);
    },
  };
}

function stackPolicy(rule: StackRule, runs: Runs): StackValidationPolicy {
  return {
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    configSchema: toSdkSchema(rule.configSchema),
    validateStack: (args, report) => {
      const run = runs.enter(rule.name, args.resources);
      if (run.isNew) console.log(whatIsJudged(run.model, args.resources.length));
      const config = args.getConfig<RawConfig>();
      reportMistakes(config, rule.configSchema, (message) => report(message, run.model.stack));
      const { findings, undetermined } = rule.evaluate(run.model, config);
      for (const finding of findings) {
        if (finding.certainty === "presumed" && config.presumed === "list") {
          run.listed.push({ urn: finding.urn, message: `${rule.name}: presumed.\n${textOf(finding)}` });
        } else report(textOf(finding), finding.urn);
      }
      run.listed.push(...undetermined.map((verdict) => listedFor(rule.name, verdict)));
    },
  };
}

const undeterminedName = "ecs-guardrails-undetermined";

/** Lists what the policies before it could not tell. */
function undeterminedPolicy(runs: Runs): StackValidationPolicy {
  return {
    name: undeterminedName,
    displayName: "What could not be told",
    description:
      "Lists each question that the policies of this pack could not answer, with the reason and with what would settle it.",
    enforcementLevel: "advisory",
    severity: "low",
    validateStack: (args, report) => {
      const { listed, model } = runs.enter(undeterminedName, args.resources);
      reportMistakes(args.getConfig<RawConfig>(), {}, (message) => report(message, model.stack));
      for (const { message, urn } of listed) report(message, urn);
    },
  };
}

/** The CLI checks the values of options, and does not notice one that there is not. */
function reportMistakes(config: RawConfig, schema: ConfigSchema, report: (message: string) => void): void {
  for (const { key, fault } of configMistakes(config, schema)) {
    const id = `config/${key.split(".").map(idPart).join(".")}`;
    report(
      `The configuration of this policy has a mistake: ${JSON.stringify(key)} ${fault}.\n${idLine([id])}`,
    );
  }
}

function listedFor(policy: string, { urn, id, reason, settle }: Undetermined) {
  return { urn, message: `${policy} cannot tell.\n${reason}\nTo settle it: ${settle}\n${idLine([id])}` };
}

function textOf({ message, ids, certainty }: Finding): string {
  return `${message}\n${idLine(ids)}${certainty === "presumed" ? " (presumed)" : ""}`;
}

function idLine(ids: readonly string[]): string {
  return `Finding: ${shorten(ids).join(", ")}`;
}

/** The proof that the pack has judged: the CLI's `✅` is printed where no policy ran, too. */
function whatIsJudged(model: Model, seen: number): string {
  const part = model.partial ? "a part of the stack, " : "";
  return `ecs-guardrails judged ${part}${count(seen, "resource")}: ${count(model.taskDefinitions.length, "task definition")}, ${count(model.services.length, "Service Connect service")}.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** The SDK's type wants the values of its own schema language; ours is a part of it. */
function toSdkSchema(properties: ConfigSchema): PolicyConfigSchema {
  return { properties: { ...properties } };
}

/** The policies for an organisation's own pack. */
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { policies } from "./adapter/pack";
import { languageOfProject } from "./adapter/project";
import { Recorder } from "./adapter/recorder";
import {
  isPlainObject,
  levelForAll,
  type RawSettings,
  settingOf,
  settingsMistakes,
  unknownPolicies,
} from "./judging/configured";
import { resourceRules, rules } from "./rules";
import type { GuardrailsSettings } from "./settings";
import type { ConfigSchema, RawConfig } from "./verdicts/config";

export type {
  ClientsAfterServersSettings,
  EnforcementLevel,
  GuardrailsSettings,
  PermissionSettings,
  PolicySettings,
  PresumingSettings,
  ServersSettings,
  SsmGrantSettings,
} from "./settings";
export type { Exemption, ExternalRole } from "./verdicts/config-entries";

type Policy = ResourceValidationPolicy | StackValidationPolicy;

/**
 * The policies of ecs-guardrails, with levels and options of one's own: for the `policies` of a `PolicyPack`, beside
 * others. They stay in the order in which they are, all of them: what one of them sees, later ones rely on. Those that
 * are not wanted are `disabled`; without `ecs-outputs-are-not-text`, which records what programs say, more becomes
 * presumed. Call it once for a pack: the policies know each other by their names.
 *
 * Configuration that the CLI or Pulumi Cloud gives wins over these settings, option by option.
 *
 * @param settings levels and options, as in the configuration file of the pack
 * @throws {Error} naming each setting that is not one, or whose value cannot be
 */
export function guardrails(settings: GuardrailsSettings = {}): Policy[] {
  const all = policies(rules, resourceRules, {
    ofProject: languageOfProject(process.env),
    recorder: Recorder.from(process.env),
  });
  if (!isPlainObject(settings)) throw new Error("guardrails: the settings must be an object.");
  // As the engine would read them from a file: it takes no undefined member, and later changes must not reach it.
  const given: RawSettings = JSON.parse(JSON.stringify(settings));
  const settable = all.map(({ name, configSchema }) => ({
    name,
    schema: (configSchema?.properties ?? {}) as ConfigSchema,
  }));
  const mistakes = [...unknownPolicies(given, settable), ...settingsMistakes(given, settable)];
  if (mistakes.length > 0) throw new Error(`guardrails: ${mistakes.join("; ")}.`);
  return all.map((policy) => {
    const { level = levelForAll(given), options } = settingOf(given, policy.name);
    return {
      ...policy,
      enforcementLevel: level ?? policy.enforcementLevel,
      configSchema: withDefaults(policy, options),
    };
  });
}

/** A default of the schema is what the engine hands to a policy whose configuration says nothing else. */
function withDefaults({ configSchema }: Policy, options: RawConfig): Policy["configSchema"] {
  if (configSchema === undefined) return undefined;
  const properties = Object.entries(configSchema.properties).map(([key, schema]) => [
    key,
    Object.hasOwn(options, key) ? { ...schema, default: options[key] } : schema,
  ]);
  return { ...configSchema, properties: Object.fromEntries(properties) };
}

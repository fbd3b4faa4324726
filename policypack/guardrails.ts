/** The policies for an organisation's own pack. */
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { policies } from "./adapter/pack";
import { resourceRules, rules } from "./rules";
import type { EnforcementLevel, GuardrailsSettings } from "./settings";
import { type ConfigSchema, configMistakes } from "./verdicts/config";

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

const levels: readonly unknown[] = ["advisory", "mandatory", "disabled"] satisfies EnforcementLevel[];

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
  const all = policies(rules, resourceRules);
  if (!isPlainObject(settings)) throw new Error("guardrails: the settings must be an object.");
  // As the engine would read them from a file: it takes no undefined member, and later changes must not reach it.
  const given: GuardrailsSettings = JSON.parse(JSON.stringify(settings));
  const mistakes = settingsMistakes(given, all);
  if (mistakes.length > 0) throw new Error(`guardrails: ${mistakes.join("; ")}.`);
  return all.map((policy) => {
    const { enforcementLevel = given.all, ...options } = settingsOf(given, policy.name);
    return {
      ...policy,
      enforcementLevel: enforcementLevel ?? policy.enforcementLevel,
      configSchema: withDefaults(policy, options),
    };
  });
}

/** The settings of one policy; a level alone is short for it. */
function settingsOf(settings: GuardrailsSettings, name: string) {
  const own: unknown = Object.hasOwn(settings, name) ? Reflect.get(settings, name) : undefined;
  if (own === undefined) return {};
  return (typeof own === "string" ? { enforcementLevel: own } : own) as Record<string, unknown> & {
    enforcementLevel?: EnforcementLevel;
  };
}

/** A default of the schema is what the engine hands to a policy whose configuration says nothing else. */
function withDefaults({ configSchema }: Policy, options: Record<string, unknown>): Policy["configSchema"] {
  if (configSchema === undefined) return undefined;
  const properties = Object.entries(configSchema.properties).map(([key, schema]) => [
    key,
    Object.hasOwn(options, key) ? { ...schema, default: options[key] } : schema,
  ]);
  return { ...configSchema, properties: Object.fromEntries(properties) };
}

function settingsMistakes(settings: GuardrailsSettings, all: readonly Policy[]): string[] {
  const names = all.map(({ name }) => name);
  return Object.entries(settings).flatMap(([name, own]: [string, unknown]) => {
    if (name === "all") return levelMistakes(name, own);
    const policy = all.find((each) => each.name === name);
    if (!policy) return [`\`${name}\` is no policy; there are \`all\`, ${names.join(", ")}`];
    if (typeof own === "string") return levelMistakes(name, own);
    if (!isPlainObject(own)) return [`\`${name}\` must be a level or an object`];
    const { enforcementLevel, ...options } = own;
    const schema = (policy.configSchema?.properties ?? {}) as ConfigSchema;
    return [
      ...(enforcementLevel === undefined ? [] : levelMistakes(`${name}.enforcementLevel`, enforcementLevel)),
      ...configMistakes(options, schema).map(({ key, fault }) => `\`${name}.${key}\` ${fault}`),
    ];
  });
}

function levelMistakes(key: string, level: unknown): string[] {
  return levels.includes(level) ? [] : [`\`${key}\` must be one of ${levels.join(", ")}`];
}

/** Not a list, a Map or the like, which would be read as if they were empty. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

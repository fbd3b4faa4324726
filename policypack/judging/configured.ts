/** The level and the options of each policy, from what an organisation has set. */
import type { RuleMetadata } from "../model/rule";
import { type ConfigSchema, configMistakes, type RawConfig } from "../verdicts/config";

export const levels = ["advisory", "mandatory", "disabled"] as const;

export type Level = (typeof levels)[number];

/** Settings as they come: by policy a level, or options with or without one; `all` for the policies without a level. */
export type RawSettings = Readonly<Record<string, unknown>>;

/** A policy that can be set. */
export interface Settable {
  readonly name: string;
  readonly schema: ConfigSchema;
}

export interface Configured {
  readonly level: Level;
  /** Those that are set, and the defaults of the others. */
  readonly options: RawConfig;
}

/** What a policy runs with. */
export function configured(
  { rule, schema }: { readonly rule: RuleMetadata; readonly schema: ConfigSchema },
  settings: RawSettings,
): Configured {
  const { level = levelForAll(settings) ?? rule.level, options } = settingOf(settings, rule.name);
  const defaults = Object.entries(schema).flatMap(([key, property]) =>
    property.default === undefined ? [] : [[key, property.default] as const],
  );
  return { level, options: { ...Object.fromEntries(defaults), ...options } };
}

/** The level of policies that have none of their own. */
export function levelForAll(settings: RawSettings): Level | undefined {
  return settingOf(settings, "all").level;
}

/** What is set for one policy; a level alone is short for it. */
export function settingOf(
  settings: RawSettings,
  name: string,
): { readonly level: Level | undefined; readonly options: RawConfig } {
  const own = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (!isPlainObject(own)) return { level: levelOf(own), options: {} };
  const { enforcementLevel, ...options } = own;
  return { level: levelOf(enforcementLevel), options };
}

/** What no policy can run with, each as a sentence without its end. */
export function settingsMistakes(settings: RawSettings, all: readonly Settable[]): string[] {
  return Object.entries(settings).flatMap(([name, own]) => {
    if (name === "all") return levelMistakes(name, isPlainObject(own) ? own.enforcementLevel : own);
    const policy = all.find((each) => each.name === name);
    if (!policy) return [];
    if (typeof own === "string") return levelMistakes(name, own);
    if (!isPlainObject(own)) return [`\`${name}\` must be a level or an object`];
    const { enforcementLevel, ...options } = own;
    return [
      ...(enforcementLevel === undefined ? [] : levelMistakes(`${name}.enforcementLevel`, enforcementLevel)),
      ...configMistakes(options, policy.schema).map(({ key, fault }) => `\`${name}.${key}\` ${fault}`),
    ];
  });
}

/** Settings for policies that there are not, each as a sentence without its end. */
export function unknownPolicies(settings: RawSettings, all: readonly Settable[]): string[] {
  const names = all.map(({ name }) => name);
  return Object.keys(settings)
    .filter((name) => name !== "all" && !names.includes(name))
    .map((name) => `\`${name}\` is no policy; there are \`all\`, ${names.join(", ")}`);
}

function levelOf(value: unknown): Level | undefined {
  return levels.find((level) => level === value);
}

function levelMistakes(key: string, level: unknown): string[] {
  return levelOf(level) ? [] : [`\`${key}\` must be one of ${levels.join(", ")}`];
}

/** Not a list, a Map or the like, which would be read as if they were empty. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The configuration file, in the form that `--policy-pack-config` takes. */
import { readFileSync } from "node:fs";
import {
  isPlainObject,
  type RawSettings,
  settingsMistakes,
  settledPolicies,
  unknownPolicies,
} from "ecs-guardrails-policies/judging";
import { messageOf, UsageError } from "./errors";

interface Settings {
  readonly raw: RawSettings;
  /** What is there and has no effect, each as a sentence. */
  readonly warnings: readonly string[];
}

/** Of the CLI's own: names of environments of Pulumi ESC. */
const environments = "environments";

/**
 * Reads levels and options of the policies, and tells on standard error of what has no effect.
 * @param path undefined where there is no file: all have their own levels
 * @throws {UsageError} naming the file and each key that is wrong
 */
export function readSettings(path: string | undefined): RawSettings {
  const { raw, warnings } = settingsIn(path);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  return raw;
}

function settingsIn(path: string | undefined): Settings {
  if (path === undefined) return { raw: {}, warnings: [] };
  const { [environments]: named, ...raw } = parsed(path);
  const settable = settledPolicies({}).map(({ rule, schema }) => ({ name: rule.name, schema }));
  const mistakes = settingsMistakes(raw, settable);
  if (mistakes.length > 0) throw new UsageError(`${path} cannot be used: ${mistakes.join("; ")}.`);
  return {
    raw,
    warnings: [
      ...unknownPolicies(raw, settable).map((unknown) => `${path}: ${unknown}.`),
      ...(named === undefined ? [] : [`${path}: \`${environments}\` is not looked at here.`]),
    ],
  };
}

function parsed(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`The configuration could not be read: ${messageOf(error)}`);
  }
  // The CLI takes an empty file, too.
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file.
    throw new UsageError(`${path} is not JSON.`);
  }
  if (!isPlainObject(value))
    throw new UsageError(`${path} must hold an object: policies and their settings.`);
  return value;
}

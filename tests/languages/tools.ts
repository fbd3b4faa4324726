/** What the tests of languages run: programs of the machine, and packages that are fetched once into the cache. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "mocha";
import { cacheFolder } from "../../offline/pulumi/cache.js";

export interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  /** What it said besides, or why it could not be started. */
  readonly said: string;
}

interface Place {
  readonly input?: string;
  readonly cwd?: string;
  /** What to add to the environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** The folder for a language, which is made if it is not there. */
export function cacheFor(language: string): string {
  const folder = join(cacheFolder(process.env), "languages", language);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function attempt(command: string, args: readonly string[], place: Place = {}): Ran {
  const { input = "", cwd, environment } = place;
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    cwd,
    env: { ...process.env, ...environment },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, stdout, said: error?.message ?? `${stderr}` };
}

/** The same for what must succeed. */
export function run(command: string, args: readonly string[], place?: Place): string {
  const { ok, stdout, said } = attempt(command, args, place);
  assert.ok(ok, `${command} ${args.join(" ")}: ${said}\n${stdout}`);
  return stdout;
}

/** Skips the tests of a language, and says so, where a program that they need is not on the PATH. */
export function needs(test: Context, language: string, commands: Readonly<Record<string, string>>): void {
  for (const [command, argument] of Object.entries(commands)) {
    const { ok, said } = attempt(command, [argument]);
    if (ok) continue;
    console.log(
      `${language} was not checked: \`${command} ${argument}\` does not work here (${said.trim()}).`,
    );
    test.skip();
  }
}

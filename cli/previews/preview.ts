/** Runs `pulumi preview` with the pack, and collects what both tell of it. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder, type RecordedLine, recordFolder } from "ecs-guardrails-policies/judging";
import { isSystemError, messageOf, UsageError } from "../errors";
import { workingFolder } from "../project-file";
import { type PolicyEvents, policyEventsIn } from "./events";

export interface PreviewOptions {
  /** Of `pulumi preview`, as the user gives them. */
  readonly args: readonly string[];
  /** Folder of the policy pack; undefined where a variable of the CLI's names one. */
  readonly policyPack: string | undefined;
  /** File with the configuration of the pack. */
  readonly config: string | undefined;
  /** Whether the CLI's standard output goes to standard error, because something else has that place. */
  readonly aside: boolean;
}

export interface Previewed extends PolicyEvents {
  /** The CLI's own. */
  readonly code: number;
  /** What each process of a pack with our policies has written down. */
  readonly records: readonly (readonly RecordedLine[])[];
}

/** The folder of the pack that this package depends on. */
export function packFolder(): string {
  return dirname(require.resolve("ecs-guardrails-policies/package.json"));
}

/**
 * @throws {UsageError} where there is no CLI, or no room for what the pack writes down
 */
export async function preview({ args, policyPack, config, aside }: PreviewOptions): Promise<Previewed> {
  const folder = temporaryFolder();
  const events = join(folder, "events.jsonl");
  try {
    const code = await runCli(
      [
        "preview",
        ...args,
        ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
        ...(config === undefined ? [] : ["--policy-pack-config", config]),
        ...["--event-log", events],
      ],
      {
        [recordFolder]: folder,
        [projectFolder]: workingFolder(args, process.cwd()),
      },
      aside,
    );
    return { code, records: recordsIn(folder, events), ...policyEventsIn(textOf(events)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "ecs-guardrails-"));
  } catch (error) {
    throw new UsageError(`There is no place for temporary files (TMPDIR): ${messageOf(error)}`);
  }
}

/** Those that end a command; what it has written down is removed then, too. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  aside: boolean,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, {
      stdio: ["inherit", aside ? process.stderr.fd : "inherit", "inherit"],
      env: {
        ...process.env,
        ...environment,
        // Lets the CLI take --event-log, as the Automation API does.
        PULUMI_DEBUG_COMMANDS: "true",
      },
    });
    // A terminal interrupts the CLI as well, which then ends in its own time, and takes a second one for impatience.
    const passOn = (signal: NodeJS.Signals) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    child.on("error", (error) =>
      reject(
        isSystemError(error, "ENOENT")
          ? new UsageError("There is no `pulumi` on the PATH: install the Pulumi CLI.")
          : error,
      ),
    );
    child.on("close", (code) => {
      for (const signal of signals) process.off(signal, passOn);
      resolve(code ?? 1);
    });
  });
}

function recordsIn(folder: string, events: string): RecordedLine[][] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => file !== events)
    .sort()
    .map((file) => textOf(file).split("\n").flatMap(lineIn));
}

/** A pack that is killed breaks off its last line, which then tells nothing. */
function lineIn(line: string): RecordedLine[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

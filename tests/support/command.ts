/** Runs the command `ecs-guardrails` as npm would, compiled, in a folder of its own. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../offline/workspace";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const main = join(root, "cli/bin/main.js");

/** A folder with files in it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "ecs-guardrails-"));

  constructor(files: Readonly<Record<string, unknown>> = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  /** A text as it is, anything else as JSON. */
  write(name: string, content: unknown): void {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return command(args, { cwd: this.path, environment: { ...process.env, ...environment } });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function command(
  args: readonly string[],
  { cwd, environment }: { readonly cwd: string; readonly environment: NodeJS.ProcessEnv },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

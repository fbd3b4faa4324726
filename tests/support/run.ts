import { spawnSync } from "node:child_process";

/** Runs a program to its end in a folder; one that fails is an error with all that it printed. */
export function run(program: string, args: readonly string[], cwd: string): void {
  // npm is a script on Windows, which only a shell finds.
  const shell = process.platform === "win32";
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", shell });
  if (error) throw error;
  if (status !== 0) {
    throw new Error(`\`${program} ${args.join(" ")}\` ended with exit code ${status}:\n${stdout}${stderr}`);
  }
}

/** The CLI above the pack among the processes, where the system shows them as files. */
import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

export interface Command {
  /** Where it works: `--cwd` is followed already. */
  readonly folder: string;
  /** Whether it is about the program in that folder, and not about a state from anywhere. */
  readonly runsProgram: boolean;
}

/** There are two processes between at most, and whatever somebody has put around them. */
const mostProcesses = 10;

/**
 * The nearest `pulumi` that a process descends from (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html);
 * undefined where none is seen.
 */
export function commandAbove(processes: string, process = globalThis.process.ppid): Command | undefined {
  try {
    for (let at = process, left = mostProcesses; at > 0 && left > 0; left--) {
      const folder = join(processes, `${at}`);
      const status = readFileSync(join(folder, "status"), "utf8");
      if (/^Name:\tpulumi$/m.test(status)) {
        const args = readFileSync(join(folder, "cmdline"), "utf8").split("\0");
        return { folder: readlinkSync(join(folder, "cwd")), runsProgram: !args.includes("analyze") };
      }
      at = Number(/^PPid:\t(\d+)$/m.exec(status)?.[1] ?? 0);
    }
  } catch {
    // Another system, or processes of others.
  }
  return undefined;
}

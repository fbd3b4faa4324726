/** Faults that a run of the CLI meets, and who is told of them. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { root, type Stack } from "../../offline/workspace";
import type { Ran } from "./command";

/** For the process of Node.js that it concerns, as fault-hook.js reads it. */
export interface Fault {
  /** It stops and waits, in the middle of what it does, and says so with a file that holds its id. */
  readonly hold?: { readonly process: "pack" | "provider"; readonly at: string };
  /** When all processes take it to be, in ISO 8601. */
  readonly clock?: string;
  /** There is no room for files whose names end so, once something has been appended to them that often. */
  readonly full?: { readonly ending: string; readonly after: number };
}

/** What has a run meet a fault. */
export function withFault({ environment }: Stack, fault: Fault): NodeJS.ProcessEnv {
  const hook = `--require ${JSON.stringify(join(__dirname, "fault-hook.js"))}`;
  return {
    NODE_OPTIONS: [environment.NODE_OPTIONS, hook].filter(Boolean).join(" "),
    ECS_GUARDRAILS_FAULT: JSON.stringify(fault),
  };
}

/** A run that is not over yet. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** Starts a program in the repository, as somebody in a terminal of their own would. */
export function start(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): Running {
  const child = spawn(program, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
  return { child, ended };
}

/** Starts `ecs-guardrails`, where the CLI of the workspace is the one on the PATH. */
export function startCommand(
  stack: Stack,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Running {
  const path = [dirname(stack.pulumi), stack.environment.PATH].join(delimiter);
  return start(process.execPath, [join(root, "cli/bin/main.js"), ...args], {
    ...stack.environment,
    PATH: path,
    ...environment,
  });
}

/** The id of the process that a fault holds, once it has come so far. */
export async function held(at: string, { ended }: Running): Promise<number> {
  let isOver = false;
  ended.then(
    () => {
      isOver = true;
    },
    () => undefined,
  );
  while (!isOver) {
    if (existsSync(at)) {
      const id = Number(readFileSync(at, "utf8"));
      if (id > 0) return id;
    }
    await after(20);
  }
  throw new Error("the run ended before the process came so far");
}

/** The ids of a process and of all that it has started, directly or not. */
export function family(id: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const all = [id];
  for (const parent of all) all.push(...pairs.flatMap(([own = 0, above]) => (above === parent ? [own] : [])));
  return all;
}

/** Those that still run after a while. */
export async function stillRunning(ids: readonly number[], patience = 10_000): Promise<number[]> {
  const until = Date.now() + patience;
  for (;;) {
    const left = ids.filter(isRunning);
    if (left.length === 0 || Date.now() > until) return left;
    await after(50);
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

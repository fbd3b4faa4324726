/** What it takes to judge the states of an organisation. */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";
import { type Kind, programs, sized } from "./requests";

/** Of one command with all processes that it starts. */
export interface Watched {
  readonly seconds: number;
  /** The sum of the most that each process has had at one time, in MiB; undefined where the system does not tell. */
  readonly memory: number | undefined;
}

export interface ScanFigures {
  readonly states: number;
  readonly resources: number;
  /** Of all of them. */
  readonly scan: readonly Watched[];
  /** Of `pulumi policy analyze` over the first ones, one after the other. */
  readonly analyze: readonly Watched[];
  readonly analyzed: number;
}

/** States of an organisation: of each ten, some have services, the others none. */
const kinds: readonly Kind[] = [
  "ecs",
  "others",
  "others",
  "ecs",
  "others",
  "others",
  "ecs",
  "others",
  "others",
  "others",
];
const states = 300;
const resources = 200;
const analyzed = 10;

export async function benchScans(
  workspace: Workspace,
  pack: string,
  folder: string,
  repetitions: number,
): Promise<ScanFigures> {
  const generated = join(folder, "states");
  await generate(workspace, generated);
  const files = readdirSync(generated).map((name) => join(generated, name));
  const scan: Watched[] = [];
  const analyze: Watched[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    scan.push(
      await watched(process.execPath, [join(root, "cli/bin/main.js"), "scan", generated, "--quiet"], {}),
    );
    let sum: Watched = { seconds: 0, memory: 0 };
    for (const file of files.slice(0, analyzed)) {
      const args = ["policy", "analyze", "--file", file, "--policy-pack", pack, "--non-interactive"];
      const one = await watched(workspace.cli.pulumi, args, workspace.environment);
      sum = {
        seconds: sum.seconds + one.seconds,
        memory: one.memory === undefined ? undefined : Math.max(one.memory, sum.memory ?? 0),
      };
    }
    analyze.push(sum);
    console.log(
      `  scan of ${files.length} states: ${scan.at(-1)?.seconds.toFixed(1)} s; policy analyze of ${analyzed}: ${sum.seconds.toFixed(1)} s`,
    );
  }
  return { states: files.length, resources, scan, analyze, analyzed };
}

/** Deploys one stack of each kind, and writes its state down under many names. */
async function generate(workspace: Workspace, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const exported = new Map<Kind, string>();
  for (const kind of new Set(kinds)) {
    const stack = await workspace.newStack({ project: programs, stack: "bench" });
    const up = await stack.operate(
      "up",
      ["--yes", "--skip-preview", "--suppress-progress"],
      sized(kind, resources),
    );
    if (up.code !== 0) throw new Error(`the stack could not be deployed:\n${up.output}`);
    const { code, output, stdout } = await stack.run(["stack", "export", "--stack", stack.name]);
    if (code !== 0) throw new Error(output);
    exported.set(kind, stdout);
  }
  for (let number = 0; number < states; number++) {
    const kind = kinds[number % kinds.length] ?? "others";
    const name = `stack-${String(number).padStart(3, "0")}`;
    const state = exported.get(kind) ?? "";
    writeFileSync(
      join(folder, `${name}.json`),
      state.replaceAll("urn:pulumi:bench::", `urn:pulumi:${name}::`),
    );
  }
}

/** Runs a command; what it finds may end it with another code than 0. */
function watched(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Watched> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: "ignore" });
    const most = new Map<number, number>();
    const look = () => {
      for (const pid of family(child.pid ?? 0)) most.set(pid, Math.max(most.get(pid) ?? 0, peakOf(pid)));
    };
    const timer = setInterval(look, 50);
    child.on("error", reject);
    child.on("close", () => {
      clearInterval(timer);
      const memory = [...most.values()].reduce((sum, one) => sum + one, 0);
      resolve({ seconds: (performance.now() - began) / 1000, memory: memory > 0 ? memory : undefined });
    });
  });
}

/** A process and those below it. */
function family(pid: number): number[] {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  return [pid, ...children.flatMap(family)];
}

/** In MiB. */
function peakOf(pid: number): number {
  const [, kibibytes = "0"] = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`)) ?? [];
  return Number(kibibytes) / 1024;
}

/** A process may have ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

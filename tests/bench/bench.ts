/**
 * What a preview costs, without a pack and with others beside ours; see docs/performance.md.
 *
 *     npm run bench                         all of it: about an hour
 *     npm run bench -- --sizes 50,500       of previews and requests of these sizes only
 *     npm run bench -- --repetitions 3      fewer runs of each
 *     npm run bench -- --only packs         one part anew: previews, packs, shares, layouts or scans
 *     npm run bench -- --write              puts the tables into docs/performance.md
 *
 * The figures are written to reports/bench.json as well.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withMarked } from "../../docs/scripts/tables";
import { root, Workspace } from "../../offline/workspace";
import { benchLayouts } from "./layouts";
import { PackProcess } from "./pack-process";
import { installPacks, type Packs } from "./packs";
import { type Kind, programs, requestsOf, sized } from "./requests";
import { benchScans } from "./scans";
import type { Shares } from "./shares";
import { alternately } from "./statistics";
import { type Results, tablesOf } from "./tables";

const { values } = parseArgs({
  options: {
    sizes: { type: "string" },
    repetitions: { type: "string", default: "5" },
    only: { type: "string" },
    keep: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const kinds: readonly Kind[] = ["ecs", "others"];
const sizes = (otherwise: readonly number[]) => values.sizes?.split(",").map(Number) ?? otherwise;
const repetitions = Number(values.repetitions);
const isWanted = (part: string) => values.only === undefined || values.only === part;
const page = join(root, "docs/performance.md");
const report = join(root, "reports/bench.json");

async function main(): Promise<void> {
  const workspace = (await Workspace.open(console.log)).with({
    // As on a user's machine: without what makes the tests of this repository start faster.
    environment: { NODE_OPTIONS: "", ECS_GUARDRAILS_COMPILED: undefined },
  });
  try {
    const folder = values.keep ?? mkdtempSync(join(workspace.folder, "bench-"));
    mkdirSync(folder, { recursive: true });
    const before: Partial<Results> =
      values.only !== undefined && existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
    console.log("Installing the packs …");
    const packs = await installPacks(folder);
    const machine = {
      date: new Date().toISOString().slice(0, 10),
      processor: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
      memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      system: `${platform()} ${arch()}`,
      node: process.version,
      cli: workspace.cli.version,
    };
    const parts = {
      previews: () => previews(workspace, packs),
      packs: () => packProcesses(workspace, packs, folder),
      shares: () => shares(workspace, packs, folder),
      layouts: async () => benchLayouts(repetitions),
      scans: () => benchScans(workspace, packs.ours, folder, Math.min(repetitions, 3)),
    };
    const none = { previews: [], packs: [], shares: [], layouts: [] };
    let results: Results = { ...none, ...before, machine, repetitions };
    mkdirSync(join(root, "reports"), { recursive: true });
    for (const [part, measure] of Object.entries(parts)) {
      if (!isWanted(part)) continue;
      results = { ...results, [part]: await measure() };
      // What comes next takes long, and may fail.
      writeFileSync(report, `${JSON.stringify(results, null, 1)}\n`);
    }
    const tables = tablesOf(results);
    console.log(`\n${tables}`);
    if (values.write) writeTables(tables);
  } finally {
    workspace.close();
  }
}

/** Seconds of `pulumi preview`, by pack. */
async function previews(workspace: Workspace, packs: Packs): Promise<Results["previews"]> {
  const measured: Results["previews"][number][] = [];
  for (const kind of kinds) {
    for (const resources of sizes([50, 500, 2000])) {
      const names = ["none", "empty", "awsguard", "ours"] as const;
      const stack = await workspace.newStack({ project: programs, stack: "bench" });
      const run = async (name: (typeof names)[number]) => {
        const pack = name === "none" ? [] : ["--policy-pack", packs[name]];
        const args = [
          "preview",
          "--stack",
          stack.name,
          "--config-file",
          stack.configFile,
          "--suppress-progress",
        ];
        const began = performance.now();
        const { code, output } = await stack.run([...args, ...pack], sized(kind, resources));
        const seconds = (performance.now() - began) / 1000;
        if (code !== 0)
          throw new Error(`the preview of ${resources} resources with ${name} failed:\n${output}`);
        console.log(`  preview of ${resources} ${kind}, ${name}: ${seconds.toFixed(2)} s`);
        return seconds;
      };
      await run("none");
      measured.push({ kind, resources, seconds: await alternately(names, repetitions, run) });
    }
  }
  return measured;
}

/** What the processes of the packs take for the requests of previews. */
async function packProcesses(workspace: Workspace, packs: Packs, folder: string): Promise<Results["packs"]> {
  const measured: Results["packs"][number][] = [];
  for (const kind of kinds) {
    for (const resources of sizes([500, 2000, 10_000])) {
      const { requests } = await requestsOf(workspace, packs.empty, join(folder, "requests"), {
        kind,
        resources,
      });
      const figures = await alternately(
        ["empty", "awsguard", "ours", "own"] as const,
        repetitions,
        async (name) => {
          const pack = await PackProcess.start(packs[name], { NODE_OPTIONS: "" });
          const took = await pack.preview(requests);
          const memory = pack.peakMemory();
          await pack.stop();
          console.log(
            `  ${requests.resources.length} ${kind}, ${name}: ready ${pack.ready.toFixed(0)} ms, resources ${took.resources.toFixed(0)} ms, stack ${took.stack.toFixed(0)} ms, ${memory?.toFixed(0)} MiB`,
          );
          return { ready: pack.ready, ...took, memory };
        },
      );
      measured.push({ kind, resources: requests.resources.length, figures });
    }
  }
  return measured;
}

/** The parts of our own work. */
async function shares(workspace: Workspace, packs: Packs, folder: string): Promise<Results["shares"]> {
  const measured: Results["shares"][number][] = [];
  for (const kind of kinds) {
    for (const resources of sizes([500, 2000, 10_000])) {
      const { file, requests } = await requestsOf(workspace, packs.empty, join(folder, "requests"), {
        kind,
        resources,
      });
      const runs = Array.from({ length: repetitions }, (): Shares => {
        const script = ["--require", "ts-node/register/transpile-only", join(__dirname, "shares.ts"), file];
        return JSON.parse(execFileSync(process.execPath, script, { cwd: root, encoding: "utf8" }));
      });
      measured.push({ kind, resources: requests.resources.length, runs });
    }
  }
  return measured;
}

function writeTables(tables: string): void {
  writeFileSync(page, withMarked(readFileSync(page, "utf8"), "figures", tables));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  execFileSync(process.execPath, [biome, "format", "--write", page], { cwd: root, stdio: "inherit" });
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

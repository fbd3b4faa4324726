/**
 * Faults of a run, on the real CLI: none of them leaves out a finding without a word. `npm run faults` has all of
 * them, `npm test` those that are quick.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../cli/report/report";
import { policyPack, root, type Stack, type Workspace } from "../../offline/workspace";
import type { Ran } from "../support/command";
import {
  type Fault,
  family,
  held,
  type Running,
  start,
  startCommand,
  stillRunning,
  withFault,
} from "../support/faults";
import { newProject, writeProgram } from "../support/project";
import { clientsAfterServers } from "../support/scenario";
import { together } from "../support/together";
import { type FaultName, type FaultRow, toldOfFaults } from "../support/told-of-faults";

const incident = "incident-client-before-server";
const region = "config:\n  aws:region: eu-central-1\n";

type Job = (workspace: Workspace) => Promise<void>;
/** Who is told. */
type Runner = "cli" | "command";

/** Without the arguments that tell of the stack; those of the pack are added. */
function startPreview(
  runner: Runner,
  stack: Stack,
  { config, environment, cwd = root }: Preview = {},
): Running {
  const { name, configFile } = stack;
  const own = [
    "--stack",
    name,
    "--config-file",
    configFile,
    "--non-interactive",
    "--suppress-progress",
    "--cwd",
    cwd,
  ];
  if (runner === "command")
    return startCommand(
      stack,
      ["preview", ...(config === undefined ? [] : ["--config", config]), "--", ...own],
      environment,
    );
  const pack = [
    "--policy-pack",
    policyPack,
    ...(config === undefined ? [] : ["--policy-pack-config", config]),
  ];
  return start(stack.pulumi, ["preview", ...pack, ...own], { ...stack.environment, ...environment });
}

interface Preview {
  /** File with the configuration of the pack. */
  readonly config?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

function assertTold(name: FaultName, runner: Runner, { code, stdout, stderr }: Ran): void {
  const told = (toldOfFaults[name] as FaultRow)[runner];
  const all = `${stdout}\n${stderr}`;
  assert.ok(told, `${name} does not concern ${runner}`);
  assert.ok(all.includes(told.says), `${name}, ${runner}: nothing says "${told.says}":\n${all}`);
  assert.equal(code, told.code, `${name}, ${runner}:\n${all}`);
  // What looks like a pass must be one.
  if (code !== 0) assert.doesNotMatch(all, /judged: nothing is found/);
}

function incidentIn(workspace: Workspace, beside?: Stack): Promise<Stack> {
  return workspace.newStack({ project: root, stack: incident, config: region, ...(beside && { beside }) });
}

/** Both are told of a configuration of this text, or of one that is not there. */
function configuration(
  name: FaultName,
  text: string | undefined,
  runners: readonly Runner[] = ["cli", "command"],
): Job {
  return async (workspace) => {
    const stack = await incidentIn(workspace);
    const config = join(stack.folder, `${name}.json`);
    if (text !== undefined) writeFileSync(config, text);
    for (const runner of runners)
      assertTold(name, runner, await startPreview(runner, stack, { config }).ended);
  };
}

/** A process is killed when it has done half of what it does. */
function killed(name: FaultName, process: "pack" | "provider"): Job {
  return async (workspace) => {
    const stack = await incidentIn(workspace);
    for (const runner of ["cli", "command"] as const) {
      const at = join(stack.folder, `${runner}-has-begun`);
      const running = startPreview(runner, stack, {
        environment: withFault(stack, { hold: { process, at } }),
      });
      const id = await held(at, running);
      const ids = family(running.child.pid ?? 0);
      end(id);
      assertTold(name, runner, await running.ended);
      assert.deepEqual(await stillRunning(ids), []);
    }
  };
}

function end(id: number): void {
  process.kill(id, "SIGKILL");
}

/** Whoever runs it loses patience while a program takes its time. */
function interrupted(name: FaultName, times: number): Job {
  return async (workspace) => {
    const project = newProject(workspace, name);
    writeProgram(project, slowProgram);
    for (const runner of ["cli", "command"] as const) {
      const stack = await workspace.newStack({ project, stack: `dev-${runner}`, config: region });
      const at = join(stack.folder, "has-begun");
      const running = startPreview(runner, stack, { cwd: project, environment: { HAS_BEGUN: at } });
      await held(at, running);
      const ids = family(running.child.pid ?? 0);
      for (let time = 0; time < times; time++) {
        running.child.kill("SIGINT");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      assertTold(name, runner, await running.ended);
      assert.deepEqual(await stillRunning(ids), [], "what it has started goes on");
    }
  };
}

const slowProgram = `
import { writeFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

new aws.sqs.Queue("jobs");
writeFileSync(process.env.HAS_BEGUN ?? "", String(process.pid));
export const slow = new Promise((resolve) => setTimeout(resolve, 120_000));
`;

/** The preview meets a fault that it gets over. */
function meeting(
  name: FaultName,
  fault: Fault,
  settings: object = {},
  runners: readonly Runner[] = ["command"],
): Job {
  return async (workspace) => {
    const stack = await incidentIn(workspace);
    const config = join(stack.folder, "pack.json");
    writeFileSync(config, JSON.stringify(settings));
    for (const runner of runners)
      assertTold(
        name,
        runner,
        await startPreview(runner, stack, { config, environment: withFault(stack, fault) }).ended,
      );
  };
}

const exempted = {
  [clientsAfterServers]: {
    exemptions: [{ resource: "api-gateway", reason: "known", expires: "2027-06-30" }],
  },
};
const setTo = (own: unknown) => JSON.stringify({ [clientsAfterServers]: own });

const quick: Readonly<Record<string, Job>> = {
  "a configuration that is not there is told of": configuration("absent", undefined),
  "a configuration that is broken off is told of": configuration("broken", '{"ecs-'),
  "an exemption without a reason is told of": configuration(
    "noReason",
    setTo({ exemptions: [{ resource: "x" }] }),
  ),
  "a misspelt policy is told of by the command": configuration(
    "unknownPolicy",
    '{"ecs-nothing":"advisory"}',
    ["command"],
  ),
  "a provider that is killed half-way leaves nothing judged": killed("providerKilled", "provider"),
  "a pack that is killed while it judges has not judged": killed("packKilled", "pack"),
  "an interrupted preview ends, with all that it has started": interrupted("interrupted", 1),
  "no folder for temporary files is told of": async (workspace) => {
    const stack = await incidentIn(workspace);
    const environment = { TMPDIR: join(stack.folder, "nowhere") };
    assertTold("noTemporaryFolder", "command", await startPreview("command", stack, { environment }).ended);
  },
  "advice that could not be written down is told of": meeting(
    "noRoomAtLast",
    { full: { ending: ".jsonl", after: 3 } },
    { all: "advisory" },
  ),
  "an exemption holds by the clock": meeting("late", { clock: "2045-01-01T00:00:00Z" }, exempted, ["cli"]),
};

const slower: Readonly<Record<string, Job>> = {
  "a configuration without an object is told of": configuration("list", "[]"),
  "a policy with a number for a level is told of": configuration("wrongType", setTo(5)),
  "a misspelt level is told of": configuration("wrongLevel", setTo("madatory")),
  "a misspelt option is told of": configuration("misspeltOption", setTo({ servres: "all" })),
  "a misspelt policy silences no other": configuration("unknownPolicy", '{"ecs-nothing":"advisory"}', [
    "cli",
  ]),
  "30,000 exemptions exempt what they name, and nothing else": configuration(
    "large",
    setTo({ exemptions: many() }),
  ),
  "a preview that is interrupted twice ends, with all that it has started": interrupted(
    "interruptedTwice",
    2,
  ),
  "what rejects and could not be written down is told of": meeting("noRoom", {
    full: { ending: ".jsonl", after: 0 },
  }),
  "an exemption has expired in the table, too": meeting("late", { clock: "2045-01-01T00:00:00Z" }, exempted),
  "an exemption holds when the clock is behind": meeting(
    "early",
    { clock: "1999-12-31T23:59:59Z" },
    exempted,
    ["cli", "command"],
  ),
  "scan and graph refuse a broken configuration, too": async (workspace) => {
    const stack = await incidentIn(workspace);
    const config = join(stack.folder, "broken.json");
    writeFileSync(config, '{"ecs-');
    for (const command of ["scan", "graph"]) {
      const { code, stderr } = await startCommand(stack, [command, "--stack", stack.name, "--config", config])
        .ended;
      assert.equal(code, 2);
      assert.match(stderr, /broken\.json is not JSON\.$/m);
    }
  },
  "a cache that cannot be written changes nothing": async (workspace) => {
    const stack = await incidentIn(workspace);
    const file = join(stack.folder, "no-folder");
    writeFileSync(file, "");
    const environment = { NODE_COMPILE_CACHE: join(file, "cache") };
    const { code, stdout } = await startPreview("cli", stack, { environment }).ended;
    assert.equal(code, 1);
    assert.match(stdout, /Finding: client-without-server\/user-service/);
  },
  "previews at the same time, also of one stack, do not disturb each other": async (workspace) => {
    const stack = await incidentIn(workspace);
    const other = await workspace.newStack({
      project: root,
      stack: "job-sync-hub",
      config: region,
      beside: stack,
    });
    const rejected = [startPreview("command", stack), startPreview("command", stack)];
    const passed = startPreview("command", other);
    for (const { ended } of rejected) {
      const { code, stdout } = await ended;
      assert.equal(code, 1, stdout);
      assert.match(stdout, /^1 stack judged, 1 finding: 1 rejected\.$/m);
    }
    assert.equal((await passed.ended).code, 0);
  },
  "the language, the time zone and the order of letters change nothing": async (workspace) => {
    const stack = await incidentIn(workspace);
    const judged = async (environment: NodeJS.ProcessEnv) => {
      const args = ["--stack", stack.name, "--config-file", stack.configFile, "--non-interactive"];
      const { stdout } = await startCommand(stack, ["preview", "--json", "-", "--", ...args], environment)
        .ended;
      const { time: _, ...report }: Report = JSON.parse(stdout);
      return report;
    };
    const usual = await judged({ LC_ALL: "C", TZ: "UTC" });
    assert.equal(usual.stacks[0]?.findings.length, 1);
    assert.deepEqual(
      await judged({ LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" }),
      usual,
    );
    assert.deepEqual(
      await judged({ LC_ALL: "ja_JP.eucJP", LANG: "ja_JP.eucJP", TZ: "America/Anchorage" }),
      usual,
    );
  },
};

/** As a baseline of many stacks has them, and some that name no stack. */
function many(): object[] {
  return Array.from({ length: 30_000 }, (_, index) => ({
    resource: `service-${index}-of-a-stack-that-has-a-long-name-and-is-made-elsewhere`,
    finding: `client-without-server/another-service-with-a-long-name-${index}`,
    reason: "Found on 2026-06-15, when the baseline was written.",
  }));
}

describe("faults of a run", () => {
  together(new Map(Object.entries(process.env.FAULTS === "all" ? { ...quick, ...slower } : quick)));
});

/** Scenarios for the real CLI: a program, and what the pack must say of it at each step. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsOf, findingsOf, judgedResources } from "../../offline/findings";
import { type Outcome, policyPack, type Stack, type Workspace } from "../../offline/workspace";
import { endProvider, providerEnvironment, withProgramHost } from "./attached";
import { capturing, keepCapture } from "./captures";
import { clientsAfterServers } from "./policy-names";
import { isJavaScript, writeProgram } from "./project";
import { assertScannedAlike } from "./scanned";

export * from "./policy-names";

export interface Scenario {
  /** What it proves, as a sentence. */
  readonly proves: string;
  /** Steps in order, on one stack for each program. */
  readonly steps: readonly Step[];
  /** Configuration of the pack in all steps, to which each may add its own. */
  readonly pack?: PackConfiguration;
}

/** Levels or options by the policies' names. */
type PackConfiguration = Readonly<Record<string, unknown>>;

/**
 * Demands every server of every client, also of those that exist, so that a scenario shows what is a server, a client
 * and a wait in each of its steps.
 */
export const everyWait: PackConfiguration = { [clientsAfterServers]: { servers: "all", clients: "all" } };

export interface Step {
  /**
   * `up` deploys without the pack; `up with pack` tells what is found at the end of the update, and of its preview only
   * what stops it; `analyze` judges the state, `analyze export` an exported one.
   */
  readonly run: "preview" | "up" | "up with pack" | "refresh" | "analyze" | "analyze export";
  /** Another program of the folder than `program.ts`; its stack is one more of the same account. */
  readonly program?: string;
  /** Form of the program, which it reads from its configuration. */
  readonly variant?: string;
  /** The project's program from this step on, in TypeScript. */
  readonly source?: string;
  /** More configuration of the program. */
  readonly config?: Readonly<Record<string, string>>;
  /** The pack's folder, if it is another one than this repository's. */
  readonly packFolder?: string;
  /** Configuration of the pack. */
  readonly pack?: PackConfiguration;
  /** More arguments for the CLI. */
  readonly args?: readonly string[];
  /**
   * All findings, of whatever level: policy, finding id, type and name of the resource with those of its
   * parents as in its URN, and `presumed` where it is. None means that the program passes.
   */
  readonly finds?: readonly string[];
  /** Keeps what the engine sends under this name, for unit tests. */
  readonly capture?: string;
  /** With `up`: rows of resources, by type and name, of which each is created only after the one before it. */
  readonly orders?: readonly (readonly string[])[];
  /** With `up`: pairs of resources of which the second is begun before the first is there. */
  readonly overtaken?: readonly (readonly [string, string])[];
  /** With `orders`: types of which AWS takes longer to make one than of others. */
  readonly slow?: readonly string[];
  /** Whether the program asks for nothing that is not there already. */
  readonly unchanged?: true;
  /**
   * All that the program asks for: operation, type and name of the resource, and where one is updated or replaced
   * the properties that change, `update aws:iam/role:Role::tasks: tags`. A replacement is one operation.
   */
  readonly changes?: readonly string[];
  /** What some message must say. */
  readonly says?: readonly RegExp[];
  /** What the output must hold besides the messages. */
  readonly prints?: readonly RegExp[];
  /** Texts that nothing printed may hold. */
  readonly hides?: readonly string[];
  /** Texts that the stack's state holds encrypted only. */
  readonly encrypts?: readonly string[];
  /** The error with which the CLI stops before the pack judges. */
  readonly stops?: RegExp;
}

/** The steps of a scenario, each with the configuration that all of them have. */
export function stepsOf({ steps, pack }: Scenario): Step[] {
  return steps.map((step) => ({ ...step, ...(pack && { pack: merged(pack, step.pack ?? {}) }) }));
}

function merged(common: PackConfiguration, own: PackConfiguration): PackConfiguration {
  const options = (value: unknown) => (typeof value === "object" && value !== null ? value : undefined);
  const policies = Object.entries(own).map(([policy, value]) => {
    const [base, more] = [options(common[policy]), options(value)];
    return [policy, base && more ? { ...base, ...more } : value];
  });
  return { ...common, ...Object.fromEntries(policies) };
}

/** Runs steps on new stacks of a project; the project's name must be `scenarios`. */
export async function runScenario(
  workspace: Workspace,
  project: string,
  name: string,
  steps: readonly Step[],
): Promise<void> {
  const stacks = new Map<string, Stack>();
  const stackOf = async ({ program }: Step): Promise<Stack> => {
    const stack = program === undefined ? name : `${name}.${program}`;
    const [beside] = stacks.values();
    const opened = stacks.get(stack) ?? (await workspace.newStack({ project, stack, beside }));
    stacks.set(stack, opened);
    return opened;
  };
  try {
    for (const [index, step] of steps.entries()) {
      const where = `step ${index + 1}, ${step.run}`;
      if (step.source !== undefined) writeProgram(project, step.source);
      const stack = await stackOf(step);
      stack.configure(configuration(step));
      const capture = step.capture === undefined ? undefined : capturing(stack);
      const outcome = await runStep(stack, step, capture?.environment);
      if (step.run === "up" || step.run === "refresh")
        assert.equal(outcome.code, 0, `${where}:\n${outcome.output}`);
      else if (step.stops) assertStops(outcome, step.stops, where);
      else assertFinds(outcome, step, stack.name, where);
      if (step.capture && capture) keepCapture(step.capture, capture.file, [...(step.finds ?? [])].sort());
      for (const order of step.orders ?? []) assertOrder(callLog(stack), order, where);
      for (const pair of step.overtaken ?? []) assertOvertaken(callLog(stack), pair, where);
      if (step.encrypts) await assertEncrypts(stack, step.encrypts, where);
    }
  } finally {
    for (const stack of stacks.values()) endProvider(stack);
  }
}

function configuration({ variant, config }: Step): string {
  const values = Object.entries({ ...(variant && { variant }), ...config });
  const lines = values.map(([key, value]) => `  scenarios:${key}: ${value}`);
  return ["config:", "  aws:region: eu-central-1", ...lines, ""].join("\n");
}

async function runStep(stack: Stack, step: Step, environment?: NodeJS.ProcessEnv): Promise<Outcome> {
  const { run, stops, args = [] } = step;
  const hasProgram = run === "preview" || run === "up" || run === "up with pack";
  // A program that is to fail may leave more behind than one that does not.
  return hasProgram && !stops && isJavaScript(stack.project)
    ? withProgramHost(stack, (host) => operate(stack, step, [...host, ...args], environment))
    : operate(stack, step, args, environment);
}

async function operate(
  stack: Stack,
  step: Step,
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const pack = packArguments(stack, step);
  // One that is to take its time is started for that.
  const attached = isTimed(step) ? {} : await providerEnvironment(stack);
  switch (step.run) {
    case "preview":
      return stack.operate("preview", [...pack, ...args], { ...attached, ...environment });
    case "up":
      return stack.operate("up", ["--yes", "--skip-preview", ...args], {
        ...savedOnce,
        ...attached,
        ...(isTimed(step) && slowly(stack, step)),
      });
    case "up with pack":
      return stack.operate("up", ["--yes", ...pack, ...args], { ...savedOnce, ...attached });
    case "refresh":
      return stack.operate("refresh", ["--yes", "--skip-preview", ...args], attached);
    case "analyze": {
      const outcome = analysis(
        await stack.run(["policy", "analyze", "--json", "--stack", stack.name, ...pack]),
      );
      // By somebody who can read the stack's secrets, as this CLI can.
      const file = await stateFile(stack, ["--show-secrets"]);
      await assertScannedAlike(
        { path: file, folder: stack.project },
        step.pack ?? {},
        outcome.events,
        `${stack.name}, ${step.run}`,
      );
      return outcome;
    }
    case "analyze export": {
      const file = await stateFile(stack);
      // By somebody who cannot read the stack's secrets.
      const passphrase = { PULUMI_CONFIG_PASSPHRASE: "another" };
      const outcome = analysis(
        await stack.run(["policy", "analyze", "--json", "--file", file, ...pack], passphrase),
      );
      await assertScannedAlike(
        { path: file, folder: stack.project },
        step.pack ?? {},
        outcome.events,
        `${stack.name}, ${step.run}`,
      );
      return outcome;
    }
  }
}

/** The stack's state in a file. */
async function stateFile(stack: Stack, args?: readonly string[]): Promise<string> {
  const file = join(mkdtempSync(join(stack.folder, "export-")), "state.json");
  writeFileSync(file, await exported(stack, args));
  return file;
}

/** Else the CLI writes the whole state anew for each resource: half of the time that a large stack takes. */
const savedOnce = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Creates that take a while, written down: what waits for nothing begins while others are not yet made. */
function slowly(stack: Stack, { orders, slow = [], overtaken = [] }: Step): NodeJS.ProcessEnv {
  return {
    ECS_STAND_IN_CALL_LOG: callLog(stack),
    ECS_STAND_IN_CREATE_MILLISECONDS: orders ? "400" : "0",
    ECS_STAND_IN_SLOW_TYPES: slow.join(","),
    ECS_STAND_IN_HELD: JSON.stringify(overtaken),
  };
}

function callLog(stack: Stack): string {
  return join(stack.folder, "calls.jsonl");
}

function isTimed({ orders, overtaken }: Step): boolean {
  return orders !== undefined || overtaken !== undefined;
}

function assertOrder(log: string, order: readonly string[], where: string): void {
  const place = placesIn(log, where);
  for (const [index, resource] of order.slice(1).entries()) {
    const before = order[index] ?? "";
    assert.ok(
      place("create", resource) > place("created", before),
      `${where}: ${resource} did not wait for ${before}`,
    );
  }
}

function assertOvertaken(log: string, [first, second]: readonly [string, string], where: string): void {
  const place = placesIn(log, where);
  assert.ok(place("create", second) < place("created", first), `${where}: ${second} waited for ${first}`);
}

/**
 * Where the providers wrote down that they began to create a resource, and that it was there: the lines' order tells
 * what came first even where two providers write within one millisecond.
 */
function placesIn(log: string, where: string): (call: "create" | "created", resource: string) => number {
  const calls = readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { call: string; urn: string });
  return (call, resource) => {
    const place = calls.findIndex((entry) => entry.call === call && entry.urn.endsWith(resource));
    assert.ok(place >= 0, `${where}: ${resource} was not created`);
    return place;
  };
}

function packArguments(stack: Stack, { pack, packFolder = policyPack }: Step): string[] {
  if (!pack) return ["--policy-pack", packFolder];
  const file = join(mkdtempSync(join(stack.folder, "pack-")), "config.json");
  writeFileSync(file, JSON.stringify(pack));
  return ["--policy-pack", packFolder, "--policy-pack-config", file];
}

/** `policy analyze` prints its events, and what the pack says between them, on standard output. */
function analysis(outcome: Outcome): Outcome {
  const events = outcome.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  return { ...outcome, events };
}

function assertStops({ code, output }: Outcome, stops: RegExp, where: string): void {
  assert.notEqual(code, 0, `${where} was to stop:\n${output}`);
  assert.match(output, stops, where);
}

function assertFinds({ code, output, events }: Outcome, step: Step, stack: string, where: string): void {
  const prefix = `urn:pulumi:${stack}::scenarios::`;
  const findings = findingsOf(events);
  const found = findings.map(
    ({ policy, id, urn, presumed }) =>
      `${policy} ${id} ${urn.replace(prefix, "")}${presumed ? " presumed" : ""}`,
  );
  // A run with a preview and an update reports each finding twice.
  const distinct = step.run === "up with pack" ? [...new Set(found)] : found;
  assert.deepEqual(distinct.sort(), [...(step.finds ?? [])].sort(), `${where}:\n${output}`);
  assert.deepEqual(errorsOf(events), [], where);
  const rejected = findings.some(({ level }) => level === "mandatory");
  assert.equal(code === 0, !rejected, `${where} ended with exit code ${code}:\n${output}`);
  assertJudged(output, events, step, where);
  const changes = step.unchanged ? [] : step.changes;
  if (changes) assert.deepEqual(changesIn(events), [...changes].sort(), `${where}:\n${output}`);
  for (const text of step.prints ?? []) assert.match(output, text, where);
  for (const text of step.hides ?? []) assert.ok(!output.includes(text), `${where} prints ${text}`);
  for (const text of step.says ?? []) {
    assert.ok(
      findings.some(({ message }) => text.test(message)),
      `${where}: no message says ${text}:\n${output}`,
    );
  }
}

async function assertEncrypts(stack: Stack, texts: readonly string[], where: string): Promise<void> {
  const [encrypted, plain] = [await exported(stack), await exported(stack, ["--show-secrets"])];
  for (const text of texts) {
    assert.ok(plain.includes(text), `${where}: the state does not hold ${text} at all`);
    assert.ok(!encrypted.includes(text), `${where}: the state holds ${text} as it is`);
  }
}

async function exported(stack: Stack, args: readonly string[] = []): Promise<string> {
  const { code, output, stdout } = await stack.run(["stack", "export", "--stack", stack.name, ...args]);
  assert.equal(code, 0, output);
  return stdout;
}

/** A run with a preview and an update tells each change twice. */
function changesIn(events: Outcome["events"]): string[] {
  const changes = events.flatMap(({ resourcePreEvent }) => {
    const { op, urn, type, diffs } = resourcePreEvent?.metadata ?? { op: "same", urn: "", type: "" };
    // The engine tells a replacement as a whole, and its halves besides.
    if (op === "same" || op === "create-replacement" || op === "delete-replaced") return [];
    const properties = diffs?.length ? `: ${[...diffs].sort().join(", ")}` : "";
    return [`${op} ${type}::${urn.split("::").at(-1)}${properties}`];
  });
  return [...new Set(changes)].sort();
}

/** Without this a pass proves nothing: the CLI prints its ✅ for a pack that did not run, too. */
function assertJudged(output: string, events: Outcome["events"], step: Step, where: string): void {
  if (step.run.startsWith("analyze")) {
    assert.match(output, /ecs-guardrails judged .*\d+ resources?:/, where);
    return;
  }
  const disabled = Object.entries(step.pack ?? {}).flatMap(([policy, level]) =>
    level === "disabled" ? [policy] : [],
  );
  assert.ok(judgedResources(events, disabled) !== undefined, `${where}: the pack did not judge:\n${output}`);
}

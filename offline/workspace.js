/**
 * A place to run the Pulumi CLI in that touches nothing else: its own PULUMI_HOME with the stand-in AWS
 * provider, its own state, its own copies of stack configuration, and none of the caller's credentials.
 */
const { spawn } = require("node:child_process");
const { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { delimiter, join } = require("node:path");
const { installAwsStandIn } = require("./aws/install");
const { quickStart } = require("./node/prepare");
const { cacheFolder } = require("./pulumi/cache");
const { resolvePulumi } = require("./pulumi/resolve");
const { resolveYamlHost } = require("./pulumi/yaml");

const root = join(__dirname, "..");
const policyPack = join(root, "policypack");

/**
 * @typedef {object} Outcome
 * @property {number} code exit code of the CLI
 * @property {string} output what the CLI printed, standard output and error as they came
 * @property {string} stdout its standard output alone
 * @property {Event[]} events the engine's events, in order
 */

/**
 * An engine event, as far as it is looked at here; the engine's own form is
 * github.com/pulumi/pulumi/sdk/v3/go/common/apitype, EngineEvent.
 * @typedef {object} Event
 * @property {{ resourceUrn?: string, message: string, policyName: string, enforcementLevel: string }} [policyEvent]
 * @property {{ passed?: string[], failed?: string[] }} [policyAnalyzeStackSummaryEvent]
 * @property {{ urn?: string, message: string, severity: string }} [diagnosticEvent]
 * @property {{ metadata: { op: string, urn: string, type: string, diffs?: string[], new?: { outputs?: object } } }} [resourcePreEvent]
 */

class Workspace {
  /**
   * Finds or makes the CLI and prepares a folder for it.
   * @param {(message: string) => void} log
   * @returns {Promise<Workspace>}
   */
  static async open(log) {
    const environment = withoutCredentials(process.env);
    const cache = cacheFolder(process.env);
    const cli = await resolvePulumi({ environment: process.env, cache, log });
    const folder = mkdtempSync(join(tmpdir(), "ecs-guardrails-"));
    const home = join(folder, "home");
    mkdirSync(home);
    installAwsStandIn(home, awsVersion());
    const path = [...cli.path, environment.PATH].filter(Boolean).join(delimiter);
    return new Workspace(folder, cli, {
      ...environment,
      ...(await quickStart(environment, cache)),
      PATH: path,
      PULUMI_HOME: home,
      PULUMI_CONFIG_PASSPHRASE: "",
      // Lets the CLI accept --event-log.
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Types are checked once, by `npm test`; checking them at every preview takes 10 s each time.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  }

  /**
   * @param {string} folder
   * @param {import("./pulumi/settings").Resolved} cli
   * @param {NodeJS.ProcessEnv} environment
   */
  constructor(folder, cli, environment) {
    this.folder = folder;
    this.cli = cli;
    this.environment = environment;
    /** @type {ReturnType<typeof initEmpty> | undefined} */
    this.empty = undefined;
  }

  /**
   * Makes an empty stack.
   * @param {{ project: string, stack: string, config?: string, beside?: Stack }} options folder of Pulumi.yaml,
   *   name of the stack, its configuration as YAML, and a stack whose backend and AWS account it shares; it has
   *   its own without one
   * @returns {Promise<Stack>}
   */
  async newStack({ project, stack, config = "", beside }) {
    const folder = mkdtempSync(join(this.folder, `${stack}-`));
    const environment = beside?.environment ?? {
      ...this.environment,
      PULUMI_BACKEND_URL: `file://${folder}`,
      // What the stand-in has made for the stack, so that a refresh tells it as AWS would.
      ECS_STAND_IN_ACCOUNT: join(folder, "account.jsonl"),
    };
    const [, name = ""] = /^name: *(.*)$/m.exec(readFileSync(join(project, "Pulumi.yaml"), "utf8")) ?? [];
    await this.initialize(environment, { project: name, stack, folder });
    const opened = new Stack(this.cli.pulumi, environment, { project, name: stack, folder });
    opened.configure(config);
    return opened;
  }

  /**
   * Does what `pulumi stack init` does for a stack with a passphrase and a backend of files: only the first time by
   * means of the CLI, and then with what that has written.
   * @param {NodeJS.ProcessEnv} environment
   * @param {{ project: string, stack: string, folder: string }} made
   */
  async initialize(environment, { project, stack, folder }) {
    this.empty ??= initEmpty(this.cli.pulumi, this.environment, mkdtempSync(join(this.folder, "empty-")));
    const { meta, state, salt } = await this.empty;
    const backend = join((environment.PULUMI_BACKEND_URL ?? "").replace("file://", ""), ".pulumi");
    const stacks = join(backend, "stacks", project);
    mkdirSync(stacks, { recursive: true });
    writeFileSync(join(backend, "meta.yaml"), meta);
    writeFileSync(join(stacks, `${stack}.json`), state.replace("/empty/empty", `/${project}/${stack}`));
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), salt);
  }

  /**
   * Lets the CLI run programs in YAML, too.
   * @param {(message: string) => void} log
   */
  async addYaml(log) {
    const folders = await resolveYamlHost(this.cli, { environment: process.env, log });
    const path = [...folders, this.environment.PATH].join(delimiter);
    this.environment = { ...this.environment, PATH: path };
  }

  /**
   * The same place with something else in it.
   * @param {{ cli?: import("./pulumi/settings").Resolved, environment?: NodeJS.ProcessEnv }} parts another CLI, and
   *   what to add to the environment
   * @returns {Workspace}
   */
  with({ cli = this.cli, environment = {} }) {
    const path = [...cli.path, environment.PATH ?? this.environment.PATH].join(delimiter);
    return new Workspace(this.folder, cli, { ...this.environment, ...environment, PATH: path });
  }

  /**
   * Runs the CLI for what belongs to no stack.
   * @param {string[]} args
   * @param {{ cwd: string, environment?: NodeJS.ProcessEnv }} place where to run it, and what to add to the environment
   * @returns {Promise<Outcome>}
   */
  run(args, { cwd, environment = {} }) {
    return runPulumi(this.cli.pulumi, args, { cwd, environment: { ...this.environment, ...environment } });
  }

  /** Removes everything that was made here. */
  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

class Stack {
  /**
   * @param {string} pulumi
   * @param {NodeJS.ProcessEnv} environment
   * @param {{ project: string, name: string, folder: string }} place
   */
  constructor(pulumi, environment, { project, name, folder }) {
    this.pulumi = pulumi;
    this.environment = environment;
    this.project = project;
    this.name = name;
    this.folder = folder;
    this.configFile = join(folder, "config.yaml");
    this.salt = readFileSync(join(folder, `Pulumi.${name}.yaml`), "utf8");
    this.operations = 0;
  }

  /**
   * Sets the stack's configuration.
   * @param {string} config as YAML, as in Pulumi.<stack>.yaml
   */
  configure(config) {
    writeFileSync(this.configFile, `${this.salt}\n${config}`);
  }

  /**
   * Runs an operation of the stack (preview, up, …) and collects its events.
   * @param {string} operation
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [environment] what to add to the environment
   * @returns {Promise<Outcome>}
   */
  async operate(operation, args = [], environment = {}) {
    const log = join(this.folder, `events-${++this.operations}.jsonl`);
    const place = ["--stack", this.name, "--config-file", this.configFile, "--event-log", log];
    const outcome = await this.run([operation, ...place, ...args], environment);
    return { ...outcome, events: readEvents(existsSync(log) ? readFileSync(log, "utf8") : "") };
  }

  /**
   * Runs the CLI in the project's folder.
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [environment] what to add to the environment
   * @returns {Promise<Outcome>}
   */
  run(args, environment = {}) {
    return runPulumi(this.pulumi, args, {
      cwd: this.project,
      environment: { ...this.environment, ...environment },
    });
  }
}

/**
 * Makes the stack `empty` of the project `empty`.
 * @param {string} pulumi
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} folder
 * @returns {Promise<{ meta: string, state: string, salt: string }>} what the backend holds, and the stack's configuration
 */
async function initEmpty(pulumi, environment, folder) {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  const { code, output } = await runPulumi(pulumi, ["stack", "init", "empty"], {
    cwd: folder,
    environment: { ...environment, PULUMI_BACKEND_URL: `file://${folder}` },
  });
  if (code !== 0) throw new Error(`\`pulumi stack init\` failed:\n${output}`);
  /** @param {string} file */
  const read = (file) => readFileSync(join(folder, file), "utf8");
  return {
    meta: read(".pulumi/meta.yaml"),
    state: read(".pulumi/stacks/empty/empty.json"),
    salt: read("Pulumi.empty.yaml"),
  };
}

/**
 * @param {string} pulumi
 * @param {string[]} args
 * @param {{ cwd: string, environment: NodeJS.ProcessEnv }} place
 * @returns {Promise<Outcome>}
 */
function runPulumi(pulumi, args, { cwd, environment }) {
  return new Promise((resolve, reject) => {
    const child = spawn(pulumi, ["--non-interactive", "--color", "never", ...args], {
      cwd,
      // As in a shell in that folder.
      env: { ...environment, PWD: cwd },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output, stdout, events: [] }));
  });
}

/**
 * @param {string} lines one event a line
 * @returns {Event[]}
 */
function readEvents(lines) {
  return lines
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

/**
 * Nothing of the caller's AWS account or Pulumi installation may reach a run.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
function withoutCredentials(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|PULUMI)_/i.test(name)));
}

/** The stand-in takes the place of the plugin that the installed @pulumi/aws asks for. */
function awsVersion() {
  return JSON.parse(readFileSync(join(root, "node_modules/@pulumi/aws/package.json"), "utf8")).version;
}

module.exports = { Stack, Workspace, policyPack, readEvents, root };

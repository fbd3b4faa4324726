/**
 * A process that runs the programs of tests, as Pulumi's Automation API runs inline programs: the engine asks a
 * language host that is there already. It prints the port on which it serves, and ends with its standard input. It runs
 * one program at a time.
 */
import { dirname } from "node:path";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import type { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";

type Run = (call: ServerUnaryCall<RunRequest, RunResponse>, callback: sendUnaryData<RunResponse>) => void;
type Rest = "getRequiredPlugins" | "getPluginInfo";

/** What the SDK exports without declaring it; each runs one program. */
const { LanguageServer } = require("@pulumi/pulumi/automation/server") as {
  LanguageServer: new (program: () => unknown) => { run: Run } & Record<Rest, Run>;
};

/** What the SDK remembers of a run, as far as it is looked at here. */
interface Store {
  /** What packages have told of themselves when they were loaded. */
  resourcePackages: unknown;
  resourceModules: unknown;
}
const state = require("@pulumi/pulumi/runtime/state") as {
  LocalStore: new () => Store;
  getGlobalStore(): Store;
  withLocalStorage<T>(run: () => T): T;
};

// Runs at one time would each have an AsyncLocalStorage, which takes as long as all that is saved here.
state.withLocalStorage = (run) => {
  const { resourcePackages, resourceModules } = state.getGlobalStore();
  const store = Object.assign(new state.LocalStore(), { resourcePackages, resourceModules });
  Object.assign(globalThis, { globalPulumiStore: store });
  return run();
};

const run: Run = (call, callback) => {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
  new LanguageServer(() => loadAnew(folder)).run(call, orOfRejection(callback));
};

const rejection = "unhandledRejection";

/**
 * Answers also where a promise is rejected: the SDK waits for what depends on it, and in some programs for ever.
 */
function orOfRejection(callback: sendUnaryData<RunResponse>): sendUnaryData<RunResponse> {
  // Those of runs before, of which some may still wait.
  process.removeAllListeners(rejection);
  let isAnswered = false;
  const answer: sendUnaryData<RunResponse> = (...answers) => {
    if (isAnswered) return;
    isAnswered = true;
    callback(...answers);
  };
  process.on(rejection, (reason) => {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    setTimeout(() => answer(error, null), patience).unref();
  });
  return answer;
}

/** How long the SDK has, in milliseconds, to end such a program itself, and to tell the CLI of it. */
const patience = 2_000;

/** Configuration is read where a module is loaded, so each run loads the project's modules, and those beside it, again. */
function loadAnew(folder: string): unknown {
  const around = dirname(folder);
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(around) && !file.includes("/node_modules/")) delete require.cache[file];
  }
  // It keeps what it has loaded, and with that all resources of each run.
  module.children = [];
  return require(folder);
}

const { getRequiredPlugins, getPluginInfo } = new LanguageServer(() => undefined);
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, { run, getRequiredPlugins, getPluginInfo });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();

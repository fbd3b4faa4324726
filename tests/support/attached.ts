/**
 * Processes that the CLI finds running in place of starting its own for each operation: some that run the programs of
 * all tests, and one of the stand-in provider for each AWS account. To start them, and to load `@pulumi/aws` anew,
 * takes nearly half of a preview's time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { root, type Stack } from "../../offline/workspace";

interface Process {
  readonly child: ChildProcess;
  /** On which it serves. */
  readonly port: Promise<string>;
}

/** Of those that run programs: the ones that run none now. */
const idle: Process[] = [];
const providers = new Map<string, Process>();

/**
 * Runs the CLI with a process for the program that it runs, which must be in JavaScript.
 * @param work is given what tells the CLI of it
 */
export async function withProgramHost<T>(
  { environment }: Stack,
  work: (args: readonly string[]) => Promise<T>,
): Promise<T> {
  const host =
    idle.pop() ??
    start(["--require", "ts-node/register/transpile-only", join(__dirname, "program-server.ts")], {
      ...environment,
      // Says what the CLI says to the process of such a program: see offline/node.
      PULUMI_NODEJS_TYPESCRIPT: "false",
    });
  try {
    return await work([`--client=127.0.0.1:${await host.port}`]);
  } finally {
    idle.push(host);
  }
}

/** What tells the CLI where the provider of the stack's account is. */
export async function providerEnvironment(stack: Stack): Promise<NodeJS.ProcessEnv> {
  const account = accountOf(stack);
  const provider =
    providers.get(account) ?? start([join(root, "offline/aws/bin/main.js")], stack.environment);
  providers.set(account, provider);
  return { PULUMI_DEBUG_PROVIDERS: `aws:${await provider.port}` };
}

/** Ends the provider of an account. */
export function endProvider(stack: Stack): void {
  const account = accountOf(stack);
  providers.get(account)?.child.kill();
  providers.delete(account);
}

/** Stacks beside each other share one. */
function accountOf({ environment }: Stack): string {
  return environment.ECS_STAND_IN_ACCOUNT ?? "";
}

function start(args: readonly string[], environment: NodeJS.ProcessEnv): Process {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  // Each ends when its standard input does, at the latest with the tests, and does not keep them from ending.
  child.unref();
  const { stdin, stdout } = child;
  for (const pipe of [stdin, stdout]) (pipe as unknown as { unref(): void }).unref();
  const port = new Promise<string>((resolve, reject) => {
    stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
    child.once("exit", (code) => reject(new Error(`${args.at(-1)} ended with exit code ${code}`)));
  });
  port.catch(() => undefined);
  return { child, port };
}

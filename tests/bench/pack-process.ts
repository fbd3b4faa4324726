/** The process of a policy pack without a CLI: started as the language host starts it, asked as the engine asks. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";

const mebibyte = 2 ** 20;

/** The requests of one preview as they came over the wire: one for each resource, and one for the stack. */
export interface Requests {
  readonly resources: readonly Buffer[];
  readonly stack: Buffer;
}

/** A pack that serves. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Client,
    /** From the start of the process to the port on its standard output, in milliseconds. */
    readonly ready: number,
  ) {}

  /**
   * Starts the pack in a folder.
   * @param folder that of PulumiPolicy.yaml, with the pack's packages in `node_modules` there or above
   * @param environment what to add to the environment of the process
   * @throws with what it printed, if it ends before it serves
   */
  static async start(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<PackProcess> {
    const script = createRequire(join(folder, "package.json")).resolve(
      "@pulumi/pulumi/cmd/run-policy-pack/index.js",
    );
    const began = performance.now();
    const child = spawn(process.execPath, [script, "127.0.0.1:1", "."], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const port = await portOf(child);
    const ready = performance.now() - began;
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 * mebibyte,
      "grpc.max_send_message_length": 400 * mebibyte,
    });
    return new PackProcess(child, client, ready);
  }

  /**
   * Asks as one preview asks.
   * @returns milliseconds that all requests about single resources took, a few at a time, and that the one about
   *   the stack took
   */
  async preview(requests: Requests): Promise<{ readonly resources: number; readonly stack: number }> {
    await this.call("GetAnalyzerInfo", Buffer.alloc(0));
    await this.call("Configure", Buffer.alloc(0));
    const began = performance.now();
    const waiting = [...requests.resources];
    // The engine works on several resources at a time.
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await this.call("Analyze", next);
      }),
    );
    const resources = performance.now() - began;
    await this.call("AnalyzeStack", requests.stack);
    return { resources, stack: performance.now() - began - resources };
  }

  private call(method: string, request: Buffer): Promise<void> {
    const asIs = (bytes: Buffer) => bytes;
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(`/pulumirpc.Analyzer/${method}`, asIs, asIs, request, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  /** The most memory that the process has had, in MiB; undefined where the system does not tell (Linux does). */
  peakMemory(): number | undefined {
    const file = `/proc/${this.child.pid}/status`;
    if (!existsSync(file)) return undefined;
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, "utf8")) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    this.client.close();
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await ended;
  }
}

/** The first line of digits alone: the SDK prints nothing else before it serves. */
function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const take = (chunk: unknown) => {
      printed += chunk;
      const [, port] = /^(\d+)$/m.exec(printed) ?? [];
      if (port) resolve(port);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the pack ended with exit code ${code}:\n${printed}`)));
  });
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { run } from "../../offline/pulumi/run.js";

export const MOTO = "5.2.5";
export const REGION = "eu-central-1";

/** A simulation of AWS, which keeps what is made in it as long as it runs. */
export interface Moto {
  readonly url: string;
  /** Asks ECS, such as `DescribeServices`. */
  askEcs<Answer>(action: string, request: object): Promise<Answer>;
  /** Asks IAM, which answers in XML. */
  askIam(request: Readonly<Record<string, string>>): Promise<string>;
  stop(): void;
}

/**
 * Installs moto, once, into the cache.
 *
 * @returns the server's program
 */
export async function installMoto(cache: string): Promise<string> {
  const folder = join(cache, `moto-${MOTO}`);
  const program = join(folder, "bin/moto_server");
  if (!existsSync(program)) {
    console.log(`Installing moto ${MOTO} with pip: once, a minute.`);
    await must("python3", ["-m", "venv", folder]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await must(join(folder, "bin/python"), [...pip, `moto[server]==${MOTO}`]);
  }
  return program;
}

async function must(program: string, args: string[]): Promise<void> {
  const { code, errorLines } = await run(program, args, { environment: process.env });
  if (code !== 0) {
    throw new Error(`${program} ${args.join(" ")}: ${errorLines.join("\n")}`);
  }
}

/**
 * Starts an empty simulation.
 *
 * @param log a file for what it prints
 */
export async function startMoto(program: string, log: string): Promise<Moto> {
  const port = await freePort();
  const output = openSync(log, "a");
  const server = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: ["ignore", output, output],
    env: {
      ...process.env,
      // AWS's own policies are there, as in every account.
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      // Tasks of services count as running, one each, which is what the programs want.
      MOTO_ECS_SERVICE_RUNNING: "1",
    },
  });
  const stop = () => void server.kill();
  process.once("exit", stop);
  const url = `http://127.0.0.1:${port}`;
  await answers(server, url);
  return {
    url,
    askEcs: async (action, request) => {
      const type = "application/x-amz-json-1.1";
      const headers = {
        ...signed("ecs"),
        "content-type": type,
        "x-amz-target": `AmazonEC2ContainerServiceV20141113.${action}`,
      };
      return JSON.parse(await ask(url, headers, JSON.stringify(request)));
    },
    askIam: (request) => {
      const form = new URLSearchParams({ Version: "2010-05-08", ...request });
      const headers = { ...signed("iam"), "content-type": "application/x-www-form-urlencoded" };
      return ask(url, headers, form.toString());
    },
    stop: () => {
      process.off("exit", stop);
      stop();
    },
  };
}

/** Moto looks which service is meant, and at no signature. */
function signed(service: string): Record<string, string> {
  const credential = `none/20200101/${REGION}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none` };
}

async function ask(url: string, headers: Record<string, string>, body: string): Promise<string> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`moto answers ${response.status}: ${text}`);
  }
  return text;
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 300 && server.exitCode === null; attempt++) {
    const response = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("moto does not start.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") {
    throw new Error("There is no free port.");
  }
  return address.port;
}

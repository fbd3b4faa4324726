/** What the engine really asks of a pack in previews of the generated programs. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";
import type { Requests } from "./pack-process";

export const programs = join(root, "tests/bench/programs");

/** Kinds of generated programs. */
export type Kind = "ecs" | "others";

/** The environment of a program of this size. */
export function sized(kind: Kind, resources: number): NodeJS.ProcessEnv {
  return { BENCH_KIND: kind, BENCH_RESOURCES: String(resources) };
}

/**
 * The requests of one preview, recorded in a folder unless they are there already.
 * @param pack the folder of a pack that finds nothing
 */
export async function requestsOf(
  workspace: Workspace,
  pack: string,
  folder: string,
  { kind, resources }: { readonly kind: Kind; readonly resources: number },
): Promise<{ readonly file: string; readonly requests: Requests }> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${kind}-${resources}`);
  if (!existsSync(file)) {
    const stack = await workspace.newStack({ project: programs, stack: "recorded" });
    const hook = `--require ${JSON.stringify(join(__dirname, "record-requests.js"))}`;
    const { code, output } = await stack.run(
      ["preview", "--stack", stack.name, "--config-file", stack.configFile, "--policy-pack", pack],
      {
        ...sized(kind, resources),
        NODE_OPTIONS: `${stack.environment.NODE_OPTIONS ?? ""} ${hook}`,
        ECS_GUARDRAILS_REQUESTS: file,
      },
    );
    if (code !== 0) throw new Error(`the preview of ${resources} resources failed:\n${output}`);
  }
  return { file, requests: parseRequests(readFileSync(file)) };
}

/** Reads what record-requests.js has written. */
export function parseRequests(recorded: Buffer): Requests {
  const requests: Buffer[] = [];
  for (let at = 0; at < recorded.length; ) {
    const end = at + 4 + recorded.readUInt32LE(at);
    requests.push(recorded.subarray(at + 4, end));
    at = end;
  }
  const stack = requests.pop();
  if (!stack) throw new Error("the engine asked nothing of the pack");
  return { resources: requests, stack };
}

/** Asks the Pulumi CLI for the stacks of the backend that it is logged in to, and for their states. */
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { isSystemError, UsageError } from "../errors";

/** Which stacks of the backend are wanted. */
export interface Wanted {
  /** Of Pulumi Cloud; the CLI's own choice where it is not set. */
  readonly organization?: string;
  readonly project?: string;
}

/** What makes the CLI speak to a program. */
const quiet = ["--non-interactive", "--color", "never"];

/**
 * The names of the stacks, as the CLI takes them.
 * @throws {UsageError} with what the CLI says
 */
export async function stacksOf({ organization, project }: Wanted): Promise<string[]> {
  const args = [
    ...["stack", "ls", "--all", "--json"],
    ...(organization === undefined ? [] : ["--organization", organization]),
    ...(project === undefined ? [] : ["--project", project]),
  ];
  const chunks: Buffer[] = [];
  for await (const chunk of output(args)) chunks.push(chunk);
  const listed: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (!Array.isArray(listed)) throw new UsageError("`pulumi stack ls --json` gave no list of stacks.");
  return listed.flatMap((stack: unknown) =>
    typeof stack === "object" && stack !== null && "name" in stack && typeof stack.name === "string"
      ? [stack.name]
      : [],
  );
}

/** The state of a stack, as the CLI exports it. */
export function exportOf(stack: string, decrypt: boolean): AsyncIterable<Buffer> {
  return output(["stack", "export", "--stack", stack, ...(decrypt ? ["--show-secrets"] : [])]);
}

/** The standard output of the CLI, which is not kept anywhere. */
async function* output(args: readonly string[]): AsyncIterable<Buffer> {
  const child = spawn("pulumi", [...args, ...quiet], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const told = textOf(child.stderr);
  // It may fail before anybody waits for it.
  ended.catch(() => undefined);
  try {
    yield* child.stdout;
    const code = await ended;
    if (code !== 0) throw new UsageError(whatFailed(args, await told));
  } catch (error) {
    if (isSystemError(error, "ENOENT"))
      throw new UsageError(
        "There is no `pulumi` on the PATH: install the Pulumi CLI, or scan exported states, which needs none.",
      );
    throw error;
  } finally {
    child.kill();
  }
}

async function textOf(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}

/** What the CLI says begins with its own `error:`. */
function whatFailed(args: readonly string[], told: string): string {
  const said = told.trim().replace(/^error: /m, "");
  return `\`pulumi ${args.join(" ")}\` failed: ${said || "it says nothing of why"}`;
}

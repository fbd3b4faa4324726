import { appendFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Real changes, for tests that prove an order: how long a create takes, and a file that lists every call. */
const milliseconds = Number(process.env.ECS_STAND_IN_CREATE_MILLISECONDS ?? 0);
const log = process.env.ECS_STAND_IN_CALL_LOG ?? "";

export function record(call: "create" | "created" | "update" | "delete", urn: string): void {
  if (log !== "") {
    appendFileSync(log, `${JSON.stringify({ at: Date.now(), call, urn })}\n`);
  }
}

export async function creationTime(): Promise<void> {
  if (milliseconds > 0) {
    await setTimeout(milliseconds);
  }
}

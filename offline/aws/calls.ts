import { appendFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/**
 * Real changes, for tests that prove an order: how long a create takes, the types of which one takes five times as
 * long, and a file that lists every call.
 */
const milliseconds = Number(process.env.ECS_STAND_IN_CREATE_MILLISECONDS ?? 0);
const slowTypes = (process.env.ECS_STAND_IN_SLOW_TYPES ?? "").split(",");
const log = process.env.ECS_STAND_IN_CALL_LOG ?? "";

export function record(call: "create" | "created" | "update" | "delete", urn: string): void {
  if (log !== "") {
    appendFileSync(log, `${JSON.stringify({ at: Date.now(), call, urn })}\n`);
  }
}

export async function creationTime(type: string): Promise<void> {
  if (milliseconds > 0) {
    await setTimeout(slowTypes.includes(type) ? 5 * milliseconds : milliseconds);
  }
}

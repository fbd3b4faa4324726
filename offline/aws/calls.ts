import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/**
 * Real changes, for tests that prove an order: how long a create takes, the types of which one takes five times as
 * long, and a file that lists every call.
 */
const milliseconds = Number(process.env.ECS_STAND_IN_CREATE_MILLISECONDS ?? 0);
const slowTypes = (process.env.ECS_STAND_IN_SLOW_TYPES ?? "").split(",");
const log = process.env.ECS_STAND_IN_CALL_LOG ?? "";

/**
 * And pairs of resources of which the first is not there before the second is begun: whether one waits for the other
 * does not depend on the speed of the machine then. What does wait never begins, and is given up after a while.
 */
const held = JSON.parse(process.env.ECS_STAND_IN_HELD ?? "[]") as [string, string][];
const GIVEN_UP_AFTER_MILLISECONDS = 30_000;

export function record(call: "create" | "created" | "update" | "delete", urn: string): void {
  if (log !== "") {
    appendFileSync(log, `${JSON.stringify({ call, urn })}\n`);
  }
}

export async function creationTime(type: string, urn: string): Promise<void> {
  if (milliseconds > 0) {
    await setTimeout(slowTypes.includes(type) ? 5 * milliseconds : milliseconds);
  }
  const awaited = held.filter(([first]) => urn.endsWith(first)).map(([, second]) => second);
  const end = Date.now() + GIVEN_UP_AFTER_MILLISECONDS;
  while (Date.now() < end && !awaited.every(isBegun)) await setTimeout(20);
}

function isBegun(resource: string): boolean {
  return (
    existsSync(log) &&
    readFileSync(log, "utf8")
      .split("\n")
      .some((line) => line.includes('"call":"create"') && line.endsWith(`${resource}"}`))
  );
}

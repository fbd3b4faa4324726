import { readFileSync } from "node:fs";
import type { Properties } from "./properties";
import { isProperties } from "./properties";

/**
 * What a test says exists in AWS beside the stack: ECS_STAND_IN_EXISTING names a JSON file of inputs by id, such as
 * `{"ecsTaskExecutionRole": {"assumeRolePolicy": "…"}}`. Imports and `Role.get` find these complete.
 */
export function existing(id: string): Properties | undefined {
  const path = process.env.ECS_STAND_IN_EXISTING ?? "";
  const resources: Properties = path === "" ? {} : JSON.parse(readFileSync(path, "utf8"));
  const inputs = resources[id];
  return isProperties(inputs) ? inputs : undefined;
}

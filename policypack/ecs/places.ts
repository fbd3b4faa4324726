/** Where tasks run. */
import { type ArnPlace, placeOfResource } from "../stack/places";
import type { Resource } from "../stack/resources";
import type { TaskDefinition } from "./task-definitions";

/** The place of the tasks that a resource defines or runs: what is not known of it is open. */
export function placeOfTasks(resource: Resource, definition: TaskDefinition | undefined): ArnPlace {
  const accounts = [definition?.executionRole, definition?.taskRole].map((reference) =>
    reference?.kind === "role" ? reference.role.account : undefined,
  );
  return { ...placeOfResource(resource), account: accounts.find((account) => account !== undefined) ?? "?*" };
}

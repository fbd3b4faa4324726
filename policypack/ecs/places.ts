/** Where tasks run. */
import type { RoleReference } from "../access/roles";
import { type ArnPlace, placeOfResource } from "../stack/places";
import type { Resource } from "../stack/resources";
import type { TaskDefinition } from "./task-definitions";

/** The place of the tasks that a resource defines or runs: what is not known of it is open. */
export function placeOfTasks(resource: Resource, definition: TaskDefinition | undefined): ArnPlace {
  const { partition, region } = placeOfResource(resource);
  const account = accountOf(definition?.executionRole) ?? accountOf(definition?.taskRole) ?? "?*";
  return { partition, region, account };
}

function accountOf(reference: RoleReference | undefined): string | undefined {
  return reference?.kind === "role" ? reference.role.account : undefined;
}

/** What takes secrets. */
import type { Taker } from "../secrets/reading-by-execution-role";
import { secretsOfServiceConnect } from "../secrets/task-secrets";
import type { Model } from "./model";

/** Task definitions, and services whose proxy takes secrets. */
export function takersOf({ taskDefinitions, secrets, serviceConnect }: Model): Taker[] {
  return [
    ...taskDefinitions.map((definition) => ({
      resource: definition.resource,
      uses: secrets.taken.of(definition),
      definition,
    })),
    ...serviceConnect.services
      .filter(({ leftOut }) => !leftOut)
      .map(({ resource, taskDefinition }) => ({
        resource,
        uses: secretsOfServiceConnect(resource),
        definition: taskDefinition,
      })),
  ];
}

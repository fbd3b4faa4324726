/** How messages call resources: by logical names, with what they are, for two of one name are common. */
import { groupBy } from "../verdicts/groups";
import { joined, named } from "../verdicts/wording";
import type { Resource } from "./resources";
import {
  clusterType,
  expressServiceType,
  keyType,
  parameterType,
  roleType,
  secretType,
  serviceType,
  taskDefinitionType,
} from "./types";

const nouns: Readonly<Record<string, string>> = {
  [clusterType]: "cluster",
  [expressServiceType]: "Express service",
  [keyType]: "key",
  [parameterType]: "parameter",
  [roleType]: "role",
  [secretType]: "secret",
  [serviceType]: "service",
  [taskDefinitionType]: "task definition",
};

/** Such as "task definition `shop`"; of other types the name alone. */
export function labelOf({ type, name }: Pick<Resource, "type" | "name">): string {
  return `${nounOf(type)}\`${name}\``;
}

/** Such as "task definitions `shop` and `jobs`". */
export function labelsOf(resources: readonly Resource[]): string {
  return joined(
    groupBy(resources, ({ type }) => nounOf(type)).map(([first, ...more]) => {
      if (more.length === 0) return labelOf(first);
      const noun = nounOf(first.type).trimEnd();
      return `${noun && `${noun}s `}${named([first, ...more].map(({ name }) => name))}`;
    }),
  );
}

function nounOf(type: string): string {
  return Object.hasOwn(nouns, type) ? `${nouns[type]} ` : "";
}

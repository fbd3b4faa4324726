/** How messages call resources: by logical names, with what they are, for two of one name are common. */
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
  const noun = Object.hasOwn(nouns, type) ? `${nouns[type]} ` : "";
  return `${noun}\`${name}\``;
}

/** How messages call resources: by logical names, with what they are, for two of one name are common. */
import { groupBy } from "../verdicts/groups";
import { joined, named } from "../verdicts/wording";
import type { Resource } from "./resources";
import {
  clusterType,
  eventTargetType,
  expressServiceType,
  fileSystemType,
  keyType,
  logGroupType,
  mountTargetType,
  parameterType,
  repositoryType,
  roleType,
  scheduleType,
  secretType,
  serviceType,
  taskDefinitionType,
} from "./types";

const nouns: Readonly<Record<string, string>> = {
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "`ClusterCapacityProviders`",
  "aws:iam/policyAttachment:PolicyAttachment": "policy attachment",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policy attachment",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "`RolePolicyAttachmentsExclusive`",
  "aws:lb/listener:Listener": "listener",
  "aws:lb/listenerRule:ListenerRule": "rule",
  "aws:servicediscovery/httpNamespace:HttpNamespace": "namespace",
  "aws:secretsmanager/secretVersion:SecretVersion": "secret version",
  "awsx:ecr:Image": "image",
  "docker-build:index:Image": "image",
  "docker:index/image:Image": "image",
  [clusterType]: "cluster",
  [eventTargetType]: "event target",
  [expressServiceType]: "Express service",
  [keyType]: "key",
  [fileSystemType]: "file system",
  [logGroupType]: "log group",
  [mountTargetType]: "mount target",
  [parameterType]: "parameter",
  [repositoryType]: "repository",
  [roleType]: "role",
  [scheduleType]: "schedule",
  [secretType]: "secret",
  [serviceType]: "service",
  [taskDefinitionType]: "task definition",
};

/** Such as "task definition `shop`"; of other types the name alone. */
export function labelOf(resource: Pick<Resource, "type" | "name">): string {
  return listOf([resource]);
}

/** Such as "task definitions `shop` and `jobs`". */
export function listOf(resources: readonly Pick<Resource, "type" | "name">[]): string {
  const nounOf = ({ type }: Pick<Resource, "type">) => (Object.hasOwn(nouns, type) ? nouns[type] : undefined);
  return joined(
    groupBy(resources, (resource) => nounOf(resource) ?? "").map((group) => {
      const noun = nounOf(group[0]);
      const names = named(group.map(({ name }) => name));
      return noun === undefined
        ? names
        : `${group.length > 1 ? `${noun.replace(/([^aeiou])y$/, "$1ie")}s` : noun} ${names}`;
    }),
  );
}

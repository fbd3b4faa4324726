/**
 * ECS fetches secrets before it starts a container: by then they must have a value
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html).
 */
import type { Service } from "../ecs/services";
import { firstTaskRows } from "../needs/prerequisite-rows";
import { type FetchedSecret, fetchedFor } from "../secrets/fetched-secrets";
import type { Secrets } from "../secrets/secrets";
import type { Resource } from "../stack/resources";
import { parameterType, secretType } from "../stack/types";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

export function secretValues(secrets: Secrets, inTime: InTime): Reader {
  const lateIn = (service: Service, { needs, known }: FetchedSecret): Unmet[] => {
    const certainty = known === "by some edge" ? "presumed" : service.taskDefinitionCertainty;
    return needs.flatMap(({ resource }) => {
      if (resource?.type === parameterType)
        return inTime.late(firstTaskRows.parameter, service, resource, [resource], certainty);
      if (resource?.type !== secretType) return [];
      const needed: readonly Resource[] = secrets.made.versionsOf(resource);
      return inTime.late(firstTaskRows.secretValue, service, resource, needed, certainty);
    });
  };
  return (service) => fetchedFor(service, secrets).flatMap((fetched) => lateIn(service, fetched));
}

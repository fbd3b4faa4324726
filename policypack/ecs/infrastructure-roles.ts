/**
 * The roles with which ECS itself makes what a service needs
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html).
 */
import type { RoleReference, Roles } from "../access/roles";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { expressServiceType } from "../stack/types";
import { interpret, knownOr, list, object, sourceOf } from "../stack/values";

/** Where a service names them: members on the way, `[]` for each of a list. */
const places: readonly (readonly [string, ...string[]])[] = [
  ["volumeConfiguration", "managedEbsVolume", "roleArn"],
  ["serviceConnectConfiguration", "services", "[]", "tls", "roleArn"],
  ["loadBalancers", "[]", "advancedConfiguration", "roleArn"],
];

/** Those of a service, or the one of an Express service. */
export function infrastructureRoles(roles: Roles, service: Resource): RoleReference[] {
  if (service.type === expressServiceType) return [roles.resolve(service, "infrastructureRoleArn")];
  return places.flatMap(([property, ...way]) => {
    const source = sourceOf(service, property);
    const follow = (part: Property, [step, ...more]: readonly string[]): Property[] => {
      if (step === undefined) return [part];
      if (step === "[]")
        return knownOr(interpret(part, list, source), []).flatMap((member) => follow(member, more));
      const parent: Properties = knownOr(interpret(part, object, source), {});
      return Object.hasOwn(parent, step) ? follow(parent[step], more) : [];
    };
    return follow(service.inputs[property], way).map((part) => roles.resolveIn(service, property, part));
  });
}

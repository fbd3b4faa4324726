/** All that the rooms above ask about roles. */
import type { Graph } from "../stack/graph";
import { Grants } from "./grants";
import { ResourcePolicies } from "./resource-policies";
import { Roles } from "./roles";

export interface Access {
  readonly roles: Roles;
  /** What is attached to them. */
  readonly grants: Grants;
  /** Policies of secrets and keys, which may name them. */
  readonly resourcePolicies: ResourcePolicies;
}

export function accessIn(graph: Graph): Access {
  const roles = new Roles(graph);
  return { roles, grants: new Grants(graph, roles), resourcePolicies: new ResourcePolicies(graph) };
}

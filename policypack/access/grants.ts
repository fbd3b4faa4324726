/** What this stack gives to roles: every policy document that it attaches to one. */
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Resource } from "../stack/resources";
import { roleType } from "../stack/types";
import type { Attached } from "./attached";
import { AttachedPolicies } from "./attached-policies";
import type { Role, RoleReference, Roles } from "./roles";

const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const rolePolicyAttachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const policyAttachmentType = "aws:iam/policyAttachment:PolicyAttachment";
export const exclusiveAttachmentsType =
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";

/** What gives a role a policy, beside the role itself. */
export const attachingTypes: readonly string[] = [
  rolePolicyType,
  rolePolicyAttachmentType,
  policyAttachmentType,
  exclusiveAttachmentsType,
];

/** One document on one role. */
export interface Grant {
  readonly role: RoleReference;
  /** The resource that makes the grant; findings are reported on it. */
  readonly resource: Resource;
  /** The resource that holds the document: behind an attachment it is the policy. */
  readonly holder: Resource;
  readonly attached: Attached;
  readonly presence: Presence;
}

/**
 * Whether a grant is there after the operation. One on a part of the stack (`--target`) leaves out what the
 * program has, and keeps what it does not have any more.
 */
export type Presence = "made" | "left out" | "abandoned";

/** A grant as its resource tells it. */
type Told = Omit<Grant, "presence">;

/** All grants of the stack, found by the role that they are on. */
export class Grants {
  readonly all: readonly Grant[];
  /** Those of which it is not known on which role they are. */
  readonly unsettled: readonly Grant[];
  private readonly policies: AttachedPolicies;
  private readonly byRole = new Map<Role, Grant[]>();
  private readonly boundaries = new Map<Role, Attached | undefined>();

  constructor(
    graph: Graph,
    private readonly roles: Roles,
  ) {
    this.policies = new AttachedPolicies(graph);
    const told = (resources: readonly Resource[], presence: Presence) =>
      resources.flatMap((resource) => this.of(resource).map((grant) => ({ ...grant, presence })));
    this.all = [
      ...told(graph.resources, "made"),
      ...told(graph.leftOut, "left out"),
      ...told(graph.abandoned, "abandoned"),
    ];
    this.unsettled = this.all.filter(({ role }) => role.kind === "undetermined");
    for (const grant of this.all) {
      if (grant.role.kind === "role") addTo(this.byRole, grant.role.role, grant);
    }
  }

  on(role: Role): readonly Grant[] {
    return this.byRole.get(role) ?? [];
  }

  /** The permissions boundary of a role; undefined where it has none. */
  boundaryOf(role: Role): Attached | undefined {
    if (!role.resource) return undefined;
    if (!this.boundaries.has(role)) this.boundaries.set(role, this.policies.boundary(role.resource));
    return this.boundaries.get(role);
  }

  private of(resource: Resource): Told[] {
    switch (resource.type) {
      case roleType:
        return this.ofRole(resource);
      case rolePolicyType: {
        const attached = this.policies.documentIn(resource, "policy");
        return [{ role: this.roles.resolve(resource, "role"), resource, holder: resource, attached }];
      }
      case rolePolicyAttachmentType: {
        const role = this.roles.resolve(resource, "role");
        return [{ role, resource, ...this.policies.policyAt(resource) }];
      }
      case policyAttachmentType: {
        const policy = this.policies.policyAt(resource);
        return this.roles.resolveAll(resource, "roles").map((role) => ({ role, resource, ...policy }));
      }
      case exclusiveAttachmentsType: {
        const role = this.roles.resolve(resource, "roleName");
        return this.policies
          .policiesOf(resource, "policyArns")
          .map((policy) => ({ role, resource, ...policy }));
      }
      default:
        return [];
    }
  }

  private ofRole(resource: Resource): Told[] {
    const role = this.roles.ofStackAt(resource);
    return [
      ...this.policies
        .inlinePolicies(resource)
        .map((attached) => ({ role, resource, holder: resource, attached })),
      ...this.policies
        .policiesOf(resource, "managedPolicyArns")
        .map((policy) => ({ role, resource, ...policy })),
    ];
  }
}

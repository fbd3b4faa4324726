/** What this stack gives to roles: every policy document that it attaches to one. */
import { DocumentError, type PolicyDocument, readDocument } from "../iam/documents";
import { managedPolicy } from "../iam/managed-policies";
import { type Graph, meant } from "../stack/graph";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { roleType } from "../stack/types";
import {
  interpret,
  json,
  knownOr,
  list,
  object,
  read,
  type Source,
  sourceOf,
  sourceUrns,
  text,
  type Value,
} from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import type { Role, RoleReference, Roles } from "./roles";

const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const rolePolicyAttachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const policyAttachmentType = "aws:iam/policyAttachment:PolicyAttachment";
const exclusiveAttachmentsType = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
const policyType = "aws:iam/policy:Policy";

/** What is attached: a document, or why there is none to look at. */
export type Attached =
  | {
      readonly kind: "document";
      readonly document: PolicyDocument;
      /** The name of AWS's policy; undefined when a customer wrote the document. */
      readonly managedName: string | undefined;
    }
  | {
      readonly kind: "unknown";
      readonly reason: Reason;
      /** The resources that the document has edges to. */
      readonly edges: readonly Resource[];
    }
  /** No policy document; AWS refuses it. */
  | { readonly kind: "malformed"; readonly reason: Reason };

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
  private readonly reader: GrantReader;
  private readonly byRole = new Map<Role, Grant[]>();
  private readonly boundaries = new Map<Role, Attached | undefined>();

  constructor(graph: Graph, roles: Roles) {
    this.reader = new GrantReader(graph, roles);
    const told = (resources: readonly Resource[], presence: Presence) =>
      resources.flatMap((resource) => this.reader.of(resource).map((grant) => ({ ...grant, presence })));
    this.all = [
      ...told(graph.resources, "made"),
      ...told(graph.leftOut, "left out"),
      ...told(graph.abandoned, "abandoned"),
    ];
    this.unsettled = this.all.filter(({ role }) => role.kind === "undetermined");
    for (const grant of this.all) {
      if (grant.role.kind !== "role") continue;
      const own = this.byRole.get(grant.role.role);
      if (own) own.push(grant);
      else this.byRole.set(grant.role.role, [grant]);
    }
  }

  on(role: Role): readonly Grant[] {
    return this.byRole.get(role) ?? [];
  }

  /** The permissions boundary of a role; undefined where it has none. */
  boundaryOf(role: Role): Attached | undefined {
    if (!this.boundaries.has(role)) this.boundaries.set(role, this.reader.boundary(role));
    return this.boundaries.get(role);
  }
}

class GrantReader {
  private readonly policies = new Map<string, Resource>();

  constructor(
    private readonly graph: Graph,
    private readonly roles: Roles,
  ) {
    for (const policy of graph.ofType(policyType)) {
      const key = policyKey(policy);
      if (key !== undefined) this.policies.set(key, policy);
    }
  }

  of(resource: Resource): Told[] {
    switch (resource.type) {
      case roleType:
        return this.ofRole(resource);
      case rolePolicyType: {
        const attached = attachedDocument(
          this.graph,
          resource,
          read(resource, "inputs", ["policy"], json),
          "policy",
        );
        return [{ role: this.roles.resolve(resource, "role"), resource, holder: resource, attached }];
      }
      case rolePolicyAttachmentType: {
        const role = this.roles.resolve(resource, "role");
        return [{ role, resource, ...this.policyAt(resource) }];
      }
      case policyAttachmentType: {
        const policy = this.policyAt(resource);
        return this.roles.resolveAll(resource, "roles").map((role) => ({ role, resource, ...policy }));
      }
      case exclusiveAttachmentsType: {
        const role = this.roles.resolve(resource, "roleName");
        return this.policiesOf(resource, "policyArns").map((policy) => ({ role, resource, ...policy }));
      }
      default:
        return [];
    }
  }

  boundary(role: Role): Attached | undefined {
    if (!role.resource) return undefined;
    const arn = read(role.resource, "inputs", ["permissionsBoundary"], text);
    return arn.kind === "absent"
      ? undefined
      : this.policyBehind(role.resource, "permissionsBoundary", arn).attached;
  }

  private ofRole(resource: Resource): Told[] {
    const role = this.roles.ofStackAt(resource);
    return [
      ...this.inlinePolicies(resource).map((attached) => ({ role, resource, holder: resource, attached })),
      ...this.policiesOf(resource, "managedPolicyArns").map((policy) => ({ role, resource, ...policy })),
    ];
  }

  private inlinePolicies(resource: Resource): Attached[] {
    const property = "inlinePolicies";
    const policies = read(resource, "inputs", [property], list);
    if (policies.kind === "absent") return [];
    if (policies.kind !== "known") return [attachedDocument(this.graph, resource, policies, property)];
    const source = sourceOf(resource, property);
    return policies.value.map((member) => {
      const policy = interpret(member, object, source);
      const document: Value<unknown> =
        policy.kind === "known" ? inlineDocument(policy.value, source) : policy;
      return attachedDocument(this.graph, resource, document, property);
    });
  }

  private policyAt(resource: Resource) {
    return this.policyBehind(resource, "policyArn", read(resource, "inputs", ["policyArn"], text));
  }

  /** The policies in a property that lists ARNs. */
  private policiesOf(resource: Resource, property: string): { holder: Resource; attached: Attached }[] {
    const arns = read(resource, "inputs", [property], list);
    if (arns.kind === "absent") return [];
    const source = sourceOf(resource, property);
    const members = arns.kind === "known" ? arns.value : undefined;
    if (!members) return this.policiesBehind(resource, property, source, undefined);
    const values = members.map((member) => interpret(member, text, source));
    const unknown = values.filter((value) => value.kind === "unknown").length;
    return [
      ...values
        .filter((value) => value.kind !== "unknown")
        .map((value) => this.policyBehind(resource, property, value)),
      ...(unknown > 0 ? this.policiesBehind(resource, property, source, unknown) : []),
    ];
  }

  /**
   * The policies of this stack that unknown members can mean. Where there are not as many as members,
   * something else is among them and stays unknown.
   */
  private policiesBehind(resource: Resource, property: string, source: Source, members: number | undefined) {
    const urns = source.kind === "resources" ? source.urns : [];
    const found = this.graph
      .behindOfType(urns, policyType)
      .filter(({ resource: policy }) => read(policy, "outputs", ["arn"], text).kind === "unknown");
    const named = members === undefined ? undefined : meant(found, members);
    const own = named ?? found.filter(({ packaged }) => !packaged);
    const policies = own.map(({ resource: policy }) => this.policyIn(policy));
    return named
      ? policies
      : [...policies, { holder: resource, attached: unknownPolicy(resource, property) }];
  }

  /** The policy that a value with its ARN means. */
  private policyBehind(
    resource: Resource,
    property: string,
    arn: Value<string>,
  ): { holder: Resource; attached: Attached } {
    const own = (attached: Attached) => ({ holder: resource, attached });
    switch (arn.kind) {
      case "absent":
        return own({ kind: "document", document: { statements: [] }, managedName: undefined });
      case "malformed":
        return own({
          kind: "malformed",
          reason: {
            cause: "malformed",
            text: `\`${property}\` of \`${resource.name}\` is not ${arn.expected}`,
          },
        });
      case "unknown": {
        const only = this.graph.onlyBehind(sourceUrns(arn), policyType);
        return only ? this.policyIn(only.resource) : own(unknownPolicy(resource, property));
      }
      case "known":
        return this.policyWithArn(resource, property, arn.value);
    }
  }

  private policyWithArn(
    resource: Resource,
    property: string,
    arn: string,
  ): { holder: Resource; attached: Attached } {
    const managed = managedPolicy(arn);
    if (managed.kind === "document") {
      return {
        holder: resource,
        attached: { kind: "document", document: managed.document, managedName: managed.name },
      };
    }
    const ofStack = this.policies.get(arn) ?? this.policies.get(nameInArn(arn));
    if (managed.kind === "customer" && ofStack) return this.policyIn(ofStack);
    const reason: Reason =
      managed.kind === "newer"
        ? { cause: "newer", text: `AWS's policy \`${managed.name}\` is newer than this pack's data` }
        : {
            cause: "policy elsewhere",
            text: `the policy in \`${property}\` of \`${resource.name}\` is made elsewhere`,
          };
    return { holder: resource, attached: { kind: "unknown", reason, edges: [] } };
  }

  private policyIn(policy: Resource): { holder: Resource; attached: Attached } {
    return {
      holder: policy,
      attached: attachedDocument(this.graph, policy, read(policy, "inputs", ["policy"], json), "policy"),
    };
  }
}

/** A document as a property holds it, or what is known of it instead. */
export function attachedDocument(
  graph: Graph,
  resource: Resource,
  value: Value<unknown>,
  property: string,
): Attached {
  const malformed = (fault: string): Attached => ({
    kind: "malformed",
    reason: { cause: "malformed", text: `\`${property}\` of \`${resource.name}\` ${fault}` },
  });
  switch (value.kind) {
    case "known": {
      const document = readDocument(value.value);
      return document instanceof DocumentError
        ? malformed(document.fault)
        : { kind: "document", document, managedName: undefined };
    }
    case "absent":
      return { kind: "document", document: { statements: [] }, managedName: undefined };
    case "malformed":
      return malformed(`is not ${value.expected}`);
    case "unknown":
      return {
        kind: "unknown",
        reason: {
          cause: value.source.kind === "elsewhere" ? "lost" : "new",
          text: `\`${property}\` of \`${resource.name}\` is not known before the update`,
        },
        edges: graph.behind(sourceUrns(value)).map((found) => found.resource),
      };
  }
}

/** How a policy of the stack is found: by the ARN that AWS gave it or, before it has one, by its name. */
function policyKey(policy: Resource): string | undefined {
  const arn = read(policy, "outputs", ["arn"], text);
  return knownOr(arn, undefined) ?? knownOr(read(policy, "outputs", ["name"], text), undefined);
}

function nameInArn(arn: string): string {
  return /^arn:[^:]*:iam::\d{12}:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? "";
}

function inlineDocument(policy: Properties, source: Source): Value<unknown> {
  return interpret(policy.policy as Property, json, source);
}

function unknownPolicy(resource: Resource, property: string): Attached {
  return {
    kind: "unknown",
    reason: {
      cause: "new",
      text: `the policy in \`${property}\` of \`${resource.name}\` is not known before the update`,
    },
    edges: [],
  };
}

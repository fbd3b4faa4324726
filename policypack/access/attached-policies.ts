/** The policies that properties of roles and attachments mean, with their documents. */
import { propertyName } from "../code/words";
import { type ManagedPolicy, managedPolicy } from "../iam/managed-policies";
import { type Graph, meant } from "../stack/graph";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import {
  interpret,
  knownOr,
  list,
  object,
  policyDocument,
  read,
  type Source,
  sourceOf,
  sourceUrns,
  text,
  type Value,
} from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import { type Attached, attachedDocument } from "./attached";

const policyType = "aws:iam/policy:Policy";

/** A document, and the resource that holds it. */
export interface HeldPolicy {
  readonly holder: Resource;
  readonly attached: Attached;
}

export class AttachedPolicies {
  private readonly policies = new Map<string, Resource>();

  constructor(private readonly graph: Graph) {
    for (const policy of graph.ofType(policyType)) {
      const key = policyKey(policy);
      if (key !== undefined) this.policies.set(key, policy);
    }
  }

  /** The document that stands in a property itself. */
  documentIn(resource: Resource, property: string): Attached {
    return attachedDocument(
      this.graph,
      resource,
      read(resource, "inputs", [property], policyDocument),
      property,
    );
  }

  /** The permissions boundary of a role's resource; undefined where it has none. */
  boundary(role: Resource): Attached | undefined {
    const property = "permissionsBoundary";
    const arn = read(role, "inputs", [property], text);
    return arn.kind === "absent" ? undefined : this.policyBehind(role, property, arn).attached;
  }

  /** The documents in `inlinePolicies` of a role's resource. */
  inlinePolicies(resource: Resource): Attached[] {
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

  /** The policy whose ARN stands in `policyArn`. */
  policyAt(resource: Resource): HeldPolicy {
    return this.policyBehind(resource, "policyArn", read(resource, "inputs", ["policyArn"], text));
  }

  /** The policies in a property that lists ARNs. */
  policiesOf(resource: Resource, property: string): HeldPolicy[] {
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
  private policyBehind(resource: Resource, property: string, arn: Value<string>): HeldPolicy {
    const own = (attached: Attached) => ({ holder: resource, attached });
    switch (arn.kind) {
      case "absent":
        return own({ kind: "document", document: { statements: [] }, managedName: undefined });
      case "malformed":
        return own({
          kind: "malformed",
          reason: {
            cause: "malformed",
            text: `\`${propertyName(property)}\` of \`${resource.name}\` is not ${arn.expected}`,
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

  private policyWithArn(resource: Resource, property: string, arn: string): HeldPolicy {
    const managed = managedPolicy(arn);
    if (managed.kind === "document") {
      return {
        holder: resource,
        attached: { kind: "document", document: managed.document, managedName: managed.name },
      };
    }
    const ofStack = this.policies.get(arn) ?? this.policies.get(nameInArn(arn));
    if (managed.kind === "customer" && ofStack) return this.policyIn(ofStack);
    const reason = reasonFor(
      managed,
      `the policy in \`${propertyName(property)}\` of \`${resource.name}\` is made elsewhere`,
    );
    return { holder: resource, attached: { kind: "unknown", reason, edges: [] } };
  }

  private policyIn(policy: Resource): HeldPolicy {
    return {
      holder: policy,
      attached: attachedDocument(
        this.graph,
        policy,
        read(policy, "inputs", ["policy"], policyDocument),
        "policy",
      ),
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

/**
 * Why the document of a policy that is not of this stack is not known
 * (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html).
 */
function reasonFor(managed: Exclude<ManagedPolicy, { kind: "document" }>, elsewhere: string): Reason {
  switch (managed.kind) {
    case "newer":
      return { cause: "newer", text: `AWS's policy \`${managed.name}\` is newer than this pack's data` };
    case "withdrawn": {
      const text = `AWS has withdrawn its policy \`${managed.name}\`, and refuses to attach it to a role that does not have it`;
      return { cause: "withdrawn", text };
    }
    case "customer":
      return { cause: "policy elsewhere", text: elsewhere };
  }
}

function inlineDocument(policy: Properties, source: Source): Value<unknown> {
  return interpret(policy.policy as Property, policyDocument, source);
}

function unknownPolicy(resource: Resource, property: string): Attached {
  return {
    kind: "unknown",
    reason: {
      cause: "new",
      text: `the policy in \`${propertyName(property)}\` of \`${resource.name}\` is not known before the update`,
    },
    edges: [],
  };
}

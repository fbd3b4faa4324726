/** Policies that secrets and keys carry themselves, beside what policies of roles say. */
import { type Caller, decideOfResource } from "../iam/principals";
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Resource } from "../stack/resources";
import { keyType, secretType } from "../stack/types";
import { byOutputs, json, list, read, sourceUrns, text } from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import { type Attached, attachedDocument } from "./attached";
import { type Permission, permission, type Question, requestOf } from "./permissions";
import type { Role } from "./roles";

const grantType = "aws:kms/grant:Grant";

/** Resources that give a policy to another one, by the property that names it. */
const separate: Readonly<Record<string, { readonly property: string; readonly target: string }>> = {
  "aws:secretsmanager/secretPolicy:SecretPolicy": { property: "secretArn", target: secretType },
  "aws:kms/keyPolicy:KeyPolicy": { property: "keyId", target: keyType },
};

/** What such a property may hold. */
const identities = ["arn", "id", "keyId"];

export class ResourcePolicies {
  private readonly attached = new Map<Resource, Resource[]>();
  private readonly grants = new Map<Resource, Resource[]>();

  constructor(private readonly graph: Graph) {
    for (const [type, { property, target }] of Object.entries(separate)) {
      const targets = byOutputs(graph.ofType(target), identities);
      for (const resource of graph.ofType(type)) {
        for (const found of this.targetsOf(resource, property, targets, target))
          addTo(this.attached, found, resource);
      }
    }
    const keys = byOutputs(graph.ofType(keyType), identities);
    for (const grant of graph.ofType(grantType)) {
      for (const key of this.targetsOf(grant, "keyId", keys, keyType)) addTo(this.grants, key, grant);
    }
  }

  /** What a secret's own policy makes of a permission; that policy need not exist. */
  ofSecret(secret: Resource, role: Role, question: Question, identity: Permission): Permission {
    return this.apply(secret, role, question, identity, false);
  }

  /** What a key's policy and grants make of one; every key has a policy, by default one that delegates. */
  ofKey(key: Resource, role: Role, question: Question, identity: Permission): Permission {
    const granted = (this.grants.get(key) ?? []).some((grant) => isFor(this.graph, grant, role));
    return granted ? permission("yes") : this.apply(key, role, question, identity, true);
  }

  /** What is allowed across accounts, where both sides must: the role's, and the secret's or key's own. */
  acrossAccounts(resource: Resource, role: Role, question: Question, identity: Permission): Permission {
    if (identity.answer !== "yes") return identity;
    const hasPolicy = this.policiesOf(resource).length > 0 || this.grants.has(resource);
    const own = this.apply(resource, role, question, identity, true);
    if (own.taken?.kind === "resource policy" || (own.answer === "yes" && hasPolicy)) return own;
    const text = `\`${resource.name}\` is in another account than \`${role.name}\`, and its own policy does not plainly allow the read`;
    return permission("cannot tell", { reasons: [{ cause: "other account", text }] });
  }

  private apply(
    resource: Resource,
    role: Role,
    question: Question,
    identity: Permission,
    mustDelegate: boolean,
  ): Permission {
    // A denial or a boundary of the role wins over whatever the resource's policy allows.
    if (identity.taken) return identity;
    let result = identity;
    const policies = this.policiesOf(resource);
    // A key's policies that say nothing to a role, nor to its account, are as good as a denial.
    let areSilent = mustDelegate && policies.length > 0;
    for (const policy of policies) {
      if (policy.kind !== "document") {
        areSilent = false;
        const names = policy.kind === "unknown" && role.resource && policy.edges.includes(role.resource);
        if (names) return permission("yes");
        if (result.answer === "no") result = permission("cannot tell", { reasons: [policy.reason] });
        continue;
      }
      const decision = decideOfResource(policy.document, requestOf(question, role), callerOf(role));
      if (decision.denies === "yes")
        return permission("no", { taken: { kind: "resource policy", of: resource } });
      if (decision.allows === "yes") return permission("yes");
      const certain = decision.allows === "no" && decision.denies === "no";
      if (!certain || decision.delegates !== "no") areSilent = false;
      const delegated = !mustDelegate || decision.delegates === "yes";
      if (certain && (delegated || result.answer === "no")) continue;
      if (result.answer === "yes" && decision.denies === "no" && delegated) continue;
      const reason = `the policy of \`${resource.name}\` does not plainly say what \`${role.name}\` may do`;
      result = permission("cannot tell", { reasons: [{ cause: "condition", text: reason }] });
    }
    return areSilent ? permission("no", { taken: { kind: "key policy", of: resource } }) : result;
  }

  /** Policies that are none, each with the resource that holds it. */
  get malformed(): { readonly holder: Resource; readonly reason: Reason }[] {
    const holders = this.graph.ofType(secretType, keyType, ...Object.keys(separate));
    return holders.flatMap((holder) => {
      const policy = this.policyIn(holder);
      return policy?.kind === "malformed" ? [{ holder, reason: policy.reason }] : [];
    });
  }

  private policiesOf(resource: Resource): Attached[] {
    return [resource, ...(this.attached.get(resource) ?? [])].flatMap(
      (holder) => this.policyIn(holder) ?? [],
    );
  }

  private policyIn(holder: Resource): Attached | undefined {
    const policy = read(holder, "inputs", ["policy"], json);
    return policy.kind === "absent" ? undefined : attachedDocument(this.graph, holder, policy, "policy");
  }

  /** What a property names: by its text where that is known, else whatever its edges lead to. */
  private targetsOf(
    resource: Resource,
    property: string,
    called: ReadonlyMap<string, Resource>,
    type: string,
  ): Resource[] {
    const named = read(resource, "inputs", [property], text);
    if (named.kind === "known") {
      const target = called.get(named.value);
      return target ? [target] : [];
    }
    return this.graph.behindOfType(sourceUrns(named), type).map((found) => found.resource);
  }
}

/** Whether a grant of a key lets a role decrypt (https://docs.aws.amazon.com/kms/latest/developerguide/grants.html). */
function isFor(graph: Graph, grant: Resource, role: Role): boolean {
  const operations = read(grant, "inputs", ["operations"], list);
  if (operations.kind === "known" && !operations.value.includes("Decrypt")) return false;
  const grantee = read(grant, "inputs", ["granteePrincipal"], text);
  if (grantee.kind === "known" && role.arn !== undefined) return grantee.value === role.arn;
  const edges = graph.behind(grant.propertyDependencies.get("granteePrincipal") ?? []);
  return edges.some(({ resource }) => resource === role.resource);
}

function callerOf({ name, arn, account }: Role): Caller {
  return { name, arn, account };
}

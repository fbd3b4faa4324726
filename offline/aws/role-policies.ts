import { list, lookUp, write } from "./account";
import type { Configuration } from "./configuration";
import type { Properties, Value } from "./properties";
import { equal, isProperties } from "./properties";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const POLICY_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";
const INLINE_EXCLUSIVE = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
const ATTACHMENTS_EXCLUSIVE = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";

/** What AWS would tell of a resource whose properties follow from other resources: a role, or its list of policies. */
export function asAwsTells(
  type: string,
  id: string,
  state: Properties,
  configuration: Configuration,
): Properties {
  switch (type) {
    case ROLE:
      return withPolicies(id, state, configuration);
    case INLINE_EXCLUSIVE:
      return { ...state, policyNames: inlinePolicies(id, [], configuration).map(nameOf) };
    case ATTACHMENTS_EXCLUSIVE:
      return { ...state, policyArns: managedPolicies(id, [], configuration) };
    default:
      return state;
  }
}

/** A role read from AWS has all its policies, whoever made them. */
function withPolicies(role: string, state: Properties, configuration: Configuration): Properties {
  const inline = inlinePolicies(role, own(state.inlinePolicies), configuration);
  const managed = managedPolicies(role, own(state.managedPolicyArns), configuration);
  const told: Properties = { ...state };
  // Of a role that is known by its name alone nothing is guessed.
  if (inline.length > 0 || state.inlinePolicies !== undefined) {
    const unchanged = equal(sortedByName(own(state.inlinePolicies)), inline);
    told.inlinePolicies = unchanged ? (state.inlinePolicies ?? []) : inline;
  }
  if (managed.length > 0 || state.managedPolicyArns !== undefined) {
    told.managedPolicyArns = managed;
  }
  return told;
}

/** The role's own, which are those it was last made or changed with, and those of separate resources. */
function inlinePolicies(role: string, state: Value[], configuration: Configuration): Properties[] {
  const made = lookUp(ROLE, role, configuration)?.properties;
  const inRole = (made === undefined ? state : own(made.inlinePolicies))
    .filter(isProperties)
    .filter(({ policy }) => typeof policy === "string" && policy !== "");
  const separate = list(ROLE_POLICY, configuration)
    .filter(({ properties }) => properties.role === role)
    .map(
      ({ properties, id }): Properties => ({
        name: properties.name ?? id.slice(role.length + 1),
        policy: properties.policy ?? null,
      }),
    );
  const byName = new Map([...inRole, ...separate].map((policy) => [nameOf(policy), policy]));
  return sortedByName([...byName.values()]);
}

function managedPolicies(role: string, state: Value[], configuration: Configuration): Value[] {
  const made = lookUp(ROLE, role, configuration)?.properties;
  const inRole = made === undefined ? state : own(made.managedPolicyArns);
  const attached = list(ROLE_ATTACHMENT, configuration)
    .filter(({ properties }) => properties.role === role)
    .map(({ properties }) => properties.policyArn ?? "");
  const attachedToMany = list(POLICY_ATTACHMENT, configuration)
    .filter(({ properties }) => own(properties.roles).includes(role))
    .map(({ properties }) => properties.policyArn ?? "");
  // Other than its namesake for inline policies it also attaches what it lists.
  const exclusive = list(ATTACHMENTS_EXCLUSIVE, configuration)
    .filter(({ properties }) => properties.roleName === role)
    .flatMap(({ properties }) => own(properties.policyArns));
  return [...new Set([...inRole, ...attached, ...attachedToMany, ...exclusive])].sort();
}

/**
 * What a role is recorded with: the policies that are declared in it. Those of separate resources, which a refresh has
 * brought into its state, have records of their own.
 */
export function recordedRole(
  id: string,
  inputs: Properties,
  outputs: Properties,
  configuration: Configuration,
): Properties {
  const before = lookUp(ROLE, id, configuration)?.properties;
  const recorded = { ...outputs };
  for (const name of ["inlinePolicies", "managedPolicyArns"]) {
    if (inputs[name] === undefined) {
      recorded[name] = own(before?.[name]);
    }
  }
  return recorded;
}

/** Some resources take away what they do not name. */
export function takeAway(type: string, inputs: Properties, old: Properties, configuration: Configuration) {
  if (type === INLINE_EXCLUSIVE) {
    keepInline(String(inputs.roleName), (name) => own(inputs.policyNames).includes(name), configuration);
  } else if (type === ATTACHMENTS_EXCLUSIVE) {
    keepAttached(String(inputs.roleName), (arn) => own(inputs.policyArns).includes(arn), configuration);
  } else if (type === ROLE && inputs.inlinePolicies !== undefined) {
    const left = own(inputs.inlinePolicies).filter(isProperties).map(nameOf);
    const gone = own(old.inlinePolicies)
      .filter(isProperties)
      .map(nameOf)
      .filter((name) => !left.includes(name));
    keepInline(String(old.name), (name) => !gone.includes(String(name)), configuration);
  }
}

function keepInline(role: string, isKept: (name: Value) => boolean, configuration: Configuration): void {
  for (const { id, properties } of list(ROLE_POLICY, configuration)) {
    if (properties.role === role && !isKept(properties.name ?? id.slice(role.length + 1))) {
      write(ROLE_POLICY, id, null, configuration);
    }
  }
}

function keepAttached(role: string, isKept: (arn: Value) => boolean, configuration: Configuration): void {
  for (const { id, properties } of list(ROLE_ATTACHMENT, configuration)) {
    if (properties.role === role && !isKept(properties.policyArn ?? "")) {
      write(ROLE_ATTACHMENT, id, null, configuration);
    }
  }
}

function own(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(policy: Properties): string {
  return String(policy.name);
}

function sortedByName(policies: Value[]): Properties[] {
  return policies.filter(isProperties).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

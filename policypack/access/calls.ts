/** Whether a role may make a call, by its own policies and by those of what it calls. */
import type { ContextValue } from "../iam/conditions";
import type { Resource } from "../stack/resources";
import type { ExternalRole } from "../verdicts/config-entries";
import type { Access } from "./access";
import { isComplete, type Permission, permission, permissionOf, type Question } from "./permissions";
import type { Asked, Asker, ResourcePolicies } from "./resource-policies";
import type { Role } from "./roles";

/** One call that is made with a role. */
export interface Call {
  readonly action: string;
  /** A pattern of the ARN on which it is made; see `Request`. */
  readonly arn: string;
  /** Another one under which IAM may see the same thing: to be allowed on either will do. */
  readonly orArn: string | undefined;
  /** What is called, where this stack makes it. */
  readonly resource: Resource | undefined;
  /** What an edge to it may lead to: a document that is not known and has one presumably allows the call. */
  readonly resources: readonly Resource[];
  /** Whether what is called has a policy of its own that may allow the call, and which. */
  readonly ownPolicy: "none" | "of a resource" | "of a key";
  /** Condition keys that only such calls have, in lower case, and what they hold. */
  readonly keys: NonNullable<Question["keys"]>;
}

const noKeys: ReadonlyMap<string, ContextValue> = new Map();

export function call(action: string, arn: string, more: Partial<Call> = {}): Call {
  return {
    action,
    arn,
    orArn: undefined,
    resource: undefined,
    resources: [],
    ownPolicy: "none",
    keys: noKeys,
    ...more,
  };
}

/**
 * Whether a role may make a call.
 * @param scope whether it must be allowed on all ARNs of the pattern, or on some
 */
export function mayCall(
  access: Access,
  role: Role,
  asked: Call,
  declared: readonly ExternalRole[],
  scope: Question["scope"] = "all",
): Permission {
  const { action, arn, orArn, resource, resources, ownPolicy, keys } = asked;
  const other =
    orArn === undefined
      ? undefined
      : mayCall(access, role, { ...asked, arn: orArn, orArn: undefined }, declared, scope);
  if (other?.answer === "yes") return other;
  const question: Question = { action, arns: arn, scope, keys, ...(resource && { tagged: resource }) };
  const identity = presumed(permissionOf(access.grants, role, question, declared), resources);
  const asker: Asker = { grants: access.grants, role, declared };
  const found = withOwnPolicy(
    access.resourcePolicies,
    asker,
    { resource, arn },
    ownPolicy,
    question,
    identity,
  );
  if (found.answer !== "no" || found.taken) return found;
  if (other?.answer === "cannot tell") return other;
  if (isComplete(role, declared)) return found;
  const text = `\`${role.label}\` is made elsewhere, and what it may do there is not declared`;
  return permission("cannot tell", { reasons: [{ cause: "role elsewhere", text }] });
}

/** A document that is not known and has an edge to what is called names it: to allow the call, presumably. */
function presumed(found: Permission, resources: readonly Resource[]): Permission {
  const isNamed = found.answer === "cannot tell" && found.perhaps.some((edge) => resources.includes(edge));
  return isNamed ? permission("yes") : found;
}

function withOwnPolicy(
  policies: ResourcePolicies,
  asker: Asker,
  asked: Asked,
  kind: Call["ownPolicy"],
  question: Question,
  identity: Permission,
): Permission {
  const { role } = asker;
  if (asked.resource && isOfAnotherAccount(role, question))
    return policies.acrossAccounts(asked, asker, question, identity);
  if (kind === "none") return identity;
  if (kind === "of a resource") return policies.ofResource(asked, asker, question, identity);
  const found = policies.ofKey(asked, asker, question, identity);
  if (asked.resource || found.answer !== "no" || found.taken) return found;
  // The policy of a key that is made elsewhere may name the role.
  const text = `the key is made elsewhere, and its policy may let \`${role.label}\` decrypt`;
  return permission("cannot tell", { reasons: [{ cause: "key elsewhere", text }] });
}

function isOfAnotherAccount(role: Role, { arns }: Question): boolean {
  const [, , , , account] = arns.split(":");
  return /^\d{12}$/.test(account ?? "") && role.account !== undefined && role.account !== account;
}

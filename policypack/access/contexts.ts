/** What is known of a request that ECS makes, for the conditions of policies. */
import type { Context, ContextValue } from "../iam/conditions";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, object, read, sourceOf, text } from "../stack/values";
import type { Role } from "./roles";
import { keyOfSession } from "./session-keys";

/** A request as far as conditions ask for it. */
interface Asked {
  /** The action that is asked for. */
  readonly action: string;
  readonly role: Role | undefined;
  /** The pattern of the ARN that is asked for. */
  readonly arn: string;
  /** The resource that is asked for, whose tags conditions ask for; undefined where it is made elsewhere. */
  readonly tagged: Resource | undefined;
  /** Keys that only this kind of request has, in lower case. */
  readonly own: ReadonlyMap<string, ContextValue>;
}

/**
 * The context of a request
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
export function contextOf(asked: Asked): Context {
  // Few statements have conditions: what they ask for is made when the first one asks.
  let fixed: ReadonlyMap<string, ContextValue> | undefined;
  return {
    get(key) {
      fixed ??= fixedKeys(asked);
      return fixed.get(key) ?? keyOfSession(key, asked.action) ?? tagAt(key, asked);
    },
  };
}

function fixedKeys({ role, arn, own }: Asked): ReadonlyMap<string, ContextValue> {
  const [, , , region, account] = arn.split(":");
  const keys = new Map<string, ContextValue>([
    // The endpoints of the services that ECS asks speak TLS only.
    ["aws:securetransport", { kind: "is", value: "true" }],
    ...own,
  ]);
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined && value !== "") keys.set(key, { kind: "is", value });
  };
  add("aws:requestedregion", region);
  add("aws:resourceaccount", account);
  // A role whose account is not known is presumably one of the account that is asked.
  const ofRole = role && (role.account ?? account);
  add("aws:principalarn", role?.arnPattern);
  add("aws:principalaccount", ofRole);
  add("kms:calleraccount", ofRole);
  return keys;
}

/** `aws:PrincipalTag/…` is a tag of the role, `aws:ResourceTag/…` and a service's own one of the resource. */
function tagAt(key: string, { role, tagged }: Asked): ContextValue | undefined {
  const [, prefix, tag = ""] = /^([^/]+)\/(.*)$/.exec(key) ?? [];
  const resource =
    prefix === "aws:principaltag" ? role?.resource : prefix?.endsWith(":resourcetag") ? tagged : undefined;
  return resource && tagsOf(resource)(tag);
}

/** The tags of a resource, each by its key in lower case; undefined for one that is not known. */
function tagsOf(resource: Resource): (key: string) => ContextValue | undefined {
  const all = read(resource, "inputs", ["tagsAll"], object);
  const own = read(resource, "inputs", ["tags"], object);
  // The program's own go before those that the provider adds.
  const tags: Properties = {
    ...(all.kind === "known" ? all.value : {}),
    ...(own.kind === "known" ? own.value : {}),
  };
  const byKey = new Map<string, Property>();
  for (const [key, value] of Object.entries<Property>(tags)) byKey.set(key.toLowerCase(), value);
  // The provider tells all tags in `tagsAll`; without it, it may add some.
  const complete = all.kind === "known";
  return (key) => {
    if (!byKey.has(key)) return complete ? { kind: "absent" } : undefined;
    const value = interpret(byKey.get(key), text, sourceOf(resource, "tags"));
    return value.kind === "known" ? { kind: "is", value: value.value } : undefined;
  };
}

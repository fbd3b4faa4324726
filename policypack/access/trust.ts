/** Whether services of AWS may assume the roles of a stack. */
import { propertyName } from "../code/words";
import type { ContextValue } from "../iam/conditions";
import { DocumentError, readDocument } from "../iam/documents";
import { decideTrust, type TrustDecision } from "../iam/trust";
import { placeOfResource } from "../stack/places";
import type { Resource } from "../stack/resources";
import { policyDocument, read } from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import type { Role } from "./roles";

export type Trust = TrustDecision & {
  /** With "cannot tell": why. */
  readonly reason: Reason | undefined;
};

/**
 * Whether a service may assume a role for what a resource makes; undefined for a role that is made elsewhere, or
 * whose program does not say.
 */
export function trustOf(role: Role, service: string, by: Resource): Trust | undefined {
  const { resource } = role;
  if (!resource || resource.ignoreChanges.includes(property)) return undefined;
  const what = `\`${propertyName(property)}\` of \`${resource.name}\``;
  const value = read(resource, "inputs", [property], policyDocument);
  switch (value.kind) {
    case "absent":
      return undefined;
    case "unknown":
      return open({ cause: "new", text: `${what} is not known before the update` });
    case "malformed":
      return open({ cause: "malformed", text: `${what} is not ${value.expected}` });
    case "known": {
      const document = readDocument(value.value, "its holder");
      if (document instanceof DocumentError)
        return open({ cause: "malformed", text: `${what} ${document.fault}` });
      const keys = keysOf(role, service, by);
      const decision = decideTrust(document, service, { get: (key) => keys.get(key) });
      const text = `${what} lets it be assumed under a condition, or by a principal, of which a preview cannot tell`;
      return {
        ...decision,
        reason: decision.answer === "cannot tell" ? { cause: "trust", text } : undefined,
      };
    }
  }
}

const property = "assumeRolePolicy";

/** The services that ARNs of sources name, by those that assume roles. */
const sources: Readonly<Record<string, string>> = {
  "scheduler.amazonaws.com": "scheduler",
  "events.amazonaws.com": "events",
};

function open(reason: Reason): Trust {
  return { answer: "cannot tell", by: undefined, reason };
}

/**
 * What stands in the request of a service, in the account of the role and the Region of what it is for; which cluster,
 * task, rule or group of schedules its `aws:SourceArn` names is left open
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
function keysOf({ account = "?*" }: Role, service: string, by: Resource): ReadonlyMap<string, ContextValue> {
  const { partition, region } = placeOfResource(by);
  const is = (value: string) => ({ kind: "is", value }) as const;
  return new Map<string, ContextValue>([
    ["aws:sourceaccount", is(account)],
    ["aws:sourcearn", is(`arn:${partition}:${sources[service] ?? "ecs"}:${region}:${account}:*`)],
    ["aws:principalisawsservice", is("true")],
    ["aws:securetransport", is("true")],
    ["sts:externalid", { kind: "absent" }],
  ]);
}

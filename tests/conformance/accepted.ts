import type { Case } from "./cases";
import type { Difference } from "./comparison";

/** Differences that stay. */
interface Accepted {
  readonly type: string;
  /** The property that differs, as a comparison names it. */
  readonly property: RegExp;
  /** The cases, as their argument and how it is given: `triggers set`. */
  readonly cases: RegExp;
  readonly reason: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    type: "aws:ecs/service:Service",
    property: /^deploymentConfiguration\.lifecycleHooks\[\]\.timeoutConfiguration$/,
    cases: /^deploymentConfiguration\.lifecycleHooks/,
    reason: "`@pulumi/aws` has it, this version of the real provider not yet",
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    property: /^(access|connection|healthCheck)Logs\.(bucket|prefix)$/,
    cases: /Logs\.enabled (unknown|empty)$/,
    reason: "the real provider forgets where logs go while they are switched off; no policy asks",
  },
  {
    type: "aws:lb/listener:Listener",
    property: /^defaultActions\[\]\.targetGroupArn$/,
    cases: /^defaultActions\.type unknown$/,
    reason: "the type of a listener's action is text in every program",
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    property: /^preserveClientIp$/,
    cases: /^preserveClientIp empty$/,
    reason: "an empty text for an argument that is either `true` or `false`",
  },
  {
    type: "aws:sqs/queue:Queue",
    property: /^redrive(Allow)?Policy$/,
    cases: /^redrive(Allow)?Policy empty$/,
    reason: "an empty text for a document of JSON",
  },
];

/** The entry that covers a difference. */
export function acceptedFor(one: Case, { property }: Difference): Accepted | undefined {
  return ACCEPTED.find(
    (entry) =>
      entry.type === one.token && entry.property.test(property) && entry.cases.test(`${one.path} ${one.how}`),
  );
}

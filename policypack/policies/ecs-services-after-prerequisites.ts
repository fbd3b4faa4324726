/**
 * Rejects a service that AWS is asked for before what it needs is there: a target group has no load balancer until a
 * listener or rule forwards to it
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html).
 */

import type { Unattached } from "../load-balancing/awaiting";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { labelOf } from "../stack/labels";
import { safeDeployment } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { type Finding, inOrder, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { type FindingKind, idOf } from "../verdicts/kinds";
import { unattachedMessage } from "./ecs-services-after-prerequisites.message";

const kinds = {
  notAwaited: {
    id: "listener-not-awaited/<target-group>",
    meaning:
      "the service does not wait for the listener or rule that gives this target group a load balancer",
    evidence: "reported",
    sources: [
      "https://github.com/cloudposse/terraform-aws-ecs-web-app/issues/226",
      "https://github.com/hashicorp/terraform/issues/32908",
      "https://github.com/umotif-public/terraform-aws-ecs-fargate/issues/30",
      "https://github.com/aws/aws-cdk/issues/1139",
    ],
  },
  missing: {
    id: "listener-missing/<target-group>",
    meaning: "no listener or rule of the stack forwards to this target group, which is new",
    evidence: "reported",
    sources: [
      "https://github.com/hashicorp/terraform/issues/18258",
      "https://github.com/umotif-public/terraform-aws-ecs-fargate/issues/35",
    ],
  },
} as const satisfies Record<string, FindingKind>;

export const ecsServicesAfterPrerequisites: StackRule = {
  name: "ecs-services-after-prerequisites",
  displayName: "Services come after what they need",
  description:
    "A service with a new target group waits for the listener or rule that forwards to it: AWS refuses a service whose target group has no load balancer.",
  rejects: "a service that is made before its target group has a load balancer",
  level: "mandatory",
  severity: "high",
  serves: safeDeployment,
  tags: ["ecs", "load-balancing", "deployment-order"],
  remediation:
    "Add the listener, or the rule, that forwards to the target group to the `dependsOn` of the service.",
  findings: Object.values(kinds),
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ graph, loadBalancing }: Model): Verdicts {
  const all = loadBalancing.unattached();
  const findings = groupBy(all, ({ service }) => service.resource.urn).map((group): Finding => {
    const [{ service }] = group;
    const isMissing = ({ attachments }: Unattached) => attachments.length === 0;
    const idFor = (one: Unattached) =>
      idOf(isMissing(one) ? kinds.missing : kinds.notAwaited, one.targetGroup.name);
    return {
      urn: service.resource.urn,
      ids: unique(group.map(idFor)),
      // A listener that is made inside of apply is not seen.
      certainty: group.some(isMissing) || service.mayWaitUnseen ? "presumed" : "proven",
      message: (ids) =>
        unattachedMessage({
          graph,
          label: labelOf(service.resource),
          service: service.resource,
          unattached: group.filter((one) => ids.includes(idFor(one))),
          canAwait: (component) => loadBalancing.canAwait(service.resource, component),
        }),
    };
  });
  return { findings: inOrder(findings), undetermined: [] };
}

/**
 * Rejects a service that AWS is asked for before what it needs is there: a target group has no load balancer until a
 * listener or rule forwards to it, a namespace and the capacity providers of a cluster take time to make
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html).
 */
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { kindsOfRows } from "../prerequisites/rows";
import type { Unmet } from "../prerequisites/unmet";
import { labelOf } from "../stack/labels";
import { safeDeployment } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { type Finding, inOrder, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { idOf } from "../verdicts/kinds";
import { unmetMessage } from "./ecs-services-after-prerequisites.message";

export const ecsServicesAfterPrerequisites: StackRule = {
  name: "ecs-services-after-prerequisites",
  displayName: "Services come after what they need",
  description:
    "A new service waits for what AWS refuses it without: the listener or rule that gives its target group a load balancer, its Service Connect namespace, the capacity providers of its cluster.",
  rejects:
    "a service that is made before its target group has a load balancer, its namespace is there, or its cluster has its capacity providers",
  level: "mandatory",
  severity: "high",
  serves: safeDeployment,
  tags: ["ecs", "load-balancing", "service-connect", "deployment-order"],
  remediation:
    "Add what the service needs (the listener or rule that forwards to the target group, the `ClusterCapacityProviders`) to its `dependsOn`, and name namespaces by their outputs.",
  findings: kindsOfRows,
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ graph, prerequisites }: Model): Verdicts {
  const findings = groupBy(prerequisites.unmet(), ({ service }) => service.resource.urn).map(
    (group): Finding => {
      const [{ service }] = group;
      const isPresumed = ({ certainty }: Unmet) => certainty === "presumed";
      return {
        urn: service.resource.urn,
        ids: unique(group.map(idFor)),
        // What the service waits for inside of a value that has lost its edges is not seen.
        certainty: service.mayWaitUnseen || group.some(isPresumed) ? "presumed" : "proven",
        message: (ids) =>
          unmetMessage({
            graph,
            label: labelOf(service.resource),
            service: service.resource,
            unmet: group.filter((one) => ids.includes(idFor(one))),
            canAwait: (component) => prerequisites.canAwait(service.resource, component),
            waitsForIt: (resource) => prerequisites.waitsFor(resource, service.resource),
          }),
      };
    },
  );
  return { findings: inOrder(findings), undetermined: [] };
}

function idFor({ kind, subject }: Unmet): string {
  return idOf(kind, subject.name);
}

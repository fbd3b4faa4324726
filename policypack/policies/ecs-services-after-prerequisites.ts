/**
 * Rejects a service that AWS is asked for before what it needs is there: a target group has no load balancer until a
 * listener or rule forwards to it, a namespace and the capacity providers of a cluster take time to make; or one whose file system no task can mount
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html).
 */
import { idiom } from "../code/words";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { kindsOfServiceRows } from "../needs/prerequisite-rows";
import { isPresumed, type Unmet, whyUnmet } from "../prerequisites/unmet";
import { labelOf } from "../stack/labels";
import { safeDeployment } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { idOf, type QuestionKind } from "../verdicts/kinds";
import { unmetMessage } from "./ecs-services-after-prerequisites.message";

const questions = {
  mountTarget: {
    id: "mount-target-unclear/<file-system>",
    meaning:
      "whether this new file system gets a mount target, which may be made inside of `apply` for subnets that are not known",
  },
} as const satisfies Record<string, QuestionKind>;

export const ecsServicesAfterPrerequisites: StackRule = {
  name: "ecs-services-after-prerequisites",
  displayName: "Services come after what they need",
  description:
    "A new service waits for what AWS refuses it without: the listener or rule that gives its target group a load balancer, its Service Connect namespace, the capacity providers of its cluster. Its new file systems have mount targets, and its new log groups are where its tasks look for them.",
  rejects:
    "a service that is made before its target group has a load balancer, its namespace is there, or its cluster has its capacity providers; a new file system that gets no mount target, a new log group in another Region than the log driver is told",
  level: "mandatory",
  severity: "high",
  serves: safeDeployment,
  tags: ["ecs", "load-balancing", "service-connect", "deployment-order"],
  remediation:
    "Let the service depend on what it needs (the listener or rule that forwards to the target group, the `ClusterCapacityProviders`), and name namespaces by their outputs.",
  findings: kindsOfServiceRows,
  questions: Object.values(questions),
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ prerequisites }: Model): Verdicts {
  const unmet = prerequisites.unmet();
  const findings = groupBy(
    unmet.filter(({ doubt }) => !doubt),
    // What is presumed of one need takes nothing from what is proven of another.
    (one) => `${one.service.resource.urn} ${isPresumed([one])}`,
  ).map((group): Finding => {
    const [{ service }] = group;
    return {
      urn: service.resource.urn,
      ids: unique(group.map(idFor)),
      certainty: isPresumed(group) ? "presumed" : "proven",
      message: (ids, _, code) =>
        unmetMessage(
          {
            label: labelOf(service.resource),
            service: service.resource,
            unmet: group.filter((one) => ids.includes(idFor(one))),
            waiter: prerequisites.waiter(service),
            waitsForIt: (resource) => prerequisites.waitsFor(resource, service.resource),
          },
          code,
        ),
      why: ([place]) => whyUnmet(group.filter((one) => place?.ids.includes(idFor(one)))),
    };
  });
  return { findings: inOrder(findings), undetermined: inOrder(unmet.flatMap(question)) };
}

function question({ service, subject, doubt }: Unmet): Undetermined[] {
  if (!doubt) return [];
  return [
    {
      urn: service.resource.urn,
      ids: [idOf(questions.mountTarget, subject.name)],
      reason: () =>
        `Whether file system \`${subject.name}\`, which the tasks of \`${service.resource.name}\` mount, gets a mount target: ${doubt.text}.`,
      settle: `Make the mount targets outside of \`${idiom("apply")}\`, from a list of subnets whose length the program knows.`,
    },
  ];
}

function idFor({ kind, subject }: Unmet): string {
  return idOf(kind, subject.name);
}

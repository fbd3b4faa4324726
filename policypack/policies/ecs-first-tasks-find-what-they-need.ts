/**
 * Advises against a service whose first tasks may start before what they need is there: ECS starts others until it is,
 * unless the circuit breaker ends the deployment before
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html).
 */
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { kindsOfFirstTaskRows } from "../needs/prerequisite-rows";
import { isPresumed, type Unmet, whyUnmet } from "../prerequisites/unmet";
import { safeDeployment } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { type Finding, inOrder, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { idOf } from "../verdicts/kinds";
import { firstTasksMessage } from "./ecs-first-tasks-find-what-they-need.message";

export const ecsFirstTasksFindWhatTheyNeed: StackRule = {
  name: "ecs-first-tasks-find-what-they-need",
  displayName: "First tasks find what they need",
  description:
    "A new service waits for what its first tasks need, where the stack makes that: policies of their roles, values of secrets, mount targets, log groups, images.",
  rejects:
    "a service whose first tasks may start before the policies of their roles, values of secrets, mount targets, log groups or images that the stack makes",
  level: "advisory",
  severity: "medium",
  serves: safeDeployment,
  tags: ["ecs", "deployment-order"],
  remediation:
    "Let the service depend on what its tasks need: policies of their roles, versions of secrets, mount targets, images that the stack builds.",
  findings: kindsOfFirstTaskRows,
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ prerequisites }: Model): Verdicts {
  const findings = groupBy(prerequisites.unmetByFirstTasks(), ({ service }) => service.resource.urn).map(
    (group): Finding => {
      const [{ service }] = group;
      return {
        urn: service.resource.urn,
        ids: unique(group.map(idFor)),
        certainty: isPresumed(group) ? "presumed" : "proven",
        message: (ids, _, code) =>
          firstTasksMessage(
            {
              service,
              unmet: group.filter((one) => ids.includes(idFor(one))),
              waiter: prerequisites.adviseTo(service),
            },
            code,
          ),
        why: ([place]) => whyUnmet(group.filter((one) => place?.ids.includes(idFor(one)))),
      };
    },
  );
  return { findings: inOrder(findings), undetermined: [] };
}

function idFor({ kind, subject }: Unmet): string {
  return idOf(kind, subject.name);
}

/**
 * Rejects a service that AWS refuses, when half of the stack is made, or can never deploy again
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html).
 */
import { creationOf } from "../ecs/creation/creation";
import { deploymentChecks } from "../ecs/creation/deployment";
import { loadBalancerChecks } from "../ecs/creation/load-balancers";
import { networkAndLaunchChecks } from "../ecs/creation/network-and-launch";
import { ScaledServices } from "../ecs/creation/scaling";
import { volumeChecks } from "../ecs/creation/volumes";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { changesValidated } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { findingsOf } from "../verdicts/faults";
import { inOrder, type Verdicts } from "../verdicts/findings";

const checks = [...networkAndLaunchChecks, ...deploymentChecks, ...loadBalancerChecks, ...volumeChecks];

export const ecsServicesAreAccepted: StackRule = {
  name: "ecs-services-are-accepted",
  displayName: "Services are accepted",
  description:
    "Network, launch type, capacity, placement, deployments, load balancers and volumes of a service are such as AWS takes, and leave a deployment a step.",
  rejects:
    "a service that AWS refuses or can never deploy again: network, launch type, placement, percentages, load balancers, volumes",
  level: "mandatory",
  severity: "high",
  serves: changesValidated,
  tags: ["ecs", "fargate"],
  remediation: "Correct what the message names; the page of this policy lists what is judged in a table.",
  findings: checks.map(({ kind }) => kind),
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ graph, services }: Model): Verdicts {
  const scaled = new ScaledServices(graph);
  const findings = services
    .filter(({ leftOut }) => !leftOut)
    .flatMap((service) => {
      const { urn, name } = service.resource;
      return findingsOf(checks, creationOf(service, graph, scaled), urn, `Service \`${name}\``);
    });
  return { findings: inOrder(findings), undetermined: [] };
}

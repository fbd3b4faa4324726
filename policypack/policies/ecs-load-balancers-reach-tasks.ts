/**
 * Rejects a service whose tasks its load balancer cannot reach: by a target group of another type, a container or port
 * that there is not, or security groups that do not let it in
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html).
 */
import type { Service } from "../ecs/services";
import { checks } from "../load-balancing/checks";
import { LoadBalanced } from "../load-balancing/tasks-behind";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { callersAdmitted, serversOf } from "../network/callers";
import { safeDeployment } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { type Check, findingsOf } from "../verdicts/faults";
import { type Finding, inOrder, type Verdicts } from "../verdicts/findings";

export const ecsLoadBalancersReachTasks: StackRule = {
  name: "ecs-load-balancers-reach-tasks",
  displayName: "Load balancers reach tasks",
  description:
    "The target group of a service is of the type of its tasks, names a container and port that they have, and their security groups let the load balancer in.",
  rejects:
    "a service behind a load balancer that cannot reach its tasks: target type, container, port, or security groups",
  level: "mandatory",
  severity: "high",
  serves: safeDeployment,
  tags: ["ecs", "load-balancing", "networking"],
  remediation:
    "Give target groups of `awsvpc` tasks the target type `ip`, name a container and port of the task definition, and let the group of the load balancer in on the container's and the health check's port.",
  findings: [...checks, callersAdmitted].map(({ kind }) => kind),
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ attachments, services, securityGroups, serviceConnect }: Model): Verdicts {
  if (services.length === 0) return { findings: [], undetermined: [] };
  const behind = new LoadBalanced(attachments(), securityGroups(), services).all.flatMap((tasks) =>
    findingsAbout(tasks, checks),
  );
  const called = serversOf(serviceConnect, securityGroups()).flatMap((server) =>
    findingsAbout(server, [callersAdmitted]),
  );
  return { findings: inOrder([...behind, ...called]), undetermined: [] };
}

function findingsAbout<Subject extends { readonly service: Service }>(
  subject: Subject,
  all: readonly Check<Subject>[],
): Finding[] {
  const { urn, name } = subject.service.resource;
  return findingsOf(all, subject, urn, `Service \`${name}\``);
}

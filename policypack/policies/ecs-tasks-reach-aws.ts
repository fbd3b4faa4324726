/**
 * Rejects services on Fargate whose tasks do not get out: of their security groups, or of their subnets; and services
 * whose tasks do not get to their file systems
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html).
 */
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { checks } from "../network/checks";
import { TaskNetworks } from "../network/task-networks";
import { changesValidated } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { findingsOf } from "../verdicts/faults";
import { inOrder, type Verdicts } from "../verdicts/findings";

export const ecsTasksReachAws: StackRule = {
  name: "ecs-tasks-reach-aws",
  displayName: "Tasks reach AWS",
  description:
    "Tasks on Fargate have a way to the registry of their images, out of their security groups and of their subnets, and tasks have one to their file systems.",
  rejects: "tasks on Fargate without a way to a registry, and tasks without one to their file systems",
  level: "mandatory",
  severity: "high",
  serves: changesValidated,
  tags: ["ecs", "fargate", "networking"],
  remediation:
    "Let the tasks out on port 443, give them a public address or a route to a NAT gateway, or endpoints of all services that they need; let them in at their mount targets on port 2049.",
  findings: checks.map(({ kind }) => kind),
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ graph, services, securityGroups, mountTargets, touched, needs }: Model): Verdicts {
  if (services.length === 0) return { findings: [], undetermined: [] };
  const networks = new TaskNetworks(graph, securityGroups(), mountTargets(), touched(), needs, services);
  const findings = networks.all.flatMap((tasks) => {
    const { resource } = tasks.service;
    return findingsOf(checks, tasks, resource.urn, `Service \`${resource.name}\``);
  });
  return { findings: inOrder(findings), undetermined: [] };
}

/**
 * Rejects a task definition that AWS refuses, when half of the stack is made
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html).
 */
import { containerChecks } from "../ecs/registration/container-checks";
import { lackChecks } from "../ecs/registration/lacks";
import { portChecks } from "../ecs/registration/port-checks";
import { registrationOf } from "../ecs/registration/registration";
import { sizeChecks } from "../ecs/registration/sizes";
import { volumeChecks } from "../ecs/registration/volume-checks";
import type { ResourceRule } from "../model/rule";
import { taskDefinitionType } from "../stack/types";
import { changesValidated } from "../verdicts/best-practices";
import { findingsOf } from "../verdicts/faults";

const checks = [...lackChecks, ...sizeChecks, ...containerChecks, ...portChecks, ...volumeChecks];

export const ecsTaskDefinitionsAreAccepted: ResourceRule = {
  name: "ecs-task-definitions-are-accepted",
  displayName: "Task definitions are accepted",
  description:
    "Sizes, containers, ports, volumes and options of a task definition are such as AWS takes: what it refuses fails an update when half of the stack is made.",
  rejects:
    "a task definition that AWS refuses: sizes, network mode, containers, ports, volumes, what Fargate does not have",
  level: "mandatory",
  severity: "high",
  serves: changesValidated,
  tags: ["ecs", "fargate"],
  remediation: "Correct what the message names; the page of this policy lists what is judged in a table.",
  findings: checks.map(({ kind }) => kind),
  questions: [],
  types: [taskDefinitionType],
  judge: (resource) =>
    findingsOf(checks, registrationOf(resource), resource.urn, `Task definition \`${resource.name}\``),
};

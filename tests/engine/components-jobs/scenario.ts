import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves:
    "scheduled tasks, workers and tasks that run once pass every policy, come in their order, and run again when they change",
  steps: [
    { run: "preview" },
    {
      run: "up",
      orders: [
        ["aws:ssm/association:Association::migration", "aws:ecs/service:Service::shop"],
        ["aws:iam/rolePolicy:RolePolicy::migration-runbook", "aws:ssm/association:Association::migration"],
        ["aws:iam/rolePolicy:RolePolicy::migration-secrets", "aws:ssm/association:Association::migration"],
        [
          "aws:ssm/association:Association::office-reports-migration",
          "aws:ecs/service:Service::office-reports",
          "aws:ssm/association:Association::office-desk-migration",
          "aws:ecs/service:Service::office-desk",
        ],
        ["aws:iam/rolePolicy:RolePolicy::nightly-schedule", "aws:scheduler/schedule:Schedule::nightly"],
      ],
      hides: ["secret of the"],
      encrypts: ["secret of the parameter"],
    },
    { run: "preview", unchanged: true },
    { run: "refresh" },
    { run: "preview", unchanged: true },
    { run: "analyze" },
    {
      run: "preview",
      variant: "extended",
      changes: [
        "replace aws:ecs/taskDefinition:TaskDefinition::migration: containerDefinitions",
        "replace aws:ssm/association:Association::migration: parameters",
        "update aws:iam/rolePolicy:RolePolicy::migration-runbook: policy",
        "update ecs-guardrails-components:index:OneOffTask::migration",
      ],
    },
  ],
};

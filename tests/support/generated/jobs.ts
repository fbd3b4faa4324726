/** Scheduled tasks, workers and tasks that run once, at random. */
import type * as pulumi from "@pulumi/pulumi";
import type { OneOffTaskArgs, QueueWorkerArgs, ScheduledTaskArgs } from "ecs-guardrails-components";
import * as fc from "fast-check";
import { boundaries, type CommonDraft, commonDrafts, type Place, places } from "./services";
import type { Surroundings } from "./surroundings";
import { known, oneOf, perhaps, withoutAbsent } from "./values";

/** A job, and what is to be expected of it. */
export interface JobDraft extends Pick<CommonDraft, "secrets" | "choice"> {
  readonly job:
    | { readonly kind: "schedule"; readonly args: ScheduledTaskArgs }
    | { readonly kind: "worker"; readonly args: QueueWorkerArgs }
    | { readonly kind: "once"; readonly args: OneOffTaskArgs };
  readonly place: Place;
}

/** What services have, and tasks without one do not. */
const ofServices = [
  "port",
  "appProtocol",
  "autoscaling",
  "desiredCount",
  "deployment",
  "migration",
  "waitForSteadyState",
] as const;

export function jobDrafts(surroundings: Surroundings): fc.Arbitrary<JobDraft> {
  return fc
    .record({
      common: commonDrafts(surroundings),
      where: fc.record({
        cluster: fc.constantFrom(
          surroundings.cluster,
          `arn:aws:ecs:${surroundings.region}:123456789012:cluster/elsewhere`,
        ),
        securityGroups: perhaps(fc.constant<pulumi.Input<string>[]>([surroundings.securityGroupId])),
        assignPublicIp: perhaps(known(fc.boolean())),
        tags: perhaps(oneOf(surroundings, "shop").map((team) => ({ team }))),
      }),
      kind: fc.constantFrom("schedule", "worker", "once"),
      schedule: schedules(surroundings),
      worker: workers(surroundings),
      times: fc
        .record({
          runOn: perhaps(oneOf(surroundings, "1").map((schema) => ({ schema }))),
          timeoutInMinutes: perhaps(oneOf(surroundings, 1, 720)),
        })
        .map(withoutAbsent),
      place: fc.constantFrom(...places),
    })
    .map(({ common, where, kind, schedule, worker, times, place }): JobDraft => {
      const { deployment, capacityProviderStrategy, permissionsBoundaryArn } = common.args;
      const args = Object.fromEntries(
        Object.entries(common.args).filter(
          ([name]) => name !== "capacityProviderStrategy" && !ofServices.some((other) => other === name),
        ),
      ) as Omit<CommonDraft["args"], (typeof ofServices)[number]>;
      const task = {
        ...args,
        ...withoutAbsent(where),
        subnets: ["subnet-1"],
        // It bounds those who start tasks as well: AWS's other one lets nobody pass roles on.
        ...(permissionsBoundaryArn && { permissionsBoundaryArn: boundaries[0] }),
      };
      const capacity = withoutAbsent({ capacityProviderStrategy });
      const rest = { secrets: common.secrets, choice: common.choice, place };
      if (kind === "schedule") return { ...rest, job: { kind, args: { ...task, ...capacity, ...schedule } } };
      if (kind === "worker")
        return {
          ...rest,
          job: { kind, args: { ...task, ...capacity, ...worker, ...withoutAbsent({ deployment }) } },
        };
      // How its one container ends tells whether it has succeeded.
      const { sidecars: _, dependsOnContainers: __, ...alone } = task;
      const secrets = common.secrets.filter(({ id }) => id.startsWith("app/"));
      const once: OneOffTaskArgs = { ...alone, ...times };
      // Those of sidecars are gone, and with them what their keys were for.
      if (secrets.length === 0) delete once.secretsKeyArns;
      return { ...rest, secrets, job: { kind: "once", args: once } };
    });
}

function schedules(surroundings: Surroundings) {
  return fc
    .record({
      schedule: oneOf(surroundings, "rate(1 day)", "cron(0 3 ? * MON-FRI *)", "at(2030-01-01T03:00:00)"),
      timezone: perhaps(oneOf(surroundings, "Europe/Berlin")),
      flexibleWindowInMinutes: perhaps(oneOf(surroundings, 0, 1440)),
      enabled: perhaps(known(fc.boolean())),
      taskCount: perhaps(oneOf(surroundings, 10)),
      maximumRetryAttempts: perhaps(oneOf(surroundings, 0, 185)),
      maximumEventAgeInSeconds: perhaps(oneOf(surroundings, 60)),
      deadLetterQueueArn: perhaps(fc.constant(surroundings.queueArn)),
    })
    .map(withoutAbsent);
}

function workers(surroundings: Surroundings) {
  const own = fc
    .record({
      fifo: perhaps(fc.boolean()),
      visibilityTimeoutInSeconds: perhaps(oneOf(surroundings, 0, 43_200)),
      maximumReceiveCount: perhaps(oneOf(surroundings, 1000)),
    })
    .map(withoutAbsent);
  return fc
    .record({
      queue: fc.oneof(own, fc.constant({ queueArn: surroundings.queueArn })),
      minCapacity: perhaps(oneOf(surroundings, 0, 1)),
      maxCapacity: perhaps(oneOf(surroundings, 2)),
      messagesPerTask: perhaps(oneOf(surroundings, 1)),
      idleMinutes: perhaps(oneOf(surroundings, 1)),
      queueUrlVariable: perhaps(fc.constant("ORDERS")),
    })
    .map(({ queue, ...others }) => ({ ...queue, ...withoutAbsent(others) }));
}

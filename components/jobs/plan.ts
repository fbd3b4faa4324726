/** What the arguments of jobs come to, checked before anything is registered. */
import * as pulumi from "@pulumi/pulumi";
import { checked, ofForm, wholeNumber } from "../checks";
import { planTask, type TaskPlan } from "../tasks/plan";
import type { OneOffTaskArgs } from "./args";

/** A task that runs once whose known arguments are all right. */
export interface OneOffPlan {
  readonly task: TaskPlan;
  /** Seconds within which it has to end. */
  readonly timeout: pulumi.Output<number>;
}

/** @throws when an argument that is known cannot be */
export function planOneOff(name: string, args: OneOffTaskArgs): OneOffPlan {
  if (Object.keys(args.sidecars ?? {}).length > 0)
    throw new pulumi.RunError(
      `\`${name}\`: a task that runs once has no \`sidecars\`: how its one container ends tells whether it has succeeded.`,
    );
  refuseOtherThanClusterArn(name, args.cluster);
  const minutes = checked(
    `\`${name}\`: \`timeoutInMinutes\``,
    args.timeoutInMinutes ?? 30,
    wholeNumber(1, 720),
  );
  return { task: planTask(name, args), timeout: minutes.apply((known) => known * 60) };
}

/**
 * EventBridge and Automation know a cluster by its ARN, of which permissions are made.
 * @throws when what is known is none
 */
export function refuseOtherThanClusterArn(name: string, cluster: pulumi.Input<string>): void {
  checked(
    `\`${name}\`: \`cluster\``,
    cluster,
    ofForm(/^arn:/, "the ARN of a cluster, such as its output `arn`"),
  );
}

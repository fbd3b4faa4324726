/** Roles of services of AWS that start tasks. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlacementArgs } from "../tasks/args";
import type { Task } from "../tasks/task";

/** Who starts a task, and what it may do besides. */
export interface StarterArgs {
  /** Service of AWS, such as `scheduler.amazonaws.com`. */
  readonly service: string;
  readonly boundary: pulumi.Input<string> | undefined;
  readonly statements: readonly object[];
}

/** A role with which a service of AWS starts exactly one task, on one cluster, and passes exactly its roles. */
export function makeStarter(
  name: string,
  task: Task,
  { cluster, tags }: PlacementArgs,
  { service, boundary, statements }: StarterArgs,
  parent: pulumi.Resource,
): { readonly role: aws.iam.Role; readonly grants: readonly pulumi.Resource[] } {
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sts:AssumeRole",
            // No other account has it act here.
            Condition: {
              StringEquals: { "aws:SourceAccount": task.location.apply(({ accountId }) => accountId) },
            },
          },
        ],
      }),
      permissionsBoundary: boundary,
      tags,
    },
    { parent },
  );
  const grant = (suffix: string, Statement: readonly object[]) =>
    new aws.iam.RolePolicy(
      `${name}${suffix}`,
      { role: role.name, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement }) },
      { parent },
    );
  const run = {
    Effect: "Allow",
    Action: "ecs:RunTask",
    // Of every revision: else a start between two steps of an update would be refused.
    Resource: pulumi.interpolate`${task.taskDefinition.arnWithoutRevision}:*`,
    Condition: { ArnEquals: { "ecs:cluster": cluster } },
  };
  // A task that gets the tags of its definition is tagged when it is started.
  const tag = {
    Effect: "Allow",
    Action: "ecs:TagResource",
    Resource: tasksOf(cluster),
    Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
  };
  const others = [run, tag, ...statements];
  if (task.hasOwnExecutionRole)
    return { role, grants: [grant("", [pass(task.taskRole.arn, task.executionRoleArn), ...others])] };
  // Apart from what is new, so that a preview can tell it.
  return {
    role,
    grants: [
      grant("", [pass(task.taskRole.arn), ...others]),
      grant("-execution-role", [pass(task.executionRoleArn)]),
    ],
  };
}

function pass(...roles: readonly pulumi.Output<string>[]) {
  return {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roles,
    Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  };
}

/** All tasks of a cluster. */
export function tasksOf(cluster: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(cluster).apply((arn) => `${arn.replace(":cluster/", ":task/")}/*`);
}

import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { OneOffTaskArgs } from "./jobs/args";
import { planOneOff } from "./jobs/plan";
import { makeStarter, tasksOf } from "./jobs/starter";
import { makeTask, type Task } from "./tasks/task";

/**
 * A task on Fargate that runs once before what waits for it, and again when it changes, such as a migration of a
 * database. The update goes on when its container has ended with 0, and fails when not.
 *
 * What runs it is a runbook of Systems Manager Automation that an association starts: neither a cloud function nor the
 * machine of the deployment has to.
 */
export class OneOffTask extends pulumi.ComponentResource {
  /** What is there once the task has succeeded. */
  readonly association: aws.ssm.Association;
  /** The runbook that runs it. */
  readonly runbook: aws.ssm.Document;
  /** The task definition. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** ARN of the role with which ECS fetches secrets and images and writes logs. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Name of that role, for policies of your own. */
  readonly executionRoleName: pulumi.Output<string>;
  /** The log group of its container. */
  readonly logGroup: aws.cloudwatch.LogGroup;

  /** @throws when an argument cannot be: one that is known, before anything is registered */
  constructor(name: string, args: OneOffTaskArgs, options?: pulumi.ComponentResourceOptions) {
    const plan = planOneOff(name, args);
    const { timeout } = plan;
    super("ecs-guardrails-components:index:OneOffTask", name, args, options);
    const task = makeTask(name, args, plan.task, args.tags, this);
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskRole;
    this.executionRoleArn = task.executionRoleArn;
    this.executionRoleName = task.executionRoleName;
    this.logGroup = task.logGroup;
    const starter = makeStarter(
      `${name}-runbook`,
      task,
      args,
      {
        service: "ssm.amazonaws.com",
        boundary: args.permissionsBoundaryArn,
        statements: [{ Effect: "Allow", Action: "ecs:DescribeTasks", Resource: tasksOf(args.cluster) }],
      },
      this,
    );
    const content = runbookOf(args, task, starter.role.arn, timeout);
    this.runbook = new aws.ssm.Document(
      name,
      { documentType: "Automation", documentFormat: "JSON", content, tags: args.tags },
      // A new version would run the association at once, and nobody would wait for it
      // (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocumentDefaultVersion.html).
      { parent: this, replaceOnChanges: ["content"] },
    );
    this.association = new aws.ssm.Association(
      name,
      {
        name: this.runbook.name,
        parameters: { TaskDefinition: task.taskDefinition.arn, RunOn: fingerprint(args.runOn, content) },
        // Besides the task itself Fargate and Automation take their time.
        waitForSuccessTimeoutSeconds: timeout.apply((seconds) => seconds + 600),
        tags: args.tags,
      },
      {
        parent: this,
        dependsOn: [...task.prerequisites, ...starter.grants],
        // The provider waits for the end where an association is made, and not where it is changed.
        replaceOnChanges: ["name", "parameters", "waitForSuccessTimeoutSeconds"],
        deleteBeforeReplace: true,
      },
    );
    this.registerOutputs({
      association: this.association,
      runbook: this.runbook,
      taskDefinition: this.taskDefinition,
      taskRole: this.taskRole,
      executionRoleArn: this.executionRoleArn,
      executionRoleName: this.executionRoleName,
      logGroup: this.logGroup,
    });
  }
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
function runbookOf(
  args: OneOffTaskArgs,
  { taskDefinition }: Task,
  assumeRole: pulumi.Output<string>,
  timeout: pulumi.Output<number>,
): pulumi.Output<string> {
  const described = {
    Service: "ecs",
    Api: "DescribeTasks",
    cluster: args.cluster,
    tasks: ["{{ run.Task }}"],
  };
  return pulumi.jsonStringify({
    schemaVersion: "0.3",
    description: pulumi.interpolate`Runs a task of ${taskDefinition.family} and waits for its end`,
    assumeRole,
    parameters: {
      TaskDefinition: { type: "String" },
      RunOn: { type: "String" },
    },
    mainSteps: [
      {
        name: "run",
        action: "aws:executeAwsApi",
        // A second start would run it twice.
        maxAttempts: 1,
        onFailure: "Abort",
        inputs: {
          Service: "ecs",
          Api: "RunTask",
          cluster: args.cluster,
          taskDefinition: "{{ TaskDefinition }}",
          launchType: "FARGATE",
          count: 1,
          enableExecuteCommand: args.enableExecuteCommand ?? false,
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: args.subnets,
              ...(args.securityGroups && { securityGroups: args.securityGroups }),
              assignPublicIp: pulumi
                .output(args.assignPublicIp ?? false)
                .apply((isPublic) => (isPublic ? "ENABLED" : "DISABLED")),
            },
          },
          propagateTags: "TASK_DEFINITION",
        },
        // Where there is no capacity there is no task, and the step fails.
        outputs: [{ Name: "Task", Selector: "$.tasks[0].taskArn", Type: "String" }],
      },
      {
        name: "end",
        action: "aws:waitForAwsResourceProperty",
        timeoutSeconds: timeout,
        onFailure: "Abort",
        inputs: { ...described, PropertySelector: "$.tasks[0].lastStatus", DesiredValues: ["STOPPED"] },
      },
      {
        name: "succeeded",
        action: "aws:assertAwsResourceProperty",
        onFailure: "Abort",
        isEnd: true,
        inputs: { ...described, PropertySelector: "$.tasks[0].containers[0].exitCode", DesiredValues: ["0"] },
      },
    ],
  });
}

/** Other values have another one; it tells none of them. */
function fingerprint(values: OneOffTaskArgs["runOn"], runbook: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.all([values ?? {}, runbook]).apply(([known, content]) =>
    createHash("sha256")
      .update(JSON.stringify([Object.entries(known).sort(), content]))
      .digest("hex"),
  );
}

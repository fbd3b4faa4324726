import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Group, role, variant } from "../programs";

const isCured = variant === "cured";
const cluster = new aws.ecs.Cluster("main");
const execution = role("execution");
const task = role("task");
const definition = new aws.ecs.TaskDefinition("report", {
  family: "report",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  executionRoleArn: execution.arn,
  taskRoleArn: task.arn,
  containerDefinitions: JSON.stringify([
    { name: "report", image: "public.ecr.aws/docker/library/busybox:1" },
  ]),
});
const network = { subnets: ["subnet-0123456789abcdef0"] };

function runner(name: string, service: string, statements: object[], parent?: pulumi.Resource) {
  const made = new aws.iam.Role(
    name,
    { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: service }) },
    { parent },
  );
  if (statements.length > 0)
    new aws.iam.RolePolicy(
      name,
      {
        role: made.name,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
      },
      { parent },
    );
  return made;
}

const run = { Effect: "Allow", Action: "ecs:RunTask", Resource: definition.arn };
const pass = (...roles: aws.iam.Role[]) => ({
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: roles.map(({ arn }) => arn),
  Condition: { StringLike: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
});

function schedule(
  name: string,
  roleArn: pulumi.Input<string>,
  more: Partial<aws.types.input.scheduler.ScheduleTargetEcsParameters> = { networkConfiguration: network },
) {
  return new aws.scheduler.Schedule(name, {
    scheduleExpression: "rate(1 day)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: cluster.arn,
      roleArn,
      ecsParameters: { taskDefinitionArn: definition.arn, launchType: "FARGATE", ...more },
    },
  });
}

const scheduler = "scheduler.amazonaws.com";
const works = runner("works", scheduler, [run, pass(execution, task)]);
schedule("works", works.arn);
schedule("nothing", runner("nothing", scheduler, isCured ? [run, pass(execution, task)] : []).arn);
schedule(
  "passes-one",
  runner("passes-one", scheduler, [run, pass(...(isCured ? [execution, task] : [task]))]).arn,
);
schedule("no-network", works.arn, isCured ? undefined : {});
schedule(
  "not-trusted",
  runner("not-trusted", isCured ? scheduler : "ecs.amazonaws.com", [run, pass(execution, task)]).arn,
);

// The target of a rule, with the revision left out.
new Group("group", (parent) => {
  const events = runner(
    "events",
    "events.amazonaws.com",
    isCured
      ? [{ ...run, Resource: "arn:aws:ecs:*:*:task-definition/report:*" }, pass(execution, task)]
      : [pass(execution, task)],
    parent,
  );
  const rule = new aws.cloudwatch.EventRule("rule", { scheduleExpression: "rate(1 day)" }, { parent });
  new aws.cloudwatch.EventTarget(
    "target",
    {
      rule: rule.name,
      arn: cluster.arn,
      roleArn: events.arn,
      ecsTarget: {
        taskDefinitionArn: definition.arnWithoutRevision,
        launchType: "FARGATE",
        networkConfiguration: network,
      },
    },
    { parent },
  );
});

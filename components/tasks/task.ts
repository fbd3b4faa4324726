import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Location, locationOf } from "../location";
import type { Tags } from "../tags";
import type { TaskArgs } from "./args";
import type { TaskPlan } from "./plan";
import { makeRoles, type TaskRoles } from "./roles";
import { secretReference } from "./secrets";
import { volumeDefinitions, volumeStatements } from "./volumes";

/** A task definition and what its tasks need before they start. */
export interface Task extends TaskRoles {
  readonly taskDefinition: aws.ecs.TaskDefinition;
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** Where it is deployed. */
  readonly location: pulumi.Output<Location>;
  /** What must be there before a task starts. */
  readonly prerequisites: readonly pulumi.Resource[];
}

/** Makes a task definition with its roles and its log group, as children of a component. */
export function makeTask(
  name: string,
  args: TaskArgs,
  plan: TaskPlan,
  tags: Tags,
  parent: pulumi.Resource,
): Task {
  const location = locationOf(parent);
  const { secrets, registrySecrets } = referencesOf(plan, location);
  const roles = makeRoles(
    name,
    {
      keys: args.secretsKeyArns,
      executionRoleName: args.executionRoleName,
      executionRoleArn: args.executionRoleArn,
      statements: args.taskRoleStatements,
      boundary: args.permissionsBoundaryArn,
      executeCommand: args.enableExecuteCommand ?? false,
      tags,
      secrets: [...[...secrets.values()].flatMap((each) => Object.values(each)), ...registrySecrets],
      rules: plan.rules,
      volumeStatements: volumeStatements(args.volumes ?? {}, location),
    },
    location,
    parent,
  );
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    { retentionInDays: plan.logRetentionInDays, tags },
    { parent },
  );
  const surroundings = {
    executeCommand: args.enableExecuteCommand ?? false,
    logConfiguration: logConfigurationOf(name, logGroup, location),
  };
  const taskDefinition = new aws.ecs.TaskDefinition(
    name,
    {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: plan.size.cpu,
      memory: plan.size.memory,
      ephemeralStorage: plan.ephemeralStorage,
      runtimePlatform: plan.runtimePlatform,
      volumes: args.volumes && volumeDefinitions(args.volumes),
      taskRoleArn: roles.taskRole.arn,
      executionRoleArn: roles.executionRoleArn,
      containerDefinitions: pulumi.jsonStringify(
        [...plan.containers].map(([container, define]) =>
          define({ ...surroundings, secrets: secrets.get(container) ?? {} }),
        ),
      ),
      tags,
    },
    { parent },
  );
  return { ...roles, taskDefinition, logGroup, location, prerequisites: [...roles.grants, logGroup] };
}

/** Where what runs in a task writes its logs. */
export function logConfigurationOf(
  prefix: string,
  logGroup: aws.cloudwatch.LogGroup,
  location: pulumi.Output<Location>,
) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroup.name,
      "awslogs-region": location.apply(({ region }) => region),
      "awslogs-stream-prefix": prefix,
    },
  };
}

interface References {
  /** The secrets of each container, by their variables. */
  readonly secrets: ReadonlyMap<string, Record<string, ReturnType<typeof secretReference>>>;
  readonly registrySecrets: readonly ReturnType<typeof secretReference>[];
}

function referencesOf(plan: TaskPlan, location: pulumi.Output<Location>): References {
  const secrets = new Map<string, Record<string, ReturnType<typeof secretReference>>>();
  for (const { container, variable, what, text } of plan.secrets) {
    const ofContainer = secrets.get(container) ?? {};
    ofContainer[variable] = secretReference(what, text, location);
    secrets.set(container, ofContainer);
  }
  return {
    secrets,
    registrySecrets: plan.registrySecrets.map(({ what, text }) => secretReference(what, text, location)),
  };
}

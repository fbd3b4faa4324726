/** A task that runs once before a service, made of what the service is told. */
import * as pulumi from "@pulumi/pulumi";
import type { PlacementArgs, TaskArgs } from "../tasks/args";
import type { OneOffTaskArgs } from "./args";

/** A task that runs once before a service is deployed, such as a migration of its database. */
export interface MigrationArgs {
  /** Command of its container; without it that of the image. */
  command?: pulumi.Input<pulumi.Input<string>[]>;
  /** Entry point of its container; without it that of the image. */
  entryPoint?: pulumi.Input<pulumi.Input<string>[]>;
  /** Its image. Default: that of the service. */
  image?: pulumi.Input<string>;
  /** Environment variables besides those of the service. */
  environment?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** Secrets besides those of the service, in the same words. */
  secrets?: { [variable: string]: pulumi.Input<string> };
  /** Its CPU units. Default: 256. */
  cpu?: pulumi.Input<number>;
  /** Its memory in MiB. Default: the least that Fargate has with `cpu`. */
  memory?: pulumi.Input<number>;
  /** Values whose change runs it again. It runs again in each case when its image, command or another argument changes. */
  runOn?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** Minutes within which it has to end, 1 to 720. Default: 30. */
  timeoutInMinutes?: pulumi.Input<number>;
}

/** What a service is told, as far as its migration has it as well. */
export type Migrated = TaskArgs & PlacementArgs & { readonly migration?: MigrationArgs };

/** The arguments of a service's migration; nothing where it has none. */
export function migrationOf(args: Migrated): OneOffTaskArgs | undefined {
  const { migration } = args;
  if (migration === undefined) return undefined;
  const { environment, secrets, image, cpu, memory, ...own } = migration;
  return {
    ...own,
    cluster: args.cluster,
    subnets: args.subnets,
    securityGroups: args.securityGroups,
    assignPublicIp: args.assignPublicIp,
    tags: args.tags,
    image: image ?? args.image,
    repositoryCredentials: args.repositoryCredentials,
    environment: bothOf(args.environment, environment),
    secrets: { ...args.secrets, ...secrets },
    cpu,
    memory,
    cpuArchitecture: args.cpuArchitecture,
    imagePlatforms: args.imagePlatforms,
    taskRoleStatements: args.taskRoleStatements,
    taskRoleMayReadParameters: args.taskRoleMayReadParameters,
    taskRoleMayReadSecrets: args.taskRoleMayReadSecrets,
    executionRoleName: args.executionRoleName,
    executionRoleArn: args.executionRoleArn,
    executionRoleMayReadSecrets: args.executionRoleMayReadSecrets,
    secretsKeyArns: args.secretsKeyArns,
    permissionsBoundaryArn: args.permissionsBoundaryArn,
    logRetentionInDays: args.logRetentionInDays,
  };
}

type Variables = MigrationArgs["environment"];

/** What is the same as that of the service stays as it is known. */
function bothOf(common: Variables, own: Variables): Variables {
  if (common === undefined || own === undefined) return own ?? common;
  return pulumi.all([common, own]).apply(([first, second]) => ({ ...first, ...second }));
}

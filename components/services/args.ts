/** What a program says of a service on Fargate. */
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerArgs, SidecarArgs } from "../tasks/containers";
import type { PolicyStatementArgs } from "../tasks/statements";
import type { VolumeArgs } from "../tasks/volumes";
import type { AutoscalingArgs } from "./autoscaling";

/** A share of the tasks for a capacity provider. */
export interface CapacityProviderArgs {
  /** `FARGATE` or `FARGATE_SPOT`, which the cluster must have. */
  capacityProvider: pulumi.Input<string>;
  /** Share of the tasks, relative to those of the others. Default: 1. */
  weight?: pulumi.Input<number>;
  /** Number of tasks that it gets before shares count; only one may have it. Default: 0. */
  base?: pulumi.Input<number>;
}

/** What is said of a service wherever it runs. Its arguments about a container are those of the main one. */
export interface CommonServiceArgs extends ContainerArgs {
  /** Port on which the container listens. */
  port?: pulumi.Input<number>;
  /** What is spoken on that port, `http`, `http2` or `grpc`, for the metrics of Service Connect. Default: TCP. */
  appProtocol?: pulumi.Input<string>;
  /** More containers of the task, by their names. */
  sidecars?: { [name: string]: SidecarArgs };
  /** Volumes of the task, by the names that `mountPoints` use. */
  volumes?: { [name: string]: VolumeArgs };
  /** CPU units of a task: 1024 are one processor. Default: 256. */
  cpu?: pulumi.Input<number>;
  /** Memory of a task in MiB. Default: the least that Fargate has with `cpu`, 512 with the default. */
  memory?: pulumi.Input<number>;
  /** Storage of a task in GiB, 21 to 200. Default: 20, which cost nothing. */
  ephemeralStorageInGiB?: pulumi.Input<number>;
  /** Processor for which the images are made: `X86_64` or `ARM64`. Default: `X86_64`. */
  cpuArchitecture?: pulumi.Input<string>;
  /** Number of tasks; with `autoscaling` only that of the beginning. Default: 1, or its `minCapacity`. */
  desiredCount?: pulumi.Input<number>;
  /** How many tasks run, by their load. */
  autoscaling?: AutoscalingArgs;
  /** Capacity providers, such as `FARGATE_SPOT`, that share the tasks. Default: Fargate. */
  capacityProviderStrategy?: CapacityProviderArgs[];
  /** What the application itself may do. Reads of Parameter Store are refused: those of ECS follow from `secrets`. */
  taskRoleStatements?: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]>;
  /** Whether the application reads Parameter Store itself, so that `taskRoleStatements` may say so. Default: false. */
  taskRoleMayReadParameters?: boolean;
  /**
   * Whether the application itself reads secrets in Secrets Manager that `secrets` name, too, so that
   * `taskRoleStatements` may say so. Default: false.
   */
  taskRoleMayReadSecrets?: boolean;
  /** Name, not ARN, of an execution role that exists already; the reads of `secrets` are attached to it. */
  executionRoleName?: pulumi.Input<string>;
  /** ARN of an execution role that exists already, to which nothing is attached. */
  executionRoleArn?: pulumi.Input<string>;
  /** That the role of `executionRoleArn` may read the `secrets` from where it is made: needed if there are any. */
  executionRoleMayReadSecrets?: boolean;
  /** ARNs of the KMS keys, other than AWS's own, with which `secrets` are encrypted; the execution role may decrypt with them. */
  secretsKeyArns?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * ARN of the managed policy that bounds what the roles may do which are made for the service. It must allow the
   * reads of `secrets`, too.
   */
  permissionsBoundaryArn?: pulumi.Input<string>;
  /** Whether ECS Exec can run commands in the containers; the task role gets what that needs. Default: false. */
  enableExecuteCommand?: boolean;
  /** How long logs are kept, in days. Default: 30. */
  logRetentionInDays?: pulumi.Input<number>;
  /** Seconds from the start of a task during which health checks of the load balancer do not count. */
  healthCheckGracePeriodSeconds?: pulumi.Input<number>;
  /** Least share of `desiredCount` that runs during a deployment, in percent. Default: 100. */
  deploymentMinimumHealthyPercent?: pulumi.Input<number>;
  /** Greatest share of `desiredCount` that runs during a deployment, in percent. Default: 200. */
  deploymentMaximumPercent?: pulumi.Input<number>;
  /**
   * Whether creating the service waits until its tasks run. Default: true for a service that others call by its
   * name, so that they find tasks behind it, and false for others.
   */
  waitForSteadyState?: pulumi.Input<boolean>;
}

/** The part of a service in Service Connect. */
export interface ServiceConnectArgs {
  /** ARN of the Cloud Map namespace. */
  namespace: pulumi.Input<string>;
  /**
   * Host name by which other services of the namespace call this one, such as `users.shop.local`. With it the
   * service is a client-server service and needs a `port`; without it, it is client-only.
   */
  dnsName?: pulumi.Input<string>;
  /**
   * Its name in Cloud Map, unique in the namespace. Default: one made of the name of the component. Callers learn it
   * when they are deployed: keep the one that a deployed service has.
   */
  discoveryName?: pulumi.Input<string>;
}

/** Arguments of a `FargateService`. */
export interface FargateServiceArgs extends CommonServiceArgs {
  /** ARN of the cluster. */
  cluster: pulumi.Input<string>;
  /** Ids of the subnets of its tasks. */
  subnets: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of the security groups of its tasks; without them the VPC's default one is used. */
  securityGroups?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether its tasks get public addresses: needed in subnets without a NAT gateway. Default: false. */
  assignPublicIp?: pulumi.Input<boolean>;
  /** Its part in Service Connect; without it the service has none. */
  serviceConnect?: ServiceConnectArgs;
  /** ARN of a target group of type `ip` that forwards to `port`. Give its listener in `dependsOn`. */
  targetGroupArn?: pulumi.Input<string>;
  /** Values whose change deploys the service again, such as what is known of the services that it calls. */
  redeployOn?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/** What a program says of a task on Fargate, whatever starts it. */
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerArgs, SidecarArgs } from "./containers";
import type { PolicyStatementArgs } from "./statements";
import type { VolumeArgs } from "./volumes";

/** What is said of a task, whatever starts it. Its arguments about a container are those of the main one. */
export interface TaskArgs extends ContainerArgs {
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
  /**
   * In place of `cpuArchitecture`: the platforms for which the image is built, such as `linux/arm64`, as the output
   * `platforms` of an image of the same program tells them. The first one counts.
   */
  imagePlatforms?: pulumi.Input<pulumi.Input<string>[]>;
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
   * ARN of the managed policy that bounds what the roles may do which are made. It must allow the reads of `secrets`,
   * too, and what ECS does with load balancers, hooks and schedules where they are made.
   */
  permissionsBoundaryArn?: pulumi.Input<string>;
  /** Whether ECS Exec can run commands in the containers; the task role gets what that needs. Default: false. */
  enableExecuteCommand?: boolean;
  /** How long logs are kept, in days. Default: 30. */
  logRetentionInDays?: pulumi.Input<number>;
}

/** Where tasks run. */
export interface PlacementArgs {
  /** ARN of the cluster. */
  cluster: pulumi.Input<string>;
  /** Ids of the subnets of its tasks. */
  subnets: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of the security groups of its tasks; without them the VPC's default one is used. */
  securityGroups?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether its tasks get public addresses: needed in subnets without a NAT gateway. Default: false. */
  assignPublicIp?: pulumi.Input<boolean>;
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

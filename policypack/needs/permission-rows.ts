/**
 * The table of what tasks need their roles to be allowed; what must be there first is prerequisite-rows.ts
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html).
 */
import { document } from "../code/tree";
import type { Row } from "./needs";

const executionPolicy = "service-role/AmazonECSTaskExecutionRolePolicy";

/** Without these no task starts. */
export const startRows = {
  logStream: {
    kind: {
      id: "log-stream-not-permitted/<container>",
      meaning: "the execution role may not create the log stream of this container (`awslogs`)",
      evidence: "reported",
      sources: [
        "https://github.com/doctorray117/minecraft-ondemand/issues/12",
        "https://github.com/aws/aws-cdk/issues/5954",
      ],
    },
    role: "execution",
    does: "create the log stream of",
    doesTo: "create a log stream in",
    usually: ["logs:PutLogEvents"],
    error:
      "ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log stream: AccessDeniedException: … is not authorized to perform: logs:CreateLogStream",
    managedPolicy: executionPolicy,
  },
  logGroup: {
    kind: {
      id: "log-group-not-permitted/<container>",
      meaning: "it may not create the log group that `awslogs-create-group` asks it to create",
      evidence: "reported",
      sources: [
        "https://github.com/terraform-aws-modules/terraform-aws-ecs/pull/112",
        "https://github.com/terraform-aws-modules/terraform-aws-ecs/pull/145",
        "https://github.com/terraform-aws-modules/terraform-aws-ecs/pull/313",
      ],
    },
    role: "execution",
    does: "create the log group of",
    doesTo: "create",
    error:
      "ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log group: AccessDeniedException: … is not authorized to perform: logs:CreateLogGroup",
  },
  image: {
    kind: {
      id: "image-not-permitted/<container>",
      meaning: "it may not pull the image of this container from a private repository of Amazon ECR",
      evidence: "reported",
      sources: [
        "https://github.com/nathanpeck/aws-cloudformation-fargate/issues/13",
        "https://github.com/OvertureMaps/overture-tiles/pull/20",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
      ],
    },
    role: "execution",
    does: "pull the image of",
    doesTo: "pull an image from",
    error:
      "CannotPullContainerError … or ResourceInitializationError: unable to pull secrets or registry auth: … AccessDeniedException: … is not authorized to perform: ecr:…",
    managedPolicy: executionPolicy,
  },
  environmentFile: {
    kind: {
      id: "environment-file-not-permitted/<container>",
      meaning: "it may not read a file of environment variables of this container",
      evidence: "reported",
      sources: [
        "https://github.com/aws/aws-cdk/issues/12720",
        "https://github.com/aws/copilot-cli/issues/4600",
        "https://github.com/umotif-public/terraform-aws-ecs-fargate/pull/60",
      ],
    },
    role: "execution",
    does: "read the environment files of",
    doesTo: "read",
    error:
      "ResourceInitializationError: failed to download env files: … operation error S3: HeadObject, … StatusCode: 403 … Forbidden",
  },
  routerFile: {
    kind: {
      id: "router-file-not-permitted/<container>",
      meaning: "it may not read the configuration of this FireLens router in S3",
      evidence: "documented",
      sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html"],
    },
    role: "execution",
    does: "read the FireLens configuration of",
    error: "unable to download s3 config …",
  },
  cachedImage: {
    kind: {
      id: "image-import-not-permitted/<container>",
      meaning:
        "it may not import the image of this container, which is the first time that a pull-through cache is asked for it",
      evidence: "documented",
      sources: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html"],
    },
    role: "execution",
    does: "let the pull-through cache import the image of",
    error: "CannotPullContainerError …",
  },
  share: {
    kind: {
      id: "share-not-permitted/<volume>",
      meaning: "it may not look up the file system of this FSx for Windows File Server volume",
      evidence: "documented",
      sources: [
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html",
        "https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/fsxwindowsfileserver/fsxwindowsfileserver_windows.go",
      ],
    },
    role: "execution",
    does: "look up the file system of volume",
    doesMany: "look up the file systems of volumes",
    error:
      "fsxwindowsfileserver resource: … AccessDeniedException: … is not authorized to perform: fsx:DescribeFileSystems",
  },
  mount: {
    kind: {
      id: "mount-not-permitted/<volume>",
      meaning:
        "neither the task role nor the policy of the file system lets the tasks mount this EFS volume, for which IAM is enabled",
      evidence: "reported",
      sources: [
        "https://github.com/aws/amazon-ecs-agent/issues/4714",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html",
      ],
    },
    role: "task",
    does: "mount volume",
    doesMany: "mount volumes",
    error:
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … mount.nfs4: access denied by server while mounting",
  },
} as const satisfies Record<string, Row>;

/** Without these tasks start, and something of them does not work. */
export const workRows = {
  logEvents: {
    kind: {
      id: "log-events-not-permitted/<container>",
      meaning: "the execution role may not write the log of this container (`awslogs`)",
      evidence: "documented",
      sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html"],
    },
    role: "execution",
    does: "write the log of",
    doesTo: "write to",
    error: "the log stream stays empty",
    managedPolicy: executionPolicy,
  },
  exec: {
    kind: {
      id: "exec-not-permitted",
      meaning: "the task role may not open the channels of ECS Exec, which the service enables",
      evidence: "reported",
      sources: [
        "https://github.com/aws/aws-cli/issues/6242",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
      ],
    },
    role: "task",
    does: "open the channels of ECS Exec for",
    error: "TargetNotConnectedException, when somebody calls `aws ecs execute-command`",
  },
  sessionLog: {
    kind: {
      id: "session-log-not-permitted",
      meaning: "the task role may not write the log of ECS Exec sessions that the cluster asks for",
      evidence: "documented",
      sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"],
    },
    role: "task",
    does: "write the session log of",
    error: "sessions are not logged, or do not open",
  },
  logDestination: {
    kind: {
      id: "log-destination-not-permitted/<container>",
      meaning: "the task role may not write where FireLens sends the log of this container",
      evidence: "documented",
      sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html"],
    },
    role: "task",
    does: "send the log of",
    error: "AccessDeniedException in the log of the router, and the log of the container is lost",
  },
} as const satisfies Record<string, Row>;

/** Without these a schedule starts no task. */
export const scheduleRows = {
  runTask: {
    kind: {
      id: "run-task-not-permitted",
      meaning: "the role of the schedule or target may not run this task definition",
      evidence: "reported",
      sources: [
        "https://github.com/pulumi/pulumi/issues/6725",
        "https://github.com/terraform-aws-modules/terraform-aws-eventbridge/issues/169",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html",
      ],
    },
    role: "schedule",
    does: "run task definition",
    error: "AccessDeniedException: … is not authorized to perform: ecs:RunTask",
  },
  passRole: {
    kind: {
      id: "pass-role-not-permitted/<role>",
      meaning: "it may not pass this role of the task definition to ECS",
      evidence: "reported",
      sources: [
        "https://github.com/aws/aws-cdk/issues/16093",
        "https://github.com/cn-terraform/terraform-aws-ecs-fargate-scheduled-task/issues/6",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html",
      ],
    },
    role: "schedule",
    does: "pass on role",
    doesMany: "pass on roles",
    condition: document({
      StringEquals: document({ "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
    }),
    error: "AccessDeniedException: … is not authorized to perform: iam:PassRole",
  },
} as const satisfies Record<string, Row>;

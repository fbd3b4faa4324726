/**
 * The table of what must be there first: before AWS takes a service, and before its tasks start. The other half of it,
 * what roles must be allowed, is permission-rows.ts.
 */

import {
  asArguments,
  asMembers,
  codeList,
  comment,
  type Piece,
  reference,
  statement,
  typedList,
} from "../code/tree";
import { propertyName } from "../code/words";
import type { FindingKind } from "../verdicts/kinds";

export interface PrerequisiteRow {
  /** How AWS, or the provider, takes it, as a sentence that ends in a colon: where ECS does not simply start other tasks. */
  readonly fails?: string;
  readonly error: string;
  /** The stack makes what is needed, and the service does not come after it. */
  readonly late?: {
    readonly kind: FindingKind;
    /** Completes "AWS is asked for it before …", or "its first tasks may start before …". */
    readonly before: (subjects: string, many?: boolean) => string;
    /** Completes "Why: …, and nothing makes the service come after it". */
    readonly because: string;
    /** What does not make it wait, or would, as a sentence. */
    readonly hint?: string;
  };
  /** The stack makes nothing that would do. */
  readonly lacking?: {
    readonly kind: FindingKind;
    /** What it ends: AWS does not take the service, or takes it and no task starts. */
    readonly stops: "service" | "tasks";
    /** Completes "It cannot be created: …" or "Its tasks cannot start: …". */
    readonly without: (subjects: string, many?: boolean) => string;
    /** Completes "Why: …". */
    readonly because: (subjects: string) => string;
    /** What may be made unseen, inside of `apply`. */
    readonly unseen?: string;
    /** Completes "Change: …:", with code below it. */
    readonly cure: string;
    readonly code: (name: string) => Piece;
  };
}

const actionType = { module: "lb", name: "ListenerDefaultAction" };

const capacityError =
  "InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.";
const capacitySources = [
  "https://github.com/dask/dask-cloudprovider/issues/328",
  "https://github.com/aws/containers-roadmap/issues/631",
];

const logGroupError =
  "ResourceInitializationError: failed to validate logger args: … ResourceNotFoundException: The specified log group does not exist.";

/** Without these AWS takes no service, or the tasks of it never start. */
export const serviceRows = {
  targetGroup: {
    fails:
      "AWS refuses the service, and the provider asks again for two minutes; a new load balancer takes longer:",
    error:
      "InvalidParameterException: The target group with targetGroupArn … does not have an associated load balancer.",
    late: {
      kind: {
        id: "listener-not-awaited/<target-group>",
        meaning:
          "the service does not wait for the listener or rule that gives this target group a load balancer",
        evidence: "reported",
        sources: [
          "https://github.com/cloudposse/terraform-aws-ecs-web-app/issues/226",
          "https://github.com/hashicorp/terraform/issues/32908",
          "https://github.com/umotif-public/terraform-aws-ecs-fargate/issues/30",
          "https://github.com/aws/aws-cdk/issues/1139",
        ],
      },
      before: (subject) => `target group ${subject} has a load balancer`,
      because: "a target group gets its load balancer from the listener or rule that forwards to it",
      hint: "To wait for the target group is not enough.",
    },
    lacking: {
      stops: "service",
      kind: {
        id: "listener-missing/<target-group>",
        meaning: "no listener or rule of the stack forwards to this target group, which is new",
        evidence: "reported",
        sources: [
          "https://github.com/hashicorp/terraform/issues/18258",
          "https://github.com/umotif-public/terraform-aws-ecs-fargate/issues/35",
        ],
      },
      without: (subject) => `target group ${subject} gets no load balancer`,
      because: (subjects) => `no listener or rule of this stack forwards to ${subjects}.`,
      unseen: "a listener",
      cure: "let a listener or a rule of the load balancer forward to it, and the service wait for that",
      code: (name) =>
        asArguments({
          defaultActions: typedList(actionType, { type: "forward", targetGroupArn: reference(name, "arn") }),
        }),
    },
  },
  namespace: {
    fails: "AWS refuses the service:",
    error: "NamespaceNotFoundException: Failed to retrieve namespace for …",
    late: {
      kind: {
        id: "namespace-not-awaited/<namespace>",
        meaning: "the service names this namespace, which is new, by a text, and does not wait for it",
        evidence: "reported",
        sources: ["https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/116"],
      },
      before: (subject) => `namespace ${subject} is there`,
      because: "the name of a namespace is a text that makes nothing wait for it",
      hint: `To name it by its output \`${propertyName("arn")}\` would do so, too.`,
    },
  },
  capacity: {
    fails: "AWS refuses the service:",
    error: capacityError,
    late: {
      kind: {
        id: "capacity-provider-not-awaited/<cluster>",
        meaning:
          "the service does not wait for the `ClusterCapacityProviders` that give this cluster the capacity providers of its strategy",
        evidence: "reported",
        sources: capacitySources,
      },
      before: (subject) => `cluster ${subject} has its capacity providers`,
      because: "a cluster gets capacity providers, Fargate's too, from a `ClusterCapacityProviders`",
      hint: "To wait for the cluster is not enough.",
    },
    lacking: {
      stops: "service",
      kind: {
        id: "capacity-provider-missing/<cluster>",
        meaning:
          "nothing of the stack gives this cluster, which is new, the capacity providers of the strategy",
        evidence: "reported",
        sources: capacitySources,
      },
      without: (subject) => `cluster ${subject} gets no capacity providers`,
      because: (subjects) =>
        `a new cluster has no capacity providers, not even Fargate's, and no \`ClusterCapacityProviders\` of this stack is for cluster ${subjects}.`,
      unseen: "a `ClusterCapacityProviders`",
      cure: "give the cluster the capacity providers of the strategy, and let the service wait for that",
      code: (name) =>
        statement({ module: "ecs", name: "ClusterCapacityProviders" }, "…", {
          clusterName: reference(name, "name"),
          capacityProviders: codeList([comment("…")]),
        }),
    },
  },
  listedCapacity: {
    fails: "AWS refuses the service:",
    error: capacityError,
    lacking: {
      stops: "service",
      kind: {
        id: "capacity-provider-not-listed/<cluster>",
        meaning:
          "the `ClusterCapacityProviders` of this cluster do not list every capacity provider of the service's strategy",
        evidence: "reported",
        sources: capacitySources,
      },
      without: (subject) => `it names a capacity provider that cluster ${subject} does not get`,
      because: (subjects) =>
        `\`${propertyName("capacityProviderStrategies")}\` of the service names a capacity provider that the \`ClusterCapacityProviders\` of cluster ${subjects} do not list.`,
      cure: "list it there",
      code: () =>
        asArguments({ capacityProviders: codeList([comment("every capacity provider of the strategy")]) }),
    },
  },
  mountTarget: {
    fails: "AWS takes the service, and each of its tasks stops:",
    error:
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … Failed to resolve "fs-….efs….amazonaws.com"',
    lacking: {
      stops: "tasks",
      kind: {
        id: "mount-target-missing/<file-system>",
        meaning:
          "nothing of the stack makes a mount target for this file system, which is new and which the tasks mount",
        evidence: "reported",
        sources: [
          "https://github.com/aws/efs-utils/issues/90",
          "https://github.com/aws/amazon-ecs-cli/issues/1083",
        ],
      },
      without: (subject) => `file system ${subject} gets no mount target`,
      because: (subjects) =>
        `a file system is reached by a mount target in the subnet's Availability Zone, and no \`MountTarget\` of this stack is for ${subjects}.`,
      unseen: "a mount target",
      cure: "make one in each of the service's subnets, and let the service wait for them",
      code: (name) =>
        statement({ module: "efs", name: "MountTarget" }, "…", {
          fileSystemId: reference(name, "id"),
          subnetId: "…",
          securityGroups: codeList([comment("port 2049")]),
        }),
    },
  },
  logGroup: {
    fails: "AWS takes the service, and each of its tasks stops:",
    error: logGroupError,
    lacking: {
      stops: "tasks",
      kind: {
        id: "log-group-elsewhere/<log-group>",
        meaning:
          "the log driver is told another Region than that in which the stack makes this log group, which is new",
        evidence: "reported",
        sources: [
          "https://github.com/hardfinhq/terraform-aws-tailscale-subnet-router/issues/2",
          "https://github.com/Rayraegah/terraform-aws-hasura/issues/25",
        ],
      },
      without: (subject) => `log group ${subject} is not in the Region in which they look for it`,
      because: (subjects) =>
        `\`awslogs-region\` names another Region than that of log group ${subjects}, and \`awslogs-create-group\` has none made there.`,
      cure: "give the log driver the Region of the log group",
      code: () => asMembers({ "awslogs-region": "…" }),
    },
  },
} as const satisfies Record<string, PrerequisiteRow>;

function areThere(subjects: string, many = false): string {
  return `${subjects} ${many ? "are" : "is"} there`;
}

/** Without these the first tasks of a service fail, and others are started until it is there. */
export const firstTaskRows = {
  rolePolicy: {
    error: "AccessDeniedException: … is not authorized to perform: …",
    late: {
      kind: {
        id: "policy-not-awaited/<policy>",
        meaning: "the service does not wait for this policy of a role of its tasks",
        evidence: "reported",
        sources: [
          "https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/200",
          "https://github.com/aws/aws-cdk/issues/18675",
          "https://github.com/aws/aws-cdk/issues/24880",
          "https://github.com/hashicorp/terraform/issues/2869",
        ],
      },
      before: areThere,
      because: "a task definition waits for its roles, and not for what is attached to them",
    },
  },
  secretValue: {
    error:
      "ResourceInitializationError: … ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    late: {
      kind: {
        id: "secret-value-not-awaited/<secret>",
        meaning: "the service does not wait for the version that holds the value of this secret",
        evidence: "reported",
        sources: ["https://github.com/digihunch/orthweb/issues/7"],
      },
      before: (secrets, many) => `${secrets} ${many ? "have values" : "has a value"}`,
      because: "a secret gets its value from a `SecretVersion`, which a task definition does not name",
    },
  },
  parameter: {
    error: "ResourceInitializationError: … unable to retrieve secrets from ssm: … invalid ssm parameters: …",
    late: {
      kind: {
        id: "parameter-not-awaited/<parameter>",
        meaning: "the containers name this parameter by a text, and the service does not wait for it",
        evidence: "documented",
        sources: [
          "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html",
        ],
      },
      before: areThere,
      because: "the name of a parameter is a text that makes nothing wait for it",
      hint: `To name it by its output \`${propertyName("arn")}\` would do so, too.`,
    },
  },
  mountTarget: {
    error:
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … Failed to resolve "fs-….efs….amazonaws.com"',
    late: {
      kind: {
        id: "mount-target-not-awaited/<file-system>",
        meaning: "the service does not wait for all mount targets of this file system",
        evidence: "reported",
        sources: [
          "https://github.com/hardfinhq/terraform-aws-tailscale-subnet-router/pull/11",
          "https://github.com/rileydakota/valheim-ecs-fargate-cdk/issues/28",
        ],
      },
      before: (systems, many) => `${systems} ${many ? "have their" : "has its"} mount targets`,
      because: "a task definition waits for its file systems, and not for their mount targets",
    },
  },
  logGroup: {
    error: logGroupError,
    late: {
      kind: {
        id: "log-group-not-awaited/<log-group>",
        meaning: "the containers name this log group by a text, and the service does not wait for it",
        evidence: "reported",
        sources: [
          "https://github.com/cn-terraform/terraform-aws-ecs-fargate-task-definition/issues/1",
          "https://github.com/cn-terraform/terraform-aws-nexus/issues/35",
        ],
      },
      before: areThere,
      because: "the name of a log group is a text that makes nothing wait for it",
      hint: `To name it by its output \`${propertyName("name")}\` would do so, too.`,
    },
  },
  image: {
    error: "CannotPullContainerError: … not found",
    late: {
      kind: {
        id: "image-not-awaited/<repository>",
        meaning: "the service does not wait for what pushes an image to this repository, which is new",
        evidence: "reported",
        sources: ["https://github.com/awslabs/ecs-refarch-continuous-deployment/issues/41"],
      },
      before: (repositories, many) => `${repositories} ${many ? "have images" : "has an image"}`,
      because: "the address of a repository makes nothing wait for the images that are pushed to it",
      hint: `To name the image by its own output, such as \`${propertyName("ref")}\`, would do so, too.`,
    },
    lacking: {
      stops: "tasks",
      kind: {
        id: "image-not-pushed/<repository>",
        meaning: "nothing of the stack pushes an image to this repository, which is new and therefore empty",
        evidence: "reported",
        sources: [
          "https://github.com/awslabs/ecs-refarch-continuous-deployment/issues/41",
          "https://github.com/aws/aws-cdk/issues/3646",
        ],
      },
      without: (repositories, many) => `${repositories} ${many ? "are" : "is"} empty`,
      because: (subjects) => `nothing of this stack pushes an image to ${subjects}, which this update makes.`,
      cure: "make the repository first, or let the stack build the image; or start no task until somebody has pushed one",
      code: () => asArguments({ desiredCount: 0 }),
    },
  },
} as const satisfies Record<string, PrerequisiteRow>;

function kindsOf(rows: Readonly<Record<string, PrerequisiteRow>>): readonly FindingKind[] {
  return Object.values(rows).flatMap(({ late, lacking }) =>
    [late?.kind, lacking?.kind].filter((kind) => kind !== undefined),
  );
}

export const kindsOfServiceRows = kindsOf(serviceRows);
export const kindsOfFirstTaskRows = kindsOf(firstTaskRows);

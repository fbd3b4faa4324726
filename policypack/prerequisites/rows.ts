/** The table of what must be there before AWS takes a service. */
import type { FindingKind } from "../verdicts/kinds";

export interface Row {
  /** How AWS, or the provider, takes it, as a sentence that ends in a colon. */
  readonly fails: string;
  readonly error: string;
  /** The stack makes what is needed, and the service does not come after it. */
  readonly late?: {
    readonly kind: FindingKind;
    /** Completes "AWS is asked for it before …". */
    readonly before: (subject: string) => string;
    /** Completes "Why: …, and nothing makes the service come after it". */
    readonly because: string;
    /** What does not make it wait, or would, as a sentence. */
    readonly hint: string;
  };
  /** The stack makes nothing that would do. */
  readonly lacking?: {
    readonly kind: FindingKind;
    /** Completes "It cannot be created: …". */
    readonly without: (subject: string) => string;
    /** Completes "Why: …". */
    readonly because: (subjects: string) => string;
    /** What may be made unseen, inside of `apply`. */
    readonly unseen?: string;
    /** Completes "Change: …:", with code below it. */
    readonly cure: string;
    readonly code: (variable: string) => string;
  };
}

const capacityError =
  "InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.";
const capacitySources = [
  "https://github.com/dask/dask-cloudprovider/issues/328",
  "https://github.com/aws/containers-roadmap/issues/631",
];

export const rows = {
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
      code: (variable) => `defaultActions: [{ type: "forward", targetGroupArn: ${variable}.arn }],`,
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
        sources: [
          "https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/116",
          "https://github.com/kayac/ecspresso/issues/744",
        ],
      },
      before: (subject) => `namespace ${subject} is there`,
      because: "the name of a namespace is a text that makes nothing wait for it",
      hint: "To name it by its output `arn` would do so, too.",
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
      code: (variable) =>
        `new aws.ecs.ClusterCapacityProviders("…", { clusterName: ${variable}.name, capacityProviders: [/* … */] });`,
    },
  },
  listedCapacity: {
    fails: "AWS refuses the service:",
    error: capacityError,
    lacking: {
      kind: {
        id: "capacity-provider-not-listed/<cluster>",
        meaning:
          "the `ClusterCapacityProviders` of this cluster do not list every capacity provider of the service's strategy",
        evidence: "reported",
        sources: capacitySources,
      },
      without: (subject) => `it names a capacity provider that cluster ${subject} does not get`,
      because: (subjects) =>
        `\`capacityProviderStrategies\` of the service names a capacity provider that the \`ClusterCapacityProviders\` of cluster ${subjects} do not list.`,
      cure: "list it there",
      code: () => "capacityProviders: [/* every `capacityProvider` of the strategy */],",
    },
  },
} as const satisfies Record<string, Row>;

/** The kinds of findings of all rows. */
export const kindsOfRows: readonly FindingKind[] = Object.values<Row>(rows).flatMap(({ late, lacking }) =>
  [late?.kind, lacking?.kind].filter((kind) => kind !== undefined),
);

/**
 * What each policy may do with a value that is not known: the one place where that stands, each with its reason. What
 * is found of known values must otherwise be found, be presumed or be asked while some of them are unknown, and
 * nothing may be proven that known values do not prove.
 */

import { neededInputs } from "../../../policypack/judging/needed";
import {
  callersAfterCallees,
  clientsAfterServers,
  clientsRedeploy,
  endpointsAreValid,
  firstTasksFindWhatTheyNeed,
  loadBalancersReachTasks,
  outputsAreNotText,
  readsSecrets,
  rolesLetTasksStart,
  rolesLetTasksWork,
  rolesTrustEcs,
  scheduledTasksMayRun,
  servicesAfterPrerequisites,
  servicesAreAccepted,
  ssmGrant,
  taskDefinitionsAreAccepted,
  tasksReachAws,
} from "../pack";
import {
  anyOf,
  anywhere,
  cluster,
  expressService,
  linked,
  near,
  own,
  role,
  service,
  type Test,
  taskDefinition,
  used,
} from "./gone";
import { madeOf } from "./made-of";

/** Values of which one that is unknown may change what a policy says, beyond what the law allows of all. */
interface Allowance {
  readonly of: Test;
  /** The kinds of findings for which it may; all that the policy has, where none are named. */
  readonly kinds?: readonly string[];
  readonly because: string;
}

export interface Stance {
  /** Where a finding may fall silent. */
  readonly unsaid: readonly Allowance[];
  /** Where a proven finding may be presumed; for any value, where this is not given. */
  readonly doubts?: readonly Allowance[];
  /** Where one may be presumed although known values make none. */
  readonly presumes: readonly Allowance[];
  /** Where one may be proven although known values make none. */
  readonly overlooks?: readonly Allowance[];
  /** Resources besides the finding's own on which a question may stand that covers it. */
  readonly asks?: { readonly on: (urn: string) => boolean; readonly because: string };
  /** Whether a finding of another kind about the same stands for one. */
  readonly tellsOne?: { readonly because: string };
  /** A policy that speaks of the same resource in its place. */
  readonly leavesTo?: { readonly policy: string; readonly because: string };
}

/** Whether tasks need something at all. */
const needs = anyOf(
  linked(taskDefinition, "containerDefinitions", "volumes", "requiresCompatibilities", "networkMode"),
  own("primaryContainer"),
  ({ resource }, { relation }) =>
    relation === "user" && resource.type.startsWith("ecs-guardrails-components:"),
);

/** Which tasks are started, and how. */
const starts = anyOf(
  linked(
    service,
    "taskDefinition",
    "launchType",
    "capacityProviderStrategies",
    "enableExecuteCommand",
    "serviceConnectConfiguration",
    "cluster",
  ),
  linked(taskDefinition, "arn", "arnWithoutRevision", "family"),
);

const unseen: Allowance = {
  of: anyOf(needs, starts),
  because: "what a policy does not know to be needed it does not ask for",
};

/** Of the order of things. */
const orders = {
  doubts: [
    {
      of: () => true,
      because: "what tasks need is presumed while their containers, or how many there are, is not known",
    },
  ],
};

/** The stance of what judges what is written, never what that might be: the next preview sees it. */
function literalsOnly(policy: string): Stance {
  return {
    unsaid: Object.entries(madeOf[policy] ?? {}).map(([kind, of]) => ({
      of,
      kinds: [kind],
      because: "it judges what is written",
    })),
    doubts: [
      { of: ({ edges }) => edges === "lost", because: "a value without its edges may wait for anything" },
      {
        of: anyOf(own("taskDefinition"), used(taskDefinition, "arn", "arnWithoutRevision", "family")),
        because: "the one task definition behind a packaged component is presumed to be that of a service",
      },
    ],
    presumes: [],
  };
}

/**
 * What is in between a service and what it may wait for. What policies read of a service, of its task definition and of
 * its cluster is not: where that has lost its edges the policies themselves do not take the order for known.
 */
const between: Allowance = {
  of: ({ edges, of, path: [property], resource: { type } }, { relation }) =>
    edges === "lost" &&
    relation !== "apart" &&
    !(
      [service, taskDefinition, cluster].includes(type) &&
      (of === "outputs" || neededInputs(type).includes(property))
    ),
  because:
    "what the resources in between wait for is told by their edges, of which a value may have lost some",
};

/** Which service of a namespace the containers of another one name. */
const calls: Allowance = {
  of: anyOf(
    anywhere(service, "serviceConnectConfiguration", "cluster"),
    near(cluster, "serviceConnectDefaults"),
  ),
  because:
    "who holds the host name of a server is presumed to call it while its namespace or port is not known",
};

const decidesOnPolicies = [
  ...["policy", "inlinePolicies", "managedPolicyArns", "policyArn", "policyArns", "permissionsBoundary"],
  ...["role", "roles", "roleName", "resourceArn", "secretArn", "keyId"],
];

/** Policy documents that forbid something while they are known, and what decides for whom they do. */
const forbids: Test = ({ resource, path: [property] }) =>
  decidesOnPolicies.includes(property) &&
  /"Effect":\s*"Deny"/.test(JSON.stringify(resource.inputs ?? {}).replaceAll('\\"', '"'));

const takesAway: Allowance = {
  of: anyOf(
    forbids,
    near(role, "permissionsBoundary"),
    near("aws:kms/key:Key", "policy", "arn", "keyId"),
    near("aws:kms/keyPolicy:KeyPolicy"),
    near("aws:secretsmanager/secret:Secret", "policy", "kmsKeyId"),
    near("aws:secretsmanager/secretPolicy:SecretPolicy"),
    near("aws:ssm/parameter:Parameter", "keyId"),
  ),
  because: "a policy that is not known is presumed to take nothing away, as nearly all do",
};

const documents: Test = ({ resource: { type }, path: [property] }, { relation }) =>
  relation !== "apart" &&
  type.startsWith("aws:iam/") &&
  ["policy", "inlinePolicies", "managedPolicyArns", "policyArn", "policyArns"].includes(property);

const byEdges: Allowance = {
  of: (gone, subject) => documents(gone, subject) && gone.edges !== "lost",
  because:
    "a document with an edge to what is needed is presumed to allow it, and one with edges to other things alone to be about those",
};

/** What is presumed of tasks whose containers are not known. */
const byEdgesOfTasks: Allowance = {
  of: anyOf(needs, starts),
  because: "an edge to what is needed stands for containers that are not known",
};

const mayNeedPolicies: Allowance = {
  of: near(taskDefinition, "containerDefinitions"),
  kinds: ["policy-not-awaited"],
  because: "containers that are not known may need whatever is attached to their roles",
};

const schedules = ["aws:scheduler/schedule:Schedule", "aws:cloudwatch/eventTarget:EventTarget"];

export const stances: Readonly<Record<string, Stance>> = {
  [ssmGrant]: {
    unsaid: [
      byEdges,
      takesAway,
      {
        of: ({ urn }) => urn.includes("ecs-guardrails-components:"),
        because: "the components themselves refuse such reads in what they attach to their task roles",
      },
      {
        of: near(role, "name", "path"),
        kinds: ["no-execution-role", "task-role-only"],
        because: "configuration names roles of which the names are known",
      },
      {
        of: own("roles"),
        kinds: ["no-execution-role", "task-role-only"],
        because: "a list of roles that is not known, and has edges to some, is taken to be of those",
      },
    ],
    presumes: [
      {
        of: documents,
        because: "an edge to a parameter stands for a document that is not known",
      },
    ],
    overlooks: [
      { ...takesAway, of: anyOf(forbids, near(role, "permissionsBoundary")) },
      {
        of: near(taskDefinition, "taskRoleArn"),
        because: "a role that configuration names is one of tasks elsewhere, unless a task definition has it",
      },
    ],
    asks: {
      on: (urn) => urn.includes("aws:ecs/"),
      because: "what is not known of a task definition's own roles is asked there once, not of every grant",
    },
    tellsOne: { because: "who lacks the read is told once of a grant" },
  },
  [readsSecrets]: {
    unsaid: [
      { ...unseen, of: anyOf(needs, own("serviceConnectConfiguration")) },
      byEdges,
      takesAway,
      {
        of: near("aws:secretsmanager/secretVersion:SecretVersion"),
        kinds: ["secret-key-missing"],
        because: "nothing is said of the keys of a secret whose value is not known",
      },
      {
        of: anyOf(near("aws:secretsmanager/secret:Secret", "arn", "name"), near(role, "arn", "name", "path")),
        kinds: ["secret-of-another-account", "secret-undecryptable", "secret-unreadable"],
        because: "a secret of the stack is taken to be in the account of its tasks until both ARNs are known",
      },
    ],
    presumes: [
      byEdgesOfTasks,
      {
        of: near("aws:ssm/parameter:Parameter", "type"),
        because: "a parameter of a type that is not known is presumed to be a secret",
      },
    ],
    overlooks: [
      {
        of: anywhere("aws:ssm/parameter:Parameter", "name"),
        kinds: ["secret-malformed"],
        because: "a text that is the value of a secret is not taken for a name that is not known",
      },
      {
        of: ({ urn, path: [property] }) =>
          urn.includes("ecs-guardrails-components:") && property === "containerDefinitions",
        because: "the arguments of a component stand for its containers, which a transform may have changed",
      },
    ],
    tellsOne: { because: "of several calls that a secret needs the first that is refused is told" },
  },
  [rolesTrustEcs]: {
    unsaid: [
      {
        of: anyOf(
          linked(
            [taskDefinition, expressService],
            "executionRoleArn",
            "taskRoleArn",
            "infrastructureRoleArn",
          ),
          linked(service, "loadBalancers", "serviceConnectConfiguration", "volumeConfiguration"),
          linked(schedules, "target", "roleArn", "arn", "ecsTarget"),
        ),
        because: "a role that nothing is seen to assume is not judged",
      },
      {
        of: own("arn", "name", "path"),
        because: "a condition on the account of a role is taken to be right until that is known",
      },
    ],
    presumes: [],
  },
  [clientsAfterServers]: {
    unsaid: [],
    presumes: [
      {
        of: anyOf(
          own("desiredCount"),
          own("triggers"),
          anywhere(service, "serviceConnectConfiguration", "cluster"),
        ),
        because: "an edge to a namespace stands for its name, and to a server for waiting for it",
      },
    ],
    overlooks: [between],
  },
  [endpointsAreValid]: literalsOnly(endpointsAreValid),
  [callersAfterCallees]: {
    ...literalsOnly(callersAfterCallees),
    ...orders,
    presumes: [calls],
    overlooks: [between],
  },
  [clientsRedeploy]: literalsOnly(clientsRedeploy),
  [rolesLetTasksStart]: {
    unsaid: [
      unseen,
      byEdges,
      takesAway,
      {
        of: near(["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"], "key"),
        kinds: ["environment-file-not-permitted"],
        because: "a file is taken for one of environment variables by its name alone",
      },
      {
        of: anywhere("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "ecrRepositoryPrefix"),
        kinds: ["image-import-not-permitted"],
        because: "which repositories are a cache is told by the prefix of its rule alone",
      },
    ],
    presumes: [byEdgesOfTasks],
  },
  [rolesLetTasksWork]: {
    unsaid: [
      unseen,
      byEdges,
      takesAway,
      { of: near(cluster, "configuration"), because: "where sessions are logged is part of what is needed" },
    ],
    leavesTo: {
      policy: rolesLetTasksStart,
      because: "of a task that may not start nothing more is said",
    },
    presumes: [byEdgesOfTasks],
  },
  [scheduledTasksMayRun]: {
    unsaid: [
      {
        of: own("target", "arn", "roleArn", "ecsTarget"),
        because: "what is not seen to start tasks is not judged: schedules start other things as well",
      },
      byEdges,
      takesAway,
    ],
    presumes: [],
  },
  [servicesAfterPrerequisites]: {
    ...literalsOnly(servicesAfterPrerequisites),
    ...orders,
    presumes: [
      {
        of: own("desiredCount", "loadBalancers"),
        because: "a service is presumed to start tasks, and each of its groups to be used",
      },
      between,
    ],
    overlooks: [between],
  },
  [firstTasksFindWhatTheyNeed]: {
    ...literalsOnly(firstTasksFindWhatTheyNeed),
    ...orders,
    presumes: [
      {
        of: own("desiredCount", "schedulingStrategy"),
        because: "a service is presumed to start tasks",
      },
      mayNeedPolicies,
      {
        of: documents,
        kinds: ["policy-not-awaited"],
        because: "a policy that is not known may give what tasks need",
      },
      {
        of: near("aws:secretsmanager/secretVersion:SecretVersion", "versionStages"),
        kinds: ["secret-value-not-awaited"],
        because: "a version is presumed to be the current one, as nearly all are",
      },
      between,
    ],
    overlooks: [mayNeedPolicies, between],
  },
  [loadBalancersReachTasks]: literalsOnly(loadBalancersReachTasks),
  [tasksReachAws]: {
    ...literalsOnly(tasksReachAws),
    presumes: [
      {
        of: near(taskDefinition, "containerDefinitions"),
        kinds: ["no-way-out", "no-public-address"],
        because: "images that are not known are presumed not to be in a registry of the VPC itself",
      },
    ],
  },
  [servicesAreAccepted]: literalsOnly(servicesAreAccepted),
  [taskDefinitionsAreAccepted]: literalsOnly(taskDefinitionsAreAccepted),
  [outputsAreNotText]: {
    unsaid: [
      {
        of: ({ path: [property] }, { verdict, relation }) =>
          relation === "own" && verdict.id === `output-text/${property.toLowerCase()}`,
        because: "it judges what is written in the property itself",
      },
    ],
    doubts: [],
    presumes: [],
  },
};

export function stanceOf(policy: string): Stance {
  const stance = stances[policy];
  if (!stance) throw new Error(`${policy} has no stance on values that are not known`);
  return stance;
}

/**
 * What each policy may do with a value that is not known: the one place where that stands, each with its reason. What
 * is found of known values must otherwise be found, be presumed or be asked while some of them are unknown, and
 * nothing may be proven that known values do not prove.
 */

import { attachingTypes } from "../../../policypack/access/grants";
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
import type { Gone } from "./blanking";

/** Tells of a value that is unknown whether it is one of some. */
type Test = (gone: Gone) => boolean;

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
  /** Where one may be presumed although known values make none. */
  readonly presumes: readonly Allowance[];
  /** Where one may be proven although known values make none. */
  readonly overlooks?: readonly Allowance[];
  /** Resources besides the finding's own on which a question may stand that covers it. */
  readonly asks?: { readonly on: (urn: string) => boolean; readonly because: string };
  /** A policy that speaks of the same resource in its place. */
  readonly leavesTo?: { readonly policy: string; readonly because: string };
}

const always: Test = () => true;

/** Of some types any of these properties, or all where none are named. */
function values(types: string | readonly string[], ...properties: readonly string[]): Test {
  const all = [types].flat();
  return ({ resource, path: [property] }) =>
    all.includes(resource.type) && (properties.length === 0 || properties.includes(property));
}

function anyOf(...tests: readonly Test[]): Test {
  return (gone) => tests.some((test) => test(gone));
}

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const expressService = "aws:ecs/expressGatewayService:ExpressGatewayService";
const cluster = "aws:ecs/cluster:Cluster";

/** Whether tasks need something at all. */
const needs = anyOf(
  values(taskDefinition, "containerDefinitions", "volumes", "requiresCompatibilities", "networkMode"),
  values(expressService, "primaryContainer"),
  ({ resource }) => resource.type.startsWith("ecs-guardrails-components:"),
);

/** Which tasks are started, and how. */
const starts = anyOf(
  values(
    service,
    "taskDefinition",
    "launchType",
    "capacityProviderStrategies",
    "enableExecuteCommand",
    "serviceConnectConfiguration",
    "cluster",
  ),
  values(taskDefinition, "arn", "arnWithoutRevision", "family"),
);

const unseen: Allowance = {
  of: anyOf(needs, starts),
  because: "what a policy does not know to be needed it does not ask for",
};

const literalsOnly: Stance = {
  unsaid: [
    { of: always, because: "it judges what is written, never what that might be: the next preview sees it" },
  ],
  presumes: [],
};

/**
 * What is in between a service and what it may wait for. A service's own values, those of its task definition and of its
 * cluster are not: where they have lost their edges the policies themselves do not take the order for known.
 */
const between: Allowance = {
  of: ({ edges, resource: { type } }) =>
    edges === "lost" && ![service, taskDefinition, cluster].includes(type),
  because:
    "what the resources in between wait for is told by their edges, of which a value may have lost some",
};

/** Which service of a namespace the containers of another one name. */
const calls: Allowance = {
  of: anyOf(
    values(service, "serviceConnectConfiguration", "cluster"),
    values(cluster, "serviceConnectDefaults"),
  ),
  because:
    "who holds the host name of a server is presumed to call it while its namespace or port is not known",
};

/** Policy documents that forbid something while they are known, and what decides for whom they do. */
const forbids: Test = ({ resource }) =>
  /"Effect":\s*"Deny"/.test(JSON.stringify(resource.inputs ?? {}).replaceAll('\\"', '"'));

const takesAway: Allowance = {
  of: anyOf(
    forbids,
    values("aws:iam/role:Role", "permissionsBoundary"),
    values("aws:kms/key:Key", "policy", "arn", "keyId"),
    values("aws:kms/keyPolicy:KeyPolicy"),
    values("aws:secretsmanager/secret:Secret", "policy", "kmsKeyId"),
    values("aws:secretsmanager/secretPolicy:SecretPolicy"),
    values("aws:ssm/parameter:Parameter", "keyId"),
  ),
  because: "a policy that is not known is presumed to take nothing away, as nearly all do",
};

const documents: Test = ({ resource: { type }, path: [property] }) =>
  type.startsWith("aws:iam/") &&
  ["policy", "inlinePolicies", "managedPolicyArns", "policyArn", "policyArns"].includes(property);

const byEdges: Allowance = {
  of: (gone) => documents(gone) && gone.edges !== "lost",
  because:
    "a document with an edge to what is needed is presumed to allow it, and one with edges to other things alone to be about those",
};

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
        of: values("aws:iam/role:Role", "name", "path"),
        kinds: ["no-execution-role", "task-role-only"],
        because: "configuration names roles of which the names are known",
      },
      {
        of: values("aws:iam/policyAttachment:PolicyAttachment", "roles"),
        kinds: ["no-execution-role", "task-role-only"],
        because: "a list of roles that is not known, and has edges to some, is taken to be of those",
      },
    ],
    presumes: [{ of: always, because: "an edge to a parameter stands for a document that is not known" }],
    overlooks: [
      { ...takesAway, of: anyOf(forbids, values("aws:iam/role:Role", "permissionsBoundary")) },
      {
        of: values(taskDefinition, "taskRoleArn"),
        because: "a role that configuration names is one of tasks elsewhere, unless a task definition has it",
      },
    ],
    asks: {
      on: (urn) => urn.includes("aws:ecs/"),
      because: "what is not known of a task definition's own roles is asked there once, not of every grant",
    },
  },
  [readsSecrets]: {
    unsaid: [
      unseen,
      byEdges,
      takesAway,
      {
        of: values("aws:secretsmanager/secretVersion:SecretVersion"),
        because: "nothing is said of the keys of a secret whose value is not known",
      },
      {
        of: anyOf(
          values("aws:secretsmanager/secret:Secret", "arn", "name"),
          values("aws:iam/role:Role", "arn", "name", "path"),
        ),
        kinds: ["secret-of-another-account", "secret-undecryptable", "secret-unreadable"],
        because: "a secret of the stack is taken to be in the account of its tasks until both ARNs are known",
      },
    ],
    presumes: [{ of: always, because: "an edge to a secret stands for containers that are not known" }],
    overlooks: [
      { of: forbids, because: "of several calls that a secret needs the first that is refused is told" },
      {
        of: values(attachingTypes, "role", "roles", "roleName"),
        kinds: ["secret-undecryptable"],
        because: "of several calls that a secret needs the first that is refused is told",
      },
      {
        of: values("aws:ssm/parameter:Parameter", "name"),
        kinds: ["secret-malformed"],
        because: "a text that is the value of a secret is not taken for a name that is not known",
      },
      {
        of: ({ urn, path: [property] }) =>
          urn.includes("ecs-guardrails-components:") && property === "containerDefinitions",
        because: "the arguments of a component stand for its containers, which a transform may have changed",
      },
    ],
  },
  [rolesTrustEcs]: {
    unsaid: [
      {
        of: anyOf(
          values(
            [taskDefinition, expressService],
            "executionRoleArn",
            "taskRoleArn",
            "infrastructureRoleArn",
          ),
          values(service),
          values(["aws:scheduler/schedule:Schedule", "aws:cloudwatch/eventTarget:EventTarget"]),
        ),
        because: "a role that nothing is seen to assume is not judged",
      },
      {
        of: values("aws:iam/role:Role", "arn", "name", "path"),
        because: "a condition on the account of a role is taken to be right until that is known",
      },
    ],
    presumes: [],
  },
  [clientsAfterServers]: {
    unsaid: [],
    presumes: [{ of: always, because: "an edge to a namespace stands for its name" }],
    overlooks: [between],
  },
  [endpointsAreValid]: literalsOnly,
  [callersAfterCallees]: { ...literalsOnly, presumes: [calls], overlooks: [between] },
  [clientsRedeploy]: literalsOnly,
  [rolesLetTasksStart]: {
    unsaid: [
      unseen,
      byEdges,
      takesAway,
      {
        of: values(["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"], "key"),
        kinds: ["environment-file-not-permitted"],
        because: "a file is taken for one of environment variables by its name alone",
      },
      {
        of: values("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "ecrRepositoryPrefix"),
        kinds: ["image-import-not-permitted"],
        because: "which repositories are a cache is told by the prefix of its rule alone",
      },
    ],
    presumes: [{ of: always, because: "an edge to what is needed stands for containers that are not known" }],
  },
  [rolesLetTasksWork]: {
    unsaid: [
      unseen,
      byEdges,
      takesAway,
      {
        of: values("aws:ecs/cluster:Cluster", "configuration"),
        because: "where sessions are logged is part of what is needed",
      },
    ],
    leavesTo: {
      policy: rolesLetTasksStart,
      because: "of a task that may not start nothing more is said",
    },
    presumes: [{ of: always, because: "an edge to what is needed stands for containers that are not known" }],
  },
  [scheduledTasksMayRun]: {
    unsaid: [
      {
        of: values(["aws:scheduler/schedule:Schedule", "aws:cloudwatch/eventTarget:EventTarget"]),
        because: "what is not seen to start tasks is not judged: schedules start other things as well",
      },
      byEdges,
      takesAway,
    ],
    presumes: [{ of: always, because: "ARNs are predicted while they are not known" }],
  },
  [servicesAfterPrerequisites]: {
    ...literalsOnly,
    presumes: [
      {
        of: values(service),
        because: "a service is presumed to start tasks, and each of its groups to be used",
      },
    ],
    overlooks: [between],
  },
  [firstTasksFindWhatTheyNeed]: {
    ...literalsOnly,
    presumes: [{ of: always, because: "it is advice, of races that heal by themselves" }],
    overlooks: [
      {
        of: values(taskDefinition, "containerDefinitions"),
        because: "containers that are not known may need whatever is attached to their roles",
      },
      between,
    ],
  },
  [loadBalancersReachTasks]: literalsOnly,
  [tasksReachAws]: {
    ...literalsOnly,
    presumes: [
      {
        of: values(taskDefinition, "containerDefinitions"),
        kinds: ["no-way-out", "no-public-address"],
        because: "images that are not known are presumed not to be in a registry of the VPC itself",
      },
    ],
  },
  [servicesAreAccepted]: literalsOnly,
  [taskDefinitionsAreAccepted]: literalsOnly,
  [outputsAreNotText]: literalsOnly,
};

export function stanceOf(policy: string): Stance {
  const stance = stances[policy];
  if (!stance) throw new Error(`${policy} has no stance on values that are not known`);
  return stance;
}

import type { Recorded } from "./account";
import type { Properties } from "./properties";
import { isProperties } from "./properties";
import { lastSegment } from "./subject";

/** The resources that the account has, complete; null for one that it is known not to have. */
export interface Existing {
  lookUp: (type: string, id: string) => Properties | null | undefined;
  /** The last one that fits. */
  search: (type: string, fits: (recorded: Recorded) => boolean) => Properties | undefined;
}

/**
 * The resource that a function reads. `plausible` is what the function answers of one that the account says nothing
 * of: its ARN tells under which id a resource would be found that is asked for by name.
 */
export function recordedAnswer(
  token: string,
  args: Properties,
  plausible: Properties,
  existing: Existing,
): Properties | null | undefined {
  const found = FINDERS[token]?.(args, plausible, existing);
  if (found === undefined || found === null) {
    return found;
  }
  const renamed = { ...found, ...RENAMED[token]?.(found) };
  const told = Object.entries(renamed).filter(([name, value]) => name in plausible && value !== null);
  return { ...plausible, ...Object.fromEntries(told), id: plausible.id ?? null };
}

type Finder = (args: Properties, plausible: Properties, existing: Existing) => Properties | null | undefined;

const FINDERS: Record<string, Finder> = {
  "aws:iam/getRole:getRole": (args, _, { lookUp }) => lookUp("aws:iam/role:Role", String(args.name)),
  "aws:ssm/getParameter:getParameter": (args, _, { lookUp }) =>
    lookUp("aws:ssm/parameter:Parameter", String(args.name)),
  "aws:secretsmanager/getSecret:getSecret": (args, _, { lookUp, search }) =>
    typeof args.arn === "string"
      ? lookUp("aws:secretsmanager/secret:Secret", args.arn)
      : search("aws:secretsmanager/secret:Secret", ({ properties }) => properties.name === args.name),
  "aws:lb/getLoadBalancer:getLoadBalancer": (_, plausible, { lookUp }) =>
    lookUp("aws:lb/loadBalancer:LoadBalancer", String(plausible.arn)),
  "aws:lb/getListener:getListener": (_, plausible, { lookUp }) =>
    lookUp("aws:lb/listener:Listener", String(plausible.arn)),
  "aws:ecs/getCluster:getCluster": (_, plausible, { lookUp }) =>
    lookUp("aws:ecs/cluster:Cluster", String(plausible.arn)),
  "aws:ecs/getService:getService": (_, plausible, { lookUp }) =>
    lookUp("aws:ecs/service:Service", String(plausible.arn)),
  "aws:ecs/getTaskDefinition:getTaskDefinition": (args, plausible, { lookUp, search }) => {
    const asked = String(args.taskDefinition);
    return /:\d+$/.test(asked)
      ? lookUp("aws:ecs/taskDefinition:TaskDefinition", String(plausible.arn))
      : search("aws:ecs/taskDefinition:TaskDefinition", ({ properties }) => properties.family === asked);
  },
};

/** Where the function names a property otherwise than the resource. */
const RENAMED: Record<string, (found: Properties) => Properties> = {
  "aws:ecs/getCluster:getCluster": ({ name, serviceConnectDefaults }) => ({
    clusterName: name ?? null,
    serviceConnectDefaults: isProperties(serviceConnectDefaults) ? [serviceConnectDefaults] : [],
  }),
  "aws:ecs/getService:getService": ({ name, cluster, networkConfiguration }) => ({
    serviceName: name ?? null,
    networkConfigurations: isProperties(networkConfiguration) ? [networkConfiguration] : [],
    clusterArn: String(cluster).startsWith("arn:") ? (cluster ?? null) : null,
  }),
  "aws:ssm/getParameter:getParameter": ({ type, value }) => ({
    insecureValue: type === "SecureString" ? "" : (value ?? null),
  }),
};

export function notFound(token: string, args: Properties): string {
  const kind = lastSegment(token).replace(/^.*:get/, "");
  return `reading ${kind} (${Object.values(args).map(String).join(", ")}): couldn't find resource`;
}

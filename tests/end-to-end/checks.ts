/** What stands in the simulated account, and in which order it was made: what the incidents got wrong. */
import type { Call } from "./calls";
import type { Moto } from "./moto";

interface Service {
  serviceName: string;
  taskDefinition: string;
  status: string;
}

interface TaskDefinition {
  executionRoleArn?: string;
  containerDefinitions: { secrets?: { valueFrom: string }[] }[];
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
}

/** The services that run. */
export async function servicesIn(moto: Moto): Promise<Service[]> {
  const { clusterArns } = await moto.askEcs<{ clusterArns: string[] }>("ListClusters", {});
  const found: Service[] = [];
  for (const cluster of clusterArns) {
    const { serviceArns } = await moto.askEcs<{ serviceArns: string[] }>("ListServices", { cluster });
    if (serviceArns.length > 0) {
      const asked = { cluster, services: serviceArns };
      const { services } = await moto.askEcs<{ services: Service[] }>("DescribeServices", asked);
      found.push(...services);
    }
  }
  return found.filter(({ status }) => status === "ACTIVE");
}

/** The secrets in Parameter Store that the tasks of all services need, and those that their execution role may not read. */
export async function secretsIn(moto: Moto): Promise<{ all: string[]; unreadable: string[] }> {
  const all: string[] = [];
  const unreadable: string[] = [];
  for (const { taskDefinition } of await servicesIn(moto)) {
    const asked = { taskDefinition };
    const told = await moto.askEcs<{ taskDefinition: TaskDefinition }>("DescribeTaskDefinition", asked);
    const { executionRoleArn, containerDefinitions } = told.taskDefinition;
    const readable = await readableParameters(moto, nameIn(executionRoleArn ?? ""));
    const secrets = containerDefinitions.flatMap((container) => container.secrets ?? []);
    all.push(...secrets.map(({ valueFrom }) => valueFrom));
    unreadable.push(
      ...secrets
        .map(({ valueFrom }) => valueFrom)
        .filter((arn) => !readable.some((pattern) => matches(pattern, arn))),
    );
  }
  return { all, unreadable };
}

/** Patterns of the parameters that the inline policies of a role let ECS fetch. */
async function readableParameters(moto: Moto, role: string): Promise<string[]> {
  const patterns: string[] = [];
  const list = await moto.askIam({ Action: "ListRolePolicies", RoleName: role });
  for (const [, PolicyName = ""] of list.matchAll(/<member>([^<]*)<\/member>/g)) {
    const told = await moto.askIam({ Action: "GetRolePolicy", RoleName: role, PolicyName });
    const [, document = ""] = /<PolicyDocument>([^<]*)<\/PolicyDocument>/.exec(told) ?? [];
    const { Statement }: { Statement: Statement | Statement[] } = JSON.parse(decodeURIComponent(document));
    for (const { Effect, Action, Resource } of [Statement].flat()) {
      if (Effect === "Allow" && [Action].flat().some((action) => matches(action, "ssm:GetParameters"))) {
        patterns.push(...[Resource].flat());
      }
    }
  }
  return patterns;
}

/** Whether a pattern of IAM, with its asterisks, matches. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.?+^$()[\]{}|\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

/**
 * Pairs of a Service Connect client and a server of its namespace, and those of them in which the client did not wait
 * for the server's tasks: when it was made, the provider had not been told that the server's deployment had succeeded.
 */
export function waitsIn(calls: readonly Call[]): { all: string[]; missing: string[] } {
  const made = calls.flatMap(({ action, body }, index) =>
    action === "CreateService" ? [{ index, ...(JSON.parse(body) as CreateService) }] : [],
  );
  const isServer = ({ serviceConnectConfiguration: connect }: CreateService) => connect?.services?.length;
  const pairs = made
    .filter((service) => service.serviceConnectConfiguration?.enabled && !isServer(service))
    .flatMap((client) =>
      made
        .filter((server) => isServer(server) && namespaceOf(server) === namespaceOf(client))
        .map((server) => ({
          pair: `${withoutDigits(client.serviceName)} → ${withoutDigits(server.serviceName)}`,
          waited: hasSucceeded(calls, client.index, server.serviceName),
        })),
    );
  const missing = pairs.filter(({ waited }) => !waited);
  return { all: pairs.map(({ pair }) => pair), missing: missing.map(({ pair }) => pair) };
}

interface CreateService {
  serviceName: string;
  serviceConnectConfiguration?: { enabled: boolean; namespace?: string; services?: unknown[] };
}

function namespaceOf({ serviceConnectConfiguration }: CreateService): string | undefined {
  return serviceConnectConfiguration?.namespace;
}

/** Whether a service's deployment had been said to have succeeded before a call came. */
function hasSucceeded(calls: readonly Call[], index: number, service: string): boolean {
  return calls.some(
    ({ action, answer }) =>
      action === "DescribeServiceDeployments" &&
      answer !== undefined &&
      answer.callsBefore <= index &&
      answer.body.includes(`/${service}/`) &&
      answer.body.includes('"SUCCESSFUL"'),
  );
}

/** A name without the digits that Pulumi adds. */
export function withoutDigits(name: string): string {
  return name.replace(/-[0-9a-f]{7}$/, "");
}

function nameIn(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}

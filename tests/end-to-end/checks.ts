/** What stands in the simulated account, and in which order it was made: what the incidents got wrong. */
import type { Call } from "./gateway";
import type { Moto } from "./moto";

const ECS = "AmazonEC2ContainerServiceV20141113";
const IAM = "2010-05-08";

export interface Service {
  readonly serviceName: string;
  readonly taskDefinition: string;
  readonly status: string;
}

interface TaskDefinition {
  executionRoleArn?: string;
  containerDefinitions: { secrets?: { valueFrom: string }[] }[];
}

/** The services of all clusters. */
export async function services(moto: Moto): Promise<Service[]> {
  const { clusterArns } = await moto.askJson(ECS, "ListClusters", {});
  const found = await Promise.all(
    clusterArns.map(async (cluster: string) => {
      const { serviceArns } = await moto.askJson(ECS, "ListServices", { cluster });
      if (serviceArns.length === 0) {
        return [];
      }
      return (await moto.askJson(ECS, "DescribeServices", { cluster, services: serviceArns })).services;
    }),
  );
  return found.flat().filter(({ status }: Service) => status === "ACTIVE");
}

/** The secrets of all services, and which of them no statement lets the execution role read from Parameter Store. */
export async function secrets(moto: Moto): Promise<{ all: string[]; unreadable: string[] }> {
  const all: string[] = [];
  const unreadable: string[] = [];
  for (const { taskDefinition } of await services(moto)) {
    const asked = { taskDefinition };
    const told: TaskDefinition = (await moto.askJson(ECS, "DescribeTaskDefinition", asked)).taskDefinition;
    const role = told.executionRoleArn?.split("/").at(-1);
    const readable = role === undefined ? [] : await readableParameters(moto, role);
    for (const { valueFrom } of told.containerDefinitions.flatMap((container) => container.secrets ?? [])) {
      all.push(valueFrom);
      if (!readable.some((pattern) => matches(pattern, valueFrom))) {
        unreadable.push(valueFrom);
      }
    }
  }
  return { all, unreadable };
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
}

/** The resources on which a role's own policies allow what ECS calls: patterns with wildcards. */
async function readableParameters(moto: Moto, role: string): Promise<string[]> {
  const list = await moto.askXml("iam", IAM, { Action: "ListRolePolicies", RoleName: role });
  const names = [...list.matchAll(/<member>([^<]*)<\/member>/g)].map(([, name = ""]) => name);
  const documents = await Promise.all(
    names.map(async (name) => {
      const request = { Action: "GetRolePolicy", RoleName: role, PolicyName: name };
      const told = await moto.askXml("iam", IAM, request);
      const [, text = ""] = /<PolicyDocument>([^<]*)<\/PolicyDocument>/.exec(told) ?? [];
      return JSON.parse(decodeURIComponent(text)) as { Statement: Statement | Statement[] };
    }),
  );
  return documents
    .flatMap(({ Statement }) => Statement)
    .filter(({ Effect, Action }) => Effect === "Allow" && list_(Action).some(isRead))
    .flatMap(({ Resource }) => list_(Resource));
}

function isRead(pattern: string): boolean {
  return matches(pattern, "ssm:GetParameters");
}

function list_<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.?+^$()[\]{}|\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

/**
 * Clients of Service Connect that were made before the deployment of a server of their namespace had succeeded: their
 * tasks never learn its name. Each with the server, less the digits that Pulumi adds to names.
 */
export function clientsBeforeServers(calls: readonly Call[]): string[] {
  const created = calls.flatMap(({ action, body }, index) => (action === "CreateService" ? [{ index, ...JSON.parse(body) }] : []));
  const connected = created.filter(({ serviceConnectConfiguration }) => serviceConnectConfiguration?.enabled);
  const servers = connected.filter(({ serviceConnectConfiguration: { services } }) => services?.length > 0);
  const clients = connected.filter((service) => !servers.includes(service));
  return clients.flatMap((client) =>
    servers
      .filter(({ serviceConnectConfiguration: { namespace } }) => namespace === client.serviceConnectConfiguration.namespace)
      .filter((server) => !succeeded(calls.slice(0, client.index), server.serviceName))
      .map((server) => `${logical(client.serviceName)} before ${logical(server.serviceName)}`),
  );
}

/** Whether the provider has been told that a service's tasks run. */
function succeeded(calls: readonly Call[], service: string): boolean {
  return calls.some(
    ({ action, answer }) =>
      action === "DescribeServiceDeployments" && answer.includes(`/${service}/`) && answer.includes('"SUCCESSFUL"'),
  );
}

function logical(name: string): string {
  return name.replace(/-[0-9a-f]{7}$/, "");
}

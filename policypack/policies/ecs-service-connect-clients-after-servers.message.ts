/** The message of ecs-service-connect-clients-after-servers: for the person whose preview was just rejected. */
import { asArguments, type Printer, pasted } from "../code/tree";
import { redeployCode } from "../ecs/redeploy-code";
import { namesOf } from "../ecs/services";
import { labelOf } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import type { Graph } from "../stack/graph";
import { type Waiter, waitCode } from "../stack/wait-code";

export interface ClientBeforeServers {
  readonly graph: Graph;
  readonly client: Participant;
  /** The servers that the client does not wait for. */
  readonly servers: readonly Participant[];
  /** Whether a server waits for the client: then the client cannot wait for it. */
  waitsForClient(server: Participant): boolean;
  readonly waiter: Waiter;
}

export function clientBeforeServersMessage(violation: ClientBeforeServers, code: Printer): string {
  const { client, servers } = violation;
  const free = servers.filter((server) => !violation.waitsForClient(server));
  const behind = servers.filter((server) => violation.waitsForClient(server));
  return [
    `Client-only service \`${client.resource.name}\` does not wait for ${serverList(servers)} in ${labelOf(client.namespace)}: tasks that are deployed before ${servers.length > 1 ? "them" : "it"} never learn the name${servers.length > 1 ? "s" : ""}, and their calls fail.`,
    whatFails(client, servers),
    `Why: ECS fixes the names that a task can resolve when its service is deployed, and nothing in this program makes \`${client.resource.name}\` come second.`,
    ...(free.length > 0 ? [addEdge(violation, free, code)] : []),
    ...(behind.length > 0 ? [breakEdge(client, behind, code)] : []),
    ...steadyState(free, code),
    ...(client.exists && client.redeployed !== "yes" ? redeploy(violation, free, code) : []),
  ].join("\n");
}

function serverList(servers: readonly Participant[]): string {
  const names = namesOf(servers);
  return `client-server service${servers.length > 1 ? "s" : ""} ${names}`;
}

function whatFails(client: Participant, servers: readonly Participant[]): string {
  return `What fails: calls to ${namesOf(servers)} end with "could not resolve host" until \`${client.resource.name}\` is deployed again; ECS shows both services as steady.`;
}

function addEdge({ waiter }: ClientBeforeServers, servers: readonly Participant[], code: Printer): string {
  const resources = servers.map(({ resource }) => resource);
  return `Change: make ${waitCode(waiter, resources, code).join("\n")}`;
}

function breakEdge(client: Participant, servers: readonly Participant[], code: Printer): string {
  const names = namesOf(servers);
  return `Change: ${names} waits for \`${client.resource.name}\`, so an edge in the other direction would be a cycle. Remove what makes the server wait for its client; where that cannot be, deploy \`${client.resource.name}\` a second time once the server exists (\`${code.property("forceNewDeployment")}\` with a new value in \`${code.property("triggers")}\`), and accept the finding: no preview sees whether that was done.`;
}

function steadyState(servers: readonly Participant[], code: Printer): string[] {
  const without = servers.filter(({ waitsForSteadyState }) => !waitsForSteadyState);
  if (without.length === 0) return [];
  const names = namesOf(without);
  return [
    `Also set \`${code.inline(asArguments({ waitForSteadyState: true }))}\` on ${names}: the wait then lasts until its tasks run. Without it the wait ends as soon as AWS has the service: its name is there by then, but the first calls may find no task behind it.`,
  ];
}

function redeploy(
  { graph, client }: ClientBeforeServers,
  servers: readonly Participant[],
  code: Printer,
): string[] {
  if (servers.length === 0) return [];
  const resources = servers.map(({ resource }) => resource);
  return [
    `\`${client.resource.name}\` is deployed already: \`${code.property("dependsOn")}\` alone changes nothing for its tasks, which learn a name only from a new deployment. Give it one, too:`,
    ...pasted(code, redeployCode(graph, client.resource, resources)),
  ];
}

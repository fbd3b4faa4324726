/** The message of ecs-service-connect-clients-after-servers: for the person whose preview was just rejected. */
import { mostNames, named } from "../model/findings";
import { variableName } from "../model/program";
import type { Graph, Resource } from "../model/resources";
import type { Service } from "../model/services";

export interface ClientBeforeServers {
  readonly graph: Graph;
  readonly client: Service;
  /** The servers that the client does not wait for. */
  readonly servers: readonly Service[];
  /** Whether a server waits for the client: then the client cannot wait for it. */
  waitsForClient(server: Service): boolean;
}

export function clientBeforeServersMessage(violation: ClientBeforeServers): string {
  const { client, servers } = violation;
  const free = servers.filter((server) => !violation.waitsForClient(server));
  const behind = servers.filter((server) => violation.waitsForClient(server));
  return [
    `Client-only service \`${client.resource.name}\` does not wait for ${serverList(servers)} in ${namespaceLabel(client)}.`,
    whatFails(client, servers),
    `Why: ECS fixes the names that a task can resolve when its service is deployed, and nothing in this program makes \`${client.resource.name}\` come second.`,
    ...(free.length > 0 ? [addEdge(violation, free)] : []),
    ...(behind.length > 0 ? [breakEdge(client, behind)] : []),
    ...steadyState(free),
    ...(client.exists ? [redeploy(client)] : []),
  ].join("\n");
}

function serverList(servers: readonly Service[]): string {
  const names = namesOf(servers);
  return `client-server service${servers.length > 1 ? "s" : ""} ${names}`;
}

function namesOf(services: readonly Service[]): string {
  return named([...new Set(services.map(({ resource }) => resource.name))]);
}

function namespaceLabel({ namespace }: Service): string {
  return namespace.kind === "undetermined" ? "its namespace" : namespace.label;
}

function whatFails(client: Service, servers: readonly Service[]): string {
  const [them, whose] = servers.length > 1 ? ["those servers", "their names"] : ["that server", "its name"];
  return `What fails: tasks of \`${client.resource.name}\` that are deployed before ${them} never learn ${whose}. Their calls fail with "could not resolve host" until the service is deployed again; ECS shows both services as steady.`;
}

function addEdge({ graph, client }: ClientBeforeServers, servers: readonly Service[]): string {
  const named = servers.slice(0, mostNames).map(({ resource }) => reachable(graph, client, resource).name);
  const variables = [...new Set(named)].map(variableName).join(", ");
  const more = servers.length > mostNames ? `, /* and ${servers.length - mostNames} more */` : "";
  const { name } = client.resource;
  return [
    `Change: make \`${name}\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options${withinComponent(graph, client)}:`,
    `    { dependsOn: [${variables}${more}] }`,
  ].join("\n");
}

/** What a client's program can name: the outermost component around the server that is not around the client. */
function reachable(graph: Graph, client: Service, server: Resource): Resource {
  const around = new Set(graph.ancestors(client.resource).map(({ urn }) => urn));
  const components = graph
    .ancestors(server)
    .filter(
      ({ urn, type, provider }) =>
        provider === undefined && type !== "pulumi:pulumi:Stack" && !around.has(urn),
    );
  return components.at(-1) ?? server;
}

function withinComponent(graph: Graph, client: Service): string {
  const component = graph
    .ancestors(client.resource)
    .find(({ provider, type }) => provider === undefined && type !== "pulumi:pulumi:Stack");
  return component ? `, or of component \`${component.name}\` around it` : "";
}

function breakEdge(client: Service, servers: readonly Service[]): string {
  const names = namesOf(servers);
  return `Change: ${names} waits for \`${client.resource.name}\`, so an edge in the other direction would be a cycle. Remove what makes the server wait for its client; where that cannot be, deploy \`${client.resource.name}\` a second time once the server exists (\`forceNewDeployment\` with a new value in \`triggers\`).`;
}

function steadyState(servers: readonly Service[]): string[] {
  const without = servers.filter(({ waitsForSteadyState }) => !waitsForSteadyState);
  if (without.length === 0) return [];
  const names = namesOf(without);
  return [
    `Also set \`waitForSteadyState: true\` on ${names}: the wait then ends when the tasks run, not as soon as AWS has taken the order.`,
  ];
}

function redeploy(client: Service): string {
  return `\`${client.resource.name}\` is deployed already: \`dependsOn\` alone changes nothing for it. It needs a new deployment after the server: \`forceNewDeployment: true\` with a new value in \`triggers\`.`;
}

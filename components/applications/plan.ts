/** The order in which the services of an application are deployed. */
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "./args";
import { inOrderOfCalls } from "./calls";

/** A service and its place in the order. */
export interface PlannedService {
  readonly service: string;
  readonly args: ApplicationServiceArgs;
  /** The services of the application that it calls. */
  readonly calls: readonly string[];
  /** The services of other stacks that it calls. */
  readonly externalCalls: readonly string[];
  /** Whether it offers a name. */
  readonly isServer: boolean;
  /** The services after which it is deployed. */
  readonly waitsFor: readonly string[];
}

/**
 * The services in the order in which they are deployed: servers before their callers, client-only services last.
 * @throws when calls or endpoints cannot be
 */
export function planApplication(name: string, args: ServiceConnectApplicationArgs): PlannedService[] {
  refuseNamespace(name, args);
  const { services, externalServices: externals = {} } = args;
  const both = Object.keys(services).find((service) => Object.hasOwn(externals, service));
  if (both !== undefined)
    throw new pulumi.RunError(`\`${name}\`: \`${both}\` is in \`services\` and in \`externalServices\`.`);
  for (const [service, { calls }] of Object.entries(services))
    if (calls !== undefined && !Array.isArray(calls))
      throw new pulumi.RunError(
        `\`${name}\`: \`calls\` of \`${service}\` must be a list of the names of services; it decides what is made, so it can be no output.`,
      );
  const isExternal = (service: string) => Object.hasOwn(externals, service);
  const calls = Object.fromEntries(
    Object.entries(services).map(([service, { calls: callees = [] }]) => [service, [...new Set(callees)]]),
  );
  const own = inOrderOfCalls(name, calls, Object.keys(externals));
  const called = new Set(Object.values(calls).flat());
  const isServer = (service: string) => called.has(service) || services[service]?.dnsName !== undefined;
  const servers = own.filter(isServer);
  refuseServers(name, servers, args);
  const idle = own.find((service) => !isServer(service) && services[service]?.discoveryName !== undefined);
  if (idle !== undefined)
    throw new pulumi.RunError(
      `\`${name}\`: \`${idle}\` has a \`discoveryName\`, and no service calls it; give it a \`dnsName\`, too, or leave it out.`,
    );
  const outside = own.find(
    (service) => !isServer(service) && calls[service]?.length === 0 && services[service]?.proxy !== undefined,
  );
  if (outside !== undefined)
    throw new pulumi.RunError(
      `\`${name}\`: \`${outside}\` has a \`proxy\`, and is not in Service Connect: no service calls it, it has no \`dnsName\`, and it calls none.`,
    );
  const planned = own.map((service): PlannedService => {
    const callees = calls[service] ?? [];
    const ownCallees = callees.filter((callee) => !isExternal(callee));
    // A client-only service waits for every name there is, for it cannot learn one later.
    const waitsFor = isServer(service) || callees.length === 0 ? ownCallees : servers;
    return {
      service,
      args: services[service] ?? missing(service),
      calls: ownCallees,
      externalCalls: callees.filter(isExternal),
      isServer: isServer(service),
      waitsFor,
    };
  });
  return [...planned.filter((each) => each.isServer), ...planned.filter((each) => !each.isServer)];
}

function missing(service: string): never {
  throw new Error(`there is no \`${service}\``);
}

function refuseNamespace(name: string, { namespaceName, namespaceArn }: ServiceConnectApplicationArgs): void {
  if ((namespaceName === undefined) !== (namespaceArn === undefined)) return;
  throw new pulumi.RunError(
    `\`${name}\`: one of \`namespaceName\`, of a namespace that is made, and \`namespaceArn\`, of one that is there already, is needed, and not both.`,
  );
}

/** A server has a port; host name and port are unique in a namespace, and so is the name in Cloud Map. */
function refuseServers(
  application: string,
  servers: readonly string[],
  { services, externalServices = {} }: ServiceConnectApplicationArgs,
): void {
  const taken = new Map<string, string>();
  const take = (service: string, what: string, advice: string) => {
    const other = taken.get(what);
    if (other !== undefined)
      throw new pulumi.RunError(
        `\`${application}\`: \`${other}\` and \`${service}\` both ${what}; ${advice}.`,
      );
    taken.set(what, service);
  };
  const offer = (service: string, dnsName: pulumi.Input<string>, port: pulumi.Input<number>) => {
    if (typeof dnsName !== "string" || typeof port !== "number") return;
    take(service, `offer \`${dnsName}\` on port ${port}`, "give them different host names");
  };
  for (const server of servers) {
    const { dnsName = server, discoveryName, port } = services[server] ?? {};
    if (port === undefined)
      throw new pulumi.RunError(
        `\`${application}\`: others call \`${server}\`, and it has no \`port\`, the port on which its container listens.`,
      );
    offer(server, dnsName, port);
    if (typeof discoveryName === "string")
      take(server, `have the \`discoveryName\` \`${discoveryName}\``, "give them different ones");
  }
  for (const [service, { dnsName, port }] of Object.entries(externalServices)) offer(service, dnsName, port);
}

/** The order as a Mermaid flowchart: a box for each step, an arrow from each caller to what it calls. */
export function diagramOf(
  plan: readonly PlannedService[],
  externals: ServiceConnectApplicationArgs["externalServices"] = {},
): pulumi.Output<string> {
  const ids = new Map(
    [...plan.map(({ service }) => service), ...Object.keys(externals)].map((name, i) => [name, `s${i}`]),
  );
  const nodes = plan.map(({ service, args: { dnsName = service, port }, isServer }) =>
    pulumi.output([dnsName, port]).apply((endpoint) => ({
      service,
      text: `${ids.get(service)}["${label(service)}${isServer ? `<br/>${label(endpoint.join(":"))}` : ""}"]`,
    })),
  );
  const outside = Object.entries(externals).map(
    ([service, { dnsName, port }]) =>
      pulumi.interpolate`  ${ids.get(service)}(["${label(service)}<br/>${pulumi.output(dnsName).apply(label)}:${port}"])`,
  );
  const steps = stepsOf(plan);
  const arrows = plan.flatMap(({ service, calls, externalCalls }) =>
    [...calls, ...externalCalls].map((callee) => `  ${ids.get(service)} --> ${ids.get(callee)}`),
  );
  return pulumi.all([pulumi.all(nodes), pulumi.all(outside)]).apply(([drawn, drawnOutside]) => {
    const boxes = [...new Set(steps.values())]
      .sort((a, b) => a - b)
      .flatMap((step) => [
        `  subgraph step${step} ["step ${step}"]`,
        ...drawn.filter(({ service }) => steps.get(service) === step).map(({ text }) => `    ${text}`),
        "  end",
      ]);
    return ["flowchart LR", ...boxes, ...drawnOutside, ...arrows, ""].join("\n");
  });
}

/** The step in which each service is deployed: one after the last of those that it waits for. */
function stepsOf(plan: readonly PlannedService[]): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (const { service, waitsFor } of plan)
    steps.set(service, 1 + Math.max(0, ...waitsFor.map((other) => steps.get(other) ?? 0)));
  return steps;
}

function label(text: string): string {
  return text.replace(/"/g, "#quot;");
}

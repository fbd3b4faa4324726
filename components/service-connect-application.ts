import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { inOrderOfCalls } from "./calls";
import { FargateService } from "./fargate-service";
import type { CommonServiceArgs } from "./service-args";

/** A load balancer in front of a service. */
export interface LoadBalancerTargetArgs {
  /** ARN of a target group of type `ip` that forwards to the service's `port`. Give its listener in `dependsOn`. */
  targetGroupArn: pulumi.Input<string>;
  /** Id of the load balancer's security group, which is let in to that port. */
  securityGroupId: pulumi.Input<string>;
}

/** A service of a `ServiceConnectApplication`. */
export interface ApplicationServiceArgs extends CommonServiceArgs {
  /** Names of the services that it calls, of this application or of `externalServices`; it is deployed after them. */
  calls?: string[];
  /** Host name by which others call it. Default: the name of the service. */
  dnsName?: pulumi.Input<string>;
  /** A load balancer in front of it. */
  loadBalancer?: LoadBalancerTargetArgs;
}

/** Arguments of a `ServiceConnectApplication`. */
export interface ServiceConnectApplicationArgs {
  /** Name of the Cloud Map namespace that is made for the application. */
  namespaceName: pulumi.Input<string>;
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the subnets of all tasks. */
  subnets: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether tasks get public addresses: needed in subnets without a NAT gateway. Default: false. */
  assignPublicIp?: pulumi.Input<boolean>;
  /** The services, by their names. */
  services: { [name: string]: ApplicationServiceArgs };
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * Services that call each other by Service Connect names. Naming a callee is waiting for it: servers are deployed
 * first, client-only services after all of them, and a caller is deployed again when what it calls has changed.
 */
export class ServiceConnectApplication extends pulumi.ComponentResource {
  /** The namespace of the names. */
  readonly namespace: aws.servicediscovery.HttpNamespace;
  /** The cluster of the services. */
  readonly cluster: aws.ecs.Cluster;
  /** The services, by their names. */
  readonly services: { [name: string]: FargateService };
  /** The security groups of their tasks, by the names of the services. */
  readonly securityGroups: { [name: string]: aws.ec2.SecurityGroup };

  /**
   * @throws when a service calls one that is not there, when one that others call has no port, when two offer
   *   one host name on one port, and when calls form a cycle
   */
  constructor(name: string, args: ServiceConnectApplicationArgs, options?: pulumi.ComponentResourceOptions) {
    super("ecs-guardrails-components:index:ServiceConnectApplication", name, args, options);
    const plan = planOf(name, args.services);
    const child = { parent: this };
    const { tags } = args;

    this.namespace = new aws.servicediscovery.HttpNamespace(name, { name: args.namespaceName, tags }, child);
    this.cluster = new aws.ecs.Cluster(
      name,
      { serviceConnectDefaults: { namespace: this.namespace.arn }, tags },
      child,
    );
    this.securityGroups = this.makeSecurityGroups(name, args, plan);

    const made: { [service: string]: FargateService } = {};
    const namesOf: { [service: string]: pulumi.Output<string> } = {};
    for (const { service, isServer, waitsFor } of plan) {
      const { calls = [], dnsName, loadBalancer, ...rest } = argsOf(args, service);
      const callees = waitsFor.map((callee) => [callee, namesOf[callee] ?? pulumi.output("")]);
      const component = new FargateService(
        `${name}-${service}`,
        {
          ...rest,
          cluster: this.cluster.arn,
          subnets: args.subnets,
          assignPublicIp: args.assignPublicIp,
          securityGroups: [required(this.securityGroups, service).id],
          targetGroupArn: loadBalancer?.targetGroupArn,
          serviceConnect:
            isServer || calls.length > 0
              ? { namespace: this.namespace.arn, dnsName: isServer ? (dnsName ?? service) : undefined }
              : undefined,
          redeployOn: callees.length > 0 ? Object.fromEntries(callees) : undefined,
          tags,
        },
        { ...child, dependsOn: waitsFor.map((other) => required(made, other)) },
      );
      made[service] = component;
      namesOf[service] = pulumi.interpolate`${dnsName ?? service}:${rest.port} of ${component.service.id}`;
    }
    this.services = made;
    this.registerOutputs({
      namespace: this.namespace,
      cluster: this.cluster,
      services: Object.fromEntries(
        Object.entries(made).map(([service, component]) => [service, component.service.name]),
      ),
    });
  }

  /** A security group for each service, which lets in its callers and its load balancer. */
  private makeSecurityGroups(name: string, args: ServiceConnectApplicationArgs, plan: readonly Planned[]) {
    const groups: { [service: string]: aws.ec2.SecurityGroup } = {};
    // Callers first, so that what they call can name their groups.
    for (const { service } of [...plan].reverse()) {
      const { port, loadBalancer } = argsOf(args, service);
      const callers = plan
        .filter((other) => other.calls.includes(service))
        .map((other) => required(groups, other.service).id);
      const allowed = loadBalancer ? [...callers, loadBalancer.securityGroupId] : callers;
      groups[service] = new aws.ec2.SecurityGroup(
        `${name}-${service}`,
        {
          vpcId: args.vpcId,
          ingress:
            port === undefined
              ? []
              : allowed.map((securityGroup) => ({
                  protocol: "tcp",
                  fromPort: port,
                  toPort: port,
                  securityGroups: [securityGroup],
                })),
          egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
          tags: args.tags,
        },
        { parent: this },
      );
    }
    return groups;
  }
}

/** A service and its place in the order. */
interface Planned {
  readonly service: string;
  readonly calls: readonly string[];
  /** Whether it offers a name. */
  readonly isServer: boolean;
  /** The services after which it is deployed. */
  readonly waitsFor: readonly string[];
}

function planOf(name: string, services: { [service: string]: ApplicationServiceArgs }): Planned[] {
  const calls = Object.fromEntries(
    Object.entries(services).map(([service, args]) => [service, args.calls ?? []]),
  );
  const called = new Set(Object.values(calls).flat());
  const order = inOrderOfCalls(name, calls);
  const isServer = (service: string) => called.has(service) || services[service]?.dnsName !== undefined;
  const servers = order.filter(isServer);
  for (const server of servers) {
    if (services[server]?.port === undefined) throw serverWithoutPort(name, server);
  }
  refuseSameEndpoint(name, servers, services);
  const planned = order.map((service) => ({
    service,
    calls: calls[service] ?? [],
    isServer: isServer(service),
    waitsFor: waitsFor(calls[service] ?? [], isServer(service), servers),
  }));
  return [...planned.filter((each) => each.isServer), ...planned.filter((each) => !each.isServer)];
}

/** Host name and port are unique in a namespace. */
function refuseSameEndpoint(
  application: string,
  servers: readonly string[],
  services: { [service: string]: ApplicationServiceArgs },
): void {
  const offered = new Map<string, string>();
  for (const server of servers) {
    const { dnsName = server, port } = services[server] ?? {};
    if (typeof dnsName !== "string" || typeof port !== "number") continue;
    const other = offered.get(`${dnsName}:${port}`);
    if (other !== undefined) {
      throw new pulumi.RunError(
        `\`${application}\`: \`${other}\` and \`${server}\` both offer \`${dnsName}\` on port ${port}; give them different host names.`,
      );
    }
    offered.set(`${dnsName}:${port}`, server);
  }
}

/** A client-only service waits for every name there is, for it cannot learn one later. */
function waitsFor(
  calls: readonly string[],
  isServer: boolean,
  servers: readonly string[],
): readonly string[] {
  if (calls.length === 0) return [];
  return isServer ? calls : servers;
}

function serverWithoutPort(application: string, server: string): pulumi.RunError {
  return new pulumi.RunError(
    `\`${application}\`: others call \`${server}\`, and it has no \`port\`, the port on which its container listens.`,
  );
}

function argsOf(args: ServiceConnectApplicationArgs, service: string): ApplicationServiceArgs {
  return required(args.services, service);
}

function required<T>(record: { readonly [name: string]: T }, name: string): T {
  const value = record[name];
  if (value === undefined) throw new Error(`there is no \`${name}\``);
  return value;
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceConnectApplicationArgs } from "./applications/args";
import { type Balancers, balancerOf, makeBalancers } from "./applications/balancing";
import { makeSecurityGroups, openExternals } from "./applications/groups";
import { makePlace, type Place, planPlace } from "./applications/network";
import { diagramOf, type PlannedService, planApplication } from "./applications/plan";
import { required } from "./applications/required";
import { planBalancing } from "./applications/routes";
import { checked, checkedIfGiven, oneOf, wholeNumber } from "./checks";
import { FargateService } from "./fargate-service";
import { planNetwork } from "./networks/plan";
import type { FargateServiceArgs } from "./services/args";
import { autoscalerOf } from "./services/autoscaling";
import { hostName, planService } from "./services/plan";

/** What a `ServiceConnectApplication` has made for a service. */
export interface ApplicationService {
  /** The service. */
  readonly service: aws.ecs.Service;
  /** Its task definition. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** ARN of the role with which ECS fetches secrets and images and writes logs. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Name of that role, for policies of your own. */
  readonly executionRoleName: pulumi.Output<string>;
  /** The log group of its containers. */
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** What scales it, if it is scaled: for policies of your own. */
  readonly autoscalingTarget?: aws.appautoscaling.Target;
  /** Its address, if a way to it from a load balancer is made: behind a network load balancer, host and port. */
  readonly url?: pulumi.Output<string>;
  /** The target group of its tasks, if one is made. */
  readonly targetGroup?: aws.lb.TargetGroup;
}

/**
 * Services that call each other by Service Connect names. Naming a callee is waiting for it: servers are deployed
 * first, client-only services after all of them, and a caller is deployed again when what it calls has changed.
 */
export class ServiceConnectApplication extends pulumi.ComponentResource {
  /** ARN of the namespace of the names. */
  readonly namespaceArn: pulumi.Output<string>;
  /** ARN of the cluster of the services. */
  readonly clusterArn: pulumi.Output<string>;
  /** The namespace, if it is made for the application. */
  declare readonly namespace?: aws.servicediscovery.HttpNamespace;
  /** The cluster, if it is made for the application. */
  declare readonly cluster?: aws.ecs.Cluster;
  /** Id of the VPC of the tasks. */
  readonly vpcId: pulumi.Output<string>;
  /** Ids of their subnets. */
  readonly subnetIds: pulumi.Output<string[]>;
  /** The application load balancer, if one is made for the services. */
  declare readonly loadBalancer?: aws.lb.LoadBalancer;
  /** Its listener. */
  declare readonly listener?: aws.lb.Listener;
  /** Its security group. */
  declare readonly loadBalancerSecurityGroup?: aws.ec2.SecurityGroup;
  /** The network load balancer, if one is made for the services. */
  declare readonly networkLoadBalancer?: aws.lb.LoadBalancer;
  /** What is made for the services, by their names. */
  readonly services: { [name: string]: ApplicationService };
  /** The security groups of their tasks, by the names of the services. */
  readonly securityGroups: { [name: string]: aws.ec2.SecurityGroup };
  /** The order of deployment as a Mermaid flowchart: a box for each step, an arrow from each caller to its callees. */
  readonly diagram: pulumi.Output<string>;

  /**
   * @throws when a service calls one that is not there, when one that others call has no port, when two offer
   *   one host name on one port, and when calls form a cycle: before anything is registered
   */
  constructor(name: string, args: ServiceConnectApplicationArgs, options?: pulumi.ComponentResourceOptions) {
    const plan = planApplication(name, args);
    const endpoints = externalEndpoints(name, args);
    const balancing = planBalancing(name, args);
    const networkArgs = planPlace(name, args);
    if (networkArgs) planNetwork(name, networkArgs);
    refuseServices(name, args, plan);
    if (args.containerInsights !== undefined && args.clusterArn !== undefined)
      throw new pulumi.RunError(
        `\`${name}\`: \`containerInsights\` has no effect with \`clusterArn\`, with which no cluster is made.`,
      );
    const containerInsights = checkedIfGiven(
      `\`${name}\`: \`containerInsights\``,
      args.containerInsights,
      oneOf<string>("enabled", "enhanced", "disabled"),
    );
    super("ecs-guardrails-components:index:ServiceConnectApplication", name, args, options);
    const child = { parent: this };
    const { tags } = args;

    if (args.namespaceArn === undefined) {
      const { namespaceName } = args;
      this.namespace = new aws.servicediscovery.HttpNamespace(name, { name: namespaceName, tags }, child);
    }
    this.namespaceArn = pulumi.output(args.namespaceArn ?? this.namespace?.arn ?? "");
    const capacityProviders: pulumi.Resource[] = [];
    if (args.clusterArn === undefined) {
      const serviceConnectDefaults = { namespace: this.namespaceArn };
      const settings = containerInsights && [{ name: "containerInsights", value: containerInsights }];
      this.cluster = new aws.ecs.Cluster(name, { serviceConnectDefaults, settings, tags }, child);
      if (plan.some((each) => each.args.capacityProviderStrategy !== undefined))
        capacityProviders.push(
          new aws.ecs.ClusterCapacityProviders(
            name,
            { clusterName: this.cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
            child,
          ),
        );
    }
    this.clusterArn = pulumi.output(args.clusterArn ?? this.cluster?.arn ?? "");
    const place = makePlace(name, args, networkArgs, this);
    this.vpcId = pulumi.output(place.vpcId);
    this.subnetIds = pulumi.output(place.subnets);
    const balancers = makeBalancers(name, args, balancing, place, this);
    const { application: balancer } = balancers;
    if (balancer?.made.loadBalancer) this.loadBalancer = balancer.made.loadBalancer;
    if (balancer?.made.listener) this.listener = balancer.made.listener;
    if (balancer?.made.loadBalancerSecurityGroup)
      this.loadBalancerSecurityGroup = balancer.made.loadBalancerSecurityGroup;
    if (balancers.network?.made.loadBalancer) this.networkLoadBalancer = balancers.network.made.loadBalancer;
    this.securityGroups = makeSecurityGroups(name, args, plan, { place, balancers }, this);
    this.services = this.makeServices(name, args, plan, { endpoints, capacityProviders, place, balancers });
    this.diagram = diagramOf(plan, args.externalServices);
    this.registerOutputs({
      namespaceArn: this.namespaceArn,
      clusterArn: this.clusterArn,
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      ...(this.namespace && { namespace: this.namespace }),
      ...(this.cluster && { cluster: this.cluster }),
      ...(this.loadBalancer && { loadBalancer: this.loadBalancer }),
      ...(this.listener && { listener: this.listener }),
      ...(this.loadBalancerSecurityGroup && { loadBalancerSecurityGroup: this.loadBalancerSecurityGroup }),
      ...(this.networkLoadBalancer && { networkLoadBalancer: this.networkLoadBalancer }),
      services: Object.fromEntries(
        Object.entries(this.services).map(([service, { service: made }]) => [service, made.name]),
      ),
      diagram: this.diagram,
    });
  }

  private makeServices(
    name: string,
    args: ServiceConnectApplicationArgs,
    plan: readonly PlannedService[],
    { endpoints, capacityProviders, place, balancers }: Surroundings,
  ): { [service: string]: ApplicationService } {
    const made: { [service: string]: FargateService } = {};
    // What is known of each service that others call: its change deploys them again.
    const known: { [service: string]: pulumi.Output<string> } = { ...endpoints };
    for (const planned of plan) {
      const { service, waitsFor, externalCalls } = planned;
      const { dnsName, discoveryName, port, loadBalancer, capacityProviderStrategy } = planned.args;
      const balancer = balancerOf(balancers, loadBalancer);
      const watched = [...waitsFor, ...externalCalls].map((other) => [other, required(known, other)]);
      const group = required(this.securityGroups, service);
      const component = new FargateService(
        `${name}-${service}`,
        memberArgs(args, planned, {
          cluster: this.clusterArn,
          namespace: this.namespaceArn,
          place,
          securityGroupId: group.id,
          redeployOn: watched.length > 0 ? Object.fromEntries(watched) : undefined,
        }),
        {
          parent: this,
          dependsOn: [
            ...waitsFor.map((other) => required(made, other)),
            ...openExternals(name, args, planned, group, this),
            ...(capacityProviderStrategy === undefined ? [] : capacityProviders),
          ],
        },
        balancer && { balancer, securityGroupId: group.id },
      );
      made[service] = component;
      const endpoint = pulumi.interpolate`${dnsName ?? service}:${port}`;
      const named =
        discoveryName === undefined ? endpoint : pulumi.interpolate`${endpoint} as ${discoveryName}`;
      known[service] = pulumi.interpolate`${named} of ${component.service.id}`;
    }
    return Object.fromEntries(
      Object.entries(made).map(([service, component]) => [service, partsOf(component)]),
    );
  }
}

/** What an application gives each of its services. */
interface Given {
  readonly cluster: pulumi.Input<string>;
  readonly namespace: pulumi.Input<string>;
  readonly place: Pick<Place, "vpcId" | "subnets">;
  readonly securityGroupId: pulumi.Input<string>;
  readonly redeployOn: FargateServiceArgs["redeployOn"];
}

function memberArgs(
  { assignPublicIp, tags }: ServiceConnectApplicationArgs,
  { service, args, isServer }: PlannedService,
  { cluster, namespace, place, securityGroupId, redeployOn }: Given,
): FargateServiceArgs {
  const { calls = [], dnsName, discoveryName, loadBalancer, proxy, allowedSecurityGroups: _, ...rest } = args;
  return {
    ...rest,
    cluster,
    subnets: place.subnets,
    vpcId: place.vpcId,
    assignPublicIp,
    securityGroups: [securityGroupId],
    // The group of the service lets it in already.
    loadBalancer: loadBalancer && { ...loadBalancer, securityGroupId: undefined },
    serviceConnect:
      isServer || calls.length > 0
        ? { namespace, dnsName: isServer ? (dnsName ?? service) : undefined, discoveryName, proxy }
        : undefined,
    redeployOn,
    tags,
  };
}

/** What is known of a service is refused before anything is registered. */
function refuseServices(
  name: string,
  args: ServiceConnectApplicationArgs,
  plan: readonly PlannedService[],
): void {
  const place = { vpcId: "", subnets: [] };
  for (const planned of plan) {
    const given = { cluster: "arn:", namespace: "", place, securityGroupId: "", redeployOn: undefined };
    const own = memberArgs(args, planned, given);
    const isShared = own.loadBalancer !== undefined && own.loadBalancer.targetGroupArn === undefined;
    planService(`${name}-${planned.service}`, own, isShared);
    if (own.autoscaling) autoscalerOf(`${name}-${planned.service}`, own.autoscaling, undefined);
  }
}

/** What the services of an application are made with. */
interface Surroundings {
  readonly endpoints: Endpoints;
  readonly capacityProviders: readonly pulumi.Resource[];
  readonly place: Place;
  readonly balancers: Balancers;
}

/** Host name and port of each service that is there already. */
type Endpoints = Readonly<Record<string, pulumi.Output<string>>>;

function externalEndpoints(
  name: string,
  { externalServices = {} }: ServiceConnectApplicationArgs,
): Endpoints {
  return Object.fromEntries(
    Object.entries(externalServices).map(([service, { dnsName, port }]) => {
      const what = (argument: string) => `\`${name}\`: \`externalServices.${service}.${argument}\``;
      const host = checked(what("dnsName"), dnsName, hostName);
      return [service, pulumi.interpolate`${host}:${checked(what("port"), port, wholeNumber(1, 65_535))}`];
    }),
  );
}

function partsOf(component: FargateService): ApplicationService {
  const { service, taskDefinition, taskRole, executionRoleArn, executionRoleName, logGroup } = component;
  const parts = { service, taskDefinition, taskRole, executionRoleArn, executionRoleName, logGroup };
  const { autoscalingTarget, url, targetGroup } = component;
  return {
    ...parts,
    ...(autoscalingTarget && { autoscalingTarget }),
    ...(url && { url }),
    ...(targetGroup && { targetGroup }),
  };
}

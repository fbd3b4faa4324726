/** What a program says of an application with Service Connect. */
import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerArgs, LoadBalancerRouteArgs } from "../load-balancers/args";
import type { NetworkArgs } from "../networks/args";
import type { CommonServiceArgs, ServiceConnectProxyArgs } from "../services/args";

/** A service of a `ServiceConnectApplication`. */
export interface ApplicationServiceArgs extends CommonServiceArgs {
  /** Names of the services that it calls, of this application or of `externalServices`; it is deployed after them. */
  calls?: string[];
  /** Host name by which others call it. Default: the name of the service. */
  dnsName?: pulumi.Input<string>;
  /**
   * Its name in Cloud Map, unique in the namespace. Default: one made of the names of application and service.
   * Callers learn it when they are deployed: keep the one that a deployed service has.
   */
  discoveryName?: pulumi.Input<string>;
  /**
   * The way to it from the load balancer that the services of the application share. It needs `port`. Those on one
   * load balancer are told apart by `domain` and `path`.
   */
  loadBalancer?: LoadBalancerRouteArgs;
  /** What its proxy in Service Connect does besides. */
  proxy?: ServiceConnectProxyArgs;
  /** Ids of more security groups that are let in to its `port`, such as those of callers in other stacks. */
  allowedSecurityGroups?: pulumi.Input<string>[];
}

/** A service of the same namespace that is there already, deployed by another stack. */
export interface ExternalServiceArgs {
  /** Host name by which it is called. */
  dnsName: pulumi.Input<string>;
  /** Port on which it is called. */
  port: pulumi.Input<number>;
  /**
   * Id of the security group of its tasks, which then gets a rule that lets in each caller. Rules that are written
   * in the group itself (`ingress`) where it is made would take that rule away: let the callers in there instead.
   */
  securityGroupId?: pulumi.Input<string>;
}

/** Arguments of a `ServiceConnectApplication`. */
export interface ServiceConnectApplicationArgs {
  /** Name of the Cloud Map namespace that is made for the application. Either this or `namespaceArn` is needed. */
  namespaceName?: pulumi.Input<string>;
  /** ARN of a Cloud Map namespace that is there already. */
  namespaceArn?: pulumi.Input<string>;
  /** ARN of a cluster that is there already; without it one is made, with the namespace as its default. */
  clusterArn?: pulumi.Input<string>;
  /** Id of the VPC. Either this and `subnets` or `network` is needed. */
  vpcId?: pulumi.Input<string>;
  /** Ids of the subnets of all tasks. */
  subnets?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * A network that is made for the application, with its tasks in private subnets. Without NAT gateways it has, beside
   * its `endpoints`, exactly those that the images, logs and secrets of the services need.
   */
  network?: NetworkArgs;
  /** Whether tasks get public addresses: needed in subnets without a NAT gateway. Default: false. */
  assignPublicIp?: pulumi.Input<boolean>;
  /** The load balancer that those of `services` share which have a `loadBalancer`. Default: one for all that reaches them. */
  loadBalancer?: LoadBalancerArgs;
  /** What Container Insights measures in the cluster that is made: `enabled`, `enhanced` or `disabled`. Default: as the account says. */
  containerInsights?: pulumi.Input<string>;
  /** The services, by their names. */
  services: { [name: string]: ApplicationServiceArgs };
  /** Services that are there already, by the names that `calls` uses. */
  externalServices?: { [name: string]: ExternalServiceArgs };
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

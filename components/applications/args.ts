/** What a program says of an application with Service Connect. */
import type * as pulumi from "@pulumi/pulumi";
import type { CommonServiceArgs } from "../services/args";

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
  /**
   * Its name in Cloud Map, unique in the namespace. Default: one made of the names of application and service.
   * Callers learn it when they are deployed: keep the one that a deployed service has.
   */
  discoveryName?: pulumi.Input<string>;
  /** A load balancer in front of it. */
  loadBalancer?: LoadBalancerTargetArgs;
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
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the subnets of all tasks. */
  subnets: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether tasks get public addresses: needed in subnets without a NAT gateway. Default: false. */
  assignPublicIp?: pulumi.Input<boolean>;
  /** The services, by their names. */
  services: { [name: string]: ApplicationServiceArgs };
  /** Services that are there already, by the names that `calls` uses. */
  externalServices?: { [name: string]: ExternalServiceArgs };
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

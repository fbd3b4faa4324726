/** What a program says of load balancers. */
import type * as pulumi from "@pulumi/pulumi";

/** How a load balancer asks a task whether it is healthy. */
export interface TargetHealthCheckArgs {
  /**
   * Path that is asked for with HTTP. Default: `/`, or `/AWS.ALB/healthcheck` with gRPC; behind a network load balancer
   * a connection is enough.
   */
  path?: pulumi.Input<string>;
  /** Codes of a healthy answer, such as `200-299`. Default: `200`, or `12` with gRPC. */
  successCodes?: pulumi.Input<string>;
  /** Seconds between two checks, 5 to 300, and more than `timeout`. Default: 30. */
  interval?: pulumi.Input<number>;
  /** Seconds after which a check has failed, 2 to 120. Default: 5. */
  timeout?: pulumi.Input<number>;
  /** Good checks in a row that make a task healthy, 2 to 10. Default: 2. */
  healthyThreshold?: pulumi.Input<number>;
  /** Failed checks in a row that make a task unhealthy, 2 to 10. Default: 3. */
  unhealthyThreshold?: pulumi.Input<number>;
}

/** A load balancer: one that is made, or one that exists already. */
export interface LoadBalancerArgs {
  /** Ids of its subnets, of at least two Availability Zones. Default: those of the tasks, or the public ones of `network`. */
  subnets?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether it has private addresses only. Default: false. */
  internal?: boolean;
  /** Blocks of addresses that reach it. Default: all, or those of the VPC if it is `internal`. */
  allowedCidrBlocks?: pulumi.Input<pulumi.Input<string>[]>;
  /** Seconds after which an idle connection is closed, 1 to 4000. Default: 60. */
  idleTimeoutInSeconds?: pulumi.Input<number>;
  /** What clients may negotiate, as AWS calls it. Default: `ELBSecurityPolicy-TLS13-1-2-2021-06`. */
  sslPolicy?: pulumi.Input<string>;
  /** Whether it cannot be deleted. Default: false. */
  deletionProtection?: pulumi.Input<boolean>;
  /** ARN of one that exists already, on which listeners are made. */
  loadBalancerArn?: pulumi.Input<string>;
  /** ARN of a listener of an application load balancer that exists already, to which rules are added. */
  listenerArn?: pulumi.Input<string>;
  /** Id of the security group of what exists already: it is let in to the tasks, and gets a rule that lets it out to them. */
  securityGroupId?: pulumi.Input<string>;
}

/** The way from a load balancer to a service. */
export interface LoadBalancerRouteArgs {
  /** `application`, for HTTP, or `network`, for TCP. Default: `application`. */
  type?: string;
  /** Domain name of the service, such as `shop.example.com`. With it the listener speaks HTTPS, or TLS. */
  domain?: pulumi.Input<string>;
  /** Id of the public zone in Route 53 in which the record of `domain` is made, and those that its certificate needs. */
  zoneId?: pulumi.Input<string>;
  /** ARN of a certificate for `domain` that exists already. Default: one is made, for which `zoneId` is needed. */
  certificateArn?: pulumi.Input<string>;
  /** Path that leads to the service, such as `/api/*`, which means `/api` as well. Default: all. */
  path?: pulumi.Input<string>;
  /**
   * Place of its rule among those of the listener, 1 to 50,000; the least that matches decides. Default: one made of
   * `domain` and `path`, by which the longer path comes first. Another one is needed when `deployment.strategy` begins
   * to shift traffic, or ends to.
   */
  priority?: pulumi.Input<number>;
  /** Port on which a network load balancer listens. Default: 443 with a `domain`, else `port`. */
  listenerPort?: pulumi.Input<number>;
  /** How tasks are asked whether they are healthy. */
  healthCheck?: TargetHealthCheckArgs;
  /** Seconds that requests have to end when a task stops, 0 to 3600. Default: 60. */
  deregistrationDelayInSeconds?: pulumi.Input<number>;
  /**
   * Seconds during which a client gets the same task, by a cookie, 1 to 604,800. Default: it may get any. Not with a
   * strategy that shifts traffic.
   */
  stickinessInSeconds?: pulumi.Input<number>;
  /**
   * ARN of a target group of type `ip` that exists already, and forwards to the service's `port`: then nothing is
   * made. Give what forwards to it, its listener or rule, in `dependsOn`.
   */
  targetGroupArn?: pulumi.Input<string>;
  /** With `targetGroupArn` and a strategy other than `rolling`: ARN of the second target group. */
  alternateTargetGroupArn?: pulumi.Input<string>;
  /** With it: ARN of the rule that forwards to both, or of the listener of a network load balancer. */
  productionListenerRule?: pulumi.Input<string>;
  /** With it: ARN of the rule, or of the listener of a network load balancer, of test traffic. */
  testListenerRule?: pulumi.Input<string>;
  /** With `targetGroupArn`: id of the security group of its load balancer, which is let in to the tasks. */
  securityGroupId?: pulumi.Input<string>;
}

/** A load balancer in front of a service: one of its own, or one that it shares. */
export interface ServiceLoadBalancerArgs extends LoadBalancerArgs, LoadBalancerRouteArgs {}

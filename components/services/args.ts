/** What a program says of a service on Fargate. */
import type * as pulumi from "@pulumi/pulumi";
import type { MigrationArgs } from "../jobs/migration";
import type { ServiceLoadBalancerArgs } from "../load-balancers/args";
import type { PlacementArgs, TaskArgs } from "../tasks/args";
import type { CapacityProviderArgs } from "../tasks/capacity";
import type { AutoscalingArgs } from "./autoscaling";
import type { DeploymentArgs } from "./deployment";

/** What is said of a service wherever it runs. Its arguments about a container are those of the main one. */
export interface CommonServiceArgs extends TaskArgs {
  /** Port on which the container listens. */
  port?: pulumi.Input<number>;
  /** What is spoken on that port, `http`, `http2` or `grpc`, for the metrics of Service Connect. Default: TCP. */
  appProtocol?: pulumi.Input<string>;
  /** Number of tasks; with `autoscaling` only that of the beginning. Default: 1, or its `minCapacity`. */
  desiredCount?: pulumi.Input<number>;
  /** How many tasks run, by their load. */
  autoscaling?: AutoscalingArgs;
  /** Capacity providers, such as `FARGATE_SPOT`, that share the tasks. Default: Fargate. */
  capacityProviderStrategy?: CapacityProviderArgs[];
  /** Seconds from the start of a task during which health checks of the load balancer do not count. */
  healthCheckGracePeriodSeconds?: pulumi.Input<number>;
  /** How a new version takes the place of the one before. */
  deployment?: DeploymentArgs;
  /**
   * A task that runs once before the service is deployed, which waits for it, and again when it changes. It has image,
   * variables, secrets and roles of its own, made of what the service is told.
   */
  migration?: MigrationArgs;
  /**
   * Whether creating the service waits until its tasks run. Default: true for a service that others call by its
   * name, so that they find tasks behind it, and false for others.
   */
  waitForSteadyState?: pulumi.Input<boolean>;
}

/** What is written down of each request that reaches a service by Service Connect, in the log group of the service. */
export interface AccessLogsArgs {
  /** `JSON` or `TEXT`. Default: `JSON`. */
  format?: pulumi.Input<string>;
  /** Whether with what follows `?` in an address, where secrets may be. Default: false. */
  includeQueryParameters?: boolean;
}

/** What the proxy of a service in Service Connect does besides. */
export interface ServiceConnectProxyArgs {
  /** Seconds after which a connection to the service without traffic is closed; 0 is never. Default: 300, or 3600 with TCP. */
  idleTimeoutInSeconds?: pulumi.Input<number>;
  /** Seconds that a request to the service may take; 0 is for ever. It needs `appProtocol`. Default: 15. */
  requestTimeoutInSeconds?: pulumi.Input<number>;
  /** Access logs; without them none are written. */
  accessLogs?: AccessLogsArgs;
}

/** The part of a service in Service Connect. */
export interface ServiceConnectArgs {
  /** ARN of the Cloud Map namespace. */
  namespace: pulumi.Input<string>;
  /**
   * Host name by which other services of the namespace call this one, such as `users.shop.local`. With it the
   * service is a client-server service and needs a `port`; without it, it is client-only.
   */
  dnsName?: pulumi.Input<string>;
  /**
   * Its name in Cloud Map, unique in the namespace. Default: one made of the name of the component. Callers learn it
   * when they are deployed: keep the one that a deployed service has.
   */
  discoveryName?: pulumi.Input<string>;
  /** What its proxy does besides. */
  proxy?: ServiceConnectProxyArgs;
}

/** Arguments of a `FargateService`. */
export interface FargateServiceArgs extends CommonServiceArgs, PlacementArgs {
  /** Its part in Service Connect; without it the service has none. */
  serviceConnect?: ServiceConnectArgs;
  /**
   * A load balancer in front of it: one that is made for it, or one that exists already, for which a rule is made. It
   * needs `port` and `vpcId`.
   */
  loadBalancer?: ServiceLoadBalancerArgs;
  /** Id of the VPC of `subnets`; needed for what a load balancer needs. */
  vpcId?: pulumi.Input<string>;
  /** Values whose change deploys the service again, such as what is known of the services that it calls. */
  redeployOn?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
}

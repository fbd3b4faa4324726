/** What a program says of a network. */
import type * as pulumi from "@pulumi/pulumi";

/** A network that is made. */
export interface NetworkArgs {
  /** Block of its addresses, of 65,536 to 512. Default: `10.0.0.0/16`. */
  cidrBlock?: string;
  /** Number of Availability Zones, 2 to 4; each has a public and a private subnet. Default: 2. */
  availabilityZones?: number;
  /**
   * Number of NAT gateways by which tasks in private subnets reach the internet: 1, one for each zone, or 0, with
   * which they reach what `endpoints` names and nothing else. Default: 1.
   */
  natGateways?: number;
  /**
   * Services of AWS that are reached without the internet, as endpoints call them: `ecr.api`, `ecr.dkr`, `logs`, `s3`,
   * `secretsmanager`, `ssm`, `ssmmessages`, `sqs` … Without NAT gateways those that images in ECR and logs need are
   * there besides. Default: no other.
   */
  endpoints?: string[];
}

/** Arguments of an `EcsNetwork`. */
export interface EcsNetworkArgs extends NetworkArgs {
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

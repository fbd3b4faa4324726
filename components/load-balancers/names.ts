/** Names of load balancers and target groups. */

/** The name of a resource in the program, and what makes its name in AWS where that cannot be made of it. */
export interface Naming {
  readonly logicalName: string;
  readonly namePrefix?: string;
}

/**
 * Load balancers and target groups have names of at most 32 letters, digits and hyphens, of which Pulumi adds eight to
 * what the program says (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html).
 * A longer or an odd name gives its beginning only, to which the provider adds the rest.
 */
export function balancerName(logicalName: string): Naming {
  if (/^(?!internal-)[A-Za-z0-9][A-Za-z0-9-]{0,23}$/.test(logicalName)) return { logicalName };
  const beginning = logicalName.replace(/[^A-Za-z0-9]/g, "").slice(0, 5);
  return { logicalName, namePrefix: `${beginning || "ecs"}-` };
}

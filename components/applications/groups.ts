/** Who reaches the tasks of an application. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceConnectApplicationArgs } from "./args";
import { type Balancers, balancerOf } from "./balancing";
import type { Place } from "./network";
import type { PlannedService } from "./plan";
import { required } from "./required";

/** A security group for each service, which lets in its callers and its load balancer. */
export function makeSecurityGroups(
  name: string,
  args: ServiceConnectApplicationArgs,
  plan: readonly PlannedService[],
  { place, balancers }: { readonly place: Place; readonly balancers: Balancers },
  parent: pulumi.Resource,
): { [service: string]: aws.ec2.SecurityGroup } {
  const groups: { [service: string]: aws.ec2.SecurityGroup } = {};
  // Callers first, so that what they call can name their groups.
  for (const {
    service,
    args: { port, loadBalancer, allowedSecurityGroups = [] },
  } of [...plan].reverse()) {
    const callers = plan
      .filter((other) => other.calls.includes(service))
      .map((other) => required(groups, other.service).id);
    const balancer = balancerOf(balancers, loadBalancer)?.securityGroupId ?? loadBalancer?.securityGroupId;
    const allowed = [...callers, ...(balancer ? [balancer] : []), ...allowedSecurityGroups];
    groups[service] = new aws.ec2.SecurityGroup(
      `${name}-${service}`,
      {
        vpcId: place.vpcId,
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
      { parent },
    );
  }
  return groups;
}

/** Rules that let a service reach those that it calls in other stacks. */
export function openExternals(
  name: string,
  args: ServiceConnectApplicationArgs,
  { service, externalCalls }: PlannedService,
  securityGroup: aws.ec2.SecurityGroup,
  parent: pulumi.Resource,
): pulumi.Resource[] {
  return externalCalls.flatMap((external) => {
    const { port, securityGroupId } = required(args.externalServices ?? {}, external);
    if (securityGroupId === undefined) return [];
    return [
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-${service}-to-${external}`,
        {
          securityGroupId,
          referencedSecurityGroupId: securityGroup.id,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          tags: args.tags,
        },
        { parent },
      ),
    ];
  });
}

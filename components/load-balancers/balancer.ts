import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";
import type { LoadBalancerArgs } from "./args";
import { certificateOf, type Domain } from "./certificates";
import { balancerName } from "./names";
import type { Kind } from "./plan";

/** A load balancer that services are put behind: one that is made, or one that exists already. */
export interface Balancer {
  readonly dnsName: pulumi.Output<string>;
  /** Of its own name in Route 53. */
  readonly zoneId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Listener of an application load balancer, to which rules are added. */
  readonly listenerArn: pulumi.Output<string>;
  /** Listeners of test traffic, by their ports. */
  readonly testListenerArns: ReadonlyMap<number, pulumi.Output<string>>;
  /** Certificates of domains, by their names. */
  readonly certificateArns: ReadonlyMap<string, pulumi.Input<string>>;
  /** What has to be there besides the listener before a service is reached. */
  readonly prerequisites: readonly pulumi.Resource[];
  /** What has been made. */
  readonly made: {
    readonly loadBalancer?: aws.lb.LoadBalancer;
    readonly listener?: aws.lb.Listener;
    readonly loadBalancerSecurityGroup?: aws.ec2.SecurityGroup;
  };
  readonly scheme: "http" | "https";
}

/** What a load balancer is made for. */
export interface BalancerPurpose {
  readonly kind: Kind;
  readonly vpcId: pulumi.Input<string>;
  /** Those of the tasks. */
  readonly subnets: pulumi.Input<pulumi.Input<string>[]>;
  readonly domains: readonly Domain[];
  /** Ports of test traffic. */
  readonly testPorts: readonly number[];
  /** Ports on which a network load balancer listens. */
  readonly ports: readonly pulumi.Input<number>[];
  readonly tags: Tags;
}

/** Makes a load balancer as a child of a component, or finds out about one that exists already. */
export function makeBalancer(
  name: string,
  args: LoadBalancerArgs,
  purpose: BalancerPurpose,
  parent: pulumi.Resource,
): Balancer {
  const { kind, domains, tags } = purpose;
  const found = args.loadBalancerArn !== undefined || args.listenerArn !== undefined;
  const { own, securityGroup } = found
    ? foundBalancer(args, parent)
    : ownBalancer(name, args, purpose, parent);
  const certificates = domains.flatMap((domain) => {
    const arn = certificateOf(domain, { tags, parent });
    return arn === undefined ? [] : [{ name: domain.name, arn }];
  });
  const listening = { loadBalancerArn: own.arn, kind, sslPolicy: args.sslPolicy, tags, parent };
  const [first, ...others] = certificates;
  const listener =
    kind === "application" && args.listenerArn === undefined
      ? makeListener(name, first === undefined ? 80 : 443, first?.arn, listening)
      : undefined;
  if (listener !== undefined && first !== undefined) redirect(name, listening);
  const listenerArn = pulumi.output(listener?.arn ?? args.listenerArn ?? "");
  const more = listener === undefined && kind === "application" ? certificates : others;
  const prerequisites =
    kind === "network"
      ? []
      : more.map(
          ({ name: domain, arn }) =>
            new aws.lb.ListenerCertificate(domain, { listenerArn, certificateArn: arn }, { parent }),
        );
  const testListenerArns = new Map(
    kind === "network"
      ? []
      : purpose.testPorts.map((port) => [
          port,
          makeListener(`${name}-test-${port}`, port, first?.arn, listening).arn,
        ]),
  );
  return {
    ...own,
    listenerArn,
    testListenerArns,
    certificateArns: new Map(certificates.map((each) => [each.name, each.arn])),
    prerequisites,
    scheme: domains.length > 0 || args.listenerArn !== undefined ? "https" : "http",
    made: {
      ...(own.resource && { loadBalancer: own.resource }),
      ...(listener && { listener }),
      ...(securityGroup && { loadBalancerSecurityGroup: securityGroup }),
    },
  };
}

interface Own {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly resource?: aws.lb.LoadBalancer;
}

function ownBalancer(
  name: string,
  args: LoadBalancerArgs,
  { kind, vpcId, subnets, domains, ports, testPorts, tags }: BalancerPurpose,
  parent: pulumi.Resource,
): { own: Own; securityGroup: aws.ec2.SecurityGroup } {
  const cidrBlocks =
    args.allowedCidrBlocks ??
    (args.internal
      ? [aws.ec2.getVpcOutput({ id: vpcId }, { parent }).apply(({ cidrBlock }) => cidrBlock)]
      : ["0.0.0.0/0"]);
  const open =
    kind === "network" ? [...ports, ...testPorts] : [80, ...(domains.length > 0 ? [443] : []), ...testPorts];
  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-${kind === "network" ? "network-" : ""}load-balancer`,
    {
      vpcId,
      // What it is let out to are rules of their own, one for each service behind it.
      ingress: open.map((port) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks })),
      tags,
    },
    { parent },
  );
  const { logicalName, ...naming } = balancerName(kind === "network" ? `${name}-network` : name);
  const resource = new aws.lb.LoadBalancer(
    logicalName,
    {
      ...naming,
      loadBalancerType: kind,
      internal: args.internal ?? false,
      subnets: args.subnets ?? subnets,
      securityGroups: [securityGroup.id],
      enableDeletionProtection: args.deletionProtection,
      ...(kind === "application" && {
        idleTimeout: args.idleTimeoutInSeconds,
        dropInvalidHeaderFields: true,
      }),
      tags,
    },
    { parent },
  );
  const { arn, dnsName, zoneId } = resource;
  return { own: { arn, dnsName, zoneId, securityGroupId: securityGroup.id, resource }, securityGroup };
}

/** Of what is new the look-up tells nothing yet, and it would lose what that depends on. */
function foundBalancer(
  { loadBalancerArn, listenerArn, securityGroupId }: LoadBalancerArgs,
  parent: pulumi.Resource,
): { own: Own; securityGroup?: undefined } {
  const given = pulumi.output(loadBalancerArn ?? listenerArn ?? "");
  const arn =
    loadBalancerArn ??
    aws.lb
      .getListenerOutput({ arn: pulumi.output(listenerArn ?? "") }, { parent })
      .apply((listener) => listener.loadBalancerArn);
  const found = aws.lb.getLoadBalancerOutput({ arn }, { parent });
  const of = <T>(value: pulumi.Output<T>): pulumi.Output<T> =>
    pulumi.all([value, given]).apply(([known]) => known) as pulumi.Output<T>;
  return {
    own: {
      arn: of(pulumi.output(arn)),
      dnsName: of(found.dnsName),
      zoneId: of(found.zoneId),
      securityGroupId: pulumi.output(securityGroupId ?? ""),
    },
  };
}

interface Listening {
  readonly loadBalancerArn: pulumi.Output<string>;
  readonly sslPolicy: pulumi.Input<string> | undefined;
  readonly tags: Tags;
  readonly parent: pulumi.Resource;
}

/** A listener that has no answer of its own: each service brings its rule. */
function makeListener(
  name: string,
  port: number,
  certificateArn: pulumi.Input<string> | undefined,
  { loadBalancerArn, sslPolicy, tags, parent }: Listening,
): aws.lb.Listener {
  return new aws.lb.Listener(
    name,
    {
      loadBalancerArn,
      port,
      ...speaking("HTTP", certificateArn, sslPolicy),
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
      tags,
    },
    { parent },
  );
}

/** The protocol of a listener, and what belongs to it. */
export function speaking(
  plain: "HTTP" | "TCP",
  certificateArn: pulumi.Input<string> | undefined,
  sslPolicy: pulumi.Input<string> | undefined,
) {
  if (certificateArn === undefined) return { protocol: plain };
  return {
    protocol: plain === "HTTP" ? "HTTPS" : "TLS",
    certificateArn,
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    sslPolicy: sslPolicy ?? "ELBSecurityPolicy-TLS13-1-2-2021-06",
  };
}

function redirect(name: string, { loadBalancerArn, tags, parent }: Listening): void {
  new aws.lb.Listener(
    `${name}-redirect`,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
      ],
      tags,
    },
    { parent },
  );
}

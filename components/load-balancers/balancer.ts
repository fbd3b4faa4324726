import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import type { Tags } from "../tags";
import type { LoadBalancerArgs } from "./args";
import { type Certificate, certificateOf, type Domain, makeRecord } from "./certificates";
import { makeListener, makeWebListeners, type Speech, speaking } from "./listeners";
import { balancerName } from "./names";
import { existsAlready, type Kind } from "./plan";

/** A load balancer that services are put behind: one that is made, or one that exists already. */
export interface Balancer {
  readonly dnsName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Listener of an application load balancer, to which rules are added. */
  readonly listenerArn: pulumi.Output<string>;
  /** Listeners of test traffic, by their ports. */
  readonly testListenerArns: ReadonlyMap<number, pulumi.Output<string>>;
  /** How the listener of a service on a network load balancer speaks, by the name of the service. */
  readonly speech: (name: string) => Speech;
  /** What has to be there besides the listener before a service is reached. */
  readonly prerequisites: readonly pulumi.Resource[];
  /** Scheme, host and port for a service without a domain. */
  readonly origin: pulumi.Output<string>;
  /** What has been made. */
  readonly made: {
    readonly loadBalancer?: aws.lb.LoadBalancer;
    readonly listener?: aws.lb.Listener;
    readonly loadBalancerSecurityGroup?: aws.ec2.SecurityGroup;
  };
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
  const own = existsAlready(args) ? foundBalancer(args, parent) : ownBalancer(name, args, purpose, parent);
  const certificates = domains.flatMap((domain): Certificate[] => {
    makeRecord(domain, own, parent);
    const arn = certificateOf(domain, { tags, parent });
    return arn === undefined ? [] : [{ name: domain.name, services: domain.services, arn }];
  });
  const listening = kind === "application" ? listen(name, args, purpose, own, certificates, parent) : nothing;
  const byName = new Map(certificates.flatMap((each) => each.services.map((service) => [service, each.arn])));
  return {
    ...own,
    ...listening,
    speech: (service) => speaking("TCP", byName.get(service), args.sslPolicy),
    origin: originOf(own, domains),
    made: { ...own.made, ...(listening.listener && { listener: listening.listener }) },
  };
}

/** The listeners of an application load balancer. */
interface Listening extends Pick<Balancer, "listenerArn" | "testListenerArns" | "prerequisites"> {
  readonly listener: aws.lb.Listener | undefined;
}

/** Each service on a network load balancer brings its own. */
const nothing: Listening = {
  listener: undefined,
  listenerArn: pulumi.output(""),
  testListenerArns: new Map(),
  prerequisites: [],
};

/** Makes the listeners of an application load balancer, with their certificates. */
function listen(
  name: string,
  args: LoadBalancerArgs,
  { testPorts, tags }: BalancerPurpose,
  own: Own,
  certificates: readonly Certificate[],
  parent: pulumi.Resource,
): Listening {
  const place = { loadBalancerArn: own.arn, tags, parent };
  const [first, ...others] = certificates;
  const speech = speaking("HTTP", first?.arn, args.sslPolicy);
  const listener =
    args.listenerArn === undefined ? makeWebListeners(name, first && speech, place) : undefined;
  const listenerArn = pulumi.output(listener?.arn ?? args.listenerArn ?? "");
  const testListeners = testPorts.map(
    (port) => [port, makeListener(`${name}-test-${port}`, port, own.speech ?? speech, place).arn] as const,
  );
  const certified = (suffix: string, arn: pulumi.Output<string>, some: readonly Certificate[]) =>
    distinct(some).map(
      (each) =>
        new aws.lb.ListenerCertificate(
          `${each.name}${suffix}`,
          { listenerArn: arn, certificateArn: each.arn },
          { parent },
        ),
    );
  return {
    listener,
    listenerArn,
    testListenerArns: new Map(testListeners),
    prerequisites: [
      ...certified("", listenerArn, listener === undefined ? certificates : others),
      ...testListeners.flatMap(([port, arn]) =>
        certified(`-test-${port}`, arn, own.speech === undefined ? others : certificates),
      ),
    ],
  };
}

/** A certificate that several domains have is one. */
function distinct(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter(
    ({ arn }, index) => !isKnown(arn) || certificates.findIndex((other) => other.arn === arn) === index,
  );
}

/** What is known of a load balancer, whoever has made it. */
interface Own {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Of its own name in Route 53. */
  readonly zoneId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Of a listener that exists already. */
  readonly speech?: Speech;
  readonly port?: pulumi.Output<number>;
  readonly made: Omit<Balancer["made"], "listener">;
}

function ownBalancer(
  name: string,
  args: LoadBalancerArgs,
  { kind, vpcId, subnets, domains, ports, testPorts, tags }: BalancerPurpose,
  parent: pulumi.Resource,
): Own {
  const cidrBlocks = args.allowedCidrBlocks ?? (args.internal ? blocksOf(vpcId, parent) : ["0.0.0.0/0"]);
  const open =
    kind === "network" ? [...ports, ...testPorts] : [80, ...(domains.length > 0 ? [443] : []), ...testPorts];
  const group = new aws.ec2.SecurityGroup(
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
  const loadBalancer = new aws.lb.LoadBalancer(
    logicalName,
    {
      ...naming,
      loadBalancerType: kind,
      internal: args.internal ?? false,
      subnets: args.subnets ?? subnets,
      securityGroups: [group.id],
      enableDeletionProtection: args.deletionProtection,
      ...(kind === "application" && {
        idleTimeout: args.idleTimeoutInSeconds,
        dropInvalidHeaderFields: true,
      }),
      tags,
    },
    { parent },
  );
  const { arn, dnsName, zoneId } = loadBalancer;
  const made = { loadBalancer, loadBalancerSecurityGroup: group };
  return { arn, dnsName, zoneId, securityGroupId: group.id, made };
}

/** All blocks of addresses of a VPC. */
function blocksOf(vpcId: pulumi.Input<string>, parent: pulumi.Resource): pulumi.Output<string[]> {
  return aws.ec2
    .getVpcOutput({ id: vpcId }, { parent })
    .apply(({ cidrBlock, cidrBlockAssociations }) => [
      ...new Set([cidrBlock, ...cidrBlockAssociations.map((each) => each.cidrBlock)]),
    ]);
}

/** Of what is new the look-up tells nothing yet, and it would lose what that depends on. */
function foundBalancer(
  { loadBalancerArn, listenerArn, securityGroupId }: LoadBalancerArgs,
  parent: pulumi.Resource,
): Own {
  const given = pulumi.output(loadBalancerArn ?? listenerArn ?? "");
  const of = <T>(value: pulumi.Output<T>): pulumi.Output<T> =>
    pulumi.all([value, given]).apply(([known]) => known) as pulumi.Output<T>;
  const listener =
    listenerArn === undefined ? undefined : aws.lb.getListenerOutput({ arn: listenerArn }, { parent });
  const arn = pulumi.output(loadBalancerArn ?? listener?.loadBalancerArn ?? "");
  const found = aws.lb.getLoadBalancerOutput({ arn }, { parent });
  // A listener without a certificate is told to have an empty one.
  const said = (text: pulumi.Output<string>) => of(text).apply((known) => known || undefined);
  return {
    arn: of(arn),
    dnsName: of(found.dnsName),
    zoneId: of(found.zoneId),
    securityGroupId: pulumi.output(securityGroupId ?? ""),
    ...(listener && {
      speech: {
        protocol: of(listener.protocol),
        certificateArn: said(listener.certificateArn),
        sslPolicy: said(listener.sslPolicy),
      },
      port: of(listener.port),
    }),
    made: {},
  };
}

/** Where a service without a domain is reached: by the domain of another one, for which there is a certificate. */
function originOf({ dnsName, speech, port }: Own, domains: readonly Domain[]): pulumi.Output<string> {
  const [first] = domains;
  if (speech !== undefined && port !== undefined)
    return pulumi.all([speech.protocol, dnsName, port]).apply(([protocol, host, listened]) => {
      const isPlain = protocol === "HTTP";
      const usual = isPlain ? 80 : 443;
      return `${isPlain ? "http" : "https"}://${host}${listened === usual ? "" : `:${listened}`}`;
    });
  if (first === undefined) return pulumi.interpolate`http://${dnsName}`;
  return pulumi
    .all([first.domain, dnsName])
    .apply(([domain, host]) => `https://${domain.startsWith("*") ? host : domain}`);
}

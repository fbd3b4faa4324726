/** What the arguments of load balancers come to, checked before anything is registered. */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, type Fault, isKnown, ofForm, wholeNumber } from "../checks";
import type { LoadBalancerArgs, LoadBalancerRouteArgs, TargetHealthCheckArgs } from "./args";

/** Load balancers for HTTP and for TCP. */
export type Kind = "application" | "network";

/** The way to a service whose known arguments are all right. */
export interface RoutePlan {
  readonly kind: Kind;
  /** The target group's own arguments. */
  readonly targets: TargetsPlan;
  readonly domain: pulumi.Output<string> | undefined;
  readonly path: pulumi.Output<string> | undefined;
  readonly priority: pulumi.Output<number>;
  /** Of a network load balancer. */
  readonly listenerPort: pulumi.Output<number>;
}

/** What is said of the tasks as targets. */
export interface TargetsPlan {
  readonly port: pulumi.Output<number>;
  readonly protocolVersion: pulumi.Output<string> | undefined;
  readonly deregistrationDelay: pulumi.Output<number>;
  readonly stickiness: pulumi.Output<number> | undefined;
  readonly healthCheck: {
    readonly path: pulumi.Output<string> | undefined;
    readonly matcher: pulumi.Input<string> | undefined;
    readonly interval: pulumi.Output<number>;
    readonly timeout: pulumi.Output<number>;
    readonly healthyThreshold: pulumi.Output<number>;
    readonly unhealthyThreshold: pulumi.Output<number>;
  };
}

/** What is known of the service besides. */
export interface Served {
  readonly port: pulumi.Output<number>;
  readonly appProtocol: pulumi.Input<string> | undefined;
  /** Whether deployments shift traffic from one target group to another. */
  readonly shifts: boolean;
  /** Whether its load balancer is one that an application has made for its services. */
  readonly isShared: boolean;
}

/**
 * @param argument how messages call one of the arguments
 * @throws when an argument that is known cannot be, or does not go with another
 */
export function planRoute(
  argument: (name: string) => string,
  args: LoadBalancerRouteArgs & LoadBalancerArgs,
  { port, appProtocol, shifts, isShared }: Served,
): RoutePlan {
  refuseOtherType(argument("type"), args.type);
  const kind = kindOf(args);
  refuseOtherKind(argument, kind, args);
  refuseMixtures(argument, args);
  if (kind === "application" && !isShared && !isSecured(args)) refuseInClear(argument, appProtocol);
  refuseStickiness(argument, args, shifts);
  refuseHealthCheck(argument, kind, args.healthCheck ?? {});
  const makesCertificate = args.zoneId !== undefined && args.certificateArn === undefined;
  const domain = checkedIfGiven(
    argument("domain"),
    args.domain,
    makesCertificate ? certifiedName : domainName,
  );
  checkedIfGiven(argument("zoneId"), args.zoneId, zoneForm);
  const path = checkedIfGiven(argument("path"), args.path, pathPattern);
  const check = args.healthCheck ?? {};
  const ofCheck = (name: string) => argument(`healthCheck.${name}`);
  const hasVersion = appProtocol !== undefined && kind === "application";
  return {
    kind,
    domain,
    path,
    priority:
      checkedIfGiven(argument("priority"), args.priority, wholeNumber(1, 50_000)) ??
      pulumi.all([args.domain, args.path]).apply(([host, pattern]) => priorityOf(host, pattern, shifts)),
    listenerPort:
      checkedIfGiven(argument("listenerPort"), args.listenerPort, wholeNumber(1, 65_535)) ??
      (domain === undefined ? port : pulumi.output(443)),
    targets: {
      port,
      protocolVersion: hasVersion ? pulumi.output(appProtocol).apply(protocolVersionOf) : undefined,
      deregistrationDelay: checked(
        argument("deregistrationDelayInSeconds"),
        args.deregistrationDelayInSeconds ?? 60,
        wholeNumber(0, 3600),
      ),
      stickiness: checkedIfGiven(
        argument("stickinessInSeconds"),
        args.stickinessInSeconds,
        wholeNumber(1, 604_800),
      ),
      healthCheck: {
        path: checkedIfGiven(ofCheck("path"), check.path, absolutePath),
        matcher: checkedIfGiven(ofCheck("successCodes"), check.successCodes, codes),
        interval: checked(ofCheck("interval"), check.interval ?? 30, wholeNumber(5, 300)),
        timeout: checked(ofCheck("timeout"), check.timeout ?? 5, wholeNumber(2, 120)),
        healthyThreshold: checked(
          ofCheck("healthyThreshold"),
          check.healthyThreshold ?? 2,
          wholeNumber(2, 10),
        ),
        unhealthyThreshold: checked(
          ofCheck("unhealthyThreshold"),
          check.unhealthyThreshold ?? 3,
          wholeNumber(2, 10),
        ),
      },
    },
  };
}

/** A cookie of one target group would keep clients with the version before. */
function refuseStickiness(
  argument: (name: string) => string,
  { stickinessInSeconds }: Arguments,
  shifts: boolean,
): void {
  if (stickinessInSeconds === undefined || !shifts) return;
  throw new pulumi.RunError(
    `${argument("stickinessInSeconds")} does not go with a \`deployment.strategy\` that shifts traffic: AWS refuses it on one of two target groups.`,
  );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function refuseHealthCheck(
  argument: (name: string) => string,
  kind: Kind,
  { interval = 30, timeout = 5, path, successCodes }: TargetHealthCheckArgs,
): void {
  if (isKnown(interval) && isKnown(timeout) && interval <= timeout)
    throw new pulumi.RunError(
      `${argument("healthCheck.interval")} must be more than \`timeout\`, which is ${timeout}.`,
    );
  if (kind === "network" && path === undefined && successCodes !== undefined)
    throw new pulumi.RunError(
      `${argument("healthCheck.successCodes")} needs \`path\`: a connection has no code.`,
    );
}

/** The kind of load balancer that a route is from. */
export function kindOf({ type }: LoadBalancerRouteArgs): Kind {
  return type === "network" ? "network" : "application";
}

function refuseOtherType(what: string, type: string | undefined): void {
  if (type === undefined || type === "application" || type === "network") return;
  throw new pulumi.RunError(
    `${what} must be \`application\` or \`network\`; it decides what is made, so it can be no output.`,
  );
}

type Arguments = LoadBalancerRouteArgs & LoadBalancerArgs;

function refuseOtherKind(argument: (name: string) => string, kind: Kind, args: Arguments): void {
  const others: readonly (keyof Arguments)[] =
    kind === "network"
      ? ["path", "priority", "stickinessInSeconds", "listenerArn", "idleTimeoutInSeconds"]
      : ["listenerPort"];
  const other = others.find((name) => args[name] !== undefined);
  if (other === undefined) return;
  const needed = kind === "network" ? "application" : "network";
  throw new pulumi.RunError(`${argument(other)} belongs to a load balancer of \`type\` \`${needed}\`.`);
}

/** What a route to a given target group needs, and what makes no sense beside it. */
function refuseMixtures(argument: (name: string) => string, args: Arguments): void {
  const refuse = (name: string, words: string) => {
    throw new pulumi.RunError(`${argument(name)} ${words}.`);
  };
  const given = (names: readonly (keyof Arguments)[]) => names.find((name) => args[name] !== undefined);
  if (args.targetGroupArn !== undefined) {
    const made = given([...ofBalancer, ...ofRoute]);
    if (made !== undefined) refuse(made, "has no effect with `targetGroupArn`, with which nothing is made");
    return;
  }
  const second = given(["alternateTargetGroupArn", "productionListenerRule", "testListenerRule"]);
  if (second !== undefined) refuse(second, "needs `targetGroupArn`");
  if (args.zoneId !== undefined && args.domain === undefined) refuse("zoneId", "needs `domain`");
  if (args.certificateArn !== undefined && args.domain === undefined)
    refuse("certificateArn", "needs `domain`");
}

/** What is said of a load balancer itself, or of one that exists already; its group a given target group has as well. */
export const ofBalancer: readonly (keyof LoadBalancerArgs)[] = [
  "subnets",
  "internal",
  "allowedCidrBlocks",
  "idleTimeoutInSeconds",
  "sslPolicy",
  "deletionProtection",
  "loadBalancerArn",
  "listenerArn",
];
const ofRoute: readonly (keyof LoadBalancerRouteArgs)[] = [
  "domain",
  "zoneId",
  "certificateArn",
  "path",
  "priority",
  "listenerPort",
  "healthCheck",
  "deregistrationDelayInSeconds",
  "stickinessInSeconds",
];

/** Whether clients speak with its listener over TLS, or whoever has made it knows. */
function isSecured({ domain, listenerArn, targetGroupArn }: Arguments): boolean {
  return domain !== undefined || listenerArn !== undefined || targetGroupArn !== undefined;
}

/**
 * HTTP/2 and gRPC come by TLS (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version).
 * @throws when an application protocol needs it
 */
export function refuseInClear(
  argument: (name: string) => string,
  appProtocol: pulumi.Input<string> | undefined,
): void {
  if (appProtocol !== "http2" && appProtocol !== "grpc") return;
  throw new pulumi.RunError(
    `${argument("domain")} is needed with the \`appProtocol\` \`${appProtocol}\`, which clients speak over TLS only.`,
  );
}

/** Whether a load balancer is one that exists already. */
export function existsAlready({ loadBalancerArn, listenerArn }: LoadBalancerArgs): boolean {
  return loadBalancerArn !== undefined || listenerArn !== undefined;
}

/**
 * What is said of a load balancer itself.
 * @throws when arguments do not go together
 */
export function refuseBalancer(argument: (name: string) => string, args: LoadBalancerArgs): void {
  const refuse = (name: string, words: string) => {
    throw new pulumi.RunError(`${argument(name)} ${words}.`);
  };
  const isGiven = existsAlready(args);
  if (args.loadBalancerArn !== undefined && args.listenerArn !== undefined)
    refuse("loadBalancerArn", "and `listenerArn` exclude each other: a listener tells its load balancer");
  if (isGiven && args.securityGroupId === undefined)
    refuse(
      "securityGroupId",
      "is needed with a load balancer that exists already: its tasks let that group in",
    );
  if (!isGiven && args.securityGroupId !== undefined)
    refuse("securityGroupId", "needs `loadBalancerArn` or `listenerArn`, whose group it is");
  const made = isGiven
    ? (
        ["subnets", "internal", "allowedCidrBlocks", "idleTimeoutInSeconds", "deletionProtection"] as const
      ).find((name) => args[name] !== undefined)
    : undefined;
  if (made !== undefined) refuse(made, "has no effect on a load balancer that exists already");
  checkedIfGiven(argument("idleTimeoutInSeconds"), args.idleTimeoutInSeconds, wholeNumber(1, 4000));
  if (args.listenerArn !== undefined && args.sslPolicy !== undefined)
    refuse("sslPolicy", "is that of a listener that is made, and has no effect with `listenerArn`");
  if (Array.isArray(args.subnets) && args.subnets.length < 2) refuse("subnets", twoSubnets);
  if (args.internal !== undefined && typeof args.internal !== "boolean")
    refuse("internal", "must be true or false; it decides what is made, so it can be no output");
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
export const twoSubnets = "must be two or more, of as many Availability Zones";

/**
 * The place of a rule where none is given. It is made of nothing but the rule itself, so that a new rule moves no
 * other one: AWS refuses two rules at one place, even for a moment. The more of a rule is literal, the earlier it comes.
 * A service whose deployments begin to shift traffic gets another rule, which comes before the old one goes.
 */
export function priorityOf(domain: string | undefined, path: string | undefined, shifts: boolean): number {
  const host = domain === undefined ? 2 : domain.includes("*") ? 1 : 0;
  const literal = (path ?? "").replace(/\/?[*?].*$/, "");
  const isExact = literal === path;
  const length = Math.min(literal.length, LENGTHS - 1);
  const band = ((LENGTHS - 1 - length) * 2 + (isExact ? 0 : 1)) * 3 + host;
  const digest = createHash("sha256")
    .update(`${domain ?? ""} ${path ?? ""}`)
    .digest();
  return band * PLACES + 2 * (digest.readUInt32BE() % (PLACES / 2)) + (shifts ? 1 : 2);
}

/** Lengths of paths that are told apart, and the places of each: six times both are nearly the 50,000 that there are. */
const LENGTHS = 100;
const PLACES = 80;

function protocolVersionOf(appProtocol: string): string {
  return appProtocol === "grpc" ? "GRPC" : appProtocol === "http2" ? "HTTP2" : "HTTP1";
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html */
const domainName: Fault<string> = ofForm(
  /^(?=.{1,128}$)(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  "a domain name in lower case, such as `shop.example.com`",
);

const zoneForm: Fault<string> = ofForm(
  /^(?:\/hostedzone\/)?[A-Z0-9]{1,32}$/,
  "the id of a zone in Route 53, such as the output `zoneId` of one",
);

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const certifiedName: Fault<string> = (value) =>
  domainName(value) ??
  (value.length > 64
    ? "has more than the 64 characters that a certificate can have; give `certificateArn`"
    : undefined);

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_PathPatternConditionConfig.html */
const pathPattern: Fault<string> = ofForm(
  /^\/[A-Za-z0-9_.$/~"'@:+&*?-]{0,126}$/,
  "a path such as `/api/*`: it begins with a slash, and has at most 127 characters",
);
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html */
const codes: Fault<string> = ofForm(
  /^\d{1,3}(?:[-,]\d{1,3})*$/,
  "codes such as `200`, `200,204` or `200-299`",
);
const absolutePath: Fault<string> = ofForm(/^\/\S{0,1023}$/, "a path that begins with a slash");

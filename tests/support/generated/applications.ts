/** Applications with Service Connect at random. */
import type * as pulumi from "@pulumi/pulumi";
import type {
  ApplicationServiceArgs,
  ExternalServiceArgs,
  LoadBalancerArgs,
  LoadBalancerRouteArgs,
  NetworkArgs,
  ServiceConnectApplicationArgs,
  ServiceConnectProxyArgs,
} from "ecs-guardrails-components";
import * as fc from "fast-check";
import { balancers, deployments, routes } from "./balancing";
import { type CommonDraft, commonDrafts, type Place, places } from "./services";
import type { Surroundings } from "./surroundings";
import { known, oneOf, perhaps, withoutAbsent } from "./values";

/** A service of an application. */
export interface MemberDraft extends CommonDraft {
  readonly args: ApplicationServiceArgs;
  /** The services of the application that it calls. */
  readonly calls: readonly string[];
  readonly isServer: boolean;
  /** Whether it calls some service, of the application or another. */
  readonly isCaller: boolean;
}

export interface ApplicationDraft {
  readonly members: Readonly<Record<string, MemberDraft>>;
  /** Made by the component, beside it by the program, or elsewhere. */
  readonly namespace: "own" | "made" | "elsewhere";
  readonly args: Omit<ServiceConnectApplicationArgs, "namespaceName" | "namespaceArn">;
  readonly place: Place;
}

/** A service of the namespace that the program makes before the application. */
export const neighbour = { dnsName: "neighbour.shop.internal", port: 7000 };
const external: ExternalServiceArgs = { dnsName: "audit.elsewhere.internal", port: 9000 };

const names = ["users", "Orders", "orders", "stock_levels", "price-list", "web", "mailer"];

export function applicationDrafts(surroundings: Surroundings): fc.Arbitrary<ApplicationDraft> {
  return fc
    .record({
      chosen: fc.shuffledSubarray(names, { minLength: 1 }),
      namespace: fc.constantFrom<ApplicationDraft["namespace"]>("own", "own", "made", "elsewhere"),
      externals: fc.subarray(["audit", "gateway"]),
    })
    .chain(({ chosen, namespace, externals }) => {
      // Only where the program can make a service in the namespace before the application.
      const callable = externals.filter((name) =>
        name === "audit" ? namespace !== "own" : namespace === "made",
      );
      return fc
        .record({
          members: fc.tuple(
            ...chosen.map((name, index) =>
              memberDrafts(surroundings, name, chosen.slice(0, index), callable),
            ),
          ),
          clusterArn: fc.constantFrom<pulumi.Input<string> | undefined>(
            undefined,
            undefined,
            surroundings.cluster,
            `arn:aws:ecs:${surroundings.region}:123456789012:cluster/elsewhere`,
          ),
          assignPublicIp: perhaps(known(fc.boolean())),
          securityGroupId: fc.constantFrom<pulumi.Input<string> | undefined>(
            undefined,
            surroundings.securityGroupId,
          ),
          tags: perhaps(oneOf(surroundings, "shop").map((team) => ({ team }))),
          loadBalancer: perhaps(balancers(surroundings)),
          containerInsights: perhaps(oneOf(surroundings, "enabled", "enhanced", "disabled")),
          network: fc.constantFrom<NetworkArgs | undefined>(
            undefined,
            undefined,
            {},
            {
              cidrBlock: "10.2.0.0/20",
              availabilityZones: 3,
              natGateways: 3,
              endpoints: ["s3", "ssm"],
            },
          ),
          place: fc.constantFrom(...places),
        })
        .map(({ members, securityGroupId, place, ...drawn }): ApplicationDraft => {
          const { assignPublicIp, network, loadBalancer, containerInsights, ...others } = drawn;
          const drafts = membersOf(chosen, members);
          const ways = Object.values(drafts)
            .flatMap(({ args }) => args.loadBalancer ?? [])
            .filter(({ targetGroupArn }) => targetGroupArn === undefined);
          return {
            members: drafts,
            namespace,
            place,
            args: {
              ...(network ? { network } : { vpcId: "vpc-1", subnets: ["subnet-1", "subnet-2"] }),
              services: Object.fromEntries(Object.entries(drafts).map(([name, { args }]) => [name, args])),
              ...withoutAbsent({ ...others, ...(network ? {} : { assignPublicIp }) }),
              ...(ways.length > 0 && loadBalancer && { loadBalancer: fitting(loadBalancer, ways) }),
              ...(others.clusterArn === undefined && withoutAbsent({ containerInsights })),
              ...(callable.length > 0 && {
                externalServices: Object.fromEntries(
                  callable.map((name) => [
                    name,
                    { ...(name === "audit" ? external : neighbour), ...withoutAbsent({ securityGroupId }) },
                  ]),
                ),
              }),
            },
          };
        });
    });
}

/** What is said of the load balancers, so far as there is one that it is said of. */
function fitting(balancer: LoadBalancerArgs, ways: readonly LoadBalancerRouteArgs[]): LoadBalancerArgs {
  const { sslPolicy, idleTimeoutInSeconds, ...ofBoth } = balancer;
  return {
    ...ofBoth,
    ...(ways.some(({ domain }) => domain !== undefined) && withoutAbsent({ sslPolicy })),
    ...(ways.some(({ type }) => type !== "network") && withoutAbsent({ idleTimeoutInSeconds })),
  };
}

type Member = {
  common: CommonDraft;
  calls: string[];
  externalCalls: string[];
  dnsName: pulumi.Input<string> | undefined;
  more: Partial<ApplicationServiceArgs>;
  port: pulumi.Input<number>;
};

/** A service that may call some of others. */
function memberDrafts(
  surroundings: Surroundings,
  name: string,
  others: readonly string[],
  externals: readonly string[],
): fc.Arbitrary<Member> {
  return fc.record({
    common: commonDrafts(surroundings),
    calls: fc.subarray([...others]),
    externalCalls: fc.subarray([...externals]),
    dnsName: perhaps(oneOf(surroundings, hostOf(name))),
    port: oneOf(surroundings, 8080),
    more: fc
      .record({
        behind: perhaps(memberWays(surroundings, name)),
        proxy: perhaps(proxies(surroundings)),
        allowedSecurityGroups: perhaps(fc.constant<pulumi.Input<string>[]>([surroundings.securityGroupId])),
      })
      .map(({ behind, ...others }) => ({ ...withoutAbsent(others), ...behind })),
  });
}

/** Behind the load balancers that the services share, or one that is given. */
function memberWays(
  surroundings: Surroundings,
  name: string,
): fc.Arbitrary<Pick<ApplicationServiceArgs, "loadBalancer" | "deployment">> {
  const domain = `${name.toLowerCase().replace("_", "-")}-${name === name.toLowerCase()}.example.com`;
  const made = (type: "application" | "network") =>
    fc.record({
      loadBalancer: routes(surroundings, type, domain).map(({ priority: _, path: __, ...route }) => ({
        ...route,
        // Two on one load balancer are at two places.
        ...(type === "application" ? { path: `/${domain}/*` } : { listenerPort: 7000 + names.indexOf(name) }),
      })),
      deployment: deployments(surroundings, type).map((deployment) =>
        // Each on a network load balancer has ports of its own.
        deployment?.testPort === undefined
          ? deployment
          : { ...deployment, testPort: deployment.testPort + names.indexOf(name) },
      ),
    });
  const given = fc.constant({
    loadBalancer: {
      targetGroupArn: surroundings.targetGroupArn,
      securityGroupId: surroundings.securityGroupId,
    },
    deployment: undefined,
  });
  return fc
    .oneof(made("application"), made("application"), made("network"), given)
    .map(({ loadBalancer, deployment }) => {
      const { stickinessInSeconds: _, ...unbound } = loadBalancer as LoadBalancerRouteArgs;
      const isRolling = (deployment?.strategy ?? "rolling") === "rolling";
      return { loadBalancer: isRolling ? loadBalancer : unbound, ...withoutAbsent({ deployment }) };
    });
}

/** For what is in Service Connect. */
function proxies(surroundings: Surroundings): fc.Arbitrary<ServiceConnectProxyArgs> {
  return fc
    .record({
      accessLogs: perhaps(
        fc
          .record({
            format: perhaps(oneOf(surroundings, "JSON", "TEXT")),
            includeQueryParameters: perhaps(fc.boolean()),
          })
          .map(withoutAbsent),
      ),
      idleTimeoutInSeconds: perhaps(oneOf(surroundings, 0, 60)),
    })
    .map(withoutAbsent);
}

/** What the services are once it is known who calls whom. */
function membersOf(chosen: readonly string[], members: readonly Member[]): Record<string, MemberDraft> {
  const called = new Set(members.flatMap(({ calls }) => calls));
  return Object.fromEntries(
    members.map(({ common, calls, externalCalls, dnsName, port, more }, index) => {
      const name = chosen[index] ?? "";
      // Only a name in lower case is a host name, too.
      const own = called.has(name) && name !== name.toLowerCase() ? (dnsName ?? hostOf(name)) : dnsName;
      const isServer = called.has(name) || own !== undefined;
      const needsPort = isServer || more.loadBalancer !== undefined;
      const all = [...calls, ...externalCalls];
      const { proxy, ...others } = more;
      const { idleTimeoutInSeconds: _, ...ofClients } = proxy ?? {};
      const isInside = isServer || all.length > 0;
      const args: ApplicationServiceArgs = {
        ...common.args,
        ...others,
        ...(others.loadBalancer && common.args.appProtocol !== undefined && { appProtocol: "http" }),
        ...(proxy && isInside && { proxy: isServer ? proxy : ofClients }),
        ...(needsPort && { port: common.args.port ?? port }),
        ...(own !== undefined && { dnsName: own }),
        ...(all.length > 0 && { calls: all }),
      };
      return [name, { ...common, args, calls, isServer, isCaller: all.length > 0 }];
    }),
  );
}

function hostOf(name: string): string {
  // Two names may differ in case only.
  return `${name === name.toLowerCase() ? name : `other-${name.toLowerCase()}`}.shop.internal`;
}

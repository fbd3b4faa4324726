import type { DataSource } from "./data-source";
import { arn } from "./subject";

/** Load balancers and listeners. */
export const LB_INVOKES: Record<string, DataSource> = {
  "aws:lb/getLoadBalancer:getLoadBalancer": {
    answer: ({ args, region, configuration }) => {
      const given =
        typeof args.arn === "string"
          ? args.arn
          : arn(
              configuration,
              "elasticloadbalancing",
              `loadbalancer/app/${String(args.name ?? "main")}/0123456789abcdef`,
              region,
            );
      const [, type, name] = /:loadbalancer\/(app|net)\/([^/]+)\//.exec(given) ?? [];
      return {
        arn: given,
        arnSuffix: given.slice(given.indexOf("loadbalancer/") + "loadbalancer/".length),
        dnsName: `${name ?? "main"}-1234567890.${region}.elb.amazonaws.com`,
        id: given,
        internal: false,
        loadBalancerType: type === "net" ? "network" : "application",
        name: name ?? "main",
        region,
        securityGroups: ["sg-0123456789abcdef0"],
        subnets: ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
        tags: {},
        vpcId: "vpc-0123456789abcdef0",
        zoneId: "Z215JYRZR1TBD5",
      };
    },
  },
  "aws:lb/getListener:getListener": {
    answer: ({ args, region }) => {
      const given = String(args.arn);
      return {
        arn: given,
        id: given,
        loadBalancerArn: given.replace(":listener/", ":loadbalancer/").replace(/\/[^/]+$/, ""),
        port: 443,
        protocol: "HTTPS",
        region,
        tags: {},
      };
    },
  },
};

import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "../../../components";
import { planRoute } from "../../../components/load-balancers/plan";
import { ofType, type Registered } from "../../support/mocks";
import { type Args, behind, type LoadBalancer, onlyOf, shared, targetGroups } from "./balanced";
import { make, makeApplication, served, settled } from "./made";

describe("an argument of a load balancer that cannot be", () => {
  const ofNetwork = (more: LoadBalancer): LoadBalancer => ({ type: "network", ...more });
  const existing: LoadBalancer = { listenerArn: shared.listener, securityGroupId: "sg-1" };
  const { listenerArn: _, ...group } = existing;
  const domain = "shop.example.com";
  const http = "belongs to a load balancer of `type` `application`";
  const found = "has no effect on a load balancer that exists already";
  const missingGroup = "is needed with a load balancer that exists already: its tasks let that group in";
  const unproved =
    "or `certificateArn` is needed with `domain`: the certificate is proved by a record in that zone, or exists already";
  const noType = "must be `application` or `network`; it decides what is made, so it can be no output";
  const noCodes = "must be codes such as `200`, `200,204` or `200-299`";
  const oneSubnet = "must be two or more, of as many Availability Zones";
  const longDomain = `${"a".repeat(60)}.example.com`;
  const noDomain = "must be a domain name in lower case, such as `shop.example.com`";
  const noZone = "must be the id of a zone in Route 53, such as the output `zoneId` of one";
  const noPath = "must be a path such as `/api/*`: it begins with a slash, and has at most 127 characters";
  const wholeNumber = (least: number, greatest: number) =>
    `must be a whole number, from ${least} to ${greatest}`;
  /** What is said of the load balancer, the argument that the message names, and what it says of it. */
  const mistakes: [LoadBalancer, argument: string, words: string][] = [
    [{ type: "gateway" }, "type", noType],
    // Programs in JavaScript have no types.
    [{ type: pulumi.output("x") as unknown as string }, "type", noType],
    [ofNetwork({ path: "/" }), "path", http],
    [ofNetwork({ priority: 1 }), "priority", http],
    [ofNetwork({ stickinessInSeconds: 1 }), "stickinessInSeconds", http],
    [ofNetwork(existing), "listenerArn", http],
    [ofNetwork({ idleTimeoutInSeconds: 60 }), "idleTimeoutInSeconds", http],
    [{ listenerPort: 443 }, "listenerPort", "belongs to a load balancer of `type` `network`"],
    [{ zoneId: "Z1" }, "zoneId", "needs `domain`"],
    [{ certificateArn: "arn:cert" }, "certificateArn", "needs `domain`"],
    [{ domain }, "zoneId", unproved],
    [ofNetwork({ domain }), "zoneId", unproved],
    [{ alternateTargetGroupArn: "arn:tg" }, "alternateTargetGroupArn", "needs `targetGroupArn`"],
    [{ productionListenerRule: "arn:rule" }, "productionListenerRule", "needs `targetGroupArn`"],
    [{ testListenerRule: "arn:rule" }, "testListenerRule", "needs `targetGroupArn`"],
    [
      { ...existing, loadBalancerArn: shared.balancer },
      "loadBalancerArn",
      "and `listenerArn` exclude each other: a listener tells its load balancer",
    ],
    [{ listenerArn: shared.listener }, "securityGroupId", missingGroup],
    [{ loadBalancerArn: shared.balancer }, "securityGroupId", missingGroup],
    [group, "securityGroupId", "needs `loadBalancerArn` or `listenerArn`, whose group it is"],
    [{ ...existing, subnets: ["subnet-1"] }, "subnets", found],
    [{ ...existing, internal: false }, "internal", found],
    [{ ...existing, allowedCidrBlocks: [] }, "allowedCidrBlocks", found],
    [{ ...existing, idleTimeoutInSeconds: 60 }, "idleTimeoutInSeconds", found],
    [{ ...existing, deletionProtection: true }, "deletionProtection", found],
    [
      { internal: pulumi.output(true) as unknown as boolean },
      "internal",
      "must be true or false; it decides what is made, so it can be no output",
    ],
    [{ domain: "Shop.example.com", zoneId: "Z1" }, "domain", noDomain],
    [{ domain: "localhost", zoneId: "Z1" }, "domain", noDomain],
    [{ domain: "https://example.com", zoneId: "Z1" }, "domain", noDomain],
    [{ domain: "shop.*.com", zoneId: "Z1" }, "domain", noDomain],
    [{ domain: "-.example.com", zoneId: "Z1" }, "domain", noDomain],
    [{ domain: `${"a.".repeat(63)}com`, zoneId: "Z1" }, "domain", noDomain],
    [{ path: "api" }, "path", noPath],
    [{ path: "/a b" }, "path", noPath],
    [{ path: `/${"a".repeat(127)}` }, "path", noPath],
    [{ domain, zoneId: "example.com" }, "zoneId", noZone],
    [{ domain, zoneId: "z1" }, "zoneId", noZone],
    [{ domain, zoneId: "arn:aws:route53:::hostedzone/Z1" }, "zoneId", noZone],
    [{ domain, zoneId: "" }, "zoneId", noZone],
    [{ domain, certificateArn: "arn:cert", zoneId: "example.com" }, "zoneId", noZone],
    [{ priority: 0 }, "priority", wholeNumber(1, 50_000)],
    [{ priority: 50_001 }, "priority", wholeNumber(1, 50_000)],
    [ofNetwork({ listenerPort: 65_536 }), "listenerPort", wholeNumber(1, 65_535)],
    [{ deregistrationDelayInSeconds: 3601 }, "deregistrationDelayInSeconds", wholeNumber(0, 3600)],
    [{ stickinessInSeconds: 0 }, "stickinessInSeconds", wholeNumber(1, 604_800)],
    [{ healthCheck: { path: "healthy" } }, "healthCheck.path", "must be a path that begins with a slash"],
    [{ healthCheck: { interval: 4, timeout: 2 } }, "healthCheck.interval", wholeNumber(5, 300)],
    [{ healthCheck: { interval: 301 } }, "healthCheck.interval", wholeNumber(5, 300)],
    [{ healthCheck: { interval: 5 } }, "healthCheck.interval", "must be more than `timeout`, which is 5"],
    [{ healthCheck: { timeout: 30 } }, "healthCheck.interval", "must be more than `timeout`, which is 30"],
    [
      ofNetwork({ healthCheck: { interval: 9, timeout: 10 } }),
      "healthCheck.interval",
      "must be more than `timeout`, which is 10",
    ],
    [{ healthCheck: { successCodes: "2xx" } }, "healthCheck.successCodes", noCodes],
    [{ healthCheck: { successCodes: "200, 204" } }, "healthCheck.successCodes", noCodes],
    [
      ofNetwork({ healthCheck: { successCodes: "200" } }),
      "healthCheck.successCodes",
      "needs `path`: a connection has no code",
    ],
    [
      { domain: longDomain, zoneId: "Z1" },
      "domain",
      "has more than the 64 characters that a certificate can have; give `certificateArn`",
    ],
    [{ idleTimeoutInSeconds: 0 }, "idleTimeoutInSeconds", wholeNumber(1, 4000)],
    [{ idleTimeoutInSeconds: 4001 }, "idleTimeoutInSeconds", wholeNumber(1, 4000)],
    [
      { ...existing, sslPolicy: "ELBSecurityPolicy-Mine" },
      "sslPolicy",
      "is that of a listener that is made, and has no effect with `listenerArn`",
    ],
    [
      { sslPolicy: "ELBSecurityPolicy-Mine" },
      "sslPolicy",
      "needs `domain`, with which the listener has a certificate",
    ],
    [{ subnets: [] }, "subnets", oneSubnet],
    [{ subnets: ["subnet-1"] }, "subnets", oneSubnet],
    [ofNetwork({ subnets: ["subnet-1"] }), "subnets", oneSubnet],
    [{ healthCheck: { timeout: 1 } }, "healthCheck.timeout", wholeNumber(2, 120)],
    [{ healthCheck: { healthyThreshold: 1 } }, "healthCheck.healthyThreshold", wholeNumber(2, 10)],
    [{ healthCheck: { unhealthyThreshold: 11 } }, "healthCheck.unhealthyThreshold", wholeNumber(2, 10)],
  ];
  const besideTargetGroup: LoadBalancer[] = [
    { subnets: [] },
    { internal: false },
    { allowedCidrBlocks: [] },
    { idleTimeoutInSeconds: 60 },
    { sslPolicy: "ELBSecurityPolicy-Mine" },
    { deletionProtection: false },
    { loadBalancerArn: shared.balancer },
    { listenerArn: shared.listener },
    { domain },
    { zoneId: "Z1" },
    { certificateArn: "arn:cert" },
    { path: "/" },
    { priority: 1 },
    { healthCheck: {} },
    { deregistrationDelayInSeconds: 60 },
    { stickinessInSeconds: 60 },
    { listenerPort: 1, type: "network" },
  ];
  for (const beside of besideTargetGroup)
    mistakes.push([
      { targetGroupArn: "arn:tg", ...beside },
      Object.keys(beside)[0] ?? "",
      "has no effect with `targetGroupArn`, with which nothing is made",
    ]);

  /** The same of what is said of the service besides. */
  const together: [Args, argument: string, words: string][] = [
    ...mistakes.map(([loadBalancer, argument, words]): [Args, string, string] => [
      { ...served, loadBalancer },
      `loadBalancer.${argument}`,
      words,
    ]),
    [
      { vpcId: "vpc-1", loadBalancer: {} },
      "loadBalancer",
      "needs `port`, the port on which the container listens",
    ],
    [{ port: 80, loadBalancer: {} }, "loadBalancer", "needs `vpcId`, the id of the VPC of `subnets`"],
    [
      { port: 80, loadBalancer: { targetGroupArn: "arn:tg", securityGroupId: "sg-1" } },
      "loadBalancer",
      "needs `vpcId`, the id of the VPC of `subnets`",
    ],
    [
      { ...served, loadBalancer: {}, securityGroups: ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5"] },
      "securityGroups",
      "may be four beside `loadBalancer`, for which a fifth is made: a task has five at most",
    ],
    [
      { ...served, appProtocol: "http2", loadBalancer: {} },
      "loadBalancer.domain",
      "is needed with the `appProtocol` `http2`, which clients speak over TLS only",
    ],
    [
      { ...served, appProtocol: "grpc", loadBalancer: { ...group, loadBalancerArn: shared.balancer } },
      "loadBalancer.domain",
      "is needed with the `appProtocol` `grpc`, which clients speak over TLS only",
    ],
    [
      { ...served, loadBalancer: {}, subnets: ["subnet-1"] },
      "subnets",
      `${oneSubnet}, for the load balancer as well; or give it others in \`loadBalancer.subnets\``,
    ],
    [
      { ...served, loadBalancer: { stickinessInSeconds: 60 }, deployment: { strategy: "blueGreen" } },
      "loadBalancer.stickinessInSeconds",
      "does not go with a `deployment.strategy` that shifts traffic: AWS refuses it on one of two target groups",
    ],
    // Programs in JavaScript have no types.
    [
      { ...served, loadBalancer: pulumi.output({}) as unknown as LoadBalancer },
      "loadBalancer",
      "must be an object; only its values can be outputs",
    ],
    [
      { ...served, loadBalancer: true as unknown as LoadBalancer },
      "loadBalancer",
      "must be an object; only its values can be outputs",
    ],
    [
      { ...served, loadBalancer: {}, healthCheckGracePeriodSeconds: -1 },
      "healthCheckGracePeriodSeconds",
      wholeNumber(0, 2_147_483_647),
    ],
  ];
  for (const [args, argument, words] of together) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), { message: `\`shop\`: \`${argument}\` ${words}.` });
      assert.deepEqual(resources, []);
    });
  }

  const right: Record<string, [LoadBalancer, more?: Args]> = {
    "a long domain with a certificate that exists": [{ domain: longDomain, certificateArn: "arn:cert" }],
    "tasks in one subnet whose load balancer has others": [
      { subnets: ["subnet-8", "subnet-9"] },
      { subnets: ["subnet-1"] },
    ],
    "tasks in one subnet behind a load balancer that exists": [existing, { subnets: ["subnet-1"] }],
    "tasks in one subnet behind a network load balancer": [ofNetwork({}), { subnets: ["subnet-1"] }],
    "subnets that are not known yet": [{}, { subnets: pulumi.output(["subnet-1", "subnet-2"]) }],
    "an interval one second longer than the timeout": [{ healthCheck: { interval: 6, timeout: 5 } }],
    "a zone as Route 53 itself tells it": [{ domain, zoneId: "/hostedzone/Z0123456789ABC" }],
    "codes of several ranges": [{ healthCheck: { successCodes: "200-299,301" } }],
    "codes of what a network load balancer asks for": [
      ofNetwork({ healthCheck: { path: "/", successCodes: "200-399" } }),
    ],
  };
  for (const [what, [loadBalancer, more]] of Object.entries(right)) {
    it(`is none of ${what}`, async () => {
      const resources = await behind(loadBalancer, more);
      assert.equal(ofType(resources, targetGroups).size, 1);
    });
  }

  it("is none where a listener that exists may speak TLS", async () => {
    const resources = await behind(existing, { appProtocol: "grpc" });
    assert.equal(onlyOf(resources, targetGroups).protocolVersion, "GRPC");
  });

  it("is refused as well when an output is known", async () => {
    const { path } = planRoute(
      (name) => `\`loadBalancer.${name}\``,
      { path: pulumi.output("api") },
      {
        port: pulumi.output(80),
        appProtocol: undefined,
        shifts: false,
        isShared: false,
      },
    );
    assert.ok(path);
    await assert.rejects(settled(path), { message: `\`loadBalancer.path\` ${noPath}.` });
  });
});

describe("the load balancer of an application that cannot be", () => {
  const image = "shop";
  const served80 = (loadBalancer: ApplicationServiceArgs["loadBalancer"]) => ({
    image,
    port: 80,
    loadBalancer,
  });
  const network = (more: ApplicationServiceArgs["loadBalancer"] = {}) =>
    served80({ type: "network", ...more });
  type Mistake = [
    services: Record<string, ApplicationServiceArgs>,
    message: string,
    more?: Partial<ServiceConnectApplicationArgs>,
  ];
  const existing = { loadBalancerArn: shared.balancer, securityGroupId: "sg-1" };
  const mistakes: Record<string, Mistake> = {
    "one that no service uses": [
      { a: { image } },
      "`app`: `loadBalancer` is of no use: none of `services` has a `loadBalancer` for which one is made.",
      { loadBalancer: {} },
    ],
    "one that only a given target group could use": [
      { a: served80({ targetGroupArn: "arn:tg" }) },
      "`app`: `loadBalancer` is of no use: none of `services` has a `loadBalancer` for which one is made.",
      { loadBalancer: { internal: true } },
    ],
    "one of two types": [
      { a: served80({}), b: network() },
      "`app`: `loadBalancer.loadBalancerArn` is one load balancer, which cannot be of both types: `b` needs a network load balancer.",
      { loadBalancer: existing },
    ],
    "a listener for a network load balancer": [
      { b: network() },
      "`app`: `loadBalancer.listenerArn` is a listener of an application load balancer: `b` needs a network load balancer.",
      { loadBalancer: { listenerArn: shared.listener, securityGroupId: "sg-1" } },
    ],
    "a load balancer that exists without its group": [
      { a: served80({}) },
      "`app`: `loadBalancer.securityGroupId` is needed with a load balancer that exists already: its tasks let that group in.",
      { loadBalancer: { loadBalancerArn: shared.balancer } },
    ],
    "two services at one place": [
      { a: served80({ path: "/api/*" }), b: served80({ path: "/api/*" }) },
      "`app`: `a` and `b` are behind the same load balancer with the same `domain` and `path`; give one of them another `path` or `domain` in `loadBalancer`.",
    ],
    "one subnet for a load balancer that is made": [
      { a: served80({}) },
      "`app`: `subnets` must be two or more, of as many Availability Zones, for the load balancer as well; or give it others in `loadBalancer.subnets`.",
      { subnets: ["subnet-1"] },
    ],
    "one subnet of its own": [
      { a: served80({}) },
      "`app`: `loadBalancer.subnets` must be two or more, of as many Availability Zones.",
      { loadBalancer: { subnets: ["subnet-8"] } },
    ],
    "one with an `sslPolicy` and no certificate": [
      { a: served80({}) },
      "`app`: `loadBalancer.sslPolicy` needs a service with a `domain`, with which there is a certificate.",
      { loadBalancer: { sslPolicy: "ELBSecurityPolicy-Mine" } },
    ],
    "one of TCP that closes what is idle": [
      { b: network() },
      "`app`: `loadBalancer.idleTimeoutInSeconds` belongs to an application load balancer, behind which no service is.",
      { loadBalancer: { idleTimeoutInSeconds: 60 } },
    ],
    "one without TLS for a service that speaks gRPC": [
      { a: { ...served80({}), appProtocol: "grpc" } },
      "`app-a`: `loadBalancer.domain` is needed with the `appProtocol` `grpc`, which clients speak over TLS only.",
    ],
    "one whose service has the name of a part of another one": [
      {
        a: { ...served80({ path: "/a" }), deployment: { strategy: "blueGreen" } },
        "a-alternate": served80({ path: "/b" }),
      },
      "`app`: `a-alternate` is what a target group or rule of `a` is called as well, for its deployments; give that service another name.",
    ],
    "one that tries two services on one port of TCP": [
      {
        a: { ...network(), deployment: { strategy: "blueGreen", testPort: 9000 } },
        b: { ...network({ listenerPort: 81 }), deployment: { strategy: "blueGreen", testPort: 9000 } },
      },
      "`app`: `a` and `b` are behind the same network load balancer with the same `deployment.testPort`; give one of them another one.",
    ],
    "one that tries a service on the port of another one": [
      {
        a: { ...network(), deployment: { strategy: "blueGreen", testPort: 9000 } },
        b: network({ listenerPort: 9000 }),
      },
      "`app-a`: `deployment.testPort` is the port of `b` on the same network load balancer; give another one.",
    ],
    "one of two types with one domain": [
      {
        a: served80({ domain: "a.example.com", zoneId: "Z1" }),
        b: network({ domain: "a.example.com", zoneId: "Z1" }),
      },
      "`app-b`: `loadBalancer.domain` is that of a service behind the application load balancer, and can have one address only; give another `domain`.",
    ],
    "two services for everything": [
      { a: served80({}), b: served80({}) },
      "`app`: `a` and `b` are behind the same load balancer with the same `domain` and `path`; give one of them another `path` or `domain` in `loadBalancer`.",
    ],
    "two rules with one priority": [
      { a: served80({ priority: 5 }), b: served80({ path: "/b", priority: 5 }) },
      "`app`: `a` and `b` have rules with one priority; give one of them another `loadBalancer.priority`.",
    ],
    "a priority that another rule has by itself": [
      { a: served80({ priority: 47_972, path: "/a" }), b: served80({}) },
      "`app`: `a` and `b` have rules with one priority; give one of them another `loadBalancer.priority`.",
    ],
    "two services with one port of a network load balancer": [
      { a: network(), b: network() },
      "`app`: `a` and `b` are behind the same network load balancer with the same port; give one of them another `loadBalancer.listenerPort`.",
    ],
    "two domains on port 443 of a network load balancer": [
      {
        a: network({ domain: "a.example.com", certificateArn: "arn:a" }),
        b: network({ domain: "b.example.com", certificateArn: "arn:b" }),
      },
      "`app`: `a` and `b` are behind the same network load balancer with the same port; give one of them another `loadBalancer.listenerPort`.",
    ],
    "a domain that nothing proves": [
      { a: served80({ domain: "a.example.com" }), b: served80({ domain: "b.example.com", zoneId: "Z1" }) },
      "`app-a`: `loadBalancer.zoneId` or `certificateArn` is needed with `domain`: the certificate is proved by a record in that zone, or exists already.",
    ],
    "a domain that only the other type proves": [
      {
        a: served80({ domain: "a.example.com" }),
        b: network({ domain: "a.example.com", zoneId: "Z1" }),
      },
      "`app-a`: `loadBalancer.zoneId` or `certificateArn` is needed with `domain`: the certificate is proved by a record in that zone, or exists already.",
    ],
  };
  for (const argument of [
    "listenerArn",
    "loadBalancerArn",
    "subnets",
    "internal",
    "allowedCidrBlocks",
    "sslPolicy",
    "idleTimeoutInSeconds",
    "deletionProtection",
    "securityGroupId",
  ])
    mistakes[`said of one service: \`${argument}\``] = [
      { a: served80({ [argument]: "x" }) },
      `\`app-a\`: \`loadBalancer.${argument}\` belongs to \`loadBalancer\` of the application, which all its services share.`,
    ];
  for (const part of ["production", "test"])
    mistakes[`one whose service is called like the ${part} rule of another one`] = [
      {
        a: { ...served80({ path: "/a" }), deployment: { strategy: "canary" } },
        [`a-${part}`]: served80({ path: "/b" }),
      },
      `\`app\`: \`a-${part}\` is what a target group or rule of \`a\` is called as well, for its deployments; give that service another name.`,
    ];
  for (const [mistake, [services, message, more]] of Object.entries(mistakes)) {
    it(`is not ${mistake}, and nothing is registered`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(makeApplication(services, more, undefined, resources), { message });
      assert.deepEqual(resources, []);
    });
  }
});

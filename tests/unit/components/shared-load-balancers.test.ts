import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationServiceArgs } from "../../../components";
import { priorityOf } from "../../../components/load-balancers/plan";
import { ofType } from "../../support/mocks";
import {
  arnOf,
  balancerArn,
  balancers,
  behind,
  certificateArn,
  certificates,
  egressRules,
  groups,
  ingressOf,
  listenerArn,
  listenerCertificates,
  listeners,
  listenersIn,
  namesOf,
  onlyOf,
  records,
  rules,
  shared,
  targetGroupArn,
  targetGroups,
  typesIn,
} from "./balanced";
import {
  argumentsOf,
  make,
  makeApplication,
  namesOfResources,
  newApplication,
  optionsOf,
  served,
  serviceOf,
  settled,
  told,
} from "./made";

describe("a load balancer that exists already", () => {
  const byListener = { listenerArn: shared.listener, securityGroupId: shared.securityGroupId };
  const byBalancer = { loadBalancerArn: shared.balancer, securityGroupId: shared.securityGroupId };

  it("gets a rule on its listener, and its group a rule that lets it out", async () => {
    const resources = await behind(byListener);
    assert.deepEqual(typesIn(resources), [groups, rules, targetGroups, egressRules]);
    assert.equal(onlyOf(resources, rules).listenerArn, shared.listener);
    assert.deepEqual(onlyOf(resources, egressRules), {
      securityGroupId: "sg-shared",
      referencedSecurityGroupId: "shop-id",
      ipProtocol: "tcp",
      fromPort: 8080,
      toPort: 8080,
    });
    assert.deepEqual(ingressOf(resources, "shop"), [[8080, "sg-shared"]]);
  });

  it("gets a certificate on its listener beside those that it has", async () => {
    const domain = "shop.example.com";
    const made = await behind({ ...byListener, domain, zoneId: "Z1" });
    assert.deepEqual(onlyOf(made, listenerCertificates), {
      listenerArn: shared.listener,
      certificateArn: certificateArn("shop"),
    });
    assert.deepEqual(argumentsOf(made, records, "shop").aliases, [
      { name: "shared.elb.test", zoneId: "ZONE-shared", evaluateTargetHealth: true },
    ]);
    const given = await behind({ ...byListener, domain, certificateArn: "arn:cert" });
    assert.equal(onlyOf(given, listenerCertificates).certificateArn, "arn:cert");
  });

  it("needs no certificate for a domain, because its listener may have one", async () => {
    const resources = await behind({ ...byListener, domain: "shop.example.com" });
    assert.deepEqual(typesIn(resources), [groups, rules, targetGroups, egressRules]);
    assert.deepEqual(onlyOf(resources, rules).conditions, [{ hostHeader: { values: ["shop.example.com"] } }]);
  });

  it("gets listeners where none is given", async () => {
    const plain = await behind(byBalancer);
    assert.deepEqual(typesIn(plain), [groups, listeners, rules, targetGroups, egressRules]);
    assert.equal(onlyOf(plain, listeners).loadBalancerArn, shared.balancer);
    const domain = { domain: "shop.example.com", certificateArn: "arn:cert" };
    assert.deepEqual(listenersIn(await behind({ ...byBalancer, ...domain })), {
      shop: [80, "HTTP"],
      "shop-https": [443, "HTTPS", "arn:cert"],
    });
  });

  it("gets test listeners that speak like its own", async () => {
    const tls = { listenerArn: arnOf("listener/app/tls/1/2"), securityGroupId: "sg-shared" };
    const deployment = { strategy: "blueGreen", testPort: 9000 };
    const made = await behind(tls, { deployment });
    assert.deepEqual(listenersIn(made), { "shop-test-9000": [9000, "HTTPS", "arn:cert-of-listener"] });
    assert.equal(onlyOf(made, listeners).sslPolicy, "ELBSecurityPolicy-Theirs");
    const plain = await behind(byListener, { deployment });
    assert.deepEqual(listenersIn(plain), { "shop-test-9000": [9000, "HTTP"] });
  });

  it("gets the certificate of a domain on its listener and on that of test traffic", async () => {
    const resources = await behind(
      {
        listenerArn: arnOf("listener/app/tls/1/2"),
        securityGroupId: "sg-shared",
        domain: "shop.example.com",
        certificateArn: "arn:cert",
      },
      { deployment: { strategy: "blueGreen", testPort: 9000 } },
    );
    assert.deepEqual(Object.fromEntries(ofType(resources, listenerCertificates)), {
      shop: { listenerArn: arnOf("listener/app/tls/1/2"), certificateArn: "arn:cert" },
      "shop-test-9000": { listenerArn: listenerArn("shop-test-9000"), certificateArn: "arn:cert" },
    });
  });

  it("may be a network load balancer, which gets a listener", async () => {
    const loadBalancerArn = arnOf("loadbalancer/net/shared/1");
    const resources = await behind({ ...byBalancer, loadBalancerArn, type: "network" });
    assert.deepEqual(typesIn(resources), [groups, listeners, targetGroups, egressRules]);
    assert.equal(onlyOf(resources, listeners).loadBalancerArn, loadBalancerArn);
  });

  it("is not told as one that was made", async () => {
    const names = ["loadBalancer", "listener", "loadBalancerSecurityGroup", "targetGroup", "securityGroup"];
    const parts = await told({ ...served, loadBalancer: byListener }, (service) =>
      pulumi.output(names.filter((name) => name in service)),
    );
    assert.deepEqual(parts, ["targetGroup", "securityGroup"]);
  });
});

describe("a target group that exists already", () => {
  it("has the tasks in it, and nothing is made", async () => {
    const resources = await make({ port: 8080, loadBalancer: { targetGroupArn: "arn:tg" } });
    assert.deepEqual(typesIn(resources), []);
    const { loadBalancers, networkConfiguration } = serviceOf(resources);
    assert.deepEqual(loadBalancers, [
      { targetGroupArn: "arn:tg", containerName: "app", containerPort: 8080 },
    ]);
    assert.deepEqual(networkConfiguration, { subnets: ["subnet-1", "subnet-2"], assignPublicIp: false });
  });

  it("lets its load balancer in to the tasks where its group is given", async () => {
    const resources = await behind(
      { targetGroupArn: "arn:tg", securityGroupId: "sg-shared" },
      { securityGroups: ["sg-1"] },
    );
    assert.deepEqual(typesIn(resources), [groups]);
    assert.deepEqual(ingressOf(resources, "shop"), [[8080, "sg-shared"]]);
    const { securityGroups } = serviceOf(resources).networkConfiguration as { securityGroups: string[] };
    assert.deepEqual(securityGroups, ["sg-1", "shop-id"]);
  });

  it("tells no address", async () => {
    const loadBalancer = { targetGroupArn: "arn:tg" };
    assert.equal(await told({ ...served, loadBalancer }, (service) => service.url), undefined);
  });
});

describe("the load balancer of an application", () => {
  const image = "shop";
  const shop: Record<string, ApplicationServiceArgs> = {
    api: { image, port: 8080, calls: ["users"], loadBalancer: { path: "/api/*" } },
    storefront: { image, port: 3000, calls: ["api"], loadBalancer: {} },
    users: { image, port: 9090 },
  };

  const served80 = (loadBalancer: ApplicationServiceArgs["loadBalancer"]) => ({
    image,
    port: 80,
    loadBalancer,
  });

  it("is one for all of its services, with one listener and a rule for each", async () => {
    const resources = await makeApplication(shop);
    assert.deepEqual([...ofType(resources, balancers).keys()], ["app"]);
    assert.deepEqual(listenersIn(resources), { app: [80, "HTTP"] });
    const places = [...ofType(resources, rules)].map(([name, rule]) => [
      name,
      rule.listenerArn,
      rule.conditions,
      rule.actions,
    ]);
    assert.deepEqual(places.sort(), [
      [
        "app-api",
        listenerArn("app"),
        [{ pathPattern: { values: ["/api", "/api/*"] } }],
        [{ type: "forward", targetGroupArn: targetGroupArn("app-api") }],
      ],
      [
        "app-storefront",
        listenerArn("app"),
        [{ pathPattern: { values: ["/*"] } }],
        [{ type: "forward", targetGroupArn: targetGroupArn("app-storefront") }],
      ],
    ]);
  });

  it("is let in to its services beside their callers, by the group that each has", async () => {
    const resources = await makeApplication(shop);
    assert.deepEqual([...ofType(resources, groups).keys()].sort(), [
      "app-api",
      "app-load-balancer",
      "app-storefront",
      "app-users",
    ]);
    assert.deepEqual(ingressOf(resources, "app-api"), [
      [8080, "app-storefront-id"],
      [8080, "app-load-balancer-id"],
    ]);
    assert.deepEqual(ingressOf(resources, "app-storefront"), [[3000, "app-load-balancer-id"]]);
    assert.deepEqual(ingressOf(resources, "app-users"), [[9090, "app-api-id"]]);
    const { networkConfiguration } = argumentsOf(resources, "aws:ecs/service:Service", "app-api");
    assert.deepEqual((networkConfiguration as { securityGroups: string[] }).securityGroups, ["app-api-id"]);
  });

  it("is let out to each of its services on exactly the port of that", async () => {
    const ways = [...ofType(await makeApplication(shop), egressRules).values()].map((rule) => [
      rule.securityGroupId,
      rule.referencedSecurityGroupId,
      rule.fromPort,
      rule.toPort,
    ]);
    assert.deepEqual(ways.sort(), [
      ["app-load-balancer-id", "app-api-id", 8080, 8080],
      ["app-load-balancer-id", "app-storefront-id", 3000, 3000],
    ]);
  });

  it("has one certificate for a domain of several services", async () => {
    const domain = "shop.example.com";
    const resources = await makeApplication({
      api: { image, port: 8080, loadBalancer: { domain, path: "/api/*" } },
      storefront: { image, port: 3000, loadBalancer: { domain, zoneId: "Z1" } },
    });
    assert.deepEqual(
      [...ofType(resources, certificates)],
      [["app-shop.example.com", { domainName: domain, validationMethod: "DNS" }]],
    );
    assert.deepEqual(namesOf(resources, records), [
      "app-shop.example.com",
      "app-shop.example.com-certificate",
    ]);
    assert.deepEqual(listenersIn(resources), {
      app: [80, "HTTP"],
      "app-https": [443, "HTTPS", certificateArn("app-shop.example.com")],
    });
    assert.equal(ofType(resources, listenerCertificates).size, 0);
  });

  it("has the certificates of more domains beside that of the first service in the program", async () => {
    const resources = await makeApplication({
      storefront: {
        image,
        port: 3000,
        loadBalancer: { domain: "www.example.com", certificateArn: "arn:www" },
      },
      api: { image, port: 8080, loadBalancer: { domain: "api.example.com", zoneId: "Z1" } },
      admin: { image, port: 8000, loadBalancer: { path: "/admin/*" } },
    });
    assert.deepEqual(listenersIn(resources), {
      app: [80, "HTTP"],
      "app-https": [443, "HTTPS", "arn:www"],
    });
    assert.deepEqual(
      [...ofType(resources, listenerCertificates)],
      [
        [
          "app-api.example.com",
          { listenerArn: listenerArn("app-https"), certificateArn: certificateArn("app-api.example.com") },
        ],
      ],
    );
    assert.deepEqual([...ofType(resources, certificates).keys()], ["app-api.example.com"]);
  });

  it("keeps the certificates and records of a domain when another service of it comes first", async () => {
    const domain = "shop.example.com";
    const storefront = served80({ domain, zoneId: "Z1" });
    const api = served80({ domain, path: "/api/*" });
    const [alone, after] = [
      await makeApplication({ storefront }),
      await makeApplication({ api, storefront }),
    ];
    for (const type of [certificates, records])
      assert.deepEqual(ofType(after, type), ofType(alone, type), type);
  });

  it("calls what is made for a pattern of domains by `any`", async () => {
    const resources = await makeApplication({ a: served80({ domain: "*.example.com", zoneId: "Z1" }) });
    assert.deepEqual([...ofType(resources, certificates).keys()], ["app-*.example.com"]);
    assert.deepEqual(namesOf(resources, records), ["app-*.example.com", "app-*.example.com-certificate"]);
  });

  it("calls what is made for a domain that is an output by its service", async () => {
    const domain = pulumi.output("shop.example.com");
    const resources = await makeApplication({ a: served80({ domain, zoneId: "Z1" }) });
    assert.deepEqual([...ofType(resources, certificates).keys()], ["app-a"]);
    assert.deepEqual(namesOf(resources, records), ["app-a", "app-a-certificate"]);
  });

  it("has a certificate once that several domains share", async () => {
    const at = (domain: string) => served80({ domain, certificateArn: "arn:for-all" });
    const resources = await makeApplication({
      a: served80({ domain: "a.test.com", certificateArn: "arn:first" }),
      b: at("b.example.com"),
      c: at("c.example.com"),
    });
    assert.deepEqual(listenersIn(resources)["app-https"], [443, "HTTPS", "arn:first"]);
    assert.deepEqual(
      [...ofType(resources, listenerCertificates)],
      [["app-b.example.com", { listenerArn: listenerArn("app-https"), certificateArn: "arn:for-all" }]],
    );
  });

  it("has the record of each domain as a child of its own, not of the service", async () => {
    const options = await optionsOf(() =>
      newApplication({ api: served80({ domain: "api.example.com", zoneId: "Z1" }) }),
    );
    const made = ["app-api.example.com", "app-api.example.com-certificate"].map(
      (name) => options[`${records} ${name}`]?.parent,
    );
    assert.deepEqual(await namesOfResources(made), ["app", "app"]);
  });

  it("has one record for the domain of several services on a network load balancer", async () => {
    const domain = "mqtt.example.com";
    const resources = await makeApplication({
      broker: { image, port: 1883, loadBalancer: { type: "network", domain, zoneId: "Z1" } },
      metrics: {
        image,
        port: 9000,
        loadBalancer: { type: "network", domain, zoneId: "Z1", listenerPort: 9001 },
      },
    });
    const alias = ofType(resources, records);
    assert.deepEqual(
      [...alias].filter(([, { type }]) => type === "A").map(([name]) => name),
      ["app-mqtt.example.com"],
    );
  });

  it("tries new versions with the certificates of all domains", async () => {
    const tried = { strategy: "blueGreen", testPort: 9000 };
    const resources = await makeApplication({
      a: { ...served80({ domain: "a.example.com", certificateArn: "arn:a" }), deployment: tried },
      b: { ...served80({ domain: "b.example.com", certificateArn: "arn:b" }), deployment: tried },
    });
    assert.deepEqual(listenersIn(resources), {
      app: [80, "HTTP"],
      "app-https": [443, "HTTPS", "arn:a"],
      "app-test-9000": [9000, "HTTPS", "arn:a"],
    });
    assert.deepEqual(Object.fromEntries(ofType(resources, listenerCertificates)), {
      "app-b.example.com": { listenerArn: listenerArn("app-https"), certificateArn: "arn:b" },
      "app-b.example.com-test-9000": { listenerArn: listenerArn("app-test-9000"), certificateArn: "arn:b" },
    });
  });

  it("is of both types where its services need both", async () => {
    const resources = await makeApplication({
      broker: { image, port: 1883, loadBalancer: { type: "network" } },
      metrics: { image, port: 9000, loadBalancer: { type: "network", listenerPort: 9001 } },
      storefront: { image, port: 3000, loadBalancer: {} },
    });
    const kinds = [...ofType(resources, balancers)].map(([name, made]) => [
      name,
      made.loadBalancerType,
      made.securityGroups,
    ]);
    assert.deepEqual(kinds.sort(), [
      ["app", "application", ["app-load-balancer-id"]],
      ["app-network", "network", ["app-network-load-balancer-id"]],
    ]);
    assert.deepEqual(listenersIn(resources), {
      app: [80, "HTTP"],
      "app-broker": [1883, "TCP"],
      "app-metrics": [9001, "TCP"],
    });
    assert.deepEqual(ingressOf(resources, "app-network-load-balancer"), [
      [1883, "0.0.0.0/0"],
      [9001, "0.0.0.0/0"],
    ]);
    assert.deepEqual(ingressOf(resources, "app-broker"), [[1883, "app-network-load-balancer-id"]]);
  });

  it("has a certificate on each listener of a network load balancer, though their domain is one", async () => {
    const domain = "mqtt.example.com";
    const resources = await makeApplication({
      broker: { image, port: 1883, loadBalancer: { type: "network", domain, zoneId: "Z1" } },
      metrics: { image, port: 9000, loadBalancer: { type: "network", domain, listenerPort: 9001 } },
    });
    assert.deepEqual(listenersIn(resources), {
      "app-broker": [443, "TLS", certificateArn("app-mqtt.example.com")],
      "app-metrics": [9001, "TLS", certificateArn("app-mqtt.example.com")],
    });
  });

  it("takes what is said of it", async () => {
    const loadBalancer = {
      internal: true,
      subnets: ["subnet-8", "subnet-9"],
      allowedCidrBlocks: ["10.1.0.0/16"],
    };
    const resources = await makeApplication(shop, { loadBalancer });
    const { internal, subnets } = argumentsOf(resources, balancers, "app");
    assert.deepEqual([internal, subnets], [true, ["subnet-8", "subnet-9"]]);
    assert.deepEqual(ingressOf(resources, "app-load-balancer"), [[80, "10.1.0.0/16"]]);
  });

  it("may be one that exists already, by its listener", async () => {
    const loadBalancer = { listenerArn: shared.listener, securityGroupId: "sg-shared" };
    const resources = await makeApplication(shop, { loadBalancer });
    assert.equal(ofType(resources, balancers).size, 0);
    assert.equal(ofType(resources, listeners).size, 0);
    for (const rule of ofType(resources, rules).values()) assert.equal(rule.listenerArn, shared.listener);
    assert.deepEqual(ingressOf(resources, "app-storefront"), [[3000, "sg-shared"]]);
  });

  it("is none of those whose target group exists already", async () => {
    const resources = await makeApplication({
      storefront: { image, port: 80, loadBalancer: { targetGroupArn: "arn:tg", securityGroupId: "sg-1" } },
    });
    for (const type of [balancers, listeners, rules, targetGroups, egressRules])
      assert.equal(ofType(resources, type).size, 0, type);
    assert.deepEqual(ingressOf(resources, "app-storefront"), [[80, "sg-1"]]);
  });

  it("tells services without a domain the first domain, for which it has a certificate", async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await makeApplication(
      {
        admin: { image, port: 8000, loadBalancer: { path: "/admin/*" } },
        storefront: served80({ domain: "www.example.com", certificateArn: "arn:www" }),
      },
      {},
      ({ services }) => {
        answer = settled(pulumi.all([services.admin?.url, services.storefront?.url]));
      },
    );
    assert.deepEqual(await answer, ["https://www.example.com/admin/", "https://www.example.com/"]);
  });

  it("may be one without a certificate for a service that speaks HTTP/2 beside one with a domain", async () => {
    const resources = await makeApplication({
      a: { ...served80({ path: "/a" }), appProtocol: "http2" },
      b: served80({ domain: "b.example.com", certificateArn: "arn:b" }),
    });
    assert.equal(argumentsOf(resources, targetGroups, "app-a").protocolVersion, "HTTP2");
  });

  it("is told with its listener, its group and the addresses of its services", async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await makeApplication(
      { ...shop, broker: { image, port: 1883, loadBalancer: { type: "network" } } },
      {},
      ({ loadBalancer, listener, loadBalancerSecurityGroup, networkLoadBalancer, services }) => {
        answer = settled(
          pulumi.all([
            loadBalancer?.arn,
            listener?.arn,
            loadBalancerSecurityGroup?.id,
            networkLoadBalancer?.arn,
            Object.entries(services).map(([name, { url }]) => pulumi.all([name, url])),
            services.api?.targetGroup?.arn,
          ]),
        );
      },
    );
    assert.deepEqual(await answer, [
      balancerArn("app"),
      listenerArn("app"),
      "app-load-balancer-id",
      balancerArn("app-network", "net"),
      [
        ["users", undefined],
        ["api", "http://app.elb.test/api/"],
        ["storefront", "http://app.elb.test/"],
        ["broker", "app-network.elb.test:1883"],
      ],
      targetGroupArn("app-api"),
    ]);
  });

  it("has two rules at one place of two types of deployment apart", async () => {
    const resources = await makeApplication({
      a: { ...served80({ path: "/a/*" }), deployment: { strategy: "blueGreen" } },
      b: served80({ path: "/b/*" }),
    });
    assert.deepEqual([...ofType(resources, rules)].map(([name, { priority }]) => [name, priority]).sort(), [
      ["app-a-production", priorityOf(undefined, "/a/*", true)],
      ["app-b", priorityOf(undefined, "/b/*", false)],
    ]);
  });
});

import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "../../../components";
import { balancerName } from "../../../components/load-balancers/names";
import { planRoute, priorityOf } from "../../../components/load-balancers/plan";
import { ofType, type Registered } from "../../support/mocks";
import { argumentsOf, make, makeApplication, served, serviceOf, settled, told } from "./made";

type Args = NonNullable<Parameters<typeof make>[0]>;
type LoadBalancer = NonNullable<Args["loadBalancer"]>;

const balancers = "aws:lb/loadBalancer:LoadBalancer";
const listeners = "aws:lb/listener:Listener";
const rules = "aws:lb/listenerRule:ListenerRule";
const targetGroups = "aws:lb/targetGroup:TargetGroup";
const listenerCertificates = "aws:lb/listenerCertificate:ListenerCertificate";
const certificates = "aws:acm/certificate:Certificate";
const validations = "aws:acm/certificateValidation:CertificateValidation";
const records = "aws:route53/record:Record";
const groups = "aws:ec2/securityGroup:SecurityGroup";
const egressRules = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const arnOf = (resource: string) => `arn:aws:elasticloadbalancing:eu-central-1:123456789012:${resource}`;
const balancerArn = (name: string, kind = "app") => arnOf(`loadbalancer/${kind}/${name}/0123456789abcdef`);
const targetGroupArn = (name: string) => arnOf(`targetgroup/${name}/0123456789abcdef`);
const listenerArn = (name: string) => `arn:of:${listeners}:${name}`;
const certificateArn = (name: string) => `arn:of:${certificates}:${name}`;

/** What exists already. */
const shared = {
  balancer: arnOf("loadbalancer/app/shared/1"),
  listener: arnOf("listener/app/shared/1/2"),
  securityGroupId: "sg-shared",
};

/** What a service behind a load balancer registers. */
function behind(loadBalancer: LoadBalancer = {}, edit: Args = {}): Promise<Registered[]> {
  return make({ ...served, loadBalancer, ...edit });
}

/** The types of what is made, apart from what every service is made of. */
function typesIn(resources: Registered[]): string[] {
  const others = /^aws:(cloudwatch\/logGroup|ecs|iam)/;
  return resources
    .map(({ type }) => type)
    .filter((type) => !others.test(type))
    .sort();
}

/** The only resource of a type. */
function onlyOf(resources: Registered[], type: string) {
  const [[, only] = [], ...others] = ofType(resources, type);
  assert.ok(only && others.length === 0, `there is not one ${type}`);
  return only;
}

/** Ports of security groups, and who comes in on them. */
function ingressOf(resources: Registered[], name: string) {
  const ingress = argumentsOf(resources, groups, name).ingress as {
    fromPort: number;
    toPort: number;
    protocol: string;
    cidrBlocks?: string[];
    securityGroups?: string[];
  }[];
  return ingress.map(({ protocol, fromPort, toPort, cidrBlocks, securityGroups }) => {
    assert.deepEqual([protocol, toPort], ["tcp", fromPort]);
    return [fromPort, ...(cidrBlocks ?? []), ...(securityGroups ?? [])];
  });
}

/** What each listener does by itself, by name. */
function listenersIn(resources: Registered[]) {
  return Object.fromEntries(
    [...ofType(resources, listeners)].map(([name, { port, protocol, certificateArn: certificate }]) => [
      name,
      certificate === undefined ? [port, protocol] : [port, protocol, certificate],
    ]),
  );
}

describe("a load balancer in front of a service", () => {
  it("is made of itself, a listener, a rule, a target group and two security groups", async () => {
    assert.deepEqual(typesIn(await behind()), [
      groups,
      groups,
      listeners,
      rules,
      balancers,
      targetGroups,
      egressRules,
    ]);
  });

  it("is an application load balancer that the internet reaches, in the subnets of the tasks", async () => {
    assert.deepEqual(argumentsOf(await behind(), balancers, "shop"), {
      loadBalancerType: "application",
      internal: false,
      subnets: ["subnet-1"],
      securityGroups: ["shop-load-balancer-id"],
      dropInvalidHeaderFields: true,
    });
  });

  it("answers on port 80, with 404 where there is no rule", async () => {
    assert.deepEqual(argumentsOf(await behind(), listeners, "shop"), {
      loadBalancerArn: balancerArn("shop"),
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
    });
  });

  it("has one rule, which forwards everything", async () => {
    assert.deepEqual(onlyOf(await behind(), rules), {
      listenerArn: listenerArn("shop"),
      priority: 47_972,
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [{ type: "forward", targetGroupArn: targetGroupArn("shop") }],
    });
  });

  it("has a target group of addresses, whose tasks answer `/` with 200", async () => {
    assert.deepEqual(argumentsOf(await behind(), targetGroups, "shop"), {
      vpcId: "vpc-1",
      targetType: "ip",
      protocol: "HTTP",
      port: 80,
      deregistrationDelay: 60,
      healthCheck: {
        protocol: "HTTP",
        port: "traffic-port",
        path: "/",
        matcher: "200",
        interval: 30,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
  });

  it("has the tasks of the service in it, on their port", async () => {
    const { loadBalancers, networkConfiguration } = serviceOf(await behind());
    assert.deepEqual(loadBalancers, [
      { targetGroupArn: targetGroupArn("shop"), containerName: "app", containerPort: 8080 },
    ]);
    assert.deepEqual(networkConfiguration, {
      subnets: ["subnet-1"],
      securityGroups: ["shop-id"],
      assignPublicIp: false,
    });
  });

  it("is let out to the tasks on exactly their port, and nowhere else", async () => {
    const resources = await behind();
    assert.deepEqual(onlyOf(resources, egressRules), {
      securityGroupId: "shop-load-balancer-id",
      referencedSecurityGroupId: "shop-id",
      ipProtocol: "tcp",
      fromPort: 8080,
      toPort: 8080,
    });
    assert.equal(argumentsOf(resources, groups, "shop-load-balancer").egress, undefined);
  });

  it("is let in to the tasks on exactly their port, and the tasks out to everywhere", async () => {
    const resources = await behind();
    assert.deepEqual(ingressOf(resources, "shop"), [[8080, "shop-load-balancer-id"]]);
    assert.deepEqual(argumentsOf(resources, groups, "shop").egress, [
      { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
    ]);
  });

  it("adds its group to those that are given, and no way out to what they say", async () => {
    const resources = await behind({}, { securityGroups: ["sg-1", "sg-2", "sg-3", "sg-4"] });
    const { securityGroups } = serviceOf(resources).networkConfiguration as { securityGroups: string[] };
    assert.deepEqual(securityGroups, ["sg-1", "sg-2", "sg-3", "sg-4", "shop-id"]);
    assert.deepEqual(argumentsOf(resources, groups, "shop").egress, []);
  });

  const reached: Record<string, [LoadBalancer, unknown[]]> = {
    "everybody on port 80": [{}, [[80, "0.0.0.0/0"]]],
    "everybody on ports 80 and 443 with a domain": [
      { domain: "shop.example.com", certificateArn: "arn:cert" },
      [
        [80, "0.0.0.0/0"],
        [443, "0.0.0.0/0"],
      ],
    ],
    "the VPC if it is internal": [{ internal: true }, [[80, "10.0.0.0/16"]]],
    "the blocks that are given": [
      { internal: true, allowedCidrBlocks: ["10.1.0.0/16", "10.2.0.0/16"] },
      [[80, "10.1.0.0/16", "10.2.0.0/16"]],
    ],
  };
  for (const [whom, [loadBalancer, ingress]] of Object.entries(reached)) {
    it(`lets in ${whom}`, async () => {
      assert.deepEqual(ingressOf(await behind(loadBalancer), "shop-load-balancer"), ingress);
    });
  }

  it("takes what is said of it", async () => {
    const loadBalancer = {
      subnets: ["subnet-8", "subnet-9"],
      internal: true,
      idleTimeoutInSeconds: 120,
      deletionProtection: true,
    };
    assert.deepEqual(argumentsOf(await behind(loadBalancer), balancers, "shop"), {
      loadBalancerType: "application",
      internal: true,
      subnets: ["subnet-8", "subnet-9"],
      securityGroups: ["shop-load-balancer-id"],
      dropInvalidHeaderFields: true,
      idleTimeout: 120,
      enableDeletionProtection: true,
    });
  });

  it("puts its tags on everything that can have them", async () => {
    const resources = await behind(
      { domain: "shop.example.com", zoneId: "Z1" },
      { tags: { team: "shop" }, deployment: { strategy: "blueGreen", testPort: 9000 } },
    );
    const without = new Set<string>();
    for (const { type, inputs } of resources) {
      if (inputs.tags === undefined) without.add(type);
      else assert.deepEqual(inputs.tags, { team: "shop" }, type);
    }
    assert.deepEqual([...without].sort(), [
      validations,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      records,
    ]);
  });

  it("is told with its listener, groups and target group", async () => {
    const arns = await told(
      { ...served, loadBalancer: {} },
      ({ loadBalancer, listener, targetGroup, loadBalancerSecurityGroup, securityGroup }) =>
        pulumi.all([
          loadBalancer?.arn,
          listener?.arn,
          targetGroup?.arn,
          loadBalancerSecurityGroup?.id,
          securityGroup?.id,
        ]),
    );
    assert.deepEqual(arns, [
      balancerArn("shop"),
      listenerArn("shop"),
      targetGroupArn("shop"),
      "shop-load-balancer-id",
      "shop-id",
    ]);
  });
});

describe("the domain of a service", () => {
  const domain = "shop.example.com";

  it("gets a certificate, which a record in its zone proves", async () => {
    const resources = await behind({ domain, zoneId: "Z1" });
    assert.deepEqual(onlyOf(resources, certificates), { domainName: domain, validationMethod: "DNS" });
    assert.deepEqual(argumentsOf(resources, records, "shop-certificate"), {
      zoneId: "Z1",
      name: "_proof.shop.example.com",
      type: "CNAME",
      records: ["_proof.acm-validations.test"],
      ttl: 60,
      allowOverwrite: true,
    });
    assert.deepEqual(onlyOf(resources, validations), {
      certificateArn: certificateArn("shop"),
      validationRecordFqdns: ["_proof.shop.example.com"],
    });
  });

  it("leads to the load balancer by an alias", async () => {
    assert.deepEqual(argumentsOf(await behind({ domain, zoneId: "Z1" }), records, "shop"), {
      zoneId: "Z1",
      name: domain,
      type: "A",
      aliases: [{ name: "shop.elb.test", zoneId: "ZONE-shop", evaluateTargetHealth: true }],
    });
  });

  it("is spoken to with TLS on port 443, to which port 80 redirects", async () => {
    const resources = await behind({ domain, zoneId: "Z1" });
    assert.deepEqual(listenersIn(resources), {
      shop: [443, "HTTPS", certificateArn("shop")],
      "shop-redirect": [80, "HTTP"],
    });
    const { sslPolicy } = argumentsOf(resources, listeners, "shop");
    assert.equal(sslPolicy, "ELBSecurityPolicy-TLS13-1-2-2021-06");
    assert.deepEqual(argumentsOf(resources, listeners, "shop-redirect").defaultActions, [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ]);
  });

  it("has a rule of its own on the listener with the certificate", async () => {
    const rule = onlyOf(await behind({ domain, zoneId: "Z1" }), rules);
    assert.equal(rule.listenerArn, listenerArn("shop"));
    assert.deepEqual(rule.conditions, [{ hostHeader: { values: [domain] } }]);
  });

  it("takes a certificate that is given, with which no record is made", async () => {
    const resources = await behind({
      domain,
      certificateArn: "arn:cert",
      sslPolicy: "ELBSecurityPolicy-Mine",
    });
    assert.deepEqual(listenersIn(resources), {
      shop: [443, "HTTPS", "arn:cert"],
      "shop-redirect": [80, "HTTP"],
    });
    assert.equal(argumentsOf(resources, listeners, "shop").sslPolicy, "ELBSecurityPolicy-Mine");
    for (const type of [certificates, validations, records]) assert.equal(ofType(resources, type).size, 0);
  });

  it("takes a certificate and a zone, in which then only the alias is made", async () => {
    const resources = await behind({ domain, certificateArn: "arn:cert", zoneId: "Z1" });
    assert.deepEqual([...ofType(resources, records).keys()], ["shop"]);
    assert.equal(ofType(resources, certificates).size, 0);
  });
});

describe("the path of a service", () => {
  const patterns: Record<string, string[]> = {
    "/api/*": ["/api", "/api/*"],
    "/api": ["/api"],
    "/api*": ["/api*"],
    "/*": ["/*"],
    "/": ["/"],
    "/*/orders/*": ["/*/orders", "/*/orders/*"],
  };
  for (const [path, values] of Object.entries(patterns)) {
    it(`is ${values.map((value) => `\`${value}\``).join(" and ")} for \`${path}\``, async () => {
      assert.deepEqual(onlyOf(await behind({ path }), rules).conditions, [{ pathPattern: { values } }]);
    });
  }

  it("counts together with its domain", async () => {
    const loadBalancer = { domain: "shop.example.com", certificateArn: "arn:cert", path: "/api/*" };
    assert.deepEqual(onlyOf(await behind(loadBalancer), rules).conditions, [
      { hostHeader: { values: ["shop.example.com"] } },
      { pathPattern: { values: ["/api", "/api/*"] } },
    ]);
  });

  it("is known late where it is an output", async () => {
    const { conditions, priority } = onlyOf(await behind({ path: pulumi.output("/api/*") }), rules);
    assert.deepEqual(conditions, [{ pathPattern: { values: ["/api", "/api/*"] } }]);
    assert.equal(priority, priorityOf(undefined, "/api/*", false));
  });
});

describe("the target group of a service", () => {
  it("asks as it is told", async () => {
    const healthCheck = {
      path: "/healthy?full=1",
      successCodes: "200-299",
      interval: 10,
      timeout: 4,
      healthyThreshold: 5,
      unhealthyThreshold: 6,
    };
    assert.deepEqual(argumentsOf(await behind({ healthCheck }), targetGroups, "shop").healthCheck, {
      protocol: "HTTP",
      port: "traffic-port",
      path: "/healthy?full=1",
      matcher: "200-299",
      interval: 10,
      timeout: 4,
      healthyThreshold: 5,
      unhealthyThreshold: 6,
    });
  });

  it("gives a client the same task for a while, and tasks a while to end", async () => {
    const group = argumentsOf(
      await behind({ stickinessInSeconds: 600, deregistrationDelayInSeconds: 5 }),
      targetGroups,
      "shop",
    );
    assert.deepEqual(group.stickiness, { type: "lb_cookie", cookieDuration: 600, enabled: true });
    assert.equal(group.deregistrationDelay, 5);
  });

  const versions: Record<string, [string, string]> = {
    http: ["HTTP1", "200"],
    http2: ["HTTP2", "200"],
    grpc: ["GRPC", "12"],
  };
  for (const [appProtocol, [protocolVersion, matcher]] of Object.entries(versions)) {
    it(`speaks ${protocolVersion} with \`${appProtocol}\`, where ${matcher} is healthy`, async () => {
      const loadBalancer = { domain: "shop.example.com", certificateArn: "arn:cert" };
      const group = argumentsOf(await behind(loadBalancer, { appProtocol }), targetGroups, "shop");
      assert.equal(group.protocol, "HTTP");
      assert.equal(group.protocolVersion, protocolVersion);
      assert.equal((group.healthCheck as { matcher: string }).matcher, matcher);
    });
  }

  it("takes other codes of gRPC", async () => {
    const loadBalancer = {
      domain: "shop.example.com",
      certificateArn: "arn:cert",
      healthCheck: { path: "/grpc.health.v1.Health/Check", successCodes: "0" },
    };
    const { healthCheck } = argumentsOf(
      await behind(loadBalancer, { appProtocol: "grpc" }),
      targetGroups,
      "shop",
    );
    const { path, matcher } = healthCheck as { path: string; matcher: string };
    assert.deepEqual([path, matcher], ["/grpc.health.v1.Health/Check", "0"]);
  });
});

describe("a network load balancer", () => {
  it("is made with a listener that forwards, a target group and two security groups", async () => {
    assert.deepEqual(typesIn(await behind({ type: "network" })), [
      groups,
      groups,
      listeners,
      balancers,
      targetGroups,
      egressRules,
    ]);
  });

  it("listens on the port of the service, and forwards what comes to it", async () => {
    const resources = await behind({ type: "network" });
    assert.deepEqual(onlyOf(resources, balancers), {
      loadBalancerType: "network",
      internal: false,
      subnets: ["subnet-1"],
      securityGroups: ["shop-network-load-balancer-id"],
    });
    assert.deepEqual(onlyOf(resources, listeners), {
      loadBalancerArn: balancerArn("shop-network", "net"),
      port: 8080,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: targetGroupArn("shop") }],
    });
  });

  it("has a target group for TCP, to which a connection is enough", async () => {
    const { protocol, protocolVersion, healthCheck } = onlyOf(
      await behind({ type: "network" }, { appProtocol: "grpc" }),
      targetGroups,
    );
    assert.deepEqual([protocol, protocolVersion], ["TCP", undefined]);
    assert.deepEqual(healthCheck, {
      protocol: "TCP",
      port: "traffic-port",
      interval: 30,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    });
  });

  it("asks with HTTP for a path that is given", async () => {
    const { healthCheck } = onlyOf(
      await behind({ type: "network", healthCheck: { path: "/healthy" } }),
      targetGroups,
    );
    const { protocol, path, matcher } = healthCheck as Record<string, string>;
    assert.deepEqual([protocol, path, matcher], ["HTTP", "/healthy", "200"]);
  });

  it("is let in on its own port, and out on that of the tasks", async () => {
    const resources = await behind({ type: "network", listenerPort: 5432 });
    assert.deepEqual(ingressOf(resources, "shop-network-load-balancer"), [[5432, "0.0.0.0/0"]]);
    assert.deepEqual(ingressOf(resources, "shop"), [[8080, "shop-network-load-balancer-id"]]);
    const { securityGroupId, referencedSecurityGroupId, fromPort, toPort } = onlyOf(resources, egressRules);
    assert.deepEqual(
      [securityGroupId, referencedSecurityGroupId, fromPort, toPort],
      ["shop-network-load-balancer-id", "shop-id", 8080, 8080],
    );
  });

  it("speaks TLS on port 443 with a domain, or on the port that is given", async () => {
    const loadBalancer = { type: "network", domain: "shop.example.com", zoneId: "Z1" };
    const resources = await behind(loadBalancer);
    assert.deepEqual(listenersIn(resources), { shop: [443, "TLS", certificateArn("shop")] });
    assert.deepEqual(argumentsOf(resources, records, "shop").aliases, [
      { name: "shop-network.elb.test", zoneId: "ZONE-shop-network", evaluateTargetHealth: true },
    ]);
    assert.deepEqual(listenersIn(await behind({ ...loadBalancer, listenerPort: 8883 })), {
      shop: [8883, "TLS", certificateArn("shop")],
    });
  });
});

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
      shop: [443, "HTTPS", "arn:cert"],
      "shop-redirect": [80, "HTTP"],
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
    assert.deepEqual(networkConfiguration, { subnets: ["subnet-1"], assignPublicIp: false });
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

describe("the address of a service", () => {
  const certificate = { domain: "shop.example.com", certificateArn: "arn:cert" };
  const addresses: Record<string, [LoadBalancer, string]> = {
    "the name of its load balancer": [{}, "http://shop.elb.test/"],
    "its domain": [certificate, "https://shop.example.com/"],
    "what its path begins with": [{ ...certificate, path: "/api/*" }, "https://shop.example.com/api/"],
    "its path where that is literal": [{ path: "/api" }, "http://shop.elb.test/api"],
    "the name of a load balancer that exists": [
      { loadBalancerArn: shared.balancer, securityGroupId: "sg-1" },
      "http://shared.elb.test/",
    ],
    "host and port of a network load balancer": [{ type: "network" }, "shop-network.elb.test:8080"],
    "domain and port of a network load balancer": [
      { ...certificate, type: "network" },
      "shop.example.com:443",
    ],
  };
  for (const [what, [loadBalancer, url]] of Object.entries(addresses)) {
    it(`is ${what}: ${url}`, async () => {
      assert.equal(await told({ ...served, loadBalancer }, (service) => service.url), url);
    });
  }

  it("is none without a load balancer", async () => {
    assert.equal(await told(served, (service) => service.url), undefined);
  });
});

describe("the name of a load balancer", () => {
  const names: Record<string, string | undefined> = {
    shop: undefined,
    "9": undefined,
    "Shop-2": undefined,
    abcdefghijklmnopqrstuvwx: undefined,
    abcdefghijklmnopqrstuvwxy: "abcde-",
    "job.sync_hub": "jobsy-",
    "-shop": "shop-",
    "internal-shop": "inter-",
    internal: undefined,
    шоп: "ecs-",
    "": "ecs-",
  };
  for (const [name, namePrefix] of Object.entries(names)) {
    it(`is ${namePrefix ? `begun with \`${namePrefix}\`` : "left to Pulumi"} for \`${name}\``, () => {
      assert.deepEqual(balancerName(name), {
        logicalName: name,
        ...(namePrefix !== undefined && { namePrefix }),
      });
    });
  }

  it("is one that AWS takes, whatever the program says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (name) => {
        const { logicalName, namePrefix } = balancerName(name);
        assert.equal(logicalName, name);
        // The provider adds 26 characters to a beginning, Pulumi eight to a name.
        const longest = namePrefix === undefined ? `${name}-0123456` : `${namePrefix}${"0".repeat(26)}`;
        assert.match(longest, /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/);
        assert.ok(namePrefix === undefined || namePrefix.length <= 6);
      }),
      { numRuns: 1000 },
    );
  });

  it("is given to the load balancer and to its target groups", async () => {
    const resources = await makeApplication({
      "storefront-of-the-shop": { image: "x", port: 80, loadBalancer: {} },
    });
    assert.equal(argumentsOf(resources, balancers, "app").namePrefix, undefined);
    assert.equal(argumentsOf(resources, targetGroups, "app-storefront-of-the-shop").namePrefix, "appst-");
  });
});

describe("the place of a rule", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", "-"), maxLength: 110 });
  const literals = letters.map((rest) => `/${rest}`);
  const patterns = fc
    .tuple(literals, fc.constantFrom("", "*", "?", "*/x", "*.gif"))
    .map((parts) => parts.join(""));
  const paths = fc.option(patterns, { nil: undefined });
  const hosts = fc.constantFrom("a.example.com", "b.example.com");
  const wildcards = fc.constantFrom("*.example.com", "*.a.example.com");
  const domains = fc.option(fc.oneof(hosts, wildcards), { nil: undefined });
  const runs = { numRuns: 2000 };

  it("is a whole number from 1 to 50,000", () => {
    fc.assert(
      fc.property(domains, paths, fc.boolean(), (domain, path, shifts) => {
        const priority = priorityOf(domain, path, shifts);
        assert.ok(Number.isInteger(priority) && priority >= 1 && priority <= 50_000, String(priority));
      }),
      runs,
    );
  });

  it("is earlier the longer the literal beginning of the path is, up to 99 characters", () => {
    fc.assert(
      fc.property(domains, literals, literals, fc.boolean(), fc.boolean(), (domain, one, other, a, b) => {
        const [shorter, longer] = [one, other]
          .map((path) => path.slice(0, 99))
          .sort((x, y) => x.length - y.length);
        fc.pre(shorter?.length !== longer?.length);
        assert.ok(priorityOf(domain, longer, a) < priorityOf(domain, `${shorter}*`, b));
      }),
      runs,
    );
  });

  it("is earlier with a domain than with a pattern of domains, and last with none, whatever the path", () => {
    fc.assert(
      fc.property(hosts, wildcards, paths, paths, paths, (host, wildcard, a, b, c) => {
        assert.ok(priorityOf(host, a, false) < priorityOf(wildcard, b, true));
        assert.ok(priorityOf(wildcard, b, false) < priorityOf(undefined, c, true));
      }),
      runs,
    );
  });

  it("is never that of a rule that shifts traffic and of one that does not", () => {
    fc.assert(
      fc.property(domains, paths, domains, paths, (domain, path, otherDomain, otherPath) => {
        assert.notEqual(priorityOf(domain, path, true), priorityOf(otherDomain, otherPath, false));
      }),
      runs,
    );
  });

  it("stays what it was in versions before, for what is deployed", () => {
    assert.deepEqual(
      [
        priorityOf(undefined, undefined, false),
        priorityOf(undefined, undefined, true),
        priorityOf("s.example.com", undefined, false),
        priorityOf("s.example.com", "/a/*", false),
        priorityOf(undefined, "/api/*", false),
      ],
      [47_972, 47_971, 15_964, 15_368, 47_170],
    );
  });

  it("is what the program says where it says so", async () => {
    assert.equal(onlyOf(await behind({ priority: 7 }), rules).priority, 7);
  });
});

describe("the load balancer of an application", () => {
  const image = "shop";
  const shop: Record<string, ApplicationServiceArgs> = {
    api: { image, port: 8080, calls: ["users"], loadBalancer: { path: "/api/*" } },
    storefront: { image, port: 3000, calls: ["api"], loadBalancer: {} },
    users: { image, port: 9090 },
  };

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
      [["app-api", { domainName: domain, validationMethod: "DNS" }]],
    );
    assert.deepEqual([...ofType(resources, records).keys()].sort(), [
      "app-api-certificate",
      "app-storefront",
    ]);
    assert.deepEqual(listenersIn(resources), {
      app: [443, "HTTPS", certificateArn("app-api")],
      "app-redirect": [80, "HTTP"],
    });
    assert.equal(ofType(resources, listenerCertificates).size, 0);
  });

  it("has the certificates of more domains beside that of the first service by name", async () => {
    const resources = await makeApplication({
      storefront: {
        image,
        port: 3000,
        loadBalancer: { domain: "www.example.com", certificateArn: "arn:www" },
      },
      api: { image, port: 8080, loadBalancer: { domain: "api.example.com", zoneId: "Z1" } },
      admin: { image, port: 8000, loadBalancer: { path: "/admin/*" } },
    });
    assert.deepEqual(listenersIn(resources).app, [443, "HTTPS", certificateArn("app-api")]);
    assert.deepEqual(
      [...ofType(resources, listenerCertificates)],
      [["app-storefront", { listenerArn: listenerArn("app"), certificateArn: "arn:www" }]],
    );
    assert.deepEqual([...ofType(resources, certificates).keys()], ["app-api"]);
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
      "app-broker": [443, "TLS", certificateArn("app-broker")],
      "app-metrics": [9001, "TLS", certificateArn("app-metrics")],
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

  const served80 = (loadBalancer: ApplicationServiceArgs["loadBalancer"]) => ({
    image,
    port: 80,
    loadBalancer,
  });
  const network = (more: ApplicationServiceArgs["loadBalancer"] = {}) =>
    served80({ type: "network", ...more });
  type Mistake = [
    Record<string, ApplicationServiceArgs>,
    RegExp,
    more?: Partial<ServiceConnectApplicationArgs>,
  ];
  const existing = { loadBalancerArn: shared.balancer, securityGroupId: "sg-1" };
  const mistakes: Record<string, Mistake> = {
    "one that no service uses": [
      { a: { image } },
      /`app`: `loadBalancer` is of no use: none of `services` has a `loadBalancer` for which one is made\.$/,
      { loadBalancer: {} },
    ],
    "one that only a given target group could use": [
      { a: served80({ targetGroupArn: "arn:tg" }) },
      /`app`: `loadBalancer` is of no use/,
      { loadBalancer: { internal: true } },
    ],
    "one of two types": [
      { a: served80({}), b: network() },
      /`app`: `loadBalancer\.loadBalancerArn` is one load balancer, which cannot be of both types: `b` needs a network/,
      { loadBalancer: existing },
    ],
    "a listener for a network load balancer": [
      { b: network() },
      /`app`: `loadBalancer\.listenerArn` is one load balancer, which cannot be of both types: `b` needs a network/,
      { loadBalancer: { listenerArn: shared.listener, securityGroupId: "sg-1" } },
    ],
    "a load balancer that exists without its group": [
      { a: served80({}) },
      /`app`: `loadBalancer\.securityGroupId` is needed with a load balancer that exists already/,
      { loadBalancer: { loadBalancerArn: shared.balancer } },
    ],
    "two services at one place": [
      { a: served80({ path: "/api/*" }), b: served80({ path: "/api/*" }) },
      /`app`: `a` and `b` are behind the same load balancer with the same `domain` and `path`; give one of them another `path` or `domain`/,
    ],
    "two services for everything": [
      { a: served80({}), b: served80({}) },
      /`app`: `a` and `b` are behind the same/,
    ],
    "two rules with one priority": [
      { a: served80({ priority: 5 }), b: served80({ path: "/b", priority: 5 }) },
      /`app`: `a` and `b` have rules with one priority; give one of them another `loadBalancer\.priority`\.$/,
    ],
    "a priority that another rule has by itself": [
      { a: served80({ priority: 47_972, path: "/a" }), b: served80({}) },
      /`app`: `a` and `b` have rules with one priority/,
    ],
    "two services with one port of a network load balancer": [
      { a: network(), b: network() },
      /`app`: `a` and `b` are behind the same network load balancer with the same port; give one of them another `loadBalancer\.listenerPort`\.$/,
    ],
    "two domains on port 443 of a network load balancer": [
      {
        a: network({ domain: "a.example.com", certificateArn: "arn:a" }),
        b: network({ domain: "b.example.com", certificateArn: "arn:b" }),
      },
      /`app`: `a` and `b` are behind the same network load balancer with the same port/,
    ],
    "a domain that nothing proves": [
      { a: served80({ domain: "a.example.com" }), b: served80({ domain: "b.example.com", zoneId: "Z1" }) },
      /`app-a`: `loadBalancer\.zoneId` or `certificateArn` is needed with `domain`/,
    ],
    "a domain that only the other type proves": [
      {
        a: served80({ domain: "a.example.com" }),
        b: network({ domain: "a.example.com", zoneId: "Z1" }),
      },
      /`app-a`: `loadBalancer\.zoneId` or `certificateArn` is needed with `domain`/,
    ],
  };
  for (const [mistake, [services, message, more]] of Object.entries(mistakes)) {
    it(`is not ${mistake}, and nothing is registered`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(makeApplication(services, more, undefined, resources), message);
      assert.deepEqual(resources, []);
    });
  }

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
  const noDomain = "must be a domain name in lower case, such as `shop.example.com`";
  const noPath = "must be a path such as `/api/*`: it begins with a slash, and has at most 127 characters";
  const wholeNumber = (least: number, greatest: number) =>
    `must be a whole number, from ${least} to ${greatest}`;
  /** What is said of the load balancer, the argument that the message names, and what it says of it. */
  const mistakes: [LoadBalancer, argument: string, words: string][] = [
    [{ type: "gateway" }, "type", "must be `application` or `network`"],
    // Programs in JavaScript have no types.
    [{ type: pulumi.output("x") as unknown as string }, "type", "must be `application` or `network`"],
    [ofNetwork({ path: "/" }), "path", http],
    [ofNetwork({ priority: 1 }), "priority", http],
    [ofNetwork({ stickinessInSeconds: 1 }), "stickinessInSeconds", http],
    [ofNetwork(existing), "listenerArn", http],
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
    [{ priority: 0 }, "priority", wholeNumber(1, 50_000)],
    [{ priority: 50_001 }, "priority", wholeNumber(1, 50_000)],
    [ofNetwork({ listenerPort: 65_536 }), "listenerPort", wholeNumber(1, 65_535)],
    [{ deregistrationDelayInSeconds: 3601 }, "deregistrationDelayInSeconds", wholeNumber(0, 3600)],
    [{ stickinessInSeconds: 0 }, "stickinessInSeconds", wholeNumber(1, 604_800)],
    [{ healthCheck: { path: "healthy" } }, "healthCheck.path", "must be a path that begins with a slash"],
    [{ healthCheck: { interval: 4 } }, "healthCheck.interval", wholeNumber(5, 300)],
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
  ];
  for (const [args, argument, words] of together) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), { message: `\`shop\`: \`${argument}\` ${words}.` });
      assert.deepEqual(resources, []);
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
      },
    );
    assert.ok(path);
    await assert.rejects(settled(path), { message: `\`loadBalancer.path\` ${noPath}.` });
  });
});

import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  arnOf,
  balancerArn,
  balancers,
  behind,
  certificateArn,
  egressRules,
  groups,
  ingressOf,
  type LoadBalancer,
  listenerArn,
  listeners,
  listenersIn,
  onlyOf,
  records,
  rules,
  shared,
  targetGroupArn,
  targetGroups,
  typesIn,
  validations,
} from "./balanced";
import { argumentsOf, served, serviceOf, told } from "./made";

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
      subnets: ["subnet-1", "subnet-2"],
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
      subnets: ["subnet-1", "subnet-2"],
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
    "all blocks of the VPC, each once, if it is internal": [
      { internal: true },
      [[80, "10.0.0.0/16", "100.64.0.0/16"]],
    ],
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
      else {
        const { TargetGroups: _, ...tags } = inputs.tags as Record<string, string>;
        assert.deepEqual(tags, { team: "shop" }, type);
      }
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

  const versions: Record<string, [string, string, string]> = {
    http: ["HTTP1", "200", "/"],
    http2: ["HTTP2", "200", "/"],
    grpc: ["GRPC", "12", "/AWS.ALB/healthcheck"],
  };
  for (const [appProtocol, [protocolVersion, matcher, path]] of Object.entries(versions)) {
    it(`speaks ${protocolVersion} with \`${appProtocol}\`, where ${matcher} of ${path} is healthy`, async () => {
      const loadBalancer = { domain: "shop.example.com", certificateArn: "arn:cert" };
      const group = argumentsOf(await behind(loadBalancer, { appProtocol }), targetGroups, "shop");
      assert.equal(group.protocol, "HTTP");
      assert.equal(group.protocolVersion, protocolVersion);
      const asked = group.healthCheck as { matcher: string; path: string };
      assert.deepEqual([asked.matcher, asked.path], [matcher, path]);
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
      subnets: ["subnet-1", "subnet-2"],
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

describe("the address of a service", () => {
  const certificate = { domain: "shop.example.com", certificateArn: "arn:cert" };
  const addresses: Record<string, [LoadBalancer, string]> = {
    "the name of its load balancer": [{}, "http://shop.elb.test/"],
    "that of a load balancer that it names by its listener": [
      { listenerArn: shared.listener, securityGroupId: "sg-1" },
      "http://shared.elb.test/",
    ],
    "with TLS where that listener speaks it": [
      { listenerArn: arnOf("listener/app/tls/1/2"), securityGroupId: "sg-1", path: "/api/*" },
      "https://shared.elb.test/api/",
    ],
    "with the port of that listener where it is an unusual one": [
      { listenerArn: arnOf("listener/app/tls-8443/1/2"), securityGroupId: "sg-1" },
      "https://shared.elb.test:8443/",
    ],
    "its domain on a listener that exists": [
      { listenerArn: shared.listener, securityGroupId: "sg-1", domain: "shop.example.com" },
      "https://shop.example.com/",
    ],
    "the name of its load balancer for a pattern of domains": [
      { domain: "*.example.com", certificateArn: "arn:cert" },
      "https://shop.elb.test/",
    ],
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

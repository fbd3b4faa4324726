import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { balancerName } from "../../../components/load-balancers/names";
import { priorityOf } from "../../../components/load-balancers/plan";
import { ofType } from "../../support/mocks";
import {
  balancers,
  behind,
  certificateArn,
  certificates,
  listenerArn,
  listeners,
  listenersIn,
  onlyOf,
  records,
  rules,
  targetGroups,
  validations,
} from "./balanced";
import { argumentsOf, makeApplication } from "./made";

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

  it("may be a pattern with a certificate, whose record is one for all", async () => {
    const resources = await behind({ domain: "*.example.com", zoneId: "Z1" });
    assert.equal(onlyOf(resources, certificates).domainName, "*.example.com");
    assert.equal(argumentsOf(resources, records, "shop").name, "*.example.com");
    assert.deepEqual(onlyOf(resources, rules).conditions, [{ hostHeader: { values: ["*.example.com"] } }]);
  });

  it("is spoken to with TLS on port 443, to which port 80 redirects", async () => {
    const resources = await behind({ domain, zoneId: "Z1" });
    assert.deepEqual(listenersIn(resources), {
      shop: [80, "HTTP"],
      "shop-https": [443, "HTTPS", certificateArn("shop")],
    });
    const { sslPolicy } = argumentsOf(resources, listeners, "shop-https");
    assert.equal(sslPolicy, "ELBSecurityPolicy-TLS13-1-2-2021-06");
    assert.deepEqual(argumentsOf(resources, listeners, "shop").defaultActions, [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ]);
  });

  it("has a rule of its own on the listener with the certificate", async () => {
    const rule = onlyOf(await behind({ domain, zoneId: "Z1" }), rules);
    assert.equal(rule.listenerArn, listenerArn("shop-https"));
    assert.deepEqual(rule.conditions, [{ hostHeader: { values: [domain] } }]);
  });

  it("takes a certificate that is given, with which no record is made", async () => {
    const resources = await behind({
      domain,
      certificateArn: "arn:cert",
      sslPolicy: "ELBSecurityPolicy-Mine",
    });
    assert.deepEqual(listenersIn(resources), {
      shop: [80, "HTTP"],
      "shop-https": [443, "HTTPS", "arn:cert"],
    });
    assert.equal(argumentsOf(resources, listeners, "shop-https").sslPolicy, "ELBSecurityPolicy-Mine");
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

  it("is a whole number from 1 to 48,000", () => {
    fc.assert(
      fc.property(domains, paths, fc.boolean(), (domain, path, shifts) => {
        const priority = priorityOf(domain, path, shifts);
        assert.ok(Number.isInteger(priority) && priority >= 1 && priority <= 48_000, String(priority));
      }),
      runs,
    );
  });

  it("is earlier the longer the literal part of a path is, up to 99 characters, whatever the domain", () => {
    const segments = fc.string({ unit: fc.constantFrom("a", "b", "-"), minLength: 1, maxLength: 110 });
    const ends = fc.constantFrom("", "*", "?", "/*");
    fc.assert(
      fc.property(domains, domains, segments, segments, ends, ends, (domain, other, a, b, end, otherEnd) => {
        const [shorter = "", longer = ""] = [a, b]
          .map((segment) => `/${segment}`.slice(0, 99))
          .sort((x, y) => x.length - y.length);
        fc.pre(shorter.length < longer.length);
        assert.ok(priorityOf(domain, longer + end, false) < priorityOf(other, shorter + otherEnd, true));
      }),
      runs,
    );
  });

  it("is earlier for an exact path than for a pattern of its length, whatever the domain", () => {
    const segments = fc.string({ unit: fc.constantFrom("a", "b", "-"), minLength: 1, maxLength: 125 });
    const ends = fc.constantFrom("*", "?", "/*", "*.gif");
    fc.assert(
      fc.property(domains, domains, segments, ends, (domain, other, segment, end) => {
        const exact = priorityOf(domain, `/${segment}`, false);
        assert.ok(exact < priorityOf(other, `/${segment}${end}`, true));
      }),
      runs,
    );
  });

  it("is earlier with a domain than with a pattern of domains, and last with none, for one path", () => {
    fc.assert(
      fc.property(hosts, wildcards, paths, (host, wildcard, path) => {
        assert.ok(priorityOf(host, path, false) < priorityOf(wildcard, path, true));
        assert.ok(priorityOf(wildcard, path, false) < priorityOf(undefined, path, true));
      }),
      runs,
    );
  });

  it("is for `/api/*` among those of `/api`, which is in it: after that, and before longer and shorter ones", () => {
    const domain = "shop.example.com";
    const inOrder = ["/api/v1/*", "/api/", "/api", "/api/*", "/ap*", "/", "/*", undefined].map((path) =>
      priorityOf(domain, path, false),
    );
    assert.deepEqual(
      inOrder.slice(0, 6),
      [...inOrder.slice(0, 6)].sort((a, b) => a - b),
    );
    assert.ok((inOrder[5] ?? 0) < Math.min(...inOrder.slice(6)));
    const places = 80;
    const bandOf = (path: string) => Math.floor((priorityOf(domain, path, false) - 1) / places);
    assert.equal(bandOf("/api/*"), bandOf("/api*"));
    assert.equal(bandOf("/api/*"), bandOf("/xyz/*"));
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
      [47_972, 47_971, 47_804, 46_808, 46_050],
    );
  });

  it("is what the program says where it says so", async () => {
    assert.equal(onlyOf(await behind({ priority: 7 }), rules).priority, 7);
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

import assert from "node:assert/strict";
import { CalledDefinitions } from "../../../../policypack/ecs/called-definitions";
import { services } from "../../../../policypack/ecs/services";
import type { Endpoint } from "../../../../policypack/service-connect/endpoints";
import {
  type Namespace,
  namespaceKey,
  sameNamespace,
} from "../../../../policypack/service-connect/namespaces";
import { type Participant, participants } from "../../../../policypack/service-connect/participants";
import { type Properties, type Property, UNKNOWN } from "../../../../policypack/stack/properties";
import type { Resource } from "../../../../policypack/stack/resources";
import { component, edges, graph, resource } from "../../../support/resources";

const namespaceType = "aws:servicediscovery/httpNamespace:HttpNamespace";
const clusterType = "aws:ecs/cluster:Cluster";
const shopArn = "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-shop";

const service = (urn: string, inputs: Properties, edit: Partial<Resource> = {}) =>
  resource(urn, { type: "aws:ecs/service:Service", inputs, outputs: { id: UNKNOWN }, ...edit });
const connected = (configuration: Property, more: Properties = {}): Properties => ({
  serviceConnectConfiguration: configuration,
  ...more,
});
const shop = resource("shop", {
  type: namespaceType,
  outputs: { name: "shop.local", arn: shopArn, id: "ns-shop" },
});
const dnsShop: Resource = { ...shop, type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace" };
const plannedShop: Resource = { ...shop, outputs: { name: "shop.local", arn: UNKNOWN, id: UNKNOWN } };

function servicesOf(...resources: readonly Resource[]): Participant[] {
  const all = graph(...resources);
  return participants(all, services(all, new CalledDefinitions(all, [])));
}
function only(...resources: readonly Resource[]): Participant {
  const [found, ...more] = servicesOf(...resources);
  assert.ok(found && more.length === 0);
  return found;
}

describe("the part of a service in Service Connect", () => {
  const entry = { portName: "http", clientAlias: [{ dnsName: "api", port: 80 }] };
  for (const [name, configuration, part] of [
    ["client-only without services", { enabled: true }, "client-only"],
    ["client-only with an empty list", { enabled: true, services: [] }, "client-only"],
    ["client-only with null", { enabled: true, services: null }, "client-only"],
    ["client-server with an entry", { enabled: true, services: [entry] }, "client-server"],
    ["client-server with an unknown entry", { enabled: true, services: [UNKNOWN] }, "client-server"],
    ["undetermined with an unknown list", { enabled: true, services: UNKNOWN }, "undetermined"],
    ["undetermined with a text for the list", { enabled: true, services: "http" }, "undetermined"],
    ["undetermined where `enabled` is unknown", { enabled: UNKNOWN }, "undetermined"],
    ["undetermined where `enabled` is a word", { enabled: "yes" }, "undetermined"],
    ["undetermined where all is unknown", UNKNOWN, "undetermined"],
    ["undetermined where all is a list", [], "undetermined"],
    ["undetermined where all is secret", "[secret]", "undetermined"],
    ["none without configuration", undefined, "none"],
    ["none with null", null, "none"],
    ["none where it is not enabled", { enabled: false, services: [entry] }, "none"],
    ["none where `enabled` is not said", { services: [entry] }, "none"],
  ] as const) {
    it(`is ${name}`, () => {
      const [found] = servicesOf(service("web", connected(configuration)));
      assert.equal(found?.part.kind ?? "none", part);
    });
  }

  it("is none for another type of resource", () => {
    const taskSet = resource("web", {
      type: "aws:ecs/taskSet:TaskSet",
      inputs: connected({ enabled: true }),
    });
    assert.deepEqual(servicesOf(taskSet), []);
  });
});

const hostsOf = (endpoints: readonly Endpoint[]) =>
  endpoints.flatMap(({ aliases }) => aliases.map(({ host }) => host));

describe("the host names of a client-server service", () => {
  for (const [name, entry, hosts] of [
    ["its alias", { portName: "http", clientAlias: [{ dnsName: "api", port: 80 }] }, ["api"]],
    ["its alias as one object", { portName: "http", clientAlias: { dnsName: "api", port: 80 } }, ["api"]],
    ["its port's name and namespace, without an alias", { portName: "http" }, ["http.shop.local"]],
    ["its discovery name and namespace", { portName: "http", discoveryName: "users" }, ["users.shop.local"]],
    [
      "the default, with an alias without a name",
      { portName: "http", clientAlias: [{ port: 80 }] },
      ["http.shop.local"],
    ],
    ["unknown with an unknown alias", { portName: "http", clientAlias: [{ dnsName: UNKNOWN }] }, [undefined]],
    ["unknown with unknown aliases", { portName: "http", clientAlias: UNKNOWN }, [undefined]],
    ["unknown with an unknown port name", { portName: UNKNOWN }, [undefined]],
    ["unknown with an unknown entry", UNKNOWN, [undefined]],
    [
      "those of all aliases",
      { portName: "http", clientAlias: [{ dnsName: "a" }, { dnsName: "b" }] },
      ["a", "b"],
    ],
  ] as const) {
    it(`are ${name}`, () => {
      const { part } = only(
        service("api", connected({ enabled: true, namespace: shopArn, services: [entry] })),
        shop,
      );
      assert.ok(part.kind === "client-server");
      assert.deepEqual(hostsOf(part.endpoints), hosts);
    });
  }

  it("are unknown without an alias in a namespace whose name is not known", () => {
    const { part } = only(
      service("api", connected({ enabled: true, namespace: "arn:x", services: [{ portName: "http" }] })),
    );
    assert.ok(part.kind === "client-server");
    assert.deepEqual(hostsOf(part.endpoints), [undefined]);
  });
});

describe("what else is told of a service", () => {
  const told = (inputs: Properties, outputs: Properties = {}) =>
    only(service("web", connected({ enabled: true }, inputs), { outputs }));

  it("is whether AWS has it", () => {
    assert.equal(told({}, { id: "arn" }).exists, true);
    assert.equal(told({}, { id: UNKNOWN }).exists, false);
  });
  it("is how many tasks it runs, where that is known", () => {
    assert.equal(told({ desiredCount: 0 }).desiredCount, 0);
    assert.equal(told({ desiredCount: UNKNOWN }).desiredCount, undefined);
    assert.equal(told({}).desiredCount, undefined);
  });
  it("is whether it waits until its tasks run", () => {
    assert.equal(told({ waitForSteadyState: true }).waitsForSteadyState, true);
    assert.equal(told({ waitForSteadyState: UNKNOWN }).waitsForSteadyState, false);
    assert.equal(told({}).waitsForSteadyState, false);
  });
});

describe("the namespace of a service", () => {
  /** The namespace's resource, or how else it is known. */
  const told = (namespace: Namespace) =>
    namespace.kind === "stack" ? `stack ${namespace.resource.urn}` : namespace.kind;
  const namespaceOf = (inputs: Properties, edit: Partial<Resource>, ...around: readonly Resource[]) =>
    told(only(service("web", inputs, edit), ...around).namespace);
  const named = (namespace: Property) => connected({ enabled: true, namespace });
  const byEdge = edges({ serviceConnectConfiguration: ["shop"], cluster: ["main"] });

  for (const [name, namespace, edit, around, meaning] of [
    ["by its ARN", shopArn, {}, [shop], "stack shop"],
    ["by its name", "shop.local", {}, [shop], "stack shop"],
    ["by its name before it exists", "shop.local", {}, [plannedShop], "stack shop"],
    ["of DNS by its ARN", shopArn, {}, [dnsShop], "stack shop"],
    ["of DNS by its name, which may be that of another one", "shop.local", {}, [dnsShop], "name"],
    ["by an edge", UNKNOWN, byEdge, [plannedShop], "stack shop"],
    ["by its name in another Region", "shop.local", { providerRegion: "us-east-1" }, [shop], "name"],
    ["by its name with another provider", "shop.local", { provider: "second" }, [shop], "name"],
    ["not in the stack, by ARN", `${shopArn}2`, {}, [shop], "arn"],
    ["not in the stack, by name", "other", {}, [shop], "name"],
    ["unknown", UNKNOWN, {}, [shop], "undetermined"],
    ["that is a number", 7, {}, [shop], "undetermined"],
    [
      "one of two behind its edges",
      UNKNOWN,
      edges({ serviceConnectConfiguration: ["shop", "second"] }),
      [shop, { ...shop, urn: "second" }],
      "undetermined",
    ],
    [
      "the only one of a packaged component",
      UNKNOWN,
      edges({ serviceConnectConfiguration: ["group"] }),
      [component("group"), { ...shop, parent: "group" }],
      "stack shop",
    ],
  ] as const) {
    it(`${name}: ${meaning}`, () => assert.equal(namespaceOf(named(namespace), edit, ...around), meaning));
  }

  const cluster = (serviceConnectDefaults: Property, edit: Partial<Resource> = {}) =>
    resource("main", {
      type: clusterType,
      inputs: { serviceConnectDefaults },
      outputs: { arn: "arn:aws:ecs:eu-central-1:123456789012:cluster/main-1", name: "main-1" },
      ...edit,
    });
  const inCluster = (of: Property) => connected({ enabled: true }, { cluster: of });
  const withShop = cluster({ namespace: shopArn });
  for (const [name, inputs, edit, around, meaning] of [
    [
      "by the cluster's ARN",
      inCluster("arn:aws:ecs:eu-central-1:123456789012:cluster/main-1"),
      {},
      withShop,
      "stack shop",
    ],
    ["by the cluster's name", inCluster("main-1"), {}, withShop, "stack shop"],
    ["by an edge to the cluster", inCluster(UNKNOWN), byEdge, withShop, "stack shop"],
    ["of a new cluster without one", inCluster("main-1"), {}, cluster(undefined), "none"],
    [
      "of a cluster that exists without one",
      inCluster("main-1"),
      {},
      cluster(undefined, { outputs: { name: "main-1", id: "main" } }),
      "undetermined",
    ],
    [
      "of a cluster where it is unknown",
      inCluster("main-1"),
      {},
      cluster({ namespace: UNKNOWN }),
      "undetermined",
    ],
    ["of a cluster where all is unknown", inCluster("main-1"), {}, cluster(UNKNOWN), "undetermined"],
    ["of an unknown cluster", inCluster(UNKNOWN), {}, withShop, "undetermined"],
    ["of a cluster elsewhere", inCluster("other"), {}, withShop, "cluster"],
    ["of the cluster that AWS calls default", inCluster(undefined), {}, withShop, "cluster"],
    [
      "that it names itself, whatever the cluster's",
      connected({ enabled: true, namespace: "other" }, { cluster: "main-1" }),
      {},
      withShop,
      "name",
    ],
  ] as const) {
    it(`the default ${name}: ${meaning}`, () =>
      assert.equal(namespaceOf(inputs, edit, shop, around), meaning));
  }
});

describe("two namespaces", () => {
  const namespaceOf = (namespace: Property, edit: Partial<Resource> = {}, made = shop) =>
    only(service("web", connected({ enabled: true, namespace }), edit), made).namespace;
  const defaultOf = (cluster: string) =>
    only(service("web", connected({ enabled: true }, { cluster }))).namespace;
  const us = { providerRegion: "us-east-1" };
  const nowhere = { providerRegion: undefined, provider: "second" };

  for (const [name, one, other, same] of [
    ["one of the stack, twice", namespaceOf(shopArn), namespaceOf("shop.local"), true],
    ["equal ARNs", namespaceOf("arn:a"), namespaceOf("arn:a"), true],
    ["two ARNs", namespaceOf("arn:a"), namespaceOf("arn:b"), false],
    ["equal names", namespaceOf("a"), namespaceOf("a"), true],
    ["two names", namespaceOf("a"), namespaceOf("b"), false],
    ["equal names in two Regions", namespaceOf("a"), namespaceOf("a", us), false],
    ["equal names, one Region unknown", namespaceOf("a"), namespaceOf("a", nowhere), undefined],
    ["equal names of two providers", namespaceOf("a"), namespaceOf("a", { provider: "second" }), undefined],
    ["an ARN and a name", namespaceOf("arn:a"), namespaceOf("a"), undefined],
    ["one of the stack and an ARN", namespaceOf(shopArn), namespaceOf("arn:a"), false],
    ["one of the stack and another name", namespaceOf(shopArn), namespaceOf("a"), false],
    ["defaults of one cluster", defaultOf("x"), defaultOf("x"), true],
    ["defaults of two clusters", defaultOf("x"), defaultOf("y"), undefined],
    ["a default and one that exists", defaultOf("x"), namespaceOf(shopArn), undefined],
    [
      "a default and one that does not exist yet",
      defaultOf("x"),
      namespaceOf("shop.local", {}, plannedShop),
      false,
    ],
    ["a default and a name", defaultOf("x"), namespaceOf("a"), undefined],
    ["an unknown one and any", namespaceOf(UNKNOWN), namespaceOf("a"), undefined],
  ] as const) {
    it(`${name}: ${same === undefined ? "cannot be told" : same ? "one" : "two"}`, () => {
      assert.equal(sameNamespace(one, other), same);
      assert.equal(sameNamespace(other, one), same);
      if (one.kind !== "undetermined") assert.equal(namespaceKey(one) === namespaceKey(other), same === true);
    });
  }
});

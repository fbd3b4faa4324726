import assert from "node:assert/strict";
import {
  type ApplicationServiceArgs,
  ServiceConnectApplication,
  type ServiceConnectApplicationArgs,
} from "../../../components";
import { ofType, type Registered, registered } from "../../support/mocks";
import { settled } from "./made";

const image = "shop";

function make(
  services: Record<string, ApplicationServiceArgs>,
  more: Partial<ServiceConnectApplicationArgs> = {},
  look: (application: ServiceConnectApplication) => void = () => {},
  resources: Registered[] = [],
) {
  return registered(() => {
    const application = new ServiceConnectApplication("app", {
      namespaceName: "shop.local",
      vpcId: "vpc-1",
      subnets: ["subnet-1", "subnet-2"],
      services,
      ...more,
    });
    look(application);
    return application;
  }, resources);
}

const shop: Record<string, ApplicationServiceArgs> = {
  storefront: { image, port: 3000, calls: ["users", "orders"] },
  orders: { image, port: 8080, calls: ["users"] },
  users: { image, port: 9090, dnsName: "users-api.shop.local" },
  mailer: { image },
};

function ingressOf(group: Record<string, unknown> | undefined) {
  assert.ok(group);
  return group.ingress as { fromPort: number; securityGroups: string[] }[];
}

async function servicesOf(services: Record<string, ApplicationServiceArgs>) {
  return ofType(await make(services), "aws:ecs/service:Service");
}

describe("a Service Connect application", () => {
  it("makes a namespace, and a cluster with that default", async () => {
    const resources = await make(shop);
    const [[, namespace] = []] = ofType(resources, "aws:servicediscovery/httpNamespace:HttpNamespace");
    const [[, cluster] = []] = ofType(resources, "aws:ecs/cluster:Cluster");
    assert.equal(namespace?.name, "shop.local");
    assert.deepEqual(cluster?.serviceConnectDefaults, {
      namespace: "arn:of:aws:servicediscovery/httpNamespace:HttpNamespace:app",
    });
  });

  it("makes servers of those that are called or have a host name, clients of callers, and leaves others out", async () => {
    const services = await servicesOf(shop);
    const hosts = [...services].map(([name, { serviceConnectConfiguration }]) => {
      const part = serviceConnectConfiguration as
        | { services?: { clientAlias: { dnsName: string }[] }[] }
        | undefined;
      return [name, part && (part.services?.[0]?.clientAlias[0]?.dnsName ?? "client-only")];
    });
    assert.deepEqual(Object.fromEntries(hosts), {
      "app-users": "users-api.shop.local",
      "app-orders": "orders",
      "app-storefront": "client-only",
      "app-mailer": undefined,
    });
  });

  it("gives each server a name of its own in the namespace", async () => {
    const names = [...(await servicesOf(shop)).values()].flatMap(({ serviceConnectConfiguration }) => {
      const part = serviceConnectConfiguration as { services?: { discoveryName: string }[] } | undefined;
      return (part?.services ?? []).map(({ discoveryName }) => discoveryName);
    });
    assert.deepEqual(names.sort(), ["app-orders", "app-users"]);
  });

  it("keeps the name in Cloud Map of a server that has one, and tells its callers", async () => {
    const services = await servicesOf({
      storefront: { image, calls: ["users"] },
      users: { image, port: 9090, discoveryName: "http" },
    });
    assert.deepEqual(services.get("app-users")?.serviceConnectConfiguration, {
      enabled: true,
      namespace: "arn:of:aws:servicediscovery/httpNamespace:HttpNamespace:app",
      services: [{ portName: "app", discoveryName: "http", clientAlias: [{ dnsName: "users", port: 9090 }] }],
    });
    assert.deepEqual(services.get("app-storefront")?.triggers, {
      users: "users:9090 as http of app-users-id",
    });
  });

  it("gives names of their own to servers whose names differ in case only, or are long", async () => {
    const long = "a".repeat(60);
    const services = await servicesOf({
      users: { image, port: 80, dnsName: "users" },
      Users: { image, port: 80, dnsName: "others" },
      [`${long}-b`]: { image, port: 80, dnsName: "b" },
      [`b-${long}-b`]: { image, port: 80, dnsName: "c" },
    });
    const names = [...services.values()].map(({ serviceConnectConfiguration }) => {
      const part = serviceConnectConfiguration as { services: { discoveryName: string }[] };
      return part.services[0]?.discoveryName ?? "";
    });
    assert.ok(names.includes("app-users"), names.join());
    assert.equal(new Set(names).size, 4, names.join());
    for (const name of names) assert.match(name, /^[a-z0-9_][a-z0-9_-]{0,63}$/);
  });

  it("deploys a caller again when what it calls has changed", async () => {
    const services = await servicesOf(shop);
    assert.deepEqual(services.get("app-storefront")?.triggers, {
      users: "users-api.shop.local:9090 of app-users-id",
      orders: "orders:8080 of app-orders-id",
    });
    assert.equal(services.get("app-users")?.triggers, undefined);
  });

  it("lets exactly the callers reach the port of what they call", async () => {
    const groups = ofType(await make(shop), "aws:ec2/securityGroup:SecurityGroup");
    const callersOf = (service: string) =>
      ingressOf(groups.get(`app-${service}`)).map(({ fromPort, securityGroups }) => [
        fromPort,
        ...securityGroups,
      ]);
    assert.deepEqual(callersOf("users").sort(), [
      [9090, "app-orders-id"],
      [9090, "app-storefront-id"],
    ]);
    assert.deepEqual(callersOf("orders"), [[8080, "app-storefront-id"]]);
    assert.deepEqual(callersOf("storefront"), []);
  });

  it("lets a load balancer reach the port of its service", async () => {
    const loadBalancer = { targetGroupArn: "arn:tg", securityGroupId: "sg-1" };
    const resources = await make({ storefront: { image, port: 3000, loadBalancer } });
    const [[, group] = []] = ofType(resources, "aws:ec2/securityGroup:SecurityGroup");
    const [[, service] = []] = ofType(resources, "aws:ecs/service:Service");
    assert.deepEqual(group?.ingress, [
      { protocol: "tcp", fromPort: 3000, toPort: 3000, securityGroups: ["sg-1"] },
    ]);
    assert.deepEqual(service?.loadBalancers, [
      { targetGroupArn: "arn:tg", containerName: "app", containerPort: 3000 },
    ]);
  });

  it("lets in what else is allowed", async () => {
    const resources = await make({ users: { image, port: 80, allowedSecurityGroups: ["sg-1", "sg-2"] } });
    const groups = ofType(resources, "aws:ec2/securityGroup:SecurityGroup");
    assert.deepEqual(
      ingressOf(groups.get("app-users")).map(({ securityGroups }) => securityGroups),
      [["sg-1"], ["sg-2"]],
    );
  });

  it("takes a namespace and a cluster that are there already", async () => {
    const resources = await make(shop, {
      namespaceName: undefined,
      namespaceArn: "arn:ns",
      clusterArn: "arn:c",
    });
    assert.equal(ofType(resources, "aws:servicediscovery/httpNamespace:HttpNamespace").size, 0);
    assert.equal(ofType(resources, "aws:ecs/cluster:Cluster").size, 0);
    for (const { cluster } of ofType(resources, "aws:ecs/service:Service").values())
      assert.equal(cluster, "arn:c");
    const users = ofType(resources, "aws:ecs/service:Service").get("app-users");
    assert.ok(users);
    assert.equal((users.serviceConnectConfiguration as { namespace: string }).namespace, "arn:ns");
  });

  it("gives its own cluster the capacity providers, if a service wants them", async () => {
    const providers = async (services: Record<string, ApplicationServiceArgs>) =>
      ofType(await make(services), "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
    assert.equal((await providers(shop)).size, 0);
    const capacityProviderStrategy = [{ capacityProvider: "FARGATE_SPOT" }];
    assert.deepEqual((await providers({ mailer: { image, capacityProviderStrategy } })).get("app"), {
      clusterName: "app-0000000",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
  });

  const payments = { dnsName: "payments.shop.local", port: 9000, securityGroupId: "sg-payments" };

  it("calls services that are there already, and is let in there", async () => {
    const resources = await make(
      { storefront: { image, calls: ["payments", "users"] }, users: { image, port: 80 } },
      { externalServices: { payments } },
    );
    const storefront = ofType(resources, "aws:ecs/service:Service").get("app-storefront");
    assert.deepEqual(storefront?.triggers, {
      payments: "payments.shop.local:9000",
      users: "users:80 of app-users-id",
    });
    const rules = ofType(resources, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(Object.fromEntries(rules), {
      "app-storefront-to-payments": {
        securityGroupId: "sg-payments",
        referencedSecurityGroupId: "app-storefront-id",
        ipProtocol: "tcp",
        fromPort: 9000,
        toPort: 9000,
      },
    });
  });

  it("makes a client of a service that calls only what is there already", async () => {
    const { securityGroupId: _, ...open } = payments;
    const resources = await make(
      { storefront: { image, calls: ["payments"] } },
      { externalServices: { payments: open } },
    );
    const storefront = ofType(resources, "aws:ecs/service:Service").get("app-storefront");
    assert.deepEqual(storefront?.serviceConnectConfiguration, {
      enabled: true,
      namespace: "arn:of:aws:servicediscovery/httpNamespace:HttpNamespace:app",
    });
    assert.equal(ofType(resources, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").size, 0);
  });

  it("deploys a client again for every server, because it waits for every server", async () => {
    const orders = { image, port: 8080, calls: ["users"], dnsName: "orders" };
    const services = await servicesOf({ ...shop, orders, storefront: { image, calls: ["users"] } });
    assert.deepEqual(Object.keys(services.get("app-storefront")?.triggers ?? {}).sort(), ["orders", "users"]);
    assert.deepEqual(Object.keys(services.get("app-orders")?.triggers ?? {}), ["users"]);
  });

  it("draws the order", async () => {
    let diagram: Promise<unknown> = Promise.resolve();
    await make(
      { ...shop, orders: { image, port: 8080, calls: ["users", "payments"] } },
      { externalServices: { payments } },
      (application) => {
        diagram = settled(application.diagram);
      },
    );
    assert.equal(
      await diagram,
      [
        "flowchart LR",
        '  subgraph step1 ["step 1"]',
        '    s0["users<br/>users-api.shop.local:9090"]',
        '    s3["mailer"]',
        "  end",
        '  subgraph step2 ["step 2"]',
        '    s1["orders<br/>orders:8080"]',
        "  end",
        '  subgraph step3 ["step 3"]',
        '    s2["storefront"]',
        "  end",
        '  s4(["payments<br/>payments.shop.local:9000"])',
        "  s1 --> s0",
        "  s1 --> s4",
        "  s2 --> s0",
        "  s2 --> s1",
        "",
      ].join("\n"),
    );
  });

  it("names what it has made for each service", async () => {
    let made: ServiceConnectApplication["services"] = {};
    await make(
      { mailer: { image, autoscaling: { minCapacity: 1, maxCapacity: 2 } }, users: { image } },
      {},
      (app) => {
        made = app.services;
      },
    );
    assert.deepEqual(Object.keys(made), ["mailer", "users"]);
    const { mailer, users } = made;
    assert.ok(mailer?.autoscalingTarget && mailer.service && mailer.taskRole && mailer.logGroup);
    assert.equal(users?.autoscalingTarget, undefined);
  });

  type Mistake = [
    Record<string, ApplicationServiceArgs>,
    RegExp,
    more?: Partial<ServiceConnectApplicationArgs>,
  ];
  const mistakes: Record<string, Mistake> = {
    "a callee that is not there": [
      { a: { image, calls: ["b"] } },
      /`app`: `a` calls `b`, which is no service/,
    ],
    "calls that are no list": [
      { a: { image, calls: "b" as unknown as string[] } },
      /`app`: `calls` of `a` must be a list of the names of services/,
    ],
    "a cycle": [
      { a: { image, port: 1, calls: ["b"] }, b: { image, port: 1, calls: ["a"] } },
      /`app`: the services call each other in a cycle, `a` → `b` → `a`/,
    ],
    "two services with one host name and port": [
      { a: { image, port: 1, dnsName: "x" }, b: { image, port: 1, dnsName: "x" } },
      /`app`: `a` and `b` both offer `x` on port 1/,
    ],
    "two services with one name in Cloud Map": [
      {
        a: { image, port: 1, dnsName: "x", discoveryName: "http" },
        b: { image, port: 1, dnsName: "y", discoveryName: "http" },
      },
      /`app`: `a` and `b` both have the `discoveryName` `http`; give them different ones/,
    ],
    "a name in Cloud Map for a service that offers none": [
      { a: { image, port: 1, discoveryName: "http" } },
      /`app`: `a` has a `discoveryName`, and no service calls it/,
    ],
    "a callee without a port": [
      { a: { image, calls: ["b"] }, b: { image } },
      /others call `b`, and it has no `port`/,
    ],
    "a callee that is nowhere": [
      { a: { image, calls: ["b"] } },
      /`a` calls `b`, which is no service of this application, nor one of `externalServices`.*`a`, `payments`/,
      { externalServices: { payments } },
    ],
    "one name for a service of its own and one of another stack": [
      { payments: { image } },
      /`app`: `payments` is in `services` and in `externalServices`/,
      { externalServices: { payments } },
    ],
    "the endpoint of a service of another stack": [
      { a: { image, port: 9000, dnsName: payments.dnsName } },
      /`app`: `a` and `payments` both offer `payments.shop.local` on port 9000/,
      { externalServices: { payments } },
    ],
    "a host name of another stack that can be none": [
      {},
      /`app`: `externalServices.payments.dnsName` must be a host name/,
      { externalServices: { payments: { ...payments, dnsName: "Payments" } } },
    ],
    "a port of another stack that can be none": [
      {},
      /`app`: `externalServices.payments.port` must be a whole number/,
      { externalServices: { payments: { ...payments, port: 0 } } },
    ],
    "two namespaces": [{}, /`app`: one of `namespaceName`.*and not both/, { namespaceArn: "arn:ns" }],
    "no namespace": [{}, /`app`: one of `namespaceName`/, { namespaceName: undefined }],
  };
  for (const [mistake, [services, message, more]] of Object.entries(mistakes)) {
    it(`refuses ${mistake} before anything is registered`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(services, more, undefined, resources), message);
      assert.deepEqual(resources, []);
    });
  }
});

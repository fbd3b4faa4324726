import assert from "node:assert/strict";
import { type ApplicationServiceArgs, ServiceConnectApplication } from "../../../components";
import { ofType, registered } from "../../support/mocks";

const image = "shop";

function make(services: Record<string, ApplicationServiceArgs>) {
  return registered(
    () =>
      new ServiceConnectApplication("app", {
        namespaceName: "shop.local",
        vpcId: "vpc-1",
        subnets: ["subnet-1"],
        services,
      }),
  );
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

  const mistakes: Record<string, [Record<string, ApplicationServiceArgs>, RegExp]> = {
    "a callee that is not there": [
      { a: { image, calls: ["b"] } },
      /`app`: `a` calls `b`, which is no service/,
    ],
    "a cycle": [
      { a: { image, port: 1, calls: ["b"] }, b: { image, port: 1, calls: ["a"] } },
      /`app`: the services call each other in a cycle, `a` → `b` → `a`/,
    ],
    "two services with one host name and port": [
      { a: { image, port: 1, dnsName: "x" }, b: { image, port: 1, dnsName: "x" } },
      /`app`: `a` and `b` both offer `x` on port 1/,
    ],
    "a callee without a port": [
      { a: { image, calls: ["b"] }, b: { image } },
      /others call `b`, and it has no `port`/,
    ],
  };
  for (const [mistake, [services, message]] of Object.entries(mistakes)) {
    it(`refuses ${mistake} before anything is registered`, async () => {
      await assert.rejects(make(services), message);
    });
  }
});

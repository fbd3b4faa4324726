/** Services that name no namespace, in a cluster of this stack, or in clusters made elsewhere. */
import * as aws from "@pulumi/aws";
import { client, server, service, variant } from "../programs";

const account = "arn:aws:ecs:eu-central-1:123456789012:cluster";

function ofThisStack(): void {
  const shop = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
  const billing = new aws.servicediscovery.HttpNamespace("billing", { name: "billing.local" });
  const cluster = new aws.ecs.Cluster("shop", {
    name: "shop",
    serviceConnectDefaults: { namespace: shop.arn },
  });
  const users = service("users", {
    cluster: cluster.arn,
    serviceConnectConfiguration: server("users.shop.local"),
  });
  const names = {
    arn: cluster.arn,
    id: cluster.id,
    name: cluster.name,
    "literal-arn": `${account}/shop`,
    "literal-name": "shop",
  };
  for (const [name, value] of Object.entries(names)) {
    service(`hasty-by-${name}`, { cluster: value, serviceConnectConfiguration: client() });
    service(
      `waiting-by-${name}`,
      { cluster: value, serviceConnectConfiguration: client() },
      { dependsOn: [users] },
    );
  }
  // Without the cluster it names the namespace; in the cluster it names another one.
  service("hasty-by-namespace", { serviceConnectConfiguration: client(shop.arn) });
  const invoices = service("invoices", {
    cluster: cluster.arn,
    serviceConnectConfiguration: server("invoices.billing.local", billing.arn),
  });
  service(
    "overriding",
    { cluster: cluster.arn, serviceConnectConfiguration: client(billing.arn) },
    { dependsOn: [invoices] },
  );
  service(
    "hasty-overriding",
    { cluster: cluster.arn, serviceConnectConfiguration: client(billing.name) },
    { dependsOn: [users] },
  );
}

function madeElsewhere(): void {
  const platform = aws.ecs.getClusterOutput({ clusterName: "platform" });
  service("prices", { cluster: platform.arn, serviceConnectConfiguration: server("prices.platform") });
  service("hasty-by-invoke", { cluster: platform.arn, serviceConnectConfiguration: client() });
  service("hasty-by-name", { cluster: platform.clusterName, serviceConnectConfiguration: client() });
  service("hasty-by-literal-arn", { cluster: `${account}/platform`, serviceConnectConfiguration: client() });
  service("hasty-by-literal-name", { cluster: "platform", serviceConnectConfiguration: client() });
  // The cluster that each account has.
  service("rates", { serviceConnectConfiguration: server("rates.default") });
  service("hasty-in-default", { serviceConnectConfiguration: client() });
  service("hasty-by-default-name", { cluster: "default", serviceConnectConfiguration: client() });
}

if (variant === "elsewhere") madeElsewhere();
else ofThisStack();
